//! The API as a document: what is served is what lies in git, and it has every door and no other.

use std::collections::BTreeSet;

use social::access::{DOORS, Who};

use crate::{
    api::system,
    night::{Night, nights},
};

nights!(the_document_is_the_one_in_git);

/// Run with `UPDATE_API=1` to write it anew.
async fn the_document_is_the_one_in_git(night: &Night) {
    let system = system(night).await;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api/social.json");
    // Sorted: another crate of the workspace may switch on the keeping of order.
    let mut document = system.document().clone();
    document.sort_all_objects();
    let served = serde_json::to_string_pretty(&document).unwrap() + "\n";
    if option_env!("UPDATE_API").is_some() {
        std::fs::write(file, &served).unwrap();
    }
    assert!(
        std::fs::read_to_string(file).unwrap_or_default() == served,
        "the API changed: write docs/api/social.json anew and look at the difference"
    );
    let paths = system.document()["paths"].as_object().unwrap();
    let named: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, methods)| methods.as_object().unwrap().keys().map(move |method| (method.to_uppercase(), path.clone())))
        .collect();
    let doors = DOORS.iter().filter(|door| door.who == Who::System).map(|door| (door.method.to_owned(), door.path.to_owned()));
    assert_eq!(named, doors.collect());
    assert!(DOORS.iter().all(|door| door.path.starts_with("/api/") == (door.who == Who::System)));
}
