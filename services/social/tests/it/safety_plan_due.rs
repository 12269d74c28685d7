//! When a plan is to be gone through: what the police tell after somebody looked, the days that were planned, and the year after the close.

use jiff::{SignedDuration, civil::date};
use reqwest::StatusCode;

use crate::{
    browser::{Browser, goes_to},
    held_talk::count,
    night::{NAME, Night, nights},
    planned::{Planned, main},
};

nights!(
    a_release_raises_a_review_of_both_plans_until_somebody_has_looked,
    new_violence_raises_a_review_of_hers_alone,
    what_came_while_the_page_was_open_is_not_covered_by_saving,
    a_planned_day_is_due_when_it_has_come,
    the_lists_are_the_units_own_and_hold_codes_alone,
    follow_ups_are_at_most_a_year_after_the_close,
);

const DUE: &str = "Gå igenom planen igen.";
const RELEASE: &str = "Polisen har lämnat uppgift om frisläppande, 22 nov. 2026 02:20";

async fn a_release_raises_a_review_of_both_plans_until_somebody_has_looked(night: &Night) {
    let planned = Planned::begin(night).await;
    for plan in [&planned.hers, &planned.his] {
        goes_to(planned.save(plan, &[]).await);
    }
    let case = format!("/cases/{}", planned.code);
    assert!(!planned.main(&case).await.contains(DUE) && !planned.main(&planned.hers).await.contains(DUE), "what came before is no reason");
    night.after(5);
    planned.told_of_release().await;
    night.after(1);
    assert!(planned.main(&case).await.contains(DUE), "the case says it");
    for plan in [&planned.hers, &planned.his] {
        let page = planned.main(plan).await;
        assert!(page.contains(DUE) && page.contains(RELEASE), "{page}");
        assert_eq!(goes_to(planned.reviewed(plan, "2026-12-01").await), *plan);
        let page = planned.main(plan).await;
        assert!(!page.contains(DUE) && page.contains("✓ 22 nov. 2026 02:21, socialjour"), "{page}");
        assert!(page.contains("Nästa genomgång: <strong>1 dec. 2026</strong>"), "{page}");
    }
    assert!(!planned.main(&case).await.contains(DUE));
    // A new version clears it as well.
    night.after(1);
    planned.told_of_release().await;
    night.after(1);
    assert!(planned.main(&planned.hers).await.contains(DUE));
    goes_to(planned.save(&planned.hers, &[("words-if_released", "Är hos Kim")]).await);
    assert!(!planned.main(&planned.hers).await.contains(DUE));
    assert_eq!((count(night, "safety_plan_reviews").await, count(night, "safety_plan_versions").await), (2, 3));
}

async fn new_violence_raises_a_review_of_hers_alone(night: &Night) {
    let planned = Planned::begin(night).await;
    for plan in [&planned.hers, &planned.his] {
        goes_to(planned.save(plan, &[]).await);
    }
    night.after(5);
    planned.told_of_new_violence().await;
    night.after(1);
    let page = planned.main(&planned.hers).await;
    assert!(page.contains(DUE) && page.contains("Nytt våld eller annan händelse, 22 nov. 2026 02:20"), "{page}");
    let his = planned.main(&planned.his).await;
    assert!(!his.contains(DUE) && !his.contains("händelse"), "whoever works with him learns nothing that she may have told: {his}");
    assert!(!planned.main("/safety-plans/person-using-violence").await.contains("händelse"));
}

