//! What would leave the agency now, and what would stay.

use casework::{
    Basis, Casework, ConsentOutcome, ConsentState, Handover, Preview, Row, Staff, ViewPurpose, Way, access_entries, consents, handovers,
    offers, subjects,
};
use jiff::Timestamp;
use store::Conn;
use wire::{Category, ConsentGrant, Draft, Envelope, Fact, FactCode, Offer, Phase, Purpose, SubjectId, SubjectRole, Urgency};

use super::{FlowError, Loaded, ask_clearance, record_consent::victim};
use crate::domain::{
    call_out::Content,
    draft::{Around, Filled, Held, People, UnderWay, fill, hold_untested},
    none_chosen,
    standing::has_failed,
};

/// A preview of a call-out. It stays inside the agency.
#[derive(Debug, Clone)]
pub struct CallOutPreview {
    /// The call-out.
    pub loaded: Loaded,
    /// What is judged: kept so that the sending judges the same.
    pub draft: Draft,
    /// The judgement.
    pub preview: Preview,
    /// The same judgement as if nothing had been left out or sent: what goes by duty, and what is different from last time.
    pub whole: Preview,
    /// What stays because no value can be built of it.
    pub held: Vec<Held>,
    /// What the officer left out.
    pub left_out: Vec<Category>,
    /// What is already on its way or there.
    pub under_way: Vec<Category>,
    /// What the lead of the investigation has been asked about.
    pub asked: Vec<Category>,
    /// The consent in force.
    pub consent: Option<ConsentGrant>,
}

/// Makes the preview, and writes that this member of staff saw the persons in it.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn preview(casework: &Casework, code: wire::CaseCode, staff: &Staff, now: Timestamp) -> Result<CallOutPreview, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("preview_call_out", move |conn| {
            let loaded = Loaded::read(conn, &door, &code, &staff)?;
            let made = make(conn, &door, loaded, now)?;
            let seen: Vec<Category> = made.draft.fields.iter().map(|field| field.value.category()).collect();
            access_entries::insert(conn, made.loaded.case.id, None, &staff, ViewPurpose::Review, &seen, now)?;
            Ok(made)
        })
        .await
}

/// The preview of what was read in this transaction.
///
/// # Errors
/// Those of casework.
pub(super) fn make(conn: &mut Conn, casework: &Casework, loaded: Loaded, now: Timestamp) -> Result<CallOutPreview, FlowError> {
    let consent = consent_in_force(conn, &loaded)?;
    let empty = casework.draft(&loaded.case, Purpose::AcuteSupport, Phase::Alarm, Urgency::Immediate);
    let mut around = Around {
        people: people(conn, &loaded)?,
        consent: consent.as_ref().map(|grant| grant.id),
        under_way: under_way(conn, &loaded, &empty)?,
        by_duty: Vec::new(),
        began_at: loaded.row.started_at,
    };
    let whole = whole(conn, casework, empty.clone(), &loaded.content, &around, now)?;
    around.by_duty = fields_by_duty(&whole);
    let content = Content { left_out: loaded.content.left_out_beside(&by_duty(&whole)), ..loaded.content.clone() };
    let Filled { mut draft, mut held, left_out } = fill(empty, &content, &around);
    let untested = untested(conn, casework, &draft, now)?;
    held.extend(hold_untested(&mut draft, &untested, &around.people));
    let decided = casework.decided_facts(conn, &loaded.case, &draft, now)?;
    draft.facts.extend(decided);
    let preview = casework.preview(conn, &draft, now)?;
    let asked = ask_clearance::asked(conn, loaded.case.id)?;
    let mut under_way: Vec<Category> = around.under_way.iter().map(|sent| sent.category).collect();
    under_way.sort_unstable();
    under_way.dedup();
    Ok(CallOutPreview { loaded, draft, preview, whole, held, left_out, under_way, asked, consent })
}

/// The judgement of everything that was recorded.
fn whole(
    conn: &mut Conn,
    casework: &Casework,
    empty: Draft,
    content: &Content,
    around: &Around,
    now: Timestamp,
) -> Result<Preview, FlowError> {
    let content = Content { left_out: none_chosen(), ..content.clone() };
    let around = Around { under_way: Vec::new(), ..around.clone() };
    let Filled { mut draft, .. } = fill(empty, &content, &around);
    let untested = untested(conn, casework, &draft, now)?;
    hold_untested(&mut draft, &untested, &around.people);
    Ok(casework.preview(conn, &draft, now)?)
}

