//! Preview = sent: what was on the page, as a digest.

use sha2::{Digest, Sha256};
use wire::{Bytes32, Draft};

use crate::{Cover, Decision, Judged, Verdict};

/// What is hashed first, so that no other digest of ours can be this one.
const DOMAIN: &[u8] = b"stafett/preview/v1\0";

/// SHA-256 over draft and decision: recipient, purpose, the handover it answers, every value with its verdict, the consents that count and the
/// edition. The facts are not part of it: they count only by the verdicts they lead to. It changes when any of these
/// changes, and not with time alone. It is derived from values and stays inside the agency.
pub fn preview_digest(draft: &Draft, decision: &Decision) -> Bytes32 {
    let mut hash = Sha256::new();
    hash.update(DOMAIN);
    let answers = draft.answers.map(|handover| handover.to_string()).unwrap_or_default();
    let header = [
        answers,
        draft.case_code.to_string(),
        draft.from.unit.to_string(),
        draft.to.board.to_string(),
        draft.to.unit.to_string(),
        draft.purpose.to_string(),
        draft.phase.to_string(),
        draft.urgency.to_string(),
        decision.edition.id.to_string(),
    ];
    header.iter().for_each(|text| part(&mut hash, text.as_bytes()));
    part(&mut hash, &decision.edition.hash.0);
    decision.consents_used().iter().for_each(|id| part(&mut hash, id.0.as_bytes()));
    for (field, judged) in draft.fields.iter().zip(&decision.fields) {
        // A value that has no canonical form can't be sealed either: its category stands for it.
        let value = field.value.to_canonical().unwrap_or_default();
        part(&mut hash, judged.category.code().as_bytes());
        part(&mut hash, field.subject.map_or([0; 16], |id| id.0.into_bytes()).as_slice());
        part(&mut hash, &value);
        verdict(&mut hash, judged);
    }
    Bytes32(hash.finalize().into())
}

/// Length first: two parts never read as another two.
fn part(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

fn verdict(hash: &mut Sha256, judged: &Judged) {
    match &judged.verdict {
        Verdict::Disclose(disclosure) => disclosure.covers().for_each(|cover| part(hash, &spell(cover))),
        Verdict::Withhold { why, .. } => part(hash, why.code().as_bytes()),
    }
}

fn spell(cover: &Cover) -> Vec<u8> {
    let role = cover.role.map_or("nobody", |role| role.code());
    format!("goes {role} {} {}", cover.basis, cover.rule.0).into_bytes()
}
