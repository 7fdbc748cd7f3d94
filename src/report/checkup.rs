//! What `doctor` found: one check a thing, how it is, and what to do where it is not well.

use jiff::Timestamp;

/// How a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As it should be.
    Ok,
    /// Worth a look, and no hindrance.
    Warning,
    /// Something does not work until it is mended.
    Problem,
}

impl State {
    /// Returns the word the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Problem => "problem",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What it is, the same in every run: "folder.cache", "catalogue.malta".
    pub id: String,
    /// How it is.
    pub state: State,
    /// What was found.
    pub detail: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Check {
    /// Returns a thing that is as it should be.
    #[must_use]
    pub fn ok(id: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            state: State::Ok,
            detail: detail.into(),
            hint: None,
        }
    }

    /// Returns a thing that is worth knowing of.
    #[must_use]
    pub fn warning(
        id: impl Into<String>,
        detail: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            state: State::Warning,
            hint: Some(hint.into()),
            ..Self::ok(id, detail)
        }
    }

    /// Returns a thing that is to be mended.
    #[must_use]
    pub fn problem(
        id: impl Into<String>,
        detail: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            state: State::Problem,
            hint: Some(hint.into()),
            ..Self::ok(id, detail)
        }
    }
}

/// Everything that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkup {
    /// The instant of asking.
    pub generated_at: Timestamp,
    /// The things, in the order they are told.
    pub checks: Vec<Check>,
}

impl Checkup {
    /// Returns whether everything is as it should be.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.unwell().next().is_none()
    }

    /// Returns what is not as it should be, in order.
    pub fn unwell(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.state != State::Ok)
    }

    /// Returns how many things are so.
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        let so = self.checks.iter().filter(|check| check.state == state);
        so.count()
    }

    /// Returns the sum of it: "1 problem, 2 warnings", or that all is well.
    #[must_use]
    pub fn told(&self) -> String {
        let many = |count: usize, one: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            many => Some(format!("{many} {one}s")),
        };
        let sums = [
            many(self.count(State::Problem), "problem"),
            many(self.count(State::Warning), "warning"),
        ];
        let sums: Vec<String> = sums.into_iter().flatten().collect();
        if sums.is_empty() {
            "all is well".to_owned()
        } else {
            sums.join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::well(&[], "all is well")]
    #[case::one(&[State::Problem], "1 problem")]
    #[case::several(&[State::Warning, State::Problem, State::Warning], "1 problem, 2 warnings")]
    fn the_sum_names_what_is_not_well(#[case] states: &[State], #[case] told: &str) {
        let check = |&state| Check {
            state,
            ..Check::ok("x", "y")
        };
        let checkup = Checkup {
            generated_at: Timestamp::UNIX_EPOCH,
            checks: states.iter().map(check).collect(),
        };
        assert_eq!(checkup.told(), told);
    }
}
