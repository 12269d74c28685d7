//! Requests and answers both ways, and the feedback on a report of concern.

use casework::{Ask, Basis, DraftProblem, FieldOf, HandoverDraft, RequestState, SentHandover, Staff, Way, handovers};
use jiff::{SignedDuration, Timestamp};
use store::Db;
use wire::{
    Category, DeclineReason, FactCode, HandoverId, Purpose, Value,
    value::{self, InquiryOutcome},
};

use crate::{
    composing::{edit, in_one},
    permitting::all_yes,
    setting::{CallOut, Setting, call_out, draft, identity, night, send, until, yes_to},
};

store::test_on_both!(
    casework::testing::schema(),
    a_request_is_answered_by_a_handover_that_refers_to_it,
    a_question_about_nothing_is_not_asked,
    no_answer_is_noted_inside_alone,
    a_declined_request_is_declined_on_both_sides,
    a_request_ends_after_two_weeks,
    feedback_is_one_of_three_values_and_nothing_more,
    new_violence_is_immediate,
);

fn ask(to: &str, categories: &[Category], purpose: Purpose) -> Ask {
    Ask { to: to.parse().unwrap(), categories: categories.to_vec(), purpose, needed_by: None }
}

/// Both sides know the case: the police reported a concern, and the social services have it.
async fn reported(setting: &Setting) -> (CallOut, HandoverId) {
    let at = call_out(&setting.police).await;
    let sent = send(&setting.police, &at, draft(&setting.police, &at, Vec::new(), true)).await.unwrap();
    came(setting, sent[0].id).await;
    (at, sent[0].id)
}

async fn came(setting: &Setting, id: HandoverId) {
    let arrived = |casework: casework::Casework| async move {
        let found = casework.db().read(move |conn| handovers::find(conn, id)).await.unwrap();
        found.is_some_and(|handover| handover.way == Way::Received)
    };
    until("it came", || async { arrived(setting.social.clone()).await || arrived(setting.police.clone()).await }).await;
}

/// Previews and sends a draft at once.
async fn pass_on(own: &casework::Casework, draft: HandoverDraft, staff: &Staff) -> Vec<SentHandover> {
    let staff = staff.clone();
    let sent = in_one(own, move |own, conn| {
        let digest = own.preview_draft(conn, draft.id, &staff, night())?.digest;
        own.send_draft(conn, draft.id, &digest, &staff, night())
    });
    sent.await.unwrap()
}

/// The police ask the social services in the case; gives the request.
async fn asked(setting: &Setting, at: &CallOut, categories: &'static [Category], purpose: Purpose) -> HandoverId {
    let here = at.clone();
    let draft = in_one(&setting.police, move |own, conn| {
        own.ask(conn, &here.case, &ask("socialtjansten-exempelstad/socialjouren", categories, purpose), &here.staff, night())
    });
    let sent = pass_on(&setting.police, draft.await.unwrap(), &at.staff).await;
    assert_eq!((sent.len(), sent[0].basis), (1, Basis::StateOnly));
    came(setting, sent[0].id).await;
    sent[0].id
}

async fn state_here(own: &casework::Casework, id: HandoverId, now: Timestamp) -> RequestState {
    let request = in_one(own, move |own, conn| {
        let handover = handovers::find(conn, id)?.unwrap();
        let all = match handover.way {
            Way::Sent => own.asked_of_case(conn, handover.case, now)?,
            Way::Received => own.requests_of_case(conn, handover.case, now)?,
        };
        Ok(all.into_iter().find(|request| request.handover == id).unwrap())
    });
    request.await.unwrap().state
}

