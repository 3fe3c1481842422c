# %% [markdown] titel
# # {{titel}}
#
# {{vraag}}
#
# Met dit notebook rekent u verder met de uitkomsten van werkfit {{versie}} (startgetal {{zaad}}). Alles wat het nodig heeft,
# staat in deze map. Het notebook haalt niets van het internet.
#
# **Zo werkt het.** Voer alle cellen uit, van boven naar beneden (*Run* → *Run All Cells*). Dat duurt minder dan een minuut.
# De cel hieronder is de enige die u hoeft aan te passen.
#
# | onderdeel | wat u er vindt |
# |---|---|
# | 1 | de uitkomsten in twee tabellen |
# | 2 | wat elke kolom betekent |
# | 3 – 5 | grafieken: de verdeling, de loop van de tijd, en welke aannames het meest doen |
# | 6 | wij rekenen de cijfers na uit de losse doorrekeningen: ze moeten gelijk zijn |
# | 7 | een tweede blik op de aannames |
# | 8 | een aanname veranderen en opnieuw rekenen |
# | 9 | drie vragen om zelf te proberen |

# %% instellingen
STUDIE = {{studiebestand}}  # het studiebestand in deze map
BEKIJK = None  # de uitkomst van de grafieken, zoals "netExits"; None: waar werkfit de scenario's op ordent
SCENARIO = None  # het scenario van de grafieken over mensen; None: dat van de gevoeligheidsanalyse

# %% inlezen
import functools
import html
import json
import math
import os
import shutil
import struct
import subprocess
import textwrap
import zlib
from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd
import vl_convert
from IPython.display import HTML, Markdown, display


def tabel(bestand):
    """Leest een CSV-bestand. Tekst blijft tekst, ook als er NA staat; getallen houden al hun cijfers."""
    tekst = {naam: str for naam in ("scenario", "sleutel", "naam", "soort", "maand", "bestand", "kolom", "betekenis", "eenheid")}
    return pd.read_csv(bestand, dtype=tekst, na_values=[""], keep_default_na=False)


document = json.loads(Path("uitkomsten.json").read_text(encoding="utf-8"))
vergelijking = document["comparison"]
run, basis = vergelijking["run"], vergelijking["readings"][0]
uitkomsten = {uitkomst["key"]: uitkomst for uitkomst in basis["outcomes"]}
scenarios = {scenario["key"]: scenario["label"] for scenario in vergelijking["scenarios"]}
volgorde = list(scenarios)
nul = volgorde[vergelijking["reference"]]
andere = [scenario for scenario in volgorde if scenario != nul]

trekkingen, verschillen, aannames = tabel("trekkingen.csv"), tabel("verschillen.csv"), tabel("aannames.csv")
maanden, woordenboek = tabel("maanden.csv"), tabel("woordenboek.csv")
bestand = Path("gevoeligheid.json")
gevoeligheid = json.loads(bestand.read_text(encoding="utf-8")).get("analysis") if bestand.exists() else None

K = run["chancesPerDraw"]
waarde = {s: rijen.set_index("doorrekening") for s, rijen in trekkingen.groupby("scenario")}
verschil = {s: rijen.set_index("trekking") for s, rijen in verschillen.groupby("scenario")}

if BEKIJK is None:
    beste_keus = [basis.get("rankedBy")] + vergelijking["headlineKeys"] + list(uitkomsten)
    BEKIJK = next(sleutel for sleutel in beste_keus if sleutel in trekkingen)
if SCENARIO is None:
    SCENARIO = (gevoeligheid or {}).get("settings", {}).get("scenario")
    SCENARIO = SCENARIO if SCENARIO in andere else (andere or [nul])[0]

display(
    Markdown(
        f"Ingelezen: **{len(scenarios)} scenario{'' if len(scenarios) == 1 else '’s'}**, "
        f"**{run['replications']} doorrekeningen** ({run['draws']} trekkingen van de aannames, "
        f"elk {K} keer met ander toeval) en **{aannames.shape[1] - 1} onzekere aannames**."
    )
)

# %% [markdown] gereedschap-uitleg
# De volgende cel bevat alleen gereedschap: Nederlandse getallen, de opmaak van de grafieken en de namen van de uitkomsten.
# U kunt haar overslaan.

# %% gereedschap
BLAUW, ORANJE, GRIJS, ZWART = ("#0072B2", "#D55E00", "#8A8A8A", "#222222")  # ook bij kleurenblindheid te onderscheiden
GETALLEN = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€\u00a0", ""]}
DAGEN = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"]
NAMEN = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
TIJDEN = {
    "dateTime": "%a %e %B %Y %X",
    "date": "%d-%m-%Y",
    "time": "%H:%M:%S",
    "periods": ["", ""],
    "days": DAGEN,
    "shortDays": [dag[:2] for dag in DAGEN],
    "months": NAMEN,
    "shortMonths": [naam[:3] for naam in NAMEN],
}


def getal(x, plaats=0):
    """Een getal in Nederlandse vorm, afgerond op een macht van tien: 0 op helen, -1 op tienden, 3 op duizenden."""
    x = float(round(x / 10.0**plaats) * 10.0**plaats) + 0.0
    return f"{x:,.{max(0, -plaats)}f}".translate(str.maketrans(",.", ".,"))


def plaats(x, fout, fijnst):
    """Waar we afronden: op het laatste cijfer dat met een ander startgetal ongeveer hetzelfde blijft."""
    if not fout > 0 or not math.isfinite(fout):
        return fijnst
    return max(fijnst, min(math.ceil(math.log10(fout / 2) - 1e-9), math.floor(math.log10(max(abs(x), fout)))))


def fijnst(eenheid, x):
    """De fijnste plaats voor een eenheid: mensen op tienden, euro's op helen."""
    if x == round(x):
        return 0
    vaste = {"money": -2 if 0.005 <= abs(x) < 100 else 0, "persons": -1, "months": -1}
    return vaste.get(eenheid, min(0, max(-4, math.floor(math.log10(abs(x))) - 3)))


def met_eenheid(x, eenheid, fout=0.0):
    """Een getal met niet meer cijfers dan het waard is, en met het euroteken waar het geld is."""
    plek = plaats(x, fout, fijnst(eenheid, x))
    if eenheid != "money":
        return getal(x, plek)
    if abs(round(x / 10.0**plek) * 10.0**plek) >= 999_500:
        return f"€\u00a0{getal(x / 1e6, max(plek - 6, -2))}\u00a0mln"
    return f"€\u00a0{getal(x, plek)}"


def samengevat(samenvatting, eenheid):
    """Gemiddelde en interval van 80%, als tekst."""
    fout = samenvatting["standardError"]
    midden = met_eenheid(samenvatting["mean"], eenheid, fout)
    laag, hoog = (met_eenheid(samenvatting["interval80"][kant], eenheid, 1.7 * fout) for kant in ("lower", "upper"))
    return f"<b>{midden}</b>" + ("" if laag == hoog else f"<br>{laag}<br>tot\u00a0{hoog}")


def eenheid(sleutel):
    """De eenheid van een uitkomst in woorden."""
    woorden = {"persons": "mensen", "months": "maanden", "money": "euro"}
    return woorden.get(uitkomsten[sleutel]["unit"], uitkomsten[sleutel]["unit"])


def naam(sleutel, bestand="trekkingen.csv"):
    """De naam van een uitkomst of aanname, uit het woordenboek."""
    gevonden = woordenboek[(woordenboek["bestand"] == bestand) & (woordenboek["kolom"] == sleutel)]["betekenis"]
    if len(gevonden):
        return str(gevonden.iloc[0]).strip()
    return uitkomsten.get(sleutel, {}).get("label") or sleutel


def schaal(sleutel, grootste):
    """Waardoor we getallen op een as delen, en hoe de as dan heet."""
    if uitkomsten[sleutel]["unit"] != "money":
        return 1, eenheid(sleutel)
    return next((d, tekst) for d, tekst in ((1e6, "miljoen euro"), (1e3, "× 1.000 euro"), (1, "euro")) if grootste >= d or d == 1)


def regels(tekst, breedte=68):
    """Een lange titel over meer regels."""
    return textwrap.wrap(tekst, breedte) or [""]


