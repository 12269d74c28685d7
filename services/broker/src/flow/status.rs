//! What anybody may know of the broker: agencies by name and the log. No person, no case, and no count of handovers: live
//! counts would tell of single refusals and withdrawals.

use jiff::Timestamp;
use store::{Conn, queue, queue::Counts};
use wire::{AgencyId, AgencyKind};

use super::{Broker, FlowError, register::REGISTRATIONS};
use crate::{db, domain::publication::Tip};

/// An agency as everybody may see it.
pub(crate) struct AgencyView {
    /// Name as people write it.
    pub name: String,
    /// Its kind.
    pub kind: AgencyKind,
    /// When its witness last cosigned.
    pub cosigned_at: Option<Timestamp>,
    /// Whether it has cosigned the head that is shown.
    pub is_current: bool,
}

/// The state of the broker.
pub(crate) struct Status {
    /// Name of the log.
    pub origin: String,
    /// The head that is shown.
    pub size: u64,
    /// Its root, base64.
    pub root: String,
    /// When that head was made.
    pub made_at: Option<Timestamp>,
    /// The agencies of the registry, without the broker.
    pub agencies: Vec<AgencyView>,
    /// Registrations that wait or could not be taken.
    pub registrations: Counts,
    /// Whether another sequencer has taken over.
    pub fenced: bool,
    /// Whether the log was set back and must be repaired.
    pub behind: bool,
    /// The active edition.
    pub edition: String,
}

/// Looks at everything once.
pub(crate) async fn status(broker: &Broker) -> Result<Status, FlowError> {
    let tip = broker.live.published();
    let directory = broker.live.directory();
    let agencies: Vec<_> = directory
        .members()
        .map(|member| member.row())
        .filter(|row| row.kind != AgencyKind::Broker)
        .map(|row| (row.id.clone(), row.name.clone(), row.kind))
        .collect();
    let origin = broker.signer.key().name().to_string();
    let edition = broker.live.edition().map(|edition| edition.reference.id.to_string()).unwrap_or_default();
    let (fenced, behind) = (broker.live.is_fenced(), broker.live.is_behind());
    let read = move |conn: &mut Conn| {
        Ok(Status {
            origin,
            size: tip.size,
            root: tip.root.to_base64(),
            made_at: db::checkpoints::find(conn, tip.size)?.map(|checkpoint| checkpoint.made_at),
            agencies: agencies.into_iter().map(|agency| view(conn, agency, tip)).collect::<store::Result<_>>()?,
            registrations: queue::counts(conn, REGISTRATIONS)?,
            fenced,
            behind,
            edition,
        })
    };
    Ok(broker.db.read(read).await?)
}

fn view(conn: &mut Conn, (id, name, kind): (AgencyId, String, AgencyKind), tip: Tip) -> store::Result<AgencyView> {
    let last = db::checkpoints::last_of(conn, &id)?;
    let is_current = last.is_some_and(|(size, _)| size == tip.size);
    Ok(AgencyView { name, kind, cosigned_at: last.map(|(_, at)| at), is_current })
}
