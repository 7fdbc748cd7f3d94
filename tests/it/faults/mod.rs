//! What must survive what: the fault matrix, a row each.

mod clock;
#[cfg(unix)]
mod files;
#[cfg(unix)]
mod homes;
mod hostile;
#[cfg(target_os = "linux")]
mod system_calls;
