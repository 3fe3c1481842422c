"""The look of a letter in LibreOffice Writer: pandoc's own reference document with our styles, page, header and footer."""

from xml.etree import ElementTree
from xml.sax.saxutils import escape

from packagefile import pack, parse, serialise, unpack

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}
DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in SPACES.items())
ACCENT, QUIET, RULE, WASH = "#17406d", "#4a545e", "#c5ced6", "#f1f5f9"
FONT = "Liberation Sans"


def named(prefixed: str) -> str:
    prefix, name = prefixed.split(":")
    return f"{{{SPACES[prefix]}}}{name}"


def element(xml: str) -> ElementTree.Element:
    """One element whose prefixes are those above."""
    return ElementTree.fromstring(f"<root {DECLARED}>{xml}</root>")[0]


def paragraph(name: str, layout: str, letters: str = "", parent: str = "Standard", inner: str = "", more: str = "") -> str:
    shown = name.replace("_20_", " ")
    return (f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
            f'style:parent-style-name="{parent}" {more}><style:paragraph-properties {layout}>{inner}'
            f'</style:paragraph-properties><style:text-properties {letters}/></style:style>')


def letters(points: float, colour: str = "", bold: bool = False) -> str:
    return (f'fo:font-size="{points}pt" fo:font-style="normal" ' + (f'fo:color="{colour}" ' if colour else "")
            + f'fo:font-weight="{"bold" if bold else "normal"}"')


def space(before: float, after: float, height: int = 125) -> str:
    return f'fo:margin-top="{before}pt" fo:margin-bottom="{after}pt" fo:line-height="{height}%" fo:orphans="2" fo:widows="2"'


def heading(level: int, layout: str, characters: str) -> str:
    more = f'style:next-style-name="Text_20_body" style:default-outline-level="{level}" style:class="text"'
    return paragraph(f"Heading_20_{level}", layout + ' fo:keep-with-next="always"', characters, "Heading", more=more)


def tabs(position: str, kind: str) -> str:
    return f'<style:tab-stops><style:tab-stop style:position="{position}" style:type="{kind}"/></style:tab-stops>'


BOX = (f'fo:border-left="3pt solid {ACCENT}" fo:border-right="none" fo:border-top="none" fo:border-bottom="none" '
       f'fo:padding="6pt" fo:background-color="{WASH}" fo:keep-together="always" fo:margin-left="0pt"')


def styles() -> list[str]:
    return [
        paragraph("Text_20_body", space(0, 7)),
        paragraph("First_20_paragraph", space(3, 7), parent="Text_20_body"),
        heading(1, space(6, 10, 110), letters(18, ACCENT, True)),
        heading(2, space(11, 2, 115), letters(12, ACCENT, True)),
        heading(3, space(9, 2, 115), letters(10, "#16191c", True)),
        paragraph("Note", BOX + " " + space(4, 10)),
        paragraph("Small_20_Print", space(0, 5), letters(8.5, QUIET)),
        paragraph("Letterhead", space(0, 1) + ' fo:margin-left="30mm" fo:text-indent="-30mm"', inner=tabs("0mm", "left")),
        paragraph("Chart", space(6, 8, 100)),
        paragraph("Chart_20_Caption", space(0, 8), letters(8.5, QUIET)),
        paragraph("Page_20_Break", 'fo:break-before="page" fo:margin-top="0pt" fo:margin-bottom="0pt" fo:line-height="1pt"', letters(1)),
        paragraph("Table_20_Contents", space(0, 0, 115), letters(9)),
        paragraph("Table_20_Heading", space(0, 0, 115), letters(9, "", True), parent="Table_20_Contents"),
        paragraph("Definition_20_Term", space(4, 0) + ' fo:keep-with-next="always"', letters(10, "", True)),
        paragraph("Definition_20_Definition", space(0, 4)),
        paragraph("Definition_20_Term_20_Tight", space(4, 0) + ' fo:keep-with-next="always"', letters(10, "", True)),
        paragraph("Definition_20_Definition_20_Tight", space(0, 4)),
        paragraph("Footnote", space(0, 2, 115), letters(8.5)),
        paragraph("Header", f'fo:border-bottom="1pt solid {ACCENT}" fo:padding-bottom="3pt"', letters(8.5, ACCENT, True), inner=tabs("160mm", "right")),
        paragraph("Footer", 'fo:margin-top="0pt"', letters(8.5, QUIET), inner=tabs("160mm", "right")),
    ]


LAYOUT = ('<style:page-layout style:name="Mpm1"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" '
          'style:num-format="1" style:print-orientation="portrait" fo:margin-top="13mm" fo:margin-bottom="11mm" '
          'fo:margin-left="25mm" fo:margin-right="25mm" style:writing-mode="lr-tb"/>'
          '<style:header-style><style:header-footer-properties fo:min-height="16mm" fo:margin-bottom="8mm" style:dynamic-spacing="false"/></style:header-style>'
          '<style:footer-style><style:header-footer-properties fo:min-height="12mm" fo:margin-top="7mm" style:dynamic-spacing="false"/></style:footer-style>'
          '</style:page-layout>')


