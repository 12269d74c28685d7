//! Nobody outside the crate writes a `Cleared`.

fn seal(draft: wire::Draft, decision: rulebook::Decision) -> rulebook::Cleared<wire::Draft> {
    rulebook::Cleared { inner: draft, decision }
}

fn main() {}
