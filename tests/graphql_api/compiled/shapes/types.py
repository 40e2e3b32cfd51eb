"""A schema with every shape of field that a compiled selection may meet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import Info, Parent
from strawberry.extensions import FieldExtension
from strawberry.permission import BasePermission
from strawberry.types.field import StrawberryField

from graphql_api.marks import NEEDS_ONLY_CONTEXT
from tests.graphql_api.compiled.shapes.leaves import Colour, LeafLists, Leaves, Level, MaybeLeaves, Odd
from tests.graphql_api.compiled.shapes.rows import entry_rows
from tests.graphql_api.compiled.shapes.worlds import Feed

MARK = {NEEDS_ONLY_CONTEXT: True}


@dataclass
class Context:
    """What resolvers may know."""

    greeting: str = "hello"


class KeyIsEven(BasePermission):
    """Lets one in two objects be asked."""

    message = "Not this one."

    def has_permission(self, source: Any, info: Info, **_: Any) -> bool:  # noqa: ARG002 - Strawberry's signature
        return bool(source.key % 2 == 0)


class Doubled(FieldExtension):
    """Says a text twice."""

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        return f"{next_(source, info, **kwargs)} " * 2


@strawberry.input
class Box:
    """An argument with parts."""

    width: int
    colour: Colour = Colour.RED
    notes: list[str | None] | None = None


class Renamed(StrawberryField):
    """Reads another attribute than it is named by, and says which."""

    plain_attribute = "maybe_text"

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002 - Strawberry's signature
        return getattr(source, self.plain_attribute)


class Quoted(StrawberryField):
    """Makes something of its own of an attribute."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:
        return repr(super().get_result(source, info, args, kwargs))


def field_of(kind: type[StrawberryField]) -> Any:
    """A field of a class of its own."""
    return kind()


def told(attribute: str) -> Callable[[Parent[Feed]], Any]:
    """A function of the object alone."""

    def resolver(thing: Parent[Feed]) -> Any:
        return thing.told(attribute)

    return resolver


def told_later(attribute: str, *, ticks: int = 1) -> Callable[[Parent[Feed]], Awaitable[Any]]:
    """A function that waits."""

    async def resolver(thing: Parent[Feed]) -> Any:
        for _ in range(ticks):
            await asyncio.sleep(0)
        return thing.told(attribute)

    return resolver


def greet(thing: Parent[Feed], info: Info) -> str:
    """Uses the context and nothing else."""
    return f"{info.context.greeting} {thing.told('greeting')}"


def greet_thing(thing: Parent[Feed], info: Info) -> Any:
    """Likewise, for an object."""
    return thing.told("greeted") if info.context.greeting else None


def tell_place(thing: Parent[Feed], info: Info) -> str:
    """Uses all that may be known of the field."""
    return f"{thing.told('place')} {info.path.as_list()} {info.field_name} {info.path.typename}"


def scale(
    thing: Parent[Feed],
    by: int = 2,
    unit: str | None = strawberry.UNSET,
    box: Box | None = None,
    when: datetime | None = None,
) -> str:
    """Says what it was given."""
    return f"{thing.told('scaled')} {by} {unit!r} {box} {when}"


def rowed_entries(root: Parent[Feed]) -> Any:
    """A list that can be read as rows."""
    return entry_rows(root.told("entries"))


@strawberry.interface
class Named:
    """What Cat and Dog have in common."""

    name: str
    nick: str | None
    thing: Thing | None
    things: list[Thing | None]


@strawberry.type
class Cat(Named):
    """Whose objects are told from others by their class."""

    lives: int
    said: str = strawberry.field(resolver=told("said"))


@strawberry.type
class Dog(Named, MaybeLeaves):
    """Likewise."""

    lives: float | None
    thing: Thing
    enemy: Cat | None


Pet = Annotated[Cat | Dog, strawberry.union("Pet")]


@strawberry.type
class Guarded:
    """Whose objects say themselves whether they are its own."""

    is_own: bool | None
    text: str
    guarded: Guarded | None

    @classmethod
    def is_type_of(cls, value: Any, info: Info) -> Any:  # noqa: ARG003 - Strawberry's signature
        said = value.told("is_own")
        return True if said in (None, False) and value.key % 4 else said


@strawberry.type
class Watched:
    """Whose objects are told from others by where they are asked for."""

    text: str | None
    again: Watched | None

    @classmethod
    def is_type_of(cls, value: Any, info: Any) -> bool:  # noqa: ARG003 - likewise
        return getattr(info, "field_name", "where nobody knows") != "again"


@strawberry.type
class Boss:
    """The end of a way."""

    badge: strawberry.ID


@strawberry.type
class Owner:
    """A part of a row."""

    text: str | None
    odd: Odd
    boss: Boss
    thing: Thing | None


@strawberry.type
class Entry:
    """A row."""

    number: int
    text: str | None
    moment: datetime
    colour: Colour | None
    shade: Level
    spare: int | None
    owner: Owner
    said: str = strawberry.field(resolver=told("said"))


@strawberry.type
class Thing(Leaves, MaybeLeaves, LeafLists):
    """Everything else."""

    child: Thing | None
    parent: Thing
    things: list[Thing]
    maybe_things: list[Thing | None] | None
    grid: list[list[Thing | None] | None]
    named: Named | None
    names: list[Named]
    pet: Pet | None
    pets: list[Pet | None]
    guarded: Guarded | None
    watched: Watched | None
    renamed: str | None = field_of(Renamed)
    quoted: str = field_of(Quoted)
    shout: str = strawberry.field(resolver=told("shout"))
    friend: Thing | None = strawberry.field(resolver=told("friend"))
    friends: list[Thing] | None = strawberry.field(resolver=told("friends"))
    callings: list[Colour | None] = strawberry.field(resolver=told("callings"))
    greeting: str | None = strawberry.field(resolver=greet, metadata=MARK)
    greeted: Thing | None = strawberry.field(resolver=greet_thing, metadata=MARK)
    place: str | None = strawberry.field(resolver=tell_place)
    scaled: str = strawberry.field(resolver=scale)
    secret: str | None = strawberry.field(resolver=told("secret"), permission_classes=[KeyIsEven])
    open_secret: int = strawberry.field(permission_classes=[KeyIsEven])
    echo: str | None = strawberry.field(resolver=told("echo"), extensions=[Doubled()])
    late_text: str = strawberry.field(resolver=told_later("late_text"))
    late_thing: Thing | None = strawberry.field(resolver=told_later("late_thing", ticks=2))
    late_things: list[Thing | None] | None = strawberry.field(resolver=told_later("late_things"))


@strawberry.type
class Query(MaybeLeaves):
    """The root."""

    thing: Thing | None
    sure_thing: Thing
    things: list[Thing]
    maybe_things: list[Thing | None] | None
    grid: list[list[Thing | None] | None]
    named: Named | None
    names: list[Named]
    pets: list[Pet | None]
    guarded: Guarded | None
    guards: list[Guarded | None]
    watched: list[Watched] | None
    entries: list[Entry] = strawberry.field(resolver=rowed_entries)
    maybe_entries: list[Entry | None] | None = strawberry.field(resolver=rowed_entries)
    late_things: list[Thing] | None = strawberry.field(resolver=told_later("late_things"))


@strawberry.type
class Mutation:
    """Changes nothing."""

    thing: Thing | None
    things: list[Thing]
    pet: Pet
