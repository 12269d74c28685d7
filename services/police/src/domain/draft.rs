//! From what was recorded to the draft that is judged, and what can't even become a field.

use jiff::Timestamp;
use wire::{About, Category, ConsentId, Draft, DraftField, FactCode, Subject, SubjectId, SubjectRole, Value, codes};

use super::{call_out::Content, difference::digest};

mod values;

use values::values;

/// The persons of a case.
#[derive(Debug, Clone, Copy)]
pub struct People {
    /// The person exposed to violence.
    pub victim: Subject,
    /// The suspect.
    pub suspect: Subject,
    /// The child or children.
    pub child: Subject,
}

impl People {
    fn of(&self, role: SubjectRole) -> Option<Subject> {
        [self.victim, self.suspect, self.child].into_iter().find(|person| person.role == role)
    }
}

/// What besides the content decides the draft.
#[derive(Debug, Clone)]
pub struct Around {
    /// The persons.
    pub people: People,
    /// The consent in force, if any.
    pub consent: Option<ConsentId>,
    /// What is already on its way to the recipient or there.
    pub under_way: Vec<UnderWay>,
    /// What a duty sends: category and person.
    pub by_duty: Vec<(Category, Option<SubjectId>)>,
    /// When the call-out began: the event's hour.
    pub began_at: Timestamp,
}

impl Around {
    /// What went by consent keeps nothing out of a report of concern: a consent can be taken back, a duty can't.
    fn is_under_way(&self, category: Category, subject: Option<SubjectId>) -> bool {
        let goes_by_duty = self.by_duty.contains(&(category, subject));
        let same = |sent: &UnderWay| sent.category == category && sent.subject == subject;
        self.under_way.iter().any(|sent| same(sent) && (sent.by_duty || !goes_by_duty))
    }
}

/// A field of a handover that has not failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnderWay {
    /// Category.
    pub category: Category,
    /// The person it is about.
    pub subject: Option<SubjectId>,
    /// It went by a duty.
    pub by_duty: bool,
}

codes!(
    /// What is known and can't be carried at all.
    Held, "held value" {
        /// The number of a person with protected identity, or who was not asked.
        ProtectedNumber = "protected_number",
        /// The address where such a person was.
        ProtectedAddress = "protected_address",
        /// Danger signs that nobody made a harm test of: the one of the incident says nothing of them.
        UntestedSigns = "untested_danger_signs",
        /// The address, likewise.
        UntestedAddress = "untested_incident_address",
    }
);

/// A draft, and what is not in it.
#[derive(Debug, Clone)]
pub struct Filled {
    /// What is judged.
    pub draft: Draft,
    /// What stays because no value can be built of it.
    pub held: Vec<Held>,
    /// What the officer left out, of what there is.
    pub left_out: Vec<Category>,
}

/// Fills an empty draft. The order is the order of the preview: the child first.
pub fn fill(mut draft: Draft, content: &Content, around: &Around) -> Filled {
    let (values, held) = values(content, around);
    let left_out =
        content.left_out.codes().iter().copied().filter(|category| values.iter().any(|(_, value)| value.category() == *category));
    let left_out: Vec<Category> = left_out.collect();
    let kept = values.into_iter().filter(|(_, value)| !left_out.contains(&value.category()));
    draft.fields = kept
        .filter(|(subject, value)| !around.is_under_way(value.category(), subject.map(|person| person.id)))
        .map(|(subject, value)| DraftField { subject: subject.map(|person| person.id), value })
        .collect();
    draft.subjects = touched(&draft.fields, &around.people);
    draft.consents = around.consent.into_iter().collect();
    draft.facts = content.concern_in_force().map(|concern| concern.facts()).unwrap_or_default();
    // Made for this very incident: of another one nobody has judged anything.
    let of_this = |of: &str| draft.fields.iter().any(|field| field.value.category() == Category::Incident && digest(&field.value) == of);
    let harm_test = content.harm_test.as_ref().filter(|test| of_this(&test.of));
    draft.facts.extend(harm_test.map(|test| test.judged.yes(FactCode::HarmTestPassed)));
    Filled { draft, held, left_out }
}

