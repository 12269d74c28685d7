fn open(offer: &wire::Offer, key: &envelope::UnitKey) {
    let _ = envelope::open_offer(offer, key);
}

fn main() {}
