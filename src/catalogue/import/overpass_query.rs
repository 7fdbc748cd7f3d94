//! What an Overpass server is asked: the objects around a point that the selectors may take for places.
//! The query language is that of the service's own documentation; a small time is declared, which is admitted first.

use super::selectors::Selectors;
use crate::domain::Position;
use std::fmt::Write;

/// Seconds the server may take. A high figure is admitted later when it is busy.
pub const SERVER_SECONDS: u64 = 60;
/// The widest circle that is asked for, km: beyond it a map extract is the way.
pub const WIDEST_KM: f64 = 100.0;
/// Nameless playgrounds and the like are asked for only this near, km: there are tens of thousands.
pub const NAMELESS_KM: f64 = 10.0;

/// A tag that makes an object worth asking for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedTag {
    /// The key.
    pub key: String,
    /// The values that matter; `None` for any.
    pub values: Option<Vec<String>>,
    /// Whether only objects with a name are wanted.
    pub named: bool,
}

impl Selectors {
    /// Returns the tags of objects that may be places: those that need a name first, then those that need none.
    #[must_use]
    pub fn asked(&self) -> Vec<AskedTag> {
        let of = |named: bool| {
            self.tags(named)
                .into_iter()
                .map(move |(key, values)| AskedTag { key, values, named })
        };
        of(true).chain(of(false)).collect()
    }
}

/// Returns the query for the objects with one of `tags` within `km` of `centre`.
#[must_use]
pub fn overpass_query(centre: Position, km: f64, tags: &[AskedTag]) -> String {
    let mut query = format!("[out:json][timeout:{SERVER_SECONDS}];\n(\n");
    for tag in tags {
        let km = if tag.named { km } else { km.min(NAMELESS_KM) };
        let condition = match tag.values.as_deref() {
            None => quoted(&tag.key),
            Some([value]) => format!("{}={}", quoted(&tag.key), quoted(value)),
            Some(values) => {
                let escaped: Vec<String> = values.iter().map(|value| literal(value)).collect();
                let pattern = format!("^({})$", escaped.join("|"));
                format!("{}~{}", quoted(&tag.key), quoted(&pattern))
            }
        };
        let name = if tag.named { "[\"name\"]" } else { "" };
        let _ = writeln!(
            query,
            "  nwr(around:{:.0},{:.4},{:.4})[{condition}]{name};",
            1000.0 * km,
            centre.lat(),
            centre.lon()
        );
    }
    query.push_str(");\nout center tags;\n");
    query
}

/// Returns a string of the query language.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns the regular expression that matches just this text.
fn literal(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        if ".^$*+?()[]{}|\\".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(key: &str, values: Option<&[&str]>, named: bool) -> AskedTag {
        AskedTag {
            key: key.to_owned(),
            values: values.map(|all| all.iter().map(|&value| value.to_owned()).collect()),
            named,
        }
    }

    #[test]
    fn the_query_is_the_documented_one() {
        let centre = Position::new(53.4132, -2.2314).unwrap();
        let tags = [
            tag("tourism", Some(&["zoo", "museum"]), true),
            tag("leisure", Some(&["playground"]), false),
            tag("ruins", None, true),
        ];
        assert_eq!(
            overpass_query(centre, 40.0, &tags),
            "[out:json][timeout:60];\n(\n  \
             nwr(around:40000,53.4132,-2.2314)[\"tourism\"~\"^(zoo|museum)$\"][\"name\"];\n  \
             nwr(around:10000,53.4132,-2.2314)[\"leisure\"=\"playground\"];\n  \
             nwr(around:40000,53.4132,-2.2314)[\"ruins\"][\"name\"];\n);\nout center tags;\n"
        );
    }

    #[test]
    fn nothing_in_a_tag_ends_its_string_or_widens_its_pattern() {
        let centre = Position::new(0.0, 0.0).unwrap();
        let tags = [tag("a\"]", Some(&["x|y", "(z)", "q\"];out;"]), true)];
        let query = overpass_query(centre, 1.0, &tags);
        let condition = r#"["a\"]"~"^(x\\|y|\\(z\\)|q\"\\];out;)$"]["name"]"#;
        assert!(query.contains(condition), "{query}");
    }
}
