//! `--format gpx`: the places as waypoints (GPX 1.1), for a satnav or a map on the telephone.
//! `quick-xml` escapes what names bring along.

use super::telling::{Telling, Told};
use super::words::round_to;
use super::{Report, no_place};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

type To = Writer<Vec<u8>>;

/// Returns the results as a GPX file, one waypoint each.
#[must_use]
pub fn to_gpx(report: &Report<'_>) -> String {
    let telling = Telling::of(report);
    let mut to = Writer::new_with_indent(Vec::new(), b' ', 1);
    put(
        &mut to,
        Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)),
    );
    let attributes = [
        ("version", "1.1"),
        ("creator", "kidtrip"),
        ("xmlns", "http://www.topografix.com/GPX/1/1"),
    ];
    element(&mut to, "gpx", &attributes, |to| {
        element(to, "metadata", &[], |to| about(to, report, &telling));
        for told in telling.places() {
            waypoint(to, told);
        }
    });
    let mut file = String::from_utf8(to.into_inner()).unwrap_or_default();
    file.push('\n');
    file
}

fn about(to: &mut To, report: &Report<'_>, telling: &Telling<'_>) {
    text(to, "name", &telling.title);
    let mut about: Vec<String> = telling.head().cloned().collect();
    about.extend(no_place(report));
    about.push(telling.credits_in_short.clone());
    text(to, "desc", &about.join("\n"));
    let made = report.generated_at.strftime("%Y-%m-%dT%H:%M:%SZ");
    text(to, "time", &made.to_string());
}

fn waypoint(to: &mut To, told: &Told<'_>) {
    let position = told.place.position;
    let lat = round_to(position.lat(), 6).to_string();
    let lon = round_to(position.lon(), 6).to_string();
    element(to, "wpt", &[("lat", &lat), ("lon", &lon)], |to| {
        text(to, "name", &format!("{}. {}", told.rank, told.name));
        let when = format!(
            "{} {}, {}, there {}",
            told.visit.day,
            told.weather,
            told.drive,
            told.hours_there()
        );
        let lines = std::iter::once(when)
            .chain(told.said.iter().cloned())
            .chain(told.map_credit.clone());
        text(to, "desc", &lines.collect::<Vec<_>>().join("\n"));
        if let Some(link) = &told.link {
            element(to, "link", &[("href", link)], |to| {
                text(to, "text", &told.name);
            });
        }
        text(to, "type", &told.place.category.id);
    });
}

fn element(to: &mut To, name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut To)) {
    let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
    put(to, Event::Start(start));
    content(to);
    put(to, Event::End(BytesEnd::new(name)));
}

fn text(to: &mut To, name: &str, content: &str) {
    element(to, name, &[], |to| {
        put(to, Event::Text(BytesText::new(content)));
    });
}

fn put(to: &mut To, event: Event<'_>) {
    // It is written to memory, which cannot fail.
    let _ = to.write_event(event);
}
