//! A letter on its way: posted, answered, lost, come twice.
//!
//! Stands for `shared/casework/src/exchange/{deliver,settle}.rs`. A request and its answer are one step here. An answer
//! that comes late is covered by one that is lost: the broker gives the same one when it is asked again.

use protocol::{Basis, delivery::DeliveryEvent, handover::HandoverEvent};
use wire::ProblemCode;

use crate::{
    flaw::Flaw,
    outbox::{Letter, Message, NO_ANSWER, is_open, refuse},
    requests::Answer,
    town::Town,
    world::{Recalled, Side, World},
};

impl Town {
    /// Whether the agency may put it on the wire (again).
    pub fn may_post(&self, world: &World, from: Side, letter: &Letter) -> bool {
        // A withdrawal that stands in the log: asked again before the own witness has been there, it is answered the same.
        let waits = letter.message == Message::Withdrawal && letter.posted && self.waits_for_witness(world, from);
        is_open(letter) && !waits && (letter.posted || !self.must_not_post(world, letter.message))
    }

    fn waits_for_witness(&self, world: &World, from: Side) -> bool {
        self.withdrawal_due(world, from) && !self.has(Flaw::WithdrawalNobodyWitnessed)
    }

    /// An offer that was taken back, or whose consent was heard withdrawn before it ever left.
    fn must_not_post(&self, world: &World, message: Message) -> bool {
        let Message::Offer(handover) = message else { return false };
        let recalled = world.sender.recalls[usize::from(handover)];
        let withdrawn = world.office_of(Side::Sender).tombstone && self.offered_on(handover) == Basis::Consent;
        withdrawn || matches!(recalled, Recalled::Asked | Recalled::Done)
    }

    /// Whether an offer's letter ends here without the broker.
    pub fn may_give_up(&self, world: &World, letter: &Letter) -> bool {
        let Message::Offer(handover) = letter.message else { return false };
        let done = world.sender.recalls[usize::from(handover)] == Recalled::Done;
        is_open(letter) && (done || (!letter.posted && self.must_not_post(world, letter.message)))
    }

    /// Ends an offer's letter: what was never posted never leaves, what was taken back is over.
    pub fn give_up(&self, world: &mut World, message: Message) {
        let Message::Offer(handover) = message else { return };
        let recall = &mut world.sender.recalls[usize::from(handover)];
        let event = match recall {
            Recalled::Asked | Recalled::Done => {
                *recall = Recalled::Done;
                HandoverEvent::Recall
            }
            Recalled::No | Recalled::TooLate => HandoverEvent::Withdraw,
        };
        // What does not follow has ended otherwise.
        let _ = self.follow(world, handover, &event, world.moment);
        world.office(Side::Sender).outbox.tell(message, DeliveryEvent::Accept, &self.limits);
    }

    /// Puts a letter on the wire; it stays there.
    pub fn post(&self, world: &mut World, from: Side, message: Message) {
        world.office(from).outbox.post(message, &self.limits);
        if self.has(Flaw::SentIsTaken) {
            world.office(from).outbox.tell(message, DeliveryEvent::Accept, &self.limits);
        }
    }

    /// The broker gets it, and its answer is heard or lost.
    pub fn deliver(&self, world: &mut World, from: Side, message: Message, is_heard: bool) {
        self.post(world, from, message);
        let answer = self.take(world, from, message);
        if is_heard {
            self.hear_answer(world, from, message, answer);
        } else {
            self.lose(world, from, message);
        }
    }

    /// Request or answer is lost.
    pub fn lose(&self, world: &mut World, from: Side, message: Message) {
        self.post(world, from, message);
        world.losses_left -= 1;
        world.office(from).outbox.tell(message, NO_ANSWER, &self.limits);
    }

    fn hear_answer(&self, world: &mut World, from: Side, message: Message, answer: Answer) {
        let event = match (message, answer) {
            (Message::Offer(handover), Answer::Decided(outcome)) => {
                self.hear_decision(world, handover, outcome);
                DeliveryEvent::Accept
            }
            (Message::Offer(handover), Answer::Problem(ProblemCode::Expired)) => {
                self.come_too_late(world, handover);
                DeliveryEvent::Accept
            }
            (Message::Recall(handover), Answer::Logged) => {
                world.sender.recalls[usize::from(handover)] = Recalled::Done;
                // What does not follow has ended otherwise.
                let _ = self.follow(world, handover, &HandoverEvent::Recall, world.moment);
                DeliveryEvent::Accept
            }
            (Message::Recall(handover), Answer::Problem(ProblemCode::WrongState)) => {
                world.sender.recalls[usize::from(handover)] = Recalled::TooLate;
                DeliveryEvent::Accept
            }
            // Settled only when the own witness has followed the log past it: from then on no restored broker gets its cosignature.
            (Message::Withdrawal, Answer::Logged) if self.waits_for_witness(world, from) => return,
            (Message::Withdrawal, Answer::Logged) => {
                world.facts.withdrawal_told = true;
                DeliveryEvent::Accept
            }
            (_, Answer::Problem(code)) => refuse(code),
            (_, Answer::Logged | Answer::Decided(_)) => DeliveryEvent::Accept,
        };
        world.office(from).outbox.tell(message, event, &self.limits);
    }
}
