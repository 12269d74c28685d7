//! kill -9 at chosen points of the path. After a restart everything has arrived, once, and the officer knows.
//!
//! A gate holds a call at the point; the process is killed while it is held. Then the connection breaks, as it does when
//! a machine loses its power.

use std::{thread, time::Duration};

use integration_tests::{Gate, Handover, Kind, Moment, Night, Outcome, Town, eventually, random_pause};

use crate::whole::nothing_lost_nothing_doubled;

/// A night no other test has: with children every other time.
fn night(number: usize) -> Night {
    let phone = format!("070-174 06 {:02}", 10 + number % 80);
    let night = Night::consent(&format!("Alma Påhittad {number}"), &phone);
    if number.is_multiple_of(2) { night } else { night.and_children() }
}

fn with_code((code, sent): (String, Vec<Handover>)) -> Vec<(String, Handover)> {
    sent.into_iter().map(|handover| (code.clone(), handover)).collect()
}

/// The service dies while the gate holds a call there, and starts again after a pause.
#[track_caller]
pub fn dies_at(town: &mut Town, kind: Kind, gate: impl Fn(&Town) -> &Gate, moment: Moment, line: &str, act: impl FnOnce(&Town)) {
    let catch = gate(town).catch(moment, line);
    act(town);
    catch.wait();
    random_pause(Duration::from_millis(30));
    town.service(kind).kill();
    catch.release(Outcome::Break);
    random_pause(Duration::from_millis(300));
    town.service(kind).start();
}

#[test]
fn police_dies_after_the_send_before_the_courier_posts() {
    let mut town = Town::start();
    let mut sent = Vec::new();
    for (round, line) in ["POST /api/v1/offers", "POST /api/v1/consents", "POST /api/v1/offers"].into_iter().enumerate() {
        let mut new = Vec::new();
        dies_at(
            &mut town,
            Kind::Police,
            |town| &town.police_gate,
            Moment::BeforeBroker,
            line,
            |town| {
                new = with_code(town.officer.hand_over(&night(2 * round)));
            },
        );
        sent.append(&mut new);
    }
    nothing_lost_nothing_doubled(&town, &sent);
}

#[test]
fn police_dies_at_once_after_the_answer_to_send() {
    let mut town = Town::start();
    let mut sent = Vec::new();
    for round in 0..3 {
        sent.extend(with_code(town.officer.hand_over(&night(round))));
        random_pause(Duration::from_millis(20));
        town.police.kill();
        town.police.start();
    }
    nothing_lost_nothing_doubled(&town, &sent);
}

#[test]
fn police_dies_after_the_broker_decided_before_it_heard() {
    let mut town = Town::start();
    let mut new = Vec::new();
    dies_at(
        &mut town,
        Kind::Police,
        |town| &town.police_gate,
        Moment::BeforeAgency,
        "POST /api/v1/offers",
        |town| {
            new = with_code(town.officer.hand_over(&night(1)));
        },
    );
    nothing_lost_nothing_doubled(&town, &new);
}

#[test]
fn broker_dies_after_the_commit_before_the_answer() {
    let mut town = Town::start();
    let mut sent = Vec::new();
    for (round, line) in ["POST /api/v1/offers", "POST /api/v1/consents"].into_iter().enumerate() {
        let mut new = Vec::new();
        dies_at(
            &mut town,
            Kind::Broker,
            |town| &town.police_gate,
            Moment::BeforeAgency,
            line,
            |town| {
                new = with_code(town.officer.hand_over(&night(2 * round + 1)));
            },
        );
        sent.append(&mut new);
    }
    for (round, line) in ["POST /api/v1/parcels", "POST /api/v1/receipts"].into_iter().enumerate() {
        let mut new = Vec::new();
        dies_at(
            &mut town,
            Kind::Broker,
            |town| &town.social_gate,
            Moment::BeforeAgency,
            line,
            |town| {
                new = with_code(town.officer.hand_over(&night(2 * round)));
            },
        );
        sent.append(&mut new);
    }
    nothing_lost_nothing_doubled(&town, &sent);
}

#[test]
fn social_dies_after_the_fetch_before_opening() {
    let mut town = Town::start();
    let mut sent = Vec::new();
    // The parcel never gets there; or it does, and the process dies while it is being opened or a little later.
    for (round, outcome) in [Outcome::Break, Outcome::Pass, Outcome::Pass].into_iter().enumerate() {
        let fetched = town.social_gate.catch_if(Moment::BeforeAgency, |request, answer| {
            request.line.starts_with("POST /api/v1/parcels") && answer.is_some_and(|answer| answer.status() == 200)
        });
        sent.extend(with_code(town.officer.hand_over(&night(round))));
        fetched.wait();
        fetched.release(outcome);
        random_pause(Duration::from_millis(25));
        town.social.kill();
        random_pause(Duration::from_millis(300));
        town.social.start();
    }
    nothing_lost_nothing_doubled(&town, &sent);
}

