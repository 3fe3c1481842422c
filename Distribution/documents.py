"""Lays out the tools that make letters, reports and pictures: a Python that runs wherever it is put, with its packages.

Debian's Python looks for its library beside itself, so its files can stand anywhere as long as they stay together.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import elf

# What no document needs: other programs' tools, and tests.
SKIPPED = {"__pycache__", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "test", "tkinter", "turtledemo", "unittest"}
# The fonts that letters and charts name, and what stands in for signs that they lack.
FONTS = [
    *(f"liberation2/Liberation{family}-{face}.ttf"
      for family in ["Sans", "Mono"] for face in ["Regular", "Bold", "Italic", "BoldItalic"]),
    *(f"dejavu/DejaVu{face}.ttf" for face in ["Sans", "Sans-Bold", "SansMono", "SansMono-Bold"]),
]
FONT_PACKAGES = ["fonts-liberation2", "fonts-dejavu-core"]


def python_packages() -> list[str]:
    """The Debian packages that this Python and its standard library are from."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return [f"{name}-minimal", f"lib{name}-minimal", f"lib{name}-stdlib"]


def copied(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def lay_out_python(folder: Path) -> Path:
    """Copies Python and its library, without what needs libraries that do not come along; gives the program."""
    program = Path(sys.executable).resolve()
    owner = subprocess.run(["dpkg-query", "-S", str(program)], capture_output=True, text=True).stdout
    if not owner.startswith(python_packages()[0] + ":"):
        raise SystemExit(f"dist: {program} is not Debian's own Python: start this with /usr/bin/python3")
    target = folder / "bin" / program.name
    copied(program, target)
    target.chmod(0o755)
    (folder / "bin" / "python").symlink_to(program.name)
    own = elf.SYSTEM | elf.needed(program)
    library = Path("/usr/lib") / program.name
    for line in elf.output_of("dpkg-query", "-L", *python_packages()).splitlines():
        path = Path(line)
        if library not in path.parents or path.is_symlink() or not path.is_file():
            continue
        inner = path.relative_to(library)
        if path.suffix == ".so" and (not elf.needed(path) <= own or re.match("_test|_ctypes_test|_?xx", path.name)):
            continue
        if SKIPPED.isdisjoint(inner.parts):
            copied(path, folder / "lib" / program.name / inner)
    return target


def lay_out_packages(environment: Path, folder: Path) -> list[Path]:
    """Copies what `make documents` installed; gives the folders that tell of each package and its licence."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    installed = environment / "lib" / name / "site-packages"
    # Debian's Python looks here for packages of the machine.
    target = folder / "lib" / "python3" / "dist-packages"
    told = []
    for item in sorted(installed.iterdir()):
        if item.name.startswith(("pypandoc", "typst", "vl_convert")):
            shutil.copytree(item, target / item.name, ignore=shutil.ignore_patterns("__pycache__"))
            if item.suffix == ".dist-info":
                told.append(item)
    if len(told) != 3:
        raise SystemExit(f"dist: {installed} does not hold pypandoc, typst and vl_convert: make documents")
    return told


def compile_library(program: Path, folder: Path) -> None:
    """Compiles all modules beforehand: the folder may be read-only, and what is installed should not change by use.

    The compiled files hold no times and no paths of this machine.
    """
    subprocess.run(
        [str(program), "-B", "-E", "-s", "-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash",
         "-s", str(folder), "-p", "/", str(folder / "lib")],
        check=True, env={**os.environ, "PYTHONHASHSEED": "0"})


def lay_out(environment: Path, folder: Path) -> tuple[list[Path], list[Path]]:
    """Lays out everything; gives its programs and libraries, and the folders that tell of each Python package."""
    program = lay_out_python(folder)
    told = lay_out_packages(environment, folder)
    for font in FONTS:
        copied(Path("/usr/share/fonts/truetype") / font, folder / "share" / "fonts" / Path(font).name)
    native = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and elf.is_elf(path)]
    return [program, *sorted(path for path in native if path != program)], told
