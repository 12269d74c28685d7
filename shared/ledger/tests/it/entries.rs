//! Entries and their commitments.

use ledger::entry::EntryError;
use ledger::{Commitment, Entry, EntryFields, EntryKind, Hash, Salt};

use crate::town::{entry, release};

#[test]
fn the_canonical_form_never_changes() {
    let canonical = String::from_utf8(entry().canonical()).unwrap();
    assert_eq!(canonical, include_str!("../vectors/entry.json").trim_end());
    let read: Entry = serde_json::from_str(&canonical).unwrap();
    assert_eq!(read, entry());
    assert_eq!(
        serde_json::to_vec(&read).map(|json| serde_json::from_slice::<Entry>(&json).unwrap().canonical()).unwrap(),
        canonical.as_bytes()
    );
}

#[test]
fn the_commitment_is_the_one_computed_elsewhere() {
    // python3: hmac.new(b"\x07" * 32, b"stafett/entry/v1\0" + entry.json, "sha256"), and sha256(b"\0" + that)
    let commitment = Commitment::to(&entry(), &Salt::from_bytes([7; 32]));
    let expected = include_str!("../vectors/entry.commitment");
    assert_eq!(format!("{} {}", commitment.to_base64(), commitment.leaf()), expected.trim_end());
}

#[test]
fn another_salt_or_another_word_is_another_commitment() {
    let salt = Salt::from_bytes([7; 32]);
    let commitment = Commitment::to(&entry(), &salt);
    assert_ne!(Commitment::to(&entry(), &Salt::from_bytes([8; 32])), commitment);
    let changes: [fn(&mut EntryFields); 9] = [
        |fields| fields.kind = EntryKind::ParcelFetched,
        |fields| fields.handover = None,
        |fields| fields.parties.reverse(),
        |fields| fields.to_unit = fields.from_unit.clone(),
        |fields| drop(fields.categories.pop()),
        |fields| fields.consents.clear(),
        |fields| fields.sequence = Some(7),
        |fields| fields.detail = Some("received".to_owned()),
        |fields| fields.object_hash = Hash::of_object(b"other"),
    ];
    for change in changes {
        let mut fields = release();
        change(&mut fields);
        assert_ne!(Commitment::to(&Entry::new(fields).unwrap(), &salt), commitment);
    }
}

#[test]
fn prose_and_persons_stay_out() {
    let with = |change: fn(&mut EntryFields)| {
        let mut fields = release();
        change(&mut fields);
        Entry::new(fields).err()
    };
    assert_eq!(with(|fields| fields.detail = Some("Hon är rädd".to_owned())), Some(EntryError::NotACode { field: "detail" }));
    assert_eq!(with(|fields| fields.roles.push("19900101-2385".to_owned())), Some(EntryError::LooksPersonal { field: "roles" }));
    assert_eq!(with(|fields| fields.rules = vec!["R".to_owned(); 65]), Some(EntryError::TooMany { field: "rules" }));
    assert_eq!(with(|fields| fields.kind = EntryKind::OfferRefused), Some(EntryError::RefusalShared));
    assert_eq!(
        with(|fields| {
            fields.kind = EntryKind::OfferRefused;
            fields.parties.truncate(1);
        }),
        None
    );
    // The same door when it is read.
    let json = serde_json::to_string(&release()).unwrap().replace("R-01", "two words");
    let refused = serde_json::from_str::<Entry>(&json).unwrap_err().to_string();
    assert!(refused.contains("rules") && !refused.contains("two words"), "{refused}");
    let unknown = serde_json::to_string(&release()).unwrap().replacen('{', r#"{"name":"x","#, 1);
    assert!(serde_json::from_str::<Entry>(&unknown).is_err());
}

#[test]
fn only_parties_read() {
    assert!(entry().is_party("polisen-exempelstad"));
    assert!(!entry().is_party("polisen"));
    assert!(!entry().is_party(""));
}

#[test]
fn kinds_are_spelled_one_way() {
    for kind in EntryKind::ALL {
        assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.code()));
    }
}

#[test]
fn content_and_salt_do_not_print() {
    assert_eq!(format!("{:?}", entry()), "Entry(Entry(offer_released, …))");
    assert_eq!(format!("{:?}", Salt::from_bytes([7; 32])), "…");
}
