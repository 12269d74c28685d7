//! The judge judged: what a broker must never leave behind is planted in the record of true races, and found.

use std::{sync::Arc, time::Duration};

use super::{
    judge::{Fault, judge},
    race::{Deciding, FetchAnswer, Race},
    race_all,
    record::{Record, read},
};
use crate::{on_both, town::Town};

on_both!(the_judge_sees_what_does_not_fit);

/// One that was fetched, one that was stopped, all of them, and what they left.
async fn true_races(town: &Arc<Town>) -> (Race, Race, Vec<Race>, Record) {
    let server = Arc::new(town.open().await);
    let races = race_all(town, &server, Deciding::InOrder, 40, 7).await;
    let record = read(town, &server).await;
    assert_eq!(judge(&races, &record).1, []);
    let first = |gone: bool| races.iter().find(|race| (race.fetch.answer == FetchAnswer::Gone) == gone).unwrap().clone();
    (first(false), first(true), races.clone(), record)
}

async fn the_judge_sees_what_does_not_fit(town: Arc<Town>) {
    let (fetched, stopped, races, record) = true_races(&town).await;
    let sees = |fault: Fault, plant: &dyn Fn(&mut Record)| {
        let mut planted = record.clone();
        plant(&mut planted);
        let faults = judge(&races, &planted).1;
        assert!(faults.contains(&fault), "{fault:?} is not among {faults:?}");
    };
    let above = |race: &Race| vec![race.withdrawal.answer + 1];
    sees(Fault::FetchedAboveWithdrawal(fetched.handover), &|record| drop(record.log.fetched.insert(fetched.handover, above(&fetched))));
    sees(Fault::FetchedAboveWithdrawal(stopped.handover), &|record| drop(record.log.fetched.insert(stopped.handover, above(&stopped))));
    sees(Fault::NotOneOutcome(fetched.handover), &|record| record.log.fetched.get_mut(&fetched.handover).unwrap().push(1));
    sees(Fault::NotOneOutcome(stopped.handover), &|record| drop(record.log.released.remove(&stopped.handover)));
    let by_another = || vec![[fetched.consent].into()];
    sees(Fault::NotOneOutcome(stopped.handover), &|record| drop(record.log.released.insert(stopped.handover, by_another())));
    sees(Fault::WithdrawalToldOtherwise(stopped.consent), &|record| drop(record.log.withdrawn.remove(&stopped.consent)));
    sees(Fault::WithdrawalToldOtherwise(stopped.consent), &|record| drop(record.log.withdrawn.insert(stopped.consent, above(&stopped))));
    sees(Fault::FetchToldOtherwise(fetched.handover), &|record| drop(record.log.fetched.remove(&fetched.handover)));
    sees(Fault::FetchToldOtherwise(stopped.handover), &|record| drop(record.log.fetched.insert(stopped.handover, vec![1])));
    sees(Fault::RowsSayOtherwise(stopped.handover), &|record| record.rows.get_mut(&stopped.handover).unwrap().sealed.1 = true);
    sees(Fault::RowsSayOtherwise(fetched.handover), &|record| record.rows.get_mut(&fetched.handover).unwrap().fetched_index = Some(1));
    sees(Fault::RowsSayOtherwise(fetched.handover), &|record| *record.withdrawn.get_mut(&fetched.consent).unwrap() = None);
    // Fetched, although the withdrawal was answered before anybody asked; stopped, although nobody had withdrawn.
    let (mut late_fetch, mut late_withdrawal) = (fetched.clone(), stopped.clone());
    late_fetch.fetch.sent = fetched.withdrawal.answered + Duration::from_millis(1);
    late_withdrawal.withdrawal.sent = stopped.fetch.answered + Duration::from_millis(1);
    for race in [late_fetch, late_withdrawal] {
        assert_eq!(judge(std::slice::from_ref(&race), &record).1, [Fault::AgainstTheClock(race.handover)]);
    }
}
