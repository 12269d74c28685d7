//! What leaves the page of her plan: a neutral paper when she can keep one, words read aloud, and a draft to the police item by item.

use reqwest::StatusCode;

use crate::{
    browser::goes_to,
    held_talk::count,
    night::{NUMBER, Night, nights},
    planned::{Planned, main},
};

nights!(
    no_paper_is_the_default_and_each_one_is_noted,
    the_paper_tells_nobody_where_it_comes_from,
    one_section_at_a_time_is_read_aloud_and_nothing_can_be_typed,
    the_code_word_and_practical_help_go_into_a_draft_and_nothing_is_sent,
    nothing_else_of_a_plan_can_be_carried,
);

const PLAN: [(&str, &str); 6] = [
    ("words-warning_signs", "Han blir tyst"),
    ("items-papers_and_keys", "keys"),
    ("words-papers_and_keys", "Hos Kim"),
    ("words-code_word", "blåbärspaj"),
    ("custodian", "yes"),
    ("items-pets_and_things", "fetch_with_police"),
];

async fn no_paper_is_the_default_and_each_one_is_noted(night: &Night) {
    let planned = Planned::begin(night).await;
    let (paper, print) = (format!("{}/paper", planned.hers), format!("{}/print", planned.hers));
    assert_eq!(planned.lo.get(&print).await.status, StatusCode::NOT_FOUND, "there is no plan");
    goes_to(planned.save(&planned.hers, &PLAN).await);
    let page = planned.main(&planned.hers).await;
    assert!(page.contains("value=\"none\" checked") && !page.contains("/print\""), "no paper, and no way to one: {page}");
    let shut = |status: StatusCode, text: &str| status == StatusCode::CONFLICT && text.contains("Inget papper");
    for choice in [None, Some("none")] {
        if let Some(choice) = choice {
            goes_to(planned.lo.post(&paper, &[("paper", choice)]).await);
        }
        let (asked, made) = (planned.lo.get(&print).await, planned.lo.post(&print, &[("sections", "code_word")]).await);
        assert!(shut(asked.status, &asked.text) && shut(made.status, &made.text), "{choice:?}: {}", made.text);
    }
    assert_eq!(planned.lo.post(&paper, &[("paper", "yes")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(night, "safety_plan_prints").await, 0);
    night.after(1);
    goes_to(planned.lo.post(&paper, &[("paper", "keeps_safe")]).await);
    let page = planned.main(&planned.hers).await;
    assert!(page.contains("value=\"keeps_safe\" checked") && page.contains("Valet noterat 22 nov. 2026 02:16, socialjour"), "{page}");
    let asked = planned.main(&print).await;
    assert!(asked.contains("value=\"code_word\"") && !asked.contains(" checked"), "nothing is chosen beforehand: {asked}");
    assert!(!asked.contains("value=\"work\""), "what is empty can't be chosen");
    for nothing in [&[][..], &[("sections", "work")][..], &[("sections", "<b>")][..]] {
        let wrong = planned.lo.post(&print, nothing).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("id=\"sections-error\""), "{}", wrong.text);
    }
    assert_eq!(count(night, "safety_plan_prints").await, 0, "nothing was printed");
    for n in 1..=2 {
        assert_eq!(planned.lo.post(&print, &[("sections", "code_word")]).await.status, StatusCode::OK);
        assert_eq!(count(night, "safety_plan_prints").await, n);
    }
    assert!(planned.main(&planned.hers).await.contains("Utskrivet 22 nov. 2026 02:16, socialjour"));
    // A no later shuts it again.
    night.after(1);
    goes_to(planned.lo.post(&paper, &[("paper", "none")]).await);
    assert_eq!(planned.lo.get(&print).await.status, StatusCode::CONFLICT);
}

async fn the_paper_tells_nobody_where_it_comes_from(night: &Night) {
    let planned = Planned::begin(night).await;
    goes_to(planned.save(&planned.hers, &PLAN).await);
    goes_to(planned.lo.post(&format!("{}/paper", planned.hers), &[("paper", "keeps_safe")]).await);
    let chosen = [("sections", "warning_signs"), ("sections", "code_word"), ("sections", "papers_and_keys")];
    let sheet = planned.lo.post(&format!("{}/print", planned.hers), &chosen).await;
    assert!(sheet.status == StatusCode::OK && sheet.title() == "Att komma ihåg", "{}", sheet.text);
    for on_it in ["<h1>Att komma ihåg</h1>", "<h2>Lägg märke till</h2>", "Han blir tyst", "<li>Nycklar</li>", "Hos Kim", "blåbärspaj"]
    {
        assert!(sheet.text.contains(on_it), "{on_it}: {}", sheet.text);
    }
    assert!(!sheet.text.contains("Hämta"), "what was not chosen is not on it");
    let (code, spoken) = (planned.code.to_string(), planned.code.pairing().spoken());
    let lower = sheet.text.to_lowercase();
    for never in
        [&code, &spoken, "socialtjänst", "socialjour", "exempelstad", "polis", "säkerhetsplan", "varning", "våld", "badge", "csrf", "lo,"]
    {
        assert!(!lower.contains(&never.to_lowercase()), "{never}: {}", sheet.text);
    }
    assert!(sheet.text.contains("href=\"../safety-plan\""), "the way back names no case");
    let english = [("sections", "goals"), ("sections", "code_word")];
    let english = planned.lo.post(&format!("{}/print", planned.hers), &english).await;
    assert!(!english.text.contains("Framåt"), "there are no goals");
}

async fn one_section_at_a_time_is_read_aloud_and_nothing_can_be_typed(night: &Night) {
    let planned = Planned::begin(night).await;
    let aloud = format!("{}/read-aloud", planned.hers);
    assert_eq!(planned.lo.get(&aloud).await.status, StatusCode::NOT_FOUND, "there is no plan");
    goes_to(planned.save(&planned.hers, &PLAN).await);
    let first = planned.main(&aloud).await;
    assert!(first.contains("<h1>Varningstecken</h1>") && first.contains("Han blir tyst") && first.contains("1 av 4"), "{first}");
    assert!(!first.contains("blåbärspaj"), "one at a time");
    for typed in ["<input type=\"text\"", "<textarea", "type=\"checkbox\"", "<form"] {
        assert!(!first.contains(typed), "{typed}: {first}");
    }
    let second = planned.main(&format!("{aloud}?section=2")).await;
    assert!(second.contains("blåbärspaj") && second.contains("section=1") && second.contains("section=3"), "{second}");
    for (section, place) in [("99", "4 av 4"), ("0", "1 av 4"), ("x", "1 av 4")] {
        assert!(planned.main(&format!("{aloud}?section={section}")).await.contains(place), "{section}");
    }
    goes_to(planned.save(&planned.hers, &[]).await);
    assert!(planned.main(&aloud).await.contains("Inget är ifyllt"));
}

async fn the_code_word_and_practical_help_go_into_a_draft_and_nothing_is_sent(night: &Night) {
    let planned = Planned::begin(night).await;
    let share = format!("{}/share", planned.hers);
    goes_to(planned.save(&planned.hers, &PLAN).await);
    let from_here = || night.broker.offers().into_iter().filter(|offer| offer.header.from.agency.as_str() == "socialtjansten-exempelstad");
    for (fields, at) in [
        (&[][..], "items"),
        (&[("items", "code_word")][..], "phone"),
        (&[("items", "code_word"), ("phone", "mitt nummer")][..], "phone"),
        (&[("items", "help")][..], "place"),
        (&[("items", "help"), ("place", "home")][..], "place"),
    ] {
        let wrong = planned.lo.post(&share, fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(wrong.text.contains(&format!("id=\"{at}-error\"")) && wrong.text.contains("Han blir tyst"), "{fields:?}: {}", wrong.text);
    }
    let wrong = planned.lo.post(&share, &[("items", "code_word"), ("phone", "mitt nummer"), ("may_call", "tomorrow_morning")]).await;
    assert!(wrong.text.contains("value=\"mitt nummer\"") && wrong.text.contains("value=\"tomorrow_morning\" checked"), "{}", wrong.text);
    let both = [("items", "code_word"), ("phone", NUMBER), ("may_call", "now"), ("items", "help"), ("place", "police_station")];
    let draft = goes_to(planned.lo.post(&share, &both).await);
    assert!(draft.starts_with(&format!("/cases/{}/drafts/", planned.code)), "{draft}");
    let page = main(&planned.lo.get(&draft).await);
    assert!(page.contains("blåbärspaj") && page.contains("polisstation"), "{page}");
    assert!(!page.contains("Han blir tyst") && !page.contains("Hos Kim"), "the rest stays: {page}");
    // Without her consent the rule book lets none of it out.
    let review = planned.lo.get(&format!("{draft}/review")).await;
    assert_eq!(review.status, StatusCode::OK);
    let out = review.text.split_once("<dl class=\"out\">").map(|(_, rest)| rest.split_once("</dl>").unwrap().0).unwrap_or_default();
    assert!(!out.contains("blåbärspaj"), "{}", review.text);
    assert_eq!(from_here().count(), 0, "nothing was sent");
}

async fn nothing_else_of_a_plan_can_be_carried(night: &Night) {
    let planned = Planned::begin(night).await;
    let share = format!("{}/share", planned.hers);
    goes_to(planned.save(&planned.hers, &[("words-warning_signs", "Han blir tyst"), ("items-pets_and_things", "fetch_by_other")]).await);
    let page = planned.main(&planned.hers).await;
    assert!(page.contains("Inget av det som går att lämna är ifyllt") && !page.contains(&format!("action=\"{share}\"")), "{page}");
    for fields in [
        &[("items", "code_word"), ("phone", NUMBER)][..],
        &[("items", "help"), ("place", "police_station")][..],
        &[("items", "warning_signs"), ("phone", NUMBER)][..],
    ] {
        let wrong = planned.lo.post(&share, fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(wrong.text.contains("Välj minst en sak"), "{}", wrong.text);
    }
    assert_eq!(count(night, "handover_drafts").await, 0, "no draft is begun for nothing");
}
