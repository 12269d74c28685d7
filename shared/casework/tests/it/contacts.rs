//! Contacts with the persons of a case, on both databases: what is written, what is seen, and what the database refuses.

use std::collections::BTreeSet;

use casework::{
    Case, Casework, Concerned, ContactChannel, ContactPace, ContactProblem, ContactTopic, ContactWish, DoNotCall, GateAnswer, GateQuestion,
    Interaction, InteractionId, InteractionOutcome, NewInteraction, SaidOfInteraction, SentHandover, Staff, Tie, Wish, WishSaidBy,
    access_entries, contact_wishes, interactions,
};
use jiff::{SignedDuration, Timestamp, civil::date};
use store::{Db, ErrorKind, Id};
use wire::{AskedWhere, Category, ConsentForm, ConsentText, Draft, DraftField, Language, Protection, Purpose, SubjectRole, Value, value};

use crate::setting::{CallOut, Setting, answer, call_out, draft, night, question, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    what_is_written_reads_back_and_a_correction_stands_beside_it,
    the_database_refuses_what_never_may_be,
    the_latest_wish_of_its_kind_holds,
    a_unit_of_social_services_sees_its_own,
    the_police_are_seen_as_one_by_who_works_with_the_case,
    his_number_is_shown_when_the_gate_is_open,
    do_not_call_reaches_who_could_call_and_nobody_else,
    persons_stand_by_role_and_not_by_chance,
);

fn at(minutes: i64) -> Timestamp {
    night() + SignedDuration::from_mins(minutes)
}

fn tap(concerned: Concerned, outcome: InteractionOutcome) -> NewInteraction {
    NewInteraction { id: None, concerned, outcome, channel: None }
}

async fn record(own: &Casework, case: &Case, staff: &Staff, new: NewInteraction, now: Timestamp) -> Result<InteractionId, ContactProblem> {
    let (work, case, staff) = (own.clone(), case.clone(), staff.clone());
    own.db().try_write("test_record", move |conn| work.record_interaction(conn, &case, (&staff, Tie::Works), new, now)).await
}

async fn rows(own: &Casework, case: Id) -> Vec<Interaction> {
    own.db().read(move |conn| interactions::of_case(conn, case)).await.unwrap()
}

/// Somebody of another unit of the agency.
fn neighbour(staff: &Staff, unit: &str) -> Staff {
    Staff { unit: unit.parse().unwrap(), ..staff.clone() }
}

async fn what_is_written_reads_back_and_a_correction_stands_beside_it(db: Db) {
    let setting = Setting::of_police(db).await;
    let CallOut { case, victim, staff, .. } = call_out(&setting.police).await;
    let own = &setting.police;
    let id = record(own, &case, &staff, tap(victim.into(), InteractionOutcome::Reached), at(0)).await.unwrap();
    let topics = BTreeSet::from([ContactTopic::CheckIn, ContactTopic::PracticalHelp]);
    let said = SaidOfInteraction { outcome: InteractionOutcome::Reached, channel: Some(ContactChannel::Video), topics };
    let (work, of, by, what) = (own.clone(), case.clone(), staff.clone(), said.clone());
    let added = own.db().try_write("test_correct", move |conn| work.correct_interaction(conn, &of, id, what.clone(), &by, at(3)));
    let added = added.await.unwrap();
    let found = rows(own, case.id).await;
    assert_eq!((found[0].id, found[1].id, found[1].replaces), (id, added, Some(id)));
    assert_eq!((found[1].said(), found[1].at, found[1].written_at), (said, at(0), at(3)));
    assert_eq!((found[0].channel, found[0].concerned), (None, victim.into()));
    let (work, of, by) = (own.clone(), case.clone(), staff.clone());
    let seen = own.db().try_write("test_view", move |conn| work.view_contacts(conn, &of, (&by, Tie::Works), at(4))).await.unwrap();
    assert_eq!(seen.contacts.len(), 1, "one contact, however often it is written of");
    assert!(seen.contacts[0].corrected.is_empty(), "to say more takes nothing back");
    let entries = own.db().read(move |conn| access_entries::of_case(conn, case.id)).await.unwrap();
    assert_eq!(entries.len(), 1);
}

