//! A year from the last comparison, and who says what.

use super::*;

/// The newest shipped edition with a wording of each sort.
fn edition() -> Edition {
    let found = Edition::all_shipped().into_iter().rev().find(|edition| !edition.sources().is_empty());
    found.expect("an edition with sources")
}

fn standing_source(edition: &Edition) -> &Source {
    edition.sources().iter().find(|source| source.until.is_none()).unwrap()
}

fn check(source: &Source, on: &str) -> TextCheck {
    TextCheck {
        edition: "2026-11-28.1".parse().unwrap(),
        source: source.id.clone(),
        text_hash: text_hash(source),
        checked_on: on.parse().unwrap(),
        checked_by: "linn".to_owned(),
        outcome: TextOutcome::Unchanged,
        note: String::new(),
        at: "2026-12-01T09:00:00Z".parse().unwrap(),
    }
}

fn of<'t>(texts: &'t [TextDue], source: &Source) -> &'t TextDue {
    texts.iter().find(|text| text.source == source.id).unwrap()
}

#[test]
fn a_text_is_due_a_year_after_the_file_or_the_newest_comparison() {
    let edition = edition();
    let source = standing_source(&edition);
    let last = source.last_checked;
    let at = |today: Date, checks: &[TextCheck]| of(&all_due(&edition, checks, today), source).clone();
    let due = last.saturating_add(1.year());
    let on_the_day = at(due, &[]);
    assert_eq!((on_the_day.due, on_the_day.days, on_the_day.standing), (due, 0, TextStanding::Soon));
    assert_eq!(at(due.tomorrow().unwrap(), &[]).standing, TextStanding::Overdue);
    assert_eq!(at(due.saturating_sub(30.days()), &[]).standing, TextStanding::Soon);
    assert_eq!(at(due.saturating_sub(31.days()), &[]).standing, TextStanding::InTime);
    let today = due.saturating_add(3.days());
    let checked = at(today, &[check(source, &today.to_string()), check(source, &last.to_string())]);
    assert_eq!((checked.last, checked.standing), (today, TextStanding::InTime));
    assert_eq!(checked.newest.unwrap().checked_on, today, "the newest, whatever order they come in");
}

#[test]
fn a_comparison_of_other_words_does_not_count() {
    let edition = edition();
    let source = standing_source(&edition);
    let today = source.last_checked.saturating_add(2.years());
    let other = TextCheck { text_hash: Hash32::of(b"other words"), ..check(source, &today.to_string()) };
    assert_eq!(of(&all_due(&edition, &[other], today), source).standing, TextStanding::Overdue);
    // The very same words in another edition do.
    let elsewhere = TextCheck { edition: "2027-05-01.1".parse().unwrap(), ..check(source, &today.to_string()) };
    assert_eq!(of(&all_due(&edition, &[elsewhere], today), source).standing, TextStanding::InTime);
}

#[test]
fn a_wording_that_has_ended_is_not_compared_again() {
    let edition = edition();
    let ended = edition.sources().iter().find(|source| source.until.is_some()).expect("an old wording");
    let until = ended.until.unwrap();
    let listed = |today: Date| all_due(&edition, &[], today).iter().any(|text| text.source == ended.id);
    assert!(listed(until) && !listed(until.tomorrow().unwrap()));
}

#[test]
fn the_most_urgent_comes_first() {
    let texts = all_due(&edition(), &[], "2026-12-01".parse().unwrap());
    assert!(texts.len() > 1 && texts.is_sorted_by_key(|text| text.due));
}

#[test]
fn what_was_compared_is_one_text_or_all_that_could_change() {
    let edition = edition();
    let (today, at) = ("2026-12-01".parse().unwrap(), "2026-12-01T09:00:00Z".parse().unwrap());
    let good = Compared { texts: Texts::All, on: today, outcome: TextOutcome::Unchanged, note: "  ".to_owned() };
    let all = checks(&edition, "linn", &good, today, at).unwrap();
    assert_eq!(all.len(), all_due(&edition, &[], today).len());
    assert!(all.iter().all(|check| check.note.is_empty() && check.checked_by == "linn"));
    let source = standing_source(&edition);
    let one = checks(&edition, "linn", &Compared { texts: Texts::One(source.id.clone()), ..good.clone() }, today, at).unwrap();
    assert_eq!(one, [TextCheck { edition: edition.id().clone(), ..check(source, "2026-12-01") }]);
    let refused = |compared: Compared| checks(&edition, "linn", &compared, today, at).unwrap_err();
    assert_eq!(refused(Compared { texts: Texts::One("no-such".to_owned()), ..good.clone() }), TextFault::UnknownText);
    assert_eq!(refused(Compared { outcome: TextOutcome::Changed, ..good.clone() }), TextFault::NoteMissing);
    assert_eq!(refused(Compared { on: today.tomorrow().unwrap(), ..good.clone() }), TextFault::DayAhead(today.tomorrow().unwrap()));
    assert!(matches!(refused(Compared { note: "a".repeat(NOTE_LETTERS_MAX + 1), ..good }), TextFault::NoteTooLong { .. }));
}
