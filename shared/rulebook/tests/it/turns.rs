//! Small turns of the rules that nothing else goes by: each of these was wrong in a build once changed on purpose.

use rulebook::{Confidence, Edition, EditionError, Reason, TaskKind, WayForward, keep_cleared};
use wire::{AskedWhere, Category, ConsentGrant, Direction, FactCode, Language, Purpose, SubjectRole};

use crate::{
    split::draft_of,
    town::{Case, child, edition, goes_by, moment, other_board, person_using_violence, subject, victim},
    values::{name, value},
};

/// Her second consent names something that is not sent: that it exists is nobody's business.
#[test]
fn a_consent_that_carries_nothing_here_is_not_sent_along() {
    let case = Case::call_out().consent(victim(), &[Category::Identity]).consent(victim(), &[Category::SafeContact]);
    let first = case.grants[0].id;
    let (draft, case) = draft_of(case, vec![(name("Vera Exempelsson"), Some(victim()))]);
    let decision = case.decide();
    assert_eq!(decision.consents_used(), [first]);
    let kept = keep_cleared(draft, &decision).expect("its own decision").other.expect("her identity goes");
    assert_eq!(kept.consents, [first]);
    assert_eq!(kept.decision().consents_used(), [first]);
}

/// A duty rests on nobody's yes, also where the child said it.
#[test]
fn a_consent_is_used_only_by_what_needs_it() {
    let case = Case::call_out().concern().consent(child(), &[Category::Identity]).field(Category::Identity, Some(child()));
    assert_eq!(case.only(), goes_by(&["SOL-19-1-B"]));
    assert!(case.decide().consents_used().is_empty());
}

#[test]
fn one_part_that_goes_is_not_nothing() {
    let her = || (name("Vera Exempelsson"), Some(victim()));
    let concern = || (value(Category::ChildConcern), Some(child()));
    let empty = |case: Case, fields| {
        let (draft, case) = draft_of(case, fields);
        keep_cleared(draft, &case.decide()).expect("its own decision").is_empty()
    };
    assert!(!empty(Case::call_out().concern(), vec![concern()]), "the duty alone");
    assert!(!empty(Case::call_out().consent(victim(), &[Category::Identity]), vec![her()]), "her part alone");
    assert!(empty(Case::call_out(), vec![her(), concern()]));
}

/// What spoils a consent.
type Spoil = fn(&mut ConsentGrant);

/// Faults with their reasons, from the furthest to the nearest.
const FAULTS: [(Reason, Spoil); 6] = [
    (Reason::ConsentNotForThis, |grant| grant.categories = [Category::SafeContact].into_iter().collect()),
    (Reason::ConsentOtherRecipient, |grant| grant.to = other_board().board),
    (Reason::ConsentOtherPurpose, |grant| grant.purpose = Purpose::Referral),
    (Reason::ConsentExpired, |grant| grant.valid_until = "2026-11-22T22:11:00Z".parse().expect("a moment")),
    (Reason::ConsentNotYet, |grant| grant.valid_from = "2026-11-22T23:00:00Z".parse().expect("a moment")),
    (Reason::ConsentPreliminary, |grant| grant.asked = AskedWhere::WithinEarshot),
];

/// Of two faulty consents the page tells the fault of the one that needs the least to be good.
#[test]
fn the_nearest_consent_gives_the_reason() {
    for (far, (_, further)) in FAULTS.iter().enumerate() {
        for (near, (reason, nearer)) in FAULTS.iter().enumerate().skip(far) {
            let case = || Case::call_out().field(Category::Identity, Some(victim()));
            let both = case().consent_but(victim(), &[Category::Identity], further).consent_but(victim(), &[Category::Identity], nearer);
            assert_eq!(both.only(), Err(*reason), "{far} and {near}");
            let turned = case().consent_but(victim(), &[Category::Identity], nearer).consent_but(victim(), &[Category::Identity], further);
            assert_eq!(turned.only(), Err(*reason), "{near} and {far}");
        }
    }
}

