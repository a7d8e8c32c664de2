"""The load generators: wrk with a script written for each run, h2load for HTTP/2, and `pace.c` for times at a given rate.

A login stands in a file that its owner alone can read, never in an argument. Only one TLS suite is offered, by an OpenSSL configuration
of the generator's own, so that every server uses the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cells import Cell, Sample

IDS = 64
"""Backups in turn for each size (and for uploads, for each thread of wrk): as many as connections, so that they rarely meet."""

BODIES_EACH = 2
"""An ID gets one body, then the other: equal bytes would be a renewal and no upload."""

SUITE = "TLS_AES_128_GCM_SHA256"
TIMEOUT_SECONDS = 60

SCRIPT = """
local parts = 0
function setup(thread)
  thread:set("part", parts)
  parts = parts + 1
end
function init(arguments)
  wrk.headers["User-Agent"] = "Threema"
  wrk.headers["Authorization"] = AUTHORIZATION
  local ids = IDS_OF_PARTS[part % #IDS_OF_PARTS + 1]
  requests = {}
  if METHOD == "config" then
    requests[1] = wrk.format("GET", PREFIX .. "/config")
  elseif METHOD == "GET" then
    for number = 1, #ids do requests[number] = wrk.format("GET", PREFIX .. "/backups/" .. ids[number]) end
  else
    wrk.headers["Content-Type"] = "application/octet-stream"
    local file = io.open(BODIES, "rb")
    local random = file:read("*a")
    file:close()
    for number = 0, #ids * BODIES_EACH - 1 do
      local from = 1 + (number + part * #ids * BODIES_EACH) * 16
      requests[number + 1] = wrk.format("PUT", PREFIX .. "/backups/" .. ids[number % #ids + 1], nil, random:sub(from, from + SIZE - 1))
    end
  end
  turn = 0
end
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
function done(summary, latency, all)
  local e = summary.errors
  io.write(string.format('\\n{"requests":%d,"micros":%d,"bytes":%d,"status":%d,"socket":%d}\\n', summary.requests, summary.duration,
    summary.bytes, e.status, e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True)
class Target:
    """A server that is raced: its base URL, and the Authorization value that it asks for."""

    url: str
    authorization: str | None


def backup_ids(method: str, size: int, part: int = 0) -> list[str]:
    """The IDs that a cell reads or overwrites; all of them exist before the race."""
    return [hashlib.sha256(f"{method} {size} {part} {number}".encode()).hexdigest() for number in range(IDS)]


class Generators:
    """Runs the generators with their files in one scratch directory."""

    def __init__(self, directory: Path, choice: random.Random):
        self._directory = directory
        self._choice = choice
        directory.mkdir(parents=True, exist_ok=True)
        openssl = directory / "openssl.cnf"
        openssl.write_text(
            "openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = suite\n"
            f"[suite]\nMinProtocol = TLSv1.3\nCiphersuites = {SUITE}\n"
        )
        self._environment = {**os.environ, "OPENSSL_CONF": str(openssl)}

    def race(self, cell: Cell, target: Target, seconds: float) -> Sample:
        return self._h2load(cell, target, seconds) if cell.protocol == "HTTP/2" else self._wrk(cell, target, seconds)

    def _wrk(self, cell: Cell, target: Target, seconds: float) -> Sample:
        threads = min(2, cell.connections)
        output = self._run([
            "wrk", "-t", str(threads), "-c", str(cell.connections), "-d", f"{max(1, round(seconds))}s", "--timeout", f"{TIMEOUT_SECONDS}s",
            "-s", str(self._script(cell, target, threads)), target.url,
        ], seconds)
        told: dict[str, Any] = json.loads(output.splitlines()[-1])
        errors = told["status"] + told["socket"]
        if cell.method == "GET" and told["bytes"] < told["requests"] * cell.body:
            errors += 1  # An answer without the backup is no answer.
        return Sample(told["requests"] / (told["micros"] / 1e6), told["requests"], errors)

    def _script(self, cell: Cell, target: Target, threads: int) -> Path:
        parts = [backup_ids(cell.method, cell.body, part if cell.method == "PUT" else 0) for part in range(threads)]
        bodies = self._directory / "bodies"
        if cell.method == "PUT":
            bodies.write_bytes(self._choice.randbytes(cell.body + 16 * threads * IDS * BODIES_EACH + 16))
        tables = ", ".join("{" + ", ".join(f'"{each}"' for each in ids) + "}" for ids in parts)
        values = {
            "METHOD": _lua(cell.method), "PREFIX": _lua(urlsplit(target.url).path.rstrip("/")), "SIZE": str(cell.body),
            "AUTHORIZATION": _lua(target.authorization) if target.authorization else "nil", "BODIES": _lua(str(bodies)),
            "BODIES_EACH": str(BODIES_EACH), "IDS_OF_PARTS": "{" + tables + "}",
        }
        script = self._directory / "requests.lua"
        _write_private(script, "".join(f"local {name} = {value}\n" for name, value in values.items()).encode() + SCRIPT.encode())
        return script

    def _h2load(self, cell: Cell, target: Target, seconds: float) -> Sample:
        urls = self._directory / "urls"
        urls.write_text("".join(f"{target.url}/backups/{each}\n" for each in backup_ids(cell.method, cell.body)))
        command = [
            "h2load", "-t", "2", "-c", str(cell.connections), "-m", "1", "-D", str(max(1, round(seconds))), "--tls13-ciphers", SUITE,
            "-i", str(urls), "-H", "User-Agent: Threema",
        ]
        try:
            output = self._run(command, seconds)
        except subprocess.TimeoutExpired:
            return Sample(0, 0, 1)  # It waits for ever for a connection that does not end.
        rate = float(_found(r"finished in [^,]+, ([\d.]+) req/s", output))
        succeeded = int(_found(r"status codes: (\d+) 2xx", output))
        errors = sum(map(int, re.findall(r"(\d+) (?:failed|errored|timeout|3xx|4xx|5xx)", output)))
        return Sample(rate, succeeded, errors)

    def pace(self, program: Path, cell: Cell, target: Target, rate: float, seconds: float) -> dict[str, float]:
        """Sends at an even rate, open loop; times in milliseconds from when each request was due."""
        output = self._run(
            [str(program), str(urlsplit(target.url).port), str(cell.connections), f"{rate:.1f}", str(seconds)], seconds,
            typed=self._raw_requests(cell, target),
        )
        due, answered, errors, *micros = map(int, output.split())
        names = ("p50 ms", "p99 ms", "p99.9 ms", "most ms")
        return {"rate": round(rate, 1), "due": due, "answered": answered, "errors": errors,
                **{name: each / 1000 for name, each in zip(names, micros)}}

    def _raw_requests(self, cell: Cell, target: Target) -> bytes:
        raw = bytearray()
        random_bytes = self._choice.randbytes(cell.body + 16 * IDS * BODIES_EACH)
        for number in range(IDS * BODIES_EACH):
            path = "/config" if cell.method == "config" else "/backups/" + backup_ids(cell.method, cell.body)[number % IDS]
            body = random_bytes[16 * number:16 * number + cell.body] if cell.method == "PUT" else b""
            lines = [f"{'PUT' if body else 'GET'} {path} HTTP/1.1", f"Host: {urlsplit(target.url).netloc}", "User-Agent: Threema"]
            lines += [f"Authorization: {target.authorization}"] if target.authorization else []
            lines += ["Content-Type: application/octet-stream", f"Content-Length: {len(body)}"] if body else []
            request = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
            raw += f"{len(request):010d}".encode() + request
        return bytes(raw)

    def _run(self, command: list[str], seconds: float, typed: bytes = b"") -> str:
        done = subprocess.run(command, input=typed, capture_output=True, timeout=seconds + 2 * TIMEOUT_SECONDS, env=self._environment)
        if done.returncode:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {(done.stderr or done.stdout).decode(errors='replace')[-400:]}")
        return done.stdout.decode(errors="replace").strip()


def append_ceiling(program: Path, file: Path, body: int, batch: int, seconds: float) -> tuple[int, float]:
    """Bodies that were appended durably, and the seconds that it took."""
    done = subprocess.run(
        [str(program), str(file), str(body), str(batch), str(seconds)], capture_output=True, text=True, check=True, timeout=seconds + 60,
    )
    bodies, micros = map(int, done.stdout.split())
    return bodies, micros / 1e6


def build(source: Path, folder: Path) -> Path:
    """Compiles one of the small C programs beside this file."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / source.stem
    subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-o", str(program), str(source)], check=True)
    return program


def _lua(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if not found:
        raise RuntimeError(f"the generator said nothing of {pattern}: {text[-400:]}")
    return found.group(1)


def _write_private(file: Path, content: bytes) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as private:
        private.write(content)


