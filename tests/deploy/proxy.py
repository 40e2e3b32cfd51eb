"""A real nginx with `deploy/nginx/manual-assignments.conf`, in front of server processes of a test."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy import debian_packages
from tests.servers import PROJECT_DIR, free_port

SITE = PROJECT_DIR / "deploy" / "nginx" / "manual-assignments.conf"
PATIENCE_SECONDS = 60
# What Debian's nginx.conf has around the sites, but for where it writes.
AROUND = """
daemon off;
pid nginx.pid;
error_log error.log;
events {{ worker_connections 1024; }}
http {{
    access_log access.log;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include {mime_types};
    include {site};
}}
"""
MIME_TYPES = Path("/etc/nginx/mime.types")


@dataclass(frozen=True)
class Proxy:
    """A running nginx: at `https://localhost:<port>`, with a certificate of its own, and at a plain port."""

    directory: Path
    port: int
    plain_port: int

    @property
    def base_url(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def certificate(self) -> Path:
        return self.directory / "certificate.pem"

    @property
    def log(self) -> str:
        return (self.directory / "error.log").read_text(encoding="utf-8")


@contextmanager
def proxy(directory: Path, processes: Sequence[int]) -> Iterator[Proxy]:
    """Run nginx in front of the processes at these two ports; ends it."""
    running = Proxy(directory, port=free_port(), plain_port=free_port())
    make_certificate(running)
    configuration = configure(running, processes)
    command = [debian_packages.command("nginx"), "-p", str(directory), "-e", "error.log", "-c"]
    subprocess.run([*command, str(configuration), "-t", "-q"], check=True, timeout=PATIENCE_SECONDS)
    process = subprocess.Popen([*command, str(configuration)])
    try:
        wait_until_it_listens(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


def configure(running: Proxy, processes: Sequence[int]) -> Path:
    """Write nginx's configuration: the example as it is, with this test's ports, name and certificate."""
    first, second = processes
    text = SITE.read_text(encoding="utf-8")
    for example, here in {
        "127.0.0.1:8001 ": f"127.0.0.1:{first} ",
        "127.0.0.1:8002 ": f"127.0.0.1:{second} ",
        "listen 80;": f"listen 127.0.0.1:{running.plain_port};",
        "listen [::]:80;": "",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{running.port} ssl http2;",
        "listen [::]:443 ssl http2;": "",
        "planning.example;": "localhost;",
        "/etc/ssl/certs/planning.example.pem": str(running.certificate),
        "/etc/ssl/private/planning.example.key": str(running.directory / "key.pem"),
    }.items():
        assert example in text, f"{SITE} has no {example!r} any more"
        text = text.replace(example, here)
    site, configuration = running.directory / "site.conf", running.directory / "nginx.conf"
    site.write_text(text, encoding="utf-8")
    around = AROUND.format(site=site, mime_types=MIME_TYPES)
    # Root's nginx would work as another user, who may not write into a test's directory.
    whose = "user root;\n" if os.geteuid() == 0 else ""
    configuration.write_text(whose + around, encoding="utf-8")
    return configuration


def make_certificate(running: Proxy) -> None:
    """A certificate for localhost that nobody signed but itself."""
    subprocess.run(
        [
            *(
                debian_packages.command("openssl"),
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-noenc",
                "-days",
                "2",
            ),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(running.directory / "key.pem"), "-out", str(running.certificate)),
        ],
        check=True,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
    )


def wait_until_it_listens(running: Proxy, process: subprocess.Popen[bytes]) -> None:
    """Poll the port; fails where nginx ends or does not listen in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE_SECONDS).close()
        except ConnectionRefusedError:
            assert process.poll() is None, f"nginx ended: {running.log}"
            assert time.monotonic() < deadline, f"nginx does not listen: {running.log}"
            time.sleep(0.05)
        else:
            return
