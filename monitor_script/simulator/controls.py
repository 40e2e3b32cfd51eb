"""What a person can do to a running simulator by HTTP: report parts, set rates, make it fail."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from monitor_script.monitor_client import OPERATIONS
from monitor_script.simulator.failures import Failure
from monitor_script.simulator.plant import UnknownOperation
from monitor_script.simulator.queries import to_json
from monitor_script.simulator.tables import query_table

if TYPE_CHECKING:
    from monitor_script.simulator.server import MonitorSimulator

Body = TypeVar("Body", bound=BaseModel)
Control = Callable[["MonitorSimulator", bytes], str]


class ControlRefused(ValueError):
    """A control was given a body that it cannot follow. The message names the field."""


class PartsReported(BaseModel):
    """Parts that an operator reports; negative takes some back."""

    model_config = ConfigDict(extra="forbid")

    operation_id: str
    quantity: Decimal = Field(max_digits=18)


class RateSet(BaseModel):
    """The rate that an operation runs at from now on."""

    model_config = ConfigDict(extra="forbid")

    operation_id: str
    parts_per_minute: Decimal = Field(ge=0, max_digits=18)


def run_control(simulator: "MonitorSimulator", name: str, body: bytes) -> str:
    """Do what one of `CONTROLS` does. Returns the JSON to answer. Raises `ControlRefused`."""
    return CONTROLS[name](simulator, body)


def describe(simulator: "MonitorSimulator") -> str:
    """The plant as it is now and the controls that there are, as JSON."""
    controls = to_json(
        [
            {"POST": "/simulator/report", "body": '{"operation_id": "1372462048115913939", "quantity": 5}'},
            {
                "POST": "/simulator/rate",
                "body": '{"operation_id": "1372462048115913939", "parts_per_minute": 2}',
            },
            {
                "POST": "/simulator/fail",
                "body": '{"kind": "status", "times": 2, "status": 503, "operation_id": null}',
            },
            {
                "POST": "/simulator/fail",
                "body": '{"kind": "delay", "seconds": 30} (or "drop", or "malformed")',
            },
            {"POST": "/simulator/recover", "body": ""},
        ]
    )
    return f'{{"operations":{to_json(query_table(simulator.plant, OPERATIONS, ""))},"controls":{controls}}}'


def _report(simulator: "MonitorSimulator", body: bytes) -> str:
    order = _read(PartsReported, body)
    try:
        total = simulator.report_parts(order.operation_id, order.quantity)
    except (UnknownOperation, ValueError) as error:
        raise ControlRefused(str(error)) from error
    return _one({"reported_quantity": total})


def _rate(simulator: "MonitorSimulator", body: bytes) -> str:
    order = _read(RateSet, body)
    try:
        simulator.plant.set_rate(order.operation_id, order.parts_per_minute)
    except UnknownOperation as error:
        raise ControlRefused(str(error)) from error
    return _one({"parts_per_minute": order.parts_per_minute})


def _fail(simulator: "MonitorSimulator", body: bytes) -> str:
    failure = _read(Failure, body or b"{}")
    simulator.failures.add(failure)
    return failure.model_dump_json()


def _recover(simulator: "MonitorSimulator", _body: bytes) -> str:
    simulator.recover()
    return _one({"message": "no failures are to come"})


CONTROLS: dict[str, Control] = {"report": _report, "rate": _rate, "fail": _fail, "recover": _recover}


def _read(model: type[Body], body: bytes) -> Body:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ControlRefused(f"{where or 'body'}: {first['msg']}") from error


def _one(answer: dict[str, str | Decimal]) -> str:
    return to_json([{**answer}])[1:-1]
