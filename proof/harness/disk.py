"""Disks whose power can be cut: a file system in an image, on a loop device, with the shutdown ioctl of ext4 and XFS.

The ioctl stops the file system at once and without writing out its log: what was not synced is gone, and the next mount replays the journal as
after a real cut. What the file system had already handed to the disk counts as written; a disk that loses its own cache is not played.
Begin with `Disk`. Needs root. The mount lies in the given directory and is taken away whatever happens.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

SHUTDOWN = (2 << 30) | (4 << 16) | (ord("X") << 8) | 125
"""_IOR('X', 125, __u32): XFS_IOC_GOINGDOWN, and ext4's twin of it."""

WITHOUT_FLUSHING_THE_LOG = 2
BYTES = 400 << 20
UNMOUNT_DEADLINE = 20.0


@dataclass(frozen=True)
class FileSystem:
    """A file system that knows the ioctl, and the command that makes one."""

    name: str
    make: tuple[str, ...]


EXT4 = FileSystem("ext4", ("mkfs.ext4", "-q", "-F"))
XFS = FileSystem("XFS", ("mkfs.xfs", "-q", "-f"))
PACKAGES = {"e2fsprogs": "/usr/sbin/mkfs.ext4", "xfsprogs": "/usr/sbin/mkfs.xfs"}


class Disk:
    """A new file system, mounted at `path` while the context lasts. Its image stays until `remove`, or is
    kept under another name."""

    def __init__(self, directory: Path, system: FileSystem):
        self.system = system
        self.image = directory / f"{system.name}.img"
        self.path = directory.resolve() / f"{system.name}.disk"

    def __enter__(self) -> Disk:
        self.remove()
        with open(self.image, "wb") as image:
            image.truncate(BYTES)
        _run(*self.system.make, str(self.image))
        self.path.mkdir(mode=0o700)
        try:
            self._mount()
        except BaseException:
            self._unmount()  # Whoever interrupts it has no context yet to leave.
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._unmount()

    def sync(self) -> None:
        """Writes everything out, as time does with what nobody touches."""
        _run("sync", "--file-system", str(self.path))

    def cut(self) -> None:
        """Cuts the power: from now on nothing reaches the disk, and every write fails."""
        root = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(root, SHUTDOWN, struct.pack("I", WITHOUT_FLUSHING_THE_LOG))
        finally:
            os.close(root)

    def power_on(self) -> None:
        """Mounts anew, which replays the journal. Nobody may have a file open there."""
        self._unmount()
        self._mount()

    def remove(self) -> None:
        """Forgets the image, which must not be mounted."""
        self.image.unlink(missing_ok=True)
        if self.path.is_dir():
            self.path.rmdir()

    def keep(self, name: str) -> None:
        """Puts the image aside under another name, for whoever wants to look into it."""
        self.image.rename(self.image.with_name(f"{name}.{self.image.name}"))

    def _mount(self) -> None:
        _run("mount", "-o", "loop", str(self.image), str(self.path))

    def _is_mounted(self) -> bool:
        """Asks the kernel's table: a file system that was shut down answers no question about itself."""
        mounted = Path("/proc/self/mounts").read_text().splitlines()
        return str(self.path) in (line.split()[1] for line in mounted)

    def _unmount(self) -> None:
        """Processes that were just killed may hold their files a little longer."""
        until = time.monotonic() + UNMOUNT_DEADLINE
        while self._is_mounted():
            done = subprocess.run(["umount", str(self.path)], capture_output=True, text=True)
            if done.returncode and time.monotonic() > until:
                subprocess.run(["umount", "--lazy", str(self.path)])
                raise OSError(f"{self.path} was still in use: {done.stderr.strip()}")
            if done.returncode:
                time.sleep(0.05)


def _run(*command: str) -> None:
    found = shutil.which(command[0], path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    done = subprocess.run([found or command[0], *command[1:]], capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"{command[0]} failed: {done.stderr.strip()}")
