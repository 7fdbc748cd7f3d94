//! GeoJSON text sequences (RFC 8142), each text after a mark of its own, and GeoJSON with a feature a line: read text by text,
//! so that one that cannot be used costs no other.

use super::object::{GeoObject, Parts};
use super::{COLLECTION, FEATURE, Features, Said};
use crate::catalogue::import::read::Means;
use crate::catalogue::import::records::{Document, each_document};
use crate::catalogue::import::{Contents, ImportError};
use std::io::{self, Read};

/// The mark before each text.
const MARK: u8 = 0x1e;

/// Reads a sequence.
///
/// # Errors
/// Names the line from which it is none, or what has coordinates in another system than WGS 84.
pub(in super::super) fn read(input: impl Read, means: &Means<'_>) -> Result<Contents, ImportError> {
    let mut features = Features::new(means);
    let mut said = Said::default();
    each_document(Marked(input), &means.record, |document| {
        take(&document, &mut features, &mut said)
    })?;
    features.finish(said)
}

fn take(
    document: &Document<'_>,
    features: &mut Features<'_>,
    said: &mut Said,
) -> Result<(), ImportError> {
    let mut object = GeoObject::document(features);
    let is_object = match document.read(&mut object)? {
        Ok(is_object) => is_object,
        Err(why) => {
            features.skip(&why);
            return Ok(());
        }
    };
    let GeoObject {
        parts, has_list, ..
    } = object;
    let Parts {
        kind,
        crs,
        timestamp,
        credit,
        feature,
    } = parts;
    crs.check()?;
    match kind.as_str() {
        FEATURE if is_object => {
            let added = features.add(feature);
            added.map_err(|why| document.too_much(why))?;
        }
        COLLECTION if has_list => {}
        _ => features.skip_other(&kind),
    }
    said.timestamp = said.timestamp.take().or(timestamp);
    said.credit = said.credit.take().or(credit);
    Ok(())
}

/// A sequence whose marks are blanks, as JSON knows none of them.
struct Marked<R>(R);

impl<R: Read> Read for Marked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let more = self.0.read(buffer)?;
        let read = buffer.iter_mut().take(more);
        // Within a text of JSON it may not stand at all.
        read.filter(|byte| **byte == MARK)
            .for_each(|byte| *byte = b' ');
        Ok(more)
    }
}
