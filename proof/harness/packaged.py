"""The packaged server in a process of its own, started as an operator starts it, watched through /proc and stopped by its ID."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
LAUNCHER = HOME / "bin" / "strongroom"
START_DEADLINE = 180.0
STOP_DEADLINE = 40.0


class DidNotStart(Exception):
    """The server ended before it listened; says its exit code and the end of what it wrote."""

    def __init__(self, code: int | None, log: str):
        super().__init__(f"the server ended with {code} before it listened: {log[-800:]}")
        self.code = code
        self.log = log


@dataclass(frozen=True)
class Login:
    """A user name and a password as the server prints them once."""

    user: str
    password: str


class Server:
    """`strongroom serve` on a data directory; also any other command that serves the same way.

    `extra` are further arguments of `serve`, `environment` is added to this process's own (the place for LD_PRELOAD and settings),
    `command` replaces the launcher and `serve`, as `weakened` does.
    """

    def __init__(
        self,
        data: Path,
        *,
        extra: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        command: Sequence[str] | None = None,
        log: Path | None = None,
        port: int = 0,
        wait: bool = True,
    ):
        self.data = data
        self.log = log or data.with_name(data.name + ".log")
        self.admin_port = free_port()
        self._output = open(self.log, "ab")
        self._log_from = self.log.stat().st_size
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [
                *(command or (str(LAUNCHER), "serve")),
                "--data", str(data), "--listen", f"127.0.0.1:{port}", "--admin-listen", f"127.0.0.1:{self.admin_port}",
                *extra,
            ],
            stdin=subprocess.DEVNULL, stdout=self._output, stderr=self._output,
            env={**os.environ, **(environment or {})},
            cwd=data.parent,
        )
        self.url = ""
        self.seconds_to_listen = 0.0
        if wait:
            try:
                self.wait_until_it_listens()
            except BaseException:
                self.kill()  # Whoever interrupts the start has no server yet to end.
                raise

    def wait_until_it_listens(self, deadline: float = START_DEADLINE) -> None:
        """Returns once the server has said that it listens; raises DidNotStart if it ends or stays silent."""
        until = time.monotonic() + deadline
        while time.monotonic() < until:
            found = re.search(r"^listening on (https?://\S+)", self.said(), re.MULTILINE)
            if found:
                self.url = found.group(1).rstrip("/")
                self.seconds_to_listen = time.monotonic() - self.begun
                return
            if self.process.poll() is not None:
                raise DidNotStart(self.process.returncode, self.said())
            time.sleep(0.01)
        self.kill()
        raise DidNotStart(None, self.said())

    def said(self) -> str:
        """What this process wrote so far, to both outputs."""
        with open(self.log, "rb") as log:
            log.seek(self._log_from)
            return log.read().decode("utf-8", "replace")

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def tls(self) -> bool:
        return self.url.startswith("https:")

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def login(self) -> Login:
        """The first login, from the file that setting up the directory wrote."""
        text = (self.data / "first-login").read_text()
        values = dict(re.findall(r"^(\w+): (.*)$", text, re.MULTILINE))
        return Login(values["account"], values["password"])

    def add_account(self, name: str) -> Login:
        """Adds a shared account with a password of its own, as an administrator does while the server runs."""
        login = Login(name, secrets.token_urlsafe(18))
        ran = strongroom("account", "add", name, "--shared", "--password-stdin", "--data", str(self.data), typed=login.password + "\n")
        if ran.code:
            raise RuntimeError(f"account add ended with {ran.code}: {ran.err}")
        return login

    def signal(self, number: int) -> None:
        if self.is_alive():
            self.process.send_signal(number)

    def kill(self) -> None:
        """Ends the process at once, as the kernel does when memory runs out."""
        self.signal(signal.SIGKILL)
        self.process.wait()
        self._output.close()

    def stop(self, deadline: float = STOP_DEADLINE) -> int:
        """Asks the process to end and returns its exit code; kills it after the deadline."""
        self.signal(signal.SIGTERM)
        return self.wait(deadline)

    def wait(self, deadline: float) -> int:
        """Waits for the process to end by itself and returns its exit code; kills it after the deadline."""
        try:
            return self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self._output.close()

    def resident_bytes(self) -> int:
        """Memory that the process holds now (VmRSS)."""
        return self._status("VmRSS") * 1024

    def most_resident_bytes(self) -> int:
        """The most memory that the process ever held (VmHWM)."""
        return self._status("VmHWM") * 1024

    def threads(self) -> int:
        return self._status("Threads")

    def descriptors(self) -> int:
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def _status(self, field: str) -> int:
        text = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(rf"^{field}:\s+(\d+)", text, re.MULTILINE)
        return int(found.group(1)) if found else 0  # A process that is ending holds nothing any more.

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_alive():
            self.stop()
        self._output.close()


@dataclass(frozen=True)
class Ran:
    """A command that ended: its exit code and both outputs."""

    code: int
    out: str
    err: str


def strongroom(
    *arguments: str, typed: str = "", environment: Mapping[str, str] | None = None, deadline: float = 120, cwd: Path | None = None,
    command: Sequence[str] = (str(LAUNCHER),),
) -> Ran:
    """Runs one command of the packaged program; secrets go in `typed`, its standard input. `command` replaces the launcher."""
    done = subprocess.run(
        [*command, *arguments],
        input=typed, capture_output=True, text=True, timeout=deadline, env={**os.environ, **(environment or {})}, cwd=cwd,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def weakened(weakness: str, *arguments: str, flags: Sequence[str] = ()) -> list[str]:
    """The packaged program with one protection taken out (`Weakness` under `src/test/java/strongroom/proof`): the command for `serve`.

    With `arguments` it is the command for those instead; `--main` and a class runs a main class under `src/test`. `flags` are Java's.
    """
    return [*test_main("strongroom.proof.Weakened", *flags), weakness, *(arguments or ("serve",))]


def test_main(main_class: str, *flags: str) -> list[str]:
    """The command for a main class under `src/test`, with the packaged jar on its class path; `flags` are Java's."""
    jar = HOME / "target" / "strongroom-all.jar"
    classes = HOME / "target" / "test-classes"
    return [
        str(java()), "-XX:+UseSerialGC", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow", *flags, "-cp", f"{classes}:{jar}", main_class,
    ]


def java() -> Path:
    """A Java of version 25 or newer."""
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    homes += sorted(Path("/usr/lib/jvm").glob("*")) if Path("/usr/lib/jvm").is_dir() else []
    for home in homes:
        release = home / "release"
        version = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(), re.MULTILINE) if release.is_file() else None
        if version and int(version.group(1)) >= 25 and (home / "bin" / "java").is_file():
            return home / "bin" / "java"
    raise FileNotFoundError("no Java 25 or newer under JAVA_HOME or /usr/lib/jvm")
