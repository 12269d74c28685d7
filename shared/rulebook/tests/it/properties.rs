//! What holds for every case.

use std::sync::LazyLock;

use proptest::prelude::*;
use rulebook::{Decision, Edition, Verdict, WayForward, decide};

use crate::{
    chance::{Drawn, drawn, grants},
    town::{edition, fact, role_for},
};
use wire::AskedWhere;

static TIGHTENED: LazyLock<Edition> = LazyLock::new(|| {
    let on = edition().switches().iter().filter(|switch| switch.on).map(|switch| switch.id.as_str());
    edition().tightened(on).expect("its own switches")
});

fn judge(drawn: &Drawn) -> Decision {
    decide(&drawn.case.outline, &drawn.case.grants, edition(), drawn.at)
}

fn goes(decision: &Decision) -> Vec<bool> {
    decision.fields().iter().map(|field| field.disclosure().is_some()).collect()
}

/// Everything that went before goes now.
fn opens_no_less(before: &Decision, after: &Decision) -> bool {
    goes(before).iter().zip(goes(after)).all(|(before, after)| !before || after)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn total_deterministic_and_in_order(drawn in drawn()) {
        let decision = judge(&drawn);
        prop_assert_eq!(&decision, &judge(&drawn));
        let numbers: Vec<u32> = decision.fields().iter().map(|field| field.n).collect();
        prop_assert_eq!(numbers, drawn.case.outline.fields.iter().map(|field| field.n).collect::<Vec<_>>());
    }

    #[test]
    fn a_consent_more_closes_nothing_and_one_less_opens_nothing(
        (drawn, extra) in drawn().prop_flat_map(|drawn| (Just(drawn.clone()), grants(drawn.case, drawn.at, 99)))
    ) {
        let before = judge(&drawn);
        let mut more = drawn.clone();
        more.case.outline.consents.push(extra.id);
        more.case.grants.push(extra);
        prop_assert!(opens_no_less(&before, &judge(&more)));
        for place in 0..drawn.case.grants.len() {
            let mut less = drawn.clone();
            less.case.grants.remove(place);
            prop_assert!(opens_no_less(&judge(&less), &before));
        }
    }

    #[test]
    fn what_goes_by_duty_does_not_depend_on_any_consent(drawn in drawn()) {
        let mut none = drawn.clone();
        none.case.grants.clear();
        none.case.outline.consents.clear();
        let duty = |decision: &Decision| decision.fields().iter().map(|field| field.disclosure().is_some_and(|d| d.is_duty())).collect::<Vec<_>>();
        prop_assert_eq!(duty(&judge(&drawn)), duty(&judge(&none)));
    }

    #[test]
    fn within_earshot_is_as_no_consent(drawn in drawn()) {
        let mut overheard = drawn.clone();
        overheard.case.grants.iter_mut().for_each(|grant| grant.asked = AskedWhere::WithinEarshot);
        let mut none = drawn;
        none.case.grants.clear();
        prop_assert_eq!(goes(&judge(&overheard)), goes(&judge(&none)));
    }

    #[test]
    fn a_way_forward_stands_wherever_no_never_does_and_is_not_an_answered_question(drawn in drawn()) {
        for field in judge(&drawn).fields() {
            if let Verdict::Withhold { why, way_forward } = field.verdict {
                prop_assert_eq!(way_forward.is_none(), why == rulebook::Reason::NeverThroughHub);
                if let Some(WayForward::Answer { fact: code }) = way_forward {
                    prop_assert!(drawn.case.outline.facts.iter().all(|fact| fact.code != code));
                    // A yes to it closes nothing.
                    let mut answered = drawn.clone();
                    answered.case.outline.facts.push(fact(code, true, role_for(code)));
                    prop_assert!(opens_no_less(&judge(&drawn), &judge(&answered)));
                }
                if let Some(WayForward::AskConsent { person }) = way_forward {
                    prop_assert!(drawn.case.outline.subjects.contains(&person));
                }
            }
        }
    }

    #[test]
    fn an_explanation_for_every_field(drawn in drawn()) {
        let decision = judge(&drawn);
        for field in decision.fields() {
            for &language in wire::Language::ALL {
                let explanation = rulebook::explain(&decision, field.n, edition(), language).expect("the field is there");
                prop_assert_eq!(explanation.goes, field.disclosure().is_some());
                prop_assert!(explanation.lines.iter().all(|line| !line.text.is_empty()));
                prop_assert!(!explanation.lines.is_empty());
            }
        }
    }

    /// An agency that turns switches off opens nothing by it, and what it sends is let go by the whole edition.
    #[test]
    fn tightening_opens_nothing(drawn in drawn()) {
        let tightened = decide(&drawn.case.outline, &drawn.case.grants, &TIGHTENED, drawn.at);
        prop_assert!(opens_no_less(&tightened, &judge(&drawn)));
    }

    /// A no opens nothing, and stops nothing that goes without a yes.
    #[test]
    fn a_fact_answered_with_no_opens_nothing(drawn in drawn(), code in proptest::sample::select(wire::FactCode::ALL)) {
        let mut denied = drawn.clone();
        denied.case.outline.facts.push(fact(code, false, role_for(code)));
        prop_assert!(opens_no_less(&judge(&denied), &judge(&drawn)));
    }
}
