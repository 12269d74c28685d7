fn seal(draft: &wire::Draft, header: wire::OfferHeader, key: &envelope::RecipientKey, seed: envelope::SealSeed) {
    let _ = envelope::seal_draft(draft, header.clone(), key, seed);
    let _ = envelope::seal_draft(draft, header, key, seed);
}

fn main() {}
