//! The shapes of `kidtrip.import/1`, and the report of an import put into them.
//! Frozen like those of `contract`: every family object is in `kept`, `merged` or `left_out`; `skipped` are those of the last
//! that could not be used, and are of no kind.

use super::line;
use crate::catalogue::import::ImportReport;
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns the report of an import as one JSON document, with a final newline.
#[must_use]
pub fn import_to_json(report: &ImportReport) -> String {
    let files = report.files.iter().map(|file| FileEntry {
        from: &file.from,
        objects: file.objects,
        as_of: file.as_of.as_deref(),
        attribution: file.attribution.as_deref(),
        licence: file.licence.as_deref(),
    });
    let kinds = report.kinds.iter().map(|(kind, count)| {
        let entry = KindEntry {
            seen: count.seen,
            kept: count.kept,
        };
        (kind.as_str(), entry)
    });
    let left_out = report.left_out.iter().map(|(why, left)| {
        let entry = LeftEntry {
            count: left.count,
            examples: &left.examples,
        };
        (why.id(), entry)
    });
    line(&Document {
        schema: "kidtrip.import/1",
        catalogue: &report.catalogue,
        files: files.collect(),
        objects: report.objects,
        seen: report.seen,
        kept: report.kept,
        merged: report.merged,
        left_out: left_out.collect(),
        skipped: report.skipped,
        kinds: kinds.collect(),
        unreadable_hours: report.unreadable_hours,
        named_by_surroundings: report.named_by_surroundings,
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    catalogue: &'a str,
    files: Vec<FileEntry<'a>>,
    objects: u64,
    seen: u64,
    kept: u64,
    merged: u64,
    left_out: BTreeMap<&'static str, LeftEntry<'a>>,
    skipped: u64,
    kinds: BTreeMap<&'a str, KindEntry>,
    unreadable_hours: u64,
    named_by_surroundings: u64,
}

#[derive(Serialize)]
struct FileEntry<'a> {
    from: &'a str,
    objects: u64,
    as_of: Option<&'a str>,
    attribution: Option<&'a str>,
    licence: Option<&'a str>,
}

#[derive(Serialize)]
struct LeftEntry<'a> {
    count: u64,
    examples: &'a [String],
}

#[derive(Serialize)]
struct KindEntry {
    seen: u64,
    kept: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::import::{FileRead, KindCount, Left, LeftOut};

    #[test]
    fn every_reason_is_described_to_those_who_read_it() {
        let schema = include_str!("../../../docs/import.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let described = schema["properties"]["left_out"]["properties"]
            .as_object()
            .unwrap();
        let ids: Vec<&str> = LeftOut::ALL.iter().map(|why| why.id()).collect();
        assert_eq!(described.len(), ids.len());
        for (id, why) in ids.into_iter().zip(LeftOut::ALL) {
            let said = described[id]["description"].as_str().unwrap();
            assert_eq!(said.starts_with("Skipped: "), why.is_of_a_record(), "{id}");
        }
    }

    #[test]
    fn an_import_is_told_in_the_shape_that_scripts_expect() {
        let report = ImportReport {
            catalogue: "zoos".to_owned(),
            files: vec![FileRead {
                from: "zoos.csv".to_owned(),
                objects: 3,
                ..FileRead::default()
            }],
            objects: 3,
            seen: 2,
            kept: 1,
            left_out: [(
                LeftOut::NoName,
                Left {
                    count: 1,
                    examples: vec!["line \u{1b}2".to_owned()],
                },
            )]
            .into(),
            kinds: [("zoo".to_owned(), KindCount { seen: 2, kept: 1 })].into(),
            ..ImportReport::default()
        };
        let expected = concat!(
            r#"{"schema":"kidtrip.import/1","catalogue":"zoos","files":[{"from":"zoos.csv","objects":3,"as_of":null,"#,
            r#""attribution":null,"licence":null}],"objects":3,"seen":2,"kept":1,"merged":0,"#,
            r#""left_out":{"no_name":{"count":1,"examples":["line \u001b2"]}},"skipped":0,"kinds":{"zoo":{"seen":2,"kept":1}},"#,
            r#""unreadable_hours":0,"named_by_surroundings":0}"#,
            "\n"
        );
        assert_eq!(import_to_json(&report), expected);
    }
}
