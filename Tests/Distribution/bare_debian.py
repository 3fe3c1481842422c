"""A bare Debian 12 in a folder, in which programs run as an ordinary user with nothing of this machine but its network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / ".build/dist/debian"
# The home of the user within: the only folder that is kept, and its name has a space.
HOME = "/home/an na"
# Debian's smallest system still has some libraries that other systems lack; time zones neither.
EXTRAS = ["usr/share/zoneinfo", "usr/share/fonts", "usr/share/icu", "etc/localtime", "etc/timezone"]


def made() -> Path:
    """The system, made by debootstrap the first time."""
    stamp = PLACE / "made"
    system = PLACE / "system"
    if not stamp.is_file():
        if os.geteuid() != 0:
            raise SystemExit("test-dist: making a bare Debian needs root")
        shutil.rmtree(PLACE, ignore_errors=True)
        PLACE.mkdir(parents=True)
        print("Making a bare Debian 12 (some minutes, the first time)", flush=True)
        with (PLACE / "log.txt").open("w") as log:
            done = subprocess.run(["debootstrap", "--variant=minbase", "bookworm", str(system)],
                                  stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            raise SystemExit(f"test-dist: debootstrap failed, see {PLACE / 'log.txt'}; is there a network?")
        stamp.touch()
    return system


def stripped(system: Path, libraries: list[str]) -> None:
    """Takes away what the archive says it brings, and what a smaller system than Debian's smallest lacks."""
    folders = [folder for folder in [system / "usr/lib", system / "usr/local/lib"] if folder.is_dir()]
    for library in libraries:
        for folder in folders:
            for path in folder.rglob(library + "*"):
                path.unlink()
    for name in EXTRAS:
        path = system / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    (system / HOME[1:]).mkdir(exist_ok=True)
    # Where the stand-in for the opener of browsers comes.
    (system / "usr/bin/xdg-open").touch()


class Machine:
    """The system with a home of its own."""

    def __init__(self, system: Path, home: Path, opener: Path | None = None):
        self.home = home
        self.command = [
            "bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc", "--uid", "1000", "--gid", "1000",
            "--cap-drop", "ALL", "--die-with-parent", "--new-session",
            "--ro-bind", str(system), "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
            "--bind", str(home), HOME, "--clearenv", "--setenv", "HOME", HOME, "--setenv", "PATH", "/usr/bin:/bin",
        ]
        if opener:
            self.command += ["--ro-bind", str(opener), "/usr/bin/xdg-open"]

    def outside(self, path: str) -> Path:
        """Where a path within stands on this machine."""
        return self.home / Path(path).relative_to(HOME)

    def run(self, *command: str, cwd: str = HOME, seconds: float = 300) -> subprocess.CompletedProcess:
        return subprocess.run([*self.command, "--chdir", cwd, *command], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=seconds)

    def start(self, *command: str, cwd: str = HOME) -> subprocess.Popen:
        """Starts something that goes on; it ends with `stop`."""
        return subprocess.Popen([*self.command, "--chdir", cwd, *command], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=sys.stderr, text=True)


def stop(process: subprocess.Popen) -> None:
    """Ends what was started, and everything within with it."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()
