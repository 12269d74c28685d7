//! Step 2: the question that is read aloud, and its answer.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use practice::Library;
use web::{FieldErrors, Form, Page, Problem, Site, page, redirect};

use super::{card, code_of, forms::AskingForm, joining::joined, language_of, now, page_of};
use crate::{
    access::Door,
    app::Police,
    flow::{
        Loaded,
        record_consent::{self, CardGiven, TEXT, WordsRead},
        show_call_outs,
    },
};

/// Unfolds below the question.
const WRITTEN_WHERE: &str = "what-is-written-where";

#[derive(Template)]
#[template(path = "call_outs/consent.html")]
struct ConsentPage {
    page: Page,
    code: String,
    spoken: String,
    errors: FieldErrors,
    form: AskingForm,
    words: Vec<String>,
    written_where: Vec<String>,
    /// Language of the interpreter the words go through.
    interpreter: Option<String>,
    /// Whether something about the telephone is said.
    more: bool,
}

impl ConsentPage {
    fn of(page: Page, library: &Library, loaded: &Loaded, errors: FieldErrors, form: AskingForm) -> Self {
        let code = loaded.row.code;
        let language = language_of(&page);
        let paragraphs = |id| library.text(id).map(|text| text.filled(language, |_| None)).unwrap_or_default();
        let interpreter = loaded.content.situation.interpreter.map(|language| page.text(&format!("interpreter-{language}")));
        let wrong = ["besides", "code_word"].iter().any(|field| errors.of(field).is_some());
        Self {
            more: !form.besides.is_empty() || !form.code_word.is_empty() || wrong,
            interpreter,
            words: paragraphs(TEXT),
            written_where: paragraphs(WRITTEN_WHERE),
            code: code.to_string(),
            spoken: code.pairing().spoken(),
            errors,
            form,
            page: page_of(page, &code),
        }
    }
}

/// `GET /call-outs/{code}/consent`
pub async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = Door::Consent.let_in(staff)?;
    let code = code_of(&path)?;
    let loaded = match joined(show_call_outs::one_with_person(&police.casework, code, &staff, now(&site)).await, code)? {
        Ok(loaded) => loaded,
        Err(away) => return Ok(away),
    };
    let form = AskingForm::of(&loaded.content.asking);
    page::html(&ConsentPage::of(page, &police.library, &loaded, FieldErrors::none(), form))
}

/// `POST /call-outs/{code}/consent`
pub async fn record(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<AskingForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Consent.let_in(staff)?;
    let code = code_of(&path)?;
    let form = form.into_inner();
    let loaded = show_call_outs::one(&police.casework, code, &staff).await?;
    match form.read() {
        Ok(asking) => {
            let interpreter = loaded.content.situation.interpreter.is_some();
            let words = WordsRead::now(&police.library, language_of(&page), interpreter)?;
            let card = form.leaves_a_card().then(|| CardGiven::now(&police.library)).transpose()?;
            let recorded = record_consent::record_consent(&police.casework, code, asking, words, card, &staff, now(&site)).await?;
            if let Some(card_code) = recorded {
                return card::show_once(page, &police, code, &card_code);
            }
        }
        Err(errors) => {
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &ConsentPage::of(page, &police.library, &loaded, errors, form));
        }
    }
    let next = if form.then == "back" { "situation" } else { "review" };
    Ok(redirect::see_other(&format!("/call-outs/{code}/{next}"), None))
}
