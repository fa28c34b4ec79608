//! Calls, meetings, visits, letters: who was in touch with whom, when and how.

use crate::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How parties were in touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Medium {
    /// By telephone.
    Call,
    /// By video.
    Video,
    /// In one room.
    Meeting,
    /// Talks whose form is left open.
    Talks,
    /// One travels to the other.
    Visit,
    /// A meeting of heads of state or government called a summit.
    Summit,
    /// By letter.
    Letter,
}

/// What tells the medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediumBasis {
    /// The words of the contact.
    Said,
    /// The headline alone.
    Title,
    /// Nothing: who "spoke with" somebody mostly did so by telephone.
    Assumed,
}

/// Whether a contact took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It did.
    Held,
    /// It is to.
    Planned,
    /// Somebody would like it to.
    Proposed,
    /// It was to and will not.
    Cancelled,
    /// Somebody says that it did not.
    Denied,
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

/// What a date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateBasis {
    /// The report names it.
    Explicit,
    /// It is counted from the day of the report: "on Thursday".
    Relative,
    /// The day of the report itself, where nothing else is said of what it is about.
    Release,
}

/// How long a contact went on, by one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Length {
    /// An ISO 8601 duration.
    pub value: String,
    /// Its bound, as TIMEX3 has them: LESS_THAN for "almost an hour".
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    /// Who says so: an actor's id.
    pub reported_by: Option<String>,
    /// The words.
    pub spans: Vec<Span>,
}

/// A call, meeting or round of talks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// How.
    pub medium: Medium,
    /// What tells the medium.
    pub medium_basis: MediumBasis,
    /// What the report calls it: "hotline call", "second round of talks".
    pub kind: Option<String>,
    /// Whether it is what the report is about.
    pub main: bool,
    /// Who: ids of actors.
    pub participants: Vec<String>,
    /// Whether it stands for several: "five rounds of talks".
    pub several: bool,
    /// When, as exactly as it is known: `2025-07-03`, `2025-07` or `2025`; of a week the month in
    /// which most of it lies.
    pub date: Option<String>,
    /// The first and the last day that it can have been on.
    pub date_range: Option<[Date; 2]>,
    /// How exactly `date` is known.
    pub date_precision: Option<Precision>,
    /// What `date` rests on.
    pub date_basis: Option<DateBasis>,
    /// How long: an ISO 8601 duration; of several accounts the first.
    pub duration: Option<String>,
    /// The bound of `duration`, as TIMEX3 has them: LESS_THAN for "almost an hour".
    pub duration_mod: Option<String>,
    /// Every account of how long.
    pub durations: Vec<Length>,
    /// Where.
    pub place: Option<String>,
    /// On the sidelines of what.
    pub occasion: Vec<Span>,
    /// Who asked for it; of a visit, who invited: an actor's id.
    pub initiator: Option<String>,
    /// What about, in the report's words.
    pub topics: Vec<String>,
    /// What was not spoken about, in the report's words.
    pub not_discussed: Vec<String>,
    /// How the report says it went: "frank", "constructive".
    pub described: Vec<String>,
    /// Whether it took place.
    pub status: Status,
    /// Who reports it: an actor's id.
    pub reported_by: Option<String>,
    /// The index of the statement that tells it; who passed that on is in its `via`.
    pub statement: Option<usize>,
    /// The words that say so.
    pub evidence: Vec<Span>,
    /// The patterns that found it; only where asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pattern: Option<String>,
}
