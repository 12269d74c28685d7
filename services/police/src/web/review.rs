//! “Granska”: what leaves, what stays, why, and the questions that only a person can answer.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::{
    Basis, NextStep, Preview, Staff,
    web::{PreviewView, RowView},
};
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, Site, page, redirect};
use wire::{Category, FactCode};

use super::{
    card::card_version,
    code_of,
    forms::ConcernForm,
    joining::joined,
    looks::{LeftOut, Look, Tab, differences, parts},
    now, page_of,
    sending::shown_rows,
    views::category_words,
};
use crate::{
    access::Door,
    app::Police,
    domain::{asking::Answer, call_out::CallOutState, duty_decision::DutyReason},
    flow::{
        FlowError, ask_clearance,
        judge_concern::{self, Judgement},
        preview_handover::{self, CallOutPreview},
    },
};

#[derive(Template)]
#[template(path = "call_outs/review.html")]
pub(super) struct ReviewPage {
    page: Page,
    look: Look,
    /// As the receiver gets it: one part an offer, the duty first.
    parts: Vec<(&'static str, Vec<RowView>)>,
    /// Compared with what was handed over.
    differences: Vec<(String, String)>,
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
    /// What the lead of the investigation decides, and what was asked already.
    for_lead: Vec<Category>,
    asked: Vec<Category>,
    left_out: Vec<LeftOut>,
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
    fn of(page: Page, police: &Police, made: &CallOutPreview, errors: FieldErrors, typed: Option<ConcernForm>, look: Look) -> Self {
        let content = &made.loaded.content;
        let code = made.loaded.row.code;
        let recipient = police.casework.recipient();
        let concern = content.concern_in_force();
        let has_incident = made.draft.fields.iter().any(|field| field.value.category() == Category::Incident);
        let left_out = made.left_out.iter().map(|category| LeftOut::of(&page, content, *category));
        let view = PreviewView::of(&page, &made.preview);
        Self {
            code: code.to_string(),
            spoken: code.pairing().spoken(),
            errors,
            recipient: recipient.name,
            look,
            parts: parts(&view, &made.preview),
            differences: differences(&page, made),
            view,
            shown: shown_rows(&made.preview),
            asks_concern: content.situation.may_have_children(),
            suspected: concern.map(|concern| concern.suspected),
            concern: typed
                .unwrap_or_else(|| concern.map(|concern| ConcernForm::of(concern, content.asking.protection)).unwrap_or_default()),
            harm_test: (content.asking.is_yes() && has_incident)
                .then_some(made.draft.facts.iter().any(|fact| fact.code == FactCode::HarmTestPassed)),
            for_lead: for_lead(&made.preview),
            asked: made.asked.clone(),
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

    fn is_duty(&self, basis: &Option<Basis>) -> bool {
        *basis == Some(Basis::Duty)
    }

    /// Whether the lead of the investigation may be asked about this field.
    fn may_ask(&self, category: &Category) -> bool {
        self.for_lead.contains(category) && !self.is_asked(category)
    }

    fn is_asked(&self, category: &Category) -> bool {
        self.asked.contains(category)
    }

    fn reasons(&self) -> Vec<(&'static str, String)> {
        DutyReason::ALL.iter().map(|reason| (reason.code(), self.page.text(&format!("duty-reason-{reason}")))).collect()
    }

    /// A field that goes by consent, or by permission, may be left out with one tap; one that goes by duty may not.
    fn may_be_left_out(&self, basis: &Option<Basis>) -> bool {
        basis.is_some_and(|basis| basis != Basis::Duty)
    }

    fn by_consent(&self, basis: &Option<Basis>) -> bool {
        *basis == Some(Basis::Consent)
    }
}

fn for_lead(preview: &Preview) -> Vec<Category> {
    preview.stays.iter().filter(|row| row.step == Some(NextStep::AskLead)).map(|row| row.category).collect()
}

fn consent_note(page: &Page, grant: &wire::ConsentGrant) -> String {
    page.words.with("review-consent-note", &[("time", page.time(&grant.valid_from)), ("until", page.day(&grant.valid_until))])
}

/// `GET /call-outs/{code}/review`
pub async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    tab: Query<Tab>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Review.let_in(staff)?;
    let code = code_of(&path)?;
    let made = match joined(preview_handover::preview(&police.casework, code, &staff, now(&site)).await, code)? {
        Ok(made) => made,
        Err(away) => return Ok(away),
    };
    page::html(&ReviewPage::of(page, &police, &made, FieldErrors::none(), None, tab.look()))
}

/// One answer: which button, and what belongs to it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct JudgeForm {
    act: String,
    category: String,
    reason: String,
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

    /// Why a duty is left out; nothing chosen is none.
    fn reason(&self) -> Result<Option<DutyReason>, FieldErrors> {
        if self.reason.is_empty() {
            return Ok(None);
        }
        self.reason.parse().map(Some).map_err(|_| wrong("reason"))
    }

    fn judgement(&self, police: &Police) -> Result<Judgement, FieldErrors> {
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
            "out" => Judgement::LeaveOut { category: category()?, out: true, reason: self.reason()? },
            "in" => Judgement::LeaveOut { category: category()?, out: false, reason: None },
            "card-yes" => Judgement::Card(card_version(police)),
            "card-no" => Judgement::Card(None),
            _ => return Err(wrong("act")),
        })
    }
}

fn wrong(field: &str) -> FieldErrors {
    of_field(field, "error-choice")
}

fn of_field(field: &str, key: &'static str) -> FieldErrors {
    let mut errors = FieldErrors::none();
    errors.add(field, key);
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
    if form.act == "ask-lead" {
        let category = form.category.parse().map_err(|_| Problem::invalid_fields(wrong("category")))?;
        ask_clearance::ask(&police.casework, code, category, &staff, now(&site)).await?;
        return Ok(redirect::see_other(&format!("/call-outs/{code}/review#stays"), Some("flash-asked-lead")));
    }
    let judged = match form.judgement(&police) {
        Ok(judgement) => match judge_concern::judge(&police.casework, code, judgement, &staff, now(&site)).await {
            Err(FlowError::ReasonNeeded) => Err(of_field("reason", "error-duty-reason")),
            other => Ok(other?),
        },
        Err(errors) => Err(errors),
    };
    if let Err(errors) = judged {
        let made = preview_handover::preview(&police.casework, code, &staff, now(&site)).await?;
        let typed = (form.act == "details").then(|| form.concern());
        let shown = ReviewPage::of(page, &police, &made, errors, typed, Look::Ours);
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    let place = match form.act.as_str() {
        "concern-yes" => "#grounds",
        "harm-yes" | "harm-no" | "out" | "in" => "#goes",
        _ => "",
    };
    Ok(redirect::see_other(&format!("/call-outs/{code}/review{place}"), None))
}
