//! The other agency sees how far an item has come, and nothing of what it holds: a list of the desk's own is full of words
//! that are nowhere else, and every place that is not the desk's is searched for them.

use std::fs;

use integration_tests::{Kind, Needles, Night, Plan, Town, Visitor, eventually};

use crate::byte_scan::{between, contents, is_there, search};

/// Words of the desk's own list, and what was answered on it.
const OF_THE_LIST: [(&str, &str); 7] = [
    ("title", "Kanarielistan för Påhittsta"),
    ("text", "Bjud på kanariefrön i väntrummet"),
    ("why", "Därför att kanariefrön lugnar"),
    ("source", "Kanarierutin 77"),
    ("item", "kanarie.bjud"),
    ("answer", "kanariesvar_ja"),
    ("reason", "not_safe_now"),
];

const LIST: &str = r#"
id = "social-alarm"
version = "77-kanarie"
phase = "alarm"
owner = "social"
title.sv = "Kanarielistan för Påhittsta"
title.en = "The list of Påhittsta"

[[item]]
id = "kanarie.bjud"
role = "duty_worker"
phase_item = "meeting_agreed"
text.sv = "Bjud på kanariefrön i väntrummet."
text.en = "Offer seeds in the waiting room."
why.sv = "Därför att kanariefrön lugnar"
why.en = "Because seeds calm"
source.sv = "Kanarierutin 77"
source.en = "Routine 77"
answers = [{ id = "kanariesvar_ja", sv = "Ja tack", en = "Yes please" }]

[[item]]
id = "kanarie.farligt"
role = "duty_worker"
phase_item = "acute_protection"
text.sv = "Vattna blommorna."
text.en = "Water the plants."
why.sv = "De torkar"
why.en = "They are dry"
source.sv = "Egen rutin"
source.en = "Own routine"
"#;

#[test]
fn states_cross_and_no_word_of_a_list_does() {
    let lists = tempfile::tempdir().unwrap();
    fs::write(lists.path().join("own.toml"), LIST).unwrap();
    let folder = ("STAFETT_SOCIAL__AGENCY__CHECKLISTS".to_owned(), lists.path().display().to_string());
    let mut town = Town::with(Plan { variables: vec![folder], ..Plan::default() });
    let (robin, sam) = (Visitor::log_in(&town.police.url(), "Robin Ek"), Visitor::log_in(&town.social.url(), "Sam Lind"));
    let (code, sent) = town.officer.hand_over(&Night::consent("Ellinor Påhittad", "070-174 06 05"));
    for handover in &sent {
        town.desk.rings(&handover.id);
    }
    robin.join(&code, "same_patrol");

    let path = format!("/cases/{code}/phases");
    let mark = |item: &str, fields: &[(&str, &str)]| {
        let board = sam.visit(&format!("{path}?phase=alarm"));
        let form = board.form_with(&path, "item", item);
        let seen = sam.submit(form, fields);
        assert_eq!(seen.status, 200, "{:?}", seen.page.errors);
    };
    mark("kanarie.bjud", &[("choose", "kanariesvar_ja")]);
    mark("kanarie.farligt", &[("word", "not_applicable"), ("reason", "not_safe_now")]);
    let board = sam.visit(&format!("{path}?phase=alarm"));
    for (name, words) in &OF_THE_LIST[..4] {
        assert!(is_there(words, &[("board".to_owned(), board.body.clone())]), "control: {name} is on the desk's own board");
    }
    let form = board.form(&format!("{path}/tell"));
    let mut pairs = form.pairs();
    pairs.retain(|(name, _)| name != "told");
    pairs.extend(["meeting_agreed.done", "acute_protection.not_applicable"].map(|told| ("told".to_owned(), told.to_owned())));
    assert_eq!(sam.post_pairs(&format!("{path}/tell"), &pairs).status, 303);

    let seen = eventually("both states to come to the police", || {
        let seen = robin.visit(&format!("{path}?phase=alarm"));
        let text = &seen.page.text;
        if text.contains("Mötesplats är bestämd") && text.contains("Ej aktuellt") { Ok(seen) } else { Err(text.clone()) }
    });
    let needles = Needles::of(OF_THE_LIST);
    // The reasons to choose from stand on every board and in every schema: of those only what crosses would tell.
    let without_reason = Needles::of(OF_THE_LIST.into_iter().filter(|(name, _)| *name != "reason"));
    assert_eq!(search(&without_reason, [("the police's board".to_owned(), seen.body.clone())]), []);
    for kind in Kind::ALL {
        town.service(kind).kill();
    }
    assert_eq!(search(&without_reason, contents(town.files("police.sqlite"))), [], "the police's files");
    assert_eq!(search(&needles, contents(town.files("broker.sqlite"))), [], "the broker's files");
    assert!(is_there("kanarie.bjud", &contents(town.files("social.sqlite"))), "control: the desk keeps its own");
    let crossing = between(&town);
    assert!(is_there(&code, &crossing), "control: the case code crosses");
    assert_eq!(search(&needles, crossing), [], "between agencies and broker");
}
