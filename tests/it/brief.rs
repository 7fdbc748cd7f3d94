//! `brief` as cron runs it: a mail or nothing, what has changed since the last one, and sent once however often it is tried.
//! The mail is read by a parser that is not ours.

use crate::fake::open_meteo::OpenMeteo;
use crate::fake::smtp::Smtp;
use crate::fake::weather;
use crate::harness::{Home, NOBODY, Run, open_meteo};
use mail_parser::{Message, MessageParser, MimeHeaders};
use rstest::rstest;
use std::process::Command;

const NEAR: &str = "near = \"M20 2RN\"\n";
const MAIL: &str = "near = \"M20 2RN\"\n[mail]\nfrom = \"kidtrip <anna@a.example>\"\nto = \"anna@a.example, Ben <ben@b.example>\"\n";
/// Names as no sign has them.
const HOSTILE: &str = "\
name,category,postcode,lat,lon,price,url
\"X\r\nBcc: a@b.example\r\n\r\nhello\",park,,53.43,-2.25,free,https://a.example/\"><b>
\"<script>alert(1)</script>\",park,,53.42,-2.23,free,javascript:alert(1)
\"Zoo \u{202e}gpj.exe\u{1b}[31m\",park,,53.46,-2.20,free,
";

fn home(fake: &OpenMeteo, config: &str) -> Home {
    Home::online(fake).with_config(config.as_bytes())
}

fn brief(home: &Home, more: &[&str]) -> Run {
    home.run(&[&["brief"], more].concat())
}

fn mail(run: &Run) -> Message<'_> {
    assert_eq!(run.code, 0, "{}", run.stderr);
    MessageParser::default()
        .parse(run.stdout.as_bytes())
        .expect("a message")
}

/// Returns the text of a message as its reader sees it.
fn text(message: &Message<'_>) -> String {
    message.body_text(0).expect("a text").replace("\r\n", "\n")
}

/// Returns the page of a message.
fn page(message: &Message<'_>) -> String {
    message.body_html(0).expect("a page").into_owned()
}

#[test]
fn the_mail_is_one_message_with_a_text_a_page_and_its_picture() {
    let fake = open_meteo(weather::wet_saturday);
    let run = brief(&home(&fake, MAIL), &[]);
    assert_eq!(run.stderr, "");
    let message = mail(&run);
    let subject = message.subject().unwrap();
    assert!(subject.starts_with("Sunday looks better"), "{subject}");
    assert!(subject.ends_with("(kidtrip, 28-29 November)"), "{subject}");
    assert_eq!(message.date().unwrap().to_rfc3339(), "2026-11-27T18:00:00Z");
    let to: Vec<_> = message
        .to()
        .unwrap()
        .iter()
        .map(|to| to.address().unwrap())
        .collect();
    assert_eq!(to, ["anna@a.example", "ben@b.example"]);
    assert_eq!(
        message.from().unwrap().first().unwrap().address(),
        Some("anna@a.example")
    );
    assert!(message.message_id().unwrap().ends_with("@a.example"));
    let (text, page) = (text(&message), page(&message));
    assert!(text.starts_with("Sunday looks better"), "{text}");
    assert!(
        text.contains("\n1. ") && text.contains("\n5. ") && !text.contains("\n6. "),
        "{text}"
    );
    assert!(text.contains("leave 10:00, about "), "{text}");
    assert!(
        text.contains("Forecast by Open-Meteo, fetched 0 min ago"),
        "{text}"
    );
    assert!(text.contains("CC BY 4.0"), "{text}");
    let picture = message.attachments().next().expect("a picture");
    let id = picture.content_id().unwrap();
    assert!(page.contains(&format!("src=\"cid:{id}\"")), "{page}");
    assert!(picture.contents().starts_with(b"\x89PNG\r\n"));
}

