//! `stafett check-config` and the sample configurations.

use std::{fs, path::PathBuf};

use crate::{said, stafett};

fn sample(service: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../deploy/config").join(format!("{service}.toml"))
}

#[test]
fn the_samples_that_are_deployed_are_valid() {
    for service in ["police", "social", "broker"] {
        let checked = stafett(&["check-config", service, sample(service).to_str().unwrap()]);
        assert!(checked.status.success(), "{service}: {}", said(&checked));
    }
}

#[test]
fn an_unknown_key_is_refused_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("police.toml");
    let text = fs::read_to_string(sample("police")).unwrap();
    fs::write(&file, format!("lissten = \"127.0.0.1:1\"\n{text}")).unwrap();
    let checked = stafett(&["check-config", "police", file.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(said(&checked).contains("lissten"), "{}", said(&checked));
}

#[test]
fn fictional_staff_outside_the_demo_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("social.toml");
    let text = fs::read_to_string(sample("social")).unwrap();
    let staff = "\n[[agency.demo_staff]]\nlogin = \"x\"\nname = \"X\"\nrole = \"duty_worker\"\nunit = \"socialtjansten-exempelstad/socialjouren\"\n";
    fs::write(&file, format!("{text}{staff}")).unwrap();
    let checked = stafett(&["check-config", "social", file.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1), "{}", said(&checked));
}
