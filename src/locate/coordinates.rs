//! Coordinates as people type or paste them: decimals, compass letters, degrees and minutes, geo: URIs.
//! Latitude comes first unless letters say otherwise; nothing is ever swapped to make it fit.

use super::LocateError;
use crate::domain::Position;

/// Reads what was typed if it has the form of coordinates; `None` when it has not.
pub(super) fn parse(query: &str) -> Option<Result<Position, LocateError>> {
    // Beyond this length it is no pair of numbers that anyone means.
    let text = query.trim();
    if text.len() > 100 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (lat, lon) = match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("geo:") => geo_uri(text.get(4..)?)?,
        _ => pair(text)?,
    };
    Some(Position::new(lat, lon).map_err(LocateError::Coordinates))
}

/// Reads what follows "geo:" (RFC 5870): latitude, longitude, maybe altitude and parameters.
fn geo_uri(rest: &str) -> Option<(f64, f64)> {
    let numbers = rest.split([';', '?']).next()?;
    let mut parts = numbers.split(',').map(|part| decimal(part.trim()));
    let (lat, lon) = (parts.next()??, parts.next()??);
    parts
        .all(|altitude| altitude.is_some())
        .then_some((lat, lon))
}

fn pair(text: &str) -> Option<(f64, f64)> {
    let text = text
        .strip_prefix('(')
        .and_then(|t| t.strip_suffix(')'))
        .unwrap_or(text);
    let tokens = tokens(text)?;
    if tokens.iter().any(|t| matches!(t, Token::Compass(_))) {
        return lettered(&tokens);
    }
    let (first, second) = halves(&tokens)?;
    Some((angle(first)?, angle(second)?))
}

/// One piece of what was typed.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    Number(f64),
    Degree,
    Minute,
    Second,
    /// A compass letter.
    Compass(char),
    /// A comma or semicolon between the two.
    Comma,
}

/// Splits the text into numbers and signs; `None` when something else is in it.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let text = decimal_commas(text);
    let mut tokens = Vec::new();
    let mut rest = text.as_str();
    let mut gap = true;
    while let Some(c) = rest.chars().next() {
        let width = c.len_utf8();
        let mut used = width;
        match c {
            _ if c.is_whitespace() => {}
            '0'..='9' | '.' | '+' | '-' | '\u{2212}' => {
                // "53-24" is no number followed by another: it is not for us to say what it is.
                if matches!(tokens.last(), Some(Token::Number(_))) && !gap {
                    return None;
                }
                let digits = |c: char| c.is_ascii_digit() || c == '.';
                let tail = rest.get(width..)?;
                used += tail.find(|c| !digits(c)).unwrap_or(tail.len());
                let number = rest.get(..used)?.replace('\u{2212}', "-");
                tokens.push(Token::Number(decimal(&number)?));
            }
            '°' | 'º' => tokens.push(Token::Degree),
            '\'' | '’' | '′' => {
                // Two single quotes are the sign of seconds.
                let doubled = rest.get(width..)?.starts_with(c);
                used += if doubled { width } else { 0 };
                tokens.push(if doubled {
                    Token::Second
                } else {
                    Token::Minute
                });
            }
            '"' | '”' | '″' => tokens.push(Token::Second),
            ',' | ';' => tokens.push(Token::Comma),
            _ => match c.to_ascii_uppercase() {
                letter @ ('N' | 'S' | 'E' | 'W') => tokens.push(Token::Compass(letter)),
                _ => return None,
            },
        }
        gap = c.is_whitespace();
        rest = rest.get(used..)?;
    }
    Some(tokens)
}

/// Turns decimal commas into points where they can be nothing else: "53,4132 -2,2314" and "53,4132; -2,2314".
fn decimal_commas(text: &str) -> String {
    let parts: Vec<&str> = if text.contains(';') {
        text.split(';').map(str::trim).collect()
    } else {
        text.split_whitespace()
            .map(|part| part.trim_end_matches(','))
            .collect()
    };
    match parts[..] {
        [first, second] if has_decimal_comma(first) && has_decimal_comma(second) => {
            format!("{};{}", first.replace(',', "."), second.replace(',', "."))
        }
        _ => text.to_owned(),
    }
}

