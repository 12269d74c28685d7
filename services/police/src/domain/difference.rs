//! What is different from what was handed over before, without keeping the values that were sent.

use casework::Row;
use serde::{Deserialize, Serialize};
use store::Hash32;
use wire::{Category, SubjectRole, Value, codes};

codes!(
    /// How a field compares with what was handed over.
    Change, "change since the last handover" {
        /// Not handed over before.
        New = "new",
        /// Handed over with another value.
        Changed = "changed",
        /// Handed over as it is.
        Same = "same",
        /// Handed over, and not recorded any more.
        Gone = "gone",
    }
);

/// A field as it was handed over or stands now: what it is, and the beginning of a digest of its value. It never leaves
/// the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Category.
    pub category: Category,
    /// About whom.
    pub role: Option<SubjectRole>,
    /// 16 hexadecimal digits.
    pub digest: String,
}

impl Trace {
    /// The trace of a row of a preview.
    pub fn of(row: &Row) -> Self {
        let role = row.subject.map(|subject| subject.role);
        Self { category: row.category, role, digest: digest(&row.value) }
    }

    fn is_of(&self, other: &Self) -> bool {
        self.category == other.category && self.role == other.role
    }
}

/// The beginning of a digest of a value: 16 hexadecimal digits.
pub fn digest(value: &Value) -> String {
    Hash32::of(&value.to_canonical().unwrap_or_default()).to_string().chars().take(16).collect()
}

/// Lays what is sent now over what was sent before.
pub fn keep(sent: &mut Vec<Trace>, now: Vec<Trace>) {
    sent.retain(|old| !now.iter().any(|new| new.is_of(old)));
    sent.extend(now);
}

/// Compares what was sent with what would go and what is known now, in the order of `goes`, what is gone last.
pub fn differences(sent: &[Trace], goes: &[Trace], known: &[Trace]) -> Vec<(Trace, Change)> {
    let was = |now: &Trace| sent.iter().find(|old| old.is_of(now));
    let change = |now: &Trace| match was(now) {
        None => Change::New,
        Some(old) if old.digest == now.digest => Change::Same,
        Some(_) => Change::Changed,
    };
    let others = known.iter().filter(|now| was(now).is_some() && !goes.iter().any(|goes| goes.is_of(now)));
    let standing = goes.iter().chain(others).map(|now| (now.clone(), change(now)));
    let gone = sent.iter().filter(|old| !goes.iter().chain(known).any(|now| now.is_of(old))).map(|old| (old.clone(), Change::Gone));
    standing.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(category: Category, digest: &str) -> Trace {
        Trace { category, role: None, digest: digest.to_owned() }
    }

    #[test]
    fn every_kind_of_change_is_told_and_what_was_never_sent_and_stays_is_none() {
        use Category as C;
        let sent = [trace(C::Identity, "a"), trace(C::SafeContact, "b"), trace(C::Incident, "c")];
        let goes = [trace(C::AcuteNeeds, "d")];
        let known = [trace(C::Identity, "a"), trace(C::SafeContact, "x"), trace(C::Weapons, "e")];
        let told: Vec<(Category, Change)> =
            differences(&sent, &goes, &known).into_iter().map(|(trace, change)| (trace.category, change)).collect();
        let expected =
            [(C::AcuteNeeds, Change::New), (C::Identity, Change::Same), (C::SafeContact, Change::Changed), (C::Incident, Change::Gone)];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_sent_anew_takes_the_place_of_the_old() {
        let mut sent = vec![trace(Category::Identity, "a"), trace(Category::Incident, "c")];
        keep(&mut sent, vec![trace(Category::Identity, "b")]);
        assert_eq!(sent, [trace(Category::Incident, "c"), trace(Category::Identity, "b")]);
    }
}
