//! Political events.

use super::{Citation, Party, Shelf};
use crate::archive::Archive;
use crate::error::Error;
use chancery_reading::EventStatus;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Which events are asked for.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Of this type: "CONSULT".
    pub kind: Option<String>,
    /// Done by this one: the row of an actor.
    pub source: Option<i64>,
    /// Done to this one.
    pub target: Option<i64>,
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
        let mut wheres = vec!["1 = 1".to_string()];
        if let Some(kind) = &filter.kind {
            wheres.push(format!("e.type = {}", value(kind.to_uppercase())));
        }
        // By the events of one side; the other is looked up for those alone.
        let mut sides = [("source", filter.source), ("target", filter.target)]
            .into_iter()
            .filter_map(|(role, row)| Some((role, row?)));
        let from = match sides.next() {
            None => "event e".to_string(),
            Some((role, actor)) => {
                wheres.push(format!(
                    "s.actor = cast({} as integer) and s.role = '{role}'",
                    value(actor.to_string())
                ));
                "side s cross join event e on e.report = s.report and e.n = s.n".to_string()
            }
        };
        if let Some((role, actor)) = sides.next() {
            let actor = value(actor.to_string());
            wheres.push(format!("exists (select 1 from side o where o.actor = cast({actor} as integer) and o.role = '{role}' and o.report = s.report and o.n = s.n)"));
        }
        let order = if from == "event e" { "e" } else { "s" };
        if let Some(since) = filter.since {
            wheres.push(format!("e.day >= {}", value(since.to_string())));
        }
        if let Some(until) = filter.until {
            wheres.push(format!("e.day <= {}", value(format!("{until}\u{10ffff}"))));
        }
        let limit = filter.limit.map_or(-1, |limit| limit as i64);
        let sql = format!(
            "select e.report, e.n from {from} where {} order by {order}.report desc, {order}.n desc limit {limit}",
            wheres.join(" and ")
        );
        let places = self.ask(&sql, rusqlite::params_from_iter(&values), |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })?;
        let mut shelf = Shelf::new(self);
        let mut happenings: BTreeMap<String, EventAnswer> = BTreeMap::new();
        for (report, n) in places {
            let taken = shelf.report(report)?;
            let Some(event) = taken.reading.events.get(n as usize) else { continue };
            let who = |id: &String| taken.party(id);
            let side = |parties: &[chancery_reading::Party]| {
                let mut all: Vec<Party> =
                    parties.iter().filter_map(|party| who(party.actor.as_ref()?)).collect();
                all.sort_by(|a, b| a.id.cmp(&b.id));
                all.dedup();
                all
            };
            let (source, target) = (side(&event.source), side(&event.target));
            let ids = |parties: &[Party]| {
                parties.iter().map(|party| party.id.clone()).collect::<Vec<_>>().join("+")
            };
            let date =
                event.date.clone().or_else(|| taken.reading.published.map(|day| day.to_string()));
            let key = format!(
                "{} {} {:?} {:?} {} {}",
                date.clone().unwrap_or_default(),
                event.kind,
                event.mode,
                event.status,
                ids(&source),
                ids(&target)
            );
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
            answer
                .accounts
                .sort_by(|a, b| (&a.published, &a.report).cmp(&(&b.published, &b.report)));
        }
        Ok(answers)
    }
}
