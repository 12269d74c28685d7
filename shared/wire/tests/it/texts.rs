//! The few texts about persons.

use proptest::prelude::*;
use wire::{PersonText, TextError};

fn taken(text: &str) -> Result<String, TextError> {
    PersonText::parse(text, 80).map(|text| text.expose().to_owned())
}

#[test]
fn names_and_streets_are_kept_as_they_are() {
    let kept = [
        "Åsa Öberg-Ängström",
        "Siobhán O’Brien",
        "Sean O'Neill",
        "María José Carreño Quiñones",
        "Nguyễn Thị Hồng",
        "Łukasz Żółć",
        "محمد علي",
        "ሰላም ተስፋይ",
        "Олена Шевченко",
        "李小龍",
        "Null",
        "True",
        "Anna; DROP TABLE person",
        "Exempelgatan 12 B, lgh 1102, 2 tr",
        "Exempelgatan 12, 412 34 Exempelstad",
        "& Söner \"Åkeri\" \\ 100 %",
        "${jndi:ldap://exempel}",
        "{{7*7}}",
    ];
    kept.iter().for_each(|text| assert_eq!(taken(text).as_deref(), Ok(*text)));
    assert_eq!(taken("  Åsa\u{a0}").as_deref(), Ok("Åsa"));
}

#[test]
fn markup_is_refused() {
    for text in ["<b>Anna", "Anna>", "a<script>alert(1)</script>", "<!--", "<"] {
        assert_eq!(taken(text), Err(TextError::Markup), "{text}");
    }
}

#[test]
fn hidden_characters_are_refused() {
    let hidden = "\n\r\t\0\u{7f}\u{85}\u{ad}\u{34f}\u{61c}\u{115f}\u{180e}\u{200b}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{206f}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{fff9}\u{e0041}\u{e0100}";
    for character in hidden.chars() {
        assert_eq!(taken(&format!("An{character}na")), Err(TextError::NotOneLine), "{:x}", u32::from(character));
    }
}

#[test]
fn numbers_that_have_their_own_field_are_refused() {
    let numbers = [
        "Anna 19121212-1212",
        "Anna 121212-1212",
        "Anna121212",
        "ring 070-174 06 05",
        "ring 0701740605",
        "ring +46 70 174 06 05",
        "070.174.06.05",
        "07‑01‑74‑06‑05",
        "1 2 1 2 1 2",
        "٠٧٠١٧٤٠٦٠٥",
    ];
    numbers.iter().for_each(|text| assert_eq!(taken(text), Err(TextError::Number), "{text}"));
}

#[test]
fn length_is_counted_in_characters() {
    assert!(taken(&"å".repeat(80)).is_ok());
    assert_eq!(taken(&"å".repeat(81)), Err(TextError::TooLong(80)));
    assert_eq!(taken(""), Err(TextError::Empty));
    assert_eq!(taken(" \u{a0}\u{3000} "), Err(TextError::Empty));
}

/// A text of the wire has not gone through `parse`: `check` holds the same rules, outer spaces included.
#[test]
fn the_wire_gets_no_softer_rules() {
    let check = |json: &str| serde_json::from_str::<PersonText>(json).expect("a string").check(80);
    assert_eq!(check("\"Anna\""), Ok(()));
    assert_eq!(check("\"<Anna\""), Err(TextError::Markup));
    assert_eq!(check("\" Anna\""), Err(TextError::NotOneLine));
    assert_eq!(check("\"\""), Err(TextError::Empty));
}

proptest! {
    #[test]
    fn what_is_taken_keeps_the_rules(text in ".{0,100}") {
        if let Ok(text) = PersonText::parse(&text, 80) {
            let words = text.expose();
            prop_assert_eq!(text.check(80), Ok(()));
            prop_assert!(!words.contains(['<', '>']) && !words.chars().any(char::is_control));
            prop_assert!(words.trim() == words && !words.is_empty() && words.chars().count() <= 80);
        }
    }

    #[test]
    fn six_digits_are_never_taken(before in "[a-zåäö ]{0,5}", digits in "[0-9]{6,12}", after in "[a-zåäö ]{0,5}", cut in 1_usize..6, joint in "[ .+-]?") {
        let (one, other) = digits.split_at(cut);
        let text = format!("{before}{one}{joint}{other}{after}");
        prop_assert_eq!(taken(&text), Err(TextError::Number));
    }
}
