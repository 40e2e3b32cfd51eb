"""Settings from the environment, strictly parsed: a bad value stops the start with the variable's name.

Every variable may also come from a file: `SECRET_KEY_FILE=/run/secrets/key` stands for `SECRET_KEY`.
"""

import zoneinfo
from typing import Any

import dj_database_url
from environs import FileAwareEnv
from environs.exceptions import EnvValidationError

KNOWN_INSECURE_PREFIXES = ("django-insecure-", "insecure-", "changeme", "change-me", "secret")
SHORTEST_SECRET_KEY = 50
FEWEST_DISTINCT_CHARACTERS = 5
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
CONNECTION_LIFETIME = 600
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
SQLITE_OPTIONS = {
    # Readers do not wait for the writer; NORMAL is safe against crashes of the process, as WAL is.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    # A transaction takes the write lock as it starts: one that reads first could otherwise fail to upgrade its lock.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
POSTGRESQL_OPTIONS: dict[str, Any] = {
    # A host that is gone says nothing: without these, connecting takes minutes, and a lost answer a quarter of an hour.
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}

env = FileAwareEnv(strip_whitespace=True)


def refuse(name: str, reason: str) -> EnvValidationError:
    """The error that stops the start: names the variable and says what is wrong with its value."""
    return EnvValidationError(f'Environment variable "{name}" invalid: {reason}', [reason])


def secret_key(name: str) -> str:
    """A signing key that is required, long and not one that is printed in documentation."""
    key = env.str(name)
    if len(key) < SHORTEST_SECRET_KEY or len(set(key)) < FEWEST_DISTINCT_CHARACTERS:
        raise refuse(name, f"needs at least {SHORTEST_SECRET_KEY} characters, chosen at random.")
    if key.lower().startswith(KNOWN_INSECURE_PREFIXES):
        raise refuse(name, "this key is public; make a new one.")
    return key


def optional_list(name: str, *default: str) -> list[str]:
    """A comma-separated list of texts; blanks around them and empty items do not count."""
    items: list[str] = env.list(name, list(default))
    return [item.strip() for item in items if item.strip()]


def required_list(name: str) -> list[str]:
    """A comma-separated list that must name at least one item."""
    items = optional_list(name)
    if not items:
        raise refuse(name, "needs at least one item.")
    return items


def host_names(name: str) -> list[str]:
    """Exact names of hosts, one at least: a pattern would let strangers choose what the site takes for its address."""
    hosts = required_list(name)
    patterns = [host for host in hosts if "*" in host or host.startswith(".")]
    if patterns:
        raise refuse(name, f"name each host; {', '.join(patterns)} stands for any number of them.")
    return hosts


def whole_numbers(name: str) -> dict[str, int]:
    """Named numbers, such as `depth=10,aliases=30`."""
    try:
        numbers: dict[str, int] = env.dict(name, {}, subcast_values=int)
    except ValueError as error:
        raise refuse(name, "write named whole numbers, such as depth=10,aliases=30.") from error
    return numbers


def time_zone(name: str, *, default: str) -> str:
    """A zone of the tz database, such as `Europe/Stockholm`."""
    zone = env.str(name, default)
    if zone not in zoneinfo.available_timezones():
        raise refuse(name, f"{zone!r} is not a zone of the tz database.")
    return zone


def database(name: str, *, default: str) -> dict[str, Any]:
    """Django's settings of one database from its URL: `sqlite:///file` or `postgres://user:password@host/name`."""
    url = env.str(name, default)
    if url.partition("://")[0] not in DATABASE_SCHEMES:
        raise refuse(
            name, f"must start with one of {', '.join(f'{scheme}://' for scheme in DATABASE_SCHEMES)}."
        )
    try:
        parsed: dict[str, Any] = {
            **dj_database_url.parse(url, conn_max_age=CONNECTION_LIFETIME, conn_health_checks=True)
        }
    except ValueError as error:
        raise refuse(name, "not a readable database URL; percent-encode what is special in it.") from error
    if url.startswith("sqlite"):
        parsed |= {"ENGINE": "config.sqlite", "OPTIONS": SQLITE_OPTIONS}
    else:
        of_the_url: Any = parsed.get("OPTIONS", {})
        parsed["OPTIONS"] = postgresql_options(name, of_the_url)
    return parsed


def postgresql_options(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """What the database's URL says of the connection after its `?`, such as `sslmode=verify-full`, and our defaults."""
    options: dict[str, Any] = POSTGRESQL_OPTIONS | given
    if options.get("sslmode", "prefer") not in SSL_MODES:
        raise refuse(name, f"sslmode must be one of {', '.join(SSL_MODES)}; {options['sslmode']} is not.")
    if not str(options["connect_timeout"]).isdecimal() or not 1 <= int(options["connect_timeout"]) <= 60:
        raise refuse(name, f"connect_timeout must be 1 to 60 seconds; {options['connect_timeout']} is not.")
    return options
