//! One service as a process that a test starts, kills and starts again.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::Read as _,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::{binary, eventually};

/// Which service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The police's.
    Police,
    /// The social services'.
    Social,
    /// The broker.
    Broker,
}

impl Kind {
    /// All, in the order of starting.
    pub const ALL: [Self; 3] = [Self::Broker, Self::Police, Self::Social];

    /// The word of the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::Social => "social",
            Self::Broker => "broker",
        }
    }

    /// The agency's id in the fictional town.
    pub const fn agency(self) -> &'static str {
        match self {
            Self::Police => "polisen-exempelstad",
            Self::Social => "socialtjansten-exempelstad",
            Self::Broker => "samordningen-exempelstad",
        }
    }
}

/// A service's process, or the place where it will be.
pub struct Service {
    kind: Kind,
    folder: PathBuf,
    variables: Vec<(String, String)>,
    address: String,
    metrics: String,
    starts: u32,
    child: Option<Child>,
}

impl Service {
    pub(super) fn new(kind: Kind, folder: PathBuf, variables: Vec<(String, String)>) -> Self {
        Self { kind, folder, variables, address: "127.0.0.1:0".to_owned(), metrics: String::new(), starts: 0, child: None }
    }

    /// Its configuration file.
    pub fn config(&self) -> PathBuf {
        self.folder.join("config").join(format!("{}.toml", self.kind.word()))
    }

    /// Address of the pages and the API, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Address of the metrics page; another one after each start.
    pub fn metrics_url(&self) -> &str {
        &self.metrics
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Starts it without waiting for it.
    pub fn launch(&mut self) {
        assert!(self.child.is_none(), "the {} service runs already", self.kind.word());
        self.starts += 1;
        let listen = (format!("STAFETT_{}__LISTEN", self.kind.word().to_ascii_uppercase()), self.address.clone());
        let arguments: [OsString; 5] = ["serve".into(), self.kind.word().into(), "--json".into(), "--config".into(), self.config().into()];
        let child = Command::new(binary())
            .args(arguments)
            .envs(self.variables.iter().cloned().chain([listen]))
            .stdin(Stdio::null())
            .stdout(self.log("out"))
            .stderr(self.log("err"))
            .spawn();
        self.child = Some(child.expect("the stafett binary starts"));
    }

    /// Waits for the ready line. The address of the first start stays.
    #[track_caller]
    pub fn ready(&mut self) {
        let line = eventually(&format!("the {} service to be ready", self.kind.word()), || {
            let text = self.said("out", self.starts);
            if let Some(line) = text.lines().find(|line| line.starts_with('{')) {
                return Ok(line.to_owned());
            }
            match self.child.as_mut().map(Child::try_wait) {
                Some(Ok(None)) => Err("nothing yet".to_owned()),
                // While it was dead, somebody's outgoing connection was given its port for a moment.
                Some(Ok(Some(_))) if self.said("err", self.starts).contains("Address already in use") => {
                    self.child = None;
                    self.launch();
                    Err("its port was taken".to_owned())
                }
                gone => panic!("the {} service ended: {gone:?}\n{}", self.kind.word(), self.said("err", self.starts)),
            }
        });
        let ready: Value = serde_json::from_str(&line).expect("the ready line is JSON");
        let url = ready["url"].as_str().expect("the ready line has a url");
        // A name for this machine and its number are the same place.
        self.address = url.trim_start_matches("http://").trim_end_matches('/').replace("localhost", "127.0.0.1");
        self.metrics = ready["metrics_url"].as_str().unwrap_or_default().to_owned();
    }

    /// Starts it and waits until it is ready.
    #[track_caller]
    pub fn start(&mut self) {
        self.launch();
        self.ready();
    }

    /// Ends it as a power cut would: nothing is asked, nothing is finished.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("a process of our own can be killed");
            child.wait().expect("it ends");
        }
    }

    /// Asks it to end, and waits; true when it ended without an error.
    pub fn stop(&mut self) -> bool {
        let Some(mut child) = self.child.take() else { return true };
        if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
            // It may be gone already: then the status says so.
            let _ = kill_process(pid, Signal::TERM);
        }
        let status = eventually(&format!("the {} service to end", self.kind.word()), || match child.try_wait() {
            Ok(Some(status)) => Ok(status),
            other => Err(format!("{other:?}")),
        });
        status.success()
    }

    /// Whether its process is there.
    pub fn lives(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    fn log(&self, stream: &str) -> Stdio {
        let file = File::create(self.log_path(stream, self.starts));
        file.expect("a file for what the service says").into()
    }

    fn log_path(&self, stream: &str, start: u32) -> PathBuf {
        self.folder.join("said").join(format!("{}-{start}.{stream}", self.kind.word()))
    }

    fn said(&self, stream: &str, start: u32) -> String {
        let mut bytes = Vec::new();
        if let Ok(mut file) = File::open(self.log_path(stream, start)) {
            drop(file.read_to_end(&mut bytes));
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The last lines of all its starts, for the reader of a failed test.
    pub fn last_words(&self) -> String {
        (1..=self.starts).fold(String::new(), |mut text, start| {
            let said = self.said("err", start) + &self.said("out", start);
            let lines: Vec<&str> = said.lines().collect();
            let last = lines[lines.len().saturating_sub(15)..].join("\n  ");
            text.push_str(&format!("--- {} start {start}\n  {last}\n", self.kind.word()));
            text
        })
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Every file below a folder.
pub fn files_below(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}
