#!/usr/bin/env python3
"""Measures what a start costs: whole processes, in turns, against a clap hello-world with twelve subcommands, git and curl.

    cargo build --release && cargo build --example fake-weather
    python3 tools/bench_startup.py FOLDER [--runs 201]

The hello-world is built in FOLDER with the clap and the release profile of this crate. `suggest` finds every forecast in a
cache that a fake service has filled before. What must be reached stands beside each figure.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from turns import in_turns, report

ROOT = Path(__file__).resolve().parent.parent
SUBCOMMANDS = "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima".split()
NOW = "2026-11-27T18:00:00+00:00[Europe/London]"
# The most that each may take, as a share of the hello-world's time; git's and curl's below.
STARTS = {
    "--help": (["--help"], 1.3),
    "--version": (["--version"], 1.3),
    "completions": (["completions", "bash"], 1.3),
    "where": (["where", "M20 2RN"], 1.5),
    "suggest, all cached": (["suggest", "--near", "M20 2RN", "--on", "sat"], 2.5),
}
OTHERS = {"git": 1.0, "curl": 0.2}


def hello(folder: Path) -> Path:
    """Builds the hello-world and returns its binary."""
    manifest = tomllib.loads((ROOT / "Cargo.toml").read_text())
    packages = tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
    version = next(package["version"] for package in packages if package["name"] == "clap")
    features = json.dumps(manifest["dependencies"]["clap"]["features"])
    profile = "".join(f"{key} = {json.dumps(value)}\n" for key, value in manifest["profile"]["release"].items() if not isinstance(value, dict))
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "hello"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n'
        f'[dependencies]\nclap = {{ version = "={version}", features = {features} }}\n\n[profile.release]\n{profile}'
    )
    variants = "".join(f"    /// Says hello, {name}.\n    {name.capitalize()},\n" for name in SUBCOMMANDS[:-1])
    arms = "".join(f'        Command::{name.capitalize()} => "{name}",\n' for name in SUBCOMMANDS[:-1])
    (folder / "src/main.rs").write_text(
        "use clap::{Parser, Subcommand};\n\n/// Says hello.\n#[derive(Parser)]\n#[command(version)]\nstruct Cli {\n"
        "    #[command(subcommand)]\n    command: Command,\n}\n\n#[derive(Subcommand)]\nenum Command {\n"
        f"{variants}    /// Writes a line and has it on the disk.\n    Lima {{ file: std::path::PathBuf }},\n}}\n\n"
        f"fn main() {{\n    let name = match Cli::parse().command {{\n{arms}"
        "        Command::Lima { file } => {\n            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).unwrap();\n"
        "            std::io::Write::write_all(&mut file, &[b'x'; 350]).unwrap();\n            file.sync_data().unwrap();\n"
        '            "lima"\n        }\n    };\n'
        '    println!("hello, {name}");\n}\n'
    )
    target = folder / "target"
    subprocess.run(["cargo", "build", "--release", "--quiet", "--target-dir", str(target)], cwd=folder, check=True)
    return target / "release/hello"


def fill_cache(kidtrip: str, fake: Path, env: dict[str, str]) -> None:
    """Lets a fake service answer once, and checks that nothing is asked for afterwards."""
    argv = [fake, "fine", "--now", NOW.split("[")[0], "--port", "18080"]
    service = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    try:
        env["KIDTRIP_OPEN_METEO_URL"] = next(
            line.strip().split("=")[-1] for line in service.stdout if "OPEN_METEO" in line
        )
        argv = [kidtrip, *STARTS["suggest, all cached"][0], "--require-forecast", "--verbose"]
        said = [subprocess.run(argv, env=env, capture_output=True, text=True, check=True).stderr for _ in range(2)]
    finally:
        service.kill()
        service.wait()
    if "asked for in 0 requests" not in " ".join(said[1].split()):
        sys.exit(f"the second run asked for forecasts again: {said[1]}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=201)
    parser.add_argument("--kidtrip", type=Path, default=ROOT / "target/release/kidtrip")
    parser.add_argument("--fake", type=Path, default=ROOT / "target/debug/examples/fake-weather")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    # As an installation does: a file that a linker has just written is slower to start from.
    kidtrip = shutil.copy(arguments.kidtrip, folder / "kidtrip")
    greeter = shutil.copy(hello(folder / "hello"), folder / "hello-world")
    env = {"PATH": os.environ["PATH"], "KIDTRIP_NOW": NOW}
    for name in ("CONFIG", "DATA", "CACHE"):
        env[f"KIDTRIP_{name}_DIR"] = str(folder / "home" / name.lower())
    shutil.rmtree(folder / "home", ignore_errors=True)
    fill_cache(str(kidtrip), arguments.fake, env)

    sides = {"hello": ([str(greeter), "alpha"], env)}
    sides |= {name: ([str(kidtrip), *argv], env) for name, (argv, _) in STARTS.items()}
    others = {name: path for name in OTHERS if (path := shutil.which(name))}
    sides |= {name: ([path, "--version"], env) for name, path in others.items()}
    medians = in_turns(sides, arguments.runs)
    for name, ms in medians.items():
        print(f"{name}: {ms:.2f} ms")
    for name, (_, most) in STARTS.items():
        report(f"{name} / hello", medians[name] / medians["hello"], most)
    for name in ("--help", "--version", "completions"):
        for other in others:
            report(f"{name} / {other} --version", medians[name] / medians[other], OTHERS[other])


if __name__ == "__main__":
    main()
