//! The texts and checklists of an agency: ours, and its own beside them.

use std::{fs, path::Path};

use practice::Library;

use super::{AgencyConfig, ConfigProblem};

impl AgencyConfig {
    /// What the program ships with, and every file that ends in `.toml` in the folder of the agency's own checklists, in the
    /// order of their names: the version read last is the one that is used in new cases.
    ///
    /// # Errors
    /// [`ConfigProblem::ChecklistFolder`] and [`ConfigProblem::Checklist`], with the file and what to mend.
    pub fn library(&self) -> Result<Library, ConfigProblem> {
        let mut library = Library::shipped();
        let Some(folder) = &self.checklists else { return Ok(library) };
        let unreadable = |path: &Path, error: std::io::Error| ConfigProblem::ChecklistFolder(path.display().to_string(), error.to_string());
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
            files.push(entry.map_err(|error| unreadable(folder, error))?.path());
        }
        files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file).map_err(|error| unreadable(&file, error))?;
            library.add_checklist(&text).map_err(|problem| ConfigProblem::Checklist(file.display().to_string(), problem))?;
        }
        Ok(library)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{AgencyName, Town};

    fn own(version: &str) -> String {
        format!(
            "id = \"police-alarm\"\nversion = \"{version}\"\nphase = \"alarm\"\nowner = \"police\"\n\
             title = {{ sv = \"Egen lista\", en = \"Own list\" }}\n\n[[item]]\nid = \"own.first\"\nrole = \"patrol_officer\"\n\
             text = {{ sv = \"Gör så\", en = \"Do so\" }}\nwhy = {{ sv = \"Därför\", en = \"Because\" }}\n\
             source = {{ sv = \"Egen rutin\", en = \"Own routine\" }}\n"
        )
    }

    #[test]
    fn own_lists_stand_beside_those_of_the_program_and_a_faulty_one_stops_the_start() {
        let town = Town::new("2026-11-22T01:14:00Z".parse().expect("a time"));
        let folder = std::env::temp_dir().join(format!("checklists_{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let mut config = town.config(AgencyName::Police, "http://127.0.0.1:9");
        config.checklists = Some(folder.clone());
        fs::write(folder.join("read-me.txt"), "not a list").expect("written");
        fs::write(folder.join("b.toml"), own("3-exempelstad")).expect("written");
        fs::write(folder.join("a.toml"), own("2-exempelstad")).expect("written");
        let library = config.library().expect("own lists");
        assert_eq!(library.checklist("police-alarm").map(|list| list.version()), Some("3-exempelstad"), "the last by name counts");
        assert!(
            library.checklist_version("police-alarm", "1").is_some()
                && library.checklist_version("police-alarm", "2-exempelstad").is_some()
        );
        config.check().expect("a configuration that starts");
        fs::write(folder.join("c.toml"), own("3-exempelstad")).expect("written");
        let Err(ConfigProblem::Checklist(file, _)) = config.check() else { panic!("the same version twice") };
        assert!(file.ends_with("c.toml"));
        config.checklists = Some(folder.join("elsewhere"));
        assert!(matches!(config.check(), Err(ConfigProblem::ChecklistFolder(..))));
    }
}
