"""A Monitor G5 to try the script against: a small plant that makes parts, behind Monitor's REST queries.

    with MonitorSimulator([SimulatedOperation(...)], port=0) as simulator:
        ...  # give simulator.url to the script as --monitor-url

`python -m monitor_script.simulator --help` explains how to run it alone.
"""

from monitor_script.simulator.clock import HandClock
from monitor_script.simulator.operations import SimulatedOperation, built_in_operations, read_plant_file
from monitor_script.simulator.plant import Plant, UnknownOperation
from monitor_script.simulator.server import MonitorSimulator

__all__ = [
    "HandClock",
    "MonitorSimulator",
    "Plant",
    "SimulatedOperation",
    "UnknownOperation",
    "built_in_operations",
    "read_plant_file",
]
