//! A fault of the program itself: told as one, with where it is, and exit code 1 as for whatever fails here.
//! A release unwinds nothing, so this is also where such a run ends: no half-told answer, no death by signal.

use super::world::complain;
use crate::error::Kind;
use std::panic::PanicHookInfo;

/// Tells of a fault, and returns the exit code that the run is to end with.
#[must_use]
pub fn tell_of_fault(fault: &PanicHookInfo<'_>) -> i32 {
    let place = fault.location().map(ToString::to_string);
    let what = fault.payload_as_str().unwrap_or_default();
    complain(&sentence(what, place.as_deref().unwrap_or_default()));
    Kind::Internal.exit_code().into()
}

fn sentence(what: &str, place: &str) -> String {
    let details: Vec<&str> = [place, what]
        .into_iter()
        .filter(|detail| !detail.is_empty())
        .collect();
    format!(
        "this is a fault in kidtrip, not in what you asked; what was recorded before is safe. \
         Please report it with the command you typed ({})",
        details.join(": ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_its_place_and_the_way_out() {
        let said = sentence("index out of bounds", "src/x.rs:1:2");
        assert!(
            said.ends_with("you typed (src/x.rs:1:2: index out of bounds)"),
            "{said}"
        );
        assert!(said.starts_with("this is a fault in kidtrip"), "{said}");
    }
}
