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

/// Words around contacts.
#[derive(Deserialize)]
pub struct ContactWords {
    /// Verbs of the one who was there before.
    pub went: Vec<String>,
    /// Nouns for where a visit goes.
    pub lands: Vec<String>,
    /// Nouns for people who speak for a state or body.
    pub people: Vec<String>,
    /// Last words of names that are an occasion.
    pub occasions: Vec<String>,
    /// Before what an office is of.
    pub of_office: Vec<String>,
    /// Words that make a contact of each of those on one side.
    pub apart: Vec<String>,
    /// Beside a verb that tells of the same day as the sentence before.
    pub same_day: Vec<String>,
    /// Behind "the", of the day that is spoken of.
    pub day_parts: Vec<String>,
    /// Before a time by which something is to be.
    pub deadline: Vec<String>,
    /// Of who calls a report untrue.
    pub denying: Vec<String>,
    /// With them, what has not been is only not yet.
    pub not_yet: Vec<String>,
    /// Of another one than was spoken of last.
    pub other: Vec<String>,
    /// What was only meant to be.
    pub intended: Vec<String>,
    /// Verbs of whoever leads a delegation.
    pub leading: Vec<String>,
    /// Of this month, where no day is named.
    pub recent: Vec<String>,
    /// Before a noun, of those spoken of before.
    pub joint_owner: Vec<String>,
    /// Behind an ordinal that counts no contact.
    pub not_counted: Vec<String>,
    /// Before a noun that may point back.
    pub definite: Vec<String>,
    /// Nouns in the plural that stand for one contact.
    pub plural: Vec<String>,
    /// Before what lies ahead.
    pub ahead: Vec<String>,
    /// Before what is past.
    pub behind: Vec<String>,
    /// Before a contact at which the main verb happens.
    pub within: Vec<String>,
    /// Beside the verb of what lies before what is reported.
    pub long_before: Vec<String>,
    /// Before who it was with, once more in a row.
    pub toward: Vec<String>,
    /// Before the next in a row.
    pub in_row: Vec<String>,
    /// Before those who were with somebody.
    pub along: Vec<String>,
    /// Before where it was.
    pub where_at: Vec<String>,
    /// The telephone, behind "by", "on", "over".
    pub line: Vec<String>,
    /// Nouns for what is said to have been.
    pub hearsay: Vec<String>,
    /// Phrases that do so: "one by one".
    pub in_turn: Vec<String>,
    /// Before what a meeting was.
    pub within_one: Vec<String>,
    /// How many, of those named together.
    pub counts: BTreeMap<String, usize>,
    /// How often.
    pub times: Vec<String>,
    /// Before a contact of the subject.
    pub during: Vec<String>,
    pub by: Vec<String>,
    /// Before where somebody goes.
    pub destination: Vec<String>,
    /// Adjectives of what is still to come.
    pub to_come: Vec<String>,
    /// Of what is only thought of.
    pub thought_of: Vec<String>,
    /// Of what has fallen through.
    pub fallen_through: Vec<String>,
    /// Above what lies before what is reported.
    pub background: Vec<String>,
    /// Verbs by which a contact takes place.
    pub occur: Vec<String>,
    /// Margins of a larger occasion.
    pub sidelines: Vec<String>,
    /// Nouns for whose wish it was.
    pub initiative: Vec<String>,
    /// Offices within a country.
    pub at_home: Vec<String>,
    /// Words that count a contact.
    pub counting: Vec<String>,
    /// How it went.
    pub described: Vec<String>,
    /// Verbs under which a length of time is how long it went on.
    pub lasting: Vec<String>,
    /// Words before a length of time that is no such length.
    pub not_lasting: Vec<String>,
    /// Words behind it.
    pub not_lasting_behind: Vec<String>,
    /// Before one more day of the same.
    pub again: Vec<String>,
    /// Between days of a row, besides places.
    pub between_days: Vec<String>,
    /// Before the day since which something is the first.
    pub since: Vec<String>,
    /// Verbs whose day is that of the saying.
    pub told_on: Vec<String>,
    /// Before the day for which it is set.
    pub set_for: Vec<String>,
    /// Words before a time that bounds another.
    pub not_when: Vec<String>,
    /// Verbs of discussing, each with the slots of the topic.
    pub discussing: BTreeMap<String, Vec<String>>,
    /// Nouns of a contact, each with the slots of the topic.
    pub about: BTreeMap<String, Vec<String>>,
}

