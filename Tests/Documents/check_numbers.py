#!/usr/bin/env python3
"""Holds every number in a letter to the council against the results as JSON.

- Each kind of sentence names where its numbers come from; a number is right if the result, rounded as shown, gives it.
- A number that no sentence accounts for must stand in a text of the study itself, else it is a failure.
- Every number is then made wrong by one in its last digit, to see that these checks would notice.

Needs WERKFIT, the path of the built program.
"""

import argparse
import math
import re
import sys
import tempfile
from pathlib import Path

from letter_facts import DATE, NUMBER, Facts, Value, agrees, parse

# Few doorrekeningen are enough: what is looked at is whether a letter says what was computed, not how sure that is.
# Pastiel gets fewest: it has twelve readings of thousands of people. The last number is for --full.
STUDIES = [("Scenarios/gooi-bijstelling-2020.yaml", 120, 500, ["raadsinformatiebrief", "advies", "begroting"]),
           ("Scenarios/pastiel.yaml", 24, 200, ["raadsinformatiebrief"])]
LEAST_CAUGHT = 0.95

N, MONEY = rf"({NUMBER}%?)", rf"(€ {NUMBER}(?: mln)?)"
LABEL = r"([^‘’]+)"
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def signed(value: Value | None, sign: int) -> Value | None:
    return value and Value(sign * value.number, value.error)


def ratio(facts: Facts, key: str) -> Value | None:
    found = (facts.economics or {}).get(key) or {}
    return Value(found["value"], found.get("standardError") or 0) if found.get("value") is not None else None


def months(facts: Facts) -> float:
    return facts.run["steps"] * facts.run["monthsPerStep"]


def chance(given: list[dict], part: str, whole: str) -> list:
    """Tenths only where the chance is near one, else hundredths."""
    near = 0.03 if whole == "10" else 0.005
    holds = whole in ("10", "100") and any(abs(found["probability"] - int(part) / int(whole)) <= near + 1e-9 for found in given)
    return [holds, holds]


def target(facts: Facts, label: str) -> list[dict]:
    return [found["chances"][facts.focus] for found in facts.base["targets"] if found["label"] == label]


def overspent(facts: Facts, label: str) -> list[dict]:
    return [found["chance"] for found in facts.base["overspent"] if found["label"] == label and found["scenario"] == facts.focus]


def bar(facts: Facts, label: str) -> list:
    """The ends of one of the two widest bars of the tornado, the lowest first."""
    row = next((row for row in facts.bars[:2] if row["label"] == label), None)
    if row is None:
        return [None, None]
    ends = sorted(("outcomeAtLow", "outcomeAtHigh"), key=lambda key: row[key])
    # The sensitivity has draws of its own: the letter adds how far the outcome moves to where its balance is.
    told = facts.mean(facts.base["rankedBy"])
    shift = told.number - facts.tornado_base
    return [Value(row[end] + shift, math.hypot(row.get(end + "Error", 0), told.error)) for end in ends]


def members(facts: Facts, first: str, last: str) -> list:
    """The balances of the gemeenten with the largest and the smallest amount."""
    own = sorted((abs(found["differences"][facts.focus]["mean"]), found["label"], key) for key, found in facts.outcomes.items()
                 if key.startswith(f"balance:{facts.party}/"))
    return [facts.mean(key) if label == said or abs(size) == abs(facts.mean(key).number) and said in (m[1] for m in own) else None
            for said, (size, label, key) in ((first, own[-1]), (last, own[0]))]


def turned(facts: Facts) -> int:
    """In how many other readings the balance has another sign."""
    signs = [next(found["differences"][facts.focus]["mean"] < 0 for found in reading["outcomes"]
                  if found["key"] == facts.base["rankedBy"]) for reading in facts.readings]
    return sum(sign != signs[0] for sign in signs)


def plotted(facts: Facts, label: str) -> list:
    place = facts.scenario(label.strip())
    balance = facts.balance(place) if place is not None else None
    return [Value(balance["mean"], balance["standardError"]), *facts.bounds(balance, "interval95")] if balance else [None] * 3