def kleiner(png):
    """Pakt een PNG opnieuw in: hetzelfde beeld in een kwart van de bytes."""
    stukken, gegevens, positie = [], b"", 8
    while positie < len(png):
        lengte, soort = struct.unpack_from(">I4s", png, positie)
        stuk = png[positie + 8 : positie + 8 + lengte]
        positie += 12 + lengte
        if soort == b"IDAT":
            gegevens += stuk
        else:
            stukken.append((soort, stuk))
    stukken.insert(-1, (b"IDAT", zlib.compress(zlib.decompress(gegevens), 9)))
    return png[:8] + b"".join(struct.pack(">I4s", len(d), s) + d + struct.pack(">I", zlib.crc32(s + d)) for s, d in stukken)


def toon(grafiek, titel, uitleg, beschrijving):
    """Laat een grafiek zien: levend in JupyterLab en als plaatje elders, met een beschrijving voor wie haar niet ziet."""
    spec = (
        grafiek.properties(
            title=alt.TitleParams(
                regels(titel),
                subtitle=regels(uitleg, 92),
                anchor="start",
                fontSize=15,
                subtitleFontSize=12,
                subtitleColor="#555555",
                offset=12,
                frame="bounds",
            ),
            description=beschrijving,
            background="white",
            padding=12,
        )
        .configure(font="DejaVu Sans, Verdana, Arial, sans-serif")
        .configure_axis(
            labelFontSize=11, titleFontSize=12, titleFontWeight="normal", gridColor="#E6E6E6", domainColor="#999999", labelLimit=380
        )
        .configure_view(stroke=None)
        .configure_legend(labelFontSize=12, titleFontSize=12, labelLimit=300)
        .configure_header(labelFontSize=12, titleFontSize=12, labelLimit=420)
        .to_dict()
    )
    spec["usermeta"] = {"embedOptions": {"formatLocale": GETALLEN, "timeFormatLocale": TIJDEN, "actions": False}}
    beeld = kleiner(vl_convert.vegalite_to_png(spec, scale=2, format_locale=GETALLEN, time_format_locale=TIJDEN))
    breedte = int.from_bytes(beeld[16:20], "big") // 2
    display(
        {"application/vnd.vegalite.v6+json": spec, "image/png": beeld, "text/plain": beschrijving},
        raw=True,
        metadata={"image/png": {"width": breedte, "alt": beschrijving}},
    )


# %% [markdown] kern
# ## 1 De uitkomsten
#
# Eerst elk scenario op zichzelf, dan het verschil met doorgaan zonder. Dik gedrukt is het gemiddelde. Daaronder staat het
# interval van 80%: daar ligt 8 op de 10 keer de uitkomst.
#
# Een saldo staat alleen in de tweede tabel: het zegt pas iets naast doorgaan zonder.
#
# De twee tabellen gaan over een ander soort onzekerheid:
#
# - **Per scenario** tellen toeval (wat deze mensen overkomt) en niet-weten (wat de aannames echt zijn) allebei mee.
# - **In het verschil** telt alleen niet-weten. Het toeval is eruit gerekend. Hoe dat gaat, staat in onderdeel 3.


# %% kerntabel
def kerntabel(soort, van):
    """De hoofduitkomsten als tabel: een rij per uitkomst, een kolom per scenario."""
    rijen = {}
    for sleutel in vergelijking["headlineKeys"]:
        uitkomst = uitkomsten.get(sleutel)
        # Een saldo zegt alleen iets als verschil: zonder traject was er ook uitkering betaald.
        if uitkomst is None or (soort == "values" and andere and sleutel.startswith("balance")):
            continue
        cellen = {html.escape(scenarios[s]): uitkomst[soort][volgorde.index(s)] for s in van}
        if any(cellen.values()):
            bestand = "trekkingen.csv" if soort == "values" else "verschillen.csv"
            tekst = naam(sleutel, bestand) + ("" if uitkomst["unit"] in ("money", "persons") else f" ({eenheid(sleutel)})")
            rijen[html.escape(tekst)] = {kop: samengevat(cel, uitkomst["unit"]) if cel else "" for kop, cel in cellen.items()}
    return pd.DataFrame.from_dict(rijen, orient="index")


for kop, soort, van in (("Per scenario", "values", volgorde), (f"Verschil met ‘{scenarios[nul]}’", "differences", andere)):
    if van:
        display(Markdown(f"**{kop}**"), HTML(kerntabel(soort, van).to_html(escape=False, border=0)))
if vergelijking["unpriced"]:
    display(Markdown("**Niet in geld uitgedrukt (PM):** " + "; ".join(vergelijking["unpriced"]) + "."))

# %% [markdown] woordenboek
# ## 2 Wat elke kolom betekent
#
# Klik op een bestand. De laatste kolom laat de waarde in de eerste rij zien.

# %% kolommen
INHOUD = {
    "trekkingen.csv": ("Eén rij per doorrekening en scenario: toeval en niet-weten samen.", trekkingen),
    "verschillen.csv": (f"Eén rij per trekking van de aannames en scenario: het verschil met ‘{scenarios[nul]}’.", verschillen),
    "aannames.csv": ("Eén rij per trekking: welke waarde elke onzekere aanname kreeg.", aannames),
    "maanden.csv": ("Gemiddelden door de tijd: mensen, geld en starts.", maanden),
}
for bestand, (uitleg, inhoud) in INHOUD.items():
    beschreven = woordenboek[woordenboek["bestand"] == bestand].drop(columns="bestand").fillna("")
    assert set(beschreven["kolom"]) == set(inhoud.columns), f"{bestand} en woordenboek.csv noemen andere kolommen"
    eerste = inhoud.iloc[0] if len(inhoud) else pd.Series(dtype=object)
    beschreven["eerste rij"] = [
        (getal(x, min(0, math.floor(math.log10(abs(x))) - 3) if x else 0) if isinstance(x, float) and math.isfinite(x) else x)
        for x in (eerste.get(kolom, "") for kolom in beschreven["kolom"])
    ]
    display(
        HTML(
            f"<details><summary><b>{bestand}</b>: {len(inhoud)} rijen, {inhoud.shape[1]} kolommen. {uitleg}</summary>"
            + beschreven.to_html(index=False, border=0)
            + "</details>"
        )
    )

# %% [markdown] verdeling
# ## 3 Hoe zeker is het verschil?
#
# `verschillen.csv` geeft per trekking van de aannames het gemiddelde over een paar keer toeval. In de spreiding van die
# gemiddelden zit daarom nog wat toeval. De intervallen in `uitkomsten.json` zijn daarvoor verbeterd, en dat doen wij hier ook:
#
# - *B* is de variantie tussen de trekkingen, *W* de gemiddelde variantie binnen een trekking, *K* hoe vaak toeval is getrokken;
# - elk verschil schuift naar het gemiddelde toe met de factor √((B − W/K) / B). Het gemiddelde zelf verandert niet.
#
# *W* is te berekenen uit `trekkingen.csv` als het verschil daar gewoon de ene kolom min de andere is. Stromen er mensen in die
# er zonder traject niet zijn, dan gaat van het verschil ook af wat dezelfde mensen zonder traject hadden gedaan. Dat staat niet
# per doorrekening in de map. Dan leiden we de factor af uit de spreiding in `uitkomsten.json`.

# %% toeval-eruit
WEGEN = {
    "exact": "De verwachte waarden zijn exact berekend: er zit geen toeval in de verschillen.",
    "approximate": "De verwachte waarden zijn bij benadering berekend.",
    "corrected": f"Elke trekking is {K} keer met ander toeval doorgerekend; het toeval dat overblijft halen we eruit.",
    "fixed": "Alle aannames liggen vast: er is geen niet-weten, dus elk verschil is één getal.",
    "chanceIncluded": "Elke trekking is één keer doorgerekend: in de verschillen zit nog toeval.",
}
zelf_berekend = {}


def per_trekking(rijen):
    """De doorrekeningen als tabel: een rij per trekking, een kolom per keer toeval."""
    return rijen.to_numpy().reshape(-1, K)


def krimp(rijen):
    """De factor waarmee gemiddelden per trekking naar hun gemiddelde schuiven; `rijen` zijn de losse doorrekeningen."""
    blokken = per_trekking(rijen)
    tussen, binnen = blokken.mean(axis=1).var(ddof=1), blokken.var(axis=1, ddof=1).mean()
    return math.sqrt(max(0.0, (tussen - binnen / K) / tussen)) if tussen > 0 else 0.0


