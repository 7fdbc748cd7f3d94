//! Logs that are whole, cut off, damaged, doubled or something else.

use super::super::line;
use super::*;
use crate::queries::fixture::{Told, hidden, unhidden};
use rstest::rstest;

fn three() -> Vec<Event> {
    let told = Told::default().and("anna", "zoo", hidden());
    let told = told.and("anna", "zoo", unhidden());
    told.and("anna", "farm", hidden()).events
}

fn text(events: &[Event]) -> String {
    let line = |event: &Event| line::write(event).unwrap() + "\n";
    events.iter().map(line).collect()
}

fn read(bytes: impl Into<Vec<u8>>) -> Reading {
    Reading::of(Path::new("events.jsonl"), bytes.into())
}

#[test]
fn a_whole_log_is_its_events() {
    let events = three();
    let reading = read(text(&events));
    assert_eq!(reading.events(), events);
    assert_eq!(reading.tail(), Tail::Whole);
    assert_eq!(reading.warnings(), [""; 0]);
    let lines: Vec<String> = reading
        .lines()
        .map(|(_, line)| String::from_utf8(line.to_vec()).unwrap())
        .collect();
    assert_eq!(lines.join("\n") + "\n", text(&events));
    assert_eq!(reading.last_seq("zoo"), 2);
    assert_eq!(reading.last_seq("nowhere"), 0);
}

#[test]
fn line_ends_of_another_system_and_blank_lines_are_no_harm() {
    let events = three();
    let other = text(&events).replace('\n', "\r\n") + "\r\n\n";
    let reading = read(other);
    assert_eq!(reading.events(), events);
    assert_eq!(reading.damaged(), []);
    assert!(reading.lines().all(|(_, line)| line.ends_with(b"}")));
}

#[test]
fn a_last_line_cut_off_anywhere_costs_itself_only() {
    let events = three();
    let text = text(&events);
    let before = text[..text.len() - 1].rfind('\n').unwrap() + 1;
    for length in before..text.len() {
        let reading = read(&text[..length]);
        let cut = length - before;
        let (expected, tail) = match cut {
            0 => (2, Tail::Whole),
            // Only the line break is missing.
            _ if length == text.len() - 1 => (3, Tail::Unterminated),
            _ => (2, Tail::Torn(cut)),
        };
        assert_eq!(reading.events(), &events[..expected], "{cut} bytes");
        assert_eq!(reading.tail(), tail, "{cut} bytes");
        assert!(!reading.is_foreign());
    }
}

#[test]
fn a_byte_flipped_in_a_middle_line_costs_that_line_and_names_it() {
    let events = three();
    let text = text(&events);
    let start = text.find('\n').unwrap() + 1;
    let end = start + text[start..].find('\n').unwrap();
    for at in start..end {
        for mask in [0x01, 0x80, 0xff] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= mask;
            // A byte that becomes a line break makes two damaged lines of one.
            let broken = bytes[at] == b'\n';
            let reading = read(bytes);
            assert_eq!(reading.events(), [events[0].clone(), events[2].clone()]);
            let numbers: Vec<usize> = reading.damaged().iter().map(|line| line.number).collect();
            assert_eq!(numbers, if broken { vec![2, 3] } else { vec![2] });
            assert!(reading.warnings()[0].starts_with("line 2 of events.jsonl is damaged"));
        }
    }
    // The line break itself: two events on a line are none.
    let mut bytes = text.into_bytes();
    bytes[end] = b' ';
    let reading = read(bytes);
    assert_eq!(reading.events(), &events[..1]);
    assert_eq!(reading.damaged().len(), 1);
}

#[test]
fn the_same_line_twice_is_one_event_and_two_under_one_id_are_damage() {
    let events = three();
    let twice = text(&events) + &text(&events[1..2]);
    let reading = read(twice.clone());
    assert_eq!(reading.events(), events);
    assert_eq!(reading.damaged(), []);
    let mut changed = events[1].clone();
    changed.actor = "mallory".to_owned();
    let reading = read(twice + &text(&[changed]));
    assert_eq!(reading.events(), events);
    let damaged = &reading.damaged()[0];
    assert_eq!(damaged.number, 5);
    assert_eq!(damaged.damage, Damage::SameId(events[1].id));
}

#[rstest]
#[case::a_picture(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), true)]
#[case::utf_16("{\"id\":\"".encode_utf16().flat_map(u16::to_le_bytes).collect(), true)]
#[case::a_shopping_list(b"milk\nbread\n".to_vec(), true)]
#[case::other_json_lines(b"{\"a\":1}\n{\"a\":2}\n".to_vec(), true)]
#[case::nothing(Vec::new(), false)]
#[case::blank_lines(b"\n\n".to_vec(), false)]
#[case::the_very_beginning(b"{\"i".to_vec(), false)]
#[case::zeros_of_a_crash(vec![0; 400], false)]
fn a_file_that_is_something_else_is_told_from_a_damaged_log(
    #[case] bytes: Vec<u8>,
    #[case] foreign: bool,
) {
    assert_eq!(read(bytes).is_foreign(), foreign);
}

#[test]
fn a_log_of_a_single_damaged_event_is_still_one() {
    let text = text(&three()[..1]);
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 0x80;
        assert!(!read(bytes).is_foreign(), "{at}");
    }
}

#[test]
fn offsets_lead_to_events_and_back() {
    let events = three();
    let reading = read(text(&events));
    for seen in 0..=3 {
        assert_eq!(reading.events_before(reading.offset_behind(seen)), seen);
    }
    assert_eq!(reading.offset_behind(3), text(&events).len() as u64);
}
