//! Where the pure parts meet the world: one file per subcommand, and the only code that prints.
//! The clock, the environment and the terminal are read here, once, and passed on as values.

mod as_of;
mod brief;
mod cache;
mod catalogue;
mod catalogues;
mod choice;
mod climate;
mod coming_weather;
mod complete;
mod config;
mod days;
mod doctor;
mod drive;
mod extras;
mod family;
mod fault;
mod forecast;
mod forecasts;
mod locations;
mod named;
mod nothing;
mod outing;
mod places;
mod publish;
mod roads;
mod show;
mod signals;
mod suggest;
mod world;

pub use days::parse_days;
pub use fault::tell_of_fault;

use crate::cli::{self, Cli, Command, EditorCommand, LogCommand};
use crate::error::Error;
use clap::Parser;
use std::borrow::Cow;
use std::ffi::OsString;
use std::process::ExitCode;
use world::World;

/// What a command has to say: results, then warnings, then how it went.
#[derive(Debug, Default)]
struct Answer {
    stdout: Cow<'static, str>,
    warnings: Vec<String>,
    failure: Option<Error>,
    /// What is done and stays, even if the results cannot be printed.
    done: Vec<String>,
}

impl Answer {
    fn results(stdout: impl Into<Cow<'static, str>>) -> Self {
        Self {
            stdout: stdout.into(),
            ..Self::default()
        }
    }
}

/// Runs the program with these arguments (the first is its name) and returns its exit code.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    signals::outlive_file_limits();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(code) = complete::answer(&arguments) {
        return code;
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return clap_says(&error),
    };
    let world = World::of_this_process();
    let hooks = may_record(&cli.command).then(|| family::Hooks::before_a_command(&world));
    let answer = match cli.command {
        Command::Suggest(args) => suggest::suggest(&args, &world),
        Command::Brief(args) => brief::brief(&args, &world),
        Command::Publish(args) => publish::publish(&args, &world),
        Command::Places(args) => places::places(&args, &world),
        Command::Show(args) => show::show(&args, &world),
        Command::Forecast(args) => forecast::forecast(&args, &world),
        Command::Visit(args) => family::visit(&args, &world),
        Command::Hide(args) => family::hide(&args, &world),
        Command::Unhide(args) => family::unhide(&args, &world),
        Command::Undo(args) => family::undo(&args, &world),
        Command::History(args) => family::history(&args, &world),
        Command::Log(args) => family::log(&args, &world),
        Command::Propose(args) => family::propose(&args, &world),
        Command::Amend(args) => family::amend(&args, &world),
        Command::Approve(args) => family::approve(&args, &world),
        Command::Reject(args) => family::reject(&args, &world),
        Command::Retire(args) => family::retire(&args, &world),
        Command::Review(args) => family::review(&args, &world),
        Command::Editor(command) => family::editor(&command, &world),
        Command::Where(args) => locations::locate(&args, &world),
        Command::Catalogue(command) => catalogues::catalogue(&command, &world),
        Command::Config(command) => config::config(&command, &world),
        Command::Cache(command) => cache::cache(&command, &world),
        Command::Doctor(args) => doctor::doctor(&args, &world),
        Command::Completions { shell } => Ok(Answer::results(cli::completions(shell))),
        Command::Man { command } => extras::man(&command),
        Command::InstallExtras(args) => extras::install(&args),
    };
    let answer = answer.unwrap_or_else(|error| Answer {
        failure: Some(error),
        ..Answer::default()
    });
    let code = tell(answer);
    // What a refused command has recorded counts too: a proposal whose location is none.
    if let Some(hooks) = hooks.flatten() {
        hooks.run();
    }
    code
}

/// Returns whether a command can add events to the log, for which programs may be waiting.
fn may_record(command: &Command) -> bool {
    match command {
        Command::Visit(_)
        | Command::Hide(_)
        | Command::Unhide(_)
        | Command::Undo(_)
        | Command::Propose(_)
        | Command::Amend(_)
        | Command::Approve(_)
        | Command::Reject(_)
        | Command::Retire(_) => true,
        Command::Editor(command) => !matches!(command, EditorCommand::List(_)),
        Command::Log(args) => matches!(
            args.command,
            Some(LogCommand::Import(_) | LogCommand::Merge(_))
        ),
        _ => false,
    }
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
    let printed = world::print(&answer.stdout).map_err(|error| match answer.done.as_slice() {
        [] => error,
        done => error.hint(done.join("; ")),
    });
    match answer.failure.or(printed.err()) {
        None => ExitCode::SUCCESS,
        Some(failure) => {
            world::complain(&failure.to_string());
            ExitCode::from(failure.kind.exit_code())
        }
    }
}
