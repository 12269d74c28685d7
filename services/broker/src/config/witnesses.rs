//! Witnesses that belong to no agency, as the configuration names them.

use std::collections::BTreeSet;

use ledger::checkpoint::CosignerKey;
use serde::Deserialize;
use web::service::Senseless;

/// More lines than this would leave too little room on the signed note for those of the agencies.
const WITNESSES_MAX: usize = 8;

/// A witness of neither agency: `[[witnesses]]`. The key was got by another way than the address.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitnessPlace {
    /// Its verifier key (C2SP signed-note, type 0x04).
    pub key: CosignerKey,
    /// Its submission prefix (C2SP tlog-witness): `/add-checkpoint` is added to it.
    pub url: String,
}

/// No name and no address twice, none that can't be called.
pub(super) fn check(places: &[WitnessPlace]) -> Result<(), Senseless> {
    let senseless = |what: String| Err(Senseless::new("witnesses", what));
    if places.len() > WITNESSES_MAX {
        return senseless(format!("has more than {WITNESSES_MAX}"));
    }
    let (mut names, mut urls) = (BTreeSet::new(), BTreeSet::new());
    for WitnessPlace { key, url } in places {
        let name = key.name();
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.contains(['?', '#'])) {
            return senseless(format!("has for {name} an address that must begin with https:// (or http:// on the same machine)"));
        }
        if !names.insert(name) || !urls.insert(url.trim_end_matches('/')) {
            return senseless(format!("has {name} or its address twice: each witness is one of its own"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use ledger::checkpoint::Cosigner;

    use super::*;

    fn place(name: &str, url: &str) -> WitnessPlace {
        WitnessPlace { key: Cosigner::new(name.parse().unwrap(), [5; 32]).key(), url: url.to_owned() }
    }

    #[test]
    fn a_witness_has_a_name_and_an_address_of_its_own() {
        let (one, two) = (place("one.example", "https://one.example"), place("two.example", "http://127.0.0.1:8090/prefix"));
        assert_eq!(check(&[one.clone(), two]), Ok(()));
        for other in [place("one.example", "https://b.example"), place("b.example", "https://one.example/")] {
            assert!(check(&[one.clone(), other]).unwrap_err().to_string().contains("twice"));
        }
        for url in ["", "one.example", "ftp://one.example", "https://", "https://one.example/?a=b"] {
            assert!(check(&[place("one.example", url)]).unwrap_err().to_string().contains("https://"), "{url}");
        }
        let many: Vec<_> = (0..9).map(|n| place(&format!("w{n}.example"), &format!("https://w{n}.example"))).collect();
        assert_eq!((check(&many[..8]), check(&many).is_err()), (Ok(()), true));
    }
}
