//! Two workers who take the blobs of a file in turn; what each blob gives is received in the file's order.
//! So equal files give equal answers, the first damage in a file is the one that is told, and memory stays bounded.

use super::blob::{Framed, Unpacker};
use super::block::{Block, Kinds, Spans};
use super::fault::Fault;
use super::sieve::Answer;
use crate::catalogue::import::pulse::{ROOM_AHEAD, check_room};
use crate::catalogue::import::{ImportError, Progress};
use std::collections::BTreeMap;
use std::fs::File;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Workers beside the one who calls.
const HELPERS: usize = 1;
/// Blobs that may be taken before the one that is received next is done.
const AHEAD: usize = 16;

/// A file whose blobs are known.
pub struct Source<'a> {
    /// The file; whoever reads it moves its place.
    pub file: Mutex<&'a File>,
    /// Its length in bytes.
    pub length: u64,
    /// Its blobs of objects, in order.
    pub blobs: Vec<Framed>,
    /// Told how many bytes were read; answers whether to go on.
    pub progress: Progress<'a>,
    /// Bytes read so far, those that were read twice counted twice.
    pub read: AtomicU64,
}

impl Source<'_> {
    /// Works through some blobs, given by their places in the list, and receives what each gave, in the list's order.
    pub fn work<T: Send>(
        &self,
        places: &[u32],
        work: impl Fn(u32, &Block<'_>, &mut Vec<Answer>) -> Result<T, Fault> + Sync,
        receive: impl FnMut(u32, T) -> Result<(), Fault> + Send,
    ) -> Result<(), ImportError> {
        let queue = Queue {
            source: self,
            places,
            state: Mutex::new(State {
                taken: 0,
                received: 0,
                waiting: BTreeMap::new(),
                failed: None,
                receive,
            }),
            moved: Condvar::new(),
        };
        let run = || {
            let (mut unpacker, mut spans) = (Unpacker::new(), Spans::new());
            let mut answers = Vec::new();
            while let Some((turn, place, blob)) = queue.take() {
                let given = unpacker.unpack(&self.file, blob).and_then(|bytes| {
                    let block = Block::read(bytes, &mut spans)?;
                    work(place, &block, &mut answers)
                });
                queue.give(turn, given);
            }
        };
        thread::scope(|scope| {
            for _ in 0..HELPERS.min(places.len().saturating_sub(1)) {
                // Where no thread is to be had, the work is done without.
                let _ = thread::Builder::new().spawn_scoped(scope, run);
            }
            run();
        });
        queue.end()
    }

    /// Returns which kinds of objects a blob holds.
    pub fn kinds(&self, place: u32, unpacker: &mut Unpacker) -> Result<Kinds, ImportError> {
        let Some(blob) = self.blobs.get(place as usize) else {
            return Ok(Kinds::default());
        };
        let bytes = unpacker.unpack(&self.file, blob);
        let kinds = bytes.and_then(|bytes| Ok(Block::kinds_in(bytes)?));
        kinds.map_err(|fault| fault.at(blob.byte))
    }

    /// Tells that a blob was read, and goes on if nobody stops it and there is memory for the next ones.
    fn tell(&self, blob: &Framed) -> Result<(), Fault> {
        check_room(ROOM_AHEAD).map_err(|_| Fault::NoMemory)?;
        let read = self.read.fetch_add(blob.bytes(), Ordering::Relaxed) + blob.bytes();
        if (self.progress)(read.min(self.length)) {
            Ok(())
        } else {
            Err(Fault::Interrupted)
        }
    }
}

/// Blobs that wait for a worker, and what those gave that are done.
struct Queue<'a, 'file, T, R> {
    source: &'a Source<'file>,
    places: &'a [u32],
    state: Mutex<State<T, R>>,
    moved: Condvar,
}

struct State<T, R> {
    /// How many blobs were taken by a worker.
    taken: usize,
    /// How many blobs were received, all of them before any other.
    received: usize,
    waiting: BTreeMap<usize, Result<T, Fault>>,
    failed: Option<(usize, Fault)>,
    receive: R,
}

impl<T, R: FnMut(u32, T) -> Result<(), Fault>> Queue<'_, '_, T, R> {
    fn blob(&self, turn: usize) -> Option<(u32, &Framed)> {
        let place = *self.places.get(turn)?;
        Some((place, self.source.blobs.get(place as usize)?))
    }

    /// Returns the next blob for a worker, with its turn and its place, or `None` if there is no more to do.
    fn take(&self) -> Option<(usize, u32, &Framed)> {
        let mut state = self.lock();
        while state.failed.is_none() && state.taken >= state.received + AHEAD {
            let waited = self.moved.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
        if state.failed.is_some() {
            return None;
        }
        let turn = state.taken;
        let (place, blob) = self.blob(turn)?;
        state.taken += 1;
        Some((turn, place, blob))
    }

    /// Takes what a worker got from a blob, and receives all whose turn it is.
    fn give(&self, turn: usize, given: Result<T, Fault>) {
        let mut state = self.lock();
        state.waiting.insert(turn, given);
        while state.failed.is_none() {
            let turn = state.received;
            let (Some(given), Some((place, blob))) = (state.waiting.remove(&turn), self.blob(turn))
            else {
                break;
            };
            state.received += 1;
            let received = given
                .and_then(|given| (state.receive)(place, given))
                .and_then(|()| self.source.tell(blob));
            state.failed = received.err().map(|fault| (turn, fault));
        }
        drop(state);
        self.moved.notify_all();
    }

    /// Returns how it all ended.
    fn end(&self) -> Result<(), ImportError> {
        match self.lock().failed.take() {
            None => Ok(()),
            Some((turn, fault)) => {
                let byte = self.blob(turn).map_or(0, |(_, blob)| blob.byte);
                Err(fault.at(byte))
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T, R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
