//! Cosignatures: checked here, kept by the sequencer, in the order of everything else.

use ledger::checkpoint::{Checkpoint, CosignerKey, SignatureLine};
use wire::{AgencyId, ProblemCode};

use super::{Broker, FlowError, sequencer::note};
use crate::{
    db,
    domain::{Refusal, checkpoint::Cosignature, operation::Operation},
};

/// Takes the caller's cosignatures of a published size.
pub(crate) async fn cosign(broker: &Broker, caller: &AgencyId, size: u64, lines: &[SignatureLine]) -> Result<(), FlowError> {
    let published = broker.db.read(move |conn| db::checkpoints::find(conn, size)).await?;
    let published = published.filter(|published| published.size <= broker.live.published().size).ok_or(ProblemCode::NotFound)?;
    let directory = broker.live.directory();
    let witness = directory.agency(caller).and_then(|member| member.witness()).ok_or(ProblemCode::UnknownKey)?;
    let checkpoint = Checkpoint { origin: broker.signer.key().name().clone(), size, root: published.root };
    let line = verified(witness, &checkpoint, lines).inspect_err(|refusal| note("cosign", Some(refusal)))?;
    let cosignature = Cosignature { size, agency: caller.clone(), line: line.to_string(), cosigned_at: broker.now() };
    broker.sequencer.submit(Operation::Cosign(cosignature)).await.map(drop)
}

/// Every line must be the caller's own and hold; the last counts.
fn verified<'l>(witness: &CosignerKey, checkpoint: &Checkpoint, lines: &'l [SignatureLine]) -> Result<&'l SignatureLine, Refusal> {
    for line in lines {
        witness.verify(checkpoint, line).map_err(|_| ProblemCode::BadSignature)?;
    }
    lines.last().ok_or(ProblemCode::NotCanonical.into())
}
