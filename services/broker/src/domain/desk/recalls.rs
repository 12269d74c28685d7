//! Recalls: whichever of recall and fetch is judged first wins.

use protocol::handover::HandoverEvent;
use wire::ProblemCode;

use super::{Desk, Held, effects::About};
use crate::domain::{
    Refusal, entry,
    operation::{Judged, Outcome},
    recall::{NewRecall, StoredRecall},
};

impl Desk<'_> {
    pub(super) fn recall(&mut self, new: &NewRecall) -> Judged {
        let recall = &new.recall;
        let known = self.laid.recalls.get(&recall.handover).filter(|held| held.value.from == recall.from);
        if let Some(held) = known {
            let same = held.value.payload_hash == new.payload_hash;
            return if same { Ok(Outcome::Logged(held.value.log_index)) } else { Err(ProblemCode::OtherBytes.into()) };
        }
        let log_index = match self.laid.disclosures.get(&recall.handover) {
            // Another agency's handover sounds the same as none of ours.
            Some(held) if held.value.from != recall.from => return Err(ProblemCode::NotFound.into()),
            Some(held) => {
                let decided = held.value.decided_index;
                match self.take_back(new)? {
                    Some(index) => index,
                    // It had ended otherwise before: nothing is to be had, and nothing is written.
                    None => return Ok(Outcome::Logged(decided)),
                }
            }
            // Overtaken by its recall: the offer is refused when it comes.
            None => self.log.append(&entry::early_recall(recall, new.payload_hash, self.now)?),
        };
        let stored = StoredRecall {
            handover: recall.handover,
            from: recall.from.clone(),
            payload_hash: new.payload_hash,
            envelope: envelope::envelope_to_json(&new.envelope),
            log_index,
            recalled_at: self.now,
        };
        self.laid.recalls.insert(recall.handover, Held::new(stored));
        Ok(Outcome::Logged(log_index))
    }

    fn take_back(&mut self, new: &NewRecall) -> Result<Option<u64>, Refusal> {
        let about = About { object: Some(new.payload_hash), ..About::default() };
        Ok(self.advance_about(new.recall.handover, &HandoverEvent::Recall, &about)?.index)
    }
}
