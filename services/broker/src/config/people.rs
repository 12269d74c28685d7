//! People the configuration names: those who sign editions, and the demo's invented staff.

use std::collections::BTreeSet;

use envelope::{PinnedApprover, VerifyingKey};
use serde::Deserialize;
use web::service::Senseless;
use wire::{Bytes32, SignerRole, StaffRole};

use crate::domain::{
    proposal::Proposer,
    signer::{Signer, Signers},
};

/// Somebody whose approvals of editions count: `[[rule_signers]]`. The key was compared by hand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSigner {
    /// Login of the pages.
    pub login: String,
    /// Name; two keys of one person are one approval.
    pub name: String,
    /// What the person answers for.
    pub role: SignerRole,
    /// Public half of the person's key: base64 of 32 bytes.
    pub public: Bytes32,
}

/// An invented member of staff: `[[demo_staff]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoStaff {
    /// Login.
    pub login: String,
    /// Name.
    pub name: String,
    /// Role: `coordinator`, `rule_editor`, `lawyer`, `auditor` or `operator`.
    pub role: StaffRole,
}

/// Roles that somebody can have at the broker.
const ROLES: [StaffRole; 5] = [StaffRole::Coordinator, StaffRole::RuleEditor, StaffRole::Lawyer, StaffRole::Auditor, StaffRole::Operator];

/// The signers with usable keys, no login and no key twice.
pub(super) fn signers(listed: &[RuleSigner]) -> Result<Signers, Senseless> {
    let senseless = |what: String| Senseless::new("rule_signers", what);
    let (mut logins, mut keys) = (BTreeSet::new(), BTreeSet::new());
    let mut signers = Vec::new();
    for RuleSigner { login, name, role, public } in listed {
        check_names(login, name).map_err(senseless)?;
        if !logins.insert(login) {
            return Err(senseless(format!("has the login {login} twice: each person has one")));
        }
        if !keys.insert(public) {
            return Err(senseless(format!("has the key of {login} twice: each person has a key of their own")));
        }
        let key = VerifyingKey::from_bytes(*public).map_err(|error| senseless(format!("has for {login} {error}: make another")))?;
        signers.push(Signer { login: login.clone(), pinned: PinnedApprover { person: name.clone(), role: *role, key } });
    }
    Ok(Signers::new(signers))
}

/// The demo's staff: none outside the demo, no login twice, only roles of the broker.
pub(super) fn check_staff(listed: &[DemoStaff], demo: bool) -> Result<(), Senseless> {
    let senseless = |what: String| Senseless::new("demo_staff", what);
    if !demo && !listed.is_empty() {
        return Err(senseless("is for the demo alone: set demo = true, or remove it".to_owned()));
    }
    let mut logins = BTreeSet::new();
    for DemoStaff { login, name, role } in listed {
        check_names(login, name).map_err(senseless)?;
        if !logins.insert(login) {
            return Err(senseless(format!("has the login {login} twice")));
        }
        if !ROLES.contains(role) {
            return Err(senseless(format!("has for {login} the role {role}, which nobody has at the broker")));
        }
    }
    Ok(())
}

fn check_names(login: &str, name: &str) -> Result<(), String> {
    if login.trim().is_empty() || name.trim().is_empty() {
        Err("has somebody without a login or a name".to_owned())
    } else if login == Proposer::SHIPPED {
        Err(format!("has the login {login}, which stands for the program itself: take another"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use envelope::ApproverKey;

    use super::*;

    fn signer(login: &str, seed: u8) -> RuleSigner {
        let public = ApproverKey::from_seed(&[seed; 32]).public();
        RuleSigner { login: login.to_owned(), name: format!("Name of {login}"), role: SignerRole::Lawyer, public }
    }

    fn refused(listed: &[RuleSigner]) -> String {
        signers(listed).unwrap_err().to_string()
    }

    #[test]
    fn each_signer_has_a_login_and_a_usable_key_of_their_own() {
        let taken = signers(&[signer("linn", 1), signer("ro", 2)]).unwrap();
        assert_eq!(taken.by_login("ro").unwrap().pinned.person, "Name of ro");
        assert!(refused(&[signer("linn", 1), signer("linn", 2)]).contains("the login linn twice"));
        assert!(refused(&[signer("linn", 1), signer("ro", 1)]).contains("the key of ro twice"));
        // A point of small order: anybody can make signatures under it.
        let weak = RuleSigner { public: Bytes32([0; 32]), ..signer("linn", 1) };
        assert!(refused(&[weak]).contains("not a usable Ed25519 public key"));
        assert!(refused(&[signer("shipped", 1)]).contains("stands for the program"));
        assert!(refused(&[signer(" ", 1)]).contains("without a login"));
    }

    #[test]
    fn invented_staff_is_for_the_demo() {
        let staff = |login: &str, role| DemoStaff { login: login.to_owned(), name: "Någon".to_owned(), role };
        let listed = [staff("a", StaffRole::Auditor), staff("b", StaffRole::Operator)];
        check_staff(&listed, true).unwrap();
        check_staff(&[], false).unwrap();
        assert!(check_staff(&listed, false).unwrap_err().to_string().contains("demo"));
        assert!(check_staff(&[staff("a", StaffRole::PatrolOfficer)], true).is_err());
        assert!(check_staff(&[staff("a", StaffRole::Auditor), staff("a", StaffRole::Auditor)], true).is_err());
    }
}
