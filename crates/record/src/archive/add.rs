//! Reports into the record and out of it.

use super::rows::{self, Rows};
use super::{Archive, settle};
use crate::account::Account;
use crate::error::Error;
use crate::sketch::{DAYS, Sketch};
use crate::who::{Who, folded};
use chancery_reading::Reading;
use jiff::civil::Date;
use rusqlite::{Transaction, TransactionBehavior, params};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What became of the reports that were to be added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Reports that the record did not hold.
    pub new: usize,
    /// Reports that it held.
    pub known: usize,
}

impl Archive {
    /// Adds Readings, all of them or, on an error, none. What the record holds stays as it is.
    ///
    /// # Errors
    /// When the record cannot be written: no room, no right, another program that writes.
    pub fn add(&mut self, readings: &[Reading]) -> Result<Added, Error> {
        let packed: Vec<Vec<u8>> = readings.iter().map(rows::pack).collect();
        let mut add = || -> rusqlite::Result<Added> {
            let step = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut writer = Writer { step: &step, actors: &mut self.actors };
            let mut added = Added::default();
            let mut changed = BTreeSet::new();
            // The index of words is written fastest in the order of its rows.
            let mut words: Vec<(i64, Rows)> = Vec::new();
            for (reading, packed) in readings.iter().zip(&packed) {
                match writer.add(reading, packed, &mut changed)? {
                    Some(row) => words.push(row),
                    None => added.known += 1,
                }
            }
            added.new = words.len();
            words.sort_by_key(|(report, _)| *report);
            for (report, rows) in &words {
                writer.file(*report, rows)?;
            }
            settle::settle(&mut writer, changed)?;
            step.commit()?;
            Ok(added)
        };
        let done = add();
        if done.is_err() {
            // Their rows went with the transaction.
            self.actors.clear();
        }
        done.map_err(|fault| Error::of(&self.path, fault))
    }

    /// Takes out what was added from a path; whether anything was.
    ///
    /// # Errors
    /// As for [`Archive::add`].
    pub fn remove(&mut self, path: &str) -> Result<bool, Error> {
        let mut remove = || -> rusqlite::Result<bool> {
            let step = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut writer = Writer { step: &step, actors: &mut self.actors };
            let reports = writer.list("select report from origin where path = $1", [path])?;
            step.execute("delete from origin where path = $1", [path])?;
            let mut changed = BTreeSet::new();
            for &report in &reports {
                let others = writer.list("select 1 from origin where report = $1", [report])?;
                if others.is_empty() {
                    writer.remove(report, &mut changed)?;
                }
            }
            settle::settle(&mut writer, changed)?;
            step.commit()?;
            Ok(!reports.is_empty())
        };
        remove().map_err(|fault| Error::of(&self.path, fault))
    }

    /// Notes that a file could not be read; [`Archive::add`] of a report from the same path takes
    /// the note away.
    ///
    /// # Errors
    /// As for [`Archive::add`].
    pub fn refuse(&mut self, path: &str, reason: &str) -> Result<(), Error> {
        let sql = "insert into refusal (path, reason) values ($1, $2) on conflict (path) do update set reason = excluded.reason";
        let done = self.db.execute(sql, [path, reason]);
        done.map(|_| ()).map_err(|fault| Error::of(&self.path, fault))
    }
}

/// The first and last day as they are kept.
pub fn days(range: Option<[Date; 2]>) -> [String; 2] {
    range.map_or_else(Default::default, |range| range.map(|day| day.to_string()))
}

/// Writes within one transaction.
pub struct Writer<'w, 'c> {
    pub step: &'w Transaction<'c>,
    actors: &'w mut FxHashMap<String, i64>,
}

/// A report's row, key and day among the likely copies of another.
struct Copy {
    key: String,
    story: String,
    sketch: Option<Sketch>,
    published: Option<Date>,
}

