//! What must survive what: rows of the fault matrix that have no other home; `docs/reliability.md` lists all.

mod clock;
#[cfg(unix)]
mod files;
#[cfg(unix)]
mod homes;
mod hostile;
mod matrix;
#[cfg(target_os = "linux")]
mod system_calls;