fn has_decimal_comma(part: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = part
        .trim_start_matches(['+', '-', '\u{2212}'])
        .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '°');
    number
        .split_once(',')
        .is_some_and(|(whole, fraction)| digits(whole) && digits(fraction))
}

/// Splits tokens without compass letters into the latitude's and the longitude's.
fn halves(tokens: &[Token]) -> Option<(&[Token], &[Token])> {
    let places = |wanted: Token| (0..tokens.len()).filter(move |i| tokens.get(*i) == Some(&wanted));
    let split = match (places(Token::Comma).next(), places(Token::Degree).nth(1)) {
        (Some(comma), _) => return Some((tokens.get(..comma)?, tokens.get(comma + 1..)?)),
        // Each half of "53°24′48″ -2°13′53″" starts with the number before its degree sign.
        (None, Some(degree)) => degree.checked_sub(1)?,
        (None, None) if tokens.len() == 2 => 1,
        (None, None) => return None,
    };
    tokens.split_at_checked(split)
}

/// Reads two angles that compass letters follow or lead; the letters say which is which.
fn lettered(tokens: &[Token]) -> Option<(f64, f64)> {
    let leads = matches!(tokens.first(), Some(Token::Compass(_)));
    let (mut lat, mut lon) = (None, None);
    let mut angles: Vec<(Option<char>, Vec<Token>)> = vec![(None, Vec::new())];
    for token in tokens {
        match *token {
            Token::Comma => {}
            Token::Compass(letter) if leads => angles.push((Some(letter), Vec::new())),
            Token::Compass(letter) => {
                angles.last_mut()?.0 = Some(letter);
                angles.push((None, Vec::new()));
            }
            other => angles.last_mut()?.1.push(other),
        }
    }
    for (letter, parts) in angles {
        let Some(letter) = letter else {
            // What no letter goes with must be nothing.
            if parts.is_empty() {
                continue;
            }
            return None;
        };
        let degrees = angle(&parts).filter(|degrees| degrees.is_sign_positive())?;
        let (slot, degrees) = match letter {
            'N' => (&mut lat, degrees),
            'S' => (&mut lat, -degrees),
            'E' => (&mut lon, degrees),
            _ => (&mut lon, -degrees),
        };
        if slot.replace(degrees).is_some() {
            return None;
        }
    }
    lat.zip(lon)
}

/// Reads degrees, maybe with minutes and seconds below 60; the sign of the degrees is the sign of all.
fn angle(tokens: &[Token]) -> Option<f64> {
    let mut sum = None;
    let mut unit = 0;
    for token in tokens {
        match (*token, unit) {
            (Token::Number(degrees), 0) if sum.is_none() => sum = Some(degrees),
            (Token::Number(part), 0 | 2 | 4)
                if (0.0..60.0).contains(&part) && part.is_sign_positive() =>
            {
                let below = if unit < 2 { 60.0 } else { 3600.0 };
                // Only the last part may have a fraction.
                let so_far = sum?;
                if (so_far * below / 60.0).fract() > 1e-9 {
                    return None;
                }
                sum = Some(so_far + (part / below).copysign(so_far));
                unit += 2;
            }
            (Token::Degree, 0) | (Token::Minute, 2) | (Token::Second, 4) if sum.is_some() => {}
            _ => return None,
        }
    }
    sum
}

