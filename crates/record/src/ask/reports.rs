//! What the record holds.

use crate::archive::Archive;
use crate::error::Error;
use serde::Serialize;

/// A report of the record.
#[derive(Clone, Debug, Serialize)]
pub struct ReportAnswer {
    /// Its key.
    pub report: String,
    /// The path that it was added from, the first of several.
    pub path: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency.
    pub agency: Option<String>,
    /// When.
    pub published: Option<String>,
    /// The story that it carries: the least key among its copies.
    pub story: String,
}

/// The record in numbers.
#[derive(Clone, Debug, Serialize)]
pub struct StatusAnswer {
    /// Reports.
    pub reports: usize,
    /// Stories: copies are one.
    pub stories: usize,
    /// Reports of no known day.
    pub undated: usize,
    /// The first and the last day of publication.
    pub days: [Option<String>; 2],
    /// The day from which on the record is said to be whole.
    pub whole_since: Option<String>,
    /// Outlets and agencies, with how many reports.
    pub outlets: Vec<(String, usize)>,
    /// Contacts.
    pub contacts: usize,
    /// Those held.
    pub held: usize,
    /// Events as told, copies included.
    pub events: usize,
    /// Positions.
    pub positions: usize,
    /// Commitments.
    pub commitments: usize,
    /// Claims.
    pub claims: usize,
    /// Files that could not be read, and why.
    pub refused: Vec<(String, String)>,
}

impl Archive {
    /// The reports, by day and key.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn reports(&self, limit: Option<usize>) -> Result<Vec<ReportAnswer>, Error> {
        let limit = limit.map_or(-1, |limit| limit as i64);
        let sql = "select r.key, (select min(path) from origin o where o.report = r.id), r.title, r.outlet, r.agency, r.published, r.story
            from report r order by r.id desc limit $1";
        let mut all = self.ask(sql, [limit], |row| {
            Ok(ReportAnswer {
                report: row.get(0)?,
                path: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                title: row.get(2)?,
                outlet: row.get(3)?,
                agency: row.get(4)?,
                published: row.get(5)?,
                story: row.get(6)?,
            })
        })?;
        all.reverse();
        Ok(all)
    }

    /// The record in numbers.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn status(&self) -> Result<StatusAnswer, Error> {
        let number = |sql: &str| -> Result<usize, Error> {
            Ok(self
                .ask(sql, [], |row| row.get::<_, i64>(0))?
                .first()
                .map_or(0, |&number| number as usize))
        };
        let days = self.ask("select min(published), max(published) from report", [], |row| {
            Ok([row.get(0)?, row.get(1)?])
        })?;
        let outlets = "select coalesce(outlet, agency) as name, count(*) from report where name is not null group by name order by count(*) desc, name";
        let refused = "select path, reason from refusal order by path";
        Ok(StatusAnswer {
            reports: number("select count(*) from report")?,
            stories: number("select count(distinct story) from report")?,
            undated: number("select count(*) from report where published is null")?,
            days: days.into_iter().next().unwrap_or_default(),
            whole_since: self.whole_since()?.map(|day| day.to_string()),
            outlets: self
                .ask(outlets, [], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?,
            contacts: number("select count(*) from contact")?,
            held: number("select count(*) from contact where status = 'held'")?,
            events: number("select count(*) from event")?,
            positions: number("select count(*) from position")?,
            commitments: number("select count(*) from commitment")?,
            claims: number("select count(*) from claim")?,
            refused: self.ask(refused, [], |row| Ok((row.get(0)?, row.get(1)?)))?,
        })
    }
}
