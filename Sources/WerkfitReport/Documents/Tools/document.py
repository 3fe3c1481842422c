#!/usr/bin/env python3
"""Makes a chart, a document or the charts' browser script from a request.

Usage: python document.py REQUEST.json

Paths in the request are relative to the folder of the request. Exit status: 0; 70 a tool failed or the request is wrong;
73 the output cannot be written; 74 a file cannot be read. One line on standard error says what was wrong.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

# The folder of this file may be read-only, and what is installed should not change by use.
sys.dont_write_bytecode = True

from failure import CANNOT_READ, CANNOT_WRITE, SOFTWARE, Failure, one_line  # noqa: E402


def read_request(path: Path) -> dict:
    try:
        request = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Failure(CANNOT_READ, f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise Failure(SOFTWARE, f"{path}: {error}") from error
    if not isinstance(request, dict):
        raise Failure(SOFTWARE, f"{path}: a request is a JSON object")
    return request


def write(output: Path, content: bytes) -> None:
    """Writes the whole file or nothing: a reader never sees half of it."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, output)
    except OSError as error:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        raise Failure(CANNOT_WRITE, f"{output}: {error.strerror}") from error


def make_charts(request: dict, folder: Path) -> None:
    """Many charts, and the browser script where the request names a file for it."""
    from charts import browser_script, chart

    charts = request.get("charts")
    if not isinstance(charts, list) or not all(isinstance(item, dict) for item in charts):
        raise Failure(SOFTWARE, "the request names no charts")
    for item in charts:
        path = output_path(item, folder)
        write(path, chart(item, folder, path.suffix.lower()))
    if "bundle" in request:
        write(output_path({"output": request["bundle"]}, folder), browser_script())


def output_path(request: dict, folder: Path) -> Path:
    output = request.get("output")
    if not isinstance(output, str) or not output:
        raise Failure(SOFTWARE, "the request names no output")
    return folder / output


def make(request: dict, folder: Path) -> None:
    if request.get("action") == "charts":
        return make_charts(request, folder)
    path = output_path(request, folder)
    action = request.get("action")
    if action == "document":
        from pages import document

        content = document(request, folder, path.suffix.lower())
    elif action == "chart":
        from charts import chart

        content = chart(request, folder, path.suffix.lower())
    elif action == "bundle":
        from charts import browser_script

        content = browser_script()
    else:
        raise Failure(SOFTWARE, f"unknown action: {action}")
    write(path, content)


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: python document.py REQUEST.json", file=sys.stderr)
        return SOFTWARE
    try:
        path = Path(sys.argv[1])
        make(read_request(path), path.resolve().parent)
    except Failure as failure:
        print(one_line(str(failure)), file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return 130
    except BaseException as error:  # noqa: BLE001 - the Rust parts of the wheels panic outside of Exception
        print(one_line(f"{type(error).__name__}: {error}"), file=sys.stderr)
        return SOFTWARE
    return 0


if __name__ == "__main__":
    sys.exit(main())
