//! A real server on a real socket: streams with replay, a body half sent, and draining.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    time::Duration,
};

use store::{Db, events};

use crate::site::{Running, clock, run, schema, site};

const PATIENCE: Duration = Duration::from_secs(20);

/// Sends a request and reads until `wanted` has come or the other side ends.
async fn talk(running: &Running, request: String, wanted: &'static str, end: bool) -> String {
    let address = running.address;
    tokio::task::spawn_blocking(move || {
        let mut socket = TcpStream::connect(address).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        socket.write_all(request.as_bytes()).unwrap();
        if end {
            socket.shutdown(Shutdown::Write).unwrap();
        }
        let (mut heard, mut piece) = (Vec::new(), [0; 4096]);
        while !String::from_utf8_lossy(&heard).contains(wanted) {
            match socket.read(&mut piece).unwrap() {
                0 => break,
                n => heard.extend_from_slice(&piece[..n]),
            }
        }
        String::from_utf8_lossy(&heard).into_owned()
    })
    .await
    .unwrap()
}

async fn happened(db: &Db, subject: &'static str) -> i64 {
    let now = clock_now();
    let append = move |conn: &mut store::Conn| events::append(conn, "duty", "parcel_received", subject, now);
    db.write("test_event", append).await.unwrap()
}

fn clock_now() -> jiff::Timestamp {
    "2026-11-22T01:14:00Z".parse().unwrap()
}

fn get(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: a\r\n{headers}\r\n")
}

async fn stop(running: Running) {
    running.draining.start();
    tokio::time::timeout(PATIENCE, running.done).await.unwrap().unwrap().unwrap();
}

async fn what_was_missed_is_told_after_the_last_id_heard(db: Db) {
    let first = happened(&db, "KV742-2611").await;
    let second = happened(&db, "PL308-2611").await;
    let running = run(site(db.clone(), clock()));
    let headers = format!("Last-Event-ID: {first}\r\n");
    let heard = talk(&running, get("/stream", &headers), "PL308-2611", false).await;
    assert!(heard.contains("content-type: text/event-stream"), "{heard}");
    assert!(heard.contains("retry: 2000"));
    assert!(heard.contains(&format!("id: {second}\nevent: changed")));
    assert!(!heard.contains("KV742-2611"), "heard before: {heard}");
    let after = format!("/stream?after={first}");
    assert!(talk(&running, get(&after, ""), "PL308-2611", false).await.contains("PL308"));
    stop(running).await;
}

async fn what_happens_now_comes_at_once_and_a_heartbeat_first(db: Db) {
    happened(&db, "KV742-2611").await;
    let running = run(site(db.clone(), clock()));
    let later = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        happened(&db, "MT915-2611").await
    });
    let heard = talk(&running, get("/stream", ""), "MT915-2611", false).await;
    let (beat, event) = (heard.find("event: heartbeat"), heard.find("MT915-2611"));
    assert!(beat.is_some() && beat < event, "{heard}");
    assert!(!heard.contains("KV742-2611"), "a new page starts at now");
    later.await.unwrap();
    stop(running).await;
}

async fn an_open_stream_does_not_hold_up_the_end(db: Db) {
    let running = run(site(db, clock()));
    let draining = running.draining.clone();
    let listening = talk(&running, get("/stream", ""), "never said", false);
    let ending = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        draining.start();
    };
    let (heard, ()) = tokio::join!(listening, ending);
    assert!(heard.contains("event: heartbeat"));
    stop(running).await;
}

async fn a_body_half_sent_is_refused_and_the_service_goes_on(db: Db) {
    let running = run(site(db, clock()));
    let half = "POST /api/v1/numbers HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\n\
                Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"n\":1";
    let heard = talk(&running, half.into(), "half-sent", true).await;
    // The line is half closed: an answer may reach the sender or not, but never a 200.
    assert!(!heard.contains("200 OK"), "{heard}");
    let alive = talk(&running, get("/healthz", ""), "alive", false).await;
    assert!(alive.contains("200 OK"));
    stop(running).await;
}

store::test_on_both!(
    schema(),
    what_was_missed_is_told_after_the_last_id_heard,
    what_happens_now_comes_at_once_and_a_heartbeat_first,
    an_open_stream_does_not_hold_up_the_end,
    a_body_half_sent_is_refused_and_the_service_goes_on,
);
