//! Writing down that the law was compared.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use jiff::civil::Date;
use serde::Deserialize;
use web::{Form, Page, Problem, redirect};

use super::{
    edition_of,
    list::{Typed, render},
};
use crate::{
    flow::{
        Broker, TextOutcome, VerbError,
        check_text::{Compared, TextFault, Texts, check_text},
    },
    web::{faults::Faults, visitor::Writer},
};

/// The choice of every text at once.
const ALL: &str = "all";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fields {
    source: String,
    on: String,
    outcome: String,
    note: String,
}

pub(crate) async fn check(
    broker: Data<Broker>,
    page: Page,
    writer: Writer,
    id: Path<String>,
    form: Form<Fields>,
) -> Result<HttpResponse, Problem> {
    let id = edition_of(&id)?;
    let fields = form.into_inner();
    let faults = match read(&page, &fields) {
        Err(faults) => faults,
        Ok((on, outcome)) => {
            let texts = if fields.source == ALL { Texts::All } else { Texts::One(fields.source.clone()) };
            let compared = Compared { texts, on, outcome, note: fields.note.clone() };
            match check_text(&broker, &writer.0.login, &id, compared).await {
                Ok(_) => return Ok(redirect::see_other("/rulebook", Some("text-kept"))),
                Err(VerbError::Refused(TextFault::NotFound)) => return Err(Problem::not_found()),
                Err(VerbError::Refused(refused)) => fault(&page, &refused),
                Err(VerbError::Flow(error)) => return Err(error.into()),
            }
        }
    };
    let Fields { source, on, outcome, note } = fields;
    render(&broker, page, &writer.0, Typed { source, on, outcome, note, number: String::new() }, faults).await
}

/// The day and the outcome, or what is missing.
fn read(page: &Page, fields: &Fields) -> Result<(Date, TextOutcome), Faults> {
    let mut faults = Faults::none();
    if fields.source.is_empty() {
        faults.add("source", page.text("fault-text-which"));
    }
    let on = fields.on.trim().parse::<Date>();
    if on.is_err() {
        faults.add("on", page.text("fault-day"));
    }
    let outcome = fields.outcome.parse::<TextOutcome>();
    if outcome.is_err() {
        faults.add("outcome", page.text("fault-text-outcome"));
    }
    match (on, outcome) {
        (Ok(on), Ok(outcome)) if !faults.any() => Ok((on, outcome)),
        _ => Err(faults),
    }
}

fn fault(page: &Page, refused: &TextFault) -> Faults {
    match refused {
        TextFault::DayAhead(day) => Faults::one("on", page.words.with("fault-day-ahead", &[("day", page.date(day))])),
        TextFault::NoteMissing => Faults::one("note", page.text("fault-note-missing")),
        TextFault::NoteTooLong { letters_max } => Faults::one("note", page.words.with("fault-note-too-long", &[("letters", *letters_max)])),
        TextFault::UnknownText | TextFault::NotFound => Faults::one("source", page.text("fault-text-unknown")),
    }
}
