//! `catalogue export`: a catalogue written out for other programs, place by place.

use crate::app::Answer;
use crate::app::catalogue::{categories, open_only};
use crate::app::world::{self, World};
use crate::cli::ExportFormat;
use crate::config::Settings;
use crate::error::Error;
use crate::report;
use std::collections::BTreeSet;

/// Bytes that are printed at once.
const CHUNK: usize = 1 << 16;

/// Prints every place of a catalogue.
///
/// # Errors
/// When it is damaged, and then nothing is printed.
pub(super) fn export(name: &str, format: ExportFormat, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let opened = open_only(name, &config, &settings, categories()?)?;
    // Before the first place is printed: whoever reads it cannot tell that some are missing.
    if let Some(fault) = super::manage::fault_of(name, &config)? {
        return Err(super::manage::is_damaged(name, &fault));
    }
    let mut text = match format {
        ExportFormat::Csv => report::export::csv_header(),
        ExportFormat::Geojson => report::export::geojson_begin(),
    };
    let mut failed = None;
    let mut first = true;
    let mut credits = BTreeSet::new();
    opened
        .catalogues
        .each(|place| {
            if failed.is_some() {
                return;
            }
            match format {
                ExportFormat::Csv => text.push_str(&report::export::csv_line(place)),
                ExportFormat::Geojson => {
                    text.push_str(if first { "\n" } else { ",\n" });
                    text.push_str(&report::export::geojson_feature(place));
                    let credit = place
                        .map
                        .as_ref()
                        .and_then(|map| map.map.attribution.as_ref());
                    if let Some(credit) = credit.filter(|credit| !credits.contains(*credit)) {
                        credits.insert(credit.clone());
                    }
                }
            }
            first = false;
            if text.len() >= CHUNK {
                failed = world::print(&text).err();
                text.clear();
            }
        })
        .map_err(crate::app::catalogue::damaged)?;
    if let Some(error) = failed {
        return Err(error);
    }
    if let Some(fault) = opened.catalogues.faults().values().next() {
        return Err(super::manage::is_damaged(name, &fault.to_string()));
    }
    if format == ExportFormat::Geojson {
        text.push_str(&report::export::geojson_end(&credits));
    }
    let mut answer = Answer::results(text);
    answer.warnings = opened.warnings();
    Ok(answer)
}
