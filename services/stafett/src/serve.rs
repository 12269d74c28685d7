//! One service in this process.

use std::{ffi::OsString, process::ExitCode};

use crate::{
    cli::{Kind, ServeArguments},
    out, parent,
};

/// Hands over to the service's own command line: the same code as its own thin binary.
pub fn run(arguments: ServeArguments) -> ExitCode {
    if arguments.parent.is_some_and(|parent| !parent::follow(parent)) {
        out::trouble("the launcher is gone; not starting");
        return ExitCode::FAILURE;
    }
    let mut words: Vec<OsString> = vec!["serve".into(), "--config".into(), arguments.config.into()];
    if arguments.json {
        words.push("--json".into());
    }
    if arguments.ahead != 0 {
        words.extend(["--ahead".into(), arguments.ahead.to_string().into()]);
    }
    match arguments.service {
        Kind::Police => police::cli(words),
        Kind::Social => social::cli(words),
        Kind::Broker => broker::cli(words),
    }
}