/// A consent that the outline does not refer to, or of somebody else, gives no reason.
#[test]
fn only_a_consent_that_is_meant_gives_the_reason() {
    let early = |grant: &mut ConsentGrant| grant.asked = AskedWhere::WithinEarshot;
    let case = Case::call_out().field(Category::Identity, Some(victim()));
    let his = case.clone().consent_but(person_using_violence(), &[Category::Identity], early);
    assert_eq!(his.only(), Err(Reason::ConsentMissing));
    let mut unreferred = case.consent_but(victim(), &[Category::Identity], early);
    unreferred.outline.consents.clear();
    assert_eq!(unreferred.only(), Err(Reason::ConsentMissing));
    let other = subject(SubjectRole::Victim, 2);
    let mut another = Case::call_out().field(Category::Identity, Some(victim())).consent_but(other, &[Category::Identity], early);
    another.outline.subjects.push(other);
    assert_eq!(another.only(), Err(Reason::ConsentMissing), "of the same role");
}

/// Of two exposed persons one agreed to all of it and one to something else: what the other said is nearer than nothing.
#[test]
fn a_consent_to_something_else_is_nearer_than_none() {
    let other = subject(SubjectRole::Victim, 2);
    let mut case = Case::call_out()
        .facts(&[FactCode::HarmTestPassed])
        .field(Category::Incident, None)
        .consent(other, &[Category::SafeContact])
        .consent(victim(), &[Category::Incident]);
    case.outline.subjects.push(other);
    assert_eq!(case.only(), Err(Reason::ConsentNotForThis));
}

/// A rule that lacks both a yes and an answer is not opened by the yes alone: the answer is asked for first.
#[test]
fn a_consent_that_alone_would_not_do_is_not_proposed_as_if() {
    let event =
        Case::new(Direction::SocialToPolice, Purpose::PartnerContact).field(Category::TreatmentEvent, Some(person_using_violence()));
    assert_eq!(event.way(), Some(WayForward::Answer { fact: FactCode::FormNamesPolice }));
}

/// Where the covering duty tells nobody, another duty of the same cell that would tell is not carried out for it.
#[test]
fn the_lead_is_told_by_the_rule_that_carries() {
    let custody =
        Case::call_out().concern().facts(&[FactCode::RelevantToChild]).field(Category::CustodyStatus, Some(person_using_violence()));
    let at = moment(crate::town::NOW);
    let told = custody.decide_by(edition(), at);
    assert_eq!(told.tasks().iter().map(|task| task.kind).collect::<Vec<_>>(), [TaskKind::TellLead]);
    let carrier = told.rule_ids(edition())[0].to_owned();
    let text = std::str::from_utf8(Edition::SHIPPED).expect("text");
    let start = text.find(&format!("id = \"{carrier}\"")).expect("the rule");
    let tells = start + text[start..].find("tells = \"investigation_lead\"\n").expect("it tells");
    let silent = format!("{}{}", &text[..tells], &text[tells + "tells = \"investigation_lead\"\n".len()..]);
    let silent = Edition::parse(silent.as_bytes()).expect("an edition");
    let decision = custody.decide_by(&silent, at);
    assert!(decision.any_goes() && decision.tasks().is_empty(), "{:?}", decision.tasks());
}

#[test]
fn every_way_has_its_own_code_and_words() {
    let rule = told_rule();
    let ways = [
        WayForward::AskConsent { person: victim() },
        WayForward::Answer { fact: FactCode::ConcernForChild },
        WayForward::NamedPersonDecides { rule },
        WayForward::OutsideHub { rule },
        WayForward::StateWhom,
        WayForward::PersonTells,
    ];
    assert_eq!(ways.map(WayForward::code), WayForward::CODES);
    for (place, way) in ways.iter().enumerate() {
        let words = edition().way_words(*way, Language::Sv);
        assert!(ways[..place].iter().all(|other| edition().way_words(*other, Language::Sv) != words), "{way:?}: {words}");
    }
    // An answer is worded by the question it answers.
    let other = WayForward::Answer { fact: FactCode::ChildUnder18 };
    assert_ne!(edition().way_words(other, Language::En), edition().way_words(ways[1], Language::En));
    assert_eq!(edition().way_words(other, Language::En), edition().fact(FactCode::ChildUnder18).expect("asked").way.en);
}

