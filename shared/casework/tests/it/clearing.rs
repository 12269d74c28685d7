//! Clearance by the lead of the investigation: another person, one message, these very values.

use casework::{
    Casework, ClearanceProblem, ClearanceState, ConsentAnswer, DraftProblem, FieldOf, HandoverDraft, NextStep, Staff, ViewPurpose,
    access_entries, clearances,
};
use store::{Conn, Db};
use wire::{
    Category, FactCode, StaffRole, Subject, SubjectRole, Value,
    value::{self, Custody},
};

use crate::{
    composing::{edit, in_one, to_social},
    permitting::all_yes,
    setting::{CallOut, Setting, call_out, night, yes_to},
};

store::test_on_both!(
    casework::testing::schema(),
    the_lead_clears_and_it_goes_once,
    only_another_person_who_leads_answers,
    a_later_no_ends_an_earlier_yes,
    a_changed_value_is_not_cleared,
    one_uncleared_value_holds_the_others,
    a_report_of_concern_waits_for_nobody,
    a_decision_and_a_clearance_are_two_persons_words,
    a_draft_kept_elsewhere_is_cleared_too,
);

fn custody(status: Custody) -> Value {
    Value::CustodyStatus(value::CustodyStatus { status, since: None })
}

/// His own yes to that he is in custody, and a draft that says so.
fn with_his_consent(own: &Casework, conn: &mut Conn, at: &CallOut, more: &[Category]) -> Result<(HandoverDraft, Subject), DraftProblem> {
    let person = own.subject(conn, &at.case, SubjectRole::PersonUsingViolence, night())?;
    let categories: Vec<Category> = more.iter().copied().chain([Category::CustodyStatus]).collect();
    let ConsentAnswer::Given(given) = yes_to(at, &categories) else { panic!("a yes") };
    let given = casework::GivenConsent { giver: person, ..given };
    own.record_consent(conn, &at.case, ConsentAnswer::Given(given), &at.staff, night())?;
    let draft = own.start_draft(conn, &at.case, &to_social(), &at.staff, night())?;
    let draft = own.put_field(conn, &edit(&draft, &at.staff), FieldOf::Person(person), custody(Custody::Arrested))?;
    Ok((draft, person))
}

fn lead(conn: &mut Conn) -> store::Result<Staff> {
    Ok(casework::staff::list(conn)?.into_iter().find(|staff| staff.role == StaffRole::InvestigationLead).unwrap())
}

fn problem(problem: ClearanceProblem) -> DraftProblem {
    match problem {
        ClearanceProblem::Draft(problem) => problem,
        other => panic!("{other}"),
    }
}

async fn the_lead_clears_and_it_goes_once(db: Db) {
    let mut setting = Setting::new(db.clone()).await;
    setting.police = police_on(&setting, db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let (draft, _) = with_his_consent(own, conn, &at, &[])?;
        let lead = lead(conn)?;
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert_eq!(preview.stays[0].step, Some(NextStep::AskLead));
        let asked = own.ask_clearance(conn, draft.id, &[], &at.staff, night()).map_err(problem)?;
        assert_eq!(clearances::waiting(conn)?, std::slice::from_ref(&asked));
        let (_, fields) = own.open_clearance(conn, asked.id, &lead, night()).map_err(problem)?;
        assert_eq!(fields[0].value, custody(Custody::Arrested));
        let view = access_entries::of_case(conn, at.case.id)?.into_iter().find(|entry| entry.staff == lead.reference).unwrap();
        assert_eq!((view.purpose, view.categories), (ViewPurpose::Supervise, vec![Category::CustodyStatus]));
        own.answer_clearance(conn, asked.id, true, "Skadar inte utredningen.", &lead, night()).map_err(problem)?;
        assert!(clearances::waiting(conn)?.is_empty());
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert_eq!(preview.goes.len(), 1);
        own.send_draft(conn, draft.id, &preview.digest, &at.staff, night())?;
        assert_eq!(clearances::find(conn, asked.id)?.unwrap().state, ClearanceState::Spent);
        // The next message is another question.
        let again = own.start_draft(conn, &at.case, &to_social(), &at.staff, night())?;
        own.put_field(conn, &edit(&again, &at.staff), FieldOf::Role(SubjectRole::PersonUsingViolence), custody(Custody::Arrested))?;
        assert!(own.preview_draft(conn, again.id, &at.staff, night())?.goes.is_empty());
        Ok(())
    });
    done.await.unwrap();
}

/// The police on the database under test; the social service is not needed here.
async fn police_on(setting: &Setting, db: Db) -> Casework {
    let reception = std::sync::Arc::new(casework::NoReception);
    setting.town.casework(casework::testing::AgencyName::Police, db, setting.clock.clone(), setting.broker.url(), reception).await
}

