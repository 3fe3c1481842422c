"""Does what the pages of the documentation say, with the real binary, and holds what they name against what there is.

Usage: check_docs.py [PAGE...]
The environment variable WERKFIT names the binary. Every page starts in an empty folder with the studies beside it. In order:
- a `yaml` block goes into `mijn-studie.yaml`: each of its top-level keys takes the place of what stood there;
- each line of an `sh` block is run and must succeed; on pages that show no outcomes with less than its usual number of replications;
- each line of a `text` block must stand in what the last command printed, in that order, whatever the spaces; where it holds
  the word for an error, that command must have failed;
- of a `shell` block (what waits, or needs more than this machine) only the commands and options are held against `--help`.
Then: every `swift test --filter X` must find a test, and every file that stands between backquotes must be there.
Exit status 1 if anything is wrong.
"""

import functools
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ROOT / "Documentation" / "Handleiding.docc"
LONGEST = 120
# The pages with a study of their own, of which the outcomes are shown too.
WITH_STUDY = ["EersteStudie", "StudieMetKengetallen"]
# Elsewhere it is enough to see that a command works.
FEWER = {"--replications": 200, "--draws": 20, "--warm-up": 10}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
FILES = re.compile(r"`((?:Sources|Tests|Scenarios|Benchmarks|Documentation|Setup|LICENSES|Notebooks-export|Containers)/[^`\s*]*|[A-Z]+\.md)`")


def blocks(text):
    """Every fenced block of a page: its language and its text."""
    return [(match[1], match[2]) for match in FENCE.finditer(text)]


def top_level(text):
    """The top-level keys of a YAML text, each with its lines, in order."""
    pieces, key = {}, None
    for line in text.splitlines():
        begun = re.match(r"([A-Za-z]\w*):", line)
        if begun:
            key = begun[1]
            pieces[key] = []
        if key is not None:
            pieces[key].append(line)
    return {key: "\n".join(lines).rstrip() for key, lines in pieces.items()}


