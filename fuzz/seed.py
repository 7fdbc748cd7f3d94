#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets: small, whole inputs of each kind, from which the fuzzers start.

    cargo build --example synthetic-catalogue && python3 fuzz/seed.py

Needs osmium for the map extract. What the tests keep as fixtures is taken from there.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

FUZZ = Path(__file__).resolve().parent
ROOT = FUZZ.parent
FIXTURES = ROOT / "tests/fixtures"

TEXTS = {
    "location": [
        "M20 2RN", "m202rn", "M2O 2RN", "M20", "W1", "BT1 1AA", "IM2 1PH", "53.4132,-2.2314", "53.4132 N 2.2314 W",
        "53°24'47\"N 2°13'53\"W", "geo:53.4,-2.2", "Didsbury", "Newport, Shropshire", "the Peak District", "DE:10115", "75001 Paris",
        "SE 111 22", "home", "-2.2,53.4", "999,0", "SJ 84 90", "Saint-Étienne", "M5V 3L9", "http://x/?q=53.4,-2.2",
    ],
    "days": ["sat", "weekend", "sat,sun", "week", "today", "tomorrow", "2026-12-24", "next sat", "half-term", "fri, 2027-02-29", "28 nov"],
    "config": [
        'near = "M20 2RN"\nme = "anna"\n[places]\ngranny = "SK9 5AG"\n[days]\nhalf-term = ["2027-02-15..2027-02-19"]\n',
        '[weather]\nsources = ["open-meteo", "met-norway"]\ncontact = "me@example.org"\nmax_cells = 120\napikey = "k"\n',
        '[hooks]\nVisitRecorded = ["/bin/true", "x"]\n[journey]\nosrm = "http://127.0.0.1:5000"\nwithin = "60min"\n',
        '[brief]\nto = ["a@example.org"]\n[smtp]\nhost = "localhost"\nport = 25\n',
    ],
    "table": [
        "id,name,category,postcode,lat,lon,exposure,typical_hours,age_min,age_max,price,buggy,dog,toilets,baby_change,food,booking,"
        "opening_hours,url,region\nden,Den,playground,M20 2RN,53.41,-2.23,0.9,1.5,1,12,free,yes,no,unknown,,yes,no,Mo-Fr 09:00-17:00,"
        "https://example.org/,north-west\n",
        "name,category,lat,lon\n\"Den, the\",zoo,53.4,-2.2\n",
        # Found by the fuzzer: a name that makes no id.
        'name,category,lat,lon\n"\0\0\0",zoo,27.4,-2.2\n',
    ],
    "locate_online": [
        '{"status":200,"result":{"postcode":"BT1 1AA","quality":1,"longitude":-5.93,"latitude":54.6,"country":"Northern Ireland",'
        '"admin_district":"Belfast"}}',
        '{"status":404,"error":"Postcode not found","terminated":{"postcode":"BT1 1AA","year_terminated":2016,"month_terminated":6,'
        '"longitude":-5.9,"latitude":54.6}}',
        '{"results":[{"id":2651154,"name":"Didsbury","latitude":53.41,"longitude":-2.23,"feature_code":"PPL","country_code":"GB",'
        '"timezone":"Europe/London","population":14000,"country":"United Kingdom","admin1":"England"}],"generationtime_ms":0.6}',
        '{"generationtime_ms":0.4}',
    ],
    "osrm": [
        '{"code":"Ok","durations":[[0,1800.5]],"distances":[[0,30100.2]],"sources":[{"hint":"","distance":4.2,"name":"Road",'
        '"location":[-2.25,53.4]}],"destinations":[{"distance":4.2,"name":"","location":[-2.25,53.4]},{"distance":9.9,"name":"A",'
        '"location":[-2.9,53.2]}]}',
        '{"code":"Ok","durations":[[0,null]]}',
        '{"message":"Could not find a matching segment","code":"NoSegment"}',
    ],
    "import_geojson_sequence": [
        '\x1e{"type":"Feature","geometry":{"type":"Point","coordinates":[-2.2,53.4]},"properties":{"leisure":"playground","name":"Den"}}\n'
        '\x1e{"type":"Feature","geometry":null,"properties":{}}\n',
    ],
    "import_csv": ["name,lat,lon,kind\nDen,53.4,-2.2,zoo\nDen 2,53.5,-2.3,\n", "Name;Latitude;Longitude\nDen;53,4;-2,2\n"],
}

