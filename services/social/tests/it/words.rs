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
];

#[test]
fn every_word_is_there_in_both_languages() {
    let others = ["../../shared/web/locales", "../../shared/casework/locales", "../../shared/wire/locales"];
    web::testing::check_keys_with(&["templates", "src"], &["locales"], MADE, &others);
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
    for answer in social::domain::Agreed::ALL {
        assert!(words.contains(&format!("\nagreed-{answer} = ")), "{answer}");
    }
}

#[test]
fn without_an_agency_the_configuration_is_refused_with_its_name() {
    let error = social::config::load(None).unwrap_err().to_string();
    assert!(error.contains("agency"), "{error}");
}
