//! Configuration: the service's own `config.default.toml`, which is manual and defaults at
//! once, then a file, then `STAFETT_…` variables. A key nobody knows is refused: a typing
//! error must not silently leave a default in force.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// Why a configuration is refused; says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("the configuration file {path} can't be read: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A source is not TOML.
    #[error("{source_name} is not TOML: {cause}")]
    NotToml {
        /// Which source.
        source_name: String,
        /// Where and why.
        cause: Box<toml::de::Error>,
    },
    /// A key is unknown or a value has the wrong type.
    #[error(
        "the configuration is refused: {cause}. Compare with config.default.toml, which names \
         every key; `check-config` tries a file without starting anything"
    )]
    Refused {
        /// The key and what was expected.
        cause: Box<toml::de::Error>,
    },
    /// A variable can't be placed.
    #[error("the variable {name} would replace a value by a table or a table by a value")]
    Misplaced {
        /// The variable.
        name: String,
    },
}

/// Loads a configuration from the built-in defaults, an optional file and the process's
/// environment: `STAFETT_POLICE__DATABASE__URL=…` with the prefix `STAFETT_POLICE` is
/// `database.url`. `T` and its tables derive `Deserialize` with `deny_unknown_fields`.
///
/// # Errors
/// See [`ConfigError`].
pub fn load<T: DeserializeOwned>(defaults: &str, file: Option<&Path>, prefix: &str) -> Result<T, ConfigError> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|cause| ConfigError::Unreadable { path: path.to_owned(), cause });
    let text = file.map(read).transpose()?;
    let named = file.zip(text.as_deref()).map(|(path, text)| (path.display().to_string(), text));
    load_from(defaults, named, prefix, std::env::vars())
}

/// The same from given texts: the file as (name, content) and the variables.
///
/// # Errors
/// See [`ConfigError`].
pub fn load_from<T: DeserializeOwned>(
    defaults: &str,
    file: Option<(String, &str)>,
    prefix: &str,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<T, ConfigError> {
    let mut all = parse("config.default.toml", defaults)?;
    if let Some((name, text)) = file {
        merge(&mut all, parse(&name, text)?);
    }
    let prefix = format!("{prefix}__");
    for (name, text) in variables {
        if let Some(path) = name.strip_prefix(&prefix) {
            let keys: Vec<String> = path.split("__").map(str::to_ascii_lowercase).collect();
            let placed = place(&mut all, &keys, &text);
            placed.ok_or(ConfigError::Misplaced { name })?;
        }
    }
    Value::Table(all).try_into().map_err(|cause| ConfigError::Refused { cause: Box::new(cause) })
}

fn parse(name: &str, text: &str) -> Result<Table, ConfigError> {
    let wrong = |cause| ConfigError::NotToml { source_name: name.to_owned(), cause: Box::new(cause) };
    text.parse().map_err(wrong)
}

/// Tables are merged key by key; everything else, lists too, is replaced.
fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(into)), Value::Table(from)) => merge(into, from),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}

/// Puts a variable's text at its place, in the type the place has now. `None` when it
/// would have to replace a table or a table's place is taken by a value.
fn place(table: &mut Table, keys: &[String], text: &str) -> Option<()> {
    match keys {
        [] => None,
        [key] => {
            let value = match table.get(key) {
                None | Some(Value::String(_)) => Value::String(text.to_owned()),
                Some(Value::Table(_)) => return None,
                // Not of the old type: as text it will be refused with the key's name.
                Some(_) => typed(text).unwrap_or_else(|| Value::String(text.to_owned())),
            };
            table.insert(key.clone(), value);
            Some(())
        }
        [key, rest @ ..] => {
            let inner = table.entry(key).or_insert_with(|| Value::Table(Table::new()));
            place(inner.as_table_mut()?, rest, text)
        }
    }
}

fn typed(text: &str) -> Option<Value> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    const DEFAULTS: &str = "port = 8081\nname = \"\"\n[database]\nurl = \"sqlite:a\"\npool = 4\n";

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Config {
        port: u16,
        name: String,
        database: Database,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Database {
        url: String,
        pool: u32,
    }

    fn loaded(file: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        load_from(DEFAULTS, Some(("a.toml".into(), file)), "STAFETT_POLICE", variables)
    }

    #[test]
    fn the_later_source_wins_key_by_key() {
        let variables =
            [("STAFETT_POLICE__DATABASE__POOL", "9"), ("STAFETT_POLICE__NAME", "123"), ("STAFETT_SOCIAL__PORT", "1"), ("PATH", "/bin")];
        let config = loaded("[database]\nurl = \"sqlite:b\"", &variables).unwrap();
        let database = Database { url: "sqlite:b".into(), pool: 9 };
        assert_eq!(config, Config { port: 8081, name: "123".into(), database });
    }

    #[test]
    fn a_key_nobody_knows_is_named() {
        let file = loaded("[database]\nulr = \"x\"", &[]).unwrap_err().to_string();
        assert!(file.contains("ulr") && file.contains("config.default.toml"), "{file}");
        let variable = loaded("", &[("STAFETT_POLICE__PROT", "1")]).unwrap_err().to_string();
        assert!(variable.contains("prot"), "{variable}");
    }

    #[test]
    fn wrong_types_and_misplaced_variables_are_refused() {
        assert!(loaded("port = \"high\"", &[]).is_err());
        assert!(loaded("", &[("STAFETT_POLICE__PORT", "high")]).is_err());
        assert!(loaded("", &[("STAFETT_POLICE__PORT", "1\nname = 2")]).is_err());
        let misplaced = loaded("", &[("STAFETT_POLICE__DATABASE", "x")]).unwrap_err();
        assert!(matches!(misplaced, ConfigError::Misplaced { .. }));
        assert!(matches!(loaded("port", &[]).unwrap_err(), ConfigError::NotToml { .. }));
    }
}
