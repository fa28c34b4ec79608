//! What a claim counts.

use crate::account::group;
use chancery_reading::{Claim, Medium};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The words of units: `data/words/units.toml`.
static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let text = include_str!("../../../../data/words/units.toml");
    toml::from_str(text).expect("data/words/units.toml is tested")
});

#[derive(Deserialize)]
struct Units {
    alone: Vec<String>,
    on_record: Vec<String>,
    unit: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    words: Vec<String>,
    media: Vec<Medium>,
    #[serde(default)]
    wide: bool,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// The claim's word.
    pub word: String,
    /// The media that count.
    pub media: Vec<Medium>,
    /// The fewer media that the word may as well mean.
    pub narrow: Option<Vec<Medium>>,
    /// Whether contacts with others present are out, by the claim's words.
    pub alone: bool,
}

/// The unit of a claim: by its word, else by how the parties were in touch.
pub fn unit(claim: &Claim) -> Unit {
    let word = claim.unit.to_lowercase();
    let singular = word.strip_suffix('s').unwrap_or(&word);
    let row =
        UNITS.unit.iter().find(|row| row.words.iter().any(|one| *one == word || one == singular));
    let same_group = |medium: &Medium| group(*medium) == group(claim.medium);
    let of_group = || ALL.into_iter().filter(same_group).collect::<Vec<_>>();
    let media = row.map_or_else(of_group, |row| row.media.clone());
    let narrow: Option<Vec<Medium>> = row
        .filter(|row| row.wide)
        .map(|row| row.media.iter().copied().filter(same_group).collect())
        .filter(|narrow: &Vec<Medium>| !narrow.is_empty() && narrow.len() < media.len());
    Unit { word: claim.unit.clone(), media, narrow, alone: says(claim, &UNITS.alone) }
}

/// Whether a claim is of what is on record: then more contacts do not refute it.
pub fn is_of_record(claim: &Claim) -> bool {
    says(claim, &UNITS.on_record)
}

fn says(claim: &Claim, words: &[String]) -> bool {
    let text = claim.text.to_lowercase();
    let mut own =
        text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    own.any(|word| words.iter().any(|listed| listed == word))
}

const ALL: [Medium; 7] = [
    Medium::Call,
    Medium::Video,
    Medium::Meeting,
    Medium::Talks,
    Medium::Visit,
    Medium::Summit,
    Medium::Letter,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_units_can_be_read() {
        assert!(UNITS.unit.iter().all(|row| !row.words.is_empty() && !row.media.is_empty()));
    }
}
