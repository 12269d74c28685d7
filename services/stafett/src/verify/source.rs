//! Where a log is read from: a live broker, or a folder of the same files.

use std::{error::Error, fs, path::PathBuf, time::Duration};

use ledger::{
    Hash,
    tile::{LogPath, read_bundle},
};

/// Most entries of one bundle (C2SP tlog-tiles: tiles of height 8).
const BUNDLE: u64 = 256;

/// A place with `checkpoint` and `tile/`.
pub enum Source {
    /// A broker's address, without a slash at the end.
    Live { url: String, client: reqwest::Client, runtime: tokio::runtime::Runtime },
    /// A folder.
    Folder(PathBuf),
}

impl Source {
    /// An address when it begins with http, else a folder.
    ///
    /// # Errors
    /// A folder that is not there.
    pub fn of(word: &str) -> Result<Self, Box<dyn Error>> {
        if word.starts_with("http://") || word.starts_with("https://") {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let client = reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?;
            return Ok(Self::Live { url: format!("{}/log", word.trim_end_matches('/')), client, runtime });
        }
        let folder = PathBuf::from(word);
        if folder.join("checkpoint").is_file() {
            Ok(Self::Folder(folder))
        } else {
            Err(format!("{word}: no address and no folder with a checkpoint").into())
        }
    }

    /// The newest signed note.
    ///
    /// # Errors
    /// It can't be read or is not text.
    pub fn checkpoint(&self) -> Result<String, Box<dyn Error>> {
        Ok(String::from_utf8(self.read("checkpoint")?).map_err(|_| "the checkpoint is not text")?)
    }

    /// The leaf hashes of the first `size` entries, from the public commitments.
    ///
    /// # Errors
    /// A bundle that can't be read or has another form.
    pub fn leaves(&self, size: u64) -> Result<Vec<Hash>, Box<dyn Error>> {
        let mut leaves = Vec::new();
        for bundle in 0..size.div_ceil(BUNDLE) {
            let path = LogPath::entries_in(bundle, size).ok_or("a bundle that the log does not have")?;
            let LogPath::Entries(place) = path else { return Err("not a bundle".into()) };
            let bytes = self.read(&path.to_string())?;
            let commitments = read_bundle(&bytes, place.width()).map_err(|error| format!("{path}: {error}"))?;
            leaves.extend(commitments.iter().map(ledger::Commitment::leaf));
        }
        Ok(leaves)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Box<dyn Error>> {
        match self {
            Self::Folder(folder) => Ok(fs::read(folder.join(path)).map_err(|error| format!("{path}: {error}"))?),
            Self::Live { url, client, runtime } => runtime.block_on(async {
                let answer = client.get(format!("{url}/{path}")).send().await?.error_for_status()?;
                Ok(answer.bytes().await?.to_vec())
            }),
        }
    }
}
