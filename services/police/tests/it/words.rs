//! Both languages say the same things.

#[test]
fn every_message_is_there_in_both_languages_and_used() {
    web::testing::check_keys_with(
        &["templates", "src"],
        &["locales"],
        &[
            "problem-*",
            "handover-*",
            "standing-*",
            "relation-*",
            "necessity-*",
            "duty-reason-*",
            "difference-*",
            "told-outcome-*",
            "recall-*",
            "outreach-route-*",
            "outreach-close-*",
            "outreach-not-*",
            "outreach-step-*",
            "outreach-children-*",
            "visit-place-*",
            "visit-identity-*",
            "visit-outcome-*",
            "visit-unnamed-*",
            "help-*",
            "custody-notice-*",
            "custody-part-*",
            "focus-kind-*",
            "focus-factor-*",
            "focus-order-*",
            "focus-advice-*",
            "focus-danger-*",
            "focus-place-*",
            "focus-source-*",
            "focus-life-*",
            "focus-renewal-*",
            "focus-refused-*",
            "briefing-shown-*",
            "shift-*",
        ],
        &["../../shared/casework/locales", "../../shared/web/locales", "../../shared/wire/locales"],
    );
}

#[test]
fn the_configuration_that_is_the_manual_names_every_key_and_refuses_others() {
    let agency = police::config::DEFAULTS.lines().skip_while(|line| !line.starts_with("# [agency]"));
    let filled: String = agency
        .map(|line| line.trim_start_matches('#').trim_start())
        .map(|line| line.replace("key_id = \"…\"", "key_id = \"0123456789abcdef\""))
        .map(|line| line.replace("root = \"…\"", "root = \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\""))
        .map(|line| line.replace("public = \"…\"", "public = \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"") + "\n")
        .collect();
    let load = |text: &str| web::config::load_from::<police::Config>(police::config::DEFAULTS, Some(("test".to_owned(), text)), "X", []);
    let config = load(&filled).unwrap();
    assert_eq!((config.agency.demo_staff.len(), config.agency.api_clients.len()), (1, 1));
    assert!(load(&format!("langauge = 1\n{filled}")).is_err(), "a typing error is refused");
    assert!(load("").is_err(), "an agency has no default");
}
