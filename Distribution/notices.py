"""Collects the licences and notices of everything that the archive holds, and where its source is."""

import re
import shutil
from pathlib import Path

import elf

COMMON = Path("/usr/share/common-licenses")


def owner(path: Path) -> str:
    """The Debian package that a file is from."""
    # Debian 12 has /lib within /usr, and its lists of files name either.
    other = Path("/usr" + str(path)) if not str(path).startswith("/usr/") else Path(str(path)[len("/usr"):])
    for place in [path, other, path.resolve()]:
        try:
            return elf.output_of("dpkg-query", "-S", str(place)).split(":")[0]
        except Exception:
            continue
    raise SystemExit(f"dist: {path} is from no Debian package, so its licence is not known")


def copy_debian(packages: list[str], folder: Path) -> list[str]:
    """Copies each package's copyright file, and the licences that they name; gives a line on the source of each."""
    lines = []
    named: set[str] = set()
    for package in sorted(set(packages)):
        notice = Path("/usr/share/doc") / package / "copyright"
        (folder / "debian").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(notice, folder / "debian" / f"{package}.txt")
        named |= set(re.findall(rf"{COMMON}/([A-Za-z0-9.-]*[A-Za-z0-9])", notice.read_text(errors="replace")))
        source = elf.output_of("dpkg-query", "-W", "-f", "${Package} ${Version}: ${source:Package} ${source:Version}",
                               package)
        lines.append(source)
    for name in sorted(named):
        if (COMMON / name).is_file():
            (folder / "debian" / "common-licenses").mkdir(exist_ok=True)
            shutil.copyfile(COMMON / name, folder / "debian" / "common-licenses" / name)
    return lines


def copy_swift(checkouts: Path, folder: Path) -> None:
    """Copies the licences and notices of Swift and of the Swift packages."""
    for package in sorted(checkouts.iterdir()):
        files = [file for file in package.iterdir()
                 if file.is_file() and file.name.upper().startswith(("LICENSE", "NOTICE", "COPYING"))]
        if not files:
            raise SystemExit(f"dist: {package} has no licence")
        for file in files:
            (folder / "swift" / package.name).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / "swift" / package.name / file.name)
    compiler = Path(shutil.which("swift") or "/").resolve()
    own = compiler.parents[1] / "share" / "swift" / "LICENSE.txt"
    if not own.is_file():
        raise SystemExit(f"dist: {own} is not there: the licence of Swift's own libraries")
    shutil.copyfile(own, folder / "swift" / "LICENSE-swift.txt")
    # Swift's Foundation holds ICU; Debian's package of it has the same licence.
    shutil.copyfile("/usr/share/doc/libicu72/copyright", folder / "swift" / "LICENSE-icu.txt")


def copy_python(told: list[Path], folder: Path) -> None:
    """Copies what the Python packages say of themselves and of what they hold."""
    for package in told:
        target = folder / "python" / package.stem
        for file in sorted(package.rglob("*")):
            if file.is_file() and (file.name == "METADATA" or {"licenses", "sboms"} & set(file.parts)):
                target.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target / file.name)
    pandoc = told[0].parent / "pypandoc" / "files" / "copyright.pandoc"
    shutil.copyfile(pandoc, folder / "python" / "pandoc-copyright.txt")
