//! The rule book: editions in force, coming and gone, and when the law must be read again.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use jiff::civil::Date;
use web::{Page, Problem, moment, page};

use super::{
    row_view::{EditionRow, name_of},
    rule_view::NarrowingView,
};
use crate::{
    access,
    flow::{
        Broker, ProposalState, TextDue, TextOutcome, TextStanding,
        check_text::{NOTE_LETTERS_MAX, text_checks_due},
        editions,
    },
    web::{
        faults::Faults,
        phrases,
        visitor::{Reader, Visitor},
    },
};

#[derive(Template)]
#[template(path = "rulebook/list.html")]
struct ListPage {
    page: Page,
    groups: Vec<Group>,
    texts: Vec<TextRow>,
    late: usize,
    soon: usize,
    narrowings: Vec<NarrowingView>,
    switches: Vec<SwitchRow>,
    active: Option<String>,
    may_write: bool,
    note_letters_max: usize,
    today: Date,
    typed: Typed,
    faults: Faults,
}

/// Editions of one state.
struct Group {
    id: &'static str,
    title: String,
    empty: String,
    rows: Vec<EditionRow>,
}

/// A provision and its clock.
struct TextRow {
    source: String,
    citation: String,
    last: String,
    due: String,
    left: String,
    standing: TextStanding,
    standing_words: String,
    newest: Option<Newest>,
}

/// The newest comparison made here.
struct Newest {
    words: String,
    changed: bool,
    note: String,
}

/// An open question of law.
struct SwitchRow {
    id: String,
    on: bool,
    means: String,
}

/// What somebody typed into the forms of the page.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub source: String,
    pub on: String,
    pub outcome: String,
    pub note: String,
    pub number: String,
}

pub(crate) async fn show(broker: Data<Broker>, page: Page, reader: Reader) -> Result<HttpResponse, Problem> {
    render(&broker, page, &reader.0, Typed::default(), Faults::none()).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn render(broker: &Broker, page: Page, visitor: &Visitor, typed: Typed, faults: Faults) -> Result<HttpResponse, Problem> {
    let all = editions::list(broker).await?;
    let due = text_checks_due(broker).await?;
    let active = broker.live.edition();
    let rules = active.as_ref().map(|active| active.rules.clone());
    let count = |standing: TextStanding| due.iter().filter(|text| text.standing == standing).count();
    let title = page.text("rulebook-title");
    let status = if faults.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let narrowings = rules.iter().flat_map(|rules| rules.narrowings().iter().map(|one| NarrowingView::of(&page, rules, one)));
    let switches = rules.iter().flat_map(|rules| rules.switches()).map(|switch| SwitchRow {
        id: switch.id.clone(),
        on: switch.on,
        means: phrases::said(&page, &switch.means).to_owned(),
    });
    let shown = ListPage {
        groups: groups(&page, broker, &all),
        late: count(TextStanding::Overdue),
        soon: count(TextStanding::Soon),
        texts: due.iter().map(|text| TextRow::of(&page, broker, text)).collect(),
        narrowings: narrowings.collect(),
        switches: switches.collect(),
        active: active.map(|active| active.reference.id.to_string()),
        may_write: access::writes_rulebook(visitor.role).is_ok(),
        note_letters_max: NOTE_LETTERS_MAX,
        today: moment::today(page.now),
        typed,
        faults,
        page: page.titled(&title).wide(),
    };
    page::html_with(status, &shown)
}

/// In force, coming, under review, and what was.
fn groups(page: &Page, broker: &Broker, all: &[editions::EditionSummary]) -> Vec<Group> {
    let group = |state: ProposalState| Group {
        id: state.code(),
        title: page.text(&format!("editions-{state}")),
        empty: page.text(&format!("editions-none-{state}")),
        rows: all.iter().filter(|summary| summary.state == state).map(|summary| EditionRow::of(page, broker, summary)).collect(),
    };
    let order =
        [ProposalState::Active, ProposalState::Approved, ProposalState::UnderReview, ProposalState::Replaced, ProposalState::Withdrawn];
    order.into_iter().map(group).collect()
}

impl TextRow {
    fn of(page: &Page, broker: &Broker, text: &TextDue) -> Self {
        let left = page.words.with(if text.days < 0 { "text-days-late" } else { "text-days-left" }, &[("days", text.days.abs())]);
        let newest = text.newest.as_ref().map(|check| {
            let said = [("who", name_of(broker, &check.checked_by)), ("outcome", page.text(&format!("outcome-{}", check.outcome)))];
            Newest {
                words: page.words.with("text-newest", &said),
                changed: check.outcome == TextOutcome::Changed,
                note: check.note.clone(),
            }
        });
        Self {
            source: text.source.clone(),
            citation: phrases::cited(page, &text.citation),
            last: page.date(&text.last),
            due: page.date(&text.due),
            left,
            standing: text.standing,
            standing_words: page.text(&format!("standing-{}", text.standing)),
            newest,
        }
    }
}
