//! The launcher dies, and the next start goes on.

use std::net::TcpStream;

use integration_tests::{Desk, Kind, Night, Officer, eventually, free_ports};

use crate::demo::{Client, Demo};

#[test]
fn the_launcher_dies_in_the_middle_and_the_next_start_goes_on() {
    let folder = tempfile::Builder::new().prefix("stafett-demo-").tempdir().unwrap();
    let port = free_ports();
    let officer_key = Client::new(Kind::Police, "patrol_officer", "polisen-exempelstad/ingripande");
    let desk_key = Client::new(Kind::Social, "duty_worker", "socialtjansten-exempelstad/socialjouren");

    let demo = Demo::start(folder.path(), port, [&officer_key, &desk_key]);
    for service in ["broker", "police", "social", "town"] {
        assert!(!demo.url(service).is_empty());
    }
    let officer = Officer(officer_key.caller(demo.url("police")));
    let (code, sent) = officer.hand_over(&Night::with_children("Juno Påhittad", "070-174 06 91"));
    drop(demo);

    // Nothing stays behind when the launcher is gone: the ports come free by themselves.
    for step in 0..4 {
        eventually("the port to come free", || match TcpStream::connect(("127.0.0.1", port + step)) {
            Err(_) => Ok(()),
            Ok(_) => Err(format!("somebody still listens on {}", port + step)),
        });
    }

    let demo = Demo::start(folder.path(), port, [&officer_key, &desk_key]);
    let (officer, desk) = (Officer(officer_key.caller(demo.url("police"))), Desk(desk_key.caller(demo.url("social"))));
    for handover in &sent {
        desk.rings(&handover.id);
        desk.acknowledge(&handover.id).ok();
        officer.sees(&code, &handover.id, "acknowledged");
    }
}
