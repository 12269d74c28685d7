//! An agency's own checklist is taken when it is whole, and the answer says what to mend when it is not.

use practice::{Choice, ContentError, Flag, Flags, Library, Owner};
use wire::{Language, value::PhaseItem};

/// A whole list, with one part put in the place of another.
fn draft(old: &str, new: &str) -> String {
    let whole = r#"
id = "own"
version = "1"
phase = "alarm"
owner = "police"
title = { sv = "Egen lista", en = "Own list" }

[[item]]
id = "own.first"
role = "patrol_officer"
phase_item = "children_mapped"
branch = "children and not in_custody or weapon"
text = { sv = "Fråga om barn.", en = "Ask about children." }
why = { sv = "Svaret behövs.", en = "The answer is needed." }
source = { sv = "Eget steg; lokal rutin.", en = "Our own step; local routine." }
answers = [
  { id = "yes", sv = "Ja", en = "Yes", sets = ["children"] },
  { id = "none", sv = "Nej", en = "No", sets = ["not children"] },
]

[[item]]
id = "own.second"
role = "patrol_officer"
text = { sv = "Ring.", en = "Call." }
why = { sv = "De väntar.", en = "They wait." }
source = { sv = "Eget steg.", en = "Our own step." }
"#;
    assert!(old.is_empty() || whole.contains(old), "nothing to put it in the place of");
    whole.replacen(old, new, 1)
}

fn add(old: &str, new: &str) -> Result<(), ContentError> {
    Library::shipped().add_checklist(&draft(old, new))
}

#[test]
fn a_whole_list_is_taken_beside_ours() {
    let mut library = Library::shipped();
    let ours = library.checklists(Owner::Police).len();
    assert_eq!(library.add_checklist(&draft("", "")), Ok(()));
    assert_eq!(library.checklists(Owner::Police).len(), ours + 1);
    assert_eq!(library.checklists(Owner::Social).len(), ours);
    let item = library.checklist("own").and_then(|list| list.item("own.first")).expect("the item");
    assert_eq!(item.phase_item(), Some(PhaseItem::ChildrenMapped));
    assert_eq!(item.branch().flags().collect::<Vec<_>>(), [Flag::Children, Flag::InCustody, Flag::Weapon]);
    assert_eq!((item.choice(), item.text(Language::Sv)), (Choice::One, "Fråga om barn."));
}

#[test]
fn a_newer_version_is_used_and_the_older_one_kept() {
    let mut library = Library::shipped();
    let ours = library.checklist("police-alarm").expect("ours").checksum();
    let newer = draft("id = \"own\"", "id = \"police-alarm\"").replace("version = \"1\"", "version = \"here-1\"");
    assert_eq!(library.add_checklist(&newer), Ok(()));
    assert_eq!(library.checklist("police-alarm").map(|list| list.version()), Some("here-1"));
    assert_eq!(library.checklist_version("police-alarm", "1").map(|list| list.checksum()), Some(ours));
    let used: Vec<&str> = library.checklists(Owner::Police).iter().map(|list| list.version()).collect();
    assert_eq!(used, ["here-1", "1", "1"], "one version of each");
    assert_eq!(library.add_checklist(&newer), Err(ContentError::Twice("police-alarm".to_owned(), "here-1".to_owned())));
}

#[test]
fn and_binds_tighter_than_or() {
    let mut library = Library::default();
    library.add_checklist(&draft("", "")).expect("a whole list");
    let item = library.checklist("own").and_then(|list| list.item("own.first")).expect("the item");
    let known = |flags: &[&str]| {
        let stated: Flags = flags.iter().map(|flag| practice::FlagChange { flag: flag.parse().expect("a flag"), raised: true }).collect();
        item.applies(&stated)
    };
    assert!(known(&["children"]) && known(&["weapon"]) && known(&["weapon", "in_custody"]));
    assert!(!known(&[]) && !known(&["children", "in_custody"]));
}

#[test]
fn a_flag_or_a_branch_that_nobody_knows_is_refused() {
    let flag = |words: &str| Err(ContentError::Flag("own.first".to_owned(), words.to_owned()));
    let branch = |words: &str| Err(ContentError::Branch("own.first".to_owned(), words.to_owned()));
    let condition = "children and not in_custody or weapon";
    assert_eq!(add(condition, "childs"), flag("childs"));
    assert_eq!(add(condition, "not (weapon)"), flag("(weapon)"));
    for words in ["and", "children and", "or weapon", "children weapon", "not not weapon", "not", "children and or weapon"] {
        assert_eq!(add(condition, words), branch(words));
    }
    assert_eq!(add("\"not children\"", "\"not childs\""), flag("not childs"));
    assert_eq!(add("\"not children\"", "\"maybe children\""), flag("maybe children"));
}

