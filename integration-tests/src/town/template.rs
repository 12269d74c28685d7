//! The fictional town as `stafett demo` leaves it: keys, configurations, and a broker that knows both agencies.
//! Made once in a test process and copied for every test.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    os::unix::fs::{DirBuilderExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use rustix::process::{Pid, Signal, kill_process};
use toml::{Table, Value};

use super::service::files_below;
use crate::{binary, eventually, random_bytes};

struct Saved {
    path: PathBuf,
    mode: u32,
    bytes: Vec<u8>,
}

/// Where the copied files lay, and what was in them.
struct Template {
    home: PathBuf,
    files: Vec<Saved>,
}

/// Four free ports in a row, below those that the system hands out by itself.
pub fn free_ports() -> u16 {
    eventually("four free ports in a row", || {
        let first = 10_000 + u16::from_be_bytes(random_bytes()) % 20_000;
        let taken: Vec<_> = (first..first + 4).map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port))).collect();
        if taken.iter().all(Result::is_ok) { Ok(first) } else { Err(format!("{first} and the next three are not free")) }
    })
}

/// Writes the town into a new folder; the configurations name that folder.
pub(super) fn lay_out(folder: &Path) {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    let template = TEMPLATE.get_or_init(make);
    for saved in &template.files {
        let path = folder.join(&saved.path);
        let parent = path.parent().expect("a file lies in a folder");
        fs::DirBuilder::new().recursive(true).mode(0o700).create(parent).expect("a folder in the test's own");
        let bytes = match path.extension().is_some_and(|kind| kind == "toml") {
            true => moved(&saved.bytes, &template.home, folder),
            false => saved.bytes.clone(),
        };
        fs::write(&path, bytes).expect("a file in the test's own folder");
        fs::set_permissions(&path, fs::Permissions::from_mode(saved.mode)).expect("its mode");
    }
}

/// Runs the demo until it is ready, asks it to end, and keeps what it left.
fn make() -> Template {
    let folder = tempfile::Builder::new().prefix("stafett-template-").tempdir().expect("a folder for the town");
    let home = folder.path().join("town");
    let words = fs::File::create(folder.path().join("words")).expect("a file for what the demo says");
    let mut demo = Command::new(binary())
        .args(["demo", "--json", "--port", &free_ports().to_string(), "--data"])
        .arg(&home)
        .stdin(Stdio::null())
        .stdout(words)
        .stderr(fs::File::create(folder.path().join("troubles")).expect("a file for its troubles"))
        .spawn()
        .expect("the stafett binary starts: build it with `cargo build -p stafett`, or name it in STAFETT_BINARY");
    eventually("the demo to be ready", || {
        let said = fs::read_to_string(folder.path().join("words")).unwrap_or_default();
        let troubles = fs::read_to_string(folder.path().join("troubles")).unwrap_or_default();
        if said.contains("\"town\"") {
            return Ok(());
        }
        assert!(matches!(demo.try_wait(), Ok(None)), "the demo ended:\n{said}\n{troubles}");
        Err(said)
    });
    let pid = i32::try_from(demo.id()).ok().and_then(Pid::from_raw).expect("a process id");
    kill_process(pid, Signal::TERM).expect("our own process can be asked to end");
    let status = demo.wait().expect("the demo ends");
    assert!(status.success(), "the demo ended with {status} when it was asked to");
    let files = files_below(&home).into_iter().map(|path| saved(&home, &path)).collect();
    Template { home, files }
}

fn saved(home: &Path, path: &Path) -> Saved {
    let mode = fs::metadata(path).expect("a file that was listed").permissions().mode();
    let bytes = fs::read(path).expect("a file that was listed");
    Saved { path: path.strip_prefix(home).expect("below the town").to_owned(), mode, bytes }
}

fn moved(text: &[u8], from: &Path, to: &Path) -> Vec<u8> {
    let table: Table = String::from_utf8_lossy(text).parse().expect("a configuration is TOML");
    let mut value = Value::Table(table);
    replace_folder(&mut value, &from.display().to_string(), &to.display().to_string());
    toml::to_string(&value).expect("it was TOML").into_bytes()
}

fn replace_folder(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) => *text = text.replace(from, to),
        Value::Array(values) => values.iter_mut().for_each(|value| replace_folder(value, from, to)),
        Value::Table(table) => table.iter_mut().for_each(|(_, value)| replace_folder(value, from, to)),
        _ => {}
    }
}
