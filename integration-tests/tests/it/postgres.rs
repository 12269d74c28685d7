//! The same job with every service on PostgreSQL, in databases of its own.

use std::time::Duration;

use integration_tests::{Databases, Kind, Night, Officer, Plan, Town, eventually_within};

/// Longer than any lease of the services and what follows it.
const LEASES_END: Duration = Duration::from_secs(240);

/// Runs on a town of three databases; says so when no server is named.
#[allow(clippy::print_stderr)] // the one who runs the tests should know what was not run
fn on_postgres(test: impl FnOnce(Town)) {
    match Databases::postgres() {
        Some(databases) => test(Town::with(Plan { databases, ..Plan::default() })),
        None => eprintln!("skipped: STAFETT_TEST_POSTGRES names no server"),
    }
}

#[test]
fn the_main_job_on_postgres() {
    on_postgres(|town| crate::story::main_job(&town));
}

#[test]
fn all_three_die_at_once_on_postgres() {
    on_postgres(|mut town| {
        let mut sent = Vec::new();
        for round in 0..2 {
            let (code, handovers) = town.officer.hand_over(&Night::with_children("Lova Påhittad", &format!("070-174 06 9{round}")));
            sent.extend(handovers.into_iter().map(|handover| (code.clone(), handover)));
            integration_tests::random_pause(Duration::from_millis(400));
            for kind in Kind::ALL {
                town.service(kind).kill();
            }
            for kind in Kind::ALL {
                town.service(kind).start();
            }
        }
        // Other processes might hold the leases of a service that died: on a server nobody can know before they end.
        for (code, handover) in &sent {
            eventually_within(LEASES_END, "the leases to end and the work to be taken up", || {
                let answer = town.officer.0.attempt("GET", &format!("/api/v1/call-outs/{code}"), b"")?;
                let found = Officer::handovers_in(&answer.ok()).into_iter().find(|found| found.id == handover.id);
                found.filter(|found| found.state == "received").map(drop).ok_or_else(|| answer.text())
            });
        }
        crate::whole::nothing_lost_nothing_doubled(&town, &sent);
    });
}
