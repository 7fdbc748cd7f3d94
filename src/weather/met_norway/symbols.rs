//! The names of MET Norway's weather symbols as WMO weather codes (code table 4677).
//! A name may end in `_day`, `_night` or `_polartwilight`; 83 names in all, two of them misspelt for ever.

use crate::domain::WeatherCode;

/// The symbols without their part of the day.
///
/// Sleet is "rain and snow" in the code table (68, 69; showers 83, 84), which the reduced list of other services leaves out.
/// Thunder is 95, heavy 97: hail, which 96 and 99 would claim, is never said.
const SYMBOLS: [(&str, u8); 43] = [
    ("clearsky", 0),
    ("fair", 1),
    ("partlycloudy", 2),
    ("cloudy", 3),
    ("fog", 45),
    ("lightrain", 61),
    ("rain", 63),
    ("heavyrain", 65),
    ("lightrainshowers", 80),
    ("rainshowers", 81),
    ("heavyrainshowers", 82),
    ("lightrainandthunder", 95),
    ("rainandthunder", 95),
    ("heavyrainandthunder", 97),
    ("lightrainshowersandthunder", 95),
    ("rainshowersandthunder", 95),
    ("heavyrainshowersandthunder", 97),
    ("lightsleet", 68),
    ("sleet", 69),
    ("heavysleet", 69),
    ("lightsleetshowers", 83),
    ("sleetshowers", 84),
    ("heavysleetshowers", 84),
    ("lightsleetandthunder", 95),
    ("sleetandthunder", 95),
    ("heavysleetandthunder", 97),
    // Misspelt in the service's own list, where it stays; the right spelling in case it does not.
    ("lightssleetshowersandthunder", 95),
    ("lightsleetshowersandthunder", 95),
    ("sleetshowersandthunder", 95),
    ("heavysleetshowersandthunder", 97),
    ("lightsnow", 71),
    ("snow", 73),
    ("heavysnow", 75),
    ("lightsnowshowers", 85),
    ("snowshowers", 86),
    ("heavysnowshowers", 86),
    ("lightsnowandthunder", 95),
    ("snowandthunder", 95),
    ("heavysnowandthunder", 97),
    ("lightssnowshowersandthunder", 95),
    ("lightsnowshowersandthunder", 95),
    ("snowshowersandthunder", 95),
    ("heavysnowshowersandthunder", 97),
];

/// Returns the code of a symbol; `None` for a name that is not known.
pub(super) fn weather_code(symbol: &str) -> Option<WeatherCode> {
    let name = ["_day", "_night", "_polartwilight"]
        .into_iter()
        .find_map(|part| symbol.strip_suffix(part))
        .unwrap_or(symbol);
    let (_, code) = SYMBOLS.into_iter().find(|(known, _)| *known == name)?;
    Some(WeatherCode(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// Every value of the service's list.
    fn all_symbols() -> Vec<String> {
        let mut symbols = vec!["cloudy".to_owned(), "fog".to_owned()];
        let parts = ["day", "night", "polartwilight"];
        let at_any_time = |name: &str| parts.map(|part| format!("{name}_{part}"));
        for name in ["clearsky", "fair", "partlycloudy"] {
            symbols.extend(at_any_time(name));
        }
        for kind in ["rain", "sleet", "snow"] {
            for strength in ["light", "", "heavy"] {
                symbols.push(format!("{strength}{kind}"));
                symbols.push(format!("{strength}{kind}andthunder"));
                symbols.extend(at_any_time(&format!("{strength}{kind}showers")));
                let misspelt = strength == "light" && kind != "rain";
                let strength = if misspelt { "lights" } else { strength };
                symbols.extend(at_any_time(&format!("{strength}{kind}showersandthunder")));
            }
        }
        symbols
    }

    #[test]
    fn each_of_the_83_symbols_has_a_code_that_says_what_its_name_says() {
        let symbols = all_symbols();
        assert_eq!(symbols.len(), 83);
        for symbol in symbols {
            let code = weather_code(&symbol).unwrap_or_else(|| panic!("{symbol}"));
            let says = |word: &str| symbol.contains(word);
            assert_eq!(code.is_thunder(), says("thunder"), "{symbol}");
            let quiet = !says("thunder");
            assert_eq!(code.is_showers(), says("showers") && quiet, "{symbol}");
            assert_eq!(code.is_snow(), says("snow") && quiet, "{symbol}");
            assert_eq!(code.is_sleet(), says("sleet") && quiet, "{symbol}");
            assert_eq!(code.is_fog(), says("fog"), "{symbol}");
            assert!(!code.is_freezing_rain(), "{symbol}");
            let wet = ["rain", "sleet", "snow"].into_iter().any(says);
            assert_eq!(code.0 >= 50, wet, "{symbol}");
        }
    }

    #[rstest]
    #[case::misspelt("lightssnowshowersandthunder_polartwilight", Some(95))]
    #[case::spelt_right("lightsnowshowersandthunder_night", Some(95))]
    #[case::without_its_part_of_the_day("rainshowers", Some(81))]
    #[case::with_one_too_many("rain_day", Some(63))]
    #[case::new("volcanicash", None)]
    #[case::nothing("", None)]
    #[case::a_part_of_the_day_alone("_day", None)]
    #[case::in_capitals("RAIN", None)]
    fn a_name_that_is_not_known_has_no_code(#[case] symbol: &str, #[case] code: Option<u8>) {
        assert_eq!(weather_code(symbol).map(|code| code.0), code);
    }
}
