"""What was found, in one line each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How grave; the value is what the line begins with."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "PROBLEM"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, and what to do about it where something is to be done."""

    level: Level
    subject: str
    sentence: str
    remedy: str = ""

    def __str__(self) -> str:
        line = " ".join(f"{self.subject}: {self.sentence} {self.remedy}".split())
        return f"{self.level.value:<8} {line}"


def ok(subject: str, sentence: str) -> Finding:
    """Nothing is to be done."""
    return Finding(Level.OK, subject, sentence)


def warning(subject: str, sentence: str, remedy: str) -> Finding:
    """It works, and is not as it should be."""
    return Finding(Level.WARNING, subject, sentence, remedy)


def problem(subject: str, sentence: str, remedy: str) -> Finding:
    """Something does not work, or will not for long."""
    return Finding(Level.PROBLEM, subject, sentence, remedy)
