"""Draws Vega-Lite specifications."""

import functools
import json
import sys
from pathlib import Path

from failure import CANNOT_READ, SOFTWARE, Failure

# The letters that came with this Python, where it is part of an archive; elsewhere the machine has them.
FONTS = Path(sys.prefix) / "share" / "fonts"

# A chart holds its own data: nothing is ever fetched.
ALLOWED = ["data:"]
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

# What a specification without colours of its own gets on a dark page. A specification's own config goes before this.
DARK = {
    "background": "#14181d",
    "title": {"color": "#e8ebee", "subtitleColor": "#c3cad1"},
    "style": {"guide-label": {"fill": "#d3d8dd"}, "guide-title": {"fill": "#e8ebee"}},
    "axis": {"domainColor": "#8c96a0", "tickColor": "#8c96a0", "gridColor": "#333b44"},
    "view": {"stroke": "#333b44"},
    "text": {"color": "#e8ebee"},
}


def specification(path: Path) -> dict:
    """The specification in a file."""
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Failure(CANNOT_READ, f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise Failure(SOFTWARE, f"{path}: {error}") from error
    if not isinstance(result, dict):
        raise Failure(SOFTWARE, f"{path}: a chart is a JSON object")
    return result


@functools.cache
def converter():
    """vl-convert, once it knows the letters that came along."""
    try:
        import vl_convert
    except ImportError as error:
        raise Failure(SOFTWARE, f"the Python packages of Setup/documents.txt are missing: {error}") from error
    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def draw(path: Path, suffix: str, scale: float = 1, dark: bool = False) -> bytes:
    """The chart as SVG, PNG or PDF; `scale` is in pixels a unit and only PNG has it."""
    vl_convert = converter()
    chart = specification(path)
    settings = {"allowed_base_urls": ALLOWED, "config": {"font": FONT, **(DARK if dark else {})}}
    try:
        if suffix == ".svg":
            return vl_convert.vegalite_to_svg(chart, **settings).encode()
        if suffix == ".png":
            # By its points an inch the picture also keeps its size on paper.
            return vl_convert.vegalite_to_png(chart, scale=1, ppi=72 * scale, **settings)
        if suffix == ".pdf":
            return vl_convert.vegalite_to_pdf(chart, **settings)
    except Exception as error:
        raise Failure(SOFTWARE, f"{path.name}: {error}") from error
    raise Failure(SOFTWARE, f"a chart cannot be written as {suffix or 'a file without an extension'}")


def chart(request: dict, folder: Path, suffix: str) -> bytes:
    """The chart that a request asks for."""
    path = request.get("specification")
    scale = request.get("scale", 2)
    if not isinstance(path, str):
        raise Failure(SOFTWARE, "the request names no specification")
    if isinstance(scale, bool) or not isinstance(scale, (int, float)) or not 0 < scale <= 10:
        raise Failure(SOFTWARE, f"scale is a number of at most 10, not {scale}")
    return draw(folder / path, suffix, scale, bool(request.get("dark", False)))


def browser_script() -> bytes:
    """Vega, Vega-Lite and vega-embed as one classic script that sets `window.vegaEmbed`."""
    module = converter().javascript_bundle()
    # The bundle is a module without imports or exports, so a function keeps its names to itself just as well; and a
    # classic script also runs from file://, before the scripts after it.
    script = f'(function () {{\n"use strict";\n{module}\n}})();\n'
    if "</script" in script.lower() or "<!--" in script:
        raise Failure(SOFTWARE, "the browser bundle cannot stand within a page")
    return script.encode()