def master(facts: dict, words: dict) -> str:
    return ('<style:master-page style:name="Standard" style:page-layout-name="Mpm1"><style:header><text:p text:style-name="Header">'
            f'{escape(facts["header"])}<text:tab/>{escape(facts["reference"])}</text:p></style:header><style:footer>'
            f'<text:p text:style-name="Footer">{escape(facts["author"])}<text:tab/>'
            f'<text:page-number text:select-page="current">1</text:page-number> {words["of"]} '
            '<text:page-count>1</text:page-count></text:p></style:footer></style:master-page>')


def replaced(parent: ElementTree.Element, tag: str, new: list[ElementTree.Element]) -> None:
    """Puts the new elements in place of those of the same tag and name."""
    names = {item.get(named("style:name")) for item in new}
    for old in parent.findall(named(tag)):
        if old.get(named("style:name")) in names:
            parent.remove(old)
    parent.extend(new)


def styled(original: bytes, facts: dict, words: dict) -> bytes:
    """pandoc's reference.odt in our look and language."""
    files = unpack(original)
    root = parse(files["styles.xml"])
    common, automatic, pages = (root.find(named(f"office:{part}")) for part in ("styles", "automatic-styles", "master-styles"))
    if common is None or automatic is None or pages is None:
        raise ValueError("pandoc's reference.odt has another structure than before")
    replaced(common, "style:style", [element(style) for style in styles()])
    replaced(automatic, "style:page-layout", [element(LAYOUT)])
    replaced(pages, "style:master-page", [element(master(facts, words))])
    for row in common.iter(named("style:table-row-properties")):
        row.set(named("fo:keep-together"), "always")
    language, country = ("nl", "NL") if facts["lang"] == "nl" else ("en", "GB")
    for default in common.findall(named("style:default-style")):
        text = default.find(named("style:text-properties"))
        if text is None:
            continue
        text.set(named("fo:language"), language)
        text.set(named("fo:country"), country)
        text.set(named("fo:font-size"), "10pt")
        text.set(named("style:font-name"), FONT)
    fonts = root.find(named("office:font-face-decls"))
    face = f'<style:font-face style:name="{FONT}" svg:font-family="&apos;{FONT}&apos;, Arial" style:font-family-generic="swiss" style:font-pitch="variable"/>'
    if fonts is not None:
        fonts.append(element(face))
    for style in common.findall(named("style:style")):
        text = style.find(named("style:text-properties"))
        if text is None:
            continue
        if style.get(named("style:name")) == "Heading":
            text.set(named("style:font-name"), FONT)
        if style.get(named("style:name")) == "Internet_20_link":
            text.set(named("fo:color"), ACCENT)
    files["styles.xml"] = serialise(root)
    return pack(files)


def cell(border: str, fill: str = "") -> str:
    background = f'fo:background-color="{fill}"' if fill else ""
    return (f'<style:table-cell-properties fo:padding-top="2.5pt" fo:padding-bottom="2.5pt" fo:padding-left="4pt" '
            f'fo:padding-right="4pt" fo:border-left="none" fo:border-right="none" {border} {background}/>')


CELLS = {
    "TableHeaderRowCell": cell(f'fo:border-top="1pt solid {ACCENT}" fo:border-bottom="1pt solid {ACCENT}"', WASH),
    "TableRowCell": cell(f'fo:border-top="none" fo:border-bottom="0.5pt solid {RULE}"'),
}

ROW = '<style:style style:name="WholeRow" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>'


def finished(document: bytes, alternatives: list[str]) -> bytes:
    """What pandoc wrote, with our table cells and with the pictures' alternative texts, which it leaves out."""
    files = unpack(document)
    root = parse(files["content.xml"])
    for style in root.iter(named("style:style")):
        properties = CELLS.get(style.get(named("style:name"), ""))
        if properties is not None:
            for old in list(style):
                style.remove(old)
            style.append(element(properties))
    for frame, text in zip(root.iter(named("draw:frame")), alternatives):
        description = ElementTree.SubElement(frame, named("svg:desc"))
        description.text = text
    automatic = root.find(named("office:automatic-styles"))
    if automatic is not None:
        automatic.append(element(ROW))
    for row in root.iter(named("table:table-row")):
        row.set(named("table:style-name"), "WholeRow")
    for table in root.iter(named("style:table-properties")):
        table.set(named("fo:margin-top"), "4pt")
        table.set(named("fo:margin-bottom"), "8pt")
    files["content.xml"] = serialise(root)
    return pack(files)
