//! `editor`: who may propose places to this log, and who may decide over them.

use super::{event_log, me, record, told};
use crate::app::Answer;
use crate::app::catalogue::categories;
use crate::app::world::{self, World};
use crate::cli::{ApproveEditorArgs, EditorCommand, EditorListArgs, EditorRole, ReadFormat};
use crate::commands::{ApproveEditor, Given, Rejection, RevokeEditor};
use crate::config::Settings;
use crate::domain::{NewEvent, Role};
use crate::error::Error;
use crate::queries::{Family, Rank, Roles};
use crate::report::line;
use crate::report::safe::printable;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Runs a subcommand of `editor`.
pub(in crate::app) fn editor(command: &EditorCommand, world: &World) -> Result<Answer, Error> {
    match command {
        EditorCommand::Approve(args) => approve(args, world),
        EditorCommand::Revoke(args) => {
            let revoke = RevokeEditor {
                name: args.name.clone(),
            };
            let what = "is neither editor nor admin any more. What they wrote stays.";
            decide(&args.name, what, world, |given| revoke.decide(given))
        }
        EditorCommand::List(args) => list(args, world),
    }
}

fn approve(args: &ApproveEditorArgs, world: &World) -> Result<Answer, Error> {
    let (role, what) = match args.role {
        EditorRole::Editor => (
            Role::Editor,
            "is an editor: what they propose waits in kidtrip review.",
        ),
        EditorRole::Admin => (
            Role::Admin,
            "is an admin, and decides over proposals and editors.",
        ),
    };
    let approve = ApproveEditor {
        name: args.name.clone(),
        role,
    };
    decide(&args.name, what, world, |given| approve.decide(given))
}

/// Records the decision over somebody and says so: their name, then `what` became of them.
fn decide(
    name: &str,
    what: &str,
    world: &World,
    decide: impl Fn(&Given<'_>) -> Result<Vec<NewEvent>, Rejection>,
) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let (me, kinds) = (me(&settings), categories()?);
    let recorded = record(&event_log(&config, now)?, &BTreeMap::new(), |family, _| {
        decide(&Given {
            family,
            actor: &me,
            today: now.to_zoned_datetime(TimeZone::system()).date(),
            kinds: &kinds,
            listed: None,
        })
    })?;
    let name = printable(name.trim());
    let line = format!("Recorded: {name} {what} kidtrip undo takes it back.");
    Ok(told(line, recorded))
}

fn list(args: &EditorListArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let reading = event_log(&config, world::now(&config)?)?.read()?;
    let roles = Family::of(reading.events()).roles;
    let me = me(&settings);
    Ok(Answer {
        warnings: reading.warnings(),
        ..Answer::results(match args.format {
            ReadFormat::Table => table(&roles, &me),
            ReadFormat::Json => line(&Document {
                schema: "kidtrip.editors/1",
                people: roles
                    .everybody()
                    .into_keys()
                    .map(|name| Person::of(&roles, name))
                    .collect(),
                me: Person::of(&roles, &me),
            }),
        })
    })
}

fn table(roles: &Roles, me: &str) -> String {
    if roles.are_open() {
        return "Nothing is written down yet: whoever does so first owns this log.\n".to_owned();
    }
    let everybody = roles.everybody();
    let names: Vec<_> = everybody.keys().map(|name| printable(name)).collect();
    let width = names.iter().map(|name| name.chars().count()).max();
    let width = width.unwrap_or(0);
    let mut page = String::new();
    for (name, (typed, rank)) in names.iter().zip(&everybody) {
        let you = if *typed == me { " (you)" } else { "" };
        let may = may(*rank);
        let _ = writeln!(page, "{name:<width$}  {:<6}  {may}{you}", rank.as_str());
    }
    if !everybody.contains_key(me) {
        let me = printable(me);
        let _ = writeln!(
            page,
            "{me:<width$}  -       writes down visits and hides places (you)"
        );
    }
    page
}

fn may(rank: Rank) -> &'static str {
    match rank {
        Rank::Owner | Rank::Admin => "proposes, and decides over proposals and editors",
        Rank::Editor => "proposes and amends places",
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    people: Vec<Person<'a>>,
    me: Person<'a>,
}

/// Somebody, and what they may.
#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    role: Option<&'static str>,
    may_propose: bool,
    may_decide: bool,
}

impl<'a> Person<'a> {
    fn of(roles: &Roles, name: &'a str) -> Self {
        Self {
            name,
            role: roles.rank(name).map(Rank::as_str),
            may_propose: roles.may_propose(name),
            may_decide: roles.may_decide(name),
        }
    }
}
