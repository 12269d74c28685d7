//! “The person told of a crime”: one tap on the page of contacts, and the list of the investigators. Codes, times and roles.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use serde::Deserialize;
use store::Id;
use web::{Form, Page, Problem, page, redirect};

use super::{code_of, sharing::knows};
use crate::{
    access::Door,
    app::Police,
    flow::told_hints::{self, Listed},
};

#[derive(Template)]
#[template(path = "told_hints/list.html")]
struct ListPage {
    page: Page,
    waiting: Vec<HintView>,
    taken: Vec<HintView>,
}

struct HintView {
    id: String,
    spoken: String,
    code: String,
    /// The reader can open the case.
    is_own: bool,
    told_at: Timestamp,
    /// The role of who heard it.
    role: String,
    /// When and by which role it was taken.
    taken: String,
}

impl HintView {
    fn of(page: &Page, Listed { code, hint, is_own }: &Listed) -> Self {
        let role = |role| page.text(&format!("role-{role}")).to_lowercase();
        Self {
            id: hint.id.to_string(),
            spoken: code.pairing().spoken(),
            code: code.to_string(),
            is_own: *is_own,
            told_at: hint.told_at,
            role: role(hint.heard_role),
            taken: hint.taken.map(|(at, by)| format!("{} {}, {}", page.day(&at), page.time(&at), role(by))).unwrap_or_default(),
        }
    }
}

/// Which of the cases with one code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TellForm {
    of: String,
}

/// A form that carries nothing but its token.
#[derive(Deserialize)]
pub struct TakeForm {}

/// `POST /cases/{code}/told-hints`
pub async fn tell(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<TellForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::HintTold.let_in(staff)?;
    let (code, of) = (code_of(&path)?, form.into_inner().of);
    let to = if of.is_empty() { format!("/cases/{code}/contacts#told") } else { format!("/cases/{code}/contacts?of={of}#told") };
    told_hints::tell(&police.casework, (code, of), knows, &staff, page.now).await?;
    Ok(redirect::see_other(&to, Some("flash-hint-told")))
}

/// `GET /told-hints`
pub async fn list(page: Page, staff: Staff, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::ToldHints.let_in(staff)?;
    let hints = told_hints::list(&police.casework, knows, &staff, page.now).await?;
    let (taken, waiting): (Vec<_>, Vec<_>) = hints.iter().partition(|listed| listed.hint.taken.is_some());
    let view = |hints: Vec<&Listed>| hints.into_iter().map(|listed| HintView::of(&page, listed)).collect();
    let (waiting, taken) = (view(waiting), view(taken));
    let title = page.text("hints-title");
    page::html(&ListPage { waiting, taken, page: page.titled(&title) })
}

/// `POST /told-hints/{hint}`
pub async fn take(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    _form: Form<TakeForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::TakeHint.let_in(staff)?;
    let id: Id = path.parse().map_err(|_| Problem::not_found())?;
    told_hints::take(&police.casework, id, &staff, page.now).await?;
    Ok(redirect::see_other("/told-hints", Some("flash-saved")))
}
