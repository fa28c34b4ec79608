//! Readings in; the record across reports: kept, merged, checked and asked.
//!
//! The record knows nothing of language. It is a function of the set of reports: in whatever order
//! and batches they are added, however often, the same reports give the same record.

mod account;
mod archive;
pub mod ask;
pub mod check;
mod entry;
mod error;
pub mod merge;
mod sketch;
mod who;

pub use account::{Account, Group, group};
pub use archive::{Added, Archive};
pub use entry::Entry;
pub use error::Error;
pub use sketch::Sketch;
pub use who::{Who, folded};
