//! The registry of settings: a key is one entry here, and everything else follows from it:
//! the commented default file, the environment variables, the checks and `config show`.

use super::sources::Sources;
use super::within::{Within, score_of};
use crate::net::{ApiKey, NoKey};
use jiff::civil::Time;

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The dotted name in `config.toml`: "weather.max_cells".
    pub name: &'static str,
    /// The environment variable that sets it, where there is one.
    pub variable: Option<&'static str>,
    /// What it is when nobody sets it; `None` for unset.
    pub default: Option<&'static str>,
    /// What a value looks like.
    pub shape: Shape,
    /// What it does, in one line of the default file.
    pub about: &'static str,
}

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Any text.
    Text,
    /// true or false.
    Truth,
    /// A whole number in this range.
    Whole(u32, u32),
    /// A number, 0 or more.
    Number,
    /// A time of day: "10:00".
    Clock,
    /// The root of a service: "http://127.0.0.1:8080".
    Root,
    /// A key that a service gives out, which is never shown.
    Secret,
    /// A distance or a time: "60km", "45min".
    Reach,
    /// A score from 0 to 100.
    Score,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Sources of forecasts, in their order: ["open-meteo", "met-norway"].
    Sources,
    /// An email address or a link: "me@example.org".
    Contact,
}

impl Shape {
    /// Returns whether the config file writes such a value in quotes.
    #[must_use]
    pub fn is_quoted(self) -> bool {
        match self {
            Self::Text
            | Self::Clock
            | Self::Root
            | Self::Secret
            | Self::Reach
            | Self::OneOf(_)
            | Self::Sources
            | Self::Contact => true,
            Self::Truth | Self::Whole(..) | Self::Number | Self::Score => false,
        }
    }

    /// Returns whether the config file writes such a value as a list of texts.
    #[must_use]
    pub fn is_list(self) -> bool {
        self == Self::Sources
    }
}

impl Key {
    /// Checks a value.
    ///
    /// # Errors
    /// Says what is expected.
    pub fn check(&self, text: &str) -> Result<(), String> {
        let fits = match self.shape {
            Shape::Text => !text.trim().is_empty(),
            Shape::Truth => matches!(text, "true" | "false"),
            Shape::Whole(least, most) => text
                .parse()
                .is_ok_and(|number: u32| (least..=most).contains(&number)),
            Shape::Number => text
                .parse()
                .is_ok_and(|number: f64| number.is_finite() && number >= 0.0),
            Shape::Clock => text.parse::<Time>().is_ok(),
            Shape::Root => is_root(text),
            Shape::Secret => text.parse::<ApiKey>().is_ok(),
            Shape::Reach => text.parse::<Within>().is_ok(),
            Shape::Score => score_of(text).is_ok(),
            Shape::OneOf(words) => words.contains(&text),
            Shape::Contact => is_contact(text),
            Shape::Sources => return text.parse::<Sources>().map(drop),
        };
        if fits { Ok(()) } else { Err(self.expected()) }
    }

    /// Returns what a message may repeat of a value after the name of its key: nothing of a key, and nothing of an
    /// address that may be one.
    #[must_use]
    pub fn shown(&self, text: &str) -> String {
        match self.shape {
            Shape::Secret => String::new(),
            Shape::Root => {
                let address = text.split(['?', '#']).next().unwrap_or_default();
                let address = address.rsplit('@').next().unwrap_or_default();
                format!(" is \"{address}\"")
            }
            _ => format!(" is \"{text}\""),
        }
    }