async fn a_request_is_answered_by_a_handover_that_refers_to_it(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, _) = reported(&setting).await;
    let id = asked(&setting, &at, &[Category::Identity], Purpose::AcuteSupport).await;
    let worker = setting.worker().await;
    let staff = worker.clone();
    let answer = in_one(&setting.social, move |own, conn| {
        let open = own.open_requests(conn, night())?;
        assert_eq!((open.len(), open[0].handover, open[0].categories.as_slice()), (1, id, [Category::Identity].as_slice()));
        assert_eq!(open[0].due_at, night() + SignedDuration::from_hours(14 * 24));
        let draft = own.start_answer(conn, id, &staff, night())?;
        assert_eq!((draft.answers, draft.purpose), (Some(id), Purpose::AcuteSupport));
        let case = casework::cases::find(conn, draft.case)?.unwrap();
        let victim = own.subject(conn, &case, wire::SubjectRole::Victim, night())?;
        let call = CallOut { case: case.clone(), victim, child: victim, staff: staff.clone() };
        let casework::ConsentAnswer::Given(given) = yes_to(&call, &[Category::Identity]) else { panic!("a yes") };
        let given = casework::GivenConsent { to: "polisen-exempelstad/polismyndigheten".parse().unwrap(), ..given };
        own.record_consent(conn, &case, casework::ConsentAnswer::Given(given), &staff, night())?;
        own.put_field(conn, &edit(&draft, &staff), FieldOf::Person(victim), identity())
    });
    let sent = pass_on(&setting.social, answer.await.unwrap(), &worker).await;
    came(&setting, sent[0].id).await;
    assert_eq!(state_here(&setting.social, id, night()).await, RequestState::Answered);
    assert_eq!(state_here(&setting.police, id, night()).await, RequestState::Answered);
    let again = in_one(&setting.social, move |own, conn| own.start_answer(conn, id, &worker, night())).await;
    assert!(matches!(again, Err(DraftProblem::NotARequest)), "it is answered");
    for worker in workers {
        worker.stop().await;
    }
}

async fn a_question_about_nothing_is_not_asked(db: Db) {
    let setting = Setting::new(db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        for categories in [&[][..], &[Category::Request], &[Category::Correction]] {
            let asked = ask("socialtjansten-exempelstad/socialjouren", categories, Purpose::Coordination);
            assert!(matches!(own.ask(conn, &at.case, &asked, &at.staff, night()), Err(DraftProblem::Value(_))), "{categories:?}");
        }
        let unknown = ask("okand-kommun/socialjouren", &[Category::Identity], Purpose::Coordination);
        assert!(matches!(own.ask(conn, &at.case, &unknown, &at.staff, night()), Err(DraftProblem::RecipientUnknown)));
        assert!(matches!(own.start_answer(conn, HandoverId(uuid()), &at.staff, night()), Err(DraftProblem::NotARequest)));
        Ok(())
    });
    done.await.unwrap();
}

fn uuid() -> uuid::Uuid {
    store::Id::from_bytes([7; 16]).into()
}

async fn no_answer_is_noted_inside_alone(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, _) = reported(&setting).await;
    let id = asked(&setting, &at, &[Category::Identity], Purpose::AcuteSupport).await;
    let (worker, offers) = (setting.worker().await, setting.broker.offers().len());
    let closed = in_one(&setting.social, move |own, conn| {
        assert!(matches!(own.close_request(conn, id, " ", &worker, night()), Err(DraftProblem::Reason)));
        own.close_request(conn, id, "Hon vill inte att vi svarar.", &worker, night())?;
        assert!(own.open_requests(conn, night())?.is_empty());
        Ok(())
    });
    closed.await.unwrap();
    assert_eq!(state_here(&setting.social, id, night()).await, RequestState::Closed);
    assert_eq!(state_here(&setting.police, id, night()).await, RequestState::Open, "those who asked are told nothing");
    assert_eq!(setting.broker.offers().len(), offers);
    for worker in workers {
        worker.stop().await;
    }
}

async fn a_declined_request_is_declined_on_both_sides(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, _) = reported(&setting).await;
    let id = asked(&setting, &at, &[Category::Identity], Purpose::AcuteSupport).await;
    let worker = setting.worker().await;
    let declined = in_one(&setting.social, move |own, conn| {
        own.decline(conn, id, DeclineReason::ALL[0], &worker, night())?;
        // A word about the case is no answer to a question.
        Ok(())
    });
    declined.await.unwrap();
    assert_eq!(state_here(&setting.social, id, night()).await, RequestState::Declined);
    until("they hear it", || async { state_here(&setting.police, id, night()).await == RequestState::Declined }).await;
    for worker in workers {
        worker.stop().await;
    }
}

