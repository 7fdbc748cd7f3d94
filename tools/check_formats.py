#!/usr/bin/env python3
"""Reads what kidtrip writes with readers that are not ours: mail, calendars, waypoints, GeoJSON and pages.

    python3 tools/check_formats.py [target/debug]

Needs `pip install aiosmtpd trustme icalendar vobject gpxpy geojson html5lib` and, where it is there, `gpsbabel`. It runs
kidtrip against the fake weather of examples/fake-weather.rs, and hands a brief in to a real mail server over TLS.
"""

import datetime
import email
import email.policy
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import geojson
import gpxpy
import html5lib
import icalendar
import trustme
import vobject
from aiosmtpd.controller import Controller

BINARIES = Path(sys.argv[1] if len(sys.argv) > 1 else "target/debug")
HOSTILE = '''name,category,postcode,lat,lon,price,url
"X\r\nBcc: a@b.example\r\n\r\nhello",park,,53.43,-2.25,free,"https://a.example/""><b>"
"<script>alert(1)</script>",park,,53.42,-2.23,free,javascript:alert(1)
"Zoo \u202egpj.exe\u001b[31m; END:VCALENDAR",park,,53.46,-2.20,free,
'''


def free_ports() -> int:
    """Returns the first of two ports in a row that nobody listens on."""
    for port in range(20_000, 60_000, 2):
        try:
            for one in (port, port + 1):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", one))
            return port
        except OSError:
            continue
    raise SystemExit("no free port")


