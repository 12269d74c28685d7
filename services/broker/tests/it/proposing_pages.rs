//! Proposing, signing and taking back on the pages.

use std::sync::Arc;

use crate::{
    on_both,
    rules::{EDITOR, LAWYER, OTHER_EDITOR, Person, id, in_force, same},
    town::Town,
    visitor::{HER_CONSENT, KEYLESS, Page, Visitor, pages},
};

on_both!(
    what_is_wrong_is_said_with_its_line_and_nothing_is_lost,
    two_persons_sign_on_the_page,
    a_false_signature_is_told_why,
    a_proposal_is_taken_back_on_its_page,
);

async fn what_is_wrong_is_said_with_its_line_and_nothing_is_lost(town: Arc<Town>) {
    let server = pages(&town).await;
    let editor = Visitor::logged_in(&server, EDITOR.login).await;
    editor.get("/rulebook/new").await.opened();
    let empty = editor.upload("/rulebook/new", &[("text", None, b"")]).await.must_be_corrected();
    assert_eq!(empty.texts("#text-error p"), ["Välj en fil eller klistra in utgåvan."]);
    // A line of the file, from a chosen file: it stands in the box now.
    let text = String::from_utf8(same("2027-01-01.1")).unwrap();
    let line = text.lines().position(|line| line == "kind = \"never\"").unwrap() + 1;
    let broken = text.replacen("kind = \"never\"", "kind = \"nevver\"", 1);
    let cases = HER_CONSENT.replace("polis till socialtjänst", "polis till socialtjänsten").replace("2026-11-23", "igår");
    let parts: [(&str, Option<&str>, &[u8]); 2] = [("file", Some("a.toml"), broken.as_bytes()), ("cases", None, cases.as_bytes())];
    let wrong = editor.upload("/rulebook/new", &parts).await.must_be_corrected();
    assert!(wrong.texts("#text-error p").concat().starts_with(&format!("Rad {line}: ")), "{:?}", wrong.texts("#text-error"));
    assert!(wrong.texts("#text-error pre").concat().contains("nevver"));
    assert_eq!(wrong.exact("#text"), broken);
    assert_eq!(wrong.exact("#cases"), cases);
    assert_eq!(wrong.attribute("#text", "aria-invalid").as_deref(), Some("true"));
    // Every fault of the cases, by row and column, with what to write.
    let parts: [(&str, Option<&str>, &[u8]); 2] = [("text", None, text.as_bytes()), ("cases-file", Some("b.csv"), cases.as_bytes())];
    let wrong = editor.upload("/rulebook/new", &parts).await.must_be_corrected();
    let faults = wrong.texts("#cases-error p");
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("Rad 2, kolumnen ”dag”: ”igår” är ingen dag.")), "{faults:?}");
    assert!(
        faults.iter().any(|fault| fault.contains("kolumnen ”riktning”") && fault.contains("Menade du ”polis till socialtjänst”?")),
        "{faults:?}"
    );
    let parts: [(&str, Option<&str>, &[u8]); 2] = [("text", None, text.as_bytes()), ("cases-file", Some("b.csv"), b"nr;\xe4ndam\xe5l\n")];
    assert!(editor.upload("/rulebook/new", &parts).await.must_be_corrected().texts("#cases-error").concat().contains("UTF-8"));
    // A rule that lacks something says which and what.
    let (before, rule) = text.split_once("id = \"CONSENT-VICTIM\"").unwrap();
    let lacking = format!("{before}id = \"CONSENT-VICTIM\"{}", rule.replacen("sources = [", "sources = [] # [", 1));
    let wrong = editor.upload("/rulebook/new", &[("text", None, lacking.as_bytes())]).await.must_be_corrected();
    assert!(wrong.texts("#text-error").concat().contains("nämner inget lagrum: fyll i sources"), "{:?}", wrong.texts("#text-error"));
    let used = editor.upload("/rulebook/new", &[("text", None, rulebook::Edition::SHIPPED)]).await.must_be_corrected();
    assert!(used.texts("#text-error").concat().contains("Exakt den här filen finns redan"));
    // The file goes before the box, byte for byte; a box ends its lines as a browser does and is kept with line feeds.
    let crlf = text.replace("2027-01-01.1", "2027-01-02.1").replace('\n', "\r\n");
    let parts: [(&str, Option<&str>, &[u8]); 2] = [("file", Some("a.toml"), text.as_bytes()), ("text", None, crlf.as_bytes())];
    assert_eq!(editor.upload("/rulebook/new", &parts).await.goes_to(), "/rulebook/2027-01-01.1");
    assert_eq!(editor.upload("/rulebook/new", &[("text", None, crlf.as_bytes())]).await.goes_to(), "/rulebook/2027-01-02.1");
    assert_eq!(editor.get("/rulebook/2027-01-02.1/file").await.bytes, same("2027-01-02.1"));
}

/// What the page gives to sign, signed.
fn signed(page: &Page, person: &Person) -> String {
    let payload = page.exact("#payload");
    let act = serde_json::from_str(&payload).unwrap();
    String::from_utf8(person.sign(&act)).unwrap()
}

