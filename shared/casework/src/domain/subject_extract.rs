//! An extract of what is held about one person of a case (registerutdrag: GDPR article 15, BDL 4 kap. 3 §). It is itself a
//! disclosure: a member of staff puts it together, another judges it, and only then is there a paper.

use jiff::{Timestamp, civil::Date};
use rulebook::{ExtractClass, ExtractReason};
use store::Id;
use wire::{CaseCode, Category, HandoverId, Language, StaffRef, SubjectRole, UnitId, codes};

use super::ExtractId;

codes!(
    /// Where an extract stands.
    ExtractState, "state of an extract" {
        /// Being put together.
        Composing = "composing",
        /// Waits for a second person.
        InReview = "in_review",
        /// Two persons have judged it.
        Approved = "approved",
    }
);

codes!(
    /// Who asks.
    AskedBy, "asker of an extract" {
        /// The person it is about.
        Person = "person",
        /// A guardian, for a child.
        Guardian = "guardian",
    }
);

codes!(
    /// How the asker showed who it is.
    IdentityCheck, "check of identity" {
        /// Here, with a document.
        InPerson = "in_person",
        /// By electronic identification of assurance level 3.
        EidLoa3 = "eid_loa3",
    }
);

codes!(
    /// Whether somebody can force the asker to show the paper.
    Pressure, "answer on pressure" {
        /// Nobody.
        No = "no",
        /// Somebody can.
        Yes = "yes",
        /// Not known: treated as yes.
        Unknown = "unknown",
    }
);

codes!(
    /// What the paper holds.
    ExtractForm, "form of an extract" {
        /// Every line that may be shown.
        Full = "full",
        /// The fixed text alone, the same for everybody. The lines are read at the agency.
        Short = "short",
    }
);

codes!(
    /// How it reaches the asker. There is no post and no mail.
    ExtractDelivery, "delivery of an extract" {
        /// Collected at a visit, in an envelope without a name.
        Visit = "visit",
        /// Read at the agency, and left there.
        ReadHere = "read_here",
    }
);

codes!(
    /// What a person has judged of a line.
    LineChoice, "choice for a line of an extract" {
        /// Shown.
        Open = "open",
        /// Shown without what it rested on.
        Partly = "partly",
        /// Shown from a day on.
        Delayed = "delayed",
        /// Not shown.
        Closed = "closed",
    }
);

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewExtract {
    /// Role of the person it is about.
    pub about: SubjectRole,
    /// Who asks.
    pub asked_by: AskedBy,
    /// How it was shown who it is.
    pub identity: IdentityCheck,
    /// Language of the paper.
    pub language: Language,
}

impl NewExtract {
    /// Whether that person may ask: a guardian asks for a child alone.
    pub const fn may_ask(&self) -> bool {
        matches!((self.asked_by, self.about), (AskedBy::Person, _) | (AskedBy::Guardian, SubjectRole::Child))
    }
}

/// An extract, without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectExtract {
    /// Id.
    pub id: ExtractId,
    /// The case.
    pub case: Id,
    /// Code of the case.
    pub case_code: CaseCode,
    /// The unit that makes it: others know nothing of it.
    pub unit: UnitId,
    /// What was asked for.
    pub asked: NewExtract,
    /// Whether somebody can force the asker to show it; `None` until it was asked.
    pub pressure: Option<Pressure>,
    /// What the paper holds.
    pub form: ExtractForm,
    /// How it is handed out.
    pub delivery: ExtractDelivery,
    /// State.
    pub state: ExtractState,
    /// Who puts it together.
    pub composed_by: StaffRef,
    /// When it was begun.
    pub started_at: Timestamp,
    /// Who reviewed it last, and when.
    pub reviewed: Option<(StaffRef, Timestamp)>,
    /// How often it was handed to a second person.
    pub submissions: i32,
}

