//! The phase board: own checklists, marked by one tap; the other agency sees states and nothing else.

use casework::{NotApplicable, Word, checklist_runs};
use reqwest::StatusCode;
use wire::{CaseCode, Category, value::ItemState};

use crate::{
    browser::{Answer, Browser, goes_to},
    night::{NAME, Night, Told, nights, until},
};

nights!(
    one_tap_says_that_it_is_done_and_the_earlier_word_stays,
    what_does_not_apply_has_a_reason_that_stays_here,
    an_answer_brings_what_it_calls_for_and_hides_nothing_that_was_said,
    the_other_agency_is_told_states_and_nothing_else,
    what_was_shown_is_sent_or_nothing,
    nobody_is_told_after_the_consent_is_taken_back,
    the_work_moves_on_with_open_items_and_paper_is_numbered,
    another_unit_finds_no_board,
    it_is_there_in_english,
);

const BOTH: Told = Told { consent: true, concern: true, protected: false, custody: false };
const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
const LIST: &str = "social-alarm";
const POLICE: &str = "polisen-exempelstad/ingripande";

async fn says(who: &Browser, code: CaseCode, item: &str, fields: &[(&str, &str)]) -> Answer {
    let item = [("phase", "alarm"), ("checklist", LIST), ("item", item)];
    let fields: Vec<_> = item.into_iter().chain(fields.iter().copied()).collect();
    who.post(&format!("/cases/{code}/phases"), &fields).await
}

