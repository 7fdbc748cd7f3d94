//! Which format a file is in, by its first bytes: endings lie, and files come without one.
//! What cannot be read is called by its name, with the way out.

use super::ImportError;

/// Bytes of a file's beginning that tell its format.
pub const TELLING: usize = 64 * 1024;

/// A format of maps that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An OpenStreetMap extract in protocol buffers: .osm.pbf.
    Pbf,
    /// Any of those that are text.
    Text(TextFormat),
}

/// A format of maps that is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    /// What an Overpass server answers.
    Overpass,
    /// GeoJSON: a collection of features.
    GeoJson,
    /// GeoJSON, a feature a line or after a mark: a single one too.
    GeoJsonSequence,
    /// A table.
    Csv,
    /// Waypoints.
    Gpx,
}

impl Format {
    /// Returns what people call it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pbf => "OpenStreetMap extract",
            Self::Text(TextFormat::Overpass) => "Overpass JSON",
            Self::Text(TextFormat::GeoJson) => "GeoJSON",
            Self::Text(TextFormat::GeoJsonSequence) => "a sequence of GeoJSON",
            Self::Text(TextFormat::Csv) => "CSV",
            Self::Text(TextFormat::Gpx) => "GPX",
        }
    }
}

/// What stands before each text of a sequence (RFC 8142).
const RECORD_MARK: u8 = 0x1e;

/// Beginnings of files that are no map that can be read, and what to say of them.
const OTHERS: [(&[u8], &str); 12] = [
    (
        b"PK\x03\x04",
        "it is a zip archive; unpack it and import the file inside",
    ),
    (b"PK\x05\x06", "it is an empty zip archive"),
    (
        b"\x1f\x8b",
        "it is packed with gzip; unpack it first (gunzip)",
    ),
    (b"BZh", "it is packed with bzip2; unpack it first (bunzip2)"),
    (
        b"\xfd7zXZ\0",
        "it is packed with xz; unpack it first (unxz)",
    ),
    (
        b"7z\xbc\xaf",
        "it is a 7-Zip archive; unpack it and import the file inside",
    ),
    (
        b"SQLite format 3\0",
        "it is a GeoPackage or another database; export a layer of it as GeoJSON (QGIS, ogr2ogr)",
    ),
    (
        b"\0\0\x27\x0a",
        "it is a shapefile; export it as GeoJSON in WGS 84 (QGIS, ogr2ogr)",
    ),
    (
        b"\xff\xe0",
        "it is OpenStreetMap data in o5m; make a .osm.pbf of it (osmium cat, osmconvert)",
    ),
    (b"%PDF", "it is a PDF"),
    (b"\xff\xfe", "it is text in UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "it is text in UTF-16; save it as UTF-8"),
];

/// Returns the format of a file that begins with `start`, the first [`TELLING`] bytes of it or all there are.
///
/// # Errors
/// [`ImportError::Unsuitable`] says what it is instead, and what can be done.
pub fn detect(start: &[u8]) -> Result<Format, ImportError> {
    if let Some((_, why)) = OTHERS.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Err(unsuitable(why));
    }
    if is_pbf(start) {
        return Ok(Format::Pbf);
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let text = text.trim_ascii_start();
    let format = match text.first() {
        None => return Err(unsuitable("it is empty")),
        Some(b'{') => of_json(text)?,
        Some(&RECORD_MARK) => of_sequence(text)?,
        Some(b'[') => {
            return Err(unsuitable(
                "it is a JSON list; an Overpass answer or a GeoJSON feature collection is needed",
            ));
        }
        Some(b'<') => of_xml(text)?,
        Some(_) if text.contains(&0) => {
            return Err(unsuitable(
                "it is neither text nor an OpenStreetMap extract",
            ));
        }
        Some(_) => of_table(text)?,
    };
    Ok(Format::Text(format))
}

fn unsuitable(why: &str) -> ImportError {
    ImportError::Unsuitable(why.to_owned())
}

/// A .osm.pbf begins with the length of its first header, in four bytes, and that header's type.
fn is_pbf(start: &[u8]) -> bool {
    let length_is_short = start.starts_with(&[0, 0]);
    length_is_short && start.get(4..15) == Some(b"\x0a\x09OSMHeader")
}

fn of_json(text: &[u8]) -> Result<TextFormat, ImportError> {
    for word in outer_words(text) {
        match word {
            b"elements" | b"osm3s" => return Ok(TextFormat::Overpass),
            b"FeatureCollection" | b"features" | b"geometries" | b"coordinates" => {
                return Ok(TextFormat::GeoJson);
            }
            // One feature alone is a sequence of one.
            b"Feature" | b"geometry" => return Ok(TextFormat::GeoJsonSequence),
            b"Topology" => {
                return Err(unsuitable(
                    "it is TopoJSON; export it as GeoJSON (QGIS, ogr2ogr, topo2geo)",
                ));
            }
            _ => {}
        }
    }
    Err(unsuitable(
        "it is JSON, but neither an Overpass answer nor GeoJSON",
    ))
}

/// Returns the format of texts that stand each after a mark.
fn of_sequence(text: &[u8]) -> Result<TextFormat, ImportError> {
    let first = text.strip_prefix(&[RECORD_MARK]).unwrap_or(text);
    match of_json(first.trim_ascii_start()) {
        Ok(TextFormat::GeoJson | TextFormat::GeoJsonSequence) => Ok(TextFormat::GeoJsonSequence),
        _ => Err(unsuitable(
            "it is a sequence of JSON texts, but not of GeoJSON",
        )),
    }
}

/// Returns the strings that stand in the outermost object of a JSON text: its keys, and its values that are text.
fn outer_words(text: &[u8]) -> Vec<&[u8]> {
    let mut words = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let start = at;
                while let Some(&inside) = text.get(at).filter(|&&inside| inside != b'"') {
                    at += if inside == b'\\' { 2 } else { 1 };
                }
                if depth == 1 {
                    words.extend(text.get(start..at));
                }
                at += 1;
            }
            _ => {}
        }
    }
    words
}

