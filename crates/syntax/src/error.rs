//! What can go wrong before a text is parsed; parsing itself cannot fail.

use std::path::PathBuf;

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened or mapped.
    #[error("cannot open the model {path}: {reason}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A model file that is at fault, by name.
    #[error("{path}: {reason}", path = path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: Box<Error>,
    },
    /// The bytes are something else.
    #[error("not a syntax model; `cargo xtask model` converts a spaCy pipeline into one")]
    NotAModel,
    /// The file was made by another version of the converter.
    #[error(
        "a model of format {found}, but this program reads format {known}; \
         convert it again with `cargo xtask model`"
    )]
    Version {
        /// The file's format.
        found: u32,
        /// The format that this program reads.
        known: u32,
    },
    /// A part is missing, cut short, or of another shape than the architecture has.
    #[error("the model is damaged or of another architecture, at {0}; convert it again")]
    Damaged(String),
}
