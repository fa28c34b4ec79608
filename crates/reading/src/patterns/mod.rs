//! Patterns over the syntax, which are data: what words mean, and who stands on either side of it.
//!
//! An [`Ontology`] is written in TOML (`source`) and made ready to match (`ontology`, `words`). A
//! word means something if a pattern that hangs on it fits the words in the slots around it
//! (`frame`, `meaning`); these may mean something themselves. The form of its verb (`form`) says
//! whether it is told as done, planned, demanded and so on. `check` runs the patterns' examples.

mod built_in;
pub mod check;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod kinds;
pub(crate) mod meaning;
pub(crate) mod ontology;
pub(crate) mod sides;
mod source;
mod words;

pub use built_in::{COMMITMENTS, CONTACTS, PLOVER, POSITIONS};
pub use ontology::{Fault, Ontology};
pub use source::{File, Subject};