async fn what_came_while_the_page_was_open_is_not_covered_by_saving(night: &Night) {
    let planned = Planned::begin(night).await;
    goes_to(planned.save(&planned.hers, &[]).await);
    let opened = planned.lo.get(&planned.hers).await.text;
    night.after(5);
    planned.told_of_release().await;
    night.after(1);
    goes_to(planned.save_from(&opened, &planned.hers, &[("words-people", "Kim")]).await);
    assert!(planned.main(&planned.hers).await.contains(RELEASE), "whoever saved had not seen it");
    for seen in ["", "nu", "2199-01-01T00:00:00Z"] {
        goes_to(planned.lo.post(&format!("{}/reviewed", planned.hers), &[("seen", seen)]).await);
        let due = planned.main(&planned.hers).await.contains(RELEASE);
        assert_eq!(due, seen != "2199-01-01T00:00:00Z", "without a page nothing counts as seen; a page to come is the page of now: {seen}");
    }
    night.after(1);
    planned.told_of_release().await;
    night.after(1);
    assert!(planned.main(&planned.hers).await.contains(DUE), "a moment to come does not cover what comes");
}

async fn a_planned_day_is_due_when_it_has_come(night: &Night) {
    let planned = Planned::begin(night).await;
    let days = [("goal-1", "Börja jobba"), ("goal-1-day", "2026-11-25"), ("review_on", "2026-11-24")];
    goes_to(planned.save(&planned.hers, &days).await);
    night.clock.advance(SignedDuration::from_hours(24 * 3));
    let lo = Browser::of(night, "lo").await;
    let page = main(&lo.get(&planned.hers).await);
    assert!(page.contains("Dagen för genomgång är här, 24 nov. 2026") && page.contains("Ett mål ska följas upp, 25 nov. 2026"), "{page}");
    assert!(main(&lo.get("/safety-plans").await).contains("Ett mål ska följas upp, 25 nov. 2026"));
    let seen = crate::planned::carried(&lo.get(&planned.hers).await.text)[1].1.to_owned();
    let wrong = lo.post(&format!("{}/reviewed", planned.hers), &[("seen", &seen), ("next", "2026-11-25")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("id=\"next-error\""), "{}", wrong.text);
    assert!(wrong.text.contains("value=\"2026-11-25\""), "what was typed is kept");
    goes_to(lo.post(&format!("{}/reviewed", planned.hers), &[("seen", &seen), ("next", "2026-12-24")]).await);
    let page = main(&lo.get(&planned.hers).await);
    assert!(!page.contains(DUE) && page.contains("Nästa genomgång: <strong>24 dec. 2026</strong>"), "{page}");
}

async fn the_lists_are_the_units_own_and_hold_codes_alone(night: &Night) {
    let planned = Planned::begin(night).await;
    let lists = ["/safety-plans", "/safety-plans/person-using-violence"];
    for (plan, words) in [(&planned.hers, "words-people"), (&planned.his, "words-staying_calm")] {
        goes_to(planned.save(plan, &[(words, "Kanarieord")]).await);
    }
    for list in lists {
        assert!(planned.main(list).await.contains("Ingen plan väntar"), "not due");
    }
    night.after(5);
    planned.told_of_release().await;
    night.after(1);
    for (list, plan) in lists.into_iter().zip([&planned.hers, &planned.his]) {
        let page = planned.main(list).await;
        assert!(page.contains(RELEASE) && page.contains(&format!("href=\"{plan}?of=polisen-exempelstad\"")), "{page}");
        assert!(!page.contains("Kanarieord") && !page.contains(NAME), "codes alone: {page}");
        assert_eq!(page.matches("class=\"code\"").count(), 1, "each list its own: {page}");
        assert_eq!(planned.lo.get(&format!("{plan}?of=polisen-exempelstad")).await.status, StatusCode::OK);
        let elin = Browser::of(night, "elin").await.get(list).await;
        assert!(elin.status == StatusCode::OK && elin.text.contains("Ingen plan väntar"), "another unit's are not there: {}", elin.text);
        assert_eq!(Browser::of(night, "sam").await.get(list).await.status, StatusCode::FORBIDDEN);
        let stranger = Browser::stranger(night).get(list).await;
        assert!(stranger.status == StatusCode::SEE_OTHER && stranger.location.starts_with("/login"));
    }
    // Gone through: off its own list, and on the other as before.
    goes_to(planned.reviewed(&planned.hers, "").await);
    assert!(planned.main(lists[0]).await.contains("Ingen plan väntar") && planned.main(lists[1]).await.contains(RELEASE));
}

async fn follow_ups_are_at_most_a_year_after_the_close(night: &Night) {
    let planned = Planned::begin(night).await;
    goes_to(planned.save(&planned.hers, &[("words-people", "Kim"), ("review_on", "2026-11-24")]).await);
    let page = planned.main(&planned.hers).await;
    for proposed in [date(2027, 2, 22), date(2027, 5, 22), date(2027, 11, 22)] {
        assert!(page.contains(&format!("value=\"{proposed}\"")), "three, six and twelve months are proposed: {page}");
    }
    let close = format!("{}/close", planned.hers);
    for day in ["2027-11-23", "2026-11-22", "2026-02-30", "snart"] {
        let wrong = planned.lo.post(&close, &[("act", "close"), ("follow-up-1", "2027-01-10"), ("follow-up-2", day)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(wrong.text.contains("id=\"follow-up-2-error\"") && wrong.text.contains(&format!("value=\"{day}\"")), "{}", wrong.text);
        assert!(wrong.text.contains("value=\"2027-01-10\""), "what was typed is kept");
    }
    assert_eq!(count(night, "safety_plan_closings").await, 0);
    let days = [("act", "close"), ("follow-up-1", "2026-12-22"), ("follow-up-2", ""), ("follow-up-3", "2027-11-22")];
    goes_to(planned.lo.post(&close, &days).await);
    assert_eq!(planned.lo.post(&close, &days).await.status, StatusCode::CONFLICT, "closed once");
    let page = planned.main(&planned.hers).await;
    assert!(page.contains("Planen är avslutad") && page.contains("<strong>22 nov. 2027</strong>") && page.contains("Kim"), "{page}");
    assert!(!page.contains("id=\"plan\"") && !page.contains("<textarea"), "nothing to write in");
    let late = [("version", "1"), ("words-people", "x")];
    assert_eq!(planned.lo.post(&planned.hers, &late).await.status, StatusCode::CONFLICT, "a page from before the close");
    // The database knows the year as well.
    let too_late = "UPDATE safety_plan_follow_ups SET due_on = '2027-11-23' WHERE due_on = '2027-11-22'";
    let refused = night.db.write("test_wrong", move |conn| {
        store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(too_late), c)).map(drop).map_err(Into::into)
    });
    assert!(refused.await.is_err(), "{too_late}");
    // The day of the review is waited for no more; the follow-up is.
    night.clock.advance(SignedDuration::from_hours(24 * 31));
    let lo = Browser::of(night, "lo").await;
    let page = main(&lo.get(&planned.hers).await);
    assert!(page.contains("Uppföljning efter avslutet, 22 dec. 2026") && !page.contains("Dagen för genomgång"), "{page}");
    let door = format!("{}/follow-ups", planned.hers);
    for (day, outcome, status) in [
        ("2026-12-22", "x", StatusCode::UNPROCESSABLE_ENTITY),
        ("2026-12-23", "held", StatusCode::CONFLICT),
        ("2026-12-22", "not_reached", StatusCode::SEE_OTHER),
        ("2026-12-22", "held", StatusCode::CONFLICT),
    ] {
        assert_eq!(lo.post(&door, &[("day", day), ("outcome", outcome)]).await.status, status, "{day} {outcome}");
    }
    let page = main(&lo.get(&planned.hers).await);
    assert!(page.contains("✓ Nådde inte personen, 23 dec. 2026") && !page.contains(DUE), "{page}");
    goes_to(lo.post(&format!("{}/take-up", planned.hers), &[]).await);
    assert_eq!(lo.post(&format!("{}/take-up", planned.hers), &[]).await.status, StatusCode::CONFLICT, "it is open");
    assert!(main(&lo.get(&planned.hers).await).contains("id=\"plan\""), "and can be saved again");
}
