//! The registry of settings: a key is one entry here, and everything else follows from it:
//! the commented default file, the environment variables, the checks and `config show`.

use super::shape::Shape;

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

impl Key {
    /// Checks a value.
    ///
    /// # Errors
    /// Says what is expected.
    pub fn check(&self, text: &str) -> Result<(), String> {
        self.shape.check(text)
    }
}

/// The formats of `suggest`.
pub const FORMATS: &[&str] = &[
    "table", "json", "ndjson", "csv", "markdown", "html", "email", "ics", "geojson", "gpx",
];

/// Those of them that `places` has; where the config says another, it prints its table.
pub const LIST_FORMATS: &[&str] = &["table", "json", "ndjson", "csv"];

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
        "How to print: table, json, ndjson, csv, markdown, html, email, ics, geojson or gpx (the last six for suggest alone).",
    ),
    key(
        "colour",
        Some("auto"),
        Shape::OneOf(&["auto", "always", "never"]),
        "Colour: auto (on a terminal), always or never.",
    ),
    key(
        "me",
        None,
        Shape::Text,
        "What you are called in what the family writes down; else by your login name.",
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
            "Where your own data is kept, if not in the platform's data directory: what you wrote down, and imported places.",
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
    key(
        "mail.from",
        None,
        Shape::Mailboxes,
        "Who the brief is from: \"kidtrip <anna@example.org>\".",
    ),
    key(
        "mail.to",
        None,
        Shape::Mailboxes,
        "Who gets the brief, with commas between: \"anna@example.org, ben@example.org\".",
    ),
    from(
        "KIDTRIP_SMTP_URL",
        key(
            "mail.smtp",
            None,
            Shape::MailServer,
            "The mail server of brief --send: \"smtps://mail.example.org\" (TLS at once) or \"smtp://mail.example.org:587\" (TLS after the greeting).",
        ),
    ),
    key(
        "mail.user",
        None,
        Shape::Text,
        "Your name at the mail server, where it wants one.",
    ),
    from(
        "KIDTRIP_SMTP_PASSWORD",
        key(
            "mail.password",
            None,
            Shape::Password,
            "Your password at the mail server.",
        ),
    ),
    key(
        "hooks.timeout_seconds",
        Some("10"),
        Shape::Whole(1, 3600),
        "How long a program may take for an event.",
    ),
    key(
        "hooks.tries",
        Some("3"),
        Shape::Whole(1, 100),
        "How often it is tried for one event, once a command, before that event is passed over.",
    ),
];

/// Returns the key called `name`.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// Tables whose entries the family names itself.
const OF_NAMES: [&str; 3] = ["places", "days", "hooks"];

/// Returns the table whose name is most like `name`.
pub(super) fn table_most_like(name: &str) -> Option<&'static str> {
    let of_keys = KEYS
        .iter()
        .filter_map(|key| Some(key.name.split_once('.')?.0));
    let likeness = |table: &str| strsim::normalized_damerau_levenshtein(table, name);
    let best = of_keys
        .chain(OF_NAMES)
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.5).then_some(best)
}

/// Returns the key whose name is most like `name`.
pub(super) fn most_like(name: &str) -> Option<&'static str> {
    let likeness = |key: &Key| strsim::normalized_damerau_levenshtein(key.name, name);
    let best = KEYS
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.5).then_some(best.name)
}
