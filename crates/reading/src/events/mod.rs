//! Political events: what happened, by patterns of an [`Ontology`](crate::patterns::Ontology).
//!
//! A word means an event if a pattern that hangs on it fits the words in its slots; these may mean
//! events themselves, so that "agreed to lift sanctions" is one event, not three. What a sentence
//! tells is looked for from its main verb down, through verbs of saying (`tell`). The form of the
//! verb turns what is only planned or demanded into what it is then.

mod cameo;
mod detail;
mod parties;
mod tell;

pub use cameo::{cameo_of_type, type_of_cameo};
pub(crate) use tell::events;
