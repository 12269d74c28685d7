//! A case and its handovers: what it holds, what came, and what one person of it is entitled to see.

use ::web::Problem;
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};
use store::Conn;
use wire::{About, HandoverId, Subject, SubjectId, SubjectRole};

use super::{
    Rights, documents,
    drafts::draft_json,
    explanation,
    problems::{answering, conflict},
    reached::{case_of, follower, handover_of},
};
use crate::{
    AnswerProblem, Casework, ConsentOutcome, ConsentRecord, ExplainProblem, Explained, Handover, access_entries, consents,
    domain::{OpenedField, Staff, ViewPurpose},
    flow::own_drafts,
    subjects,
};

/// `GET /api/v1/cases/{code}` → 200, the case without a value
pub(super) async fn show(
    request: HttpRequest,
    path: Path<String>,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = follower(&request, &casework, &rights).await?;
    let case = case_of(&path, &casework, &rights, &caller).await?;
    let (mine, now) = ((**rights).clone(), casework.clock().now());
    let document = casework.db().try_write("view_case", move |conn| -> store::Result<Value> {
        let consents = consents::of_case(conn, case.id)?;
        // That somebody said no, and to what, is told of a person: it is a view like any other.
        let mut asked: Vec<_> = consents.iter().filter_map(granted).flat_map(|grant| grant.categories.codes().to_vec()).collect();
        asked.sort_unstable();
        asked.dedup();
        access_entries::insert(conn, case.id, None, &caller.staff, ViewPurpose::Review, &asked, now)?;
        let handovers = mine.handovers(conn, &case, &caller.staff)?;
        Ok(json!({
            "code": case.code, "opened_by": case.opened_by, "opened_at": case.opened_at,
            "subjects": subjects::of_case(conn, case.id)?.iter().map(person).collect::<Vec<_>>(),
            "consents": consents.iter().map(consent).collect::<Vec<_>>(),
            "handovers": handovers.iter().map(documents::handover).collect::<Vec<_>>(),
            "drafts": own_drafts(conn, &case, &caller.staff.unit)?.iter().map(draft_json).collect::<Vec<_>>(),
        }))
    });
    Ok(HttpResponse::Ok().json(document.await?))
}

fn person(subject: &Subject) -> Value {
    json!({ "id": subject.id, "role": subject.role })
}

fn granted(record: &ConsentRecord) -> Option<&wire::ConsentGrant> {
    match &record.outcome {
        ConsentOutcome::Given(grant) => Some(grant),
        ConsentOutcome::Refused | ConsentOutcome::CouldNotAsk(_) => None,
    }
}

fn consent(record: &ConsentRecord) -> Value {
    let (outcome, grant) = match &record.outcome {
        ConsentOutcome::Given(grant) => ("given", Some(grant)),
        ConsentOutcome::Refused => ("refused", None),
        ConsentOutcome::CouldNotAsk(_) => ("could_not_ask", None),
    };
    json!({
        "id": record.id, "giver": person(&record.giver), "outcome": outcome, "state": record.state.code(), "asked_at": record.asked_at,
        "board": grant.map(|grant| &grant.to), "purpose": grant.map(|grant| grant.purpose), "categories": grant.map(|grant| &grant.categories),
    })
}

/// `GET /api/v1/handovers/{handover}` → 200, the handover with its fields
pub(super) async fn fetch(
    request: HttpRequest,
    path: Path<String>,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = follower(&request, &casework, &rights).await?;
    let handover = handover_of(&path, &casework, &rights, &caller).await?;
    let (work, id, now) = ((**casework).clone(), handover.id, casework.clock().now());
    let opening = move |conn: &mut Conn| work.open_fields(conn, id, &caller.staff, ViewPurpose::Handle, now);
    let fields = casework.db().try_write("open_handover", opening).await.map_err(answering)?;
    let fields = fields.iter().map(documents::field).collect::<Result<Vec<_>, _>>()?;
    Ok(HttpResponse::Ok().json(json!({ "handover": documents::handover(&handover), "fields": fields })))
}

