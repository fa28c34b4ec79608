//! The word lists under `data/words/`, read once.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words around a statement that tell to whom and where it was made.
#[derive(Deserialize)]
pub struct SettingWords {
    /// Classes of cues whose object is who it was said to.
    pub addressing_classes: Vec<String>,
    /// Prepositions before who it was said to.
    pub addressing_prepositions: Vec<String>,
    /// Verbs of speaking that do not tell what is said.
    pub speaking: Vec<String>,
    /// Prepositions before where or through what it was said.
    pub placing_prepositions: Vec<String>,
    /// Nouns for that.
    pub venues: Vec<String>,
}

/// Words for contacts, by medium.
#[derive(Deserialize)]
pub struct ContactWords {
    /// Nouns.
    pub nouns: BTreeMap<String, Vec<String>>,
    /// Words before such a noun that decide the medium.
    pub before_noun: BTreeMap<String, Vec<String>>,
    /// Verbs.
    pub verbs: BTreeMap<String, Vec<String>>,
    /// Objects of *by*, *on* and *over* that make it a call.
    pub by_phone: Vec<String>,
    /// Verbs under which a length of time is how long it went on.
    pub lasting: Vec<String>,
    /// Words before a length of time that is no such length.
    pub not_lasting: Vec<String>,
    /// Verbs above a contact that say that it was not held.
    pub status: BTreeMap<String, Vec<String>>,
}

/// Words for days.
#[derive(Deserialize)]
pub struct DayWords {
    /// From Monday on.
    pub weekdays: Vec<String>,
    /// From January on, each with its short forms.
    pub months: Vec<Vec<String>>,
}

/// Words around place names.
#[derive(Deserialize)]
pub struct PlaceWords {
    /// Before the name of a person.
    pub titles: Vec<String>,
    /// After a name, part of a place's.
    pub designators: Vec<String>,
    /// After a name, that it is a region's.
    pub regions: Vec<String>,
    /// Before a name, part of a place's.
    pub leads: Vec<String>,
    /// After a name, part of a street's or building's.
    pub streets: Vec<String>,
    /// After a name, part of a body's.
    pub bodies: Vec<String>,
    /// After a name, sports sides.
    pub sides: Vec<String>,
    /// Words that are no name of a place by themselves.
    pub never: BTreeSet<String>,
    /// Seats of government.
    pub seats: BTreeSet<String>,
    /// Common words that small places bear too.
    pub common: BTreeSet<String>,
    /// Verbs of a speaking or acting state.
    pub acting: Vec<String>,
}

/// Words that stand for actors without naming them.
#[derive(Deserialize)]
pub struct ActorWords {
    /// Pronouns for one man.
    pub he: Vec<String>,
    /// For one woman.
    pub she: Vec<String>,
    /// For the speaker.
    pub i: Vec<String>,
    /// For the speaker's side.
    pub we: Vec<String>,
    /// What somebody's own words are called.
    pub own_words: Vec<String>,
    /// Titles of men.
    pub titles_he: Vec<String>,
    /// Titles of women.
    pub titles_she: Vec<String>,
    /// All titles.
    pub titles: Vec<String>,
    /// Behind a state's adjective: the state itself.
    pub sides: Vec<String>,
    /// Nouns for those who were named together.
    pub joint: Vec<String>,
    /// Nouns for whoever holds the like office on the other side.
    pub counterparts: Vec<String>,
    /// Words before an office that is not held today.
    pub former: Vec<String>,
    /// Words for those of other countries than the one that a report is about.
    pub abroad: Vec<String>,
    /// Keys of offices, the highest first.
    pub offices: Vec<String>,
    /// Abbreviated titles and the nouns that they stand for.
    pub abbreviations: BTreeMap<String, String>,
}

/// Words around events that no ontology has.
#[derive(Deserialize)]
pub struct EventWords {
    /// Units of money.
    pub currencies: Vec<String>,
    /// Before what must come true for what "would" be.
    pub conditions: Vec<String>,
}

/// News agencies.
#[derive(Deserialize)]
pub struct DatelineWords {
    /// Each by its usual name and other forms.
    pub agencies: Vec<Vec<String>>,
}

/// Words around quotation marks.
#[derive(Deserialize)]
pub struct QuoteWords {
    /// Words that begin with an apostrophe.
    pub elisions: BTreeSet<String>,
}

/// `data/words/dateline.toml`.
pub static DATELINES: LazyLock<DatelineWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/dateline.toml")));
/// `data/words/quotes.toml`.
pub static QUOTES: LazyLock<QuoteWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/quotes.toml")));
/// `data/words/settings.toml`.
pub static SETTINGS: LazyLock<SettingWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/settings.toml")));
/// `data/words/contacts.toml`.
pub static CONTACTS: LazyLock<ContactWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/contacts.toml")));
/// `data/words/events.toml`.
pub static EVENTS: LazyLock<EventWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/events.toml")));
/// `data/words/days.toml`.
pub static DAYS: LazyLock<DayWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/days.toml")));

/// `data/words/places.toml`.
pub static PLACES: LazyLock<PlaceWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/places.toml")));

/// `data/words/actors.toml`.
pub static ACTORS: LazyLock<ActorWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/actors.toml")));

/// A list that is part of the program: a fault in it is found by the first test that reads.
fn list<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|fault| panic!("in data/words: {fault}"))
}
