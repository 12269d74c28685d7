//! Handing over, asking, permitting and clearing, outside a call-out's own pages.

use police::access::Door;

use crate::{
    consent::{NAME, YES},
    house::{House, in_a_house},
    visitor::{NAUGHTY, Visitor, at, between, escaped},
};

/// A call-out with her yes, so that the case has a person.
async fn case(officer: &Visitor) -> String {
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Consent, &code), &YES).await.goes_to();
    code
}

/// Begins a handover by its form and gives the path of its draft.
async fn begun(officer: &Visitor, code: &str, purpose: &str) -> String {
    let unit = "socialtjansten-exempelstad/socialjouren";
    let fields = [("to", unit), ("purpose", purpose), ("phase", "care"), ("urgency", "same_day")];
    officer.post(&at(Door::NewHandover, code), &fields).await.goes_to()
}

/// The version that the draft's page shows.
async fn version(officer: &Visitor, draft: &str) -> String {
    between(&officer.get(draft).await.page(), "name=\"version\" value=\"", "\"").to_owned()
}

async fn put(officer: &Visitor, draft: &str, category: &str, fields: &[(&str, &str)]) {
    let version = version(officer, draft).await;
    let fields: Vec<_> = [("version", version.as_str())].into_iter().chain(fields.iter().copied()).collect();
    assert_eq!(officer.post(&format!("{draft}/fields/{category}"), &fields).await.goes_to(), draft);
}

