//! Registrations.

use std::sync::Arc;

use jiff::Timestamp;
use store::Hash32;
use wire::{AgencyId, AgencyKind, Notice, NoticeKind, ProblemCode};

use super::Desk;
use crate::domain::{
    agency::Member,
    entry,
    operation::{Judged, Outcome},
};

impl Desk<'_> {
    pub(super) fn register(&mut self, member: &Member) -> Judged {
        let row = member.row();
        if let Some(known) = self.directory.agency(&row.id) {
            let (old, new) = (known.row().versions, row.versions);
            if known.is_same(member) {
                return Ok(Outcome::Done);
            }
            if known.row().root != row.root || new.key_set < old.key_set || new.manifest < old.manifest {
                return Err(ProblemCode::OtherBytes.into());
            }
        }
        // A token key speaks for one agency: taking another's would lock that agency out.
        let taken = self.directory.token_key(&member.trusted().manifest().token_key_id);
        if taken.is_some_and(|(owner, _)| *owner != row.id) {
            return Err(ProblemCode::UnknownKey.into());
        }
        let hash = Hash32::new(member.trusted().manifest_hash().0);
        let entry = entry::registration(&row.id, hash, self.now)?;
        let index = self.log.append(&entry);
        self.directory = Arc::new(self.directory.with(member.clone()));
        self.done.registered.push((member.clone(), index));
        self.tell_all(NoticeKind::DirectoryChanged);
        Ok(Outcome::Logged(index))
    }

    pub(super) fn tell_all(&mut self, kind: NoticeKind) {
        let members = self.directory.members().filter(|member| member.row().kind != AgencyKind::Broker);
        let agencies: Vec<AgencyId> = members.map(|member| member.row().id.clone()).collect();
        self.done.notices.extend(agencies.into_iter().map(|agency| (agency, plain_notice(kind, self.now))));
    }
}

/// A notice about no handover; its number comes later.
pub const fn plain_notice(kind: NoticeKind, at: Timestamp) -> Notice {
    Notice {
        number: 0,
        kind,
        handover: None,
        case_code: None,
        from: None,
        unit: None,
        purpose: None,
        urgency: None,
        sequence: None,
        gone: None,
        withdrawn: None,
        repaired_from: None,
        trace: None,
        receipt: None,
        at,
    }
}
