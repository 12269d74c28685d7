//! A case with its data key, its persons, and values at rest under its key.

use jiff::Timestamp;
use store::{
    Conn, Id,
    at_rest::{CaseKey, Nonce},
};
use wire::{AgencyId, CaseCode, StaffRef, Subject, SubjectId, SubjectRole};
use zeroize::Zeroizing;

use crate::{
    Casework,
    db::{
        cases::{self, Case},
        subjects,
    },
    domain::code_of_month,
    error::{CaseError, Fault},
};

/// Draws of a code before giving up: with 279 841 codes a month this ends in practice at the first.
const DRAWS: u32 = 50;

impl Casework {
    /// Opens a case of this agency under a code of this month that it has not used.
    ///
    /// # Errors
    /// [`CaseError::NoCodeLeft`]; those of the database.
    pub fn open_own_case(&self, conn: &mut Conn, now: Timestamp) -> Result<Case, CaseError> {
        for _ in 0..DRAWS {
            let draw = u32::from_be_bytes(random()?);
            let code = code_of_month(draw, now).map_err(|error| Fault::because("a case code could not be made", error))?;
            // The constraint decides: another desk may draw the same at this moment.
            if let Some(case) = self.new_case(conn, code, &self.0.config.id, now)? {
                return Ok(case);
            }
        }
        Err(CaseError::NoCodeLeft)
    }

    /// The case of that agency and code, made with a data key of its own when it is new.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_case(&self, conn: &mut Conn, code: CaseCode, opened_by: &AgencyId, now: Timestamp) -> Result<Case, CaseError> {
        if let Some(case) = cases::by_code(conn, &code, opened_by)? {
            return Ok(case);
        }
        if let Some(case) = self.new_case(conn, code, opened_by, now)? {
            return Ok(case);
        }
        let found = cases::by_code(conn, &code, opened_by)?;
        found.ok_or_else(|| CaseError::Store(store::ErrorKind::NotFound.into()))
    }

    fn new_case(&self, conn: &mut Conn, code: CaseCode, opened_by: &AgencyId, now: Timestamp) -> Result<Option<Case>, CaseError> {
        let case = Case { id: Id::generate(now), code, opened_by: opened_by.clone(), opened_at: now };
        let key = CaseKey::from_random(random()?);
        let wrapped = self.0.keyring.key_encryption.wrap(&key, case.id.as_bytes(), Nonce::from_random(random()?));
        Ok(cases::insert(conn, &case, &wrapped)?.then_some(case))
    }

    /// Adds a person to a case under a fresh random id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn add_subject(&self, conn: &mut Conn, case: &Case, role: SubjectRole, now: Timestamp) -> Result<Subject, CaseError> {
        let id = uuid::Builder::from_random_bytes(random()?).into_uuid();
        let subject = Subject { id: SubjectId(id), role };
        subjects::insert(conn, case.id, subject, now)?;
        Ok(subject)
    }

    /// The first person of that role in a case, added when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn subject(&self, conn: &mut Conn, case: &Case, role: SubjectRole, now: Timestamp) -> Result<Subject, CaseError> {
        let known = subjects::of_case(conn, case.id)?.into_iter().find(|subject| subject.role == role);
        known.map_or_else(|| self.add_subject(conn, case, role, now), Ok)
    }

    /// Seals bytes with the key of a case. `label` says what they are, such as `call_out/draft`, and is bound in.
    ///
    /// # Errors
    /// Those of the database; a fault when the key can't be unwrapped.
    pub fn seal_for_case(&self, conn: &mut Conn, case: Id, label: &str, plaintext: &[u8]) -> Result<Vec<u8>, CaseError> {
        let key = self.case_key(conn, case)?;
        Ok(key.seal(plaintext, &bound(case, label), Nonce::from_random(random()?)))
    }

    /// Opens what [`Casework::seal_for_case`] sealed for the same case and label.
    ///
    /// # Errors
    /// Those of the database; a fault when it does not open.
    pub fn open_for_case(&self, conn: &mut Conn, case: Id, label: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CaseError> {
        let key = self.case_key(conn, case)?;
        key.open(sealed, &bound(case, label)).map_err(|error| Fault::because("what is kept does not open", error).into())
    }

    /// The name of a member of staff in messages of this case: the broker and the other agency can't link two cases by it.
    /// The mark of a telephone number at this agency: kept beside a case, it finds the case again by the number and says nothing else.
    pub fn mark_of_number(&self, number: &wire::value::PhoneNumber) -> store::Hash32 {
        self.0.keyring.numbers.mark(number)
    }

    pub(crate) fn staff_name(&self, case: Id, staff: &StaffRef) -> Result<StaffRef, Fault> {
        self.0.keyring.staff.name_in(case, staff).ok_or_else(|| Fault::of("a name of a member of staff could not be made"))
    }

    pub(crate) fn case_key(&self, conn: &mut Conn, case: Id) -> Result<CaseKey, CaseError> {
        let wrapped = cases::wrapped_key(conn, case)?;
        let key = self.0.keyring.key_encryption.unwrap(&wrapped, case.as_bytes());
        key.map_err(|error| Fault::because("the key of the case does not unwrap", error).into())
    }
}

/// Case and label, without a way to read one as part of the other: the id has a fixed length.
pub(crate) fn bound(case: Id, label: &str) -> Vec<u8> {
    [case.as_bytes().as_slice(), label.as_bytes()].concat()
}

/// Bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Fault::because("the operating system gives no random bytes", error))?;
    Ok(bytes)
}
