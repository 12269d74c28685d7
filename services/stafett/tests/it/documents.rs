//! What the documents say, held against the program: commands, links, configuration, alarms and metrics.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::{said, stafett};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Every document that people read.
fn documents() -> Vec<String> {
    let in_folder = |folder: &str| {
        let files = fs::read_dir(root().join(folder)).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        files.filter(|name| Path::new(name).extension().is_some_and(|end| end == "md")).map(|name| format!("{folder}/{name}")).collect()
    };
    let folders: [Vec<String>; 3] = [in_folder("docs"), in_folder("docs/api"), in_folder("docs/rulebook")];
    folders.into_iter().flatten().chain(["README.md".to_owned()]).collect()
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, begin: &'t str, end: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(begin).skip(1).filter_map(move |rest| rest.split_once(end)).map(|(inside, _)| inside)
}

/// Rust files below a folder, tests left out.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap_or_default();
        if entry.is_dir() && name != "tests" && name != "testing" && name != "target" {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|end| end == "rs") {
            found.push(fs::read_to_string(&entry).unwrap());
        }
    }
}

#[test]
fn links_between_the_documents_lead_somewhere() {
    let mut links = 0;
    for file in documents() {
        let folder = root().join(&file).parent().unwrap().to_path_buf();
        let text = read(&file);
        for link in between(&text, "](", ")").filter(|link| !link.starts_with("http")) {
            let (path, place) = link.split_once('#').map_or((link, None), |(path, place)| (path, Some(place)));
            assert!(folder.join(path).exists(), "{file}: {link}");
            if let Some(place) = place {
                let there = if path.is_empty() { text.clone() } else { fs::read_to_string(folder.join(path)).unwrap() };
                assert!(headings(&there).any(|heading| heading == place), "{file}: {link} has no such heading");
            }
            links += 1;
        }
    }
    assert!(links > 30, "control: {links} links");
}

/// The places a page can be linked to: its headings as the forges write them.
fn headings(page: &str) -> impl Iterator<Item = String> {
    let slug = |heading: &str| {
        let letters = heading.chars().filter(|letter| letter.is_alphanumeric() || *letter == ' ' || *letter == '-' || *letter == '_');
        letters.flat_map(char::to_lowercase).map(|letter| if letter == ' ' { '-' } else { letter }).collect()
    };
    page.lines().filter(|line| line.starts_with('#')).map(move |line| slug(line.trim_start_matches('#').trim()))
}

