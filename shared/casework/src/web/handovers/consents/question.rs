//! Whom, to whom and what for: the beginning of a question of consent.

use ::web::{FieldErrors, Form, Page, Problem, page};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;
use store::Conn;
use wire::{BoardId, CaseCode, Category, Purpose, Subject};

use super::{
    super::{
        handling::{Frame, Handling, code_of, id_of, page_of},
        problem::DoorProblem,
    },
    answer,
    person::{Person, everybody},
};
use crate::{Case, ConsentQuestion, DraftId, NextStep, Staff, web::value_forms::Typed};

/// Where the question comes from: the case, and the draft that lacks the yes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    of: String,
    draft: String,
    person: String,
}

/// To choose from: value, words, whether it is chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "handovers/consent_question.html")]
struct QuestionPage {
    page: Page,
    frame: Frame,
    of: String,
    draft: String,
    errors: FieldErrors,
    persons: Vec<Choice>,
    boards: Vec<Choice>,
    purposes: Vec<Choice>,
}

/// What the form asks: field, and key of its legend.
const ASKED: [(&str, &str); 3] = [("person", "consent-person"), ("to", "consent-to"), ("purpose", "sharing-purpose")];

impl QuestionPage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, known: &[Subject], typed: &Typed, errors: FieldErrors) -> Self {
        let person = |person: Person| {
            let value = person.to_string();
            let chosen = value == typed.one("person");
            (value, person.words(&page, known), chosen)
        };
        let boards = handling.casework.recipient_boards().into_iter();
        let purposes = handling.casework.askable_purposes(page.now).into_iter();
        let purpose = |one: Purpose| (one.to_string(), page.text(&format!("purpose-{one}")), one.code() == typed.one("purpose"));
        Self {
            frame: Frame::of(handling, code),
            persons: everybody(known).into_iter().map(person).collect(),
            boards: boards.map(|board| (board.id.to_string(), board.name, board.id.as_str() == typed.one("to"))).collect(),
            purposes: purposes.map(purpose).collect(),
            of: typed.one("of").to_owned(),
            draft: typed.one("draft").to_owned(),
            errors: errors.named(ASKED.map(|(field, key)| (field, page.text(key)))),
            page: page_of(page, code),
        }
    }
}

/// A question that can be put: whom, to whom, what for, and which categories a yes could open.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub person: Person,
    pub question: ConsentQuestion,
    pub categories: Vec<Category>,
}

impl Asked {
    /// Reads the three choices; each that is wrong is told at its field.
    pub(super) fn read(handling: &Handling, known: &[Subject], typed: &Typed, now: jiff::Timestamp) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::none();
        let mut missing = |name: &str| errors.add(name, "sharing-error-choose");
        let person = typed.one("person").parse::<Person>().ok().filter(|person| everybody(known).contains(person));
        let to = typed.one("to").parse::<BoardId>().ok();
        let to = to.filter(|to| handling.casework.recipient_boards().iter().any(|board| board.id == *to));
        let purpose = typed.one("purpose").parse::<Purpose>().ok();
        let chosen = [("person", person.is_some()), ("to", to.is_some()), ("purpose", purpose.is_some())];
        chosen.iter().filter(|(_, is_chosen)| !is_chosen).for_each(|(name, _)| missing(name));
        let (Some(person), Some(to), Some(purpose)) = (person, to, purpose) else { return Err(errors) };
        let question = ConsentQuestion { to, purpose };
        let role = person.role(known);
        let categories = role.map(|role| handling.casework.askable(&question, role, person.about, now)).unwrap_or_default();
        if categories.is_empty() {
            errors.add("person", "consent-error-nothing");
            return Err(errors);
        }
        Ok(Self { person, question, categories })
    }
}

/// `GET /cases/{code}/consents/new`
pub(super) async fn ask(
    page: Page,
    staff: Staff,
    path: Path<String>,
    from: Query<From>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, from) = (code_of(&path)?, from.into_inner());
    let mut typed: Typed = [("of", from.of.as_str()), ("draft", &from.draft), ("person", &from.person)].into_iter().collect();
    let (own, opened_by) = ((**handling).clone(), from.of.clone());
    let draft = draft_of(&typed)?;
    let found = handling.casework.db().try_read(move |conn| -> Result<_, DoorProblem> {
        let draft = draft.map(|draft| own.draft(conn, &code, draft, &staff)).transpose()?;
        let case = case_of(&own, conn, &code, &opened_by, draft.as_ref(), &staff)?;
        Ok((own.casework.persons(conn, &case)?, draft))
    });
    let (known, draft) = found.await?;
    if let Some(draft) = draft {
        typed.put("to", draft.to.board.to_string());
        typed.put("purpose", draft.purpose.code());
    }
    page::html(&QuestionPage::of(page, &handling, &code, &known, &typed, FieldErrors::none()))
}

/// `POST /cases/{code}/consents/new`: the page to read aloud from. Nothing is kept by it.
pub(super) async fn words(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let (known, wanted) = known_of(&handling, code, &typed, &staff, page.now).await?;
    match Asked::read(&handling, &known, &typed, page.now) {
        Ok(asked) => answer::first(page, &handling, &code, &known, &asked, &wanted, &typed),
        Err(errors) => {
            let again = QuestionPage::of(page, &handling, &code, &known, &typed, errors);
            page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

/// The persons of the case, and what the draft waits for: each category with the person whose yes it lacks.
pub(super) async fn known_of(
    handling: &Handling,
    code: CaseCode,
    typed: &Typed,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<(Vec<Subject>, Vec<(Category, Subject)>), Problem> {
    let (own, staff, of, draft) = (handling.clone(), staff.clone(), typed.one("of").to_owned(), draft_of(typed)?);
    let found = handling.casework.db().try_write("view_consent_question", move |conn| -> Result<_, DoorProblem> {
        let draft = draft.map(|draft| own.draft(conn, &code, draft, &staff)).transpose()?;
        let case = case_of(&own, conn, &code, &of, draft.as_ref(), &staff)?;
        let mut wanted = Vec::new();
        if let Some(draft) = draft {
            let preview = own.casework.preview_draft(conn, draft.id, &staff, now)?;
            let asks =
                |row: &crate::Row| if let Some(NextStep::AskConsent(person)) = row.step { Some((row.category, person)) } else { None };
            wanted = preview.stays.iter().filter_map(asks).collect();
        }
        Ok((own.casework.persons(conn, &case)?, wanted))
    });
    Ok(found.await?)
}

/// The case of a draft, or the one with the code.
pub(super) fn case_of(
    handling: &Handling,
    conn: &mut Conn,
    code: &CaseCode,
    of: &str,
    draft: Option<&crate::HandoverDraft>,
    staff: &Staff,
) -> Result<Case, DoorProblem> {
    match draft {
        Some(draft) => crate::cases::find(conn, draft.case)?.ok_or(DoorProblem::NotFound),
        None => handling.find_one(conn, code, of, staff),
    }
}

/// The draft that a form names, if any.
pub(super) fn draft_of(typed: &Typed) -> Result<Option<DraftId>, Problem> {
    let text = typed.one("draft");
    if text.is_empty() { Ok(None) } else { id_of(text).map(Some) }
}

/// Whether what is wanted for a draft is this person's to say yes to.
pub(super) fn is_wanted(asked: &Asked, wanted: &[(Category, Subject)], category: Category) -> bool {
    let same = |subject: &Subject| match asked.person.who {
        super::Who::Known(id) => subject.id == id,
        super::Who::Further(role) => subject.role == role,
    };
    wanted.iter().any(|(wanted, person)| *wanted == category && same(person))
}
