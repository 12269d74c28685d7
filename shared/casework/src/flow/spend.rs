//! What was decided and cleared for one message is used up when it is sent: the next message is another decision.

use jiff::Timestamp;
use rulebook::{FactSet, Verdict};
use store::Conn;
use wire::{Draft, FactCode};

use super::{
    SentHandover,
    decided_facts::{Decided, is_among},
};
use crate::{
    Casework,
    db::{cases::Case, clearances, permissions},
    domain::{ClearanceId, DraftId, PermissionId, PermissionState, PreviewDigest, Staff, form_facts},
    error::SendProblem,
};

/// What a sending rests on.
#[derive(Default)]
struct Used {
    permissions: Vec<PermissionId>,
    clearances: Vec<ClearanceId>,
}

impl Casework {
    /// Sends, and notes what it used.
    #[allow(clippy::too_many_arguments, reason = "the public forms have fewer")]
    pub(super) fn send_decided(
        &self,
        conn: &mut Conn,
        case: &Case,
        draft: &Draft,
        staff: &Staff,
        shown: &PreviewDigest,
        of: Option<DraftId>,
        now: Timestamp,
    ) -> Result<Vec<SentHandover>, SendProblem> {
        let used = self.used(conn, case, draft, of, now)?;
        let sent = self.send_shown(conn, case, draft, staff, shown, now)?;
        for permission in used.permissions {
            permissions::spend(conn, permission, now)?;
        }
        for clearance in used.clearances {
            clearances::spend(conn, clearance)?;
        }
        Ok(sent)
    }

    fn used(&self, conn: &mut Conn, case: &Case, draft: &Draft, of: Option<DraftId>, now: Timestamp) -> Result<Used, SendProblem> {
        let mut permissions = self.permissions_for(conn, case.id, draft, of, now)?;
        permissions.retain(|decided| decided.permission.allowed && decided.permission.state == PermissionState::Standing);
        let cleared = self.cleared_for(conn, case.id, draft, of)?;
        if permissions.is_empty() && cleared.is_empty() {
            return Ok(Used::default());
        }
        let decision = self.judged(conn, draft, now)?;
        let mut used = Used::default();
        for (judged, field) in decision.fields().iter().zip(&draft.fields) {
            let Verdict::Disclose(disclosure) = &judged.verdict else { continue };
            let asked: Vec<FactSet> =
                disclosure.covers().map(|cover| form_facts(cover.facts.iter())).filter(|facts| !facts.is_empty()).collect();
            let rested_on = |decided: &&Decided| {
                is_among(field, &decided.fields) && asked.iter().any(|facts| decided.permission.fact_set().includes(*facts))
            };
            used.permissions.extend(permissions.iter().filter(rested_on).map(|decided| decided.permission.id));
            if disclosure.covers().any(|cover| cover.facts.contains(FactCode::LeadHasCleared)) {
                let by_lead = cleared.iter().filter(|asked| is_among(field, &asked.fields));
                used.clearances.extend(by_lead.map(|asked| asked.clearance.id));
            }
        }
        Ok(used)
    }
}
