//! The only code that starts other programs: those that the family names in its config. No shell is between.
//! A program is given its time and what it is to read; of what it says only the beginning is kept.

use std::fmt;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The variable that a program finds set, so that a kidtrip that it starts knows whose turn it is.
pub const WITHIN_A_HOOK: &str = "KIDTRIP_HOOK";

/// Bytes that are kept of what a program says.
const MOST_SAID: usize = 2_048;
/// Time between two looks whether a program has ended, at first and at most.
const PAUSES: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(20));
/// Time to wait for the rest of what a program said that has ended: what it left running may hold the pipe open.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// Why a program did not do what it was run for.
#[derive(Debug)]
pub enum Failure {
    /// It could not be started, or not be watched.
    NotStarted(io::Error),
    /// It took longer than it may, and was ended.
    TooSlow(Duration),
    /// It ended otherwise than with code 0.
    Ended {
        /// How.
        status: ExitStatus,
        /// The last line that it said, if any.
        said: Option<String>,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(error) => write!(formatter, "it cannot be started: {error}"),
            Self::TooSlow(after) => {
                write!(formatter, "it was not done after {} s", after.as_secs())
            }
            Self::Ended { status, said } => {
                match status.code() {
                    Some(code) => write!(formatter, "it ended with code {code}")?,
                    None => write!(formatter, "it was ended by a signal")?,
                }
                match said {
                    Some(said) => write!(formatter, ": {said}"),
                    None => Ok(()),
                }
            }
        }
    }
}

/// Runs `program`, its name and its arguments, with `input` to read, and waits for its end. What it prints goes nowhere.
///
/// # Errors
/// When it cannot be started, takes longer than `patience`, or ends otherwise than with code 0.
pub fn run(program: &[String], input: Vec<u8>, patience: Duration) -> Result<(), Failure> {
    let mut child = start(program).map_err(Failure::NotStarted)?;
    let said = match converse(&mut child, input) {
        Ok(said) => said,
        Err(error) => {
            end(&mut child);
            return Err(Failure::NotStarted(error));
        }
    };
    let started = Instant::now();
    let mut pause = PAUSES.0;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => {
                let said = said.last_line();
                return Err(Failure::Ended { status, said });
            }
            Ok(None) if started.elapsed() < patience => {
                thread::sleep(pause);
                pause = (pause * 2).min(PAUSES.1);
            }
            Ok(None) => {
                end(&mut child);
                return Err(Failure::TooSlow(patience));
            }
            Err(error) => {
                end(&mut child);
                return Err(Failure::NotStarted(error));
            }
        }
    }
}

fn start(program: &[String]) -> io::Result<Child> {
    let (name, arguments) = program
        .split_first()
        .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut command = Command::new(name);
    command
        .args(arguments)
        .env(WITHIN_A_HOOK, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    // A group of its own, so that it can be ended with all that it has started.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn()
}

/// Ends a program with all that it has started; one that has ended already is only taken note of.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let _ = group.map(|group| kill_process_group(group, Signal::KILL));
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Gives a program its input and listens to it, both beside it: it may do neither, or in any order.
fn converse(child: &mut Child, input: Vec<u8>) -> io::Result<Heard> {
    if let Some(mut stdin) = child.stdin.take() {
        thread::Builder::new().spawn(move || {
            // It need not read what it does not want to know.
            let _ = stdin.write_all(&input);
        })?;
    }
    let text = Arc::new(Mutex::new(Vec::new()));
    let (done, is_done) = mpsc::channel();
    if let Some(mut stderr) = child.stderr.take() {
        let text = Arc::clone(&text);
        thread::Builder::new().spawn(move || {
            listen(&mut stderr, &text);
            let _ = done.send(());
        })?;
    }
    Ok(Heard { text, is_done })
}

fn listen(stderr: &mut impl Read, text: &Mutex<Vec<u8>>) {
    let mut piece = [0; 1_024];
    while let Ok(bytes) = stderr.read(&mut piece) {
        if bytes == 0 {
            return;
        }
        if let Ok(mut text) = text.lock() {
            let room = MOST_SAID.saturating_sub(text.len());
            text.extend(piece.iter().take(bytes.min(room)));
        }
    }
}

/// What a program says, as far as it was heard.
struct Heard {
    text: Arc<Mutex<Vec<u8>>>,
    is_done: mpsc::Receiver<()>,
}

impl Heard {
    /// Returns the last line that is not blank, for that is where programs say what went wrong.
    fn last_line(&self) -> Option<String> {
        match self.is_done.recv_timeout(LAST_WORDS) {
            Ok(()) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        let text = self.text.lock().ok()?;
        let text = String::from_utf8_lossy(&text);
        let mut lines = text.lines().map(str::trim).rev();
        lines.find(|line| !line.is_empty()).map(str::to_owned)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use rstest::rstest;

    const LONG: Duration = Duration::from_secs(60);

    fn sh(script: &str) -> Vec<String> {
        ["sh", "-c", script].map(str::to_owned).to_vec()
    }

    #[rstest]
    #[case::done("true", None)]
    #[case::a_code("exit 3", Some("it ended with code 3"))]
    #[case::its_last_words(
        "echo first >&2; echo why >&2; echo >&2; exit 1",
        Some("it ended with code 1: why")
    )]
    #[case::a_signal("kill -9 $$", Some("it was ended by a signal"))]
    #[case::what_it_prints_is_no_matter("yes | head -c 1000000", None)]
    #[case::it_says_a_lot("yes | head -c 1000000 >&2", None)]
    #[case::it_does_not_read("exec 0<&-", None)]
    #[case::it_leaves_something_running("sleep 5 & exit 0", None)]
    #[case::it_reads_all("test $(wc -c) = 1000000", None)]
    fn a_program_is_judged_by_its_end(#[case] script: &str, #[case] expected: Option<&str>) {
        let run = run(&sh(script), vec![b'x'; 1_000_000], LONG);
        let failure = run.err().map(|failure| failure.to_string());
        assert_eq!(failure.as_deref(), expected);
    }

    #[test]
    fn one_that_takes_too_long_is_ended() {
        let run = run(&sh("exec sleep 600"), Vec::new(), Duration::from_millis(50));
        assert!(matches!(run, Err(Failure::TooSlow(_))), "{run:?}");
    }

    #[test]
    fn one_that_is_not_there_is_said_to_be_none() {
        let program = ["no-such-program-of-ours".to_owned()];
        let failure = run(&program, Vec::new(), LONG).unwrap_err().to_string();
        assert!(
            failure.starts_with("it cannot be started: No such file"),
            "{failure}"
        );
    }

    #[test]
    fn arguments_are_no_shell_script() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("made");
        let script = format!("; touch {}", made.display());
        let program = ["true".to_owned(), script, "$(touch x)".to_owned()];
        run(&program, Vec::new(), LONG).unwrap();
        assert!(!made.exists());
    }
}
