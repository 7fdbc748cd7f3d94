//! Postcodes as people type them, and where they lie.
//! A unit that is not live falls back to its sector and says so; nothing falls back silently.

use super::LocateError;
use super::postcode_pack::{PostcodePack, may_end_a_postcode};
use crate::domain::{Location, Position, Precision, zone};
use jiff::tz::TimeZone;

/// Resolves what was typed if it has the form of a postcode; `None` when it has not.
pub(super) fn resolve(query: &str) -> Option<Result<Location, LocateError>> {
    let pack = PostcodePack::embedded();
    let typed = Typed::of(query)?;
    Some(match read(&typed, pack) {
        Some(code) => locate(query, &code, pack, None),
        None => match mended(&typed, pack) {
            Some(code) => locate(query, &code, pack, Some(query)),
            None if pack.family(&typed.compact).is_some() => family(query, &typed.compact, pack),
            None if !typed.has_form => return None,
            None => Err(unknown(query, known_part(&typed, pack))),
        },
    })
}

/// Returns the position of a live unit postcode, or the centre of a BT, IM, JE or GY outcode.
pub(super) fn position(postcode: &str) -> Option<Position> {
    let pack = PostcodePack::embedded();
    let code = read(&Typed::of(postcode)?, pack)?;
    let outcode = pack.outcode(&code.outcode)?;
    match code.rest {
        Rest::Unit(digit, letters) if outcode.has_units() => outcode.sector(digit)?.unit(&letters),
        _ if outcode.has_units() => None,
        _ => Some(outcode.position),
    }
}

/// Returns the time zone of a postcode, an outcode or a postcode area of the UK and the Crown dependencies.
pub(super) fn zone_of(postcode: &str) -> Option<TimeZone> {
    let pack = PostcodePack::embedded();
    // Written as is usual, there is nothing to be taken apart first: a catalogue has hundreds of them.
    if let Some((outcode, incode)) = postcode.split_once(' ')
        && is_incode(incode)
        && pack.outcode(outcode).is_some()
    {
        return area_zone(area_of(outcode));
    }
    let compact = compact(postcode)?;
    let area = area_of(&compact);
    let known = if area.len() == compact.len() {
        pack.has_area(area)
    } else {
        read(&Typed::of(postcode)?, pack).is_some()
    };
    known.then(|| area_zone(area))?
}

/// Parts of a postcode in capitals.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Code {
    outcode: String,
    rest: Rest,
}

/// What follows the outcode.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Rest {
    Nothing,
    Sector(u8),
    Unit(u8, String),
}

/// What was typed, as far as its form goes.
#[derive(Debug)]
struct Typed {
    /// Capitals and digits alone.
    compact: String,
    /// How many of them came before the first gap.
    first_word: usize,
    /// Whether it starts as every postcode does: one or two letters and a digit.
    has_form: bool,
}

impl Typed {
    fn of(query: &str) -> Option<Self> {
        let compact = compact(query)?;
        let first_word = query
            .trim()
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .count();
        let area = area_of(&compact).len();
        let digits = compact.bytes().filter(u8::is_ascii_digit).count();
        let has_form = (1..=2).contains(&area) && digits > 0;
        ((2..=8).contains(&compact.len()) && digits > 0).then_some(Self {
            compact,
            first_word,
            has_form,
        })
    }
}

/// Returns the letters and digits in capitals, without gaps; `None` when there is anything else.
fn compact(query: &str) -> Option<String> {
    // Beyond this length it is no postcode, whatever its spaces.
    if query.len() > 64 {
        return None;
    }
    query
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.'))
        .map(|c| c.is_ascii_alphanumeric().then(|| c.to_ascii_uppercase()))
        .collect()
}

fn area_of(compact: &str) -> &str {
    let end = compact
        .bytes()
        .position(|b| b.is_ascii_digit())
        .unwrap_or(compact.len());
    compact.get(..end).unwrap_or("")
}