@functools.cache
def factor(scenario, sleutel):
    """De factor van een verschil."""
    weg, x = basis["method"]["kind"], verschil[scenario][sleutel]
    if weg == "fixed":
        return 0.0
    if weg != "corrected" or len(x) < 2:
        return 1.0
    if sleutel in trekkingen:
        rijen = waarde[scenario][sleutel] - waarde[nul][sleutel]
        if np.allclose(per_trekking(rijen).mean(axis=1), x, rtol=1e-9, atol=1e-9 * (1 + rijen.abs().max())):
            zelf_berekend[scenario, sleutel] = True
            return krimp(rijen)
    zelf_berekend[scenario, sleutel] = False
    samenvatting = uitkomsten[sleutel]["differences"][volgorde.index(scenario)]
    return samenvatting["standardDeviation"] / x.std(ddof=1) if x.std(ddof=1) > 0 else 1.0


def schoon(scenario, sleutel):
    """Het verschil per trekking, zonder het toeval dat overbleef."""
    if scenario == nul:
        return pd.Series(0.0, index=next(iter(verschil.values())).index)
    x = verschil[scenario][sleutel]
    f = factor(scenario, sleutel)
    return x if f == 1 else x.mean() + f * (x - x.mean())


display(Markdown(WEGEN[basis["method"]["kind"]]))

# %% verdeling-grafiek
STIPPEN = 20


def stippen(reeks, vak):
    """Twintig kwantielen van een reeks, gestapeld waar ze in hetzelfde vak vallen."""
    kwantielen = reeks.quantile((np.arange(STIPPEN) + 0.5) / STIPPEN)
    vakken = (kwantielen / vak).round()
    hoogte = vakken.groupby(vakken).cumcount() + 0.5
    return pd.DataFrame({"x": vakken * vak, "hoogte": hoogte * min(1, 5 / hoogte.max())})  # een hoge stapel schuift in elkaar


als_verschil = bool(andere) and BEKIJK in verschillen
getoond = {s: schoon(s, BEKIJK) if als_verschil else waarde[s][BEKIJK] for s in (andere if als_verschil else volgorde)}
deler, astitel = schaal(BEKIJK, max(reeks.abs().max() for reeks in getoond.values()))
getoond = {s: reeks / deler for s, reeks in getoond.items()}
laagst, hoogst = (f(f(reeks.quantile(0.01), reeks.quantile(0.99)) for reeks in getoond.values()) for f in (min, max))
if als_verschil:
    laagst, hoogst = min(laagst, 0), max(hoogst, 0)
vak = (hoogst - laagst) / 45 or 1.0
punten = pd.concat([stippen(reeks, vak).assign(scenario=scenarios[s]) for s, reeks in getoond.items()], ignore_index=True)
balken = pd.DataFrame(
    [
        {"scenario": scenarios[s], "gemiddeld": r.mean(), **{f"p{p}": r.quantile(p / 1000) for p in (25, 100, 900, 975)}}
        for s, r in getoond.items()
    ]
)
gesorteerd = balken.sort_values("gemiddeld", ascending=False)["scenario"].tolist()
stapel = punten["hoogte"].max() + 0.5
x_as = alt.X(
    "x:Q",
    title=f"{naam(BEKIJK, 'verschillen.csv' if als_verschil else 'trekkingen.csv')} ({astitel})",
    scale=alt.Scale(domain=[laagst - vak, hoogst + vak], zero=False, nice=True),
    axis=alt.Axis(format=",.12~g", tickCount=7),
)
alles = pd.concat([punten, balken], ignore_index=True)
grond = alt.Chart(alles)
y_as = alt.Y("hoogte:Q", axis=None, scale=alt.Scale(domain=[-1.4, stapel]))
lagen = [
    grond.transform_filter("isValid(datum.hoogte)")
    .mark_circle(color=BLAUW, opacity=0.85, size=95)
    .encode(x_as, y_as, tooltip=[alt.Tooltip("scenario:N"), alt.Tooltip("x:Q", title=astitel, format=",.4~g")]),
    grond.transform_filter("isValid(datum.p25)")
    .mark_rule(color=GRIJS, strokeWidth=2)
    .encode(alt.X("p25:Q"), alt.X2("p975:Q"), y=alt.datum(-0.6)),
    grond.transform_filter("isValid(datum.p25)")
    .mark_rule(color=GRIJS, strokeWidth=7)
    .encode(alt.X("p100:Q"), alt.X2("p900:Q"), y=alt.datum(-0.6)),
    grond.transform_filter("isValid(datum.p25)")
    .mark_point(color=ZWART, filled=True, shape="diamond", size=110, opacity=1)
    .encode(
        alt.X("gemiddeld:Q"), y=alt.datum(-0.6), tooltip=[alt.Tooltip("scenario:N"), alt.Tooltip("gemiddeld:Q", format=",.4~g")]
    ),
]
if als_verschil:
    lagen.insert(0, alt.Chart(alles).mark_rule(color=ZWART, strokeDash=[4, 3]).encode(x=alt.datum(0)))
onder, boven = (balken["p975"] < 0).sum(), (balken["p25"] > 0).sum()
hoofd = naam(BEKIJK, "verschillen.csv" if als_verschil else "trekkingen.csv")
if not als_verschil:
    titel = f"{hoofd}: gemiddeld {met_eenheid(balken['gemiddeld'].iloc[0] * deler, uitkomsten[BEKIJK]['unit'], uitkomsten[BEKIJK]['values'][0]['standardError'])} bij ‘{balken['scenario'].iloc[0]}’"
elif onder == len(balken) or boven == len(balken):
    titel = (
        f"{hoofd}: "
        + (f"bij alle {len(balken)} scenario’s" if len(balken) > 1 else "in dit scenario")
        + f" {'onder' if onder else 'boven'} nul, ook in het interval van 95%"
    )
elif len(balken) == 1:
    titel = f"{hoofd}: boven of onder nul is niet zeker"
else:
    titel = f"{hoofd}: gemiddeld het hoogst bij ‘{gesorteerd[0]}’; bij {len(balken) - onder - boven} van de {len(balken)} is boven of onder nul niet zeker"
uitleg = (
    f"Verschil met ‘{scenarios[nul]}’. " if als_verschil else ""
) + "Elke stip is 1 van de 20 even grote kansen. Ruit: gemiddelde. Dikke streep: 80%. Dunne streep: 95%."
tekst = "; ".join(
    f"{rij.scenario}: gemiddeld {getal(rij.gemiddeld, -2)}, 80% van {getal(rij.p100, -2)} tot {getal(rij.p900, -2)}"
    for rij in balken.itertuples()
)
toon(
    alt.layer(*lagen)
    .properties(width=600, height=float(12.5 * (stapel + 1.4)))
    .facet(
        row=alt.Row(
            "scenario:N",
            sort=gesorteerd,
            title=None,
            header=alt.Header(labelAngle=0, labelAlign="left", labelOrient="top", labelAnchor="start"),
        ),
        spacing=6,
    ),
    titel,
    uitleg,
    f"{titel}. In {astitel}: {tekst}.",
)

# %% [markdown] tijd
# ## 4 De loop van de tijd


# %% geld-door-de-tijd
def door_de_tijd(soort):
    """De rijen van een soort uit maanden.csv, met echte datums en met grenzen waar die bekend zijn."""
    gevonden = maanden[maanden["soort"] == soort].copy()
    gevonden["datum"] = pd.to_datetime(gevonden["maand"])
    for grens in ("p10", "p90"):
        if grens not in gevonden:
            gevonden[grens] = np.nan
    return gevonden


def stroom(scenario, partij):
    """Wat een partij per punt meer krijgt dan betaalt, als verschil met het nulalternatief."""
    rijen = maanden[(maanden["soort"] == "saldo") & (maanden["sleutel"] == partij)]
    per_scenario = {s: deel.sort_values("punt")["gemiddelde"].to_numpy() for s, deel in rijen.groupby("scenario")}
    return per_scenario[scenario] - per_scenario.get(nul, 0) if scenario in per_scenario else None


partij = (run.get("perspective") or {}).get("key")
stromen = {s: stroom(s, partij) for s in andere}
stromen = {s: reeks for s, reeks in stromen.items() if reeks is not None}
if not stromen:
    display(Markdown("Deze studie rekent niet met geld of heeft maar één scenario: er is geen saldo om door de tijd te volgen."))