async fn two_persons_sign_on_the_page(town: Arc<Town>) {
    let server = pages(&town).await;
    let (lawyer, editor) = (Visitor::logged_in(&server, LAWYER.login).await, Visitor::logged_in(&server, EDITOR.login).await);
    let parts: [(&str, Option<&str>, &[u8]); 2] = [("text", None, &same("2027-01-01.1")), ("cases", None, HER_CONSENT.as_bytes())];
    let path = editor.upload("/rulebook/new", &parts).await.goes_to().to_owned();
    // The first day that the number allows is proposed; another can be chosen, no past one.
    let page = lawyer.get(&path).await.opened();
    assert_eq!(page.attribute("#day", "value").as_deref(), Some("2027-01-01"));
    assert!(page.words().contains("Saknas: två personers underskrifter, varav en jurists"), "{}", page.words());
    assert!(lawyer.get(&format!("{path}?day=2020-01-01")).await.must_be_corrected().texts("#day-error").concat().contains("har passerat"));
    let page = lawyer.get(&format!("{path}?day=2026-11-22")).await.opened();
    assert_eq!(page.attribute("#sign", "data-key-id").unwrap(), LAWYER.key().id().to_string());
    assert_eq!(page.attribute("#sign", "data-payload").unwrap(), page.exact("#payload"));
    assert!(page.attribute("#sign-here", "hidden").is_some() && page.attribute("#key", "name").is_none(), "the key has no place in a form");
    let first = lawyer.post(&format!("{path}/approve"), &[("envelope", &signed(&page, &LAWYER)), ("day", "2026-11-22")]).await;
    assert_eq!(first.goes_to(), path);
    let page = lawyer.get(&path).await.opened();
    assert!(page.words().contains("✓ Linn, jurist") && page.words().contains("Du har skrivit under."), "{}", page.words());
    assert!(page.words().contains("Saknas: en underskrift till"), "{}", page.words());
    // The second is bound to the day of the first, and to have a line end pasted with it is no fault.
    let page = editor.get(&path).await.opened();
    assert_eq!(page.attribute("#day", "value").as_deref(), Some("2026-11-22"));
    let pasted = format!("  {}\r\n", signed(&page, &EDITOR));
    assert_eq!(editor.post(&format!("{path}/approve"), &[("envelope", &pasted)]).await.goes_to(), path);
    in_force(&server, &id("2027-01-01.1")).await;
    let page = editor.get(&path).await.opened();
    assert!(page.words().contains("Gäller. ") && page.words().contains("i loggen"), "{}", page.words());
    assert!(!page.html().contains("id=\"sign\"") && !page.html().contains("/withdraw"));
}

async fn a_false_signature_is_told_why(town: Arc<Town>) {
    let server = pages(&town).await;
    let editor = Visitor::logged_in(&server, EDITOR.login).await;
    let parts: [(&str, Option<&str>, &[u8]); 2] = [("text", None, &same("2027-01-01.1")), ("cases", None, HER_CONSENT.as_bytes())];
    let path = editor.upload("/rulebook/new", &parts).await.goes_to().to_owned();
    let page = editor.get(&path).await.opened();
    let approve = format!("{path}/approve");
    let own = signed(&page, &EDITOR);
    let other_day = own_act_changed(&page, "2027-01-01\"}", "2020-01-01\"}");
    for (envelope, why) in [
        (signed(&page, &OTHER_EDITOR), "en annan nyckel än din"),
        (own.replacen("\"signature\":\"", "\"signature\":\"AA", 1), "inget underskrivet godkännande"),
        ("{}".to_owned(), "inget underskrivet godkännande"),
        (other_day, "har passerat"),
    ] {
        let wrong = editor.post(&approve, &[("envelope", &envelope)]).await.must_be_corrected();
        assert!(wrong.texts("#envelope-error").concat().contains(why), "{why}: {:?}", wrong.texts("#envelope-error"));
        assert_eq!(wrong.exact("#envelope"), envelope, "what was pasted stays");
    }
    assert!(editor.get(&path).await.words().contains("Ingen har skrivit under."));
    // Somebody without a key is told so, and is not asked.
    let keyless = Visitor::logged_in(&server, KEYLESS).await;
    let page = keyless.get(&path).await.opened();
    assert!(page.words().contains("hör inte till dem som skriver under") && !page.html().contains("id=\"sign\""));
    assert_eq!(keyless.post(&approve, &[("envelope", &own)]).await.status, 422);
}

/// The editor's signature of what the page says with a change.
fn own_act_changed(page: &Page, from: &str, to: &str) -> String {
    let payload = page.exact("#payload");
    assert!(payload.contains(from), "{payload}");
    String::from_utf8(EDITOR.sign(&serde_json::from_str(&payload.replace(from, to)).unwrap())).unwrap()
}

async fn a_proposal_is_taken_back_on_its_page(town: Arc<Town>) {
    let server = pages(&town).await;
    let editor = Visitor::logged_in(&server, EDITOR.login).await;
    let path = editor.upload("/rulebook/new", &[("text", None, &same("2027-01-01.1"))]).await.goes_to().to_owned();
    assert_eq!(editor.post(&format!("{path}/withdraw"), &[]).await.goes_to(), path);
    let page = editor.get(&path).await.opened();
    assert!(page.words().contains("Tillbakatagen av Ro"), "{}", page.words());
    let again = editor.post(&format!("{path}/withdraw"), &[]).await.must_be_corrected();
    assert!(again.words().contains("Utgåvan är tillbakatagen och kan inte tas tillbaka."), "{}", again.words());
    assert!(editor.get("/rulebook").await.opened().html().contains("g-withdrawn"));
    assert_eq!(editor.post("/rulebook/2027-09-09.9/withdraw", &[]).await.status, 404);
}
