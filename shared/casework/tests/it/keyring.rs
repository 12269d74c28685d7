//! Key files: written once, for their owner alone, and checked against each other.

use std::os::unix::fs::PermissionsExt as _;

use casework::{
    Keyring, KeyringError,
    keyring::{BrokerCharter, create_broker, read_log_key, read_seed},
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
