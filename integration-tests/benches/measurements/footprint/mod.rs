//! What the demo costs while nobody uses it, how soon it is there, and what a phone must load.

mod demo;
mod page;

use std::{thread::sleep, time::Duration};

use crate::{Outcome, folder, processes, table::Table};
use demo::Demo;

/// Long enough that what a start leaves to do is done.
const CALM: Duration = Duration::from_secs(10);

pub fn run(table: &mut Table) -> Outcome {
    table.heading("footprint", "stafett demo, SQLite, one worker thread a service; no floor")?;
    let folder = folder("footprint")?;
    let first = Demo::start(&folder)?;
    started(table, "first start (keys and databases are made)", &first)?;
    first.stop()?;
    let again = Demo::start(&folder)?;
    started(table, "second start", &again)?;
    sleep(CALM);
    idle(table, &again)?;
    page::run(table, again.url("police")?)?;
    again.stop()
}

fn started(table: &mut Table, what: &str, demo: &Demo) -> Outcome {
    table.figure(&format!("{what}: all ready"), demo.seconds_to_ready, "s")?;
    let mut before = 0.0;
    for line in &demo.ready {
        table.figure(&format!("  {} after the one before", line.service), line.seconds - before, "s")?;
        before = line.seconds;
    }
    Ok(())
}

fn idle(table: &mut Table, demo: &Demo) -> Outcome {
    let before = demo.ready.iter().map(|line| processes::cpu_seconds(line.pid)).collect::<Outcome<Vec<_>>>()?;
    sleep(CALM);
    for (line, before) in demo.ready.iter().zip(before) {
        let memory = processes::memory(line.pid)?;
        let cpu = (processes::cpu_seconds(line.pid)? - before) / CALM.as_secs_f64();
        let remark = format!("PSS {:.1} MiB, {:.1} % of a core", memory.proportional, cpu * 100.0);
        table.line(&format!("idle: {}, RSS", line.service), memory.resident, "MiB", &remark)?;
    }
    Ok(())
}
