//! How the postal codes of each country are written, and what goes before them.
//! The countries are those of data/postal_codes.bin.

use super::fold::fold;

/// A country whose postal codes are known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Country {
    /// Its two letters.
    pub(super) iso: &'static str,
    /// Its name as it stands in a sentence: "the United States".
    pub(super) name: &'static str,
    /// The letters of the territories that share its codes.
    territories: &'static [&'static str],
    /// The letters on its cars, which its own people may put before a code: "D-10115".
    car: &'static str,
    /// The form of what is known of a code: `d` a digit, `L` a letter, `W` a digit or a W, `x` either; what else is in
    /// it is written so.
    known: &'static str,
    /// The form of what may follow and is not known.
    more: &'static str,
}

/// Every country whose postal codes are known, by its letters.
pub(super) static COUNTRIES: [Country; 27] = [
    digits("AT", "Austria", "A", "dddd"),
    Country {
        territories: &["CC", "CX", "NF"],
        ..digits("AU", "Australia", "AUS", "dddd")
    },
    digits("BE", "Belgium", "B", "dddd"),
    Country {
        more: " dLd",
        ..digits("CA", "Canada", "CDN", "LdL")
    },
    digits("CH", "Switzerland", "CH", "dddd"),
    digits("CZ", "Czechia", "CZ", "ddd dd"),
    digits("DE", "Germany", "D", "ddddd"),
    digits("DK", "Denmark", "DK", "dddd"),
    digits("ES", "Spain", "E", "ddddd"),
    Country {
        territories: &["AX"],
        ..digits("FI", "Finland", "FIN", "ddddd")
    },
    Country {
        territories: &["GF", "GP", "MQ", "PM", "RE", "YT"],
        ..digits("FR", "France", "F", "ddddd")
    },
    digits("HR", "Croatia", "HR", "ddddd"),
    digits("HU", "Hungary", "H", "dddd"),
    Country {
        more: " xxxx",
        ..digits("IE", "Ireland", "IRL", "LdW")
    },
    digits("IS", "Iceland", "IS", "ddd"),
    digits("IT", "Italy", "I", "ddddd"),
    digits("LU", "Luxembourg", "L", "dddd"),
    Country {
        more: " dddd",
        ..digits("MT", "Malta", "M", "LLL")
    },
    Country {
        more: " LL",
        ..digits("NL", "the Netherlands", "NL", "dddd")
    },
    Country {
        territories: &["SJ"],
        ..digits("NO", "Norway", "N", "dddd")
    },
    digits("NZ", "New Zealand", "NZ", "dddd"),
    digits("PL", "Poland", "PL", "dd-ddd"),
    Country {
        more: "-ddd",
        ..digits("PT", "Portugal", "P", "dddd")
    },
    digits("SE", "Sweden", "S", "ddd dd"),
    digits("SI", "Slovenia", "SLO", "dddd"),
    digits("SK", "Slovakia", "SK", "ddd dd"),
    Country {
        territories: &["AS", "GU", "MP", "PR", "VI"],
        more: "-dddd",
        ..digits("US", "the United States", "USA", "ddddd")
    },
];

const fn digits(
    iso: &'static str,
    name: &'static str,
    car: &'static str,
    known: &'static str,
) -> Country {
    Country {
        iso,
        name,
        territories: &[],
        car,
        known,
        more: "",
    }
}

/// A postal code, read in the form of its country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Its number in the pack.
    pub(super) number: u32,
    /// What is known of it, as it is written there: "M5V", "111 22".
    pub(super) known: String,
    /// All of it, where more was typed than is known: "M5V 3L9".
    pub(super) whole: Option<String>,
}