def month(facts: Facts, name: str) -> list:
    point = facts.economics["payback"].get("point")
    year, number = facts.run["calendar"][point].split("-") if point is not None else ("0", "1")
    return [Value(int(year))] if MONTHS[int(number) - 1] == name else [None]


# A kind of sentence, and where its numbers come from. Groups that hold no digit are words the source needs.
ANCHORS = [
    (rf"^: {N} (\w+) {N}$", lambda f, m: [f"{int(DATE[8:])} {MONTHS[int(DATE[5:7]) - 1]} {DATE[:4]}" == m.group()[2:]] * 2),
    (rf"\b(?:in|over|na) {N} (jaar|maanden)\b", lambda f, m: [Value(months(f) / (12 if m[2] == "jaar" else 1))]),
    (rf"{MONEY} meer dan het oplevert", lambda f, m: [Value(-f.balance()["mean"], f.balance()["standardError"])]),
    (rf"{MONEY} meer op dan het kost", lambda f, m: [Value(f.balance()["mean"], f.balance()["standardError"])]),
    (rf"In 8 van de 10 doorrekeningen ligt het saldo tussen {MONEY} en {MONEY}\.", lambda f, m: f.bounds(f.balance())),
    (rf"Naar verwachting vinden {N} mens(?:en)? extra werk", lambda f, m: [f.mean("netExits")]),
    (rf"Naar verwachting vinden {N} mens(?:en)? minder werk", lambda f, m: [signed(f.mean("netExits"), -1)]),
    (rf"naar verwachting zijn het er {N}\.", lambda f, m: [f.mean("netExits")]),
    (rf"naar verwachting zijn het er {N} minder", lambda f, m: [signed(f.mean("netExits"), -1)]),
    (rf"Van de {N} deelnemers vinden er ongeveer {N} werk; zo’n {N} van hen",
     lambda f, m: [f.mean(key, "values") for key in ("started", "grossExits", "nullExits")]),
    (rf"De samenleving als geheel[^:]*: [^€]*{MONEY} erop (voor|achter)uit",
     lambda f, m: [signed(Value(f.economics["netPresentValueSociety"]["mean"], f.economics["netPresentValueSociety"]["standardError"]),
                          1 if m[2] == "voor" else -1)]),
    (rf"(?:^|[;?] )(?!De samenleving|Alle deelnemers)([^:;?.]+): (?:onzeker, naar verwachting )?{MONEY} erop (voor|achter)uit",
     lambda f, m: [signed(f.party_change(m[1]), 1 if m[3] == "voor" else -1)]),
    (rf"Alle deelnemers samen: (?:onzeker, naar verwachting )?{MONEY} erop (voor|achter)uit",
     lambda f, m: [signed(f.mean("balance:client") or f.mean("balance:klant"), 1 if m[2] == "voor" else -1)]),
    (rf"rekenden wij ook {N} andere plannen door", lambda f, m: [Value(len(f.scenarios) - 2)]),
    (rf"contant gemaakt tegen {N} per jaar", lambda f, m: [Value(f.run["discountRate"])]),
    (rf"prijzen van {N}\b", lambda f, m: [Value(f.run["priceYear"])]),
    (r"Tussen haakjes: in 8 van de 10 doorrekeningen", lambda f, m: []),
    (rf"van wat er op het diepste punt in zat, is dan {N} terug", lambda f, m: [Value(max(0, f.economics["payback"].get("sharePaidBack", 0)))]),
    (rf"is het geld naar verwachting terug in (\w+) {N}\.", lambda f, m: month(f, m[1])),
    (rf"extra mens die (?:minstens )?{N} maanden zonder uitkering", lambda f, m: [Value(f.economics["durableMonths"])]),
    (rf"zonder uitkering blijft, kost het plan {MONEY}", lambda f, m: [ratio(f, "costPerDurableExit")]),
    (rf"‘{LABEL}’ lukt in {N} van de {N} doorrekeningen", lambda f, m: chance(target(f, m[1]), m[2], m[3])),
    (rf"‘{LABEL}’ lukt in minder dan 1 van de 100", lambda f, m: [any(found["probability"] < 0.005 for found in target(f, m[1]))]),
    (rf"‘{LABEL}’ lukt in meer dan 99 van de 100", lambda f, m: [any(found["probability"] > 0.995 for found in target(f, m[1]))]),
    (rf"Uit ‘{LABEL}’ kan meer geld gaan dan er is, in {N} van de {N} doorrekeningen",
     lambda f, m: chance(overspent(f, m[1]), m[2], m[3])),
    (rf"‘{LABEL}’(?: \(een schatting van ons\))?: tussen {MONEY} en {MONEY}", lambda f, m: bar(f, m[1])),
    (rf"Van de {N} aannames hebben wij er {N} zelf geschat",
     lambda f, m: [Value(f.all["assumptions"]["total"]), Value(f.all["assumptions"]["ownEstimates"])]),
    (rf"Ongeveer {N} tiende van de onzekerheid", lambda f, m: [Value(round(10 * f.guessed()))]),
    (r"Bijna (alle|geen) onzekerheid komt daardoor", lambda f, m: [round(10 * f.guessed()) == (10 if m[1] == "alle" else 0)]),
    (rf"Wij rekenden {N} andere lezingen door", lambda f, m: [Value(len(f.readings) - 1)]),
    (rf"In {N} ervan is het andersom", lambda f, m: [Value(turned(f))]),
    (rf"verandert in {N} ervan", lambda f, m: [Value(sum(bool(reading["flips"]) for reading in f.readings[1:]))]),
    (rf"(?:elk|één) van de {N} onzekere schattingen", lambda f, m: [Value(f.tested)]),
    (rf"Bij ‘{LABEL}’ ligt het omslagpunt bij (?:€ )?{N}", lambda f, m: [f.turning(m[1])]),
    (rf"Het plan kost {MONEY}\.", lambda f, m: [f.mean("programmeCost")]),
    (rf"Daar staat {MONEY} minder aan uitkeringen", lambda f, m: [f.mean("benefitSaved")]),
    (rf"Ook wordt {MONEY} meer aan uitkeringen", lambda f, m: [signed(f.mean("benefitSaved"), -1)]),
    (rf"Het saldo per gemeente loopt van {MONEY} \(([^)]+)\) tot {MONEY} \(([^)]+)\)", lambda f, m: members(f, m[2], m[4])),
    (rf"Het saldo voor [^.€]+ is {MONEY}\.", lambda f, m: [Value(f.balance()["mean"], f.balance()["standardError"])]),
    (rf"‘{LABEL}’ \({N}\)", lambda f, m: [f.share(m[1])]),
    (rf"In 1 van de 10 doorrekeningen is het saldo voor [^€]+ {MONEY} of lager", lambda f, m: f.bounds(f.balance())[:1]),
    (rf"Ook in 1 van de 10 zijn er {N} of minder extra mensen", lambda f, m: f.bounds(f.summary("netExits"))[:1]),
    (r"Ook in 1 van de 10 of meer vindt niemand", lambda f, m: [f.summary("netExits")["interval80"]["lower"] <= 0]),
    (rf"effecten naar verwachting {MONEY} per deelnemer", lambda f, m: [ratio(f, "breakEvenPerStarter")]),
    (rf"bij alle {N} keuzes", lambda f, m: [Value(m.string.count("(95%:"))]),
    (rf"(?:(?<=laag: )|(?<=\); ))([^:;€]+) {MONEY} \(95%: {MONEY} tot {MONEY}\)", lambda f, m: plotted(f, m[1])),
    # What is fixed in the form of the letter, whatever the study: the unit of a table and the bounds of a traffic light.
    (r"^Bedragen × € 1\.000, niet omgerekend naar nu\.$", lambda f, m: []),
    (r"op koers \(kans van 67% of meer\), ◆ onzeker, ○ niet op koers \(kans onder 33%\)", lambda f, m: []),
]
ANCHORS = [(re.compile(pattern), source) for pattern, source in ANCHORS]


