#!/usr/bin/env python3
"""Measures whole runs: writing an event down, a long log, a cold suggestion over TLS, memory, sockets, the size of the binary.

    cargo build --release && cargo build --example fake-weather
    python3 tools/bench_runs.py FOLDER [--runs 101]      (needs curl, nginx, openssl, strace and GNU time)

Against the hello-world of bench_startup.py and curl, in turns. The weather service of the cold suggestion is a fake whose answers nginx hands
out over TLS on loopback, compressed beforehand, so that neither side waits for the fake; curl asks for the same addresses as kidtrip. What must
be reached stands beside each figure.
"""

import argparse
import gzip
import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
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


class Recorder(http.server.BaseHTTPRequestHandler):
    """Hands on what is asked of the fake, and keeps each answer, compressed, by its address."""

    behind = ""
    answers: dict[str, bytes] = {}

    def do_GET(self) -> None:
        with urllib.request.urlopen(self.behind + self.path) as answer:
            body = answer.read()
            body = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
        self.answers[self.path] = gzip.compress(body, 6)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def recorder(behind: str) -> str:
    """Starts the recorder and returns its address."""
    Recorder.behind = behind
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def certified(folder: Path) -> tuple[Path, Path, Path]:
    """Returns an authority, and a certificate of it for this machine with its key."""
    openssl = lambda *argv: subprocess.run(["openssl", *map(str, argv)], check=True, capture_output=True)
    authority, certificate, key = folder / "authority.pem", folder / "certificate.pem", folder / "key.pem"
    request, names = folder / "request.pem", folder / "names.cnf"
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *new, "-days", 30, "-subj", "/CN=Bench", "-keyout", folder / "authority.key", "-out", authority)
    openssl("req", *new, "-subj", "/CN=localhost", "-keyout", key, "-out", request)
    names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    signed = ["-CA", authority, "-CAkey", folder / "authority.key", "-CAcreateserial", "-days", 30, "-extfile", names]
    openssl("x509", "-req", "-in", request, *signed, "-out", certificate)
    return authority, certificate, key


def front(folder: Path, answers: dict[str, bytes]) -> tuple[subprocess.Popen, str, Path]:
    """Starts nginx with these answers and returns it, its address and the certificate to trust."""
    authority, certificate, key = certified(folder)
    bodies = folder / "bodies"
    shutil.rmtree(bodies, ignore_errors=True)
    bodies.mkdir()
    for number, body in enumerate(answers.values()):
        (bodies / str(number)).write_bytes(body)
    named = "".join(f'    "{path}" {number};\n' for number, path in enumerate(answers))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    temporary = "".join(f"  {kind}_temp_path {folder}/nginx-{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\nuser root;\nhttp {{\n  access_log off;\n"
        f"{temporary}  tcp_nodelay on;\n  map_hash_bucket_size 32768;\n  large_client_header_buffers 4 64k;\n  map $request_uri $answer {{\n{named}  }}\n"
        f"  server {{\n    listen 127.0.0.1:{port} ssl;\n    ssl_certificate {certificate};\n    ssl_certificate_key {key};\n    root {bodies};\n"
        "    location / { default_type application/json; add_header Content-Encoding gzip; try_files /$answer =404; }\n  }\n}\n"
    )
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or sys.exit("nginx is needed")
    server = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-e", "stderr"])
    for _ in range(100):
        with socket.socket() as there:
            if there.connect_ex(("127.0.0.1", port)) == 0:
                return server, f"https://localhost:{port}", authority
        time.sleep(0.05)
    sys.exit("nginx does not answer")


def cold_suggestion(folder: Path, kidtrip: str, behind: str, cold: dict[str, str], runs: int) -> None:
    """Measures a suggestion that asks for every forecast, and curl fetching the same."""
    config = Path(cold["KIDTRIP_CONFIG_DIR"])
    config.mkdir(parents=True, exist_ok=True)
    settings = '[weather]\nmax_cells = 100\nsources = ["open-meteo"]\n'
    (config / "config.toml").write_text(settings)
    # Who has a key has no limits to keep: a hundred runs in a minute are more than the free service allows.
    cold["KIDTRIP_OPEN_METEO_APIKEY"] = "bench"
    cold["KIDTRIP_OPEN_METEO_URL"] = recorder(behind)
    fresh = [kidtrip, *SUGGEST, "--refresh", "--require-forecast"]

    def once() -> None:
        said = subprocess.run(fresh, env=cold, capture_output=True, text=True)
        if said.returncode not in (0, 3):
            sys.exit(said.stderr)

    once()
    answers = Recorder.answers
    asked = sum(path.count("%2C") + path.count(",") for path in answers)
    print(f"asked for {asked} numbers in {len(answers)} requests, answered in {sum(map(len, answers.values())):,} bytes")
    server, root, certificate = front(folder, answers)
    try:
        (config / "config.toml").write_text(f'[net]\nca_file = "{certificate}"\n{settings}')
        cold["KIDTRIP_OPEN_METEO_URL"] = root
        once()
        # kidtrip asks in as many requests as it needs; curl is given all of them in one process.
        addresses = [argument for path in answers for argument in ("-o", "/dev/null", root + path)]
        curl = [shutil.which("curl") or sys.exit("curl is needed"), "--silent", "--fail", "--compressed", "--cacert", str(certificate), *addresses]
        subprocess.run(curl, env=cold, check=True)
        sides = {"kidtrip": (fresh, cold), "curl": (curl, cold)}
        medians = in_turns(sides, runs)
        for name, ms in medians.items():
            print(f"{name}, cold: {ms:.2f} ms")
        report("cold suggest over TLS / curl of the same bytes", medians["kidtrip"] / medians["curl"], 0.6)
        report("peak memory of a cold suggest / curl", peak(*sides["kidtrip"]) / peak(*sides["curl"]), 1.0)
    finally:
        server.terminate()
        server.wait()


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
    synced = [greeter, "lima", str(folder / "synced")]
    sides = {"hello": ([greeter, "alpha"], writing), "synced": (synced, writing), "visit": (visit, writing)}
    medians = in_turns(sides, arguments.runs)
    report("append one event / hello", medians["visit"] / medians["hello"], 1.7)
    # A disk that is slow to sync is slow for everyone: what is left is what kidtrip takes besides.
    report("append one event / hello that writes and syncs as much", medians["visit"] / medians["synced"], 1.7)
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
        cold_suggestion(folder, kidtrip, behind, home("cold"), arguments.runs)
    finally:
        service.kill()
        service.wait()

    quiet = home("quiet")
    sockets = sum(calls([kidtrip, *argv], quiet, "socket,connect") for argv in OFFLINE)
    report(f"sockets of {len(OFFLINE)} offline commands", sockets, 0)
    report("size of the binary, MB", os.path.getsize(kidtrip) / 1e6, 16)


if __name__ == "__main__":
    main()