else:
    opgeteld = door_de_tijd("saldoOpgeteld")
    opgeteld = opgeteld[(opgeteld["sleutel"] == partij) & opgeteld["scenario"].isin(stromen)]
    if opgeteld.empty:
        punten = [(s, t, run["calendar"][t], x) for s, reeks in stromen.items() for t, x in enumerate(np.cumsum(reeks))]
        opgeteld = pd.DataFrame(punten, columns=["scenario", "punt", "maand", "gemiddelde"]).assign(p10=np.nan, p90=np.nan)
        opgeteld["datum"] = pd.to_datetime(opgeteld["maand"])
    sleutel = f"balance:{partij}"
    deler, astitel = schaal(sleutel, opgeteld[["gemiddelde", "p10", "p90"]].abs().max().max())
    lijnen = opgeteld.assign(
        naam=opgeteld["scenario"].map(scenarios), **{k: opgeteld[k] / deler for k in ("gemiddelde", "p10", "p90")}
    )
    lijnen["slot"] = lijnen["punt"] == lijnen["punt"].max()
    bereik = lijnen["gemiddelde"].max() - lijnen["gemiddelde"].min()
    lijnen["onder"] = (lijnen["gemiddelde"] < 0) & (lijnen["gemiddelde"] > -0.15 * bereik)  # anders staat de tekst op de nullijn
    fouten = {s: uitkomsten[sleutel]["differences"][volgorde.index(s)]["standardError"] for s in stromen}
    lijnen["tekst"] = [
        met_eenheid(x * deler, "money", fouten[s]) if slot else ""
        for s, x, slot in zip(lijnen["scenario"], lijnen["gemiddelde"], lijnen["slot"])
    ]
    terug = {s: (basis["economics"][volgorde.index(s)] or {}).get("payback") or {} for s in stromen}
    lijnen["terug"] = [terug[s].get("point") == t for s, t in zip(lijnen["scenario"], lijnen["punt"])]
    op_tijd = [s for s in stromen if terug[s].get("kind") == "within"]
    jaren = getal(run["steps"] * run["monthsPerStep"] / 12, 0 if run["steps"] * run["monthsPerStep"] % 12 == 0 else -1)
    wie = run["perspective"]["label"]
    if len(stromen) == 1:
        enige = next(iter(terug.values()))
        slotbedrag = lijnen[lijnen["slot"]]["tekst"].iloc[0]
        titel = {
            "within": f"{wie}: het geld is na {getal((enige.get('point') or 0) * run['monthsPerStep'])} maanden terug",
            "notWithinHorizon": f"{wie}: na {jaren} jaar is het geld niet terug; het saldo is dan {slotbedrag}",
        }.get(enige.get("kind"), f"{wie}: het saldo is na {jaren} jaar {slotbedrag}")
    else:
        titel = f"{wie}: binnen {jaren} jaar is het geld terug in {len(op_tijd)} van de {len(stromen)} scenario’s"
    uitleg = f"Saldo dat is opgeteld tot die maand, als verschil met ‘{scenarios[nul]}’; gemiddeld"
    uitleg += ", en contant gemaakt." if run.get("discountRate") else "."
    uitleg += " Band: 80% van de trekkingen." if lijnen["p10"].notna().any() else ""
    uitleg += " Ruit: het geld is terug." if op_tijd else ""
    grond = alt.Chart(lijnen)
    kolommen = 3 if len(stromen) > 2 else len(stromen)
    tijd_as = alt.X(
        "datum:T",
        title=None,
        axis=alt.Axis(
            format="%Y",
            tickCount={
                "interval": "year",
                "step": max(1, round(run["steps"] * run["monthsPerStep"] / 12 / (8 if kolommen == 1 else 4))),
            },
        ),
    )
    lagen = [
        alt.Chart(lijnen).mark_rule(color=ZWART, strokeDash=[4, 3]).encode(y=alt.datum(0)),
        grond.transform_filter("isValid(datum.p10)")
        .mark_area(color=BLAUW, opacity=0.2)
        .encode(tijd_as, alt.Y("p10:Q"), alt.Y2("p90:Q")),
        grond.mark_line(color=BLAUW, strokeWidth=2.5).encode(
            tijd_as,
            alt.Y("gemiddelde:Q", title=astitel, axis=alt.Axis(format=",.12~g", tickCount=7)),
            tooltip=[
                alt.Tooltip("naam:N", title="scenario"),
                alt.Tooltip("datum:T", title="maand", format="%B %Y"),
                alt.Tooltip("gemiddelde:Q", title=astitel, format=",.4~g"),
            ],
        ),
        *(
            grond.transform_filter(f"datum.slot && {'!' if boven else ''}datum.onder")
            .mark_text(align="right", dy=-10 if boven else 12, fontSize=11, color=ZWART)
            .encode(tijd_as, alt.Y("gemiddelde:Q"), alt.Text("tekst:N"))
            for boven in (True, False)
        ),
        grond.transform_filter("datum.terug")
        .mark_point(shape="diamond", filled=True, size=120, color=ZWART, opacity=1)
        .encode(tijd_as, alt.Y("gemiddelde:Q")),
    ]
    tekst = "; ".join(f"{rij.naam}: aan het eind {getal(rij.gemiddelde, -2)}" for rij in lijnen[lijnen["slot"]].itertuples())
    toon(
        alt.layer(*lagen)
        .properties(width={1: 600, 2: 300}.get(kolommen, 200), height=260 if kolommen == 1 else 150)
        .facet(
            facet=alt.Facet(
                "naam:N",
                sort=[scenarios[s] for s in stromen],
                title=None,
                header=alt.Header(labelAnchor="start", labelFontWeight="bold"),
            ),
            columns=kolommen,
            bounds="flush",
            spacing={"row": 60, "column": 65},
        ),
        titel,
        uitleg,
        f"{titel}. In {astitel}: {tekst}.",
    )

# %% mensen-door-de-tijd
# Met traject: de mensen in het scenario. Zonder traject: dezelfde mensen zonder traject.
mensen, zonder = door_de_tijd("mensen"), door_de_tijd("mensenZonder")


def per_toestand(rijen, scenario):
    """Het gemiddelde aantal mensen: een rij per punt, een kolom per toestand."""
    deel = rijen[rijen["scenario"] == scenario]
    return deel.pivot(index="punt", columns="sleutel", values="gemiddelde") if len(deel) else pd.DataFrame()


met = per_toestand(mensen, SCENARIO).add(per_toestand(zonder, nul), fill_value=0)
lijnen = {f"Met: {scenarios[SCENARIO]}": met}
if SCENARIO != nul:
    lijnen[f"Zonder: {scenarios[nul]}"] = per_toestand(mensen, nul).add(per_toestand(zonder, SCENARIO), fill_value=0)
toestanden = mensen.drop_duplicates("sleutel").set_index("sleutel")["naam"]
belang = (met - list(lijnen.values())[-1]).abs().mean().fillna(0) if len(lijnen) > 1 else met.mean()
belang = belang[met.max().reindex(belang.index).fillna(0) > 0].sort_values(ascending=False)
gekozen = list(belang.index[:6])
lang = pd.concat(
    [
        reeks.reindex(columns=gekozen)
        .fillna(0)
        .reset_index()
        .melt("punt", var_name="sleutel", value_name="aantal")
        .assign(lijn=lijn)
        for lijn, reeks in lijnen.items()
    ]
)
lang["toestand"] = lang["sleutel"].map(toestanden)
lang["datum"] = pd.to_datetime(lang["punt"].map(dict(enumerate(run["calendar"]))))
banden = mensen[(mensen["scenario"] == SCENARIO) & mensen["sleutel"].isin(gekozen) & mensen["p10"].notna()]
banden = banden.assign(toestand=banden["sleutel"].map(toestanden), lijn=next(iter(lijnen)), aantal=np.nan)
if per_toestand(zonder, nul).empty and len(banden):
    lang = pd.concat([lang, banden[["toestand", "lijn", "datum", "p10", "p90"]]], ignore_index=True)
else:
    lang = lang.assign(p10=np.nan, p90=np.nan)
