//! Care on the scene and after: taps with time and role, talks with children once an inquiry is opened, and the protection
//! assessment that stops the clock of the desk.

use casework::{ViewPurpose, access_entries, testing::Approval};
use reqwest::StatusCode;
use wire::CaseCode;

use crate::{
    browser::{Browser, between, goes_to},
    night::{NAME, Night, Told, nights},
};

nights!(
    a_tap_has_its_time_and_role_and_a_correction_leaves_it,
    no_child_is_talked_with_before_an_inquiry_is_opened,
    the_switch_of_the_edition_opens_the_talk,
    a_protection_assessment_stops_the_clock_of_the_desk,
    who_goes_out_alone_says_so_and_the_desk_sees_who_is_not_back,
    another_units_care_is_as_good_as_none,
    care_is_kept_sealed_and_never_written_over,
    each_view_is_in_the_access_log_and_reads_in_english_too,
);

const CONCERN: Told = Told { consent: false, concern: true, protected: false, custody: false };
const TALK: [(&str, &str); 4] = [("child", "another"), ("police_present", "yes"), ("feelings", "sad"), ("feelings", "worried")];

async fn begun(night: &Night) -> (Browser, CaseCode, String) {
    let (code, _) = night.alarm(CONCERN).await;
    (Browser::of(night, "lo").await, code, format!("/cases/{code}/care"))
}

/// What is between the header and the footer of the page.
fn main(page: &str) -> &str {
    page.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).unwrap_or_else(|| panic!("{page}")).0
}

/// Where the newest line that may be corrected is corrected.
fn first_correction(page: &str, care: &str) -> String {
    let start = page.find(&format!("href=\"{care}/")).unwrap_or_else(|| panic!("{page}")) + 6;
    page[start..].split_once('"').unwrap().0.to_owned()
}

/// How many lines of care are kept.
async fn count(night: &Night) -> i64 {
    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let read = |conn: &mut store::Conn| -> store::Result<i64> {
        let query = diesel::sql_query("SELECT COUNT(*) AS n FROM care_entries");
        let found: Vec<Count> = store::on!(conn, c => diesel::RunQueryDsl::load(query, c))?;
        Ok(found[0].n)
    };
    night.db.read(read).await.unwrap()
}

