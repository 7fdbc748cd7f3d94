//! What a file says of itself: which features a reader has to know, and when the map was so.
//! A feature that is not known here may change the meaning of everything else, so the file is refused.

use super::fault::{Fault, quoted};
use super::fields::Fields;
use jiff::Timestamp;

/// Features that a file may require of its reader.
const KNOWN: [&[u8]; 2] = [b"OsmSchema-V0.6", b"DenseNodes"];

/// Reads a header and returns when the map was so, RFC 3339, if it says.
pub fn read(header: &[u8]) -> Result<Option<String>, Fault> {
    let mut as_of = None;
    let mut fields = Fields::new(header);
    while let Some((field, value)) = fields.field()? {
        match field {
            4 => require(value.bytes()?)?,
            32 => as_of = Timestamp::from_second(value.signed()?).ok(),
            _ => {}
        }
    }
    Ok(as_of.map(|instant| instant.to_string()))
}

fn require(feature: &[u8]) -> Result<(), Fault> {
    if KNOWN.contains(&feature) {
        return Ok(());
    }
    // Leaving out what is marked as deleted would not do: places would also be where they once were.
    Err(Fault::Unsupported(if feature == b"HistoricalInformation" {
        "it holds the whole history of the map; `osmium time-filter` makes an extract of its present".into()
    } else {
        format!(
            "it needs the feature {}, which is not known here",
            quoted(feature)
        )
    }))
}
