//! `publish` from the shell: pages that lead to each other, written only where something has changed, in a folder of their own.

use crate::fake::weather;
use crate::harness::{Home, Run, open_meteo};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Names as no sign has them.
const HOSTILE: &str = "\
name,category,postcode,lat,lon,price,url
\"<script>alert(1)</script>\",park,,53.42,-2.23,free,javascript:alert(1)
\"../../../etc/passwd\",park,,53.43,-2.25,free,https://a.example/\"><b>
\"Zoo \u{202e}gpj.exe\",museum,,53.46,-2.20,free,
";

fn publish(home: &Home, more: &[&str]) -> Run {
    let site = folder(home).display().to_string();
    home.run(&[&["publish", &site, "--near", "M20 2RN"], more].concat())
}

fn folder(home: &Home) -> PathBuf {
    home.path("site")
}

fn read(home: &Home, name: &str) -> String {
    fs::read_to_string(folder(home).join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns what the attributes `src` and `href` of a page name.
fn links(page: &str) -> Vec<String> {
    let mut links = Vec::new();
    for mark in ["href=\"", "src=\""] {
        for (at, _) in page.match_indices(mark) {
            let rest = &page[at + mark.len()..];
            links.push(rest[..rest.find('"').unwrap()].to_owned());
        }
    }
    links
}

fn files(folder: &Path) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for below in [folder.to_owned(), folder.join("places")] {
        for entry in fs::read_dir(below).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(folder).unwrap();
                files.insert(name.display().to_string());
            }
        }
    }
    files
}

#[test]
fn every_link_of_the_site_leads_to_a_page_of_it() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let run = publish(&home, &["--pages", "30"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(
        run.stdout.starts_with("Published 33 files in "),
        "{}",
        run.stdout
    );
    let there = files(&folder(&home));
    for name in there.iter().filter(|name| name.ends_with(".html")) {
        let page = read(&home, name);
        for link in links(&page) {
            if link.starts_with("https://") || link.starts_with("http://") || link.starts_with('#')
            {
                continue;
            }
            if link == "data:," {
                continue;
            }
            let target = match name.starts_with("places/") {
                true => link.trim_start_matches("../").to_owned(),
                false => link.clone(),
            };
            assert!(there.contains(&target), "{name} leads to {link}");
        }
        assert!(
            page.contains("http-equiv=\"Content-Security-Policy\""),
            "{name}"
        );
        assert!(page.contains("CC BY 4.0"), "{name} credits");
        assert!(
            !page.contains("min ago"),
            "{name}: an age is wrong the next minute"
        );
    }
    let index = read(&home, "index.html");
    assert_eq!(index.matches("<li data-kind=").count(), 30);
    assert!(
        index.contains("Saturday") && index.contains("fetched on Friday 27 November 2026 at 18:00")
    );
}

#[test]
fn only_what_has_changed_is_written() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    assert_eq!(publish(&home, &["--pages", "12"]).code, 0);
    let again = publish(&home, &["--pages", "12"]);
    assert!(
        again
            .stdout
            .contains("0 new, 0 changed, 15 as they were, 0 removed"),
        "{}",
        again.stdout
    );
    let fewer = publish(&home, &["--pages", "10"]);
    assert!(fewer.stdout.contains("2 removed"), "{}", fewer.stdout);
    assert_eq!(files(&folder(&home)).len(), 10 + 3 + 1);
}

#[test]
fn what_a_name_brings_along_does_nothing() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(HOSTILE);
    let run = publish(&home, &["--on", "sat"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let names = files(&folder(&home));
    assert!(names.iter().all(|name| !name.contains("..")), "{names:?}");
    assert_eq!(names.len(), 3 + 3 + 1, "{names:?}");
    for name in names.iter().filter(|name| name.ends_with(".html")) {
        let page = read(&home, name);
        assert!(
            !page.contains("<script>alert") && !page.contains("href=\"javascript:"),
            "{name}"
        );
        assert!(
            !page.contains("\"><b>") && !page.contains('\u{202e}'),
            "{name}"
        );
    }
}

#[test]
fn a_folder_of_somebody_elses_and_a_place_that_is_none_are_refused() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    fs::create_dir(folder(&home)).unwrap();
    fs::write(folder(&home).join("thesis.tex"), "mine").unwrap();
    publish(&home, &["--pages", "3"])
        .is_refused(2, &["files that are not of a site", "empty folder"]);
    assert_eq!(fs::read_dir(folder(&home)).unwrap().count(), 1);
    let elsewhere = home.path("other").display().to_string();
    home.run(&["publish", &elsewhere, "--near", "ZZ99 9ZZ"])
        .is_refused(2, &["ZZ99 9ZZ"]);
    assert!(!home.path("other").exists());
}

#[test]
fn without_a_network_the_site_says_so_and_without_places_there_is_none() {
    let home = Home::offline();
    let run = publish(&home, &["--pages", "3"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("no forecast"), "{}", run.stderr);
    assert!(read(&home, "index.html").contains("TYPICAL WEATHER"));
    let nowhere = home.path("nowhere").display().to_string();
    let run = home.run(&[
        "publish",
        &nowhere,
        "--near",
        "58.6,-5.0",
        "--within",
        "1km",
        "--typical",
    ]);
    assert_eq!(run.code, 3, "{}", run.stderr);
}

#[test]
fn a_site_that_is_watched_is_published_again_when_something_is_written_down() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let site = folder(&home).display().to_string();
    let arguments = [
        "publish", &site, "--near", "M20 2RN", "--pages", "5", "--watch",
    ];
    let mut child = home
        .process(&arguments)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let soon = |what: &str, is_so: &dyn Fn() -> bool| {
        let started = Instant::now();
        while !is_so() {
            assert!(started.elapsed() < Duration::from_secs(20), "{what}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    soon("it is published", &|| {
        folder(&home).join("index.html").exists()
    });
    let has_the_den = || {
        let page = fs::read_to_string(folder(&home).join("index.html"));
        page.is_ok_and(|page| page.contains("Fletcher Moss Den"))
    };
    assert!(!has_the_den());
    let den = [
        "propose",
        "Fletcher Moss Den",
        "--at",
        "M20 2RN",
        "--kind",
        "playground",
    ];
    assert_eq!(home.run(&den).code, 0);
    soon("it is published again", &has_the_den);
    child.kill().unwrap();
    child.wait().unwrap();
}
