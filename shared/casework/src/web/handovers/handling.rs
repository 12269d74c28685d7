//! What the service that mounts these pages says, and who may come in.

use std::{collections::BTreeSet, sync::Arc};

use ::web::{Page, Problem};
use jiff::Timestamp;
use store::Conn;
use wire::{AgencyKind, CaseCode, Category, Direction, HandoverId, Purpose, StaffRole, UnitId, value::District};

use super::problem::DoorProblem;
use crate::{
    Case, Casework, DraftId, Handover, HandoverDraft, OpenedCase, Staff, Tie, ViewPurpose, cases,
    domain::categories_possible,
    flow::{Reach, is_own, is_own_draft, reach, reached},
    handover_drafts, handovers,
};

/// What the service says to these pages. A cheap clone.
#[derive(Clone)]
pub struct Handling {
    /// The library.
    pub casework: Casework,
    /// The words that are read aloud.
    pub library: Arc<practice::Library>,
    /// Roles that put handovers together: never those who run the machines.
    pub roles: &'static [StaffRole],
    /// Links of the header: path and key of its words.
    pub places: &'static [(&'static str, &'static str)],
    /// Style sheet of the service, a file of its assets.
    pub style: &'static str,
    /// Pages of a case that the service alone has: what follows the path of the case, and key of its words.
    pub case_links: &'static [(&'static str, &'static str)],
    /// Where the service shows this case itself.
    pub case_page: fn(&CaseCode) -> String,
    /// The area of a case, when the service's own records say one: the unit that is there for it is proposed.
    pub area: fn(&mut Conn, &Case, &Staff) -> store::Result<Option<District>>,
    /// What the service's own records say of this person and the case. Handovers to and from the unit tie it by themselves.
    pub knows: fn(&mut Conn, &Case, &Staff) -> store::Result<Tie>,
    /// What the service's own records say of the case, before anybody answers an item of a checklist.
    pub flags: fn(&Casework, &mut Conn, &Case, &Staff) -> store::Result<Vec<practice::FlagChange>>,
    /// What was told the investigators of a case, where there are any: that a person told of a crime, never what.
    pub told_hints: Option<AskHints>,
}

/// Asks the service's own records for the hints of a case, the newest first.
pub type AskHints = fn(&mut Conn, &Case, &Staff) -> store::Result<Vec<ToldHint>>;

/// That a person told of a crime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldHint {
    /// When.
    pub told_at: Timestamp,
    /// The role of who heard it.
    pub heard_role: StaffRole,
    /// When an investigator took it, and in which role.
    pub taken: Option<(Timestamp, StaffRole)>,
}

/// The cases a code may stand for.
pub(super) enum Found {
    /// One.
    One(Case),
    /// Two agencies drew the same code, and this unit works with both: a person says which.
    Several(Vec<Case>),
}

impl Handling {
    /// Lets a member of staff through, or says that it is not allowed (403).
    ///
    /// # Errors
    /// `not-allowed`.
    pub fn let_in(&self, staff: Staff) -> Result<Staff, Problem> {
        if self.roles.contains(&staff.role) { Ok(staff) } else { Err(Problem::not_allowed()) }
    }

    /// Lets the lead of an investigation through.
    pub(super) fn let_lead_in(&self, staff: Staff) -> Result<Staff, Problem> {
        let lead = staff.role == StaffRole::InvestigationLead && self.is_police();
        if lead { self.let_in(staff) } else { Err(Problem::not_allowed()) }
    }

    /// Whether this is a police service.
    pub(super) fn is_police(&self) -> bool {
        self.casework.config().kind == AgencyKind::Police
    }

    /// The case, or those, with this code that the person's unit works with. `of`: the agency that opened it, when the
    /// person has said which.
    pub(super) fn find(&self, conn: &mut Conn, code: &CaseCode, of: &str, staff: &Staff) -> Result<Found, DoorProblem> {
        let mut known = reached(conn, code, staff, &self.knows)?;
        known.retain(|(case, _)| of.is_empty() || case.opened_by.as_str() == of);
        match known.len() {
            0 => Err(DoorProblem::NotFound),
            1 => match known.remove(0) {
                (case, Reach::Open) => Ok(Found::One(case)),
                _ => Err(DoorProblem::NoRelation),
            },
            _ => Ok(Found::Several(known.into_iter().map(|(case, _)| case).collect())),
        }
    }

