//! The words that are read aloud, what was said yes to, and the answer. Nothing is answered before somebody answers.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use practice::Text;
use store::Conn;
use wire::{AskedWhere, CaseCode, Category, ConsentForm, ConsentText, Subject};

use super::{
    super::{
        handling::{Frame, Handling, code_of, page_of},
        problem::DoorProblem,
        words::language_of,
    },
    person::{Person, Who},
    question::{Asked, case_of, draft_of, is_wanted, known_of},
    view::question_words,
};
use crate::{AskedAbout, CaseError, ChildAsked, ConsentAnswer, CouldNotAsk, GivenConsent, Staff, subjects, web::value_forms::Typed};

/// To choose from: value, words, whether it is chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "handovers/consent_answer.html")]
struct AnswerPage {
    page: Page,
    frame: Frame,
    errors: FieldErrors,
    /// What the three choices were, to be handed in with the answer.
    carried: Vec<(&'static str, String)>,
    who: String,
    board: String,
    purpose: String,
    words: Vec<String>,
    about_child: bool,
    categories: Vec<Choice>,
    suspected: Vec<Choice>,
    child: Vec<Choice>,
    earshot: Vec<Choice>,
    forms: Vec<Choice>,
    interpreter: Vec<Choice>,
    answers: Vec<Choice>,
    reasons: Vec<Choice>,
}

/// What the form asks: field, and key of its legend.
const ASKED: [(&str, &str); 7] = [
    ("suspected", "consent-suspected"),
    ("earshot", "consent-earshot"),
    ("answer", "consent-answer"),
    ("form", "consent-form"),
    ("interpreter", "consent-interpreter-asked"),
    ("child", "consent-child"),
    ("reason", "consent-reason"),
];

impl AnswerPage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, known: &[Subject], asked: &Asked, typed: &Typed, errors: FieldErrors) -> Self {
        let pick = |name: &str, list: &str, codes: &[&str]| -> Vec<Choice> {
            let is_chosen = |code: &str| typed.all(name).any(|chosen| chosen == code);
            codes.iter().map(|code| ((*code).to_owned(), page.text(&format!("{list}-{code}")), is_chosen(code))).collect()
        };
        let codes: Vec<&str> = asked.categories.iter().map(|category| category.code()).collect();
        let (board, purpose) = question_words(&page, &handling.casework.recipient_boards(), &asked.question);
        let words = text_of(handling, asked.person).map(|text| text.filled(language_of(&page), |_| None)).unwrap_or_default();
        let carried = ["of", "draft", "person", "to", "purpose"].map(|name| (name, typed.one(name).to_owned()));
        Self {
            frame: Frame::of(handling, code),
            carried: carried.to_vec(),
            who: asked.person.words(&page, known),
            about_child: asked.person.about == AskedAbout::Child,
            categories: pick("categories", "category", &codes),
            suspected: pick("suspected", "stated", &["no", "yes"]),
            child: pick("child", "consent-child", &["agrees", "too_young", "disagrees"]),
            earshot: pick("earshot", "consent-earshot", &["no", "yes"]),
            forms: pick("form", "consent-form", &ConsentForm::ALL.iter().map(|form| form.code()).collect::<Vec<_>>()),
            interpreter: pick("interpreter", "stated", &["no", "yes"]),
            answers: pick("answer", "consent-answer", &["yes", "no", "could_not_ask"]),
            reasons: pick("reason", "consent-reason", &CouldNotAsk::ALL.iter().map(|reason| reason.code()).collect::<Vec<_>>()),
            errors: errors.named(ASKED.map(|(field, key)| (field, page.text(key)))),
            page: page_of(page, code),
            board,
            purpose,
            words,
        }
    }
}

/// The page as it is first shown: what the draft lacks is ticked, for that is what is read aloud.
pub(super) fn first(
    page: Page,
    handling: &Handling,
    code: &CaseCode,
    known: &[Subject],
    asked: &Asked,
    wanted: &[(Category, Subject)],
    typed: &Typed,
) -> Result<HttpResponse, Problem> {
    let mut typed = typed.clone();
    for category in asked.categories.iter().filter(|category| is_wanted(asked, wanted, **category)) {
        typed.put("categories", category.code());
    }
    page::html(&AnswerPage::of(page, handling, code, known, asked, &typed, FieldErrors::none()))
}

/// The words for this person: a custodian who answers for the child hears others.
fn text_of(handling: &Handling, person: Person) -> Option<&Text> {
    handling.library.text(if person.about == AskedAbout::Child { "child" } else { "support" })
}

/// What was answered, read from the form.
enum Answered {
    Yes(Yes),
    No,
    CouldNotAsk(CouldNotAsk),
}

struct Yes {
    categories: Vec<Category>,
    form: ConsentForm,
    asked: AskedWhere,
    interpreter: bool,
    child: Option<ChildAsked>,
}

fn read(asked: &Asked, typed: &Typed) -> Result<Answered, FieldErrors> {
    let mut errors = FieldErrors::none();
    let read = match typed.one("answer") {
        "yes" => return read_yes(asked, typed).map(Answered::Yes),
        "no" => Some(Answered::No),
        "could_not_ask" => {
            let reason = typed.one("reason").parse().ok();
            if reason.is_none() {
                errors.add("reason", "sharing-error-choose");
            }
            reason.map(Answered::CouldNotAsk)
        }
        _ => {
            errors.add("answer", "sharing-error-choose");
            None
        }
    };
    read.ok_or(errors)
}

