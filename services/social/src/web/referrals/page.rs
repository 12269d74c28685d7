//! What was offered in a case on one side, with the form for the next offer.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::{
    Staff,
    web::{handovers::Handling, value_forms::Typed},
};
use serde::Deserialize;
use store::Id;
use web::{FieldErrors, Page, Problem, page};
use wire::{CaseCode, SubjectRole};

use super::{
    super::{
        side::Side,
        switch_view::{Choice, ReadOut, choices, read_out},
    },
    ReferralDoor, base_of, case_of, code_of,
    view::{ReferralView, name_and_number},
};
use crate::{
    domain::{PlanOf, ReferralAnswer, ReferralWay, Service, ServiceKind, kinds_for, subjects_of},
    flow::{self, ReferralsShown},
};

/// Which of the cases with one code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    of: String,
}

/// A form of the page that comes back.
pub(super) struct Back {
    pub(super) status: StatusCode,
    pub(super) typed: Typed,
    pub(super) errors: FieldErrors,
    /// The offer whose form it is; none: the form for the next.
    pub(super) of_referral: Option<Id>,
}

#[derive(Template)]
#[template(path = "referrals/page.html")]
struct ReferralsPage {
    page: Page,
    errors: FieldErrors,
    spoken: String,
    of: String,
    /// Path of the page, without its query.
    base: String,
    /// Where the case is.
    back: String,
    heading: String,
    is_hers: bool,
    offers: Vec<ReferralView>,
    /// To whom: only where there is more than one.
    subjects: Vec<Choice>,
    kinds: Vec<Choice>,
    /// Kind, and its services: id, words, chosen.
    services: Vec<(String, Vec<Choice>)>,
    answers: Vec<Choice>,
    ways: Vec<Choice>,
    consent: ReadOut,
}

/// `GET /cases/{code}/referrals`, and `/cases/{code}/person-using-violence/referrals`
pub(super) async fn show<S: Side>(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let typed: Typed = [("of", which.of.as_str())].into_iter().collect();
    let back = Back { status: StatusCode::OK, typed, errors: FieldErrors::none(), of_referral: None };
    again::<S>(page, &handling, code_of(&path)?, staff, back).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn again<S: Side>(
    page: Page,
    handling: &Handling,
    code: CaseCode,
    staff: Staff,
    back: Back,
) -> Result<HttpResponse, Problem> {
    let (own, of, now) = (handling.clone(), back.typed.one("of").to_owned(), page.now);
    let seen = handling.casework.db().try_write("view_referrals", move |conn| -> Result<ReferralsShown, ReferralDoor> {
        let case = case_of(&own, conn, &code, &of, &staff)?;
        Ok(flow::view_referrals(&own.casework, conn, &case, S::OF, &staff, now)?)
    });
    let shown = seen.await?;
    page::html_with(back.status, &ReferralsPage::of(page, handling, &code, S::OF, &shown, back))
}

impl ReferralsPage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, side: PlanOf, shown: &ReferralsShown, back: Back) -> Self {
        let Back { typed, errors, of_referral, .. } = back;
        let nothing = Typed::default();
        let next = if of_referral.is_some() { &nothing } else { &typed };
        let labels = [
            ("subject", "referral-whom"),
            ("kind", "referral-which"),
            ("service", "referral-service"),
            ("answer", "referral-answered"),
            ("way", "referral-who-tells"),
            ("result", "referral-started"),
            ("heard", "referral-heard-from"),
            ("heard_on", "referral-heard-on"),
            ("held_on", "referral-held-on"),
        ];
        let errors = errors.named(labels.map(|(field, key)| (field, page.text(key))));
        let of_one = |id: Id| Some((&typed, &errors)).filter(|_| of_referral == Some(id));
        let offers = shown.offers.iter().map(|one| ReferralView::of(&page, one, shown.was_referred(one), of_one(one.id)));
        let subjects = subjects_of(side);
        let kinds = kinds_of(subjects);
        let title = page.text(if side == PlanOf::Victim { "referrals-title" } else { "referrals-title-his" });
        let of = typed.one("of").to_owned();
        Self {
            offers: offers.collect(),
            subjects: if subjects.len() > 1 { choices(&page, "subject", subjects, next.one("subject")) } else { Vec::new() },
            kinds: choices(&page, "service-kind", &kinds, next.one("kind")),
            services: services(&page, &shown.services, &kinds, next.one("service")),
            answers: choices(&page, "referral-answer", ReferralAnswer::ALL, next.one("answer")),
            ways: choices(&page, "referral-way", ReferralWay::ALL, next.one("way")),
            consent: read_out(&page, &handling.library, "referral"),
            spoken: code.pairing().spoken(),
            base: base_of(code, side),
            back: if of.is_empty() { format!("/cases/{code}/handovers") } else { format!("/cases/{code}/handovers?of={of}") },
            is_hers: side == PlanOf::Victim,
            // Nothing of whose it is.
            page: page.titled(&code.pairing().spoken()),
            heading: title,
            of,
            errors,
        }
    }
}

/// Every kind that is for one of these, once, in the order of the list of kinds.
fn kinds_of(subjects: &[SubjectRole]) -> Vec<ServiceKind> {
    let is_for = |kind: &&ServiceKind| subjects.iter().any(|subject| kinds_for(*subject).contains(kind));
    ServiceKind::ALL.iter().filter(is_for).copied().collect()
}

fn services(page: &Page, all: &[Service], kinds: &[ServiceKind], chosen: &str) -> Vec<(String, Vec<Choice>)> {
    let choice = |service: &Service| {
        let (name, _, number) = name_and_number(service);
        (service.id.to_string(), format!("{name}, {number}"), service.id.to_string() == chosen)
    };
    let of_kind = |kind: &ServiceKind| {
        let found: Vec<Choice> = all.iter().filter(|service| service.line.kind == *kind).map(choice).collect();
        (page.text(&format!("service-kind-{kind}")), found)
    };
    kinds.iter().map(of_kind).filter(|(_, found)| !found.is_empty()).collect()
}
