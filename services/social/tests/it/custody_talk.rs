//! The talk with a person in custody: who may hold one, what is on the page and what is not, taps that are kept once, and what it
//! came to.

use casework::{ContactTopic, Interaction, InteractionOutcome, access_entries};
use reqwest::StatusCode;
use wire::{CaseCode, Category, SubjectRole};

use crate::{
    browser::{Answer, Browser},
    night::{NAME, NUMBER, Night, Told, nights},
};

nights!(
    without_the_gate_there_is_no_page_to_talk_by,
    each_answer_against_a_talk_says_why,
    what_the_police_told_stands_beside_the_question_and_ticks_nothing,
    the_childs_feeling_is_not_in_the_page_without_police_at_the_child_talk,
    the_event_is_counted_and_nothing_of_it_kept,
    thoughts_of_suicide_demand_their_tick,
    the_same_tap_twice_is_one_and_an_old_page_changes_nothing,
    a_colleague_takes_over_an_open_talk,
    the_time_counts_without_pauses_and_an_interpreter_doubles_it,
    the_outcome_takes_few_taps_and_is_a_contact,
    a_talk_broken_off_has_its_reason_and_an_attempt_is_no_contact,
    she_is_called_first,
    another_units_talk_is_as_good_as_none,
    nothing_of_hers_is_on_what_is_read_or_printed,
    what_is_kept_is_sealed_or_a_code,
    each_view_is_in_the_access_log_and_reads_in_english_too,
);

const ALL: Told = Told { consent: true, concern: true, protected: false, custody: true };

/// Every answer for a talk, with children and police at the talk with them.
const OPEN: [(&str, &str); 10] = [
    ("agreed", "prosecutor"),
    ("agreed_time", "02:10"),
    ("officer", "present"),
    ("decisions", "no"),
    ("police_first", "yes"),
    ("danger", "both"),
    ("children", "with_police"),
    ("inquiry", "tell"),
    ("interpreter", "not_needed"),
    ("colleague", "yes"),
];

fn goes_to(answer: Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location
}

/// The answers for a talk, with these in place of their own.
fn but<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let own = OPEN.iter().filter(|(name, _)| !other.iter().any(|(new, _)| new == name));
    own.chain(other).copied().collect()
}

/// A case, and where its talk is.
struct Held<'a> {
    night: &'a Night,
    lo: Browser,
    code: CaseCode,
    path: String,
}

impl<'a> Held<'a> {
    /// The exposed person was reached and the gate answered with yes.
    async fn gated(night: &'a Night) -> Self {
        let held = Self::shut(night).await;
        let contacts = format!("/cases/{}/contacts", held.code);
        let victim = held.subject(SubjectRole::Victim).await;
        goes_to(held.lo.post(&contacts, &[("person", &victim), ("outcome", "reached")]).await);
        for question in casework::GateQuestion::ALL {
            let answered = [("question", question.code()), ("answer", "yes")];
            goes_to(held.lo.post(&format!("/cases/{}/contact-gate", held.code), &answered).await);
        }
        held
    }

    async fn shut(night: &'a Night) -> Self {
        let (code, _) = night.alarm(ALL).await;
        Self { lo: Browser::of(night, "lo").await, path: format!("/cases/{code}/custody-talk"), night, code }
    }

    /// A talk that has begun.
    async fn begun(night: &'a Night, other: &[(&str, &str)]) -> Self {
        let held = Self::gated(night).await;
        assert_eq!(goes_to(held.lo.post(&held.path, &but(other)).await), held.path);
        held
    }

    async fn subject(&self, role: SubjectRole) -> String {
        let code = self.code;
        let read = move |conn: &mut store::Conn| {
            let case = casework::cases::with_code(conn, &code)?.remove(0);
            casework::subjects::of_case(conn, case.id)
        };
        self.night.db.read(read).await.unwrap().into_iter().find(|subject| subject.role == role).unwrap().id.to_string()
    }

    async fn page(&self) -> String {
        self.lo.get(&self.path).await.text
    }

    async fn tap_as(&self, who: &Browser, after: usize, tap: &str) -> Answer {
        who.post(&format!("{}/taps", self.path), &[("after", &after.to_string()), ("tap", tap)]).await
    }

