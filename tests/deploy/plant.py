"""A whole plant for tests: a machine with two server processes of production behind a real nginx."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.plant_machine import PlantMachine, Service
from tests.deploy.proxy import Proxy, proxy
from tests.end_to_end.shop import Person, seed
from tests.servers import free_port, server_environment


@dataclass(frozen=True)
class Plant:
    """Two server processes of a machine behind nginx, and the people who work there."""

    machine: PlantMachine
    proxy: Proxy
    ports: tuple[int, int]

    def person(self, username: str) -> Person:
        """Log somebody in, as a browser does that speaks TLS."""
        person = Person(base_url=self.proxy.base_url, username=username)
        person.http.trust_env = False  # a bundle of authorities in the environment would go before this one
        person.http.verify = str(self.proxy.certificate)
        person.http.headers["Referer"] = f"{self.proxy.base_url}/"
        person.log_in()
        return person

    def service_at(self, port: int) -> Service:
        """The process that was started last at a port."""
        return next(one for one in reversed(self.machine.services) if one.unit.instance == str(port))

    @property
    def tls(self) -> ssl.SSLContext:
        """What a client trusts."""
        return ssl.create_default_context(cafile=str(self.proxy.certificate))


@contextmanager
def open_plant(machine: PlantMachine, directory: Path) -> Iterator[Plant]:
    """Let the people in, start two processes and nginx before them, which writes into the directory."""
    seed(server_environment(machine.database.url("server")))
    ports = (free_port(), free_port())
    for port in ports:
        machine.serve(port)
    with proxy(directory, ports) as running:
        yield Plant(machine, running, ports)