    fn expected(&self) -> String {
        match self.shape {
            Shape::Text => "expected some text".to_owned(),
            Shape::Truth => "expected true or false".to_owned(),
            Shape::Whole(least, most) => format!("expected a whole number from {least} to {most}"),
            Shape::Number => "expected a number, 0 or more".to_owned(),
            Shape::Clock => "expected a time of day such as 10:00".to_owned(),
            Shape::Root => {
                "expected an address such as https://api.open-meteo.com, without a name or password"
                    .to_owned()
            }
            Shape::Secret => NoKey.to_string(),
            Shape::Reach => "expected kilometres or minutes, such as 60km or 45min".to_owned(),
            Shape::Score => "expected a score from 0 to 100".to_owned(),
            Shape::OneOf(words) => format!("expected one of {}", words.join(", ")),
            Shape::Sources => "expected sources of forecasts".to_owned(),
            Shape::Contact => {
                "expected an email address or a link, such as me@example.org".to_owned()
            }
        }
    }
}

/// Returns whether `text` is the root of a service: no user, password or query, which would be shown and logged.
fn is_root(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['@', '?', '#', ' ']))
}

/// Returns whether `text` is where somebody can be reached: plain enough for the header of a request.
fn is_contact(text: &str) -> bool {
    const LONGEST: usize = 200;
    let is_plain = text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
    let is_link = text.starts_with("https://") || text.starts_with("http://");
    let is_email =
        matches!(text.split_once('@'), Some((who, at)) if !who.is_empty() && !at.is_empty());
    is_plain && (is_link || is_email)
}

/// The formats of `suggest`.
pub const FORMATS: &[&str] = &["table", "json", "ndjson", "csv"];

const fn key(
    name: &'static str,
    default: Option<&'static str>,
    shape: Shape,
    about: &'static str,
) -> Key {
    Key {
        name,
        variable: None,
        default,
        shape,
        about,
    }
}

const fn from(variable: &'static str, key: Key) -> Key {
    Key {
        variable: Some(variable),
        ..key
    }
}

