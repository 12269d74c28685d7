//! Focus persons: written by one, cleared by another, gone by themselves, and bound to no case.

use jiff::SignedDuration;
use police::access::Door;
use store::{Conn, on};

use crate::{
    house::{House, in_a_house, until},
    visitor::{NAUGHTY, Visitor, at, between},
};

/// The doors that these tests go through.
const DOORS: &[Door] = &[
    Door::ListFocus,
    Door::NewFocus,
    Door::FocusPerson,
    Door::FocusItem,
    Door::RemoveFocusItem,
    Door::ClearFocus,
    Door::RenewFocus,
    Door::EndFocus,
    Door::PassAddress,
];

/// A person who does not exist.
pub const TURE: &str = "Ture Kanariesson";

/// A line that nobody else writes.
pub const LINE: &str = "Kanariegatan 9";

/// One who writes and one who clears.
pub async fn keepers(house: &House) -> (Visitor, Visitor) {
    (Visitor::logged_in(house, "ivar").await, Visitor::logged_in(house, "ulla").await)
}

/// Writes a person down; the path of its page.
pub async fn begun(keeper: &Visitor, name: &str) -> String {
    keeper.post(&at(Door::NewFocus, ""), &[("name", name), ("born", "1984-05-17"), ("life", "7")]).await.goes_to()
}

/// Adds an item with a source of the day before yesterday.
pub async fn adds(keeper: &Visitor, person: &str, fields: &[(&str, &str)]) {
    let source = [("source", "call_out"), ("source_on", "2026-11-20")];
    let fields: Vec<_> = source.into_iter().chain(fields.iter().copied()).collect();
    let to = keeper.post(&format!("{person}/items"), &fields).await.goes_to();
    assert!(to.starts_with(person), "{to}");
}

/// Clears all that waits for this member of staff.
pub async fn clears(keeper: &Visitor, person: &str) {
    let page = keeper.get(person).await.page();
    let ids: Vec<&str> = page.split("name=\"items\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("items", *id)).collect();
    assert_eq!(keeper.post(&format!("{person}/clear"), &fields).await.goes_to(), person);
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

/// How many rows the tables have together.
pub async fn rows(house: &House, tables: &'static [&'static str]) -> i64 {
    let count = house.casework.db().read(move |conn| {
        let mut sum = 0;
        for table in tables {
            let query = diesel::sql_query(format!("SELECT count(*) AS n FROM {table}"));
            let count: Count = on!(conn, c => diesel::RunQueryDsl::get_result(query, c))?;
            sum += count.n;
        }
        Ok(sum)
    });
    count.await.unwrap()
}

/// Whether the database takes this.
pub async fn takes(house: &House, sql: &str) -> bool {
    let sql = sql.to_owned();
    let done = house.casework.db().write("test_constraint", move |conn: &mut Conn| {
        on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(&sql), c))?;
        Ok(())
    });
    done.await.is_ok()
}

async fn one_writes_and_another_clears(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let form = ivar.get(&at(Door::NewFocus, "")).await.page();
    assert_eq!(form.matches(" checked").count(), 1, "the usual time and nothing else is chosen: {form}");
    let person = begun(&ivar, TURE).await;
    adds(&ivar, &person, &[("kind", "factor"), ("code", "strangulation"), ("line", "två gånger i höst")]).await;
    adds(&ivar, &person, &[("kind", "address"), ("code", "own_home"), ("line", LINE)]).await;
    let page = ivar.get(&person).await.page();
    for words in [TURE, "född 17 maj 1984", "Stryptag", "två gånger i höst", "Ingripande, 2 dagar gammalt", LINE, "Egen bostad"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("väntar på att någon annan klarerar") && !page.contains("name=\"items\""), "nobody clears the own: {page}");
    let nothing = ulla.post(&format!("{person}/clear"), &[]).await;
    assert!(nothing.status == 422 && nothing.text.contains("id=\"items-error\""), "{}", nothing.text);
    let seen = ulla.get(&person).await.page();
    assert!(!between(&seen, "<main", "class=\"judge\" aria-labelledby=\"renew\"").contains(" checked"), "nothing is ticked beforehand");
    clears(&ulla, &person).await;
    assert!(!ulla.get(&person).await.page().contains("väntar på att"));
    let list = ivar.get(&at(Door::ListFocus, "")).await.page();
    assert!(list.contains("Fokusperson 1") && list.contains("2 uppgifter klarerade") && list.contains("29 nov. 2026 02:14"), "{list}");
    assert!(!list.contains(TURE) && !between(&page, "<title>", "</title>").contains(TURE), "a number in lists and titles");
    let english = ulla.get_in(&person, "en").await.page();
    assert!(english.contains("Strangulation") && english.contains("Call-out, 2 days old"), "{english}");
    assert_eq!(rows(&house, &["focus_views"]).await, 6, "each look is written down");
}