fn read_yes(asked: &Asked, typed: &Typed) -> Result<Yes, FieldErrors> {
    let mut errors = FieldErrors::none();
    let categories: Vec<Category> = typed.all("categories").filter_map(|code| code.parse().ok()).collect();
    if categories.is_empty() || categories.iter().any(|category| !asked.categories.contains(category)) {
        errors.add("categories", "consent-error-categories");
    }
    let mut yes_or_no = |name: &'static str| match typed.one(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            errors.add(name, "sharing-error-choose");
            None
        }
    };
    let (heard, interpreter) = (yes_or_no("earshot"), yes_or_no("interpreter"));
    let form = typed.one("form").parse().ok();
    if form.is_none() {
        errors.add("form", "sharing-error-choose");
    }
    let child = match asked.person.about {
        AskedAbout::Own => None,
        AskedAbout::Child => read_child(typed, &mut errors),
    };
    match (heard, interpreter, form) {
        (Some(heard), Some(interpreter), Some(form)) if !errors.any() => {
            let asked = if heard { AskedWhere::WithinEarshot } else { AskedWhere::OutOfEarshot };
            Ok(Yes { categories, form, asked, interpreter, child })
        }
        _ => Err(errors),
    }
}

/// A custodian says yes for a child: none who is suspected is asked, and what the child says counts by age and maturity.
fn read_child(typed: &Typed, errors: &mut FieldErrors) -> Option<ChildAsked> {
    match typed.one("suspected") {
        "no" => {}
        "yes" => errors.add("suspected", "consent-error-suspected"),
        _ => errors.add("suspected", "sharing-error-choose"),
    }
    let child = typed.one("child");
    let asked = child.parse().ok();
    if asked.is_none() {
        errors.add("child", if child == "disagrees" { "consent-error-child" } else { "sharing-error-choose" });
    }
    asked
}

/// `POST /cases/{code}/consents`
pub(super) async fn record(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let (known, _) = known_of(&handling, code, &typed, &staff, page.now).await?;
    // The three choices were right when the page was made; a form that has others was not made by it.
    let asked = Asked::read(&handling, &known, &typed, page.now).map_err(Problem::invalid_fields)?;
    let answered = match read(&asked, &typed) {
        Ok(answered) => answered,
        Err(errors) => {
            let again = AnswerPage::of(page, &handling, &code, &known, &asked, &typed, errors);
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
        }
    };
    let words = words_read(&handling, &page, &asked, &answered)?;
    write(&handling, code, &typed, (asked, answered, words), staff, page.now).await?;
    let to = match draft_of(&typed)? {
        Some(draft) => format!("/cases/{code}/drafts/{draft}/review"),
        None => format!("/cases/{code}/consents"),
    };
    Ok(redirect::see_other(&to, Some("flash-consent-recorded")))
}

/// The words as they were read, and for how many days they say it lasts.
fn words_read(handling: &Handling, page: &Page, asked: &Asked, answered: &Answered) -> Result<(ConsentText, u16), Problem> {
    let text = text_of(handling, asked.person).ok_or_else(|| Problem::internal("no words to read"))?;
    let days = text.days().and_then(|days| u16::try_from(days).ok()).ok_or_else(|| Problem::internal("words without a length"))?;
    let interpreter = matches!(answered, Answered::Yes(yes) if yes.interpreter);
    let (id, version) = (text.id().to_owned(), text.version().to_owned());
    Ok((ConsentText { id, version, language: language_of(page), interpreter }, days))
}

async fn write(
    handling: &Handling,
    code: CaseCode,
    typed: &Typed,
    (asked, answered, words): (Asked, Answered, (ConsentText, u16)),
    staff: Staff,
    now: jiff::Timestamp,
) -> Result<(), Problem> {
    let (own, of, draft) = (handling.clone(), typed.one("of").to_owned(), draft_of(typed)?);
    let recorded = handling.casework.db().try_write("record_case_consent", move |conn| -> Result<(), DoorProblem> {
        let draft = draft.map(|draft| own.draft(conn, &code, draft, &staff)).transpose()?;
        let case = case_of(&own, conn, &code, &of, draft.as_ref(), &staff)?;
        let giver = giver(&own, conn, &case, asked.person, now)?;
        let answer = answer_of(giver, &asked, &answered, &words);
        own.casework.record_consent(conn, &case, answer, &staff, now)?;
        Ok(())
    });
    Ok(recorded.await?)
}

fn giver(handling: &Handling, conn: &mut Conn, case: &crate::Case, person: Person, now: jiff::Timestamp) -> Result<Subject, DoorProblem> {
    match person.who {
        Who::Known(id) => subjects::of_case(conn, case.id)?.into_iter().find(|known| known.id == id).ok_or(DoorProblem::NotFound),
        Who::Further(role) => handling.casework.add_subject(conn, case, role, now).map_err(CaseError::into),
    }
}

fn answer_of(giver: Subject, asked: &Asked, answered: &Answered, (text, days): &(ConsentText, u16)) -> ConsentAnswer {
    let question = asked.question.clone();
    match answered {
        Answered::No => ConsentAnswer::Refused { giver, question },
        Answered::CouldNotAsk(reason) => ConsentAnswer::CouldNotAsk { giver, question, reason: *reason },
        Answered::Yes(yes) => ConsentAnswer::Given(GivenConsent {
            giver,
            to: question.to,
            purpose: question.purpose,
            categories: yes.categories.clone(),
            days: *days,
            form: yes.form,
            asked: yes.asked,
            text: text.clone(),
            card_code_hash: None,
            child_asked: yes.child,
        }),
    }
}
