"""How many streams one process carries, and how patient it is with them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOptions:
    """The defaults, or what the setting LIVE_UPDATES puts in their place.

    Wall screens share a login, hence the many streams per user. `waiting_messages` is how many messages wait for one
    stream before it counts as too slow; `kept_messages` how many a shared subscription keeps for who comes back after
    a short break; `events_per_read` how many events are read from the log at once; `stuck_client_seconds` how long a
    connection may take nothing before the kernel ends it.
    """

    streams_per_user: int = 200
    streams_per_process: int = 2_000
    subscriptions_per_socket: int = 20
    waiting_messages: int = 500
    kept_messages: int = 200
    events_per_read: int = 200
    sweep_seconds: int = 5
    heartbeat_seconds: int = 15
    login_check_seconds: int = 30
    stuck_client_seconds: int = 30

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ImproperlyConfigured(
                    f"LIVE_UPDATES: {name} must be a positive whole number, not {value!r}."
                )
        if self.waiting_messages < 2 * max(self.kept_messages, self.events_per_read):
            raise ImproperlyConfigured(
                "LIVE_UPDATES: waiting_messages must be at least twice kept_messages and twice events_per_read, which "
                "may come at once to a client that is not slow at all."
            )
        if self.login_check_seconds > 60:
            raise ImproperlyConfigured(
                "LIVE_UPDATES: login_check_seconds must be at most 60: nobody watches for longer after logging out."
            )


def configured_options() -> LiveOptions:
    """The options that the settings ask for; raises ImproperlyConfigured where they name an unknown one."""
    configured: dict[str, int] = getattr(settings, "LIVE_UPDATES", {})
    unknown = configured.keys() - {field.name for field in fields(LiveOptions)}
    if unknown:
        raise ImproperlyConfigured(f"LIVE_UPDATES: unknown option {', '.join(sorted(unknown))}.")
    return LiveOptions(**configured)
