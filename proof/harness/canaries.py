"""Secrets that are given to a program on purpose, and the search for them in all that it says and leaves behind.

Begin with `Canary`: a secret with the forms that it could turn up in. `Sightings.look` searches one output.
"""

from __future__ import annotations

import base64
import gzip
import urllib.parse
import zlib
from dataclasses import dataclass, field
from pathlib import Path

GZIP = b"\x1f\x8b\x08"


@dataclass(frozen=True)
class Canary:
    """A secret; `value` is what was given to the program, `name` is what may be said of it."""

    name: str
    value: bytes

    def forms(self) -> set[bytes]:
        """As it is, in the other case, in base64 at any place of a longer text, in hexadecimal, in a URL, packed."""
        spelt = {self.value, self.value.lower(), self.value.upper()}
        for hexadecimal in list(spelt):
            spelt.add(hexadecimal.hex().encode())
            spelt.add(hexadecimal.hex().upper().encode())
        spelt.add(urllib.parse.quote(self.value, safe="").encode())
        spelt.add(urllib.parse.quote_plus(self.value).encode())
        spelt.add(zlib.compress(self.value)[2:-4])
        for before in range(3):
            spelt |= {_base64_core(self.value, before), _base64_core(self.value, before).translate(bytes.maketrans(b"+/", b"-_"))}
        return {form for form in spelt if len(form) >= 8}


def _base64_core(value: bytes, before: int) -> bytes:
    """What base64 makes of the value behind so many other bytes, without the characters that its neighbours share."""
    encoded = base64.b64encode(bytes(before) + value)
    first = (8 * before + 5) // 6
    last = 8 * (before + len(value)) // 6
    return encoded[first:last]


@dataclass
class Sightings:
    """Where which canary was seen. `looked_at` counts the outputs and their bytes."""

    canaries: list[Canary]
    places: list[str] = field(default_factory=list)
    outputs: int = 0
    bytes: int = 0

    def __post_init__(self) -> None:
        self._forms = [(canary.name, form) for canary in self.canaries for form in canary.forms()]

    @property
    def forms(self) -> int:
        return len(self._forms)

    def look(self, place: str, content: bytes) -> None:
        """Searches an output, and what is packed in it."""
        self.outputs += 1
        self.bytes += len(content)
        for part in (content, *_unpacked(content)):
            self.places += [f"{name} in {place}" for name, form in self._forms if form in part]

    def look_into(self, directory: Path, leave_out: frozenset[str]) -> None:
        """Searches every file of a directory, and their names."""
        for file in sorted(directory.rglob("*")):
            if file.name not in leave_out and file.is_file():
                self.look(f"file {file.name}", file.name.encode() + b"\n" + file.read_bytes())


def _unpacked(content: bytes) -> list[bytes]:
    found = []
    at = content.find(GZIP)
    while at >= 0:
        try:
            found.append(gzip.decompress(content[at:]))
        except (OSError, EOFError, zlib.error):
            pass  # Three bytes that only look like it.
        at = content.find(GZIP, at + 1)
    return found
