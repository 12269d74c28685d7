//! Why a member of staff works on a call-out.

use wire::codes;

codes!(
    /// The relation to a call-out. Who has none says one before the call-out opens, and it is kept.
    Relation, "relation to a call-out" {
        /// Began it.
        Started = "started",
        /// In the same patrol.
        SamePatrol = "same_patrol",
        /// Took it over from the one who began it.
        TookOver = "took_over",
        /// Krimjour, with the suspect in custody.
        CustodyDuty = "custody_duty",
        /// Leads the investigation.
        LeadsInvestigation = "leads_investigation",
    }
);

impl Relation {
    /// What a person may say. To have begun it is a fact, no answer.
    pub fn may_be_said(self) -> bool {
        self != Self::Started
    }
}
