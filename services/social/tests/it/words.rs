//! Every word in both languages, none asked for in vain and none left over; the manual is a valid configuration.

/// Keys that are put together from a code at run time.
const MADE: &[&str] = &[
    "duty-state-*",
    "duty-tell-*",
    "agreed-*",
    "problem-*",
    "doubt-*",
    "attempt-*",
    "inquiry-*",
    "log-difference-*",
    "care-answer-*",
    "care-topic-*",
    "care-protection-*",
    "care-police-*",
    "care-pets-*",
    "care-transport-*",
    "custody-talk-ask-*",
    "custody-talk-why-*",
    "custody-talk-agreed-*",
    "custody-talk-officer-*",
    "custody-talk-decisions-*",
    "custody-talk-police_first-*",
    "custody-talk-danger-*",
    "custody-talk-children-*",
    "custody-talk-inquiry-*",
    "custody-talk-interpreter-*",
    "custody-talk-colleague-*",
    "custody-talk-shut-*",
    "custody-talk-reason-*",
    "custody-talk-ending-*",
    "custody-talk-concern-*",
    "custody-talk-part-*",
    "custody-talk-plan-*",
    "custody-talk-place-*",
    "custody-talk-until-*",
    "custody-talk-transport-*",
    "custody-talk-contact-*",
    "custody-talk-need-*",
    "custody-talk-blank-*",
    "safety-plan-section-*",
    "safety-plan-hint-*",
    "safety-plan-paper-*",
    "safety-plan-item-*",
    "safety-plan-custodian-*",
    "safety-plan-told-by-*",
    "safety-plan-barnahus-*",
    "safety-plan-goal-*",
    "safety-plan-due-*",
    "safety-plan-follow-up-*",
    "partner-part-*",
    "partner-answer-*",
    "partner-her-answer-*",
    "partner-form-*",
    "partner-somebody-*",
    "partner-event-*",
    "partner-risk-*",
    "partner-decision-*",
    "partner-exclusion-*",
    "partner-shut-*",
    "partner-channel-*",
    "partner-outcome-*",
    "partner-day-*",
    "partner-task-*",
    "partner-end-*",
    "partner-source-*",
    "partner-letter-*",
    "partner-wording-*",
    "read-out-*",
    "referral-answer-*",
    "referral-way-*",
    "referral-result-*",
    "referral-heard-*",
    "service-kind-*",
    "services-column-*",
];

#[test]
fn every_word_is_there_in_both_languages() {
    let others = ["../../shared/web/locales", "../../shared/casework/locales", "../../shared/wire/locales"];
    web::testing::check_keys_with(&["templates", "src"], &["locales"], MADE, &others);
}

/// Keys of a talk that are made of a code.
fn talk_keys() -> Vec<String> {
    use social::domain as of;
    let asked = ["agreed", "officer", "decisions", "police_first", "danger", "children", "inquiry", "interpreter", "colleague"];
    let questions = asked.iter().flat_map(|name| [format!("ask-{name}"), format!("why-{name}")]);
    let answers = [
        codes("agreed", of::TalkAgreed::ALL),
        codes("officer", of::TalkOfficer::ALL),
        codes("decisions", of::TalkDecisions::ALL),
        codes("police_first", of::TalkYesNo::ALL),
        codes("danger", of::TalkDanger::ALL),
        codes("children", of::TalkChildren::ALL),
        codes("inquiry", of::TalkInquiry::ALL),
        codes("interpreter", of::TalkInterpreter::ALL),
        codes("colleague", of::TalkYesNo::ALL),
        codes("concern", of::TalkYesNo::ALL),
        codes("shut", of::TalkShut::ALL),
        codes("reason", practice::BreakOff::ALL),
        codes("ending", practice::BreakOff::ALL),
        codes("ending", &["held", "declined"]),
        codes("part", practice::TalkPart::ALL),
        codes("blank", &["plan", "feeling", "step", "decisions"]),
        codes("ask", &["plan", "until", "transport", "contact"]),
    ];
    let findings = practice::TalkFinding::ALL.iter().map(|finding| format!("{}-{}", finding.part(), finding.word()));
    questions.chain(answers.concat()).chain(findings).collect()
}

/// Keys of a safety plan that are made of a code.
fn plan_keys() -> Vec<String> {
    use social::domain as of;
    let hers = of::PlanOf::Victim.sections();
    let lists = [
        codes("section", of::PlanSection::ALL),
        codes("hint", of::PlanSection::ALL),
        codes("paper", hers),
        codes("item", of::PlanItem::ALL),
        codes("told-by", of::WhoTellsChildren::ALL),
        codes("custodian", &["yes", "no", "not_stated"]),
        codes("barnahus", &["not_stated", "not_needed", "to_be_asked", "held"]),
        codes("goal", &["open", "reached"]),
        codes("goal-dropped", of::GoalDropped::ALL),
        codes("due", of::PlanDueReason::ALL),
        codes("paper-choice", of::PaperChoice::ALL),
        codes("follow-up", of::FollowUpOutcome::ALL),
    ];
    lists.concat()
}

/// Keys of referrals and services that are made of a code.
fn referral_keys() -> Vec<String> {
    use social::domain as of;
    let lists = [
        codes("service-kind", of::ServiceKind::ALL),
        codes("referral-answer", of::ReferralAnswer::ALL),
        codes("referral-way", of::ReferralWay::ALL),
        codes("referral-heard", of::OutcomeHeard::ALL),
        codes("referral-result", wire::value::ReferralResult::ALL),
    ];
    lists.concat()
}

fn codes<T: ToString>(list: &str, all: &[T]) -> Vec<String> {
    all.iter().map(|code| format!("{list}-{}", code.to_string())).collect()
}

#[test]
fn every_code_has_its_words() {
    let words = ["social", "desk"].map(|file| std::fs::read_to_string(format!("locales/sv/{file}.ftl")).unwrap()).concat();
    for state in social::domain::DutyState::ALL {
        assert!(words.contains(&format!("\nduty-state-{state} = ")), "{state}");
    }
    for doubt in social::domain::Doubt::ALL {
        assert!(words.contains(&format!("\ndoubt-{doubt} = ")), "{doubt}");
    }
    for outcome in social::domain::AttemptOutcome::ALL {
        assert!(words.contains(&format!("\nattempt-{outcome} = ")), "{outcome}");
    }
    for kind in casework::DifferenceKind::ALL {
        assert!(words.contains(&format!("\nlog-difference-{kind} = ")), "{kind}");
    }
    for key in talk_keys() {
        let words = std::fs::read_to_string("locales/sv/custody_talk.ftl").unwrap();
        assert!(words.contains(&format!("\ncustody-talk-{key} = ")), "{key}");
    }
    let words = std::fs::read_to_string("locales/sv/referrals.ftl").unwrap();
    for key in referral_keys() {
        assert!(words.contains(&format!("\n{key} = ")), "{key}");
    }
    let words = std::fs::read_to_string("locales/sv/safety_plan.ftl").unwrap();
    for key in plan_keys() {
        assert!(words.contains(&format!("\nsafety-plan-{key} = ")), "{key}");
    }
    let words = ["social", "desk"].map(|file| std::fs::read_to_string(format!("locales/sv/{file}.ftl")).unwrap()).concat();
    for answer in social::domain::Agreed::ALL {
        assert!(words.contains(&format!("\nagreed-{answer} = ")), "{answer}");
    }
}

#[test]
fn without_an_agency_the_configuration_is_refused_with_its_name() {
    let error = social::config::load(None).unwrap_err().to_string();
    assert!(error.contains("agency"), "{error}");
}
