#!/usr/bin/env python3
"""Tries to wear the server out: slow readers, idle connections, streams, endless studies, files, and what it logs.

Usage: WERKFIT=path python check_limits.py
"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from server import Server, serving  # noqa: E402

failures: list[str] = []
SECRET = "een-lange-toegangscode-42"


def expect(name: str, is_right: bool, found: object = "") -> None:
    print(("ok    " if is_right else "WRONG ") + name + ("" if is_right else f": {found}"))
    if not is_right:
        failures.append(name)


def ask(server: Server, path: str, method: str = "GET", body: bytes | None = None, seconds: float = 30, **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=seconds)
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, {key.lower(): value for key, value in answer.getheaders()}, content


def is_closed(client: socket.socket, seconds: float) -> bool:
    """Whether the other side has closed the connection; what it still says is read."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        client.settimeout(max(0.05, end - time.monotonic()))
        try:
            if client.recv(65536) == b"":
                return True
        except TimeoutError:
            return False
        except OSError:
            return True
    return False


def upload(server: Server, text: str, name: str = "studie.yaml"):
    """Drops a study in the page that checks; gives the status, the page, and the key under which it is kept."""
    edge = "grens"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="bestand"; filename="{name}"\r\n'
        f"Content-Type: application/x-yaml\r\n\r\n{text}\r\n--{edge}--\r\n"
    ).encode()
    status, _, page = ask(
        server, "/controle", "POST", body, Content_Type=f"multipart/form-data; boundary={edge}", Origin=server.address)
    found = re.search(rb"/studies/([^/\"?]+)/", page)
    return status, page, found.group(1).decode() if found else None


def drips(server: Server) -> None:
    """Four ways of being slow, side by side: headers, body, the next headers, and not reading."""
    place = ("127.0.0.1", server.port)
    host = f"Host: 127.0.0.1:{server.port}\r\n".encode()

    def drip(client: socket.socket, start: bytes, most: float) -> float:
        begin = time.monotonic()
        client.sendall(start)
        while time.monotonic() - begin < most:
            try:
                client.sendall(b"a")
            except OSError:
                return time.monotonic() - begin
            if is_closed(client, 1):
                return time.monotonic() - begin
        return float("inf")

    def headers() -> float:
        with socket.create_connection(place) as client:
            return drip(client, b"GET / HTTP/1.1\r\n" + host + b"X-Slow: ", 30)

    def body() -> float:
        with socket.create_connection(place) as client:
            head = b"POST /v1/checks HTTP/1.1\r\n" + host + b"Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n"
            return drip(client, head, 30)

    def next_headers() -> float:
        with socket.create_connection(place) as client:
            client.sendall(b"GET /uitleg HTTP/1.1\r\n" + host + b"\r\n")
            time.sleep(1)
            return drip(client, b"GET / HTTP/1.1\r\n" + host + b"X-Slow: ", 35)

    def reader() -> float:
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.connect(place)
            begin = time.monotonic()
            # More answers than the buffers on the way can hold, none of them read.
            try:
                client.settimeout(1)
                client.sendall((b"GET /studies/voorbeeld/vergelijk HTTP/1.1\r\n" + host + b"\r\n") * 400)
            except OSError:
                pass
            while time.monotonic() - begin < 35:
                time.sleep(1)
                if not established(server.port, client.getsockname()[1]):
                    return time.monotonic() - begin
            return float("inf")

    with ThreadPoolExecutor(4) as pool:
        tried = {work.__name__: pool.submit(work) for work in (headers, body, next_headers, reader)}
        time.sleep(3)
        expect("others are answered meanwhile", ask(server, "/uitleg")[0] == 200)
        for name, most in [("headers", 20), ("body", 20), ("next_headers", 30), ("reader", 30)]:
            took = tried[name].result()
            expect(f"slow {name.replace('_', ' ')}: closed within {most} s", took < most, took)