FILES = {
    "event_log": ["events/v1.jsonl", "events/v1_verdicts.jsonl"],
    "import_overpass": ["maps/ashmere-overpass.json"],
    "import_geojson": ["maps/ashmere.geojson"],
    "import_csv": ["maps/council.csv"],
    "import_gpx": ["maps/days-out.gpx"],
    "met_norway": ["met-norway/complete-nordic-trimmed-2024-03-08.json"],
    "open_meteo": [
        "open-meteo/forecast-2pt.runsketch.json",
        "open-meteo/historical-forecast-dst-wrong-offset.json",
        "open-meteo/http200-streaming-error.txt",
        "open-meteo/made-spring-clock-change.json",
        "open-meteo/r-httptest.error-400.5c7be9.json",
    ],
    "open_meteo_archive": ["open-meteo/archive-era5-nulls.json"],
}

MAP = """<?xml version="1.0"?>
<osm version="0.6" generator="seed">
<node id="1" version="1" lat="53.40" lon="-2.20"><tag k="tourism" v="zoo"/><tag k="name" v="Zoo"/></node>
<node id="2" version="1" lat="53.41" lon="-2.20"/><node id="3" version="1" lat="53.41" lon="-2.21"/>
<node id="4" version="1" lat="53.40" lon="-2.21"/>
<way id="5" version="1"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="2"/><tag k="leisure" v="playground"/>
<tag k="name" v="Den"/><tag k="opening_hours" v="Mo-Fr 09:00-17:00"/></way>
<relation id="6" version="1"><member type="way" ref="5" role="outer"/><member type="node" ref="1" role="label"/>
<tag k="type" v="multipolygon"/><tag k="tourism" v="museum"/><tag k="name" v="Museum"/></relation>
</osm>
"""

CACHE = {
    "forecast-open-meteo-2026-11-28.jsonl":
        '{"kidtrip":"forecasts","version":1,"source":"open-meteo","day":"2026-11-28"}\n'
        '{"cell":"53.40,-2.25","fetched_at":"2026-11-27T18:00:00Z","first":1795802400,"temperature_c":"7","apparent_c":"","rain_mm":"0",'
        '"rain_chance":"","code":"","cloud_pct":"","wind_kmh":"","gust_kmh":"","uv_index":""}\n',
}


def put(parser: str, name: str, content: bytes) -> None:
    folder = FUZZ / "seeds" / parser
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def main() -> None:
    shutil.rmtree(FUZZ / "seeds", ignore_errors=True)
    for parser, texts in TEXTS.items():
        for number, text in enumerate(texts, 1):
            put(parser, f"{number:02}", text.encode())
    for parser, files in FILES.items():
        for file in files:
            put(parser, Path(file).name, (FIXTURES / file).read_bytes())
    for name, content in CACHE.items():
        put("cache", name, f"{name}\n{content}".encode())
    with tempfile.TemporaryDirectory() as folder:
        xml, pbf = Path(folder) / "seed.osm", Path(folder) / "seed.osm.pbf"
        xml.write_text(MAP)
        for options, name in ((["pbf_compression=none"], "plain.pbf"), (["pbf_compression=zlib"], "zlib.pbf"),
                              (["pbf_compression=none", "pbf_dense_nodes=false"], "nodes.pbf")):
            format_ = ",".join(["pbf", *options])
            subprocess.run(["osmium", "cat", xml, "-o", pbf, "-O", "-f", format_], check=True)
            put("import_pbf", name, pbf.read_bytes())
        maker = ROOT / "target/debug/examples/synthetic-catalogue"
        subprocess.run([maker, folder, "seed", "40", "0"], check=True, stdout=subprocess.DEVNULL)
        put("catalogue_file", "seed.kidtrip", (Path(folder) / "catalogues/seed.kidtrip").read_bytes())


if __name__ == "__main__":
    main()
