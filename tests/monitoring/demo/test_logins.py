"""The demo's users and their passwords."""

import stat
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from monitoring.demo.logins import Login, ensure_logins, is_demo_database
from monitoring.domain.actors import CHANGE_ASSIGNMENTS, REPORT_QUANTITIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "passwords.json"


def logins(kept: Path, **given: str) -> dict[str, Login]:
    return ensure_logins(given=given, kept_in=kept)


def may_log_in(login: Login) -> bool:
    return login.password is not None and User.objects.get(username=login.username).check_password(
        login.password
    )


def test_the_three_users_are_made_with_the_rights_of_their_work(kept: Path) -> None:
    made = logins(kept)

    planner, script, admin = (User.objects.get(username=name) for name in ("planner", "script", "admin"))
    assert all(may_log_in(login) for login in made.values())
    assert (planner.get_all_permissions(), planner.is_staff) == ({CHANGE_ASSIGNMENTS}, False)
    assert (script.get_all_permissions(), script.is_staff) == ({REPORT_QUANTITIES}, False)
    assert not User.objects.exclude(user_permissions=None).exists()
    assert admin.is_superuser


def test_generated_passwords_differ_and_are_kept_for_the_next_run(kept: Path) -> None:
    first = logins(kept)

    assert logins(kept) == first
    assert len({login.password for login in first.values()}) == 3


def test_passwords_are_kept_where_only_this_account_reads_them(kept: Path) -> None:
    logins(kept)

    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_password_that_is_given_is_set_and_kept(kept: Path) -> None:
    logins(kept)

    logins(kept, planner="one two three")

    later = logins(kept)["planner"]
    assert later.password == "one two three"
    assert may_log_in(later)


@pytest.mark.parametrize("name", ["planner", "admin"])
def test_a_password_that_a_person_changed_since_stays(kept: Path, name: str) -> None:
    logins(kept)
    user = User.objects.get(username=name)
    user.set_password("changed by hand")
    user.save()

    later = logins(kept)[name]

    user.refresh_from_db()
    assert later.password is None
    assert user.check_password("changed by hand")


def test_the_script_always_has_a_password_that_works(kept: Path) -> None:
    logins(kept)
    kept.unlink()

    assert may_log_in(logins(kept)["script"])


def test_a_file_that_is_damaged_is_no_reason_to_fail(kept: Path) -> None:
    kept.write_text("[not json", encoding="utf-8")

    assert all(may_log_in(login) for login in logins(kept).values())


def test_only_a_database_with_the_demos_users_is_the_demos(kept: Path) -> None:
    User.objects.create_user("planner")
    assert not is_demo_database()

    logins(kept)

    assert is_demo_database()