async fn nobody_clears_or_renews_their_own(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let person = begun(&ivar, TURE).await;
    adds(&ivar, &person, &[("kind", "danger"), ("code", "dog")]).await;
    let item = between(&ivar.get(&person).await.page(), "/items/", "/remove").to_owned();
    let own = ivar.post(&format!("{person}/clear"), &[("items", &item)]).await;
    assert_eq!(own.status, 422, "{}", own.text);
    let renewal = [("life", "28"), ("reason", "release_near")];
    let own = ivar.post(&format!("{person}/renew"), &renewal).await;
    assert!(own.status == 422 && own.text.contains("Någon annan än du"), "{}", own.text);
    let bare = ulla.post(&format!("{person}/renew"), &[("life", "28")]).await;
    assert!(bare.status == 422 && bare.text.contains("id=\"reason-error\"") && bare.text.contains("value=\"28\" checked"), "{}", bare.text);
    house.clock.advance(SignedDuration::from_hours(24));
    let (_, ulla) = keepers(&house).await;
    ulla.post(&format!("{person}/renew"), &renewal).await.goes_to();
    let page = ulla.get(&person).await.page();
    assert!(page.contains("21 dec. 2026 02:14") && page.contains("Förlängd: Ska snart släppas"), "{page}");
    assert!(!page.contains("Varför förlänga?"), "who renewed it last does not review it");
    assert_eq!(ulla.post(&format!("{person}/renew"), &renewal).await.status, 422);
    // The tables say the same.
    for broken in [
        "UPDATE focus_items SET cleared_by = author, cleared_at = added_at",
        "UPDATE focus_items SET cleared_by = NULL, cleared_at = added_at",
        "UPDATE focus_items SET slot = 4",
        "UPDATE focus_items SET source = 'social_services'",
        "UPDATE focus_persons SET renewed_by = author",
        "UPDATE focus_persons SET renewal_reason = NULL",
        "UPDATE focus_persons SET lapses_at = life_from + 2419200000001",
    ] {
        assert!(!takes(&house, broken).await, "{broken}");
    }
    assert!(takes(&house, "UPDATE focus_persons SET lapses_at = life_from + 2419200000000").await, "control");
}

async fn a_person_is_gone_at_the_moment_it_lapses(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let person = begun(&ivar, TURE).await;
    adds(&ivar, &person, &[("kind", "address"), ("code", "work"), ("line", LINE)]).await;
    clears(&ulla, &person).await;
    house.clock.advance(SignedDuration::from_hours(7 * 24) - SignedDuration::from_secs(1));
    let (ivar, ulla) = keepers(&house).await;
    assert_eq!(ivar.get(&person).await.status, 200);
    house.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(ivar.get(&person).await.status, 404, "not greyed: gone");
    assert!(ivar.get(&at(Door::ListFocus, "")).await.page().contains("Ingen fokusperson finns."));
    assert_eq!(ulla.post(&format!("{person}/renew"), &[("life", "7"), ("reason", "new_event")]).await.status, 404);
    let kept = || async { rows(&house, &["focus_persons", "focus_items", "focus_passings"]).await == 0 };
    until("what has lapsed is removed", kept).await;
    assert!(rows(&house, &["focus_views"]).await > 0, "that somebody looked stays");
}

async fn what_is_not_true_any_more_is_removed(house: House) {
    let (ivar, _) = keepers(&house).await;
    let person = begun(&ivar, TURE).await;
    adds(&ivar, &person, &[("kind", "danger"), ("code", "dog")]).await;
    adds(&ivar, &person, &[("kind", "danger"), ("code", "knife")]).await;
    let item = between(&ivar.get(&person).await.page(), "/items/", "/remove").to_owned();
    let remove = format!("{person}/items/{item}/remove");
    ivar.post(&remove, &[]).await.goes_to();
    assert_eq!(ivar.post(&remove, &[]).await.status, 404);
    let page = ivar.get(&person).await.page();
    assert!(!page.contains("Farlig hund") && page.contains("Kniv"), "{page}");
    assert_eq!(ivar.post(&format!("{person}/end"), &[]).await.goes_to(), "/focus-persons");
    assert_eq!(ivar.get(&person).await.status, 404);
    assert_eq!(rows(&house, &["focus_persons", "focus_items"]).await, 0);
}