/// Digest of the incident as it stands, for a harm test of it; none when there is nothing to tell.
pub fn incident_digest(content: &Content, began_at: Timestamp) -> Option<String> {
    values::incident(content, began_at).map(|incident| digest(&Value::Incident(incident)))
}

/// Takes out what the harm test of the incident would open beside it: `(category, person)`. Gives why each stays.
pub fn hold_untested(draft: &mut Draft, untested: &[(Category, Option<SubjectId>)], people: &People) -> Vec<Held> {
    draft.fields.retain(|field| !untested.contains(&(field.value.category(), field.subject)));
    draft.subjects = touched(&draft.fields, people);
    // A call-out has no other category that the test opens.
    let why = |category: &Category| if *category == Category::IncidentAddress { Held::UntestedAddress } else { Held::UntestedSigns };
    untested.iter().map(|(category, _)| why(category)).collect()
}

/// The persons whose secrecy some field touches: nobody else is mentioned.
fn touched(fields: &[DraftField], people: &People) -> Vec<Subject> {
    let all = [people.victim, people.suspect, people.child];
    let roles = |field: &DraftField| match field.value.category().about() {
        About::Roles(roles) => roles.to_vec(),
        About::TheSubject | About::Nobody => Vec::new(),
    };
    let is_touched = |person: &Subject| fields.iter().any(|field| field.subject == Some(person.id) || roles(field).contains(&person.role));
    all.into_iter().filter(is_touched).collect()
}

#[cfg(test)]
mod tests {
    use wire::{
        AgencyKind, PersonText, Phase, Purpose, UnitAddress, Urgency,
        value::{CodeSet, PhoneNumber},
    };

    use super::*;
    use crate::domain::{
        asking::{Answer, Asking, ProtectionAnswer},
        situation::{Acute, ChildrenInHome, Situation, Suspect},
    };

    fn address(agency: &str) -> UnitAddress {
        let part = |name: &str| format!("{agency}/{name}");
        UnitAddress { agency: agency.parse().unwrap(), board: part("namnd").parse().unwrap(), unit: part("enhet").parse().unwrap() }
    }

    fn empty() -> Draft {
        Draft {
            case_code: wire::CaseCode::new(wire::PairingCode::from_draw(7), 26, 11).unwrap(),
            from: address("polisen-exempelstad"),
            from_kind: AgencyKind::Police,
            to: address("socialtjansten-exempelstad"),
            to_kind: AgencyKind::Social,
            purpose: Purpose::AcuteSupport,
            phase: Phase::Alarm,
            urgency: Urgency::Immediate,
            subjects: Vec::new(),
            fields: Vec::new(),
            facts: Vec::new(),
            consents: Vec::new(),
            answers: None,
        }
    }

    fn around() -> Around {
        let person = |n: u128, role| Subject { id: SubjectId(uuid::Uuid::from_u128(n)), role };
        Around {
            people: People {
                victim: person(1, SubjectRole::Victim),
                suspect: person(2, SubjectRole::PersonUsingViolence),
                child: person(3, SubjectRole::Child),
            },
            consent: None,
            under_way: Vec::new(),
            by_duty: Vec::new(),
            began_at: "2026-11-22T01:14:00Z".parse().unwrap(),
        }
    }

    fn categories(filled: &Filled) -> Vec<Category> {
        filled.draft.fields.iter().map(|field| field.value.category()).collect()
    }

    fn content() -> Content {
        Content {
            situation: Situation {
                children: Some(ChildrenInHome::Two),
                suspect: Some(Suspect::Apprehended),
                acute: CodeSet::new([Acute::MedicalCare, Acute::Strangulation, Acute::Weapon]),
                ..Situation::default()
            },
            asking: Asking {
                out_of_earshot: Some(true),
                answer: Some(Answer::Yes),
                name: PersonText::parse("Exempel Exempelsson", 80).ok(),
                phone: PhoneNumber::parse("070-174 06 05").ok(),
                protection: Some(ProtectionAnswer::No),
                ..Asking::default()
            },
            ..Content::default()
        }
    }

