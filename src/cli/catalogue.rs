//! What `catalogue` is asked: places of any map, brought in and taken out.

use super::{Described, ReadFormat};
use crate::config::Within;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The subcommands of `catalogue`.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum CatalogueCommand {
    /// Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX.
    Import(Described<ImportArgs>),
    /// Ask an Overpass server for the places around a location.
    Fetch(Described<FetchArgs>),
    /// List the catalogues.
    List {
        /// table or json
        #[arg(long, value_enum, default_value = "table")]
        format: ReadFormat,
    },
    /// Show what a catalogue holds: kinds, facts, area, source, date and licence.
    Info {
        /// The catalogue.
        name: String,
        /// table or json
        #[arg(long, value_enum, default_value = "table")]
        format: ReadFormat,
    },
    /// Remove an imported catalogue.
    Remove {
        /// The catalogue.
        name: String,
    },
    /// Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON.
    Export {
        /// The catalogue.
        name: String,
        /// csv or geojson
        #[arg(long, value_enum, default_value = "csv")]
        format: ExportFormat,
    },
}

/// Arguments of `catalogue import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The files; the format is told by what they hold
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    /// Where to, and how that is told.
    pub into: IntoArgs,
    /// The kind of places without one of their own: in CSV and GPX files that do not say
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Whom to credit wherever these places are shown; without it whom the file names, and OpenStreetMap for its formats
    #[arg(long, value_name = "TEXT")]
    pub attribution: Option<String>,
    /// The licence of the file; without it the one that its format tells
    #[arg(long, value_name = "TEXT")]
    pub licence: Option<String>,
    /// Kinds to take that are left out otherwise: viewpoint
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub include: Vec<String>,
    /// Say what would come in, and leave everything as it is
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `catalogue fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Around where: a postcode, a place, "lat,lon", or a name of your own from the config
    #[arg(long, value_name = "LOCATION", allow_hyphen_values = true)]
    pub near: Option<String>,
    /// How far around, in kilometres [default: 40km]
    #[arg(long, value_name = "40km", allow_hyphen_values = true)]
    pub within: Option<Within>,
    #[command(flatten)]
    /// Where to, and how that is told.
    pub into: IntoArgs,
}

/// Where places are brought to, and how that is told.
#[derive(Debug, Args)]
pub struct IntoArgs {
    /// What to call the catalogue; one of that name is replaced [default: after the file or the location]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// table or json: how to print what was kept, merged and left out, and why; of several catalogues a line of JSON each
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
    /// Nothing but errors on standard error
    #[arg(long, short)]
    pub quiet: bool,
}

/// How a catalogue is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// In the columns of data/destinations.csv.
    Csv,
    /// A feature collection of points.
    Geojson,
}