async fn a_later_no_ends_an_earlier_yes(db: Db) {
    let mut setting = Setting::new(db.clone()).await;
    setting.police = police_on(&setting, db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let (draft, _) = with_his_consent(own, conn, &at, &[])?;
        let lead = lead(conn)?;
        let second = |n: i64| night() + jiff::SignedDuration::from_secs(n);
        for (n, yes, goes) in [(1, true, 1), (2, false, 0), (3, true, 1)] {
            let asked = own.ask_clearance(conn, draft.id, &[0], &at.staff, second(n)).map_err(problem)?;
            own.answer_clearance(conn, asked.id, yes, "Så är det nu.", &lead, second(n)).map_err(problem)?;
            assert_eq!(own.preview_draft(conn, draft.id, &at.staff, second(n))?.goes.len(), goes, "answer {n}");
        }
        Ok(())
    });
    done.await.unwrap();
}

async fn only_another_person_who_leads_answers(db: Db) {
    let mut setting = Setting::new(db.clone()).await;
    setting.police = police_on(&setting, db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let (draft, _) = with_his_consent(own, conn, &at, &[])?;
        let lead = lead(conn)?;
        let asked = own.ask_clearance(conn, draft.id, &[0], &at.staff, night()).map_err(problem)?;
        let by_officer = own.answer_clearance(conn, asked.id, true, "Ja, det går bra.", &at.staff, night());
        assert!(matches!(by_officer, Err(ClearanceProblem::NotTheLead)));
        assert!(matches!(own.open_clearance(conn, asked.id, &at.staff, night()), Err(ClearanceProblem::NotTheLead)));
        for blank in ["", "  ", "\u{200b}"] {
            let without = own.answer_clearance(conn, asked.id, true, blank, &lead, night());
            assert!(matches!(without, Err(ClearanceProblem::ReasonMissing)));
        }
        let own_question = own.ask_clearance(conn, draft.id, &[0], &lead, night()).map_err(problem)?;
        let by_asker = own.answer_clearance(conn, own_question.id, true, "Jag frågade själv.", &lead, night());
        assert!(matches!(by_asker, Err(ClearanceProblem::OwnQuestion)));
        own.answer_clearance(conn, asked.id, false, "Det stör förhöret i morgon.", &lead, night()).map_err(problem)?;
        let again = own.answer_clearance(conn, asked.id, true, "Jag ändrade mig.", &lead, night());
        assert!(matches!(again, Err(ClearanceProblem::AlreadyAnswered(ClearanceState::Refused))));
        assert!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.is_empty(), "a no leaves it here");
        assert!(matches!(own.ask_clearance(conn, draft.id, &[7], &at.staff, night()), Err(ClearanceProblem::NothingToClear)));
        Ok(())
    });
    done.await.unwrap();
}

async fn a_changed_value_is_not_cleared(db: Db) {
    let mut setting = Setting::new(db.clone()).await;
    setting.police = police_on(&setting, db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let (draft, person) = with_his_consent(own, conn, &at, &[])?;
        let lead = lead(conn)?;
        let asked = own.ask_clearance(conn, draft.id, &[], &at.staff, night()).map_err(problem)?;
        own.answer_clearance(conn, asked.id, true, "Skadar inte utredningen.", &lead, night()).map_err(problem)?;
        let draft = own.put_field(conn, &edit(&draft, &at.staff), FieldOf::Person(person), custody(Custody::Remanded))?;
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert!(preview.goes.is_empty());
        assert_eq!(preview.stays[0].step, Some(NextStep::AskLead));
        Ok(())
    });
    done.await.unwrap();
}

async fn one_uncleared_value_holds_the_others(db: Db) {
    let mut setting = Setting::new(db.clone()).await;
    setting.police = police_on(&setting, db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let (draft, person) = with_his_consent(own, conn, &at, &[Category::Release])?;
        let release = value::Release { kind: value::ReleaseKind::Expected, at: night(), restraining_order_applied: value::Stated::Unknown };
        let draft = own.put_field(conn, &edit(&draft, &at.staff), FieldOf::Person(person), Value::Release(release))?;
        let lead = lead(conn)?;
        let first = own.ask_clearance(conn, draft.id, &[0], &at.staff, night()).map_err(problem)?;
        own.answer_clearance(conn, first.id, true, "Skadar inte utredningen.", &lead, night()).map_err(problem)?;
        assert!(
            own.preview_draft(conn, draft.id, &at.staff, night())?.goes.is_empty(),
            "a fact opens a whole message: all of it is cleared, or none"
        );
        let rest = own.ask_clearance(conn, draft.id, &[], &at.staff, night()).map_err(problem)?;
        assert_eq!(rest.categories, [Category::Release], "what is cleared is not asked again");
        own.answer_clearance(conn, rest.id, true, "Tiden är känd.", &lead, night()).map_err(problem)?;
        assert_eq!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.len(), 2);
        Ok(())
    });
    done.await.unwrap();
}

