//! A collector of traces: keeps every byte that is sent to it (OTLP over HTTP, opentelemetry.io/docs/specs/otlp).

use std::{
    io::Write as _,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crate::Message;

/// What was collected so far.
pub struct Collector {
    address: SocketAddr,
    calls: Arc<Mutex<Vec<Message>>>,
    closed: Arc<AtomicBool>,
}

impl Collector {
    /// Listens on a free port of this machine.
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on this machine");
        let address = listener.local_addr().expect("a bound address");
        let (calls, closed) = (Arc::new(Mutex::default()), Arc::new(AtomicBool::new(false)));
        let (kept, ended) = (Arc::clone(&calls), Arc::clone(&closed));
        thread::spawn(move || {
            for sender in listener.incoming().flatten() {
                if ended.load(Ordering::Relaxed) {
                    break;
                }
                let kept = Arc::clone(&kept);
                thread::spawn(move || take_all(sender, &kept));
            }
        });
        Self { address, calls, closed }
    }

    /// What services are told as `telemetry.otlp`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The calls that came: line, headers and body.
    pub fn calls(&self) -> Vec<Message> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::Relaxed);
        drop(TcpStream::connect(self.address));
    }
}

fn take_all(mut sender: TcpStream, calls: &Mutex<Vec<Message>>) {
    while let Ok(call) = Message::read_request(&mut sender) {
        calls.lock().unwrap_or_else(PoisonError::into_inner).push(call);
        let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
        if sender.write_all(answer).is_err() {
            return;
        }
    }
}