    /// One case: a code that stands for several is as good as unknown here.
    ///
    /// # Errors
    /// [`DoorProblem::NotFound`] for one that the unit does not work with, and for none.
    pub fn find_one(&self, conn: &mut Conn, code: &CaseCode, of: &str, staff: &Staff) -> Result<Case, DoorProblem> {
        match self.find(conn, code, of, staff)? {
            Found::One(case) => Ok(case),
            Found::Several(_) => Err(DoorProblem::NotFound),
        }
    }

    /// The draft of a path, if it is of this case and the unit works with it.
    pub(super) fn draft(&self, conn: &mut Conn, code: &CaseCode, draft: DraftId, staff: &Staff) -> Result<HandoverDraft, DoorProblem> {
        let draft = handover_drafts::find(conn, draft)?.filter(|draft| draft.case_code == *code).ok_or(DoorProblem::NotFound)?;
        let case = cases::find(conn, draft.case)?.ok_or(DoorProblem::NotFound)?;
        self.works_with(conn, &case, staff)?;
        if is_own_draft(conn, &draft, &staff.unit)? { Ok(draft) } else { Err(DoorProblem::NotFound) }
    }

    /// The handover of a path, if it is of this case and the unit's own.
    pub(super) fn handover(&self, conn: &mut Conn, code: &CaseCode, id: HandoverId, staff: &Staff) -> Result<Handover, DoorProblem> {
        let handover = handovers::find(conn, id)?.filter(|handover| handover.case_code == *code).ok_or(DoorProblem::NotFound)?;
        let case = cases::find(conn, handover.case)?.ok_or(DoorProblem::NotFound)?;
        let tie = self.works_with(conn, &case, staff)?;
        if is_own(conn, &handover, &staff.unit, tie)? { Ok(handover) } else { Err(DoorProblem::NotFound) }
    }

    /// Need to know: something of the case is the unit's own, or the service's own records say so.
    ///
    /// # Errors
    /// [`DoorProblem::NotFound`]; [`DoorProblem::NoRelation`] for who has not said yet why it is theirs.
    pub fn works_with(&self, conn: &mut Conn, case: &Case, staff: &Staff) -> Result<Tie, DoorProblem> {
        match reach(conn, case, staff, &self.knows)? {
            Reach::Open => Ok((self.knows)(conn, case, staff)?),
            Reach::SayWhy => Err(DoorProblem::NoRelation),
            Reach::Unknown => Err(DoorProblem::NotFound),
        }
    }

    /// A case with all of it that is the reader's unit's own.
    pub(super) fn opened(
        &self,
        conn: &mut Conn,
        case: &Case,
        staff: &Staff,
        purpose: ViewPurpose,
        now: Timestamp,
    ) -> Result<OpenedCase, DoorProblem> {
        let tie = self.works_with(conn, case, staff)?;
        Ok(self.casework.opened_case(conn, case, (staff, tie), purpose, now)?)
    }

    /// What the other kind of agency could hand over here, for some purpose, by a rule in force today.
    pub(super) fn answerable(&self, now: Timestamp) -> BTreeSet<Category> {
        let (edition, date) = (self.casework.edition(), rulebook::Moment::in_sweden(now).date());
        let direction = if self.is_police() { Direction::SocialToPolice } else { Direction::PoliceToSocial };
        Purpose::ALL.iter().flat_map(|purpose| categories_possible(&edition, *purpose, direction, date)).collect()
    }

    /// Name of a unit as people write it; its id when the directory does not know it.
    pub(super) fn unit_name(&self, unit: &UnitId) -> String {
        let known = self.casework.recipients().into_iter().find(|known| known.address.unit == *unit);
        known.map_or_else(|| unit.to_string(), |known| known.name)
    }
}

/// The code in a path. One that can't be a code is as unknown as any other: 404.
pub(super) fn code_of(text: &str) -> Result<CaseCode, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// The id in a path.
pub(super) fn id_of<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// A page about a case: its title is the code.
pub(super) fn page_of(page: Page, code: &CaseCode) -> Page {
    page.titled(&code.to_string())
}

/// What the frame of every page here needs.
#[derive(Clone)]
pub(super) struct Frame {
    /// The case, as it is in paths.
    pub code: String,
    /// The case, as it is read aloud.
    pub spoken: String,
    /// Links of the header.
    pub places: &'static [(&'static str, &'static str)],
    /// Style sheet of the service.
    pub style: &'static str,
}

impl Frame {
    pub(super) fn of(handling: &Handling, code: &CaseCode) -> Self {
        Self { code: code.to_string(), spoken: code.pairing().spoken(), places: handling.places, style: handling.style }
    }

    pub(super) fn without_case(handling: &Handling) -> Self {
        Self { code: String::new(), spoken: String::new(), places: handling.places, style: handling.style }
    }
}
