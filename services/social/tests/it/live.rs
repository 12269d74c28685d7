//! `/duty/stream`: codes and kinds, and nothing missed.

use store::clock::Clock as _;

use crate::{
    browser::Browser,
    night::{NAME, Night, Told, nights},
};

nights!(the_stream_tells_codes_and_what_was_missed, another_unit_hears_nothing, what_waits_too_long_is_told_again_once);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };

/// Reads a stream until it has said something, or fails.
async fn heard(browser: &Browser, path: &str, what: &str) -> String {
    let mut stream = browser.stream(path).await;
    let mut text = String::new();
    let read = async {
        while !text.contains(what) {
            match stream.chunk().await.expect("the stream goes on") {
                Some(chunk) => text.push_str(&String::from_utf8_lossy(&chunk)),
                None => break,
            }
        }
    };
    let _ = tokio::time::timeout(std::time::Duration::from_secs(15), read).await;
    text
}

async fn the_stream_tells_codes_and_what_was_missed(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    assert!(lo.get("/duty").await.text.contains("data-live=\"/duty/stream?after=0\""));
    let (code, _) = night.alarm(CONSENT).await;
    let text = heard(&lo, "/duty/stream?after=0", "parcel_received").await;
    assert!(text.contains(&format!("{{\"kind\":\"parcel_announced\",\"subject\":\"{code}\"}}")), "{text}");
    assert!(text.contains("parcel_received"), "{text}");
    for word in [NAME, "Kanarie", "070-174"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

async fn another_unit_hears_nothing(night: &Night) {
    let elin = Browser::of(night, "elin").await;
    night.alarm(CONSENT).await;
    let text = heard(&elin, "/duty/stream?after=0", "heartbeat").await;
    assert!(text.contains("heartbeat") && !text.contains("parcel"), "{text}");
}

async fn what_waits_too_long_is_told_again_once(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let look = |minutes: i64| {
        night.after(minutes);
        let (desk, now) = (night.casework.clone(), night.clock.now());
        let stream = social::flow::stream_of(&"socialtjansten-exempelstad/socialjouren".parse().unwrap());
        async move {
            let db = desk.db().clone();
            let again = desk.clone();
            db.write("test_escalate", move |conn| social::flow::escalate(&again, conn, now)).await.unwrap();
            let replay = db.read(move |conn| store::events::after(conn, &stream, 0, 100)).await.unwrap();
            let store::events::Replay::Events(events) = replay else { panic!("nothing is pruned") };
            events.iter().filter(|event| event.kind == "waiting_long" && event.subject == code.to_string()).count()
        }
    };
    assert_eq!(look(4).await, 0);
    assert_eq!(look(1).await, 1, "amber after five minutes");
    assert_eq!(look(0).await, 1, "once");
    let notices = || async { night.db.read(|conn| store::queue::counts(conn, social::flow::LEADER_NOTICES)).await.unwrap().ready };
    assert_eq!(notices().await, 0);
    assert_eq!(look(5).await, 2, "late after ten");
    assert_eq!(notices().await, 1, "the group leader is to be told that something waits");
    assert_eq!(look(60).await, 2);
}
