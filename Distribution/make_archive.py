#!/usr/bin/python3
"""Makes one archive that runs wherever it is unpacked, and its checksum.

Usage: make_archive.py WERKFIT CHECKOUTS OUTPUT

WERKFIT is a program that holds Swift's standard library, CHECKOUTS the folder of the Swift packages it was built from,
and OUTPUT the folder that gets the archive. Debian's own Python and patchelf are needed.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import documents  # noqa: E402
import elf  # noqa: E402
import notices  # noqa: E402
import packing  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def git(*arguments: str) -> str:
    return elf.output_of("git", "-C", str(ROOT), *arguments)


def filled(template: str, facts: dict[str, str]) -> str:
    text = (HERE / template).read_text(encoding="utf-8")
    return re.sub(r"@([A-Z]+)@", lambda match: facts[match[1]], text)


def copy_own(folder: Path) -> None:
    """The studies, the start script and the picture of the menu."""
    for name in git("ls-files", "Scenarios").splitlines():
        documents.copied(ROOT / name, folder / name)
    shutil.copy(HERE / "start-werkfit", folder / "start-werkfit")
    documents.copied(ROOT / "Sources/WerkfitWeb/Pages/Assets/werkfit.svg", folder / "werkfit.svg")


def main() -> None:
    werkfit, checkouts, output = map(Path, sys.argv[1:4])
    version = elf.output_of(str(werkfit), "--version").strip()
    machine = os.uname().machine
    commit = git("rev-parse", "--short=12", "HEAD").strip()
    if git("status", "--porcelain"):
        commit += ", met wijzigingen die niet zijn vastgelegd"
        print("dist: there are changes that were not committed: the source within the archive lacks them", file=sys.stderr)
    folder = output / f"werkfit-{version}-linux-{machine}"
    # The folder is what the container is made from: one archive, and nothing else of it is looked at.
    for old in output.glob("werkfit-*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    (output / ".dockerignore").write_text("*\n!werkfit-*.tar.gz\n")
    (folder / "bin").mkdir(parents=True)

    program = folder / "bin" / "werkfit"
    subprocess.run(["strip", "-o", str(program), str(werkfit)], check=True)
    tools = folder / "werkfit-documents"
    native, told = documents.lay_out(ROOT / ".build-venv-documents", tools)
    brought = elf.libraries([werkfit, *native])
    for name, path in brought.items():
        if "swift" in str(path):
            raise SystemExit(f"dist: {werkfit} needs {path}: build it with --static-swift-stdlib")
        documents.copied(path.resolve(), folder / "lib" / name)
    elf.look_in(program, "$ORIGIN/../lib")
    elf.look_in(native[0], "$ORIGIN/../../lib")
    documents.compile_library(native[0], tools)
    copy_own(folder)

    licences = folder / "licenties"
    licences.mkdir()
    for name in ["EUPL-1.2.txt", "GPL-3.0-or-later.txt", "dependencies.md"]:
        shutil.copyfile(ROOT / "LICENSES" / name, licences / name)
    # Which versions of the Swift packages were used is written by the build, and not kept under git.
    shutil.copyfile(ROOT / "Package.resolved", licences / "Package.resolved")
    packages = [notices.owner(path) for path in brought.values()]
    sources = notices.copy_debian(
        packages + documents.python_packages() + documents.FONT_PACKAGES, licences)
    notices.copy_swift(checkouts, licences)
    notices.copy_python(told, licences)
    subprocess.run(["git", "-C", str(ROOT), "archive", "--format=tar.gz", f"--prefix=werkfit-{version}/",
                    f"--output={(licences / f'werkfit-{version}-broncode.tar.gz').resolve()}", "HEAD"], check=True)

    facts = {"VERSION": version, "COMMIT": commit, "MACHINE": machine, "DEBIAN": "\n".join(sources),
             "GLIBC": elf.c_library([program, *native, *(folder / "lib").iterdir()])}
    (folder / "LEESMIJ.txt").write_text(filled("LEESMIJ.txt", facts), encoding="utf-8")
    (licences / "BRONCODE.txt").write_text(filled("BRONCODE.txt", facts), encoding="utf-8")

    archive = output / f"{folder.name}.tar.gz"
    time = int(os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct"))
    packing.pack(folder, archive, time)
    (output / "SHA256SUMS").write_text(packing.checksum(archive))
    unpacked = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB, unpacked {unpacked / 1e6:.0f} MB; "
          f"needs glibc {facts['GLIBC']}")


if __name__ == "__main__":
    main()
