//! `stafett keys init` and `stafett keys renew`.

use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt, path::Path};

use crate::{said, stafett};

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(contents(&path));
        } else {
            files.insert(path.display().to_string(), fs::read(&path).unwrap());
        }
    }
    files
}

#[test]
fn keys_are_for_their_owner_alone_and_never_overwritten() {
    let data = tempfile::tempdir().unwrap();
    for (kind, agency) in
        [("police", "polisen-exempelstad"), ("social", "socialtjansten-exempelstad"), ("broker", "samordningen-exempelstad")]
    {
        let words = ["keys", "init", "--kind", kind, "--agency", agency, "--data", data.path().to_str().unwrap()];
        let made = stafett(&words);
        assert!(made.status.success(), "{}", said(&made));
        let folder = data.path().join("keys").join(agency);
        let before = contents(&folder);
        let secret = before.keys().filter(|name| name.ends_with(".key")).count();
        assert!(secret >= 4, "{kind} has {secret} keys");
        for name in before.keys().filter(|name| name.ends_with(".key")) {
            assert_eq!(fs::metadata(name).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        }
        let again = stafett(&words);
        assert_eq!(again.status.code(), Some(1), "a second time is refused");
        assert!(contents(&folder) == before, "{kind}: not a byte was changed");
        for name in before.keys().filter(|name| name.ends_with(".key")) {
            let key = String::from_utf8_lossy(&before[name]).trim().to_owned();
            assert!(!said(&made).contains(&key), "{name} is not shown");
        }
    }
}

#[test]
fn an_agency_that_the_town_does_not_have_is_named() {
    let data = tempfile::tempdir().unwrap();
    let made = stafett(&["keys", "init", "--kind", "police", "--agency", "polisen-annanstad", "--data", data.path().to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(1));
    assert!(said(&made).contains("polisen-annanstad"));
}

#[test]
fn new_unit_keys_are_drawn_and_the_next_registration_is_written() {
    let data = tempfile::tempdir().unwrap();
    let made =
        stafett(&["keys", "init", "--kind", "social", "--agency", "socialtjansten-exempelstad", "--data", data.path().to_str().unwrap()]);
    assert!(made.status.success(), "{}", said(&made));
    let folder = data.path().join("keys/socialtjansten-exempelstad");
    let before = contents(&folder);
    let renewed = stafett(&["keys", "renew", "--keys", folder.to_str().unwrap()]);
    assert!(renewed.status.success() && said(&renewed).contains("start the service anew"), "{}", said(&renewed));
    let after = contents(&folder);
    let registration = folder.join("registration.json").display().to_string();
    assert!(after[&registration] != before[&registration]);
    assert!(before.keys().all(|name| after.contains_key(name)), "no key that still opens is gone");
    let units = |files: &BTreeMap<String, Vec<u8>>| files.keys().filter(|name| name.contains("/units/")).count();
    assert_eq!(units(&after), 2 * units(&before));
    for name in after.keys().filter(|name| name.ends_with(".key")) {
        assert_eq!(fs::metadata(name).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        assert!(!said(&renewed).contains(String::from_utf8_lossy(&after[name]).trim()), "{name} is not shown");
    }
    let nowhere = stafett(&["keys", "renew", "--keys", data.path().to_str().unwrap()]);
    assert!(nowhere.status.code() == Some(1) && said(&nowhere).contains("registration.json"), "{}", said(&nowhere));
}
