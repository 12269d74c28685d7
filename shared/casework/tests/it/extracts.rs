//! What a person is told of what is held: composed by one, judged by another, and nothing that would betray somebody else.

use casework::{
    ApprovedExtract, AskedBy, CaseError, Casework, ComposedExtract, ExtractForm, ExtractId, ExtractLine, ExtractPaper, ExtractProblem,
    ExtractState, IdentityCheck, LineChoice, NewExtract, Pressure, SecondPerson, Shown, Staff, SubjectExtract, Tie, ViewPurpose,
    access_entries, extract_lines, handovers, subject_extracts,
};
use rulebook::{ExtractClass, ExtractReason};
use store::{Db, ErrorKind};
use wire::{Category, Language, SubjectRole};

use crate::setting::{CallOut, NAME, Setting, answer, call_out, draft, night, send, until, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    her_own_yes_is_shown_and_what_is_about_the_child_is_not,
    the_suspect_gets_the_same_whether_she_said_yes_or_nothing_is_held,
    a_childs_line_waits_for_a_decision,
    nobody_reviews_their_own_work,
    the_database_refuses_a_reviewer_who_composed,
    what_the_rule_closes_nobody_opens,
    it_goes_back_with_a_reason,
    what_is_delayed_is_absent_until_its_day,
    under_pressure_the_paper_is_the_short_one,
    another_units_is_as_good_as_none,
    every_look_is_in_the_access_log,
    a_receipt_of_what_is_shown_verifies_and_a_changed_byte_does_not,
);

/// Her identity by her own yes, and a concern for the child by the duty.
async fn both_went(setting: &Setting) -> CallOut {
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await.id;
    let workers = [setting.police.workers(), setting.social.workers()];
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent], true)).await.unwrap();
    assert_eq!(sent.len(), 2);
    for one in sent {
        until("it is there", || async {
            let found = setting.police.db().read(move |conn| handovers::find(conn, one.id)).await.unwrap().unwrap();
            found.state == casework::HandoverStateCode::Received
        })
        .await;
    }
    for workers in workers {
        workers.stop().await;
    }
    call_out
}

fn of(about: SubjectRole) -> NewExtract {
    let asked_by = if about == SubjectRole::Child { AskedBy::Guardian } else { AskedBy::Person };
    NewExtract { about, asked_by, identity: IdentityCheck::InPerson, language: Language::Sv }
}

async fn started(own: &Casework, call_out: &CallOut, asked: NewExtract) -> Result<SubjectExtract, ExtractProblem> {
    let (work, case, staff) = (own.clone(), call_out.case.clone(), call_out.staff.clone());
    own.db().try_write("test_start", move |conn| work.start_extract(conn, &case, (&staff, Tie::Works), asked, night())).await
}

async fn lines(own: &Casework, id: ExtractId) -> Vec<ExtractLine> {
    own.db().read(move |conn| extract_lines::of(conn, id)).await.unwrap()
}

async fn find(own: &Casework, id: ExtractId) -> SubjectExtract {
    own.db().read(move |conn| subject_extracts::find(conn, id)).await.unwrap().unwrap()
}

async fn compose(own: &Casework, id: ExtractId, composed: ComposedExtract, staff: &Staff) -> Result<(), ExtractProblem> {
    let (work, staff) = (own.clone(), staff.clone());
    own.db().try_write("test_compose", move |conn| work.compose_extract(conn, id, &composed, &staff, night())).await
}

async fn submit(own: &Casework, id: ExtractId, staff: &Staff) -> Result<(), ExtractProblem> {
    let (work, staff) = (own.clone(), staff.clone());
    own.db().try_write("test_submit", move |conn| work.submit_extract(conn, id, &staff, night())).await
}

async fn review(own: &Casework, id: ExtractId, back: Option<&'static str>, staff: &Staff) -> Result<(), ExtractProblem> {
    let (work, staff) = (own.clone(), staff.clone());
    own.db()
        .try_write("test_review", move |conn| {
            let submission = subject_extracts::find(conn, id)?.map_or(0, |extract| extract.submissions);
            work.review_extract(conn, (id, submission), back, &staff, night())
        })
        .await
}

/// As of a page that was opened before the last time it was handed over.
async fn review_of_earlier(own: &Casework, id: ExtractId, staff: &Staff) -> Result<(), ExtractProblem> {
    let (work, staff, earlier) = (own.clone(), staff.clone(), find(own, id).await.submissions - 1);
    own.db().try_write("test_review", move |conn| work.review_extract(conn, (id, earlier), None, &staff, night())).await
}

