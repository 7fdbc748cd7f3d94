//! `[hooks]`: the programs that are to be run when something was written down, by the type of the event.
//! A program is named with its arguments, one text each: no shell reads them.

use super::{Origin, Value};
use crate::domain::EVENT_TYPES;
use std::collections::BTreeMap;
use std::path::Path;

/// The name that stands for every type of event.
pub const EVERY_TYPE: &str = "*";

/// The programs, by the type of event as the config has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hooks(BTreeMap<String, Hook>);

/// A program that is run for each event of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// The type of event, or [`EVERY_TYPE`].
    pub on: String,
    /// The program and its arguments; never empty.
    pub program: Vec<String>,
    /// What the config says, and where.
    pub value: Value,
}

impl Hooks {
    /// Adds the program for a type of event.
    ///
    /// # Errors
    /// Says what is wrong with the type or the program.
    pub(super) fn add(
        &mut self,
        on: &str,
        program: Option<Vec<String>>,
        origin: Origin,
    ) -> Result<(), String> {
        if on != EVERY_TYPE && !EVENT_TYPES.contains(&on) {
            return Err(format!("is no type of event: {}", EVENT_TYPES.join(", ")));
        }
        let expected = || {
            "expected a program and its arguments, each in quotes: [\"notify-send\", \"kidtrip\"]"
                .to_owned()
        };
        let program = program.ok_or_else(expected)?;
        let name = program.first().filter(|name| !name.trim().is_empty());
        let name = name.ok_or_else(expected)?;
        if program.iter().any(|text| text.contains('\0')) {
            return Err("a program and its arguments hold no NUL".to_owned());
        }
        let path = Path::new(name);
        let is_bare = path.components().count() == 1 && !name.contains(['/', '\\']) && name != "..";
        if !is_bare && !path.is_absolute() {
            return Err(format!(
                "\"{name}\" depends on where you are: give the whole path, or the name of a program on the PATH"
            ));
        }
        let hook = Hook {
            on: on.to_owned(),
            value: Value {
                text: format!("{program:?}"),
                origin,
            },
            program,
        };
        self.0.insert(on.to_owned(), hook);
        Ok(())
    }

    /// Returns whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns each, in the order in which they are run for one event: the one for every type first.
    pub fn iter(&self) -> impl Iterator<Item = &Hook> {
        self.0.values()
    }
}

impl Hook {
    /// Returns whether it is run for events of this type; those of newer releases are of every type too.
    #[must_use]
    pub fn is_for(&self, event_type: &str) -> bool {
        self.on == EVERY_TYPE || self.on == event_type
    }
}

/// Returns the name under `[hooks]` that is most like `name`, where one is like it at all.
pub(super) fn most_like(name: &str) -> Option<&'static str> {
    let likeness = |known: &str| {
        strsim::normalized_damerau_levenshtein(&known.to_lowercase(), &name.to_lowercase())
    };
    let best = EVENT_TYPES
        .into_iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.5).then_some(best)
}
