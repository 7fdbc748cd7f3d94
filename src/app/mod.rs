//! Where the pure parts meet the world: one file per subcommand, and the only code that prints.
//! The clock, the environment and the terminal are read here, once, and passed on as values.

mod cache;
mod catalogue;
mod catalogues;
mod choice;
mod climate;
mod coming_weather;
mod config;
mod days;
mod doctor;
mod forecast;
mod forecasts;
mod locations;
mod named;
mod nothing;
mod outing;
mod places;
mod roads;
mod show;
mod signals;
mod suggest;
mod world;

use crate::cli::{Cli, Command};
use crate::error::Error;
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::process::ExitCode;
use world::World;

/// What a command has to say: results, then warnings, then how it went.
#[derive(Debug, Default)]
struct Answer {
    stdout: String,
    warnings: Vec<String>,
    failure: Option<Error>,
}

impl Answer {
    fn results(stdout: String) -> Self {
        Self {
            stdout,
            ..Self::default()
        }
    }
}

/// Runs the program with these arguments (the first is its name) and returns its exit code.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    signals::outlive_file_limits();
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return clap_says(&error),
    };
    let world = World::of_this_process();
    let answer = match cli.command {
        Command::Suggest(args) => suggest::suggest(&args, &world),
        Command::Places(args) => places::places(&args, &world),
        Command::Show(args) => show::show(&args, &world),
        Command::Forecast(args) => forecast::forecast(&args, &world),
        Command::Where(args) => locations::locate(&args, &world),
        Command::Catalogue(args) => catalogues::catalogue(&args, &world),
        Command::Config(args) => config::config(&args, &world),
        Command::Cache(args) => cache::cache(&args, &world),
        Command::Doctor(args) => doctor::doctor(&args, &world),
        Command::Completions { shell } => Ok(completions(shell)),
    };
    let answer = answer.unwrap_or_else(|error| Answer {
        failure: Some(error),
        ..Answer::default()
    });
    tell(answer)
}

fn completions(shell: clap_complete::Shell) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "kidtrip", &mut script);
    Answer::results(String::from_utf8_lossy(&script).into_owned())
}

/// Prints what clap has to say: help on standard output, mistakes on standard error with exit code 2.
fn clap_says(error: &clap::Error) -> ExitCode {
    // A closed pipe under --help is no failure.
    let _ = error.print();
    if error.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

fn tell(answer: Answer) -> ExitCode {
    for warning in &answer.warnings {
        world::complain(warning);
    }
    let printed = world::print(&answer.stdout);
    match answer.failure.or(printed.err()) {
        None => ExitCode::SUCCESS,
        Some(failure) => {
            world::complain(&failure.to_string());
            ExitCode::from(failure.kind.exit_code())
        }
    }
}
