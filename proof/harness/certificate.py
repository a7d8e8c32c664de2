"""A certificate of one's own for `localhost` and 127.0.0.1: what a server under test, and its neighbours, show over TLS."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pem:
    """A certificate and its private key as PEM files."""

    certificate: Path
    key: Path


def self_signed(directory: Path) -> Pem:
    """Writes a certificate with an ECDSA P-256 key into the directory, valid for a few days. Needs the openssl command."""
    directory.mkdir(parents=True, exist_ok=True)
    pem = Pem(directory / "certificate.pem", directory / "certificate-key.pem")
    pem.key.touch(mode=0o600)
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", str(pem.key), "-out", str(pem.certificate),
        ],
        check=True, capture_output=True,
    )
    return pem
