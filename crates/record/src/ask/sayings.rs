//! Statements, positions and commitments.

use super::{Citation, Party, Shelf};
use crate::archive::Archive;
use crate::error::Error;
use crate::who::Who;
use chancery_reading::{CommitmentState, Stance, StatementKind};
use serde::Serialize;

/// Who said what.
#[derive(Clone, Debug, Serialize)]
pub struct StatementAnswer {
    /// Who.
    pub source: Option<Party>,
    /// Whether in their own words.
    pub kind: StatementKind,
    /// What.
    pub content: String,
    /// To whom.
    pub addressee: Option<String>,
    /// Through whom the reader hears of it.
    pub via: Option<String>,
    /// The report.
    #[serde(flatten)]
    pub citation: Citation,
}

/// Where an actor stands on an issue.
#[derive(Clone, Debug, Serialize)]
pub struct PositionAnswer {
    /// Who.
    pub actor: Party,
    /// How.
    pub stance: Stance,
    /// On what, in the report's words.
    pub issue: String,
    /// The words by which the issue is followed.
    pub key: String,
    /// Towards whom.
    pub towards: Option<String>,
    /// The report.
    #[serde(flatten)]
    pub citation: Citation,
}

/// What parties agreed to do.
#[derive(Clone, Debug, Serialize)]
pub struct CommitmentAnswer {
    /// Who.
    pub parties: Vec<Party>,
    /// What.
    pub what: String,
    /// Through whom or what.
    pub channels: Vec<String>,
    /// By when.
    pub by: Option<String>,
    /// How far it has come.
    pub state: CommitmentState,
    /// The report.
    #[serde(flatten)]
    pub citation: Citation,
}