#[test]
fn every_alarm_is_told_with_what_to_do() {
    let told = read("docs/operations.md");
    let mut files = Vec::new();
    ["shared", "services"].iter().for_each(|folder| sources(&root().join(folder), &mut files));
    let marks = [("alarm(\"", "\")"), ("\"alarm\" => \"", "\""), ("alarm = \"", "\"")];
    let named = files.iter().flat_map(|file| marks.iter().flat_map(move |(begin, end)| between(file, begin, end)));
    let doubts = casework::EditionDoubt::ALL.iter().map(|doubt| doubt.code());
    let named = named.chain(doubts).chain(broker::flow::WitnessTrouble::CODES);
    let alarms: Vec<&str> = named.filter(|alarm| alarm.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')).collect();
    assert!(alarms.len() > 15, "control: {alarms:?}");
    for alarm in alarms {
        assert!(told.contains(&format!("`{alarm}`")) || told.contains(&format!("\"{alarm}\"")), "{alarm} is not in docs/operations.md");
    }
}

#[test]
fn every_metric_is_told_and_no_other() {
    let told = read("docs/operations.md");
    let names = read("integration-tests/tests/it/metrics.txt");
    let names: Vec<&str> = names.lines().filter(|line| !line.starts_with('#')).collect();
    for name in &names {
        assert!(told.contains(&format!("| `{name}` |")), "{name} is not in docs/operations.md");
    }
    let table = told.split("### Metrics").nth(1).unwrap().split("###").next().unwrap();
    let rows: Vec<&str> = between(table, "\n| `", "` |").collect();
    assert_eq!(rows.len(), names.len(), "{rows:?}");
}

#[test]
fn commands_of_the_documents_are_known() {
    let told: String = documents().iter().map(|file| read(file)).collect();
    let mut known = 0;
    for command in between(&told, "| `stafett ", "`") {
        let is_word = |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && !word.starts_with('-');
        let words: Vec<&str> = command.split(' ').take_while(is_word).collect();
        let asked = stafett(&[words.as_slice(), &["--help"]].concat());
        assert!(asked.status.success(), "{command}: {}", said(&asked));
        let options = command.split(' ').filter(|word| word.starts_with("--"));
        for option in options {
            assert!(said(&asked).contains(option), "{command}: no {option}");
        }
        known += 1;
    }
    assert!(known >= 20, "control: {known} commands");
}

#[test]
fn the_example_of_an_api_client_is_a_configuration() {
    let told = read("docs/operations.md");
    let example = between(&told, "```toml\n", "```").find(|text| text.contains("api_clients")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("police.toml");
    let sample = read("deploy/config/police.toml");
    let without = sample.split("[[agency.api_clients]]").next().unwrap();
    for (text, fits) in [(example.to_owned(), true), (example.replace("key_id", "keyid"), false)] {
        fs::write(&file, format!("{without}\n{text}")).unwrap();
        let checked = stafett(&["check-config", "police", file.to_str().unwrap()]);
        assert_eq!(checked.status.success(), fits, "{}", said(&checked));
    }
}

#[test]
fn the_example_of_a_third_witness_is_a_configuration() {
    let told = read("docs/operations.md");
    let example = between(&told, "```toml\n", "```").find(|text| text.contains("[[witnesses]]")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broker.toml");
    let sample = read("deploy/config/broker.toml");
    for (text, fits) in
        [(example.to_owned(), true), (example.replace("24b5d9fe", "24b5d9ff"), false), (example.replace("https://", ""), false)]
    {
        fs::write(&file, format!("{sample}\n{text}")).unwrap();
        let checked = stafett(&["check-config", "broker", file.to_str().unwrap()]);
        assert_eq!(checked.status.success(), fits, "{}", said(&checked));
    }
}

#[test]
fn the_examples_of_signers_are_configurations_and_one_alone_is_not_enough() {
    let told = read("docs/operations.md");
    let folder = tempfile::tempdir().unwrap();
    let examples: Vec<&str> = between(&told, "```toml\n", "```").filter(|text| text.contains("rule_signers]]")).collect();
    let [broker, agency, left] = examples[..] else { panic!("for the broker, the agencies, and one who has left: {examples:?}") };
    let (one, editor) = agency.rsplit_once("[[agency.rule_signers]]").unwrap();
    let left = format!("{left}\n[[agency.rule_signers]]{editor}");
    let left = left.as_str();
    for (service, example, fits) in
        [("broker", broker, true), ("police", agency, true), ("social", agency, true), ("social", left, true), ("police", one, false)]
    {
        let sample = read(&format!("deploy/config/{service}.toml"));
        // A sample may hold signers of its own.
        let own = sample.split("[[rule_signers]]").next().unwrap().split("[[agency.rule_signers]]").next().unwrap();
        let file = folder.path().join("signers.toml");
        fs::write(&file, format!("{own}\n{example}")).unwrap();
        let checked = stafett(&["check-config", service, file.to_str().unwrap()]);
        assert_eq!(checked.status.success(), fits, "{service}: {}", said(&checked));
    }
}

/// Names of functions below a folder, tests among them.
fn functions(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() && entry.file_name().is_some_and(|name| name != "target" && name != "node_modules") {
            functions(&entry, found);
        } else if entry.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&entry).unwrap();
            found.extend(between(&text, "fn ", "(").map(str::to_owned));
        }
    }
}

#[test]
fn every_test_of_the_threat_model_is_there() {
    let told = read("docs/threats.md");
    let mut known = BTreeSet::new();
    ["shared", "services", "integration-tests"].iter().for_each(|folder| functions(&root().join(folder), &mut known));
    let rows: Vec<&str> = told.lines().filter(|line| line.starts_with("| ") && line.contains('`')).collect();
    assert!(rows.len() >= 18, "control: {} rows", rows.len());
    for row in rows {
        let tests: Vec<&str> = row.split(" | ").nth(2).unwrap_or_default().split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "{row}");
        for test in tests {
            assert!(known.contains(test), "{test} is no test");
        }
    }
}
