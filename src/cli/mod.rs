//! What was typed. The doc comments here are the help.
//! Nothing is looked up or decided: values are only brought into shape.

mod catalogue;
mod completions;
mod described;
mod doctor;
mod editor;
mod family;
mod forecast;
mod log;
mod places;
mod planning;
mod publish;

pub use catalogue::{CatalogueCommand, ExportFormat, FetchArgs, ImportArgs, IntoArgs};
pub use completions::{ASKED_BY, completions, completions_anew};
pub use described::Described;
pub use doctor::DoctorArgs;
pub use editor::{ApproveEditorArgs, EditorCommand, EditorListArgs, EditorRole, RevokeEditorArgs};
pub use family::{
    AmendArgs, DecideArgs, HideArgs, HistoryArgs, ProposeArgs, ReviewArgs, UndoArgs, VisitArgs,
};
pub use forecast::{ForecastArgs, ForecastFormat};
pub use log::{
    FollowFormat, LogArgs, LogCommand, LogExportArgs, LogFilterArgs, LogFollowArgs, LogFormat,
    LogHooksArgs, LogImportArgs, LogListArgs, LogMergeArgs, LogStatisticsArgs,
};
pub use places::{PlacesArgs, ShowArgs};
pub use planning::{BriefArgs, Planning, SuggestArgs};
pub use publish::PublishArgs;

use clap::{Args, Parser, Subcommand};

/// Where shall we take the children? Nearby places, ranked by the drive and the weather when you get there.
#[derive(Debug, Parser)]
#[command(
    name = "kidtrip",
    version,
    max_term_width = 100,
    after_help = "Start with:  kidtrip suggest --near \"M20 2RN\" --on sat\n\
                  Exit codes: 0 done, 1 failed here, 2 asked wrongly, 3 nothing to suggest, 4 no forecast or service, 5 refused by a rule"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Suggest places for a day out, best first.
    #[command(visible_alias = "s")]
    Suggest(Described<SuggestArgs>),
    /// The weekend's brief as a mail: the better day first, five places, a plan for a wet day, and what has changed.
    Brief(Described<BriefArgs>),
    /// Write a small static site: the suggestions, and a page for every place in reach.
    Publish(Described<PublishArgs>),
    /// List or search the places.
    Places(Described<PlacesArgs>),
    /// Show one place: every fact and its source, the drive, the coming days and the best of them.
    Show(Described<ShowArgs>),
    /// Show the weather of a place or a location hour by hour, and its coming week.
    Forecast(Described<ForecastArgs>),
    /// Write down a visit: the place then rests for a while.
    Visit(Described<VisitArgs>),
    /// Hide a place: it is not suggested any more.
    Hide(Described<HideArgs>),
    /// Bring back a hidden place.
    Unhide(Described<HideArgs>),
    /// Take back what was written down: it stays on record, and does not count.
    Undo(Described<UndoArgs>),
    /// Show where the family has been, and what it liked most.
    History(Described<HistoryArgs>),
    /// List everything that was written down, event by event.
    Log(Described<LogArgs>),
    /// Propose a place that is in no catalogue: one's own is suggested at once, an editor's when it is approved.
    Propose(Described<ProposeArgs>),
    /// Amend what is known of a place.
    Amend(Described<AmendArgs>),
    /// Approve a proposal.
    Approve(Described<DecideArgs>),
    /// Reject a proposal.
    Reject(Described<DecideArgs>),
    /// Retire a place for good: it is never suggested again.
    Retire(Described<DecideArgs>),
    /// List the proposals that wait for a decision.
    Review(Described<ReviewArgs>),
    /// Say who may propose places to this log, and who may decide over them.
    #[command(subcommand)]
    Editor(EditorCommand),
    /// Show what a location resolves to.
    Where(Described<WhereArgs>),
    /// Bring in the places of any map, list the catalogues, look into one, or take one away.
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Find the config file, print every setting with its origin, or write a commented default.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Show or clear the cache of forecasts and drives.
    #[command(subcommand)]
    Cache(CacheCommand),
    /// Look at everything kidtrip rests on, and say what to mend.
    Doctor(Described<DoctorArgs>),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page of kidtrip, or of a command.
    Man {
        /// The command: suggest, or catalogue import
        command: Vec<String>,
    },
    /// Install the manual pages and the completions of the shells for you, or below a prefix.
    InstallExtras(Described<InstallExtrasArgs>),
}

/// Arguments of `install-extras`.
#[derive(Debug, Args)]
pub struct InstallExtrasArgs {
    /// Below which folder, as a package does it: share/man, share/bash-completion and so on [default: your own folders]
    #[arg(long, value_name = "DIR")]
    pub prefix: Option<std::path::PathBuf>,
    /// Take them away again
    #[arg(long)]
    pub remove: bool,
    /// Only say what would be done
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `where`.
#[derive(Debug, Args)]
pub struct WhereArgs {
    /// A postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config).
    #[arg(allow_hyphen_values = true)]
    pub location: String,
    /// List every place of that name.
    #[arg(long)]
    pub all: bool,
    /// Ask no service, even where locate.online allows it.
    #[arg(long)]
    pub offline: bool,
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
}

/// The subcommands of `config`.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ConfigCommand {
    /// Print where the config file is looked for.
    Path,
    /// Print every setting and where it came from.
    Show {
        /// table or json
        #[arg(long, value_enum, default_value = "table")]
        format: ReadFormat,
    },
    /// Write a commented default file; an existing one is left alone.
    Init,
}

/// The subcommands of `cache`.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum CacheCommand {
    /// Print where forecasts and drives are cached and how much there is.
    Info,
    /// Remove every cached forecast and drive.
    Clear,
}

/// How a simple read is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ReadFormat {
    /// For the eye.
    Table,
    /// One JSON document.
    Json,
}
