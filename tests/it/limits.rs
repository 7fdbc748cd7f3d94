//! Runs in tight quarters - files that may not grow, few descriptors, little memory, nowhere to print - end by themselves.
//! What cannot be written is named with the way out, and what was there before still is.

use crate::fake::overpass::{Mode, Overpass};
use crate::fake::weather;
use crate::harness::{Home, Run, open_meteo, unbroken};
use rstest::rstest;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;

const ZOO: &str =
    r#"{"type":"node","id":7,"lat":52.7,"lon":-0.7,"tags":{"tourism":"zoo","name":"Ashmere Zoo"}}"#;

/// Museums enough that a catalogue of them is larger than the files of these tests may be.
fn museums() -> String {
    let museum = |id: u32| {
        format!(
            r#"{{"type":"node","id":{id},"lat":{:.5},"lon":-0.7,"tags":{{"tourism":"museum","name":"Museum Number {id}"}}}}"#,
            52.0 + f64::from(id) / 1e3
        )
    };
    (1..500).map(museum).collect::<Vec<_>>().join(",")
}

/// Returns kidtrip run by a shell within `limit`; `line` is what the shell does with it, `"$@"`.
fn shell(home: &Home, limit: &str, line: &str, arguments: &[&str]) -> Command {
    let kidtrip = home.process(arguments);
    let mut command = Command::new("sh");
    let variables = kidtrip.get_envs();
    command.env_clear();
    command.envs(variables.filter_map(|(key, value)| Some((key, value?))));
    command.env("PATH", "/usr/bin:/bin");
    command.args(["-c", &format!("{limit} || exit 99\n{line}"), "sh"]);
    command.arg(kidtrip.get_program()).args(kidtrip.get_args());
    command
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    assert_eq!(output.status.signal(), None, "{output:?}");
    let stderr = unbroken(output.stderr);
    // A shell tells of the signal that ended its child by its own exit code.
    let code = output.status.code().unwrap();
    assert!(code < 99, "{code}: {stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    Run {
        code,
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr,
    }
}

fn limited(home: &Home, limit: &str, arguments: &[&str]) -> Run {
    run(&mut shell(home, limit, "\"$@\"", arguments))
}

/// Returns the names of what was left half-written anywhere below the home.
fn halves(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(halves(&entry.path()));
        } else if name.contains(".tmp-") {
            found.push(name);
        }
    }
    found
}

