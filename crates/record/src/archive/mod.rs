//! The record on disk: an SQLite file.
//!
//! Each call of [`Archive::add`] and [`Archive::remove`] is one transaction: a program killed at
//! any moment leaves what was committed and no half of anything.

mod add;
mod dump;
mod rows;
mod settle;

pub use add::Added;
pub(crate) use rows::key;

use crate::entry::Entry;
use crate::error::Error;
use chancery_reading::Reading;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, params};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The steps from each format of the record to the next; a record's format is how many it took.
const STEPS: [&str; 1] = [include_str!("schema.sql")];
/// Marks the file as ours: "Chan".
const MARK: i64 = 0x4368_616e;
/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// A record on disk.
pub struct Archive {
    path: PathBuf,
    db: Connection,
    /// The rows of actors met so far.
    actors: FxHashMap<String, i64>,
}

impl Archive {
    /// Opens a record to be written, made new where there is none, brought to this version's
    /// format where it is older.
    ///
    /// # Errors
    /// When the file is no record, is of a newer version, damaged, or cannot be written.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Archive::connect(path, OpenFlags::default())
    }

    /// Opens a record that exists, to be asked.
    ///
    /// # Errors
    /// As for [`Archive::open`], and when there is none.
    pub fn existing(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            return Err(Error::Missing(path.to_path_buf()));
        }
        Archive::connect(path, OpenFlags::default().difference(OpenFlags::SQLITE_OPEN_CREATE))
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, Error> {
        let failed = |fault| Error::of(path, fault);
        let db = Connection::open_with_flags(path, flags).map_err(failed)?;
        db.busy_timeout(PATIENCE).map_err(failed)?;
        db.set_prepared_statement_cache_capacity(128);
        // A kill loses nothing that was committed; a power cut may lose the last commits, none in part.
        db.pragma_update(None, "synchronous", "normal").map_err(failed)?;
        // Kibibytes, and pages of four each: what is written is scattered, so it is gathered first.
        db.pragma_update(None, "cache_size", -65_536).map_err(failed)?;
        db.pragma_update(None, "wal_autocheckpoint", 16_384).map_err(failed)?;
        // A statement is planned once, not again for every value.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
        let number = |pragma: &str| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        let tables = "select count(*) from sqlite_schema";
        let tables: i64 = db.query_row(tables, [], |row| row.get(0)).map_err(failed)?;
        if tables > 0 && number("application_id").map_err(failed)? != MARK {
            return Err(Error::Foreign(path.to_path_buf()));
        }
        let format = number("user_version").map_err(failed)?;
        let known = STEPS.len() as i64;
        if format > known {
            return Err(Error::Newer { path: path.to_path_buf(), found: format, known });
        }
        let mut archive = Archive { path: path.to_path_buf(), db, actors: FxHashMap::default() };
        if format < known {
            archive.migrate().map_err(failed)?;
        }
        Ok(archive)
    }

    /// Takes the steps that are missing, all or none; another program may have taken them since.
    fn migrate(&mut self) -> rusqlite::Result<()> {
        self.db.pragma_update(None, "journal_mode", "wal")?;
        let step = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let format: i64 = step.pragma_query_value(None, "user_version", |row| row.get(0))?;
        for sql in STEPS.iter().skip(format as usize) {
            step.execute_batch(sql)?;
        }
        step.pragma_update(None, "application_id", MARK)?;
        step.pragma_update(None, "user_version", STEPS.len() as i64)?;
        step.commit()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Asks in SQL; errors name the file.
    pub(crate) fn ask<T>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        row: impl FnMut(&rusqlite::Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let ask = || -> rusqlite::Result<Vec<T>> {
            let mut statement = self.db.prepare_cached(sql)?;
            statement.query_map(values, row)?.collect()
        };
        ask().map_err(|fault| Error::of(&self.path, fault))
    }

    /// Sets what holds of the whole record.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let sql = "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
        self.db
            .execute(sql, [name, value])
            .map(|_| ())
            .map_err(|fault| Error::of(&self.path, fault))
    }

    /// A report by its row.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub(crate) fn reading(&self, report: i64) -> Result<Reading, Error> {
        let sql = "select packed from reading where report = $1";
        let packed = self.ask(sql, [report], |row| row.get::<_, Vec<u8>>(0))?;
        let damaged =
            |reason: &str| Error::Damaged { path: self.path.clone(), reason: reason.into() };
        let packed = packed.first().ok_or_else(|| damaged("a report is missing"))?;
        rows::unpack(packed).ok_or_else(|| damaged("a report cannot be unpacked"))
    }

    /// The contacts of the record whose rows a query names.
    pub(crate) fn entries(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<Entry>, Error> {
        let lists = self.ask(sql, values, |row| row.get::<_, String>(0))?;
        lists.iter().map(|list| self.entry(list)).collect()
    }

    /// A contact by the list of its accounts.
    fn entry(&self, list: &str) -> Result<Entry, Error> {
        let places: Vec<(i64, i64)> = serde_json::from_str(list).unwrap_or_default();
        let sql = "select a.facts, r.story from account a join report r on r.id = a.report where a.report = $1 and a.n = $2";
        let mut accounts = Vec::new();
        for (report, n) in places {
            accounts.extend(self.ask(sql, params![report, n], rows::account)?);
        }
        Ok(Entry::of(accounts))
    }
}