#[test]
fn both_parts_tell_the_same() {
    let fake = open_meteo(weather::wet_saturday);
    let run = brief(&home(&fake, MAIL), &[]);
    let message = mail(&run);
    let plain = text(&message)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    // The words of the page, its marks taken away.
    let mut words = String::new();
    let mut inside = false;
    for letter in page(&message).chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push(' ');
            }
            _ if !inside => words.push(letter),
            _ => {}
        }
    }
    let words = words.replace("&amp;", "&").replace("&quot;", "\"");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let facts = plain
        .split_inclusive(". ")
        .map(str::trim)
        .filter(|fact| fact.contains("there ") || fact.contains("dry"));
    let facts: Vec<&str> = facts.collect();
    assert!(facts.len() > 5, "{plain}");
    for fact in facts {
        // What stands before it on its line, the number, name and score, is laid out in each in its own way.
        let fact = fact.rsplit("(score ").next().unwrap();
        let fact = fact.split_once(") ").map_or(fact, |(_, after)| after);
        let fact = fact.split(" https://").next().unwrap();
        let fact = fact.trim_end_matches('.');
        assert!(words.contains(fact), "{fact:?} is not in {words}");
    }
}

#[test]
fn its_lines_are_as_short_as_mail_wants_them_and_its_text_is_for_reading() {
    let fake = open_meteo(weather::random);
    let run = brief(&home(&fake, MAIL), &[]);
    assert!(run.stdout.is_ascii());
    assert!(
        run.stdout
            .split("\r\n")
            .all(|line| line.len() <= 998 && !line.contains('\n'))
    );
    let message = mail(&run);
    for line in text(&message).lines() {
        let is_link = line.trim().starts_with("https://");
        assert!(is_link || line.chars().count() <= 72, "{line}");
    }
    let page = page(&message);
    for sign in [
        "<style",
        "<script",
        "src=\"http",
        "url(",
        "<link",
        "@import",
    ] {
        assert!(!page.contains(sign), "{sign}");
    }
}

#[test]
fn what_a_name_brings_along_does_nothing() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(HOSTILE);
    let asked = ["--near", "M20 2RN", "--on", "sat", "--to", "a@b.example"];
    let run = brief(&home, &asked);
    let message = mail(&run);
    assert!(message.bcc().is_none());
    let heads: Vec<&str> = message.headers().iter().map(|head| head.name()).collect();
    assert!(
        !heads.iter().any(|head| head.eq_ignore_ascii_case("bcc")),
        "{heads:?}"
    );
    let (text, page) = (text(&message), page(&message));
    assert!(
        !text.contains("\nBcc:") && text.contains("Bcc: a@b.example"),
        "{text}"
    );
    assert!(
        !page.contains("<script>") && page.contains("&lt;script&gt;"),
        "{page}"
    );
    assert!(
        !page.contains("javascript:") && !page.contains("\"><b>"),
        "{page}"
    );
    for part in [&text, &page] {
        assert!(!part.contains(['\u{202e}', '\u{1b}']), "{part}");
    }
}

#[test]
fn nothing_good_is_code_3_and_no_output_in_any_format() {
    let fake = open_meteo(weather::all_wet(0));
    let home = home(&fake, NEAR);
    for format in ["email", "table", "html", "markdown", "json", "ics"] {
        let run = brief(&home, &["--min-score", "99", "--format", format]);
        run.is_refused(3, &["99"]);
    }
}

#[test]
fn without_the_network_it_is_what_the_cache_has_with_its_age_or_a_failure() {
    let fake = open_meteo(weather::fine);
    let home = home(&fake, NEAR);
    let down = Home::offline().with_config(NEAR.as_bytes());
    brief(&down, &[]).is_refused(4, &["no forecast", "could not connect"]);
    assert_eq!(brief(&home, &[]).code, 0);
    let mut later = home.command(&["brief"]);
    later
        .env("KIDTRIP_OPEN_METEO_URL", NOBODY)
        .env("KIDTRIP_NOW", "2026-11-27T20:00:00+00:00[Europe/London]");
    let run = Run::of(&mut later);
    let text = text(&mail(&run));
    assert!(
        text.contains("fetched 2 h ago") || text.contains("fetched 120 min ago"),
        "{text}"
    );
    assert!(
        run.stderr.contains("using the forecasts in the cache"),
        "{}",
        run.stderr
    );
    let typical = brief(&down, &["--typical"]);
    let subject = mail(&typical).subject().unwrap().to_owned();
    assert!(subject.ends_with("typical weather)"), "{subject}");
    let text = self::text(&mail(&typical));
    assert!(text.contains("TYPICAL WEATHER"), "{text}");
}

