//! A service that the launcher started must not outlive it: a demo that was killed leaves nothing running.

use rustix::process::{Signal, getppid, set_parent_process_death_signal};

/// Asks the kernel for SIGTERM when the parent ends. Returns false when the parent is already gone: the process
/// that started us died between the fork and this call, and nobody would ever tell us.
pub fn follow(parent: u32) -> bool {
    let asked = set_parent_process_death_signal(Some(Signal::TERM)).is_ok();
    let alive = getppid().is_some_and(|pid| u32::try_from(pid.as_raw_nonzero().get()) == Ok(parent));
    asked && alive
}
