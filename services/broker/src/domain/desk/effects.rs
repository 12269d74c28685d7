//! Carrying out what a step of the protocol asks for.

use ledger::EntryKind;
use protocol::handover::{self, Effect, HandoverEvent, LogKind, Party, Step};
use store::Hash32;
use wire::{Envelope, HandoverId, NoticeKind, ProblemCode};

use super::Desk;
use crate::domain::{Refusal, disclosure::next_due, entry};

/// What the entry of a step says beside its kind.
#[derive(Default)]
pub(super) struct About<'a> {
    /// A code such as the state a receipt reports.
    pub detail: Option<&'a str>,
    /// SHA-256 of what the entry is about; the offer when nothing else is named.
    pub object: Option<Hash32>,
    /// The receipt that the sender is told of.
    pub receipt: Option<&'a Envelope>,
}

impl Desk<'_> {
    /// Takes a handover that lies on the desk one step further.
    pub(super) fn advance(&mut self, id: HandoverId, event: &HandoverEvent) -> Result<Advanced, Refusal> {
        self.advance_about(id, event, &About::default())
    }

    /// The same, with something to say.
    pub(super) fn advance_about(&mut self, id: HandoverId, event: &HandoverEvent, about: &About<'_>) -> Result<Advanced, Refusal> {
        let disclosure = &self.laid.disclosures.get(&id).ok_or(ProblemCode::NotFound)?.value;
        let step = handover::step(&disclosure.state, event, self.now, &self.rules.limits).map_err(|refused| refused.problem())?;
        if step.repeated {
            return Ok(Advanced { repeated: true, index: None });
        }
        let index = self.log_step(id, &step, about)?;
        self.settle(id, step, about.receipt);
        Ok(Advanced { repeated: false, index })
    }

    /// Entries first: what the ledger refuses changes nothing.
    fn log_step(&mut self, id: HandoverId, step: &Step, about: &About<'_>) -> Result<Option<u64>, Refusal> {
        let disclosure = &self.laid.disclosures[&id].value;
        let Some(kind) = step.effects.iter().find_map(logged) else { return Ok(None) };
        let object = about.object.unwrap_or(disclosure.payload_hash);
        let entry = entry::later(kind, disclosure, about.detail, object, self.now)?;
        Ok(Some(self.log.append(&entry)))
    }

    /// State, notices, pages and the end of the sealed bytes.
    pub(super) fn settle(&mut self, id: HandoverId, step: Step, receipt: Option<&Envelope>) {
        let Some(held) = self.laid.disclosures.get_mut(&id) else { return };
        let disclosure = held.touch();
        disclosure.due_at = next_due(&step.state, &self.rules.limits);
        disclosure.state = step.state;
        for effect in step.effects {
            match effect {
                Effect::Log(_) => {}
                Effect::Notify { who, kind } => {
                    let whom = if who == Party::Sender { &disclosure.from } else { &disclosure.to };
                    let mut notice = disclosure.notice(who, kind, self.now);
                    notice.receipt = receipt.filter(|_| kind == NoticeKind::Receipt).cloned();
                    self.done.notices.push((whom.clone(), notice));
                }
                Effect::Page(whom) => self.done.pages.push((id, whom)),
                Effect::DestroyCiphertext => disclosure.sealed = false,
            }
        }
    }
}

/// How far a handover came.
pub(super) struct Advanced {
    /// Nothing was new.
    pub repeated: bool,
    /// Where the step is in the log, when it has an entry.
    pub index: Option<u64>,
}

fn logged(effect: &Effect) -> Option<EntryKind> {
    let Effect::Log(kind) = effect else { return None };
    Some(match kind {
        LogKind::OfferReleased => EntryKind::OfferReleased,
        LogKind::OfferRefused => EntryKind::OfferRefused,
        LogKind::ParcelFetched => EntryKind::ParcelFetched,
        LogKind::Receipt => EntryKind::Receipt,
        LogKind::Expired => EntryKind::Expired,
        LogKind::Recalled => EntryKind::Recalled,
    })
}
