//! CPU and commits of the three services, and the CPU of this program.

use integration_tests::Town;

use crate::{Outcome, processes};

/// In the order of [`Usage`].
pub const NAMES: [&str; 4] = ["police", "broker", "social services", "the senders in this bench"];

/// What one service used.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    pub cpu_milliseconds: f64,
    /// Transactions of the one writer; some of them change nothing and need no sync.
    pub commits: f64,
}

impl Used {
    /// What one service of the town has used so far.
    pub fn by(town: &Town, word: &str, metrics: &str) -> Outcome<Self> {
        let cpu_milliseconds = processes::cpu_seconds(pid(town, word)?)? * 1e3;
        Ok(Self { cpu_milliseconds, commits: commits(metrics)? })
    }

    pub fn since(self, before: Self) -> Self {
        Self { cpu_milliseconds: self.cpu_milliseconds - before.cpu_milliseconds, commits: self.commits - before.commits }
    }

    /// The same for one of so many.
    pub fn each(self, count: usize) -> Self {
        let count = count as f64;
        Self { cpu_milliseconds: self.cpu_milliseconds / count, commits: self.commits / count }
    }
}

/// What the services used, all in all.
pub struct Usage(pub [Used; 4]);

impl Usage {
    pub fn now(town: &Town) -> Outcome<Self> {
        Ok(Self([
            Used::by(town, "police", town.police.metrics_url())?,
            Used::by(town, "broker", town.broker.metrics_url())?,
            Used::by(town, "social", town.social.metrics_url())?,
            Used { cpu_milliseconds: processes::cpu_seconds(std::process::id())? * 1e3, commits: 0.0 },
        ]))
    }

    pub fn since(&self, before: &Self) -> Self {
        self.with(|place, used| used.since(before.0[place]))
    }

    /// The same for one handover.
    pub fn each(&self, count: usize) -> Self {
        self.with(|_, used| used.each(count))
    }

    fn with(&self, change: impl Fn(usize, Used) -> Used) -> Self {
        Self(std::array::from_fn(|place| change(place, self.0[place])))
    }
}

/// The process, from the ready line it printed.
fn pid(town: &Town, word: &str) -> Outcome<u32> {
    let said = std::fs::read_to_string(town.folder().join("said").join(format!("{word}-1.out")))?;
    let line = said.lines().find(|line| line.starts_with('{')).ok_or("no ready line")?;
    let value: serde_json::Value = serde_json::from_str(line)?;
    value["pid"].as_u64().and_then(|pid| u32::try_from(pid).ok()).ok_or_else(|| "no pid in the ready line".into())
}

/// How often the one writer committed (its histogram of jobs a commit counts them).
fn commits(metrics: &str) -> Outcome<f64> {
    let page = reqwest::blocking::get(metrics)?.error_for_status()?.text()?;
    let count = page.lines().find_map(|line| line.strip_prefix("store_batch_jobs_count"));
    let number = count.and_then(|rest| rest.rsplit(' ').next()).ok_or("the writer counts no commits")?;
    Ok(number.parse()?)
}
