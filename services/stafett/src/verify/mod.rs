//! `stafett verify-log`: an outsider checks a disclosure log with nothing but the log's key.

mod source;

use std::{error::Error, fs, path::Path};

use ledger::{
    EntryProof,
    checkpoint::{self, CosignerKey, LogKey, OpenedCheckpoint},
    verifier,
};

use crate::{cli::VerifyLogArguments, out, verify::source::Source};

/// Checks signature, cosignatures, every leaf and, when given, checkpoints of earlier days and a receipt; says in plain words
/// what was found.
///
/// # Errors
/// What does not hold, or what could not be read.
pub fn run(arguments: &VerifyLogArguments) -> Result<(), Box<dyn Error>> {
    let key: LogKey = text_or_file(&arguments.log_key)?.parse().map_err(|error| format!("--log-key: {error}"))?;
    let witnesses = witness_keys(&arguments.witness)?;
    let source = Source::of(&arguments.source)?;

    let opened =
        checkpoint::open(&source.checkpoint()?, &key, &witnesses).map_err(|error| format!("the checkpoint does not hold: {error}"))?;
    let size = opened.size();
    out::line(&format!("{}: signed by the log, {size} entries, root {}", opened.origin().as_str(), opened.root().to_base64()));
    require_witnesses(&opened, &witnesses)?;

    let earlier = arguments.earlier.iter().map(|file| earlier(file, &key, size)).collect::<Result<Vec<_>, _>>()?;
    let leaves = source.leaves(size)?;
    let checkpoints = [vec![opened], earlier].concat();
    verifier::verify_log(&checkpoints, leaves.into_iter().map(Ok::<_, std::convert::Infallible>))
        .map_err(|fault| format!("the leaves do not give the signed root: {fault}"))?;
    out::line(&format!("all {size} leaves give the signed root"));
    for before in &checkpoints[1..] {
        out::line(&format!("the {} entries of the earlier checkpoint are its beginning, unchanged", before.size()));
    }

    if let Some(file) = &arguments.receipt {
        check_receipt(file, &key, &witnesses)?;
    }
    out::line("the log verifies");
    Ok(())
}

/// A checkpoint saved on an earlier day.
fn earlier(file: &Path, key: &LogKey, size: u64) -> Result<OpenedCheckpoint, Box<dyn Error>> {
    let name = file.display();
    let note = fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
    let opened = checkpoint::open(&note, key, &[]).map_err(|error| format!("{name}: the earlier checkpoint does not hold: {error}"))?;
    if opened.size() > size {
        return Err(format!("{name}: the log went back from {} entries to {size}: keep both checkpoints", opened.size()).into());
    }
    Ok(opened)
}

fn require_witnesses(opened: &OpenedCheckpoint, witnesses: &[CosignerKey]) -> Result<(), Box<dyn Error>> {
    for witness in witnesses {
        let at = opened
            .require(witness.name())
            .map_err(|_| format!("no cosignature by {} on the newest checkpoint", witness.name().as_str()))?;
        out::line(&format!("cosigned by {} at {at}", witness.name().as_str()));
    }
    Ok(())
}

fn check_receipt(file: &Path, key: &LogKey, witnesses: &[CosignerKey]) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let proof: EntryProof = serde_json::from_slice(&bytes).map_err(|error| format!("{}: not a receipt: {error}", file.display()))?;
    let proved = proof.verify(key, witnesses).map_err(|error| format!("the receipt does not hold: {error}"))?;
    let checkpoint = proved.checkpoint();
    out::line(&format!("the receipt holds: entry {} of {}, {}", proved.index(), checkpoint.size(), proved.entry().fields().kind.code()));
    Ok(())
}

fn witness_keys(words: &[String]) -> Result<Vec<CosignerKey>, Box<dyn Error>> {
    words.iter().map(|word| text_or_file(word)?.parse().map_err(|error| format!("--witness: {error}").into())).collect()
}

/// A verifier key as it is, or the first line of a file that holds it.
fn text_or_file(word: &str) -> Result<String, Box<dyn Error>> {
    let file = Path::new(word);
    if !file.is_file() {
        return Ok(word.to_owned());
    }
    let text = fs::read_to_string(file).map_err(|error| format!("{word}: {error}"))?;
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}
