//! The duty desk's stream of events: when a parcel was opened.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Instant,
};

use serde_json::Value;

use crate::{Outcome, visitor::Visitor};

type Waiting = Arc<Mutex<HashMap<String, Sender<Instant>>>>;

/// Follows the stream for as long as the bench runs.
pub struct Desk {
    waiting: Waiting,
}

impl Desk {
    /// Logs in and opens the stream.
    pub fn open(base: &str) -> Outcome<Self> {
        let worker = Visitor::logged_in(base)?;
        let waiting = Waiting::default();
        let told = Arc::clone(&waiting);
        let first = worker.get("/duty/stream")?;
        thread::spawn(move || {
            let mut stream = Some(first);
            // The service ends a stream after some minutes; the next one goes on where it was.
            while let Some(open) = stream.take() {
                let last = follow(open, &told);
                stream = worker.get(&format!("/duty/stream?after={last}")).ok();
            }
        });
        Ok(Self { waiting })
    }

    /// The moment of the news that the parcel of this case is opened.
    pub fn expect(&self, code: &str) -> Outcome<Receiver<Instant>> {
        let (sender, receiver) = channel();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.insert(code.to_owned(), sender);
        Ok(receiver)
    }
}

/// Reads to the end of the stream; the last event's id.
fn follow(stream: reqwest::blocking::Response, waiting: &Waiting) -> String {
    let mut last = String::from("0");
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        let now = Instant::now();
        if let Some(id) = line.strip_prefix("id: ") {
            id.clone_into(&mut last);
        }
        let event: Option<Value> = line.strip_prefix("data: ").and_then(|data| serde_json::from_str(data).ok());
        if let Some(event) = event.filter(|event| event["kind"] == "parcel_received")
            && let Some(code) = event["subject"].as_str()
            && let Some(sender) = waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(code)
        {
            // A sender that has given up has told so itself.
            let _ = sender.send(now);
        }
    }
    last
}