def row(facts: Facts, header: list[str], cells: list[str], problem) -> None:
    """A row of a table: every cell against its column."""
    label, place = cells[0].strip("*"), facts.scenario(cells[0].strip("*"))
    focus = facts.scenarios[facts.focus]["key"]
    for column, cell in zip(header[1:], cells[1:]):
        numbers = re.findall(NUMBER + r"(?: mln)?%?", cell)
        if not numbers:
            continue
        balance = facts.balance(place) if place is not None and column.startswith("Saldo voor") else None
        expected = {
            "Kosten van het plan": lambda: [facts.mean("programmeCost", scenario=place)],
            "Deelnemers": lambda: [facts.mean("started", "values", place)],
            "Vinden werk": lambda: [facts.mean("grossExits", "values", place)],
            "Waarvan extra": lambda: [facts.mean("netExits", scenario=place)],
            "Streefwaarde": lambda: [Value(found["value"]) for found in facts.base["targets"] if found["label"] == label],
            "Kans": lambda: [Value(found["probability"]) for found in target(facts, label)],
        }.get(column)
        if balance:
            values = [Value(balance["mean"], balance["standardError"]), *facts.bounds(balance)][:len(numbers)]
        elif expected:
            values = expected()
        elif header[0] == "Saldo per jaar":
            flow = facts.flows[focus, label]
            values = [Value((sum(flow.values()) if column == "Samen" else flow[column] if column in flow else math.nan) / 1000)]
        elif header[0] == "Jaar":
            values = [Value(facts.starts[focus][column] if column in facts.starts[focus] else math.nan)]
        elif header[0].startswith("Verwacht verschil op 31 december"):
            values = [facts.at_year_end(column, 0 if label.startswith("Extra") else 1)]
        else:
            values = []
        # Of an interval in millions only the number before it says so.
        millions = "mln" in cell
        # By year all digits are shown: a zero at the end is no rounding.
        exact = bool(re.match(r"Saldo per jaar|Jaar|Verwacht", header[0]))
        for index, shown in enumerate(numbers):
            value = values[index] if index < len(values) else None
            holds = agrees(shown, value, millions)
            if exact and holds:
                holds = abs(parse(shown)[0] - value.number) <= (0.05 if "," in shown else 0.5) + 1e-6
            problem(holds, shown, value, f"{label}, {column}")


