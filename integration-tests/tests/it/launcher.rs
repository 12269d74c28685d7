//! The demo as people start it: the launcher and its three children.

use std::{
    fs::{self, File},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

use integration_tests::{Caller, Desk, Kind, Night, Officer, binary, eventually, free_ports, random_bytes};
use serde_json::Value;

/// A key of an API client that is given to the demo by a variable.
struct Client {
    seed: [u8; 32],
    variable: (String, String),
    key_id: String,
    agency: &'static str,
}

impl Client {
    fn new(kind: Kind, role: &str, unit: &str) -> Self {
        let seed = random_bytes();
        let signer = envelope::ServiceSigner::from_seed(&seed);
        let (key_id, public) = (signer.id().to_string(), signer.public().to_base64());
        let row =
            format!("[{{ name = \"Ärendestöd\", role = \"{role}\", unit = \"{unit}\", key_id = \"{key_id}\", public = \"{public}\" }}]");
        let variable = (format!("STAFETT_{}__AGENCY__API_CLIENTS", kind.word().to_ascii_uppercase()), row);
        Self { seed, variable, key_id, agency: kind.agency() }
    }

    fn caller(&self, base: &str) -> Caller {
        Caller::new(&base.replace("localhost", "127.0.0.1"), &self.seed, &self.key_id, self.agency, self.agency)
    }
}

/// A running demo. Killed when dropped, so that a failed test leaves nothing behind.
struct Demo {
    launcher: Child,
    lines: Vec<Value>,
}

impl Demo {
    #[track_caller]
    fn start(folder: &Path, port: u16, clients: [&Client; 2]) -> Self {
        let said = folder.join(format!("said-{}", u32::from_be_bytes(random_bytes())));
        let launcher = Command::new(binary())
            .args(["demo", "--json", "--port", &port.to_string(), "--data"])
            .arg(folder.join("data"))
            .envs(clients.map(|client| client.variable.clone()))
            .stdin(Stdio::null())
            .stdout(File::create(&said).unwrap())
            .stderr(File::create(said.with_extension("err")).unwrap())
            .spawn()
            .unwrap();
        let mut demo = Self { launcher, lines: Vec::new() };
        demo.lines = eventually("the demo to be ready", || {
            let text = fs::read_to_string(&said).unwrap();
            let lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
            let troubles = fs::read_to_string(said.with_extension("err")).unwrap();
            assert!(matches!(demo.launcher.try_wait(), Ok(None)), "the demo ended: {troubles}");
            if lines.iter().any(|line| line["service"] == "town") { Ok(lines) } else { Err(text + &troubles) }
        });
        demo
    }

    fn url(&self, service: &str) -> &str {
        self.lines.iter().find(|line| line["service"] == service).unwrap()["url"].as_str().unwrap()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.launcher.kill();
        let _ = self.launcher.wait();
    }
}

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
