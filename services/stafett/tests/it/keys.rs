//! `stafett keys init`.

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
