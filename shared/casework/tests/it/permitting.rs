//! Decisions by a named person: forms, reasons, denials, and what a decision is about.

use casework::{
    CompletePermission, DraftProblem, Edit, FieldOf, HandoverDraft, Member, MemberProblem, NewDraft, NextStep, PermissionAnswers,
    PermissionForm, PermissionProblem, PermissionState, Staff,
};
use jiff::Timestamp;
use store::{Conn, Db};
use wire::{
    Category, FactCode, Purpose, SubjectRole, Value,
    value::{self, Stated},
};

use crate::{
    composing::{edit, in_one, to_social},
    setting::{CallOut, Setting, answer, call_out, night, until, yes_to},
};

store::test_on_both!(
    casework::testing::schema(),
    empty_and_blank_answers_deny_at_their_member,
    a_feared_serious_crime_opens_and_its_reasons_stay,
    an_ordinary_assault_does_not_reach,
    the_earlier_wording_asks_other_questions,
    a_changed_value_needs_another_decision,
    who_may_not_decide_does_not,
    the_harm_test_is_for_the_values_it_was_made_for,
);

const REASON: &str = "Kanariefågelns skäl stannar här.";
const RULE: &str = "OSL-10-18c-B";

fn to_police() -> NewDraft {
    let (to, purpose) = ("polisen-exempelstad/ingripande".parse().unwrap(), Purpose::PreventionOfSeriousCrime);
    NewDraft { to, purpose, ..to_social() }
}

fn weapons(access: Stated) -> Value {
    Value::Weapons(value::Weapons { access, staff_safety: Stated::Unknown })
}

/// Weapons of the person using violence, drafted by the social services to prevent a crime.
fn about_weapons(own: &casework::Casework, conn: &mut Conn, at: &CallOut) -> Result<HandoverDraft, DraftProblem> {
    let draft = own.start_draft(conn, &at.case, &to_police(), &at.staff, night())?;
    own.put_field(conn, &edit(&draft, &at.staff), FieldOf::Role(SubjectRole::PersonUsingViolence), weapons(Stated::Yes))
}

fn form(
    own: &casework::Casework,
    conn: &mut Conn,
    draft: &HandoverDraft,
    rule: &str,
    now: Timestamp,
) -> Result<PermissionForm, DraftProblem> {
    let forms = own.permission_forms(conn, draft.id, now)?;
    let known: Vec<_> = forms.iter().map(|form| form.rule.clone()).collect();
    Ok(forms.into_iter().find(|form| form.rule == rule).unwrap_or_else(|| panic!("no form for {rule} among {known:?}")))
}

/// Every question with yes, every reason with words.
pub fn all_yes(form: &PermissionForm, crime: &str) -> PermissionAnswers {
    let mut answers = PermissionAnswers::default();
    for member in &form.members {
        let answer = match member {
            Member::Crime => crime,
            Member::Against => "victim",
            Member::HowSoon => "days",
            Member::Circumstances => "escalating",
            Member::Question(_) => "yes",
            Member::Interest(_) | Member::Reason(_) | Member::Proportion(_) => REASON,
        };
        answers.set(*member, vec![answer.to_owned()]);
    }
    answers
}

fn complete(
    own: &casework::Casework,
    form: &PermissionForm,
    answers: &PermissionAnswers,
) -> Result<CompletePermission, Vec<(Member, MemberProblem)>> {
    form.complete(answers, &own.edition(), "2026-11-22".parse().unwrap())
}

fn problem(problem: PermissionProblem) -> DraftProblem {
    match problem {
        PermissionProblem::Draft(problem) => problem,
        other => panic!("{other}"),
    }
}

/// The draft as it is now, for another change.
fn now_of(conn: &mut Conn, draft: &HandoverDraft) -> Result<HandoverDraft, DraftProblem> {
    Ok(casework::handover_drafts::find(conn, draft.id)?.unwrap())
}

async fn empty_and_blank_answers_deny_at_their_member(db: Db) {
    let setting = Setting::new(db).await;
    let at = call_out(&setting.social).await;
    let done = in_one(&setting.social, move |own, conn| {
        let draft = about_weapons(own, conn, &at)?;
        let form = form(own, conn, &draft, RULE, night())?;
        let missing = complete(own, &form, &PermissionAnswers::default()).unwrap_err();
        let all: Vec<_> = form.members.iter().map(|member| (*member, MemberProblem::Missing)).collect();
        assert_eq!(missing, all, "nothing has a default");
        for member in &form.members {
            let mut blank = all_yes(&form, "murder");
            blank.set(*member, vec![" \u{200b}\n ".to_owned()]);
            let wrong = complete(own, &form, &blank).unwrap_err();
            assert_eq!(wrong.len(), 1, "{member}");
            assert_eq!(wrong[0].0, *member);
        }
        let mut invented = all_yes(&form, "not_a_crime");
        assert_eq!(complete(own, &form, &invented).unwrap_err(), [(Member::Crime, MemberProblem::NotInList)]);
        invented = all_yes(&form, "murder");
        invented.set(Member::Reason(FactCode::NotUnsuitable), vec!["å".repeat(2001)]);
        assert_eq!(complete(own, &form, &invented).unwrap_err(), [(Member::Reason(FactCode::NotUnsuitable), MemberProblem::TooLong)]);
        assert!(own.open_draft(conn, draft.id, &at.staff, night())?.permissions.is_empty(), "nothing is recorded");
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert!(preview.goes.is_empty());
        assert!(matches!(preview.stays[0].step, Some(NextStep::Decide { .. })), "{:?}", preview.stays[0].step);
        Ok(())
    });
    done.await.unwrap();
}

