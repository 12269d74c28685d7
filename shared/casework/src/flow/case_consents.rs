//! The consents of a case: what was answered to which question, what a person could be asked, and a yes that is taken back.

use jiff::Timestamp;
use rulebook::Moment;
use store::Conn;
use wire::{AgencyKind, BoardId, Category, ConsentId, Direction, Purpose, Subject, SubjectRole, WithdrawalChannel};

use super::Tie;
use crate::{
    Casework,
    db::{
        access_entries,
        cases::Case,
        consents::{self, ConsentRecord},
        subjects,
        tombstones::{self, Tombstone},
    },
    domain::{AskedAbout, ConsentQuestion, ConsentState, Staff, ViewPurpose, askable},
    error::CaseError,
};

/// A board that may receive, as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientBoard {
    /// The board.
    pub id: BoardId,
    /// Kind of its agency.
    pub kind: AgencyKind,
    /// Name as people write it.
    pub name: String,
}

/// An answer, and how it ended when it was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseConsent {
    /// The answer.
    pub record: ConsentRecord,
    /// When and how it was taken back.
    pub withdrawn: Option<Tombstone>,
}

impl Casework {
    /// The boards of the other agencies, the default one first.
    pub fn recipient_boards(&self) -> Vec<RecipientBoard> {
        let mut boards: Vec<RecipientBoard> = Vec::new();
        for unit in self.recipients() {
            if !boards.iter().any(|known| known.id == unit.address.board) {
                boards.push(RecipientBoard { id: unit.address.board, kind: unit.kind, name: unit.board_name });
            }
        }
        boards
    }

    /// The categories that a yes to this question could open today; empty for a board that is not in the directory.
    pub fn askable(&self, question: &ConsentQuestion, role: SubjectRole, about: AskedAbout, now: Timestamp) -> Vec<Category> {
        let board = self.recipient_boards().into_iter().find(|board| board.id == question.to);
        let direction = board.and_then(|board| Direction::between(self.0.config.kind, board.kind));
        let date = Moment::in_sweden(now).date();
        direction.map_or_else(Vec::new, |direction| askable(&self.edition(), (direction, question.purpose), (role, about), date))
    }

    /// What is asked for by consent at all: the purposes with some rule from here.
    pub fn askable_purposes(&self, now: Timestamp) -> Vec<Purpose> {
        let boards = self.recipient_boards();
        let asks = |purpose: Purpose| {
            boards.iter().any(|board| {
                let question = ConsentQuestion { to: board.id.clone(), purpose };
                SubjectRole::ALL.iter().any(|role| !self.askable(&question, *role, AskedAbout::Own, now).is_empty())
            })
        };
        // The new value of a correction goes by what the person said yes to before.
        Purpose::ALL.iter().copied().filter(|purpose| *purpose != Purpose::Correction && asks(*purpose)).collect()
    }

    /// The answers of a case, for somebody who looks at them. Writes who did.
    ///
    /// # Errors
    /// Those of the database.
    pub fn view_consents(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> store::Result<Vec<CaseConsent>> {
        access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[], now)?;
        self.case_consents(conn, case, (staff, tie))
    }

    /// The answers of a case that this person's unit may see, newest first: its own, and all where the unit works with the
    /// case.
    pub(crate) fn case_consents(&self, conn: &mut Conn, case: &Case, (staff, tie): (&Staff, Tie)) -> store::Result<Vec<CaseConsent>> {
        let is_own = |record: &ConsentRecord| tie == Tie::Works || record.asked_by.as_ref() == Some(&staff.unit);
        let mut found = Vec::new();
        for record in consents::of_case(conn, case.id)?.into_iter().filter(is_own) {
            let withdrawn = tombstones::find(conn, record.id)?;
            found.push(CaseConsent { record, withdrawn });
        }
        Ok(found)
    }

    /// Ends a consent of a case, which this person's unit may see. What the service keeps of the answer goes with it.
    ///
    /// # Errors
    /// [`CaseError::UnknownConsent`] when it is not there or not in force; those of the database.
    pub fn end_consent(
        &self,
        conn: &mut Conn,
        case: &Case,
        (consent, channel): (ConsentId, WithdrawalChannel),
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<(), CaseError> {
        let known = self.case_consents(conn, case, (staff, tie))?;
        let found = known.into_iter().find(|known| known.record.id == consent).ok_or(CaseError::UnknownConsent)?;
        self.withdraw_consent(conn, consent, channel, staff, now)?;
        Ok(self.0.reception.consent_withdrawn(self, conn, case.id, found.record.giver, now)?)
    }

    /// The persons of a case, in the order they were added.
    ///
    /// # Errors
    /// Those of the database.
    pub fn persons(&self, conn: &mut Conn, case: &Case) -> store::Result<Vec<Subject>> {
        subjects::of_case(conn, case.id)
    }
}

impl CaseConsent {
    /// Whether it can be taken back.
    pub fn is_open(&self) -> bool {
        matches!(self.record.state, ConsentState::Recorded | ConsentState::Registered)
    }
}
