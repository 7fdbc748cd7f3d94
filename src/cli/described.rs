//! The arguments of a subcommand, of which clap hears only when the subcommand is named: `defer` on the enum sees to that.
//! A start pays for the flags of the command it runs, not for those of all the others.

use clap::builder::Resettable;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches};
use std::ops::Deref;

/// The arguments `T`, in a variant whose doc comment stays the help of the subcommand: that of the type, which is for
/// readers of the code, comes last where arguments are deferred, and would take its place.
#[derive(Debug)]
pub struct Described<T>(Box<T>);

impl<T: Args> Args for Described<T> {
    fn augment_args(command: Command) -> Command {
        under_its_own_line(command, T::augment_args)
    }

    fn augment_args_for_update(command: Command) -> Command {
        under_its_own_line(command, T::augment_args_for_update)
    }
}

fn under_its_own_line(command: Command, augment: fn(Command) -> Command) -> Command {
    let line = Resettable::from(command.get_about().cloned());
    let text = Resettable::from(command.get_long_about().cloned());
    augment(command).about(line).long_about(text)
}

impl<T: FromArgMatches> FromArgMatches for Described<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches(matches).map(|arguments| Self(Box::new(arguments)))
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches_mut(matches).map(|arguments| Self(Box::new(arguments)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches(matches)
    }

    fn update_from_arg_matches_mut(&mut self, matches: &mut ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches_mut(matches)
    }
}

impl<T> Deref for Described<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use crate::cli::Cli;
    use clap::{Command, CommandFactory};

    /// Passes every subcommand at any depth, but for `help`, with itself as clap has it in the end.
    fn each(command: &Command, built: &Command, visit: &mut impl FnMut(&Command, &Command)) {
        for below in command.get_subcommands() {
            let same = built.find_subcommand(below.get_name()).unwrap();
            visit(below, same);
            each(below, same, visit);
        }
    }

    #[test]
    fn no_argument_is_described_before_its_subcommand_is_named() {
        let (command, mut built) = (Cli::command(), Cli::command());
        built.build();
        let mut described = 0;
        each(&command, &built, &mut |below, built| {
            let name = below.get_name();
            assert_eq!(below.get_arguments().count(), 0, "defer those of {name}");
            described += built.get_arguments().count();
        });
        assert!(described > 50, "{described}");
    }

    #[test]
    fn the_help_of_a_subcommand_opens_with_its_line_in_the_list() {
        let (command, mut built) = (Cli::command(), Cli::command());
        built.build();
        each(&command, &built, &mut |below, built| {
            let [listed, own] =
                [below, built].map(|command| command.get_about().map(ToString::to_string));
            let name = below.get_name();
            assert_eq!(listed, own, "put the arguments of {name} in Described");
        });
    }
}
