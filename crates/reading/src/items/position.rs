//! Where an actor stands on an issue.

use crate::Span;
use serde::{Deserialize, Serialize};

/// How an actor stands to an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Somebody must do it.
    Demands,
    /// It should be done.
    Proposes,
    /// It works towards it.
    Seeks,
    /// It would give or do it.
    Offers,
    /// It is ready to.
    Willing,
    /// It will not do it.
    Refuses,
    /// It does not accept it.
    Rejects,
    /// It is for it.
    Supports,
    /// It is against it.
    Opposes,
    /// It says that it is not so.
    Denies,
    /// It says that somebody did it.
    Accuses,
    /// It says what will follow.
    Warns,
    /// It likes how it is.
    Satisfied,
    /// It does not.
    Dissatisfied,
}

/// An actor's stance on an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Who: an actor's id.
    pub actor: String,
    /// How.
    pub stance: Stance,
    /// On what, in the report's words.
    pub issue: String,
    /// The issue's words that carry meaning, in dictionary form and order of the alphabet, by which
    /// it can be followed over time.
    pub key: String,
    /// Towards whom: an actor's id.
    pub towards: Option<String>,
    /// Through whom the reader hears of it: an actor's id.
    pub reported_by: Option<String>,
    /// The index of the statement that tells it.
    pub statement: Option<usize>,
    /// Where the issue stands.
    pub spans: Vec<Span>,
    /// The words that say so.
    pub evidence: Vec<Span>,
    /// The patterns that found it; only where asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pattern: Option<String>,
}
