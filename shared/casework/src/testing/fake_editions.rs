//! The stand-in's rule book: what it makes active, how it proves it, and how it cheats.

use jiff::Timestamp;
use ledger::checkpoint::Cosigner;
use wire::{ActiveEdition, EditionId, EditionRef, Envelope, Notice, NoticeKind, ProblemCode};

use super::{FakeBroker, fake_state::State};

/// Changes what is told of an edition.
pub(super) type EditionTamper = Box<dyn Fn(&mut ActiveEdition) + Send>;

/// Every edition that was ever active, the active one last.
#[derive(Default)]
pub(super) struct FakeEditions {
    pub(super) active: Vec<ActiveEdition>,
    /// Whether offers by another edition are refused: from the first change on.
    pub(super) judges: bool,
    pub(super) tamper: Option<EditionTamper>,
}

impl State {
    /// Makes an edition active, without a word to anybody.
    pub(super) fn activate(&mut self, file: &str, approvals: Vec<Envelope>) -> EditionRef {
        let edition = rulebook::Edition::parse(file.as_bytes()).expect("an edition").reference().clone();
        let log_index = self.log.append_edition(&edition, self.now);
        self.editions.active.push(ActiveEdition { edition: edition.clone(), log_index, file: file.to_owned(), approvals, logged: None });
        edition
    }

    /// What is told of an edition; of the active one when none is named.
    pub(super) fn told(&self, id: Option<&EditionId>) -> Option<ActiveEdition> {
        let found = match id {
            None => self.editions.active.last(),
            Some(id) => self.editions.active.iter().rfind(|known| known.edition.id == *id),
        };
        let mut told = found?.clone();
        let cosigners: Vec<&Cosigner> = self.cosigning.iter().filter_map(|name| self.witnesses.get(name)).collect();
        told.logged = Some(self.log.evidence(told.log_index, &self.log.checkpoint(&cosigners, self.now)));
        if let Some(tamper) = &self.editions.tamper {
            tamper(&mut told);
        }
        Some(told)
    }

    /// Why an offer by this edition is not judged.
    pub(super) fn refuses_edition(&self, edition: &EditionRef) -> Option<ProblemCode> {
        let other = self.editions.active.last().is_some_and(|active| active.edition != *edition);
        (self.rulebook_changed || self.editions.judges && other).then_some(ProblemCode::RulebookChanged)
    }

    fn tell_rulebook(&mut self) {
        let (agencies, at) = (self.witnesses.keys().map(|name| name.id()).collect::<Vec<_>>(), self.now);
        for agency in agencies {
            let notices = self.notices.entry(agency).or_default();
            let number = notices.len() as u64 + 1;
            notices.push(plain_notice(number, NoticeKind::RulebookChanged, at));
        }
    }
}

pub(super) fn plain_notice(number: u64, kind: NoticeKind, at: Timestamp) -> Notice {
    Notice {
        number,
        kind,
        handover: None,
        case_code: None,
        from: None,
        unit: None,
        purpose: None,
        urgency: None,
        sequence: None,
        gone: None,
        withdrawn: None,
        repaired_from: None,
        trace: None,
        receipt: None,
        at,
    }
}

impl FakeBroker {
    /// Makes an edition active and tells the agencies; from then on offers by another are refused.
    ///
    /// # Panics
    /// When the file is no edition.
    pub fn activate(&self, file: &str, approvals: Vec<Envelope>) -> EditionRef {
        let edition = self.activate_silently(file, approvals);
        self.lock().tell_rulebook();
        edition
    }

    /// The same without a word to anybody: an agency finds out when an offer of its is refused.
    ///
    /// # Panics
    /// When the file is no edition.
    pub fn activate_silently(&self, file: &str, approvals: Vec<Envelope>) -> EditionRef {
        let mut state = self.lock();
        state.editions.judges = true;
        state.activate(file, approvals)
    }

    /// Changes what is told of editions from now on.
    pub fn tamper_editions(&self, change: impl Fn(&mut ActiveEdition) + Send + 'static) {
        self.lock().editions.tamper = Some(Box::new(change));
    }

    /// Tells editions as they are again.
    pub fn tell_editions_honestly(&self) {
        self.lock().editions.tamper = None;
    }

    /// What is told of the active edition now.
    ///
    /// # Panics
    /// When no edition is active.
    pub fn told_edition(&self) -> ActiveEdition {
        self.lock().told(None).expect("an edition is active")
    }
}
