"""Script tokens: to be looked at and revoked. `manage.py create_script_token` makes them, as it can show the secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages

from monitoring.admin.base import ModelAdmin
from monitoring.domain.script_tokens import revoke_script_token, state_of
from monitoring.models import ScriptToken

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(ScriptToken)
class ScriptTokenAdmin(ModelAdmin[ScriptToken]):
    """Each token with whom it speaks for, and when it was used last."""

    list_display = ["name", "user", "state", "created_at", "expires_at", "last_used_at"]
    list_select_related = ["user"]
    fields = ["name", "user", "state", "created_at", "expires_at", "revoked_at", "last_used_at"]
    search_fields = ["name", "user__username"]
    actions = ["revoke"]
    show_full_result_count = False
    empty_value_display = "—"

    @admin.display(description="State")
    def state(self, token: ScriptToken) -> str:
        return state_of(token)

    @admin.action(description="Revoke selected script tokens", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ScriptToken]) -> None:
        revoked = [token for token in queryset if revoke_script_token(token)]
        for token in revoked:
            self.log_change(request, token, "Revoked.")
        self.message_user(request, f"Revoked: {len(revoked)}.", messages.SUCCESS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ScriptToken | None = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Django's permission to change tokens, of which revoking is all that can be done."""
        return request.user.has_perm("monitoring.change_scripttoken")
