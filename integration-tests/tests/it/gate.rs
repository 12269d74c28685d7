//! The harness itself: a gate must hold what it was told to hold, or no crash test says anything.

use std::{net::TcpListener, thread, time::Duration};

use integration_tests::{Gate, Message, Moment, Outcome};

/// A broker that answers everything with `pong`.
fn echo() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut caller in listener.incoming().flatten() {
            thread::spawn(move || {
                if Message::read_request(&mut caller).is_ok() {
                    std::io::Write::write_all(&mut caller, b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\npong").unwrap();
                }
            });
        }
    });
    address
}

fn ask(gate: &Gate, path: &str) -> thread::JoinHandle<Result<String, String>> {
    let url = format!("{}{path}", gate.url());
    thread::spawn(move || {
        let client = reqwest::blocking::Client::builder().timeout(Duration::from_secs(30)).build().unwrap();
        client.post(url).body("ping").send().and_then(reqwest::blocking::Response::text).map_err(|error| error.to_string())
    })
}

#[test]
fn what_is_not_held_passes_and_is_kept() {
    let gate = Gate::open();
    gate.lead_to(echo());
    assert_eq!(ask(&gate, "/a").join().unwrap().unwrap(), "pong");
    let passed = gate.passed();
    assert_eq!(passed.len(), 1);
    assert_eq!(passed[0].request.body, b"ping");
    assert_eq!(passed[0].answer.as_ref().unwrap().status(), 200);
}

#[test]
fn a_held_call_waits_for_the_word_and_breaks_on_it() {
    let gate = Gate::open();
    gate.lead_to(echo());
    let before = gate.catch(Moment::BeforeBroker, "POST /held");
    let held = ask(&gate, "/held");
    before.wait();
    assert!(!held.is_finished());
    assert!(gate.passed().is_empty(), "the broker has not seen it");
    before.release(Outcome::Break);
    assert!(held.join().unwrap().is_err());

    let after = gate.catch(Moment::BeforeAgency, "POST /held");
    let held = ask(&gate, "/held");
    after.wait();
    assert_eq!(gate.passed().len(), 1, "the broker has answered it");
    assert!(!held.is_finished());
    after.release(Outcome::Pass);
    assert_eq!(held.join().unwrap().unwrap(), "pong");
}

#[test]
fn a_gate_that_leads_nowhere_breaks_the_call() {
    let gate = Gate::open();
    assert!(ask(&gate, "/a").join().unwrap().is_err());
}
