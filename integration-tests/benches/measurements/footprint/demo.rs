//! `stafett demo --json`, from its start to its ready lines.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Instant,
};

use integration_tests::{binary, free_ports};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::Outcome;

/// The running demo. Ended when it is dropped.
pub struct Demo {
    child: Child,
    /// From the start of the process to its last ready line.
    pub seconds_to_ready: f64,
    /// In the order they came.
    pub ready: Vec<Ready>,
}

/// One service's ready line.
pub struct Ready {
    pub service: String,
    pub url: String,
    pub pid: u32,
    /// From the start of the demo to this line.
    pub seconds: f64,
}

impl Demo {
    pub fn start(folder: &Path) -> Outcome<Self> {
        let port = free_ports().to_string();
        let start = Instant::now();
        let mut child = Command::new(binary())
            .args(["demo", "--json", "--port", &port, "--data"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let words = child.stdout.take().ok_or("the demo has no standard output")?;
        let mut demo = Self { child, seconds_to_ready: 0.0, ready: Vec::new() };
        for line in BufReader::new(words).lines() {
            let ready = Ready::read(&line?, start.elapsed().as_secs_f64())?;
            let is_last = ready.service == "town";
            demo.seconds_to_ready = ready.seconds;
            demo.ready.push(ready);
            if is_last {
                return Ok(demo);
            }
        }
        Err("the demo ended before it was ready".into())
    }

    pub fn url(&self, service: &str) -> Outcome<&str> {
        let line = self.ready.iter().find(|line| line.service == service).ok_or("no such service")?;
        Ok(&line.url)
    }

    /// Asks it to end.
    pub fn stop(mut self) -> Outcome {
        self.ask()?;
        let status = self.child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("the demo ended with {status}").into()) }
    }

    fn ask(&self) -> Outcome {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).ok_or("no process id")?;
        Ok(kill_process(pid, Signal::TERM)?)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // After stop() it is gone and this does nothing.
        if matches!(self.child.try_wait(), Ok(None)) && self.ask().is_ok() {
            drop(self.child.wait());
        }
    }
}

impl Ready {
    fn read(line: &str, seconds: f64) -> Outcome<Self> {
        let value: Value = serde_json::from_str(line)?;
        let text = |member: &str| value[member].as_str().map(str::to_owned).ok_or_else(|| format!("no {member} in a ready line"));
        let pid = value["pid"].as_u64().and_then(|pid| u32::try_from(pid).ok()).ok_or("no pid in a ready line")?;
        Ok(Self { service: text("service")?, url: text("url")?, pid, seconds })
    }
}
