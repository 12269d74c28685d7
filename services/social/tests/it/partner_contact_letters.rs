//! Letters and sheets: only where nobody else opens them, looked through, printed exactly so, and kept.

use reqwest::StatusCode;

use crate::{
    browser::{Browser, between, goes_to},
    held_talk::count,
    night::{Night, nights},
    two_sides::{HIM, Sides},
};

nights!(what_is_looked_through_is_what_is_printed, a_letter_says_no_more_than_he_has_agreed_to, every_letter_is_there_in_three_wordings,);

const NUMBER: &str = "070-174 06 60";

fn asked(kind: &'static str, wording: &'static str) -> [(&'static str, &'static str); 3] {
    [("kind", kind), ("letter_wording", wording), ("phone", NUMBER)]
}

/// The letter alone, to the byte.
fn letter(page: &str) -> &str {
    between(page, "id=\"letter\"", "</div>")
}

fn digest(page: &str) -> String {
    between(page, "name=\"digest\" value=\"", "\"").to_owned()
}

async fn what_is_looked_through_is_what_is_printed(night: &Night) {
    let sides = Sides::agreed(night).await;
    let preview = sides.at_hers("letters/preview", &asked("partner-letter", "sv")).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    assert!(
        letter(&preview.text).contains(HIM) && letter(&preview.text).contains("pia") && letter(&preview.text).contains("070-174 06 60")
    );
    assert!(!letter(&preview.text).contains('{') && preview.title().starts_with("Brev ·"), "{}", preview.title());
    assert_eq!(count(night, "partner_contact_letters").await, 0, "to look is not to print");
    let looked = digest(&preview.text);
    let unread = [&asked("partner-letter", "sv")[..], &[("digest", &looked)]].concat();
    let unread = sides.at_hers("letters", &unread).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.text.contains("id=\"looked_through-error\"") && digest(&unread.text) == looked, "a second look comes first");
    for (kind, number, digest) in
        [("partner-letter", "070-174 06 61", &*looked), ("partner-sheet", NUMBER, &*looked), ("partner-letter", NUMBER, "0")]
    {
        let other = [("kind", kind), ("letter_wording", "sv"), ("phone", number), ("digest", digest), ("looked_through", "yes")];
        assert_eq!(sides.at_hers("letters", &other).await.status, StatusCode::CONFLICT, "{kind} {number}");
    }
    let read = [&asked("partner-letter", "sv")[..], &[("digest", &looked), ("looked_through", "yes")]].concat();
    let paper = goes_to(sides.at_hers("letters", &read).await);
    assert!(paper.starts_with(&format!("{}/letters/", sides.hers)) && !paper.contains("Ture"));
    let printed = sides.pia().await.get(&paper).await.text;
    assert_eq!(letter(&printed), letter(&preview.text), "to the byte");
    assert!(printed.contains(&looked), "and its checksum");
    assert!(sides.her_page().await.contains(&paper), "noted");
    for name in ["tove", "per", "lo"] {
        assert_eq!(Browser::of(night, name).await.get(&paper).await.status, StatusCode::NOT_FOUND, "{name}");
    }
}

async fn a_letter_says_no_more_than_he_has_agreed_to(night: &Night) {
    let sides = Sides::begun(night).await;
    sides.he_answers("safety", "given").await;
    sides.tell("unknown").await;
    let refused = sides.at_hers("letters/preview", &asked("partner-letter-neutral", "sv")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "somebody else may open it");
    night.after(1);
    sides.tell("nobody").await;
    let page = sides.her_page().await;
    assert!(page.contains("value=\"partner-letter-neutral\"") && !page.contains("value=\"partner-sheet\""), "{page}");
    let preview = sides.at_hers("letters/preview", &asked("partner-letter-neutral", "sv")).await;
    assert!(preview.status == StatusCode::OK && !letter(&preview.text).contains(HIM), "{}", preview.text);
    for kind in ["partner-letter", "partner-sheet"] {
        assert_eq!(sides.at_hers("letters/preview", &asked(kind, "sv")).await.status, StatusCode::CONFLICT, "{kind}");
    }
    let wrong = [("kind", "partner-letter-neutral"), ("letter_wording", "sv"), ("phone", "ring mig")];
    let wrong = sides.at_hers("letters/preview", &wrong).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("value=\"ring mig\""), "nothing is lost");
}

async fn every_letter_is_there_in_three_wordings(night: &Night) {
    let sides = Sides::agreed(night).await;
    for kind in ["partner-letter-neutral", "partner-letter", "partner-sheet"] {
        let mut seen = Vec::new();
        for (wording, language) in [("sv", "sv"), ("en", "en"), ("sv_easy", "sv")] {
            let preview = sides.at_hers("letters/preview", &asked(kind, wording)).await;
            let text = letter(&preview.text).to_owned();
            assert!(
                text.contains(&format!("lang=\"{language}\"")) && text.contains(NUMBER) && text.contains("pia"),
                "{kind} {wording}: {text}"
            );
            seen.push(text);
        }
        seen.dedup();
        assert_eq!(seen.len(), 3, "{kind}");
    }
}
