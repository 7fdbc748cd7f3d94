//! The blobs of which a file is made: where each one lies, and what is in it once unpacked.
//! A length is never believed before it is checked against its bound and against the file.

use super::fault::{Fault, quoted};
use super::fields::Fields;
use crate::catalogue::import::{ImportError, Progress};
use flate2::{Decompress, FlushDecompress, Status};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

/// Bytes of a blob's header, by the format.
const LARGEST_HEADER: u32 = 64 * 1024;
/// Bytes of a blob, packed or unpacked, by the format.
const LARGEST_BLOB: u64 = 32 * 1024 * 1024;
/// Blobs of a file; the whole planet has less than two million.
const MOST_BLOBS: usize = 4_000_000;
/// How many blobs are listed between two looks at whether to go on.
const BETWEEN_LOOKS: usize = 1024;

const NO_MAP: &str = "it is no OpenStreetMap PBF file";

/// Where a blob lies.
#[derive(Debug, Clone, Copy)]
pub struct Framed {
    /// The byte at which its frame begins.
    pub byte: u64,
    /// The byte at which it begins itself, after its frame.
    start: u64,
    size: u32,
    /// What it holds, if that is known here.
    holds: Option<Holds>,
}

/// What a blob holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// What the file says of itself.
    Header,
    /// Objects of the map.
    Objects,
}

impl Framed {
    /// Returns how many bytes of the file it takes.
    pub fn bytes(&self) -> u64 {
        self.start - self.byte + u64::from(self.size)
    }

    fn end(&self) -> u64 {
        self.start + u64::from(self.size)
    }
}

/// Lists the blobs that are headers and those that hold objects, without reading them.
pub fn list(
    file: &File,
    length: u64,
    progress: Progress<'_>,
) -> Result<(Vec<Framed>, Vec<Framed>), ImportError> {
    let mut file = BufReader::with_capacity(128, file);
    file.seek(SeekFrom::Start(0))?;
    if length == 0 {
        return Err(Fault::Damaged("it is empty".into()).at(0));
    }
    let (mut headers, mut objects) = (Vec::new(), Vec::new());
    let mut byte = 0;
    while byte < length {
        let blob = frame(&mut file, byte, length).map_err(|fault| fault.at(byte))?;
        match blob.holds {
            Some(Holds::Header) => headers.push(blob),
            Some(Holds::Objects) => objects.push(blob),
            None => {}
        }
        let count = headers.len() + objects.len();
        if count > MOST_BLOBS {
            let why = format!("it is cut into more than {MOST_BLOBS} blobs");
            return Err(Fault::TooMuch(why).at(byte));
        }
        if count % BETWEEN_LOOKS == 0 && !progress(0) {
            return Err(ImportError::Interrupted);
        }
        file.seek_relative(i64::from(blob.size))?;
        byte = blob.end();
    }
    Ok((headers, objects))
}

/// Reads the frame of the blob that begins at `byte`, where the file is read next.
fn frame(file: &mut impl Read, byte: u64, length: u64) -> Result<Framed, Fault> {
    let first = byte == 0;
    let mut prefix = [0; 4];
    if length - byte < 4 {
        let why = if first {
            NO_MAP
        } else {
            "it ends in the middle of a blob"
        };
        return Err(Fault::Damaged(why.into()));
    }
    file.read_exact(&mut prefix)?;
    let size = u32::from_be_bytes(prefix);
    if size > LARGEST_HEADER {
        return Err(Fault::Damaged(if first {
            foreign(prefix)
        } else {
            format!("a blob's header of {size} bytes, where {LARGEST_HEADER} are the most")
        }));
    }
    let mut header = vec![0; usize::try_from(size).unwrap_or_default()];
    file.read_exact(&mut header)?;
    let (name, size) = match named(&header) {
        Err(Fault::Damaged(_)) if first => return Err(Fault::Damaged(NO_MAP.into())),
        named => named?,
    };
    let holds = match name {
        b"OSMHeader" => Some(Holds::Header),
        _ if first => {
            let why = format!("{NO_MAP}: its first blob is {}", quoted(name));
            return Err(Fault::Damaged(why));
        }
        b"OSMData" => Some(Holds::Objects),
        _ => None,
    };
    let start = byte + 4 + u64::try_from(header.len()).unwrap_or_default();
    let blob = Framed {
        byte,
        start,
        size,
        holds,
    };
    if blob.end() > length {
        return Err(Fault::Damaged("it ends in the middle of a blob".into()));
    }
    Ok(blob)
}

/// Returns the type and the size of a blob, as its header has them.
fn named(header: &[u8]) -> Result<(&[u8], u32), Fault> {
    let (mut name, mut size) = (None, None);
    let mut fields = Fields::new(header);
    while let Some((field, value)) = fields.field()? {
        match field {
            1 => value.once(&mut name)?,
            3 => size = Some(value.number()?),
            _ => {}
        }
    }
    let (Some(name), Some(size)) = (name, size) else {
        return Err(Fault::Damaged(
            "a blob's header has no type or no size".into(),
        ));
    };
    match u32::try_from(size) {
        Ok(small) if size <= LARGEST_BLOB => Ok((name, small)),
        _ => {
            let why = format!("a blob of {size} bytes, where {LARGEST_BLOB} are the most");
            Err(Fault::Damaged(why))
        }
    }
}

