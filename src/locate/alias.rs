//! The family's own names for places, from the config: `--near home`.
//! A name stands for coordinates, a postcode or a place, never for another name.

use super::LocateError;
use crate::domain::{Location, Precision};
use std::collections::BTreeMap;

/// Resolves what was typed if it is a name of the family's own; `None` when it is not.
pub(super) fn resolve(
    query: &str,
    aliases: &BTreeMap<String, String>,
    mut resolve_plain: impl FnMut(&str) -> Result<Location, LocateError>,
) -> Option<Result<Location, LocateError>> {
    let (name, target) = find(query, aliases)?;
    if let Some((other, _)) = find(target, aliases) {
        return Some(Err(LocateError::AliasOfAlias {
            name: name.to_owned(),
            other: other.to_owned(),
        }));
    }
    Some(match resolve_plain(target) {
        Ok(location) => Ok(Location {
            query: query.to_owned(),
            label: format!("{name} ({})", location.label),
            precision: Precision::Alias,
            ..location
        }),
        Err(source) => Err(LocateError::Alias {
            name: name.to_owned(),
            target: target.to_owned(),
            source: Box::new(source),
        }),
    })
}

/// Returns the entry whose name is `typed`, whatever its case and the space around it.
fn find<'a>(typed: &str, aliases: &'a BTreeMap<String, String>) -> Option<(&'a str, &'a str)> {
    let wanted = typed.trim().to_lowercase();
    aliases
        .iter()
        .map(|(name, target)| (name.trim(), target.as_str()))
        .find(|(name, _)| !wanted.is_empty() && name.to_lowercase() == wanted)
}
