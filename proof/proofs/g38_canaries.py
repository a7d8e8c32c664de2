"""G38: forty secrets go through the server and its commands at log level trace, and are then looked for in everything that came out.

They are given as phones, administrators and attackers give them: in paths, headers, bodies, files and prompts. Looked at are the log in
both formats, every answer, every command's output, the command lines and environments of the processes, the data directory, and what an
abort leaves. `Stage` keeps what comes out. The control is the server that logs the path of a request.
"""

from __future__ import annotations

import random
import re
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from harness.canaries import Canary, Sightings
from harness.certificate import self_signed
from harness.packaged import LAUNCHER, Login, Server, weakened
from harness.phone import Answer, Broken, Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene

CANARIES = 40
FORMATS = ("text", "json")
WHERE_SECRETS_BELONG = frozenset({"key", "first-login"})
ACCENT = "p\u00e4ss "
METHODS = ("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "TRACE", "MOVE")


@dataclass
class Secrets:
    """What is given to the program."""

    passwords: list[str]
    wrong_passwords: list[str]
    tokens: list[str]
    backups: list[str]
    strays: list[str]
    queries: list[str]
    cookies: list[str]
    safe_passwords: list[str]
    bodies: list[bytes]

    def canaries(self) -> list[Canary]:
        named: list[tuple[str, list[str]]] = [
            ("password", [password.removeprefix(ACCENT) for password in self.passwords]), ("wrong password", self.wrong_passwords),
            ("token", self.tokens), ("stray path", self.strays), ("query", self.queries), ("cookie", self.cookies),
            ("Safe password", self.safe_passwords), ("backup ID", self.backups),
        ]
        found = [Canary(f"{name} {number}", value.encode()) for name, values in named for number, value in enumerate(values, 1)]
        return found + [Canary(f"content {number}", body) for number, body in enumerate(self.bodies, 1)]


def drawn(choice: random.Random) -> Secrets:
    def word() -> str:
        return "".join(choice.choices("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=18))

    return Secrets(
        passwords=[word() for _ in range(3)] + [ACCENT + word(), f"{word()}%2F+&"], wrong_passwords=[word() for _ in range(5)],
        tokens=[word() for _ in range(4)], backups=[choice.randbytes(32).hex() for _ in range(8)], strays=[word() for _ in range(4)],
        queries=[word() for _ in range(2)], cookies=[word() for _ in range(2)], safe_passwords=[word() for _ in range(3)],
        bodies=[choice.randbytes(24) for _ in range(2)],
    )


@dataclass
class Stage:
    """The server and the commands under trace; everything that comes out is looked through."""

    scene: Scene
    program: Sequence[str]
    secrets: Secrets
    sightings: Sightings
    sources: int = 0
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.scene.directory / "data"

    def heard(self, what: str, answer: Answer) -> None:
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        body = b"" if what == "a read" and answer.status == 200 else answer.body
        self.sightings.look(f"the answer to {what}", heads.encode("latin-1") + b"\n" + body)

    def command(self, *arguments: str, typed: str = "") -> str:
        """Runs a command and looks at what it says and at its process."""
        process = subprocess.Popen(
            [*self.program, *arguments, *(() if arguments[0] == "phone" else ("--data", str(self.data)))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.scene.directory,
        )
        self.look_at_process(process.pid, f"{arguments[0]} {arguments[1]}")
        out, err = process.communicate(typed.encode(), timeout=120)
        self.sightings.look(f"the output of {arguments[0]} {arguments[1]}", out + err)
        return out.decode()

    def look_at_process(self, pid: int, name: str) -> None:
        for file in ("cmdline", "environ"):
            self.sightings.look(f"{file} of {name}", Path(f"/proc/{pid}/{file}").read_bytes())


def hold(scene: Scene) -> Outcome:
    return let_them_fly(scene, (str(LAUNCHER),))


def paths_logged(scene: Scene) -> Outcome:
    return let_them_fly(scene, weakened("logged-paths")[:-1], with_commands=False)


def let_them_fly(scene: Scene, program: Sequence[str], with_commands: bool = True) -> Outcome:
    secrets = drawn(scene.random("secrets"))
    tls = self_signed(scene.directory / "tls")
    Server(scene.directory / "data", command=[*program, "serve"], log=scene.directory / "set-up.log").stop()
    canaries = [*secrets.canaries(), *keys_of(scene.directory / "data" / "key"), *lines_of(tls.key)]
    stage = Stage(scene, program, secrets, Sightings(canaries))
    assert len(canaries) == CANARIES, len(canaries)
    for number, password in enumerate(secrets.passwords):
        stage.command("account", "add", f"user{number}", "--shared", "--password-stdin", typed=password + "\n")
    lines = 0
    for form in FORMATS:
        settings = scene.directory / f"{form}.conf"
        settings.write_text(f'log {{ level = trace, format = {form} }}\n')
        extra = ("--config", str(settings), "--tls-cert", str(tls.certificate), "--tls-key", str(tls.key))
        log = scene.directory / f"{form}.log"
        server = Server(stage.data, command=[*program, "serve"], extra=extra, log=log)
        stage.look_at_process(server.pid, "serve")
        for _ in range(scene.rounds):
            fly(stage, server)
        if form == FORMATS[-1] and with_commands:
            administrate(stage, server)
        server.signal(signal.SIGABRT)
        server.wait(20)
        stage.sightings.look(f"the log as {form}", log.read_bytes())
        lines += log.read_bytes().count(b"\n")
    stage.sightings.look_into(scene.directory, WHERE_SECRETS_BELONG | frozenset({tls.key.name}) | frozenset(
        file.name for file in scene.directory.glob("safe-password-*")))
    sightings = stage.sightings
    figures = {
        "canaries": len(canaries), "forms looked for": sightings.forms, "outputs looked through": sightings.outputs,
        "KiB looked through": sightings.bytes // 1024, "lines of log": lines,
        "answers": ", ".join(f"{status} {count} times" for status, count in sorted(stage.statuses.items())),
        "sightings": len(sightings.places),
    }
    return Outcome(not sightings.places, figures, sorted(set(sightings.places)))


def keys_of(keyring: Path) -> list[Canary]:
    """The keyring's key as the file writes it: any line of it gives half a key away."""
    groups = [line for line in keyring.read_text().splitlines() if re.fullmatch(r"([0-9A-Z]{4}-[0-9A-Z]{4} ?){4}", line)]
    return [Canary(f"key line {number}", line.encode()) for number, line in enumerate(groups, 1)]


def lines_of(key: Path) -> list[Canary]:
    """The lines of a PEM file between its first and its last."""
    return [Canary(f"TLS key line {number}", line.encode()) for number, line in enumerate(key.read_text().splitlines()[1:-1], 1)]


def fly(stage: Stage, server: Server) -> None:
    """Every secret in every place where a client can put it."""
    secrets = stage.secrets
    for number, backup in enumerate(secrets.backups):
        login = Login(f"user{number % 5}", secrets.passwords[number % 5])
        spelling = (backup, backup.upper(), backup[:32].upper() + backup[32:], backup)[number % 4]
        body = secrets.bodies[number % 2] * 20
        ask(stage, server, "an upload", "PUT", f"/backups/{spelling}", octets(basic(login)), body)
        for method in METHODS:
            what = "a read" if method == "GET" else f"{method} of a backup"
            ask(stage, server, what, method, f"/backups/{spelling}", octets(basic(login)), body if method == "PUT" else None)
        for wrong in ("/backups/{}/", "/backups/{}00", "/backup/{}", "/absent/backups/{}", "/{}"):
            ask(stage, server, "a wrong path", "GET", wrong.format(spelling), {})
        ask(stage, server, "an upload that is too short", "PUT", f"/backups/{spelling}", octets(basic(login)), b"short")
        another_type = {"Authorization": basic(login), "Content-Type": "text/x"}
        ask(stage, server, "an upload of another type", "PUT", f"/backups/{spelling}", another_type, body)
    latin = Login("user3", secrets.passwords[3])
    ask(stage, server, "a login in Latin-1", "GET", "/config", {"Authorization": basic(latin, "latin-1")})
    for number, wrong in enumerate(secrets.wrong_passwords):
        logins = (basic(Login(f"user{number}", wrong)), basic(Login(wrong, "x")))
        for value in (*logins, f"Basic {wrong}", f"basic  {wrong}=", f"Basic user:{wrong}"):
            ask(stage, server, "a wrong login", "GET", "/config", {"Authorization": value})
            ask(stage, server, "an upload with a wrong login", "PUT", f"/backups/{secrets.backups[0]}", octets(value), bytes(50))
    for token in secrets.tokens:
        for value in (f"Token {token}", f"Bearer {token}", token, f"Digest username=\"{token}\""):
            ask(stage, server, "a token", "GET", "/config", {"Authorization": value, "Proxy-Authorization": value})
    for stray in secrets.strays:
        for path in ("/", "/backups/", "/backups/..%2f", "/config/", "/%00", "/backups/%zz"):
            ask(stage, server, "a stray path", "GET", path + stray, {})
    for query in secrets.queries:
        ask(stage, server, "a query", "GET", f"/config?secret={query}", {"Referer": f"https://example.org/{query}"})
    for cookie in secrets.cookies:
        headers = {"Cookie": f"session={cookie}", "Origin": f"https://{cookie}", "X-Request-Id": cookie}
        ask(stage, server, "a cookie", "GET", "/config", headers)
    for line in malformed(secrets):
        send(stage, server, line)


def octets(authorization: str) -> dict[str, str]:
    return {"Authorization": authorization, "Content-Type": "application/octet-stream"}


def malformed(secrets: Secrets) -> list[bytes]:
    """Requests that no parser takes, with secrets in them."""
    backup, password = secrets.backups[1].encode(), basic(Login("user1", secrets.passwords[1])).encode()
    return [
        b"GET /backups/" + backup + b"\r\n\r\n",
        b"GET /backups/" + backup + b" HTTP/9.9\r\nHost: a\r\n\r\n",
        b"G\x00T /backups/" + backup + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /backups/" + backup + b" HTTP/1.1\r\nAuthorization " + password + b"\r\n\r\n",
        b"GET /backups/" + backup + b" HTTP/1.1\r\nHost: a\r\nHost: b\r\nAuthorization: " + password + b"\r\n\r\n",
        b"PUT /backups/" + backup + b" HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\nAuthorization: " + password + b"\r\n\r\n",
        b"PUT /backups/" + backup + b" HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + backup + b"\r\n\r\n",
        b"GET /" + backup * 400 + b" HTTP/1.1\r\nHost: a\r\nAuthorization: " + password + b"\r\n\r\n",
        b"PUT /backups/" + backup + b" HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\nAuthorization: " + password + b"\r\n\r\ncut off",
    ]


def phone_from(stage: Stage, server: Server) -> Phone:
    stage.sources += 1
    return Phone(server.url, source=f"127.{1 + stage.sources // 250 % 200}.{stage.sources % 250}.1", timeout=20)


def ask(stage: Stage, server: Server, what: str, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> None:
    with phone_from(stage, server) as phone:
        try:
            stage.heard(what, phone.ask(method, path, headers=headers, body=body))
        except Broken:
            stage.statuses[0] = stage.statuses.get(0, 0) + 1


def send(stage: Stage, server: Server, request: bytes) -> None:
    """Sends bytes as they are, ends the sending, and looks at all that comes back."""
    with phone_from(stage, server) as phone:
        try:
            connection = phone.connect()
            connection.sendall(request)
            if b"cut off" not in request:
                stage.heard("a malformed request", phone.read_answer())
        except (OSError, ValueError):
            stage.statuses[0] = stage.statuses.get(0, 0) + 1


def administrate(stage: Stage, server: Server) -> None:
    """Commands, those with secrets by their standard input or from files."""
    secrets = stage.secrets
    stage.command("account", "rotate", "user0", "--password-stdin", typed=secrets.passwords[0] + "\n")
    stage.command("account", "add", "user0", "--password-stdin", typed=secrets.passwords[1] + "\n")
    stage.command("account", "add", "colon:name", "--password-stdin", typed=secrets.passwords[1] + "\n")
    for arguments in (
        ("account", "list"), ("account", "show", "user0"), ("tenant", "show", "default"), ("backup", "list", "--json"),
        ("trash", "list", "--json"), ("audit", "list", "--json"), ("audit", "list"), ("audit", "verify"), ("key", "status", "--json"),
        ("status", "--json"), ("scrub", "--json"), ("sweep", "--dry-run"), ("config", "check"), ("key", "rotate"),
    ):
        stage.command(*arguments)
    stage.command("key", "confirm", typed="AAAA-AAAA BBBB-BBBB\n")
    given = stage.scene.directory / "safe-password-server"
    given.write_text(secrets.passwords[0] + "\n")
    for number, password in enumerate(secrets.safe_passwords):
        file = stage.scene.directory / f"safe-password-{number}"
        file.write_text(password + "\n")
        common = (
            "--identity", f"CANARY0{number}", "--password-file", str(file), "--platform", ("android", "ios")[number % 2],
            "--url", server.url, "--user", "user0", "--server-password-file", str(given),
            "--ca-file", str(stage.scene.directory / "tls" / "certificate.pem"),
        )
        stage.command("phone", "backup", *common)
        stage.command("phone", "restore", *common, "--out", str(stage.scene.directory / f"restored-{number}.json"))


PROOF = Proof(
    name="canaries",
    goal="G38",
    promise="No secret that the server or a command is given turns up in a log, an answer, an output, a process list or a file.",
    round="passes over every secret",
    rounds=Rounds(ci=1, release=5),
    hold=hold,
    controls=(Control("keeping paths out of the log", paths_logged, Rounds(ci=1, release=1)),),
    needs=Needs(packages={"openssl": "openssl"}),
)