if SCENARIO != nul:
    slot = (met - list(lijnen.values())[1]).iloc[-1].reindex(gekozen).fillna(0)
    eerste = slot.round(9).sort_values(ascending=False, kind="stable").abs().idxmax()
    fijn = -1 if abs(slot[eerste]) < 2 else 0
    titel = (
        f"{scenarios[SCENARIO]}: aan het eind {getal(abs(slot[eerste]), fijn)} mensen {'meer' if slot[eerste] > 0 else 'minder'} "
        f"bij ‘{toestanden[eerste]}’ dan zonder"
    )
    uitleg = "Gemiddeld aantal mensen per maand, voor de toestanden waarin het meest verandert."
else:
    titel = f"{scenarios[SCENARIO]}: de meeste mensen zijn gemiddeld in ‘{toestanden[gekozen[0]]}’"
    uitleg = "Gemiddeld aantal mensen door de tijd, voor de toestanden met de meeste mensen."
stijl = {"domain": list(lijnen), "range": [BLAUW, ORANJE][: len(lijnen)]}
streep = {"domain": list(lijnen), "range": [[1, 0], [5, 4]][: len(lijnen)]}
kolommen = 1 if len(gekozen) == 1 else 2 if len(gekozen) in (2, 4) else 3
tijd_as = alt.X(
    "datum:T",
    title=None,
    axis=alt.Axis(
        format="%Y",
        tickCount={
            "interval": "year",
            "step": max(1, round(run["steps"] * run["monthsPerStep"] / 12 / (8 if kolommen == 1 else 4))),
        },
    ),
)
grond = alt.Chart(lang)
lagen = [
    grond.transform_filter("isValid(datum.p10)")
    .mark_area(opacity=0.2, color=BLAUW)
    .encode(tijd_as, alt.Y("p10:Q"), alt.Y2("p90:Q")),
    grond.transform_filter("isValid(datum.aantal)")
    .mark_line(strokeWidth=2.5)
    .encode(
        tijd_as,
        alt.Y("aantal:Q", title="mensen", scale=alt.Scale(nice=5), axis=alt.Axis(format=",.12~g", tickCount=5)),
        alt.Color(
            "lijn:N",
            title=None,
            scale=alt.Scale(**stijl),
            legend=alt.Legend(orient="top", symbolSize=400) if len(lijnen) > 1 else None,
        ),
        alt.StrokeDash(
            "lijn:N", title=None, scale=alt.Scale(**streep), legend=alt.Legend(orient="top") if len(lijnen) > 1 else None
        ),
        tooltip=[
            alt.Tooltip("lijn:N", title="lijn"),
            alt.Tooltip("datum:T", title="maand", format="%B %Y"),
            alt.Tooltip("aantal:Q", title="mensen", format=",.1f"),
        ],
    ),
]
slot = "; ".join(f"{toestanden[k]}: aan het eind {getal(met[k].iloc[-1], -1)}" for k in gekozen)
toon(
    alt.layer(*lagen)
    .properties(width={1: 600, 2: 300}.get(kolommen, 200), height=150)
    .facet(
        facet=alt.Facet(
            "toestand:N",
            sort=[toestanden[k] for k in gekozen],
            title=None,
            header=alt.Header(labelAnchor="start", labelFontWeight="bold", labelLimit=255),
        ),
        columns=kolommen,
        bounds="flush",
        spacing={"row": 60, "column": 65},
    )
    .resolve_scale(y="independent"),
    titel,
    uitleg,
    f"{titel}. Mensen: {slot}.",
)

# %% [markdown] aannames
# ## 5 Welke aannames doen het meest?
#
# Elke aanname gaat apart van laag naar hoog. De andere staan op hun gemiddelde. De cijfers komen uit `gevoeligheid.json`.

# %% tornado
tabellen = {
    t["key"].removeprefix("tornado:"): t
    for t in (gevoeligheid or {}).get("tables", [])
    if t.get("rows") and t["key"].startswith("tornado:")
}
tornado_over = BEKIJK if BEKIJK in tabellen else next(iter(tabellen), None)
tornado = pd.DataFrame(tabellen[tornado_over]["rows"]) if tornado_over else pd.DataFrame()
if tornado.empty or not (tornado["width"] > 0).any():
    tornado = pd.DataFrame()
    display(Markdown("Er is geen tornado: de studie heeft maar één scenario, of geen aanname die iets doet."))
else:
    tornado = tornado.sort_values("width", ascending=False, kind="stable").head(12).reset_index(drop=True)
    specificatie = next((c["specification"] for c in gevoeligheid.get("charts", []) if c["key"] == f"tornado:{tornado_over}"), {})
    midden = next((rij["base"] for rij in specificatie.get("data", {}).get("values", []) if "base" in rij), None)
    if midden is None:  # dan het gemiddelde verschil uit de vergelijking
        midden = uitkomsten[tornado_over]["differences"][volgorde.index(gevoeligheid["settings"]["scenario"])]["mean"]

    def als_tekst(x, soort):
        """Een waarde van een aanname in woorden."""
        if soort == "chance":
            cijfers = getal(100 * x, -2 if abs(x) < 0.1 else 0)
            return (cijfers.rstrip("0").rstrip(",") if "," in cijfers else cijfers) + "%"
        if soort == "money":
            return "€\u00a0" + getal(x)
        return getal(x, 0 if x == round(x) else -2) + (" mnd" if soort == "months" else "")

    deler, astitel = schaal(tornado_over, tornado[["outcomeAtLow", "outcomeAtHigh"]].abs().max().max())
    einden = pd.concat(
        [
            pd.DataFrame(
                {
                    "aanname": tornado["label"],
                    "kant": kant,
                    "x": tornado[f"outcomeAt{einde}"] / deler,
                    "midden": midden / deler,
                    "tekst": [
                        als_tekst(x, s)
                        for x, s in zip(tornado[einde.lower()], tornado.get(f"{einde.lower()}Unit", pd.Series("", tornado.index)))
                    ],
                }
            )
            for kant, einde in (("lage waarde", "Low"), ("hoge waarde", "High"))
        ],
        ignore_index=True,
    )
    # Liggen beide einden aan dezelfde kant, dan staan beide waarden samen bij het verste einde.
    for _, paar in einden.groupby("aanname", sort=False):
        afstand = paar["x"] - paar["midden"]
        if (afstand > 0).all() or (afstand < 0).all():
            ver, dichtbij = afstand.abs().idxmax(), afstand.abs().idxmin()
            einden.loc[ver, "tekst"] = " en ".join(paar["tekst"])
            einden.loc[dichtbij, "tekst"] = ""
    marge = 0.16 * (max(einden["x"].max(), midden / deler) - min(einden["x"].min(), midden / deler))
    domein = [min(einden["x"].min(), midden / deler) - marge, max(einden["x"].max(), midden / deler) + marge]
    grond = alt.Chart(einden)
    y_as = alt.Y("aanname:N", sort=tornado["label"].tolist(), title=None)
    x_as = alt.X(
        "x:Q",
        title=f"{naam(tornado_over, 'verschillen.csv')} ({astitel})",
        scale=alt.Scale(domain=domein, zero=False, nice=False),
        axis=alt.Axis(format=",.12~g", tickCount=7),
    )
    kleur = alt.Color(
        "kant:N",
        title=None,
        scale=alt.Scale(domain=["lage waarde", "hoge waarde"], range=["#E69F00", BLAUW]),
        legend=alt.Legend(orient="top"),
    )
    lagen = (
        [alt.Chart(einden).mark_rule(color=ZWART, strokeDash=[4, 3]).encode(x=alt.datum(0))] if domein[0] < 0 < domein[1] else []
    )
    lagen += [
        grond.mark_bar(height=15, opacity=0.9).encode(
            x_as,
            alt.X2("midden:Q"),
            y_as,
            kleur,
            tooltip=[
                alt.Tooltip("aanname:N"),
                alt.Tooltip("kant:N"),
                alt.Tooltip("tekst:N", title="waarde"),
                alt.Tooltip("x:Q", title=astitel, format=",.4~g"),
            ],
        )
    ]
    for links in (True, False):
        lagen.append(
            grond.transform_filter(f"{'' if links else '!'}(datum.x < datum.midden)")
            .mark_text(align="right" if links else "left", dx=-4 if links else 4, fontSize=10, color=ZWART)
            .encode(x_as, y_as, alt.Text("tekst:N"))
        )
    lagen.append(alt.Chart(einden).mark_rule(color=ZWART).encode(x=alt.datum(midden / deler)))
    om = [
        rij.label
        for rij in tornado.itertuples()
        if min(rij.outcomeAtLow, rij.outcomeAtHigh) < 0 < max(rij.outcomeAtLow, rij.outcomeAtHigh)
    ]
    titel = f"‘{tornado['label'][0]}’ doet het meest; " + (
        "geen enkele aanname brengt de uitkomst aan de andere kant van nul"
        if not om
        else (
            f"{len(om)} aanname{'' if len(om) == 1 else 's'} kan de uitkomst aan de andere kant van nul brengen"
            if len(om) == 1
            else f"{len(om)} aannames kunnen de uitkomst aan de andere kant van nul brengen"
        )
    )
    uitleg = (
        f"{gevoeligheid['subject']}. Streep: alle aannames op hun gemiddelde. Bij de balken staat de waarde van de aanname."
        + ("" if gevoeligheid["settings"].get("isExact") else " Kleine verschillen kunnen toeval zijn.")
    )
    tekst = "; ".join(
        f"{rij.label}: van {getal(rij.outcomeAtLow / deler, -2)} tot {getal(rij.outcomeAtHigh / deler, -2)}"
        for rij in tornado.itertuples()
    )
    toon(alt.layer(*lagen).properties(width=520, height=26 * len(tornado)), titel, uitleg, f"{titel}. In {astitel}: {tekst}.")

