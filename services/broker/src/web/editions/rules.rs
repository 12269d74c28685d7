//! The rules of an edition, each beside the law it stands on.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use web::{Page, Problem, page};

use super::{
    rule_view::{NarrowingView, OfKind, SourceView, by_kind},
    view_of,
};
use crate::{flow::Broker, web::visitor::Reader};

#[derive(Template)]
#[template(path = "rulebook/rules.html")]
struct RulesPage {
    page: Page,
    id: String,
    state: String,
    cutoff: String,
    kinds: Vec<OfKind>,
    narrowings: Vec<NarrowingView>,
    /// Provisions that no rule names.
    others: Vec<SourceView>,
}

pub(crate) async fn show(broker: Data<Broker>, page: Page, _reader: Reader, id: Path<String>) -> Result<HttpResponse, Problem> {
    let view = view_of(&broker, &id).await?;
    let edition = &view.edition;
    let named = |source: &str| edition.rules().iter().any(|rule| rule.sources.iter().any(|named| named == source));
    let title = page.words.with("rules-title", &[("id", edition.id().as_str())]);
    let shown = RulesPage {
        id: edition.id().to_string(),
        state: page.text(&format!("state-{}", view.summary.state)),
        cutoff: page.date(&edition.text_cutoff()),
        kinds: by_kind(&page, edition),
        narrowings: edition.narrowings().iter().map(|narrowing| NarrowingView::of(&page, edition, narrowing)).collect(),
        others: edition.sources().iter().filter(|source| !named(&source.id)).map(|source| SourceView::of(&page, source)).collect(),
        page: page.titled(&title).wide(),
    };
    page::html(&shown)
}