#[test]
fn without_an_address_there_is_a_message_all_the_same_and_one_warning() {
    let fake = open_meteo(weather::fine);
    let run = brief(&home(&fake, NEAR), &[]);
    assert!(mail(&run).to().is_none());
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("set mail.to"), "{}", run.stderr);
    let quiet = brief(&home(&fake, NEAR), &["--quiet"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
    brief(&home(&fake, NEAR), &["--to", "nobody"]).is_refused(2, &["--to \"nobody\""]);
}

#[test]
fn what_has_changed_since_the_last_one_is_told_and_the_same_again_is_the_same() {
    let fake = open_meteo(weather::fine);
    let home = home(&fake, MAIL).at("2026-11-26T18:00:00+00:00[Europe/London]");
    assert!(!text(&mail(&brief(&home, &[]))).contains("Since the last brief"));
    let wet = open_meteo(weather::wet_saturday);
    let home = home
        .with_open_meteo(&wet)
        .at("2026-11-27T18:00:00+00:00[Europe/London]");
    let run = brief(&home, &["--refresh"]);
    let told = text(&mail(&run)).replace('\n', " ");
    assert!(
        told.contains("Since the last brief: Saturday has turned wet"),
        "{told}"
    );
    assert_eq!(
        brief(&home, &[]).stdout,
        run.stdout,
        "a retry says the same"
    );
}

#[test]
fn a_week_of_cron_fills_a_mailbox_with_one_message_a_day_and_each_tells_what_is_new() {
    let (fine, wet) = (open_meteo(weather::fine), open_meteo(weather::wet_saturday));
    let home = home(&fine, MAIL);
    let mut mailbox: Vec<(String, String)> = Vec::new();
    let evenings = [("24", &fine), ("25", &fine), ("26", &wet), ("27", &wet)];
    for (day, fake) in evenings {
        let now = format!("2026-11-{day}T18:00:00+00:00[Europe/London]");
        let run = || {
            let mut command = home.command(&["brief", "--min-score", "60", "--refresh"]);
            command
                .env("KIDTRIP_NOW", &now)
                .env("KIDTRIP_OPEN_METEO_URL", fake.url());
            Run::of(&mut command)
        };
        let (first, again) = (run(), run());
        assert_eq!(
            first.stdout, again.stdout,
            "the same evening, the same message"
        );
        let message = mail(&first);
        let id = message.message_id().unwrap().to_owned();
        let text = text(&message).replace('\n', " ");
        assert!(
            mailbox.iter().all(|(known, _)| *known != id),
            "{id} is there already"
        );
        mailbox.push((id, text));
    }
    let tells = |at: usize, words: &str| mailbox[at].1.contains(words);
    assert!(!tells(0, "Since the last brief") && !tells(1, "Since the last brief"));
    assert!(
        tells(2, "Since the last brief: Saturday has turned wet"),
        "{}",
        mailbox[2].1
    );
    assert!(
        !tells(3, "Since the last brief"),
        "nothing has changed since: {}",
        mailbox[3].1
    );
}

#[test]
fn cron_needs_a_home_and_nothing_else() {
    let fake = open_meteo(weather::fine);
    let folder = tempfile::TempDir::new().unwrap();
    let config = folder.path().join(".config/kidtrip");
    std::fs::create_dir_all(&config).unwrap();
    let text = format!(
        "near = \"M20 2RN\"\nnow = \"2026-11-27T18:00:00+00:00[Europe/London]\"\n[weather]\nopen_meteo_url = \"{}\"\nsources = [\"open-meteo\"]\n",
        fake.url()
    );
    std::fs::write(config.join("config.toml"), text).unwrap();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("kidtrip"));
    command
        .env_clear()
        .env("HOME", folder.path())
        .current_dir("/");
    command.args([
        "brief",
        "--on",
        "weekend",
        "--min-score",
        "60",
        "--to",
        "a@b.example",
    ]);
    let run = Run::of(&mut assert_cmd::Command::from_std(command));
    assert_eq!(run.stderr, "");
    assert!(mail(&run).subject().is_some());
}