async fn a_tap_has_its_time_and_role_and_a_correction_leaves_it(night: &Night) {
    let (lo, code, care) = begun(night).await;
    assert!(lo.get(&format!("/cases/{code}")).await.text.contains(&format!("href=\"{care}\"")), "the case leads there");
    let empty = lo.get(&care).await.text;
    assert!(!main(&empty).contains("aria-pressed=\"true\"") && !main(&empty).contains(" checked"), "nothing is chosen: {empty}");
    let protected = goes_to(lo.post(&care, &[("topic", "protection_tonight"), ("answer", "sheltered_housing")]).await);
    assert_eq!(protected, format!("{care}#protection_tonight"), "where the thumb was");
    night.after(6);
    let (form, before) =
        (between(&empty, "value=\"meeting_point\">", "</form>"), lo.get(&care).await.text.matches("class=\"muted\">22 nov.").count());
    let first = between(form, "<button", ">");
    assert!(first.contains("value=\"\"") && first.contains("aria-hidden"), "Enter presses a button that answers nothing: {form}");
    let entered = lo.post(&care, &[("topic", "meeting_point"), ("meets", "20.10"), ("answer", "")]).await;
    assert_eq!(entered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(entered.text.contains("Välj var ni möts.") && entered.text.contains("value=\"20.10\""), "{}", entered.text);
    assert_eq!(lo.get(&care).await.text.matches("class=\"muted\">22 nov.").count(), before, "and nothing is noted");
    goes_to(lo.post(&care, &[("topic", "meeting_point"), ("answer", "hospital"), ("meets", "2.45")]).await);
    let page = lo.get(&care).await.text;
    assert!(page.contains("<strong>Skyddat boende</strong> <span class=\"muted\">22 nov. 2026 02:14, socialjour"), "{page}");
    assert!(page.contains("Sjukhuset, klockan 02:45") && page.contains("22 nov. 2026 02:20"), "{page}");
    assert_eq!(main(&page).matches("aria-pressed=\"true\"").count(), 2);
    // What is no answer of the topic, and a time that is none.
    for (topic, answer) in [("pets", "hospital"), ("child_talk", "done"), ("informed", ""), ("", "done"), ("pets", "<b>")] {
        let wrong = lo.post(&care, &[("topic", topic), ("answer", answer)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{topic} {answer}");
    }
    let wrong = lo.post(&care, &[("topic", "meeting_point"), ("answer", "hospital"), ("meets", "kvart i")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("id=\"meets-error\""));
    assert!(wrong.text.contains("value=\"kvart i\""), "what was typed is kept");
    assert_eq!(count(night).await, 2);
    // A correction.
    let path = first_correction(&page[page.find("id=\"protection_tonight\"").unwrap()..], &care);
    let form = lo.get(&path).await.text;
    assert!(form.contains("Skyddat boende") && !form.contains(" checked"), "{form}");
    assert!(lo.post(&path, &[]).await.text.contains("id=\"answer-error\""));
    assert!(lo.post(&path, &[("answer", "hospital")]).await.text.contains("id=\"answer-error\""), "no answer of this topic");
    assert_eq!(goes_to(lo.post(&path, &[("answer", "with_relative")]).await), care);
    let page = lo.get(&care).await.text;
    assert!(page.contains("<del>Skyddat boende</del>") && page.contains("<strong>Hos anhörig eller vän</strong>"), "{page}");
    assert!(page.contains("· rättelse"), "{page}");
    assert_eq!(lo.post(&path, &[("answer", "none")]).await.status, StatusCode::CONFLICT, "each line is corrected once");
    let later = first_correction(&page[page.find("id=\"protection_tonight\"").unwrap()..], &care);
    goes_to(lo.post(&later, &[("answer", "mistaken")]).await);
    let page = lo.get(&care).await.text;
    assert!(page.contains("<del>Hos anhörig eller vän</del>") && page.contains("Noterat av misstag"), "{page}");
    assert_eq!(count(night).await, 4, "nothing was written over");
    // A correction of a meeting is around the time it was written at.
    night.after(60);
    let path = first_correction(&page[page.find("id=\"meeting_point\"").unwrap()..], &care);
    goes_to(lo.post(&path, &[("answer", "near_home"), ("meets", "02:50")]).await);
    assert!(lo.get(&care).await.text.contains("Nära hemmet, klockan 02:50"));
    let sent = night.broker.offers().into_iter().filter(|offer| offer.header.from.agency.as_str() == "socialtjansten-exempelstad");
    assert_eq!(sent.count(), 0, "nothing of it crosses by itself");
}

async fn no_child_is_talked_with_before_an_inquiry_is_opened(night: &Night) {
    let (lo, code, care) = begun(night).await;
    let talks = format!("{care}/child-talks");
    let page = lo.get(&care).await.text;
    assert!(page.contains("Besluta först att inleda utredning") && page.contains(&format!("href=\"/cases/{code}/inquiry\"")), "{page}");
    assert!(!page.contains("name=\"police_present\""), "no form before");
    for outcome in [None, Some("not_opened")] {
        if let Some(outcome) = outcome {
            let noted = [("outcome", outcome), ("decided-day", "2026-11-22"), ("decided-time", "02:10")];
            goes_to(lo.post(&format!("/cases/{code}/inquiry"), &noted).await);
        }
        let early = lo.post(&talks, &TALK).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.text.contains("id=\"child-error\"") && early.text.contains("SoL 20 kap. 7 §"), "{}", early.text);
        assert!(early.text.contains("value=\"sad\" checked"), "what was ticked is kept");
        assert_eq!(count(night).await, 0, "nothing is kept");
    }
    let noted = [("outcome", "opened"), ("decided-day", "2026-11-22"), ("decided-time", "02:12")];
    goes_to(lo.post(&format!("/cases/{code}/inquiry"), &noted).await);
    let page = lo.get(&care).await.text;
    assert!(page.contains("Utredning inledd 22 nov. 2026 02:12") && !page.contains(" checked"), "{page}");
    let unsaid = lo.post(&talks, &[("feelings", "sad")]).await;
    assert!(unsaid.text.contains("id=\"child-error\"") && unsaid.text.contains("id=\"police_present-error\""));
    assert_eq!(lo.post(&talks, &[TALK[0], TALK[1], ("feelings", "he hits mum")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(night).await, 0);
    let child = page.split_once("name=\"child\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    goes_to(lo.post(&talks, &[("child", &child), ("police_present", "not_stated")]).await);
    night.after(1);
    goes_to(lo.post(&talks, &TALK).await);
    let page = lo.get(&care).await.text;
    assert!(page.contains("Barn 1: ej angivet om polis var med"), "{page}");
    assert!(page.contains("Barn 2: ledset, oroligt; polis var med"), "{page}");
    // Somebody else of the case is no child.
    let adult = night.db.read(move |conn| {
        let case = casework::cases::with_code(conn, &code)?.remove(0);
        casework::subjects::of_case(conn, case.id)
    });
    let adult = adult.await.unwrap().into_iter().find(|known| known.role != wire::SubjectRole::Child);
    if let Some(adult) = adult {
        let id = adult.id.to_string();
        assert_eq!(lo.post(&talks, &[("child", &id), TALK[1]]).await.status, StatusCode::NOT_FOUND);
    }
    let path = first_correction(&page, &care);
    assert!(lo.post(&path, &[("answer", "talked")]).await.text.contains("id=\"police_present-error\""));
    goes_to(lo.post(&path, &[("answer", "talked"), ("police_present", "no"), ("feelings", "calm")]).await);
    assert!(lo.get(&care).await.text.contains("lugnt; ingen polis var med"));
}

/// An edition by which a talk may come before the inquiry (L-06), in force at the desk.
async fn opens_the_talk(night: &Night) {
    night.casework.ask_for_rulebook().await;
    let replaces = night.casework.edition().reference().clone();
    let file = casework::testing::edition_with("2027-01-01.1", "L-06", "on = false", "on = true");
    let approval = Approval { file: file.clone(), replaces, takes_effect: "2026-11-22".parse().unwrap() };
    night.broker.activate_silently(&file, casework::testing::approve(&approval, &[41, 42]));
    night.casework.ask_for_rulebook().await;
    assert!(night.casework.switch_is_on("L-06"));
}

async fn the_switch_of_the_edition_opens_the_talk(night: &Night) {
    let (lo, _, care) = begun(night).await;
    assert!(!night.casework.switch_is_on("L-06") && !night.casework.switch_is_on("L-99"));
    assert!(night.casework.switch_is_on("L-03"), "one that is on");
    opens_the_talk(night).await;
    assert!(!lo.get(&care).await.text.contains("Besluta först att inleda utredning"));
    goes_to(lo.post(&format!("{care}/child-talks"), &TALK).await);
    assert_eq!(count(night).await, 1);
}

async fn a_protection_assessment_stops_the_clock_of_the_desk(night: &Night) {
    let (lo, code, care) = begun(night).await;
    let sent = lo.get(&format!("/cases/{code}")).await.text;
    let handover = sent.split_once("id=\"h-").unwrap().1.split_once('"').unwrap().0.to_owned();
    goes_to(lo.post(&format!("/duty/{handover}/acknowledge"), &[]).await);
    night.after(16);
    assert!(lo.get("/duty").await.text.contains("Skyddsbedömning genast:"));
    assert!(lo.get(&format!("/cases/{code}")).await.text.contains(&format!("{care}#protection")), "the desk leads there");
    let path = format!("{care}/protection-assessments");
    assert_eq!(lo.post(&path, &[("outcome", "maybe")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lo.get("/duty").await.text.contains("Skyddsbedömning genast:"), "nothing was made");
    assert_eq!(goes_to(lo.post(&path, &[("outcome", "not_now")]).await), care);
    assert!(!lo.get("/duty").await.text.contains("Skyddsbedömning genast:"), "the clock stops");
    assert!(lo.get(&format!("/cases/{code}")).await.text.contains("02:30, socialjour"), "time and role at the desk");
    night.after(10);
    goes_to(lo.post(&path, &[("outcome", "needed_now")]).await);
    let page = lo.get(&care).await.text;
    for made in ["Skydd behövs nu: 22 nov. 2026 02:40, socialjour", "Inte nu: 22 nov. 2026 02:30, socialjour"] {
        assert!(page.contains(made), "{made}: {page}");
    }
    assert!(lo.get(&format!("/cases/{code}")).await.text.contains("02:30, socialjour"), "the first time stands");
    // Ticked at the desk without an outcome: the page says so, until somebody notes it.
    let (_, code, care) = begun(night).await;
    let page = lo.get(&format!("/cases/{code}")).await.text;
    let handover = page.split_once("id=\"h-").unwrap().1.split_once('"').unwrap().0.to_owned();
    goes_to(lo.post(&format!("/duty/{handover}/acknowledge"), &[]).await);
    goes_to(lo.post(&format!("/duty/{handover}/steps"), &[("step", "protection")]).await);
    assert!(lo.get(&care).await.text.contains("utan att utfallet noterades: 22 nov. 2026 02:40"));
    goes_to(lo.post(&format!("{care}/protection-assessments"), &[("outcome", "not_now")]).await);
    assert!(!lo.get(&care).await.text.contains("utan att utfallet noterades"));
}

async fn who_goes_out_alone_says_so_and_the_desk_sees_who_is_not_back(night: &Night) {
    let (lo, code, care) = begun(night).await;
    let (anna, path) = (Browser::of(night, "anna").await, format!("{care}/outings"));
    let spoken = code.pairing().spoken();
    for minutes in ["", "45", "forever"] {
        assert_eq!(lo.post(&path, &[("minutes", minutes)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{minutes:?}");
    }
    assert_eq!(lo.post(&path, &[("act", "back")]).await.status, StatusCode::NOT_FOUND, "nobody is out");
    assert_eq!(goes_to(lo.post(&path, &[("minutes", "60")]).await), format!("{care}#going_out"));
    let board = anna.get("/duty").await.text;
    assert!(board.contains(&format!("Ute ensam i {spoken}: socialjouren, tillbaka 03:14")), "a colleague sees it: {board}");
    let (_, _, other) = begun(night).await;
    let twice = lo.post(&format!("{other}/outings"), &[("minutes", "30")]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "nobody is out twice");
    assert!(twice.text.contains("Du är redan ute"), "{}", twice.text);
    night.after(61);
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    let board = anna.get("/duty").await.text;
    assert!(board.contains(&format!("Inte tillbaka från {spoken}: socialjouren skulle ha varit tillbaka klockan 03:14. Ring.")), "{board}");
    assert!(lo.get(&care).await.text.contains("Skulle ha varit tillbaka."));
    goes_to(anna.post(&path, &[("act", "back")]).await);
    assert!(
        !anna.get("/duty").await.text.contains("Ute ensam") && !anna.get("/duty").await.text.contains("Inte tillbaka från"),
        "a colleague has rung, and says so"
    );
    assert!(lo.get(&care).await.text.contains("Var tillbaka 22 nov. 2026 03:15"));
    goes_to(lo.post(&path, &[("minutes", "30")]).await);
}

async fn another_units_care_is_as_good_as_none(night: &Night) {
    let (lo, code, care) = begun(night).await;
    goes_to(lo.post(&care, &[("topic", "pets"), ("answer", "boarded")]).await);
    let line = first_correction(&lo.get(&care).await.text, &care);
    let elin = Browser::of(night, "elin").await;
    for path in [care.clone(), line.clone()] {
        assert_eq!(elin.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let fields = [("topic", "pets"), ("answer", "boarded"), ("outcome", "not_now"), TALK[0], TALK[1]];
    for path in
        [care.clone(), format!("{care}/child-talks"), format!("{care}/outings"), format!("{care}/protection-assessments"), line.clone()]
    {
        assert_eq!(elin.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // A line of another case of the own unit is not found there.
    let (_, other, _) = begun(night).await;
    let there = line.replace(&code.to_string(), &other.to_string());
    assert_eq!(lo.get(&there).await.status, StatusCode::NOT_FOUND);
    assert_eq!(lo.post(&there, &[("answer", "mistaken")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(count(night).await, 1);
}

async fn care_is_kept_sealed_and_never_written_over(night: &Night) {
    let (lo, _, care) = begun(night).await;
    goes_to(lo.post(&care, &[("topic", "protection_tonight"), ("answer", "sheltered_housing")]).await);
    goes_to(lo.post(&format!("{care}/protection-assessments"), &[("outcome", "needed_now")]).await);
    #[derive(diesel::QueryableByName)]
    struct Sealed {
        #[diesel(sql_type = diesel::sql_types::Binary)]
        sealed: Vec<u8>,
    }
    let sql = "SELECT sealed_detail AS sealed FROM care_entries UNION ALL SELECT sealed_outcome FROM protection_assessments";
    let read = move |conn: &mut store::Conn| -> store::Result<Vec<Sealed>> {
        Ok(store::on!(conn, c => diesel::RunQueryDsl::load(diesel::sql_query(sql), c))?)
    };
    let kept = night.db.read(read).await.unwrap();
    assert_eq!(kept.len(), 2);
    for (row, word) in kept.iter().flat_map(|row| ["sheltered", "needed_now"].map(|word| (row, word))) {
        assert!(!row.sealed.windows(word.len()).any(|bytes| bytes == word.as_bytes()), "{word}");
    }
    for wrong in [
        "UPDATE care_entries SET topic = 'child_talk'",
        "UPDATE care_entries SET topic = 'address'",
        "UPDATE care_entries SET corrects = id",
        "UPDATE care_entries SET child = id",
        "UPDATE protection_assessments SET staff = 'x'",
    ] {
        let refused = night.db.write("test_wrong", move |conn| {
            store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(wrong), c)).map(drop).map_err(Into::into)
        });
        assert!(refused.await.is_err(), "{wrong}");
    }
}

async fn each_view_is_in_the_access_log_and_reads_in_english_too(night: &Night) {
    let (lo, code, care) = begun(night).await;
    goes_to(lo.post(&care, &[("topic", "medical"), ("answer", "offered")]).await);
    let line = first_correction(&lo.get(&care).await.text, &care);
    for path in [&care, &line] {
        let views = || async {
            let read = move |conn: &mut store::Conn| {
                let case = casework::cases::with_code(conn, &code)?.remove(0);
                access_entries::of_case(conn, case.id)
            };
            night.db.read(read).await.unwrap()
        };
        let before = views().await.len();
        let page = lo.get(path).await;
        assert!(!page.text.contains(NAME) && !page.title().contains("care"));
        let after = views().await;
        assert_eq!((after.len(), after[0].purpose), (before + 1, ViewPurpose::Handle), "{path}");
    }
    let english = lo.get_in(&care, "en").await.text;
    assert!(english.contains("Medical examination") && english.contains("<strong>Offered</strong>"), "{english}");
    assert!(lo.get_in(&line, "en").await.text.contains("Correct a line"));
}
