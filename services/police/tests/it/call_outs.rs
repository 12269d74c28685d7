//! Tonight's list and the stream.

use police::access::Door;

use crate::{
    consent::NAME,
    house::{House, in_a_house},
    review::recorded,
    visitor::{Visitor, at},
};

async fn the_list_has_codes_times_and_states_and_nobodys_name(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let page = officer.get(&at(Door::ListCallOuts, "")).await.page();
    assert!(page.contains(&format!("/call-outs/{code}/situation")));
    assert!(page.contains("Påbörjat") && page.contains("02:14"));
    assert!(!page.contains(NAME) && !page.contains("Gripen"));
    house.clock.advance(jiff::SignedDuration::from_hours(11));
    let next_morning = Visitor::officer(&house).await;
    assert!(next_morning.get(&at(Door::ListCallOuts, "")).await.page().contains(&code));
    house.clock.advance(jiff::SignedDuration::from_hours(11));
    let next_night = Visitor::officer(&house).await;
    assert!(!next_night.get(&at(Door::ListCallOuts, "")).await.page().contains(&code), "that was last night");
}

async fn the_stream_tells_codes_only(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let path = at(Door::CallOutStream, "");
    let text = officer.first_of_stream(&format!("{path}?after=0")).await;
    assert!(text.contains(&code), "{text}");
    assert!(!text.contains(NAME));
}

async fn no_unit_hears_anothers_codes(house: House) {
    let (officer, neighbour) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "kim").await);
    let code = officer.opens_a_call_out().await;
    let own = neighbour.opens_a_call_out().await;
    let text = neighbour.first_of_stream(&format!("{}?after=0", at(Door::CallOutStream, ""))).await;
    assert!(text.contains(&own) && !text.contains(&code), "{text}");
}

async fn two_call_outs_never_share_a_code(house: House) {
    let officer = Visitor::officer(&house).await;
    let mut codes = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let code = officer.opens_a_call_out().await;
        assert!(code.ends_with("-2611"), "{code}");
        assert!(codes.insert(code));
    }
}

in_a_house!(
    the_list_has_codes_times_and_states_and_nobodys_name,
    the_stream_tells_codes_only,
    no_unit_hears_anothers_codes,
    two_call_outs_never_share_a_code,
);
