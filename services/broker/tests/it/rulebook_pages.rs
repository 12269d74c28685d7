//! What the pages of the rule book say.

use std::sync::Arc;

use rulebook::Edition;

use crate::{
    on_both,
    rules::{CASES, EDITOR, LAWYER, approved_by, brought_into_force, file, id, proposed, same, without_her_consent},
    story::answer_of,
    town::Town,
    visitor::{COORDINATOR, HER_CONSENT, Visitor, pages},
};

on_both!(
    the_list_tells_what_is_in_force_and_what_the_law_asks_for,
    a_change_is_told_in_plain_words,
    a_case_that_fails_is_shown_in_full,
    every_rule_stands_beside_its_law,
    past_decisions_are_tried_and_explained,
    the_files_are_the_very_bytes,
);

fn shipped() -> String {
    Edition::shipped().id().to_string()
}

async fn the_list_tells_what_is_in_force_and_what_the_law_asks_for(town: Arc<Town>) {
    let server = pages(&town).await;
    proposed(&server, &same("2027-01-01.1")).await;
    let visitor = Visitor::logged_in(&server, EDITOR.login).await;
    let list = visitor.get("/rulebook").await.opened();
    assert_eq!(list.texts("h1"), ["Regelboken"]);
    let active = list.texts("#main section[aria-labelledby=g-active] .edition-name");
    assert_eq!(active, [shipped()]);
    let review = list.texts("#main section[aria-labelledby=g-under_review] li").concat();
    assert!(review.contains("2027-01-01.1") && review.contains("Föreslagen av Ro"), "{review}");
    assert!(!list.html().contains("g-withdrawn"), "nothing was taken back");
    // The clock of the law: a day, a number and a word.
    let edition = Edition::shipped();
    let rows = list.texts("section[aria-labelledby=texts] tbody tr");
    assert!(!rows.is_empty() && rows.len() <= edition.sources().len());
    assert!(
        rows.iter()
            .all(|row| (row.contains(" kvar") && !row.contains("försenad")) != (row.contains(" för sent") && row.contains("försenad"))),
        "{rows:?}"
    );
    assert_eq!(list.texts("section[aria-labelledby=switches] tbody tr").len(), edition.switches().len());
    assert_eq!(list.texts("section[aria-labelledby=narrower] li").len(), edition.narrowings().len());
    // A year later the same says so.
    town.clock.advance(jiff::SignedDuration::from_hours(24 * 400));
    let visitor = Visitor::logged_in(&server, EDITOR.login).await.reading("en");
    let late = visitor.get("/rulebook").await.opened();
    assert!(late.words().contains("days late") && late.words().contains("overdue"), "{}", late.words());
    // Somebody reads it, and it is in time again.
    let source = &edition.sources().iter().find(|source| source.until.is_none()).unwrap().id;
    let texts = format!("/rulebook/{}/texts", shipped());
    let wrong =
        visitor.post(&texts, &[("source", source), ("on", "2030-01-01"), ("outcome", "unchanged"), ("note", "Kept as typed.")]).await;
    let wrong = wrong.must_be_corrected();
    assert!(wrong.texts("#on-error").concat().contains("has not come") && wrong.exact("#note").contains("Kept as typed."));
    let before = visitor.get("/rulebook").await.texts(".standing[data-standing=overdue]").len();
    let done = visitor.post(&texts, &[("source", source), ("on", "2027-12-27"), ("outcome", "unchanged"), ("note", "")]).await;
    assert_eq!(done.goes_to(), "/rulebook");
    let after = visitor.get("/rulebook").await;
    assert_eq!(after.texts(".standing[data-standing=overdue]").len(), before - 1, "{}", after.words());
    assert!(after.words().contains("Ro: Unchanged"), "{}", after.words());
}

