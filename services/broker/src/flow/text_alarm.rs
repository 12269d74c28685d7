//! Says once a day which texts must be compared with the law again. A text that nobody has compared for a year may be law no
//! more.

use jiff::{Timestamp, civil::Date};
use rulebook::Moment;
use store::Db;
use wire::EditionId;

use crate::{
    db,
    domain::{
        edition::ActiveEdition,
        text_check::{TextDue, TextStanding, all_due},
    },
};

/// Remembers what it has said.
#[derive(Default)]
pub(crate) struct TextAlarm {
    said: Option<(Date, EditionId)>,
}

impl TextAlarm {
    /// Looks, the first time on a Swedish day and when another edition is in force.
    pub(crate) async fn look(&mut self, db: &Db, edition: Option<&ActiveEdition>, now: Timestamp) {
        let Some(edition) = edition else { return };
        let today = Moment::in_sweden(now).date();
        let looked = (today, edition.reference.id.clone());
        if self.said.as_ref() == Some(&looked) {
            return;
        }
        match db.read(db::text_checks::all).await {
            Ok(checks) => {
                alarm(&all_due(&edition.rules, &checks, today));
                self.said = Some(looked);
            }
            Err(error) => tracing::error!(%error, "it could not be looked at which texts must be compared again"),
        }
    }
}

fn alarm(texts: &[TextDue]) {
    let (overdue, soon) = (ids(texts, TextStanding::Overdue), ids(texts, TextStanding::Soon));
    if !overdue.is_empty() {
        tracing::warn!(count = overdue.len(), texts = overdue.join(" "), "alarm: nobody has compared these texts with the law for a year");
    }
    if !soon.is_empty() {
        tracing::info!(count = soon.len(), texts = soon.join(" "), "these texts must soon be compared with the law");
    }
    tell(texts);
}

/// Shows how many are overdue.
pub(super) fn tell(texts: &[TextDue]) {
    let overdue = u32::try_from(ids(texts, TextStanding::Overdue).len()).unwrap_or(u32::MAX);
    metrics::gauge!("broker_text_checks_overdue").set(f64::from(overdue));
}

fn ids(texts: &[TextDue], standing: TextStanding) -> Vec<&str> {
    texts.iter().filter(|text| text.standing == standing).map(|text| text.source.as_str()).collect()
}
