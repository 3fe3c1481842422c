#!/usr/bin/env python3
"""Runs a comparison on a Slurm cluster of one machine, which this script starts on loopback and stops.

A run of four parts is submitted; one task is killed while it computes, so that the merge does not run; the run is
continued, and what it gives must be byte for byte what one `werkfit compare` gives. Everything stands in a temporary
directory with a space and a quote in its name, and every program that is started is stopped by its process id.

Needs WERKFIT, the path of the built program, root, and the packages of the purpose `cluster` in packages.txt.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Tasks run the program under its real name.
WERKFIT = os.path.realpath(os.environ["WERKFIT"]) if os.environ.get("WERKFIT") else ""
STUDY = "Scenarios/voorbeeld.yaml"
# Enough for each task to last some seconds, so that one can be killed.
REPLICATIONS = "12000"
BEGIN = time.monotonic()


def say(text: str) -> None:
    print(f"{time.monotonic() - BEGIN:5.1f} s  {text}", flush=True)


def fail(text: str) -> None:
    raise SystemExit(f"test-cluster: {text}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Daemon:
    """A program that runs until it is stopped, by its process id."""

    def __init__(self, *command: str, log: Path, **options):
        self.name = Path(command[0]).name
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                                            stderr=subprocess.STDOUT, **options)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def until(what: str, holds, seconds: float = 60):
    """Waits until something holds, and gives it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.1)
    fail(f"waited {seconds:.0f} s in vain for {what}")


class Cluster:
    """slurmctld, slurmd and munged on loopback."""

    def __init__(self, place: Path):
        self.place = place
        self.daemons: list[Daemon] = []
        self.environment = {**os.environ, "SLURM_CONF": str(place / "slurm.conf")}
        # Slurm looks for its own host by name; options of a job around this test do not concern it.
        for name in list(self.environment):
            if name.startswith(("SLURM_", "SBATCH_", "SQUEUE_")) and name != "SLURM_CONF":
                del self.environment[name]

    def start(self) -> None:
        host = socket.gethostname().split(".")[0]
        munge = self.place / "munge"
        munge.mkdir()
        (munge / "munge.key").write_bytes(os.urandom(1024))
        (munge / "munge.key").chmod(0o400)
        munge.chmod(0o755)
        for path in (munge, munge / "munge.key"):
            shutil.chown(path, "munge", "munge")
        (self.place / "slurm.conf").write_text(f"""\
ClusterName=werkfit
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={munge}/munge.socket
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
StateSaveLocation={self.place}/controller
SlurmdSpoolDir={self.place}/machine
SlurmctldPidFile={self.place}/slurmctld.pid
SlurmdPidFile={self.place}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
SchedulerType=sched/backfill
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
JobAcctGatherType=jobacct_gather/none
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
""")
        self.daemons.append(Daemon(
            "/usr/sbin/munged", "--foreground", "--force", f"--key-file={munge}/munge.key",
            f"--socket={munge}/munge.socket", f"--pid-file={munge}/munged.pid", f"--log-file={munge}/munged.log",
            f"--seed-file={munge}/munged.seed", log=self.place / "munged.out", user="munge", group="munge",
            extra_groups=[]))
        until("munged", (munge / "munge.socket").exists, 10)
        for program in ("slurmctld", "slurmd"):
            self.daemons.append(Daemon(shutil.which(program, path="/usr/sbin:/sbin:/usr/bin") or program, "-D",
                                       log=self.place / f"{program}.log", env=self.environment))
        try:
            until("the machine of the cluster",
                  lambda: "idle" in self.ask("sinfo", "--noheader", "--format=%T"), 30)
        except SystemExit:
            for daemon in self.daemons:
                print(f"== {daemon.name}\n{daemon.log.read_text(errors='replace')[-2000:]}", file=sys.stderr)
            raise

    def ask(self, *command: str) -> str:
        return subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, text=True,
                              capture_output=True).stdout

    def stop(self) -> None:
        self.ask("scancel", "--user=root")
        for daemon in reversed(self.daemons):
            daemon.stop()


def werkfit(*arguments: str, environment=None, status: int = 0) -> subprocess.CompletedProcess:
    ended = subprocess.run([WERKFIT, *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                           env=environment)
    if ended.returncode != status:
        fail(f"werkfit {' '.join(arguments)} gave {ended.returncode}, not {status}:\n{ended.stderr}")
    return ended


def kill_task(part: str) -> None:
    """Kills the program that computes a part, as a machine that fails would."""
    def find():
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    words = (folder / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if b"--shard" in words and part.encode() in words and words[0] == os.fsencode(WERKFIT):
                    return int(folder.name)
        return None
    os.kill(until(f"the task of part {part}", find), signal.SIGKILL)


def test(cluster: Cluster, place: Path) -> None:
    directory = place / "de 'eerste' run 100%"
    options = [STUDY, "--replications", REPLICATIONS, "--set", "money.discount=3%"]
    formats = ["--format", "json", "--all"]
    single = werkfit("compare", *options, *formats, "--threads", "2").stdout
    say("the single run is there")
    submitted = werkfit("cluster", "slurm", *options, *formats, "--shards", "4", "--directory", str(directory),
                        "--submit", environment=cluster.environment)
    say("submitted: " + submitted.stderr.strip().replace("\n", "; "))
    until("the first blocks of part 2", (directory / "parts/part-2.werkfit.unfinished").exists)
    kill_task("2/4")
    say("the task of part 2 is killed")
    busy = werkfit("cluster", "slurm", "--continue", str(directory), "--language", "en",
                   environment=cluster.environment, status=73)
    if "has not ended yet" not in busy.stderr:
        fail(f"--continue does not see that the run goes on: {busy.stderr}")
    until("the end of the other tasks", lambda: not cluster.ask("squeue", "--noheader").strip(), 100)
    result = directory / "result.json"
    if result.exists():
        fail("the merge ran though a part is missing")
    parts = sorted(path.name for path in (directory / "parts").iterdir())
    say(f"after the failure there are: {', '.join(parts)}")
    if "part-2.werkfit" in parts or len([name for name in parts if name.endswith(".werkfit")]) != 3:
        fail("other parts than 1, 3 and 4 are there")
    # A part that is damaged is computed again too.
    damaged = directory / "parts/part-4.werkfit"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    continued = werkfit("cluster", "slurm", "--continue", str(directory), environment=cluster.environment)
    say("continued: " + continued.stderr.strip().replace("\n", "; "))
    if "Parts 2,4:" not in continued.stderr:
        fail("other parts than 2 and 4 were submitted again")
    until("the merged result", lambda: not cluster.ask("squeue", "--noheader").strip() and result.exists(), 100)
    if result.read_text() != single:
        fail("the merged result differs from the single run")
    say(f"the merged result is byte for byte the single run ({len(single)} bytes)")


def main() -> int:
    if not WERKFIT:
        fail("WERKFIT, the path of the program, is not set")
    if os.getuid() != 0:
        print("test-cluster: SKIPPED. It starts a Slurm cluster, and that needs root: sudo make test-cluster.")
        return 0
    with tempfile.TemporaryDirectory(prefix="werkfit-slurm-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        cluster = Cluster(place)
        try:
            cluster.start()
            say("the cluster is up")
            test(cluster, place)
        except SystemExit:
            for log in sorted(place.glob("*/logs/*")):
                print(f"== {log.name}\n{log.read_text(errors='replace')[-2000:]}", file=sys.stderr)
            print(cluster.ask("squeue"), file=sys.stderr)
            raise
        finally:
            cluster.stop()
    say("the cluster is stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
