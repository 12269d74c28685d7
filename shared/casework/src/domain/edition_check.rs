//! Is an edition that the broker tells to be believed, and may it be in force here? From values alone; fails closed.
//!
//! Bytes by the hash → the activation by the log → the hash by the signatures of two who were approvers on that day, or
//! because this program ships the very bytes → the log by the own witness. The first thing that does not hold ends it.

use std::sync::Arc;

use envelope::{ApprovalError, approved, sha256};
use jiff::civil::Date;
use ledger::{
    EntryKind,
    checkpoint::{CosignerKey, LogKey},
};
use rulebook::{Edition, Moment};
use wire::{ActiveEdition, EditionApproval, EditionRef, LogEvidence, codes};

use super::{
    check_parcel::entry_proof,
    editions::{Adopted, comes_after},
    rule_signers::RuleSigners,
};

codes!(
    /// Why an edition that the broker tells is not taken. Each is the name of an alarm.
    EditionDoubt, "doubt about an edition" {
        /// The bytes are not those of the hash, or name another id.
        OtherBytes = "edition-other-bytes",
        /// This program can't read it.
        Unreadable = "edition-unreadable",
        /// Nobody is pinned whose approvals count here, and this program does not ship it.
        NoSigners = "edition-no-signers",
        /// Fewer than two pinned persons have signed.
        TooFew = "edition-too-few-approvals",
        /// No lawyer is among them.
        NoLawyer = "edition-no-lawyer",
        /// An approval is not what its key signed.
        BadApproval = "edition-bad-approval",
        /// An approval is of another edition, or the approvals are of different acts.
        OtherAct = "edition-other-act",
        /// It was made active before the day that was approved, or that day has not come here.
        Early = "edition-early",
        /// Its id does not come after that of the edition in force here.
        Older = "edition-older",
        /// An id has one content, ever.
        SameId = "edition-same-id",
        /// Its activation is not later in the log than that of the edition in force here.
        LogIndex = "edition-log-index",
        /// It was compared with another edition than the one in force here when it was approved.
        ReplacesOther = "edition-replaces-other",
        /// No proof that its activation is in the log has come yet.
        Unproved = "edition-unproved",
        /// The own witness has not cosigned the head yet under which it is proved.
        NotCosigned = "edition-not-cosigned",
        /// The proof does not hold.
        BadProof = "edition-bad-proof",
        /// What is proved is about something else.
        OtherEntry = "edition-other-entry",
    }
);

impl EditionDoubt {
    /// Whether time alone may cure it: it is asked for again soon.
    pub const fn may_pass(self) -> bool {
        matches!(self, Self::Unproved | Self::NotCosigned | Self::Early)
    }

    /// Whether the own witness cures it: the head of the log that holds the activation must be cosigned here.
    pub const fn waits_for_witness(self) -> bool {
        matches!(self, Self::Unproved | Self::NotCosigned)
    }
}

impl From<ApprovalError> for EditionDoubt {
    fn from(error: ApprovalError) -> Self {
        match error {
            ApprovalError::UnknownKey(_) | ApprovalError::TooFew => Self::TooFew,
            ApprovalError::Envelope(_) => Self::BadApproval,
            ApprovalError::OtherEdition | ApprovalError::OtherAct => Self::OtherAct,
            ApprovalError::NoLawyer => Self::NoLawyer,
        }
    }
}

/// What the checks are made with.
pub(crate) struct EditionChecker<'a> {
    pub(crate) signers: &'a RuleSigners,
    pub(crate) log_key: &'a LogKey,
    /// The key of the own witness; none never believes a proof.
    pub(crate) witness: Option<&'a CosignerKey>,
    /// What this program ships.
    pub(crate) shipped: &'a [Arc<Edition>],
    /// The Swedish day.
    pub(crate) today: Date,
}

/// What vouches for an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Vouched {
    /// Two persons who are pinned here.
    ByApprovals(Box<EditionApproval>),
    /// This program ships the very bytes; approvals were not enough for the reason.
    ByProgram(EditionDoubt),
}

/// An edition that is believed.
pub(crate) struct Believed {
    pub(crate) edition: Edition,
    pub(crate) vouched: Vouched,
    pub(crate) log_index: u64,
}

