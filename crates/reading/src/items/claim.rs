//! Counts of contacts that can be checked.

use super::Medium;
use crate::Span;
use serde::{Deserialize, Serialize};

/// What a claim says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// It is the n-th within the window.
    Ordinal,
    /// There were n within the window.
    Cardinal,
    /// There was none between the window's start and this one.
    FirstSince,
    /// There was none before.
    FirstEver,
    /// The last one before was then.
    LastBefore,
    /// There has been none.
    NoneYet,
    /// It is the longest, the highest-level within the window.
    Superlative,
    /// There was one before.
    Another,
}

/// What a window of time is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WindowBasis {
    /// A date or year: "since 2014".
    Explicit,
    /// A length of time: "in a month and a half".
    Phrase,
    /// A stretch of the calendar: "this year".
    Calendar,
    /// Something that happened: "since taking office".
    Event,
    /// Nothing that is said.
    Implicit,
}

/// The time within which a claim counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Its first day or as exactly as it is known; none where it is open.
    pub start: Option<String>,
    /// Its last day: that of the contact counted last, where it is known.
    pub end: Option<String>,
    /// By how many days `start` may be off.
    pub tolerance: u32,
    /// What it is taken from.
    pub basis: WindowBasis,
    /// Its words.
    pub text: Option<String>,
}

/// A count of contacts that can be checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What it says.
    pub kind: ClaimKind,
    /// Of whom: ids of actors.
    pub participants: Vec<String>,
    /// How they were in touch.
    pub medium: Medium,
    /// What is counted, in the report's word: call, conversation, round.
    pub unit: String,
    /// The so-manieth: 4 for "the fourth"; 1 for "the first since".
    pub ordinal: Option<u32>,
    /// How many: 5 for "five times since January".
    pub count: Option<u32>,
    /// When.
    pub window: Window,
    /// What narrows the count: "publicly known", "official", "direct".
    pub qualifiers: Vec<String>,
    /// Where, of a visit: "her first visit to Fiji".
    pub place: Option<String>,
    /// The index of the contact of which it is said.
    pub contact: Option<usize>,
    /// The words.
    pub text: String,
    /// Through whom the reader hears of it: an actor's id.
    pub reported_by: Option<String>,
    /// The index of the statement that tells it.
    pub statement: Option<usize>,
    /// The words that say so.
    pub evidence: Vec<Span>,
}
