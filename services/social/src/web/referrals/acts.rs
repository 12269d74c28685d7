//! What is written of a referral. A form that is wrong comes back with all that was typed.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use casework::{
    Case, DraftId, Staff,
    web::{handovers::Handling, value_forms::Typed},
};
use jiff::Timestamp;
use store::{Conn, Id};
use web::{FieldErrors, Form, Page, Problem, redirect};
use wire::{CaseCode, SubjectRole};

use super::{
    super::{side::Side, switch_view::read_day},
    ReferralDoor, case_of, code_of, id_of,
    page::{Back, again},
    path_of,
};
use crate::{
    domain::{NewReferral, ReferralAnswer, ReferralOutcome, subjects_of},
    flow::{self, ReferralProblem},
};

/// Where a form belongs: the case, and the offer it is of.
struct Place {
    code: CaseCode,
    of_referral: Option<Id>,
    name: &'static str,
}

/// Writes what was read, or shows the page again.
async fn written<S: Side, F>(
    page: Page,
    handling: &Handling,
    staff: Staff,
    place: Place,
    (typed, mut errors): (Typed, FieldErrors),
    verb: Option<F>,
) -> Result<HttpResponse, Problem>
where
    F: Fn(&mut Conn, &Handling, &Case, &Staff, Timestamp) -> Result<(), ReferralProblem> + Send + 'static,
{
    let Place { code, of_referral, name } = place;
    if let Some(verb) = verb.filter(|_| !errors.any()) {
        let (own, person, of, now) = (handling.clone(), staff.clone(), typed.one("of").to_owned(), page.now);
        let done = handling.casework.db().try_write(name, move |conn| -> Result<(), ReferralDoor> {
            let case = case_of(&own, conn, &code, &of, &person)?;
            Ok(verb(conn, &own, &case, &person, now)?)
        });
        match done.await {
            Ok(()) => return Ok(redirect::see_other(&path_of(&code, S::OF, typed.one("of")), Some("flash-kept"))),
            Err(ReferralDoor::Verb(ReferralProblem::DoesNotFit)) => errors.add("service", "referral-error-service"),
            Err(problem) => return Err(problem.into()),
        }
    }
    let back = Back { status: StatusCode::UNPROCESSABLE_ENTITY, typed, errors, of_referral };
    again::<S>(page, handling, code, staff, back).await
}

/// `POST …/referrals`: what was offered, and the answer.
pub(super) async fn offer<S: Side>(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, mut errors) = (code_of(&path)?, form.into_inner(), FieldErrors::none());
    let said = read_offer(&typed, subjects_of(S::OF), &mut errors);
    let verb = said.map(|said| {
        move |conn: &mut Conn, own: &Handling, case: &Case, staff: &Staff, now: Timestamp| {
            flow::offer_referral(&own.casework, conn, case, (S::OF, &said), staff, now)
        }
    });
    let place = Place { code, of_referral: None, name: "offer_referral" };
    written::<S, _>(page, &handling, staff, place, (typed, errors), verb).await
}

fn read_offer(typed: &Typed, subjects: &[SubjectRole], errors: &mut FieldErrors) -> Option<NewReferral> {
    let subject = match subjects {
        [only] => Some(*only),
        several => chosen::<SubjectRole>(typed, "subject", errors).filter(|subject| several.contains(subject)),
    };
    let kind = chosen(typed, "kind", errors);
    let service = match typed.one("service") {
        "" => Some(None),
        id => id.parse::<Id>().map_err(|_| errors.add("service", "sharing-error-choose")).ok().map(Some),
    };
    let answer = chosen::<ReferralAnswer>(typed, "answer", errors);
    // Who tells the service is asked of a yes alone: what is ticked beside a no was ticked before it.
    let way = if answer == Some(ReferralAnswer::Yes) { Some(chosen(typed, "way", errors)?) } else { None };
    let said = NewReferral::of((subject?, kind?), service?, answer?, way);
    if said.is_none() {
        errors.add("kind", "referral-error-kind");
    }
    said
}

/// `POST …/referrals/{referral}/outcome`
pub(super) async fn conclude<S: Side>(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, typed, mut errors) = (code_of(&path.0)?, id_of(&path.1)?, form.into_inner(), FieldErrors::none());
    let (result, heard) = (chosen(&typed, "result", &mut errors), chosen(&typed, "heard", &mut errors));
    let heard_on = read_day(&typed, "heard_on", page.now, &mut errors);
    let outcome = result.zip(heard).zip(heard_on).map(|((result, heard), heard_on)| ReferralOutcome { result, heard, heard_on });
    let verb = outcome.map(|outcome| {
        move |conn: &mut Conn, _: &Handling, case: &Case, staff: &Staff, now: Timestamp| {
            flow::conclude_referral(conn, case, (S::OF, id), &outcome, staff, now)
        }
    });
    let place = Place { code, of_referral: Some(id), name: "conclude_referral" };
    written::<S, _>(page, &handling, staff, place, (typed, errors), verb).await
}

/// `POST …/referrals/{referral}/talks`: one of the five.
pub(super) async fn hold_talk<S: Side>(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, typed, mut errors) = (code_of(&path.0)?, id_of(&path.1)?, form.into_inner(), FieldErrors::none());
    let held_on = read_day(&typed, "held_on", page.now, &mut errors);
    // A number that is none is that of no talk.
    let n: usize = typed.one("n").parse().unwrap_or(0);
    let verb = held_on.map(|held_on| {
        move |conn: &mut Conn, _: &Handling, case: &Case, staff: &Staff, now: Timestamp| {
            flow::hold_referral_talk(conn, case, (S::OF, id), (n, held_on), staff, now)
        }
    });
    let place = Place { code, of_referral: Some(id), name: "hold_referral_talk" };
    written::<S, _>(page, &handling, staff, place, (typed, errors), verb).await
}

/// `POST …/referrals/{referral}/draft`: the one bit, to the police that referred. Nothing is sent by it.
pub(super) async fn draft<S: Side>(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, typed, now) = (code_of(&path.0)?, id_of(&path.1)?, form.into_inner(), page.now);
    let (own, of) = ((**handling).clone(), typed.one("of").to_owned());
    let begun = handling.casework.db().try_write("draft_referral_outcome", move |conn| -> Result<DraftId, ReferralDoor> {
        let case = case_of(&own, conn, &code, &of, &staff)?;
        Ok(flow::draft_referral_outcome(&own.casework, conn, &case, (S::OF, id), &staff, now)?)
    });
    Ok(redirect::see_other(&format!("/cases/{code}/drafts/{}", begun.await?), None))
}

fn chosen<T: std::str::FromStr>(typed: &Typed, field: &'static str, errors: &mut FieldErrors) -> Option<T> {
    let code = typed.one(field).parse().ok();
    if code.is_none() {
        errors.add(field, "sharing-error-choose");
    }
    code
}
