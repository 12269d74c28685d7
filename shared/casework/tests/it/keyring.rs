//! Key files: written once, for their owner alone, and checked against each other.

use std::os::unix::fs::PermissionsExt as _;

use casework::{
    Keyring, KeyringError,
    keyring::{BrokerCharter, create_broker, ends_soon, read_log_key, read_registration, read_seed, renew_agency},
    testing::{AgencyName, Town},
};

use crate::setting::night;

#[test]
fn every_key_file_is_for_its_owner_alone() {
    let town = Town::new(night());
    let folder = town.keys(AgencyName::Police);
    let names = ["root.key", "service.key", "token.key", "witness.key", "kek.key"];
    for path in names.iter().map(|name| folder.join(name)) {
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{path:?}");
        assert!(read_seed(&path).is_ok());
    }
    std::fs::set_permissions(folder.join("service.key"), std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(matches!(Keyring::load(&folder, night()), Err(KeyringError::TooOpen(_))));
}

#[test]
fn keys_are_never_overwritten() {
    let town = Town::new(night());
    let charter = BrokerCharter { agency: "samordningen-exempelstad".parse().unwrap(), name: "Samordningen".to_owned() };
    let before = std::fs::read(town.broker_keys().join("log.key")).unwrap();
    assert!(matches!(create_broker(&town.broker_keys(), &charter, night()), Err(KeyringError::Exists(_))));
    assert_eq!(std::fs::read(town.broker_keys().join("log.key")).unwrap(), before);
}

#[test]
fn keys_of_different_makings_do_not_load() {
    let (one, other) = (Town::new(night()), Town::new(night()));
    for file in ["service.key", "token.key", "witness.key"] {
        let folder = one.keys(AgencyName::Social);
        let kept = std::fs::read(folder.join(file)).unwrap();
        std::fs::copy(other.keys(AgencyName::Social).join(file), folder.join(file)).unwrap();
        assert!(matches!(Keyring::load(&folder, night()), Err(KeyringError::Mismatch { file: found, .. }) if found == file));
        std::fs::write(folder.join(file), kept).unwrap();
        assert!(Keyring::load(&folder, night()).is_ok());
    }
}

#[test]
fn the_origin_of_a_log_is_made_anew_each_time() {
    let (one, other) = (Town::new(night()), Town::new(night()));
    let key = |town: &Town| read_log_key(&town.broker_keys()).unwrap();
    assert!(key(&one).starts_with("samordningen-exempelstad/log/"));
    assert_ne!(key(&one).split('+').next(), key(&other).split('+').next());
}

#[test]
fn a_keyring_prints_no_key() {
    let town = Town::new(night());
    let keyring = Keyring::load(&town.keys(AgencyName::Police), night()).unwrap();
    assert_eq!(format!("{keyring:?}"), "Keyring(polisen-exempelstad …)");
}

#[test]
fn an_expired_service_key_does_not_start() {
    let town = Town::new(night());
    let later = night().checked_add(jiff::SignedDuration::from_hours(24 * 366)).unwrap();
    assert!(matches!(Keyring::load(&town.keys(AgencyName::Police), later), Err(KeyringError::Registration(_))));
}

fn day(days: i64) -> jiff::Timestamp {
    night() + jiff::SignedDuration::from_hours(24 * days)
}

#[test]
fn a_new_unit_key_seals_and_the_earlier_one_still_opens_until_its_time() {
    let town = Town::new(night());
    let folder = town.keys(AgencyName::Social);
    let first = Keyring::load(&folder, night()).unwrap();
    let unit = first.agency().manifest().units[0].clone();
    assert_eq!(ends_soon(first.agency(), day(22)), None);
    assert_eq!(ends_soon(first.agency(), day(23)), Some(unit.sealing_keys[0].seal_until), "a week before");
    let renewed = renew_agency(&folder, day(25)).unwrap();
    assert_eq!(renewed.destroyed, 0);
    let second = Keyring::load(&folder, day(25)).unwrap();
    assert_eq!(*second.registration(), renewed.registration);
    let keys = second.agency().manifest().units[0].sealing_keys.clone();
    assert_eq!(keys[0], unit.sealing_keys[0], "what is on its way is still opened");
    assert_eq!(second.agency().manifest().units[0].sealing_key(day(25)).unwrap().id, keys[1].id);
    assert_eq!((second.agency().manifest().version, keys.len()), (2, 2));
    assert_eq!(ends_soon(second.agency(), day(25)), None, "and then for four weeks");
    let file = |id: &wire::KeyId| folder.join("units").join(unit.id.as_str().rsplit('/').next().unwrap()).join(format!("{id}.key"));
    assert!(file(&keys[0].id).exists() && file(&keys[1].id).exists());
    // After its fourteen days more the first one is gone from the manifest and from the disk, with what a run that was cut off had left.
    let left = file(&keys[1].id).with_file_name("cut-off.key");
    std::fs::copy(file(&keys[1].id), &left).unwrap();
    let renewed = renew_agency(&folder, day(50)).unwrap();
    let units = second.agency().manifest().units.len();
    assert_eq!(renewed.destroyed, units + 1);
    assert!(!file(&keys[0].id).exists() && file(&keys[1].id).exists() && !left.exists());
    assert!(Keyring::load(&folder, day(50)).is_ok());
}

#[test]
fn the_root_gives_the_service_key_another_year_and_without_it_nothing_is_written() {
    let town = Town::new(night());
    let folder = town.keys(AgencyName::Police);
    assert!(renew_agency(&folder, day(360)).unwrap().key_set);
    assert!(Keyring::load(&folder, day(700)).is_ok());
    std::fs::rename(folder.join("root.key"), folder.join("in-the-safe")).unwrap();
    let renewed = renew_agency(&folder, day(700)).unwrap();
    assert!(!renewed.key_set, "the units' keys need no root");
    let loaded = Keyring::load(&folder, day(700)).unwrap();
    let signs_until = loaded.agency().key_set().service_keys[0].valid_until;
    assert_eq!(ends_soon(loaded.agency(), day(702)), Some(signs_until), "the root is to be fetched in time");
    assert_eq!(ends_soon(loaded.agency(), day(693)), None, "a month before, not two");
    let before = read_registration(&folder).unwrap();
    assert!(matches!(renew_agency(&folder, day(800)), Err(KeyringError::Registration(_))));
    assert_eq!(read_registration(&folder).unwrap(), before, "the registration that was there is there");
}
