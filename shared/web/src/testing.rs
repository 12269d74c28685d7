//! Checks for the tests of crates that have pages.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The keys of a folder of catalogues and what is wrong with it.
#[derive(Debug, Default)]
pub struct Findings(Vec<String>);

impl Findings {
    /// Everything that is wrong, one sentence each.
    #[must_use]
    pub fn sentences(&self) -> &[String] {
        &self.0
    }

    /// Fails the test with all sentences at once.
    ///
    /// # Panics
    /// When anything is wrong.
    pub fn panic_if_any(&self) {
        assert!(self.0.is_empty(), "the words are not in order:\n{}", self.0.join("\n"));
    }
}

/// Fails unless every message of `locales/sv` is in `locales/en` and the other way round,
/// every key asked for in the sources (`page.text("…")`, `words.get("…")`,
/// `words.with("…"`, `detail_key("…")`) exists, and every message is named somewhere, if only
/// as a text in quotes. Sources are folders of templates and Rust files.
///
/// Paths are relative to the crate.
///
/// # Panics
/// When anything is wrong.
pub fn check_keys(sources: &[&str], locales: &[&str]) {
    findings(sources, locales, &[], &[]).panic_if_any();
}

/// The same where keys are also made at run time (`also_used`, a `*` at the end stands for
/// any rest) or come from the catalogues of other crates.
///
/// # Panics
/// When anything is wrong.
pub fn check_keys_with(sources: &[&str], locales: &[&str], also_used: &[&str], other_locales: &[&str]) {
    findings(sources, locales, also_used, other_locales).panic_if_any();
}

/// What [`check_keys_with`] finds, without failing.
#[must_use]
pub fn findings(sources: &[&str], locales: &[&str], also_used: &[&str], other_locales: &[&str]) -> Findings {
    let mut findings = Findings::default();
    let swedish = keys_of(locales, "sv", &mut findings);
    let english = keys_of(locales, "en", &mut findings);
    let others = keys_of(other_locales, "sv", &mut findings);
    for key in swedish.difference(&english) {
        findings.0.push(format!("{key}: no English"));
    }
    for key in english.difference(&swedish) {
        findings.0.push(format!("{key}: no Swedish"));
    }
    let text = all_text(sources);
    for key in asked_for(&text) {
        if !swedish.contains(&key) && !others.contains(&key) {
            findings.0.push(format!("{key}: asked for, in no catalogue"));
        }
    }
    let made = |key: &str| {
        also_used.iter().any(|used| match used.strip_suffix('*') {
            Some(start) => key.starts_with(start),
            None => *used == key,
        })
    };
    let base = |key: &str| key.strip_suffix("-detail").unwrap_or(key).to_owned();
    for key in &swedish {
        let named = text.contains(&format!("\"{key}\""));
        if !named && !made(key) && !made(&base(key)) {
            findings.0.push(format!("{key}: never used"));
        }
    }
    findings
}

/// The ids of messages (not terms, not attributes) of all files of one language.
fn keys_of(folders: &[&str], language: &str, findings: &mut Findings) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for folder in folders {
        for (path, text) in files(&Path::new(folder).join(language), &["ftl"]) {
            for key in text.lines().filter_map(message_id) {
                if !keys.insert(key.to_owned()) {
                    findings.0.push(format!("{key}: twice, again in {}", path.display()));
                }
            }
        }
    }
    keys
}

fn message_id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('=')?;
    let id = id.trim_end();
    let first = id.chars().next()?;
    let plain = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (first.is_ascii_alphabetic() && plain).then_some(id)
}

/// Keys in the calls that take them.
fn asked_for(text: &str) -> BTreeSet<String> {
    let calls = [".text(\"", "words.get(\"", "words.with(\"", "detail_key(\""];
    let mut keys = BTreeSet::new();
    for call in calls {
        for rest in text.split(call).skip(1) {
            let key = rest.split('"').next().unwrap_or_default();
            if message_id(&format!("{key}=")).is_some() {
                keys.insert(key.to_owned());
            }
        }
    }
    keys
}

fn all_text(folders: &[&str]) -> String {
    let found = folders.iter().flat_map(|folder| files(Path::new(folder), &["html", "txt", "rs"]));
    let lines = found.flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>());
    // A comment may show a key that nobody has.
    lines.filter(|line| !line.trim_start().starts_with("//")).map(|line| line + "\n").collect()
}

fn files(folder: &Path, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.contains(&ending) {
            found.extend(fs::read_to_string(&path).ok().map(|text| (path, text)));
        }
    }
    found
}