async fn an_item_needs_a_source_of_the_police(house: House) {
    let (ivar, _) = keepers(&house).await;
    let person = begun(&ivar, TURE).await;
    let path = format!("{person}/items");
    let form = ivar.get(&format!("{path}?kind=factor")).await.page();
    assert!(!form.contains(" checked") && !form.contains(TURE), "{form}");
    for not_ours in ["socialtjänst", "Socialjouren", "samtycke", "Samtycke"] {
        let fields = between(&form, "<form id=\"item\"", "</form>");
        assert!(!fields.contains(not_ours), "{not_ours} is no source");
    }
    let said = [("kind", "factor"), ("code", "separation"), ("line", "sedan i maj")];
    for (field, wrong) in [("source", ""), ("source", "social_services"), ("source_on", ""), ("source_on", "2026-11-23"), ("code", "x")] {
        let fields = said.into_iter().chain([("source", "call_out"), ("source_on", "2026-11-20")]);
        let mut fields: Vec<_> = fields.filter(|(name, _)| *name != field).collect();
        fields.push((field, wrong));
        let answer = ivar.post(&path, &fields).await;
        assert!(answer.status == 422 && answer.text.contains(&format!("id=\"{field}-error\"")), "{field}={wrong}: {}", answer.text);
        assert!(answer.text.contains("value=\"sedan i maj\""), "what was typed is kept");
    }
    assert_eq!(ivar.get(&format!("{path}?kind=x")).await.status, 404);
    adds(&ivar, &person, &said).await;
    let again = [("kind", "factor"), ("code", "separation"), ("line", "annat"), ("source", "call_out"), ("source_on", "2026-11-20")];
    assert!(ivar.post(&path, &again).await.text.contains("Det är redan sagt."));
    for code in ["two_patrols", "keep_apart", "weapons_first"] {
        adds(&ivar, &person, &[("kind", "advice"), ("code", code)]).await;
    }
    let fourth = [("kind", "advice"), ("code", "talk_calmly"), ("source", "call_out"), ("source_on", "2026-11-20")];
    let fourth = ivar.post(&path, &fourth).await;
    assert!(fourth.status == 422 && fourth.text.contains("inte plats för fler"), "{}", fourth.text);
    let over =
        [("kind", "order"), ("code", "extended"), ("until", "2026-11-21"), ("source", "order_register"), ("source_on", "2026-11-20")];
    assert!(ivar.post(&path, &over).await.text.contains("id=\"until-error\""), "an order that is over is none");
}

async fn whatever_is_typed_is_answered_and_never_executed(house: House) {
    let (ivar, _) = keepers(&house).await;
    let person = begun(&ivar, TURE).await;
    let long = "å".repeat(81);
    for text in NAUGHTY.iter().copied().chain([long.as_str(), ""]) {
        for field in ["name", "born", "life"] {
            let fields: Vec<_> =
                [("name", TURE), ("life", "7")].into_iter().filter(|(name, _)| *name != field).chain([(field, text)]).collect();
            let answer = ivar.post(&at(Door::NewFocus, ""), &fields).await;
            assert!(matches!(answer.status, 303 | 422), "{field}={text:?}: {}", answer.status);
            assert!(!answer.text.contains("<script>alert"), "{field}");
        }
        for kind in ["why_now", "factor", "address"] {
            let code = if kind == "factor" { "separation" } else { "work" };
            let fields = [("kind", kind), ("code", code), ("line", text), ("source", "call_out"), ("source_on", "2026-11-20")];
            let answer = ivar.post(&format!("{person}/items"), &fields).await;
            assert!(matches!(answer.status, 303 | 422), "{kind}={text:?}: {}", answer.status);
            assert!(!answer.text.contains("<script>alert"), "{kind}");
        }
    }
    let page = ivar.get(&person).await.page();
    for never in ["<script>alert", "onerror=alert(1)>", "\u{202e}", "\u{200b}", "\0", "19900101-2389", &long] {
        assert!(!between(&page, "<main", "</main>").contains(never), "{never:?}");
    }
}

