"""Packs a folder so that the same files always give the same bytes."""

import gzip
import hashlib
import tarfile
from pathlib import Path


def pack(folder: Path, archive: Path, time: int) -> None:
    """Writes a .tar.gz: sorted by name, of nobody in particular, all of one time (seconds since 1970)."""

    def plain(item: tarfile.TarInfo) -> tarfile.TarInfo:
        item.uid = item.gid = 0
        item.uname = item.gname = ""
        item.mtime = time
        item.mode = 0o755 if item.isdir() or item.mode & 0o100 else 0o644
        return item

    with archive.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=time) as packed, \
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in [folder, *sorted(folder.rglob("*"))]:
            tar.add(path, str(path.relative_to(folder.parent)), recursive=False, filter=plain)


def checksum(path: Path) -> str:
    """The SHA-256 of a file, as sha256sum prints it."""
    with path.open("rb") as file:
        return f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n"
