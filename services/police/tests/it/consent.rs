//! Step 2: the question and its answer.

use police::access::Door;

use crate::{
    house::{House, in_a_house},
    visitor::{NAUGHTY, Visitor, at, escaped},
};

/// A person who does not exist.
pub const NAME: &str = "Kanarie Fågelsång";

/// Yes, out of earshot, with a name and a number.
pub const YES: [(&str, &str); 6] =
    [("out_of_earshot", "yes"), ("answer", "yes"), ("name", NAME), ("phone", "070-174 06 05"), ("protection", "no"), ("windows", "now")];

async fn the_words_are_on_the_page_before_the_answer(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let page = officer.get(&at(Door::Consent, &code)).await.page();
    let places = ["Misstänkt utom hörhåll?", "Får polisen berätta för socialjouren", "Kunde inte fråga", "Säkert nummer", "Inget sms"];
    let found: Vec<usize> = places.iter().map(|words| page.find(words).unwrap_or_else(|| panic!("no {words}"))).collect();
    assert!(found.is_sorted(), "{found:?}");
}

async fn whatever_is_typed_is_answered_and_kept(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let path = at(Door::Consent, &code);
    let long = "å".repeat(10_000);
    for text in NAUGHTY.iter().copied().chain([long.as_str()]) {
        for field in
            ["out_of_earshot", "answer", "reason", "name", "phone", "protection", "level", "windows", "besides", "code_word", "then"]
        {
            let mut fields = vec![("answer", "yes"), (field, text)];
            fields.retain(|(name, value)| *name != field || *value == text);
            let answer = officer.post(&path, &fields).await;
            assert!(matches!(answer.status, 303 | 422), "{field}={text:?}: {}", answer.status);
            assert!(!answer.text.contains("<script>alert"), "{field}");
            if answer.status == 422 && (field == "name" || field == "phone") {
                assert!(answer.text.contains(&escaped(text)), "{text:?} is kept");
            }
        }
    }
}

async fn what_she_says_of_the_telephone_goes_along_and_is_off_until_she_does(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Consent, &code), &YES).await.goes_to();
    let page = officer.get(&at(Door::Review, &code)).await.page();
    assert!(page.contains("Inget sms") && page.contains("Inget röstmeddelande"));
    let more = [("besides", "message"), ("besides", "shared_phone"), ("code_word", "Tulpan")];
    let fields: Vec<_> = YES.into_iter().chain(more).collect();
    officer.post(&at(Door::Consent, &code), &fields).await.goes_to();
    let page = officer.get(&at(Door::Review, &code)).await.page();
    assert!(page.contains("Röstmeddelande går bra") && page.contains("Inget sms"));
    assert!(page.contains("Någon annan använder telefonen") && page.contains("Kodord: Tulpan"));
    let back = officer.get(&at(Door::Consent, &code)).await.page();
    assert!(back.contains("value=\"Tulpan\"") && back.matches(" checked").count() == 6, "{back}");
}

async fn the_interpreter_is_named_beside_the_words(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    assert!(!officer.get(&at(Door::Consent, &code)).await.page().contains("genom tolk"));
    officer.post(&at(Door::Situation, &code), &[("interpreter", "somali")]).await.goes_to();
    assert!(officer.get(&at(Door::Consent, &code)).await.page().contains("Läses genom tolk: somaliska"));
}

async fn after_a_no_no_name_is_kept_and_nobody_sees_the_no(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let path = at(Door::Consent, &code);
    officer.post(&path, &YES).await.goes_to();
    assert!(officer.get(&path).await.page().contains(NAME));
    let mut no = YES;
    no[1] = ("answer", "no");
    officer.post(&path, &no).await.goes_to();
    let page = officer.get(&path).await.page();
    assert!(!page.contains(NAME) && !page.contains("174 06 05"));
    for door in [Door::ListCallOuts, Door::FollowCallOut] {
        let page = officer.get(&at(door, &code)).await.page();
        assert!(!page.contains("Nej") && !page.to_lowercase().contains("samtycke"), "{}", door.name());
    }
    assert!(house.broker.consents().is_empty(), "a no, and a yes that was taken back before anything went, stay here");
}

async fn a_number_travels_only_after_a_plain_no_to_protection(house: House) {
    let officer = Visitor::officer(&house).await;
    for (protection, goes) in [("no", true), ("yes", false), ("unknown", false), ("", false)] {
        let code = officer.opens_a_call_out().await;
        let mut fields = YES;
        fields[4] = ("protection", protection);
        officer.post(&at(Door::Consent, &code), &fields).await.goes_to();
        let page = officer.get(&at(Door::Review, &code)).await.page();
        assert_eq!(page.contains("070-174 06 05"), goes, "protection “{protection}”");
        assert_eq!(page.contains("Säg det per telefon"), !goes, "protection “{protection}”");
    }
}

async fn a_yes_within_earshot_opens_nothing(house: House) {
    let officer = Visitor::officer(&house).await;
    for earshot in ["no", ""] {
        let code = officer.opens_a_call_out().await;
        let mut fields = YES;
        fields[0] = ("out_of_earshot", earshot);
        officer.post(&at(Door::Consent, &code), &fields).await.goes_to();
        let page = officer.get(&at(Door::Review, &code)).await.page();
        assert!(page.contains("Inget lämnar polisen"), "earshot “{earshot}”");
        assert!(page.contains("preliminärt"));
    }
}

in_a_house!(
    the_words_are_on_the_page_before_the_answer,
    whatever_is_typed_is_answered_and_kept,
    what_she_says_of_the_telephone_goes_along_and_is_off_until_she_does,
    the_interpreter_is_named_beside_the_words,
    after_a_no_no_name_is_kept_and_nobody_sees_the_no,
    a_number_travels_only_after_a_plain_no_to_protection,
    a_yes_within_earshot_opens_nothing,
);
