//! Why a part of a file cannot be used, before it is known where in the file that part lies.
//! What stands in a file is quoted in ASCII only, and never at length.

use super::fields::Damage;
use crate::catalogue::import::ImportError;
use std::io;

/// Bytes of a foreign name that are quoted.
const LONGEST_QUOTE: usize = 60;

/// Why a part of a file cannot be used.
#[derive(Debug)]
pub enum Fault {
    /// It is not what it should be.
    Damaged(String),
    /// It breaks a bound.
    TooMuch(String),
    /// It is of a kind that is not read.
    Unsupported(String),
    /// The disk failed.
    Io(io::Error),
    /// There is not the memory for it.
    NoMemory,
    /// Somebody stopped it.
    Interrupted,
}

impl Fault {
    /// Returns the error of a file of which the part at this byte cannot be used.
    pub fn at(self, byte: u64) -> ImportError {
        let place = format!("byte {byte}");
        match self {
            Self::Damaged(why) => ImportError::Damaged { place, why },
            Self::TooMuch(why) => ImportError::TooMuch { place, why },
            Self::Unsupported(why) => ImportError::Unsupported { place, why },
            Self::Io(error) => ImportError::Io(error),
            Self::NoMemory => ImportError::NoMemory,
            Self::Interrupted => ImportError::Interrupted,
        }
    }
}

impl From<Damage> for Fault {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage.0.into())
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged("it ends in the middle of a blob".into()),
            _ => Self::Io(error),
        }
    }
}

/// Returns a name out of a file in quotation marks, harmless and short.
pub fn quoted(name: &[u8]) -> String {
    let shown = name.get(..LONGEST_QUOTE).unwrap_or(name);
    let dots = if shown.len() < name.len() { "..." } else { "" };
    format!("\"{}{dots}\"", shown.escape_ascii())
}
