//! What operators have made and started: a broker and a witness of neither agency, each a process of its own.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::LazyLock,
    time::Duration,
};

use ledger::checkpoint::{CosignerKey, LogKey, LogSigner, OpenedCheckpoint, open};
use serde_json::Value;

use crate::{said, stafett};

pub const BROKER: &str = "samordningen-exempelstad";

/// A process that is killed with the test.
pub struct Process {
    child: Child,
    pub ready: Value,
}

impl Process {
    /// Starts it and waits for its ready line.
    pub fn start(words: &[&str]) -> Self {
        let mut child =
            Command::new(env!("CARGO_BIN_EXE_stafett")).args(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let line = BufReader::new(child.stdout.take().unwrap()).lines().next().expect("a ready line").unwrap();
        Self { child, ready: serde_json::from_str(&line).unwrap() }
    }

    pub fn url(&self) -> String {
        self.ready["url"].as_str().unwrap().to_owned()
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What an operator has made: keys of a broker, of an agency to come, and of a witness.
pub struct Place {
    folder: tempfile::TempDir,
    witness: CosignerKey,
    pub log: LogKey,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (kind, agency) in [("broker", BROKER), ("police", "polisen-exempelstad"), ("social", "socialtjansten-exempelstad")] {
            let made = stafett(&["keys", "init", "--kind", kind, "--agency", agency, "--data", folder.path().to_str().unwrap()]);
            assert!(made.status.success(), "{}", said(&made));
        }
        let own = folder.path().join("witness");
        let made = stafett(&["witness", "init", own.to_str().unwrap(), "--name", "witness.example/w1"]);
        assert!(made.status.success(), "{}", said(&made));
        let key = fs::read_to_string(own.join("witness.vkey")).unwrap();
        assert!(said(&made).contains(key.trim()), "{}", said(&made));
        let log = fs::read_to_string(folder.path().join("keys").join(BROKER).join("log.vkey")).unwrap();
        Self { witness: key.trim().parse().unwrap(), log: log.trim().parse().unwrap(), folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.path(name), text).unwrap();
        self.path(name).display().to_string()
    }

    /// The witness on a port, by the manual's own example; 0 takes a free one.
    pub fn witness_on(&self, port: &str) -> Process {
        let manual = include_str!("../../../../docs/operations.md");
        let example = manual
            .split("```toml\n")
            .find_map(|part| part.split_once("```").map(|(example, _)| example).filter(|text| text.contains("logs = ")));
        let mut config: toml::Table = example.unwrap().parse().unwrap();
        assert_eq!(
            config["logs"].as_array().unwrap()[0].as_str().unwrap().parse::<LogKey>().unwrap().name().as_str().split('/').next(),
            Some(BROKER)
        );
        let own = [
            ("folder", self.path("witness").display().to_string().into()),
            ("listen", format!("127.0.0.1:{port}").into()),
            ("logs", vec![self.log.to_string()].into()),
        ];
        for (key, value) in own {
            assert!(config.insert(key.to_owned(), value).is_some(), "the example has {key}");
        }
        let config = toml::to_string(&config).unwrap();
        Process::start(&["witness", "serve", "--json", "--config", &self.write("witness.toml", &config)])
    }

    pub fn broker_with(&self, witness_url: &str) -> Process {
        let keys = self.path("keys").join(BROKER);
        let database = format!("sqlite:{}", self.path("broker.sqlite").display());
        let config = format!(
            "agency = \"{BROKER}\"\nkeys = {keys:?}\nlisten = \"127.0.0.1:0\"\nmetrics = \"127.0.0.1:0\"\n\n\
             [[witnesses]]\nkey = \"{}\"\nurl = \"{witness_url}\"\n\n[database]\nurl = {database:?}\n",
            self.witness
        );
        Process::start(&["serve", "broker", "--json", "--config", &self.write("broker.toml", &config)])
    }

    /// An agency more: the log grows.
    pub fn register(&self, agency: &str) {
        let registration = self.path("keys").join(agency).join("registration.json");
        let words =
            ["broker", "add", registration.to_str().unwrap(), "--config", self.path("broker.toml").to_str().unwrap()].map(str::to_owned);
        let added = stafett(&words.each_ref().map(String::as_str));
        assert!(added.status.success(), "{}", said(&added));
    }

    /// The log's own key, as whoever has broken in at the broker has it.
    pub fn log_signer(&self) -> LogSigner {
        let seed = casework::keyring::read_seed(&self.path("keys").join(BROKER).join("log.key")).unwrap();
        LogSigner::new(self.log.name().clone(), *seed)
    }

    pub fn opened(&self, note: &str) -> OpenedCheckpoint {
        open(note, &self.log, std::slice::from_ref(&self.witness)).unwrap()
    }

    pub fn remembered(&self) -> Vec<u8> {
        fs::read(self.path("witness/remembered.json")).unwrap()
    }
}

/// An answer: status, media type, body.
pub type Answer = (u16, String, String);

/// One client for all threads, on a runtime that lives as long.
static CALLER: LazyLock<(tokio::runtime::Runtime, reqwest::Client)> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    (runtime, reqwest::Client::builder().timeout(Duration::from_secs(10)).build().unwrap())
});

/// A call; an error when nobody answers within ten seconds.
pub fn call(method: reqwest::Method, url: &str, body: Vec<u8>) -> Result<Answer, reqwest::Error> {
    let (runtime, client) = &*CALLER;
    runtime.block_on(async {
        let answer = client.request(method, url).body(body).send().await?;
        let kind = answer.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        Ok((answer.status().as_u16(), kind, answer.text().await?))
    })
}

/// The body of a page that must be there.
pub fn get(url: &str) -> String {
    let (status, _, body) = call(reqwest::Method::GET, url, Vec::new()).unwrap();
    assert_eq!(status, 200, "{url}: {body}");
    body
}

/// What the witness answers to a request to add a checkpoint.
pub fn ask(witness: &Process, body: impl Into<Vec<u8>>) -> Answer {
    call(reqwest::Method::POST, &format!("{}/add-checkpoint", witness.url()), body.into()).unwrap()
}
