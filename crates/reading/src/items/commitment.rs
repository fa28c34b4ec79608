//! What parties agreed to do.

use crate::Span;
use serde::{Deserialize, Serialize};

/// How far a commitment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentState {
    /// It is agreed or promised.
    Agreed,
    /// It is being carried out.
    BeingImplemented,
    /// It is done.
    Done,
    /// It is not kept.
    Broken,
    /// It has run out.
    Expired,
}

/// What parties agreed to do, or an agreement that is being carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Who: ids of actors.
    pub parties: Vec<String>,
    /// What, in the report's words.
    pub what: String,
    /// Through whom or what it is to be done, in the report's words.
    pub channels: Vec<String>,
    /// By when: a date as exactly as it is known.
    pub by: Option<String>,
    /// How far it has come.
    pub state: CommitmentState,
    /// The index of the contact at which it was made.
    pub contact: Option<usize>,
    /// Whether it says no more than that they stay in touch.
    pub ritual: bool,
    /// Through whom the reader hears of it: an actor's id.
    pub reported_by: Option<String>,
    /// The index of the statement that tells it.
    pub statement: Option<usize>,
    /// Where `what` stands.
    pub spans: Vec<Span>,
    /// The words that say so.
    pub evidence: Vec<Span>,
    /// The patterns that found it; only where asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pattern: Option<String>,
}