#[test]
fn an_item_of_the_board_is_known_of_this_phase_and_spoken_to_once() {
    let first = || "own.first".to_owned();
    assert_eq!(add("children_mapped", "consent_asked"), Err(ContentError::PhaseItem(first(), "consent_asked".to_owned())));
    assert_eq!(add("children_mapped", "safety_plan"), Err(ContentError::OtherPhase(first(), PhaseItem::SafetyPlan)));
    let second = "id = \"own.second\"";
    let spoken = add(second, "id = \"own.second\"\nphase_item = \"children_mapped\"");
    assert_eq!(spoken, Err(ContentError::SpokenTwice("own.second".to_owned())));
    assert_eq!(add(second, "id = \"own.first\""), Err(ContentError::ItemTwice(first())));
    assert_eq!(add("id = \"none\"", "id = \"yes\""), Err(ContentError::AnswerTwice(first(), "yes".to_owned())));
}

#[test]
fn every_part_stands_in_both_languages() {
    let missing = |owner: &str, part| Err(ContentError::Missing(owner.to_owned(), part));
    assert_eq!(add("sv = \"Egen lista\", ", ""), missing("own", "title"));
    assert_eq!(add("Ask about children.", " "), missing("own.first", "text"));
    assert_eq!(add("text = { sv = \"Ring.\", en = \"Call.\" }", ""), missing("own.second", "text"));
    assert_eq!(add("why = { sv = \"De väntar.\", en = \"They wait.\" }", ""), missing("own.second", "why"));
    assert_eq!(add("source = { sv = \"Eget steg.\", en = \"Our own step.\" }", ""), missing("own.second", "source"));
    assert_eq!(add(", en = \"Yes\"", ""), missing("own.first", "answer"));
    let empty = draft("", "");
    let head = empty.split("[[item]]").next().expect("the head");
    assert_eq!(Library::default().add_checklist(head), missing("own", "item"));
}

#[test]
fn words_to_people_are_short_and_cite_no_section() {
    let long = |part, longest| Err(ContentError::TooLong("own.first".to_owned(), part, longest));
    let of = |length: usize| "å".repeat(length);
    assert_eq!(add("Fråga om barn.", &of(300)), Ok(()));
    assert_eq!(add("Fråga om barn.", &of(301)), long("text", 300));
    assert_eq!(add("Svaret behövs.", &of(301)), long("why", 300));
    assert_eq!(add("\"Ja\"", &format!("\"{}\"", of(81))), long("answer", 80));
    let section = |part| Err(ContentError::Section("own.first".to_owned(), part));
    assert_eq!(add("Fråga om barn.", "Anmäl (19 kap. 1 §)."), section("text"));
    assert_eq!(add("The answer is needed.", "Section § 1."), section("why"));
    assert_eq!(add("\"Ja\"", "\"Ja, 1 §\""), section("answer"));
    assert_eq!(add("lokal rutin.", "19 kap. 1 §."), Ok(()), "the source may");
}

#[test]
fn a_file_of_another_shape_is_refused() {
    for (old, new) in [
        ("\"alarm\"", "\"later\""),
        ("\"police\"", "\"broker\""),
        ("patrol_officer", "boss"),
        ("version = \"1\"", ""),
        ("title =", "titel ="),
    ] {
        assert!(matches!(add(old, new), Err(ContentError::Shape(_))), "{new}");
    }
    assert!(matches!(add("sets = [\"children\"]", "score = 3"), Err(ContentError::Shape(_))), "nothing is scored");
    assert!(matches!(add("sets = [\"children\"]", "chosen = true"), Err(ContentError::Shape(_))), "nothing is ticked beforehand");
}

#[test]
fn an_id_keeps_its_owner_and_phase() {
    let moved = || Err(ContentError::Moved("own".to_owned()));
    let mut library = Library::default();
    library.add_checklist(&draft("", "")).expect("a whole list");
    let newer = draft("version = \"1\"", "version = \"2\"");
    assert_eq!(library.add_checklist(&newer.replace("\"police\"", "\"social\"")), moved());
    let other = newer.replace("\"alarm\"", "\"care\"").replace("phase_item = \"children_mapped\"\n", "");
    assert_eq!(library.add_checklist(&other), moved());
    assert_eq!(library.all_checklists().len(), 1, "nothing was added");
    assert_eq!(library.add_checklist(&newer), Ok(()));
}
