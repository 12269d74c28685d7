//! Opening what is kept of a handover: every view leaves an entry in the same transaction.

use jiff::Timestamp;
use store::{
    Conn, Id,
    at_rest::{CaseKey, Nonce},
};
use wire::{Bytes32, Category, HandoverId, Value};

use super::{
    need_to_know::is_shut,
    open_case::{bound, random},
};
use crate::{
    Casework,
    db::{
        access_entries,
        handovers::{self, Handover},
        sealed_fields,
    },
    domain::{OpenedField, Staff, ViewPurpose},
    error::{AnswerProblem, Fault},
};

/// The mark of a kept value without a salt, and of one with.
const PLAIN: u8 = 0;
const SALTED: u8 = 1;

/// A value as it is kept: a received one with the salt of its commitment, so that an auditor can check it.
pub(crate) struct Kept<'a> {
    pub(crate) value: &'a Value,
    pub(crate) salt: Option<Bytes32>,
}

impl Casework {
    /// The fields of a handover, sent or received, for a person who may see them; none when nobody sees them any more, after
    /// it was declined or the consent it came by taken back. Writes who saw what and why.
    ///
    /// # Errors
    /// [`AnswerProblem::NotFound`]; those of the database; a fault when a value does not open.
    pub fn open_fields(
        &self,
        conn: &mut Conn,
        handover: HandoverId,
        staff: &Staff,
        purpose: ViewPurpose,
        now: Timestamp,
    ) -> Result<Vec<OpenedField>, AnswerProblem> {
        let found = handovers::find(conn, handover)?.ok_or(AnswerProblem::NotFound)?;
        if is_shut(conn, &found)? {
            return Ok(Vec::new());
        }
        // The entry first: without it there is no view.
        access_entries::insert(conn, found.case, Some(handover), staff, purpose, &found.categories, now)?;
        self.read_fields(conn, &found, |_| true)
    }

    /// The same without an entry: for categories that are about nobody, and for views whose entry is already written.
    pub(crate) fn read_fields(
        &self,
        conn: &mut Conn,
        found: &Handover,
        wanted: impl Fn(Category) -> bool,
    ) -> Result<Vec<OpenedField>, AnswerProblem> {
        let handover = found.id;
        let key = self.case_key(conn, found.case)?;
        let fields = sealed_fields::of_handover(conn, handover)?.into_iter().filter(|field| wanted(field.category));
        let open = |field: sealed_fields::SealedField| {
            let label = label(handover, field.n);
            let plain = key.open(&field.sealed, &bound(found.case, &label));
            let plain = plain.map_err(|error| Fault::because("a kept value does not open", error))?;
            let value = read_kept(&plain).and_then(|bytes| Value::from_canonical(field.category, bytes).ok());
            let value = value.ok_or_else(|| Fault::of("a kept value can't be read"))?;
            Ok(OpenedField { n: field.n, category: field.category, subject: field.subject, value })
        };
        fields.map(open).collect()
    }
}

/// Seals a value with the key of its case, bound to handover and place.
pub(crate) fn seal_value(key: &CaseKey, case: Id, handover: HandoverId, n: u32, kept: &Kept<'_>) -> Result<Vec<u8>, Fault> {
    let value = kept.value.to_canonical().map_err(|error| Fault::because("a value could not be written", error))?;
    let plain = match kept.salt {
        Some(salt) => [&[SALTED], salt.0.as_slice(), &value].concat(),
        None => [&[PLAIN], value.as_slice()].concat(),
    };
    let plain = zeroize::Zeroizing::new(plain);
    Ok(key.seal(&plain, &bound(case, &label(handover, n)), Nonce::from_random(random()?)))
}

fn label(handover: HandoverId, n: u32) -> String {
    format!("handover/{handover}/{n}")
}

fn read_kept(plain: &[u8]) -> Option<&[u8]> {
    match plain.split_first()? {
        (&PLAIN, value) => Some(value),
        (&SALTED, rest) => rest.get(32..),
        _ => None,
    }
}