def established(port: int, other: int) -> bool:
    """Whether the server still holds its end of a connection, as the system tells."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        cells = line.split()
        if cells[1].endswith(f":{port:04X}") and cells[2].endswith(f":{other:04X}"):
            return cells[3] == "01"
    return False


def idle(server: Server) -> None:
    """More idle connections than there are places; then the server goes on."""
    clients = []
    for _ in range(250):
        client = socket.socket()
        client.settimeout(2)
        try:
            client.connect(("127.0.0.1", server.port))
        except OSError:
            client.close()
            continue
        clients.append(client)
    begin = time.monotonic()
    status = 0
    while time.monotonic() - begin < 45 and status != 200:
        try:
            status = ask(server, "/uitleg", seconds=20)[0]
        except OSError:
            time.sleep(0.5)
    expect(f"{len(clients)} idle connections: answered after {time.monotonic() - begin:.0f} s", status == 200, status)
    for client in clients:
        client.close()


def streams(server: Server) -> None:
    """Sixty streams of events at once; others are answered, and all end when their readers go."""
    clients = []
    for number in range(60):
        client = socket.create_connection(("127.0.0.1", server.port), timeout=5)
        address = f"/studies/voorbeeld/bijstellen/stroom?p.kans={1 + number / 100:.2f}"
        client.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        clients.append(client)
    begin = time.monotonic()
    expect("pages come beside 60 streams", ask(server, "/uitleg")[0] == 200)
    expect("at once", time.monotonic() - begin < 5, time.monotonic() - begin)
    for client in clients:
        client.close()
    begin = time.monotonic()
    status = ask(server, "/v1/studies/voorbeeld/comparison?replications=1000", seconds=60)[0]
    expect("a calculation comes after they have gone", status == 200, status)


ENDLESS = """format: 1
study: Dagen rekenen
clock: {{ start: 2021-01, horizon: 600 months }}
doelgroepen:
{groups}
states:
  bijstand: {{ kind: benefit, moves: {{ werk: 1% per month }} }}
  werk: {{ kind: work, moves: {{ bijstand: 2% per month }} }}
trajecten:
  training: {{ phases: {{ les: {{ stay: 3 months, exits: {{ werk: 2% per month }} }} }}, otherwise: bijstand }}
