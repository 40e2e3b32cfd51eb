"""The cursor that misses nothing: the newest event's id is read before anything else of the same question."""

from collections.abc import Iterator

from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

FIELD = "latestEventId"


class LatestEventFirst(SchemaExtension):
    """Reads the newest event's id before the data, wherever in the document it is asked for.

    Read in its turn, it could name an event whose effect an earlier field did not see; whoever follows the log from
    there would never hear of it. The text of the document mentions the field under any alias and in any fragment.
    """

    def on_execute(self) -> Iterator[None]:
        """Read it, where a query may ask for it."""
        execution = self.execution_context
        if FIELD in (execution.query or "") and execution.operation_type is OperationType.QUERY:
            execution.context.loaders.read_latest_event_id()
        yield
