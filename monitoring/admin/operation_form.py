"""The form of an operation: what was changed in it, and what each changed field showed when the form was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError

from monitoring.admin.base import RefusableForm
from monitoring.domain.corrections import CorrectedFields, CorrectionConflict
from monitoring.models import Monitor_operation

if TYPE_CHECKING:
    from django.http import QueryDict


class OperationForm(RefusableForm[Monitor_operation]):
    """Changes of an existing operation go to the domain as `corrections`; a new one is saved as it is."""

    class Meta:
        model = Monitor_operation
        fields = [
            "monitor_operation_id",
            "machine",
            "name",
            "quantity",
            "currently_made_quantity",
            "is_setup",
            "is_in_progress",
            "is_in_pool",
            "material",
            "report_number",
            "location",
            "priority",
            "planned_start_date",
            "planned_finish_date",
        ]
        labels = {
            "monitor_operation_id": "Monitor's id",
            "quantity": "Planned quantity",
            "currently_made_quantity": "Made so far",
            "is_setup": "In setup",
            "is_in_progress": "In progress",
            "is_in_pool": "In the pool",
            "monitor_slot": "Monitor plans it as",
            "monitor_left_at": "Monitor moved on at",
            "quantity_reported_at": "Newest report",
            "employee_names": "Logged on",
        }
        help_texts = {
            "monitor_operation_id": "An operation never becomes another job: this cannot be changed later.",
            "machine": "Empty for an operation of the pool. It cannot be changed later.",
            "quantity": "Parts to make in all.",
            "currently_made_quantity": "Total of parts. Reports older than a correction made here are refused.",
            "is_in_pool": "Whether planners find it when they search.",
            "priority": "Monitor's order of what comes next: the lowest first.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.refusal is not None and isinstance(self.refusal.error, CorrectionConflict):
            self.data = self._caught_up(self.refusal.error)

    def corrections(self) -> CorrectedFields:
        """The fields that were changed, by the domain's names. Only for a valid form."""
        return cast("CorrectedFields", {name: self.cleaned_data[name] for name in self._correctable()})

    def seen(self) -> CorrectedFields:
        """What the changed fields showed when the form was loaded, as far as it was sent with them."""
        shown = {
            name: self._shown(name) for name in self._correctable() if self.fields[name].show_hidden_initial
        }
        return cast("CorrectedFields", shown)

    def _correctable(self) -> list[str]:
        return [name for name in self.changed_data if name in CorrectedFields.__annotations__]

    def _shown(self, name: str) -> object:
        try:
            return cast("object", self.fields[name].clean(self.data[self.add_initial_prefix(name)]))
        except ValidationError:
            # Nothing that this form ever shows: the domain takes it for an outdated value.
            return self.data[self.add_initial_prefix(name)]

    def _caught_up(self, conflict: CorrectionConflict) -> QueryDict:
        """The data as if the form had been loaded after the conflict, so that saving once more is a decision."""
        caught_up = cast("QueryDict", self.data).copy()
        current = "" if conflict.current is None else str(conflict.current)
        caught_up[self.add_initial_prefix(conflict.field or "")] = current
        return caught_up
