"""The look of a letter in Word: pandoc's own reference document with our styles, page, header and footer."""

from xml.etree import ElementTree
from xml.sax.saxutils import escape

from packagefile import pack, parse, serialise, unpack

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
ACCENT, QUIET, RULE, WASH = "17406D", "4A545E", "C5CED6", "F1F5F9"
# Word's own sans-serif; Liberation Sans, where Arial is missing, has the same widths.
FONT = "Arial"


def paragraph(identifier: str, name: str, layout: str, letters: str = "", based: str = "Normal", kind: str = "") -> str:
    following = "BodyText" if identifier.startswith("Heading") else identifier
    return (f'<w:style {SPACES} w:type="paragraph" {kind} w:styleId="{identifier}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="{based}"/><w:next w:val="{following}"/><w:uiPriority w:val="9"/><w:qFormat/>'
            f'<w:pPr>{layout}</w:pPr><w:rPr>{letters}</w:rPr></w:style>')


def letters(half_points: int, colour: str = "", bold: bool = False) -> str:
    return (f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>' + ("<w:b/>" if bold else "")
            + (f'<w:color w:val="{colour}"/>' if colour else "") + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>')


def spacing(before: int, after: int, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


KEEP = "<w:keepNext/><w:keepLines/>"
CUSTOM = 'w:customStyle="1"'
# The upper and lower border have the colour of the box: they give it room.
BOX = (f'<w:keepLines/><w:pBdr><w:top w:val="single" w:sz="4" w:space="5" w:color="{WASH}"/>'
       f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{ACCENT}"/>'
       f'<w:bottom w:val="single" w:sz="4" w:space="5" w:color="{WASH}"/></w:pBdr>'
       f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/>')


def line(side: str, size: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def table_style() -> str:
    head = f'<w:tcBorders>{line("top", 8, ACCENT)}{line("bottom", 8, ACCENT)}</w:tcBorders>'
    return (f'<w:style {SPACES} w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>'
            '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
            '<w:pPr><w:spacing w:before="30" w:after="30" w:line="252" w:lineRule="auto"/></w:pPr>'
            '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
            f'<w:tblPr><w:tblBorders>{line("top", 8, ACCENT)}{line("bottom", 4, RULE)}{line("insideH", 4, RULE)}</w:tblBorders>'
            '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
            '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:trPr><w:tblHeader/></w:trPr><w:tcPr>{head}'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
            '</w:style>')


def styles() -> list[str]:
    return [
        f'<w:style {SPACES} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        paragraph("BodyText", "Body Text", spacing(0, 140)),
        paragraph("FirstParagraph", "First Paragraph", spacing(60, 140), based="BodyText", kind=CUSTOM),
        paragraph("Compact", "Compact", spacing(20, 20), based="BodyText", kind=CUSTOM),
        paragraph("Heading1", "heading 1", KEEP + spacing(120, 200, 252) + '<w:outlineLvl w:val="0"/>', letters(36, ACCENT, True)),
        paragraph("Heading2", "heading 2", KEEP + spacing(260, 20, 252) + '<w:outlineLvl w:val="1"/>', letters(24, ACCENT, True)),
        paragraph("Heading3", "heading 3", KEEP + spacing(200, 20, 252) + '<w:outlineLvl w:val="2"/>', letters(20, "16191C", True)),
        paragraph("Note", "Note", BOX + spacing(200, 240) + '<w:ind w:left="220" w:right="60"/>', kind=CUSTOM),
        paragraph("SmallPrint", "Small Print", spacing(0, 100, 252), letters(17, QUIET), kind=CUSTOM),
        paragraph("Letterhead", "Letterhead", '<w:tabs><w:tab w:val="left" w:pos="1700"/></w:tabs>' + spacing(0, 20)
                  + '<w:ind w:left="1700" w:hanging="1700"/>', kind=CUSTOM),
        paragraph("Chart", "Chart", "<w:keepLines/>" + spacing(120, 160, 240), kind=CUSTOM),
        paragraph("ChartCaption", "Chart Caption", spacing(0, 160, 252), letters(17, QUIET), kind=CUSTOM),
        paragraph("PageBreak", "Page Break", '<w:pageBreakBefore/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
                  letters(2), kind=CUSTOM),
        paragraph("DefinitionTerm", "Definition Term", "<w:keepNext/>" + spacing(80, 0), letters(20, "", True), kind=CUSTOM),
        paragraph("Definition", "Definition", spacing(0, 80), kind=CUSTOM),
        paragraph("FootnoteText", "footnote text", spacing(0, 40, 252), letters(17)),
        paragraph("Header", "header", f'<w:pBdr>{line("bottom", 8, ACCENT)}</w:pBdr>'
                  '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>' + spacing(0, 0, 300), letters(17, ACCENT, True)),
        paragraph("Footer", "footer", '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>' + spacing(0, 0), letters(17, QUIET)),
        f'<w:style {SPACES} w:type="character" {CUSTOM} w:styleId="VerbatimChar"><w:name w:val="Verbatim Char"/>'
        '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="19"/></w:rPr></w:style>',
        table_style(),
    ]


def field(name: str) -> str:
    return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


TAB = "<w:r><w:tab/></w:r>"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def header(facts: dict) -> str:
    return (f'{DECLARATION}<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
            f'{run(facts["header"])}{TAB}{run(facts["reference"])}</w:p></w:hdr>')


def footer(facts: dict, words: dict) -> str:
    of = run(" " + words["of"] + " ")
    return (f'{DECLARATION}<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{run(facts["author"])}{TAB}'
            f'{field("PAGE")}{of}{field("NUMPAGES")}</w:p></w:ftr>')


SECTION = (f'<w:sectPr {SPACES}><w:headerReference w:type="default" r:id="rIdHeader"/>'
           '<w:footerReference w:type="default" r:id="rIdFooter"/>'
           '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1644" w:right="1418" w:bottom="1304" w:left="1418" '
           'w:header="737" w:footer="624" w:gutter="0"/></w:sectPr>')


def changed_styles(text: bytes, facts: dict) -> bytes:
    root = parse(text)
    ours = [ElementTree.fromstring(style) for style in styles()]
    names = {style.get(f"{{{W}}}styleId") for style in ours}
    for style in root.findall(f"{{{W}}}style"):
        if style.get(f"{{{W}}}styleId") in names:
            root.remove(style)
    root.extend(ours)
    defaults = root.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr")
    region = "nl-NL" if facts["lang"] == "nl" else "en-GB"
    if defaults is not None:
        defaults.clear()
        defaults.extend(ElementTree.fromstring(f"<w:rPr {SPACES}>{letters(20)}<w:lang w:val=\"{region}\"/></w:rPr>"))
    link = root.find(f"{{{W}}}style[@{{{W}}}styleId='Hyperlink']/{{{W}}}rPr")
    if link is not None:
        link.clear()
        link.extend(ElementTree.fromstring(f'<w:rPr {SPACES}><w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr>'))
    return serialise(root)


def changed_document(text: bytes) -> bytes:
    root = parse(text)
    body = root.find(f"{{{W}}}body")
    if body is not None:
        for section in body.findall(f"{{{W}}}sectPr"):
            body.remove(section)
        body.append(ElementTree.fromstring(SECTION))
    return serialise(root)


def styled(original: bytes, facts: dict, words: dict) -> bytes:
    """pandoc's reference.docx in our look and language."""
    files = unpack(original)
    files["word/styles.xml"] = changed_styles(files["word/styles.xml"], facts)
    files["word/document.xml"] = changed_document(files["word/document.xml"])
    files["word/header1.xml"] = header(facts).encode()
    files["word/footer1.xml"] = footer(facts, words).encode()
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(f'<Relationship Type="{base}/{part}" Id="rId{part.title()}" Target="{part}1.xml"/>' for part in ("header", "footer"))
    relations = "word/_rels/document.xml.rels"
    files[relations] = files[relations].replace(b"</Relationships>", links.encode() + b"</Relationships>")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = "".join(f'<Override PartName="/word/{part}1.xml" ContentType="{kind}.{part}+xml"/>' for part in ("header", "footer"))
    types = "[Content_Types].xml"
    files[types] = files[types].replace(b"</Types>", parts.encode() + b"</Types>")
    return pack(files)


def finished(document: bytes, alternatives: list[str]) -> bytes:
    """What pandoc wrote, with rows that stay whole; it keeps the pictures' alternative texts itself."""
    files = unpack(document)
    root = parse(files["word/document.xml"])
    for row in root.iter(f"{{{W}}}tr"):
        properties = row.find(f"{{{W}}}trPr")
        if properties is None:
            properties = ElementTree.Element(f"{{{W}}}trPr")
            row.insert(0, properties)
        properties.insert(0, ElementTree.Element(f"{{{W}}}cantSplit"))
    files["word/document.xml"] = serialise(root)
    return pack(files)