# %% [markdown] narekenen
# ## 6 Narekenen
#
# Klopt `uitkomsten.json` met de losse doorrekeningen? We rekenen alles opnieuw uit, met pandas. Elk getal mag hoogstens één
# miljoenste afwijken (1e-6), gemeten aan de grootte van de uitkomst (en die aan minstens 0,001). Anders stopt het notebook hier met een fout.
#
# - **Kwantielen**: werkfit gebruikt lineaire interpolatie tussen geordende waarden (type 7 van Hyndman en Fan, 1996). Dat is
#   ook de standaard van pandas.
# - **Verhoudingen** zijn het ene gemiddelde gedeeld door het andere, nooit een gemiddelde van verhoudingen. Hun intervallen zijn
#   kwantielen van de verhouding per trekking. Een trekking waarin de noemer niet boven nul komt, telt als oneindig.
# - **Terugverdientijd**: het eerste punt waarna het gemiddelde opgetelde saldo niet meer onder nul komt.

# %% narekenen-uitkomsten
TOLERANTIE = 1e-6
controles = []


def vergelijk(wat, ons, werkfit, grootte=0.0):
    """Houdt een getal naast dat van werkfit; de afwijking is relatief tot het getal of de uitkomst."""
    if ons is None or werkfit is None or not (math.isfinite(ons) and math.isfinite(werkfit)):
        afwijking = 0.0 if (ons is None or not math.isfinite(ons)) == (werkfit is None) else math.inf
    else:
        afwijking = abs(ons - werkfit) / max(abs(werkfit), grootte, 1e-3)
    controles.append((wat, afwijking))


def vergelijk_samenvatting(wat, reeks, fout, samenvatting):
    """Houdt gemiddelde, fout, spreiding, mediaan en intervallen van een reeks naast die van werkfit."""
    grootte = reeks.abs().max()
    ons = {
        "mean": reeks.mean(),
        "standardError": fout,
        "standardDeviation": reeks.std(ddof=1) if len(reeks) > 1 else 0.0,
        "median": reeks.median(),
    }
    for maat, x in ons.items():
        vergelijk(f"{wat}: {'gemiddelde' if maat == 'mean' else 'fout, spreiding en mediaan'}", x, samenvatting[maat], grootte)
    kwantielen = reeks.quantile([0.1, 0.9, 0.025, 0.975], interpolation="linear").tolist()
    for interval, grenzen in (("interval80", kwantielen[:2]), ("interval95", kwantielen[2:])):
        for kant, grens in zip(("lower", "upper"), grenzen):
            vergelijk(f"{wat}: interval van {interval[-2:]}%", grens, samenvatting[interval][kant], grootte)


def fout_van_gemiddelde(rijen, per_blok):
    """De fout van het gemiddelde: rijen van één trekking delen hun aannames."""
    getallen = rijen.to_numpy()
    if len(getallen) > per_blok:
        getallen = getallen.reshape(-1, per_blok).mean(axis=1)
    return getallen.std(ddof=1) / math.sqrt(len(getallen)) if len(getallen) > 1 else 0.0


for sleutel, uitkomst in uitkomsten.items():
    for scenario, hun_waarde, hun_verschil in zip(volgorde, uitkomst["values"], uitkomst["differences"]):
        if hun_waarde and sleutel in trekkingen:
            reeks = waarde[scenario][sleutel]
            vergelijk_samenvatting("Per scenario", reeks, fout_van_gemiddelde(reeks, K), hun_waarde)
        if hun_verschil and scenario != nul and sleutel in verschillen:
            reeks = verschil[scenario][sleutel]
            vergelijk_samenvatting("Verschil", schoon(scenario, sleutel), fout_van_gemiddelde(reeks, 1), hun_verschil)
        if hun_waarde and sleutel.startswith("meanWait:"):
            rijen, plek = waarde[scenario], sleutel.removeprefix("meanWait:")
            if {f"waitMonths:{plek}", f"admitted:{plek}"} <= set(rijen):
                ons = rijen[f"waitMonths:{plek}"].mean() / rijen[f"admitted:{plek}"].mean()
                vergelijk("Gemiddelde wachttijd", ons, hun_waarde["mean"])


# %% narekenen-verhoudingen
def kwantiel(geordend, kans):
    """Een kwantiel van type 7 dat tegen oneindig kan."""
    positie = (len(geordend) - 1) * kans
    onder = int(positie)
    if onder + 1 >= len(geordend) or positie == onder or math.isinf(geordend[onder + 1]):
        return geordend[min(onder + (positie > onder), len(geordend) - 1)]
    return geordend[onder] + (positie - onder) * (geordend[onder + 1] - geordend[onder])


def vergelijk_verhouding(wat, teller, noemer, verhouding):
    """Houdt een verhouding van gemiddelden naast die van werkfit."""
    if not verhouding or verhouding.get("value") is None:
        return
    vergelijk(wat, teller.mean() / noemer.mean(), verhouding["value"])
    vergelijk(f"{wat}: deel zonder", (noemer <= 0).mean(), verhouding["shareWithout"], 1)
    per_trekking = np.sort(np.where(noemer > 0, teller / noemer.where(noemer > 0, 1.0), np.inf))
    for interval, kansen in (("interval80", (0.1, 0.9)), ("interval95", (0.025, 0.975))):
        for kant, kans in zip(("lower", "upper"), kansen):
            vergelijk(f"{wat}: interval", kwantiel(per_trekking, kans), verhouding[interval].get(kant), abs(verhouding["value"]))


def vergelijk_kans(wat, reeks, kans):
    """Houdt de kans op nul of hoger naast die van werkfit; wat op een afronding na nul is, mag beide kanten op."""
    if kans:
        rand = 1e-9 * (1 + reeks.abs().max())
        zeker, hoogstens = (reeks >= rand).mean(), (reeks >= -rand).mean()
        vergelijk(wat, min(max(kans["probability"], zeker), hoogstens), kans["probability"], 1)


for scenario, economie in zip(volgorde, basis["economics"]):
    if not economie:
        continue
    kent = lambda *sleutels: all(sleutel in verschillen for sleutel in sleutels)
    balans, kosten, blijvend = (f"balance:{partij}", "programmeCost", f"netDurableExits{economie['durableMonths']}")
    if kent(balans):
        vergelijk_kans("Kans dat de partij er niet op verliest", schoon(scenario, balans), economie.get("paysForItself"))
    if kent("balanceSociety"):
        vergelijk_kans(
            "Kans dat de samenleving er niet op verliest", schoon(scenario, "balanceSociety"), economie["paysForItselfSociety"]
        )
    if kent(kosten, blijvend):
        vergelijk_verhouding(
            "Kosten per extra duurzame uitstroom",
            schoon(scenario, kosten),
            schoon(scenario, blijvend),
            economie.get("costPerDurableExit"),
        )
    if kent(balans, kosten):
        vergelijk_verhouding(
            "Wat elke euro oplevert",
            schoon(scenario, balans) + schoon(scenario, kosten),
            schoon(scenario, kosten),
            economie.get("benefitCostRatio"),
        )
    if kent("balanceSociety", "started"):
        vergelijk_verhouding(
            "Wat PM per deelnemer waard moet zijn",
            -schoon(scenario, "balanceSociety"),
            schoon(scenario, "started"),
            economie.get("breakEvenPerStarter"),
        )