async fn a_handover_is_put_together_field_by_field(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = case(&officer).await;
    let empty = officer.get(&at(Door::CaseHandovers, &code)).await.page();
    assert!(empty.contains("Inget har lämnats härifrån.") && empty.contains(&format!("<title>{code} ·")));
    let form = officer.get(&at(Door::NewHandover, &code)).await.page();
    assert!(!form.contains(" checked"), "nothing is chosen before somebody chooses");
    let wrong = officer.post(&at(Door::NewHandover, &code), &[("purpose", "referral")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("value=\"referral\" checked") && wrong.text.contains("Välj en av dem"), "what was chosen is kept");

    let draft = begun(&officer, &code, "acute_support").await;
    assert!(draft.starts_with(&format!("/cases/{code}/drafts/")), "{draft}");
    let page = officer.get(&draft).await.page();
    assert!(page.contains("Inga uppgifter än.") && !page.contains("/review\""));
    assert!(
        page.contains(&format!("{draft}/fields/identity")) && !page.contains("/fields/concern_feedback"),
        "only what a rule could carry"
    );

    let field = format!("{draft}/fields/identity");
    let form = officer.get(&field).await.page();
    assert!(!form.contains(" checked") && form.contains("Vem gäller det?"));
    let wrong = officer.post(&field, &[("version", "1"), ("v-name", NAME)]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains(NAME) && wrong.text.contains("Välj vem uppgiften gäller") && wrong.text.contains("Fyll i det här"));
    put(&officer, &draft, "identity", &[("about", "victim"), ("v-name", NAME), ("v-protection", "none")]).await;
    let page = officer.get(&draft).await.page();
    assert!(page.contains(NAME) && page.contains(&format!("{draft}/fields/identity?about=victim")));
    let again = officer.get(&format!("{field}?about=victim")).await.page();
    assert!(again.contains(&format!("value=\"{NAME}\"")) && again.contains("value=\"none\" checked"), "what is saved is shown");

    let review = officer.get(&format!("{draft}/review")).await.page();
    assert!(review.contains("1 uppgift lämnar polisen-exempelstad") && review.contains("Regelbok"));
    assert!(review.contains("Varför?") && review.contains("Skicka 1 uppgift"));
    assert!(!between(&review, "<title>", "</title>").contains("Fågelsång"));
    let seen = officer.get(&format!("{draft}/review?view=receiver")).await.page();
    assert!(seen.contains("Mottagaren ser detta och inget mer.") && seen.contains(NAME));
    let first = officer.get(&format!("{draft}/review?view=difference")).await.page();
    assert!(first.contains("Inget har lämnats till den enheten förut."));
    officer.post(&format!("{draft}/send"), &[("digest", "x")]).await;
    let digest = between(&review, "name=\"digest\" value=\"", "\"").to_owned();
    assert_eq!(officer.post(&format!("{draft}/send"), &[("digest", &digest)]).await.goes_to(), at(Door::CaseHandovers, &code));
    let after = officer.get(&at(Door::CaseHandovers, &code)).await.page();
    assert!(after.contains("Akut stöd") && after.contains(NAME) && after.contains("/correct?n=0"));
    assert_eq!(officer.get(&format!("{draft}/review")).await.goes_to(), at(Door::CaseHandovers, &code), "it is sent");
}

async fn what_was_shown_is_what_goes(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = case(&officer).await;
    let draft = begun(&officer, &code, "acute_support").await;
    put(&officer, &draft, "identity", &[("about", "victim"), ("v-name", NAME), ("v-protection", "none")]).await;
    let review = officer.get(&format!("{draft}/review")).await.page();
    let (digest, shown) = (between(&review, "name=\"digest\" value=\"", "\""), between(&review, "name=\"shown\" value=\"", "\""));
    put(&officer, &draft, "identity", &[("about", "victim"), ("v-name", "Annan Fågelsång"), ("v-protection", "none")]).await;
    let answer = officer.post(&format!("{draft}/send"), &[("digest", digest), ("shown", shown)]).await;
    assert_eq!(answer.status, 409);
    assert!(
        answer.text.contains("Inget har skickats.")
            && answer.text.contains("Har fått ett annat innehåll")
            && answer.text.contains("Identitet")
    );
    let page = officer.get(&at(Door::CaseHandovers, &code)).await.page();
    assert!(page.contains("Inget har lämnats härifrån."));
    assert_eq!(officer.post(&format!("{draft}/send"), &[("digest", "x")]).await.status, 422);
}

async fn two_people_at_one_draft_lose_nothing(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = case(&officer).await;
    let draft = begun(&officer, &code, "acute_support").await;
    put(&officer, &draft, "identity", &[("about", "victim"), ("v-name", NAME), ("v-protection", "none")]).await;
    let late = [("version", "1"), ("about", "victim"), ("v-needs", "medical_care")];
    let answer = officer.post(&format!("{draft}/fields/acute_needs"), &late).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text.contains("Någon annan har ändrat") && answer.text.contains("value=\"medical_care\" checked"));
    let now = between(&answer.text, "name=\"version\" value=\"", "\"").to_owned();
    let again = [("version", now.as_str()), ("about", "victim"), ("v-needs", "medical_care")];
    assert_eq!(officer.post(&format!("{draft}/fields/acute_needs"), &again).await.goes_to(), draft);
    // A field is taken out, and the whole is put aside.
    let at_version = version(&officer, &draft).await;
    let page = officer.get(&draft).await.page();
    let about = between(&page, "name=\"category\" value=\"identity\"><input type=\"hidden\" name=\"about\" value=\"", "\"").to_owned();
    let out = [("version", at_version.as_str()), ("act", "take-out"), ("category", "identity"), ("about", about.as_str())];
    officer.post(&draft, &out).await.goes_to();
    assert!(!officer.get(&draft).await.page().contains(NAME));
    let at_version = version(&officer, &draft).await;
    officer.post(&draft, &[("version", &at_version), ("act", "drop")]).await.goes_to();
    assert!(!officer.get(&at(Door::CaseHandovers, &code)).await.page().contains("/drafts/"));
    assert_eq!(officer.get(&format!("{draft}/fields/identity")).await.status, 409);
}