async fn a_request_ends_after_two_weeks(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, _) = reported(&setting).await;
    let id = asked(&setting, &at, &[Category::Identity], Purpose::AcuteSupport).await;
    let end = night() + SignedDuration::from_hours(14 * 24);
    assert_eq!(state_here(&setting.social, id, end - SignedDuration::from_secs(1)).await, RequestState::Open);
    assert_eq!(state_here(&setting.social, id, end).await, RequestState::Expired);
    for worker in workers {
        worker.stop().await;
    }
}

async fn feedback_is_one_of_three_values_and_nothing_more(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, _) = reported(&setting).await;
    let id = asked(&setting, &at, &[Category::ConcernFeedback], Purpose::ChildProtection).await;
    let worker = setting.worker().await;
    let staff = worker.clone();
    let decided = night() + SignedDuration::from_hours(24);
    let answer = in_one(&setting.social, move |own, conn| {
        let request = own.open_requests(conn, night())?.remove(0);
        let case = casework::cases::find(conn, request.case)?.unwrap();
        own.note_inquiry(conn, &case, InquiryOutcome::Opened, decided, &staff, decided)?;
        assert_eq!(own.open_requests(conn, decided)?[0].due_at, decided + SignedDuration::from_hours(7 * 24), "SoL 19:6: a week");
        let mut draft = own.start_answer(conn, id, &staff, decided)?;
        let fields = own.open_draft(conn, draft.id, &staff, decided)?.fields;
        assert_eq!(fields[0].value, Value::ConcernFeedback(value::ConcernFeedback { outcome: InquiryOutcome::Opened }));
        assert!(own.preview_draft(conn, draft.id, &staff, night())?.goes.is_empty(), "nobody has said that they reported and asked");
        for code in [FactCode::PoliceMadeReport, FactCode::ReporterAsked] {
            draft = own.answer_fact(conn, &edit(&draft, &staff), code, true)?;
        }
        Ok(draft)
    });
    let draft = answer.await.unwrap();
    let (staff, shown) = (worker.clone(), draft.clone());
    let by = in_one(&setting.social, move |own, conn| {
        let before = own.preview_draft(conn, shown.id, &staff, night())?.goes[0].basis;
        let forms = own.permission_forms(conn, shown.id, night())?;
        let form = forms.iter().find(|form| form.rule == "SOL-19-6-D").unwrap();
        let complete = form.complete(&all_yes(form, "murder"), &own.edition(), "2026-11-22".parse().unwrap()).unwrap();
        own.decide_permission(conn, &edit(&shown, &staff), &complete).unwrap();
        let after = own.preview_draft(conn, shown.id, &staff, night())?.goes[0].basis;
        Ok((before, after))
    });
    assert_eq!(by.await.unwrap(), (Some(Basis::Permission), Some(Basis::Duty)), "on request it is a duty, unless unsuitable");
    let sent = pass_on(&setting.social, draft, &worker).await;
    came(&setting, sent[0].id).await;
    assert_eq!(sent[0].categories, [Category::ConcernFeedback]);
    assert_eq!(state_here(&setting.police, id, night()).await, RequestState::Answered);
    for worker in workers {
        worker.stop().await;
    }
}

async fn new_violence_is_immediate(db: Db) {
    let setting = Setting::new(db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let to = "socialtjansten-exempelstad/socialjouren".parse().unwrap();
        let draft = own.start_new_violence(conn, &at.case, &to, &at.staff, night())?;
        assert_eq!(draft.urgency, wire::Urgency::Immediate);
        assert!(own.fields_possible(&draft, night()).contains(&Category::NewViolence));
        Ok(())
    });
    done.await.unwrap();
}
