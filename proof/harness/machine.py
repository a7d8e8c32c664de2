"""What a result is worth without: the machine and the versions it was made with. No names of hosts, users or places."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from harness.packaged import HOME, java


def describe() -> dict[str, str]:
    """Processor, memory, kernel, Java and the commit that was tried."""
    return {
        "processor": f"{os.cpu_count()} x " + _first(Path("/proc/cpuinfo"), r"model name\s*:\s*(.+)"),
        "memory": f"{_memory_gib()} GiB",
        "kernel": f"Linux {platform.release().split('-')[0]}",
        "java": _java_version(),
        "python": platform.python_version(),
        "commit": commit(),
    }


def _memory_gib() -> int:
    return round(int(_first(Path("/proc/meminfo"), r"MemTotal:\s+(\d+)")) / 1024 / 1024)


def commit() -> str:
    """The short commit of the sources, with a plus if they were changed since."""
    revision = run_text(["git", "-C", str(HOME), "rev-parse", "--short=10", "HEAD"]).strip() or "unknown"
    changed = run_text(["git", "-C", str(HOME), "status", "--porcelain", "--", "src/main", "bin", "pom.xml"]).strip()
    return revision + ("+" if changed else "")


def _java_version() -> str:
    release = (java().parents[1] / "release").read_text()
    found = re.search(r'^JAVA_RUNTIME_VERSION="([^"]+)"', release, re.MULTILINE)
    return found.group(1) if found else "unknown"


def version_of(command: Sequence[str], pattern: str) -> str:
    """What the command prints of its own version, found by the pattern's group; `unknown` if it prints none."""
    found = re.search(pattern, run_text(command))
    return found.group(1) if found else "unknown"


def run_text(command: Sequence[str]) -> str:
    """Both outputs of a short command, empty if it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except OSError:
        return ""
    return done.stdout + done.stderr


def _first(file: Path, pattern: str) -> str:
    found = re.search(pattern, file.read_text())
    return found.group(1).strip() if found else "unknown"
