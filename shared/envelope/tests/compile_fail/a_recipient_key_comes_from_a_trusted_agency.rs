fn recipient(key: wire::SealingKey, address: wire::UnitAddress) -> envelope::RecipientKey {
    envelope::RecipientKey { address, kind: wire::AgencyKind::Social, id: key.id, public: key.public, manifest_version: 1 }
}

fn main() {}
