"""Maakt voorbeeld-spells.csv: verzonnen trajecten uit bekende kansen, zonder een enkel echt persoon.

Per maand: begeleiding 4% naar werk en 2% gestopt; werkplek 8% naar werk en 3% gestopt in maand 1-6, daarna
half zo veel. Wie werk had, komt met 2% per maand terug. Gekeken tot en met 2023-12.
"""

import random

CHANCES = {"begeleiding": (0.04, 0.02), "werkplek": (0.08, 0.03)}
LAST = 2023 * 12 + 11
people = random.Random(20240101)


def month(number):
    return f"{number // 12}-{number % 12 + 1:02d}"


rows = ["client_pseudo;programma;start_maand;eind_maand;status;uitkomst;herinstroom_maand;kosten_eur;peilmaand"]
for number in range(600):
    programme = "begeleiding" if number % 2 else "werkplek"
    work, stop = CHANCES[programme]
    start = 2021 * 12 + people.randrange(24)
    end, outcome, back = None, "", ""
    for now in range(start, LAST + 1):
        share = 0.5 if programme == "werkplek" and now - start >= 6 else 1
        draw = people.random()
        if draw < (work + stop) * share:
            end, outcome = now, "werk_vol" if draw < work * share else "zelf_gestopt"
            break
    if outcome == "werk_vol":
        for later in range(end + 1, LAST + 1):
            if people.random() < 0.02:
                back = month(later)
                break
    cost = f"{people.gammavariate(16, 2800 / 16):.2f}".replace(".", ",")
    status = "lopend" if end is None else "afgerond"
    rows.append(
        f"p{number:04d};{programme};{month(start)};{month(end) if end else ''};{status};{outcome};{back};{cost};2023-12")
with open(__file__.replace("maak-voorbeeld.py", "voorbeeld-spells.csv"), "w", encoding="utf-8") as file:
    file.write("\n".join(rows) + "\n")
