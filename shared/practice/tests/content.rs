//! The shipped texts are frozen, short enough to be read at a door, and whole in both languages.

use std::{collections::BTreeMap, fs, path::Path};

use practice::{Blank, ContentError, Library, TextKind};
use rulebook::Edition;
use wire::Language;

fn hexadecimal(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn kept() -> BTreeMap<String, String> {
    let lines = include_str!("../content/CHECKSUMS").lines();
    lines.map(|line| line.split_once("  ").expect("checksum and path")).map(|(sum, path)| (path.to_owned(), sum.to_owned())).collect()
}

#[test]
fn a_published_text_never_changes() {
    let mut sums: Vec<String> = kept().into_values().collect();
    let library = Library::shipped();
    let texts = library.texts().iter().map(|text| text.checksum());
    let lists = library.all_checklists().iter().map(|list| list.checksum());
    let scripts = library.all_scripts().iter().map(|script| script.checksum());
    let mut shipped: Vec<String> = texts.chain(lists).chain(scripts).map(hexadecimal).collect();
    sums.sort();
    shipped.sort();
    assert_eq!(shipped, sums);
}

#[test]
fn every_file_is_shipped_and_kept() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let folders = fs::read_dir(&content).expect("content").filter_map(|entry| entry.ok()).filter(|entry| entry.path().is_dir());
    let files: usize = folders.map(|folder| fs::read_dir(folder.path()).expect("a folder").count()).sum();
    assert_eq!(files, kept().len());
    let library = Library::shipped();
    assert_eq!(files, library.texts().len() + library.all_checklists().len() + library.all_scripts().len());
}

#[test]
fn the_question_at_the_door_is_short_and_states_its_length() {
    let library = Library::shipped();
    let text = library.text("call-out").expect("the call-out consent");
    assert_eq!(text.kind(), TextKind::Consent);
    for &language in Language::ALL {
        let whole = text.whole(language);
        let words = whole.split_whitespace().count();
        assert!(words <= 40, "{words} words to read aloud in {language}");
        let days = text.days().expect("a length").to_string();
        assert!(whole.split_whitespace().any(|word| word == days), "the length is said aloud in {language}");
    }
}

#[test]
fn the_rule_book_allows_as_long_as_the_text_says() {
    for text in Library::shipped().texts().iter().filter(|text| text.kind() == TextKind::Consent) {
        assert_eq!(Edition::shipped().consent_days(text.id()), text.days(), "{}", text.id());
        for &language in Language::ALL {
            let days = text.days().expect("a length").to_string();
            let whole = text.whole(language);
            assert!(whole.split_whitespace().any(|word| word.trim_end_matches('.') == days), "{} says its length in {language}", text.id());
        }
    }
    for known in Edition::shipped().consent_texts() {
        let text = Library::shipped().text(&known.id).map(|text| text.kind());
        assert_eq!(text, Some(TextKind::Consent), "{} has no words to read aloud", known.id);
    }
}

#[test]
fn the_card_is_neutral() {
    let library = Library::shipped();
    let card = library.text("contact-card").expect("the card");
    for &language in Language::ALL {
        let whole = card.whole(language).to_lowercase();
        for word in ["polis", "police", "social", "våld", "violence", "brott", "crime", "hjälp", "help", "stöd", "support"] {
            assert!(!whole.contains(word), "{word} on the card in {language}");
        }
    }
}

#[test]
fn nobody_reads_a_hole_aloud() {
    let library = Library::shipped();
    let card = library.text("contact-card").expect("the card");
    let known = |blank: Blank| match blank {
        Blank::Phone => Some("08-465 004 10".to_owned()),
        Blank::Code => Some("KV7 42".to_owned()),
        _ => None,
    };
    let filled = card.filled(Language::Sv, known);
    assert_eq!(filled[0], "Ring 08-465 004 10. Säg koden KV7 42. Du behöver inte säga vad du heter.");
    assert_eq!(filled.len(), 2, "no code was given: the paragraph on it is left out");
    assert!(filled.iter().all(|paragraph| !paragraph.contains('{')));
    let with_code = |blank: Blank| known(blank).or_else(|| Some("7K3M-Q8ZD-0V5T".to_owned()));
    let filled = card.filled(Language::Sv, with_code);
    assert_eq!(filled.len(), 3);
    assert!(filled[2].contains("säg 7K3M-Q8ZD-0V5T") && filled.iter().all(|paragraph| !paragraph.contains('{')));
}

#[test]
fn a_letter_that_may_be_read_by_the_wrong_eyes_names_nothing() {
    let library = Library::shipped();
    let letter = library.text("partner-letter-neutral").expect("the neutral letter");
    let known = |blank: Blank| Some(format!("[{blank}]"));
    let easy = letter.filled_easy(known).join(" ");
    for whole in [letter.whole(Language::Sv), letter.whole(Language::En), easy] {
        let whole = whole.to_lowercase();
        for word in ["våld", "violence", "behandl", "treatment", "social", "partner", "stöd", "support", "{person}", "{agency}"] {
            assert!(!whole.contains(word), "{word}: {whole}");
        }
        assert!(whole.contains("phone"), "there is a way to answer: {whole}");
    }
}

#[test]
fn no_text_of_the_partner_contact_names_a_section_of_law() {
    let library = Library::shipped();
    let texts: Vec<_> = library.texts().iter().filter(|text| matches!(text.kind(), TextKind::Letter | TextKind::InnerConsent)).collect();
    assert_eq!(texts.len(), 7);
    for text in texts {
        let easy = text.filled_easy(|blank| Some(blank.to_string()));
        assert_eq!(easy.is_empty(), text.kind() != TextKind::Letter, "{}", text.id());
        for whole in [text.whole(Language::Sv), text.whole(Language::En), easy.join(" ")] {
            assert!(!whole.contains('§') && !whole.contains("kap."), "{}: {whole}", text.id());
        }
    }
}

fn draft(kind: &str, rest: &str, sv: &str, en: &str) -> String {
    format!("id = \"x\"\nversion = \"1\"\nkind = \"{kind}\"\n{rest}\n[words]\nsv = [{sv}]\nen = [{en}]\n")
}

#[test]
fn a_faulty_text_is_refused() {
    let add = |file: String| Library::default().add(&file);
    assert_eq!(add(draft("card", "", "\"a\"", "\"b\"")), Ok(()));
    assert!(matches!(add(draft("poem", "", "\"a\"", "\"b\"")), Err(ContentError::Shape(_))));
    assert!(matches!(add(draft("card", "", "\"a\"", "")), Err(ContentError::Paragraphs(_))));
    assert!(matches!(add(draft("card", "", "\"{name}\"", "\"b\"")), Err(ContentError::Blank(..))));
    assert!(matches!(add(draft("card", "days = 3", "\"a\"", "\"b\"")), Err(ContentError::Length(_))));
    assert!(matches!(add(draft("consent", "", "\"a\"", "\"b\"")), Err(ContentError::Length(_))));
    assert!(matches!(add(draft("letter", "", "\"a\"", "\"b\"")), Err(ContentError::Easy(_))));
    let easy = |kind: &str| draft(kind, "", "\"a\"", "\"b\"") + "sv_easy = [\"c\"]\n";
    assert_eq!(add(easy("letter")), Ok(()));
    assert!(matches!(add(easy("card")), Err(ContentError::Easy(_))));
    let mut library = Library::default();
    assert_eq!(library.add(&draft("card", "", "\"a\"", "\"b\"")), Ok(()));
    assert!(matches!(library.add(&draft("card", "", "\"c\"", "\"d\"")), Err(ContentError::Twice(..))), "a version never changes");
}