/// Returns what a file that begins so seems to be instead.
fn foreign(beginning: [u8; 4]) -> String {
    let seems = match beginning {
        [b'<', ..] | [0xef, 0xbb, 0xbf, b'<'] => "it looks like XML",
        [b'{' | b'[', ..] => "it looks like JSON",
        [0x1f, 0x8b, ..] => "it is compressed with gzip",
        [b'B', b'Z', b'h', _] => "it is compressed with bzip2",
        [0xfd, b'7', b'z', b'X'] => "it is compressed with xz",
        [b'P', b'K', ..] => "it is a ZIP archive",
        _ => return NO_MAP.into(),
    };
    format!("{NO_MAP}; {seems}")
}

/// Reads blobs and unpacks them, in buffers that it keeps for the next one.
#[derive(Debug)]
pub struct Unpacker {
    packed: Vec<u8>,
    unpacked: Vec<u8>,
    inflate: Decompress,
}

impl Unpacker {
    /// Returns one without buffers yet.
    pub fn new() -> Self {
        Self {
            packed: Vec::new(),
            unpacked: Vec::new(),
            inflate: Decompress::new(true),
        }
    }

    /// Reads a blob and returns what is in it.
    pub fn unpack(&mut self, file: &Mutex<&File>, blob: &Framed) -> Result<&[u8], Fault> {
        let packed = room(&mut self.packed, u64::from(blob.size))?;
        {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(blob.start))?;
            file.read_exact(packed)?;
        }
        let (content, size) = content(packed)?;
        match content {
            Content::Raw(raw) => Ok(raw),
            Content::Zlib(packed) => {
                let unpacked = room(&mut self.unpacked, size)?;
                inflate(&mut self.inflate, packed, unpacked)?;
                Ok(unpacked)
            }
            Content::Lz4(packed) => {
                let unpacked = room(&mut self.unpacked, size)?;
                match lz4_flex::block::decompress_into(packed, unpacked) {
                    Ok(filled) if filled == unpacked.len() => Ok(unpacked),
                    Ok(_) => Err(Fault::Damaged(LIES.into())),
                    Err(error) => Err(Fault::Damaged(format!("its LZ4 data: {error}"))),
                }
            }
        }
    }
}

const LIES: &str = "a blob unpacks to another size than it says";

/// Returns the first `size` bytes of a buffer that grows to hold them.
fn room(buffer: &mut Vec<u8>, size: u64) -> Result<&mut [u8], Fault> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let missing = size.saturating_sub(buffer.len());
    if buffer.try_reserve(missing).is_err() {
        let why = format!("there is no memory for a blob of {size} bytes");
        return Err(Fault::TooMuch(why));
    }
    if missing > 0 {
        buffer.resize(size, 0);
    }
    Ok(buffer.get_mut(..size).unwrap_or_default())
}

enum Content<'a> {
    Raw(&'a [u8]),
    Zlib(&'a [u8]),
    Lz4(&'a [u8]),
}

/// Returns what a blob holds, still packed, and how many bytes it says to unpack to.
fn content(blob: &[u8]) -> Result<(Content<'_>, u64), Fault> {
    let (mut content, mut size) = (None, None);
    let mut fields = Fields::new(blob);
    while let Some((field, value)) = fields.field()? {
        match field {
            1 => content = Some(Content::Raw(value.bytes()?)),
            2 => size = Some(value.number()?),
            3 => content = Some(Content::Zlib(value.bytes()?)),
            6 => content = Some(Content::Lz4(value.bytes()?)),
            4 => return Err(unsupported("lzma")),
            5 => return Err(unsupported("bzip2")),
            7 => return Err(unsupported("zstd")),
            _ => {}
        }
    }
    match (content, size) {
        (None, _) => Err(Fault::Damaged("a blob without data".into())),
        (Some(Content::Raw(raw)), _) => Ok((Content::Raw(raw), 0)),
        (Some(_), None | Some(0)) => Err(Fault::Damaged("a blob does not say its size".into())),
        (Some(_), Some(size)) if size > LARGEST_BLOB => Err(Fault::TooMuch(format!(
            "a blob says it unpacks to {size} bytes, where {LARGEST_BLOB} are the most"
        ))),
        (Some(content), Some(size)) => Ok((content, size)),
    }
}

fn unsupported(compression: &str) -> Fault {
    let why = format!("compressed with {compression}, where only zlib and LZ4 are read");
    Fault::Unsupported(why)
}

/// Unpacks zlib data that has to fill `unpacked`, neither more nor less.
fn inflate(inflate: &mut Decompress, packed: &[u8], unpacked: &mut [u8]) -> Result<(), Fault> {
    inflate.reset(true);
    match inflate.decompress(packed, unpacked, FlushDecompress::Finish) {
        Ok(Status::StreamEnd)
            if usize::try_from(inflate.total_out()).ok() == Some(unpacked.len()) =>
        {
            Ok(())
        }
        Ok(_) => Err(Fault::Damaged(LIES.into())),
        Err(error) => Err(Fault::Damaged(format!("its zlib data: {error}"))),
    }
}