def body(letter: str) -> list[str]:
    """The lines before the annex as they are read: no escapes, no marks of lists, no widths of pictures."""
    text = letter.split("::: annex")[0].replace("\u00a0", " ").replace("\u202f", " ")
    text = re.sub(r"\\([^\w\s])", r"\1", text)
    text = re.sub(r"\]\([\w.]+\)\{width=\d+%\}", "]", text)
    return [re.sub(r"^(?:1\.|-|\d\.) +|^: +", lambda mark: ": " if mark.group()[0] == ":" else "", line.strip())
            for line in text.splitlines()]


def own_spans(facts: Facts, line: str) -> list[tuple[int, int]]:
    return [(at.start(), at.end()) for text in facts.own if text in line for at in re.finditer(re.escape(text), line)]


def check(facts: Facts, lines: list[str]) -> list[str]:
    """What is wrong in a letter."""
    problems: list[str] = []

    def problem(holds: bool, shown: str, value: object, where: str) -> None:
        if not holds:
            problems.append(f"{shown!r} is {value} in the results: {where}")

    header: list[str] = []
    for line in lines:
        taken = own_spans(facts, line)
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not header:
                header = cells
                years = {year for name, flow in facts.flows.items() for year in flow}
                for name in cells[1:]:
                    problem(not re.search(r"\d", name) or name in years, name, "no year", line)
                for name in re.findall(r"\d+", cells[0]):
                    problem(cells[0] == "Verwacht verschil op 31 december", name, "no such table", line)
            elif not set(line) <= set("|:- "):
                row(facts, header, cells, problem)
            continue
        header = []
        for pattern, source in ANCHORS:
            for match in pattern.finditer(line):
                groups = [index for index in range(1, pattern.groups + 1) if re.fullmatch(rf"(?:€ )?{NUMBER}(?: mln)?%?", match[index])]
                # Words such as "bijna alle" stand for a number too: then the whole match is held against the results.
                for index, value in zip(groups or [0], source(facts, match)):
                    holds = value if isinstance(value, bool) else agrees(match[index], value)
                    problem(holds, match[index], value, match.group())
                taken += [match.span(index) for index in groups] or [match.span()]
                # The fixed words of the pattern hold numbers too, such as 8 van de 10.
                taken += [(match.start() + at.start(), match.start() + at.end())
                          for at in re.finditer(r"(?i:in (?:8|1) van de 10)|95%", match.group())]
        for number in re.finditer(NUMBER, line):
            if not any(start <= number.start() and number.end() <= end for start, end in taken):
                sentence = next((part for part in re.split(r"(?<=[.?!]) (?=[A-Z‘])", line) if number.group() in part), line)
                problems.append(f"{number.group()!r} has no source: {sentence}")
    return problems


