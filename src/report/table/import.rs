//! What an import kept, merged and left out, and why, as a page of text.

use super::layout::{numbers, row, text};
use super::{Page, page_width};
use crate::catalogue::import::{FileRead, ImportReport};
use crate::report::safe::printable;
use crate::report::words::thousands;
use crate::report::wrap::{indented, wrapped};
use comfy_table::Cell;

/// Returns the report of an import as a page of text.
#[must_use]
pub fn import_to_table(report: &ImportReport, style: Page) -> String {
    let width = page_width(style);
    let mut page = wrapped(&heading(report), width);
    for file in &report.files {
        page.push_str(&indented(&read(file), width, 2));
    }
    if !report.kinds.is_empty() {
        page.push('\n');
        page.push_str(&kinds(report, style));
    }
    page.push('\n');
    page.push_str(&others(report, style));
    page.push_str(&wrapped(&sum(report), width));
    let notes = notes(report);
    if !notes.is_empty() {
        page.push('\n');
    }
    for note in notes {
        page.push_str(&wrapped(&note, width));
    }
    page.push('\n');
    for credit in credits(report) {
        page.push_str(&wrapped(&credit, width));
    }
    page
}

fn heading(report: &ImportReport) -> String {
    format!(
        "{}: {} made of {} among {}",
        printable(&report.catalogue),
        counted(report.kept, "place", "places"),
        counted(report.seen, "family object", "family objects"),
        counted(report.objects, "object looked at", "objects looked at"),
    )
}

fn read(file: &FileRead) -> String {
    let as_of = file.as_of.as_deref().map(|as_of| {
        let day = as_of.split('T').next().unwrap_or(as_of);
        format!(", the map as of {}", printable(day))
    });
    format!(
        "{}: {}{}",
        printable(&file.from),
        counted(file.objects, "object", "objects"),
        as_of.unwrap_or_default()
    )
}

fn kinds(report: &ImportReport, style: Page) -> String {
    let columns = [text(24, 0), numbers(10, 1), numbers(10, 1)];
    let mut table = row(style, &columns, ["kind", "seen", "kept"].map(Cell::new));
    for (kind, count) in &report.kinds {
        let cells = [
            printable(kind).into_owned(),
            thousands(count.seen),
            thousands(count.kept),
        ];
        table.push_str(&row(style, &columns, cells.map(Cell::new)));
    }
    table
}

/// Returns what became of those that are no place: merged, left out, or skipped where nobody could make anything of them.
fn others(report: &ImportReport, style: Page) -> String {
    let columns = [text(35, 0), numbers(10, 1), text(examples_width(style), 1)];
    let line = |words: &str, count: u64, examples: String| {
        row(
            style,
            &columns,
            [words.to_owned(), thousands(count), examples].map(Cell::new),
        )
    };
    let reasons = |of_records: bool| {
        let all = report.left_out.iter();
        let wanted = all.filter(move |(why, _)| why.is_of_a_record() == of_records);
        wanted.map(|(why, left)| {
            let examples = left.examples.iter().map(|example| printable(example));
            let examples = examples.collect::<Vec<_>>().join("; ");
            line(&format!("  {}", why.as_str()), left.count, examples)
        })
    };
    let left_out = report.left_out_in_all().saturating_sub(report.skipped);
    let mut table = line("merged with the same place", report.merged, String::new());
    table.push_str(&line("left out", left_out, String::new()));
    table.extend(reasons(false));
    if report.skipped > 0 {
        table.push_str(&line(
            "skipped, could not be used",
            report.skipped,
            String::new(),
        ));
        table.extend(reasons(true));
    }
    table
}

fn examples_width(style: Page) -> u16 {
    page_width(style).saturating_sub(46)
}

/// Returns how the numbers add up.
fn sum(report: &ImportReport) -> String {
    let left_out = report.left_out_in_all().saturating_sub(report.skipped);
    let sum = format!(
        "{} seen = {} kept + {} merged + {} left out + {} skipped",
        thousands(report.seen),
        thousands(report.kept),
        thousands(report.merged),
        thousands(left_out),
        thousands(report.skipped),
    );
    match report.skipped {
        0 => format!("{sum}."),
        _ => format!("{sum}; what is skipped is of no kind above."),
    }
}

fn notes(report: &ImportReport) -> Vec<String> {
    let mut notes = Vec::new();
    match report.unreadable_hours {
        0 => {}
        1 => notes
            .push("1 place has opening hours that cannot be read: they are not known.".to_owned()),
        more => notes.push(format!(
            "{} places have opening hours that cannot be read: they are not known.",
            thousands(more)
        )),
    }
    match report.named_by_surroundings {
        0 => {}
        1 => notes.push("1 place without a name is called after what is around it.".to_owned()),
        more => notes.push(format!(
            "{} places without a name are called after what is around them.",
            thousands(more)
        )),
    }
    notes
}

