//! Political events.

use super::{Citation, Party, Shelf};
use crate::archive::Archive;
use crate::error::Error;
use crate::who::Who;
use chancery_reading::EventStatus;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Which events are asked for.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Of this type: "CONSULT".
    pub kind: Option<String>,
    /// Done by one of these: rows of actors.
    pub source: Option<Vec<i64>>,
    /// Done to one of these.
    pub target: Option<Vec<i64>>,
    /// Not before this day.
    pub since: Option<Date>,
    /// Not after this day.
    pub until: Option<Date>,
    /// No more than so many: the latest.
    pub limit: Option<usize>,
}

/// One happening with every report of it.
#[derive(Clone, Debug, Serialize)]
pub struct EventAnswer {
    /// The type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The mode.
    pub mode: Option<String>,
    /// The CAMEO code.
    pub cameo: Option<String>,
    /// Whether it took place.
    pub status: EventStatus,
    /// When.
    pub date: Option<String>,
    /// Who did it.
    pub source: Vec<Party>,
    /// To whom.
    pub target: Vec<Party>,
    /// The reports of it.
    pub accounts: Vec<Citation>,
}

impl Archive {
    /// Events by day; those of one day, type, mode and parties are one.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn events(&self, filter: &EventFilter) -> Result<Vec<EventAnswer>, Error> {
        let mut values: Vec<String> = Vec::new();
        let mut value = |value: String| {
            values.push(value);
            format!("${}", values.len())
        };
        let mut wheres = Vec::new();
        let kind = match &filter.kind {
            Some(kind) => format!("e.type = {}", value(kind.to_uppercase())),
            None => "1 = 1".into(),
        };
        wheres.push(kind);
        for (role, rows) in [("source", &filter.source), ("target", &filter.target)] {
            if let Some(rows) = rows {
                let rows = value(serde_json::to_string(rows).unwrap_or_default());
                wheres.push(format!("exists (select 1 from side s where s.actor in (select value from json_each({rows})) and s.day = e.day and s.report = e.report and s.n = e.n and s.role = '{role}')"));
            }
        }
        if let Some(since) = filter.since {
            wheres.push(format!("e.day >= {}", value(since.to_string())));
        }
        if let Some(until) = filter.until {
            wheres.push(format!("e.day <= {}", value(format!("{until}\u{10ffff}"))));
        }
        let one_side = filter.source.as_ref().or(filter.target.as_ref());
        let from = match one_side {
            Some(rows) => {
                let rows = value(serde_json::to_string(rows).unwrap_or_default());
                format!("(select distinct day, report, n from side where actor in (select value from json_each({rows}))) own join event e on e.report = own.report and e.n = own.n and e.day = own.day")
            }
            None => "event e".into(),
        };
        let limit = filter.limit.map_or(-1, |limit| limit as i64);
        let sql = format!("select e.report, e.n from {from} where {} order by e.day desc, e.report, e.n limit {limit}", wheres.join(" and "));
        let places = self.ask(&sql, rusqlite::params_from_iter(&values), |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        let mut shelf = Shelf::new(self);
        let mut happenings: BTreeMap<String, EventAnswer> = BTreeMap::new();
        for (report, n) in places {
            let taken = shelf.report(report)?;
            let Some(event) = taken.reading.events.get(n as usize) else { continue };
            let who = |id: &String| taken.reading.actors.iter().find(|actor| actor.id == *id).map(|actor| Party::from(&Who::of(actor)));
            let side = |parties: &[chancery_reading::Party]| {
                let mut all: Vec<Party> = parties.iter().filter_map(|party| who(party.actor.as_ref()?)).collect();
                all.sort_by(|a, b| a.id.cmp(&b.id));
                all.dedup();
                all
            };
            let (source, target) = (side(&event.source), side(&event.target));
            let ids = |parties: &[Party]| parties.iter().map(|party| party.id.clone()).collect::<Vec<_>>().join("+");
            let date = event.date.clone().or_else(|| taken.reading.published.map(|day| day.to_string()));
            let key = format!("{} {} {:?} {:?} {} {}", date.clone().unwrap_or_default(), event.kind, event.mode, event.status, ids(&source), ids(&target));
            let happening = happenings.entry(key).or_insert_with(|| EventAnswer {
                kind: event.kind.clone(),
                mode: event.mode.clone(),
                cameo: event.cameo.clone(),
                status: event.status,
                date,
                source,
                target,
                accounts: Vec::new(),
            });
            happening.accounts.push(taken.cite(&event.anchor));
        }
        let mut answers: Vec<EventAnswer> = happenings.into_values().collect();
        for answer in &mut answers {
            answer.accounts.sort_by(|a, b| (&a.published, &a.report).cmp(&(&b.published, &b.report)));
        }
        Ok(answers)
    }
}
