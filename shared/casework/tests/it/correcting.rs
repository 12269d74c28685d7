//! Corrections beside what they correct, and sending anew what belonged elsewhere.

use casework::{DraftProblem, FieldOf, HandoverStateCode, SentHandover, ViewPurpose, Way, access_entries, handovers};
use store::Db;
use wire::{
    Category, FactCode, HandoverId, Protection, SubjectRole, Value,
    value::{self, CorrectionHow},
};

use crate::{
    composing::{contact, drafted, edit, in_one},
    setting::{CallOut, Setting, answer, call_out, concern, identity, night, until, yes_to},
};

store::test_on_both!(
    casework::testing::schema(),
    a_corrected_value_stands_beside_the_old_one,
    a_withdrawn_value_is_struck_on_both_sides,
    a_correction_stays_with_its_new_value,
    nobody_corrects_what_did_not_arrive_or_is_not_there,
    a_redirected_handover_is_previewed_anew_for_the_other_board,
    a_case_is_opened_whole_and_each_view_is_written_down,
    a_received_protection_is_remembered,
);

async fn came(own: &casework::Casework, id: HandoverId) {
    let arrived = || async { own.db().read(move |conn| handovers::find(conn, id)).await.unwrap().is_some() };
    until("it came", arrived).await;
}

/// Her identity by her consent and the concern by duty, sent from a draft and received.
async fn handed_over(setting: &Setting) -> (CallOut, Vec<SentHandover>) {
    let at = call_out(&setting.police).await;
    answer(&setting.police, &at, yes_to(&at, &[Category::Identity, Category::SafeContact])).await;
    let here = at.clone();
    let sent = in_one(&setting.police, move |own, conn| {
        let values = vec![(FieldOf::Person(here.victim), identity()), (FieldOf::Person(here.child), concern())];
        let mut draft = drafted(own, conn, &here.case, &here.staff, values)?;
        for code in [FactCode::ChildUnder18, FactCode::ConcernForChild] {
            draft = own.answer_fact(conn, &edit(&draft, &here.staff), code, true)?;
        }
        let digest = own.preview_draft(conn, draft.id, &here.staff, night())?.digest;
        own.send_draft(conn, draft.id, &digest, &here.staff, night())
    });
    let sent = sent.await.unwrap();
    for handover in &sent {
        came(&setting.social, handover.id).await;
    }
    (at, sent)
}

fn other_identity() -> Value {
    Value::Identity(value::Identity { name: None, number: None, birth_year: Some(1992), protection: Protection::None })
}

async fn a_corrected_value_stands_beside_the_old_one(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, sent) = handed_over(&setting).await;
    let wrong = sent[1].id;
    let corrected = in_one(&setting.police, move |own, conn| {
        let draft = own.start_correction(conn, wrong, 0, CorrectionHow::Replaced, &at.staff, night())?;
        assert_eq!(draft.answers, Some(wrong));
        let fields = own.open_draft(conn, draft.id, &at.staff, night())?.fields;
        assert_eq!(fields[1].value, identity(), "the old value is there to be changed");
        let draft = own.put_field(conn, &edit(&draft, &at.staff), FieldOf::Person(at.victim), other_identity())?;
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert_eq!((preview.goes.len(), preview.offers.len()), (2, 1), "{:?}", preview.stays);
        own.send_draft(conn, draft.id, &preview.digest, &at.staff, night())
    });
    let corrected = corrected.await.unwrap()[0].id;
    came(&setting.social, corrected).await;
    for own in [&setting.social, &setting.police] {
        let found = in_one(own, move |own, conn| Ok(own.corrections_of(conn, wrong)?)).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].n, found[0].how, found[0].by), (0, CorrectionHow::Replaced, corrected));
        let (old, new) = in_one(own, move |own, conn| {
            let staff = casework::staff::list(conn)?.remove(0);
            let new_n = found[0].new_n.unwrap();
            let old = own.open_fields(conn, wrong, &staff, ViewPurpose::Review, night())?;
            let new = own.open_fields(conn, corrected, &staff, ViewPurpose::Review, night())?;
            Ok((old[0].value.clone(), new.into_iter().find(|field| field.n == new_n).unwrap().value))
        })
        .await
        .unwrap();
        assert_eq!((old, new), (identity(), other_identity()), "the old one is not replaced in silence");
    }
    for worker in workers {
        worker.stop().await;
    }
}

