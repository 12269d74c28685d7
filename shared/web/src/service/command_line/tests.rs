//! A service that only says what was asked of it.

use super::*;

struct Lamp;

struct LampConfig {
    database: Database,
    telemetry: Telemetry,
    healthy: bool,
}

/// Counted while the service is built.
const COUNTER: &str = "lamps_built_total";

impl Service for Lamp {
    const NAME: &'static str = "lamp";
    const ABOUT: &'static str = "The lamp";
    const IN_ORDER: &'static str = "The lamp is in order.";
    type Config = LampConfig;
    type Bound = Ports;
    type Error = String;

    fn load(file: Option<&Path>) -> Result<LampConfig, String> {
        let file = file.map_or_else(String::new, |file| file.display().to_string());
        if file == "broken" {
            return Err("the key is broken".to_owned());
        }
        let database = Database { url: format!("sqlite:{file}"), migrate: false };
        let telemetry = Telemetry { json: false, filter: "off".to_owned(), otlp: String::new() };
        Ok(LampConfig { database, telemetry, healthy: file != "ill" })
    }

    fn check(config: &LampConfig) -> Result<(), String> {
        if config.healthy { Ok(()) } else { Err("the lamp is ill".to_owned()) }
    }

    fn database(config: &LampConfig) -> &Database {
        &config.database
    }

    fn schema() -> store::Result<Schema> {
        store::migrations([store::MIGRATIONS])
    }

    fn is_demo(_: &LampConfig) -> bool {
        false
    }

    fn telemetry(config: &LampConfig) -> &Telemetry {
        &config.telemetry
    }

    async fn bind(_: LampConfig, _: SharedClock) -> Result<Ports, String> {
        ::metrics::counter!(COUNTER).increment(1);
        let any = "127.0.0.1:0".parse().map_err(|_| "no address")?;
        Ports::take(any, Some(any)).map_err(|error| error.to_string())
    }

    fn ports(bound: &Ports) -> &Ports {
        bound
    }

    async fn run(_: Ports) -> io::Result<()> {
        Ok(())
    }
}

fn command(words: &[&str]) -> Result<Command, clap::Error> {
    parse::<Lamp>(words.iter().map(OsString::from))
}

fn said(words: &[&str]) -> Result<String, String> {
    let mut out = Vec::new();
    carry_out::<Lamp>(command(words).unwrap(), &mut out).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn a_line_that_cannot_be_read_ends_with_2_and_help_with_0() {
    let code = |words: &[&str]| command(words).map(drop).unwrap_err().exit_code();
    assert_eq!([code(&[]), code(&["shine"]), code(&["serve", "--jsn"]), code(&["--help"]), code(&["--version"])], [2, 2, 2, 0, 0]);
    let help = command(&["--help"]).map(drop).unwrap_err().to_string();
    assert!(help.starts_with("The lamp\n") && help.contains("lamp <COMMAND>"), "{help}");
}

#[test]
fn failures_end_with_1() {
    let run = |words: &[&str]| format!("{:?}", run::<Lamp>(words.iter().map(OsString::from)));
    assert_eq!(run(&["check-config", "broken"]), format!("{:?}", ExitCode::FAILURE));
    assert_eq!(run(&["check-config", "ill"]), format!("{:?}", ExitCode::FAILURE));
    assert_eq!(run(&["check-config"]), format!("{:?}", ExitCode::SUCCESS));
}

#[test]
fn check_config_says_what_is_wrong() {
    assert_eq!(said(&["check-config"]).unwrap(), "The lamp is in order.\n");
    assert_eq!(said(&["check-config", "ill"]).unwrap_err(), "the lamp is ill");
    assert_eq!(said(&["check-config", "broken"]).unwrap_err(), "the key is broken");
}

#[test]
fn migrate_migrates_whatever_the_configuration_says() {
    let folder = std::env::temp_dir().join(format!("stafett-migrate-{}", std::process::id()));
    let file = folder.join("lamp.sqlite").display().to_string();
    assert_eq!(said(&["migrate", "--config", &file]).unwrap(), "The database is up to date.\n");
    // With `migrate = false`: a schema that is behind would be refused.
    Lamp::load(Some(Path::new(&file))).unwrap().database.open_blocking(&Lamp::schema().unwrap()).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn serve_says_when_it_is_ready_and_counts_from_the_first_step() {
    let line: serde_json::Value = serde_json::from_str(&said(&["serve", "--json"]).unwrap()).unwrap();
    assert_eq!(line["service"], "lamp");
    assert_eq!(line["pid"], std::process::id());
    let counted = metrics::recorder().render();
    assert!(counted.contains(&format!("{COUNTER} 1")), "{counted}");
}

#[test]
fn a_clock_that_is_ahead_belongs_to_a_demo() {
    assert!(said(&["serve", "--ahead", "60"]).unwrap_err().contains("leave it out"));
    let (own, ahead) = (clock(0, false).unwrap(), clock(3600, true).unwrap());
    let between = ahead.now().duration_since(own.now());
    assert!((3590..3610).contains(&between.as_secs()), "{between:?}");
}

#[test]
fn the_ready_line_has_one_form() {
    let ports = Ports::take("127.0.0.1:0".parse().unwrap(), None).unwrap();
    let (address, pid) = (ports.address(), std::process::id());
    let expected = format!(r#"{{"service":"lamp","url":"http://{address}","metrics_url":null,"pid":{pid}}}"#);
    assert_eq!(ready_line("lamp", &ports, true), expected);
    assert_eq!(ready_line("lamp", &ports, false), format!("lamp: http://{address}"));
    let metrics = Ports::take("127.0.0.1:0".parse().unwrap(), Some("127.0.0.1:0".parse().unwrap())).unwrap();
    let metrics_url = format!("http://{}/metrics", metrics.metrics_address().unwrap());
    assert!(ready_line("lamp", &metrics, true).contains(&format!(r#""metrics_url":"{metrics_url}""#)));
}
