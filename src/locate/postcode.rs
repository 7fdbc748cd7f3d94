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
    let split = |tail: usize| Some(text.split_at_checked(text.len().checked_sub(tail)?)?);
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
mod tests {
    use super::*;
    use rstest::rstest;

    fn found(query: &str) -> Location {
        resolve(query)
            .expect("has the form of a postcode")
            .expect("is known")
    }

    fn error(query: &str) -> String {
        resolve(query)
            .expect("has the form of a postcode")
            .expect_err("is not known")
            .to_string()
    }

    #[rstest]
    #[case::manchester("M20 2RN", 53.4132, -2.2314)]
    #[case::ellesmere_port("CH2 1EU", 53.2216, -2.8849)]
    #[case::edinburgh("EH12 6TS", 55.9422, -3.2693)]
    #[case::nailsea("BS48 3SL", 51.3991, -2.6751)]
    #[case::natural_history_museum("SW7 5BD", 51.4966, -0.1769)]
    #[case::lerwick("ZE1 0AA", 60.1532, -1.1416)]
    #[case::downing_street("SW1A 2AA", 51.5035, -0.1277)]
    #[case::bristol("BS1 4DJ", 51.4517, -2.5969)]
    #[case::buckingham_palace("SW1A 1AA", 51.5010, -0.1416)]
    #[case::national_railway_museum("YO26 4XJ", 53.9606, -1.0966)]
    #[case::bletchley_park("MK3 6EB", 51.9973, -0.7431)]
    #[case::royal_crescent("BA1 2LR", 51.3870, -2.3686)]
    #[case::kelvingrove("G3 8AG", 55.8686, -4.2906)]
    #[case::cardiff_bay("CF10 5AL", 51.4650, -3.1640)]
    #[case::isles_of_scilly("TR21 0JY", 49.9161, -6.3079)]
    fn a_unit_postcode_lies_within_a_hundred_metres_or_so(
        #[case] query: &str,
        #[case] lat: f64,
        #[case] lon: f64,
    ) {
        let place = found(query);
        let off = place.position.distance_km(Position::new(lat, lon).unwrap());
        assert!(
            off < 0.15,
            "{query} is {off:.3} km off at {:?}",
            place.position
        );
        assert_eq!(place.precision, Precision::Postcode);
        assert_eq!(place.label, query);
        assert!(place.notes.is_empty());
    }

    #[rstest]
    #[case::lower_case("m20 2rn")]
    #[case::no_gap("M202RN")]
    #[case::gaps_all_over("  m 20  2 r n ")]
    #[case::hyphen("M20-2RN")]
    #[case::no_break_space("M20\u{a0}2RN")]
    fn case_and_gaps_do_not_matter(#[case] query: &str) {
        let place = found(query);
        assert_eq!(place.label, "M20 2RN");
        assert_eq!(place.query, query);
        assert!(place.notes.is_empty());
    }

    #[rstest]
    #[case::letter_o_for_zero("ZE1 OAA", "ZE1 0AA")]
    #[case::letter_o_in_the_outcode("m2o 2rn", "M20 2RN")]
    #[case::zero_for_letter_o("0X1 1PT", "OX1 1PT")]
    #[case::letter_l_for_one("SWlA 2AA", "SW1A 2AA")]
    fn a_digit_taken_for_a_letter_is_mended_and_said(#[case] query: &str, #[case] label: &str) {
        let place = found(query);
        assert_eq!(place.label, label);
        assert_eq!(place.notes, [format!("read \"{query}\" as {label}")]);
    }

    #[rstest]
    #[case::outcode("M20", "M20", Precision::Outcode)]
    #[case::outcode_with_letter("sw1a", "SW1A", Precision::Outcode)]
    #[case::short_outcode("n1", "N1", Precision::Outcode)]
    #[case::sector("M20 2", "M20 2", Precision::Sector)]
    #[case::sector_without_gap("M202", "M20 2", Precision::Sector)]
    #[case::gap_decides_for_the_sector("LE1 3", "LE1 3", Precision::Sector)]
    #[case::without_gap_the_outcode_wins("LE13", "LE13", Precision::Outcode)]
    #[case::northern_ireland("BT1", "BT1", Precision::Outcode)]
    fn parts_of_a_postcode_are_enough(
        #[case] query: &str,
        #[case] label: &str,
        #[case] precision: Precision,
    ) {
        let place = found(query);
        assert_eq!((place.label.as_str(), place.precision), (label, precision));
        assert!(place.notes.is_empty());
    }

