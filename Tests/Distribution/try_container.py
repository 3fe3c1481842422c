#!/usr/bin/env python3
"""Builds the container of Distribution/Containerfile on the bare Debian of try_archive.py, and tries it.

No registry is asked: the Debian that debootstrap made stands in for Debian's image. Its commands run as user 10001;
compare works in it; and what the container does by itself, serving to others, it refuses without the token and does
with it, then answering only who has it.

Usage: try_container.py ARCHIVE

Needs root and the packages of the purpose `test-dist`.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True

import bare_debian  # noqa: E402
from bare_debian import ROOT  # noqa: E402

RECIPE = ROOT / "Distribution/Containerfile"
BASE = "localhost/bare-debian:12"
TOKEN = "een-toegangscode-om-te-proberen"
problems: list[str] = []


def expect(holds: bool, problem: str) -> bool:
    if not holds:
        problems.append(problem)
    return bool(holds)


class Images:
    """Buildah with a store of its own, which goes away afterwards."""

    def __init__(self, place: Path):
        self.command = ["buildah", "--root", str(place / "root"), "--runroot", str(place / "run"),
                        "--storage-driver", "vfs"]

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run([*self.command, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise SystemExit(f"test-dist: buildah {' '.join(arguments)}: {done.stdout[-1000:]}{done.stderr[-2000:]}")
        return done.stdout.strip()

    def within(self, container: str, *command: str, more: tuple[str, ...] = ()) -> list[str]:
        """The command that runs something in a container, as its user and in its folder."""
        return [*self.command, "run", "--isolation", "chroot", *more, container, "--", *command]


def status(address: str, token: str | None) -> int:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def serve(images: Images, container: str, command: list[str], scratch: Path) -> None:
    """What the container does by itself, on a free port of this machine."""
    command = [part if part != "8080" else "0" for part in command]
    refused = subprocess.run(images.within(container, *command), capture_output=True, text=True, timeout=60,
                             stdin=subprocess.DEVNULL)
    expect(refused.returncode != 0 and "werkfit-toegangscode" in refused.stdout + refused.stderr,
           f"without a token it does not refuse: {refused.returncode} {refused.stdout}{refused.stderr}")
    secret = scratch / "token"
    secret.write_text(TOKEN)
    secret.chmod(0o444)
    log = (scratch / "log.txt").open("w+")
    process = subprocess.Popen(
        images.within(container, *command, more=("--volume", f"{secret}:/run/secrets/werkfit-toegangscode:ro")),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        line = process.stdout.readline()
        port = re.search(r":(\d+)", line)
        if not expect(bool(port), f"it does not serve: {line!r} {(scratch / 'log.txt').read_text()}"):
            return
        time.sleep(0.2)
        address = f"http://127.0.0.1:{port[1]}/v1/studies"
        given = [status(address, token) for token in (TOKEN, None, TOKEN + "x")]
        expect(given == [200, 401, 401], f"right, no and a wrong token give {given}")
        print(f"served to others: {given} to the right, no and a wrong token")
    finally:
        bare_debian.stop(process)
        log.close()


def main() -> None:
    archive = Path(sys.argv[1]).resolve()
    system = bare_debian.made()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        images = Images(scratch)
        try:
            base = images("from", "scratch")
            # The library folders of the other test lack what the archive brings; Debian's image has no more.
            images("copy", base, str(system), "/")
            images("commit", "--rm", base, BASE)
            images("build", "--isolation", "chroot", "--pull=never", "--build-arg", f"BASE={BASE}",
                   "--file", str(RECIPE), "--tag", "werkfit", str(archive.parent))
            settings = json.loads(images("inspect", "--type", "image", "werkfit"))["OCIv1"]["config"]
            expect(settings.get("User") == "10001:10001", f"it runs as {settings.get('User')}")
            container = images("from", "--pull=never", "werkfit")
            said = subprocess.run(
                images.within(container, "sh", "-c", "id -u; touch /opt/werkfit/x || echo dicht; "
                              "werkfit compare Scenarios/voorbeeld.yaml --replications 200"),
                capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
            expect(said.returncode == 0 and said.stdout.startswith("10001\ndicht\n") and "Saldo" in said.stdout,
                   f"compare in the container: {said.stdout}{said.stderr}")
            print("built the container, and compared in it as user 10001")
            serve(images, container, [*settings["Entrypoint"], *settings["Cmd"]], scratch)
            images("rm", container)
        finally:
            subprocess.run([*images.command, "rm", "--all"], capture_output=True, stdin=subprocess.DEVNULL)
    if problems:
        raise SystemExit("test-dist: " + "\n".join(problems))
    print("The container works.")


if __name__ == "__main__":
    main()
