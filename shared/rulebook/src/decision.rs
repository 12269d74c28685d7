//! What was decided, field by field.

use std::sync::Arc;

use wire::{Category, ConsentId, EditionRef, FactCode, Outline, Subject, SubjectId, SubjectRole};

use crate::{Edition, FactSet, Moment, Reason, RuleIndex, RuleKind};

wire::codes!(
    /// What a disclosed datum rests on, for one role.
    Basis, "basis" {
        /// A duty to disclose.
        Duty = "duty",
        /// The person's own consent.
        Consent = "consent",
        /// Nobody's secrecy is touched.
        StateOnly = "state_only",
        /// The harm test for the other person was passed.
        HarmTest = "harm_test",
        /// A named person's permission.
        Permission = "permission",
    }
);

impl Basis {
    /// What a kind of rule gives, if anything.
    pub const fn of(kind: RuleKind) -> Option<Self> {
        match kind {
            RuleKind::Duty => Some(Self::Duty),
            RuleKind::Consent => Some(Self::Consent),
            RuleKind::StateOnly => Some(Self::StateOnly),
            RuleKind::HarmTest => Some(Self::HarmTest),
            RuleKind::PermissionManual => Some(Self::Permission),
            RuleKind::Never | RuleKind::OutsideHub => None,
        }
    }
}

/// The rule that covers one role of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// Whose secrecy; none for data about nobody.
    pub role: Option<SubjectRole>,
    /// What it rests on.
    pub basis: Basis,
    /// The rule.
    pub rule: RuleIndex,
    /// The facts it needed.
    pub facts: FactSet,
    /// Role of those whose consent it needed.
    pub(crate) giver: Option<SubjectRole>,
    /// Whether it is about the field's subject alone, or needed that person's consent alone; else everyone's in the role.
    pub(crate) subject_alone: bool,
}

impl Cover {
    /// Whether it needed the consent of this person.
    pub(crate) fn asks(&self, field: &Judged, person: Subject) -> bool {
        self.basis == Basis::Consent && self.is_near(field, person)
    }

    /// Whether this person's protection, or consent, was weighed for the field that this covers.
    pub(crate) fn is_near(&self, field: &Judged, person: Subject) -> bool {
        self.giver.or(self.role) == Some(person.role) && (!self.subject_alone || field.subject == Some(person.id))
    }
}

/// A field that goes: every role it touches is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclosure {
    covers: [Option<Cover>; Self::COVERS_MAX],
}

impl Disclosure {
    /// As many as there are roles.
    pub(crate) const COVERS_MAX: usize = SubjectRole::ALL.len();

    /// Covers in the order of roles, at least one; more than [`Self::COVERS_MAX`] can't be, since there are no more roles.
    pub(crate) const fn of(covers: [Option<Cover>; Self::COVERS_MAX]) -> Self {
        Self { covers }
    }

    /// The rules, one for each role.
    pub fn covers(&self) -> impl Iterator<Item = &Cover> {
        self.covers.iter().flatten()
    }

    /// Whether it goes by a duty: then every role does.
    pub fn is_duty(&self) -> bool {
        self.covers().all(|cover| cover.basis == Basis::Duty)
    }
}

/// What the sender can lawfully do about a field that stays. The words are in the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayForward {
    /// Ask this person, in private.
    AskConsent {
        /// Whom.
        person: Subject,
    },
    /// Judge the question; a yes would open, a no is as good an answer.
    Answer {
        /// Which question.
        fact: FactCode,
    },
    /// A named person may decide by this rule.
    NamedPersonDecides {
        /// The rule.
        rule: RuleIndex,
    },
    /// There is a way beside the hub.
    OutsideHub {
        /// The rule that shows it.
        rule: RuleIndex,
    },
    /// Put the right person on the field, or send it to the right board.
    StateWhom,
    /// Leave it out: the person may tell it.
    PersonTells,
}