/// What goes only because the incident passed its harm test, and is not the incident: nobody tested it.
fn untested(conn: &mut Conn, casework: &Casework, draft: &Draft, now: Timestamp) -> Result<Vec<Field>, FlowError> {
    let is_test = |fact: &Fact| fact.code == FactCode::HarmTestPassed;
    if !draft.facts.iter().any(is_test) {
        return Ok(Vec::new());
    }
    let mut without = draft.clone();
    without.facts.retain(|fact| !is_test(fact));
    let goes_anyway = going(&casework.preview(conn, &without, now)?, |_| true);
    let opened = going(&casework.preview(conn, draft, now)?, |row| row.category != Category::Incident);
    Ok(opened.into_iter().filter(|field| !goes_anyway.contains(field)).collect())
}

/// A field without its value.
type Field = (Category, Option<SubjectId>);

fn going(preview: &Preview, wanted: impl Fn(&Row) -> bool) -> Vec<Field> {
    let field = |row: &Row| (row.category, row.subject.map(|person| person.id));
    preview.goes.iter().filter(|row| wanted(row)).map(field).collect()
}

fn fields_by_duty(preview: &Preview) -> Vec<Field> {
    going(preview, |row| row.basis == Some(Basis::Duty))
}

/// The categories that a duty sends.
pub(super) fn by_duty(preview: &Preview) -> Vec<Category> {
    preview.goes.iter().filter(|row| row.basis == Some(Basis::Duty)).map(|row| row.category).collect()
}

fn people(conn: &mut Conn, loaded: &Loaded) -> Result<People, FlowError> {
    let persons = subjects::of_case(conn, loaded.case.id)?;
    let of = |role: SubjectRole| {
        let found = persons.iter().copied().find(|person| person.role == role);
        found.ok_or_else(|| FlowError::Inside("a call-out without its persons".to_owned()))
    };
    Ok(People { victim: of(SubjectRole::Victim)?, suspect: of(SubjectRole::PersonUsingViolence)?, child: of(SubjectRole::Child)? })
}

/// The consent the answer on step 2 stands for: none when the answer was changed to anything but yes.
fn consent_in_force(conn: &mut Conn, loaded: &Loaded) -> Result<Option<ConsentGrant>, FlowError> {
    if !loaded.content.asking.is_yes() {
        return Ok(None);
    }
    let giver = victim(conn, &loaded.case)?;
    let last = consents::of_case(conn, loaded.case.id)?.into_iter().find(|record| record.giver == giver);
    let last = last.filter(|last| matches!(last.state, ConsentState::Recorded | ConsentState::Registered));
    Ok(last.and_then(|last| match last.outcome {
        ConsentOutcome::Given(grant) => Some(*grant),
        _ => None,
    }))
}

/// What a handover to the recipient that has not failed carries already: sending it again would make the desk ring
/// twice. Read from the offers, which name fields and persons without values.
fn under_way(conn: &mut Conn, loaded: &Loaded, to: &Draft) -> Result<Vec<UnderWay>, FlowError> {
    let sent = handovers::of_case(conn, loaded.case.id)?.into_iter().filter(|handover| handover.way == Way::Sent);
    let alive = sent.filter(|handover| handover.to.unit == to.to.unit && !has_failed(handover.state));
    let mut fields = Vec::new();
    for handover in alive {
        let by_duty = handover.basis == Basis::Duty;
        let carried = offered(conn, &handover)?.into_iter();
        fields.extend(carried.map(|(category, subject)| UnderWay { category, subject, by_duty }));
    }
    Ok(fields)
}

fn offered(conn: &mut Conn, handover: &Handover) -> Result<Vec<Field>, FlowError> {
    let unread = || FlowError::Inside("an offer can't be read back".to_owned());
    let signed = offers::find(conn, handover.id)?.ok_or_else(unread)?.signed_offer;
    let envelope: Envelope = serde_json::from_slice(&signed).map_err(|_| unread())?;
    let offer: Offer = serde_json::from_slice(&envelope.payload.0).map_err(|_| unread())?;
    Ok(offer.fields.into_iter().map(|field| (field.category, field.subject)).collect())
}
