//! `/cases/{code}`: what was received, opened, and who has read it.

use casework::{ViewPurpose, access_entries, cases};
use reqwest::StatusCode;
use wire::{Category, HandoverId, WithdrawalChannel};

use crate::{
    browser::Browser,
    night::{NAME, NUMBER, Night, Told, nights, until},
};

nights!(
    every_view_is_in_the_access_log,
    the_safe_number_is_first_and_rings,
    why_it_came_is_told_with_its_statute,
    a_protected_person_has_a_strip_and_no_number,
    the_answer_at_the_first_contact_is_kept,
    a_number_that_its_sender_corrects_is_not_rung,
    who_never_agreed_is_not_rung_again_and_can_take_it_back,
    a_consent_is_taken_back_after_a_yes_too,
    a_report_of_concern_is_not_taken_back,
    the_title_holds_the_code_alone,
    who_declined_reads_no_more,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
const BOTH: Told = Told { consent: true, concern: true, protected: false, custody: false };

async fn every_view_is_in_the_access_log(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    lo.get("/duty").await;
    let entries = || {
        night.db.read(move |conn| {
            let case = cases::with_code(conn, &code)?.remove(0);
            access_entries::of_case(conn, case.id)
        })
    };
    assert!(entries().await.unwrap().is_empty(), "the list is no view of a person");
    assert_eq!(lo.get(&format!("/cases/{code}")).await.status, StatusCode::OK);
    let entries = entries().await.unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].staff, night.casework.staff_named("lo").await.reference);
    assert_eq!((entries[0].handover, entries[0].purpose), (Some(sent[0].id), ViewPurpose::Acknowledge));
    assert_eq!(entries[0].categories, [Category::Identity, Category::SafeContact]);
}

async fn the_safe_number_is_first_and_rings(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let page = Browser::of(night, "lo").await.get(&format!("/cases/{code}")).await;
    assert!(page.place(NUMBER) < page.place(NAME));
    assert!(page.text.contains("href=\"tel:0701740605\""));
    for words in ["Inget sms", "Inget röstmeddelande", "Säkert att ringa: nu", "Samtycket gäller till"] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
}

async fn a_number_that_its_sender_corrects_is_not_rung(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let pages = [format!("/cases/{code}"), format!("/cases/{code}/contacts")];
    let (first, second) = ("href=\"tel:0701740605\"", "href=\"tel:0701740699\"");
    for page in &pages {
        assert!(lo.get(page).await.text.contains(first), "control: {page}");
    }
    night.after(1);
    let corrected = night.correct_number(sent[0].id, Some("070-174 06 99")).await;
    for page in &pages {
        let text = lo.get(page).await.text;
        assert!(text.contains(second) && !text.contains(first), "the number that holds is the one to ring: {text}");
    }
    let case = lo.get(&pages[0]).await.text;
    assert!(case.contains("Rättad 22 nov."), "the old one is there, and says so: {case}");
    let found = async |number: &str| lo.post("/ways-back", &[("phone", number)]).await.text;
    assert!(found("0701740699").await.contains(&format!("href=\"{}\"", pages[0])));
    assert!(found(NUMBER).await.contains("Inget ärende hos er."), "nobody is found by it");
    night.after(1);
    night.correct_number(corrected, None).await;
    for page in &pages {
        let text = lo.get(page).await.text;
        assert!(!text.contains("href=\"tel:07017406"), "nothing is left to ring: {text}");
    }
}

async fn why_it_came_is_told_with_its_statute(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let page = Browser::of(night, "lo").await.get(&format!("/cases/{code}")).await;
    assert!(page.place("Orosanmälan för barn") < page.place("Överlämning med samtycke"));
    assert!(page.text.matches("Varför fick vi detta?").count() >= 4, "each field has its own");
    for words in [
        "socialtjänstlagen (2025:400)",
        "OSL 10 kap. 1 §",
        "Såg eller hörde våld",
        "2 barn",
        "7–12 år",
        &format!("Bedömt enligt regelbok {}", night.casework.edition().id()),
    ] {
        assert!(page.text.contains(words), "{words}");
    }
}

async fn a_protected_person_has_a_strip_and_no_number(night: &Night) {
    let (code, _) = night.alarm(Told { protected: true, ..CONSENT }).await;
    let page = Browser::of(night, "lo").await.get(&format!("/cases/{code}")).await;
    assert!(page.place("Skyddade uppgifter: sekretessmarkering") < page.place(NAME));
    assert!(page.text.contains("Numret lämnas inte ut här") && !page.text.contains("tel:070"));
}

