//! The chain from the pinned root to a unit key.

use envelope::{DirectoryError, LastSeen, TrustedAgency, UnitKey, directory, make_key_set, make_manifest, open_registration, sign};
use wire::{AgencyKind, Bytes32, KeySet, Manifest, MessageKind, Registration};

use crate::town::{self, days, now, social, stranger};

fn open(registration: &Registration) -> Result<TrustedAgency, DirectoryError> {
    open_registration(registration, social().root.public(), now(), LastSeen::default())
}

/// A registration with a changed key set: signed by the true root, past the checks of the builder.
fn with_key_set(change: impl FnOnce(&mut KeySet)) -> Registration {
    let mut set = social().key_set();
    change(&mut set);
    Registration { key_set: make_key_set(&set, &social().root).unwrap(), ..social().registration() }
}

/// A registration with a changed manifest, signed by the true service key without the builder's checks.
fn with_manifest(change: impl FnOnce(&mut Manifest)) -> Registration {
    let mut manifest = social().manifest();
    change(&mut manifest);
    Registration { manifest: sign(MessageKind::Manifest, &manifest, &social().signer).unwrap(), ..social().registration() }
}

#[test]
fn an_agency_is_believed_from_its_root_to_its_units() {
    let social = social();
    let trusted = social.trusted();
    assert_eq!(trusted.manifest(), &social.manifest());
    assert_eq!(trusted.key_set(), &social.key_set());
    assert_eq!(trusted.versions(), LastSeen { key_set: 3, manifest: 7 });
    assert_eq!(trusted.service_key(social.signer.id(), now()), Some(social.signer.verifying_key()));
    let key = trusted.sealing_key(&social.unit(), now()).unwrap();
    assert_eq!((key.address(), key.id(), key.manifest_version()), (&social.address(), social.unit_key.id(), 7));
    assert!(trusted.may_seal_to(&social.unit(), key.id(), now()));
}

#[test]
fn a_swapped_root_is_refused() {
    let swapped = stranger().registration();
    assert!(open_registration(&swapped, stranger().root.public(), now(), LastSeen::default()).is_ok(), "well made in itself");
    assert!(matches!(open(&swapped), Err(DirectoryError::KeySet(_))));
    // The stranger's key set under the true root's name.
    let mut renamed = swapped;
    renamed.key_set.key_id = social().root.id().clone();
    assert!(matches!(open(&renamed), Err(DirectoryError::KeySet(_))));
}

#[test]
fn a_key_set_that_states_another_root_is_refused() {
    let set = KeySet { root: stranger().root.public(), ..social().key_set() };
    assert_eq!(make_key_set(&set, &social().root), Err(DirectoryError::OtherRoot));
}

#[test]
fn a_weak_pinned_root_is_refused() {
    let mut identity = [0; 32];
    identity[0] = 1;
    let opened = open_registration(&social().registration(), Bytes32(identity), now(), LastSeen::default());
    assert!(matches!(opened, Err(DirectoryError::PinnedRoot(_))));
}

#[test]
fn a_manifest_of_a_strange_service_key_is_refused() {
    let strange = Registration { manifest: stranger().registration().manifest, ..social().registration() };
    assert_eq!(open(&strange).unwrap_err(), DirectoryError::ServiceKey(stranger().signer.id().clone()));
    let mut renamed = strange;
    renamed.manifest.key_id = social().signer.id().clone();
    assert!(matches!(open(&renamed), Err(DirectoryError::Manifest(_))));
}

#[test]
fn a_swapped_unit_key_is_refused() {
    // The broker writes its own key into the signed bytes.
    let mut registration = social().registration();
    let payload = String::from_utf8(registration.manifest.payload.0.clone()).unwrap();
    let (own, other) = (social().unit_key.public().to_base64(), stranger().unit_key.public().to_base64());
    assert!(payload.contains(&own));
    registration.manifest.payload.0 = payload.replace(&own, &other).into_bytes();
    assert!(matches!(open(&registration), Err(DirectoryError::Manifest(_))));
    // And a key under the id of another, signed.
    let registration = with_manifest(|manifest| manifest.units[0].sealing_keys[0].public = stranger().unit_key.public());
    assert_eq!(open(&registration).unwrap_err(), DirectoryError::Key(social().unit_key.id().clone()));
}

#[test]
fn an_expired_or_early_service_key_is_refused() {
    let refused = Err(DirectoryError::ServiceKey(social().signer.id().clone()));
    let registration = social().registration();
    let at = |moment| open_registration(&registration, social().root.public(), moment, LastSeen::default()).map(|_| ());
    assert_eq!(at(now() + days(354)), Ok(()));
    assert_eq!(at(now() + days(355)), refused, "a year after it was made");
    let not_yet = with_key_set(|set| set.service_keys[0].valid_from = now() + days(1));
    assert_eq!(open(&not_yet).map(|_| ()), refused, "before its first moment");
    let made_before = with_key_set(|set| set.service_keys[0].valid_from = now());
    assert_eq!(open(&made_before).map(|_| ()), refused, "not in its time when the manifest was made");
    let trusted = social().trusted();
    assert!(trusted.service_key(social().signer.id(), now() + days(355)).is_none());
}

