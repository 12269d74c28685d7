//! The words of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Stafett: hand over between police and social services, with consent and a log outsiders can verify.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Stafett {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Starts a small fictional town on this machine: three services and a page that lists their doors.
    Demo(DemoArguments),
    /// Starts one service with its configuration.
    Serve(ServeArguments),
    /// Keys of an agency or of the broker.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// The broker's registry.
    #[command(subcommand)]
    Broker(BrokerCommand),
    /// Editions of the rule book: try, compare, approve.
    #[command(subcommand)]
    Rulebook(RulebookCommand),
    /// Explains a past decision under the law of its day.
    Explain(ExplainArguments),
    /// Compares what an agency keeps with the broker's log, both ways, as its service does every night.
    Reconcile(ReconcileArguments),
    /// Copies what an agency has kept of the broker's log, for a broker that was set back to an old copy.
    CopyLog(CopyLogArguments),
    /// Reads a configuration and says what is wrong with it.
    CheckConfig(CheckConfigArguments),
    /// Verifies a disclosure log from outside: signature, cosignatures and every leaf.
    VerifyLog(VerifyLogArguments),
    /// A witness of the log that belongs to neither agency: its key, and the process that logs ask.
    #[command(subcommand)]
    Witness(WitnessCommand),
}

#[derive(Debug, Args)]
pub struct DemoArguments {
    /// Folder for keys, configurations and databases.
    #[arg(long, default_value = "./stafett-data")]
    pub data: PathBuf,
    /// First of four ports: the town's page, police, social services, broker.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// A PostgreSQL server to make the databases on, such as postgres://user@host/postgres. SQLite files otherwise.
    #[arg(long)]
    pub database_url: Option<String>,
    /// Prints one line of JSON a service when it is ready.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Police,
    Social,
    Broker,
}

impl Kind {
    /// The name of the service.
    pub const fn service(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::Social => "social",
            Self::Broker => "broker",
        }
    }

    /// Key of the words on the town's page.
    pub const fn door_key(self) -> &'static str {
        match self {
            Self::Police => "door-police",
            Self::Social => "door-social",
            Self::Broker => "door-broker",
        }
    }
}

#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Which service.
    pub service: Kind,
    /// Its configuration; see the service's config.default.toml.
    #[arg(long)]
    pub config: PathBuf,
    /// Prints one line of JSON when ready.
    #[arg(long)]
    pub json: bool,
    /// Process that started this one: when it is gone, this one stops too.
    #[arg(long, hide = true)]
    pub parent: Option<u32>,
    /// How many seconds the clock is ahead: the year of the demo.
    #[arg(long, hide = true, default_value_t = 0)]
    pub ahead: i64,
}

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Makes root, service, token, witness, unit and key-encryption keys in `keys/AGENCY` of the data folder, readable by the owner alone.
    Init(KeysInitArguments),
    /// Draws new unit keys, destroys those past their time and writes the next registration. Every fourth week; where root.key lies, the
    /// service key is given another year too.
    Renew(KeysRenewArguments),
}

#[derive(Debug, Args)]
pub struct KeysRenewArguments {
    /// Folder of the agency's keys.
    #[arg(long)]
    pub keys: PathBuf,
}

#[derive(Debug, Args)]
pub struct KeysInitArguments {
    /// Kind of agency.
    #[arg(long)]
    pub kind: Kind,
    /// Id of the agency, such as polisen-exempelstad: one of those in the town file.
    #[arg(long)]
    pub agency: String,
    /// Boards, units, telephone numbers. The fictional town when left out.
    #[arg(long)]
    pub town: Option<PathBuf>,
    /// Folder for keys.
    #[arg(long, default_value = "./stafett-data")]
    pub data: PathBuf,
}

#[derive(Debug, Subcommand)]
pub enum BrokerCommand {
    /// Registers an agency by its registration.json. The broker takes it when it runs.
    Add(BrokerAddArguments),
    /// Repairs the log of a broker that was set back to an old copy, from the copies of all agencies.
    Repair(BrokerRepairArguments),
}

#[derive(Debug, Args)]
pub struct BrokerRepairArguments {
    /// What each agency gave by copy-log: one file for every agency of the registry.
    #[arg(required = true)]
    pub copies: Vec<PathBuf>,
    /// The broker's configuration.
    #[arg(long)]
    pub config: PathBuf,
}

#[derive(Debug, Args)]
pub struct CopyLogArguments {
    /// The service whose database it is: police or social.
    pub service: Kind,
    /// The first leaf that the broker has lost: how many leaves its own page says it has.
    #[arg(long)]
    pub from: u64,
    /// The file to write, readable by its owner alone: it holds sealed offers and signed consents.
    #[arg(long)]
    pub to: PathBuf,
    /// The service's configuration.
    #[arg(long)]
    pub config: PathBuf,
}