async fn board(who: &Browser, code: CaseCode) -> String {
    let page = who.get(&format!("/cases/{code}/phases?phase=alarm")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page.text
}

/// The words on the items of the case, oldest first: item, word, answers.
async fn words(night: &Night, code: CaseCode) -> Vec<(String, Word, Vec<String>)> {
    let read = move |conn: &mut store::Conn| {
        let case = casework::cases::by_code(conn, &code, &"polisen-exempelstad".parse().unwrap())?.unwrap();
        let mut words = Vec::new();
        for run in checklist_runs::of_case(conn, case.id, None)? {
            let shipped = practice::Library::shipped();
            let read = shipped.checklist_version(&run.checklist, &run.version).expect("the version that was read");
            assert_eq!((run.checksum, run.phase), (read.checksum(), read.phase()));
            words.extend(checklist_runs::marks(conn, run.id)?);
        }
        Ok(words)
    };
    let marks = night.db.read(read).await.unwrap();
    marks.into_iter().map(|mark| (mark.item, mark.word, mark.answers.into_iter().collect())).collect()
}

/// The states that went to the police, from the offers that the broker got.
fn offers(night: &Night) -> Vec<wire::Offer> {
    let own = night.broker.offers().into_iter().filter(|offer| offer.header.from.agency.as_str() == "socialtjansten-exempelstad");
    let mut own: Vec<_> = own.filter(|offer| offer.fields.iter().all(|field| field.category == Category::PhaseState)).collect();
    own.dedup_by_key(|offer| offer.header.id);
    own
}

async fn one_tap_says_that_it_is_done_and_the_earlier_word_stays(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let anna = Browser::of(night, "anna").await;
    assert!(words(night, code).await.is_empty());
    let fresh = board(&anna, code).await;
    assert!(fresh.contains("Inte påbörjat") && !fresh.contains("data-state=\"done\""), "nothing is said before somebody says it");
    assert!(!fresh.contains(NAME) && !fresh.contains(" checked"));
    assert!(words(night, code).await.is_empty(), "to look begins nothing");
    let place = goes_to(says(&anna, code, "social.alarm.take", &[("word", "done")]).await);
    assert_eq!(place, format!("/cases/{code}/phases?phase=alarm#item-social-alarm-take"));
    let done = board(&anna, code).await;
    assert!(done.contains("data-state=\"done\"") && done.contains("Gruppledare"), "{done}");
    night.after(3);
    goes_to(says(&anna, code, "social.alarm.take", &[("word", "not_started")]).await);
    let said = words(night, code).await;
    let states: Vec<_> = said.iter().map(|(_, word, _)| word.state()).collect();
    assert_eq!(states, [ItemState::Done, ItemState::NotStarted]);
    assert!(board(&anna, code).await.contains("Tidigare noterat:"));
    for (list, item) in [(LIST, "social.alarm.unknown"), ("police-alarm", "police.alarm.apart"), ("none", "social.alarm.take")] {
        let strange = [("phase", "alarm"), ("checklist", list), ("item", item), ("word", "done")];
        assert_eq!(anna.post(&format!("/cases/{code}/phases"), &strange).await.status, StatusCode::NOT_FOUND, "{list} {item}");
    }
    assert_eq!(words(night, code).await.len(), 2);
}

async fn what_does_not_apply_has_a_reason_that_stays_here(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let anna = Browser::of(night, "anna").await;
    let without = says(&anna, code, "social.alarm.go_or_phone", &[("word", "not_applicable")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text.contains("id=\"reason-error\"") && without.text.contains("href=\"#reason\""), "{}", without.text);
    assert!(words(night, code).await.is_empty());
    // A reason belongs to what does not apply alone.
    for strange in [&[("word", "done?")][..], &[][..]] {
        assert_eq!(says(&anna, code, "social.alarm.take", strange).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    goes_to(says(&anna, code, "social.alarm.go_or_phone", &[("word", "not_applicable"), ("reason", "person_declined")]).await);
    let said = words(night, code).await;
    assert_eq!(said[0].1, Word::NotApplicable(NotApplicable::PersonDeclined));
    let page = board(&anna, code).await;
    assert!(page.contains("Ej aktuellt</strong>: Personen vill inte"), "{page}");
    // What could be told shows the state, and not the reason.
    let form = page.split("id=\"told\"").nth(1).expect("the form");
    assert!(form.contains("value=\"meeting_agreed.not_applicable\"") && !form.contains("Personen vill inte"), "{form}");
}

async fn an_answer_brings_what_it_calls_for_and_hides_nothing_that_was_said(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let anna = Browser::of(night, "anna").await;
    let branch = "item-social-alarm-open_inquiry".replace('_', "-");
    assert!(!board(&anna, code).await.contains(&branch), "nobody has said that there are children");
    goes_to(says(&anna, code, "social.alarm.children", &[("choose", "yes")]).await);
    let page = board(&anna, code).await;
    assert!(page.contains(&branch) && page.contains("Det finns barn i familjen"), "{page}");
    assert_eq!(words(night, code).await[0].1, Word::Done, "who has asked is done");
    goes_to(says(&anna, code, "social.alarm.open_inquiry", &[("choose", "not_now")]).await);
    // One answer takes the place of the other; what was said of the branch stays in sight.
    goes_to(says(&anna, code, "social.alarm.children", &[("choose", "none")]).await);
    let page = board(&anna, code).await;
    assert!(page.contains(&branch) && !page.contains("Det finns barn i familjen</p>"), "{page}");
    let said = words(night, code).await;
    assert_eq!(said.last().unwrap().2, ["none"]);
    // One that stands alone shuts out the others, and they it.
    for answer in ["weapon", "strangulation", "none", "interpreter"] {
        goes_to(says(&anna, code, "social.alarm.situation", &[("choose", answer)]).await);
    }
    goes_to(says(&anna, code, "social.alarm.situation", &[("unchoose", "weapon")]).await);
    let chosen: Vec<_> =
        words(night, code).await.into_iter().filter(|(item, ..)| item == "social.alarm.situation").map(|said| said.2).collect();
    assert_eq!(chosen, [vec!["weapon"], vec!["strangulation", "weapon"], vec!["none"], vec!["interpreter"], vec!["interpreter"]]);
    let foreign = says(&anna, code, "social.alarm.situation", &[("choose", "yes")]).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn the_other_agency_is_told_states_and_nothing_else(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let anna = Browser::of(night, "anna").await;
    assert!(!board(&anna, code).await.contains("id=\"told\""), "there is nothing to tell");
    goes_to(says(&anna, code, "social.alarm.go_or_phone", &[("word", "done")]).await);
    goes_to(says(&anna, code, "social.alarm.weapon", &[("word", "done")]).await);
    goes_to(says(&anna, code, "social.alarm.situation", &[("choose", "strangulation")]).await);
    let page = board(&anna, code).await;
    let form = page.split("id=\"told\"").nth(1).expect("the form");
    assert_eq!(form.matches("type=\"checkbox\"").count(), 1, "what no item of the closed list speaks to stays here: {form}");
    assert!(form.contains("value=\"meeting_agreed.done\"") && !form.contains(" checked"), "{form}");
    let tell = format!("/cases/{code}/phases/tell");
    let nothing = anna.post(&tell, &[("phase", "alarm"), ("to", POLICE)]).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.text.contains("id=\"told-error\""));
    assert!(offers(night).is_empty());
    goes_to(anna.post(&tell, &[("phase", "alarm"), ("to", POLICE), ("told", "meeting_agreed.done")]).await);
    until("the states are at the broker", || async { offers(night).len() == 1 }).await;
    let offer = &offers(night)[0];
    assert_eq!((offer.fields.len(), offer.header.subjects.len(), offer.header.facts.len()), (1, 0, 0));
    assert!(offer.header.consents.is_empty() && offer.header.to.unit.as_str() == POLICE);
    assert!(!board(&anna, code).await.contains("id=\"told\""), "it is told");
    // Taken back here: the other agency can be told that too.
    night.after(1);
    goes_to(says(&anna, code, "social.alarm.go_or_phone", &[("word", "not_started")]).await);
    assert!(board(&anna, code).await.contains("value=\"meeting_agreed.not_started\""));
}

async fn what_was_shown_is_sent_or_nothing(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let anna = Browser::of(night, "anna").await;
    goes_to(says(&anna, code, "social.alarm.go_or_phone", &[("word", "under_way")]).await);
    let tell = format!("/cases/{code}/phases/tell");
    for (to, told) in [
        (POLICE, "meeting_agreed.done"),
        (POLICE, "safety_plan.done"),
        ("socialtjansten-exempelstad/socialjouren", "meeting_agreed.under_way"),
    ] {
        let stale = anna.post(&tell, &[("phase", "alarm"), ("to", to), ("told", told)]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{to} {told}: {}", stale.text);
        assert!(stale.text.contains("value=\"meeting_agreed.under_way\""), "the page shows how it is now");
    }
    assert_eq!(anna.post(&tell, &[("to", POLICE), ("told", "name.done")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    goes_to(anna.post(&tell, &[("to", POLICE), ("told", "meeting_agreed.under_way")]).await);
    until("the state is at the broker", || async { offers(night).len() == 1 }).await;
}

async fn nobody_is_told_after_the_consent_is_taken_back(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let anna = Browser::of(night, "anna").await;
    goes_to(says(&anna, code, "social.alarm.go_or_phone", &[("word", "done")]).await);
    assert!(board(&anna, code).await.contains("id=\"told\""));
    let id = sent[0].id;
    goes_to(anna.post(&format!("/duty/{id}/acknowledge"), &[("back", "/duty")]).await);
    goes_to(anna.post(&format!("/duty/{id}/take-back"), &[("channel", "phone")]).await);
    until("the board tells nobody", || async { !board(&anna, code).await.contains("id=\"told\"") }).await;
    let late = anna.post(&format!("/cases/{code}/phases/tell"), &[("to", POLICE), ("told", "meeting_agreed.done")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(offers(night).is_empty());
}

async fn the_work_moves_on_with_open_items_and_paper_is_numbered(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let anna = Browser::of(night, "anna").await;
    let first = anna.get(&format!("/cases/{code}/phases")).await.text;
    assert!(first.contains("<h2>Larm</h2>"), "a case begins in the alarm phase");
    let place = goes_to(anna.post(&format!("/cases/{code}/phases/move"), &[("phase", "care")]).await);
    assert_eq!(place, format!("/cases/{code}/phases?phase=care"));
    let page = anna.get(&format!("/cases/{code}/phases")).await.text;
    assert!(page.contains("<h2>Omhändertagande</h2>") && page.contains("Fasen började"), "{page}");
    assert_eq!(anna.post(&format!("/cases/{code}/phases/move"), &[("phase", "end")]).await.status, StatusCode::NOT_FOUND);
    for n in 1..=2 {
        let place = goes_to(anna.post(&format!("/cases/{code}/phases/copies"), &[("phase", "care")]).await);
        assert_eq!(place, format!("/cases/{code}/phases?phase=care&copy={n}"));
        let paper = anna.get(&place).await.text;
        assert!(paper.contains(&format!("Kopia {n}, Gruppledare")) && paper.contains("Förstörs senast"), "{paper}");
        assert!(!paper.contains(NAME) && !paper.contains("Anna"), "codes and roles alone");
    }
    assert!(!anna.get(&format!("/cases/{code}/phases?phase=care&copy=9")).await.text.contains("Kopia 9"));
}

async fn another_unit_finds_no_board(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let elin = Browser::of(night, "elin").await;
    assert_eq!(elin.get(&format!("/cases/{code}/phases")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(says(&elin, code, "social.alarm.take", &[("word", "done")]).await.status, StatusCode::NOT_FOUND);
    for door in ["move", "tell", "copies"] {
        let fields = [("phase", "care"), ("to", POLICE), ("told", "meeting_agreed.done")];
        assert_eq!(elin.post(&format!("/cases/{code}/phases/{door}"), &fields).await.status, StatusCode::NOT_FOUND, "{door}");
    }
    assert!(words(night, code).await.is_empty() && offers(night).is_empty());
}

async fn it_is_there_in_english(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let anna = Browser::of(night, "anna").await;
    let english = anna.get_in(&format!("/cases/{code}/phases"), "en").await.text;
    assert!(english.contains("<h1>The phases</h1>") && english.contains("Not started"), "{english}");
    let shipped = practice::Library::shipped();
    let list = shipped.checklist(LIST).unwrap();
    assert!(english.contains(list.title(wire::Language::En)));
}
