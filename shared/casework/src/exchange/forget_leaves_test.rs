//! What opens old leaves goes, in parts; the leaves themselves stay.

use ledger::{Commitment, EntryFields, EntryKind, Hash, LogTime, Salt};

use super::*;
use crate::db::followed_leaves::FollowedLeaf;

const ORIGIN: &str = "log.example/1";
/// Two parts and a half.
const LEAVES: u64 = 1250;

fn day(n: u64) -> Timestamp {
    let begun: Timestamp = "2026-11-22T20:15:00Z".parse().unwrap();
    begun + SignedDuration::from_hours(i64::try_from(n).unwrap() * 24)
}

/// One a day; every tenth is not this agency's, and was never open here.
fn leaf(index: u64) -> FollowedLeaf {
    let fields = EntryFields {
        kind: EntryKind::Receipt,
        at: LogTime::from(day(index)),
        handover: None,
        parties: vec!["polisen-exempelstad".to_owned()],
        from_unit: None,
        to_unit: None,
        purpose: None,
        roles: Vec::new(),
        categories: Vec::new(),
        rules: Vec::new(),
        edition: None,
        consents: Vec::new(),
        sequence: None,
        detail: None,
        object_hash: Hash::of_object(&index.to_be_bytes()),
    };
    let (entry, salt) = (Entry::new(fields).unwrap(), Salt::from_bytes([7; 32]));
    let opened = (!index.is_multiple_of(10)).then(|| (serde_json::to_vec(&entry).unwrap(), [7; 32]));
    FollowedLeaf { index, commitment: Commitment::to(&entry, &salt), opened }
}

async fn what_opens_old_leaves_goes_and_the_leaves_stay(db: Db) {
    let leaves: Vec<FollowedLeaf> = (0..LEAVES).map(leaf).collect();
    let kept = leaves.clone();
    db.write("test_keep", move |conn| followed_leaves::keep(conn, ORIGIN, &kept)).await.unwrap();
    assert_eq!(forget_older(&db, "log.example/other", day(LEAVES)).await.unwrap(), 0, "another log's are not touched");
    assert_eq!(forget_older(&db, ORIGIN, day(0)).await.unwrap(), 0, "nothing is so old");

    let young = LEAVES - 20;
    assert_eq!(forget_older(&db, ORIGIN, day(young)).await.unwrap(), young - young / 10, "without those that never were open");
    let after = db.read(|conn| followed_leaves::between(conn, ORIGIN, 0, LEAVES)).await.unwrap();
    let expected = leaves.into_iter().map(|leaf| FollowedLeaf { opened: leaf.opened.filter(|_| leaf.index >= young), ..leaf });
    assert_eq!(after, expected.collect::<Vec<_>>());
    assert_eq!(forget_older(&db, ORIGIN, day(young)).await.unwrap(), 0, "a second look finds nothing");
}

store::test_on_both!(crate::testing::schema(), what_opens_old_leaves_goes_and_the_leaves_stay);
