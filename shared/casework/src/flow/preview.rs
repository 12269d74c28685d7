//! The preview: judged by the edition and the consents at hand here, also when the broker is down.

use std::sync::Arc;

use jiff::Timestamp;
use rulebook::{Decision, Edition, Moment};
use store::Conn;
use wire::{ConsentGrant, Draft};

use super::known_protection;
use crate::{
    Casework,
    db::{
        consents::{self, ConsentOutcome},
        tombstones,
    },
    domain::{ConsentState, Preview, preview},
    error::SendProblem,
};

/// A judged draft.
pub(super) struct Judged {
    pub(super) draft: Draft,
    pub(super) grants: Vec<ConsentGrant>,
    pub(super) decision: Decision,
    pub(super) edition: Arc<Edition>,
    pub(super) preview: Preview,
}

impl Casework {
    /// What of a draft goes, what stays, and why.
    ///
    /// # Errors
    /// [`SendProblem::Value`] when a value breaks a rule; [`SendProblem::Address`] when the draft is not from this
    /// agency; those of the database.
    pub fn preview(&self, conn: &mut Conn, draft: &Draft, now: Timestamp) -> Result<Preview, SendProblem> {
        self.judge(conn, draft, now).map(|judged| judged.preview)
    }

    pub(super) fn judge(&self, conn: &mut Conn, draft: &Draft, now: Timestamp) -> Result<Judged, SendProblem> {
        let config = &self.0.config;
        let own = draft.from.agency == config.id && draft.from_kind == config.kind && draft.to.agency != config.id;
        if !own || !draft.from.is_consistent() || !draft.to.is_consistent() {
            return Err(SendProblem::Address);
        }
        draft.inspect()?;
        known_protection::inspect_draft(conn, draft)?;
        let grants = usable_grants(conn, draft)?;
        let edition = self.edition();
        let decision = rulebook::decide(draft.outline(), &grants, &edition, Moment::in_sweden(now));
        let decision = rulebook::hold_corrections(draft, decision);
        let preview = preview(draft, &decision, &edition);
        Ok(Judged { draft: draft.clone(), grants, decision, edition, preview })
    }
}

/// The grants a draft refers to that were not taken back. Time and circumstance are the rule book's to judge.
pub(super) fn usable_grants(conn: &mut Conn, draft: &Draft) -> store::Result<Vec<ConsentGrant>> {
    let withdrawn = tombstones::among(conn, &draft.consents)?;
    let mut grants = Vec::new();
    for id in draft.consents.iter().filter(|id| !withdrawn.contains(id)) {
        let record = consents::find(conn, *id)?;
        let in_force = |state| matches!(state, ConsentState::Recorded | ConsentState::Registered);
        if let Some(record) = record.filter(|record| in_force(record.state))
            && let ConsentOutcome::Given(grant) = record.outcome
        {
            grants.push(*grant);
        }
    }
    Ok(grants)
}