/// Returns whom to credit, each once; says of which file nobody is known.
fn credits(report: &ImportReport) -> Vec<String> {
    let mut credits = Vec::new();
    for file in &report.files {
        let licence = file.licence.as_deref().map(printable);
        let credit = match (file.attribution.as_deref(), licence) {
            (Some(credit), Some(licence)) if !credit.contains(&*licence) => {
                format!("{}, {licence}", printable(credit))
            }
            (Some(credit), _) => printable(credit).into_owned(),
            (None, Some(licence)) => format!("{}: {licence}", printable(&file.from)),
            (None, None) => format!("{}: whom to credit is not known", printable(&file.from)),
        };
        if !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    credits
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        thousands(count),
        if count == 1 { one } else { many }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::import::{KindCount, Left, LeftOut};
    use unicode_width::UnicodeWidthStr;

    fn report() -> ImportReport {
        let left = |count, examples: &[&str]| Left {
            count,
            examples: examples
                .iter()
                .map(|example| (*example).to_owned())
                .collect(),
        };
        ImportReport {
            catalogue: "rutland".to_owned(),
            files: vec![FileRead {
                from: "rutland\u{1b}[2J.osm.pbf".to_owned(),
                as_of: Some("2018-05-04T20:21:02Z".to_owned()),
                attribution: Some("Map data (c) OpenStreetMap contributors, ODbL 1.0".to_owned()),
                licence: Some("ODbL 1.0".to_owned()),
                objects: 113_647,
            }],
            objects: 113_647,
            seen: 60,
            kept: 41,
            merged: 3,
            left_out: [
                (LeftOut::NoName, left(12, &["way/1", "way/2", "way/3"])),
                (
                    LeftOut::Inside,
                    left(
                        4,
                        &[
                            "Siberian Tiger (node/103)",
                            "Meerkats (node/104)",
                            "Owl Barn (way/105)",
                        ],
                    ),
                ),
            ]
            .into(),
            skipped: 0,
            kinds: [("museum".to_owned(), KindCount { seen: 9, kept: 7 })].into(),
            unreadable_hours: 1,
            named_by_surroundings: 8,
        }
    }

    #[test]
    fn an_import_is_told_on_eighty_columns() {
        let page = import_to_table(
            &report(),
            Page {
                width: 80,
                colour: false,
                unicode: true,
            },
        );
        let expected = "\
rutland: 41 places made of 60 family objects among 113,647 objects looked at
  rutland[2J.osm.pbf: 113,647 objects, the map as of 2018-05-04

kind                          seen      kept
museum                           9         7

merged with the same place                  3
left out                                   16
  no name                                  12 way/1; way/2; way/3
  part of a zoo, farm or theme park         4 Siberian Tiger (node/103);
                                              Meerkats (node/104); Owl Barn
                                              (way/105)
60 seen = 41 kept + 3 merged + 16 left out + 0 skipped.

1 place has opening hours that cannot be read: they are not known.
8 places without a name are called after what is around them.

Map data (c) OpenStreetMap contributors, ODbL 1.0
";
        assert_eq!(page, expected);
    }

    #[test]
    fn records_that_could_not_be_used_are_told_apart_with_their_places() {
        let mut report = report();
        let examples = [
            "line 7: 3 columns, where the first line names 5",
            "line 9: 1 column",
        ];
        let left = Left {
            count: 2,
            examples: examples.map(str::to_owned).into(),
        };
        report.left_out.insert(LeftOut::BadValue, left);
        report.skipped = 2;
        report.seen += 2;
        let page = import_to_table(
            &report,
            Page {
                width: 100,
                colour: false,
                unicode: true,
            },
        );
        let expected = "\
skipped, could not be used                  2
  a value that does not fit                 2 line 7: 3 columns, where the first line names 5; line
                                              9: 1 column
62 seen = 41 kept + 3 merged + 16 left out + 2 skipped; what is skipped is of no kind above.
";
        assert!(page.contains(expected), "{page}");
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in [60, 80, 120] {
            let page = import_to_table(
                &report(),
                Page {
                    width,
                    colour: false,
                    unicode: true,
                },
            );
            for line in page.lines() {
                assert!(line.width() <= usize::from(width), "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_file_of_nobody_known_is_said_to_be_so() {
        let mut report = report();
        report.files[0].attribution = None;
        report.files[0].licence = None;
        let page = import_to_table(
            &report,
            Page {
                width: 80,
                colour: false,
                unicode: true,
            },
        );
        assert!(page.ends_with("whom to credit is not known\n"), "{page}");
    }
}