/// By one of its constraints.
fn is_refused(error: &store::Error) -> bool {
    [ErrorKind::UniqueViolation, ErrorKind::ForeignKeyViolation, ErrorKind::ConstraintViolation].iter().any(|kind| error.is(*kind))
}

async fn the_database_refuses_what_never_may_be(db: Db) {
    let setting = Setting::of_police(db.clone()).await;
    let CallOut { case, victim, staff, .. } = call_out(&setting.police).await;
    let other = call_out(&setting.police).await;
    let id = record(&setting.police, &case, &staff, tap(victim.into(), InteractionOutcome::Failed), at(0)).await.unwrap();
    let first = rows(&setting.police, case.id).await.remove(0);
    let after = |n: u8, change: fn(&mut Interaction, &CallOut)| {
        let fresh = Id::from_bytes([n; 16]).to_string().parse().unwrap();
        let mut row = Interaction { id: fresh, replaces: Some(id), written_at: at(1), ..first.clone() };
        change(&mut row, &other);
        row
    };
    let write = async |row: Interaction| db.write("test_insert", move |conn| interactions::insert(conn, &row)).await;
    for (what, row) in [
        ("a row of another case is replaced", after(1, |row, other| row.case = other.case.id)),
        ("a row of another unit is replaced", after(2, |row, _| row.unit = "polisen-exempelstad/annan".parse().unwrap())),
        ("what nobody said never happened", after(3, |row, _| (row.replaces, row.outcome) = (None, InteractionOutcome::DidNotHappen))),
        ("a first row written by somebody later", after(4, |row, _| row.replaces = None)),
        ("a row that replaces itself", after(5, |row, _| row.replaces = Some(row.id))),
    ] {
        let refused = write(row).await.expect_err(what);
        assert!(is_refused(&refused), "{what}: {refused}");
    }
    assert!(write(after(6, |_, _| {})).await.unwrap());
    let twice = write(after(7, |_, _| {})).await.expect_err("a row is replaced once");
    assert!(is_refused(&twice), "{twice}");
    assert_eq!(rows(&setting.police, case.id).await.len(), 2);
    assert!(matches!(
        record(&setting.police, &case, &staff, tap(other.victim.into(), InteractionOutcome::Failed), at(2)).await,
        Err(ContactProblem::NotFound)
    ));
}

async fn the_latest_wish_of_its_kind_holds(db: Db) {
    let setting = Setting::of_police(db).await;
    let CallOut { case, victim, staff, child } = call_out(&setting.police).await;
    let own = &setting.police;
    let wishes = [
        Wish::Pace(ContactPace::EachDay),
        Wish::DoNotCall(WishSaidBy::ClosePerson),
        Wish::NextContact(Some(date(2026, 11, 24))),
        Wish::MayCall(WishSaidBy::Counsel),
        Wish::Pace(ContactPace::SheCalls),
        Wish::DoNotCall(WishSaidBy::Person),
        Wish::NextContact(None),
    ];
    for (minute, wish) in (0..).zip(wishes) {
        let (work, of, by) = (own.clone(), case.clone(), staff.clone());
        let write = own.db().try_write("test_wish", move |conn| work.record_contact_wish(conn, &of, None, wish, &by, at(minute)));
        write.await.unwrap();
    }
    let kept: Vec<ContactWish> = own.db().read(move |conn| contact_wishes::of_case(conn, case.id)).await.unwrap();
    assert_eq!(kept.iter().map(|one| one.wish).collect::<Vec<_>>(), wishes);
    assert!(kept.iter().all(|one| one.subject == Some(victim.id)), "the exposed person of the case");
    let (work, of, by) = (own.clone(), case.clone(), staff.clone());
    let lines = own.db().try_read(move |conn| work.contact_cadences(conn, &of, (&by, Tie::Works), at(9))).await.unwrap();
    let standing = &lines[0].wishes;
    assert_eq!((standing.pace, standing.next_on), (Some(ContactPace::SheCalls), None));
    assert_eq!(standing.do_not_call, Some(DoNotCall { said_by: Some(WishSaidBy::Person), at: at(5) }));
    let (work, of, by) = (own.clone(), case.clone(), staff.clone());
    let wish = Wish::Pace(ContactPace::Weekly);
    let of_a_child = own.db().try_write("test_wish", move |conn| work.record_contact_wish(conn, &of, Some(child.id), wish, &by, at(9)));
    assert!(matches!(of_a_child.await, Err(ContactProblem::NotFound)));
}

