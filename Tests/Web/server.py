"""Starts `werkfit serve` on a free port of this machine for a check, and stops it again."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("WERKFIT", str(ROOT / ".build/debug/werkfit"))


class Server:
    """A running server: its address, its process and what it said."""

    def __init__(self, process: subprocess.Popen, port: int, folder: Path):
        self.process, self.port, self.folder = process, port, folder
        self.address = f"http://127.0.0.1:{port}"

    def memory(self) -> int:
        """The resident memory in bytes."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) * 1024


@contextmanager
def serving(*studies: str, options: tuple[str, ...] = ()):
    """A server over some studies of Scenarios, with an archive of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = open(folder / "log.txt", "w+")
        paths = [str(ROOT / "Scenarios" / f"{study}.yaml") for study in studies]
        process = subprocess.Popen(
            [BINARY, "serve", *paths, "--port", "0", "--archive", str(folder / "archief.sqlite"), *options],
            stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT)
        try:
            line = process.stdout.readline()
            found = re.search(r"http://[^:]+:(\d+)/", line)
            if not found:
                log.seek(0)
                raise RuntimeError(f"the server did not start: {line!r} {log.read()!r}")
            yield Server(process, int(found.group(1)), folder)
        finally:
            if process.poll() is None:
                process.terminate()
                begin = time.monotonic()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    raise RuntimeError("the server did not stop within 20 s of SIGTERM")
                print(f"stopped in {time.monotonic() - begin:.2f} s with status {process.returncode}")
            log.close()
