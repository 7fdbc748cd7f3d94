#!/usr/bin/env python3
"""Measures whole runs: writing an event down, a long log, a cold suggestion over TLS, memory, sockets, the size of the binary.

    cargo build --release && cargo build --example fake-weather
    python3 tools/bench_runs.py FOLDER [--runs 101]      (needs curl, openssl, strace and GNU time)

Against the hello-world of bench_startup.py and curl, in turns. The weather service of the cold suggestion is a fake on loopback behind TLS
that has each answer ready, compressed; curl asks for the same address as kidtrip's first request. What must be reached stands beside each
figure.
"""

import argparse
import gzip
import http.server
import os
import shutil
import ssl
import subprocess
import sys
import threading
import urllib.request
import uuid
import zlib
from pathlib import Path

from bench_startup import NOW, ROOT, fill_cache, hello
from turns import in_turns, report

SUGGEST = ["suggest", "--near", "M20 2RN", "--on", "sat"]
# What is asked of nobody, however it is typed.
OFFLINE = [
    ["--help"], ["--version"], ["completions", "bash"], ["where", "M20 2RN"], ["places", "zoo"], ["show", "chester-zoo", "--offline"],
    [*SUGGEST, "--offline"], [*SUGGEST, "--typical"], ["history"], ["log"], ["config", "show"], ["catalogue", "list"],
]


def event(number: int) -> str:
    """Returns a visit as the log keeps it."""
    uuid7 = lambda count: str(uuid.UUID(int=((1_700_000_000_000 + count) << 80) | (7 << 76) | (2 << 62) | 1))
    eid, first = uuid7(number), uuid7(0)
    place = f"place-{number % 2000}"
    open_ = (
        f'{{"id":"{eid}","log":"{first}","stream":"{place}","seq":{number // 2000 + 1},"type":"VisitRecorded","version":1,'
        f'"recorded_at":"2023-11-14T22:13:20Z","actor":"anna","correlation":"{eid}","causation":null,'
        f'"payload":{{"name":"Place {number % 2000}","day":"2023-11-14","rating":4}}'
    )
    return f'{open_},"check":"{zlib.crc32(open_.encode()):08x}"}}\n'


