//! The page of a partner contact.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff, web::value_forms::Typed};
use store::Id;
use web::{FieldErrors, Page, Problem, page};

use super::{
    super::switch_view::{ReadOut, read_out, switch_line},
    id_of,
    view::{ContactForm, ContactsView, TaskView, WordingView, contacts_view, his_lines, shut_key, task_view, told_lines, wording_views},
};
use crate::{
    access,
    domain::{ContactShut, SwitchAnswer},
    flow::{self, PartnerContactShown},
};

#[derive(Template)]
#[template(path = "partner_contacts/page.html")]
struct ContactPage {
    page: Page,
    errors: FieldErrors,
    id: String,
    number: i32,
    /// Why there is no contact now.
    shut: Option<String>,
    has_ended: bool,
    is_excluded: bool,
    /// She has said no: the offer stands, and nobody nags.
    offer_stands: bool,
    /// She is asked, or may take her yes back.
    may_answer: bool,
    may_write: bool,
    tasks: Vec<TaskView>,
    done: Vec<String>,
    parts: Vec<(String, String)>,
    consents: Vec<String>,
    answers: Vec<String>,
    told: Vec<String>,
    contacts: ContactsView,
    wordings: Vec<WordingView>,
    letters: Vec<(String, String)>,
    texts: Vec<ReadOut>,
    form: ContactForm,
}

impl ContactPage {
    fn of(page: Page, library: &practice::Library, shown: &PartnerContactShown, typed: Typed, errors: FieldErrors) -> Self {
        let shut = shown.shut();
        let hers = shown.hers();
        let (parts, consents) = his_lines(&page, shown);
        let title = page.words.with("partner-number", &[("n", shown.contact.number)]);
        Self {
            id: shown.contact.id.to_string(),
            number: shown.contact.number,
            shut: shut.map(|why| page.text(&shut_key(why))),
            has_ended: shut == Some(ContactShut::Ended),
            is_excluded: shown.exclusion.is_some(),
            offer_stands: matches!(hers, Some(SwitchAnswer::Refused | SwitchAnswer::Withdrawn)) && shut.is_none(),
            may_answer: shut.is_none() || hers == Some(SwitchAnswer::Given),
            may_write: shown.may_write(),
            tasks: shown.tasks.iter().filter(|task| task.end.is_none()).map(|task| task_view(&page, task)).collect(),
            done: done_lines(&page, shown),
            parts,
            consents,
            answers: shown.answers.iter().rev().map(|(row, heard_by)| switch_line(&page, "", row, heard_by)).collect(),
            told: told_lines(&page, shown),
            contacts: contacts_view(&page, shown),
            wordings: wording_views(&page, shown),
            letters: letter_lines(&page, shown),
            texts: ["partner-wants-contact", "partner-pass-on"].map(|id| read_out(&page, library, id)).to_vec(),
            form: ContactForm::of(&page, shown, typed),
            errors,
            page: page.titled(&title),
        }
    }
}

fn done_lines(page: &Page, shown: &PartnerContactShown) -> Vec<String> {
    let line = |task: &flow::PartnerTask| {
        let (how, role, at) = task.end?;
        let (words, how) = (page.text(&format!("partner-task-{}", task.kind)), page.text(&format!("partner-end-{how}")));
        Some(format!("{words}: {} · {} {} · {}", how.to_lowercase(), page.day(&at), page.time(&at), page.text(&format!("role-{role}"))))
    };
    shown.tasks.iter().filter_map(line).collect()
}

fn letter_lines(page: &Page, shown: &PartnerContactShown) -> Vec<(String, String)> {
    let line = |kept: &crate::db::partner_contact_letters::KeptLetter| {
        let (text, version) = &kept.text;
        let (kind, words) = (page.text(&format!("partner-letter-{text}")), page.text(&format!("partner-wording-{}", kept.wording)));
        let version = page.words.with("read-out-version", &[("version", version.as_str())]);
        (kept.id.to_string(), format!("{kind}, {} · {} {} · {version}", words.to_lowercase(), page.day(&kept.at), page.time(&kept.at)))
    };
    shown.letters.iter().map(line).collect()
}

/// `GET /partner-contacts/{contact}`
pub(super) async fn show(page: Page, staff: Staff, path: Path<String>, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    again(page, &casework, id_of(&path)?, (Typed::default(), FieldErrors::none()), &staff).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn again(
    page: Page,
    casework: &Casework,
    id: Id,
    (typed, errors): (Typed, FieldErrors),
    staff: &Staff,
) -> Result<HttpResponse, Problem> {
    let (own, person, now) = (casework.clone(), staff.clone(), page.now);
    let seen = casework.db().try_write("view_partner_contact", move |conn| flow::view_partner_contact(&own, conn, id, &person, now));
    let shown = seen.await?;
    let status = if errors.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page::html_with(status, &ContactPage::of(page, &casework.library(), &shown, typed, errors))
}