impl EditionChecker<'_> {
    /// Whether it is believed: bytes, activation and approvals.
    ///
    /// # Errors
    /// The first [`EditionDoubt`].
    pub(crate) fn believe(&self, told: &ActiveEdition) -> Result<Believed, EditionDoubt> {
        let edition = self.read(&told.edition, &told.file)?;
        let activated_on = self.activated_on(told)?;
        let vouched = self.vouched(told, activated_on)?;
        match &vouched {
            _ if !told.logged.as_ref().is_some_and(|logged| self.is_cosigned(logged)) => Err(EditionDoubt::NotCosigned),
            Vouched::ByApprovals(act) if activated_on < act.takes_effect => Err(EditionDoubt::Early),
            _ => Ok(Believed { edition, vouched, log_index: told.log_index }),
        }
    }

    /// The bytes are those of the hash, and are an edition of that id.
    ///
    /// # Errors
    /// [`EditionDoubt::OtherBytes`] and [`EditionDoubt::Unreadable`].
    fn read(&self, named: &EditionRef, file: &str) -> Result<Edition, EditionDoubt> {
        if sha256(file.as_bytes()) != named.hash {
            return Err(EditionDoubt::OtherBytes);
        }
        let edition = Edition::parse(file.as_bytes()).map_err(|_| EditionDoubt::Unreadable)?;
        if edition.reference() == named { Ok(edition) } else { Err(EditionDoubt::OtherBytes) }
    }

    /// Whether what was kept still holds: it was believed once. Its day is the one that the kept proof tells; without a
    /// proof that holds, today's approvers must have signed.
    ///
    /// # Errors
    /// The first [`EditionDoubt`].
    pub(crate) fn still_holds(&self, kept: &ActiveEdition) -> Result<(Edition, Vouched), EditionDoubt> {
        let edition = self.read(&kept.edition, &kept.file)?;
        Ok((edition, self.vouched(kept, self.day_of(kept))?))
    }

    /// Whether what was kept lacks an approver because the configuration does not count the person, not because it was damaged.
    pub(crate) fn is_left_out(&self, kept: &ActiveEdition, doubt: EditionDoubt) -> bool {
        let lacks = matches!(doubt, EditionDoubt::NoSigners | EditionDoubt::TooFew | EditionDoubt::NoLawyer);
        lacks && self.signers.leave_out_one_of(&kept.approvals, self.day_of(kept))
    }

    fn day_of(&self, kept: &ActiveEdition) -> Date {
        self.activated_on(kept).unwrap_or(self.today)
    }

    /// Who vouches for the hash of an edition that came into force on this day.
    fn vouched(&self, told: &ActiveEdition, day: Date) -> Result<Vouched, EditionDoubt> {
        let pinned = self.signers.on(day);
        let lack = match approved(&told.approvals, &pinned, &told.edition) {
            Ok(found) => return Ok(Vouched::ByApprovals(Box::new(found.act().clone()))),
            Err(_) if pinned.is_empty() => EditionDoubt::NoSigners,
            Err(error) => error.into(),
        };
        let ships = self.shipped.iter().any(|edition| *edition.reference() == told.edition);
        if ships { Ok(Vouched::ByProgram(lack)) } else { Err(lack) }
    }

    /// The Swedish day of the activation, as the log proves it.
    fn activated_on(&self, told: &ActiveEdition) -> Result<Date, EditionDoubt> {
        let evidence = told.logged.as_ref().ok_or(EditionDoubt::Unproved)?;
        let proof = entry_proof(evidence).ok_or(EditionDoubt::BadProof)?;
        let proved = proof.verify(self.log_key, &[]).map_err(|_| EditionDoubt::BadProof)?;
        let fields = proved.entry().fields();
        let about_it = fields.kind == EntryKind::EditionActivated
            && *fields.object_hash.as_bytes() == told.edition.hash.0
            && fields.edition.as_deref() == Some(told.edition.id.as_str())
            && proved.index() == told.log_index;
        if about_it { Ok(Moment::in_sweden(fields.at.timestamp()).date()) } else { Err(EditionDoubt::OtherEntry) }
    }

    /// The own witness has followed the log to the head of the proof.
    fn is_cosigned(&self, evidence: &LogEvidence) -> bool {
        let Some(witness) = self.witness else { return false };
        let opened = ledger::checkpoint::open(&evidence.checkpoint, self.log_key, std::slice::from_ref(witness));
        opened.is_ok_and(|opened| opened.require(witness.name()).is_ok())
    }

    /// Whether a believed edition may be in force here, after the one that was adopted. The first is taken when this program
    /// ships it or it is approved; each later one only when it is approved to take the place of the one before.
    ///
    /// # Errors
    /// The first [`EditionDoubt`].
    pub(crate) fn may_adopt(&self, believed: &Believed, adopted: Option<&Adopted>) -> Result<(), EditionDoubt> {
        let named = believed.edition.reference();
        match (&believed.vouched, adopted) {
            (_, Some(adopted)) if adopted.reference.id == named.id && adopted.reference.hash != named.hash => Err(EditionDoubt::SameId),
            (_, Some(adopted)) if !comes_after(&named.id, adopted) => Err(EditionDoubt::Older),
            (Vouched::ByProgram(_), None) => Ok(()),
            (Vouched::ByProgram(lack), Some(_)) => Err(*lack),
            (Vouched::ByApprovals(act), _) if act.takes_effect > self.today => Err(EditionDoubt::Early),
            (Vouched::ByApprovals(_), None) => Ok(()),
            (Vouched::ByApprovals(_), Some(adopted)) if believed.log_index <= adopted.log_index => Err(EditionDoubt::LogIndex),
            (Vouched::ByApprovals(act), Some(adopted)) if act.replaces != adopted.reference => Err(EditionDoubt::ReplacesOther),
            (Vouched::ByApprovals(_), Some(_)) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use wire::Bytes32;

    use super::*;

    static NOBODY: RuleSigners = RuleSigners::new(Vec::new());

    fn checker<'a>(log_key: &'a LogKey, today: &str) -> EditionChecker<'a> {
        EditionChecker { signers: &NOBODY, log_key, witness: None, shipped: &[], today: today.parse().unwrap() }
    }

    fn log_key() -> LogKey {
        ledger::checkpoint::LogSigner::new("exempelstad/log".parse().unwrap(), [1; 32]).key()
    }

    fn approved_at(log_index: u64, replaces: &EditionRef) -> Believed {
        let edition = Edition::shipped();
        let act = EditionApproval {
            edition: edition.reference().clone(),
            replaces: replaces.clone(),
            cases: Bytes32([9; 32]),
            takes_effect: "2026-12-01".parse().unwrap(),
            signed_at: jiff::Timestamp::UNIX_EPOCH,
        };
        Believed { edition, vouched: Vouched::ByApprovals(Box::new(act)), log_index }
    }

    fn before() -> Adopted {
        Adopted { reference: EditionRef { id: "2026-11-22.1".parse().unwrap(), hash: Bytes32([1; 32]) }, log_index: 5 }
    }

    #[test]
    fn an_approved_edition_follows_the_one_in_force_on_its_day_and_later_in_the_log() {
        let (key, adopted) = (log_key(), before());
        let on_its_day = checker(&key, "2026-12-01");
        let other = EditionRef { hash: Bytes32([2; 32]), ..adopted.reference.clone() };
        let may = |checker: &EditionChecker<'_>, believed: &Believed| checker.may_adopt(believed, Some(&adopted));
        assert_eq!(may(&on_its_day, &approved_at(6, &adopted.reference)), Ok(()));
        assert_eq!(may(&checker(&key, "2026-11-30"), &approved_at(6, &adopted.reference)), Err(EditionDoubt::Early));
        assert_eq!(may(&on_its_day, &approved_at(5, &adopted.reference)), Err(EditionDoubt::LogIndex));
        assert_eq!(may(&on_its_day, &approved_at(6, &other)), Err(EditionDoubt::ReplacesOther));
        let later = Adopted { reference: EditionRef { id: "2099-01-01.1".parse().unwrap(), ..adopted.reference.clone() }, log_index: 5 };
        assert_eq!(on_its_day.may_adopt(&approved_at(6, &adopted.reference), Some(&later)), Err(EditionDoubt::Older));
    }

    #[test]
    fn without_approvals_only_the_first_is_taken() {
        let (key, adopted) = (log_key(), before());
        let shipped = || Believed { edition: Edition::shipped(), vouched: Vouched::ByProgram(EditionDoubt::NoSigners), log_index: 9 };
        assert_eq!(checker(&key, "2026-12-01").may_adopt(&shipped(), None), Ok(()));
        assert_eq!(checker(&key, "2026-12-01").may_adopt(&shipped(), Some(&adopted)), Err(EditionDoubt::NoSigners));
    }
}