scenarios:
  zonder: {{ reference: true }}
{scenarios}
"""


def processor(server: Server) -> float:
    """The seconds of processor that the server has used."""
    cells = Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


def endless(server: Server) -> None:
    """A study that would run for days: refused, or computed beside everything else until it is stopped."""
    groups = "\n".join(f"  g{i}: {{ size: {10_000 + i}, in: bijstand }}" for i in range(60))
    scenarios = "\n".join(f"  s{i}: {{ offer: {{ training: {{ to: g{i}, intake: 5 per month }} }} }}" for i in range(20))
    status, page, key = upload(server, ENDLESS.format(groups=groups, scenarios=scenarios))
    expect("an endless study is read or refused", status in (200, 422), status)
    if status != 200 or not key:
        print("      refused:", re.sub(rb"<[^>]+>", b" ", page)[-400:])
        return
    body = json.dumps({"study": key}).encode()
    status, headers, content = ask(server, "/v1/runs", "POST", body, Content_Type="application/json")
    expect("as a run it is taken on or refused", status in (202, 413, 422), (status, content[:200]))
    if status != 202:
        return
    time.sleep(2)
    began = processor(server)
    time.sleep(1)
    print("      computing" if processor(server) - began > 0.1 else "      not computing")
    expect("others are answered while it computes", ask(server, "/uitleg")[0] == 200)
    expect("memory stays within bounds", server.memory() < 2_500_000_000, server.memory())
    expect("it can be stopped", ask(server, headers["location"], "DELETE")[0] == 204)
    for _ in range(100):
        run = json.loads(ask(server, headers["location"])[2])
        if run["status"] == "stopped":
            break
        time.sleep(0.1)
    expect("and is", run["status"] == "stopped", run)
    time.sleep(2)
    before = processor(server)
    time.sleep(2)
    expect("and computes no more", processor(server) - before < 0.5, processor(server) - before)


def files(server: Server) -> None:
    """Nothing that a reader sends opens a file."""
    secret = server.folder / "geheim.yaml"
    secret.write_text("parameters:\n  geheim-getal: 42\n")
    table = server.folder / "geheim.csv"
    table.write_text("x;y\n1;2\n")
    frame = "format: 1\nstudy: X\nclock: { start: 2021-01, horizon: 12 months }\n"
    for text in [
        frame + f"uses: [{secret}]\n", frame + "uses: [/etc/passwd]\n", frame + "uses: [../../../../etc/hostname]\n",
        frame + f"parameters:\n  p: {{ empirical: {{ file: {table}, column: x }} }}\n",
        frame + f"parameters:\n  p: {{ empirical: {{ csv: {table}, column: x }} }}\n",
    ]:
        status, page, _ = upload(server, text)
        expect("a study opens no file", status in (200, 422) and b"root:" not in page and b"geheim-getal" not in page, page[-300:])
    for name in ["../../../tmp/x.yaml", "/etc/passwd", "a\\..\\b.yaml", "x%00.yaml", "a" * 5000 + ".yaml"]:
        status, page, _ = upload(server, frame, name)
        expect(f"the name {name[:20]} stays a name", status in (200, 400, 422) and b"/etc/" not in page, status)
    paths = [
        "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%5c..%5cPackage.swift", "/assets//etc/passwd", "/%00", "/assets/%00.css",
        "/studies/%2fetc%2fpasswd/vergelijk", "/taken/%2e%2e/bestand", "/archief/%2e%2e%2f%2e%2e/studie.yaml",
        "/v1/runs/..%2f..%2fetc%2fpasswd", "/archief?zoek=../../etc/passwd", "/controle?studie=/etc/passwd",
        "/archief?pagina=99999999999999999999", "/studies/voorbeeld/vergelijk?doorrekening=99999999999999999999",
    ]
    for path in paths:
        status, _, content = ask(server, path)
        expect(f"path {path}", status in (200, 303, 400, 404) and b"root:" not in content, status)


LEAK = re.compile(rb"(/work/|/tmp/|/root|/home/|Sources/|\.swift\b|Werkfit[A-Z]\w+\.|Hummingbird|NIO[A-Z]|Fatal|Optional\()")


def leaks(server: Server) -> None:
    """Errors say nothing of the machine or the program."""
    plain = {"Content_Type": "application/json"}
    tries = [
        ("GET", "/niets", None, {}), ("GET", "/v1/niets", None, {}), ("POST", "/v1/checks", b"{", plain),
        ("POST", "/v1/checks", b"\xff\xfe\x00", plain), ("POST", "/v1/checks", b'{"text": 1}', plain),
        ("POST", "/v1/runs", b'{"study": ["x"]}', plain), ("POST", "/v1/runs", b'{"study":"voorbeeld","replications":-1}', plain),
        ("POST", "/v1/runs", b'{"study":"voorbeeld","replications":1e300}', plain), ("POST", "/v1/tunings", b"[]", plain),
        ("POST", "/v1/tunings", b'{"study":"voorbeeld","parameters":{"x":1e999}}', plain),
        ("POST", "/v1/checks", b"[" * 100_000, plain), ("PUT", "/", b"x", {}), ("POST", "/controle", b"x", {}),
        ("POST", "/controle", b"x", {"Content_Type": "multipart/form-data; boundary="}),
        ("GET", "/studies/voorbeeld/vergelijk?" + "&".join(f"a{i}=1" for i in range(1500)), None, {}),
        ("GET", "/" + "a" * 7000, None, {}), ("GET", "/?" + "%ff" * 500, None, {}),
        ("GET", "/studies/voorbeeld/bijstellen/stroom?p.kans=nan", None, {}),
        ("GET", "/studies/voorbeeld/bijstellen/stroom?p.kans=1e400", None, {}),
        ("POST", "/v1/checks", json.dumps({"text": "a: " + "[" * 5000}).encode(), plain),
        ("POST", "/v1/checks", json.dumps({"text": "\u0000\u001b[31m"}).encode(), plain),
    ]
    for method, path, body, headers in tries:
        status, answer, content = ask(server, path, method, body, **headers)
        found = LEAK.search(content)
        expect(f"{method} {path[:60]} leaks nothing", status < 500 and not found, (status, found, content[:200]))
        if status >= 400:
            expect("  with the headers", answer.get("x-content-type-options") == "nosniff", answer)


def log(server: Server) -> None:
    text = (server.folder / "log.txt").read_text()
    for word in [SECRET, "toegang=", "geheim", "Dagen rekenen", "voorbeeld", "p.kans", "127.0.0.1", "/tmp", "passwd"]:
        expect(f"the log does not hold {word}", word not in text, text[-500:])


def tokens() -> None:
    """Guesses and right tokens leave nothing in the log."""
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"werkfit-token-{os.getpid()}"
    path.write_text(SECRET + "\n")
    try:
        with serving("voorbeeld", options=("--token-file", str(path))) as server:
            for given in ["/?toegang=fout-toegangscode-1", f"/?toegang={SECRET}", f"/studies/voorbeeld/vergelijk?toegang={SECRET}"]:
                ask(server, given)
            status, headers, _ = ask(server, f"/?toegang={SECRET}")
            expect("the token does not stay in the address", SECRET not in headers.get("location", ""), headers)
            ask(server, "/v1/checks", "POST", b"{", Authorization=f"Bearer {SECRET}", Content_Type="application/json")
            log(server)
    finally:
        path.unlink()


def main() -> int:
    begin = time.monotonic()
    tokens()
    with serving("voorbeeld") as server:
        leaks(server)
        files(server)
        streams(server)
        endless(server)
        drips(server)
        idle(server)
        log(server)
    print(f"{time.monotonic() - begin:.0f} s; " + ("all right" if not failures else f"{len(failures)} wrong: {failures}"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