impl Writer<'_, '_> {
    /// The first column of a query's rows.
    pub fn list(&self, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<Vec<i64>> {
        self.step.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect()
    }

    pub fn run(&self, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<usize> {
        self.step.prepare_cached(sql)?.execute(values)
    }

    /// Adds a report unless it is there, and gives its number and what is to be filed; the accounts to
    /// settle go into `changed`.
    fn add(
        &mut self,
        reading: &Reading,
        packed: &[u8],
        changed: &mut BTreeSet<(i64, i64)>,
    ) -> rusqlite::Result<Option<(i64, Rows)>> {
        let key = rows::key(reading);
        self.run("delete from refusal where path = $1", [&reading.source])?;
        let origin = "insert into origin (path, report) values ($1, $2) on conflict do nothing";
        if let Some(report) = self.list("select id from report where key = $1", [&key])?.first() {
            self.run(origin, params![reading.source, report])?;
            return Ok(None);
        }
        let mut report = rows::number(reading, &key);
        while !self.list("select id from report where id = $1", [report])?.is_empty() {
            report += 1;
        }
        let sketch = Sketch::of(&reading.text);
        let published = reading.published.map(|day| day.to_string());
        let sql = "insert into report (id, key, outlet, agency, title, published, story, sketch)
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let Reading { outlet, agency, title, .. } = reading;
        self.run(
            sql,
            params![report, key, outlet, agency, title, published, key, sketch.to_bytes()],
        )?;
        self.run("insert into reading (report, packed) values ($1, $2)", params![report, packed])?;
        self.run(origin, params![reading.source, report])?;
        for (n, account) in Account::all(reading, &key).iter().enumerate() {
            let facts = serde_json::to_string(account).unwrap_or_default();
            let [first, last] = days(account.range);
            let sql = "insert into account (report, n, block, first, last, component, facts)
                values ($1, $2, $3, $4, $5, 0, $6)";
            self.run(sql, params![report, n as i64, account.block(), first, last, facts])?;
            changed.insert((report, n as i64));
        }
        self.tell_copies(report, &key, &sketch, reading.published, changed)?;
        Ok(Some((report, Rows::of(reading))))
    }

    /// Files what a report says under who and what.
    fn file(&mut self, report: i64, rows: &Rows) -> rusqlite::Result<()> {
        let sql = "insert into said (rowid, words, issues) values ($1, $2, $3)";
        self.run(sql, params![report, rows.words, rows.issues])?;
        for who in &rows.speakers {
            let actor = self.actor(who)?;
            self.run("insert into speaker (actor, report) values ($1, $2)", [actor, report])?;
        }
        for (who, n) in &rows.positions {
            let actor = self.actor(who)?;
            let sql = "insert into position (actor, report, n) values ($1, $2, $3)";
            self.run(sql, [actor, report, *n as i64])?;
        }
        for (n, state) in rows.commitments.iter().enumerate() {
            let sql = "insert into commitment (report, n, state) values ($1, $2, $3)";
            self.run(sql, params![report, n as i64, state])?;
        }
        for n in 0..rows.claims {
            self.run("insert into claim (report, n) values ($1, $2)", [report, n as i64])?;
        }
        for (n, (kind, day)) in rows.events.iter().enumerate() {
            let sql = "insert into event (report, n, type, day) values ($1, $2, $3, $4)";
            self.run(sql, params![report, n as i64, kind, day])?;
        }
        for (who, n, role) in &rows.sides {
            let actor = self.actor(who)?;
            let sql = "insert into side (actor, role, report, n) values ($1, $2, $3, $4) on conflict do nothing";
            self.run(sql, params![actor, role, report, *n as i64])?;
            if let Some(state) = who.state() {
                let state = self.actor(&state)?;
                self.run(sql, params![state, role, report, *n as i64])?;
            }
        }
        Ok(())
    }

    /// Takes a report out with all that rests on it alone.
    fn remove(&mut self, report: i64, changed: &mut BTreeSet<(i64, i64)>) -> rusqlite::Result<()> {
        let (packed, story): (Vec<u8>, String) = self.step.query_row(
            "select w.packed, r.story from report r join reading w on w.report = r.id where r.id = $1",
            [report],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let components =
            self.list("select distinct component from account where report = $1", [report])?;
        for component in components {
            let mut beside = self.step.prepare_cached(
                "select report, n from account where component = $1 and report <> $2",
            )?;
            let beside =
                beside.query_map([component, report], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for place in beside {
                changed.insert(place?);
            }
            settle::forget(self, component)?;
        }
        if let Some(reading) = rows::unpack(&packed) {
            let rows = Rows::of(&reading);
            for who in rows.speakers.iter().chain(rows.positions.iter().map(|(who, _)| who)) {
                let actor = self.actor(who)?;
                self.run("delete from speaker where actor = $1 and report = $2", [actor, report])?;
                self.run("delete from position where actor = $1 and report = $2", [actor, report])?;
            }
            for (who, _, role) in &rows.sides {
                for who in who.state().iter().chain([who]) {
                    let actor = self.actor(who)?;
                    let sql = "delete from side where actor = $1 and role = $2 and report = $3";
                    self.run(sql, params![actor, role, report])?;
                }
            }
            for band in Sketch::of(&reading.text).bands() {
                self.run(
                    "delete from band where band = $1 and report = $2",
                    params![band, report],
                )?;
            }
        }
        self.run("delete from said where rowid = $1", [report])?;
        for table in ["account", "commitment", "claim", "event", "reading"] {
            self.run(&format!("delete from {table} where report = $1"), [report])?;
        }
        self.run("delete from report where id = $1", [report])?;
        self.tell_stories_anew(&story, changed)
    }

    /// The row of an actor.
    pub fn actor(&mut self, who: &Who) -> rusqlite::Result<i64> {
        if let Some(&row) = self.actors.get(&who.id) {
            return Ok(row);
        }
        let known = self.list("select id from actor where key = $1", [&who.id])?;
        let row = match known.first() {
            Some(&row) => row,
            None => {
                let sql = "insert into actor (key, name, kind, country) values ($1, $2, $3, $4)";
                self.run(sql, params![who.id, who.name, who.kind, who.country])?;
                let row = self.step.last_insert_rowid();
                for word in folded(&who.name).split(' ') {
                    self.run(
                        "insert into name (word, actor) values ($1, $2) on conflict do nothing",
                        params![word, row],
                    )?;
                }
                row
            }
        };
        self.actors.insert(who.id.clone(), row);
        Ok(row)
    }

    /// Finds the copies of a new report; what they carry becomes one story.
    fn tell_copies(
        &mut self,
        report: i64,
        key: &str,
        sketch: &Sketch,
        published: Option<Date>,
        changed: &mut BTreeSet<(i64, i64)>,
    ) -> rusqlite::Result<()> {
        let mut likely = BTreeSet::new();
        for band in sketch.bands() {
            likely.extend(self.list("select report from band where band = $1", [band])?);
            self.run(
                "insert into band (band, report) values ($1, $2) on conflict do nothing",
                params![band, report],
            )?;
        }
        let mut stories = BTreeSet::from([key.to_string()]);
        for other in likely {
            let copy = self.copy(other)?;
            if copy.carries(sketch, published) {
                stories.insert(copy.story);
            }
        }
        let least = stories.first().cloned().unwrap_or_default();
        for story in &stories {
            if *story != least {
                self.rename_story(story, &least, changed)?;
            } else if stories.len() > 1 {
                self.touch_story(story, changed)?;
            }
        }
        Ok(())
    }

    fn copy(&self, report: i64) -> rusqlite::Result<Copy> {
        let sql = "select key, story, sketch, published from report where id = $1";
        self.step.prepare_cached(sql)?.query_row([report], |row| {
            Ok(Copy {
                key: row.get(0)?,
                story: row.get(1)?,
                sketch: Sketch::from_bytes(&row.get::<_, Vec<u8>>(2)?),
                published: row.get::<_, Option<String>>(3)?.and_then(|day| day.parse().ok()),
            })
        })
    }

    /// Sorts the reports that carried one story into stories again, after one went.
    fn tell_stories_anew(
        &mut self,
        story: &str,
        changed: &mut BTreeSet<(i64, i64)>,
    ) -> rusqlite::Result<()> {
        let reports = self.list("select id from report where story = $1 order by key", [story])?;
        if reports.is_empty() {
            return Ok(());
        }
        self.touch_story(story, changed)?;
        let copies: Vec<Copy> =
            reports.iter().map(|&report| self.copy(report)).collect::<Result<_, _>>()?;
        let bands = |copy: &Copy| copy.sketch.as_ref().map(Sketch::bands);
        let mut left: Vec<usize> = (0..copies.len()).collect();
        while !left.is_empty() {
            // The first left has the least key: the story is named by it.
            let mut whole = vec![left.remove(0)];
            let mut at = 0;
            while at < whole.len() {
                let one = &copies[whole[at]];
                let carries = |other: &usize| {
                    let (Some(sketch), Some(own), Some(theirs)) =
                        (&one.sketch, bands(one), bands(&copies[*other]))
                    else {
                        return false;
                    };
                    copies[*other].carries(sketch, one.published)
                        && own.iter().any(|band| theirs.contains(band))
                };
                let (with, without): (Vec<usize>, Vec<usize>) =
                    left.iter().partition(|&other| carries(other));
                whole.extend(with);
                left = without;
                at += 1;
            }
            let least = &copies[whole[0]].key;
            for &index in &whole {
                self.run(
                    "update report set story = $1 where id = $2",
                    params![least, reports[index]],
                )?;
            }
        }
        Ok(())
    }

    fn rename_story(
        &mut self,
        story: &str,
        name: &str,
        changed: &mut BTreeSet<(i64, i64)>,
    ) -> rusqlite::Result<()> {
        self.touch_story(story, changed)?;
        self.run("update report set story = $1 where story = $2", [name, story])?;
        Ok(())
    }

    /// Every account of a story is to be settled again.
    fn touch_story(&self, story: &str, changed: &mut BTreeSet<(i64, i64)>) -> rusqlite::Result<()> {
        let sql = "select a.report, a.n from report r join account a on a.report = r.id where r.story = $1";
        let mut statement = self.step.prepare_cached(sql)?;
        for place in statement.query_map([story], |row| Ok((row.get(0)?, row.get(1)?)))? {
            changed.insert(place?);
        }
        Ok(())
    }
}

impl Copy {
    /// Whether it is a copy of a report with that sketch and day.
    fn carries(&self, sketch: &Sketch, published: Option<Date>) -> bool {
        let near = match (self.published, published) {
            (Some(one), Some(other)) => {
                one.until(other).is_ok_and(|span| i64::from(span.get_days().abs()) <= DAYS)
            }
            _ => true,
        };
        near && self.sketch.as_ref().is_some_and(|own| own.is_copy(sketch))
    }
}
