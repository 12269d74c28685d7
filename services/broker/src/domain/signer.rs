//! Who may sign editions, as the configuration names them.

use std::sync::Arc;

use envelope::PinnedApprover;

/// Somebody whose approvals count, with the login of the pages.
#[derive(Debug, Clone)]
pub struct Signer {
    /// Login of the pages.
    pub login: String,
    /// Person, role and key, compared by hand.
    pub pinned: PinnedApprover,
}

/// Everybody whose approvals count. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Signers(Arc<[Signer]>);

impl Signers {
    /// As the configuration lists them; it has checked that no login and no key stands twice.
    pub fn new(signers: Vec<Signer>) -> Self {
        Self(signers.into())
    }

    /// Whoever has this login.
    pub fn by_login(&self, login: &str) -> Option<&Signer> {
        self.0.iter().find(|signer| signer.login == login)
    }

    /// The pins alone.
    pub fn pinned(&self) -> Vec<PinnedApprover> {
        self.0.iter().map(|signer| signer.pinned.clone()).collect()
    }
}
