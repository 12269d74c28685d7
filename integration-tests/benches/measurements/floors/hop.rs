//! A durable handover and nothing else: one fdatasync on each side, one round trip between them.

use std::{
    fs::File,
    io::{ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use super::sealing::{PLAIN, Pair, SEALED};
use crate::{Outcome, samples::Samples};

/// Bytes of a record, on disk and on the wire.
pub const RECORD: usize = 1536;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    Plain,
    /// Sealed by the sender and opened by the receiver, with one encapsulation each.
    Sealed,
}

/// So many senders at once, each with its own connection and a file at both ends.
#[derive(Debug, Clone, Copy)]
pub struct Hop {
    pub in_flight: usize,
    pub payload: Payload,
}

/// What came of it.
pub struct HopRun {
    pub milliseconds: Samples,
    seconds: f64,
}

impl HopRun {
    pub fn per_second(&self) -> f64 {
        self.milliseconds.len() as f64 / self.seconds
    }
}

impl Hop {
    pub fn run(self, folder: &Path, length: Duration) -> Outcome<HopRun> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let pair = Arc::new(Pair::new()?);
        let start = Instant::now();
        let milliseconds = thread::scope(|scope| {
            let receivers: Vec<_> = (0..self.in_flight)
                .map(|n| {
                    scope.spawn({
                        let (listener, pair) = (&listener, &pair);
                        move || self.receive(listener, &folder.join(format!("received-{n}")), pair)
                    })
                })
                .collect();
            let senders: Vec<_> = (0..self.in_flight)
                .map(|n| {
                    scope.spawn({
                        let pair = &pair;
                        move || self.send(address, &folder.join(format!("sent-{n}")), pair, start + length)
                    })
                })
                .collect();
            let mut all = Samples::default();
            for sender in senders {
                all.append(joined(sender)?);
            }
            receivers.into_iter().try_for_each(joined)?;
            Outcome::Ok(all)
        })?;
        Ok(HopRun { milliseconds, seconds: start.elapsed().as_secs_f64() })
    }

    fn send(self, address: SocketAddr, file: &Path, pair: &Pair, end: Instant) -> Outcome<Samples> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let mut file = File::create(file)?;
        let mut samples = Samples::default();
        while Instant::now() < end {
            let start = Instant::now();
            let mut record = [0x5a; RECORD];
            if self.payload == Payload::Sealed {
                record[..SEALED].copy_from_slice(&pair.seal(&[0x5a; PLAIN])?);
            }
            file.write_all(&record)?;
            file.sync_data()?;
            stream.write_all(&record)?;
            stream.read_exact(&mut [0])?;
            samples.add(start.elapsed().as_secs_f64() * 1e3);
        }
        Ok(samples)
    }

    fn receive(self, listener: &TcpListener, file: &Path, pair: &Pair) -> Outcome {
        let (mut stream, _) = listener.accept()?;
        stream.set_nodelay(true)?;
        let mut file = File::create(file)?;
        let mut record = [0; RECORD];
        loop {
            match stream.read_exact(&mut record) {
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
                read => read?,
            }
            if self.payload == Payload::Sealed {
                std::hint::black_box(pair.open(&record[..SEALED])?);
            }
            file.write_all(&record)?;
            file.sync_data()?;
            stream.write_all(&[1])?;
        }
    }
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, Outcome<T>>) -> Outcome<T> {
    thread.join().map_err(|_| "a thread of the hop crashed")?
}
