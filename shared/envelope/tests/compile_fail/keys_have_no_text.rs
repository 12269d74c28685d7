fn main() {
    let key = envelope::UnitKey::from_seed(&[1; 32]);
    println!("{key}");
}
