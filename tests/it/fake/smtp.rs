//! A mail server that takes what it is handed in, and remembers it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A message as it was handed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Got {
    /// Whom it is for.
    pub(crate) to: Vec<String>,
    /// The message.
    pub(crate) data: Vec<u8>,
}

#[derive(Debug, Default)]
struct State {
    got: Vec<Got>,
    refusal: Option<String>,
}

/// The server, on this machine and without TLS.
#[derive(Debug)]
pub(crate) struct Smtp {
    port: u16,
    state: Arc<Mutex<State>>,
}

impl Smtp {
    /// Starts a server that listens until the tests end.
    #[must_use]
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                // A client that goes away ends its own conversation.
                std::thread::spawn(move || drop(converse(&stream, &shared)));
            }
        });
        Self { port, state }
    }

    /// Returns its address for the config.
    #[must_use]
    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Answers every recipient with `line` from now on, or takes them again.
    pub(crate) fn refuse(&self, line: Option<&str>) {
        self.state.lock().unwrap().refusal = line.map(str::to_owned);
    }

    /// Returns what it took.
    #[must_use]
    pub(crate) fn got(&self) -> Vec<Got> {
        self.state.lock().unwrap().got.clone()
    }
}

fn converse(stream: &TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let say = |line: &str| {
        let mut stream = stream;
        stream.write_all(format!("{line}\r\n").as_bytes())
    };
    say("220 fake.example ESMTP")?;
    let mut message = Got::default();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let upper = line.to_uppercase();
        if upper.starts_with("EHLO") {
            say("250-fake.example\r\n250 8BITMIME")?;
        } else if upper.starts_with("MAIL FROM") {
            message = Got::default();
            say("250 ok")?;
        } else if upper.starts_with("RCPT TO") {
            let refusal = state.lock().unwrap().refusal.clone();
            match refusal {
                Some(refusal) => say(&refusal)?,
                None => {
                    let to = line.split(['<', '>']).nth(1).unwrap_or_default();
                    message.to.push(to.to_owned());
                    say("250 ok")?;
                }
            }
        } else if upper.starts_with("DATA") {
            say("354 go on")?;
            loop {
                let mut line = Vec::new();
                reader.read_until(b'\n', &mut line)?;
                if line == b".\r\n" || line.is_empty() {
                    break;
                }
                let stuffed = line.starts_with(b"..");
                message.data.extend(&line[usize::from(stuffed)..]);
            }
            state.lock().unwrap().got.push(message.clone());
            say("250 taken")?;
        } else if upper.starts_with("QUIT") {
            return say("221 bye");
        } else {
            say("250 ok")?;
        }
    }
}
