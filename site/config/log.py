"""The log's forms: a line for people, or a JSON object for programs. Either way, one line for each record."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

LINE_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\x1b": "\\x1b"})


class OneLineFormatter(logging.Formatter):
    """Keeps a record on one line, so that nothing a client sends can forge a second one; tracebacks follow."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the standard library's name
        return super().formatMessage(record).rstrip().translate(LINE_BREAKS)


class JsonFormatter(logging.Formatter):
    """One JSON object for each record, in ASCII, so that nothing a client sends reaches a terminal as it is.

    Writes what this product put into the record, and no other attributes: Django hangs whole requests on its own.
    """

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage().rstrip(),
        }
        for name in ("request_id", "user"):
            if value := getattr(record, name, ""):
                entry[name] = value
        entry |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0] is not None:
            entry["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            entry["stack"] = self.formatStack(record.stack_info)
        return json.dumps(entry, default=str)
