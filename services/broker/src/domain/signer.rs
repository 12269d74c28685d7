//! Who may sign editions, as the configuration names them.

use envelope::PinnedApprover;
use wire::SignerRole;

/// Somebody whose approvals count, with the login of the pages.
#[derive(Debug, Clone)]
pub struct Signer {
    /// Login of the pages.
    pub login: String,
    /// Person, role and key, compared by hand.
    pub pinned: PinnedApprover,
}

/// Everybody whose approvals count.
#[derive(Debug, Clone, Default)]
pub struct Signers(Vec<Signer>);

impl Signers {
    /// As the configuration lists them; it has checked that no login and no key stands twice.
    pub const fn new(signers: Vec<Signer>) -> Self {
        Self(signers)
    }

    /// Whoever has this login.
    pub fn by_login(&self, login: &str) -> Option<&Signer> {
        self.0.iter().find(|signer| signer.login == login)
    }

    /// What the login answers for, if it signs at all.
    pub fn role(&self, login: &str) -> Option<SignerRole> {
        self.by_login(login).map(|signer| signer.pinned.role)
    }

    /// Everybody, in the order of the configuration.
    pub fn all(&self) -> &[Signer] {
        &self.0
    }

    /// The pins alone.
    pub fn pinned(&self) -> Vec<PinnedApprover> {
        self.0.iter().map(|signer| signer.pinned.clone()).collect()
    }
}