def verwacht(scenario, sleutel):
    """De verwachte waarde van één scenario per trekking, zonder het toeval dat overbleef."""
    rijen = waarde[scenario][sleutel]
    gemiddelden = pd.Series(per_trekking(rijen).mean(axis=1))
    f = 0.0 if basis["method"]["kind"] == "fixed" else krimp(rijen) if basis["method"]["kind"] == "corrected" else 1.0
    return gemiddelden.mean() + f * (gemiddelden - gemiddelden.mean())


if basis["method"]["kind"] != "exact" and {"grossExits", "nullExits"} <= set(trekkingen):
    for scenario, verhouding in zip(volgorde, basis["deadweight"]):
        vergelijk_verhouding(
            "Deel dat er ook zonder was", verwacht(scenario, "nullExits"), verwacht(scenario, "grossExits"), verhouding
        )

if basis["regret"] and basis.get("rankedBy") in verschillen:
    stand = pd.DataFrame({s: schoon(s, basis["rankedBy"]) for s in volgorde})
    for scenario, spijt in zip(volgorde, basis["regret"]):
        vergelijk("Verwacht verlies door deze keus", (stand.max(axis=1) - stand[scenario]).mean(), spijt, stand.abs().max().max())


# %% narekenen-terugverdientijd
def terugverdienen(flows):
    """Wanneer een gemiddeld opgeteld saldo voorgoed niet meer onder nul komt."""
    saldo = np.cumsum(flows)
    rand = 1e-9 * np.abs(saldo).max()
    inleg = max(0.0, -saldo.min())
    if inleg <= rand:
        return {"kind": "noDifference" if (saldo == 0).all() else "neverBelowZero", "outlay": 0.0}
    laatst = np.flatnonzero(saldo < -rand)
    punt = laatst[-1] + 1 if len(laatst) else 0
    gehaald = punt < len(saldo)
    return {
        "kind": "within" if gehaald else "notWithinHorizon",
        "point": int(punt) if gehaald else None,
        "outlay": inleg,
        "sharePaidBack": (saldo[-1] + inleg) / inleg,
    }


for scenario, flows in stromen.items():
    hun = (basis["economics"][volgorde.index(scenario)] or {}).get("payback")
    if hun:
        ons = terugverdienen(flows)
        grootte = np.abs(hun["cumulative"]).max()
        for punt, (x, y) in enumerate(zip(np.cumsum(flows), hun["cumulative"], strict=True)):
            vergelijk("Opgeteld saldo door de tijd", x, y, grootte)
        vergelijk("Terugverdientijd", 0.0 if (ons["kind"], ons.get("point")) == (hun["kind"], hun.get("point")) else 1.0, 0.0, 1)
        vergelijk("Inleg", ons["outlay"], hun["outlay"], grootte)
        if hun.get("sharePaidBack") is not None:
            vergelijk("Deel van de inleg dat terug is", ons["sharePaidBack"], hun["sharePaidBack"], 1)
    rijen = maanden[(maanden["soort"] == "saldoOpgeteld") & (maanden["sleutel"] == partij) & (maanden["scenario"] == scenario)]
    if len(rijen):
        for x, y in zip(np.cumsum(flows), rijen.sort_values("punt")["gemiddelde"], strict=True):
            vergelijk("saldoOpgeteld is de som van saldo", x, y, np.abs(np.cumsum(flows)).max())

nagerekend = pd.DataFrame(controles, columns=["wat", "afwijking"])
overzicht = nagerekend.groupby("wat", sort=False)["afwijking"].agg(["size", "max"]).reset_index()
overzicht.columns = ["wat we narekenden", "aantal getallen", "grootste afwijking"]
display(
    HTML(
        overzicht.to_html(
            index=False, border=0, formatters={"aantal getallen": getal, "grootste afwijking": lambda x: f"{x:.0e}" if x else "0"}
        )
    )
)
fouten = overzicht[overzicht["grootste afwijking"] > TOLERANTIE]
assert fouten.empty, f"Deze getallen zijn niet gelijk aan uitkomsten.json:\n{fouten.to_string(index=False)}"
assert len(nagerekend) > 0, "Er is niets nagerekend"
slotzin = f"**Alle {getal(len(nagerekend))} nagerekende getallen zijn gelijk aan die van werkfit.**"
if zelf_berekend:
    slotzin += (
        f" De factor tegen toeval is bij {getal(sum(zelf_berekend.values()))} van de {getal(len(zelf_berekend))} verschillen uit "
        "`trekkingen.csv` berekend; bij de andere volgt hij uit de spreiding in `uitkomsten.json`."
    )
display(Markdown(slotzin))

# %% [markdown] samenhang
# ## 7 Een tweede blik op de aannames
#
# De tornado verandert één aanname tegelijk. Hier kijken we naar alle trekkingen samen: gaat een hoge waarde van een aanname samen
# met een hoge uitkomst? De *rangcorrelatie* loopt van −1 (altijd omgekeerd) tot 1 (altijd gelijk op). Het cijfer achter de naam
# is de plaats in de tornado. Lijken de twee volgordes op elkaar, dan is dat een goed teken. Verschillen ze sterk, dan hangen
# aannames onderling samen, of doen ze samen iets anders dan apart.

# %% samenhang-grafiek
over = (gevoeligheid or {}).get("settings", {}).get("scenario", SCENARIO)
over = over if over in andere else SCENARIO
onzeker = [kolom for kolom in aannames if kolom != "trekking" and aannames[kolom].nunique() > 1]
if not onzeker or len(aannames) < 10:
    display(Markdown("Alle aannames liggen vast (of er zijn te weinig trekkingen): er is geen samenhang te zien."))
else:
    if over in andere and BEKIJK in verschillen:
        doel = verschil[over][BEKIJK]
    else:
        doel = waarde[over].groupby("trekking")[BEKIJK].mean()
    doel = doel.reindex(aannames["trekking"]).reset_index(drop=True)
    rang = aannames[onzeker].rank().corrwith(doel.rank()) if doel.nunique() > 1 else pd.Series(0.0, index=onzeker)
    grens = 2 / math.sqrt(len(doel))
    plek = {sleutel: i + 1 for i, sleutel in enumerate(tornado["key"])} if len(tornado) else {}
    beeld = rang.reindex(rang.abs().sort_values(ascending=False).index).head(12).rename("rang").rename_axis("sleutel").reset_index()
    beeld["aanname"] = [naam(s, "aannames.csv") + (f"  ({plek[s]})" if s in plek else "") for s in beeld["sleutel"]]
    beeld["soort"] = np.where(beeld["rang"].abs() > grens, "meer dan toeval", "kan toeval zijn")
    beeld["tekst"] = [getal(x, -2) for x in beeld["rang"]]
    duidelijk = int((rang.abs() > grens).sum())
    # Ter controle een gewone regressie op alle aannames samen: hoeveel van de spreiding verklaren ze?
    verklaard = ""
    if len(doel) > 3 * len(onzeker) and doel.var() > 0:
        X = (aannames[onzeker] - aannames[onzeker].mean()) / aannames[onzeker].std()
        X = np.column_stack([np.ones(len(X)), X])
        rest = doel - X @ np.linalg.lstsq(X, doel, rcond=None)[0]
        r2 = 1 - (rest.var(ddof=0) * len(doel) / (len(doel) - X.shape[1])) / doel.var(ddof=1)
        verklaard = f" Samen verklaren de aannames in een rechte lijn ongeveer {getal(100 * max(0, r2))}% van de spreiding" + (
            " (de rest is toeval en kromming)." if K > 1 else "."
        )
    grond = alt.Chart(beeld)
    y_as = alt.Y("aanname:N", sort=beeld["aanname"].tolist(), title=None)
    einde = min(1.0, math.ceil(13 * max(beeld["rang"].abs().max(), grens)) / 10)
    x_as = alt.X(
        "rang:Q", title="rangcorrelatie", scale=alt.Scale(domain=[-einde, einde]), axis=alt.Axis(format=",.1f", tickCount=7)
    )
    lagen = [
        alt.Chart(pd.DataFrame({"van": [-grens], "tot": [grens]}))
        .mark_rect(color="#EEEEEE")
        .encode(alt.X("van:Q", scale=alt.Scale(domain=[-einde, einde])), alt.X2("tot:Q")),
        grond.mark_bar(height=15).encode(
            x_as,
            y_as,
            alt.Color(
                "soort:N",
                title=None,
                legend=alt.Legend(orient="top"),
                scale=alt.Scale(domain=["meer dan toeval", "kan toeval zijn"], range=[BLAUW, "#B5B5B5"]),
            ),
        ),
    ]
    for links in (True, False):
        lagen.append(
            grond.transform_filter(f"{'' if links else '!'}(datum.rang < 0)")
            .mark_text(align="right" if links else "left", dx=-4 if links else 4, fontSize=10, color=ZWART)
            .encode(x_as, y_as, alt.Text("tekst:N"))
        )
    titel = (
        f"{naam(BEKIJK, 'verschillen.csv' if over in andere else 'trekkingen.csv')}: de meeste samenhang met ‘{naam(beeld['sleutel'][0], 'aannames.csv')}’"
        if duidelijk
        else "Geen aanname hangt meer samen met de uitkomst dan door toeval kan"
    )
    uitleg = f"{scenarios[over]}; {len(doel)} trekkingen. Tussen haakjes: de plaats in de tornado. Grijs vlak: kan toeval zijn."
    toon(
        alt.layer(*lagen).properties(width=460, height=26 * len(beeld)),
        titel,
        uitleg,
        f"{titel}. " + "; ".join(f"{a}: {t}" for a, t in zip(beeld["aanname"], beeld["tekst"])) + ".",
    )
    display(
        Markdown(
            f"Bij {duidelijk} van de {len(onzeker)} aannames is de samenhang groter dan door toeval te verwachten is." + verklaard
        )
    )

