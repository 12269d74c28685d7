//! What a person may be told: every category, person, purpose and direction, with every rule of every edition.

use rulebook::{Edition, ExtractClass, ExtractReason, RuleKind, ToldField};
use wire::{About, Category, Direction, Purpose, SubjectRole};

const ROLES: &[SubjectRole] = SubjectRole::ALL;

/// Calls `look` with all that could ever stand in an extract: each field with each pair of rules over the roles it touches.
fn every_line(edition: &Edition, mut look: impl FnMut(&ToldField<'_>)) {
    for &category in Category::ALL {
        let subjects: Vec<Option<SubjectRole>> = match category.subjects() {
            [] => vec![None],
            known => known.iter().copied().map(Some).collect(),
        };
        for subject in subjects {
            for rules in rules_over(edition, &touched(category, subject)) {
                for &purpose in Purpose::ALL {
                    for direction in [None, Some(Direction::PoliceToSocial), Some(Direction::SocialToPolice)] {
                        for of_the_asker in [true, false] {
                            let line = ToldField { category, subject, of_the_asker, purpose, direction, rules: &rules, alone: true };
                            look(&line);
                        }
                    }
                }
            }
        }
    }
}

/// Whose secrecy a line touches, written apart from the code under test.
fn touched(category: Category, subject: Option<SubjectRole>) -> Vec<SubjectRole> {
    match category.about() {
        About::TheSubject => subject.into_iter().collect(),
        About::Roles(roles) => roles.to_vec(),
        About::Nobody => Vec::new(),
    }
}

/// One rule for each role, of all the edition has; of two roles the second by the consents, a duty and the harm test alone.
fn rules_over<'e>(edition: &'e Edition, roles: &[SubjectRole]) -> Vec<Vec<(Option<SubjectRole>, &'e str)>> {
    let ids: Vec<&str> = edition.rules().iter().map(|rule| rule.id.as_str()).collect();
    let some = ["CONSENT-VICTIM", "CONSENT-PERP", "OSL-35-1-H", "SOL-19-1-B"].into_iter().filter(|id| ids.contains(id));
    match roles {
        [] => ids.iter().map(|id| vec![(None, *id)]).collect(),
        [one] => ids.iter().map(|id| vec![(Some(*one), *id)]).collect(),
        [one, other, ..] => {
            some.flat_map(|second| ids.iter().map(move |first| vec![(Some(*one), *first), (Some(*other), second)])).collect()
        }
    }
}

fn class(edition: &Edition, asks: SubjectRole, line: &ToldField<'_>) -> ExtractClass {
    edition.extract_class(asks, line).class
}

#[test]
fn the_suspect_never_sees_what_comes_from_another_or_shows_that_another_has_contact() {
    let from_others = [Category::RiskLevel, Category::Weapons, Category::InTreatment, Category::TreatmentEvent, Category::RestrainingOrder];
    let for_others = [
        Purpose::ChildProtection,
        Purpose::ProtectionPlanning,
        Purpose::PreventionOfSeriousCrime,
        Purpose::PartnerContact,
        Purpose::Coordination,
        Purpose::Correction,
        Purpose::Request,
    ];
    // A custodian may be the same person.
    let own_rules = [(SubjectRole::PersonUsingViolence, "CONSENT-PERP"), (SubjectRole::Custodian, "CONSENT-CUSTODIAN")];
    for (edition, (asks, own_rule)) in Edition::all_shipped().iter().flat_map(|edition| own_rules.map(|own| (edition, own))) {
        let mut seen = 0;
        every_line(edition, |line| {
            let class = class(edition, asks, line);
            assert_ne!(class, ExtractClass::Open, "nothing of his opens by itself: {line:?}");
            if class == ExtractClass::Closed {
                return;
            }
            seen += 1;
            assert_eq!(line.subject, Some(asks), "{line:?}");
            assert!(line.of_the_asker, "{line:?}");
            assert_eq!(touched(line.category, line.subject), [asks], "it touches her or a child: {line:?}");
            assert!(!from_others.contains(&line.category), "she may have told it: {line:?}");
            assert!(!for_others.contains(&line.purpose), "it is for her or a child: {line:?}");
            assert_eq!(line.rules, [(Some(asks), own_rule)], "another's word let it go: {line:?}");
        });
        assert!(seen > 0 || (asks == SubjectRole::Custodian && edition.rules().iter().all(|rule| rule.id != own_rule)), "{}", edition.id());
    }
}

