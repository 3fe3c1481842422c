"""Makes of a study one in which every text is hostile, or the same study with tame texts, after the schema."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

# A product that no output may hold: it stands there only where something computed what was text.
FACTORS = "7919*7927"
PRODUCT = "62773913"
# Stands in every text, so that a check can see that the texts came through.
MARK = "Zeb4a"
# How a field of a spreadsheet that computes may begin.
STARTS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "|", "%", "#", "1) ", "> ", "' ", "﻿=", "\uff1d"]
# What means something to one of the readers of our outputs.
SIGNS = [
    f"cmd|' /C calc'!A1 =HYPERLINK(\"http://evil.example\",{FACTORS})",
    f"<script>alert({FACTORS})</script><img src=http://evil.example/i.png onerror=alert(1)></title></style></text></svg>",
    f"\" onmouseover=alert({FACTORS}) x=' onfocus=alert(1) autofocus ` \"\u0301 onclick=alert(2) <\u0301b>",
    "[klik](javascript:alert(1)) ![beeld](http://evil.example/b.png) <http://evil.example> [^1] [a]: http://evil.example",
    f"#({FACTORS}) #eval(\"{FACTORS}\") #include \"/etc/passwd\" #link(\"http://evil.example\")[x] $ {FACTORS} $ @bron <anker>",
    f"`#({FACTORS})`{{=typst}} `<script>alert(1)</script>`{{=html}} ```{{=openxml}} <w:p/> ``` $x$ \\input{{/etc/passwd}} ::: {{.summary}}",
    "\n\n# Kop\n\n- punt\n\n```{=html}\n<script>alert(1)</script>\n```\n\n| a | b |\n|---|---|\n\n    code\n\n::: summary\n",
    "{{title}} {{{question}}} {{> page}} {{=<% %>=}} {{#summary}} <%= 1 %> ${" + FACTORS + "} $(touch x) `touch x` %s %n",
    f"\"\"\"\nimport os; os.system('touch x')\n''' {{{FACTORS}}} \\\" \\\\ \\n %matplotlib !touch x <!-- --> ]]> <![CDATA[ a&lt;b&#60;c&amp",
    "\\u003cscript\\u003e \u2028 \u2029 \u00a0 \u200b https://evil.example/auto www.evil.example a@evil.example file:///etc/passwd",
    "datum.x + 'a' signal('b') \\'); alert(1);// {\"expr\": \"alert(1)\"} _x0041_ x&[Pagina]&P&\"Arial\"&Z DDEAUTO c:\\\\windows\\\\cmd.exe",
    "../../../etc/passwd /dev/null C:\\con \u0625\u0644 \U0001f469\u200d\U0001f52c e\u0301\u0301\u0301 " + "lang" * 1200,
]
ADDRESSES = [
    f"javascript:alert({FACTORS})", f"data:text/html,<script>alert({FACTORS})</script>", " JaVaScRiPt:alert(1)",
    "https://bron.example/\" onclick=alert(1) x=\"", "file:///etc/passwd", "https://bron.example/](x) \\", "vbscript:x",
    "//evil.example/x",
]
# Texts that the reader takes apart: the unit of a parameter, files and columns, names of outcomes.
READ = {("parameter", "unit"), ("parameterChanges", "unit"), ("empirical", "csv"), ("empirical", "column"),
        ("table", "csv"), ("table", "value"), ("study", "uses"), ("study", "report"), ("outcome", "unit"),
        ("outcomeChanges", "unit")}

# How the status of an observation must begin.
STATUS = re.compile("gereproduceerd|ingesteld|gefit|rekenkundig|doel, geen resultaat|niet toetsbaar|bron spreekt zichzelf tegen")


class Texts:
    """Puts a text in every place of a study where the schema lets one stand."""

    def __init__(self, schema: dict, is_hostile: bool, shift: int = 0):
        self.sections = schema["$defs"]
        self.is_hostile, self.count = is_hostile, shift
        self.places: set[tuple[str, str]] = set()
        self.done: set[int] = set()

    def text(self, key: str) -> str:
        self.count += 1
        number = f"{MARK}{self.count}"
        if not self.is_hostile:
            return f"https://bron.example/{self.count}" if key == "url" else number
        if key == "url":
            return ADDRESSES[self.count % len(ADDRESSES)]
        start, sign = STARTS[self.count % len(STARTS)], SIGNS[self.count % len(SIGNS)]
        return f"{start}{number} {sign} {number}"

    def every_place(self) -> set[tuple[str, str]]:
        """The section and key of every text in the schema."""
        return {(section, key) for section, node in self.sections.items()
                for key, value in node.get("properties", {}).items() if any(self.texts(value))} - READ

    def texts(self, node: dict) -> list[dict]:
        """The texts that the value of a key may be or hold."""
        found = []
        for part in alternatives(node):
            if is_text(part):
                found.append(part)
            elif "$ref" not in part:
                found += [text for inner in ("items", "additionalProperties") if isinstance(part.get(inner), dict)
                          for text in self.texts(part[inner])]
        return found

    def study(self, path: Path, root: str = "study") -> str:
        """The text of the study in the file, with every text in it, and every one that is missing, replaced."""
        tree = yaml.compose(path.read_text(), yaml.SafeLoader)
        self.replace(tree, {"$ref": f"#/$defs/{root}"}, root, "")
        return yaml.serialize(tree, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**9)

    def replace(self, node: yaml.Node, shape: dict, section: str, key: str) -> None:
        if id(node) in self.done:
            return
        self.done.add(id(node))
        options = [(part, self.resolved(part)) for part in alternatives(shape)]
        if isinstance(node, yaml.MappingNode):
            present = {name.value for name, _ in node.value}
            options = [(part, inner) for part, inner in options if isinstance(inner, dict) and inner.get("type") == "object"
                       and present <= set(inner.get("properties", present))]
            if not options:
                return
            part, inner = options[0]
            section = part["$ref"].rsplit("/", 1)[1] if "$ref" in part else section
            keys = inner.get("properties")
            for name, value in node.value:
                if section == "table" and "csv" in present and name.value == "at":
                    continue
                self.replace(value, keys.get(name.value, {}) if keys is not None else inner.get("additionalProperties") or {},
                             section, name.value if keys is not None else key)
            # Beside a CSV file the place of a table is a column of it.
            if section == "table" and "csv" in present:
                return
            for name in keys or {}:
                if name not in present and is_text(keys[name]) and (section, name) not in READ and self.takes(section, name, present):
                    value = yaml.ScalarNode("tag:yaml.org,2002:str", "")
                    node.value.append((yaml.ScalarNode("tag:yaml.org,2002:str", name), value))
                    self.replace(value, keys[name], section, name)
        elif isinstance(node, yaml.SequenceNode):
            inner = next((inner for _, inner in options if inner.get("type") == "array"), {})
            for item in node.value:
                self.replace(item, inner.get("items", {}), section, key)
        elif any(is_text(part) for part, _ in options) and (section, key) not in READ:
            self.places.add((section, key))
            kept = STATUS.match(node.value) if (section, key) == ("observation", "status") else None
            text = (f"{kept.group()}: " if kept else "") + self.text(key)
            node.tag, node.value, node.style = "tag:yaml.org,2002:str", text, '"'

    def takes(self, section: str, key: str, present: set[str]) -> bool:
        """Whether the reader takes the text beside the other keys: a place needs a source that it is a place in."""
        return key != "at" or "source" in present

    def resolved(self, node: dict) -> dict:
        return self.sections[node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node


def is_text(node: dict) -> bool:
    return node.get("$ref", "") == "#/$defs/text"


def alternatives(node: dict) -> list[dict]:
    return [part for option in node["anyOf"] for part in alternatives(option)] if "anyOf" in node else [node]
