//! Paths of tiles and bundles, one spelling each.

use std::fmt;
use std::str::FromStr;

use super::{LogPath, Tile, TileIndex, WIDTH_FULL};

/// The text is not a path of the log, or not its one spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a path of the log")]
pub struct NotALogPath;

impl fmt::Display for TileIndex {
    /// `x001/x234/067` for a full tile 1234067, `x001/x234/067.p/8` for its first 8 hashes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.index().to_string();
        let padded = format!("{digits:0>width$}", width = digits.len().next_multiple_of(3));
        let groups = padded.len() / 3;
        for group in 0..groups {
            let begins = if group + 1 < groups { ("x", "/") } else { ("", "") };
            write!(f, "{}{}{}", begins.0, &padded[group * 3..group * 3 + 3], begins.1)?;
        }
        if self.is_partial() {
            write!(f, ".p/{}", self.width())?;
        }
        Ok(())
    }
}

impl fmt::Display for LogPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tile(tile) => write!(f, "tile/{}/{}", tile.level(), tile.place()),
            Self::Entries(place) => write!(f, "tile/entries/{place}"),
        }
    }
}

impl FromStr for LogPath {
    type Err = NotALogPath;

    /// Reads a path below the log's prefix, without a leading slash.
    fn from_str(text: &str) -> Result<Self, NotALogPath> {
        let path = read(text).ok_or(NotALogPath)?;
        // One spelling: leading zeros, signs and empty groups all fall here.
        if path.to_string() == text { Ok(path) } else { Err(NotALogPath) }
    }
}

fn read(text: &str) -> Option<LogPath> {
    let (kind, place) = text.strip_prefix("tile/")?.split_once('/')?;
    let place = read_place(place)?;
    match kind {
        "entries" => Some(LogPath::Entries(place)),
        level => Tile::new(level.parse().ok()?, place).map(LogPath::Tile),
    }
}

fn read_place(text: &str) -> Option<TileIndex> {
    let (index, width) = match text.split_once(".p/") {
        Some((index, width)) => (index, width.parse().ok().filter(|width| *width < WIDTH_FULL)?),
        None => (text, WIDTH_FULL),
    };
    let digits: String = index.split('/').map(|group| group.strip_prefix('x').unwrap_or(group)).collect();
    TileIndex::new(digits.parse().ok()?, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_the_specification() {
        for text in ["tile/0/000", "tile/0/x001/x234/067", "tile/0/x001/x234/067.p/8", "tile/7/000.p/1", "tile/entries/x273/112.p/255"] {
            let path: LogPath = text.parse().unwrap();
            assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn every_other_spelling_is_refused() {
        for text in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "/tile/0/000",
            "tile/0/0",
            "tile/00/000",
            "tile/8/000",
            "tile/-1/000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/08",
            "tile/0/000.p/",
            "tile/0/000.p/+8",
            "tile/0/x000/001",
            "tile/0/001/234",
            "tile/0/x001/x234",
            "tile/0/+01",
            "tile/0/000/",
            "tile/0/000.p/8/",
            "tile/data/000",
            "tile/entries/../0/000",
            "tile/0/x999/x999/x999/x999/x999/x999/999",
            "tile/0/٠٠٠",
        ] {
            assert_eq!(text.parse::<LogPath>(), Err(NotALogPath), "{text}");
        }
    }
}
