//! Words in both languages, configuration and migrations.

#[test]
fn every_word_is_in_both_languages_and_used() {
    let made = [
        "problem-*",
        "agency-kind-*",
        "state-*",
        "editions-*",
        "standing-*",
        "outcome-*",
        "direction-*",
        "about-*",
        "person-*",
        "kind-*",
        "kinds-*",
        "confidence-*",
        "reading-*",
        "switch-is-*",
        "way-new-*",
        "way-gone-*",
        "part-*",
        "lack-*",
        "case-fault-*",
        "case-list-*",
        "entry-*",
        "receipt-*",
    ];
    let others = ["../../shared/web/locales", "../../shared/wire/locales"];
    web::testing::check_keys_with(&["templates", "src"], &["locales"], &made, &others);
}

/// Keys that are made of a code at run time, list by list.
fn made_of_codes() -> Vec<String> {
    use broker::flow::{ProposalState, ReceiptFault, TextOutcome, TextStanding};
    fn of<T: ToString>(list: &str, codes: &[T]) -> Vec<String> {
        codes.iter().map(|code| format!("{list}-{}", code.to_string())).collect()
    }
    [
        of("agency-kind", wire::AgencyKind::ALL),
        of("state", ProposalState::ALL),
        of("editions", ProposalState::ALL),
        of("editions-none", ProposalState::ALL),
        of("standing", TextStanding::ALL),
        of("outcome", TextOutcome::ALL),
        of("direction", wire::Direction::ALL),
        of("about", wire::SubjectRole::ALL),
        of("person", wire::SubjectRole::ALL),
        of("kind", rulebook::RuleKind::ALL),
        of("kinds", rulebook::RuleKind::ALL),
        of("way-new", rulebook::RuleKind::ALL),
        of("way-gone", rulebook::RuleKind::ALL),
        of("confidence", rulebook::Confidence::ALL),
        of("reading", rulebook::Reading::ALL),
        of("reading-warning", &[rulebook::Reading::CutOff, rulebook::Reading::NotRead]),
        of("switch-is", &[true, false]),
        of("role", wire::StaffRole::ALL),
        of("category", wire::Category::ALL),
        of("purpose", wire::Purpose::ALL),
        of("receipt", ReceiptFault::ALL),
        ledger::EntryKind::ALL.map(|kind| format!("entry-{}", kind.code())).to_vec(),
    ]
    .concat()
}

#[test]
fn every_code_has_its_words() {
    for language in ["sv", "en"] {
        let read = |path: &str| std::fs::read_to_string(path).unwrap();
        let own = ["rulebook", "status", "verify"].map(|file| read(&format!("locales/{language}/{file}.ftl"))).concat();
        let words = format!("\n{own}\n{}", read(&format!("../../shared/wire/locales/{language}/codes.ftl")));
        let missing: Vec<String> = made_of_codes().into_iter().filter(|key| !words.contains(&format!("\n{key} = "))).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}

#[test]
fn the_manual_is_a_configuration() {
    broker::config::load(None).unwrap();
    let refused = web::config::load_from::<broker::Config>(
        broker::config::DEFAULTS,
        Some(("mine.toml".to_owned(), "[sequencer]\nbatch = 1\n")),
        "STAFETT_BROKER",
        [],
    );
    assert!(refused.err().unwrap().to_string().contains("batch"));
}

mod migrations {
    use std::sync::Arc;

    use crate::{on_both, town::Town};

    on_both!(everything_goes_up_down_and_up);

    async fn everything_goes_up_down_and_up(town: Arc<Town>) {
        let turn = move || {
            let schema = broker::schema().unwrap();
            let db = town.database.open(&schema);
            db.revert_all(&schema).unwrap();
            drop(db);
            drop(town.database.open(&schema));
        };
        tokio::task::spawn_blocking(turn).await.unwrap();
    }
}
