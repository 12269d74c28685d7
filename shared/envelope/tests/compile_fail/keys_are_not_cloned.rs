fn main() {
    let seed = [1; 32];
    let _ = envelope::RootKey::from_seed(&seed).clone();
    let _ = envelope::ServiceSigner::from_seed(&seed).clone();
    let _ = envelope::UnitKey::from_seed(&seed).clone();
}
