//! Both readings of the edition agree on chance cases.

use std::sync::LazyLock;

use proptest::prelude::*;
use rulebook::{Edition, Reason, Verdict, decide};

use crate::{
    chance::{Drawn, drawn},
    naive::{Answer, Reader},
    town::rules,
};

/// An edition, read in both ways.
struct Both {
    edition: Edition,
    reader: Reader,
}

impl Both {
    fn of(text: &str) -> Self {
        Self { edition: Edition::parse(text.as_bytes()).expect("an edition"), reader: Reader::new(text) }
    }
}

fn first() -> &'static str {
    std::str::from_utf8(Edition::FIRST).expect("text")
}

static FIRST: LazyLock<Both> = LazyLock::new(|| Both::of(first()));
static EVERYTHING_ON: LazyLock<Both> = LazyLock::new(|| Both::of(&first().replace("on = false", "on = true")));

fn agree(both: &Both, drawn: &Drawn) -> Result<(), TestCaseError> {
    let Both { edition, reader } = both;
    let outline = &drawn.case.outline;
    let decision = decide(outline, &drawn.case.grants, edition, drawn.at);
    for (field, judged) in outline.fields.iter().zip(decision.fields()) {
        let quick = match judged.verdict {
            Verdict::Disclose(_) => Answer::Goes(rules(judged).expect("it goes")),
            Verdict::Withhold { why: Reason::NeverThroughHub, .. } => Answer::Never,
            Verdict::Withhold { .. } => Answer::Stays,
        };
        prop_assert_eq!(quick, reader.read(outline, &drawn.case.grants, drawn.at, field), "{:?}", field);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_first_edition_is_read_alike(drawn in drawn()) {
        agree(&FIRST, &drawn)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Every switch on: rules that sleep in the first edition are compared too.
    #[test]
    fn with_every_switch_on(drawn in drawn()) {
        agree(&EVERYTHING_ON, &drawn)?;
    }
}
