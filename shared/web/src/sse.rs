//! Server-sent events (WHATWG HTML, 9.2) with replay: ids and codes only, never a person.

use std::{collections::VecDeque, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Bytes, Query},
};
use futures_util::stream;
use serde::Deserialize;
use store::{
    Db, Listener, Topic,
    events::{self, Event, Replay},
};
use tokio::time::Instant;

use crate::{Problem, server::Draining, site::Site};

/// A page that has heard nothing for longer knows that it is alone.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// Looks for events of other replicas, which can't wake this process.
const POLL: Duration = Duration::from_secs(1);
/// A stream ends after this long; the browser comes back by itself, and is asked again
/// who it is.
const LONGEST: Duration = Duration::from_secs(300);
const BATCH: u32 = 100;
/// How soon a browser comes back, in milliseconds.
const RETRY: &str = "retry: 2000\n\n";

#[derive(Deserialize)]
struct After {
    after: Option<i64>,
}

/// Streams what happens on one of the store's event streams: first everything after
/// `Last-Event-ID` (or `?after=`, which the page got with its rows), then what comes. The
/// event is called `changed`, its data `{"kind":"…","subject":"<code>"}`. `heartbeat` comes
/// each 10 seconds; `gap` when what was missed is gone and the page must be loaded anew.
///
/// # Errors
/// 503 or 500 when the database fails.
pub async fn stream(request: &HttpRequest, site: &Site, name: &str) -> Result<HttpResponse, Problem> {
    // Listening begins before the first look, so that nothing falls between.
    let listener = site.db.listen(Topic::stream(name.to_owned()));
    let last = match asked_after(request) {
        Some(last) => last,
        None => latest(&site.db, name).await?,
    };
    let feed = Feed {
        db: site.db.clone(),
        draining: site.draining.clone(),
        name: name.to_owned(),
        listener,
        last,
        ready: VecDeque::from([Bytes::from_static(RETRY.as_bytes())]),
        heartbeat: Instant::now(),
        end: Instant::now() + LONGEST,
        _open: Open::count(name),
    };
    let pieces = stream::unfold(feed, |mut feed| async {
        let piece = feed.next().await?;
        Some((Ok::<_, actix_web::Error>(piece), feed))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(Box::pin(pieces)))
}

fn asked_after(request: &HttpRequest) -> Option<i64> {
    let header = request.headers().get("last-event-id");
    let resumed = header.and_then(|id| id.to_str().ok()?.parse().ok());
    resumed.or_else(|| Query::<After>::from_query(request.query_string()).ok()?.after)
}

async fn latest(db: &Db, name: &str) -> Result<i64, Problem> {
    let name = name.to_owned();
    Ok(db.read(move |conn| events::latest(conn, &name)).await?)
}

struct Feed {
    db: Db,
    draining: Draining,
    name: String,
    listener: Listener,
    last: i64,
    ready: VecDeque<Bytes>,
    heartbeat: Instant,
    end: Instant,
    _open: Open,
}

impl Feed {
    /// The next piece; `None` ends the stream: time is up, the service stops, or the
    /// database fails (the browser tries again and shows that its list is old).
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(piece) = self.ready.pop_front() {
                return Some(piece);
            }
            let now = Instant::now();
            if self.draining.started() || now >= self.end {
                return None;
            }
            self.look().await.ok()?;
            if now >= self.heartbeat {
                self.heartbeat = now + HEARTBEAT;
                self.ready.push_back(Bytes::from_static(b"event: heartbeat\ndata: {}\n\n"));
            }
            if self.ready.is_empty() {
                let wait = POLL.min(self.heartbeat - now);
                tokio::select! {
                    _ = self.listener.wait(wait) => {}
                    () = self.draining.wait() => return None,
                }
            }
        }
    }

    async fn look(&mut self) -> Result<(), store::Error> {
        let (name, last) = (self.name.clone(), self.last);
        let replay = self.db.read(move |conn| events::after(conn, &name, last, BATCH)).await?;
        match replay {
            Replay::Events(events) => {
                for event in events {
                    self.last = event.id;
                    self.ready.push_back(written(&event));
                }
            }
            Replay::Gap => {
                let name = self.name.clone();
                self.last = self.db.read(move |conn| events::latest(conn, &name)).await?;
                let gap = format!("id: {}\nevent: gap\ndata: {{}}\n\n", self.last);
                self.ready.push_back(gap.into());
            }
        }
        Ok(())
    }
}

fn written(event: &Event) -> Bytes {
    let data = serde_json::json!({ "kind": event.kind, "subject": event.subject });
    format!("id: {}\nevent: changed\ndata: {data}\n\n", event.id).into()
}

/// Counts open streams: none at a desk that should listen is an alarm of its own.
struct Open(metrics::Gauge);

impl Open {
    fn count(name: &str) -> Self {
        let gauge = metrics::gauge!("event_streams_open", "stream" => name.to_owned());
        gauge.increment(1.0);
        Self(gauge)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.decrement(1.0);
    }
}