#[test]
fn what_went_together_with_anothers_is_not_the_suspects() {
    let edition = Edition::shipped();
    let rules = [(Some(SubjectRole::PersonUsingViolence), "CONSENT-PERP")];
    let own = ToldField {
        category: Category::SupportWanted,
        subject: Some(SubjectRole::PersonUsingViolence),
        of_the_asker: true,
        purpose: Purpose::CustodyTalk,
        direction: Some(Direction::PoliceToSocial),
        rules: &rules,
        alone: true,
    };
    let judged = |line| edition.extract_class(SubjectRole::PersonUsingViolence, &line);
    assert_eq!(judged(own).why, ExtractReason::AboutSuspect);
    assert_eq!(judged(ToldField { alone: false, ..own }).class, ExtractClass::Closed);
}

#[test]
fn a_childs_line_is_always_a_decision() {
    for edition in Edition::all_shipped() {
        let mut decided = 0;
        every_line(&edition, |line| {
            let class = class(&edition, SubjectRole::Child, line);
            assert_ne!(class, ExtractClass::Open, "{line:?}");
            decided += usize::from(class == ExtractClass::Manual);
        });
        assert!(decided > 0);
    }
}

#[test]
fn what_is_not_about_the_asker_is_closed() {
    let edition = Edition::shipped();
    for &asks in ROLES {
        every_line(&edition, |line| {
            let mine = line.of_the_asker && line.subject.map_or_else(|| touched(line.category, None).contains(&asks), |role| role == asks);
            if !mine {
                assert_eq!(class(&edition, asks, line), ExtractClass::Closed, "{asks}: {line:?}");
            }
        });
    }
}

#[test]
fn only_her_own_yes_opens_by_itself() {
    let edition = Edition::shipped();
    let mut opened = Vec::new();
    for &asks in ROLES {
        every_line(&edition, |line| {
            if class(&edition, asks, line) != ExtractClass::Open {
                return;
            }
            assert_eq!(asks, SubjectRole::Victim, "{line:?}");
            for (role, id) in line.rules {
                let rule = edition.rules().iter().find(|rule| rule.id == *id).unwrap();
                assert_eq!((*role, rule.kind), (Some(SubjectRole::Victim), RuleKind::Consent), "{line:?}");
            }
            opened.push(line.category);
        });
    }
    assert!(opened.contains(&Category::Identity) && opened.contains(&Category::SafeContact));
}

#[test]
fn what_the_lead_clears_waits_for_a_day() {
    let edition = Edition::shipped();
    every_line(&edition, |line| {
        let gated = line.direction.is_none_or(|direction| edition.is_cleared_by_the_lead(direction, line.category));
        if gated {
            assert!(ROLES.iter().all(|asks| class(&edition, *asks, line) >= ExtractClass::Delayed), "{line:?}");
        }
    });
}

#[test]
fn an_unknown_rule_and_none_at_all_close() {
    let edition = Edition::shipped();
    for rules in [&[][..], &[(Some(SubjectRole::Victim), "NO-SUCH-RULE")]] {
        let line = ToldField {
            category: Category::Identity,
            subject: Some(SubjectRole::Victim),
            of_the_asker: true,
            purpose: Purpose::AcuteSupport,
            direction: Some(Direction::PoliceToSocial),
            rules,
            alone: true,
        };
        let judged = edition.extract_class(SubjectRole::Victim, &line);
        assert_eq!((judged.class, judged.why), (ExtractClass::Closed, ExtractReason::RuleUnknown));
    }
}
