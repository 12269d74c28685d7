//! Drafts: values, plain answers, versions, preview = sent.

use casework::{
    Case, Casework, DraftId, DraftProblem, DraftState, Edit, FieldOf, HandoverDraft, NewDraft, NextStep, SendProblem, Staff,
    access_entries, handover_drafts, subjects,
};
use jiff::Timestamp;
use store::{Conn, Db};
use wire::{
    Category, FactCode, PersonText, Phase, Protection, Purpose, SubjectRole, Urgency, Value, ValueError,
    value::{self, CodeSet},
};

use crate::setting::{Setting, answer, call_out, concern, identity, night, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    a_draft_is_put_together_previewed_and_sent,
    a_page_that_shows_an_older_version_changes_nothing,
    what_is_asked_by_a_form_is_not_ticked,
    a_protected_person_has_no_address_and_no_contact,
    a_change_between_preview_and_sending_sends_nothing,
    only_verified_units_of_others_receive,
    values_of_a_draft_are_sealed_and_each_view_is_written_down,
);

/// A handover of the police to the duty desk, for acute support.
pub fn to_social() -> NewDraft {
    NewDraft {
        to: "socialtjansten-exempelstad/socialjouren".parse().unwrap(),
        purpose: Purpose::AcuteSupport,
        phase: Phase::Alarm,
        urgency: Urgency::Immediate,
    }
}

/// One named transaction with the library at hand.
pub async fn in_one<T: Send + 'static>(
    casework: &Casework,
    what: impl Fn(&Casework, &mut Conn) -> Result<T, DraftProblem> + Send + Sync + 'static,
) -> Result<T, DraftProblem> {
    let own = casework.clone();
    casework.db().try_write("test_compose", move |conn| what(&own, conn)).await
}

/// An edit of the draft as it was just read.
pub fn edit<'a>(draft: &HandoverDraft, staff: &'a Staff) -> Edit<'a> {
    edit_at(draft, staff, night())
}

/// The same at another moment.
pub fn edit_at<'a>(draft: &HandoverDraft, staff: &'a Staff, now: Timestamp) -> Edit<'a> {
    Edit { draft: draft.id, version: draft.version, staff, now }
}

/// A draft of the police with these values of the exposed person.
pub fn drafted(
    own: &Casework,
    conn: &mut Conn,
    case: &Case,
    staff: &Staff,
    values: Vec<(FieldOf, Value)>,
) -> Result<HandoverDraft, DraftProblem> {
    let mut draft = own.start_draft(conn, case, &to_social(), staff, night())?;
    for (of, value) in values {
        draft = own.put_field(conn, &edit(&draft, staff), of, value)?;
    }
    Ok(draft)
}

/// A safe number from the series reserved for fiction.
pub fn contact() -> Value {
    let proof = Protection::None.unprotected().unwrap();
    Value::SafeContact(value::SafeContact::call_only(
        value::PhoneNumber::parse("070-174 06 05").unwrap(),
        CodeSet::new([value::CallWindow::ALL[0]]),
        proof,
    ))
}

async fn a_draft_is_put_together_previewed_and_sent(db: Db) {
    let setting = Setting::new(db).await;
    let police = &setting.police;
    let ours = call_out(police).await;
    answer(police, &ours, yes_to(&ours, &[Category::Identity])).await;
    let sent = in_one(police, move |own, conn| {
        let values = vec![(FieldOf::Person(ours.victim), identity()), (FieldOf::Person(ours.child), concern())];
        let draft = drafted(own, conn, &ours.case, &ours.staff, values)?;
        let before = own.preview_draft(conn, draft.id, &ours.staff, night())?;
        assert_eq!(before.goes.len(), 1, "her own consent opens her identity, nobody has judged the child");
        assert_eq!(before.stays[0].step, Some(NextStep::AnswerFact(FactCode::ChildUnder18)));
        let draft = own.answer_fact(conn, &edit(&draft, &ours.staff), FactCode::ChildUnder18, true)?;
        let draft = own.answer_fact(conn, &edit(&draft, &ours.staff), FactCode::ConcernForChild, true)?;
        let preview = own.preview_draft(conn, draft.id, &ours.staff, night())?;
        assert_eq!((preview.goes.len(), preview.stays.len(), preview.offers.len()), (2, 0, 2));
        let sent = own.send_draft(conn, draft.id, &preview.digest, &ours.staff, night())?;
        let kept = handover_drafts::find(conn, draft.id)?.unwrap();
        assert_eq!(kept.state, DraftState::Sent);
        assert_eq!(handover_drafts::handovers_of(conn, draft.id)?.len(), 2);
        let again = own.send_draft(conn, draft.id, &preview.digest, &ours.staff, night());
        assert!(matches!(again, Err(DraftProblem::NotOpen(DraftState::Sent))), "a second tap sends nothing: {again:?}");
        Ok(sent)
    });
    let sent = sent.await.unwrap();
    assert_eq!(sent[0].basis, casework::Basis::Duty);
    assert_eq!(sent[1].categories, [Category::Identity]);
}