#[derive(Debug, Args)]
pub struct BrokerAddArguments {
    /// The registration.json of the agency.
    pub registration: PathBuf,
    /// The broker's configuration.
    #[arg(long)]
    pub config: PathBuf,
}

#[derive(Debug, Args)]
pub struct CheckConfigArguments {
    /// Which service it is for.
    pub service: Kind,
    /// The file.
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct VerifyLogArguments {
    /// Address of a broker, or a folder with `checkpoint` and `tile/`.
    pub source: String,
    /// The log's verifier key, got from the broker by another way than this log: text or a file that holds it.
    #[arg(long)]
    pub log_key: String,
    /// Verifier key of a witness whose cosignature must be there (text or file). May be given several times.
    #[arg(long)]
    pub witness: Vec<String>,
    /// A checkpoint that was saved on an earlier day: the log must have grown from it, and nothing of it changed. May be given
    /// several times.
    #[arg(long)]
    pub earlier: Vec<PathBuf>,
    /// A receipt (entry, salt, proof, checkpoint) to check as well.
    #[arg(long)]
    pub receipt: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum WitnessCommand {
    /// Makes the key of a witness, readable by its owner alone, and prints its verifier key.
    Init(WitnessInitArguments),
    /// Answers logs that ask for a cosignature (C2SP tlog-witness).
    Serve(WitnessServeArguments),
}

#[derive(Debug, Args)]
pub struct WitnessInitArguments {
    /// Folder of the key and of what the witness will remember; it must not hold either.
    pub folder: PathBuf,
    /// Name of the witness: by custom an address without https://, such as witness.example/w1.
    #[arg(long)]
    pub name: String,
}

#[derive(Debug, Args)]
pub struct WitnessServeArguments {
    /// Its configuration; see witness.default.toml.
    #[arg(long)]
    pub config: PathBuf,
    /// Prints one line of JSON when ready.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum RulebookCommand {
    /// Reads an edition, says what is wrong with it, and tries the lawyers' cases on it.
    Check(RulebookCheckArguments),
    /// Prints what one edition changes of another.
    Compare(RulebookCompareArguments),
    /// Makes the key of somebody who approves editions, readable by the owner alone.
    Signer(RulebookSignerArguments),
    /// Signs an approval that the broker's page gave to sign.
    Approve(RulebookApproveArguments),
}

#[derive(Debug, Args)]
pub struct RulebookCheckArguments {
    /// The edition's file.
    pub edition: PathBuf,
    /// A table of cases; those this program ships when left out.
    #[arg(long)]
    pub cases: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct RulebookCompareArguments {
    /// The edition as it is.
    pub old: PathBuf,
    /// The edition as it is meant to be.
    pub new: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SignerKind {
    Lawyer,
    RuleEditor,
}

impl From<SignerKind> for wire::SignerRole {
    fn from(kind: SignerKind) -> Self {
        match kind {
            SignerKind::Lawyer => Self::Lawyer,
            SignerKind::RuleEditor => Self::RuleEditor,
        }
    }
}

#[derive(Debug, Args)]
pub struct RulebookSignerArguments {
    /// Folder of the key; it must not hold one.
    pub folder: PathBuf,
    /// What the person answers for.
    #[arg(long)]
    pub role: SignerKind,
    /// Name of the person, the same at the broker and at every agency.
    #[arg(long)]
    pub name: String,
    /// The person's login at the broker.
    #[arg(long)]
    pub login: String,
}

#[derive(Debug, Args)]
pub struct RulebookApproveArguments {
    /// What the broker's page gave to sign.
    pub approval: PathBuf,
    /// The edition's file, as the page gave it.
    #[arg(long)]
    pub edition: PathBuf,
    /// The table of cases, as the page gave it.
    #[arg(long)]
    pub cases: PathBuf,
    /// The signer's key.
    #[arg(long)]
    pub key: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    Sv,
    En,
}

#[derive(Debug, Args)]
pub struct ReconcileArguments {
    /// The service whose database it is: police or social.
    pub service: Kind,
    /// The service's configuration.
    #[arg(long)]
    pub config: PathBuf,
    /// Leaves out entries younger than this: what tells of them may be under way.
    #[arg(long, default_value_t = 60)]
    pub older_than_minutes: u32,
}

#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The service whose database has it: police or social.
    pub service: Kind,
    /// Id of the handover.
    #[arg(long)]
    pub handover: String,
    /// The service's configuration.
    #[arg(long)]
    pub config: PathBuf,
    /// Language.
    #[arg(long, default_value = "sv")]
    pub language: Tongue,
}
