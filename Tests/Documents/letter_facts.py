"""What a letter's numbers must equal: the results as JSON and CSV, read without any of the letter's own words."""

import csv
import json
import math
import os
import re
import subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
DATE = "2026-11-22"
SECONDS = 300
GUESSES = {"own estimate", "unverified"}
# A number as the letter prints it.
NUMBER = r"[-−]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
WORK = {"work", "part-time-work", "subsidised-work"}
BENEFIT = {"benefit", "part-time-work", "volunteering"}


def werkfit(*words: str) -> None:
    done = subprocess.run([os.environ["WERKFIT"], *words], capture_output=True, encoding="utf-8", cwd=ROOT,
                          stdin=subprocess.DEVNULL, timeout=SECONDS)
    if done.returncode != 0:
        raise SystemExit(f"werkfit {' '.join(words)}: {done.stderr.strip()}")


def strings(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in strings(value)]
    if isinstance(node, list):
        return [text for value in node for text in strings(value)]
    return [node] if isinstance(node, str) else []


@dataclass
class Value:
    """A number with its Monte Carlo error: the error says how coarsely it may be shown."""

    number: float
    error: float = 0


def parse(text: str, millions: bool = False) -> tuple[float, float]:
    """A shown number and the unit of its last digit, trailing zeros of whole numbers not counted."""
    digits = re.search(NUMBER, text).group().replace(".", "").replace("−", "-")
    scale = 1e6 if "mln" in text or millions else 0.01 if "%" in text else 1
    whole, _, decimals = digits.partition(",")
    zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("-0") else 0
    unit = 10.0 ** -len(decimals) if decimals else 10.0 ** zeros
    return float(digits.replace(",", ".")) * scale, unit * scale


def agrees(text: str, value: Value | None, millions: bool = False) -> bool:
    if value is None or not math.isfinite(value.number):
        return False
    shown, unit = parse(text, millions)
    # Zeros at the end are rounding only up to two digits, or as far as the error of the result reaches.
    finest = 0.01 if "%" in text else 1
    coarsest = 10.0 ** (math.floor(math.log10(abs(shown))) - 1) if shown else 0
    if value.error > 0:
        coarsest = max(coarsest, 10.0 ** math.ceil(math.log10(value.error / 2) - 1e-9))
    if unit >= finest:
        unit = max(finest, min(unit, coarsest)) if shown else max(finest, coarsest)
    return abs(shown - value.number) <= unit / 2 * 1.0001


