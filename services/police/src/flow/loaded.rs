//! A call-out read whole, and written back.

use casework::{Case, Casework, Staff, cases};
use store::{Conn, Id};
use wire::CaseCode;

use super::FlowError;
use crate::{
    db::{
        call_outs::{self, CallOut},
        relations,
    },
    domain::call_out::Content,
};

/// What the sealed content is, bound into its seal.
const LABEL: &str = "call_out/content";

/// A call-out with its case and its content.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The case.
    pub case: Case,
    /// The row.
    pub row: CallOut,
    /// The content.
    pub content: Content,
}

impl Loaded {
    /// Reads the call-out with this code for one who works on it.
    ///
    /// # Errors
    /// [`FlowError::NotFound`] for an unknown code and another unit's alike; [`FlowError::NoRelation`] when this member of
    /// staff has not said why.
    pub fn read(conn: &mut Conn, casework: &Casework, code: &CaseCode, staff: &Staff) -> Result<Self, FlowError> {
        let loaded = Self::follow(conn, casework, code, staff)?;
        match relations::find(conn, loaded.case.id, &staff.reference)? {
            Some(_) => Ok(loaded),
            None => Err(FlowError::NoRelation),
        }
    }

    /// Reads the call-out with this code for a page that shows no person: the unit is enough.
    ///
    /// # Errors
    /// [`FlowError::NotFound`] for an unknown code and another unit's alike.
    pub fn follow(conn: &mut Conn, casework: &Casework, code: &CaseCode, staff: &Staff) -> Result<Self, FlowError> {
        let row = call_outs::of_unit(conn, code, &staff.unit)?.ok_or(FlowError::NotFound)?;
        let case = cases::find(conn, row.case)?.ok_or_else(|| FlowError::Inside("a call-out without a case".to_owned()))?;
        Self::open(conn, casework, case, row)
    }

    /// Reads the call-out of a case for what comes from outside, whichever unit's it is.
    ///
    /// # Errors
    /// Those of the database; a fault when it can't be opened.
    pub fn of_case(conn: &mut Conn, casework: &Casework, case: Id) -> Result<Option<Self>, FlowError> {
        let (Some(row), Some(case)) = (call_outs::of_case(conn, case)?, cases::find(conn, case)?) else { return Ok(None) };
        Self::open(conn, casework, case, row).map(Some)
    }

    pub(super) fn open(conn: &mut Conn, casework: &Casework, case: Case, row: CallOut) -> Result<Self, FlowError> {
        let opened = casework.open_for_case(conn, case.id, LABEL, &row.sealed)?;
        let content = serde_json::from_slice(&opened).map_err(|_| FlowError::Inside("a call-out can't be read back".to_owned()))?;
        Ok(Self { case, row, content })
    }

    /// Writes the content and the row back.
    ///
    /// # Errors
    /// [`FlowError::Meanwhile`] when somebody else wrote since [`Loaded::read`].
    pub fn write(&mut self, conn: &mut Conn, casework: &Casework) -> Result<(), FlowError> {
        self.row.sealed = seal(conn, casework, &self.case, &self.content)?;
        if !call_outs::update(conn, &self.row)? {
            return Err(FlowError::Meanwhile);
        }
        self.row.revision += 1;
        Ok(())
    }
}

/// Seals content with the key of its case.
///
/// # Errors
/// Those of the database.
pub fn seal(conn: &mut Conn, casework: &Casework, case: &Case, content: &Content) -> Result<Vec<u8>, FlowError> {
    let plain = serde_json::to_vec(content).map_err(|_| FlowError::Inside("a call-out can't be written".to_owned()))?;
    Ok(casework.seal_for_case(conn, case.id, LABEL, &plain)?)
}
