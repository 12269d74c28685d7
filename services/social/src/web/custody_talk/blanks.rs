//! What is put into the words that are read: the reader's own name and unit, the number, and answers in codes. Nothing of the case.

use casework::Casework;
use practice::{Talk, TalkBlank, TalkFinding};
use web::{Language, Page};

use crate::{config::DeskConfig, domain::written_number};

/// Who reads, and the number that both adults get.
pub(super) struct Reader {
    pub(super) name: String,
    pub(super) number: String,
}

impl Reader {
    pub(super) fn of(casework: &Casework, desk: &DeskConfig, name: &str) -> Self {
        let own = desk.violence_team_phone.as_str();
        let number = if own.is_empty() { casework.support_line().tel } else { own.to_owned() };
        Self { name: name.to_owned(), number: written_number(&number) }
    }

    /// For the words as they are read now.
    pub(super) fn in_talk(&self, page: &Page, talk: &Talk<'_>, step: &str, blank: TalkBlank) -> String {
        match blank {
            TalkBlank::Plan => plan(page, talk),
            TalkBlank::Feeling => talk.chosen().map_or_else(|| self.open(page, blank), |chip| chip.words(language_of(page)).to_owned()),
            TalkBlank::Step => step.to_owned(),
            other => self.open(page, other),
        }
    }

    /// For words that are read later, or on paper.
    pub(super) fn open(&self, page: &Page, blank: TalkBlank) -> String {
        match blank {
            TalkBlank::Name if self.name.is_empty() => "…………".to_owned(),
            TalkBlank::Name => self.name.clone(),
            TalkBlank::Unit => page.agency.unit.clone(),
            TalkBlank::Number => self.number.clone(),
            TalkBlank::Plan | TalkBlank::Feeling | TalkBlank::Step | TalkBlank::Decisions => {
                page.text(&format!("custody-talk-blank-{blank}"))
            }
        }
    }
}

/// What was agreed, as it is said.
fn plan(page: &Page, talk: &Talk<'_>) -> String {
    let said = |finding: TalkFinding| !matches!(finding.part(), practice::TalkPart::Need) && !finding.code().ends_with("not_stated");
    let words: Vec<String> = talk.findings().iter().filter(|finding| said(*finding)).map(|finding| finding_words(page, finding)).collect();
    if words.is_empty() { page.text("custody-talk-plan-none") } else { words.join(", ") }.to_lowercase()
}

/// A finding in words.
pub(super) fn finding_words(page: &Page, finding: TalkFinding) -> String {
    page.text(&format!("custody-talk-{}-{}", finding.part(), finding.word()))
}

/// The language of the page, as the words that are read know it.
pub(super) fn language_of(page: &Page) -> wire::Language {
    match page.language {
        Language::Sv => wire::Language::Sv,
        Language::En => wire::Language::En,
    }
}
