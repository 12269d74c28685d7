//! A rule as it stands in an edition.

use jiff::civil::Date;
use serde::Deserialize;
use wire::{Category, Direction, FactCode, Language, Purpose, StaffRole, SubjectRole};

use crate::{FactSet, PurposeSet};

wire::codes!(
    /// What a rule does.
    RuleKind, "kind of rule" {
        /// Nothing passes, whatever else holds.
        Never = "never",
        /// The agency must disclose.
        Duty = "duty",
        /// The person whom the secrecy protects lifts it for herself.
        Consent = "consent",
        /// A state of work, about nobody.
        StateOnly = "state_only",
        /// It is clear that the other person in the datum is not harmed.
        HarmTest = "harm_test",
        /// A named person may permit it, with reasons.
        PermissionManual = "permission_manual",
        /// A way beside the hub: shown, never used here.
        OutsideHub = "outside_hub",
    }
);

wire::codes!(
    /// How well the text of the statute was read.
    Confidence, "confidence" {
        /// Text and dates were read.
        Verified = "verified",
        /// The text was read, the date of entry into force was not settled by a text.
        VerifiedTextDateNot = "verified_text_date_not",
        /// The text was read but for a tail that does not concern this rule.
        VerifiedTailMissing = "verified_tail_missing",
        /// Core confirmed, a part not read: off.
        Partly = "partly",
        /// Text missing: off.
        NeedsText = "needs_text",
    }
);

impl Confidence {
    /// Whether rules of this confidence are on. Never-rules are on in any case.
    pub const fn is_on(self) -> bool {
        matches!(self, Self::Verified | Self::VerifiedTextDateNot | Self::VerifiedTailMissing)
    }
}

/// Place of a rule in its edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleIndex(pub(crate) u16);

/// The same words in the languages of the pages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The words in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}

/// Categories a rule opens (or closes), for data about which roles.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Categories.
    pub categories: Vec<Category>,
    /// Roles whose secrecy it lifts; empty for data about nobody.
    #[serde(default)]
    pub roles: Vec<SubjectRole>,
    /// Which of the rule's ways; all of them when none is named.
    #[serde(default)]
    pub directions: Vec<Direction>,
    /// Facts needed beside those of the rule.
    #[serde(default)]
    pub needs: Vec<FactCode>,
    /// Whether a page may propose it. Off where asking would itself tell one person about another.
    #[serde(default = "yes")]
    pub suggested: bool,
}

fn yes() -> bool {
    true
}

impl Opening {
    /// Whether it holds in a direction of its rule.
    pub fn is_for(&self, direction: Direction) -> bool {
        self.directions.is_empty() || self.directions.contains(&direction)
    }
}

/// A rule with its source and its time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Id, the same as in the legal memorandum.
    pub id: String,
    /// What it does.
    pub kind: RuleKind,
    /// Which ways.
    #[serde(default)]
    pub directions: Vec<Direction>,
    /// What for. A duty brings its own purpose, a never-rule needs none.
    #[serde(default)]
    pub purposes: Vec<Purpose>,
    /// First day in force.
    pub from: Date,
    /// Last day in force; none while it stands.
    #[serde(default)]
    pub until: Option<Date>,
    /// How well it was read.
    pub confidence: Confidence,
    /// Switch that must be on.
    #[serde(default)]
    pub switch: Option<String>,
    /// Facts needed.
    #[serde(default)]
    pub needs: Vec<FactCode>,
    /// Whose consent, when it is not the person's own (a custodian for a child).
    #[serde(default)]
    pub giver: Option<SubjectRole>,
    /// Who may decide by a permission; the others bring what the decision needs.
    #[serde(default)]
    pub decided_by: Vec<StaffRole>,
    /// Secrecies it lifts.
    #[serde(default)]
    pub lifts: Vec<String>,
    /// Secrecies it does not lift.
    #[serde(default)]
    pub not_lifts: Vec<String>,
    /// Who is told, at once and without waiting, when gated data goes by this duty.
    #[serde(default)]
    pub tells: Option<StaffRole>,
    /// Provisions it stands on, the one that opens first; from format 3.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Amending act of the wording.
    #[serde(default)]
    pub amending_act: Option<String>,
    /// What holds a never-rule that has no category: there is no type for it.
    #[serde(default)]
    pub held_by: Option<String>,
    /// Statute.
    pub citation: Words,
    /// Short name of the basis.
    pub label: Words,
    /// What it says, in one plain sentence or two.
    pub text: Words,
    /// What it opens or closes.
    #[serde(default)]
    pub opens: Vec<Opening>,
}

impl Rule {
    /// Facts of the rule itself.
    pub fn needed_facts(&self) -> FactSet {
        self.needs.iter().copied().collect()
    }

    /// Purposes as a set.
    pub fn purpose_set(&self) -> PurposeSet {
        self.purposes.iter().copied().collect()
    }

    /// Whether it stands on a day.
    pub fn is_in_force(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}
