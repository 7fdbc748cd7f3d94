//! Whether a long piece of work is to go on, and whether there is memory for what is coming: asked between its steps, as
//! nobody can be asked in the middle of one.

use super::ImportError;
use std::fmt;
use std::hint::black_box;

/// Bytes that are asked for ahead while a file is read: more than what is read between two askings may take.
pub(super) const ROOM_AHEAD: u64 = 64 << 20;
/// Bytes that are read between two askings.
pub(super) const BETWEEN_ASKINGS: u64 = 4 << 20;

/// Whether to go on.
#[derive(Clone, Copy)]
pub struct Pulse<'a>(&'a dyn Fn() -> bool);

impl fmt::Debug for Pulse<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pulse")
    }
}

impl<'a> Pulse<'a> {
    /// Returns a pulse that stops when `go_on` says no.
    pub fn of(go_on: &'a dyn Fn() -> bool) -> Self {
        Self(go_on)
    }

    /// Goes on, or says that somebody has stopped the work.
    pub(super) fn beat(self) -> Result<(), ImportError> {
        if (self.0)() {
            Ok(())
        } else {
            Err(ImportError::Interrupted)
        }
    }
}

/// Checks that so many bytes could be had now; they are given back at once.
///
/// The system keeps no promise, but a limit (`ulimit -v`) is met here, where it can be told, and not in the middle of something
/// that can only end the run.
///
/// # Errors
/// When they could not.
pub(super) fn check_room(bytes: u64) -> Result<(), ImportError> {
    let mut room: Vec<u8> = Vec::new();
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let had = room.try_reserve_exact(bytes);
    // Nobody uses it, which a compiler might see.
    black_box(&mut room);
    had.map_err(|_| ImportError::NoMemory)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_pulse_beats_until_somebody_stops_it() {
        let left = Cell::new(2);
        let go_on = || left.replace(left.get() - 1) > 0;
        let pulse = Pulse::of(&go_on);
        assert!(pulse.beat().is_ok() && pulse.beat().is_ok());
        assert!(matches!(pulse.beat(), Err(ImportError::Interrupted)));
    }

    #[test]
    fn there_is_room_for_little_and_none_for_everything() {
        assert!(check_room(1 << 20).is_ok());
        let told = check_room(u64::MAX);
        assert!(matches!(told, Err(ImportError::NoMemory)), "{told:?}");
    }
}