class Home:
    """A home of kidtrip's own, on a frozen clock, with fake services."""

    def __init__(self, folder: Path, port: int, now: str, config: str = ""):
        self.folder = folder
        (folder / "config").mkdir(parents=True, exist_ok=True)
        (folder / "config" / "config.toml").write_text(config)
        self.environment = {
            "KIDTRIP_NOW": now,
            "KIDTRIP_OPEN_METEO_URL": f"http://127.0.0.1:{port}",
            "KIDTRIP_MET_NORWAY_URL": f"http://127.0.0.1:{port + 1}",
            "KIDTRIP_CONFIG_DIR": str(folder / "config"),
            "KIDTRIP_DATA_DIR": str(folder / "data"),
            "KIDTRIP_CACHE_DIR": str(folder / "cache"),
        }

    def run(self, *arguments: str, **more: str) -> bytes:
        done = subprocess.run(
            [str(BINARIES / "kidtrip"), *arguments],
            env={**self.environment, **more},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (arguments, done.returncode, done.stderr.decode())
        return done.stdout


def parts_of(message: email.message.EmailMessage) -> tuple[str, str]:
    for part in message.walk():
        assert not part.defects, part.defects
    text = message.get_body(("plain",)).get_content()
    page = message.get_body(("html",)).get_content()
    return text, page


def words_of(page: str) -> str:
    tree = html5lib.HTMLParser(strict=True).parse(page)
    return " ".join("".join(tree.itertext()).split())


def check_mail(home: Home) -> str:
    raw = home.run("brief", "--to", "anna@a.example, ben@b.example")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message.get_content_type() == "multipart/alternative"
    assert [to.addr_spec for to in message["to"].addresses] == ["anna@a.example", "ben@b.example"]
    assert message["date"].datetime == datetime.datetime(2026, 11, 27, 18, tzinfo=datetime.timezone.utc)
    text, page = parts_of(message)
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= 72
    words = words_of(page)
    names = [line.split(". ", 1)[1].rsplit(" (score", 1)[0] for line in text.splitlines() if line[:1].isdigit()]
    assert len(names) == 5, names
    for name in names:
        assert name in words, name
    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert len(pictures) == 1 and pictures[0].get_content().startswith(b"\x89PNG")
    assert f"cid:{pictures[0]['content-id'].strip('<>')}" in page
    return f"mail: {len(raw)} bytes, {len(names)} places in both parts"


def check_hostile_mail(home: Home) -> str:
    message = email.message_from_bytes(home.run("brief", "--to", "a@b.example"), policy=email.policy.default)
    text, page = parts_of(message)
    assert message["bcc"] is None
    assert "\nBcc:" not in text and "<script>" not in page and "javascript:" not in page
    for sign in "\u202e\u001b":
        assert sign not in text and sign not in page
    return "mail: hostile names are words"


class Box:
    """What the mail server took."""

    def __init__(self):
        self.got = []

    async def handle_DATA(self, server, session, envelope):
        self.got.append((envelope.rcpt_tos, envelope.content, session.ssl is not None))
        return "250 taken"


def check_smtp(folder: Path, port: int) -> str:
    authority = trustme.CA()
    (folder / "ca.pem").write_bytes(authority.cert_pem.bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    told = []
    for scheme in ("smtp", "smtps"):
        box = Box()
        wrapped = {"ssl_context": context} if scheme == "smtps" else {"tls_context": context, "require_starttls": True}
        server = Controller(box, hostname="127.0.0.1", port=free_ports(), **wrapped)
        server.start()
        config = (
            f'near = "M20 2RN"\n[net]\nca_file = "{folder / "ca.pem"}"\n[mail]\nfrom = "anna@a.example"\n'
            f'to = "anna@a.example"\nsmtp = "{scheme}://localhost:{server.port}"\n'
        )
        home = Home(folder / scheme, port, "2026-11-27T18:00:00+00:00[Europe/London]", config)
        for _ in range(3):
            home.run("brief", "--send")
        server.stop()
        assert len(box.got) == 1, len(box.got)
        to, content, is_upgraded = box.got[0]
        # A server of smtps takes nothing that is not encrypted from the first byte on.
        assert to == ["anna@a.example"] and (is_upgraded or scheme == "smtps")
        parts_of(email.message_from_bytes(content, policy=email.policy.default))
        told.append(scheme)
    return f"smtp: taken once in three runs over TLS, by {' and '.join(told)}"


def check_calendar(folder: Path, port: int) -> str:
    # The clocks go back on 25 October 2026: Saturday is of summer time, Sunday is not.
    home = Home(folder / "clocks", port, "2026-10-23T18:00:00+01:00[Europe/London]", 'near = "M20 2RN"\n')
    arguments = ("suggest", "--on", "sat,sun", "--each-day", "--typical", "--top", "2")
    raw = home.run(*arguments, "--format", "ics").decode()
    wanted = json.loads(home.run(*arguments, "--format", "json"))
    london = ZoneInfo("Europe/London")
    arrivals = sorted((one["day"], one["visit"]["arrive"]) for one in wanted["results"])
    for name, starts in (
        ("icalendar", [event.decoded("dtstart") for event in icalendar.Calendar.from_ical(raw).walk("VEVENT")]),
        ("vobject", [event.dtstart.value for event in vobject.readOne(raw).vevent_list]),
    ):
        local = [start.astimezone(london) for start in starts]
        assert {start.strftime("%H:%M") for start in local} == {"10:00"}, (name, local)
        assert sorted(start.date().isoformat() for start in local) == [day for day, _ in arrivals], name
    return "calendar: leaving at 10:00 local time on both sides of the clock change, in two readers"


def check_waypoints(home: Home) -> str:
    raw = home.run("suggest", "--on", "sat", "--format", "gpx").decode()
    wanted = json.loads(home.run("suggest", "--on", "sat", "--format", "json"))["results"]
    points = gpxpy.parse(raw).waypoints
    assert len(points) == len(wanted)
    for point, one in zip(points, wanted):
        assert one["name"] in point.name, (point.name, one["name"])
        assert abs(point.latitude - one["lat"]) < 1e-5 and abs(point.longitude - one["lon"]) < 1e-5
    readers = ["gpxpy"]
    if shutil.which("gpsbabel"):
        done = subprocess.run(
            ["gpsbabel", "-i", "gpx", "-f", "-", "-o", "unicsv", "-F", "-"],
            input=raw.encode(), capture_output=True, check=True,
        )
        assert len(done.stdout.decode().splitlines()) == 1 + len(wanted), done.stdout
        readers.append("gpsbabel")
    return f"waypoints: {len(points)}, by {' and '.join(readers)}"


def check_geojson(home: Home) -> str:
    read = geojson.loads(home.run("suggest", "--on", "sat", "--format", "geojson"))
    assert read.is_valid, read.errors()
    for feature in read["features"]:
        lon, lat = feature["geometry"]["coordinates"][:2]
        assert -8.7 < lon < 1.8 and 49.8 < lat < 60.9, feature
    assert "crs" not in read
    return f"geojson: {len(read['features'])} features by RFC 7946"


def check_page(home: Home) -> str:
    page = home.run("suggest", "--on", "sat", "--format", "html").decode()
    words_of(page)
    return "page: no fault in strict HTML"


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port = free_ports()
        fake = subprocess.Popen(
            [str(BINARIES / "examples" / "fake-weather"), "random", "--now", "2026-11-27T18:00:00Z", "--port", str(port)],
            stdout=subprocess.DEVNULL,
        )
        try:
            time.sleep(1)
            friday = "2026-11-27T18:00:00+00:00[Europe/London]"
            home = Home(folder / "home", port, friday, 'near = "M20 2RN"\n')
            own = folder / "own.csv"
            own.write_text(HOSTILE, newline="")
            config = f'near = "M20 2RN"\n[catalogue]\nbuilt_in = false\nfile = "{own}"\n'
            hostile = Home(folder / "hostile", port, friday, config)
            for line in (
                check_mail(home),
                check_hostile_mail(hostile),
                check_smtp(folder, port),
                check_calendar(folder, port),
                check_waypoints(home),
                check_geojson(home),
                check_page(home),
                check_page(hostile),
            ):
                print(line)
        finally:
            fake.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
