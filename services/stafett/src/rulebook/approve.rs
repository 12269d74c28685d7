//! `stafett rulebook approve`: signs what the broker's page gave to sign, after looking at the files it names.

use std::error::Error;

use casework::keyring;
use envelope::{ApproverKey, envelope_to_json, sha256, sign_approval};
use store::clock::{Clock, SystemClock};
use wire::EditionApproval;

use super::{bytes, cases, edition};
use crate::{cli::RulebookApproveArguments, out};

/// Prints the signed approval, to be handed in on the broker's page.
///
/// # Errors
/// Files that are not the ones the approval names, cases that fail, or a key that can't be read.
pub fn run(arguments: &RulebookApproveArguments) -> Result<(), Box<dyn Error>> {
    let asked: EditionApproval = serde_json::from_slice(&bytes(&arguments.approval)?)
        .map_err(|error| format!("{}: not an approval to sign: {error}", arguments.approval.display()))?;
    let edition = edition(&arguments.edition)?;
    if *edition.reference() != asked.edition {
        return Err(format!("{} is not the edition {} that is to be approved", arguments.edition.display(), asked.edition.id).into());
    }
    if sha256(&bytes(&arguments.cases)?) != asked.cases {
        return Err(format!("{} is not the table of cases that is to be approved", arguments.cases.display()).into());
    }
    let report = rulebook::run(&cases(Some(&arguments.cases))?, &edition);
    if !report.all_pass() {
        return Err("cases come out otherwise than written: see `stafett rulebook check`".into());
    }
    let key = ApproverKey::from_seed(&*keyring::read_seed(&arguments.key)?);
    let approval = EditionApproval { signed_at: SystemClock.now(), ..asked };
    out::line(&String::from_utf8(envelope_to_json(&sign_approval(&approval, &key)?))?);
    Ok(())
}
