"""What an attribute may be instead of what its type promises."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Iterator, Mapping
from types import coroutine
from typing import Any, NoReturn

from graphql import GraphQLError, Undefined

from tests.graphql_api.compiled.shapes.leaves import Colour, Level
from tests.graphql_api.compiled.shapes.worlds import MOMENT, RIGHT, Feed, World, attribute

Make = Callable[[World], Any]


class Text(str):
    """A text of another class."""

    __slots__ = ()


class Items(list[Any]):
    """A list of another class."""


class Later:
    """What can be awaited, and has every attribute that a world knows."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __await__(self) -> Generator[Any, None, Any]:
        yield from asyncio.sleep(0).__await__()
        if isinstance(self._value, Exception):
            raise self._value
        return self._value

    def __str__(self) -> str:
        return "later"

    __repr__ = __str__


class Stranger(Feed):
    """An object with the attributes of a thing, of a class of its own."""

    type_name = "Thing"


class Oblique(Feed):
    """An object that makes its attributes when it is asked for them."""

    type_name = "Thing"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.told(name)


class Willing(Feed):
    """An object that has whatever it is asked for, so that it looks as if it could be awaited."""

    type_name = "Thing"

    def __getattr__(self, name: str) -> Any:
        return self.told(name) if name in self.types else self.told


class FailingFeed(Stranger, Exception):
    """An exception that has the attributes of an object."""


class LateFeed(Stranger, Later):
    """An object that can be awaited, for another object."""

    def __init__(self, world: World, key: int) -> None:
        Feed.__init__(self, world, key)
        Later.__init__(self, world.feed("Thing", key + 1))


def learn_attributes(types: Mapping[str, Any], resolved: set[str]) -> None:
    """Give the classes above the attributes of a thing."""
    Stranger.types = Oblique.types = Willing.types = types
    for name in set(types) - resolved:
        setattr(Stranger, name, attribute(name))


@coroutine
def old_coroutine(value: Any) -> Generator[Any, None, Any]:
    """What was awaited before there was `async`."""
    yield from asyncio.sleep(0).__await__()
    return value


def raising(make_error: Callable[[], Exception]) -> Make:
    """An attribute that raises."""

    def make(_: World) -> NoReturn:
        raise make_error()

    return make


def breaking_off(world: World) -> Iterator[Any]:
    """Items, and then an exception."""
    yield world.feed("Thing", 1)
    yield None
    raise RuntimeError("no more of them")


def told_off() -> GraphQLError:
    """An error that was written for the client."""
    return GraphQLError("told off", extensions={"code": "TOLD_OFF", "field": "it"})


VALUES: list[Any] = [
    *(None, Undefined, "", "low", "HIGH", "RED", "7", Text("text"), b"bytes", 0, 1, 2, 5, 7, 2**31 - 1),
    *(2**31, -(2**31) - 1, 2**70, True, False, 0.5, 3.0, -0.0, float("nan"), float("inf"), 1e300, 1e400),
    *(Colour.RED, Colour.BLUE, Level.LOW, MOMENT, MOMENT.date(), (1, 2), {}, {1}, object, NotImplemented),
    *([], [None], [1, "a", None], ["low", Level.HIGH], [[1], None], [[]], ("a",), Items(["a"]), range(2)),
    *([Undefined], RIGHT["UUID"][0]),
]
MADE: Mapping[str, Make] = {
    "none": lambda _: None,
    "undefined": lambda _: Undefined,
    "raises": raising(lambda: RuntimeError("it broke")),
    "raises an error with extensions": raising(told_off),
    "raises AttributeError": raising(lambda: AttributeError("no such thing")),
    "raises StopIteration": raising(StopIteration),
    "raises its own located error": raising(lambda: GraphQLError("located", path=["elsewhere"])),
    "an exception": lambda _: ValueError("a value"),
    "an exception with extensions": lambda _: told_off(),
    "an exception in a list": lambda _: ["a", ValueError("an item"), "b"],
    "a thing": lambda world: world.feed("Thing", 4),
    "a cat": lambda world: world.feed("Cat", 4),
    "a guard": lambda world: world.feed("Guarded", 4),
    "another class's thing": lambda world: Stranger(world, 4),
    "a thing that makes attributes": lambda world: Oblique(world, 4),
    "an exception with attributes": lambda world: FailingFeed(world, 4),
    "things, with none between": lambda world: [world.feed("Thing", 1), None, world.feed("Thing", 2)],
    "things and others": lambda world: [world.feed("Cat", 1), Undefined, 7, FailingFeed(world, 4)],
    "cats and dogs": lambda world: [world.feed("Cat", 1), world.feed("Dog", 2), None],
    "a tuple of things": lambda world: (world.feed("Thing", 1), world.feed("Thing", 2)),
    "a generator of things": lambda world: (world.feed("Thing", key) for key in range(3)),
    "a generator of texts": lambda _: (text for text in ("a", "b")),
    "a generator that breaks off": breaking_off,
    "a list in a list": lambda world: [[world.feed("Thing", 1), None], None, []],
}
AWAITED: Mapping[str, Make] = {
    "a text later": lambda _: Later("a"),
    "a number later": lambda _: Later(7),
    "a thing later": lambda world: Later(world.feed("Thing", 4)),
    "a text later, in the old way": lambda _: old_coroutine("a"),
    "a thing that has everything": lambda world: Willing(world, 4),
    "an error later": lambda _: Later(RuntimeError("it broke later")),
    "nothing later": lambda _: Later(None),
    "a thing that can be awaited": lambda world: LateFeed(world, 4),
    "things later": lambda world: Later([world.feed("Thing", 1), Later(None), Later(world.feed("Thing", 2))]),
    "some things later": lambda world: [
        world.feed("Thing", 1),
        LateFeed(world, 2),
        Later(ValueError("late")),
    ],
    "some texts later": lambda _: ["a", Later("b"), Later(None)],
    "a future": lambda _: done_future("a"),
}


def always(value: Any) -> Make:
    """An attribute that is a value."""
    return lambda _: value


LEAVES: dict[str, Make] = {repr(value): always(value) for value in VALUES}


def done_future(value: Any) -> asyncio.Future[Any]:
    """A future of the running loop."""
    future = asyncio.get_running_loop().create_future()
    future.set_result(value)
    return future