async fn the_answer_at_the_first_contact_is_kept(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let (case, path) = (format!("/cases/{code}"), format!("/duty/{}/agreed", sent[0].id));
    assert_eq!(lo.post(&path, &[("agreed", "no")]).await.status, StatusCode::CONFLICT, "nobody owns it yet");
    lo.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", &case)]).await;
    let page = lo.get(&case).await;
    assert!(!page.text.contains("aria-pressed=\"true\">✓"), "no answer is chosen before somebody has answered");
    assert_eq!(lo.post(&path, &[("agreed", "no")]).await.status, StatusCode::SEE_OTHER);
    let page = lo.get(&case).await;
    assert!(page.text.contains("✓ Nej") && page.text.contains("säg att samtycket inte gäller"));
    assert_eq!(lo.post(&path, &[("agreed", "maybe")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Owned by lo: her browser, the page of the case, and the path of the handover by consent.
async fn owned(night: &Night, told: Told) -> (Browser, String, String, HandoverId) {
    let (code, sent) = night.alarm(told).await;
    let id = sent.last().unwrap().id;
    let (lo, case) = (Browser::of(night, "lo").await, format!("/cases/{code}"));
    for handover in &sent {
        lo.post(&format!("/duty/{}/acknowledge", handover.id), &[("back", &case)]).await;
    }
    (lo, case, format!("/duty/{id}"), id)
}

fn shows_the_person(text: &str) -> bool {
    [NAME, NUMBER, "tel:0701740605", "id=\"contact\""].iter().any(|word| text.contains(word))
}

async fn who_never_agreed_is_not_rung_again_and_can_take_it_back(night: &Night) {
    let (lo, case, row, id) = owned(night, BOTH).await;
    lo.post(&format!("{row}/agreed"), &[("agreed", "no")]).await;
    let page = lo.get(&case).await;
    assert!(!shows_the_person(&page.text), "{}", page.text);
    assert!(page.text.contains("visas inte mer") && page.text.contains("Såg eller hörde våld"), "the duty is no consent");
    let elsewhere = [format!("{case}/handovers"), format!("{case}/contacts")];
    for page in &elsewhere {
        let text = lo.get(page).await.text;
        assert!(!shows_the_person(&text), "nor on another page: {text}");
    }
    let link = format!("href=\"{case}\"");
    assert!(!lo.post("/ways-back", &[("phone", NUMBER)]).await.text.contains(&link), "and nobody is found by it");
    // A slip of the finger is put right: nothing has been told yet.
    lo.post(&format!("{row}/agreed"), &[("agreed", "yes")]).await;
    assert!(shows_the_person(&lo.get(&case).await.text));
    for page in &elsewhere {
        assert!(shows_the_person(&lo.get(page).await.text), "control: {page}");
    }
    assert!(lo.post("/ways-back", &[("phone", NUMBER)]).await.text.contains(&link), "control");
    assert!(night.broker.withdrawals().is_empty());
    lo.post(&format!("{row}/agreed"), &[("agreed", "no")]).await;

    assert!(lo.get(&case).await.text.contains(&format!("href=\"{row}/take-back\"")));
    let path = format!("{row}/take-back");
    let asks = lo.get(&path).await;
    assert!(asks.status == StatusCode::OK && !asks.text.contains(" checked"), "the first press asks, and answers nothing itself");
    for wrong in ["", "card_code", "shouted"] {
        assert_eq!(lo.post(&path, &[("channel", wrong)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    for _ in 0..2 {
        let answer = lo.post(&path, &[("channel", "phone")]).await;
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, case.as_str()));
    }
    until("the broker is told", || async { !night.broker.withdrawals().is_empty() }).await;
    let told = night.broker.withdrawals();
    let offer = night.broker.offers().into_iter().find(|offer| offer.header.id == id).unwrap();
    // A line that breaks makes the courier post again: the broker takes a withdrawal once, whatever comes.
    assert!(told.iter().all(|told| [told.consent] == offer.header.consents[..]), "these and no others");
    assert_eq!((told[0].heard_by.as_str(), told[0].channel), ("socialtjansten-exempelstad", WithdrawalChannel::Phone));
    // An answer afterwards opens nothing again.
    lo.post(&format!("{row}/agreed"), &[("agreed", "yes")]).await;
    let page = lo.get(&case).await;
    assert!(!shows_the_person(&page.text) && page.text.contains("Samtycket återkallades"), "{}", page.text);
    assert!(!page.text.contains("take-back") && !page.text.contains("name=\"agreed\""), "there is nothing left to take back");
}

async fn a_consent_is_taken_back_after_a_yes_too(night: &Night) {
    let (lo, case, row, _) = owned(night, CONSENT).await;
    lo.post(&format!("{row}/agreed"), &[("agreed", "yes")]).await;
    lo.post(&format!("{row}/take-back"), &[("channel", "spoken")]).await;
    until("the broker is told", || async { night.broker.withdrawals().len() == 1 }).await;
    assert!(!shows_the_person(&lo.get(&case).await.text));
}

async fn a_report_of_concern_is_not_taken_back(night: &Night) {
    let (lo, case, row, _) = owned(night, Told { concern: true, ..Told::default() }).await;
    assert_eq!(lo.post(&format!("{row}/take-back"), &[("channel", "phone")]).await.status, StatusCode::CONFLICT);
    let page = lo.get(&case).await;
    assert!(page.text.contains("Såg eller hörde våld") && !page.text.contains("take-back"));
}

async fn the_title_holds_the_code_alone(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let page = Browser::of(night, "lo").await.get(&format!("/cases/{code}")).await;
    assert!(page.title().starts_with(&code.pairing().spoken()), "{}", page.title());
    assert!(!page.title().contains("Kanarie"));
}

async fn who_declined_reads_no_more(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    lo.post(&format!("/duty/{}/decline", sent[0].id), &[("reason", "conflict")]).await;
    let page = lo.get(&format!("/cases/{code}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains(NAME) && !page.text.contains(NUMBER));
}