async fn whatever_is_typed_in_a_field_is_answered_and_kept(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = case(&officer).await;
    let draft = begun(&officer, &code, "acute_support").await;
    let long = "å".repeat(10_000);
    for text in NAUGHTY.iter().copied().chain([long.as_str()]) {
        for (category, field) in
            [("identity", "v-name"), ("identity", "v-number"), ("identity", "about"), ("acute_needs", "v-needs"), ("identity", "version")]
        {
            let answer =
                officer.post(&format!("{draft}/fields/{category}"), &[("v-protection", "none"), ("about", "victim"), (field, text)]).await;
            assert!(matches!(answer.status, 303 | 409 | 422), "{field}={text:?}: {}", answer.status);
            assert!(!answer.text.contains("<script>alert"), "{field}");
            if answer.status == 422 && field == "v-name" {
                assert!(answer.text.contains(&escaped(text)), "{text:?} is kept");
            }
        }
    }
}

async fn a_question_to_the_other_agency_names_no_person(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = case(&officer).await;
    let path = at(Door::NewHandover, &code);
    let form = officer.get(&format!("{path}?kind=ask")).await.page();
    assert!(form.contains("Skriv inget om någon person.") && !form.contains("<textarea"), "no words of one's own");
    let wrong = officer.post(&path, &[("kind", "ask"), ("v-categories", "concern_feedback")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("value=\"concern_feedback\" checked"));
    let unit = "socialtjansten-exempelstad/socialjouren";
    let ask = [("kind", "ask"), ("to", unit), ("v-categories", "concern_feedback"), ("v-purpose", "child_protection")];
    let review = officer.post(&path, &ask).await.goes_to();
    assert!(review.ends_with("/review"), "{review}");
    let page = officer.get(&review).await.page();
    assert!(page.contains("Fråga om uppgifter") && page.contains("Skicka 1 uppgift"), "{page}");
    let digest = between(&page, "name=\"digest\" value=\"", "\"").to_owned();
    officer.post(&review.replace("/review", "/send"), &[("digest", &digest)]).await.goes_to();
    let page = officer.get(&at(Door::CaseHandovers, &code)).await.page();
    assert!(page.contains("Våra frågor") && page.contains("Återkoppling på orosanmälan") && page.contains("Väntar på svar"));
}

async fn the_pages_are_there_in_english_too(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = case(&officer).await;
    let draft = begun(&officer, &code, "acute_support").await;
    put(&officer, &draft, "identity", &[("about", "victim"), ("v-name", NAME), ("v-protection", "none")]).await;
    let pages = [
        at(Door::CaseHandovers, &code),
        at(Door::NewHandover, &code),
        format!("{}?kind=ask", at(Door::NewHandover, &code)),
        draft.clone(),
        format!("{draft}/fields/safe_contact"),
        format!("{draft}/review"),
        format!("{draft}/review?view=difference"),
    ];
    for path in pages {
        for (language, word) in [("sv", "Tillbaka"), ("en", "Back")] {
            let page = officer.get_in(&path, language).await.page();
            assert!(page.contains(&format!("<html lang=\"{language}\"")), "{path}");
            assert!(page.contains(word) || path.contains("review"), "{path} in {language}");
            assert!(!page.contains("]["), "{path}");
            let missing = page.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(key, _)| key);
            let missing: Vec<&str> = missing.filter(|key| key.contains('-') && !key.contains(['=', ' ', '"'])).collect();
            assert!(missing.is_empty(), "{path} in {language}: {missing:?}");
        }
    }
}

/// A field that the secrecy of an investigation holds.
async fn held(officer: &Visitor, code: &str) -> String {
    let draft = officer.post(&at(Door::NewHandover, code), &[("kind", "custody")]).await.goes_to();
    put(officer, &draft, "custody_status", &[("v-status", "apprehended")]).await;
    draft
}

