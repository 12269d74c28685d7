//! Who a page belongs to, in text and in shape: nobody should type into the wrong
//! agency's page at three in the morning, also when colours can't be seen.

/// The outline of an agency's badge. Each has its own accent colour as well, but the
/// shape and the text carry the meaning (WCAG 2.2, 1.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Four corners; first accent.
    Square,
    /// A disc; second accent.
    Round,
    /// Six corners; neutral.
    Hexagon,
}

/// The badge in the header of every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    shape: Shape,
    text: &'static str,
}

impl Badge {
    /// A square badge with a short text in capitals.
    #[must_use]
    pub const fn square(text: &'static str) -> Self {
        Self { shape: Shape::Square, text }
    }

    /// A round badge with a short text in capitals.
    #[must_use]
    pub const fn round(text: &'static str) -> Self {
        Self { shape: Shape::Round, text }
    }

    /// A hexagonal badge with a short text in capitals.
    #[must_use]
    pub const fn hexagon(text: &'static str) -> Self {
        Self { shape: Shape::Hexagon, text }
    }

    /// The text on the badge.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The shape as the style sheet names it: `square`, `round` or `hexagon`.
    #[must_use]
    pub fn shape(&self) -> &'static str {
        match self.shape {
            Shape::Square => "square",
            Shape::Round => "round",
            Shape::Hexagon => "hexagon",
        }
    }

    /// The design system's colour name for the whole page.
    #[must_use]
    pub fn color(&self) -> &'static str {
        match self.shape {
            Shape::Square => "accent",
            Shape::Round => "brand1",
            Shape::Hexagon => "neutral",
        }
    }
}

/// A number to ring when the page can't help: on every page, always visible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Who answers, as a person would say it.
    pub whom: String,
    /// The number as it is written, with spaces.
    pub number: String,
}

impl Phone {
    /// The number for a `tel:` link (RFC 3966): digits and a leading plus only.
    #[must_use]
    pub fn dialled(&self) -> String {
        self.number.char_indices().filter(|(at, c)| c.is_ascii_digit() || (*at == 0 && *c == '+')).map(|(_, c)| c).collect()
    }
}

/// The agency and unit a service runs for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Text and shape in the header.
    pub badge: Badge,
    /// The agency's name as people say it.
    pub name: String,
    /// The unit at this desk.
    pub unit: String,
    /// The number in the footer.
    pub phone: Phone,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_number_becomes_a_dialled_one() {
        let phone = |number: &str| Phone { whom: String::new(), number: number.into() }.dialled();
        assert_eq!(phone("08-465 004 10"), "0846500410");
        assert_eq!(phone("+46 8 465 004 10"), "+46846500410");
    }
}
