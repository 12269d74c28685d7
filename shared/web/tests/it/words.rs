//! The words of this crate, and whether the check of words can fail.

use web::testing;

#[test]
fn every_word_is_in_both_languages_and_used() {
    let made_at_run_time = ["problem-*"];
    testing::check_keys_with(&["templates", "src"], &["locales"], &made_at_run_time, &[]);
}

#[test]
fn the_check_finds_what_is_wrong() {
    let folder = std::env::temp_dir().join(format!("web-words-{}", std::process::id()));
    for (file, text) in [
        ("locales/sv/a.ftl", "one = Ett\ntwo-used = Två\n# three = no\n"),
        ("locales/en/a.ftl", "one = One\nfour-more = Four\n"),
        ("templates/a.html", r#"{{ page.text("two-used") }} {{ page.text("no-such") }}"#),
    ] {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let place = |name: &str| folder.join(name).display().to_string();
    let findings = testing::findings(&[&place("templates")], &[&place("locales")], &[], &[]);
    let expected = ["two-used: no English", "four-more: no Swedish", "no-such: asked for, in no catalogue", "one: never used"];
    assert_eq!(findings.sentences(), expected);
    std::fs::remove_dir_all(&folder).unwrap();
}
