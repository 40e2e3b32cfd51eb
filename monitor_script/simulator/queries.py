"""Monitor's query options over plain rows: `$filter`, `$select`, `$orderby` and `$top`.

Only the shapes that the script sends are known, so that a query that Monitor might read differently is
refused here instead of answered by guess: `eq`, `and`, `or` and parentheses, one column to order by.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl

Value = int | str | Decimal | None
Row = dict[str, Value]
Condition = Callable[[Row], bool]

MOST_PARENTHESES = 20
_TOKEN = re.compile(r"\s*([()]|'(?:[^']|'')*'|-?\d+(?:\.\d+)?|[A-Za-z_]\w*)", re.ASCII)
_OPTIONS = ("$filter", "$select", "$orderby", "$top")


class UnsupportedQuery(ValueError):
    """A query that the simulator does not know. The message says which part, and what is known."""


def run_query(rows: Iterable[Row], query_string: str, *, columns: Sequence[str]) -> list[Row]:
    """The rows that a query asks for. Raises `UnsupportedQuery`."""
    options = read_options(query_string)
    found = list(rows)
    if "$filter" in options:
        found = list(filter(_Filter(options["$filter"], columns).condition(), found))
    if "$orderby" in options:
        found = _ordered(found, options["$orderby"], columns)
    if "$top" in options:
        found = found[: _top(options["$top"])]
    if "$select" in options:
        selected = [_column(name.strip(), columns) for name in options["$select"].split(",")]
        found = [{name: row[name] for name in selected} for row in found]
    return found


def read_options(query_string: str) -> dict[str, str]:
    """The options of a query string by name. Raises `UnsupportedQuery` for one that is not known."""
    options: dict[str, str] = {}
    for name, text in parse_qsl(query_string, keep_blank_values=True):
        if name not in _OPTIONS or name in options:
            raise UnsupportedQuery(f"{name}: known, once each, are {', '.join(_OPTIONS)}")
        options[name] = text
    return options


def ids_asked_for(query_string: str) -> set[str]:
    """Every quoted number in a query's filter: the operations and work centers that it speaks of."""
    return set(re.findall(r"'(\d+)'", dict(parse_qsl(query_string)).get("$filter", "")))


def to_json(rows: Iterable[Mapping[str, Value]]) -> str:
    """Rows as a JSON list. Integers and decimals are written digit by digit: no float rounds them."""
    return "[" + ",".join(_object_to_json(row) for row in rows) + "]"


def _object_to_json(row: Mapping[str, Value]) -> str:
    return "{" + ",".join(f"{json.dumps(name)}:{_value_to_json(value)}" for name, value in row.items()) + "}"


def _value_to_json(value: Value) -> str:
    if not isinstance(value, Decimal):
        return json.dumps(value, ensure_ascii=False)
    # Monitor writes a Decimal with its point, whole numbers too.
    text = f"{value:f}"
    return text if "." in text else f"{text}.0"


class _Filter:
    """Reads a filter from left to right: `or` binds weaker than `and`, as in OData."""

    def __init__(self, text: str, columns: Sequence[str]) -> None:
        if text.count("(") > MOST_PARENTHESES:
            raise UnsupportedQuery(f"$filter: at most {MOST_PARENTHESES} parentheses")
        self._text = text
        self._columns = columns
        self._tokens = _tokens(text)

    def condition(self) -> Condition:
        condition = self._either()
        if self._tokens:
            raise self._unsupported(f"{self._tokens[0]} is not expected here")
        return condition

    def _either(self) -> Condition:
        conditions = [self._all()]
        while self._taken("or"):
            conditions.append(self._all())
        return lambda row: any(holds(row) for holds in conditions)

    def _all(self) -> Condition:
        conditions = [self._one()]
        while self._taken("and"):
            conditions.append(self._one())
        return lambda row: all(holds(row) for holds in conditions)

    def _one(self) -> Condition:
        if self._taken("("):
            condition = self._either()
            if not self._taken(")"):
                raise self._unsupported("a ) is missing")
            return condition
        column = _column(self._next(), self._columns)
        if not self._taken("eq"):
            raise self._unsupported(f"{column} must be followed by eq, the only comparison that is known")
        literal = self._next()
        wanted = literal[1:-1].replace("''", "'") if literal.startswith("'") else literal
        return lambda row: _equal(row[column], wanted, column)

    def _next(self) -> str:
        if not self._tokens:
            raise self._unsupported("it ends too early")
        return self._tokens.pop(0)

    def _taken(self, token: str) -> bool:
        taken = bool(self._tokens) and self._tokens[0] == token
        if taken:
            self._tokens.pop(0)
        return taken

    def _unsupported(self, problem: str) -> UnsupportedQuery:
        return UnsupportedQuery(f"$filter {self._text!r}: {problem}")


def _tokens(text: str) -> list[str]:
    tokens, position, end = [], 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise UnsupportedQuery(f"$filter {text!r}: cannot be read from position {position} on")
        tokens.append(match[1])
        position = match.end()
    return tokens


def _equal(value: Value, wanted: str, column: str) -> bool:
    if value is None or isinstance(value, str):
        return value == wanted
    try:
        return value == Decimal(wanted)
    except InvalidOperation as error:
        raise UnsupportedQuery(f"$filter: {column} is a number, {wanted!r} is not") from error


def _ordered(rows: list[Row], text: str, columns: Sequence[str]) -> list[Row]:
    name, _, direction = text.strip().partition(" ")
    column = _column(name, columns)
    if direction not in {"", "asc", "desc"}:
        raise UnsupportedQuery(f"$orderby {text!r}: one column, then asc or desc")
    # Nulls come first, as Monitor's database sorts them.
    return sorted(rows, key=lambda row: _sort_key(row[column]), reverse=direction == "desc")


def _sort_key(value: Value) -> tuple[bool, bool, int | Decimal | str]:
    return value is not None, isinstance(value, str), 0 if value is None else value


def _top(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise UnsupportedQuery(f"$top {text!r}: a number of rows, up to nine digits")
    return int(text)


def _column(name: str, columns: Sequence[str]) -> str:
    if name not in columns:
        raise UnsupportedQuery(f"there is no column {name!r}; known are {', '.join(columns)}")
    return name