impl WayForward {
    /// The codes that an edition has words for; an answer is worded by its fact.
    pub const CODES: [&'static str; 6] = ["ask_consent", "answer", "named_person_decides", "outside_hub", "state_whom", "person_tells"];

    pub(crate) const fn place(self) -> usize {
        match self {
            Self::AskConsent { .. } => 0,
            Self::Answer { .. } => 1,
            Self::NamedPersonDecides { .. } => 2,
            Self::OutsideHub { .. } => 3,
            Self::StateWhom => 4,
            Self::PersonTells => 5,
        }
    }

    /// The code.
    pub const fn code(self) -> &'static str {
        Self::CODES[self.place()]
    }
}

/// Goes or stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Goes.
    Disclose(Disclosure),
    /// Stays.
    Withhold {
        /// Why.
        why: Reason,
        /// What can be done; none only where a never-rule stands.
        way_forward: Option<WayForward>,
    },
}

/// A judged field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// Place in the outline.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// The person it is about.
    pub subject: Option<SubjectId>,
    /// Goes or stays.
    pub verdict: Verdict,
}

impl Judged {
    /// The disclosure, when it goes.
    pub fn disclosure(&self) -> Option<&Disclosure> {
        match &self.verdict {
            Verdict::Disclose(disclosure) => Some(disclosure),
            Verdict::Withhold { .. } => None,
        }
    }
}

wire::codes!(
    /// What somebody must do outside the hub.
    TaskKind, "task" {
        /// A duty meets a never-rule: a named officer answers outside the hub, and it is logged.
        AnswerOutsideHub = "answer_outside_hub",
        /// The lead of the investigation is told that this went by a duty. Nothing waits for it.
        TellLead = "tell_lead",
    }
);

/// A task that follows from the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// The field.
    pub n: u32,
    /// What to do.
    pub kind: TaskKind,
    /// The duty it comes from.
    pub rule: RuleIndex,
}

/// A consent that counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    pub id: ConsentId,
    pub giver: Subject,
    pub categories: crate::CategorySet,
}

/// The decision over a whole outline, bound to outline, edition and moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub(crate) outline: Arc<Outline>,
    pub(crate) edition: Arc<EditionRef>,
    pub(crate) at: Moment,
    pub(crate) fields: Vec<Judged>,
    pub(crate) counted: Vec<Counted>,
    pub(crate) tasks: Vec<Task>,
}

impl Decision {
    /// What was judged.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// By which edition.
    pub fn edition(&self) -> &EditionRef {
        &self.edition
    }

    /// When.
    pub fn at(&self) -> Moment {
        self.at
    }

    /// The fields, in the order of the outline.
    pub fn fields(&self) -> &[Judged] {
        &self.fields
    }

    /// What must be done outside the hub.
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// Whether some field goes.
    pub fn any_goes(&self) -> bool {
        self.disclosures().next().is_some()
    }

    /// Whether some field that goes rests on a consent: such a parcel is opened only under both cosignatures.
    pub fn needs_consent(&self) -> bool {
        self.disclosures().any(|(_, disclosure)| disclosure.covers().any(|cover| cover.basis == Basis::Consent))
    }

    /// The consents that fields that go rest on, each once.
    pub fn consents_used(&self) -> Vec<ConsentId> {
        let used = |counted: &&Counted| self.disclosures().any(|(field, disclosure)| rests_on(field, disclosure, counted));
        self.counted.iter().filter(used).map(|counted| counted.id).collect()
    }

    /// Ids of the rules used, sorted, each once; empty when the edition is not the one that was used.
    pub fn rule_ids<'e>(&self, edition: &'e Edition) -> Vec<&'e str> {
        if *edition.reference() != *self.edition {
            return Vec::new();
        }
        let covers = self.disclosures().flat_map(|(_, disclosure)| disclosure.covers());
        let mut ids: Vec<&str> = covers.filter_map(|cover| edition.rule(cover.rule)).map(|rule| rule.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    pub(crate) fn disclosures(&self) -> impl Iterator<Item = (&Judged, &Disclosure)> {
        self.fields.iter().filter_map(|field| field.disclosure().map(|disclosure| (field, disclosure)))
    }
}

/// Whether the disclosure of a field needed this consent.
fn rests_on(field: &Judged, disclosure: &Disclosure, counted: &Counted) -> bool {
    counted.categories.contains(field.category) && disclosure.covers().any(|cover| cover.asks(field, counted.giver))
}