def words(text):
    """A text with every run of spaces as one."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def unmet(expected, printed):
    """The lines that do not stand in what was printed, in order."""
    printed, place = words(printed), 0
    for line in filter(None, map(words, expected.splitlines())):
        found = printed.find(line, place)
        if found < 0:
            yield line
        else:
            place = found + len(line)


@functools.cache
def options_of(binary, command):
    """The options that the help of a command names, or nothing if there is no such command."""
    help_text = subprocess.run([binary, *command, "--help"], capture_output=True, text=True, timeout=LONGEST)
    if help_text.returncode != 0 or (command and f"werkfit {' '.join(command)}" not in words(help_text.stdout)):
        return None
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", help_text.stdout))


def unknown_options(binary, line):
    """The commands and options of a line that werkfit does not have."""
    for part in re.split(r"&&|\||;", line.split(" #")[0]):
        tokens = shlex.split(part, posix=True)
        if "werkfit" not in tokens:
            continue
        tokens = tokens[tokens.index("werkfit") + 1:]
        command = tuple(tokens[:1]) if tokens and not tokens[0].startswith("-") else ()
        if command in (("archive",), ("cluster",)) and len(tokens) > 1:
            command = tuple(tokens[:2])
        known = options_of(binary, command)
        if known is None:
            yield f"no command `werkfit {' '.join(command)}`"
            continue
        for token in tokens:
            option = token.split("=")[0]
            if re.match(r"--?[a-z]", option) and option not in known:
                yield f"`werkfit {' '.join(command)}` has no {option}"


def with_less(binary, line):
    """A command with fewer replications, where it takes them and does not say how many."""
    tokens = shlex.split(line)
    known = options_of(binary, tuple(tokens[1:2])) if tokens[:1] == ["werkfit"] else None
    return line + "".join(f" {option} {count}" for option, count in FEWER.items() if option in (known or ()) and option not in tokens)


def follow(page, text, binary):
    """Does what a page says; what does not come out as it says."""
    with tempfile.TemporaryDirectory(prefix="werkfit-docs-") as name:
        folder = pathlib.Path(name)
        work = folder / "work"
        work.mkdir()
        (work / "Scenarios").symlink_to(ROOT / "Scenarios")
        (folder / "bin").mkdir()
        (folder / "bin" / "werkfit").symlink_to(pathlib.Path(binary).resolve())
        environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "XDG_DATA_HOME": str(folder / "data")}
        study, last = {}, None

        def settled():
            if last and last[1].returncode != 0 and not last[2]:
                yield f"{last[0]}: status {last[1].returncode}: {last[1].stderr.strip()[-300:]}"

        for language, block in blocks(text):
            if language == "yaml" and page in WITH_STUDY:
                study.update(top_level(block))
                (work / "mijn-studie.yaml").write_text("\n\n".join(study.values()) + "\n", encoding="utf-8")
            elif language == "sh":
                for line in block.splitlines():
                    line = re.sub(r"\s+#.*", "", line)
                    if not line.strip():
                        continue
                    yield from settled()
                    yield from unknown_options(binary, line)
                    if page not in WITH_STUDY:
                        line = with_less(binary, line)
                    try:
                        done = subprocess.run(line, shell=True, cwd=work, env=environment, capture_output=True, text=True,
                                              timeout=LONGEST, stdin=subprocess.DEVNULL)
                    except subprocess.TimeoutExpired:
                        yield f"{line}: took over {LONGEST} s"
                        last = None
                        continue
                    last = [line, done, False]
            elif language == "shell":
                for line in block.replace("\\\n", " ").splitlines():
                    yield from unknown_options(binary, line)
            elif language == "text" and last:
                if "fout in" in block:
                    last[2] = True
                    if last[1].returncode == 0:
                        yield f"{last[0]}: succeeded, but the page shows an error"
                for line in unmet(block, last[1].stdout + last[1].stderr):
                    yield f"{last[0]}: did not print: {line}"
        yield from settled()


@functools.cache
def tests():
    """The names of all tests as `swift test --filter` sees them: target.suite/test."""
    names = []
    for file in sorted((ROOT / "Tests").glob("*Tests/**/*.swift")):
        target, suite = file.relative_to(ROOT / "Tests").parts[0], None
        for line in file.read_text(encoding="utf-8").splitlines():
            begun = re.match(r"(?:@Suite(?:\([^)]*\))? )?(?:final )?(?:struct|class|extension|enum|actor) (\w+)", line)
            if begun:
                suite = begun[1]
            test = re.search(r"\bfunc (\w+|`[^`]+`)\(", line)
            if test:
                names.append(f"{target}.{suite}/{test[1].strip('`')}" if suite else f"{target}.{test[1]}")
    return names


def unfounded(text):
    """What a page names that is not there: tests and files."""
    # In a table a bar is written with a backslash before it.
    for pattern in re.findall(r"swift test (?:--skip-build )?--filter ['\"]?([^\s'\"`]+)", text.replace("\\|", "|")):
        if not any(re.search(pattern, name) for name in tests()):
            yield f"no test is found by --filter {pattern}"
    for name in FILES.findall(text):
        if not (ROOT / name.split(":")[0]).exists():
            yield f"there is no {name}"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z-]+)", text):
        if not re.search(rf"^{target}:", makefile, re.M):
            yield f"there is no make {target}"


def broken_links(page, text):
    """Links to pages of the handbook that are not there, and links by path to files that are not there."""
    for target in re.findall(r"<doc:(\w+)>", text):
        if target not in ("Sleutels", "Security") and not (PAGES / f"{target}.md").exists():
            yield f"links to {target}, which is not there"
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)\s]+)\)", text):
        if not (page.parent / target.split("#")[0]).exists():
            yield f"links to {target}, which is not there"


def main():
    binary = os.environ.get("WERKFIT") or str(ROOT / ".build" / "release" / "werkfit")
    chosen = sys.argv[1:]
    pages = sorted(PAGES.glob("*.md")) + [ROOT / name for name in ("SECURITY.md", "README.md")]
    wrong = 0
    for page in pages:
        if chosen and page.stem not in chosen:
            continue
        text, begun = page.read_text(encoding="utf-8"), time.monotonic()
        found = [*unfounded(text), *broken_links(page, text)]
        if page.parent == PAGES:
            found += follow(page.stem, text, binary)
        else:
            for language, block in blocks(text):
                if language in ("sh", "shell"):
                    for line in block.replace("\\\n", " ").splitlines():
                        found += unknown_options(binary, line)
        for problem in found:
            print(f"{page.relative_to(ROOT)}: {problem}")
        wrong += len(found)
        print(f"{page.stem}: {len(blocks(text))} blocks, {time.monotonic() - begun:.1f} s")
    print(f"{wrong} problems" if wrong else "The pages say what happens.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