class Front(http.server.BaseHTTPRequestHandler):
    """Gives the answers of the fake, which it asks once for each address."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    behind = ""
    ready: dict[str, bytes] = {}

    def do_GET(self) -> None:
        if self.path not in self.ready:
            with urllib.request.urlopen(self.behind + self.path) as answer:
                body = answer.read()
                body = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
            self.ready[self.path] = gzip.compress(body, 6)
        body = self.ready[self.path]
        self.send_response(200)
        for name, value in (("Content-Type", "application/json"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


def front(folder: Path, behind: str) -> tuple[str, Path]:
    """Starts the front and returns its address and the certificate to trust."""
    openssl = lambda *argv: subprocess.run(["openssl", *map(str, argv)], check=True, capture_output=True)
    authority, certificate, key = folder / "authority.pem", folder / "certificate.pem", folder / "key.pem"
    request, names = folder / "request.pem", folder / "names.cnf"
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *new, "-days", 30, "-subj", "/CN=Bench", "-keyout", folder / "authority.key", "-out", authority)
    openssl("req", *new, "-subj", "/CN=localhost", "-keyout", key, "-out", request)
    names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    signed = ["-CA", authority, "-CAkey", folder / "authority.key", "-CAcreateserial", "-days", 30, "-extfile", names]
    openssl("x509", "-req", "-in", request, *signed, "-out", certificate)
    Front.behind = behind
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Front)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"https://localhost:{server.server_address[1]}", authority


def peak(argv: list[str], env: dict[str, str]) -> float:
    """Returns the peak memory of a process in MiB."""
    gnu_time = shutil.which("time") or sys.exit("GNU time is needed")
    done = subprocess.run([gnu_time, "-f", "%M", *argv], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(done.stderr.split()[-1]) / 1024


def calls(argv: list[str], env: dict[str, str], which: str) -> int:
    """Returns how many system calls of these a process makes."""
    trace = ["strace", "-f", "-qq", "-e", f"trace={which}", "-e", "signal=none"]
    done = subprocess.run([*trace, *argv], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return sum("(" in line and " = " in line for line in done.stderr.splitlines())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=101)
    parser.add_argument("--kidtrip", type=Path, default=ROOT / "target/release/kidtrip")
    parser.add_argument("--fake", type=Path, default=ROOT / "target/debug/examples/fake-weather")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    kidtrip = str(shutil.copy(arguments.kidtrip, folder / "kidtrip"))
    greeter = str(shutil.copy(hello(folder / "hello"), folder / "hello-world"))

    def home(name: str) -> dict[str, str]:
        shutil.rmtree(folder / name, ignore_errors=True)
        env = {"PATH": os.environ["PATH"], "HOME": str(folder / name), "KIDTRIP_NOW": NOW, "USER": "anna"}
        return env | {f"KIDTRIP_{part}_DIR": str(folder / name / part.lower()) for part in ("CONFIG", "DATA", "CACHE")}

    writing = home("writing")
    visit = [kidtrip, "visit", "chester-zoo"]
    medians = in_turns({"hello": ([greeter, "alpha"], writing), "visit": (visit, writing)}, arguments.runs)
    report("append one event / hello", medians["visit"] / medians["hello"], 1.7)
    report("append one event, syncs", calls(visit, writing, "fsync,fdatasync"), 2)

    homes = {}
    for events in (10, 100_000):
        env = homes[events] = home(f"events-{events}")
        fill_cache(kidtrip, arguments.fake, env)
        data = Path(env["KIDTRIP_DATA_DIR"])
        data.mkdir(parents=True, exist_ok=True)
        (data / "events.jsonl").write_text("".join(event(number) for number in range(events)))
        said = subprocess.run([kidtrip, *SUGGEST], env=env, capture_output=True, text=True, check=True).stderr
        if "left out" in said:
            sys.exit(said)
    medians = in_turns({str(events): ([kidtrip, *SUGGEST], env) for events, env in homes.items()}, arguments.runs)
    report("suggest with 100,000 events / with 10", medians["100000"] / medians["10"], 1.5)

    argv = [arguments.fake, "random", "--now", NOW.split("[")[0], "--port", "18090"]
    service = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    try:
        behind = next(line.strip().split("=")[-1] for line in service.stdout if "OPEN_METEO" in line)
        root, certificate = front(folder, behind)
        cold = home("cold")
        config = Path(cold["KIDTRIP_CONFIG_DIR"])
        config.mkdir(parents=True, exist_ok=True)
        (config / "config.toml").write_text(f'[net]\nca_file = "{certificate}"\n[weather]\nmax_cells = 100\nsources = ["open-meteo"]\n')
        cold["KIDTRIP_OPEN_METEO_URL"] = root
        # Who has a key has no limits to keep: a hundred runs in a minute are more than the free service allows.
        cold["KIDTRIP_OPEN_METEO_APIKEY"] = "bench"
        fresh = [kidtrip, *SUGGEST, "--refresh", "--require-forecast"]
        said = subprocess.run(fresh, env=cold, capture_output=True, text=True)
        if said.returncode not in (0, 3):
            sys.exit(said.stderr)
        asked = max(Front.ready, key=len)
        print(f"asked for {asked.count('%2C') + asked.count(',')} numbers in {len(Front.ready)} requests, the longest answer "
              f"{len(Front.ready[asked]):,} bytes")
        # kidtrip asks in as many requests as it needs; curl is given all of them in one process.
        addresses = [argument for path in Front.ready for argument in ("-o", "/dev/null", root + path)]
        curl = [shutil.which("curl") or sys.exit("curl is needed"), "--silent", "--compressed", "--cacert", str(certificate), *addresses]
        sides = {"kidtrip": (fresh, cold), "curl": (curl, cold)}
        medians = in_turns(sides, arguments.runs)
        for name, ms in medians.items():
            print(f"{name}, cold: {ms:.2f} ms")
        report("cold suggest over TLS / curl of the same bytes", medians["kidtrip"] / medians["curl"], 0.6)
        report("peak memory of a cold suggest / curl", peak(*sides["kidtrip"]) / peak(*sides["curl"]), 1.0)
    finally:
        service.kill()
        service.wait()

    quiet = home("quiet")
    sockets = sum(calls([kidtrip, *argv], quiet, "socket,connect") for argv in OFFLINE)
    report(f"sockets of {len(OFFLINE)} offline commands", sockets, 0)
    report("size of the binary, MB", os.path.getsize(kidtrip) / 1e6, 16)


if __name__ == "__main__":
    main()
