//! The neutral card that is left with the person, and the tick that it was given.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use practice::Blank;
use serde::Deserialize;
use web::{Form, Page, Problem, Site, page, redirect};
use wire::{CardCode, CaseCode};

use super::{code_of, joining::joined, language_of, now, page_of};
use crate::{
    access::Door,
    app::Police,
    flow::{
        judge_concern::{self, Judgement},
        record_consent::CARD,
        show_call_outs,
    },
};

#[derive(Template)]
#[template(path = "call_outs/card.html")]
struct CardPage {
    page: Page,
    code: String,
    spoken: String,
    number: String,
    words: Vec<String>,
    version: String,
    given: bool,
    /// The version that was given, when it is an older one.
    given_version: Option<String>,
}

/// `GET /call-outs/{code}/card`
pub async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::Card.let_in(staff)?;
    let code = code_of(&path)?;
    let loaded = match joined(show_call_outs::one(&police.casework, code, &staff).await, code)? {
        Ok(loaded) => loaded,
        Err(away) => return Ok(away),
    };
    let text = police.library.text(CARD).ok_or_else(|| Problem::internal("no card"))?;
    let (spoken, number) = (code.pairing().spoken(), page.agency.phone.number.clone());
    let words = text.filled(language_of(&page), |blank| match blank {
        Blank::Phone => Some(number.clone()),
        Blank::Code => Some(spoken.clone()),
        _ => None,
    });
    let given_version = loaded.content.card_version.clone().filter(|version| version != text.version());
    page::html(&CardPage {
        code: code.to_string(),
        version: text.version().to_owned(),
        given: loaded.content.card_given,
        page: page_of(page, &code),
        words,
        spoken,
        number,
        given_version,
    })
}

#[derive(Template)]
#[template(path = "call_outs/card_once.html")]
struct CardOncePage {
    page: Page,
    code: String,
    spoken: String,
    number: String,
    card_code: String,
    words: Vec<String>,
}

/// The card with its code, in the answer to the form that recorded the yes: the code is kept nowhere, so there is no way back
/// to it.
pub(super) fn show_once(page: Page, police: &Police, code: CaseCode, card_code: &CardCode) -> Result<HttpResponse, Problem> {
    let text = police.library.text(CARD).ok_or_else(|| Problem::internal("no card"))?;
    let (spoken, number, card_code) = (code.pairing().spoken(), page.agency.phone.number.clone(), card_code.shown());
    let words = text.filled(language_of(&page), |blank| match blank {
        Blank::Phone => Some(number.clone()),
        Blank::Code => Some(spoken.clone()),
        Blank::WithdrawalCode => Some(card_code.clone()),
        _ => None,
    });
    page::html(&CardOncePage { code: code.to_string(), page: page_of(page, &code), spoken, number, card_code, words })
}

/// Given, or not given after all.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CardForm {
    given: String,
}

/// `POST /call-outs/{code}/card`
pub async fn note(
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<CardForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Card.let_in(staff)?;
    let code = code_of(&path)?;
    let version = (form.given == "yes").then(|| card_version(&police)).flatten();
    judge_concern::judge(&police.casework, code, Judgement::Card(version), &staff, now(&site)).await?;
    Ok(redirect::see_other(&format!("/call-outs/{code}/card"), Some("flash-saved")))
}

/// Version of the card that is given now.
pub(super) fn card_version(police: &Police) -> Option<String> {
    police.library.text(CARD).map(|text| text.version().to_owned())
}
