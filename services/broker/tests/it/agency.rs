//! An agency made in the test: its keys, its registration, its calls and its witness.

use envelope::{RootKey, ServiceSigner, TrustedAgency, UnitKey, directory, make_key_set, make_manifest};
use jiff::{SignedDuration, Timestamp};
use ledger::checkpoint::Cosigner;
use web::machine::MachineSigner;
use wire::{AgencyKind, Board, Envelope, KeySet, Manifest, MessageKind, Registration, Unit, UnitAddress};

pub struct TestAgency {
    pub address: UnitAddress,
    pub root: RootKey,
    pub service: ServiceSigner,
    pub token: MachineSigner,
    pub cosigner: Cosigner,
    pub unit_key: UnitKey,
    pub registration: Registration,
}

impl TestAgency {
    /// `seed` tells its keys from those of others.
    pub fn new(name: &str, kind: AgencyKind, seed: u8, now: Timestamp) -> Self {
        let address = UnitAddress {
            agency: name.parse().unwrap(),
            board: format!("{name}/namnden").parse().unwrap(),
            unit: format!("{name}/jouren").parse().unwrap(),
        };
        let root = RootKey::from_seed(&[seed; 32]);
        let service = ServiceSigner::from_seed(&[seed + 1; 32]);
        let token_key = ServiceSigner::from_seed(&[seed + 2; 32]);
        let cosigner = Cosigner::new(format!("{name}/witness").parse().unwrap(), [seed + 3; 32]);
        let unit_key = UnitKey::from_seed(&[seed + 4; 32]);
        let before = now - SignedDuration::from_hours(1);
        let key_set = key_set(&address, kind, &root, &service, before);
        let manifest = manifest(&address, kind, &token_key, &cosigner, &unit_key, before, 1);
        let registration =
            Registration { key_set: make_key_set(&key_set, &root).unwrap(), manifest: make_manifest(&manifest, &service).unwrap() };
        let token = MachineSigner::from_seed(&[seed + 2; 32], token_key.id().to_string(), name);
        Self { address, root, service, token, cosigner, unit_key, registration }
    }

    pub fn trusted(&self, now: Timestamp) -> TrustedAgency {
        envelope::open_registration(&self.registration, self.root.public(), now, Default::default()).unwrap()
    }

    pub fn sign<T: serde::Serialize>(&self, kind: MessageKind, message: &T) -> Envelope {
        envelope::sign(kind, message, &self.service).unwrap()
    }

    /// The same agency with another version of its manifest, signed by a root and a service key of its own choosing.
    pub fn registered_again(&self, version: u32, name: &str, now: Timestamp) -> Registration {
        let mut manifest: Manifest = wire::canonical::from_bytes(&self.registration.manifest.payload.0).unwrap();
        manifest.version = version;
        manifest.name = name.to_owned();
        manifest.made_at = now;
        Registration { key_set: self.registration.key_set.clone(), manifest: make_manifest(&manifest, &self.service).unwrap() }
    }
}

fn key_set(address: &UnitAddress, kind: AgencyKind, root: &RootKey, service: &ServiceSigner, made_at: Timestamp) -> KeySet {
    KeySet {
        agency: address.agency.clone(),
        kind,
        root: root.public(),
        version: 1,
        made_at,
        service_keys: vec![directory::service_key_entry(service.verifying_key(), made_at)],
    }
}

fn manifest(
    address: &UnitAddress,
    kind: AgencyKind,
    token_key: &ServiceSigner,
    cosigner: &Cosigner,
    unit_key: &UnitKey,
    made_at: Timestamp,
    version: u32,
) -> Manifest {
    let board = Board { id: address.board.clone(), name: "Nämnden".to_owned() };
    let unit = Unit {
        id: address.unit.clone(),
        board: address.board.clone(),
        name: "Jouren".to_owned(),
        areas: vec!["norr".to_owned()],
        phone: "+46846500400".to_owned(),
        hours: "dygnet runt".to_owned(),
        sealing_keys: vec![directory::sealing_key_entry(unit_key, made_at)],
    };
    Manifest {
        agency: address.agency.clone(),
        kind,
        name: format!("Myndigheten {}", address.agency),
        version,
        made_at,
        boards: vec![board],
        units: vec![unit],
        token_key: token_key.public(),
        token_key_id: token_key.id().clone(),
        witness_key: cosigner.key().to_string(),
    }
}
