"""The zipped XML that word processors read: taken apart, changed and put together with the same bytes every time."""

import io
import zipfile
from xml.etree import ElementTree

EPOCH = (1980, 1, 1, 0, 0, 0)


def unpack(data: bytes) -> dict[str, bytes]:
    """The files in a package, by name and in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(files: dict[str, bytes]) -> bytes:
    """A package of these files; `mimetype`, where there is one, stays first and uncompressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(files, key=lambda name: (name != "mimetype", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, files[name])
    return buffer.getvalue()


def parse(text: bytes) -> ElementTree.Element:
    """The XML with its prefixes kept: word processors look at some of them."""
    for _, (prefix, address) in ElementTree.iterparse(io.BytesIO(text), ["start-ns"]):
        ElementTree.register_namespace(prefix, address)
    return ElementTree.fromstring(text)


def serialise(root: ElementTree.Element) -> bytes:
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
