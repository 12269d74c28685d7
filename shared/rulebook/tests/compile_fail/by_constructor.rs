//! The constructor is for the two doors alone.

fn release(offer: wire::Offer, decision: rulebook::Decision) -> rulebook::Cleared<wire::Offer> {
    rulebook::Cleared::new(offer, decision)
}

fn main() {}
