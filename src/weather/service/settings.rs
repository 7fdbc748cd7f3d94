//! What a run's forecasts depend on: whom to ask and where, when the network may be asked, and for how much.

use crate::domain::Source;
use jiff::Timestamp;

/// When the network is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Freshness {
    /// For cells without a forecast less than an hour old.
    #[default]
    Normal,
    /// For every cell, once in the run (`--refresh`), but for what its source does not want to be asked for yet.
    Refresh,
    /// Never; the cache serves forecasts of any age (`--offline`).
    Offline,
}

/// What a run's forecasts depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The sources, in the order in which they are asked.
    pub sources: Vec<Source>,
    /// Open-Meteo's root, such as `http://127.0.0.1:8080`.
    pub open_meteo_url: String,
    /// MET Norway's root.
    pub met_norway_url: String,
    /// Where those who run MET Norway's service can reach whoever runs this program.
    pub contact: Option<String>,
    /// The instant of the run.
    pub now: Timestamp,
    /// When the network is asked.
    pub freshness: Freshness,
    /// Distinct cells that the network is asked for in the run, at most.
    pub max_cells: usize,
}

impl Settings {
    /// Cells asked for in a run when nothing else is configured.
    pub const DEFAULT_MAX_CELLS: usize = 200;
}