async fn a_change_is_told_in_plain_words(town: Arc<Town>) {
    let server = pages(&town).await;
    proposed(&server, &without_her_consent("2027-01-01.1")).await;
    let reader = Visitor::logged_in(&server, COORDINATOR).await;
    let page = reader.get("/rulebook/2027-01-01.1").await.opened();
    let gone = page.texts(".ways > li[data-step=gone] > p").concat();
    assert!(gone.contains("Polis → socialtjänst:") && gone.contains("om den utsatta lämnas inte längre med samtycke"), "{gone}");
    assert!(gone.contains("CONSENT-VICTIM"), "{gone}");
    assert!(page.texts(".ways > li[data-step=new]").is_empty());
    assert!(page.words().contains("alla fall går igenom") || page.words().contains("Fallet går igenom"), "{}", page.words());
    // Who only reads is not asked to sign or to take back.
    assert!(!page.html().contains("id=\"sign\"") && !page.html().contains("/withdraw"));
    let english = reader.reading("en").get("/rulebook/2027-01-01.1").await.opened();
    assert!(english.words().contains("about the victim no longer goes with consent"), "{}", english.words());
    // Words that changed are marked, and nothing else is.
    let word = |text: String| {
        text.replacen("Gör menprövningen för den andra personen i uppgiften.", "Pröva menet för den andra personen i uppgiften.", 1)
    };
    proposed(&server, &file("2027-02-01.1", word)).await;
    let visitor = Visitor::logged_in(&server, EDITOR.login).await;
    let page = visitor.get("/rulebook/2027-02-01.1").await.opened();
    assert!(page.words().contains("Inget lämnas på annat sätt än förut"), "{}", page.words());
    let marked = page.texts(".marked del").join("|");
    assert!(marked.contains("Gör") && marked.contains("menprövningen") && !marked.contains("uppgiften"), "{marked}: {}", page.words());
    assert!(page.texts(".marked ins").join("|").contains("Nytt: Pröva"));
}

async fn a_case_that_fails_is_shown_in_full(town: Arc<Town>) {
    let server = pages(&town).await;
    let editor = Visitor::logged_in(&server, EDITOR.login).await;
    let failing = HER_CONSENT.replace("lämnas;CONSENT-VICTIM", "stannar;samtycke saknas");
    let kept =
        editor.upload("/rulebook/new", &[("file", Some("a.toml"), &same("2027-01-01.1")), ("cases", None, failing.as_bytes())]).await;
    assert_eq!(kept.goes_to(), "/rulebook/2027-01-01.1");
    let page = editor.get(kept.goes_to()).await.opened();
    assert!(page.words().contains("1 fall går inte igenom. Ingen kan godkänna."), "{}", page.words());
    let case = page.texts("#case-1").concat();
    for part in [
        "Hon vill att socialjouren ringer.",
        "Givet",
        "När",
        "säkert nummer om den utsatta",
        "Så",
        "samtycke saknas",
        "Kom i stället",
        "CONSENT-VICTIM",
        "OSL 12 kap. 2 §",
    ] {
        assert!(case.contains(part), "{part}: {case}");
    }
    assert!(!page.html().contains("id=\"sign\""), "nobody can sign it");
    let all = editor.get("/rulebook/2027-01-01.1/cases").await.opened();
    assert!(all.words().contains("1 av 1 fall går inte igenom"), "{}", all.words());
    let tried = all.texts("section[aria-labelledby=tried] tbody tr");
    assert_eq!(tried.len(), Edition::shipped().rules().len());
}

async fn every_rule_stands_beside_its_law(town: Arc<Town>) {
    let server = pages(&town).await;
    let reader = Visitor::logged_in(&server, COORDINATOR).await;
    let page = reader.get(&format!("/rulebook/{}/rules", shipped())).await.opened();
    let edition = Edition::shipped();
    assert_eq!(page.texts("article.rule").len(), edition.rules().len());
    for rule in edition.rules().iter().filter(|rule| !rule.sources.is_empty()) {
        let law = page.texts(&format!("[id=\"rule-{}\"] .law", rule.id));
        assert_eq!(law.len(), rule.sources.len(), "{}", rule.id);
        for (source, shown) in edition.sources_of(rule).zip(law) {
            let first = source.paragraphs().next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(shown.contains(&first) && shown.contains(&source.citation.sv), "{}: {shown}", source.id);
        }
    }
    assert_eq!(page.attribute(".law blockquote", "lang").as_deref(), Some("sv"));
    for source in edition.sources() {
        assert!(page.attribute(&format!("[id=\"source-{}\"]", source.id), "class").is_some(), "{} has a place of its own", source.id);
    }
    let unread = edition.sources().iter().filter(|source| source.reading == rulebook::Reading::CutOff).count();
    assert!(unread == 0 || page.words().contains("Texten är inte hel."));
}