async fn a_withdrawn_value_is_struck_on_both_sides(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, sent) = handed_over(&setting).await;
    let wrong = sent[0].id;
    let corrected = in_one(&setting.police, move |own, conn| {
        let draft = own.start_correction(conn, wrong, 0, CorrectionHow::Withdrawn, &at.staff, night())?;
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert_eq!(preview.goes.len(), 1, "{:?}", preview.stays);
        own.send_draft(conn, draft.id, &preview.digest, &at.staff, night())
    });
    came(&setting.social, corrected.await.unwrap()[0].id).await;
    for own in [&setting.social, &setting.police] {
        let found = in_one(own, move |own, conn| Ok(own.corrections_of(conn, wrong)?)).await.unwrap();
        assert_eq!((found[0].how, found[0].new_n), (CorrectionHow::Withdrawn, None));
    }
    for worker in workers {
        worker.stop().await;
    }
}

/// Alone it would tell the desk that something was withheld, and so that she has taken her consent back.
async fn a_correction_stays_with_its_new_value(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, sent) = handed_over(&setting).await;
    let wrong = sent[1].id;
    let no = casework::ConsentAnswer::Refused { giver: at.victim, question: crate::setting::question() };
    answer(&setting.police, &at, no).await;
    let refused = in_one(&setting.police, move |own, conn| {
        let draft = own.start_correction(conn, wrong, 0, CorrectionHow::Replaced, &at.staff, night())?;
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert!(preview.goes.is_empty() && preview.offers.is_empty(), "{:?}", preview.goes);
        let correction = preview.stays.iter().find(|row| row.category == Category::Correction).unwrap();
        assert_eq!(correction.lines[0].code, "new_value_stays");
        assert_eq!(correction.lines[1].code, "consent_missing");
        own.send_draft(conn, draft.id, &preview.digest, &at.staff, night())
    });
    let refused = refused.await;
    assert!(matches!(refused, Err(DraftProblem::Send(casework::SendProblem::NothingToSend))), "{refused:?}");
    for worker in workers {
        worker.stop().await;
    }
}

async fn nobody_corrects_what_did_not_arrive_or_is_not_there(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, sent) = handed_over(&setting).await;
    let id = sent[1].id;
    let here = at.clone();
    let done = in_one(&setting.police, move |own, conn| {
        let nothing = own.start_correction(conn, id, 7, CorrectionHow::Withdrawn, &here.staff, night());
        assert!(matches!(nothing, Err(DraftProblem::NothingToCorrect)));
        let anew = own.start_draft_from(conn, id, &"socialtjansten-exempelstad/aldreenheten".parse().unwrap(), &here.staff, night());
        assert!(matches!(anew, Err(DraftProblem::NothingToCorrect)), "it is where it belongs");
        Ok(())
    });
    done.await.unwrap();
    let worker = setting.worker().await;
    let received = in_one(&setting.social, move |own, conn| own.start_correction(conn, id, 0, CorrectionHow::Withdrawn, &worker, night()));
    assert!(matches!(received.await, Err(DraftProblem::NotFound)), "nobody corrects what another agency said");
    for worker in workers {
        worker.stop().await;
    }
}

