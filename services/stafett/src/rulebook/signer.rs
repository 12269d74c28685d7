//! `stafett rulebook signer`: the key of one person who approves editions.

use std::{error::Error, fs, path::Path};

use casework::keyring::{self, KeyringError};
use envelope::ApproverKey;
use wire::{Bytes32, SignerRole};
use zeroize::Zeroizing;

use crate::{cli::RulebookSignerArguments, out};

/// File of the seed in a signer's folder.
const KEY: &str = "signer.key";

/// A signer whose key is on this machine.
pub struct TownSigner {
    /// The public half, to be pinned by broker and agencies.
    pub public: Bytes32,
}

/// Makes the key and prints what broker and agencies put in their configurations.
///
/// # Errors
/// A key that is already there (it is never overwritten), or a folder that can't be written.
pub fn run(arguments: &RulebookSignerArguments) -> Result<(), Box<dyn Error>> {
    let made = create(&arguments.folder)?;
    let role: SignerRole = arguments.role.into();
    let public = made.public.to_base64();
    out::line(&format!("the key is in {}", arguments.folder.join(KEY).display()));
    out::line("compare the public half by telephone before it is pinned");
    out::line("");
    out::line("# in the broker's configuration");
    out::line("[[rule_signers]]");
    out::line(&format!("login = {:?}", arguments.login));
    out::line(&format!("name = {:?}", arguments.name));
    out::line(&format!("role = \"{role}\""));
    out::line(&format!("public = \"{public}\""));
    out::line("");
    out::line("# in the configuration of every agency");
    out::line("[[agency.rule_signers]]");
    out::line(&format!("person = {:?}", arguments.name));
    out::line(&format!("role = \"{role}\""));
    out::line(&format!("public = \"{public}\""));
    Ok(())
}

/// A new key in a new folder.
fn create(folder: &Path) -> Result<TownSigner, Box<dyn Error>> {
    make_folder(folder)?;
    let mut seed = Zeroizing::new([0; 32]);
    getrandom::fill(seed.as_mut()).map_err(|_| "the system gives no random bytes")?;
    keyring::write_seed(&folder.join(KEY), &seed)?;
    Ok(TownSigner { public: ApproverKey::from_seed(&seed).public() })
}

/// The key as it is, or a new one: a second start of the demo goes on with the first's.
///
/// # Errors
/// Files that can't be read or written.
pub fn create_or_read(folder: &Path) -> Result<TownSigner, Box<dyn Error>> {
    match create(folder) {
        Err(error) if matches!(error.downcast_ref::<KeyringError>(), Some(KeyringError::Exists { .. })) => {
            let seed = keyring::read_seed(&folder.join(KEY))?;
            Ok(TownSigner { public: ApproverKey::from_seed(&seed).public() })
        }
        other => other,
    }
}

/// A folder for its owner alone.
fn make_folder(folder: &Path) -> Result<(), Box<dyn Error>> {
    use std::os::unix::fs::DirBuilderExt as _;
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| format!("{}: {error}", folder.display()).into())
}
