//! `stafett explain`: a decision of the past, by the edition and on the day it was made.

mod written;

use std::{error::Error, sync::Arc};

use store::clock::SystemClock;
use web::Locales;
use wire::{HandoverId, Language};

use crate::{
    cli::{ExplainArguments, Kind, Tongue},
    out,
};
use written::Written;

mod words {
    fluent_templates::static_loader! {
        pub static OWN = {
            locales: "./locales",
            fallback_language: "sv",
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
    fluent_templates::static_loader! {
        pub static CODES = {
            locales: "../../shared/wire/locales",
            fallback_language: "sv",
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

/// Reads the service's database beside it, and prints why each field went or stayed. The view is written into the access
/// log as the operator's.
///
/// # Errors
/// A configuration or a database that can't be read, or a handover that is not there.
pub fn run(arguments: &ExplainArguments) -> Result<(), Box<dyn Error>> {
    let handover: HandoverId =
        arguments.handover.parse().map_err(|_| format!("--handover {}: not the id of a handover", arguments.handover))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let clock = Arc::new(SystemClock);
    let explained = match arguments.service {
        Kind::Police => {
            let config = police::config::load(Some(&arguments.config))?;
            runtime.block_on(police::explain(&config, clock, handover))?
        }
        Kind::Social => {
            let config = social::config::load(Some(&arguments.config))?;
            runtime.block_on(social::explain(&config, clock, handover))?
        }
        Kind::Broker => return Err("the broker knows no handover's fields: its page explains a decision by its number in the log".into()),
    };
    let (pages, language) = match arguments.language {
        Tongue::Sv => (web::Language::Sv, Language::Sv),
        Tongue::En => (web::Language::En, Language::En),
    };
    let words = Locales::new([&*words::OWN, &*words::CODES]).words(pages);
    Written::new(&words, language).lines(&explained).iter().for_each(|line| out::line(line));
    Ok(())
}
