//! Values kept with a draft, a permission or a clearance: sealed with the key of the case, bound to owner and place.

use store::{Conn, Id};
use wire::{Subject, Value};

use crate::{Casework, db::kept_fields::KeptField, domain::OpenedField, error::CaseError, error::Fault};

/// What a kept value belongs to; bound into its seal, so that none can be read as another's.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Owner {
    Draft(Id),
    Permission(Id),
    Clearance(Id),
}

impl Owner {
    fn label(self, n: u32) -> String {
        match self {
            Self::Draft(id) => format!("handover_draft/{id}/{n}"),
            Self::Permission(id) => format!("permission/{id}/{n}"),
            Self::Clearance(id) => format!("clearance/{id}/{n}"),
        }
    }
}

impl Casework {
    pub(super) fn keep_value(
        &self,
        conn: &mut Conn,
        case: Id,
        owner: Owner,
        n: u32,
        subject: Option<Subject>,
        value: &Value,
    ) -> Result<KeptField, CaseError> {
        let plain = value.to_canonical().map_err(|error| Fault::because("a value could not be written", error))?;
        let sealed = self.seal_for_case(conn, case, &owner.label(n), &zeroize::Zeroizing::new(plain))?;
        Ok(KeptField { n, category: value.category(), subject, sealed })
    }

    pub(super) fn open_kept(&self, conn: &mut Conn, case: Id, owner: Owner, kept: Vec<KeptField>) -> Result<Vec<OpenedField>, CaseError> {
        kept.into_iter()
            .map(|field| {
                let plain = self.open_for_case(conn, case, &owner.label(field.n), &field.sealed)?;
                let value = Value::from_canonical(field.category, &plain);
                let value = value.map_err(|error| Fault::because("a kept value can't be read", error))?;
                Ok(OpenedField { n: field.n, category: field.category, subject: field.subject, value })
            })
            .collect()
    }
}