impl Archive {
    /// Statements by an actor, about words, or both; the latest reports first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn statements(
        &self,
        by: Option<i64>,
        about: Option<&str>,
        limit: Option<usize>,
    ) -> Result<Vec<StatementAnswer>, Error> {
        let limit = limit.unwrap_or(usize::MAX);
        let query = about.map(|about| format!("words : ({})", every_word(about)));
        let rows = |row: &rusqlite::Row| row.get::<_, i64>(0);
        let most = i64::try_from(limit).unwrap_or(-1);
        let reports = match (by, &query) {
            (None, None) => {
                self.ask("select id from report order by id desc limit $1", [most], rows)?
            }
            (Some(by), None) => {
                let sql =
                    "select report from speaker where actor = $1 order by report desc limit $2";
                self.ask(sql, [by, most], rows)?
            }
            (None, Some(query)) => {
                let sql = "select rowid from said where said match $1 order by rowid desc limit $2";
                self.ask(sql, rusqlite::params![query, most], rows)?
            }
            (Some(by), Some(query)) => {
                let sql = "select said.rowid from said where said match $1
                    and exists (select 1 from speaker s where s.actor = $2 and s.report = said.rowid)
                    order by said.rowid desc limit $3";
                self.ask(sql, rusqlite::params![query, by, most], rows)?
            }
        };
        let words: Vec<String> = about
            .map(|about| crate::folded(about).split(' ').map(str::to_string).collect())
            .unwrap_or_default();
        let keys = by.map(|by| self.key_of(by)).transpose()?;
        let mut shelf = Shelf::new(self);
        let mut answers = Vec::new();
        for report in reports {
            let taken = shelf.report(report)?;
            for statement in &taken.reading.statements {
                let source = statement
                    .source
                    .actor
                    .as_ref()
                    .and_then(|id| taken.reading.actors.iter().find(|actor| actor.id == *id))
                    .map(Who::of);
                if keys
                    .as_ref()
                    .is_some_and(|key| !source.as_ref().is_some_and(|who| who.is_or_acts_for(key)))
                {
                    continue;
                }
                let content = taken.cite(&statement.content.spans);
                let said = crate::folded(&content.text);
                if !words.iter().all(|word| said.split(' ').any(|own| own.starts_with(stem(word))))
                {
                    continue;
                }
                let via = statement
                    .via
                    .and_then(|via| taken.reading.statements.get(via)?.source.actor.as_ref());
                answers.push(StatementAnswer {
                    source: source.as_ref().map(Party::from),
                    kind: statement.kind,
                    content: content.text.clone(),
                    addressee: statement
                        .addressee
                        .as_ref()
                        .and_then(|to| taken.name(to.actor.as_ref())),
                    via: taken.name(via),
                    citation: content,
                });
                if answers.len() >= limit {
                    return Ok(answers);
                }
            }
        }
        Ok(answers)
    }

    /// The id of an actor.
    fn key_of(&self, row: i64) -> Result<String, Error> {
        let found = self.ask("select key from actor where id = $1", [row], |row| row.get(0))?;
        Ok(found.into_iter().next().unwrap_or_default())
    }

    /// Positions of an actor, on an issue, or both, as a history: the oldest first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn positions(
        &self,
        of: Option<i64>,
        on: Option<&str>,
        limit: Option<usize>,
    ) -> Result<Vec<PositionAnswer>, Error> {
        let places = |row: &rusqlite::Row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        let query = on.map(|on| format!("issues : ({})", every_word(on)));
        let found = match (of, &query) {
            (Some(of), None) => {
                let sql = "select report, n from position where actor = $1 order by report desc, n";
                self.ask(sql, [of], places)?
            }
            (Some(of), Some(query)) => {
                let sql = "select p.report, p.n from said join position p on p.report = said.rowid
                    where said match $1 and p.actor = $2 order by said.rowid desc, p.n";
                self.ask(sql, rusqlite::params![query, of], places)?
            }
            (None, Some(query)) => {
                let most = limit.map_or(-1, |limit| limit as i64);
                let sql = "select rowid from said where said match $1 order by rowid desc limit $2";
                let reports =
                    self.ask(sql, rusqlite::params![query, most], |row| row.get::<_, i64>(0))?;
                self.all_positions(&reports)?
            }
            (None, None) => {
                let most = limit.map_or(-1, |limit| limit as i64);
                let reports =
                    self.ask("select id from report order by id desc limit $1", [most], |row| {
                        row.get::<_, i64>(0)
                    })?;
                self.all_positions(&reports)?
            }
        };
        let words: Vec<String> = on
            .map(|on| crate::folded(on).split(' ').map(str::to_string).collect())
            .unwrap_or_default();
        let limit = limit.unwrap_or(usize::MAX);
        let mut shelf = Shelf::new(self);
        let mut answers = Vec::new();
        for (report, n) in found {
            let taken = shelf.report(report)?;
            let Some(position) = taken.reading.positions.get(n as usize) else { continue };
            let issue = crate::folded(&position.issue);
            if !words.iter().all(|word| issue.split(' ').any(|own| own.starts_with(stem(word)))) {
                continue;
            }
            let Some(actor) = taken.reading.actors.iter().find(|actor| actor.id == position.actor)
            else {
                continue;
            };
            answers.push(PositionAnswer {
                actor: Party::from(&Who::of(actor)),
                stance: position.stance,
                issue: position.issue.clone(),
                key: position.key.clone(),
                towards: taken.name(position.towards.as_ref()),
                citation: taken.cite(&position.evidence),
            });
            if answers.len() >= limit {
                break;
            }
        }
        answers.reverse();
        Ok(answers)
    }

    /// The places of all positions in reports.
    fn all_positions(&self, reports: &[i64]) -> Result<Vec<(i64, i64)>, Error> {
        let mut all = Vec::new();
        for &report in reports {
            let positions = self.reading(report)?.positions.len() as i64;
            all.extend((0..positions).map(|n| (report, n)));
        }
        Ok(all)
    }

    /// What was agreed, the oldest first; only what is not done, broken or run out, where `open`.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn commitments(
        &self,
        open: bool,
        limit: Option<usize>,
    ) -> Result<Vec<CommitmentAnswer>, Error> {
        let states = if open {
            "('agreed', 'being_implemented')"
        } else {
            "('agreed', 'being_implemented', 'done', 'broken', 'expired')"
        };
        let sql = format!(
            "select report, n from commitment where state in {states} order by report desc, n limit $1"
        );
        let limit = limit.map_or(-1, |limit| limit as i64);
        let found =
            self.ask(&sql, [limit], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        let mut shelf = Shelf::new(self);
        let mut answers = Vec::new();
        for (report, n) in found {
            let taken = shelf.report(report)?;
            let Some(commitment) = taken.reading.commitments.get(n as usize) else { continue };
            let who = |id: &String| taken.party(id);
            answers.push(CommitmentAnswer {
                parties: commitment.parties.iter().filter_map(who).collect(),
                what: commitment.what.clone(),
                channels: commitment.channels.clone(),
                by: commitment.by.clone(),
                state: commitment.state,
                citation: taken.cite(&commitment.evidence),
            });
        }
        answers.reverse();
        Ok(answers)
    }
}

/// A full-text query for every word of what is typed, whatever signs are in it.
fn every_word(about: &str) -> String {
    let words: Vec<String> =
        crate::folded(about).split(' ').map(|word| format!("\"{word}\"")).collect();
    words.join(" ")
}

/// What forms of a word begin with, roughly: the index has stems, and so finds "talks" for "talk".
fn stem(word: &str) -> &str {
    let cut = word
        .strip_suffix("ing")
        .or_else(|| word.strip_suffix("ies"))
        .or_else(|| word.strip_suffix("es"))
        .or_else(|| word.strip_suffix('s'));
    cut.filter(|cut| cut.len() >= 4).unwrap_or(word)
}