async fn a_page_that_shows_an_older_version_changes_nothing(db: Db) {
    let setting = Setting::new(db).await;
    let ours = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let draft = drafted(own, conn, &ours.case, &ours.staff, vec![(FieldOf::Person(ours.victim), identity())])?;
        let old = HandoverDraft { version: 1, ..draft.clone() };
        let put = own.put_field(conn, &edit(&old, &ours.staff), FieldOf::Person(ours.child), concern());
        assert!(matches!(put, Err(DraftProblem::ChangedMeanwhile)));
        let dropped = own.drop_field(conn, &edit(&draft, &ours.staff), Category::Identity, Some(ours.victim.id))?;
        assert!(own.open_draft(conn, draft.id, &ours.staff, night())?.fields.is_empty());
        let aside = own.drop_draft(conn, &edit(&dropped, &ours.staff))?;
        let put = own.put_field(conn, &edit(&aside, &ours.staff), FieldOf::Person(ours.victim), identity());
        assert!(matches!(put, Err(DraftProblem::NotOpen(DraftState::Dropped))));
        Ok(())
    });
    done.await.unwrap();
}

async fn what_is_asked_by_a_form_is_not_ticked(db: Db) {
    let setting = Setting::new(db).await;
    let ours = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let draft = drafted(own, conn, &ours.case, &ours.staff, vec![(FieldOf::Person(ours.victim), identity())])?;
        for code in [FactCode::HarmTestPassed, FactCode::LeadHasCleared, FactCode::NecessityWeighed, FactCode::NotUnsuitable] {
            let ticked = own.answer_fact(conn, &edit(&draft, &ours.staff), code, true);
            assert!(matches!(ticked, Err(DraftProblem::NeedsItsForm(asked)) if asked == code), "{code}");
        }
        assert!(!own.draft_facts_open().iter().any(|question| question.code == FactCode::LeadHasCleared));
        let administrator = casework::staff::list(conn)?.into_iter().find(|staff| staff.name == "sam").unwrap();
        let ticked = own.answer_fact(conn, &edit(&draft, &administrator), FactCode::ConcernForChild, true);
        assert!(matches!(ticked, Err(DraftProblem::FactNotYours(FactCode::ConcernForChild))));
        Ok(())
    });
    done.await.unwrap();
}

fn protected() -> Value {
    Value::Identity(value::Identity {
        name: Some(PersonText::parse("Kanarie Fågelsång", 80).unwrap()),
        number: None,
        birth_year: None,
        protection: Protection::ConfidentialityMark,
    })
}

async fn a_protected_person_has_no_address_and_no_contact(db: Db) {
    let setting = Setting::new(db).await;
    let ours = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        let draft = drafted(own, conn, &ours.case, &ours.staff, vec![(FieldOf::Person(ours.victim), contact())])?;
        assert_eq!(own.open_draft(conn, draft.id, &ours.staff, night())?.fields.len(), 1, "nothing is known against");
        let draft = own.put_field(conn, &edit(&draft, &ours.staff), FieldOf::Person(ours.victim), protected())?;
        let left: Vec<_> = own.open_draft(conn, draft.id, &ours.staff, night())?.fields.iter().map(|field| field.category).collect();
        assert_eq!(left, [Category::Identity], "the number went out of the draft with the word that she is protected");
        // Another draft, and a milder word in it: the case remembers.
        let milder = drafted(own, conn, &ours.case, &ours.staff, vec![(FieldOf::Person(ours.victim), identity())])?;
        let put = own.put_field(conn, &edit(&milder, &ours.staff), FieldOf::Person(ours.victim), contact());
        assert!(matches!(put, Err(DraftProblem::Value(ValueError::ProtectedPerson(Category::SafeContact)))), "{put:?}");
        assert_eq!(subjects::protection(conn, ours.victim.id)?, Some(Protection::ConfidentialityMark));
        // A draft that is kept elsewhere is held against it too.
        let mut elsewhere = own.draft(&ours.case, Purpose::AcuteSupport, Phase::Alarm, Urgency::Immediate);
        elsewhere.subjects = vec![ours.victim];
        elsewhere.fields = vec![wire::DraftField { subject: Some(ours.victim.id), value: contact() }];
        let shown = own.preview(conn, &elsewhere, night());
        assert!(matches!(shown, Err(SendProblem::Value(ValueError::ProtectedPerson(Category::SafeContact)))), "{shown:?}");
        Ok(())
    });
    done.await.unwrap();
}