fn file(home: &Home, name: &str, elements: &str) -> String {
    let path = home.path(name);
    let text = format!(r#"{{"version":0.6,"elements":[{elements}]}}"#);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// A home with a catalogue "town" of one place, and a file from which a larger one can be made.
fn town() -> (Home, String) {
    let home = Home::offline();
    let small = file(&home, "small.json", ZOO);
    let imported = home.run(&["catalogue", "import", &small, "--name", "town"]);
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    let large = file(&home, "large.json", &museums());
    (home, large)
}

fn is_as_it_was(home: &Home) {
    let listed = home.run(&["places", "--catalogue", "town"]);
    assert!(listed.stdout.contains("Ashmere Zoo"), "{}", listed.stderr);
    assert_eq!(halves(home.folder()), Vec::<String>::new());
}

#[test]
fn a_catalogue_larger_than_a_file_may_be_is_named_and_the_old_one_serves() {
    let (home, large) = town();
    let arguments = ["catalogue", "import", &large, "--name", "town"];
    let words = ["town.kidtrip cannot be written", "ulimit -f", "as it was"];
    limited(&home, "ulimit -f 8", &arguments).is_refused(1, &words);
    is_as_it_was(&home);
    assert_eq!(home.run(&arguments).code, 0);
}

#[test]
fn a_fetched_catalogue_larger_than_a_file_may_be_is_named_and_the_old_one_serves() {
    let (home, _) = town();
    let fake = Overpass::start(Mode::Well, &museums()).unwrap();
    let arguments = ["catalogue", "fetch", "--near", "Oakham", "--name", "town"];
    let mut command = shell(&home, "ulimit -f 8", "\"$@\"", &arguments);
    command.env("KIDTRIP_OVERPASS_URL", fake.url());
    run(&mut command).is_refused(1, &["town.kidtrip cannot be written", "ulimit -f"]);
    is_as_it_was(&home);
}

#[test]
fn a_map_for_which_there_is_not_the_memory_is_refused_and_the_old_one_serves() {
    let (home, _) = town();
    let lines = (0..250_000).map(|at| format!("Museum {at},52.1,-0.{at},museum\n"));
    let large = home.path("large.csv");
    let text = format!("name,lat,lon,category\n{}", lines.collect::<String>());
    std::fs::write(&large, text).unwrap();
    let large = large.display().to_string();
    let arguments = ["catalogue", "import", &large, "--name", "town"];
    let words = ["not enough memory", "ulimit -v", "as it was"];
    limited(&home, "ulimit -v 262144", &arguments).is_refused(1, &words);
    is_as_it_was(&home);
}

#[test]
fn a_config_file_that_may_not_be_written_is_named_and_no_half_of_it_stays() {
    let home = Home::offline();
    limited(&home, "ulimit -f 1", &["config", "init"])
        .is_refused(1, &["config.toml cannot be written", "ulimit -f"]);
    assert_eq!(halves(home.folder()), Vec::<String>::new());
    assert_eq!(home.run(&["config", "init"]).code, 0);
}

#[test]
fn a_cache_that_may_not_be_written_costs_a_warning_and_no_suggestion() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let asked = ["suggest", "--near", "M20 2RN", "--on", "sat"];
    let told = limited(&home, "ulimit -f 1", &asked);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(
        told.stdout.contains("Forecast by Open-Meteo"),
        "{}",
        told.stdout
    );
    let warnings: Vec<&str> = told.stderr.lines().collect();
    let [warning] = warnings.as_slice() else {
        panic!("one warning: {}", told.stderr);
    };
    for words in ["forecasts are not kept", "cannot be written", "ulimit -f"] {
        assert!(warning.contains(words), "{warning}");
    }
    assert_eq!(halves(home.folder()), Vec::<String>::new());
}

#[rstest]
#[case::a_list(&["places"])]
#[case::a_manual_page(&["man", "suggest"])]
#[case::an_export(&["catalogue", "export", "built-in"])]
fn results_that_do_not_fit_the_file_they_go_to_are_a_failure_that_is_told(
    #[case] arguments: &[&str],
) {
    let home = Home::offline();
    let line = format!("\"$@\" > '{}'", home.path("out").display());
    let told = run(&mut shell(&home, "ulimit -f 4", &line, arguments));
    assert_eq!(told.code, 1, "{}", told.stderr);
    for words in ["standard output", "ulimit -f"] {
        assert!(told.stderr.contains(words), "{}", told.stderr);
    }
}

/// What works in any quarters, each with its own exit code.
fn everything(home: &Home) -> Vec<(Vec<String>, i32)> {
    let town = file(home, "ashmere.json", &museums());
    let commands: [&[&str]; 14] = [
        &["catalogue", "import", &town],
        &["catalogue", "list"],
        &["catalogue", "info", "built-in"],
        &["catalogue", "export", "built-in"],
        &["suggest", "--near", "M20 2RN"],
        &[
            "suggest",
            "--near",
            "M20 2RN",
            "--typical",
            "--format",
            "json",
        ],
        &["places", "zoo"],
        &["show", "chester-zoo"],
        &["where", "M20 2RN"],
        &["config", "show"],
        &["config", "init"],
        &["cache", "info"],
        &["cache", "clear"],
        &["completions", "bash"],
    ];
    let mut all: Vec<(Vec<String>, i32)> = Vec::new();
    for arguments in commands {
        all.push((arguments.iter().map(|&one| one.to_owned()).collect(), 0));
    }
    let osm = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/osm");
    for map in ["rutland-2018.osm.pbf", "isle-of-man-2021.osm.pbf"] {
        let path = osm.join(map);
        if path.exists() {
            let arguments = ["catalogue", "import", &path.display().to_string()];
            all.push((arguments.map(str::to_owned).into(), 0));
        }
    }
    all
}

#[rstest]
#[case::few_descriptors("ulimit -n 32")]
#[case::little_memory("ulimit -v 262144")]
fn every_command_works_in_tight_quarters(#[case] limit: &str) {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    for (arguments, code) in everything(&home) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let told = limited(&home, limit, &arguments);
        assert_eq!(told.code, code, "{arguments:?}: {}", told.stderr);
        assert!(!told.stderr.contains("not kept"), "{}", told.stderr);
    }
}

#[test]
fn without_descriptors_each_command_answers_or_says_what_is_in_the_way() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    for (arguments, _) in everything(&home) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let told = limited(&home, "ulimit -n 4", &arguments);
        let is_told = told.code == 1 && told.stderr.contains("ulimit -n");
        assert!(told.code == 0 || is_told, "{arguments:?}: {}", told.stderr);
    }
}

#[rstest]
#[case::a_full_disk("\"$@\" > /dev/full", 1)]
#[case::nowhere("\"$@\" >&-", 0)]
#[case::nowhere_at_all("\"$@\" >&- 2>&-", 0)]
#[case::a_reader_of_one_line("{ \"$@\"; echo $? > CODE; } | head -1", 0)]
fn results_that_nobody_can_read_end_no_run_by_a_signal(#[case] line: &str, #[case] code: i32) {
    let home = Home::offline();
    let told_code = home.path("code");
    let line = line.replace("CODE", &format!("'{}'", told_code.display()));
    for (arguments, _) in everything(&home) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let told = run(&mut shell(&home, "true", &line, &arguments));
        let piped = std::fs::read_to_string(&told_code).ok();
        let ended = piped.map_or(told.code, |code| code.trim().parse().unwrap());
        assert_eq!(ended, code, "{arguments:?}: {}", told.stderr);
    }
}
