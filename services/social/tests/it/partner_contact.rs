//! The partner contact: who has a door, four switches, contacts by one tap, and an offer that a no does not close.

use reqwest::StatusCode;
use social::access::{DOORS, Who};

use crate::{
    browser::{Browser, goes_to},
    held_talk::{count, main},
    night::{Night, nights},
    two_sides::{HER, HER_NUMBER, HIM, Sides, open_tasks, task_of},
};

nights!(
    who_has_no_door_finds_nothing,
    the_therapist_is_never_the_contact_person,
    without_his_yes_there_is_no_contact_and_the_page_says_why,
    his_no_asks_the_team_and_conditions_nothing,
    a_yes_taken_back_stops_the_information_and_the_support_goes_on,
    a_tap_is_a_contact_and_the_next_time_is_another,
    a_no_closes_nothing_and_nags_nobody,
    a_reason_of_the_method_shuts_and_opens_again,
    what_is_wrong_is_said_at_the_field_and_nothing_is_lost,
    nothing_of_a_person_is_in_lists_titles_and_addresses,
);

const NONE: &str = "0197a9b0-0000-7000-8000-000000000000";

async fn who_has_no_door_finds_nothing(night: &Night) {
    let sides = Sides::agreed(night).await;
    let stranger = Browser::stranger(night);
    let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let (treatment, contact) = (id(&sides.his), id(&sides.hers));
    let everybody = ["lo", "anna", "sam", "elin", "mia", "olle", "ulf"];
    for door in DOORS.iter().filter(|door| matches!(door.who, Who::Therapist | Who::Partner)) {
        let of = |treatment: &str, contact: &str| {
            door.path.replace("{treatment}", treatment).replace("{contact}", contact).replace("{letter}", NONE)
        };
        let (path, unknown) = (of(&treatment, &contact), of(NONE, NONE));
        let has_place = door.path.contains('{');
        // Whom the door is for by role, and who nevertheless has nothing behind it: another unit's therapist, a colleague.
        let (other_side, other_own) = if door.who == Who::Therapist { ("pia", "tess") } else { ("tove", "per") };
        let fields =
            [("task", NONE), ("passed_on", NONE), ("how", "done"), ("outcome", "reached"), ("channel", "phone"), ("exclusion", "abroad")];
        let fields: Vec<_> = fields.into_iter().chain([("answer", "given"), ("answered_on", "2026-11-22"), ("form", "written")]).collect();
        let nobody = if door.method == "GET" { stranger.get(&path).await } else { stranger.post_bare(&path, "x=").await };
        let asked = nobody.status == StatusCode::SEE_OTHER && nobody.location.starts_with("/login");
        assert!(asked || nobody.status == StatusCode::UNAUTHORIZED, "{} {path}: {}", door.method, nobody.status);
        for name in everybody.into_iter().chain([other_side]).chain(has_place.then_some(other_own)) {
            let browser = Browser::of(night, name).await;
            let (there, nowhere) = match door.method {
                "GET" => (browser.get(&path).await, browser.get(&unknown).await),
                _ => (browser.post(&path, &fields).await, browser.post(&unknown, &fields).await),
            };
            assert_eq!(there.status, StatusCode::NOT_FOUND, "{name}: {} {path}", door.method);
            assert_eq!(there.text.replace(&path, ""), nowhere.text.replace(&unknown, ""), "{name}: the answers tell nothing apart");
        }
    }
    assert!(!Browser::of(night, "tess").await.get("/treatments").await.text.contains(&treatment));
    assert!(!Browser::of(night, "per").await.get("/partner-contacts").await.text.contains(&contact));
    let colleague = Browser::of(night, "tor").await.get(&sides.his).await;
    assert_eq!(colleague.status, StatusCode::OK, "a therapist of the same unit");
    for (name, first) in [("tove", "/treatments"), ("pia", "/partner-contacts")] {
        assert_eq!(Browser::of(night, name).await.get("/").await.location, first);
    }
    for table in ["treatment_views", "partner_contact_views"] {
        let before = count(night, table).await;
        sides.his_page().await;
        sides.her_page().await;
        assert_eq!(count(night, table).await, before + 1, "{table}: every view is written");
    }
}

