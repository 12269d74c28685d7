//! `stafett witness init`: a new key, and an empty memory that goes with it.

use std::{error::Error, fs, path::Path};

use casework::keyring;
use ledger::checkpoint::{Cosigner, CosignerKey, Name};
use zeroize::Zeroizing;

use super::memory::{self, write_new};
use crate::{cli::WitnessInitArguments, out};

/// File of the seed.
const KEY: &str = "witness.key";
/// File of the verifier key.
const PUBLIC: &str = "witness.vkey";

/// Makes the key and prints what those who rely on the witness need.
///
/// # Errors
/// A folder that holds a witness already (nothing is overwritten) or can't be written, or a name that can't be one.
pub fn run(arguments: &WitnessInitArguments) -> Result<(), Box<dyn Error>> {
    let name: Name = arguments.name.parse().map_err(|error| format!("--name: {error}; an address without https:// is the custom"))?;
    let key = create(&arguments.folder, name)?;
    out::line(&format!("the key is in {}", arguments.folder.join(KEY).display()));
    out::line("compare the verifier key by telephone before it is pinned:");
    out::line(&key.to_string());
    out::line("");
    out::line("# in the broker's configuration");
    out::line("[[witnesses]]");
    out::line(&format!("key = \"{key}\""));
    out::line("url = \"https://…\"");
    Ok(())
}

/// Memory and public half first: a crash in between leaves a folder without a key, which nobody has pinned.
fn create(folder: &Path, name: Name) -> Result<CosignerKey, Box<dyn Error>> {
    make_folder(folder)?;
    let mut seed = Zeroizing::new([0; 32]);
    getrandom::fill(seed.as_mut()).map_err(|_| "the system gives no random bytes")?;
    let key = Cosigner::new(name, *seed).key();
    memory::create(folder)?;
    write_new(&folder.join(PUBLIC), format!("{key}\n").as_bytes())?;
    keyring::write_seed(&folder.join(KEY), &seed)?;
    memory::sync_folder(folder)?;
    Ok(key)
}

/// The witness's key.
///
/// # Errors
/// A file that can't be read, that others may read, or a verifier key that is not this key's.
pub fn read(folder: &Path) -> Result<Cosigner, Box<dyn Error>> {
    let seed =
        keyring::read_seed(&folder.join(KEY)).map_err(|error| format!("{error}; a witness's key is made with “stafett witness init”"))?;
    let file = folder.join(PUBLIC);
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let public: CosignerKey = text.trim_end().parse().map_err(|error| format!("{}: {error}", file.display()))?;
    let cosigner = Cosigner::new(public.name().clone(), *seed);
    if cosigner.key() == public { Ok(cosigner) } else { Err(format!("{} is not of the key beside it", file.display()).into()) }
}

/// A folder for its owner alone.
fn make_folder(folder: &Path) -> Result<(), Box<dyn Error>> {
    use std::os::unix::fs::DirBuilderExt as _;
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| format!("{}: {error}", folder.display()).into())
}
