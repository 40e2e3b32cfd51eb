"""What the sample plant consists of: its machines, and the jobs that Monitor knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import product

FIRST_MONITOR_ID = 1372462048115913939
FIRST_REPORT_NUMBER = 410_001
FIRST_WORK_CENTER = 1401
MAXIMUM_MACHINES = 500

MACHINE_NAMES = (
    "Mazak Quick Turn 250",
    "DMG Mori NLX 2500",
    "Okuma Genos M560",
    "Haas VF-4",
    "Studer S33",
    "Brother Speedio S700",
    "Doosan Puma 2600",
    "Hermle C 32",
    "Matsuura MX-520",
    "Index G200",
    "Citizen Cincom L20",
    "Grob G350",
    "Makino a51nx",
    "Nakamura WT-150",
    "Hurco VMX 42",
    "Kellenberger K100",
    "Traub TNL32",
    "Mikron HPM 600",
    "Emco Hyperturn 65",
    "Chiron FZ15",
    "Toyoda FH550",
    "Okuma Multus B300",
    "Mazak Integrex i-200",
    "Junker Jumat",
)

_PARTS = (
    ("Spindle housing", "EN-GJS-400-15"),
    ("Bearing cap", "EN-GJL-250"),
    ("Drive shaft", "42CrMo4"),
    ("Coupling half", "C45E"),
    ("Flange DN 80", "P250GH"),
    ("Bushing", "CuSn8P"),
    ("Valve body", "EN-GJS-400-18-LT"),
    ("Pump impeller", "1.4408"),
    ("Gear wheel z42 m3", "18CrNiMo7-6"),
    ("Pinion z17 m3", "18CrNiMo7-6"),
    ("Piston rod", "42CrMo4+QT"),
    ("Cylinder tube", "E355+SR"),
    ("End plate", "S355J2"),
    ("Clamping ring", "C45E"),
    ("Worm shaft", "16MnCr5"),
    ("Guide rail", "C56E2"),
    ("Ball screw nut", "100Cr6"),
    ("Tool holder", "21NiCrMo2"),
    ("Hinge bracket", "EN AW-6082 T6"),
    ("Sensor mount", "EN AW-2007"),
    ("Manifold block", "EN AW-6082 T6"),
    ("Lever arm", "S355J2"),
    ("Cover plate", "1.4301"),
    ("Nozzle", "1.4404"),
    ("Distance sleeve", "11SMn30"),
)
_STEPS = (
    "20 Turning",
    "30 Milling",
    "10 Sawing",
    "40 Drilling",
    "50 Deburring",
    "60 Grinding",
    "70 Honing",
    "80 Washing",
)


@dataclass(frozen=True, slots=True)
class Job:
    """One operation of Monitor's catalogue. `quantity` is the planned number of parts."""

    monitor_operation_id: str
    name: str
    report_number: str
    material: str
    location: str
    quantity: int


@cache
def jobs() -> tuple[Job, ...]:
    """Every job of the plant, the same ones on every call: 200, with Int64 ids as Monitor gives them."""
    return tuple(
        Job(
            monitor_operation_id=str(FIRST_MONITOR_ID + 7_919 * number),
            name=f"{part}, {step}",
            report_number=str(FIRST_REPORT_NUMBER + number),
            material=material,
            location=f"Rack {'ABCD'[number % 4]}{number % 12 + 1}",
            quantity=120 + 40 * (number * 7 % 12),
        )
        for number, (step, (part, material)) in enumerate(product(_STEPS, _PARTS))
    )


def planned_jobs(machines: int) -> list[tuple[Job, Job]]:
    """What Monitor plans as current and next on each machine: jobs of their own, not of the pool."""
    return [(_planned(2 * number), _planned(2 * number + 1)) for number in range(machines)]


def machine_name(number: int) -> str:
    """The name of a machine, counted from 0; a larger plant has several of each kind."""
    earlier, kind = divmod(number, len(MACHINE_NAMES))
    return MACHINE_NAMES[kind] if not earlier else f"{MACHINE_NAMES[kind]} ({earlier + 1})"


def _planned(number: int) -> Job:
    """The same part as one of the pool, on a later order."""
    pool = jobs()
    earlier, place = divmod(number, len(pool))
    job = pool[place]
    return replace(
        job,
        monitor_operation_id=str(int(job.monitor_operation_id) + 1 + earlier),
        report_number=str(int(job.report_number) + 1000 * (1 + earlier)),
    )