async fn approved(own: &Casework, id: ExtractId, staff: &Staff) -> Result<ApprovedExtract, ExtractProblem> {
    let (work, staff) = (own.clone(), staff.clone());
    own.db().try_write("test_approved", move |conn| work.approved_extract(conn, id, &staff, night())).await
}

async fn paper_at(own: &Casework, approved: &ApprovedExtract, now: jiff::Timestamp) -> ExtractPaper {
    let (work, approved) = (own.clone(), approved.clone());
    own.db().try_read(move |conn| work.extract_paper(conn, &approved, now)).await.unwrap()
}

/// Every line that may be, by this choice, and no pressure.
fn all(lines: &[ExtractLine], choice: LineChoice) -> ComposedExtract {
    let lines = lines.iter().filter(|line| line.needs_choice()).map(|line| (line.place, choice, None)).collect();
    ComposedExtract { lines, pressure: Some(Pressure::No), form: Some(ExtractForm::Full), delivery: None }
}

/// Composed by one and approved by another.
async fn made(setting: &Setting, call_out: &CallOut, about: SubjectRole, choice: LineChoice) -> (SubjectExtract, ApprovedExtract) {
    let own = &setting.police;
    let extract = started(own, call_out, of(about)).await.unwrap();
    compose(own, extract.id, all(&lines(own, extract.id).await, choice), &call_out.staff).await.unwrap();
    submit(own, extract.id, &call_out.staff).await.unwrap();
    let second = own.staff_named("anna").await;
    review(own, extract.id, None, &second).await.unwrap();
    let approved = approved(own, extract.id, &second).await.unwrap();
    (extract, approved)
}

async fn her_own_yes_is_shown_and_what_is_about_the_child_is_not(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = both_went(&setting).await;
    let (extract, approved) = made(&setting, &call_out, SubjectRole::Victim, LineChoice::Open).await;
    let known: Vec<_> = lines(&setting.police, extract.id).await.into_iter().map(|line| (line.category, line.class, line.why)).collect();
    assert!(known.contains(&(Category::Identity, ExtractClass::Open, ExtractReason::OwnConsent)), "{known:?}");
    assert!(known.contains(&(Category::ChildConcern, ExtractClass::Closed, ExtractReason::AboutAnother)), "{known:?}");
    let paper = paper_at(&setting.police, &approved, night()).await;
    let [shown] = paper.handovers.as_slice() else { panic!("one handover") };
    assert_eq!((shown.from.as_str(), shown.to.as_str()), ("polisen-exempelstad", "socialtjansten-exempelstad"));
    let [line] = shown.lines.as_slice() else { panic!("one line") };
    assert_eq!(line.category, Category::Identity);
    assert!(line.basis.iter().any(|(_, citation)| citation.sv.contains("12")), "the statute stands there");
    assert_eq!(line.consent.map(|(day, state)| (day.to_string(), state.code())), Some(("2026-11-22".to_owned(), "in_force")));
    assert!(!format!("{paper:?}{approved:?}{shown:?}").contains(NAME));
}

async fn the_suspect_gets_the_same_whether_she_said_yes_or_nothing_is_held(db: Db) {
    let setting = Setting::of_police(db).await;
    let (told, empty) = (both_went(&setting).await, call_out(&setting.police).await);
    let (extract, with) = made(&setting, &told, SubjectRole::PersonUsingViolence, LineChoice::Open).await;
    let (_, without) = made(&setting, &empty, SubjectRole::PersonUsingViolence, LineChoice::Open).await;
    let held = lines(&setting.police, extract.id).await;
    assert!(!held.is_empty() && held.iter().all(|line| line.class == ExtractClass::Closed), "staff sees that it is cut: {held:?}");
    assert!(paper_at(&setting.police, &with, night()).await == paper_at(&setting.police, &without, night()).await);
    let own = setting.police.clone();
    let receipts = setting.police.db().try_read(move |conn| own.extract_receipts(conn, &with, night())).await.unwrap();
    assert!(receipts.is_empty());
}

