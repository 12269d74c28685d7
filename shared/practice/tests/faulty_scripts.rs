//! A script is taken when it can be walked, and the answer says what to mend when it can't.

use practice::{ContentError, Library};

/// A whole script, with one part put in the place of another.
fn draft(old: &str, new: &str) -> String {
    let whole = r#"
id = "own"
version = "1"
kind = "custody_talk"
owner = "social"
marks = [5, 10]
title = { sv = "Eget manus", en = "Own script" }
purpose = { sv = "Jag heter {name}.", en = "My name is {name}." }

[[step]]
id = "first"
kind = "ask"
title = { sv = "Först", en = "First" }
text = { sv = "Är det okej?", en = "Is it all right?" }
why = { sv = "Det är frivilligt.", en = "It is voluntary." }
source = { sv = "Eget steg.", en = "Our own step." }
chips = [
  { id = "yes", sv = "Ja", en = "Yes", next = "children", tells = ["contact.yes"] },
  { id = "no", sv = "Nej", en = "No", next = "end.declined", sets = ["contact_ban"] },
  { id = "event", sv = "Börjar", en = "Starts", next = "guard.event" },
]

[[step]]
id = "children"
kind = "say"
when = "children and not contact_ban"
otherwise = "last"
title = { sv = "Barnen", en = "Children" }
text = { sv = "Om barnen.", en = "Of the children." }
why = { sv = "De väntar.", en = "They wait." }
source = { sv = "Eget steg.", en = "Our own step." }
next = "last"

[[step]]
id = "last"
kind = "say"
title = { sv = "Sist", en = "Last" }
text = { sv = "Tack.", en = "Thank you." }
why = { sv = "Vänligt.", en = "Kindly." }
source = { sv = "Eget steg.", en = "Our own step." }
next = "end.held"

[[guard]]
id = "event"
end_after = 3
trigger = { sv = "Börjar", en = "Starts" }
text = { sv = "Stopp.", en = "Stop." }
why = { sv = "Inget sparas.", en = "Nothing is kept." }
source = { sv = "Eget steg.", en = "Our own step." }
chips = [{ id = "on", sv = "Vidare", en = "On", next = "back" }]
"#;
    assert!(old.is_empty() || whole.contains(old), "nothing to put it in the place of");
    whole.replacen(old, new, 1)
}

fn add(old: &str, new: &str) -> Result<(), ContentError> {
    Library::shipped().add_script(&draft(old, new))
}

fn leads(owner: &str, to: &str) -> Result<(), ContentError> {
    Err(ContentError::Leads(owner.to_owned(), to.to_owned()))
}

#[test]
fn a_whole_script_is_taken_and_its_version_never_changes() {
    let mut library = Library::shipped();
    assert_eq!(library.add_script(&draft("", "")), Ok(()));
    assert!(matches!(library.add_script(&draft("Tack.", "Tack!")), Err(ContentError::Twice(..))));
    let newer = draft("version = \"1\"", "version = \"2\"");
    let moved = || Err(ContentError::Moved("own".to_owned()));
    assert_eq!(library.add_script(&newer.replace("\"social\"", "\"police\"")), moved());
    assert_eq!(library.add_script(&newer.replace("custody_talk", "release_talk")), moved());
    assert_eq!(library.add_script(&newer), Ok(()));
    assert_eq!(library.script("own").map(|script| script.version()), Some("2"));
    assert!(library.script_version("own", "1").is_some());
}

#[test]
fn everything_leads_to_something_there_is() {
    assert_eq!(add("next = \"children\"", "next = \"childs\""), leads("first", "childs"));
    assert_eq!(add("next = \"last\"", "next = \"lost\""), leads("children", "lost"));
    assert_eq!(add("otherwise = \"last\"", "otherwise = \"lost\""), leads("children", "lost"));
    assert_eq!(add("guard.event", "guard.events"), leads("first", "guard.events"));
    assert_eq!(add("end.declined", "end.tired"), leads("first", "end.tired"));
    assert_eq!(add("next = \"end.held\"", ""), leads("last", ""), "neither words that lead on nor an answer");
    assert_eq!(add("chips = [\n  { id = \"yes\"", "next = \"last\"\nchips = [\n  { id = \"yes\""), leads("first", "last"), "both");
    assert_eq!(add("next = \"guard.event\"", "next = \"back\""), leads("first", "back"), "there is nothing to return to");
    assert_eq!(add("next = \"back\"", "next = \"last\""), leads("event", "on"), "a guard chooses no step");
}

