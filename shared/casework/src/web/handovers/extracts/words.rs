//! The words of a paper, in the language it was asked for. What is fixed is the same for everybody: for whom nothing is held,
//! of whom nothing may be said, and who is given the short form.

use ::web::{Language, Locales, Words, moment};
use jiff::civil::Date;

use crate::{
    ExtractPaper, PaperHandover, PaperLine, Text2,
    paper::{Block, Paper},
    web::{CODE_WORDS, LOCALES},
};

/// The paper, ready to be set.
pub(super) fn paper(told: &ExtractPaper) -> Paper {
    let language = match told.language {
        wire::Language::Sv => Language::Sv,
        wire::Language::En => Language::En,
    };
    let words = Locales::new([&*LOCALES, &*CODE_WORDS]).words(language);
    let say = Say { words, language, told };
    Paper { language: told.language, title: say.words.get("extract-paper-title"), made_on: told.made_on, blocks: say.blocks() }
}

struct Say<'a> {
    words: Words,
    language: Language,
    told: &'a ExtractPaper,
}

impl Say<'_> {
    fn blocks(&self) -> Vec<Block> {
        let day = self.day(self.told.made_on);
        let made = [("agency", self.told.agency.as_str()), ("day", day.as_str())];
        let mut blocks = vec![Block::Text(self.words.with("extract-paper-from", &made))];
        blocks.push(self.text("extract-paper-what"));
        self.told.handovers.iter().for_each(|handover| self.handover(handover, &mut blocks));
        let kept = format!("extract-paper-kept-{}", self.told.kind);
        for (heading, text) in [
            ("extract-paper-closing-title", "extract-paper-closing"),
            ("extract-paper-kept-title", kept.as_str()),
            ("extract-paper-rights-title", "extract-paper-rights"),
            ("extract-paper-verify-title", "extract-paper-verify"),
        ] {
            blocks.push(Block::Heading(self.words.get(heading)));
            blocks.push(self.text(text));
        }
        blocks
    }

    fn handover(&self, handover: &PaperHandover, blocks: &mut Vec<Block>) {
        let day = self.day(handover.day);
        let between = [("day", day.as_str()), ("from", handover.from.as_str()), ("to", handover.to.as_str())];
        blocks.push(Block::Heading(self.words.with("extract-paper-handover", &between)));
        blocks.extend(handover.lines.iter().map(|line| Block::Text(self.line(line))));
    }

    fn line(&self, line: &PaperLine) -> String {
        let mut said = format!("{}.", self.words.get(&format!("category-{}", line.category)));
        for (text, citation) in &line.basis {
            let (text, citation) = (self.of_edition(text), self.of_edition(citation));
            said.push(' ');
            said.push_str(&self.words.with("extract-paper-basis", &[("text", text), ("citation", citation)]));
        }
        if let Some((day, state)) = &line.consent {
            let state = self.words.get(&format!("extract-paper-consent-{state}"));
            said.push(' ');
            said.push_str(&self.words.with("extract-paper-consent", &[("day", self.day(*day)), ("state", state)]));
        }
        said
    }

    fn text(&self, key: &str) -> Block {
        Block::Text(self.words.get(key))
    }

    fn day(&self, day: Date) -> String {
        moment::date(day, self.language)
    }

    fn of_edition<'t>(&self, text: &'t Text2) -> &'t str {
        text.in_language(self.told.language)
    }
}
