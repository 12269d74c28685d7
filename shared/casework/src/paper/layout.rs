//! Text into lines, and lines onto pages.

use super::{
    Block, Paper,
    font::{Fonts, Weight},
};

/// A4 in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// White around the text.
pub(super) const MARGIN: f32 = 68.0;
const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
const LAST_BASELINE: f32 = PAGE.1 - MARGIN;

/// What a piece is to a reader who listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Heading,
    Text,
}

impl Part {
    pub(super) const fn weight(self) -> Weight {
        match self {
            Self::Title | Self::Heading => Weight::Bold,
            Self::Text => Weight::Regular,
        }
    }

    pub(super) const fn size(self) -> f32 {
        match self {
            Self::Title => 20.0,
            Self::Heading => 13.0,
            Self::Text => 11.0,
        }
    }

    const fn line_height(self) -> f32 {
        match self {
            Self::Title => 27.0,
            Self::Heading => 18.0,
            Self::Text => 16.0,
        }
    }

    const fn space_before(self) -> f32 {
        match self {
            Self::Title => 0.0,
            Self::Heading => 14.0,
            Self::Text => 6.0,
        }
    }
}

/// One line with its place.
pub(super) struct Line {
    /// The block it is of.
    pub(super) block: usize,
    pub(super) part: Part,
    pub(super) baseline: f32,
    pub(super) text: String,
}

/// The lines of each page.
pub(super) fn pages(paper: &Paper, fonts: &Fonts) -> Vec<Vec<Line>> {
    let title = std::iter::once((Part::Title, &paper.title));
    let blocks = paper.blocks.iter().map(|block| match block {
        Block::Heading(text) => (Part::Heading, text),
        Block::Text(text) => (Part::Text, text),
    });
    let (mut pages, mut baseline) = (vec![Vec::new()], MARGIN);
    for (block, (part, text)) in title.chain(blocks).enumerate() {
        baseline += part.space_before();
        let lines = lines(fonts, part, text);
        // A heading does not stand alone at the foot of a page.
        let follows = if part == Part::Text { 0.0 } else { 3.0 * Part::Text.line_height() };
        for text in lines {
            if baseline + part.line_height() + follows > LAST_BASELINE {
                pages.push(Vec::new());
                baseline = MARGIN;
            }
            baseline += part.line_height();
            if let Some(page) = pages.last_mut() {
                page.push(Line { block, part, baseline, text });
            }
        }
    }
    pages
}

/// A text in lines that fit. Every line but the last ends with the space that parts it from the next.
fn lines(fonts: &Fonts, part: Part, text: &str) -> Vec<String> {
    let text = fonts.printable(part.weight(), text);
    let fits = |line: &str| fonts.width(part.weight(), part.size(), line) <= WIDTH;
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split_whitespace().flat_map(|word| pieces(word, &fits)) {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
        } else {
            lines.push(format!("{line} "));
            line = word;
        }
    }
    lines.push(line);
    lines
}

/// A word, or parts of one that is wider than a page.
fn pieces(word: &str, fits: &impl Fn(&str) -> bool) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        if let Some(last) = pieces.last_mut() {
            last.push(letter);
            if !fits(last) {
                last.pop();
                pieces.push(letter.to_string());
            }
        }
    }
    pieces
}
