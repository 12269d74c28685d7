//! Two runs with the same headers and other values leave a broker in the same state, but for what is sealed.
//!
//! The broker of each run is another process on a copy of the same files; the agencies are the test, with the agencies' own
//! keys. Every category is offered in both runs under the same ids.

mod dump;
mod offers;
mod values;

use integration_tests::{Kind, Plan, Town};
use wire::{Category, MessageKind};

/// One run: everything registered and offered, in the same order; then the broker is stopped and its tables are read.
fn run(mut town: Town, offers: &offers::Offers, which: values::Which) -> dump::Tables {
    for (kind, grant) in offers.grants() {
        let outside = town.outside(kind);
        outside.post("/api/v1/consents", &outside.signed(MessageKind::ConsentGrant, &grant)).ok();
    }
    let mut released = Vec::new();
    for (category, kind, offer) in offers.made(which, &town) {
        let outside = town.outside(kind);
        let answer = outside.post("/api/v1/offers", &outside.signed(MessageKind::Offer, &offer));
        assert_eq!(answer.status, 200, "{category}: {}", answer.text());
        let answer = integration_tests::payload(&answer.body);
        assert_eq!(answer["outcome"], "released", "{category}: {answer}");
        released.push(category);
    }
    assert!(town.service(Kind::Broker).stop(), "the broker ends in order");
    let tables = dump::read(&town.folder().join("broker.sqlite"));
    assert_eq!(tables.rows("disclosures"), released.len(), "control: each offer left its row");
    tables
}

#[test]
fn other_values_change_nothing_at_the_broker_but_what_is_sealed() {
    let [first, second] = [(); 2].map(|()| Town::with(Plan { broker_alone: true, ..Plan::default() }));
    let offers = offers::Offers::plan();
    assert_eq!(offers.never(), [], "categories that nothing in the shipped edition carries");
    assert_eq!(offers.categories().len(), Category::ALL.len());
    let first = run(first, &offers, values::Which::Short);
    let second = run(second, &offers, values::Which::Long);
    let dump::Differences { unexplained, explained } = first.differences(&second);
    assert_eq!(unexplained, Vec::<String>::new());
    assert_eq!(explained, dump::MADE_OF_THE_SEAL.map(str::to_owned).into(), "control: each name of the list is needed");
    assert!(first.sealed_differs(&second), "control: what is sealed is other bytes");
}
