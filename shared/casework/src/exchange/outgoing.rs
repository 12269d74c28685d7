//! A reference to signed bytes in their own table.

use serde::{Deserialize, Serialize};
use store::Id;
use uuid::Uuid;
use wire::{ConsentId, HandoverId, ReceiptId};

/// What is to be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outgoing {
    /// An offer, with the consents it rests on before it.
    Offer(HandoverId),
    /// A receipt.
    Receipt(ReceiptId),
    /// A recall of a handover.
    Recall(HandoverId),
    /// A withdrawal of consent.
    Withdrawal(ConsentId),
    /// A consent before anything is sent under it.
    Consent(ConsentId),
    /// A withdrawal by the code of a card, by the row of who typed it.
    CodeWithdrawal(Id),
}

/// What a transaction of this process is about to commit, and the trace it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Hint {
    pub outgoing: Outgoing,
    pub trace_parent: Option<String>,
}

impl Outgoing {
    /// The payload of a queue message: `{"offer":"…"}`.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let (kind, id): (_, Uuid) = match self {
            Self::Offer(id) => ("offer", id.0),
            Self::Receipt(id) => ("receipt", id.0),
            Self::Recall(id) => ("recall", id.0),
            Self::Withdrawal(id) => ("withdrawal", id.0),
            Self::Consent(id) => ("consent", id.0),
            Self::CodeWithdrawal(id) => ("code_withdrawal", id.into()),
        };
        format!("{{\"{kind}\":\"{id}\"}}").into_bytes()
    }

    /// Reads what [`Outgoing::to_bytes`] wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_back() {
        let id = "0199aa00-0000-7000-8000-000000000001";
        for outgoing in [
            Outgoing::Offer(id.parse().unwrap()),
            Outgoing::Receipt(ReceiptId(id.parse().unwrap())),
            Outgoing::Recall(id.parse().unwrap()),
            Outgoing::Withdrawal(id.parse().unwrap()),
            Outgoing::Consent(id.parse().unwrap()),
            Outgoing::CodeWithdrawal(id.parse().unwrap()),
        ] {
            assert_eq!(Outgoing::from_bytes(&outgoing.to_bytes()), Some(outgoing));
        }
        assert_eq!(Outgoing::from_bytes(b"{}"), None);
    }
}