async fn a_childs_line_waits_for_a_decision(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = both_went(&setting).await;
    let own = &setting.police;
    let extract = started(own, &call_out, of(SubjectRole::Child)).await.unwrap();
    let held = lines(own, extract.id).await;
    let about: Vec<_> = held.iter().filter(|line| line.needs_choice()).map(|line| (line.category, line.why)).collect();
    assert_eq!(about, [(Category::ChildConcern, ExtractReason::AboutChild)]);
    let nothing = ComposedExtract { lines: Vec::new(), pressure: Some(Pressure::No), ..ComposedExtract::default() };
    compose(own, extract.id, nothing, &call_out.staff).await.unwrap();
    let place = held.iter().find(|line| line.needs_choice()).unwrap().place;
    assert!(matches!(submit(own, extract.id, &call_out.staff).await, Err(ExtractProblem::Unjudged(left)) if left == place));
    compose(own, extract.id, all(&held, LineChoice::Closed), &call_out.staff).await.unwrap();
    submit(own, extract.id, &call_out.staff).await.unwrap();
    let judged = lines(own, extract.id).await.into_iter().find_map(|line| line.judged).unwrap();
    assert_eq!(judged.by, call_out.staff.reference, "a decision has a name");
    let wrong = NewExtract { asked_by: AskedBy::Guardian, ..of(SubjectRole::Victim) };
    assert!(matches!(started(own, &call_out, wrong).await, Err(ExtractProblem::Asker)));
}

async fn nobody_reviews_their_own_work(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = both_went(&setting).await;
    let (own, second) = (&setting.police, setting.police.staff_named("anna").await);
    let extract = started(own, &call_out, of(SubjectRole::Victim)).await.unwrap();
    assert!(SecondPerson::of(&extract, &call_out.staff.reference).is_none());
    assert!(SecondPerson::of(&extract, &second.reference).is_some());
    assert!(matches!(review(own, extract.id, None, &second).await, Err(ExtractProblem::WrongState(ExtractState::Composing))));
    let composed = all(&lines(own, extract.id).await, LineChoice::Open);
    assert!(matches!(compose(own, extract.id, composed.clone(), &second).await, Err(ExtractProblem::AnothersWork)));
    compose(own, extract.id, composed.clone(), &call_out.staff).await.unwrap();
    submit(own, extract.id, &call_out.staff).await.unwrap();
    assert!(matches!(compose(own, extract.id, composed, &call_out.staff).await, Err(ExtractProblem::WrongState(_))), "it is out of hand");
    assert!(matches!(review(own, extract.id, None, &call_out.staff).await, Err(ExtractProblem::OwnWork)));
    assert!(matches!(approved(own, extract.id, &second).await, Err(ExtractProblem::WrongState(ExtractState::InReview))));
    review(own, extract.id, None, &second).await.unwrap();
    approved(own, extract.id, &call_out.staff).await.unwrap();
    assert!(matches!(review(own, extract.id, None, &second).await, Err(ExtractProblem::WrongState(ExtractState::Approved))), "once");
}

async fn the_database_refuses_a_reviewer_who_composed(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = call_out(&setting.police).await;
    let own = &setting.police;
    let extract = started(own, &call_out, of(SubjectRole::Victim)).await.unwrap();
    compose(own, extract.id, all(&[], LineChoice::Open), &call_out.staff).await.unwrap();
    submit(own, extract.id, &call_out.staff).await.unwrap();
    let (id, composer, other) = (extract.id, call_out.staff.reference.clone(), own.staff_named("anna").await.reference);
    let past_the_code = move |conn: &mut store::Conn| subject_extracts::approve_unchecked(conn, id, &composer, night());
    let error = own.db().try_write("test_past", past_the_code).await.unwrap_err();
    assert!(error.is(ErrorKind::ConstraintViolation), "{error}");
    assert_eq!(find(own, id).await.state, ExtractState::InReview);
    own.db().try_write("test_other", move |conn| subject_extracts::approve_unchecked(conn, id, &other, night())).await.unwrap();
    assert_eq!(find(own, id).await.state, ExtractState::Approved);
}

async fn what_the_rule_closes_nobody_opens(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = both_went(&setting).await;
    let own = &setting.police;
    let extract = started(own, &call_out, of(SubjectRole::PersonUsingViolence)).await.unwrap();
    for line in lines(own, extract.id).await {
        for &choice in LineChoice::ALL {
            let one = ComposedExtract { lines: vec![(line.place, choice, Some("2027-01-01".parse().unwrap()))], ..all(&[], choice) };
            let refused = compose(own, extract.id, one, &call_out.staff).await;
            assert!(matches!(refused, Err(ExtractProblem::NotAllowed(place)) if place == line.place), "{choice}");
        }
        let forced = ExtractLine {
            judged: Some(casework::JudgedLine { choice: LineChoice::Open, until: None, by: call_out.staff.reference.clone() }),
            ..line
        };
        assert_eq!(forced.shown_on("2026-11-22".parse().unwrap()), Shown::Nothing, "not even when the row says so");
    }
}

