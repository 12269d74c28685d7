//! One more item of a person: a code where there is one, a line where there must be, and where the police know it from.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::Staff;
use jiff::civil::Date;
use serde::Deserialize;
use store::Id;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::PersonText;

use super::{
    super::{
        forms::text_error,
        outreach::view::{Choice, choices, day},
    },
    id_of,
};
use crate::{
    access::Door,
    app::Police,
    domain::focus_item::{
        FocusAdvice, FocusContent, FocusKind, FocusPlace, LINE_CHARACTERS_MAX, NewItem, OfficerDanger, OrderKind, PoliceSource, RiskFactor,
    },
    flow::{FlowError, focus_items, focus_persons},
};

/// An item, as texts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ItemForm {
    kind: String,
    /// Which of the kind's list; empty for a kind without one.
    code: String,
    line: String,
    /// Last day of an order.
    until: String,
    source: String,
    source_on: String,
}

impl ItemForm {
    fn read(&self, kind: FocusKind, today: Date) -> Result<NewItem, FieldErrors> {
        let mut errors = FieldErrors::none();
        let content = self.content(kind, today, &mut errors);
        let source: Option<PoliceSource> = self.source.parse().ok();
        if source.is_none() {
            errors.add("source", "focus-error-source");
        }
        let source_on = day(&self.source_on).ok().flatten().filter(|day| *day <= today);
        if source_on.is_none() {
            errors.add("source_on", "focus-error-source-on");
        }
        match (content, source, source_on) {
            (Some(content), Some(source), Some(source_on)) => Ok(NewItem { content, source, source_on }),
            _ => Err(errors),
        }
    }

    fn content(&self, kind: FocusKind, today: Date, errors: &mut FieldErrors) -> Option<FocusContent> {
        match kind {
            FocusKind::WhyNow => self.line(errors).map(FocusContent::WhyNow),
            FocusKind::Danger => self.code(errors).map(FocusContent::Danger),
            FocusKind::Advice => self.code(errors).map(FocusContent::Advice),
            FocusKind::Order => {
                let (order, until) = (self.code(errors), self.until(today, errors));
                Some(FocusContent::Order(order?, until?))
            }
            FocusKind::Factor => {
                let (factor, why) = (self.code(errors), self.line(errors));
                Some(FocusContent::Factor(factor?, why?))
            }
            FocusKind::Address => {
                let (place, line) = (self.code(errors), self.line(errors));
                Some(FocusContent::Address(place?, line?))
            }
        }
    }

    fn code<T: std::str::FromStr>(&self, errors: &mut FieldErrors) -> Option<T> {
        self.code.parse().map_err(|_| errors.add("code", "error-choice")).ok()
    }

    fn line(&self, errors: &mut FieldErrors) -> Option<PersonText> {
        PersonText::parse(&self.line, LINE_CHARACTERS_MAX).map_err(|error| errors.add("line", text_error(error))).ok()
    }

    fn until(&self, today: Date, errors: &mut FieldErrors) -> Option<Date> {
        let until = day(&self.until).ok().flatten().filter(|day| *day >= today);
        if until.is_none() {
            errors.add("until", "focus-error-until");
        }
        until
    }
}

/// The list of a kind, with its words' prefix.
fn codes_of(page: &Page, kind: FocusKind, chosen: &str) -> Vec<Choice> {
    let of = |list, codes: Vec<&str>| choices(page, list, &codes, chosen);
    match kind {
        FocusKind::WhyNow => Vec::new(),
        FocusKind::Danger => of("focus-danger", OfficerDanger::ALL.iter().map(|code| code.code()).collect()),
        FocusKind::Order => of("focus-order", OrderKind::ALL.iter().map(|code| code.code()).collect()),
        FocusKind::Advice => of("focus-advice", FocusAdvice::ALL.iter().map(|code| code.code()).collect()),
        FocusKind::Factor => of("focus-factor", RiskFactor::ALL.iter().map(|code| code.code()).collect()),
        FocusKind::Address => of("focus-place", FocusPlace::ALL.iter().map(|code| code.code()).collect()),
    }
}

#[derive(Template)]
#[template(path = "focus_persons/item.html")]
struct ItemPage {
    page: Page,
    errors: FieldErrors,
    id: String,
    number: i32,
    kind: FocusKind,
    heading: String,
    form: ItemForm,
    codes: Vec<Choice>,
    sources: Vec<Choice>,
}

impl ItemPage {
    /// The key of the line's label; empty for a kind without a line.
    fn line_key(&self) -> &'static str {
        match self.kind {
            FocusKind::WhyNow => "focus-line-why_now",
            FocusKind::Factor => "focus-line-factor",
            FocusKind::Address => "focus-line-address",
            FocusKind::Danger | FocusKind::Order | FocusKind::Advice => "",
        }
    }
}

/// `GET /focus-persons/{focus}/items`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    form: Query<ItemForm>,
    police: Data<Police>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::FocusItem.let_in(staff)?;
    let form = ItemForm { kind: form.into_inner().kind, ..ItemForm::default() };
    let kind = form.kind.parse().map_err(|_| Problem::not_found())?;
    shown(page, &police, id_of(&path)?, &staff, (kind, form), FieldErrors::none()).await
}

async fn shown(
    page: Page,
    police: &Police,
    id: Id,
    staff: &Staff,
    (kind, form): (FocusKind, ItemForm),
    errors: FieldErrors,
) -> Result<HttpResponse, Problem> {
    let number = focus_persons::number(&police.casework, id, staff, page.now).await?;
    let status = if errors.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = page.words.with("focus-number", &[("n", number)]);
    let view = ItemPage {
        errors,
        id: id.to_string(),
        number,
        kind,
        heading: page.text(&format!("focus-kind-{kind}")),
        codes: codes_of(&page, kind, &form.code),
        sources: choices(&page, "focus-source", &PoliceSource::ALL.iter().map(|source| source.code()).collect::<Vec<_>>(), &form.source),
        form,
        page: page.titled(&title),
    };
    page::html_with(status, &view)
}

/// `POST /focus-persons/{focus}/items`
pub(super) async fn add(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<ItemForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::FocusItem.let_in(staff)?;
    let (id, form) = (id_of(&path)?, form.into_inner());
    let kind = form.kind.parse().map_err(|_| Problem::not_found())?;
    let errors = match form.read(kind, rulebook::Moment::in_sweden(page.now).date()) {
        Err(errors) => errors,
        Ok(new) => match focus_items::add(&police.casework, id, new, &staff, page.now).await {
            Ok(()) => return Ok(redirect::see_other(&format!("/focus-persons/{id}#{kind}"), Some("flash-saved"))),
            Err(FlowError::Focus(why)) => {
                let mut errors = FieldErrors::none();
                errors.add("code", format!("focus-refused-{why}"));
                errors
            }
            Err(other) => return Err(other.into()),
        },
    };
    shown(page, &police, id, &staff, (kind, form), errors).await
}