async fn another_units_person_is_as_unknown_as_none(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let person = begun(&ivar, TURE).await;
    adds(&ivar, &person, &[("kind", "address"), ("code", "work"), ("line", LINE)]).await;
    clears(&ulla, &person).await;
    let item = between(&ivar.get(&person).await.page(), "/items/", "/remove").to_owned();
    let gun = Visitor::logged_in(&house, "gun").await;
    let none = "/focus-persons/0197a9b0-0000-7000-8000-000000000000";
    for path in [person.as_str(), none, "/focus-persons/x"] {
        assert_eq!(gun.get(path).await.status, 404, "{path}");
        assert_eq!(gun.get(&format!("{path}/items?kind=danger")).await.status, 404, "{path}");
        let said = [("kind", "danger"), ("code", "dog"), ("source", "call_out"), ("source_on", "2026-11-20")];
        let renewal = [("life", "7"), ("reason", "new_event")];
        let passing = [("item", item.as_str()), ("briefing", item.as_str()), ("card", "1")];
        let acts: [(&str, &[(&str, &str)]); 6] = [
            ("items", &said),
            ("clear", &[("items", &item)]),
            ("renew", &renewal),
            ("end", &[]),
            ("passings", &passing),
            (&format!("items/{item}/remove"), &[]),
        ];
        for (act, fields) in acts {
            assert_eq!(gun.post(&format!("{path}/{act}"), fields).await.status, 404, "{path}/{act}");
        }
    }
    assert!(!gun.get(&at(Door::ListFocus, "")).await.page().contains("Fokusperson 1"));
    for name in ["lo", "bo", "vera", "anna", "kurt"] {
        let other = Visitor::logged_in(&house, name).await;
        assert_eq!(other.get(&person).await.status, 403, "{name} is told by the briefing, or not at all");
    }
}

async fn who_it_is_lies_sealed(house: House) {
    let (ivar, _) = keepers(&house).await;
    let person = begun(&ivar, TURE).await;
    adds(&ivar, &person, &[("kind", "address"), ("code", "own_home"), ("line", LINE)]).await;
    assert_eq!(rows(&house, &["focus_persons", "focus_items"]).await, 2);
    let Some(file) = house.database.strip_prefix("sqlite:") else { return };
    let bytes: Vec<u8> = [file.to_owned(), format!("{file}-wal")].iter().flat_map(|file| std::fs::read(file).unwrap_or_default()).collect();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("polisen-exempelstad/ingripande"), "control");
    assert!(!holds(TURE) && !holds(LINE) && !holds("1984-05-17") && !holds("own_home"));
}

in_a_house!(
    one_writes_and_another_clears,
    nobody_clears_or_renews_their_own,
    a_person_is_gone_at_the_moment_it_lapses,
    what_is_not_true_any_more_is_removed,
    an_item_needs_a_source_of_the_police,
    whatever_is_typed_is_answered_and_never_executed,
    another_units_person_is_as_unknown_as_none,
    who_it_is_lies_sealed,
);

/// No column leads from a focus person or a briefing to a case, a handover or a consent.
#[test]
fn nothing_leads_to_a_case() {
    assert!(DOORS.iter().all(|door| !door.path().contains("{code}")));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/police");
    for database in ["sqlite", "postgres"] {
        for migration in ["2026-11-29-0560_focus_persons", "2026-11-29-0561_shift_briefings"] {
            let sql = std::fs::read_to_string(folder.join(database).join(migration).join("up.sql")).unwrap();
            let sql: String = sql.lines().filter(|line| !line.trim_start().starts_with("--")).map(|line| format!("{line}\n")).collect();
            for place in ["case_id", "code ", "handover", "consent", "subject"] {
                assert!(!sql.contains(place), "{migration} has {place}");
            }
            let leads_to: Vec<&str> = sql.split("REFERENCES ").skip(1).map(|rest| rest.split_whitespace().next().unwrap()).collect();
            let own = ["staff_members", "focus_persons", "focus_items", "shift_briefings"];
            assert!(!leads_to.is_empty() && leads_to.iter().all(|table| own.contains(table)), "{migration}: {leads_to:?}");
        }
    }
}
