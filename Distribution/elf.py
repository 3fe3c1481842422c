"""What programs and libraries ask of the machine they come to."""

import re
import subprocess
from pathlib import Path

# What every Linux with the GNU C library has, and what must fit its kernel and loader: never brought along.
SYSTEM = {
    "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2",
    "librt.so.1", "libresolv.so.2", "libgcc_s.so.1", "libstdc++.so.6",
}


def output_of(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout


def is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def needed(path: Path) -> set[str]:
    """The libraries that a program or library names itself."""
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", output_of("readelf", "--dynamic", str(path))))


def libraries(paths: list[Path]) -> dict[str, Path]:
    """Every library that programs load, also through others, with where it is on this machine.

    Those of the system are left out.
    """
    found: dict[str, Path] = {}
    for path in filter(needed, paths):
        for line in output_of("ldd", str(path)).splitlines():
            if "not found" in line:
                raise SystemExit(f"dist: {path}: {line.strip()}")
            match = re.match(r"\s*(\S+) => (/\S+)", line)
            if match and match[1] not in SYSTEM:
                found[match[1]] = Path(match[2])
    return found


def look_in(path: Path, folder: str) -> None:
    """Lets a program, and what it loads, look for libraries in a folder relative to itself, and nowhere else of ours.

    The old tag (RPATH) is meant: unlike RUNPATH it also holds for the libraries of libraries, which so stay as they
    came from Debian, byte for byte.
    """
    subprocess.run(["patchelf", "--force-rpath", "--set-rpath", folder, str(path)], check=True)


def c_library(paths: list[Path]) -> str:
    """The oldest version of the GNU C library that all of them run on, such as 2.34."""
    versions = {
        tuple(map(int, version.split(".")))
        for path in paths for version in re.findall(r"GLIBC_(\d+(?:\.\d+)+)", output_of("readelf", "-V", str(path)))
    }
    return ".".join(map(str, max(versions)))
