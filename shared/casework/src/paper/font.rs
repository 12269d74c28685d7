//! The two fonts, and how wide a text is in them.

use krilla::text::Font;
use ttf_parser::Face;

use super::PaperError;

const REGULAR: &[u8] = include_bytes!("../../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/NotoSans-Bold.ttf");

/// Weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// One font: for drawing, and for measuring.
struct Known {
    drawn: Font,
    face: Face<'static>,
}

/// Both.
pub(super) struct Fonts {
    regular: Known,
    bold: Known,
}

impl Fonts {
    pub(super) fn load() -> Result<Self, PaperError> {
        Ok(Self { regular: known(REGULAR)?, bold: known(BOLD)? })
    }

    fn of(&self, weight: Weight) -> &Known {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    pub(super) fn drawn(&self, weight: Weight) -> Font {
        self.of(weight).drawn.clone()
    }

    /// The text with every letter that the font has; a question mark for the others.
    pub(super) fn printable(&self, weight: Weight, text: &str) -> String {
        let face = &self.of(weight).face;
        let letter = |letter: char| match letter {
            letter if letter.is_whitespace() => ' ',
            letter if face.glyph_index(letter).is_some() => letter,
            _ => '?',
        };
        text.chars().map(letter).collect()
    }

    /// Width in points. Letters that stand closer together than this are as wide or narrower.
    pub(super) fn width(&self, weight: Weight, size: f32, text: &str) -> f32 {
        let face = &self.of(weight).face;
        let advance = |letter| face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or_default();
        let units: u32 = text.chars().map(|letter| u32::from(advance(letter))).sum();
        units as f32 * size / f32::from(face.units_per_em())
    }
}

fn known(bytes: &'static [u8]) -> Result<Known, PaperError> {
    let drawn = Font::new(bytes.into(), 0).ok_or(PaperError::Font)?;
    let face = Face::parse(bytes, 0).map_err(|_| PaperError::Font)?;
    Ok(Known { drawn, face })
}