/// `GET /api/v1/cases/{code}/subjects/{subject}/extract` → 200, what is held about one person of the case
///
/// For the agency's own decision on what is handed out (GDPR article 15, and the secrecy that limits it): only fields that
/// touch nobody else, each with why it went by the law of its day, the answers to the question of consent, and who has looked at
/// them, by role. Of the person using violence: 409 `needs-a-person`.
pub(super) async fn extract(
    request: HttpRequest,
    path: Path<(String, String)>,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = follower(&request, &casework, &rights).await?;
    rights.may_act(&caller)?;
    let case = case_of(&path.0, &casework, &rights, &caller).await?;
    let subject = path.1.parse().map(SubjectId).map_err(|_| Problem::not_found())?;
    let (work, mine, now) = ((**casework).clone(), (**rights).clone(), casework.clock().now());
    let drawn = casework.db().try_write("extract", move |conn| {
        let Some(person) = subjects::of_case(conn, case.id)?.into_iter().find(|known| known.id == subject) else {
            return Err(AnswerProblem::NotFound);
        };
        if person.role == SubjectRole::PersonUsingViolence {
            return Ok(None);
        }
        let own = mine.handovers(conn, &case, &caller.staff)?;
        let held = held(&work, conn, own, person, &caller.staff, now)?;
        let views = access_entries::of_case(conn, case.id)?;
        Ok(Some((held, consents::of_case(conn, case.id)?, views, person, case.code)))
    });
    // What is held of him may be there because she said it, and whoever looked at it looked at what she said: a person
    // weighs each line before he is told.
    let drawn = drawn.await.map_err(answering)?.ok_or_else(|| conflict("needs-a-person"))?;
    let (held, consents, mut views, person_of, code) = drawn;
    // That somebody else in the case has asked what is held is not this person's to know.
    views.retain(|view| view.purpose != ViewPurpose::Extract && held.iter().any(|held| view.handover == Some(held.handover)));
    let held = held.iter().map(disclosure).collect::<Result<Vec<_>, _>>()?;
    let asked: Vec<Value> = consents.iter().filter(|record| record.giver == person_of).map(consent).collect();
    let views: Vec<Value> = views.iter().map(|view| json!({ "at": view.at, "role": view.role, "purpose": view.purpose.code() })).collect();
    Ok(HttpResponse::Ok()
        .json(json!({ "case_code": code, "subject": person(&person_of), "held": held, "consents": asked, "views": views })))
}

/// What is held of a handover, and why it went.
struct Held {
    handover: HandoverId,
    fields: Vec<OpenedField>,
    /// `None` when the edition it was judged by is not here now.
    explained: Option<Explained>,
}

/// The fields about this person alone, handover by handover. Every one that is opened is in the access log.
fn held(
    casework: &Casework,
    conn: &mut Conn,
    own: Vec<Handover>,
    person: Subject,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<Vec<Held>, AnswerProblem> {
    let mut held = Vec::new();
    for handover in own {
        let mut fields = casework.open_fields(conn, handover.id, staff, ViewPurpose::Review, now)?;
        fields.retain(|field| touches_only(field, person));
        if !fields.is_empty() {
            held.push(Held { handover: handover.id, fields, explained: explained(casework, conn, handover.id)? });
        }
    }
    Ok(held)
}

fn explained(casework: &Casework, conn: &mut Conn, handover: HandoverId) -> Result<Option<Explained>, AnswerProblem> {
    match casework.explain(conn, handover) {
        Ok(explained) => Ok(Some(explained)),
        Err(ExplainProblem::EditionUnknown(_)) => Ok(None),
        Err(ExplainProblem::NotFound) => Err(AnswerProblem::NotFound),
        Err(ExplainProblem::Store(error)) => Err(AnswerProblem::Store(error)),
        Err(ExplainProblem::Inside(fault)) => Err(AnswerProblem::Inside(fault)),
    }
}

/// Whether a field is about this person and touches nobody else's secrecy.
fn touches_only(field: &OpenedField, person: Subject) -> bool {
    let of_person = field.subject.is_some_and(|subject| subject.id == person.id);
    of_person
        && match field.category.about() {
            About::TheSubject => true,
            About::Roles(roles) => roles.iter().all(|role| *role == person.role),
            About::Nobody => false,
        }
}

fn disclosure(held: &Held) -> Result<Value, Problem> {
    let fields = held.fields.iter().map(documents::field).collect::<Result<Vec<_>, _>>()?;
    let places: Vec<u32> = held.fields.iter().map(|field| field.n).collect();
    let why = held.explained.as_ref().map(|explained| explanation::document(explained, &places));
    Ok(json!({ "handover": held.handover, "fields": fields, "explanation": why }))
}