# %% lezingen
# Een bron is soms op twee manieren te lezen. Blijft de uitkomst dan ongeveer gelijk?
if len(vergelijking["readings"]) > 1 and andere:
    rijen = {}
    for lezing in vergelijking["readings"]:
        uitkomst = next((u for u in lezing["outcomes"] if u["key"] == BEKIJK), None)
        if uitkomst:
            gemiddelden = {scenarios[s]: uitkomst["differences"][volgorde.index(s)] for s in andere}
            rijen[lezing.get("label") or lezing.get("key") or "Basis"] = {
                k: met_eenheid(v["mean"], uitkomst["unit"], v["standardError"]) if v else "" for k, v in gemiddelden.items()
            } | {"andere volgorde": "ja" if lezing["flips"] else "nee"}
    display(
        Markdown(
            f"**{naam(BEKIJK, 'verschillen.csv')}: gemiddeld verschil onder elke lezing van de bronnen.** "
            "De losse doorrekeningen in deze map horen bij de basis."
        ),
        HTML(pd.DataFrame.from_dict(rijen, orient="index").to_html(border=0)),
    )
else:
    display(Markdown("De bronnen van deze studie worden op één manier gelezen."))

# %% [markdown] opnieuw
# ## 8 Zelf een aanname veranderen
#
# Hier rekent u met een andere waarde. Verander `AANNAME` en `WAARDE` en voer de cel opnieuw uit. U heeft daarvoor het programma
# werkfit nodig: zet het in uw PATH, of zet de plek in de omgevingsvariabele `WERKFIT`. Zonder werkfit loopt het notebook gewoon door.
#
# Kansen schrijft u als `"1.2%"` of `0.012` (met een punt). De periode blijft die van de studie.

# %% opnieuw-rekenen
PROGRAMMA = os.environ.get("WERKFIT") or shutil.which("werkfit")
AANTAL = min(run["replications"], 1000)  # het aantal doorrekeningen
kandidaten = [rij for rij in (tornado.to_dict("records") if len(tornado) else []) if rij["key"] in aannames]
AANNAME = kandidaten[0]["key"] if kandidaten else None  # of een eigen keus, zoals "kans"
WAARDE = kandidaten[0]["high"] if kandidaten else None  # of een eigen keus, zoals 0.02 of "2%"
if kandidaten and kandidaten[0].get("highUnit") == "months":
    WAARDE = f"{WAARDE:.4f} months"


def werkfit(*woorden):
    """Rekent de studie door en geeft de vergelijking, of None met een melding als dat niet lukt."""
    opdracht = [
        PROGRAMMA,
        "compare",
        STUDIE,
        *woorden,
        "--replications",
        str(AANTAL),
        "--seed",
        str(run["seed"]),
        "--reading",
        "basis",
        "--format",
        "json",
    ]
    try:
        gedaan = subprocess.run(opdracht, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=300)
    except (OSError, subprocess.TimeoutExpired) as fout:
        print(f"werkfit is niet gestart of niet klaar gekomen: {fout}")
        return None
    if gedaan.returncode != 0:
        print(f"werkfit stopte met code {gedaan.returncode}:\n{gedaan.stderr.strip()}")
        return None
    return json.loads(gedaan.stdout)["comparison"]


if PROGRAMMA is None:
    display(
        Markdown(
            "**werkfit is niet gevonden**, dus deze cel rekent niet. Zet het programma in uw PATH, of zet de plek in de "
            "omgevingsvariabele `WERKFIT`, en voer de cel opnieuw uit."
        )
    )
elif AANNAME is None:
    display(Markdown("Alle aannames van deze studie liggen vast. Kies zelf een pad en een waarde: vul `AANNAME` en `WAARDE` in."))
else:
    # Zes decimalen: 1.285 met drie decimalen kan ook duizendtallen betekenen, en dat weigert werkfit.
    getal_of_tekst = WAARDE if isinstance(WAARDE, str) else f"{WAARDE:.6f}"
    leesbaar = WAARDE if isinstance(WAARDE, str) else getal(WAARDE, min(0, math.floor(math.log10(abs(WAARDE) or 1)) - 2))
    nieuw = werkfit("--set", f"parameters.{AANNAME}={getal_of_tekst}")
    oud = werkfit() if nieuw and (AANTAL != run["replications"] or run["changes"]) else vergelijking
    if nieuw and oud:
        soort = "differences" if andere and BEKIJK in verschillen else "values"

        def kolom(resultaat):
            """De uitkomst per scenario, als tekst."""
            gevonden = next(u for u in resultaat["readings"][0]["outcomes"] if u["key"] == BEKIJK)
            return {
                html.escape(scenarios[s["key"]]): samengevat(x, gevonden["unit"]) for s, x in zip(resultaat["scenarios"], gevonden[soort]) if x
            }

        naast = pd.DataFrame({"zoals in de studie": kolom(oud), f"{AANNAME} = {leesbaar}": kolom(nieuw)})
        display(
            Markdown(
                f"**{naam(BEKIJK, 'verschillen.csv' if soort == 'differences' else 'trekkingen.csv')}** bij een andere waarde van "
                f"‘{naam(AANNAME, 'aannames.csv')}’ ({AANTAL} doorrekeningen, zelfde startgetal):"
            ),
            HTML(naast.to_html(escape=False, border=0)),
        )

# %% [markdown] vragen
# ## 9 Drie vragen om zelf te proberen
#
# 1. **Waar slaat de uitkomst om?** Neem de bovenste aanname van de tornado. Zoek in onderdeel 8 de waarde waarbij de uitkomst door
#    nul gaat. Is die waarde nog geloofwaardig? Controleer uzelf met `werkfit sensitivity STUDIE --threshold AANNAME`.
# 2. **Wat als u korter kijkt?** Verander in onderdeel 8 `--set parameters.…` in `--set` met `clock.horizon=24 months`. Welke uitkomsten
#    veranderen het meest, en welke bijna niet?
# 3. **Wie merkt het?** Zet `BEKIJK` bovenaan op een andere uitkomst: bij geld het saldo van een andere partij, anders een andere
#    toestand (de namen staan in onderdeel 2). Voer alles opnieuw uit. Blijft de volgorde van de scenario’s gelijk?