async fn a_report_of_concern_waits_for_nobody(db: Db) {
    let mut setting = Setting::new(db.clone()).await;
    setting.police = police_on(&setting, db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let mut draft = own.start_draft(conn, &at.case, &to_social(), &at.staff, night())?;
        for (of, value) in [
            (FieldOf::Person(at.child), crate::setting::concern()),
            (FieldOf::Role(SubjectRole::PersonUsingViolence), custody(Custody::Arrested)),
        ] {
            draft = own.put_field(conn, &edit(&draft, &at.staff), of, value)?;
        }
        for code in [FactCode::ChildUnder18, FactCode::ConcernForChild, FactCode::RelevantToChild, FactCode::CustodianOrInHome] {
            draft = own.answer_fact(conn, &edit(&draft, &at.staff), code, true)?;
        }
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert_eq!(preview.goes.len(), 2, "the duty carries the custody too: {:?}", preview.stays);
        assert!(preview.tasks.iter().any(|task| !task.answer_outside_hub), "the lead is told");
        let asked = own.ask_clearance(conn, draft.id, &[], &at.staff, night());
        assert!(matches!(asked, Err(ClearanceProblem::NothingToClear)), "{asked:?}");
        Ok(())
    });
    done.await.unwrap();
}

async fn a_decision_and_a_clearance_are_two_persons_words(db: Db) {
    let mut setting = Setting::new(db.clone()).await;
    setting.police = police_on(&setting, db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let draft = own.start_draft(conn, &at.case, &to_social(), &at.staff, night())?;
        let who = FieldOf::Role(SubjectRole::PersonUsingViolence);
        let draft = own.put_field(conn, &edit(&draft, &at.staff), who, custody(Custody::Arrested))?;
        let lead = lead(conn)?;
        let forms = own.permission_forms(conn, draft.id, night())?;
        let form = forms.iter().find(|form| form.rule == "OSL-10-27").unwrap();
        assert!(!form.members.iter().any(|member| member.name().contains("lead_has_cleared")), "the lead's word is no tick in a form");
        let complete = form.complete(&all_yes(form, "murder"), &own.edition(), "2026-11-22".parse().unwrap()).unwrap();
        let by_officer = own.decide_permission(conn, &edit(&draft, &at.staff), &complete);
        assert!(matches!(by_officer, Err(casework::PermissionProblem::RoleMayNot)));
        own.decide_permission(conn, &edit(&draft, &lead), &complete).unwrap();
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert!(preview.goes.is_empty(), "the decision alone does not do");
        assert_eq!(preview.stays[0].step, Some(NextStep::AskLead));
        let asked = own.ask_clearance(conn, draft.id, &[], &at.staff, night()).map_err(problem)?;
        own.answer_clearance(conn, asked.id, true, "Skadar inte utredningen.", &lead, night()).map_err(problem)?;
        assert_eq!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.len(), 1);
        Ok(())
    });
    done.await.unwrap();
}

async fn a_draft_kept_elsewhere_is_cleared_too(db: Db) {
    let mut setting = Setting::new(db.clone()).await;
    setting.police = police_on(&setting, db).await;
    let at = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let (_, person) = with_his_consent(own, conn, &at, &[])?;
        let consents = casework::consents::of_case(conn, at.case.id)?;
        let mut elsewhere = wire::Draft {
            subjects: vec![person],
            fields: vec![wire::DraftField { subject: Some(person.id), value: custody(Custody::Arrested) }],
            consents: consents.iter().map(|record| record.id).collect(),
            ..own.draft(&at.case, wire::Purpose::AcuteSupport, wire::Phase::Alarm, wire::Urgency::Immediate)
        };
        assert!(own.decided_facts(conn, &at.case, &elsewhere, night())?.is_empty());
        let asked = own.ask_clearance_for(conn, &at.case, &elsewhere, &[], &at.staff, night()).map_err(problem)?;
        let lead = lead(conn)?;
        own.answer_clearance(conn, asked.id, true, "Skadar inte utredningen.", &lead, night()).map_err(problem)?;
        let facts = own.decided_facts(conn, &at.case, &elsewhere, night())?;
        assert_eq!(
            facts.iter().map(|fact| (fact.code, fact.role)).collect::<Vec<_>>(),
            [(FactCode::LeadHasCleared, StaffRole::InvestigationLead)]
        );
        elsewhere.facts = facts;
        let digest = own.preview(conn, &elsewhere, night())?.digest;
        own.send(conn, &at.case, &elsewhere, &at.staff, &digest, night())?;
        assert!(own.decided_facts(conn, &at.case, &elsewhere, night())?.is_empty(), "spent");
        Ok(())
    });
    done.await.unwrap();
}
