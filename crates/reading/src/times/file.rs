//! How `data/words/times.toml` is written.

use crate::words::DAYS;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// All of it.
#[derive(Deserialize)]
pub struct File {
    pub numerals: BTreeMap<String, String>,
    pub ordinals: BTreeMap<String, String>,
    pub classes: BTreeMap<String, Class>,
    pub tags: BTreeMap<String, Vec<String>>,
    pub phrases: BTreeMap<String, String>,
    pub tense: TenseWords,
    pub orders: Orders,
    pub names: BTreeSet<String>,
    pub rule: Vec<Written>,
}

/// Words that say something about one thing.
#[derive(Deserialize)]
pub struct Class {
    /// What a word of it sets.
    pub sets: String,
    /// The words, by the value that they set.
    pub words: BTreeMap<String, Vec<String>>,
}

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    pub name: String,
    #[serde(rename = "match")]
    pub pattern: String,
    pub value: Meaning,
    #[serde(default)]
    pub set: BTreeMap<String, toml::Value>,
    #[serde(default)]
    pub after: Vec<String>,
    #[serde(default)]
    pub before: Vec<String>,
    #[serde(default)]
    pub not_after: Vec<String>,
    #[serde(default)]
    pub not_before: Vec<String>,
    #[serde(default)]
    pub under: Vec<String>,
    #[serde(default)]
    pub yes: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
}

/// How a value is made of what the words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// A period or time of day, seen from the time of writing.
    Date,
    /// A date in figures, the month before the day or behind it.
    Figures,
    /// The same as a date, seen from a time mentioned before.
    Then,
    /// A number of units before the time of writing.
    Ago,
    /// A number of units after it.
    Ahead,
    /// A number of units before a time mentioned before.
    Earlier,
    /// A number of units after it.
    Later,
    /// The time mentioned before.
    Same,
    /// The quarter that the report is about, or one counted from it.
    Reported,
    Duration,
    Set,
    Vague,
    /// Nothing: these words are no time.
    None,
}

/// Words that decide whether something lies ahead.
#[derive(Deserialize)]
pub struct TenseWords {
    /// Auxiliaries of the future.
    pub will: BTreeSet<String>,
    /// Verbs and adjectives of plans: what depends on them lies ahead.
    pub plans: BTreeSet<String>,
    /// Verbs whose present tense tells what was.
    pub told: BTreeSet<String>,
}

/// Who writes the month before the day in figures, and who the day before the month.
#[derive(Deserialize)]
pub struct Orders {
    pub month_first: BTreeSet<String>,
    pub day_first: BTreeSet<String>,
}

/// The weekdays and months of `data/words/days.toml` as classes.
pub fn days() -> BTreeMap<String, Class> {
    let numbered = |sets: &str, lists: Vec<Vec<String>>| {
        let numbers = (1..).map(|number: usize| number.to_string());
        Class { sets: sets.into(), words: numbers.zip(lists).collect() }
    };
    let weekdays = DAYS.weekdays.iter().map(|day| vec![day.clone()]).collect();
    BTreeMap::from([
        ("month".to_string(), numbered("month", DAYS.months.clone())),
        ("weekday".to_string(), numbered("weekday", weekdays)),
    ])
}
