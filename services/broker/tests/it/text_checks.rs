//! Each text is compared with the law within a year; who does it writes it down.

use std::sync::Arc;

use broker::flow::{
    TextOutcome, TextStanding, VerbError,
    check_text::{Compared, TextFault, Texts, check_text, text_checks_due},
};
use jiff::{SignedDuration, ToSpan};
use rulebook::{Edition, Moment};

use crate::{
    on_both,
    rules::{LAWYER, brought_into_force, file, id},
    server::Server,
    town::{Town, eventually},
};

on_both!(a_year_after_the_last_comparison_it_is_overdue, the_same_words_in_a_new_edition_are_compared_already, faults_are_told);

fn compared(server: &Server, texts: Texts) -> Compared {
    let on = Moment::in_sweden(server.now()).date();
    Compared { texts, on, outcome: TextOutcome::Unchanged, note: String::new() }
}

async fn overdue(server: &Server) -> Vec<String> {
    let due = text_checks_due(&server.broker).await.unwrap();
    due.into_iter().filter(|text| text.standing == TextStanding::Overdue).map(|text| text.source).collect()
}

async fn a_year_after_the_last_comparison_it_is_overdue(town: Arc<Town>) {
    let metrics = web::metrics::recorder();
    let server = town.open().await;
    let shipped = Edition::shipped();
    // Some of what the edition holds nobody has read for longer than a year: it says so from the first day on.
    let year_ago = Moment::in_sweden(town.now()).date().saturating_sub(1.year());
    let old = shipped.sources().iter().filter(|source| source.until.is_none() && source.last_checked < year_ago);
    assert_eq!(overdue(&server).await.len(), old.count());
    town.clock.advance(SignedDuration::from_hours(366 * 24));
    let all = overdue(&server).await;
    let stand = text_checks_due(&server.broker).await.unwrap().len();
    assert_eq!(all.len(), stand, "nothing was compared for more than a year");
    // Compared one by one, until none is left; the gauge follows.
    let one = |text: String| check_text(&server.broker, LAWYER.login, shipped.id(), compared(&server, Texts::One(text)));
    assert_eq!(one(all[0].clone()).await.unwrap(), 1);
    assert_eq!(overdue(&server).await, all[1..]);
    let shown = format!("broker_text_checks_overdue {}\n", all.len() - 1);
    // Other tests of this process set the same gauge.
    eventually(|| async {
        one(all[0].clone()).await.unwrap();
        metrics.render().contains(&shown)
    })
    .await;
    let rest = check_text(&server.broker, LAWYER.login, shipped.id(), compared(&server, Texts::All)).await.unwrap();
    assert_eq!(rest, stand);
    assert!(overdue(&server).await.is_empty());
    let newest = text_checks_due(&server.broker).await.unwrap()[0].newest.clone().unwrap();
    assert_eq!((newest.checked_by.as_str(), newest.outcome), (LAWYER.login, TextOutcome::Unchanged));
    // Thirty days before the next year is over it says so.
    town.clock.advance(SignedDuration::from_hours(340 * 24));
    let due = text_checks_due(&server.broker).await.unwrap();
    assert!(due.iter().all(|text| text.standing == TextStanding::Soon && (0..=30).contains(&text.days)), "{due:?}");
}

async fn the_same_words_in_a_new_edition_are_compared_already(town: Arc<Town>) {
    let server = town.open().await;
    town.clock.advance(SignedDuration::from_hours(366 * 24));
    check_text(&server.broker, LAWYER.login, Edition::shipped().id(), compared(&server, Texts::All)).await.unwrap();
    // One word of one provision is another.
    let shipped = Edition::shipped();
    let source = shipped.sources().iter().find(|source| source.until.is_none() && source.text.len() > 40).unwrap();
    let (id_line, word) = (format!("id = \"{}\"", source.id), source.text.split_whitespace().next().unwrap().to_owned());
    let changed = file("2028-01-01.1", |text| {
        let (before, after) = text.split_once(&id_line).unwrap();
        let (between, words) = after.split_once("text = \"\"\"").unwrap();
        format!("{before}{id_line}{between}text = \"\"\"{}", words.replacen(&word, "Annorlunda", 1))
    });
    brought_into_force(&server, &changed).await;
    assert_eq!(overdue(&server).await, std::slice::from_ref(&source.id));
}

async fn faults_are_told(town: Arc<Town>) {
    let server = town.open().await;
    let refused = |edition: &'static str, compared: Compared| {
        let broker = server.broker.clone();
        async move {
            let edition = if edition.is_empty() { Edition::shipped().id().clone() } else { id(edition) };
            match check_text(&broker, LAWYER.login, &edition, compared).await.unwrap_err() {
                VerbError::Refused(fault) => fault,
                VerbError::Flow(error) => panic!("{error}"),
            }
        }
    };
    let good = compared(&server, Texts::All);
    assert_eq!(refused("2027-09-09.9", good.clone()).await, TextFault::NotFound);
    let tomorrow = good.on.saturating_add(1.day());
    assert_eq!(refused("", Compared { on: tomorrow, ..good.clone() }).await, TextFault::DayAhead(tomorrow));
    assert_eq!(refused("", Compared { outcome: TextOutcome::Changed, ..good.clone() }).await, TextFault::NoteMissing);
    assert_eq!(refused("", Compared { texts: Texts::One("no-such".to_owned()), ..good }).await, TextFault::UnknownText);
}