async fn it_goes_back_with_a_reason(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = both_went(&setting).await;
    let (own, second) = (&setting.police, setting.police.staff_named("anna").await);
    let extract = started(own, &call_out, of(SubjectRole::Victim)).await.unwrap();
    let composed = all(&lines(own, extract.id).await, LineChoice::Open);
    compose(own, extract.id, composed.clone(), &call_out.staff).await.unwrap();
    submit(own, extract.id, &call_out.staff).await.unwrap();
    assert!(matches!(review(own, extract.id, Some(" – "), &second).await, Err(ExtractProblem::Reason)));
    review(own, extract.id, Some("Vänta med namnet."), &second).await.unwrap();
    let back = find(own, extract.id).await;
    assert_eq!((back.state, back.reviewed.as_ref().map(|(by, _)| by)), (ExtractState::Composing, Some(&second.reference)));
    let (work, of_it) = (own.clone(), back.clone());
    let reason = own.db().try_read(move |conn| work.sent_back_because(conn, &of_it)).await.unwrap();
    assert_eq!(reason.as_deref().map(String::as_str), Some("Vänta med namnet."));
    compose(own, extract.id, composed, &call_out.staff).await.unwrap();
    submit(own, extract.id, &call_out.staff).await.unwrap();
    assert_eq!(find(own, extract.id).await.reviewed, None, "the next review is a new one");
    let old_page = review_of_earlier(own, extract.id, &second).await;
    assert!(matches!(old_page, Err(ExtractProblem::WrongState(_))), "nobody approves what they have not read: {old_page:?}");
    review(own, extract.id, None, &second).await.unwrap();
}

async fn what_is_delayed_is_absent_until_its_day(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = both_went(&setting).await;
    let (own, second) = (&setting.police, setting.police.staff_named("anna").await);
    let extract = started(own, &call_out, of(SubjectRole::Victim)).await.unwrap();
    let place = lines(own, extract.id).await.iter().find(|line| line.needs_choice()).unwrap().place;
    let at = |day: Option<&str>| ComposedExtract {
        lines: vec![(place, LineChoice::Delayed, day.map(|day| day.parse().unwrap()))],
        pressure: Some(Pressure::No),
        ..ComposedExtract::default()
    };
    for missing in [None, Some("2026-11-22"), Some("2020-01-01")] {
        let refused = compose(own, extract.id, at(missing), &call_out.staff).await;
        assert!(matches!(refused, Err(ExtractProblem::Day(of)) if of == place), "{missing:?}");
    }
    compose(own, extract.id, at(Some("2026-12-24")), &call_out.staff).await.unwrap();
    submit(own, extract.id, &call_out.staff).await.unwrap();
    review(own, extract.id, None, &second).await.unwrap();
    let approved = approved(own, extract.id, &second).await.unwrap();
    let before = paper_at(own, &approved, "2026-12-23T22:59:00Z".parse().unwrap()).await;
    assert!(before.handovers.is_empty());
    let after = paper_at(own, &approved, "2026-12-23T23:00:00Z".parse().unwrap()).await;
    assert_eq!(after.handovers.len(), 1, "the Swedish day has come");
}

async fn under_pressure_the_paper_is_the_short_one(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = both_went(&setting).await;
    let (own, second) = (&setting.police, setting.police.staff_named("anna").await);
    for pressure in [Pressure::Yes, Pressure::Unknown] {
        let extract = started(own, &call_out, of(SubjectRole::Victim)).await.unwrap();
        let composed = ComposedExtract { pressure: Some(pressure), ..all(&lines(own, extract.id).await, LineChoice::Open) };
        compose(own, extract.id, composed, &call_out.staff).await.unwrap();
        submit(own, extract.id, &call_out.staff).await.unwrap();
        review(own, extract.id, None, &second).await.unwrap();
        assert_eq!(find(own, extract.id).await.form, ExtractForm::Short, "{pressure}");
        let approved = approved(own, extract.id, &second).await.unwrap();
        assert!(paper_at(own, &approved, night()).await.handovers.is_empty());
        let work = own.clone();
        assert!(own.db().try_read(move |conn| work.extract_receipts(conn, &approved, night())).await.unwrap().is_empty());
    }
}