fn of_xml(text: &[u8]) -> Result<TextFormat, ImportError> {
    let start = String::from_utf8_lossy(text.get(..4096).unwrap_or(text)).to_lowercase();
    let root = start
        .split('<')
        .map(|tag| {
            let name = tag.split(|c: char| !(c.is_alphanumeric() || c == ':'));
            name.into_iter().next().unwrap_or_default()
        })
        .find(|name| !name.is_empty());
    // An Overpass server that fails answers with a web page.
    match root.map(|name| name.rsplit(':').next().unwrap_or(name)) {
        Some("gpx") => Ok(TextFormat::Gpx),
        Some("osm") => Err(unsuitable(
            "it is OpenStreetMap XML; make a .osm.pbf of it (osmium cat FILE -o FILE.osm.pbf) or ask for JSON",
        )),
        Some("osmchange") => Err(unsuitable(
            "it is a list of changes to a map; apply it to an extract first (osmium apply-changes)",
        )),
        Some("kml") => Err(unsuitable(
            "it is KML; export it as GeoJSON or GPX (QGIS, ogr2ogr)",
        )),
        Some("html") => Err(unsuitable(
            "it is a web page, most likely the error of a server; get the file again",
        )),
        _ if start.contains("<!doctype html") => Err(unsuitable(
            "it is a web page, most likely the error of a server; get the file again",
        )),
        _ => Err(unsuitable("it is XML, but no GPX")),
    }
}