async fn past_decisions_are_tried_and_explained(town: Arc<Town>) {
    let server = pages(&town).await;
    let grant = town.grant(town.victim());
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await;
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&town.consent_offer(&grant))).await, &town);
    proposed(&server, &without_her_consent("2027-01-01.1")).await;
    let visitor = Visitor::logged_in(&server, LAWYER.login).await;
    let page = visitor.get("/rulebook/2027-01-01.1/replay").await.opened();
    let words = page.words();
    assert!(
        words.contains("1 beslut är prövat.")
            && words.contains("1 uppgift blir annorlunda. Ingen som stannade lämnas. 1 som lämnades stannar."),
        "{words}"
    );
    let row = page.texts("tbody tr").concat();
    assert!(row.contains(&answer.log_index.to_string()) && row.contains("Identitet om den utsatta") && row.contains("Stannar nu"), "{row}");
    let another = visitor.get("/rulebook/2027-01-01.1/replay?day=2027-03-01").await.opened();
    assert!(another.words().contains("som om de kom 1 mars 2027"), "{}", another.words());
    let wrong = visitor.get("/rulebook/2027-01-01.1/replay?day=igår").await.must_be_corrected();
    assert_eq!(wrong.attribute("#day", "value").as_deref(), Some("igår"));
    // The decision itself, by the law of its day.
    let found = visitor.get(&format!("/rulebook/decisions?number={}", answer.log_index)).await;
    let decision = visitor.get(found.goes_to()).await.opened();
    assert!(decision.words().contains("22 nov. 2026") && decision.words().contains("✓ Lämnas") && decision.words().contains("Detsamma."));
    assert!(!decision.html().contains(&town.case_code().to_string()), "no case");
    assert!(!decision.texts("blockquote").is_empty(), "the law is there, word for word");
    // In force, the new edition would say another thing; what was decided stays.
    let next = brought_into_force(&server, &without_her_consent("2027-01-02.1")).await;
    let decision = visitor.get(found.goes_to()).await.opened();
    assert!(decision.words().contains(&format!("Vad {next} säger")) && decision.words().contains("✗ Stannar"), "{}", decision.words());
    for (number, status) in [("abc", 422), ("99999", 303)] {
        assert_eq!(visitor.get(&format!("/rulebook/decisions?number={number}")).await.status, status);
    }
    visitor.get("/rulebook/decisions/99999").await.must_be_corrected();
    // The activation is in the log too, and is no decision.
    visitor.get("/rulebook/decisions/1").await.must_be_corrected();
}

async fn the_files_are_the_very_bytes(town: Arc<Town>) {
    let server = pages(&town).await;
    proposed(&server, &same("2027-01-01.1")).await;
    let visitor = Visitor::logged_in(&server, COORDINATOR).await;
    let edition = visitor.get("/rulebook/2027-01-01.1/file").await;
    assert_eq!((edition.status, edition.bytes == same("2027-01-01.1")), (200, true));
    assert_eq!(edition.headers["content-disposition"], "attachment; filename=\"2027-01-01.1.toml\"");
    assert_eq!(visitor.get("/rulebook/2027-01-01.1/cases.csv").await.bytes, CASES.as_bytes());
    let act = crate::rules::act(&server, &id("2027-01-01.1"), "2027-01-05").await;
    let payload = visitor.get("/rulebook/2027-01-01.1/approval.json?day=2027-01-05").await;
    assert_eq!(payload.bytes, wire::canonical::to_bytes(&act).unwrap());
    for path in
        ["/rulebook/2027-09-09.9", "/rulebook/2027-09-09.9/file", "/rulebook/not-an-id", "/rulebook/2027-01-01.1/approval.json?day=x"]
    {
        assert_eq!(visitor.get(path).await.status, 404, "{path}");
    }
    approved_by(&server, &LAWYER, &id("2027-01-01.1"), "2027-01-05").await;
}