async fn the_therapist_is_never_the_contact_person(night: &Night) {
    let tove = Browser::of(night, "tove").await;
    let own = night.casework.staff_named("tove").await.reference.to_string();
    let refused = tove.post("/treatments", &[("person", HIM), ("contact_person", &own)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Behandlaren kan inte vara kontaktperson.") && refused.text.contains("id=\"contact_person-error\""));
    assert!(refused.text.contains(HIM), "what was typed is kept");
    let lo = night.casework.staff_named("lo").await.reference.to_string();
    assert_eq!(tove.post("/treatments", &[("person", HIM), ("contact_person", &lo)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(night, "treatments").await, 0);
    let page = tove.get("/treatments/new").await.text;
    assert!(page.contains(">pia<") && page.contains(">per<") && !page.contains(">tove<"), "contact persons alone: {page}");
    Sides::begun(night).await;
    for change in [
        "UPDATE treatments SET contact_person = therapist",
        "UPDATE partner_contacts SET contact_person = therapist",
        "UPDATE partner_contacts SET therapist = contact_person",
        "UPDATE treatments SET therapist = contact_person",
    ] {
        let changed = night.db.write("test_change", move |conn| -> store::Result<usize> {
            Ok(store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(change), c))?)
        });
        assert!(changed.await.is_err(), "{change}");
    }
}

async fn without_his_yes_there_is_no_contact_and_the_page_says_why(night: &Night) {
    let sides = Sides::begun(night).await;
    sides.tell("nobody").await;
    let page = sides.her_page().await;
    assert!(page.contains("Ingen kontakt: den som går i behandling har inte sagt ja"), "{page}");
    assert!(
        !page.contains("name=\"outcome\"") && !page.contains(HER) && !page.contains("name=\"answer\""),
        "no form, and no number: {page}"
    );
    let tapped = sides.at_hers("contacts", &[("channel", "phone"), ("outcome", "reached")]).await;
    assert_eq!(tapped.status, StatusCode::CONFLICT);
    let preview = [("kind", "partner-letter-neutral"), ("letter_wording", "sv"), ("phone", "070-174 06 60")];
    assert_eq!(sides.at_hers("letters/preview", &preview).await.status, StatusCode::CONFLICT);
    let answer = [("answer", "given"), ("answered_on", "2026-11-22"), ("form", "spoken")];
    assert_eq!(sides.at_hers("answers", &answer).await.status, StatusCode::CONFLICT);
    assert_eq!((count(night, "partner_contact_attempts").await, count(night, "partner_contact_answers").await), (0, 0));
    sides.he_answers("safety", "given").await;
    let page = sides.her_page().await;
    assert!(page.contains("name=\"outcome\"") && page.contains(HER) && page.contains(HER_NUMBER), "{page}");
    assert!(task_of(&page, "Erbjud kontakt").is_some());
}

