//! Every tampering with the log and with what it vouches for, done to the services as they run, and who sees it.
//!
//! | tampering | done by |
//! |---|---|
//! | drop, insert, swap, edit, truncate, roll back, fork | [`rewritten`]: somebody with the broker's keys and its database, who makes every head anew |
//! | bit-flip | [`rewritten`]: a disk that turns one bit |
//! | split view | [`two_views`]: two brokers with the same keys, one for each agency |
//! | swapped unit key | [`two_views`]: a broker that hands out a key of its own |
//! | restored backup | [`crate::repair`] |
//! | future time | `shared/casework/tests/it/receiving.rs`: no real process can be given another clock |

mod history;
mod rewritten;
mod two_views;

use std::fs;

/// Each must be told in the threat model with who sees it and the test that does it; that the tests exist another test checks.
const TWELVE: [(&str, &str); 12] = [
    ("drop", "a_rewritten_log_is_seen_by_whoever_saw_it_before"),
    ("insert", "a_rewritten_log_is_seen_by_whoever_saw_it_before"),
    ("swap", "a_rewritten_log_is_seen_by_whoever_saw_it_before"),
    ("edit", "a_rewritten_log_is_seen_by_whoever_saw_it_before"),
    ("bit-flip", "one_bit_on_the_disk_is_seen_by_anybody"),
    ("truncate", "a_rewritten_log_is_seen_by_whoever_saw_it_before"),
    ("roll back", "a_rewritten_log_is_seen_by_whoever_saw_it_before"),
    ("fork", "a_rewritten_log_is_seen_by_whoever_saw_it_before"),
    ("split view", "two_views_of_the_log_open_nothing_and_are_found"),
    ("swapped unit key", "a_swapped_unit_key_seals_nothing"),
    ("restored backup", "a_broker_that_was_set_back_moves_nothing_and_heals_from_the_agencies_copies"),
    ("future time", "a_parcel_from_the_future_waits_until_its_time_and_says_ring"),
];

#[test]
fn each_of_the_twelve_is_told_with_who_sees_it() {
    let told = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/threats.md")).unwrap();
    for (name, test) in TWELVE {
        let row = told.lines().find(|line| line.starts_with(&format!("| {name} |"))).unwrap_or_else(|| panic!("{name} has no row"));
        assert!(row.contains(&format!("`{test}`")), "{row}");
    }
}
