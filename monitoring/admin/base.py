"""What every page of the administration shares: who may do what, and how a refusal of the domain is shown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import BadRequest
from django.db import DataError
from django.db.models import Model

from monitoring.domain.actors import CHANGE_ASSIGNMENTS, Actor
from monitoring.domain.errors import MachineNotFound, OperationNotFound
from monitoring.domain.transactions import once_more_after_a_conflict
from monitoring.request_actor import actor_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.admin import ModelAdmin as ModelAdmin  # noqa: PLC0414 - exported
    from django.contrib.admin.views.main import ChangeList
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse

    from monitoring.domain.errors import DomainError
else:
    # The stubs know which model a page or a form is about; Django's own classes take no type parameter.
    class ModelAdmin(admin.ModelAdmin):
        """A page about one model."""

        def __class_getitem__(cls, _model: object) -> type:
            return cls

    class ModelForm(forms.ModelForm):
        """A form about one model."""

        def __class_getitem__(cls, _model: object) -> type:
            return cls


NOTHING = "—"
LONGEST_KEY = len(str(2**63 - 1))

M = TypeVar("M", bound=Model)


class RefusedChange(Exception):
    """The domain refused what a form asked for; `field` is the form's field at fault, None for the whole form."""

    def __init__(self, error: DomainError, *, field: str | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.field = field


class RefusableForm(ModelForm[M]):
    """A form that knows what it was loaded with, and shows what the domain refused at the field at fault."""

    refusal: ClassVar[RefusedChange | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # Sent along with each field, so that what somebody else or the script wrote meanwhile is not taken for a
            # change made in this form. Programs that leave it out are compared with the row as it is now.
            sent = not self.is_bound or self.add_initial_prefix(name) in self.data
            field.show_hidden_initial = sent and not field.widget.is_hidden

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal is not None:
            field = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(field, self.refusal.error.message)
        return cleaned


class KeyPicker(AutocompleteSelect):
    """Django's picker, which asks the database for whatever was sent when its form is shown again.

    What can be no key is left out: the form says that it is no valid choice, and the database would refuse it.
    """

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, list(filter(may_be_key, value)), attr)


def may_be_key(text: str) -> bool:
    """Whether a database takes this for a key."""
    return text.isdecimal() and len(text) < LONGEST_KEY


class DomainAdmin(ModelAdmin[M]):
    """A page whose changes go through the domain.

    Reading needs Django's view permission or the right to change assignments; every change needs the latter too.
    """

    form = RefusableForm  # type: ignore[assignment]  # the stubs do not know forms that are generic themselves
    show_full_result_count = False
    empty_value_display = NOTHING

    def has_view_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        # Whoever decides what machines run must be able to look machines and operations up.
        return super().has_view_permission(request, obj) or may_change_assignments(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return super().has_module_permission(request) or may_change_assignments(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and may_change_assignments(request)

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_change_assignments(request)

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return super().has_delete_permission(request, obj) and may_change_assignments(request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return once_more_after_a_conflict(
                lambda: super(DomainAdmin, self).changeform_view(request, object_id, form_url, extra_context)
            )
        except RefusedChange as refusal:
            # The transaction is rolled back by now. The second pass shows the form with the refusal and saves nothing.
            cast("_Refused", request).refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return once_more_after_a_conflict(
            lambda: super(DomainAdmin, self).delete_view(request, object_id, extra_context)
        )

    def response_action(self, request: HttpRequest, queryset: QuerySet[M]) -> HttpResponse | None:
        if not all(map(may_be_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("A row was ticked that cannot be: its key is no number.")
        return super().response_action(request, queryset)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeyPicker(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        # An address made by hand: Django leads back to the list for what it cannot read itself, and the database's
        # refusal of a character, or Python's of a year, is the same mistake.
        try:
            return super().get_changelist_instance(request)
        except (ValueError, DataError) as error:
            raise IncorrectLookupParameters(error) from error

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        # The pickers pass on whatever they are sent; PostgreSQL refuses this one character with an exception.
        return super().get_search_results(request, queryset, search_term.replace("\x00", " "))

    def delete_row(self, row: M, *, by: Actor) -> None:
        """Delete one row as the domain does."""
        raise NotImplementedError

    def delete_model(self, request: HttpRequest, obj: M) -> None:
        # Somebody else deleted it a moment ago: what was asked for is done.
        with suppress(MachineNotFound, OperationNotFound):
            self.delete_row(obj, by=actor_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[M]) -> None:
        # A transaction for each row: the domain locks rows in an order that two deletions in one would break.
        for row in queryset:
            self.delete_model(request, row)

    def get_form(
        self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[M]]:
        form = super().get_form(request, obj, change, **kwargs)
        # Django makes this class for the one request.
        cast("type[RefusableForm[M]]", form).refusal = getattr(request, "refusal", None)
        return form


class ReadOnlyAdmin(DomainAdmin[M]):
    """Rows that nobody edits by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False


class _Refused:
    """A request with what the domain refused of it."""

    refusal: RefusedChange


def may_change_assignments(request: HttpRequest) -> bool:
    """Whether this user may decide what machines run."""
    return request.user.has_perm(CHANGE_ASSIGNMENTS)
