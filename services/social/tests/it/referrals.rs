//! Services that are offered, what comes of it, and the list of them.

use casework::{ConsentAnswer, GivenConsent, access_entries};
use reqwest::StatusCode;
use store::clock::Clock as _;
use wire::{AskedWhere, CaseCode, Category, ConsentForm, ConsentText, DraftField, Language, Phase, Purpose, Urgency, Value, value};

use crate::{
    browser::{Browser, between, goes_to},
    held_talk::count,
    night::{NAME, Night, Told, nights, until},
    planned::{escaped, main},
};

nights!(
    an_offer_waits_until_somebody_says_whether_it_started,
    a_no_closes_nothing_and_says_no_way,
    what_is_wrong_is_said_at_its_field_and_nothing_is_lost,
    her_page_and_his_hold_nothing_of_each_other,
    five_talks_are_counted_once_each,
    the_police_that_referred_get_the_one_bit_by_a_draft,
    a_list_is_tried_first_and_takes_the_place_of_the_other_whole,
    only_who_leads_takes_a_list_in,
    the_list_is_for_everybody_of_the_staff,
    the_database_refuses_what_can_not_be,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
const YES: [(&str, &str); 4] = [("subject", "victim"), ("kind", "violence_centre"), ("answer", "yes"), ("way", "we_tell")];
const LIST: &str = "Stadsdel;Slag;Namn;Telefon;Tider\nmottagningen;RVC;Centrum Påhittat;08-465 004 20;vardagar 9–16\n;kriminalvården;Frivården Påhittad;08-465 004 21;";

async fn case_at_the_desk(night: &Night) -> (Browser, CaseCode, String) {
    let (code, _) = night.alarm(CONSENT).await;
    (Browser::of(night, "lo").await, code, format!("/cases/{code}/referrals"))
}

/// The id of the newest offer on a page.
fn newest(page: &str) -> String {
    between(page, "id=\"r-", "\"").to_owned()
}

async fn an_offer_waits_until_somebody_says_whether_it_started(night: &Night) {
    let (lo, code, path) = case_at_the_desk(night).await;
    let case = lo.get(&format!("/cases/{code}/handovers")).await.text;
    assert!(case.contains(&format!("href=\"{path}\"")), "{case}");
    let empty = main(&lo.get(&path).await);
    assert!(empty.contains("Inget är erbjudet än.") && !empty.contains(" checked"), "nothing is chosen beforehand: {empty}");
    assert!(empty.contains("Får vi berätta för verksamheten"), "what is read out before a yes: {empty}");
    assert_eq!(goes_to(lo.post(&path, &YES).await), path);
    let page = main(&lo.get(&path).await);
    assert!(page.contains("<h2 id=\"k-") && page.contains(">Relationsvåldscentrum</h2>") && page.contains("text version 1"), "{page}");
    assert!(!page.contains("Två veckor har gått"));
    night.after(15 * 24 * 60);
    let lo = Browser::of(night, "lo").await;
    let page = main(&lo.get(&path).await);
    assert!(page.contains("Två veckor har gått"), "{page}");
    let outcome = format!("{path}/{}/outcome", newest(&page));
    let unsaid = lo.post(&outcome, &[("result", "started"), ("heard_on", "2026-12-05")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unsaid.text.contains("id=\"heard-error\"")
            && unsaid.text.contains("value=\"2026-12-05\"")
            && unsaid.text.contains("value=\"started\" checked")
    );
    goes_to(lo.post(&outcome, &[("result", "not_started"), ("heard", "person"), ("heard_on", "2026-12-05")]).await);
    let page = main(&lo.get(&path).await);
    assert!(
        page.contains("Kom inte i gång, 5 dec. 2026") && !page.contains("Två veckor har gått") && !page.contains("/outcome\""),
        "{page}"
    );
    let again = lo.post(&outcome, &[("result", "started"), ("heard", "service"), ("heard_on", "2026-12-06")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "said once");
    let english = lo.get_in(&path, "en").await.text;
    assert!(english.contains("Relationship-violence centre") && english.contains("Did not start"), "{english}");
    let found = night.db.read(move |conn| casework::cases::with_code(conn, &code)).await.unwrap().remove(0).id;
    let entries = night.db.read(move |conn| access_entries::of_case(conn, found)).await.unwrap();
    assert!(entries.iter().any(|entry| entry.categories == [Category::Referral]), "who looked is written");
}

async fn a_no_closes_nothing_and_says_no_way(night: &Night) {
    let (lo, _, path) = case_at_the_desk(night).await;
    // A way that was ticked before the no is none.
    let no = [("subject", "child"), ("kind", "child_and_youth"), ("answer", "no"), ("way", "we_tell")];
    goes_to(lo.post(&path, &no).await);
    night.after(1);
    goes_to(lo.post(&path, &[("subject", "victim"), ("kind", "violence_centre"), ("answer", "later")]).await);
    night.after(1);
    goes_to(lo.post(&path, &[("subject", "victim"), ("kind", "violence_centre"), ("answer", "yes"), ("way", "calls_herself")]).await);
    let page = main(&lo.get(&path).await);
    assert_eq!(page.matches("<article").count(), 3, "{page}");
    assert!(page.contains("Personen ringer själv") && !page.contains("Vi berättar, med ja till texten ovan</p>"), "{page}");
    assert_eq!(page.matches("/outcome\"").count(), 1, "only a yes waits");
    let refused = page.rsplit("id=\"r-").next().unwrap().split('"').next().unwrap();
    let outcome = [("result", "started"), ("heard", "person"), ("heard_on", "2026-11-22")];
    let follows = lo.post(&format!("{path}/{refused}/outcome"), &outcome).await;
    assert_eq!(follows.status, StatusCode::CONFLICT, "of a no nothing comes");
}

async fn what_is_wrong_is_said_at_its_field_and_nothing_is_lost(night: &Night) {
    let (lo, _, path) = case_at_the_desk(night).await;
    let anna = Browser::of(night, "anna").await;
    goes_to(anna.post("/services/import", &[("list", LIST), ("seen", "yes")]).await);
    let page = lo.get(&path).await.text;
    let centre = between(&page, "<optgroup label=\"Relationsvåldscentrum\"><option value=\"", "\"").to_owned();
    for (fields, at) in [
        (vec![("kind", "psychiatry"), ("answer", "no")], "subject"),
        (vec![("subject", "victim"), ("answer", "no")], "kind"),
        (vec![("subject", "victim"), ("kind", "psychiatry")], "answer"),
        (vec![("subject", "victim"), ("kind", "psychiatry"), ("answer", "yes")], "way"),
        (vec![("subject", "child"), ("kind", "sheltered_housing"), ("answer", "no")], "kind"),
        (vec![("subject", "victim"), ("kind", "psychiatry"), ("service", centre.as_str()), ("answer", "no")], "service"),
        (vec![("subject", "victim"), ("kind", "psychiatry"), ("service", "x"), ("answer", "no")], "service"),
        (vec![("subject", "person_using_violence"), ("kind", "psychiatry"), ("answer", "no")], "subject"),
    ] {
        let wrong = lo.post(&path, &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        if at != "subject" || fields[0].0 != "subject" {
            assert!(wrong.text.contains(&format!("id=\"{at}-error\"")), "{fields:?}: {}", wrong.text);
        }
        if fields.contains(&("kind", "psychiatry")) {
            assert!(wrong.text.contains("value=\"psychiatry\" checked"), "what was chosen is kept: {}", wrong.text);
        }
    }
    assert_eq!(count(night, "referrals").await, 0);
    let right = [("subject", "victim"), ("kind", "violence_centre"), ("service", centre.as_str()), ("answer", "yes"), ("way", "we_tell")];
    goes_to(lo.post(&path, &right).await);
    // The list is taken in anew without it; what was said of then stays.
    goes_to(anna.post("/services/import", &[("list", ";psykiatri;Annat;0846500422;"), ("seen", "yes")]).await);
    let page = main(&lo.get(&path).await);
    assert!(page.contains("Centrum Påhittat <a class=\"ds-link\" href=\"tel:+46846500420\">"), "{page}");
    assert!(!page.contains("<option value=\"{centre}\""));
}

async fn her_page_and_his_hold_nothing_of_each_other(night: &Night) {
    let (lo, code, hers) = case_at_the_desk(night).await;
    let his = format!("/cases/{code}/person-using-violence/referrals");
    let before = main(&lo.get(&his).await);
    goes_to(lo.post(&hers, &YES).await);
    assert_eq!(main(&lo.get(&his).await), before, "his page is the same with and without hers");
    let id = newest(&lo.get(&hers).await.text);
    let outcome = [("result", "started"), ("heard", "person"), ("heard_on", "2026-11-22")];
    assert_eq!(lo.post(&format!("{his}/{id}/outcome"), &outcome).await.status, StatusCode::NOT_FOUND, "hers is none of his page's");
    goes_to(lo.post(&his, &[("kind", "mens_centre"), ("answer", "yes"), ("way", "calls_herself")]).await);
    assert!(!main(&lo.get(&hers).await).contains("Manscentrum"));
    let page = main(&lo.get(&his).await);
    assert!(page.contains("Manscentrum</h2>") && !page.contains("Skyddat boende") && !page.contains(NAME), "{page}");
    for path in [&hers, &his] {
        assert!(!lo.get(path).await.title().contains("Hänvisningar för"), "no title says whose");
    }
}

async fn five_talks_are_counted_once_each(night: &Night) {
    let (lo, _, path) = case_at_the_desk(night).await;
    goes_to(lo.post(&path, &YES).await);
    let id = newest(&lo.get(&path).await.text);
    let talks = format!("{path}/{id}/talks");
    let early = lo.post(&talks, &[("n", "1"), ("held_on", "2026-11-22")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "none before it has started");
    goes_to(lo.post(&format!("{path}/{id}/outcome"), &[("result", "started"), ("heard", "service"), ("heard_on", "2026-11-22")]).await);
    let future = lo.post(&talks, &[("n", "1"), ("held_on", "2027-11-22")]).await;
    assert!(future.status == StatusCode::UNPROCESSABLE_ENTITY && future.text.contains("id=\"held_on-error\""), "{}", future.text);
    for n in ["1", "2", "3", "4", "5"] {
        assert!(main(&lo.get(&path).await).contains(&format!("name=\"n\" value=\"{n}\"")));
        goes_to(lo.post(&talks, &[("n", n), ("held_on", "2026-11-22")]).await);
        let twice = lo.post(&talks, &[("n", n), ("held_on", "2026-11-22")]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "a second press writes nothing");
    }
    let page = main(&lo.get(&path).await);
    assert!(page.contains("5 av 5 öppna samtal") && page.contains("Relationsvåldsteamet beslutar") && !page.contains("/talks\""), "{page}");
    let sixth = lo.post(&talks, &[("n", "6"), ("held_on", "2026-11-22")]).await;
    assert_eq!(sixth.status, StatusCode::CONFLICT, "five are open");
    assert_eq!(count(night, "referral_talks").await, 5);
}

/// The police refer her with her yes, and hear whether it started by a draft that asks for her own yes again.
async fn the_police_that_referred_get_the_one_bit_by_a_draft(night: &Night) {
    let call_out = night.call_out().await;
    let (own, out, now) = (night.police.clone(), call_out.clone(), night.clock.now());
    let sent = night.police.db().try_write("test_refer", move |conn| -> Result<_, casework::SendProblem> {
        let given = GivenConsent {
            giver: out.victim,
            to: "socialtjansten-exempelstad/socialnamnden".parse().unwrap(),
            categories: vec![Category::Referral],
            purpose: Purpose::Referral,
            days: 14,
            form: ConsentForm::SpokenOnScene,
            asked: AskedWhere::OutOfEarshot,
            text: ConsentText { id: "referral".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
            card_code_hash: None,
            child_asked: None,
        };
        let consent = own.record_consent(conn, &out.case, ConsentAnswer::Given(given), &out.officer, now).unwrap().id;
        let referral = value::Referral { service: value::Service::Counselling, unit: None, wishes_contact: value::Stated::Yes };
        let draft = wire::Draft {
            subjects: vec![out.victim],
            fields: vec![DraftField { subject: Some(out.victim.id), value: Value::Referral(referral) }],
            consents: vec![consent],
            ..own.draft(&out.case, Purpose::Referral, Phase::Coordination, Urgency::Ordinary)
        };
        let digest = own.preview(conn, &draft, now)?.digest;
        own.send(conn, &out.case, &draft, &out.officer, &digest, now)
    });
    for handover in sent.await.unwrap() {
        until("the desk opens it", || async { night.is_open(handover.id).await }).await;
    }
    let (lo, path) = (Browser::of(night, "lo").await, format!("/cases/{}/referrals", call_out.case.code));
    // What was asked for her is nothing on his page.
    let his = format!("/cases/{}/person-using-violence/referrals", call_out.case.code);
    goes_to(lo.post(&his, &[("kind", "mens_centre"), ("answer", "yes"), ("way", "calls_herself")]).await);
    let of_his = newest(&main(&lo.get(&his).await));
    let started = [("result", "started"), ("heard", "service"), ("heard_on", "2026-11-22")];
    goes_to(lo.post(&format!("{his}/{of_his}/outcome"), &started).await);
    assert!(!main(&lo.get(&his).await).contains("/draft\""), "nobody referred him");
    assert_eq!(lo.post(&format!("{his}/{of_his}/draft"), &[]).await.status, StatusCode::CONFLICT);
    goes_to(lo.post(&path, &YES).await);
    let page = main(&lo.get(&path).await);
    assert!(!page.contains("/draft\""), "nothing to tell yet: {page}");
    let id = newest(&page);
    goes_to(lo.post(&format!("{path}/{id}/outcome"), &[("result", "started"), ("heard", "service"), ("heard_on", "2026-11-22")]).await);
    let draft = goes_to(lo.post(&format!("{path}/{id}/draft"), &[]).await);
    let review = lo.get(&format!("{draft}/review")).await.text;
    assert!(
        review.contains("Kom i gång") || review.contains("kommit i gång") || review.contains("Har kommit"),
        "the one bit is in the draft: {review}"
    );
    assert!(review.contains("Inget lämnas"), "and stays without her own yes: {review}");
}

async fn a_list_is_tried_first_and_takes_the_place_of_the_other_whole(night: &Night) {
    let anna = Browser::of(night, "anna").await;
    let tried = anna.post("/services/import", &[("list", LIST)]).await;
    assert!(tried.status == StatusCode::OK && tried.text.contains("2 verksamheter i listan. Den som gäller nu har 0."), "{}", tried.text);
    assert!(
        tried.text.contains("Centrum Påhittat") && tried.text.contains(&escaped("Stadsdel;Slag")),
        "it can be taken in as it was pasted"
    );
    assert_eq!(count(night, "services").await, 0, "nothing is taken in before it was seen");
    assert_eq!(goes_to(anna.post("/services/import", &[("list", LIST), ("seen", "yes")]).await), "/services");
    let page = main(&anna.get("/services").await);
    assert!(page.contains("Frivården Påhittad") && page.contains("Hela staden") && page.contains("href=\"tel:+46846500420\""), "{page}");
    // One wrong line and nothing changes; what was pasted is there to be mended.
    let wrong = anna.post("/services/import", &[("list", "norr;dans;<b>Å</b>;0846500422;\n;rvt;Team;08;\n"), ("seen", "yes")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("<td>1</td>") && wrong.text.contains("<td>2</td>") && wrong.text.contains("&#60;b&#62;Å"),
        "{}",
        wrong.text
    );
    assert_eq!(anna.post("/services/import", &[("list", " \n")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    night.after(1);
    goes_to(anna.post("/services/import", &[("list", ";psykiatri;Mottagningen Påhittad;112;"), ("seen", "yes")]).await);
    let page = main(&anna.get("/services").await);
    assert!(page.contains("Mottagningen Påhittad") && !page.contains("Frivården"), "{page}");
    assert_eq!(
        (count(night, "services").await, count(night, "service_lists").await),
        (3, 2),
        "the earlier list stays for what was referred to it"
    );
}

async fn only_who_leads_takes_a_list_in(night: &Night) {
    let stranger = Browser::stranger(night);
    assert!(stranger.get("/services/import").await.location.starts_with("/login"));
    for name in ["lo", "elin"] {
        let worker = Browser::of(night, name).await;
        assert_eq!(worker.get("/services/import").await.status, StatusCode::FORBIDDEN, "{name}");
        assert_eq!(worker.post("/services/import", &[("list", LIST), ("seen", "yes")]).await.status, StatusCode::FORBIDDEN, "{name}");
        assert!(!worker.get("/services").await.text.contains("/services/import"), "{name}");
    }
    assert_eq!(count(night, "services").await, 0);
    for name in ["anna", "sam"] {
        assert_eq!(Browser::of(night, name).await.get("/services/import").await.status, StatusCode::OK, "{name}");
    }
}

async fn the_list_is_for_everybody_of_the_staff(night: &Night) {
    assert!(Browser::stranger(night).get("/services").await.location.starts_with("/login"));
    for name in ["lo", "elin", "anna", "sam"] {
        let page = Browser::of(night, name).await.get("/services").await;
        assert!(page.status == StatusCode::OK && page.text.contains("Ingen lista är inläst än."), "{name}");
    }
}

async fn the_database_refuses_what_can_not_be(night: &Night) {
    let (lo, _, path) = case_at_the_desk(night).await;
    let anna = Browser::of(night, "anna").await;
    goes_to(anna.post("/services/import", &[("list", LIST), ("seen", "yes")]).await);
    goes_to(lo.post(&path, &YES).await);
    let id = newest(&lo.get(&path).await.text);
    goes_to(lo.post(&format!("{path}/{id}/outcome"), &[("result", "started"), ("heard", "service"), ("heard_on", "2026-11-22")]).await);
    goes_to(lo.post(&format!("{path}/{id}/talks"), &[("n", "1"), ("held_on", "2026-11-22")]).await);
    for wrong in [
        "UPDATE services SET kind = 'dance'",
        "UPDATE services SET name = ''",
        "UPDATE referrals SET answer = 'no'",
        "UPDATE referrals SET way = NULL",
        "UPDATE referrals SET text = NULL, text_version = NULL",
        "UPDATE referrals SET text_version = NULL",
        "UPDATE referrals SET subject = 'custodian'",
        "UPDATE referral_outcomes SET result = 'perhaps'",
        "UPDATE referral_talks SET n = 6",
        "UPDATE referral_talks SET n = 0",
    ] {
        let refused = night.db.write("test_wrong", move |conn| {
            store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(wrong), c)).map(drop).map_err(Into::into)
        });
        assert!(refused.await.is_err(), "{wrong}");
    }
}