    async fn taps(&self, taps: &[&str]) {
        for tap in taps {
            let after = between(&self.page().await, "data-after=\"", "\"").parse().unwrap();
            assert_eq!(goes_to(self.tap_as(&self.lo, after, tap).await), self.path, "{tap}");
        }
    }

    /// To its end: another place, and the number taken.
    async fn to_the_end(&self) {
        let to_the_plan = ["chip.yes", "go_on", "go_on", "chip.ok", "chip.yes", "chip.friend", "chip.tomorrow", "chip.arranged"];
        self.taps(&to_the_plan).await;
        self.taps(&["go_on", "chip.no", "chip.later", "go_on"]).await;
    }

    async fn interactions(&self) -> Vec<Interaction> {
        let code = self.code;
        let read = move |conn: &mut store::Conn| {
            let case = casework::cases::with_code(conn, &code)?.remove(0);
            casework::interactions::of_case(conn, case.id)
        };
        let all = self.night.db.read(read).await.unwrap();
        all.into_iter().filter(|one| one.concerned.role == SubjectRole::PersonUsingViolence).collect()
    }
}

fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split_once(from).and_then(|(_, rest)| rest.split_once(to)).unwrap_or_else(|| panic!("{from}: {page}")).0
}

/// What is between the header and the footer of the page.
fn main(page: &str) -> &str {
    between(page, "<main", "</main>")
}

async fn count(night: &Night, table: &'static str) -> i64 {
    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let read = move |conn: &mut store::Conn| -> store::Result<i64> {
        let query = diesel::sql_query(format!("SELECT COUNT(*) AS n FROM {table}"));
        let found: Vec<Count> = store::on!(conn, c => diesel::RunQueryDsl::load(query, c))?;
        Ok(found[0].n)
    };
    night.db.read(read).await.unwrap()
}

async fn without_the_gate_there_is_no_page_to_talk_by(night: &Night) {
    let held = Held::shut(night).await;
    assert!(held.lo.get(&format!("/cases/{}", held.code)).await.text.contains(&format!("href=\"{}\"", held.path)), "the case leads there");
    let page = held.page().await;
    assert!(page.contains("Inget samtal än: den våldsutsatta ska först vara nådd"), "{page}");
    assert!(page.contains(&format!("/cases/{}/contacts#gate", held.code)));
    assert!(!page.contains("id=\"begin\"") && !page.contains("name=\"agreed\""), "nothing to fill in");
    assert_eq!(held.lo.post(&held.path, &OPEN).await.status, StatusCode::CONFLICT);
    assert_eq!(held.lo.get(&format!("{}/paper", held.path)).await.status, StatusCode::NOT_FOUND, "nothing to read either");
    assert_eq!(count(night, "custody_talks").await, 0);
    let held = Held::gated(night).await;
    let page = held.page().await;
    assert!(page.contains("id=\"begin\"") && !main(&page).contains(" checked"), "nothing is chosen beforehand: {page}");
    assert!(page.contains("Samtalet är ingen del av hennes säkerhetsplan"));
    night.after(1);
    let refused = [("question", casework::GateQuestion::ALL[1].code()), ("answer", "no")];
    goes_to(held.lo.post(&format!("/cases/{}/contact-gate", held.code), &refused).await);
    assert!(held.page().await.contains("Inget samtal: någon har svarat nej"));
    assert_eq!(held.lo.post(&held.path, &OPEN).await.status, StatusCode::CONFLICT);
}

