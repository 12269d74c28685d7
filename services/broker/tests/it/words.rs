//! Words in both languages, configuration and migrations.

#[test]
fn every_word_is_in_both_languages_and_used() {
    let made = ["problem-*", "agency-kind-*"];
    web::testing::check_keys_with(&["templates", "src"], &["locales"], &made, &["../../shared/web/locales"]);
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
