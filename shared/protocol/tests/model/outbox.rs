//! Messages of an agency that wait for the broker's answer, moved by `protocol::delivery`.
//!
//! Stands for `shared/casework/src/exchange/{courier,settle}.rs` and the queue in `shared/store`. The pauses between
//! attempts are seconds and the clocks of the town minutes: a pause passes without the town's clock.

use protocol::{
    ClockLimits,
    delivery::{DeliveryEvent, DeliveryState, Jitter, step},
};
use wire::{DeclineReason, ProblemCode, ReceiptState, RejectCode, StaffRole};

use crate::setting::{start, unit};

/// What a recipient answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reply {
    Received,
    Withdrawn,
    BadSeal,
    Acknowledged,
    TakenOver,
    Declined,
}

impl Reply {
    /// As it stands in a receipt.
    pub fn state(self) -> ReceiptState {
        match self {
            Self::Received => ReceiptState::Received,
            Self::Withdrawn => ReceiptState::Rejected { code: RejectCode::ConsentWithdrawn },
            Self::BadSeal => ReceiptState::Rejected { code: RejectCode::BadSeal },
            Self::Acknowledged => ReceiptState::Acknowledged { role: StaffRole::DutyWorker },
            Self::TakenOver => ReceiptState::TakenOver { unit: unit() },
            Self::Declined => ReceiptState::Declined { reason: DeclineReason::NotResponsible },
        }
    }
}

/// What an agency posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    Offer(u8),
    Recall(u8),
    Withdrawal,
    Receipt(u8, Reply),
}

/// A message with how far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Letter {
    pub message: Message,
    pub delivery: DeliveryState,
    /// Was on the wire at least once: it may come to the broker again at any time.
    pub posted: bool,
}

/// The letters of one agency, in the order they were written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Outbox(Vec<Letter>);

impl Outbox {
    /// Writes a letter, once.
    pub fn enqueue(&mut self, message: Message) {
        if self.find(message).is_none() {
            self.0.push(Letter { message, delivery: DeliveryState::new(start()), posted: false });
        }
    }

    /// All letters.
    pub fn letters(&self) -> &[Letter] {
        &self.0
    }

    /// A letter.
    pub fn find(&self, message: Message) -> Option<&Letter> {
        self.0.iter().find(|letter| letter.message == message)
    }

    /// Whether anything is still to be done about any of them.
    pub fn is_settled(&self) -> bool {
        self.0.iter().all(|letter| letter.delivery.is_final() || matches!(letter.delivery, DeliveryState::Parked { .. }))
    }

    /// Whether one waits for a person or was refused for good: somebody has been told.
    pub fn alarms_about(&self, handover: u8) -> bool {
        let about = |message| matches!(message, Message::Offer(one) | Message::Recall(one) | Message::Receipt(one, _) if one == handover);
        let told = |state| matches!(state, DeliveryState::Parked { .. } | DeliveryState::Refused { .. });
        self.0.iter().any(|letter| about(letter.message) && told(letter.delivery))
    }

    /// Puts it on the wire.
    pub fn post(&mut self, message: Message, limits: &ClockLimits) {
        let Some(letter) = self.0.iter_mut().find(|letter| letter.message == message) else { return };
        letter.posted = true;
        if let DeliveryState::Waiting { not_before, .. } = letter.delivery {
            letter.delivery = step(letter.delivery, DeliveryEvent::Send, not_before, limits).state;
        }
    }

    /// What came of it.
    pub fn tell(&mut self, message: Message, event: DeliveryEvent, limits: &ClockLimits) {
        if let Some(letter) = self.0.iter_mut().find(|letter| letter.message == message) {
            letter.delivery = step(letter.delivery, event, start(), limits).state;
        }
    }

    /// Everything that was settled goes out again: after a repair of the broker.
    pub fn redeliver(&mut self) {
        for letter in self.0.iter_mut().filter(|letter| letter.delivery.is_final()) {
            letter.delivery = DeliveryState::new(start());
        }
    }
}

/// An answer that did not come.
pub const NO_ANSWER: DeliveryEvent = DeliveryEvent::NoAnswer(Jitter(0));

/// A problem the broker answered with.
pub fn refuse(code: ProblemCode) -> DeliveryEvent {
    DeliveryEvent::Refuse(code, Jitter(0))
}

/// Whether a person may let it go again.
pub fn is_parked(letter: &Letter) -> bool {
    matches!(letter.delivery, DeliveryState::Parked { .. })
}

/// Whether an attempt can be made or is under way.
pub fn is_open(letter: &Letter) -> bool {
    matches!(letter.delivery, DeliveryState::Waiting { .. } | DeliveryState::Sent { .. })
}
