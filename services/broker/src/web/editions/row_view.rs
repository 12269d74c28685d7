//! Editions and approvals as they stand in lists.

use web::Page;
use wire::SignerRole;

use crate::flow::{
    Broker, ProposalState, Proposer,
    editions::{ApprovalView, EditionSummary},
};

/// An edition in a list.
pub(crate) struct EditionRow {
    /// Id.
    pub id: String,
    /// How far it has come.
    pub state: ProposalState,
    /// The same in words.
    pub state_words: String,
    /// Who brought it and when.
    pub proposed: String,
    /// First day; empty while none is named.
    pub takes_effect: String,
    /// When it came into force and where that is in the log.
    pub activated: Option<(jiff::Timestamp, u64)>,
    /// Who took it back and when.
    pub withdrawn: Option<String>,
    /// Who has signed.
    pub approvals: Vec<ApprovalRow>,
    /// Whether it can't come into force any more.
    pub is_passed_over: bool,
}

/// An approval.
pub(crate) struct ApprovalRow {
    /// Who.
    pub person: String,
    /// What the person answers for.
    pub role: String,
    /// When it was signed.
    pub signed_at: jiff::Timestamp,
    /// The day it names.
    pub takes_effect: String,
    /// The edition it was compared with.
    pub replaces: String,
    /// Whether it counts.
    pub counts: bool,
}

impl EditionRow {
    /// In the reader's language.
    pub(crate) fn of(page: &Page, broker: &Broker, summary: &EditionSummary) -> Self {
        let by = |login: &str, at: &jiff::Timestamp| [("who", name_of(broker, login)), ("day", page.day(at))];
        let withdrawn = summary.withdrawn.as_ref().map(|(login, at)| page.words.with("edition-withdrawn", &by(login, at)));
        Self {
            id: summary.reference.id.to_string(),
            state: summary.state,
            state_words: page.text(&format!("state-{}", summary.state)),
            proposed: proposed(page, broker, summary),
            takes_effect: summary.takes_effect.map(|day| page.date(&day)).unwrap_or_default(),
            activated: summary.activated,
            withdrawn,
            approvals: summary.approvals.iter().map(|approval| ApprovalRow::of(page, approval)).collect(),
            is_passed_over: summary.is_passed_over,
        }
    }
}

impl ApprovalRow {
    fn of(page: &Page, approval: &ApprovalView) -> Self {
        Self {
            person: approval.person.clone(),
            role: role(page, approval.role),
            signed_at: approval.signed_at,
            takes_effect: page.date(&approval.takes_effect),
            replaces: approval.replaces.to_string(),
            counts: approval.counts,
        }
    }
}

/// What a signer answers for, within a sentence.
pub(crate) fn role(page: &Page, role: SignerRole) -> String {
    page.text(&format!("role-{role}")).to_lowercase()
}

/// Who brought it, and when.
fn proposed(page: &Page, broker: &Broker, summary: &EditionSummary) -> String {
    let day = page.day(&summary.proposed_at);
    match &summary.proposed_by {
        Proposer::Shipped => page.words.with("edition-shipped", &[("day", day)]),
        Proposer::Login(login) => page.words.with("edition-proposed", &[("who", name_of(broker, login)), ("day", day)]),
    }
}

/// Name behind a login; the login itself where nobody has it any more.
pub(crate) fn name_of(broker: &Broker, login: &str) -> String {
    let signer = broker.signers.by_login(login).map(|signer| signer.pinned.person.clone());
    let staff = || broker.demo_staff.iter().find(|staff| staff.login == login).map(|staff| staff.name.clone());
    signer.or_else(staff).unwrap_or_else(|| login.to_owned())
}