/// Words of counts of contacts.
#[derive(Deserialize)]
pub struct ClaimWords {
    /// From the first on.
    pub ordinals: Vec<String>,
    /// From one on.
    pub cardinals: Vec<String>,
    /// From once on.
    pub times: Vec<String>,
    /// Nouns for one of those counted.
    pub turns: Vec<String>,
    /// Before a contact that there was before.
    pub another: Vec<String>,
    /// Of the one before.
    pub last: Vec<String>,
    /// With them a first is the first of all.
    pub ever: Vec<String>,
    /// With them nothing has been.
    pub never: Vec<String>,
    /// Behind an ordinal that stands for what it counts.
    pub behind_bare: Vec<String>,
    /// For what was told last.
    pub pointing: Vec<String>,
    /// What narrows a count.
    pub qualifiers: Vec<String>,
    /// Adjectives whose superlative is a claim.
    pub superlatives: Vec<String>,
    /// Behind *since*, when somebody's office began.
    pub office: Vec<String>,
    /// By how much the start of a window may be off, per cent of its length.
    pub tolerance_percent: i64,
    /// And at least, in days.
    pub tolerance_days: i64,
}

/// Words around what parties agreed to do.
#[derive(Deserialize)]
pub struct CommitmentWords {
    /// Before those through whom it is to be done.
    pub through: Vec<String>,
    /// Nouns for them.
    pub channels: Vec<String>,
    /// Before such a noun, saying nothing.
    pub idle: Vec<String>,
    /// Before the day by which it is to be done.
    pub by: Vec<String>,
    /// Verbs of keeping in touch.
    pub keep: Vec<String>,
    /// And their objects.
    pub touch: Vec<String>,
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
    /// Before "to", "for", "from": words of going.
    pub going: Vec<String>,
    /// Verbs that take a place for their object.
    pub visiting: Vec<String>,
}

/// Words that stand for actors without naming them.
#[derive(Deserialize)]
pub struct ActorWords {
    /// Pronouns for one man.
    pub he: Vec<String>,
    /// For one woman.
    pub she: Vec<String>,
    /// For several.
    pub they: Vec<String>,
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
    /// Behind a name, part of it.
    pub suffixes: Vec<String>,
    /// Behind a state's adjective: the state itself.
    pub sides: Vec<String>,
    /// Nouns for those who were named together.
    pub joint: Vec<String>,
    /// Of those, what anybody in any office may be called.
    pub any_office: Vec<String>,
    /// Nouns for whoever holds the like office on the other side.
    pub counterparts: Vec<String>,
    /// Words before an office that is not held today.
    pub former: Vec<String>,
    /// Words for those of other countries than the one that a report is about.
    pub abroad: Vec<String>,
    /// Keys of offices, the highest first.
    pub offices: Vec<String>,
    /// Offices of which a state has several at a time.
    pub held_by_many: Vec<String>,
    /// Abbreviated titles and the nouns that they stand for.
    pub abbreviations: BTreeMap<String, String>,
    /// Titles that one state alone has for an office, with the state.
    pub of_one_state: BTreeMap<String, String>,
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
/// `data/words/claims.toml`.
pub static CLAIMS: LazyLock<ClaimWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/claims.toml")));
/// `data/words/commitments.toml`.
pub static COMMITMENT_WORDS: LazyLock<CommitmentWords> =
    LazyLock::new(|| list(include_str!("../../../data/words/commitments.toml")));
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

/// Whether a word is one of a list's, in whatever case.
pub fn listed(words: &[String], word: &str) -> bool {
    words.iter().any(|listed| listed.eq_ignore_ascii_case(word))
}

/// A list that is part of the program: a fault in it is found by the first test that reads.
fn list<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|fault| panic!("in data/words: {fault}"))
}