async fn his_no_asks_the_team_and_conditions_nothing(night: &Night) {
    let sides = Sides::begun(night).await;
    assert!(!sides.his_page().await.contains("Teamets beslut"));
    let early = sides.at_his("decisions", &[("decision", "goes_on"), ("decided_on", "2026-11-22")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody has asked him");
    sides.he_answers("in_treatment", "refused").await;
    sides.he_answers("safety", "refused").await;
    assert!(sides.his_page().await.contains("Besluta i teamet om behandlingen ska fortsätta"));
    goes_to(sides.at_his("decisions", &[("decision", "goes_on"), ("decided_on", "2026-11-22")]).await);
    let page = sides.his_page().await;
    assert!(page.contains("Behandlingen fortsätter, 22 nov. 2026 · Behandlare") && !page.contains("Besluta i teamet om"), "{page}");
    assert!(
        page.contains("Del 1, att behandlingen pågår: Nej, 22 nov. 2026, skriftligt. Svaret togs emot av tove · text version 1"),
        "{page}"
    );
    sides.he_answers("in_treatment", "given").await;
    assert_eq!(count(night, "treatment_consents").await, 3, "rows are added");
    let twice = [("part", "in_treatment"), ("answer", "given"), ("answered_on", "2026-11-22"), ("form", "written")];
    let twice = sides.at_his("answers", &twice).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.text.contains("id=\"answer-error\""), "{}", twice.text);
}

async fn a_yes_taken_back_stops_the_information_and_the_support_goes_on(night: &Night) {
    let sides = Sides::agreed(night).await;
    sides.she_answers("given").await;
    sides.happens("missed", "").await;
    assert!(task_of(&sides.her_page().await, "Berätta om uteblivet besök").is_some());
    sides.he_answers("in_treatment", "withdrawn").await;
    let page = sides.her_page().await;
    assert!(task_of(&page, "Berätta om uteblivet besök").is_none(), "what it rested on is gone: {page}");
    assert!(task_of(&page, "Samtycket är återtaget").is_some() && page.contains("stoppad ·"), "{page}");
    sides.happens("missed", "").await;
    assert!(task_of(&sides.her_page().await, "Berätta om uteblivet besök").is_none());
    sides.tap("phone", "reached").await;
    let page = sides.her_page().await;
    assert!(page.contains("1 av minst 5") && !page.contains("Ingen kontakt:"), "her own support: {page}");
    sides.she_answers("withdrawn").await;
    assert!(sides.her_page().await.contains("Ingen kontakt: den som går i behandling"), "now nothing stands");
}

async fn a_tap_is_a_contact_and_the_next_time_is_another(night: &Night) {
    let sides = Sides::agreed(night).await;
    assert!(sides.her_page().await.contains("0 av minst 5") && sides.her_page().await.contains("Lämna aldrig meddelande"));
    sides.tap("phone", "failed").await;
    let page = sides.her_page().await;
    assert!(page.contains("Försök härnäst på en annan tid: eftermiddag. Utan svar sedan sist: 1"), "{page}");
    assert!(page.contains("Inget svar, telefon · 22 nov. 2026 02:15, förmiddag · Partnerkontakt"), "{page}");
    night.after(12 * 60);
    sides.tap("phone", "failed").await;
    assert!(sides.her_page().await.contains("på en annan tid: kväll"), "neither of the two that were tried");
    for _ in 0..3 {
        assert!(!sides.her_page().await.contains("Prata i teamet"));
        sides.tap("video", "failed").await;
    }
    assert!(sides.her_page().await.contains("Prata i teamet om hur ni går vidare"));
    sides.tap("phone", "reached").await;
    let page = sides.her_page().await;
    assert!(page.contains("1 av minst 5") && !page.contains("Prata i teamet") && !page.contains("Försök härnäst"), "{page}");
    sides.tap("letter", "failed").await;
    sides.tell("somebody").await;
    let page = sides.her_page().await;
    assert!(!page.contains("name=\"channel\" value=\"letter\"") && page.contains("någon annan kan öppna posten"), "{page}");
    assert_eq!(sides.at_hers("contacts", &[("channel", "letter"), ("outcome", "reached")]).await.status, StatusCode::CONFLICT);
    assert_eq!(
        sides.at_hers("contacts", &[("channel", "voicemail"), ("outcome", "reached")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(count(night, "partner_contact_attempts").await, 7);
}

async fn a_no_closes_nothing_and_nags_nobody(night: &Night) {
    let sides = Sides::agreed(night).await;
    assert_eq!(open_tasks(&sides.her_page().await), 1, "she is to be offered contact");
    sides.she_answers("refused").await;
    sides.happens("missed", "").await;
    for _ in 0..3 {
        let page = sides.her_page().await;
        assert!(page.contains("Erbjudandet kvarstår") && open_tasks(&page) == 0, "{page}");
        assert!(page.contains("name=\"outcome\""), "she may be talked with whenever she calls");
        let list = sides.pia().await.get("/partner-contacts").await.text;
        assert!(!list.contains("Försenat") && !list.contains("senast "), "nothing is due: {list}");
        night.after(5 * 24 * 60);
    }
    sides.he_answers("safety", "given").await;
    assert_eq!(open_tasks(&sides.her_page().await), 0, "his yes is no reason to ask her again");
    sides.she_answers("given").await;
    let page = sides.her_page().await;
    assert!(!page.contains("Erbjudandet kvarstår") && count(night, "partner_contact_answers").await == 2, "{page}");
    sides.happens("missed", "").await;
    assert_eq!(open_tasks(&sides.her_page().await), 1);
}

async fn a_reason_of_the_method_shuts_and_opens_again(night: &Night) {
    let sides = Sides::agreed(night).await;
    for (reason, words) in [
        ("sheltered_housing", "partnern bor i skyddat boende"),
        ("abroad", "partnern bor utomlands"),
        ("no_contact_since_long", "inte haft någon kontakt på länge"),
        ("unsuitable", "teamet har bedömt att det är olämpligt"),
    ] {
        goes_to(sides.at_hers("exclusions", &[("exclusion", reason)]).await);
        night.after(1);
        let page = sides.her_page().await;
        assert!(page.contains(words) && !page.contains("name=\"outcome\"") && open_tasks(&page) == 0, "{reason}: {page}");
        assert_eq!(sides.at_hers("contacts", &[("channel", "phone"), ("outcome", "reached")]).await.status, StatusCode::CONFLICT);
    }
    goes_to(sides.at_hers("exclusions", &[("exclusion", "none")]).await);
    assert!(sides.her_page().await.contains("name=\"outcome\""));
    assert_eq!(sides.at_hers("exclusions", &[("exclusion", "because")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(night, "partner_contact_exclusions").await, 5);
}

async fn what_is_wrong_is_said_at_the_field_and_nothing_is_lost(night: &Night) {
    let sides = Sides::agreed(night).await;
    let empty = sides.at_his("answers", &[("answered_on", "")]).await;
    for field in ["part", "answer", "answered_on", "form"] {
        assert!(empty.text.contains(&format!("id=\"{field}-error\"")), "{field}: {}", empty.text);
    }
    let future = [("part", "safety"), ("answer", "given"), ("answered_on", "2026-11-23"), ("form", "spoken")];
    let future = sides.at_his("answers", &future).await;
    assert!(future.text.contains("Dagen har inte varit än") && future.text.contains("value=\"2026-11-23\""));
    let danger = sides.at_his("events", &[("kind", "danger_raised"), ("happened_on", "2026-11-22")]).await;
    assert!(danger.text.contains("id=\"wording-error\"") && danger.text.contains("value=\"danger_raised\" checked"));
    let odd = [
        "",
        "   ",
        "rad ett\r\nrad två",
        "a\0b",
        "\u{202e}abc",
        "<script>alert(1)</script>",
        "'; DROP TABLE treatments; --",
        "{{7*7}}",
        "19121212-1212",
        "x\" onfocus=\"alert(1)",
    ];
    for text in odd.into_iter().chain([&*"Å".repeat(2_000)]) {
        let told = [("name", text), ("phone", text), ("answers", text), ("letters", text)];
        let answer = sides.at_his("partners", &told).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{text:.20}");
        assert!(!main(&answer.text).contains("<script") && !main(&answer.text).contains("\" onfocus"), "{text:.20}");
        let answer = sides.at_hers("wordings", &[("source", text), ("wording", text), ("yes_on", text), ("blind", text)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{text:.20}");
        let answer = sides.at_hers("letters/preview", &[("kind", text), ("letter_wording", text), ("phone", text)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{text:.20}");
    }
    let named = [("name", "Åsa {{7*7}} & Söner"), ("phone", ""), ("answers", "nobody"), ("letters", "nobody")];
    goes_to(sides.at_his("partners", &named).await);
    assert!(sides.his_page().await.contains("Åsa {{7*7}} &#38; Söner"), "as it was written");
    assert_eq!(count(night, "risk_wordings").await, 0);
}

async fn nothing_of_a_person_is_in_lists_titles_and_addresses(night: &Night) {
    let sides = Sides::agreed(night).await;
    let (tove, pia) = (sides.tove().await, sides.pia().await);
    for (browser, list, own) in [(&tove, "/treatments", &sides.his), (&pia, "/partner-contacts", &sides.hers)] {
        let (listed, page) = (browser.get(list).await, browser.get(own).await);
        for secret in [HIM, HER, HER_NUMBER, "Ture", "Kanarie"] {
            assert!(!listed.text.contains(secret) && !page.title().contains(secret) && !own.contains(secret), "{secret}");
        }
        assert!(page.text.contains(HER), "on the own page alone");
        assert!(browser.get_in(own, "en").await.text.contains(if list == "/treatments" { "Treatment 1" } else { "Partner contact 1" }));
    }
    assert!(!sides.her_page().await.contains(HIM), "who is in treatment is on no page of hers but a letter");
    let sealed = |column: &'static str, table: &'static str| {
        let read = move |conn: &mut store::Conn| -> store::Result<Vec<u8>> {
            #[derive(diesel::QueryableByName)]
            struct Sealed {
                #[diesel(sql_type = diesel::sql_types::Binary)]
                sealed: Vec<u8>,
            }
            let query = diesel::sql_query(format!("SELECT {column} AS sealed FROM {table}"));
            let found: Vec<Sealed> = store::on!(conn, c => diesel::RunQueryDsl::load(query, c))?;
            Ok(found.into_iter().flat_map(|row| row.sealed).collect())
        };
        night.db.read(read)
    };
    let bytes = [sealed("sealed_person", "treatments").await.unwrap(), sealed("sealed", "treatment_partners").await.unwrap()].concat();
    assert!(bytes.len() > 40);
    for secret in ["Ture", "Kanarie", "70174"] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret} is sealed");
    }
}
