"""Script tokens in the administration: looked at and revoked, never made or edited."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from monitoring.domain.script_tokens import NewScriptToken, create_script_token
from monitoring.models import ScriptToken
from tests.factories import reporter_user
from tests.monitoring.admin.pages import add_page, list_page, page_of

REVOKE = {"action": "revoke"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> NewScriptToken:
    return create_script_token(user=reporter_user(), name="computer in hall 2", days=365)


def revoke(client: Client, *tokens: ScriptToken) -> str:
    """Tick tokens and choose the action; returns the page that follows."""
    form = REVOKE | {"_selected_action": [str(token.pk) for token in tokens]}
    return client.post(list_page(ScriptToken), form, follow=True).text


def test_the_pages_tell_all_but_the_secret_and_let_nothing_be_edited(
    administrator: Client, made: NewScriptToken
) -> None:
    listed = administrator.get(list_page(ScriptToken)).text
    page = administrator.get(page_of(made.token)).text

    assert all("computer in hall 2" in shown and "monitor-script" in shown for shown in (listed, page))
    assert 'name="_save"' not in page
    assert not any(kept in listed + page for kept in (made.secret, made.token.token_sha256))
    assert administrator.get(add_page(ScriptToken)).status_code == 403


def test_a_token_is_revoked_from_the_list(administrator: Client, made: NewScriptToken) -> None:
    page = revoke(administrator, made.token)

    assert "Revoked: 1." in page
    assert ScriptToken.objects.get().revoked_at is not None
    assert "Revoked: 0." in revoke(administrator, made.token)
    (entry,) = LogEntry.objects.all()
    assert (entry.user.get_username(), entry.change_message) == ("administrator", "Revoked.")


def test_a_user_with_tokens_can_be_deleted(administrator: Client, made: NewScriptToken) -> None:
    administrator.post(f"/admin/auth/user/{made.token.user_id}/delete/", {"post": "yes"})

    assert not ScriptToken.objects.exists()
    assert not User.objects.filter(username="monitor-script").exists()


def test_staff_sees_tokens_by_djangos_permission_and_revokes_by_another(made: NewScriptToken) -> None:
    staff = User.objects.create_user("staff", is_staff=True)
    client = Client()
    client.force_login(staff)
    assert client.get(list_page(ScriptToken)).status_code == 403

    staff.user_permissions.add(Permission.objects.get(codename="view_scripttoken"))
    assert client.get(list_page(ScriptToken)).status_code == 200
    revoke(client, made.token)
    assert ScriptToken.objects.get().revoked_at is None

    staff.user_permissions.add(Permission.objects.get(codename="change_scripttoken"))
    revoke(client, made.token)
    assert ScriptToken.objects.get().revoked_at is not None


def test_a_planner_of_the_staff_does_not_see_tokens(staff_planner: Client, made: NewScriptToken) -> None:
    assert staff_planner.get(list_page(ScriptToken)).status_code == 403
