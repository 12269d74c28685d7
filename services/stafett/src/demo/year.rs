//! A year of the demo in an hour: the services stop, keys whose time is over are renewed, and all start again with their clocks set ahead.

use std::{error::Error, fs, path::PathBuf, sync::Arc};

use casework::{
    Keyring,
    keyring::{ends_soon, renew_agency},
};
use jiff::{SignedDuration, Timestamp};
use store::clock::{Clock as _, ClockAhead, SystemClock};
use tokio::sync::{mpsc, oneshot};
use wire::AgencyKind;

use crate::{demo::layout::Layout, register, town::Town};

/// The days of the year that there is something to do, counted from the first start: the words are `year-<name>` and `year-<name>-text`.
pub const STEPS: [Step; 9] = [
    Step { day: 1, name: "first-day" },
    Step { day: 7, name: "week" },
    Step { day: 21, name: "talks" },
    Step { day: 45, name: "treatment" },
    Step { day: 90, name: "plan" },
    Step { day: 120, name: "missed" },
    Step { day: 200, name: "close" },
    Step { day: 290, name: "follow-up" },
    Step { day: 350, name: "back" },
];

/// A day of the year.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// How many days after the first start.
    pub day: i64,
    /// Name of its words.
    pub name: &'static str,
}

/// The clock of the town and when its year began. Kept in a file, so that the next start goes on where it was.
#[derive(Debug)]
pub struct Year {
    clock: Arc<ClockAhead>,
    begun: Timestamp,
    file: PathBuf,
}

/// Asks the launcher to set the clock ahead to a step, and hears when the services are ready again.
pub type Jump = (Step, oneshot::Sender<()>);

/// Where jumps are asked for.
pub type Jumps = mpsc::Sender<Jump>;

impl Year {
    /// The year as it stands in the folder, or one that begins now.
    ///
    /// # Errors
    /// A file that can't be read or written, or is none of ours.
    pub fn open(layout: &Layout) -> Result<Self, Box<dyn Error>> {
        let file = layout.data.join("clock");
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => format!("{} 0", SystemClock.now()),
            Err(error) => return Err(format!("{}: {error}", file.display()).into()),
        };
        let read = text.trim().split_once(' ').and_then(|(begun, ahead)| Some((begun.parse().ok()?, ahead.parse().ok()?)));
        let (begun, ahead) = read.ok_or_else(|| format!("{} is not a clock of this demo: remove it", file.display()))?;
        let year = Self { clock: Arc::new(ClockAhead::by(ahead)), begun, file };
        year.keep()?;
        Ok(year)
    }

    /// The clock of the town.
    pub fn clock(&self) -> Arc<ClockAhead> {
        Arc::clone(&self.clock)
    }

    /// How many seconds it is ahead.
    pub fn ahead(&self) -> i64 {
        self.clock.seconds()
    }

    /// When the year began.
    pub const fn begun(&self) -> Timestamp {
        self.begun
    }

    /// Sets the clock ahead to a step. One that has been is left: no clock goes back.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn go_to(&self, step: Step) -> Result<(), Box<dyn Error>> {
        let missing = (self.begun + SignedDuration::from_hours(24 * step.day)).duration_since(self.clock.now());
        if missing.is_positive() {
            self.clock.set(self.ahead() + missing.as_secs() + 1);
            self.keep()?;
        }
        Ok(())
    }

    /// Crash here: the file is the old one or the new one, and the next start goes on from that day.
    fn keep(&self) -> Result<(), Box<dyn Error>> {
        let fresh = self.file.with_extension("new");
        fs::write(&fresh, format!("{} {}\n", self.begun, self.ahead()))?;
        Ok(fs::rename(&fresh, &self.file)?)
    }

    /// Draws new unit keys for the agencies whose keys end soon and hands their registrations to the broker, which takes them at its next
    /// start. Blocks. The services must not run.
    ///
    /// # Errors
    /// Keys or a database that can't be read or written.
    pub fn renew_keys(&self, town: &Town, layout: &Layout, broker: &broker::Config) -> Result<(), Box<dyn Error>> {
        let now = self.clock.now();
        for kind in [AgencyKind::Police, AgencyKind::Social] {
            let folder = layout.keys(town.of_kind(kind)?.id.as_str());
            let keyring = Keyring::load(&folder, now)?;
            if ends_soon(keyring.agency(), now).is_some() {
                register::enqueue(broker, &[renew_agency(&folder, now)?.registration], now)?;
            }
        }
        Ok(())
    }
}

/// The first step that has not been, at this moment of a year.
pub fn next_step(begun: Timestamp, now: Timestamp) -> Option<Step> {
    STEPS.into_iter().find(|step| now < begun + SignedDuration::from_hours(24 * step.day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_one_after_the_other_and_end_within_the_year() {
        assert!(STEPS.windows(2).all(|two| two[0].day < two[1].day) && STEPS.iter().all(|step| step.day < 365));
        let begun: Timestamp = "2026-11-22T01:00:00Z".parse().unwrap();
        let at = |days: i64| next_step(begun, begun + SignedDuration::from_hours(24 * days)).map(|step| step.day);
        assert_eq!((at(0), at(1), at(200), at(350)), (Some(1), Some(7), Some(290), None));
    }
}
