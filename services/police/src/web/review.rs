//! “Granska”: what leaves, what stays, why, and the questions that only a person can answer.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Basis, Staff, web::PreviewView};
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, Site, page, redirect};
use wire::Category;

use super::{code_of, forms::ConcernForm, now, page_of, sending::shown_rows, views::category_words};
use crate::{
    access::Door,
    app::Police,
    domain::{asking::Answer, call_out::CallOutState},
    flow::{
        judge_concern::{self, Judgement},
        preview_handover::{self, CallOutPreview},
    },
};

#[derive(Template)]
#[template(path = "call_outs/review.html")]
pub(super) struct ReviewPage {
    page: Page,
    code: String,
    spoken: String,
    errors: FieldErrors,
    recipient: String,
    view: PreviewView,
    /// What the send button carries besides the digest, so that a difference can be named.
    shown: Vec<String>,
    asks_concern: bool,
    suspected: Option<bool>,
    concern: ConcernForm,
    /// The harm test: not asked, or the answer.
    harm_test: Option<bool>,
    held: Vec<&'static str>,
    left_out: Vec<(String, String)>,
    under_way: String,
    answered: Option<&'static str>,
    preliminary: bool,
    consent_note: String,
    card_given: bool,
    /// Nothing was sent and nothing is under way: only then may it be ended.
    may_close: bool,
    verified: bool,
    reachable: bool,
}

impl ReviewPage {
    fn of(page: Page, police: &Police, made: &CallOutPreview, errors: FieldErrors, typed: Option<ConcernForm>) -> Self {
        let content = &made.loaded.content;
        let code = made.loaded.row.code;
        let recipient = police.casework.recipient();
        let concern = content.concern_in_force();
        let has_incident = made.draft.fields.iter().any(|field| field.value.category() == Category::Incident);
        let left_out = made.left_out.iter().map(|category| (category.to_string(), page.text(&format!("category-{category}"))));
        Self {
            code: code.to_string(),
            spoken: code.pairing().spoken(),
            errors,
            recipient: recipient.name,
            view: PreviewView::of(&page, &made.preview),
            shown: shown_rows(&made.preview),
            asks_concern: content.situation.may_have_children(),
            suspected: concern.map(|concern| concern.suspected),
            concern: typed
                .unwrap_or_else(|| concern.map(|concern| ConcernForm::of(concern, content.asking.protection)).unwrap_or_default()),
            harm_test: (content.asking.is_yes() && has_incident).then_some(content.harm_test.is_some()),
            held: made.held.iter().map(|held| held.code()).collect(),
            left_out: left_out.collect(),
            under_way: category_words(&page, &made.under_way),
            answered: content.asking.answer.map(Answer::code),
            preliminary: content.asking.is_yes() && content.asking.out_of_earshot != Some(true),
            consent_note: made.consent.as_ref().map(|grant| consent_note(&page, grant)).unwrap_or_default(),
            card_given: content.card_given,
            may_close: made.loaded.row.state == CallOutState::Open && made.under_way.is_empty(),
            verified: recipient.verified,
            reachable: police.casework.link().broker_reachable,
            page: page_of(page, &code),
        }
    }

    /// A field that goes by consent, or by permission, may be left out with one tap; one that goes by duty may not.
    fn may_be_left_out(&self, basis: &Option<Basis>) -> bool {
        basis.is_some_and(|basis| basis != Basis::Duty)
    }

    fn by_consent(&self, basis: &Option<Basis>) -> bool {
        *basis == Some(Basis::Consent)
    }
}

fn consent_note(page: &Page, grant: &wire::ConsentGrant) -> String {
    page.words.with("review-consent-note", &[("time", page.time(&grant.valid_from)), ("until", page.day(&grant.valid_until))])
}

/// `GET /call-outs/{code}/review`
pub async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = Door::Review.let_in(staff)?;
    let made = preview_handover::preview(&police.casework, code_of(&path)?, &staff, now(&site)).await?;
    page::html(&ReviewPage::of(page, &police, &made, FieldErrors::none(), None))
}

/// One answer: which button, and what belongs to it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct JudgeForm {
    act: String,
    category: String,
    grounds: Vec<String>,
    immediate: String,
    place: String,
    all_belongs: String,
    address: String,
    protection: String,
}

impl JudgeForm {
    fn concern(&self) -> ConcernForm {
        ConcernForm {
            grounds: self.grounds.clone(),
            immediate: self.immediate.clone(),
            place: self.place.clone(),
            all_belongs: self.all_belongs.clone(),
            address: self.address.clone(),
            protection: self.protection.clone(),
        }
    }

    fn judgement(&self) -> Result<Judgement, FieldErrors> {
        let category = || {
            let parsed = self.category.parse::<Category>();
            parsed.map_err(|_| wrong("category"))
        };
        Ok(match self.act.as_str() {
            "concern-yes" => Judgement::Concern(true),
            "concern-no" => Judgement::Concern(false),
            "details" => Judgement::ConcernDetails(self.concern().read()?),
            "harm-yes" => Judgement::HarmTest(true),
            "harm-no" => Judgement::HarmTest(false),
            "out" => Judgement::LeaveOut { category: category()?, out: true },
            "in" => Judgement::LeaveOut { category: category()?, out: false },
            "card-yes" => Judgement::Card(true),
            "card-no" => Judgement::Card(false),
            _ => return Err(wrong("act")),
        })
    }
}

fn wrong(field: &str) -> FieldErrors {
    let mut errors = FieldErrors::none();
    errors.add(field, "error-choice");
    errors
}

/// `POST /call-outs/{code}/review`
pub async fn judge(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<JudgeForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Review.let_in(staff)?;
    let code = code_of(&path)?;
    match form.judgement() {
        Ok(judgement) => judge_concern::judge(&police.casework, code, judgement, &staff, now(&site)).await?,
        Err(errors) => {
            let made = preview_handover::preview(&police.casework, code, &staff, now(&site)).await?;
            let typed = (form.act == "details").then(|| form.concern());
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &ReviewPage::of(page, &police, &made, errors, typed));
        }
    }
    let place = match form.act.as_str() {
        "concern-yes" => "#grounds",
        "harm-yes" | "harm-no" | "out" | "in" => "#goes",
        _ => "",
    };
    Ok(redirect::see_other(&format!("/call-outs/{code}/review{place}"), None))
}
