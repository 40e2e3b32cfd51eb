"""A point of an operation's progress curve."""

from datetime import datetime

import strawberry


@strawberry.type(description="A point of an operation's progress curve.")
class QuantityReport:
    """Fed by `monitoring.domain.progress.QuantityReport`, whose attributes have the same names."""

    reported_at: datetime = strawberry.field(
        description="When the parts were reported made; when the report came in, where it did not say."
    )
    quantity: int = strawberry.field(description="Parts made in total at that time.")