#[test]
fn it_is_sent_once_however_often_cron_tries() {
    let (fake, server) = (open_meteo(weather::fine), Smtp::start());
    let config = format!("{MAIL}smtp = \"{}\"\n", server.url());
    let home = home(&fake, &config);
    let first = brief(&home, &["--send"]);
    assert_eq!((first.code, first.stderr.as_str()), (0, ""));
    assert!(
        first
            .stdout
            .starts_with("Sent to anna@a.example, ben@b.example: "),
        "{}",
        first.stdout
    );
    for _ in 0..2 {
        let again = brief(&home, &["--send"]);
        assert_eq!((again.code, again.stdout.as_str()), (0, ""));
        assert!(again.stderr.contains("sent already"), "{}", again.stderr);
    }
    let got = server.got();
    assert_eq!(got.len(), 1);
    assert_eq!(got[0].to, ["anna@a.example", "ben@b.example"]);
    let message = MessageParser::default().parse(&got[0].data).unwrap();
    assert!(text(&message).contains("\n1. "));
    let again = brief(&home, &["--send", "--again", "--quiet"]);
    assert_eq!(
        (again.code, again.stdout.as_str(), again.stderr.as_str()),
        (0, "", "")
    );
    let other = brief(&home, &["--send", "--to", "c@c.example"]);
    assert_eq!(other.code, 0, "{}", other.stderr);
    assert_eq!(server.got().len(), 3);
}

#[rstest]
#[case::no_server(MAIL, &["--send"], 2, "set mail.smtp")]
#[case::nobody_to_send_to("near = \"M20 2RN\"\n[mail]\nsmtp = \"smtp://127.0.0.1:9\"\n", &["--send"], 2, "set mail.to")]
#[case::nobody_listens("near = \"M20 2RN\"\n[mail]\nto = \"a@b.example\"\nuser = \"anna\"\npassword = \"s3cr3t\"\nsmtp = \"smtp://127.0.0.1:9\"\n", &["--send"], 4, "the brief is not sent: could not connect to 127.0.0.1:9")]
#[case::another_format(MAIL, &["--send", "--format", "html"], 2, "leave --format away")]
fn what_cannot_be_sent_is_said(
    #[case] config: &str,
    #[case] more: &[&str],
    #[case] code: i32,
    #[case] why: &str,
) {
    let fake = open_meteo(weather::fine);
    let home = home(&fake, config);
    let run = brief(&home, more);
    run.is_refused(code, &[why]);
    assert!(!run.stderr.contains("s3cr3t"), "{}", run.stderr);
    let shown = home.run(&["config", "show"]);
    assert!(!shown.stdout.contains("s3cr3t"), "{}", shown.stdout);
}

#[test]
fn a_server_that_does_not_take_it_leaves_it_to_be_sent() {
    let (fake, server) = (open_meteo(weather::fine), Smtp::start());
    let config = format!("{MAIL}smtp = \"{}\"\n", server.url());
    let home = home(&fake, &config);
    server.refuse(Some("452 4.2.2 the mailbox is full"));
    brief(&home, &["--send"]).is_refused(4, &["did not take the message", "the mailbox is full"]);
    server.refuse(None);
    assert_eq!(brief(&home, &["--send"]).code, 0);
    assert_eq!(server.got().len(), 1);
}