async fn a_change_between_preview_and_sending_sends_nothing(db: Db) {
    let setting = Setting::new(db).await;
    let ours = call_out(&setting.police).await;
    answer(&setting.police, &ours, yes_to(&ours, &[Category::Identity])).await;
    let (shown, id) = {
        let ours = ours.clone();
        let shown = in_one(&setting.police, move |own, conn| {
            let draft = drafted(own, conn, &ours.case, &ours.staff, vec![(FieldOf::Person(ours.victim), identity())])?;
            let preview = own.preview_draft(conn, draft.id, &ours.staff, night())?;
            let other = Value::Identity(value::Identity { name: None, number: None, birth_year: Some(1992), protection: Protection::None });
            own.put_field(conn, &edit(&draft, &ours.staff), FieldOf::Person(ours.victim), other)?;
            Ok((preview.digest, draft.id))
        });
        shown.await.unwrap()
    };
    let staff = ours.staff.clone();
    let sent = in_one(&setting.police, move |own, conn| own.send_draft(conn, id, &shown, &staff, night())).await;
    let changed = sent.unwrap_err();
    assert_eq!(changed.changed().map(|preview| preview.goes.len()), Some(1), "the page of the difference has the preview of now");
    let state = setting.police.db().read(move |conn| handover_drafts::find(conn, id)).await.unwrap().unwrap().state;
    assert_eq!(state, DraftState::Open, "nothing is sent and nothing is lost");
}

async fn only_verified_units_of_others_receive(db: Db) {
    let setting = Setting::new(db).await;
    let recipients = setting.police.recipients();
    let boards: Vec<_> = recipients.iter().map(|unit| unit.address.board.as_str()).collect();
    assert_eq!(boards, ["socialtjansten-exempelstad/socialnamnden", "socialtjansten-exempelstad/aldrenamnden"]);
    assert!(recipients.iter().all(|unit| unit.verified));
    let ours = call_out(&setting.police).await;
    let done = in_one(&setting.police, move |own, conn| {
        for unit in ["socialtjansten-exempelstad/ingen-enhet", "polisen-exempelstad/ingripande", "okand-kommun/socialjouren"] {
            let new = NewDraft { to: unit.parse().unwrap(), ..to_social() };
            let begun = own.start_draft(conn, &ours.case, &new, &ours.staff, night());
            assert!(matches!(begun, Err(DraftProblem::RecipientUnknown)), "{unit}");
        }
        Ok(())
    });
    done.await.unwrap();
}

async fn values_of_a_draft_are_sealed_and_each_view_is_written_down(db: Db) {
    let setting = Setting::new(db).await;
    let theirs = call_out(&setting.social).await;
    let done = in_one(&setting.social, move |own, conn| {
        let new = NewDraft { to: "polisen-exempelstad/ingripande".parse().unwrap(), ..to_social() };
        let draft = own.start_draft(conn, &theirs.case, &new, &theirs.staff, night())?;
        let draft = own.put_field(conn, &edit(&draft, &theirs.staff), FieldOf::Role(SubjectRole::Victim), identity())?;
        let opened = own.open_draft(conn, draft.id, &theirs.staff, night())?;
        assert_eq!(opened.fields[0].value, identity());
        let views = access_entries::of_case(conn, theirs.case.id)?;
        assert_eq!(views.len(), 1);
        assert_eq!(views[0].categories, [Category::Identity]);
        assert!(own.fields_possible(&draft, night()).contains(&Category::Identity));
        let wrong = own.put_field(conn, &edit(&draft, &theirs.staff), FieldOf::Case, identity());
        assert!(matches!(wrong, Err(DraftProblem::SubjectNeeded)));
        let signs = Value::DangerSigns(value::DangerSigns { signs: CodeSet::new([value::DangerSign::Escalating]) });
        // The refused change is in this transaction still: its version counts.
        let draft = HandoverDraft { version: draft.version + 1, ..draft };
        let wrong = own.put_field(conn, &edit(&draft, &theirs.staff), FieldOf::Role(SubjectRole::Child), signs);
        assert!(matches!(wrong, Err(DraftProblem::WrongSubject)));
        Ok(draft.id)
    });
    let id: DraftId = done.await.unwrap();
    assert_eq!(id.to_string().parse::<DraftId>().unwrap(), id);
}