#[test]
fn social_dies_right_after_acknowledging() {
    let mut town = Town::start();
    let mut sent = Vec::new();
    for round in 0..2 {
        let new = with_code(town.officer.hand_over(&night(2 * round)));
        let id = &new[0].1.id;
        town.desk.rings(id);
        town.officer.sees(&new[0].0, id, "received");
        // The receipt of the acknowledgement stays undelivered.
        let held = town.social_gate.catch(Moment::BeforeBroker, "POST /api/v1/receipts");
        town.desk.acknowledge(id).ok();
        random_pause(Duration::from_millis(10));
        town.social.kill();
        held.release(Outcome::Break);
        town.social.start();
        town.officer.sees(&new[0].0, id, "acknowledged");
        sent.extend(new);
    }
    nothing_lost_nothing_doubled(&town, &sent);
}

#[test]
fn broker_is_away_and_the_offers_wait() {
    let mut town = Town::start();
    assert!(town.broker.stop(), "it ends without an error when it is asked to");
    let sent: Vec<_> = (0..2).flat_map(|round| with_code(town.officer.hand_over(&night(round)))).collect();
    for (code, handover) in &sent {
        assert_eq!(town.officer.sees(code, &handover.id, "offered").state, "offered", "nothing is sent yet, and it says so");
    }
    random_pause(Duration::from_secs(1));
    town.broker.start();
    nothing_lost_nothing_doubled(&town, &sent);
}

#[test]
fn broker_dies_again_and_again_in_the_middle() {
    let mut town = Town::start();
    let mut sent = Vec::new();
    for round in 0..4 {
        sent.extend(with_code(town.officer.hand_over(&night(round))));
        random_pause(Duration::from_millis(400));
        town.broker.kill();
        town.broker.start();
    }
    nothing_lost_nothing_doubled(&town, &sent);
}

#[test]
fn all_three_die_at_once() {
    let mut town = Town::start();
    let mut sent = Vec::new();
    for round in 0..4 {
        sent.extend(with_code(town.officer.hand_over(&night(round))));
        random_pause(Duration::from_millis(500));
        for kind in Kind::ALL {
            town.service(kind).kill();
        }
        for kind in Kind::ALL {
            town.service(kind).launch();
        }
        for kind in Kind::ALL {
            town.service(kind).ready();
        }
    }
    nothing_lost_nothing_doubled(&town, &sent);
}

#[test]
fn many_in_flight_while_each_dies_in_turn() {
    let mut town = Town::start();
    let mut sent: Vec<(String, Handover)> = Vec::new();
    for (turn, kind) in [Kind::Social, Kind::Broker, Kind::Police].into_iter().enumerate() {
        let town_now = &town;
        let new = thread::scope(|scope| {
            let officers: Vec<_> =
                (0..3).map(|n| scope.spawn(move || with_code(town_now.officer.hand_over(&night(3 * turn + n))))).collect();
            officers.into_iter().flat_map(|officer| officer.join().unwrap()).collect::<Vec<_>>()
        });
        sent.extend(new);
        random_pause(Duration::from_millis(200));
        town.service(kind).kill();
        town.service(kind).start();
    }
    nothing_lost_nothing_doubled(&town, &sent);
}

/// A second start is not a second beginning: the log goes on.
#[test]
fn the_log_goes_on_after_a_crash() {
    let mut town = Town::start();
    let sent = with_code(town.officer.hand_over(&night(0)));
    town.desk.rings(&sent[0].1.id);
    let origin_and_size = |town: &Town| {
        let note = town.broker_caller(Kind::Police).get("/log/checkpoint").text();
        let mut lines = note.lines().map(str::to_owned);
        (lines.next().unwrap(), lines.next().unwrap().parse::<u64>().unwrap())
    };
    let before = origin_and_size(&town);
    town.broker.kill();
    town.broker.start();
    let after = eventually("a checkpoint", || {
        let after = origin_and_size(&town);
        if after.1 >= before.1 { Ok(after) } else { Err(format!("{after:?} after {before:?}")) }
    });
    assert_eq!(after.0, before.0, "the same log");
    nothing_lost_nothing_doubled(&town, &sent);
}
