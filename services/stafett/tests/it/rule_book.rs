//! `stafett rulebook …` on the files that are shipped, and on changed ones.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Output};

use envelope::{ApproverKey, PinnedApprover, check_approval, envelope_from_json};
use wire::{EditionApproval, EditionRef, SignerRole};

use crate::{said, stafett};

const EDITIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/rulebook/editions");

fn shipped() -> String {
    String::from_utf8(rulebook::Edition::SHIPPED.to_vec()).unwrap()
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    file.display().to_string()
}

fn reference(text: &str) -> EditionRef {
    rulebook::Edition::parse(text.as_bytes()).unwrap().reference().clone()
}

#[test]
fn the_shipped_edition_passes_the_shipped_cases() {
    let checked = stafett(&["rulebook", "check", &format!("{EDITIONS}/2026-11-28.toml")]);
    assert!(checked.status.success(), "{}", said(&checked));
    let cases = rulebook::CaseTable::shipped().cases().len();
    assert!(said(&checked).contains(&format!("all {cases} cases come out as written")), "{}", said(&checked));
}

#[test]
fn a_changed_edition_fails_the_cases_it_breaks_and_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let shorter =
        write(folder.path(), "shorter.toml", &shipped().replacen("id = \"call-out\"\ndays = 14", "id = \"call-out\"\ndays = 1", 1));
    let checked = stafett(&["rulebook", "check", &shorter]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(said(&checked).contains("cases come out otherwise than written"), "{}", said(&checked));
}

#[test]
fn a_file_that_is_no_edition_is_named_with_the_fault() {
    let folder = tempfile::tempdir().unwrap();
    let broken = write(folder.path(), "broken.toml", &shipped().replacen("kind = \"duty\"", "kind = \"whim\"", 1));
    let checked = stafett(&["rulebook", "check", &broken]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(said(&checked).contains("broken.toml") && said(&checked).contains("whim"), "{}", said(&checked));
    let cases = write(folder.path(), "cases.csv", "nr;fall\n1;Bara två kolumner\n");
    let checked = stafett(&["rulebook", "check", &format!("{EDITIONS}/2026-11-28.toml"), "--cases", &cases]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(said(&checked).contains("cases.csv"), "{}", said(&checked));
}

#[test]
fn two_editions_are_compared_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let old = format!("{EDITIONS}/2026-11-28.toml");
    let same = stafett(&["rulebook", "compare", &old, &old]);
    assert!(same.status.success() && said(&same).contains("nothing but id and bytes differs"), "{}", said(&same));
    let open = write(folder.path(), "open.toml", &shipped().replacen("id = \"L-16\"\non = false", "id = \"L-16\"\non = true", 1));
    let compared = stafett(&["rulebook", "compare", &old, &open]);
    let text = said(&compared);
    assert!(compared.status.success() && text.contains("+ social_to_social permission_manual"), "{text}");
    assert!(text.contains("+ identity about child") && text.contains("L-16.on: \"false\" -> \"true\""), "{text}");
}

/// A signer, and files to sign.
struct Desk {
    folder: tempfile::TempDir,
    key: String,
    edition: String,
    cases: String,
    approval: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("falk").display().to_string();
        let made = stafett(&["rulebook", "signer", &own, "--role", "lawyer", "--name", "Ellis Falk", "--login", "jurist-falk"]);
        assert!(made.status.success(), "{}", said(&made));
        let key = format!("{own}/signer.key");
        let table = rulebook::CaseTable::shipped();
        let act = EditionApproval {
            edition: reference(&shipped()),
            replaces: EditionRef { id: "2026-11-23.1".parse().unwrap(), hash: wire::Bytes32([2; 32]) },
            cases: table.hash(),
            takes_effect: "2027-01-01".parse().unwrap(),
            signed_at: "2026-11-28T12:00:00Z".parse().unwrap(),
        };
        Self {
            key,
            edition: write(folder.path(), "edition.toml", &shipped()),
            cases: write(folder.path(), "cases.csv", table.text()),
            approval: write(folder.path(), "approval.json", &String::from_utf8(wire::canonical::to_bytes(&act).unwrap()).unwrap()),
            folder,
        }
    }

    fn approve(&self, edition: &str, cases: &str) -> Output {
        stafett(&["rulebook", "approve", &self.approval, "--edition", edition, "--cases", cases, "--key", &self.key])
    }
}

#[test]
fn a_signers_key_is_for_its_owner_alone_and_never_overwritten() {
    let desk = Desk::new();
    let before = fs::read(&desk.key).unwrap();
    assert_eq!(fs::metadata(&desk.key).unwrap().permissions().mode() & 0o777, 0o600);
    let own = desk.folder.path().join("falk").display().to_string();
    let again = stafett(&["rulebook", "signer", &own, "--role", "lawyer", "--name", "Ellis Falk", "--login", "jurist-falk"]);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(fs::read(&desk.key).unwrap(), before);
    assert!(!said(&again).contains(String::from_utf8(before).unwrap().trim()), "the key is not shown");
}

#[test]
fn an_approval_is_signed_after_looking_at_what_it_names() {
    let desk = Desk::new();
    let signed = desk.approve(&desk.edition, &desk.cases);
    assert!(signed.status.success(), "{}", said(&signed));
    let envelope = envelope_from_json(String::from_utf8(signed.stdout).unwrap().trim().as_bytes()).unwrap();
    let seed = casework::keyring::read_seed(Path::new(&desk.key)).unwrap();
    let key = ApproverKey::from_seed(&seed).verifying_key().clone();
    let pinned = [PinnedApprover { person: "Ellis Falk".to_owned(), role: SignerRole::Lawyer, key }];
    let (act, approver) = check_approval(&envelope, &pinned).unwrap();
    assert_eq!((act.edition, approver.role), (reference(&shipped()), SignerRole::Lawyer));
    assert!(act.signed_at > "2026-11-28T12:00:00Z".parse().unwrap(), "signed now, not when it was fetched");
}

#[test]
fn other_files_than_those_named_are_not_signed() {
    let desk = Desk::new();
    let other = write(desk.folder.path(), "other.toml", &format!("{}\n# one comment more\n", shipped()));
    let refused = desk.approve(&other, &desk.cases);
    assert!(refused.status.code() == Some(1) && said(&refused).contains("is not the edition"), "{}", said(&refused));
    let fewer = desk.folder.path().join("fewer.csv");
    let text = rulebook::CaseTable::shipped().text().to_owned();
    fs::write(&fewer, text.trim_end().rsplit_once('\n').unwrap().0).unwrap();
    let refused = desk.approve(&desk.edition, &fewer.display().to_string());
    assert!(refused.status.code() == Some(1) && said(&refused).contains("is not the table of cases"), "{}", said(&refused));
}
