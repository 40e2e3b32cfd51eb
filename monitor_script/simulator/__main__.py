"""`python -m monitor_script.simulator`: a Monitor G5 to try the script against."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from monitor_script.simulator.operations import built_in_operations, read_plant_file
from monitor_script.simulator.server import MonitorSimulator
from monitor_script.stop_request import StopRequest

HIGHEST_PORT = 65_535
AN_HOUR = 3600.0

DESCRIPTION = """\
A Monitor G5 to try the script against: it answers the queries that the script sends, from a small plant
that makes parts as time passes. It holds no data of anybody and listens on this machine only.
"""

EPILOG = """\
a plant file is a JSON list of operations; the fields from parts_per_minute on may be left out:
  [{"monitor_operation_id": "1372462048115913939", "part_name": "Spindle housing",
    "report_number": "20260101", "planned_quantity": 120, "work_center_id": "1401",
    "parts_per_minute": 6, "setup_minutes": 0, "reported_quantity": 0, "priority": 1,
    "stops_at_plan": true}]

while it runs:
  curl http://127.0.0.1:8090/simulator/
  curl -d '{"operation_id": "1372462048115913939", "quantity": 5}' http://127.0.0.1:8090/simulator/report
  curl -d '{"kind": "status", "times": 2, "status": 503}' http://127.0.0.1:8090/simulator/fail
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the simulator until SIGTERM or Ctrl+C. Returns 0, or exits with 2 for a wrong command line."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        operations = read_plant_file(given.plant) if given.plant else built_in_operations()
        simulator = MonitorSimulator(operations, port=given.port)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    with StopRequest() as stop, simulator:
        stop.listen_to(signal.SIGTERM, signal.SIGINT)
        _say(f"Monitor G5 simulator with {len(operations)} operations at {simulator.url}")
        while not stop.wait(AN_HOUR):
            pass
        _say(f"Stopped by {stop.reason}.")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    # Whoever started the simulator with --port 0 is waiting for this line.
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m monitor_script.simulator",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=_port, default=8090, help="0 takes a free one (default: 8090)")
    parser.add_argument(
        "--plant", type=Path, metavar="FILE", help="a plant file; a built-in plant by default"
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to {HIGHEST_PORT}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
