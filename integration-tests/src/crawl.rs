//! Every page that somebody can reach by following links.

use std::collections::{BTreeSet, VecDeque};

use crate::{Seen, Visitor};

/// More pages than a small town has: a crawl that never ends is a fault.
const MOST: usize = 400;

/// Everything that this person reaches from these pages. Streams and files are left out; log-out is a form and never
/// pressed.
#[track_caller]
pub fn crawl<'a>(visitor: &Visitor, from: impl IntoIterator<Item = &'a str>) -> Vec<Seen> {
    let mut waiting: VecDeque<String> = from.into_iter().map(str::to_owned).collect();
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let seen = visitor.get(&path);
        for link in &seen.page.links {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            if is_page(&link) && known.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
        pages.push(seen);
        assert!(pages.len() <= MOST, "{} finds more than {MOST} pages: {known:?}", visitor.name());
    }
    pages
}

fn is_page(link: &str) -> bool {
    link.starts_with('/') && !link.starts_with("//") && !link.contains("/stream") && !link.starts_with("/assets")
}