async fn a_feared_serious_crime_opens_and_its_reasons_stay(db: Db) {
    let setting = Setting::new(db).await;
    let at = call_out(&setting.social).await;
    let done = in_one(&setting.social, move |own, conn| {
        let draft = about_weapons(own, conn, &at)?;
        let form = form(own, conn, &draft, RULE, night())?;
        assert_eq!(form.covers.len(), 1);
        let decision = complete(own, &form, &all_yes(&form, "aggravated_assault")).unwrap();
        let made = own.decide_permission(conn, &edit(&draft, &at.staff), &decision).map_err(problem)?;
        assert!(made.allowed && made.wording_from == "2025-04-01".parse().unwrap());
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        let goes: Vec<_> = preview.goes.iter().map(|row| row.category).collect();
        assert_eq!(goes, [Category::Weapons, Category::FearedCrime], "the crime goes as a value of its own");
        let (_, answers) = own.open_permission(conn, made.id, &at.staff, night()).map_err(problem)?;
        assert_eq!(answers.get(Member::Reason(FactCode::NotUnsuitable)), [REASON]);
        own.send_draft(conn, draft.id, &preview.digest, &at.staff, night())?;
        let opened = own.open_draft(conn, draft.id, &at.staff, night())?;
        assert_eq!(opened.permissions[0].state, PermissionState::Spent);
        Ok(())
    });
    done.await.unwrap();
    let workers = setting.social.workers();
    until("it is there", || async { setting.broker.offers().len() == 1 }).await;
    workers.stop().await;
    let offer = &setting.broker.offers()[0];
    assert!(!serde_json::to_string(offer).unwrap().contains("Kanarie"), "no reason leaves");
    assert!(offer.header.facts.iter().any(|fact| fact.code == FactCode::FearedCrimeReachesThreshold && fact.yes));
}

async fn an_ordinary_assault_does_not_reach(db: Db) {
    let setting = Setting::new(db).await;
    let at = call_out(&setting.social).await;
    let done = in_one(&setting.social, move |own, conn| {
        let draft = about_weapons(own, conn, &at)?;
        let form = form(own, conn, &draft, RULE, night())?;
        for crime in
            ["assault", "unlawful_threat", "molestation", "unlawful_persecution", "breach_of_restraining_order", "less_serious_rape"]
        {
            let decision = complete(own, &form, &all_yes(&form, crime)).unwrap();
            let draft = now_of(conn, &draft)?;
            let made = own.decide_permission(conn, &edit(&draft, &at.staff), &decision).map_err(problem)?;
            assert!(!made.allowed, "{crime}");
            assert!(made.facts.contains(&(FactCode::FearedCrimeReachesThreshold, false)));
        }
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert!(preview.goes.is_empty() && preview.stays.len() == 1, "decided against: nothing goes, nothing is added");
        // A no to one question is a decision against, whatever the crime.
        let mut one_no = all_yes(&form, "murder");
        one_no.set(Member::Question(FactCode::NotUnsuitable), vec!["no".to_owned()]);
        let decision = complete(own, &form, &one_no).unwrap();
        let draft = now_of(conn, &draft)?;
        assert!(!own.decide_permission(conn, &edit(&draft, &at.staff), &decision).map_err(problem)?.allowed);
        assert!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.is_empty());
        Ok(())
    });
    done.await.unwrap();
}

async fn the_earlier_wording_asks_other_questions(db: Db) {
    let setting = Setting::new(db).await;
    let at = call_out(&setting.social).await;
    let done = in_one(&setting.social, move |own, conn| {
        let draft = about_weapons(own, conn, &at)?;
        let before = form(own, conn, &draft, "OSL-10-18c-A", "2025-03-31T12:00:00Z".parse().unwrap())?;
        assert!(before.members.contains(&Member::Question(FactCode::HelpsPrevent)));
        assert!(!before.members.contains(&Member::Circumstances));
        let after = form(own, conn, &draft, RULE, "2025-04-01T12:00:00Z".parse().unwrap())?;
        assert!(after.members.contains(&Member::Circumstances) && after.members.contains(&Member::Question(FactCode::NotCommittedCrime)));
        assert!(!after.members.contains(&Member::Question(FactCode::HelpsPrevent)));
        Ok(())
    });
    done.await.unwrap();
}

