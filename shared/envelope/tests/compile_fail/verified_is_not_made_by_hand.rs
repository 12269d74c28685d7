fn verified(offer: wire::Offer, payload_hash: wire::Bytes32, key_id: wire::KeyId) -> envelope::Verified<wire::Offer> {
    envelope::Verified { message: offer, payload_hash, key_id }
}

fn main() {}
