//! The settings as the program uses them: typed, once every layer has been laid.

use super::{Config, NamedDays, Sources, Value, Within, mailboxes};
use crate::domain::Source;
use crate::error::Error;
use crate::net::ApiKey;
use crate::net::smtp::{MailServer, Password};
use crate::planner::Weights;
use jiff::civil::Time;
use lettre::message::Mailbox;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

/// The family's own named places: name -> location.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(pub BTreeMap<String, Value>);

impl Places {
    /// Returns the names and locations alone.
    #[must_use]
    pub fn aliases(&self) -> BTreeMap<String, String> {
        self.0
            .iter()
            .map(|(name, value)| (name.clone(), value.text.clone()))
            .collect()
    }
}

/// One line of `config show`.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// The dotted name.
    pub name: String,
    /// The value and its origin; `None` when unset.
    pub value: Option<&'a Value>,
}

/// The settings, typed.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the family starts.
    pub near: Option<String>,
    /// When it leaves home.
    pub leave: Time,
    /// When it must be home again.
    pub back_by: Option<Time>,
    /// How far it goes.
    pub within: Option<Within>,
    /// The longest drive, minutes.
    pub max_drive: Option<f64>,
    /// How many places.
    pub top: usize,
    /// The least score.
    pub min_score: Option<f64>,
    /// The output format.
    pub format: String,
    /// "auto", "always" or "never".
    pub colour: String,
    /// What whoever runs this is called in what the family writes down.
    pub me: Option<String>,
    /// Whether locations may be looked up online.
    pub locate_online: bool,
    /// The root of postcodes.io.
    pub postcodes_url: String,
    /// The root of Open-Meteo's geocoding.
    pub geocoding_url: String,
    /// Whether the built-in places are used.
    pub built_in: bool,
    /// A table of the family's own places.
    pub own_places: Option<PathBuf>,
    /// The root of the Overpass server.
    pub overpass_url: String,
    /// Who is asked for forecasts, in this order; at least one.
    pub sources: Vec<Source>,
    /// The root of Open-Meteo.
    pub open_meteo_url: String,
    /// The key of Open-Meteo's paid service.
    pub apikey: Option<ApiKey>,
    /// Whether past weather may be asked of Open-Meteo's archive.
    pub archive: bool,
    /// The root of Open-Meteo's archive.
    pub archive_url: String,
    /// The root of MET Norway.
    pub met_norway_url: String,
    /// Where whoever runs this can be reached by those who run a service.
    pub contact: Option<String>,
    /// The most forecasts asked for in one run.
    pub max_cells: usize,
    /// The root of an OSRM server.
    pub osrm_url: Option<String>,
    /// Certificates to trust besides Mozilla's.
    pub ca_file: Option<PathBuf>,
    /// How long all network traffic of a run may take, seconds.
    pub timeout_seconds: u64,
    /// Who the brief is from.
    pub mail_from: Option<Mailbox>,
    /// Who gets it.
    pub mail_to: Vec<Mailbox>,
    /// The mail server.
    pub mail_server: Option<MailServer>,
    /// The name and password that it wants.
    pub mail_login: Option<(String, Password)>,
    /// How long a program may take for an event, seconds.
    pub hook_seconds: u64,
    /// How often a program is tried for one event.
    pub hook_tries: usize,
    /// How much each factor counts.
    pub weights: Weights,
    /// The family's own named places.
    pub aliases: BTreeMap<String, String>,
    /// The family's own names for days.
    pub days: NamedDays,
}

impl Settings {
    /// Returns the typed settings of `config`.
    ///
    /// # Errors
    /// None for values that passed the checks of their keys; weights must not all be 0.
    pub fn of(config: &Config) -> Result<Self, Error> {
        let read = Read(config);
        let weights = Weights {
            weather: read.needed("ranking.weather")?,
            journey: read.needed("ranking.journey")?,
            novelty: read.needed("ranking.novelty")?,
            fit: read.needed("ranking.fit")?,
        };
        if weights.weather + weights.journey + weights.novelty + weights.fit <= 0.0 {
            return Err(Error::usage("the weights under [ranking] are all 0")
                .hint("give at least one of them"));
        }
        Ok(Self {
            near: read.text("near"),
            leave: read.needed("leave")?,
            back_by: read.optional("back_by")?,
            within: read.optional("within")?,
            max_drive: read.optional("max_drive")?,
            top: read.needed("top")?,
            min_score: read.optional("min_score")?,
            format: read.needed("format")?,
            colour: read.needed("colour")?,
            me: read.text("me"),
            locate_online: read.needed("locate.online")?,
            postcodes_url: read.needed("locate.postcodes_url")?,
            geocoding_url: read.needed("locate.geocoding_url")?,
            built_in: read.needed("catalogue.built_in")?,
            own_places: read.text("catalogue.file").map(PathBuf::from),
            overpass_url: read.needed("catalogue.overpass_url")?,
            sources: read.needed::<Sources>("weather.sources")?.0,
            open_meteo_url: read.needed("weather.open_meteo_url")?,
            apikey: config.secret("weather.apikey").cloned(),
            archive: read.needed("weather.archive")?,
            archive_url: read.needed("weather.archive_url")?,
            met_norway_url: read.needed("weather.met_norway_url")?,
            contact: read.text("weather.contact"),
            max_cells: read.needed("weather.max_cells")?,
            osrm_url: read.text("journey.osrm"),
            ca_file: read.text("net.ca_file").map(PathBuf::from),
            timeout_seconds: read.needed("net.timeout_seconds")?,
            mail_from: read.mailboxes("mail.from").into_iter().next(),
            mail_to: read.mailboxes("mail.to"),
            mail_server: read.optional("mail.smtp")?,
            mail_login: read
                .text("mail.user")
                .zip(config.password("mail.password").cloned()),
            hook_seconds: read.needed("hooks.timeout_seconds")?,
            hook_tries: read.needed("hooks.tries")?,
            weights,
            aliases: config.places().aliases(),
            days: config.days().clone(),
        })
    }
}

struct Read<'a>(&'a Config);

impl Read<'_> {
    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|value| value.text.clone())
    }

    fn mailboxes(&self, name: &str) -> Vec<Mailbox> {
        let text = self.text(name);
        text.map_or_else(Vec::new, |text| mailboxes(&text))
    }

    fn optional<T: FromStr>(&self, name: &str) -> Result<Option<T>, Error> {
        self.0
            .get(name)
            .map(|value| {
                value.text.parse().map_err(|_| {
                    Error::usage(format!(
                        "{name} is \"{}\", set by {}",
                        value.text, value.origin
                    ))
                })
            })
            .transpose()
    }

    fn needed<T: FromStr>(&self, name: &str) -> Result<T, Error> {
        self.optional(name)?
            .ok_or_else(|| Error::usage(format!("{name} is not set")))
    }
}