#[test]
fn rolled_back_versions_are_refused() {
    let registration = social().registration();
    let seen = |key_set, manifest| {
        open_registration(&registration, social().root.public(), now(), LastSeen { key_set, manifest }).map(|trusted| trusted.versions())
    };
    assert_eq!(seen(3, 7), Ok(LastSeen { key_set: 3, manifest: 7 }));
    assert_eq!(seen(4, 7), Err(DirectoryError::RolledBack { document: "key set", version: 3, seen: 4 }));
    assert_eq!(seen(3, 8), Err(DirectoryError::RolledBack { document: "manifest", version: 7, seen: 8 }));
}

#[test]
fn documents_from_the_future_are_refused() {
    let late = with_key_set(|set| set.made_at = now() + days(1));
    assert_eq!(open(&late).unwrap_err(), DirectoryError::FromTheFuture("key set"));
    let late = with_manifest(|manifest| manifest.made_at = now() + days(1));
    assert_eq!(open(&late).unwrap_err(), DirectoryError::FromTheFuture("manifest"));
}

#[test]
fn another_agency_or_kind_in_the_manifest_is_refused() {
    let registration = with_manifest(|manifest| manifest.kind = AgencyKind::Police);
    assert_eq!(open(&registration).unwrap_err(), DirectoryError::OtherAgency);
    let registration = with_manifest(|manifest| manifest.agency = "socialtjansten-annanstad".parse().unwrap());
    assert_eq!(open(&registration).unwrap_err(), DirectoryError::OtherAgency);
}

#[test]
fn units_and_boards_of_others_and_doubles_are_refused() {
    let strange_unit = with_manifest(|manifest| manifest.units[0].id = "polisen-exempelstad/jour".parse().unwrap());
    assert!(matches!(open(&strange_unit), Err(DirectoryError::Unit(_))));
    let unknown_board = with_manifest(|manifest| manifest.boards.clear());
    assert!(matches!(open(&unknown_board), Err(DirectoryError::Unit(_))));
    let strange_board = with_manifest(|manifest| manifest.boards[0].id = "polisen-exempelstad/namnd".parse().unwrap());
    assert!(matches!(open(&strange_board), Err(DirectoryError::Board(_))));
    let double_unit = with_manifest(|manifest| manifest.units.push(manifest.units[0].clone()));
    assert!(matches!(open(&double_unit), Err(DirectoryError::Unit(_))));
    let double_key = with_manifest(|manifest| {
        let key = manifest.units[0].sealing_keys[0].clone();
        manifest.units[0].sealing_keys.push(key);
    });
    assert!(matches!(open(&double_key), Err(DirectoryError::Key(_))));
}

#[test]
fn a_unit_key_of_small_order_is_refused_by_builder_and_reader() {
    let low = Bytes32([0; 32]);
    let change = |manifest: &mut Manifest| {
        manifest.units[0].sealing_keys[0].public = low;
        manifest.units[0].sealing_keys[0].id = envelope::key_id(low);
    };
    assert_eq!(open(&with_manifest(change)).unwrap_err(), DirectoryError::Key(envelope::key_id(low)));
    let mut manifest = social().manifest();
    change(&mut manifest);
    assert!(make_manifest(&manifest, &social().signer).is_err());
}

#[test]
fn times_out_of_order_are_refused() {
    let registration = with_manifest(|manifest| manifest.units[0].sealing_keys[0].open_until = now());
    assert!(matches!(open(&registration), Err(DirectoryError::KeyTimes(_))));
    let mut set = social().key_set();
    set.service_keys[0].valid_until = set.service_keys[0].valid_from;
    assert!(matches!(make_key_set(&set, &social().root), Err(DirectoryError::KeyTimes(_))));
    set.service_keys.clear();
    assert_eq!(make_key_set(&set, &social().root), Err(DirectoryError::Empty));
}

#[test]
fn unit_keys_seal_for_thirty_days_and_the_newest_is_taken() {
    let social = social();
    let sealing_id = |trusted: &TrustedAgency, moment| trusted.sealing_key(&social.unit(), moment).map(|key| key.id().clone());
    let trusted = social.trusted();
    assert_eq!(sealing_id(&trusted, now() + days(28)), Some(social.unit_key.id().clone()));
    assert_eq!(sealing_id(&trusted, now() + days(29)), None);
    assert_eq!(sealing_id(&trusted, now() - days(2)), None);
    assert!(!trusted.may_seal_to(&social.unit(), social.unit_key.id(), now() + days(29)));
    assert!(trusted.sealing_key(&town::police().unit(), now()).is_none());

    let newer = UnitKey::from_seed(&[77; 32]);
    let registration = with_manifest(|manifest| manifest.units[0].sealing_keys.push(directory::sealing_key_entry(&newer, now())));
    let trusted = open(&registration).unwrap();
    assert_eq!(sealing_id(&trusted, now()), Some(newer.id().clone()));
    assert!(trusted.may_seal_to(&social.unit(), social.unit_key.id(), now()), "sealed a moment before the newer one was known");
}