async fn the_lead_clears_what_somebody_else_asks(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = case(&officer).await;
    let draft = held(&officer, &code).await;
    let review = officer.get(&format!("{draft}/review")).await.page();
    assert!(review.contains("Inget lämnas") && review.contains("Be om beslut") && !review.contains("id=\"send\""));
    let ask = at(Door::AskClearance, &code).replace("{draft}", draft.rsplit_once('/').unwrap().1);
    officer.post(&ask, &[("n", "0")]).await.goes_to();
    assert_eq!(officer.get(&at(Door::Clearances, "")).await.status, 403);

    let lead = Visitor::logged_in(&house, "anna").await;
    let list = lead.get(&at(Door::Clearances, "")).await.page();
    assert!(list.contains("Misstänkts läge") && !list.contains("Gripen"), "the list holds no values");
    let path = format!("/clearances/{}", between(&list, "href=\"/clearances/", "\""));
    assert_eq!(officer.get(&path).await.status, 403);
    assert!(lead.get(&path).await.page().contains("Gripen"));
    for wrong in [vec![], vec![("answer", "yes")], vec![("reason", "Ett skäl")], vec![("answer", "maybe"), ("reason", "Ett skäl")]] {
        let answer = lead.post(&path, &wrong).await;
        assert_eq!(answer.status, 422, "{wrong:?}");
        assert!(!wrong.iter().any(|(name, _)| *name == "reason") || answer.text.contains("Ett skäl"), "what was written is kept");
    }
    assert_eq!(lead.post(&path, &[("answer", "yes"), ("reason", "Stör inte utredningen")]).await.goes_to(), "/clearances");
    assert_eq!(lead.post(&path, &[("answer", "no"), ("reason", "Ångrat")]).await.status, 409);
    let page = officer.get(&draft).await.page();
    assert!(page.contains("Misstänkts läge: <strong>Ja</strong>"), "{page}");
    assert!(!page.contains("Stör inte utredningen"), "the reason is the lead's own");
}

async fn nobody_clears_what_they_asked_themselves(house: House) {
    let lead = Visitor::logged_in(&house, "anna").await;
    let code = case(&lead).await;
    let draft = held(&lead, &code).await;
    lead.post(&format!("{draft}/clearance"), &[]).await.goes_to();
    let list = lead.get(&at(Door::Clearances, "")).await.page();
    let path = format!("/clearances/{}", between(&list, "href=\"/clearances/", "\""));
    assert!(lead.get(&path).await.page().contains("Någon annan måste svara."));
    assert_eq!(lead.post(&path, &[("answer", "yes"), ("reason", "Själv")]).await.status, 403);
    assert_eq!(lead.get(&at(Door::Clear, "")).await.status, 404);
}