/// Reads the parts of what was typed; `None` when its outcode does not exist or it is of no such form.
fn read(typed: &Typed, pack: PostcodePack<'_>) -> Option<Code> {
    let text = typed.compact.as_str();
    let split = |tail: usize| text.split_at_checked(text.len().checked_sub(tail)?);
    let exists = |outcode: &str| pack.outcode(outcode).is_some();
    if let Some((outcode, incode)) = split(3)
        && let Some(rest) = unit(incode)
        && exists(outcode)
    {
        return Some(Code {
            outcode: outcode.to_owned(),
            rest,
        });
    }
    let sector = || {
        let (outcode, digit) = split(1)?;
        let digit = digit.parse().ok()?;
        exists(outcode).then(|| Code {
            outcode: outcode.to_owned(),
            rest: Rest::Sector(digit),
        })
    };
    // "CH2 1" is a sector; "CH21" is an outcode if there is one, else the sector.
    if typed.first_word + 1 == text.len()
        && let Some(code) = sector()
    {
        return Some(code);
    }
    if exists(text) {
        return Some(Code {
            outcode: text.to_owned(),
            rest: Rest::Nothing,
        });
    }
    sector()
}

/// Returns whether this is the second half of a unit postcode.
fn is_incode(incode: &str) -> bool {
    let halves = incode.split_at_checked(1);
    halves.is_some_and(|(digit, letters)| {
        digit.bytes().all(|byte| byte.is_ascii_digit()) && may_end_a_postcode(letters)
    })
}

fn unit(incode: &str) -> Option<Rest> {
    let (digit, letters) = incode.split_at_checked(1)?;
    let digit = digit.parse().ok()?;
    may_end_a_postcode(letters).then(|| Rest::Unit(digit, letters.to_owned()))
}

/// Reads a full postcode in which O and 0, or I, L and 1, were taken for each other; `None` unless that gives
/// exactly one live unit.
fn mended(typed: &Typed, pack: PostcodePack<'_>) -> Option<Code> {
    let text = typed.compact.as_str();
    let (outcode, incode) = text.split_at_checked(text.len().checked_sub(3)?)?;
    let [digit, letters @ ..] = incode.as_bytes() else {
        return None;
    };
    let letters: String = letters.iter().map(|b| letter(*b)).collect();
    let rest = unit(&format!("{}{letters}", numeral(*digit)))?;
    let mut found = ["LN", "LLN", "LNN", "LLNN", "LNL", "LLNL"]
        .iter()
        .filter(|shape| shape.len() == outcode.len())
        .map(|shape| {
            shape
                .bytes()
                .zip(outcode.bytes())
                .map(|(kind, b)| if kind == b'L' { letter(b) } else { numeral(b) })
                .collect::<String>()
        })
        .map(|outcode| Code {
            outcode,
            rest: rest.clone(),
        })
        .filter(|code| is_live(code, pack));
    let code = found.next()?;
    found.all(|other| other == code).then_some(code)
}

fn letter(typed: u8) -> char {
    match typed {
        b'0' => 'O',
        b'1' => 'I',
        other => char::from(other),
    }
}

fn numeral(typed: u8) -> char {
    match typed {
        b'O' => '0',
        b'I' | b'L' => '1',
        other => char::from(other),
    }
}

fn is_live(code: &Code, pack: PostcodePack<'_>) -> bool {
    let Rest::Unit(digit, letters) = &code.rest else {
        return false;
    };
    pack.outcode(&code.outcode)
        .and_then(|outcode| outcode.sector(*digit))
        .and_then(|sector| sector.unit(letters))
        .is_some()
}