async fn a_redirected_handover_is_previewed_anew_for_the_other_board(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (at, sent) = handed_over(&setting).await;
    let (ids, case) = ([sent[0].id, sent[1].id], at.case.id);
    let worker = setting.worker().await;
    let redirected = in_one(&setting.social, move |own, conn| {
        for id in ids {
            own.redirect(conn, id, &"socialtjansten-exempelstad/aldreenheten".parse().unwrap(), &worker, night())?;
        }
        Ok(())
    });
    redirected.await.unwrap();
    until("the sender knows", || async {
        let all = setting.police.db().read(move |conn| handovers::of_case(conn, case)).await.unwrap();
        all.iter().all(|handover| handover.state == HandoverStateCode::Redirected)
    })
    .await;
    let done = in_one(&setting.police, move |own, conn| {
        let unit = handovers::find(conn, ids[1])?.unwrap().detail.unwrap().parse().unwrap();
        let draft = own.start_draft_from(conn, ids[1], &unit, &at.staff, night())?;
        assert_eq!(draft.to.board.as_str(), "socialtjansten-exempelstad/aldrenamnden");
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert!(preview.goes.is_empty(), "her consent names another board");
        assert_eq!(preview.stays[0].value, identity());
        let concern_again = own.start_draft_from(conn, ids[0], &unit, &at.staff, night())?;
        assert_eq!(
            own.preview_draft(conn, concern_again.id, &at.staff, night())?.goes.len(),
            1,
            "what was answered of the child stays answered"
        );
        Ok(())
    });
    done.await.unwrap();
    for worker in workers {
        worker.stop().await;
    }
}

async fn a_case_is_opened_whole_and_each_view_is_written_down(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (_, sent) = handed_over(&setting).await;
    let (id, worker) = (sent[0].id, setting.worker().await);
    let done = in_one(&setting.social, move |own, conn| {
        let received = handovers::find(conn, id)?.unwrap();
        let case = casework::cases::find(conn, received.case)?.unwrap();
        let opened = own.opened_case(conn, &case, (&worker, casework::Tie::Nothing), ViewPurpose::Handle, night())?;
        assert_eq!((opened.received.len(), opened.sent.len()), (2, 0));
        let values: Vec<_> = opened.received.iter().flat_map(|one| &one.fields).map(|field| field.value.clone()).collect();
        assert!(values.contains(&identity()) && values.contains(&concern()));
        assert!(opened.received.iter().all(|one| one.handover.way == Way::Received && one.corrections.is_empty()));
        assert!(!format!("{opened:?}").contains("Kanarie"), "nothing of it prints");
        let views = access_entries::of_case(conn, case.id)?;
        assert_eq!(views.iter().filter(|view| view.purpose == ViewPurpose::Handle).count(), 2);
        Ok(())
    });
    done.await.unwrap();
    for worker in workers {
        worker.stop().await;
    }
}

async fn a_received_protection_is_remembered(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let at = call_out(&setting.police).await;
    answer(&setting.police, &at, yes_to(&at, &[Category::Identity])).await;
    let here = at.clone();
    let sent = in_one(&setting.police, move |own, conn| {
        let protected = Value::Identity(value::Identity {
            name: None,
            number: None,
            birth_year: Some(1991),
            protection: Protection::ProtectedRegistration,
        });
        let draft = drafted(own, conn, &here.case, &here.staff, vec![(FieldOf::Person(here.victim), protected)])?;
        let digest = own.preview_draft(conn, draft.id, &here.staff, night())?.digest;
        own.send_draft(conn, draft.id, &digest, &here.staff, night())
    });
    let id = sent.await.unwrap()[0].id;
    came(&setting.social, id).await;
    let worker = setting.worker().await;
    let refused = in_one(&setting.social, move |own, conn| {
        let received = handovers::find(conn, id)?.unwrap();
        let case = casework::cases::find(conn, received.case)?.unwrap();
        let new = casework::NewDraft { to: "polisen-exempelstad/ingripande".parse().unwrap(), ..crate::composing::to_social() };
        let draft = own.start_draft(conn, &case, &new, &worker, night())?;
        own.put_field(conn, &edit(&draft, &worker), FieldOf::Role(SubjectRole::Victim), contact())
    });
    let refused = refused.await;
    assert!(matches!(refused, Err(DraftProblem::Value(wire::ValueError::ProtectedPerson(Category::SafeContact)))), "{refused:?}");
    for worker in workers {
        worker.stop().await;
    }
}