    #[test]
    fn a_district_of_several_outcodes_is_placed_in_their_middle() {
        let place = found("w1");
        assert_eq!(
            (place.label.as_str(), place.precision),
            ("W1", Precision::Outcode)
        );
        let oxford_circus = Position::new(51.5152, -0.1419).unwrap();
        assert!(place.position.distance_km(oxford_circus) < 1.0);
        assert_eq!(
            place.notes,
            ["W1 is several districts (W1A and others); placed in their middle"]
        );
    }

    #[test]
    fn a_unit_that_is_not_live_is_placed_at_its_sector_and_says_so() {
        let place = found("SW7 5ZZ");
        assert_eq!(
            (place.label.as_str(), place.precision),
            ("SW7 5", Precision::Sector)
        );
        assert_eq!(
            place.notes,
            ["SW7 5ZZ is not a live postcode with a known position; placed at its sector SW7 5"]
        );
    }

    #[rstest]
    #[case::no_such_area(
        "ZZ99 9ZZ",
        "postcode \"ZZ99 9ZZ\" is not known; check it, or name a town"
    )]
    #[case::no_such_sector("M20 9AA", "postcode \"M20 9AA\" is not known; its district is: M20")]
    #[case::no_such_outcode(
        "M98 1AA",
        "postcode \"M98 1AA\" is not known; check it, or name a town"
    )]
    #[case::half_typed("M20 2R", "postcode \"M20 2R\" is not known; its sector is: M20 2")]
    #[case::eircode(
        "D02 AF30",
        "postcode \"D02 AF30\" is not known; check it, or name a town"
    )]
    fn an_unknown_postcode_is_refused(#[case] query: &str, #[case] message: &str) {
        assert_eq!(error(query), message);
    }

    #[rstest]
    #[case::belfast("BT1 5GS", "BT1", 54.60, -5.93, "Europe/London")]
    #[case::castlederg("BT81 7AA", "BT81", 54.71, -7.59, "Europe/London")]
    #[case::man("IM2 1RE", "IM2", 54.15, -4.48, "Europe/Isle_of_Man")]
    #[case::jersey("je2 3ab", "JE2", 49.19, -2.11, "Europe/Jersey")]
    #[case::sark("GY10 1SA", "GY10", 49.43, -2.36, "Europe/Guernsey")]
    fn outside_great_britain_a_unit_is_placed_at_its_district(
        #[case] query: &str,
        #[case] label: &str,
        #[case] lat: f64,
        #[case] lon: f64,
        #[case] zone: &str,
    ) {
        let place = found(query);
        assert_eq!(
            (place.label.as_str(), place.precision),
            (label, Precision::Outcode)
        );
        assert!(place.position.distance_km(Position::new(lat, lon).unwrap()) < 3.0);
        assert_eq!(place.zone.iana_name(), Some(zone));
        assert!(
            place.notes[0].contains("known by district only"),
            "{:?}",
            place.notes
        );
    }

    #[rstest]
    #[case::a_name("Manchester")]
    #[case::a_name_that_starts_like_an_area("Looe")]
    #[case::american("90210")]
    #[case::nothing("")]
    #[case::other_letters("М20 2RN")]
    fn what_has_no_form_of_a_postcode_is_left_to_others(#[case] query: &str) {
        assert!(resolve(query).is_none());
    }

    #[rstest]
    #[case("IM", Some("Europe/Isle_of_Man"))]
    #[case("im2", Some("Europe/Isle_of_Man"))]
    #[case("GY9 3AA", Some("Europe/Guernsey"))]
    #[case("JE", Some("Europe/Jersey"))]
    #[case("BT", Some("Europe/London"))]
    #[case("M20 2RN", Some("Europe/London"))]
    #[case("ZZ", None)]
    #[case("ZZ99", None)]
    #[case("", None)]
    fn the_zone_follows_the_postcode_area(#[case] postcode: &str, #[case] zone: Option<&str>) {
        let found = zone_of(postcode);
        assert_eq!(found.as_ref().and_then(|z| z.iana_name()), zone);
    }

    #[rstest]
    #[case::live("M20 2RN", true)]
    #[case::not_live("SW7 5ZZ", false)]
    #[case::only_a_sector("M20 2", false)]
    #[case::northern_irish_outcode("BT81", true)]
    #[case::name("Didsbury", false)]
    fn the_catalogue_gets_a_position_only_where_it_is_exact(
        #[case] postcode: &str,
        #[case] known: bool,
    ) {
        assert_eq!(position(postcode).is_some(), known);
    }
}