    #[test]
    fn an_empty_call_out_has_no_field_and_mentions_nobody() {
        let filled = fill(empty(), &Content::default(), &around());
        assert!(filled.draft.fields.is_empty() && filled.draft.subjects.is_empty() && filled.draft.facts.is_empty());
    }

    #[test]
    fn what_was_recorded_becomes_fields_that_inspect_takes() {
        let filled = fill(empty(), &content(), &around());
        use Category as C;
        let expected =
            [C::ChildrenPresent, C::Identity, C::SafeContact, C::Incident, C::AcuteNeeds, C::DangerSigns, C::CustodyStatus, C::Weapons];
        assert_eq!(categories(&filled), expected);
        assert!(filled.draft.inspect().is_ok());
        assert_eq!(filled.draft.subjects.len(), 3);
    }

    #[test]
    fn only_persons_that_a_field_touches_are_mentioned() {
        let content =
            Content { situation: Situation { children: Some(ChildrenInHome::One), ..Situation::default() }, ..Content::default() };
        let filled = fill(empty(), &content, &around());
        assert_eq!(filled.draft.subjects, [around().people.child]);
    }

    #[test]
    fn the_number_of_a_protected_person_is_no_field_at_all() {
        for protection in [None, Some(ProtectionAnswer::Yes), Some(ProtectionAnswer::Unknown)] {
            let mut content = content();
            content.asking.protection = protection;
            let filled = fill(empty(), &content, &around());
            assert_eq!(filled.held, [Held::ProtectedNumber], "{protection:?}");
            assert!(!categories(&filled).contains(&Category::SafeContact));
        }
    }

    #[test]
    fn what_was_left_out_or_is_under_way_is_not_sent() {
        let mut content = content();
        content.leave_out(Category::SafeContact, true);
        content.leave_out(Category::IncidentAddress, true);
        let victim = around().people.victim.id;
        let went = |subject| UnderWay { category: Category::Identity, subject, by_duty: false };
        let around = Around { under_way: vec![went(Some(victim))], ..around() };
        let filled = fill(empty(), &content, &around);
        assert_eq!(filled.left_out, [Category::SafeContact], "what is not there is not left out");
        assert!(!categories(&filled).contains(&Category::SafeContact) && !categories(&filled).contains(&Category::Identity));
    }

    #[test]
    fn what_went_by_consent_or_about_somebody_else_keeps_nothing_out_of_a_duty() {
        let went = |category, subject, by_duty| UnderWay { category, subject, by_duty };
        let people = around().people;
        let consented = Around { under_way: vec![went(Category::Incident, None, false)], ..around() };
        assert!(!categories(&fill(empty(), &content(), &consented)).contains(&Category::Incident));
        let now_by_duty = Around { by_duty: vec![(Category::Incident, None)], ..consented };
        assert!(categories(&fill(empty(), &content(), &now_by_duty)).contains(&Category::Incident), "the duty sends it anew");
        let reported = Around { under_way: vec![went(Category::Incident, None, true)], ..now_by_duty };
        assert!(!categories(&fill(empty(), &content(), &reported)).contains(&Category::Incident), "once");
        let his = Around { under_way: vec![went(Category::Identity, Some(people.suspect.id), false)], ..around() };
        assert!(categories(&fill(empty(), &content(), &his)).contains(&Category::Identity), "his name is not hers");
    }

    #[test]
    fn a_harm_test_is_of_the_incident_it_was_made_for() {
        let (mut content, around) = (content(), around());
        let judged = crate::domain::concern::Judged {
            at: around.began_at,
            role: wire::StaffRole::PatrolOfficer,
            staff: "0".repeat(32).parse().unwrap(),
        };
        let passed = |content: &Content| {
            let filled = fill(empty(), content, &around);
            filled.draft.facts.iter().any(|fact| fact.code == FactCode::HarmTestPassed)
        };
        let of = incident_digest(&content, around.began_at).unwrap();
        content.harm_test = Some(crate::domain::call_out::HarmTest { judged, of });
        assert!(passed(&content));
        content.situation.kind = Some(wire::value::IncidentKind::Threat);
        assert!(!passed(&content), "another incident: nobody has tested it");
    }
}