/// Some rule, as a decision names it.
fn told_rule() -> rulebook::RuleIndex {
    let custody = Case::call_out().concern().facts(&[FactCode::RelevantToChild]);
    custody.field(Category::CustodyStatus, Some(person_using_violence())).decide().tasks()[0].rule
}

#[test]
fn what_the_lead_clears_is_a_category_and_a_direction() {
    let edition = edition();
    let cleared = edition.lead_clears();
    assert!(edition.is_cleared_by_the_lead(Direction::PoliceToSocial, Category::CustodyStatus));
    for &category in Category::ALL {
        for &direction in Direction::ALL {
            let expected = direction == Direction::PoliceToSocial && cleared.contains(category);
            assert_eq!(edition.is_cleared_by_the_lead(direction, category), expected, "{direction} {category}");
        }
    }
}

#[test]
fn a_rule_whose_text_is_missing_is_off() {
    let is_on = |id: &str| edition().is_on(edition().rules().iter().find(|rule| rule.id == id).expect("a rule"));
    assert!(is_on("CONSENT-VICTIM") && is_on("NEVER-ECHO-CUSTODY"));
    assert!(!is_on("OSL-10-21") && !is_on("OSL-10-23"));
    assert!(Confidence::Verified.is_on() && !Confidence::NeedsText.is_on());
}

/// Format 1 had no words for an unanswered question: they are those of the way to answer it.
#[test]
fn a_reason_that_came_later_is_worded_as_its_question() {
    let first = Edition::parse(Edition::FILES[0]).expect("an edition");
    let text = std::str::from_utf8(Edition::FILES[0]).expect("text");
    let way = text.split("[[way]]").find(|way| way.contains("code = \"answer\"")).expect("the way");
    let words = first.reason_words(Reason::QuestionNotAnswered, Language::Sv);
    assert!(!words.is_empty() && way.contains(words), "{words}");
}

#[test]
fn scales_that_contradict_themselves_are_refused() {
    let crime = |code: &str, penalties: &str| {
        let text = std::str::from_utf8(Edition::SHIPPED).expect("text");
        let murder = "    { from = \"2021-08-01\", minimum_months = 120, reaches = true },\n";
        let place = text.find(murder).expect("murder has one scale");
        let changed = format!("{}{penalties}{}", &text[..place], &text[place + murder.len()..]);
        Edition::parse(changed.replacen("code = \"murder\"", &format!("code = \"{code}\""), 1).as_bytes()).err()
    };
    let dates = Some(EditionError::Dates("murder".to_owned()));
    let scale = |from: &str, until: &str| format!("{{ from = \"{from}\", until = \"{until}\", minimum_months = 120, reaches = true }},");
    let open = "{ from = \"2023-01-01\", minimum_months = 120, reaches = true },";
    assert_eq!(crime("murder", &format!("{}{open}", scale("2021-08-01", "2022-12-31"))), None, "one after the other");
    assert_eq!(crime("murder", &format!("{}{open}", scale("2021-08-01", "2023-01-01"))), dates, "both on one day");
    assert_eq!(crime("murder", &format!("{open}{open}")), dates, "the first does not end");
    assert_eq!(crime("murder", &scale("2022-01-01", "2021-12-31")), dates, "it ends before it begins");
    assert_eq!(crime("murder", &scale("2022-01-01", "2022-01-01")), None, "a single day");
    let below = |months: u32| crime("murder", &format!("{{ from = \"2021-08-01\", minimum_months = {months}, reaches = true }},"));
    assert!(matches!(below(11), Some(EditionError::Shape(said)) if said.contains("murder")));
    assert_eq!(below(12), None, "a year reaches a year");
    let open = "{ from = \"2021-08-01\", minimum_months = 120, reaches = true },";
    assert_eq!(crime("manslaughter", open), Some(EditionError::Twice("manslaughter".to_owned())));
}