async fn a_unit_of_social_services_sees_its_own(db: Db) {
    let setting = Setting::new(db).await;
    let (own, worker) = (&setting.social, setting.worker().await);
    let CallOut { case, victim, .. } = call_out(&setting.social).await;
    record(own, &case, &worker, tap(victim.into(), InteractionOutcome::Reached), at(0)).await.unwrap();
    // The unit that treats the other, which works with the case too.
    let therapists = neighbour(&worker, "socialtjansten-exempelstad/mansmottagningen");
    for (who, contacts) in [(&worker, 1), (&therapists, 0)] {
        let (work, of, by) = (own.clone(), case.clone(), who.clone());
        let seen = own.db().try_write("test_view", move |conn| work.view_contacts(conn, &of, (&by, Tie::Works), at(1))).await.unwrap();
        assert_eq!(seen.contacts.len(), contacts, "{}", who.unit);
        assert_eq!(seen.gate.reached_at.is_some(), contacts == 1, "nor does the gate tell that she has contact");
        assert_eq!(seen.cadences[0].here.is_some(), contacts == 1);
        assert_eq!(seen.cadences[0].load.talks, contacts);
    }
}

async fn the_police_are_seen_as_one_by_who_works_with_the_case(db: Db) {
    let setting = Setting::of_police(db).await;
    let own = &setting.police;
    let CallOut { case, victim, staff, .. } = call_out(&setting.police).await;
    record(own, &case, &staff, tap(victim.into(), InteractionOutcome::Reached), at(0)).await.unwrap();
    let other = neighbour(&staff, "polisen-exempelstad/annan");
    for (tie, talks) in [(Tie::Works, 1), (Tie::Elsewhere, 0), (Tie::Nothing, 0)] {
        let (work, of, by) = (own.clone(), case.clone(), other.clone());
        let seen = own.db().try_write("test_view", move |conn| work.view_contacts(conn, &of, (&by, tie), at(1))).await.unwrap();
        assert_eq!((seen.contacts.len(), seen.cadences[0].load.talks), (talks, talks), "{tie:?}");
    }
    // Seen by both, corrected by its own alone.
    let id = rows(own, case.id).await[0].id;
    let said = SaidOfInteraction { outcome: InteractionOutcome::DidNotHappen, channel: None, topics: BTreeSet::new() };
    let (work, of, by) = (own.clone(), case.clone(), other);
    let corrected = own.db().try_write("test_correct", move |conn| work.correct_interaction(conn, &of, id, said.clone(), &by, at(2)));
    assert!(matches!(corrected.await, Err(ContactProblem::NotFound)));
}

/// His number, by his own yes.
async fn his_number_goes(setting: &Setting) -> Vec<SentHandover> {
    let call_out = call_out(&setting.police).await;
    let (own, case, by) = (setting.police.clone(), call_out.case.clone(), call_out.staff.clone());
    let given = setting.police.db().try_write("test_his_yes", move |conn| {
        let suspect = own.add_subject(conn, &case, SubjectRole::PersonUsingViolence, night())?;
        let answer = casework::ConsentAnswer::Given(casework::GivenConsent {
            giver: suspect,
            to: question().to,
            categories: vec![Category::SafeContact],
            purpose: Purpose::AcuteSupport,
            days: 14,
            form: ConsentForm::SpokenOnScene,
            asked: AskedWhere::OutOfEarshot,
            text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
            card_code_hash: None,
            child_asked: None,
        });
        own.record_consent(conn, &case, answer, &by, night()).map(|record| (suspect, record.id))
    });
    let (suspect, consent) = given.await.unwrap();
    let proof = Protection::None.unprotected().unwrap();
    let phone = value::PhoneNumber::parse("070-174 06 06").unwrap();
    let contact = Value::SafeContact(value::SafeContact::call_only(phone, value::CodeSet::new([value::CallWindow::Now]), proof));
    let base = draft(&setting.police, &call_out, vec![consent], false);
    let his = Draft { subjects: vec![suspect], fields: vec![DraftField { subject: Some(suspect.id), value: contact }], ..base };
    crate::setting::send(&setting.police, &call_out, his).await.unwrap()
}