class Facts:
    """The results of one study, at the same replications and seed as its letters."""

    def __init__(self, study: str, replications: int, forms: list[str], folder: Path):
        self.study, self.replications, self.folder = study, replications, folder
        many = ["--replications", str(replications)]
        runs = [["letter", study, *many, "--date", DATE, "--form", form, "--output", str(folder / f"{form}.md")]
                for form in forms]
        runs.append(["export", study, *many, "--to", "json", "--output", str(folder / "all.json")])
        if set(forms) & {"advies", "begroting"}:
            # Tables by year are not discounted, as a budget is not.
            runs.append(["export", study, *many, "--set", "money.discount=0", "--to", "csv", "--output", str(folder / "years")])
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda words: werkfit(*words), runs))
        self.letters = {form: (folder / f"{form}.md").read_text(encoding="utf-8") for form in forms}
        self.all = json.loads((folder / "all.json").read_text(encoding="utf-8"))["comparison"]
        self.run, self.scenarios, self.readings = self.all["run"], self.all["scenarios"], self.all["readings"]
        self.base = self.readings[0]
        self.outcomes = {outcome["key"]: outcome for outcome in self.base["outcomes"]}
        self.party = (self.run.get("perspective") or {}).get("key", "")
        self.reference = self.all["reference"]
        self.texts = [yaml.safe_load((ROOT / file).read_text(encoding="utf-8")) for file in self.run["files"]]
        self.parameters = {key: entry if isinstance(entry, dict) else {"value": entry}
                           for text in self.texts for key, entry in (text.get("parameters") or {}).items()}
        # Only whole texts of the study excuse a number: a label, a note, a title; never a number by itself.
        own = {text.strip().rstrip(".") for text in strings(self.texts) + strings(self.all)}
        self.own = sorted((text for text in own if re.search(r"\d", text) and re.search(r"[^\W\d]{3}", text)), key=len, reverse=True)
        self.sensitivity()
        self.years()

    def focus_on(self, letter: str) -> None:
        """The scenario that the letter is about is the one that its table prints bold."""
        label = re.search(r"^\| \*\*(.+?)\*\*", letter, re.MULTILINE).group(1)
        self.focus = [scenario["label"] for scenario in self.scenarios].index(label)
        self.economics = self.base["economics"][self.focus]

    def sensitivity(self) -> None:
        # As often at each point as the letter does: CouncilFindings.chances.
        chances = str(min(60, max(4, self.replications // 20)))
        words = ["sensitivity", self.study, "--format", "json", "--outcome", self.base["rankedBy"]]
        werkfit(*words, "--chances-per-draw", chances, "--output", str(self.folder / "tornado.json"))
        self.tornado = self.table("tornado.json")
        with open(self.folder / "tornado.json", encoding="utf-8") as file:
            chart = json.load(file)["analysis"]["charts"][0]
        self.tornado_base = chart["specification"]["data"]["values"][0]["base"]
        self.bars = [row for row in self.tornado if row["key"] in self.parameters and row["width"] > 2 * row.get("widthError", 0)]
        self.guesses = {key for key, entry in self.parameters.items() if entry.get("confidence") in GUESSES}
        self.tested = sum(row["key"] in self.guesses for row in self.tornado)

    @cache
    def guessed(self) -> float:
        """The share of the spread that rests on guesses, computed only where the letter speaks of it."""
        words = ["sensitivity", self.study, "--format", "json", "--outcome", self.base["rankedBy"], "--given-data", "--all"]
        werkfit(*words, "--replications", str(self.replications), "--output", str(self.folder / "shares.json"))
        known = {row["key"]: row["first"] for row in self.table("shares.json") if row["first"] > 2 * row.get("firstError", 0)}
        whole = sum(known.values())
        return sum(share for key, share in known.items() if key in self.guesses) / whole if whole else 0

    def table(self, name: str) -> list[dict]:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))["analysis"]["tables"][0]["rows"]

    @cache
    def turning(self, label: str) -> Value | None:
        """Where the outcome turns, computed only where the letter speaks of it."""
        row = next((row for row in self.bars if row["label"] == label), None)
        if row is None:
            return None
        chances = str(min(60, max(4, self.replications // 20)))
        werkfit("sensitivity", self.study, "--format", "json", "--outcome", self.base["rankedBy"], "--threshold", row["key"],
                "--chances-per-draw", chances, "--output", str(self.folder / "threshold.json"))
        rows = self.table("threshold.json")
        return Value(rows[0].get("value", math.nan)) if rows else None

    def years(self) -> None:
        """Money and starts by year, and what is otherwise at the end of each year, from what CSV holds by month."""
        self.flows: dict = defaultdict(lambda: defaultdict(float))
        self.starts: dict = defaultdict(lambda: defaultdict(float))
        people: dict = defaultdict(float)
        kinds = {}
        for text in self.texts:
            states = [(entry or {}, key, "other") for key, entry in (text.get("states") or {}).items()]
            for traject in (text.get("trajecten") or {}).values():
                states += [(entry or {}, key, "benefit") for key, entry in (traject.get("phases") or {}).items()]
            for entry, key, usual in states:
                kind = entry.get("kind", usual)
                kinds[key] = (kind in WORK, entry.get("onBenefit", kind in BENEFIT))
        path = self.folder / "years" / "maanden.csv"
        rows = csv.DictReader(path.open(encoding="utf-8")) if path.exists() else []
        for row in rows:
            mean, year, scenario = float(row["gemiddelde"]), row["maand"][:4], row["scenario"]
            if row["soort"] == "saldo":
                self.flows[scenario, row["naam"]][year] += mean
            elif row["soort"] == "starts":
                self.starts[scenario][year] += mean
            elif row["soort"] in ("mensen", "mensenZonder") and row["maand"].endswith("-01"):
                # What stands at the first of January is how the year before ends.
                for index in (0, 1):
                    if kinds.get(row["sleutel"], (False, False))[index]:
                        sign = 1 if row["soort"] == "mensen" else -1
                        people[scenario, str(int(year) - 1), index] += sign * mean
        self.people = people

    def at_year_end(self, year: str, index: int) -> Value:
        """Extra people in work (0) or fewer on benefit (1), beside going on without."""
        plan, without = (self.people[self.scenarios[place]["key"], year, index] for place in (self.focus, self.reference))
        return Value((plan - without) * (1 if index == 0 else -1))

    def summary(self, key: str, kind: str = "differences", scenario: int | None = None) -> dict | None:
        outcome = self.outcomes.get(key)
        return outcome[kind][self.focus if scenario is None else scenario] if outcome else None

    def mean(self, key: str, kind: str = "differences", scenario: int | None = None) -> Value | None:
        found = self.summary(key, kind, scenario)
        return Value(found["mean"], found["standardError"]) if found else None

    def balance(self, scenario: int | None = None) -> dict:
        economics = self.base["economics"][self.focus if scenario is None else scenario] or {}
        return economics.get("netPresentValue") or economics["netPresentValueSociety"]

    def bounds(self, summary: dict, interval: str = "interval80") -> list[Value]:
        error = summary["standardError"] * (1.7 if interval == "interval80" else 2.7)
        return [Value(summary[interval][end], error) for end in ("lower", "upper")]

    def scenario(self, label: str) -> int | None:
        return next((place for place, scenario in enumerate(self.scenarios) if scenario["label"] == label), None)

    def party_change(self, label: str) -> Value | None:
        key = next((key for key, outcome in self.outcomes.items()
                    if key.startswith("balance:") and "/" not in key and outcome.get("label") == label), None)
        return self.mean(key) if key else None

    def share(self, label: str) -> Value | None:
        """The mean of an assumption that is a share, as the study states it."""
        entry = next((entry for entry in self.parameters.values() if entry.get("label") == label), None)
        for kind in ("value", "beta", "uniform", "pert", "triangular", "normal"):
            given = (entry or {}).get(kind)
            if given is None:
                continue
            if isinstance(given, dict):
                return Value(fraction(given["mean"]))
            if not isinstance(given, list):
                return Value(fraction(given))
            numbers = [fraction(item) for item in given]
            means = {"beta": lambda: numbers[0] / sum(numbers), "uniform": lambda: sum(numbers) / 2, "normal": lambda: numbers[0],
                     "pert": lambda: (numbers[0] + 4 * numbers[1] + numbers[2]) / 6, "triangular": lambda: sum(numbers) / 3}
            return Value(means[kind]())
        return None


def fraction(text: object) -> float:
    number = re.match(r"-?[\d.]+", str(text))
    return float(number.group()) / (100 if "%" in str(text) else 1) if number else math.nan
