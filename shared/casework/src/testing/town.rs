//! Two agencies and a broker with fresh keys in a folder of their own.

use std::{path::PathBuf, sync::Arc};

use jiff::Timestamp;
use store::{Db, Id, clock::ManualClock};
use wire::{AgencyId, AgencyKind, Board, Registration, StaffRole};

use crate::{
    AgencyConfig, BrokerConfig, Casework, CaseworkParts, Keyring, PeerConfig, Reception, RecipientConfig, Staff, StaffConfig,
    keyring::{BrokerCharter, Charter, CharterUnit, Created, create_agency, create_broker},
};

/// One of the two agencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgencyName {
    /// `polisen-exempelstad`.
    Police,
    /// `socialtjansten-exempelstad`.
    Social,
}

impl AgencyName {
    /// The agency's id.
    pub fn id(self) -> AgencyId {
        parse(match self {
            Self::Police => "polisen-exempelstad",
            Self::Social => "socialtjansten-exempelstad",
        })
    }

    fn board(self) -> &'static str {
        match self {
            Self::Police => "polisen-exempelstad/polismyndigheten",
            Self::Social => "socialtjansten-exempelstad/socialnamnden",
        }
    }

    fn unit(self) -> &'static str {
        match self {
            Self::Police => "polisen-exempelstad/ingripande",
            Self::Social => "socialtjansten-exempelstad/socialjouren",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Police => Self::Social,
            Self::Social => Self::Police,
        }
    }
}

/// Keys of the fictional town. The folder is removed when it is dropped.
#[derive(Debug)]
pub struct Town {
    folder: PathBuf,
    police: Created,
    social: Created,
    broker: Created,
}

impl Town {
    /// Fresh keys, valid from `now`.
    ///
    /// # Panics
    /// When the folder can't be written.
    pub fn new(now: Timestamp) -> Self {
        let folder = std::env::temp_dir().join(format!("town_{}", Id::generate(now)));
        let agency = |name: AgencyName| create_agency(&folder.join(name.id().as_str()), &charter(name), now).expect("keys are written");
        let (police, social) = (agency(AgencyName::Police), agency(AgencyName::Social));
        let charter = BrokerCharter { agency: parse("samordningen-exempelstad"), name: "Samordningen Exempelstad".to_owned() };
        let broker = create_broker(&folder.join("samordningen-exempelstad"), &charter, now).expect("keys are written");
        Self { folder, police, social, broker }
    }

    /// Key folder of an agency.
    pub fn keys(&self, name: AgencyName) -> PathBuf {
        self.folder.join(name.id().as_str())
    }

    /// Key folder of the broker.
    pub fn broker_keys(&self) -> PathBuf {
        self.folder.join("samordningen-exempelstad")
    }

    /// All three registrations.
    pub fn registrations(&self) -> Vec<Registration> {
        [&self.police, &self.social, &self.broker].map(|created| created.registration.clone()).to_vec()
    }

    /// The configuration of an agency, with one member of staff for each login `lo`, `anna` and `sam`.
    ///
    /// # Panics
    /// Never: the names are constants of the right form.
    pub fn config(&self, name: AgencyName, broker_url: &str) -> AgencyConfig {
        let (other, roots) = (name.other(), [(AgencyName::Police, &self.police), (AgencyName::Social, &self.social)]);
        let roles = match name {
            AgencyName::Police => [StaffRole::PatrolOfficer, StaffRole::InvestigationLead, StaffRole::Administrator],
            AgencyName::Social => [StaffRole::DutyWorker, StaffRole::DutyLead, StaffRole::Administrator],
        };
        let staff = ["lo", "anna", "sam"].into_iter().zip(roles);
        AgencyConfig {
            id: name.id(),
            kind: kind(name),
            name: name.id().to_string(),
            board: parse(name.board()),
            unit: parse(name.unit()),
            keys: self.keys(name),
            replica: "a".to_owned(),
            recipient: RecipientConfig {
                unit: parse(other.unit()),
                board: parse(other.board()),
                name: other.unit().to_owned(),
                tel: "+46846500400".to_owned(),
            },
            broker: BrokerConfig {
                url: broker_url.to_owned(),
                agency: parse("samordningen-exempelstad"),
                root: self.broker.root,
                log_key: self.broker.log_key.clone().unwrap_or_default(),
            },
            peers: roots.map(|(name, created)| PeerConfig { agency: name.id(), root: created.root }).to_vec(),
            rule_signers: super::rule_signers(),
            switches_off: Vec::new(),
            checklists: None,
            support_line: None,
            demo_staff: staff
                .map(|(login, role)| StaffConfig { login: login.to_owned(), name: login.to_owned(), role, unit: parse(name.unit()) })
                .collect(),
            api_clients: Vec::new(),
        }
    }

    /// Casework of an agency on a database that has its schema, with every registration taken; no workers yet.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn casework(
        &self,
        name: AgencyName,
        db: Db,
        clock: Arc<ManualClock>,
        broker_url: &str,
        reception: Arc<dyn Reception>,
    ) -> Casework {
        self.casework_knowing(rulebook::Edition::all_shipped(), name, db, clock, broker_url, reception).await
    }

    /// The same of a program that ships with these editions of the rule book, oldest first.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn casework_knowing(
        &self,
        editions: Vec<rulebook::Edition>,
        name: AgencyName,
        db: Db,
        clock: Arc<ManualClock>,
        broker_url: &str,
        reception: Arc<dyn Reception>,
    ) -> Casework {
        let now = store::clock::Clock::now(&*clock);
        let keyring = Keyring::load(&self.keys(name), now).expect("the keys load");
        let config = self.config(name, broker_url);
        let parts = CaseworkParts { db, clock, config, keyring, reception };
        let casework = crate::start::start_with(parts, editions).await.expect("casework starts");
        casework.take_registrations(&self.registrations()).await.expect("registrations are taken");
        casework
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        // What stays behind hurts nobody: it has a name of its own.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

impl Casework {
    /// The member of staff with this name, for tests.
    ///
    /// # Panics
    /// When there is none.
    pub async fn staff_named(&self, name: &'static str) -> Staff {
        let all = self.db().read(crate::staff::list).await.expect("staff is read");
        all.into_iter().find(|staff| staff.name == name).expect("there is such a member of staff")
    }
}

fn kind(name: AgencyName) -> AgencyKind {
    match name {
        AgencyName::Police => AgencyKind::Police,
        AgencyName::Social => AgencyKind::Social,
    }
}

fn charter(name: AgencyName) -> Charter {
    let unit = |id: &str, board: &str| CharterUnit {
        id: parse(id),
        board: parse(board),
        name: id.to_owned(),
        areas: vec!["norr".to_owned(), "soder".to_owned()],
        phone: "+46846500400".to_owned(),
        hours: "dygnet runt".to_owned(),
    };
    let mut units = vec![unit(name.unit(), name.board())];
    let mut boards = vec![Board { id: parse(name.board()), name: name.board().to_owned() }];
    if name == AgencyName::Social {
        // Another board of the same agency: what belongs there is sent there anew.
        let board = "socialtjansten-exempelstad/aldrenamnden";
        units.push(unit("socialtjansten-exempelstad/aldreenheten", board));
        boards.push(Board { id: parse(board), name: board.to_owned() });
    }
    Charter { agency: name.id(), kind: kind(name), name: name.id().to_string(), boards, units }
}

fn parse<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().expect("a constant of the right form")
}
