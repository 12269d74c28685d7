//! From whom something came to a unit, and about whom: no value is opened, so that nobody has looked at anything.

use store::Conn;
use wire::{AgencyKind, Category, SubjectRole, UnitAddress};

use super::{Tie, contacts::received};
use crate::{
    Casework,
    db::{cases::Case, sealed_fields},
    domain::Staff,
};

/// One handover that came with a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameWith {
    /// Who sent it.
    pub from: UnitAddress,
    /// Kind of the agency that did.
    pub sender: AgencyKind,
    /// In which roles of the case those are whom the category is about.
    pub about: Vec<SubjectRole>,
}

impl Casework {
    /// What came to the person's unit in a case with this category and stands, the oldest first. Another unit's, what was declined
    /// and what has lost its consent are not among it, nor what came from an agency that the directory does not know any more.
    ///
    /// # Errors
    /// [`store::Error`].
    pub fn came_with(&self, conn: &mut Conn, case: &Case, category: Category, who: (&Staff, Tie)) -> store::Result<Vec<CameWith>> {
        let mut came = Vec::new();
        for handover in received(conn, case, who)?.into_iter().filter(|one| one.categories.contains(&category)) {
            let Some(sender) = self.directory().agency(&handover.from.agency).map(envelope::TrustedAgency::kind) else { continue };
            let fields = sealed_fields::of_handover(conn, handover.id)?.into_iter().filter(|field| field.category == category);
            let about = fields.filter_map(|field| field.subject.map(|subject| subject.role)).collect();
            came.push(CameWith { from: handover.from, sender, about });
        }
        Ok(came)
    }
}
