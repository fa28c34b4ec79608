//! An ontology as it is written: TOML files of types, word classes and patterns.
//!
//! `docs/ontology.md` is the description for those who write one.

use serde::Deserialize;
use std::collections::BTreeMap;

/// One file of an ontology.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// What its patterns find; events unless given.
    pub of: Option<Subject>,
    /// An ontology whose types and patterns are there too: `plover`.
    pub extends: Option<String>,
    /// The type that this file's patterns stand for, unless they name another.
    #[serde(rename = "for")]
    pub default: Option<String>,
    /// Word classes by name, used as `@name`.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// Types of events.
    #[serde(default, rename = "type")]
    pub types: Vec<Type>,
    /// How they are worded.
    #[serde(default, rename = "pattern")]
    pub patterns: Vec<Pattern>,
    /// What an event becomes where it is planned, demanded or refused.
    #[serde(default, rename = "turn")]
    pub turns: Vec<Turn>,
    /// What refines an event's mode and code.
    #[serde(default, rename = "detail")]
    pub details: Vec<Detail>,
    /// Words of a context, by its name.
    #[serde(default)]
    pub contexts: BTreeMap<String, Vec<String>>,
}

/// What an ontology's patterns find.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// Political events.
    #[default]
    Events,
    /// Calls, meetings, talks.
    Contacts,
    /// Where an actor stands on an issue.
    Positions,
    /// What parties agreed to do.
    Commitments,
}

/// A type of events.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Type {
    /// Its name, in capitals.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub about: String,
    /// Verbal cooperation 1, material cooperation 2, verbal conflict 3, material conflict 4.
    pub quad: Option<u8>,
    /// Its intensity where the mode has none.
    pub score: Option<f32>,
    /// Its CAMEO code where nothing says more.
    pub cameo: Option<String>,
    /// Modes with their intensities.
    #[serde(default)]
    pub modes: BTreeMap<String, Option<f32>>,
    /// Whether those who do it are all on one side.
    #[serde(default)]
    pub reciprocal: bool,
    /// Where the one who does it stands.
    #[serde(default)]
    pub source: Vec<String>,
    /// Where the one to whom it is done stands.
    #[serde(default)]
    pub target: Vec<String>,
    /// Whether there is no event without a target.
    #[serde(default)]
    pub needs_target: bool,
}

/// A way to word an event.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Pattern {
    /// Its name, once in a file.
    pub name: String,
    /// The verbs on which it hangs.
    #[serde(default)]
    pub verb: Vec<String>,
    /// The nouns.
    #[serde(default)]
    pub noun: Vec<String>,
    /// The adjectives.
    #[serde(default)]
    pub adjective: Vec<String>,
    /// The type; `same` for that of the event in one of its slots; `none` for no event at all.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its mode.
    pub mode: Option<String>,
    /// Its CAMEO code.
    pub cameo: Option<String>,
    /// Its contexts.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// planned, proposed, cancelled, denied: how it makes the event in its slot.
    pub form: Option<String>,
    /// Where the one who does it stands; the type's way unless given.
    pub source: Option<Vec<String>>,
    /// Where the one to whom it is done stands.
    pub target: Option<Vec<String>>,
    /// Of a contact: where the one who asked for it stands.
    pub initiator: Option<Vec<String>>,
    /// Wins over patterns of lower priority that match the same words.
    #[serde(default)]
    pub priority: i32,
    /// How sure it is, 0 to 1.
    pub score: Option<f32>,
    /// What must not stand in its slots.
    #[serde(default)]
    pub not: BTreeMap<String, Vec<String>>,
    /// Sentences in which it must be found.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences in which it must not.
    #[serde(default)]
    pub no: Vec<String>,
    /// What must stand in its slots.
    #[serde(flatten)]
    pub slots: BTreeMap<String, Vec<String>>,
}

/// What events become by the form of their verb.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Its name.
    pub name: String,
    /// The form: planned, demanded, refused, possible, proposed.
    pub form: Vec<String>,
    /// Types that it turns; any where there is none.
    #[serde(default, rename = "type")]
    pub types: Vec<String>,
    /// Into which; `none` for no event.
    pub to: String,
    /// Whether only under a condition: "if", "unless".
    #[serde(default)]
    pub conditional: bool,
    /// Sentences in which it must happen.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences in which it must not.
    #[serde(default)]
    pub no: Vec<String>,
}

/// What an event's surroundings say of its mode and code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detail {
    /// Types that it refines.
    #[serde(rename = "type")]
    pub types: Vec<String>,
    /// Types of the event within: of "agreed to *visit*".
    #[serde(default)]
    pub inner: Vec<String>,
    /// Words, one of which must stand near.
    #[serde(default)]
    pub words: Vec<String>,
    /// The mode.
    pub mode: Option<String>,
    /// The code.
    pub cameo: Option<String>,
    /// The contexts.
    #[serde(default)]
    pub contexts: Vec<String>,
}
