//! The demo as people start it: the launcher and its three children.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use integration_tests::{Caller, Kind, binary, eventually, random_bytes};
use serde_json::Value;

/// A key of an API client that is given to the demo by a variable.
pub struct Client {
    seed: [u8; 32],
    variable: (String, String),
    key_id: String,
    agency: &'static str,
}

impl Client {
    /// One that acts in this role at this unit.
    pub fn new(kind: Kind, role: &str, unit: &str) -> Self {
        let seed = random_bytes();
        let signer = envelope::ServiceSigner::from_seed(&seed);
        let (key_id, public) = (signer.id().to_string(), signer.public().to_base64());
        let row =
            format!("[{{ name = \"Ärendestöd\", role = \"{role}\", unit = \"{unit}\", key_id = \"{key_id}\", public = \"{public}\" }}]");
        let variable = (format!("STAFETT_{}__AGENCY__API_CLIENTS", kind.word().to_ascii_uppercase()), row);
        Self { seed, variable, key_id, agency: kind.agency() }
    }

    /// The client at work.
    pub fn caller(&self, base: &str) -> Caller {
        Caller::new(&base.replace("localhost", "127.0.0.1"), &self.seed, &self.key_id, self.agency, self.agency)
    }
}

/// A running demo. Killed when dropped, so that a failed test leaves nothing behind.
pub struct Demo {
    launcher: Child,
    lines: Vec<Value>,
    data: PathBuf,
}

impl Demo {
    /// Starts it on four ports from this one, and waits until it is ready.
    #[track_caller]
    pub fn start(folder: &Path, port: u16, clients: [&Client; 2]) -> Self {
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
        let mut demo = Self { launcher, lines: Vec::new(), data: folder.join("data") };
        demo.lines = eventually("the demo to be ready", || {
            let text = fs::read_to_string(&said).unwrap();
            let lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
            let troubles = fs::read_to_string(said.with_extension("err")).unwrap();
            assert!(matches!(demo.launcher.try_wait(), Ok(None)), "the demo ended: {troubles}");
            if lines.iter().any(|line| line["service"] == "town") { Ok(lines) } else { Err(text + &troubles) }
        });
        demo
    }

    /// Its folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The address of a service, or of the town's page.
    pub fn url(&self, service: &str) -> &str {
        self.lines.iter().find(|line| line["service"] == service).unwrap()["url"].as_str().unwrap()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.launcher.kill();
        let _ = self.launcher.wait();
    }
}
