#!/usr/bin/env python3
"""Tries every refusal of the server, and its API against its description (schemathesis, bounded).

Usage: WERKFIT=path python check_api.py
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from server import BINARY, Server, serving  # noqa: E402

failures: list[str] = []


def expect(name: str, is_right: bool, found: object = "") -> None:
    print(("ok    " if is_right else "WRONG ") + name + ("" if is_right else f": {found}"))
    if not is_right:
        failures.append(name)


def ask(server: Server, path: str, method: str = "GET", body: bytes | None = None, **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, {key.lower(): value for key, value in answer.getheaders()}, content


def refusals(server: Server) -> None:
    status, headers, _ = ask(server, "/")
    expect("the start page comes", status == 200, status)
    policy = headers.get("content-security-policy", "")
    expect("strict policy", "default-src 'none'" in policy and "unsafe" not in policy, policy)
    expect("nosniff", headers.get("x-content-type-options") == "nosniff")
    expect("no referrer", headers.get("referrer-policy") == "no-referrer")
    expect("another host", ask(server, "/", Host="evil.example")[0] == 421)
    expect("another port in the host", ask(server, "/", Host="127.0.0.1:1")[0] == 421)
    expect("localhost", ask(server, "/", Host=f"localhost:{server.port}")[0] == 200)
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    post = "/studies/voorbeeld/zoek-uit"
    expect("another origin", ask(server, post, "POST", b"", Origin="http://evil.example", **form)[0] == 403)
    expect("no origin of a file", ask(server, post, "POST", b"", Origin="null", **form)[0] == 403)
    expect("cross-site post", ask(server, post, "POST", b"", Sec_Fetch_Site="cross-site", **form)[0] == 403)
    expect("cross-site read", ask(server, "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors")[0] == 403)
    paths = [
        "/../../etc/passwd", "/studies/../../../etc/passwd", "/studies/..%2f..%2fetc%2fpasswd/vergelijk",
        "/studies/%2e%2e/vergelijk", "/assets/../Package.swift", "/assets/%2e%2e%2fPackage.swift",
        "/taken/..%2f..%2fetc%2fpasswd/bestand", "/archief/..%2f1", "/studies/voorbeeld.yaml/vergelijk",
        "/studies/voorbeeld%00/vergelijk", "/archief/1/../../studie.yaml", "//etc/passwd", "/v1/studies/..%2f..",
    ]
    for path in paths:
        status, _, content = ask(server, path)
        expect(f"path {path}", status in (400, 404) and b"root:" not in content, status)
    status, _, content = ask(server, "/studies/voorbeeld/vergelijk?referentie=%3Cscript%3E")
    expect("a wrong value is named, not echoed as HTML", status == 400 and b"<script>" not in content, status)
    expect("a folder stays secret", str(server.folder).encode() not in content and b"/Scenarios" not in content)


def large_body(server: Server) -> None:
    """A body of 100 MB, announced and not announced."""
    status, _, _ = ask(server, "/v1/checks", "POST", None, Content_Type="application/json", Content_Length="104857600")
    expect("100 MB, announced", status == 413, status)
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
        head = f"POST /v1/checks HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json\r\n"
        client.sendall((head + "Transfer-Encoding: chunked\r\n\r\n").encode())
        sent, chunk = 0, b"10000\r\n" + b" " * 65536 + b"\r\n"
        try:
            while sent < 104_857_600:
                client.sendall(chunk)
                sent += 65536
        except OSError:
            pass
        try:
            answer = client.recv(100)
        except OSError:
            answer = b""
    expect("100 MB in pieces", sent < 104_857_600 or b" 413" in answer, (sent, answer))
    expect("memory after it", server.memory() < 1_500_000_000, server.memory())


def slow_client(server: Server) -> None:
    """A request that does not come to its end is closed; others are answered meanwhile."""
    begin = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        closed = False
        while time.monotonic() - begin < 30 and not closed:
            try:
                client.sendall(b"a")
                client.settimeout(1)
                closed = client.recv(10) == b""
            except TimeoutError:
                continue
            except OSError:
                closed = True
    expect("a slow client is closed", closed, f"open after {time.monotonic() - begin:.0f} s")


def many_requests(server: Server) -> None:
    """A burst is slowed down with 429, and the server goes on."""
    def one(_: int) -> int:
        try:
            return ask(server, "/uitleg")[0]
        except OSError:
            return 0

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(one, range(10_000)))
    counts = {status: found.count(status) for status in sorted(set(found))}
    print(f"      10,000 requests: {counts}")
    expect("too many requests are refused", set(counts) <= {0, 200, 429} and counts.get(429, 0) > 0, counts)
    time.sleep(5)
    expect("it goes on", ask(server, "/")[0] == 200)


def token() -> None:
    """Another address than this machine needs a token."""
    refused = subprocess.run(
        [BINARY, "serve", "--host", "0.0.0.0", "--port", "0"], capture_output=True, text=True, timeout=60)
    expect("no token, no other address", refused.returncode == 64, refused.returncode)


def with_token() -> None:
    secret = "een-lange-toegangscode-42"
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"werkfit-token-{os.getpid()}"
    path.write_text(secret + "\n")
    try:
        with serving("voorbeeld", options=("--token-file", str(path))) as server:
            expect("without token", ask(server, "/")[0] == 401)
            expect("wrong token", ask(server, "/", Authorization="Bearer " + "x" * 25)[0] == 401)
            expect("right token", ask(server, "/", Authorization=f"Bearer {secret}")[0] == 200)
            status, headers, _ = ask(server, f"/?toegang={secret}")
            cookie = headers.get("set-cookie", "")
            expect("token in the address", status == 303 and "HttpOnly" in cookie and "SameSite=Strict" in cookie, status)
            expect("token in the cookie", ask(server, "/", Cookie=cookie.split(";")[0])[0] == 200)
            tries = [ask(server, "/", Authorization=f"Bearer wrong-{i}")[0] for i in range(20)]
            expect("guessing is slowed down", 429 in tries, tries)
        with serving("voorbeeld", options=("--token-file", str(path))) as server:
            tries = [ask(server, f"/?toegang=wrong-{i}")[0] for i in range(20)]
            expect("guessing in the address too", 429 in tries, tries)
            expect("and the right one still opens", ask(server, f"/?toegang={secret}")[0] == 303)
    finally:
        path.unlink()


def api(server: Server) -> None:
    status, headers, content = ask(server, "/v1/studies")
    expect("API version", headers.get("api-version", "").count(".") == 2, headers)
    expect("studies", status == 200 and json.loads(content)["studies"][0]["id"] == "voorbeeld", content[:200])
    status, headers, content = ask(server, "/v1/studies/niets")
    expect("problem document", status == 404 and headers.get("content-type") == "application/problem+json")
    body = json.dumps({"study": "voorbeeld"}).encode()
    status, headers, _ = ask(server, "/v1/runs", "POST", body, Content_Type="application/json")
    expect("a run is taken on", status == 202, status)
    for _ in range(300):
        run = json.loads(ask(server, headers["location"])[2])
        if run["status"] not in ("waiting", "running"):
            break
        time.sleep(0.1)
    expect("the run is done", run["status"] == "done", run)
    status, _, content = ask(server, run["result"])
    expect("its result", status == 200 and "readings" in content.decode(), status)
    body = json.dumps({"study": "voorbeeld", "parameters": {"kans": 1.5}}).encode()
    status, _, content = ask(server, "/v1/tunings", "POST", body, Content_Type="application/json")
    expect("tuning", status == 200 and json.loads(content)["changes"], content[:200])
    body = json.dumps({"text": "format: 1\nstudy: X\n"}).encode()
    status, _, content = ask(server, "/v1/checks", "POST", body, Content_Type="application/json")
    expect("a check", status == 200 and not json.loads(content)["isValid"], content[:200])


def described(server: Server) -> None:
    """The running server against its own description."""
    program = Path(sys.executable).parent / "schemathesis"
    if not program.exists():
        expect("schemathesis is installed", False, program)
        return
    done = subprocess.run(
        [
            str(program), "run", f"{server.address}/v1/openapi.json", "--max-examples", "8", "--workers", "1",
            "--phases", "examples,coverage,fuzzing", "--seed", "1", "--rate-limit", "60/s", "--request-timeout", "30",
            "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
            "response_schema_conformance,response_headers_conformance", "--no-color",
        ],
        capture_output=True, text=True, timeout=300, cwd=server.folder)
    expect("the API is as described", done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:])


def main() -> int:
    token()
    with_token()
    with serving("voorbeeld", "pastiel") as server:
        refusals(server)
        api(server)
        described(server)
        large_body(server)
        slow_client(server)
        many_requests(server)
    print("all right" if not failures else f"{len(failures)} wrong: {failures}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
