//! What a person may be told of a field that went: the class of one line of a subject extract (registerutdrag).
//!
//! The class follows from the rule that let the field go (its kind, whose protection it lifts, whose consent it needs) and from
//! what the category touches. No edition can widen it: what must never reach somebody is not to be had by a change of a file.
//! An extract is itself a disclosure: nothing here opens by itself what the table does not name.

use wire::{About, Category, Direction, Purpose, SubjectRole};

use crate::{Edition, Rule, RuleKind};

wire::codes!(
    /// What may be done with a line of an extract, mildest first.
    ExtractClass, "class of a line of an extract" {
        /// The person may see it, unless somebody judges otherwise.
        Open = "open",
        /// Nothing is proposed: a named person decides.
        Manual = "manual",
        /// Not before a day that a named person decides, or not at all.
        Delayed = "delayed",
        /// Never.
        Closed = "closed",
    }
);

wire::codes!(
    /// Why a line has its class.
    ExtractReason, "reason of a line of an extract" {
        /// It is about the person alone and went by the person's own consent.
        OwnConsent = "own_consent",
        /// It is about the person, and went by something else than the own consent alone.
        OwnByOther = "own_by_other",
        /// It is about a child: nothing is told by itself.
        AboutChild = "about_child",
        /// It is about a person who uses violence, or may, and of that person alone: nothing is told by itself.
        AboutSuspect = "about_suspect",
        /// The lead of the investigation clears such data.
        Investigation = "investigation",
        /// It is about somebody else.
        AboutAnother = "about_another",
        /// It touches somebody else too.
        TouchesAnother = "touches_another",
        /// It may come from another person, or shows that another person has contact.
        FromAnother = "from_another",
        /// It is the state of work, about nobody.
        AboutNobody = "about_nobody",
        /// The rule is not known here.
        RuleUnknown = "rule_unknown",
    }
);

/// What went, as far as the class depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldField<'a> {
    /// What it is.
    pub category: Category,
    /// Role of the person it is about.
    pub subject: Option<SubjectRole>,
    /// Whether that is the one who asks. Of a field about the case: whether the one who asks is the only one in that role.
    pub of_the_asker: bool,
    /// What it went for.
    pub purpose: Purpose,
    /// Which way.
    pub direction: Option<Direction>,
    /// Ids of the rules, with the role each covers.
    pub rules: &'a [(Option<SubjectRole>, &'a str)],
    /// Whether nothing else went with it but what is about the same person and went by the same consent.
    pub alone: bool,
}

/// A class with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtractJudgement {
    /// The class.
    pub class: ExtractClass,
    /// Why.
    pub why: ExtractReason,
}

const fn is(class: ExtractClass, why: ExtractReason) -> ExtractJudgement {
    ExtractJudgement { class, why }
}

/// What a person who uses violence may have said or asked for, and nobody else need have told.
const OWN_WORDS: &[Category] = &[
    Category::Identity,
    Category::SafeContact,
    Category::SubstanceUse,
    Category::SupportWanted,
    Category::CustodyStatus,
    Category::Release,
    Category::CustodyTalkOffer,
    Category::CustodyTalkOutcome,
    Category::Referral,
    Category::ReferralOutcome,
];

/// Purposes that are about that person and not about how somebody else is protected or met.
const OWN_PURPOSES: &[Purpose] = &[Purpose::AcuteSupport, Purpose::CustodyTalk, Purpose::Referral];

impl Edition {
    /// The class of a line in the extract of a person in this role.
    pub fn extract_class(&self, asks: SubjectRole, field: &ToldField<'_>) -> ExtractJudgement {
        let Some(rules) = self.rules_of(field) else { return is(ExtractClass::Closed, ExtractReason::RuleUnknown) };
        if let Some(why) = cut(asks, field) {
            return is(ExtractClass::Closed, why);
        }
        let own = rules.iter().all(|(role, rule)| is_own_consent(asks, field.category, *role, rule));
        let told = match asks {
            // A custodian may be the suspect of the case, in another role.
            SubjectRole::PersonUsingViolence | SubjectRole::Custodian => of_suspect(field, own),
            SubjectRole::Child => is(ExtractClass::Manual, ExtractReason::AboutChild),
            SubjectRole::Victim if own => is(ExtractClass::Open, ExtractReason::OwnConsent),
            SubjectRole::Victim => is(ExtractClass::Manual, ExtractReason::OwnByOther),
        };
        self.held_by_the_lead(told, field)
    }

    /// The rules with the roles they cover; none when there is one that this edition has not.
    fn rules_of(&self, field: &ToldField<'_>) -> Option<Vec<(Option<SubjectRole>, &Rule)>> {
        let known = |id: &str| self.rules().iter().find(|rule| rule.id == id);
        let rules: Option<Vec<_>> = field.rules.iter().map(|(role, id)| Some((*role, known(id)?))).collect();
        rules.filter(|rules| !rules.is_empty())
    }

    /// What the lead of the investigation clears waits for a day that somebody decides.
    fn held_by_the_lead(&self, told: ExtractJudgement, field: &ToldField<'_>) -> ExtractJudgement {
        let gated = field.direction.is_none_or(|direction| self.is_cleared_by_the_lead(direction, field.category));
        if gated && told.class < ExtractClass::Delayed { is(ExtractClass::Delayed, ExtractReason::Investigation) } else { told }
    }
}

/// Why it is not the asker's to see, whatever it went by.
fn cut(asks: SubjectRole, field: &ToldField<'_>) -> Option<ExtractReason> {
    let touched: &[SubjectRole] = match field.category.about() {
        About::Nobody => return Some(ExtractReason::AboutNobody),
        About::TheSubject => &[],
        About::Roles(roles) => roles,
    };
    let about_asker = field.of_the_asker && field.subject.map_or_else(|| touched.contains(&asks), |role| role == asks);
    if !about_asker {
        return Some(ExtractReason::AboutAnother);
    }
    // What happened between the two is hers to know of, by its kind alone. It is never his, and never by itself a child's.
    let is_hers = asks == SubjectRole::Victim;
    let alone = touched.iter().all(|role| *role == asks);
    (!alone && !is_hers).then_some(ExtractReason::TouchesAnother)
}

/// Whether a rule rests on the asker's own yes and nothing else.
fn is_own_consent(asks: SubjectRole, category: Category, covers: Option<SubjectRole>, rule: &Rule) -> bool {
    let lifts_own = rule.opens.iter().any(|opening| opening.categories.contains(&category) && opening.roles.contains(&asks));
    rule.kind == RuleKind::Consent && rule.giver.is_none_or(|giver| giver == asks) && covers == Some(asks) && lifts_own
}

/// Nothing that another person may have told, and nothing that shows that another person has contact.
fn of_suspect(field: &ToldField<'_>, own: bool) -> ExtractJudgement {
    let own_words = OWN_WORDS.contains(&field.category) && OWN_PURPOSES.contains(&field.purpose);
    if own && own_words && field.alone {
        is(ExtractClass::Manual, ExtractReason::AboutSuspect)
    } else {
        is(ExtractClass::Closed, ExtractReason::FromAnother)
    }
}
