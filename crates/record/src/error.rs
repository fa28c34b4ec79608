//! Why the record cannot be kept or asked. Each message names the file and the mend.

use std::path::{Path, PathBuf};

/// What is wrong with a record.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such record.
    #[error("{0}: no record there; make one with `chancery add`")]
    Missing(PathBuf),
    /// It was made by a newer version.
    #[error(
        "{path}: made by a newer version of chancery (its format is {found}, this one knows {known}); update chancery"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that is known.
        known: i64,
    },
    /// The file is something else.
    #[error("{0}: is no record of chancery; name another file with --record")]
    Foreign(PathBuf),
    /// The file is damaged.
    #[error(
        "{path}: is damaged ({reason}); restore it from a copy, or add its reports to a new record"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the database says.
        reason: String,
    },
    /// Another program holds it.
    #[error("{0}: another chancery is writing to it; try again when it is done")]
    Busy(PathBuf),
    /// It cannot be written.
    #[error("{0}: cannot be written; check the rights of the file and of its folder")]
    ReadOnly(PathBuf),
    /// There is no room.
    #[error(
        "{0}: no room left on its disk; make room and run the same command again, what was added is kept"
    )]
    Full(PathBuf),
    /// Something else.
    #[error("{path}: {reason}")]
    Other {
        /// The file.
        path: PathBuf,
        /// What the database says.
        reason: String,
    },
}

impl Error {
    /// What the database says of a file.
    pub(crate) fn of(path: &Path, fault: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = path.to_path_buf();
        let reason = fault.to_string();
        match fault.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Error::Busy(path),
            Some(Code::ReadOnly | Code::PermissionDenied) => Error::ReadOnly(path),
            Some(Code::CannotOpen) if !path.exists() => Error::ReadOnly(path),
            Some(Code::DiskFull) => Error::Full(path),
            Some(Code::NotADatabase) => Error::Foreign(path),
            Some(Code::DatabaseCorrupt) => Error::Damaged { path, reason },
            _ => Error::Other { path, reason },
        }
    }
}