async fn another_units_is_as_good_as_none(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = both_went(&setting).await;
    let extract = started(&setting.police, &call_out, of(SubjectRole::Victim)).await.unwrap();
    let other = Staff { unit: "polisen-exempelstad/utredning".parse().unwrap(), ..setting.police.staff_named("anna").await };
    let opened = approved(&setting.police, extract.id, &other).await;
    assert!(matches!(opened, Err(ExtractProblem::NotFound)));
    assert!(matches!(review(&setting.police, extract.id, None, &other).await, Err(ExtractProblem::NotFound)));
    let unknown: ExtractId = "0197a9b0-0000-7000-8000-000000000000".parse().unwrap();
    assert!(matches!(review(&setting.police, unknown, None, &other).await, Err(ExtractProblem::NotFound)));
    let listed = setting.police.db().read(move |conn| subject_extracts::of_unit(conn, &other.unit)).await.unwrap();
    assert!(listed.is_empty());
}

async fn every_look_is_in_the_access_log(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = both_went(&setting).await;
    let (_, approved) = made(&setting, &call_out, SubjectRole::Victim, LineChoice::Open).await;
    let case = call_out.case.id;
    let seen =
        setting.police.db().try_read(move |conn| -> Result<_, CaseError> { Ok(access_entries::of_case(conn, case)?) }).await.unwrap();
    let second = setting.police.staff_named("anna").await.reference;
    let mine: Vec<_> = seen.iter().filter(|entry| entry.purpose == ViewPurpose::Extract).collect();
    assert!(mine.iter().any(|entry| entry.staff == call_out.staff.reference && entry.categories == [Category::Identity]));
    assert!(mine.iter().filter(|entry| entry.staff == second).count() >= 4, "review and paper, two handovers each");
    assert_eq!(approved.extract().case, case);
}

async fn a_receipt_of_what_is_shown_verifies_and_a_changed_byte_does_not(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = both_went(&setting).await;
    let (own, code) = (&setting.social, call_out.case.code);
    let case = own.db().read(move |conn| casework::cases::with_code(conn, &code)).await.unwrap().remove(0);
    let desk = CallOut { case, staff: setting.worker().await, ..call_out };
    let extract = started(own, &desk, of(SubjectRole::Victim)).await.unwrap();
    compose(own, extract.id, all(&lines(own, extract.id).await, LineChoice::Open), &desk.staff).await.unwrap();
    submit(own, extract.id, &desk.staff).await.unwrap();
    let second = own.staff_named("anna").await;
    review(own, extract.id, None, &second).await.unwrap();
    let approved = approved(own, extract.id, &second).await.unwrap();
    assert_eq!(paper_at(own, &approved, night()).await.handovers.len(), 1);
    let work = own.clone();
    let file = own.db().try_read(move |conn| -> Result<_, ExtractProblem> {
        let [one] = work.extract_receipts(conn, &approved, night())?[..] else { panic!("one receipt") };
        Ok(work.receipt_file(conn, one)?.unwrap())
    });
    let file = file.await.unwrap();
    let key = setting.town.config(casework::testing::AgencyName::Social, setting.broker.url()).broker.log_key;
    let key: ledger::checkpoint::LogKey = key.parse().unwrap();
    let holds = |bytes: &[u8]| serde_json::from_slice::<ledger::EntryProof>(bytes).is_ok_and(|proof| proof.verify(&key, &[]).is_ok());
    assert!(holds(&file));
    let told = String::from_utf8(file).unwrap();
    // Its place in the log is the broker's to give.
    let digit = told.split_once("\"index\": ").unwrap().1.chars().next().unwrap();
    let (index, other) = (format!("\"index\": {digit}"), format!("\"index\": {}", if digit == '1' { 2 } else { 1 }));
    for (from, to) in [
        ("offer_released", "offer_refused"),
        ("\"polisen", "\"skolan_"),
        ("acute_support", "coordination"),
        (index.as_str(), other.as_str()),
    ] {
        assert!(told.contains(from), "{from}: {told}");
        assert!(!holds(told.replace(from, to).as_bytes()), "{from} was changed and nobody saw it");
    }
    assert!(!told.contains("child"), "nothing of what is cut: {told}");
}