/// Reads a plain decimal number: no exponent, no "inf".
fn decimal(text: &str) -> Option<f64> {
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.'));
    let number: f64 = plain.then(|| text.parse().ok())??;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::comma("53.4132,-2.2314")]
    #[case::comma_and_gap(" 53.4132, -2.2314 ")]
    #[case::gap("53.4132 -2.2314")]
    #[case::semicolon("53.4132;-2.2314")]
    #[case::brackets("(53.4132, -2.2314)")]
    #[case::plus("+53.4132 -2.2314")]
    #[case::minus_sign("53.4132, \u{2212}2.2314")]
    #[case::letters_after("53.4132N 2.2314W")]
    #[case::letters_before("N53.4132, W2.2314")]
    #[case::letters_and_gaps("53.4132 n, 2.2314 w")]
    #[case::degree_signs("53.4132° N, 2.2314° W")]
    #[case::letters_say_which("2.2314W 53.4132N")]
    #[case::degrees_minutes_seconds("53°24'47.5\"N 2°13'53\"W")]
    #[case::primes("53° 24′ 47.5″ N, 2° 13′ 53″ W")]
    #[case::two_single_quotes("53°24'47.5''N 2°13'53''W")]
    #[case::signed_minutes("53°24'47.5\", -2°13'53\"")]
    #[case::signed_minutes_without_comma("53°24'47.5\" -2°13'53\"")]
    #[case::minutes_only("53°24.792'N 2°13.884'W")]
    #[case::numbers_only("53 24 47.5, -2 13 53")]
    #[case::decimal_commas("53,4132 -2,2314")]
    #[case::decimal_commas_and_comma("53,4132, -2,2314")]
    #[case::decimal_commas_and_semicolon("53,4132; -2,2314")]
    #[case::geo_uri("geo:53.4132,-2.2314")]
    #[case::geo_uri_with_more("GEO:53.4132,-2.2314,40;u=35")]
    fn the_usual_spellings_are_the_same_place(#[case] query: &str) {
        let position = parse(query).expect("has the form").expect("is in range");
        let didsbury = Position::new(53.4132, -2.2314).unwrap();
        assert!(
            position.distance_km(didsbury) < 0.02,
            "{query}: {position:?}"
        );
    }

    #[rstest]
    #[case::swapped_is_not_mended("-2.2314, 153.4132", 0.0)]
    #[case::latitude("91, 0", 91.0)]
    #[case::latitude_of_a_bad_proposal("999,1", 999.0)]
    fn a_latitude_off_the_earth_is_named(#[case] query: &str, #[case] latitude: f64) {
        match parse(query).expect("has the form") {
            Ok(position) => assert_eq!(position, Position::new(-2.2314, 153.4132).unwrap()),
            Err(error) => assert_eq!(
                error.to_string(),
                format!("latitude {latitude} is not between -90 and 90")
            ),
        }
    }

    #[test]
    fn a_longitude_off_the_earth_is_named() {
        let error = parse("53.4, 181")
            .expect("has the form")
            .expect_err("is off");
        assert_eq!(
            error.to_string(),
            "longitude 181 is not between -180 and 180"
        );
    }

    #[rstest]
    #[case::name("Newport")]
    #[case::postcode("M20 2RN")]
    #[case::postcode_of_compass_letters("SE1 1")]
    #[case::sector_of_compass_letters("E1 6")]
    #[case::outcode("N1")]
    #[case::one_number("53.4132")]
    #[case::three_numbers("53.4, -2.2, 7")]
    #[case::four_numbers("53,4132,-2,2314")]
    #[case::two_latitudes("53N 54N")]
    #[case::sign_and_letter("-53.4N 2.2W")]
    #[case::seconds_beyond_a_minute("53°24'61\"N 2°13'53\"W")]
    #[case::run_together("53.4132-2.2314")]
    #[case::exponent("5e1,1")]
    #[case::name_with_outcode("Newtown, SY21")]
    #[case::lone_point(".,1")]
    #[case::nothing("")]
    fn anything_else_is_left_to_others(#[case] query: &str) {
        assert_eq!(parse(query).map(|r| r.map_err(|e| e.to_string())), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(query in "\\PC*|[0-9NSEWnsew°'\"′″,;. +-]{0,40}") {
            let _ = parse(&query);
        }

        #[test]
        fn every_position_is_read_back(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
            let read = parse(&format!("{lat:.6},{lon:.6}")).expect("has the form").expect("is in range");
            prop_assert!((read.lat() - lat).abs() < 1e-6 && (read.lon() - lon).abs() < 1e-6);
        }
    }
}
