//! Why a report cannot be read. Each message is one line: the file, the place, the mend.

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{source_name}: no such file; check the path")]
    Missing {
        /// The file.
        source_name: String,
    },
    /// A directory stands there.
    #[error("{source_name}: is a directory; name the files in it, as in {source_name}/*.txt")]
    Directory {
        /// The path.
        source_name: String,
    },
    /// The system will not let it be read.
    #[error("{source_name}: cannot be read: {reason}")]
    Unreadable {
        /// The file.
        source_name: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// It is no UTF-8.
    #[error(
        "{source_name}:{line}: not UTF-8 at byte {offset}; convert it first, \
         as with `iconv -f WINDOWS-1252 -t UTF-8`"
    )]
    NotUtf8 {
        /// The file.
        source_name: String,
        /// The first byte that is no text, counted from 0.
        offset: usize,
        /// Its line, counted from 1.
        line: usize,
    },
    /// There is nothing in it.
    #[error("{source_name}: is empty; there is no report to read")]
    Empty {
        /// The file.
        source_name: String,
    },
    /// It is larger than any report.
    #[error(
        "{source_name}: is larger than {} MiB, too large for one report; split it into one file \
         a report",
        crate::LARGEST / 1024 / 1024
    )]
    TooLarge {
        /// The file.
        source_name: String,
    },
    /// It begins with the mark of a day that does not exist.
    #[error("{source_name}:{line}: there is no day {found}; mend the date after `date `")]
    BadDate {
        /// The file.
        source_name: String,
        /// What stands there.
        found: String,
        /// Its line, counted from 1.
        line: usize,
    },
}

impl Error {
    /// From what the system says of a file.
    pub(crate) fn of_file(source: &str, reason: std::io::Error) -> Self {
        let source_name = source.to_string();
        match reason.kind() {
            std::io::ErrorKind::NotFound => Error::Missing { source_name },
            std::io::ErrorKind::IsADirectory => Error::Directory { source_name },
            _ => Error::Unreadable { source_name, reason },
        }
    }
}