#[test]
fn every_step_is_come_to_and_comes_to_an_end() {
    let unreached = draft("otherwise = \"last\"", "otherwise = \"last\"").replace("next = \"children\"", "next = \"last\"");
    assert_eq!(Library::shipped().add_script(&unreached), Err(ContentError::Unreached("children".to_owned())));
    let impossible = draft("children and not contact_ban", "children and not children");
    assert_eq!(Library::shipped().add_script(&impossible), Err(ContentError::Unreached("children".to_owned())));
    let circle = draft("next = \"end.held\"", "next = \"children\"");
    assert!(matches!(Library::shipped().add_script(&circle), Err(ContentError::NoEnd(_))), "last, children, last, …");
}

#[test]
fn a_condition_has_a_way_round() {
    let no_way = |id: &str| Err(ContentError::NoWayRound(id.to_owned()));
    assert_eq!(add("otherwise = \"last\"\n", ""), no_way("children"));
    assert_eq!(add("when = \"children and not contact_ban\"\n", ""), no_way("children"), "a way round that nobody takes");
    assert_eq!(add("otherwise = \"last\"", "otherwise = \"children\""), no_way("children"), "round and round");
    assert_eq!(add("children and not contact_ban", "childs"), Err(ContentError::Fact("children".to_owned(), "childs".to_owned())));
    assert_eq!(
        add("children and not contact_ban", "children or contact_ban"),
        Err(ContentError::Fact("children".to_owned(), "children or contact_ban".to_owned()))
    );
    assert_eq!(add("\"contact_ban\"", "\"weapon\""), Err(ContentError::Fact("first".to_owned(), "weapon".to_owned())));
}

#[test]
fn only_known_findings_and_blanks() {
    assert_eq!(add("contact.yes", "contact.maybe"), Err(ContentError::Finding("first".to_owned(), "contact.maybe".to_owned())));
    assert_eq!(add("Tack.", "Tack, {person}."), Err(ContentError::Blank("last".to_owned(), "person".to_owned())));
    assert_eq!(add("Jag heter {name}.", "Jag heter {namn}."), Err(ContentError::Blank("own".to_owned(), "namn".to_owned())));
}

#[test]
fn every_part_stands_in_both_languages_once() {
    let missing = |owner: &str, part| Err(ContentError::Missing(owner.to_owned(), part));
    assert_eq!(add(", en = \"Own script\"", ""), missing("own", "title"));
    assert_eq!(add("purpose = { sv = \"Jag heter {name}.\", en = \"My name is {name}.\" }", ""), missing("own", "purpose"));
    assert_eq!(add("Is it all right?", " "), missing("first", "text"));
    assert_eq!(add(", en = \"Yes\"", ""), missing("first", "chip"));
    assert_eq!(add("trigger = { sv = \"Börjar\", en = \"Starts\" }", ""), missing("event", "trigger"));
    assert_eq!(add("end_after = 3", "must = true").and_then(|()| add("end_after = 3\n", "must = true\n")), Ok(()));
    let demanding =
        draft("end_after = 3", "must = true").replace("chips = [{ id = \"on\", sv = \"Vidare\", en = \"On\", next = \"back\" }]", "");
    assert_eq!(Library::shipped().add_script(&demanding), missing("event", "chips"), "nothing to tick");
    assert_eq!(add("id = \"last\"", "id = \"first\""), Err(ContentError::ItemTwice("first".to_owned())));
    assert_eq!(add("id = \"no\"", "id = \"yes\""), Err(ContentError::AnswerTwice("first".to_owned(), "yes".to_owned())));
    assert_eq!(add("Är det okej?", "Enligt 10 kap. 18 §?"), Err(ContentError::Section("first".to_owned(), "text")));
    assert_eq!(add("Tack.", &"å".repeat(301)), Err(ContentError::TooLong("last".to_owned(), "text", 300)));
}

#[test]
fn a_file_of_another_shape_is_refused() {
    for (old, new) in [
        ("\"ask\"", "\"shout\""),
        ("custody_talk", "chat"),
        ("marks = [5, 10]", ""),
        ("end_after = 3", "record = true"),
        ("tells", "score"),
    ] {
        assert!(matches!(add(old, new), Err(ContentError::Shape(_))), "{new}");
    }
    assert_eq!(add("[5, 10]", "[10, 5]"), Err(ContentError::Marks("own".to_owned())));
    assert_eq!(add("[5, 10]", "[0, 5]"), Err(ContentError::Marks("own".to_owned())));
}