async fn his_number_is_shown_when_the_gate_is_open(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let case = setting.kept_case(&his_number_goes(&setting).await).await;
    let (own, worker) = (&setting.social, setting.worker().await);
    let numbers = async |minutes: i64| {
        let (work, of, by) = (own.clone(), case.clone(), worker.clone());
        let seen =
            own.db().try_write("test_view", move |conn| work.view_contacts(conn, &of, (&by, Tie::Works), at(minutes))).await.unwrap();
        let entries = own.db().read(move |conn| access_entries::of_case(conn, case.id)).await.unwrap();
        assert_eq!(entries[0].categories.contains(&Category::SafeContact), !seen.numbers.is_empty(), "what is shown is in the log");
        seen.numbers.len()
    };
    assert_eq!(numbers(1).await, 0);
    record(own, &case, &worker, tap(Concerned::in_role(SubjectRole::Victim), InteractionOutcome::Reached), at(2)).await.unwrap();
    for (minute, question) in (3..).zip(GateQuestion::ALL) {
        assert_eq!(numbers(minute).await, 0);
        let (work, of, by) = (own.clone(), case.clone(), worker.clone());
        let yes = (*question, GateAnswer::Yes);
        own.db().try_write("test_gate", move |conn| work.answer_contact_gate(conn, &of, yes, &by, at(minute))).await.unwrap();
    }
    assert_eq!(numbers(8).await, 1);
    for workers in workers {
        workers.stop().await;
    }
}

/// Said to one unit: another that holds something of her does not call, and one that holds nothing of her is not told.
async fn do_not_call_reaches_who_could_call_and_nobody_else(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let sent = call_out(&setting.police).await;
    let yes = answer(&setting.police, &sent, yes_to(&sent, &[Category::Identity])).await;
    let parcels = crate::setting::send(&setting.police, &sent, draft(&setting.police, &sent, vec![yes.id], true)).await.unwrap();
    let case = setting.kept_case(&parcels).await;
    let (own, desk) = (&setting.social, setting.worker().await);
    let family = neighbour(&desk, "socialtjansten-exempelstad/familjeenheten");
    let wishes = [Wish::Pace(ContactPace::Weekly), Wish::DoNotCall(WishSaidBy::Person)];
    for wish in wishes {
        let (work, of, by) = (own.clone(), case.clone(), family.clone());
        own.db().try_write("test_wish", move |conn| work.record_contact_wish(conn, &of, None, wish, &by, at(3))).await.unwrap();
    }
    let strangers = neighbour(&desk, "socialtjansten-exempelstad/mansmottagningen");
    for (who, told) in [(&desk, Some(None)), (&family, Some(Some(WishSaidBy::Person))), (&strangers, None)] {
        let (work, of, by) = (own.clone(), case.clone(), who.clone());
        let lines = own.db().try_read(move |conn| work.contact_cadences(conn, &of, (&by, Tie::Works), at(5))).await.unwrap();
        let standing = &lines[0].wishes;
        assert_eq!(standing.do_not_call, told.map(|said_by| DoNotCall { said_by, at: at(3) }), "{}", who.unit);
        assert_eq!(standing.pace.is_some(), who.unit == family.unit, "a pace is agreed with one unit");
    }
    for workers in workers {
        workers.stop().await;
    }
}

/// All added in one instant, by ids that are drawn: ten cases agree.
async fn persons_stand_by_role_and_not_by_chance(db: Db) {
    use SubjectRole::{Child, Custodian, PersonUsingViolence, Victim};
    let setting = Setting::of_police(db).await;
    for _ in 0..10 {
        let own = setting.police.clone();
        let added = setting.police.db().try_write("test_persons", move |conn| -> Result<Vec<SubjectRole>, casework::CaseError> {
            let case = own.open_own_case(conn, night())?;
            for role in [Child, Custodian, PersonUsingViolence, Victim] {
                own.add_subject(conn, &case, role, night())?;
            }
            Ok(casework::subjects::of_case(conn, case.id)?.into_iter().map(|person| person.role).collect())
        });
        assert_eq!(added.await.unwrap(), [Victim, PersonUsingViolence, Custodian, Child]);
    }
}