/// One line: a field of a handover, without its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractLine {
    /// Place in the extract; never printed.
    pub place: u32,
    /// The handover.
    pub handover: HandoverId,
    /// Place in the handover.
    pub n: u32,
    /// What it is.
    pub category: Category,
    /// Role of the person it is about.
    pub role: Option<SubjectRole>,
    /// What the rule book makes of it.
    pub class: ExtractClass,
    /// Why.
    pub why: ExtractReason,
    /// What a named person judged, once somebody has.
    pub judged: Option<JudgedLine>,
}

/// A judgement of a line by a named person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedLine {
    /// What.
    pub choice: LineChoice,
    /// From which day, when it is delayed.
    pub until: Option<Date>,
    /// Who.
    pub by: StaffRef,
}

/// How much of a line the paper shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Nothing, and no gap.
    Nothing,
    /// What went, when and between whom.
    Partly,
    /// That, and what it rested on.
    Whole,
}

impl ExtractLine {
    /// Whether a person must judge it: all but what the rule closes.
    pub fn needs_choice(&self) -> bool {
        self.class != ExtractClass::Closed
    }

    /// Whether the rule lets a person choose this.
    pub fn allows(&self, choice: LineChoice) -> bool {
        match self.class {
            ExtractClass::Open | ExtractClass::Manual => true,
            ExtractClass::Delayed => matches!(choice, LineChoice::Delayed | LineChoice::Closed),
            ExtractClass::Closed => false,
        }
    }

    /// What the paper of a day shows of it. What nobody has judged is not shown.
    pub fn shown_on(&self, today: Date) -> Shown {
        let Some(judged) = self.judged.as_ref().filter(|judged| self.allows(judged.choice)) else { return Shown::Nothing };
        match judged.choice {
            LineChoice::Open => Shown::Whole,
            LineChoice::Partly => Shown::Partly,
            LineChoice::Delayed if judged.until.is_some_and(|until| until <= today) => Shown::Whole,
            LineChoice::Delayed | LineChoice::Closed => Shown::Nothing,
        }
    }
}

/// A member of staff who is not the one that composed it. Nothing else can approve.
#[derive(Debug, Clone, Copy)]
pub struct SecondPerson<'a>(&'a StaffRef);

impl<'a> SecondPerson<'a> {
    /// `None` for whoever composed it.
    pub fn of(extract: &SubjectExtract, staff: &'a StaffRef) -> Option<Self> {
        (extract.composed_by != *staff).then_some(Self(staff))
    }

    /// Who.
    pub fn reference(self) -> &'a StaffRef {
        self.0
    }
}

/// An extract that two persons have judged, with its lines. A paper is made of nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedExtract {
    extract: SubjectExtract,
    lines: Vec<ExtractLine>,
}

impl ApprovedExtract {
    /// `None` while no second person has approved it.
    pub fn of(extract: SubjectExtract, lines: Vec<ExtractLine>) -> Option<Self> {
        let second = extract.reviewed.as_ref().is_some_and(|(by, _)| SecondPerson::of(&extract, by).is_some());
        (extract.state == ExtractState::Approved && second).then_some(Self { extract, lines })
    }

    /// The extract.
    pub fn extract(&self) -> &SubjectExtract {
        &self.extract
    }

    /// The lines that the paper of a day shows, and how much of each.
    pub fn shown_on(&self, today: Date) -> impl Iterator<Item = (&ExtractLine, Shown)> {
        self.lines.iter().map(move |line| (line, line.shown_on(today))).filter(|(_, shown)| *shown != Shown::Nothing)
    }

    /// Whether the receipt of a handover tells nothing but what the paper of that day does: it names every category, rule and
    /// consent of the handover, and its number on the channel. In the extract of an exposed person alone: another's may be read
    /// by the one who uses violence. Never beside the short form.
    pub fn may_have_receipt(&self, handover: HandoverId, today: Date) -> bool {
        let safe = self.extract.asked.about == SubjectRole::Victim && self.extract.form == ExtractForm::Full;
        let mut of_it = self.lines.iter().filter(|line| line.handover == handover).peekable();
        safe && of_it.peek().is_some() && of_it.all(|line| line.shown_on(today) == Shown::Whole)
    }
}