/// Every setting, in the order the default file lists them.
pub const KEYS: &[Key] = &[
    key(
        "near",
        None,
        Shape::Text,
        "Where you start when --near is not given: a postcode (abroad \"DE:10115\"), a place, \"lat,lon\" or a name from [places].",
    ),
    key("leave", Some("10:00"), Shape::Clock, "When you leave home."),
    key(
        "back_by",
        None,
        Shape::Clock,
        "When you must be home again.",
    ),
    key(
        "within",
        None,
        Shape::Reach,
        "How far you go: kilometres as the crow flies (\"60km\") or minutes by car (\"45min\").",
    ),
    key(
        "max_drive",
        None,
        Shape::Whole(1, 1440),
        "The longest drive, minutes.",
    ),
    key(
        "top",
        Some("10"),
        Shape::Whole(1, 1000),
        "How many places to suggest.",
    ),
    key(
        "min_score",
        None,
        Shape::Score,
        "The least score worth suggesting, 0 to 100.",
    ),
    key(
        "format",
        Some("table"),
        Shape::OneOf(FORMATS),
        "How to print: table, json, ndjson or csv.",
    ),
    key(
        "colour",
        Some("auto"),
        Shape::OneOf(&["auto", "always", "never"]),
        "Colour: auto (on a terminal), always or never.",
    ),
    from(
        "KIDTRIP_NOW",
        key(
            "now",
            None,
            Shape::Text,
            "Freezes the clock: \"2026-11-27T18:00:00+00:00[Europe/London]\".",
        ),
    ),
    key(
        "locate.online",
        Some("false"),
        Shape::Truth,
        "Whether what is not known here is looked up at the two services below: what you typed then leaves this machine.",
    ),
    from(
        "KIDTRIP_POSTCODES_URL",
        key(
            "locate.postcodes_url",
            Some("https://api.postcodes.io"),
            Shape::Root,
            "Where postcodes.io is asked.",
        ),
    ),
    from(
        "KIDTRIP_GEOCODING_URL",
        key(
            "locate.geocoding_url",
            Some("https://geocoding-api.open-meteo.com"),
            Shape::Root,
            "Where Open-Meteo's geocoding is asked.",
        ),
    ),
    key(
        "catalogue.built_in",
        Some("true"),
        Shape::Truth,
        "Whether the built-in UK places are used.",
    ),
    key(
        "catalogue.file",
        None,
        Shape::Text,
        "A table of your own places, in the columns of data/destinations.csv.",
    ),
    from(
        "KIDTRIP_OVERPASS_URL",
        key(
            "catalogue.overpass_url",
            Some("https://overpass-api.de"),
            Shape::Root,
            "Which Overpass server `catalogue fetch` asks.",
        ),
    ),
    from(
        "KIDTRIP_WEATHER_SOURCES",
        key(
            "weather.sources",
            Some("open-meteo, met-norway"),
            Shape::Sources,
            "Who is asked for forecasts, in this order: the next where one cannot be had.",
        ),
    ),
    from(
        "KIDTRIP_OPEN_METEO_URL",
        key(
            "weather.open_meteo_url",
            Some("https://api.open-meteo.com"),
            Shape::Root,
            "Where Open-Meteo is asked.",
        ),
    ),
    from(
        "KIDTRIP_OPEN_METEO_APIKEY",
        key(
            "weather.apikey",
            None,
            Shape::Secret,
            "Your key of Open-Meteo's paid service, which is then asked instead of the free one.",
        ),
    ),
    key(
        "weather.archive",
        Some("false"),
        Shape::Truth,
        "Whether --typical may ask Open-Meteo's archive for the last ten years on these dates.",
    ),
    from(
        "KIDTRIP_OPEN_METEO_ARCHIVE_URL",
        key(
            "weather.archive_url",
            Some("https://archive-api.open-meteo.com"),
            Shape::Root,
            "Where Open-Meteo's archive is asked.",
        ),
    ),
    from(
        "KIDTRIP_MET_NORWAY_URL",
        key(
            "weather.met_norway_url",
            Some("https://api.met.no"),
            Shape::Root,
            "Where MET Norway is asked.",
        ),
    ),
    key(
        "weather.contact",
        None,
        Shape::Contact,
        "Your email address or a link: MET Norway wants to know whom to write to; it is sent to nobody else.",
    ),
    key(
        "weather.max_cells",
        Some("200"),
        Shape::Whole(1, 1000),
        "The most places on the map (cells of some 5 km) that forecasts are asked for in one run; several days of one count once.",
    ),
    from(
        "KIDTRIP_OSRM_URL",
        key(
            "journey.osrm",
            None,
            Shape::Root,
            "Where an OSRM server is asked for drives along the roads; without one they are estimates (docs/osrm.md).",
        ),
    ),
    key(
        "net.ca_file",
        None,
        Shape::Text,
        "A PEM file of certificates to trust besides Mozilla's.",
    ),
    key(
        "net.timeout_seconds",
        Some("10"),
        Shape::Whole(1, 300),
        "How long all network traffic of a run may take.",
    ),
    key(
        "ranking.weather",
        Some("0.5"),
        Shape::Number,
        "How much the weather counts; only the ratios of these four matter.",
    ),
    key(
        "ranking.journey",
        Some("0.3"),
        Shape::Number,
        "How much the journey counts.",
    ),
    key(
        "ranking.novelty",
        Some("0.1"),
        Shape::Number,
        "How much it counts that you have not been there lately.",
    ),
    key(
        "ranking.fit",
        Some("0.1"),
        Shape::Number,
        "How much the children's ages and confirmed facts count.",
    ),
    from(
        "KIDTRIP_DATA_DIR",
        key(
            "paths.data",
            None,
            Shape::Text,
            "Where your own data is kept, if not in the platform's data directory; nothing is kept there yet.",
        ),
    ),
    from(
        "KIDTRIP_CACHE_DIR",
        key(
            "paths.cache",
            None,
            Shape::Text,
            "Where forecasts and drives are cached, if not in the platform's cache directory.",
        ),
    ),
];

/// Returns the key called `name`.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// Returns the key or table whose name is most like `name`.
pub(super) fn most_like(name: &str) -> Option<&'static str> {
    let likeness = |key: &Key| strsim::normalized_damerau_levenshtein(key.name, name);
    let best = KEYS
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.5).then_some(best.name)
}