impl Country {
    /// Returns the country that what stands before a code means; `sign` is what separates them.
    pub(super) fn before(prefix: &str, sign: char) -> Option<&'static Self> {
        let prefix = prefix.trim();
        let is = |letters: &str| letters.eq_ignore_ascii_case(prefix);
        COUNTRIES.iter().find(|country| {
            is(country.iso)
                || country.territories.iter().any(|letters| is(letters))
                // A single letter and a gap may begin too many other things.
                || (sign != ' ' && is(country.car))
                || (sign == ':' && country.is_called(&fold(prefix)))
        })
    }

    /// Returns whether the folded text is the country's name.
    pub(super) fn is_called(&self, folded: &str) -> bool {
        let own = fold(self.name);
        own == folded || own.strip_prefix("the ") == Some(folded)
    }

    /// Returns whether a place of these letters lies in the country or in a territory that shares its codes.
    pub(super) fn holds(&self, iso: &str) -> bool {
        self.iso == iso || self.territories.contains(&iso)
    }

    /// Reads a code of which it is known that it is this country's, whatever its case, gaps and hyphens.
    pub(super) fn read(&self, typed: &str) -> Option<Code> {
        let compact = compact(typed)?;
        let known_length = signs(self.known);
        if let Some(known) = written(self.known, &compact) {
            return self.code(known, None);
        }
        let (head, tail) = compact.split_at_checked(known_length)?;
        let known = written(self.known, head)?;
        let more = written(self.more, tail).filter(|more| !more.is_empty())?;
        let whole = format!("{known}{more}");
        self.code(known, Some(whole))
    }

    /// Reads a code that stands alone, which must be written as it is in this country or without its gap; what has
    /// letters only counts in full, unless `short` says that it can be nothing else.
    pub(super) fn read_alone(&self, typed: &str, short: bool) -> Option<Code> {
        let code = self.read(typed)?;
        let upper = typed.trim().to_ascii_uppercase();
        let full = code.whole.as_ref().unwrap_or(&code.known);
        let as_written = upper == *full || upper == compact(full)?;
        let enough = !self.has_letters() || code.whole.is_some() || short;
        (as_written && enough).then_some(code)
    }

    /// Returns the letters and a code that is of the form: "SE:111 22".
    pub(super) fn with(&self, code: &str) -> String {
        format!("{}:{code}", self.iso)
    }

    /// Returns the form of a whole code, a 0 for each digit and an A for each letter: "A0A 0A0".
    pub(super) fn form(&self) -> String {
        let sign = |form: char| match form {
            'd' | 'W' => '0',
            'L' | 'x' => 'A',
            other => other,
        };
        self.known
            .chars()
            .chain(self.more.chars())
            .map(sign)
            .collect()
    }

    /// Returns whether the codes are known by letters too.
    fn has_letters(&self) -> bool {
        self.known.contains('L')
    }

    fn code(&self, known: String, whole: Option<String>) -> Option<Code> {
        let radix = if self.has_letters() { 36 } else { 10 };
        let number = u32::from_str_radix(&compact(&known)?, radix).ok()?;
        Some(Code {
            number,
            known,
            whole,
        })
    }
}

/// Returns the letters and digits in capitals, without gaps and hyphens; `None` when there is anything else, or more than
/// any code has.
fn compact(typed: &str) -> Option<String> {
    const LONGEST: usize = 32;
    if typed.len() > LONGEST {
        return None;
    }
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.is_ascii_alphanumeric().then(|| c.to_ascii_uppercase()))
        .collect()
}

/// Returns how many letters and digits a form has.
fn signs(form: &str) -> usize {
    form.chars().filter(char::is_ascii_alphabetic).count()
}

/// Returns the letters and digits of `compact` as `form` writes them; `None` when they are not of that form.
fn written(form: &str, compact: &str) -> Option<String> {
    let mut typed = compact.chars();
    let text: Option<String> = form
        .chars()
        .map(|sign| {
            let fits: fn(&char) -> bool = match sign {
                'd' => char::is_ascii_digit,
                'L' => char::is_ascii_uppercase,
                'W' => |c| c.is_ascii_digit() || *c == 'W',
                'x' => char::is_ascii_alphanumeric,
                separator => return Some(separator),
            };
            typed.next().filter(fits)
        })
        .collect();
    text.filter(|_| typed.next().is_none())
}
