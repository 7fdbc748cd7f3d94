//! A small HTTP/1.1 server: a thread a connection, kept alive between requests.
//! Handlers write to the connection themselves, so that they can also misbehave.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The path without the query.
    pub(crate) path: String,
    /// The query as sent.
    pub(crate) query: String,
    /// The headers, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// What was posted.
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(key, _)| key == name)?;
        Some(value)
    }

    /// Returns the decoded value of a parameter, or `None` when it is not given.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.into_iter().find(|(key, _)| *key == name)?;
        Some(
            value
                .replace("%2C", ",")
                .replace("%3A", ":")
                .replace("%2F", "/"),
        )
    }
}

/// A server that runs until it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server on `address` ("127.0.0.1:0" for any free port) whose `handler` answers each request; an
    /// error of it closes the connection.
    pub(crate) fn start<H>(address: &str, handler: H) -> io::Result<Self>
    where
        H: Fn(&Request, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
    {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let stopped = Arc::new(AtomicBool::new(false));
        let (stop, handler) = (Arc::clone(&stopped), Arc::new(handler));
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let handler = Arc::clone(&handler);
                std::thread::spawn(move || serve(connection, &*handler));
            }
        });
        Ok(Self { address, stopped })
    }

    /// Returns the root of the server's addresses.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // The listener waits for a connection, so it gets one.
        drop(TcpStream::connect_timeout(
            &self.address,
            Duration::from_secs(1),
        ));
    }
}

fn serve(
    mut connection: TcpStream,
    handler: &dyn Fn(&Request, &mut TcpStream) -> io::Result<()>,
) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(connection.try_clone()?);
    while let Some(request) = read(&mut reader)? {
        handler(&request, &mut connection)?;
    }
    Ok(())
}

fn read(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.take(1 << 20).read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let target = line.split(' ').nth(1).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut request = Request {
        path: path.to_owned(),
        query: query.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    loop {
        let mut line = String::new();
        reader.take(1 << 16).read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) => {
                let header = (name.to_lowercase(), value.trim().to_owned());
                request.headers.push(header);
            }
            None => {
                let length = request.header("content-length").map_or(Ok(0), str::parse);
                let length: u64 = length.unwrap_or(0).min(1 << 20);
                reader.take(length).read_to_end(&mut request.body)?;
                return Ok(Some(request));
            }
        }
    }
}

/// Writes a whole answer.
pub(crate) fn answer(
    connection: &mut TcpStream,
    status: u16,
    headers: &[(&str, &str)],
    body: &[u8],
) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} Status\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    connection.write_all(head.as_bytes())?;
    connection.write_all(body)
}

/// Writes the head of an answer whose length is not known, and returns what writes its chunks.
pub(crate) fn chunked<'a>(
    connection: &'a mut TcpStream,
    headers: &[(&str, &str)],
) -> io::Result<Chunks<'a>> {
    let mut head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n".to_owned();
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    connection.write_all(format!("{head}\r\n").as_bytes())?;
    Ok(Chunks { connection })
}

/// A body written chunk by chunk.
pub(crate) struct Chunks<'a> {
    connection: &'a mut TcpStream,
}

impl Chunks<'_> {
    /// Writes the chunk that ends the body.
    pub(crate) fn end(self) -> io::Result<()> {
        self.connection.write_all(b"0\r\n\r\n")
    }
}

impl Write for Chunks<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
            chunk.extend_from_slice(bytes);
            chunk.extend_from_slice(b"\r\n");
            self.connection.write_all(&chunk)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.connection.flush()
    }
}

/// Locks, whether or not a failed test has left the lock behind.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
