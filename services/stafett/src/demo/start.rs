//! The order of starting and the ready lines.

use std::error::Error;

use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::{
    cli::Kind,
    demo::{child::Child, layout::Layout},
    out,
};

/// The broker first: the agencies open every connection.
pub const SERVICES: [Kind; 3] = [Kind::Broker, Kind::Police, Kind::Social];

/// Starts all services, each when the one before is ready.
///
/// # Errors
/// The first that did not start.
pub async fn all(
    layout: &Layout,
    ahead: i64,
    json: bool,
    ended: &mpsc::Sender<String>,
    children: &mut Vec<Child>,
) -> Result<(), Box<dyn Error>> {
    for kind in SERVICES {
        let (child, line) = Child::start(kind, layout, ahead, ended.clone()).await?;
        children.push(child);
        if json {
            out::line(&with_data(&line, layout)?);
        } else {
            out::line(&format!("{:<7} {}", kind.service(), layout.ports.url(kind)));
        }
    }
    Ok(())
}

fn with_data(line: &str, layout: &Layout) -> Result<String, Box<dyn Error>> {
    let mut value: Value = serde_json::from_str(line).map_err(|_| format!("not a ready line: {line}"))?;
    if let Some(members) = value.as_object_mut() {
        members.insert("data".into(), json!(layout.data));
    }
    Ok(value.to_string())
}

/// The ready line of the town's own page.
pub fn ready_line(service: &str, url: &str, pid: u32, layout: &Layout) -> String {
    json!({ "service": service, "url": url, "pid": pid, "data": layout.data }).to_string()
}
