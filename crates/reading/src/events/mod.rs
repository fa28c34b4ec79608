//! Political events: what happened, by patterns of an [`Ontology`].
//!
//! A word means an event if a pattern that hangs on it fits the words in its slots (`frame`,
//! `meaning`); these may mean events themselves, so that "agreed to lift sanctions" is one event,
//! not three. What a sentence tells is looked for from its main verb down, through verbs of saying.
//! The form of the verb (`form`) turns what is only planned or demanded into what it is then.

pub mod check;
mod detail;
mod form;
mod frame;
mod meaning;
mod ontology;
mod parties;
mod source;
mod tell;
mod words;

pub use ontology::{Fault, Ontology, PLOVER, cameo_of_type, type_of_cameo};
pub use source::File;
pub use tell::events;
