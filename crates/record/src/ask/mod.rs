//! Questions to the record. Every answer cites: report, outlet, day, words.

mod claims;
mod contacts;
mod events;
mod name;
mod reports;
mod sayings;

pub use claims::CheckAnswer;
pub use contacts::{AccountAnswer, ContactAnswer, Filter, Party};
pub use events::{EventAnswer, EventFilter};
pub use name::{Choice, Named};
pub use reports::{ReportAnswer, StatusAnswer};
pub use sayings::{CommitmentAnswer, PositionAnswer, StatementAnswer};

use crate::archive::Archive;
use crate::error::Error;
use chancery_reading::{CodePoints, Reading, Span};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::rc::Rc;

/// Where an answer comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Citation {
    /// The key of the report.
    pub report: String,
    /// The path that it was added from, the first of several.
    pub path: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// The words.
    pub text: String,
    /// Where they stand, in code points of the report's text.
    pub evidence: Vec<[usize; 2]>,
}

/// A report taken up to answer.
pub(crate) struct Taken {
    pub key: String,
    pub path: String,
    pub story: String,
    pub reading: Reading,
}

/// Reports taken up so far.
pub(crate) struct Shelf<'a> {
    pub archive: &'a Archive,
    taken: FxHashMap<i64, Rc<Taken>>,
}

impl<'a> Shelf<'a> {
    pub fn new(archive: &'a Archive) -> Self {
        Shelf { archive, taken: FxHashMap::default() }
    }

    pub fn report(&mut self, row: i64) -> Result<Rc<Taken>, Error> {
        if let Some(taken) = self.taken.get(&row) {
            return Ok(taken.clone());
        }
        let reading = self.archive.reading(row)?;
        let sql = "select r.key, r.story, coalesce(min(o.path), '') from report r left join origin o on o.report = r.id where r.id = $1 group by r.id";
        let mut found =
            self.archive.ask(sql, [row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let (key, story, path) = found.pop().unwrap_or_default();
        let taken = Rc::new(Taken { key, path, story, reading });
        self.taken.insert(row, taken.clone());
        Ok(taken)
    }
}

impl Taken {
    /// The citation of spans of the report.
    pub fn cite(&self, spans: &[Span]) -> Citation {
        let points = CodePoints::new(&self.reading.text);
        let text: Vec<&str> = spans.iter().map(|span| span.of(&self.reading.text)).collect();
        let evidence = spans.iter().map(|span| points.span(&self.reading.text, *span));
        Citation {
            report: self.key.clone(),
            path: self.path.clone(),
            outlet: self.reading.outlet.clone().or_else(|| self.reading.agency.clone()),
            published: self.reading.published.map(|day| day.to_string()),
            text: text.join(" … ").split_whitespace().collect::<Vec<_>>().join(" "),
            evidence: evidence.map(|span| [span.start, span.end]).collect(),
        }
    }

    /// An actor of the report, as answers name it.
    pub fn party(&self, id: &str) -> Option<Party> {
        let actor = self.reading.actors.iter().find(|actor| actor.id == id)?;
        Some(Party::from(&crate::Who::of(actor)))
    }

    /// The name of an actor of the report.
    pub fn name(&self, id: Option<&String>) -> Option<String> {
        let actor = self.reading.actors.iter().find(|actor| Some(&actor.id) == id)?;
        Some(crate::Who::of(actor).name)
    }
}
