"""Telling who asks how often selections ran compiled."""

from __future__ import annotations

from typing import Any

from strawberry.extensions import SchemaExtension

from graphql_api.compiled.counters import COUNTERS


class CompiledReport(SchemaExtension):
    """Adds this process's counters to the answer's `extensions` where a request asks for them.

    A request asks by `"extensions": {"compiled": true}` beside its query. The figures are those since the process
    started.
    """

    def get_results(self) -> dict[str, Any]:
        """The figures, or nothing."""
        asked = self.execution_context.operation_extensions or {}
        return {"compiled": COUNTERS.snapshot()} if asked.get("compiled") is True else {}