async fn a_changed_value_needs_another_decision(db: Db) {
    let setting = Setting::new(db).await;
    let at = call_out(&setting.social).await;
    let done = in_one(&setting.social, move |own, conn| {
        let draft = about_weapons(own, conn, &at)?;
        let form = form(own, conn, &draft, RULE, night())?;
        let decision = complete(own, &form, &all_yes(&form, "murder")).unwrap();
        own.decide_permission(conn, &edit(&draft, &at.staff), &decision).map_err(problem)?;
        let draft = now_of(conn, &draft)?;
        let who = FieldOf::Role(SubjectRole::PersonUsingViolence);
        let draft = own.put_field(conn, &edit(&draft, &at.staff), who, weapons(Stated::Unknown))?;
        assert!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.is_empty(), "it was decided about another value");
        assert_eq!(own.open_draft(conn, draft.id, &at.staff, night())?.permissions[0].state, PermissionState::Lapsed);
        let draft = own.put_field(conn, &edit(&draft, &at.staff), who, weapons(Stated::Yes))?;
        assert_eq!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.len(), 2, "the value it was made for");
        // What the same answers could open must have been there when they were given.
        let use_of_drugs = Value::SubstanceUse(value::SubstanceUse { misuse: Stated::Yes });
        let draft = own.put_field(conn, &edit(&draft, &at.staff), who, use_of_drugs)?;
        assert!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.is_empty());
        // Another draft is another decision.
        let other = about_weapons(own, conn, &at)?;
        assert!(own.preview_draft(conn, other.id, &at.staff, night())?.goes.is_empty());
        Ok(())
    });
    done.await.unwrap();
}

async fn who_may_not_decide_does_not(db: Db) {
    let setting = Setting::new(db).await;
    let at = call_out(&setting.social).await;
    let done = in_one(&setting.social, move |own, conn| {
        let draft = about_weapons(own, conn, &at)?;
        let form = form(own, conn, &draft, RULE, night())?;
        let decision = complete(own, &form, &all_yes(&form, "murder")).unwrap();
        let administrator: Staff = casework::staff::list(conn)?.into_iter().find(|staff| staff.name == "sam").unwrap();
        let made = own.decide_permission(conn, &edit(&draft, &administrator), &decision);
        assert!(matches!(made, Err(PermissionProblem::RoleMayNot)), "{made:?}");
        let stale = Edit { version: 1, ..edit(&draft, &at.staff) };
        let made = own.decide_permission(conn, &stale, &decision);
        assert!(matches!(made, Err(PermissionProblem::Draft(DraftProblem::ChangedMeanwhile))), "{made:?}");
        // A form of another draft decides nothing here.
        let new = NewDraft { purpose: Purpose::Coordination, ..to_police() };
        let other = own.start_draft(conn, &at.case, &new, &at.staff, night())?;
        let made = own.decide_permission(conn, &edit(&other, &at.staff), &decision);
        assert!(matches!(made, Err(PermissionProblem::NothingToDecide)), "{made:?}");
        Ok(())
    });
    done.await.unwrap();
}

async fn the_harm_test_is_for_the_values_it_was_made_for(db: Db) {
    let setting = Setting::new(db).await;
    let at = call_out(&setting.police).await;
    answer(&setting.police, &at, yes_to(&at, &[Category::Incident])).await;
    let done = in_one(&setting.police, move |own, conn| {
        let draft = own.start_draft(conn, &at.case, &to_social(), &at.staff, night())?;
        let incident = |kind| Value::Incident(value::Incident::new(kind, night(), value::PlaceKind::ALL[0]));
        let draft = own.put_field(conn, &edit(&draft, &at.staff), FieldOf::Case, incident(value::IncidentKind::ALL[0]))?;
        // The suspect is somebody of the case: the incident touches that person too.
        own.subject(conn, &at.case, SubjectRole::PersonUsingViolence, night())?;
        let form = form(own, conn, &draft, "OSL-35-1-H", night())?;
        assert!(form.harm_test && form.members == [Member::Question(FactCode::HarmTestPassed)]);
        let preview = own.preview_draft(conn, draft.id, &at.staff, night())?;
        assert_eq!(preview.stays[0].step, Some(NextStep::Decide { rule: "OSL-35-1-H".to_owned() }));
        let decision = complete(own, &form, &all_yes(&form, "murder")).unwrap();
        own.decide_permission(conn, &edit(&draft, &at.staff), &decision).map_err(problem)?;
        assert_eq!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.len(), 1);
        let draft = now_of(conn, &draft)?;
        let draft = own.put_field(conn, &edit(&draft, &at.staff), FieldOf::Case, incident(value::IncidentKind::ALL[1]))?;
        assert!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.is_empty());
        let mut no = PermissionAnswers::default();
        no.set(Member::Question(FactCode::HarmTestPassed), vec!["no".to_owned()]);
        let decision = complete(own, &form, &no).unwrap();
        assert!(!own.decide_permission(conn, &edit(&draft, &at.staff), &decision).map_err(problem)?.allowed);
        assert!(own.preview_draft(conn, draft.id, &at.staff, night())?.goes.is_empty());
        Ok(())
    });
    done.await.unwrap();
}
