//! `stafett demo` as real processes.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

struct Town {
    launcher: Child,
    services: Vec<Value>,
}

/// Four free ports in a row; another test may take one in between, so a start is tried again.
fn free_ports() -> u16 {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if first < 65_000 && (first..first + 4).all(|port| TcpListener::bind(("127.0.0.1", port)).is_ok()) {
            return first;
        }
    }
}

fn start(data: &Path) -> Town {
    for _ in 0..5 {
        let port = free_ports().to_string();
        let mut launcher = Command::new(env!("CARGO_BIN_EXE_stafett"))
            .args(["demo", "--json", "--port", &port, "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(launcher.stdout.as_mut().unwrap()).lines().take(4);
        let services: Vec<Value> = lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
        if services.len() == 4 {
            return Town { launcher, services };
        }
        let _ = launcher.wait();
    }
    panic!("the town does not start");
}

impl Town {
    fn pid(&self, service: &str) -> Pid {
        let line = self.services.iter().find(|line| line["service"] == service).unwrap();
        Pid::from_raw(i32::try_from(line["pid"].as_i64().unwrap()).unwrap()).unwrap()
    }

    fn stop(mut self) -> i32 {
        kill_process(Pid::from_child(&self.launcher), Signal::TERM).unwrap();
        self.launcher.wait().unwrap().code().unwrap()
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = self.launcher.kill();
        let _ = self.launcher.wait();
    }
}

/// The log's name, which is made once.
fn origin(data: &Path) -> String {
    std::fs::read_to_string(data.join("keys/samordningen-exempelstad/log.vkey")).unwrap()
}

#[test]
fn a_second_start_goes_on_where_the_first_was() {
    let data = tempfile::tempdir().unwrap();
    let first = start(data.path());
    let names: Vec<&str> = first.services.iter().map(|line| line["service"].as_str().unwrap()).collect();
    assert_eq!(names, ["broker", "police", "social", "town"]);
    let log = origin(data.path());
    assert_eq!(first.stop(), 0);
    let second = start(data.path());
    assert_eq!(origin(data.path()), log, "keys and log are the same");
    assert_eq!(second.stop(), 0);
}

#[test]
fn a_service_that_dies_is_named_and_takes_the_town_with_it() {
    let data = tempfile::tempdir().unwrap();
    let mut town = start(data.path());
    let broker = town.pid("broker");
    kill_process(town.pid("social"), Signal::KILL).unwrap();
    assert_eq!(town.launcher.wait().unwrap().code(), Some(1));
    assert!(rustix::process::test_kill_process(broker).is_err(), "nothing is left running");
}

#[test]
fn a_killed_launcher_leaves_nothing_running() {
    let data = tempfile::tempdir().unwrap();
    let mut town = start(data.path());
    let services = ["broker", "police", "social"].map(|service| town.pid(service));
    town.launcher.kill().unwrap();
    town.launcher.wait().unwrap();
    for _ in 0..600 {
        if services.iter().all(|pid| rustix::process::test_kill_process(*pid).is_err()) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("a service outlives the launcher");
}

#[test]
fn a_port_that_is_taken_is_named() {
    let data = tempfile::tempdir().unwrap();
    let first = free_ports();
    let _taken = TcpListener::bind(("127.0.0.1", first + 2)).unwrap();
    let mut launcher = Command::new(env!("CARGO_BIN_EXE_stafett"))
        .args(["demo", "--port", &first.to_string(), "--data"])
        .arg(data.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    launcher.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(launcher.wait().unwrap().code(), Some(1));
    assert!(said.contains(&(first + 2).to_string()) && said.contains("--port"), "{said}");
}