fn of_table(text: &[u8]) -> Result<TextFormat, ImportError> {
    let header = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let has_columns = header.iter().any(|byte| b",;\t|".contains(byte));
    if has_columns {
        Ok(TextFormat::Csv)
    } else {
        Err(unsuitable(
            "it is no format that is known: an .osm.pbf extract, Overpass JSON, GeoJSON, CSV with a line of column names, or GPX",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::an_extract(b"\0\0\0\x0d\x0a\x09OSMHeader\x18\x7c", Format::Pbf)]
    #[case::overpass(
        br#"{"version":0.6,"elements":[]}"#,
        Format::Text(TextFormat::Overpass)
    )]
    #[case::overpass_its_elements_last(
        br#"{"osm3s":{"features":1},"remark":"x"}"#,
        Format::Text(TextFormat::Overpass)
    )]
    #[case::a_collection(
        b"\xef\xbb\xbf \n{ \"type\": \"FeatureCollection\"",
        Format::Text(TextFormat::GeoJson)
    )]
    #[case::its_features_first(
        br#"{"name":"a \" {","features":["#,
        Format::Text(TextFormat::GeoJson)
    )]
    #[case::one_feature(
        br#"{"type":"Feature","id":"n1","geometry":{"type":"Point"}}"#,
        Format::Text(TextFormat::GeoJsonSequence)
    )]
    #[case::a_feature_a_line(
        b"{\"geometry\":{\"type\":\"Point\"},\"type\":\"Feature\"}\n{\"type\":\"Feature\"}\n",
        Format::Text(TextFormat::GeoJsonSequence)
    )]
    #[case::a_sequence(
        b"\x1e{\"type\":\"Feature\"}\n\x1e{}\n",
        Format::Text(TextFormat::GeoJsonSequence)
    )]
    #[case::a_sequence_of_collections(
        b"\x1e{\"type\":\"FeatureCollection\",\"features\":[]}\n",
        Format::Text(TextFormat::GeoJsonSequence)
    )]
    #[case::a_bare_geometry(
        br#"{"coordinates":[1,2],"type":"Point"}"#,
        Format::Text(TextFormat::GeoJson)
    )]
    #[case::a_table(b"name,lat,lon\nZoo,1,2\n", Format::Text(TextFormat::Csv))]
    #[case::a_table_with_semicolons(b"name;lat;lon\r\n", Format::Text(TextFormat::Csv))]
    #[case::waypoints(
        b"<?xml version=\"1.0\"?>\n<!-- a -->\n<gpx version=\"1.1\">",
        Format::Text(TextFormat::Gpx)
    )]
    fn a_format_is_told_by_its_beginning(#[case] start: &[u8], #[case] format: Format) {
        assert_eq!(detect(start).unwrap(), format);
    }

    #[rstest]
    #[case::nothing(b"", "it is empty")]
    #[case::blank(b" \r\n", "it is empty")]
    #[case::zip(b"PK\x03\x04abc", "unpack it")]
    #[case::gzip(b"\x1f\x8b\x08", "gunzip")]
    #[case::bzip2(b"BZh91AY", "bunzip2")]
    #[case::osm_xml(b"<?xml version='1.0'?><osm version=\"0.6\">", "osmium cat")]
    #[case::kml(b"<kml xmlns=\"http://www.opengis.net/kml/2.2\">", "GeoJSON or GPX")]
    #[case::a_page(b"<!DOCTYPE html><html><body>Error", "a web page")]
    #[case::an_old_page(
        b"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C\">\n<html>",
        "a web page"
    )]
    #[case::a_feed(b"<rss></rss>", "no GPX")]
    #[case::a_database(b"SQLite format 3\0", "as GeoJSON")]
    #[case::utf16(b"\xff\xfen\0a\0", "UTF-8")]
    #[case::a_json_list(b"[1,2]", "JSON list")]
    #[case::other_json(br#"{"a":{"elements":[]}}"#, "neither")]
    #[case::another_sequence(b"\x1e{\"a\":1}\n", "but not of GeoJSON")]
    #[case::a_sequence_of_nothing(b"\x1e\n", "but not of GeoJSON")]
    #[case::topojson(br#"{"type":"Topology"}"#, "TopoJSON")]
    #[case::prose(b"Dear all\nplease find, attached", "no format that is known")]
    #[case::bytes(b"\x01\x00\x02,", "neither text")]
    fn what_cannot_be_read_is_called_by_its_name(#[case] start: &[u8], #[case] says: &str) {
        let error = detect(start).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }

    proptest! {
        #[test]
        fn any_bytes_have_an_answer(start: Vec<u8>, first in prop_oneof![Just(""), Just("{"), Just("{\"a\\"), Just("<")]) {
            let mut bytes = first.as_bytes().to_vec();
            bytes.extend(start);
            let _ = detect(&bytes);
        }
    }
}