async fn each_answer_against_a_talk_says_why(night: &Night) {
    let held = Held::gated(night).await;
    let empty = held.lo.post(&held.path, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for name in ["agreed", "officer", "decisions", "police_first", "danger", "children", "interpreter", "colleague"] {
        assert!(empty.text.contains(&format!("id=\"{name}-error\"")), "{name}");
    }
    assert!(
        held.lo.post(&held.path, &but(&[("inquiry", "")])).await.text.contains("id=\"inquiry-error\""),
        "asked where there are children"
    );
    assert!(held.lo.post(&held.path, &but(&[("agreed_time", "sen")])).await.text.contains("id=\"agreed_time-error\""));
    for (name, answer, why) in [
        ("agreed", "no", "ska ha godkänt samtalet"),
        ("officer", "not_read", "Läs först upp syftet"),
        ("officer", "absent", "Med barn ska en polis sitta med"),
        ("police_first", "no", "Polisen ska ha tagit den första kontakten"),
        ("danger", "raised", "Samtalet kan öka faran"),
        ("interpreter", "missing", "Vänta tills tolken är med"),
        ("colleague", "no", "Säg först till en kollega"),
    ] {
        let shut = held.lo.post(&held.path, &but(&[(name, answer)])).await;
        assert_eq!(shut.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {answer}");
        assert!(shut.text.contains(why), "{name} {answer}: {}", shut.text);
        assert!(shut.text.contains(&format!("value=\"{answer}\" checked")), "what was answered is kept");
        assert!(!shut.text.contains("id=\"player\""), "no talk");
    }
    assert_eq!(count(night, "custody_talks").await, 0);
    let alone = but(&[("officer", "absent"), ("children", "none"), ("inquiry", "")]);
    goes_to(held.lo.post(&held.path, &alone).await);
    held.taps(&["chip.yes"]).await;
    assert!(held.page().await.contains("Jag berättar inte för polisen vad vi pratar om."), "without an officer, and without children");
    assert_eq!(held.lo.post(&held.path, &OPEN).await.status, StatusCode::CONFLICT, "one talk at a time");
    assert_eq!(count(night, "custody_talks").await, 1);
}

async fn what_the_police_told_stands_beside_the_question_and_ticks_nothing(night: &Night) {
    let held = Held::gated(night).await;
    let page = held.page().await;
    assert!(page.contains("Det här har polisen lämnat") && page.contains("Gripen"), "{page}");
    assert!(!main(&page).contains(" checked"), "what was told is no answer");
    goes_to(held.lo.post(&held.path, &OPEN).await);
    assert!(!held.page().await.contains("Det här har polisen lämnat"), "nothing of it is on the page that is read aloud");
}

async fn the_childs_feeling_is_not_in_the_page_without_police_at_the_child_talk(night: &Night) {
    const FEELINGS: [&str; 4] = ["ledsna", "skamsna", "tyngda av skuld", "Barnens känsla"];
    let to_feelings = ["chip.yes", "go_on", "go_on", "chip.ok", "chip.no"];
    let held = Held::begun(night, &[("children", "without_police")]).await;
    for tap in to_feelings {
        let page = held.page().await;
        assert!(!FEELINGS.iter().any(|word| page.contains(word)), "{tap}: {page}");
        held.taps(&[tap]).await;
    }
    let page = held.page().await;
    assert!(page.contains("Vi kan boka ett hotellrum") && !FEELINGS.iter().any(|word| page.contains(word)), "{page}");
    let paper = held.lo.get(&format!("{}/paper", held.path)).await.text;
    assert!(!FEELINGS.iter().any(|word| paper.contains(word)), "nor on paper");
    let held = Held::begun(night, &[]).await;
    held.taps(&to_feelings).await;
    let page = held.page().await;
    let answers = between(&page, "class=\"answers\"", "</div>");
    assert!(answers.find("Hoppa över").unwrap() < answers.find("ledsna").unwrap(), "to skip is first: {answers}");
    assert!(page.contains("Bara för dig, läs inte upp:") && !main(&page).contains("<textarea"), "{page}");
    held.taps(&["chip.worried"]).await;
    assert!(held.page().await.contains("är ofta oroliga, och så är det här också"));
}

async fn the_event_is_counted_and_nothing_of_it_kept(night: &Night) {
    let held = Held::begun(night, &[]).await;
    for time in 1..=3 {
        held.taps(&["guard.event"]).await;
        assert!(held.page().await.contains("Jag avbryter dig här."));
        held.taps(&["back"]).await;
        let page = held.page().await;
        assert!(page.contains(&format!("Gånger om händelsen: {time}")), "{page}");
        assert_eq!(page.contains("Tredje gången om händelsen: avsluta samtalet."), time == 3);
    }
    // There is nowhere to write what was said: a field that nobody asked for is not kept.
    let after = [("after", "6"), ("tap", "guard.event"), ("content", "he hit"), ("text", "he hit")];
    goes_to(held.lo.post(&format!("{}/taps", held.path), &after).await);
    let page = held.page().await;
    assert!(!main(&page).contains("<textarea") && !main(&page).contains("type=\"text\""), "no free text anywhere: {page}");
    assert_eq!(count(night, "custody_talk_events").await, 7);
}

async fn thoughts_of_suicide_demand_their_tick(night: &Night) {
    let held = Held::begun(night, &[]).await;
    held.taps(&["guard.suicide"]).await;
    assert!(held.page().await.contains("Säg till krimjouren nu"));
    for other in ["back", "go_on", "guard.event", "break_off.officer"] {
        let refused = held.tap_as(&held.lo, 1, other).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{other}");
        assert!(refused.text.contains("Gör först det som står här") && refused.text.contains("Krimjouren vet nu"));
    }
    assert_eq!(held.lo.post(&format!("{}/outcome", held.path), &[("outcome", "typed")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    held.taps(&["chip.told"]).await;
    assert!(held.page().await.contains("Avbrutet: personen mådde för dåligt"));
}

async fn the_same_tap_twice_is_one_and_an_old_page_changes_nothing(night: &Night) {
    let held = Held::begun(night, &[]).await;
    for _ in 0..3 {
        assert_eq!(goes_to(held.tap_as(&held.lo, 0, "chip.yes").await), held.path, "sent again after the line was down");
    }
    assert_eq!(count(night, "custody_talk_events").await, 1);
    let stale = held.tap_as(&held.lo, 0, "chip.no").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Samtalet hade redan gått vidare") && stale.text.contains("Jag ringer för att planera"), "{}", stale.text);
    for (after, tap) in [(2, "go_on"), (1, "chip.friend"), (1, "chip.he said"), (1, "guard.none"), (1, "resume")] {
        assert_eq!(held.tap_as(&held.lo, after, tap).await.status, StatusCode::CONFLICT, "{after} {tap}");
    }
    let none = held.lo.post(&format!("{}/taps", held.path), &[("tap", "go_on")]).await;
    assert_eq!(none.status, StatusCode::CONFLICT, "a tap after nothing");
    assert_eq!(count(night, "custody_talk_events").await, 1);
    // Two at the same time: one of them is kept.
    let (one, two) = tokio::join!(held.tap_as(&held.lo, 1, "go_on"), held.tap_as(&held.lo, 1, "guard.event"));
    let mut statuses = [one.status, two.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    assert_eq!(count(night, "custody_talk_events").await, 2);
}

async fn a_colleague_takes_over_an_open_talk(night: &Night) {
    let held = Held::begun(night, &[]).await;
    held.taps(&["chip.yes"]).await;
    let anna = Browser::of(night, "anna").await;
    let page = anna.get(&held.path).await.text;
    assert!(page.contains("Började klockan 02:14, lo.") && page.contains("Trycker du tar du över."), "{page}");
    assert!(page.contains("Jag ringer för att planera"), "where it is");
    goes_to(held.tap_as(&anna, 1, "go_on").await);
    assert!(!anna.get(&held.path).await.text.contains("Trycker du tar du över."));
    let page = held.page().await;
    assert!(page.contains("Trycker du tar du över.") && page.contains("data-after=\"2\""), "{page}");
}

async fn the_time_counts_without_pauses_and_an_interpreter_doubles_it(night: &Night) {
    let held = Held::begun(night, &[("interpreter", "there")]).await;
    night.after(3);
    let page = held.page().await;
    assert!(page.contains("Planerat 10 till 20 min") && page.contains("data-warn=\"10\"") && page.contains("data-late=\"20\""), "{page}");
    assert!(page.contains(">3 min</time>"), "{page}");
    held.taps(&["pause"]).await;
    night.after(30);
    let page = held.page().await;
    assert!(page.contains("3 min · Pausat") && !page.contains("data-clock"), "the clock stands: {page}");
    assert_eq!(held.tap_as(&held.lo, 1, "chip.yes").await.status, StatusCode::CONFLICT, "taken up again first");
    held.taps(&["resume"]).await;
    night.after(4);
    // A tap that waited three minutes for the line was made then.
    let waited = [("after", "2"), ("tap", "chip.yes"), ("waited", "180")];
    goes_to(held.lo.post(&format!("{}/taps", held.path), &waited).await);
    let waited = [("after", "3"), ("tap", "break_off.called_away"), ("waited", "60")];
    goes_to(held.lo.post(&format!("{}/taps", held.path), &waited).await);
    assert!(held.page().await.contains("Tid: 6:00"), "3 + 4 minutes, and it ended a minute ago: {}", held.page().await);
}

/// How many controls somebody has to touch: one for each group with nothing chosen, and the button.
fn taps_of(outcome: &str) -> usize {
    let groups = outcome.split("<fieldset").skip(1).filter(|group| group.contains("type=\"radio\""));
    groups.filter(|group| !group.contains(" checked")).count() + 1
}

async fn the_outcome_takes_few_taps_and_is_a_contact(night: &Night) {
    let held = Held::begun(night, &[]).await;
    night.after(6);
    held.to_the_end().await;
    let page = held.page().await;
    let form = between(&page, "id=\"conclude\"", "</form>");
    for chosen in ["other_place", "tomorrow", "arranged", "later"] {
        assert!(form.contains(&format!("value=\"{chosen}\" checked")), "{chosen}: {form}");
    }
    assert_eq!(taps_of(form), 2, "the own concern is not stated for anybody, and save");
    assert!(form.matches("<fieldset").count() <= 6, "a choice for each group, the needs among them");
    assert_eq!(taps_of(&form.replace(" checked", "")), 6, "six taps at most, when nothing was said");
    let path = format!("{}/outcome", held.path);
    let said = [("outcome", "typed"), ("plan", "other_place"), ("place", "friend"), ("until", "tomorrow"), ("transport", "arranged")];
    let unsaid = held.lo.post(&path, &[&said[..], &[("contact", "later")]].concat()).await;
    assert!(unsaid.text.contains("id=\"concern-error\"") && unsaid.text.contains("value=\"tomorrow\" checked"), "{}", unsaid.text);
    assert!(held.interactions().await.is_empty());
    let whole = [&said[..], &[("contact", "later"), ("concern", "no"), ("needs", "housing")]].concat();
    assert_eq!(goes_to(held.lo.post(&path, &whole).await), held.path);
    assert_eq!(held.lo.post(&path, &whole).await.status, StatusCode::CONFLICT, "written once");
    let contacts = held.interactions().await;
    assert_eq!(contacts.len(), 1);
    assert_eq!((contacts[0].outcome, contacts[0].channel), (InteractionOutcome::Reached, Some(casework::ContactChannel::Phone)));
    let topics = [ContactTopic::Information, ContactTopic::SafetyPlanning, ContactTopic::SupportForViolence];
    assert_eq!(contacts[0].topics, topics.into());
    let page = held.page().await;
    for line in
        ["Plan: annan plats", "Plats: hos en vän", "Till: till i morgon", "Resa: vi ordnar resan", "Vill ha hjälp med: bostad", "Tid: 6:00"]
    {
        assert!(page.contains(line), "{line}: {page}");
    }
    assert!(page.contains("id=\"begin\""), "one more talk may follow");
    goes_to(held.lo.post(&held.path, &OPEN).await);
}

async fn a_talk_broken_off_has_its_reason_and_an_attempt_is_no_contact(night: &Night) {
    let held = Held::begun(night, &[]).await;
    let early = [("outcome", "typed"), ("plan", "none"), ("contact", "no"), ("concern", "no")];
    assert_eq!(held.lo.post(&format!("{}/outcome", held.path), &early).await.status, StatusCode::CONFLICT, "before its end");
    held.taps(&["break_off.line_dropped"]).await;
    assert_eq!(held.tap_as(&held.lo, 1, "resume").await.status, StatusCode::CONFLICT, "over is over");
    let page = held.page().await;
    assert!(page.contains("Avbrutet: linjen bröts"), "{page}");
    assert!(!between(&page, "id=\"conclude\"", "</form>").contains(" checked"), "nobody said anything: nothing is chosen");
    // The gate was shut meanwhile: what has happened is written all the same.
    let shut = [("question", casework::GateQuestion::ALL[0].code()), ("answer", "no")];
    goes_to(held.lo.post(&format!("/cases/{}/contact-gate", held.code), &shut).await);
    let said = [("outcome", "typed"), ("plan", "none"), ("until", "longer"), ("contact", "not_stated"), ("concern", "yes")];
    goes_to(held.lo.post(&format!("{}/outcome", held.path), &said).await);
    let contacts = held.interactions().await;
    assert_eq!((contacts.len(), contacts[0].outcome), (1, InteractionOutcome::Failed), "nobody answered");
    assert!(contacts[0].topics.is_empty());
    let page = held.page().await;
    assert!(page.contains("Den som höll samtalet är orolig för ny fara.") && !page.contains("Till: längre"), "{page}");
}

async fn she_is_called_first(night: &Night) {
    let held = Held::begun(night, &[]).await;
    held.to_the_end().await;
    let said = [("outcome", "typed"), ("plan", "none"), ("contact", "no"), ("concern", "no")];
    goes_to(held.lo.post(&format!("{}/outcome", held.path), &said).await);
    let page = held.page().await;
    assert!(page.contains("Ring henne först") && page.contains("08-465 004 40"), "both adults get the number: {page}");
    assert!(page.contains("Ingen plan: gör om skyddsbedömningen."));
    let case = format!("/cases/{}", held.code);
    assert!(held.lo.get(&case).await.text.contains("<strong>Ring henne först.</strong>"), "the page of the case says it too");
    let talk = between(&page, "name=\"talk\" value=\"", "\"").to_owned();
    night.after(2);
    for _ in 0..2 {
        goes_to(held.lo.post(&format!("{}/called", held.path), &[("talk", &talk)]).await);
        night.after(5);
    }
    let page = held.page().await;
    assert!(page.contains("Ringd 22 nov. 2026 02:16, socialjour") && !page.contains("Ring henne först"), "the first time stands: {page}");
    assert!(!held.lo.get(&case).await.text.contains("Ring henne först"));
    let other = Held::gated(night).await;
    assert_eq!(other.lo.post(&format!("{}/called", other.path), &[("talk", &talk)]).await.status, StatusCode::NOT_FOUND);
}

async fn another_units_talk_is_as_good_as_none(night: &Night) {
    let held = Held::begun(night, &[]).await;
    let elin = Browser::of(night, "elin").await;
    for path in [held.path.clone(), format!("{}/paper", held.path)] {
        assert_eq!(elin.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let fields = [&OPEN[..], &[("after", "0"), ("tap", "chip.yes"), ("talk", "x")]].concat();
    for rest in ["", "/taps", "/outcome", "/called"] {
        assert_eq!(elin.post(&format!("{}{rest}", held.path), &fields).await.status, StatusCode::NOT_FOUND, "{rest}");
    }
    let sam = Browser::of(night, "sam").await;
    assert_eq!(sam.get(&held.path).await.status, StatusCode::FORBIDDEN, "who administers opens no talk");
    assert_eq!((count(night, "custody_talks").await, count(night, "custody_talk_events").await), (1, 0));
}

async fn nothing_of_hers_is_on_what_is_read_or_printed(night: &Night) {
    let held = Held::begun(night, &[]).await;
    let told = ["berättat", "hon har", "henne", "kontaktperson", "samtycke", "samtyckt", NAME, NUMBER];
    let paper = format!("{}/paper", held.path);
    for tap in ["chip.yes", "go_on", "go_on", "chip.ok", "chip.no", "chip.worried", "go_on", "chip.no", "chip.sober", "go_on", "chip.no"] {
        let page = held.page().await;
        let aloud = between(&page, "<section id=\"player\"", "</section>").to_lowercase();
        assert!(!told.iter().any(|word| aloud.contains(&word.to_lowercase())), "{tap}: {aloud}");
        held.taps(&[tap]).await;
    }
    assert!(held.page().await.contains("Alla vuxna får alltid samma nummer, till relationsvåldsteamet: 08-465 004 40"));
    let printed = held.lo.get(&paper).await;
    let words = main(&printed.text).to_lowercase();
    assert!(words.contains("jag heter …………") && words.contains("☐") && words.contains("08-465 004 40"), "{words}");
    let is_printed = |word: &&str| words.contains(&word.to_lowercase());
    assert!(!told.iter().any(is_printed), "{words}");
    assert!(!words.contains("orolig för ny fara") && !words.contains("gripen"), "neither answers nor what the police told");
    assert_eq!(printed.title().split(" · ").next(), Some(held.code.pairing().spoken().as_str()), "the code and nothing else");
}

async fn what_is_kept_is_sealed_or_a_code(night: &Night) {
    let held = Held::begun(night, &[]).await;
    held.to_the_end().await;
    let said = [("outcome", "typed"), ("plan", "none"), ("contact", "no"), ("concern", "no"), ("needs", "dependency")];
    goes_to(held.lo.post(&format!("{}/outcome", held.path), &said).await);
    #[derive(diesel::QueryableByName)]
    struct Sealed {
        #[diesel(sql_type = diesel::sql_types::Binary)]
        sealed: Vec<u8>,
    }
    let sql = "SELECT sealed_gate AS sealed FROM custody_talks UNION ALL SELECT sealed_needs FROM custody_talks
               UNION ALL SELECT sealed_code FROM custody_talk_events";
    let read = move |conn: &mut store::Conn| -> store::Result<Vec<Sealed>> {
        Ok(store::on!(conn, c => diesel::RunQueryDsl::load(diesel::sql_query(sql), c))?)
    };
    let kept = night.db.read(read).await.unwrap();
    assert_eq!(kept.len(), 14);
    for (row, word) in kept.iter().flat_map(|row| ["with_police", "dependency", "chip"].map(|word| (row, word))) {
        assert!(!row.sealed.windows(word.len()).any(|bytes| bytes == word.as_bytes()), "{word}");
    }
    for wrong in [
        "UPDATE custody_talks SET plan = 'his mother'",
        "UPDATE custody_talks SET plan = 'other_place'",
        "UPDATE custody_talks SET transport = 'own'",
        "UPDATE custody_talks SET place = 'friend'",
        "UPDATE custody_talks SET outcome_at = NULL",
        "UPDATE custody_talks SET ending = NULL",
        "UPDATE custody_talks SET ending = 'tired'",
        "UPDATE custody_talks SET called_at = 1",
        "UPDATE custody_talk_events SET n = 0",
        "UPDATE custody_talk_events SET n = 1",
    ] {
        let refused = night.db.write("test_wrong", move |conn| {
            store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(wrong), c)).map(drop).map_err(Into::into)
        });
        assert!(refused.await.is_err(), "{wrong}");
    }
    let sent = night.broker.offers().into_iter().filter(|offer| offer.header.from.agency.as_str() == "socialtjansten-exempelstad");
    assert_eq!(sent.count(), 0, "nothing of it crosses by itself");
}

async fn each_view_is_in_the_access_log_and_reads_in_english_too(night: &Night) {
    let held = Held::begun(night, &[]).await;
    let code = held.code;
    let seen = async || {
        let read = move |conn: &mut store::Conn| {
            let case = casework::cases::with_code(conn, &code)?.remove(0);
            access_entries::of_case(conn, case.id)
        };
        let entries = night.db.read(read).await.unwrap();
        entries.into_iter().filter(|entry| entry.categories.contains(&Category::CustodyTalkOutcome)).count()
    };
    let before = seen().await;
    let page = held.lo.get_in(&held.path, "en").await.text;
    assert!(page.contains("The talk is no part of her safety plan") && page.contains("Hello, my name is lo"), "{page}");
    held.lo.get(&format!("{}/paper", held.path)).await;
    held.tap_as(&held.lo, 7, "go_on").await;
    assert_eq!(seen().await, before + 3, "the page, the paper, and the page after a tap that changed nothing");
}