async fn a_decision_that_is_not_answered_is_not_made(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = case(&officer).await;
    let draft = begun(&officer, &code, "acute_support").await;
    let hour = [("v-kind", "violence"), ("v-hour-day", "2026-11-22"), ("v-hour-time", "02:10"), ("v-place", "home")];
    put(&officer, &draft, "incident", &hour).await;
    let review = officer.get(&format!("{draft}/review")).await.page();
    assert!(review.contains("Inget lämnas") && review.contains("Gör menprövningen"), "{review}");
    let rule = between(&review, "/permissions/", "\"").to_owned();
    let path = format!("{draft}/permissions/{rule}");
    let form = officer.get(&path).await.page();
    assert!(form.contains("OSL") && !form.contains(" checked"));
    let empty = officer.post(&path, &[("version", "2")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.text.contains("utan svar beslutas inget"));
    assert!(officer.get(&format!("{draft}/review")).await.page().contains("Inget lämnas"));
    let now = version(&officer, &draft).await;
    officer.post(&path, &[("version", &now), ("harm_test_passed", "yes")]).await.goes_to();
    let review = officer.get(&format!("{draft}/review")).await.page();
    assert!(review.contains("Skicka 1 uppgift"), "{review}");
    assert!(officer.get(&draft).await.page().contains("Ja, beslutat 02:14"));
    // Another value is another decision.
    let other = [("v-kind", "threat"), ("v-hour-day", "2026-11-22"), ("v-hour-time", "02:10"), ("v-place", "home")];
    put(&officer, &draft, "incident", &other).await;
    assert!(officer.get(&format!("{draft}/review")).await.page().contains("Inget lämnas"));
}

async fn what_was_sent_can_be_corrected_and_taken_back(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = case(&officer).await;
    let draft = begun(&officer, &code, "acute_support").await;
    put(&officer, &draft, "identity", &[("about", "victim"), ("v-name", NAME), ("v-protection", "none")]).await;
    let review = officer.get(&format!("{draft}/review")).await.page();
    let digest = between(&review, "name=\"digest\" value=\"", "\"").to_owned();
    officer.post(&format!("{draft}/send"), &[("digest", &digest)]).await.goes_to();
    let page = officer.get(&at(Door::CaseHandovers, &code)).await.page();
    let sent = between(&page, "id=\"h-", "\"").to_owned();
    let base = format!("/cases/{code}/handovers/{sent}");
    assert!(officer.get(&format!("{base}/correct?n=0")).await.page().contains(NAME));
    assert_eq!(officer.get(&format!("{base}/correct?n=9")).await.status, 404);
    assert_eq!(officer.post(&format!("{base}/correct"), &[("n", "0")]).await.status, 422);
    let to = officer.post(&format!("{base}/correct"), &[("n", "0"), ("how", "withdrawn")]).await.goes_to();
    let review = officer.get(&to).await.page();
    assert!(review.contains("Uppgiften tas tillbaka") && review.contains("Skicka 1 uppgift"), "{review}");
    for (path, wanted) in [("recall", vec![303, 409]), ("answer", vec![404, 409]), ("redirected", vec![200, 303, 409, 422])] {
        let answer = officer.post(&format!("{base}/{path}"), &[]).await;
        assert!(wanted.contains(&answer.status), "{path}: {}", answer.status);
    }
    // A colleague of the unit says first why: the address alone opens nothing.
    let bo = Visitor::logged_in(&house, "bo").await;
    assert_eq!(bo.get(&at(Door::CaseHandovers, &code)).await.goes_to(), at(Door::FollowCallOut, &code));
    let closed = [draft.clone(), format!("{draft}/review"), format!("{base}/correct?n=0")];
    for path in &closed {
        let answer = bo.get(path).await;
        assert_eq!(answer.status, 403, "{path}");
        assert!(answer.text.contains("Du är inte med på larmet") && !answer.text.contains(NAME), "{path}");
    }
    bo.post(&at(Door::Join, &code), &[("relation", "took_over")]).await.goes_to();
    assert!(bo.get(&at(Door::CaseHandovers, &code)).await.page().contains(NAME));
    let doors = [
        at(Door::RecallHandover, &code),
        at(Door::AnswerHandover, &code),
        at(Door::CorrectHandover, &code),
        at(Door::SendOn, &code),
        at(Door::NoAnswer, &code),
    ];
    let kim = Visitor::logged_in(&house, "kim").await;
    for path in doors {
        let path = path.replace("{handover}", &sent);
        assert_eq!(kim.post(&path, &[("how", "withdrawn"), ("reason", "x")]).await.status, 404, "{path}");
    }
    for door in [Door::Draft, Door::DraftField, Door::Permission, Door::ReviewDraft, Door::SendDraft, Door::AskClearance] {
        let id = draft.rsplit_once('/').unwrap().1;
        let path = at(door, &code).replace("{draft}", id).replace("{category}", "identity").replace("{rule}", "OSL-10-27");
        let answer =
            if door.methods().contains("POST") { kim.post(&path, &[("digest", &"0".repeat(64))]).await } else { kim.get(&path).await };
        assert_eq!(answer.status, 404, "{path}");
    }
}

in_a_house!(
    a_handover_is_put_together_field_by_field,
    what_was_shown_is_what_goes,
    two_people_at_one_draft_lose_nothing,
    whatever_is_typed_in_a_field_is_answered_and_kept,
    a_question_to_the_other_agency_names_no_person,
    the_pages_are_there_in_english_too,
    the_lead_clears_what_somebody_else_asks,
    nobody_clears_what_they_asked_themselves,
    a_decision_that_is_not_answered_is_not_made,
    what_was_sent_can_be_corrected_and_taken_back,
);