def wrong(text: str) -> str:
    """The number with its last digit that is no rounding one higher."""
    digits = re.sub(r"\D", "", text)
    zeros = 0 if "," in text or not digits.strip("0") else len(digits) - len(digits.rstrip("0"))
    decimals = len(text.partition(",")[2])
    raised = str(int(digits) + 10 ** zeros).rjust(decimals + 1, "0")
    whole = raised[:len(raised) - decimals]
    whole = f"{int(whole):,}".replace(",", ".") if "." in text or len(whole) > 4 else whole
    return ("-" if text[0] in "-−" else "") + whole + ("," + raised[-decimals:] if decimals else "")


def power(facts: Facts, lines: list[str]) -> tuple[int, list[str]]:
    """How many planted wrong numbers there are, and those that nothing notices."""
    planted, missed = 0, []
    for at, line in enumerate(lines):
        own = own_spans(facts, line)
        for number in re.finditer(NUMBER, line):
            if any(start <= number.start() and number.end() <= end for start, end in own):
                continue
            changed = line[:number.start()] + wrong(number.group()) + line[number.end():]
            planted += 1
            # A row is read below its header, a sentence by itself.
            first = at
            while line.startswith("|") and first > 0 and lines[first - 1].startswith("|"):
                first -= 1
            rows = lines[first:at] + [changed] + (lines[at + 1:at + 3] if at == first else [])
            if not check(facts, rows):
                missed.append(f"{number.group()} as {wrong(number.group())}: {changed[max(0, number.start() - 60):number.end() + 40]}")
    return planted, missed


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the numbers in letters to the council.")
    parser.add_argument("--full", action="store_true", help="as many doorrekeningen as a quick look has: minutes")
    full = parser.parse_args().full
    failed = False
    for study, few, many, forms in STUDIES:
        with tempfile.TemporaryDirectory() as folder:
            facts = Facts(study, many if full else few, forms, Path(folder))
            for form, letter in facts.letters.items():
                facts.focus_on(letter)
                lines = body(letter)
                problems = check(facts, lines)
                planted, missed = power(facts, lines)
                caught = 1 - len(missed) / max(1, planted)
                for text in problems + ([f"not noticed: {text}" for text in missed] if caught < LEAST_CAUGHT else []):
                    print(f"{study}, {form}: {text}", file=sys.stderr)
                failed = failed or bool(problems) or planted == 0 or caught < LEAST_CAUGHT
                print(f"{Path(study).stem}, {form}: {planted} numbers, {len(problems)} problems; "
                      f"{planted - len(missed)} of {planted} wrong numbers noticed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