fn locate(
    query: &str,
    code: &Code,
    pack: PostcodePack<'_>,
    mended_from: Option<&str>,
) -> Result<Location, LocateError> {
    let name = &code.outcode;
    let outcode = pack.outcode(name).ok_or_else(|| unknown(query, None))?;
    let mut notes = Vec::new();
    let (label, position, precision) = match &code.rest {
        Rest::Nothing => (name.clone(), outcode.position, Precision::Outcode),
        Rest::Sector(_) | Rest::Unit(..) if !outcode.has_units() => {
            notes.push(format!(
                "postcodes of {} are known by district only; placed at the centre of {name}",
                territory(area_of(name)),
            ));
            (name.clone(), outcode.position, Precision::Outcode)
        }
        Rest::Sector(digit) => {
            let sector = outcode
                .sector(*digit)
                .ok_or_else(|| unknown(query, Some(name.clone())))?;
            (
                format!("{name} {digit}"),
                sector.position,
                Precision::Sector,
            )
        }
        Rest::Unit(digit, letters) => {
            let sector = outcode
                .sector(*digit)
                .ok_or_else(|| unknown(query, Some(name.clone())))?;
            match sector.unit(letters) {
                Some(position) => (
                    format!("{name} {digit}{letters}"),
                    position,
                    Precision::Postcode,
                ),
                None => {
                    notes.push(format!(
                        "{name} {digit}{letters} is not a live postcode with a known position; \
                         placed at its sector {name} {digit}",
                    ));
                    (
                        format!("{name} {digit}"),
                        sector.position,
                        Precision::Sector,
                    )
                }
            }
        }
    };
    if let Some(typed) = mended_from {
        notes.push(format!("read \"{}\" as {label}", typed.trim()));
    }
    let zone = area_zone(area_of(name)).ok_or_else(|| unknown(query, None))?;
    Ok(Location {
        query: query.to_owned(),
        label,
        area: None,
        position,
        precision,
        zone,
        notes,
    })
}

/// Places "W1" or "SW1", which are outcodes only with another letter, in the middle of those that there are.
fn family(query: &str, code: &str, pack: PostcodePack<'_>) -> Result<Location, LocateError> {
    let missing = || unknown(query, None);
    Ok(Location {
        query: query.to_owned(),
        label: code.to_owned(),
        area: None,
        position: pack.family(code).ok_or_else(missing)?,
        precision: Precision::Outcode,
        zone: area_zone(area_of(code)).ok_or_else(missing)?,
        notes: vec![format!(
            "{code} is several districts ({code}A and others); placed in their middle"
        )],
    })
}

fn unknown(query: &str, suggestion: Option<String>) -> LocateError {
    LocateError::UnknownPostcode {
        postcode: query
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_uppercase(),
        suggestion,
    }
}

/// Returns the longest beginning of what was typed that does exist: a sector, else an outcode.
fn known_part(typed: &Typed, pack: PostcodePack<'_>) -> Option<String> {
    let text = typed.compact.as_str();
    // A gap, or the end of a full postcode, says where the outcode ends; else the longest that exists is meant.
    let lengths = match text.len().checked_sub(3) {
        Some(len) if text.get(len..).and_then(unit).is_some() => vec![len],
        _ if typed.first_word < text.len() => vec![typed.first_word],
        _ => vec![4, 3, 2],
    };
    let outcode = lengths
        .iter()
        .filter_map(|len| text.get(..*len))
        .find(|outcode| pack.outcode(outcode).is_some())?;
    let digit = text.get(outcode.len()..outcode.len() + 1)?.parse().ok();
    Some(
        match digit.filter(|d| pack.outcode(outcode).and_then(|o| o.sector(*d)).is_some()) {
            Some(digit) => format!("{outcode} {digit}"),
            None => outcode.to_owned(),
        },
    )
}

/// Returns the name of the part of these islands whose units are not in the pack.
fn territory(area: &str) -> &'static str {
    match area {
        "BT" => "Northern Ireland",
        "IM" => "the Isle of Man",
        "JE" => "Jersey",
        _ => "Guernsey",
    }
}

fn area_zone(area: &str) -> Option<TimeZone> {
    let name = match area {
        "IM" => "Europe/Isle_of_Man",
        "JE" => "Europe/Jersey",
        "GY" => "Europe/Guernsey",
        _ => "Europe/London",
    };
    zone(name).ok()
}

#[cfg(test)]
mod tests;
