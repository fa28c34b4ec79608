//! Who was in touch with whom.

use super::{Citation, Shelf};
use crate::archive::Archive;
use crate::entry::Entry;
use crate::error::Error;
use crate::who::Who;
use chancery_reading::{DateBasis, Medium, Precision, Status};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeSet;

/// Which contacts are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In which each took part: rows of actors.
    pub with: Vec<i64>,
    /// Not before this day.
    pub since: Option<Date>,
    /// Not after this day.
    pub until: Option<Date>,
    /// Of this medium.
    pub medium: Option<Medium>,
    /// Of this status.
    pub status: Option<Status>,
    /// No more than so many: the latest.
    pub limit: Option<usize>,
}

/// Who takes part, as an answer names them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Party {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// A contact of the record with all accounts of it.
#[derive(Clone, Debug, Serialize)]
pub struct ContactAnswer {
    /// Its name in the record.
    pub id: String,
    /// How.
    pub medium: Medium,
    /// Who.
    pub participants: Vec<Party>,
    /// When.
    pub date: Option<String>,
    /// How exactly that is known.
    pub date_precision: Option<Precision>,
    /// What it rests on.
    pub date_basis: Option<DateBasis>,
    /// Whether it took place.
    pub status: Status,
    /// Whether an account says that it did not.
    pub denied: bool,
    /// Whether it stands for several.
    pub several: bool,
    /// How long, by the first account that says so.
    pub duration: Option<String>,
    /// Where, by the first account that says so.
    pub place: Option<String>,
    /// Who asked for it, by the first account that says so.
    pub initiator: Option<String>,
    /// What about, by all accounts.
    pub topics: Vec<String>,
    /// What each report says.
    pub accounts: Vec<AccountAnswer>,
    /// Reports that carry a story told by another report already.
    pub carriers: usize,
}

/// One report's account.
#[derive(Clone, Debug, Serialize)]
pub struct AccountAnswer {
    /// The report and its words.
    #[serde(flatten)]
    pub citation: Citation,
    /// The story that it carries; copies have one.
    pub story: String,
    /// Who says so, by the report.
    pub source: Option<String>,
    /// How.
    pub medium: Medium,
    /// Whether it took place.
    pub status: Status,
    /// When.
    pub date: Option<String>,
    /// How exactly that is known.
    pub date_precision: Option<Precision>,
    /// What it rests on.
    pub date_basis: Option<DateBasis>,
    /// How long: ISO 8601.
    pub duration: Option<String>,
    /// Its bound: LESS_THAN for "almost an hour".
    pub duration_mod: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Who asked for it.
    pub initiator: Option<String>,
    /// What about.
    pub topics: Vec<String>,
    /// How it went.
    pub described: Vec<String>,
}

impl From<&Who> for Party {
    fn from(who: &Who) -> Self {
        Party { id: who.id.clone(), name: who.name.clone(), country: who.country.clone() }
    }
}

impl Archive {
    /// The contacts that a filter lets through, by day and id.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn contacts(&self, filter: &Filter) -> Result<Vec<Entry>, Error> {
        let mut wheres = vec!["1 = 1".to_string()];
        let mut values: Vec<String> = Vec::new();
        let mut value = |value: String| {
            values.push(value);
            format!("${}", values.len())
        };
        // By the contacts of whoever has the fewest; the others are looked up for those alone.
        let mut with: Vec<i64> = filter.with.clone();
        let mut contacts_of = FxHashMap::default();
        if with.len() > 1 {
            for &actor in &with {
                contacts_of.insert(actor, self.count_of(actor)?);
            }
        }
        with.sort_by_key(|actor| contacts_of.get(actor).copied().unwrap_or(0));
        let (from, day) = match with.split_first() {
            None => ("contact c".to_string(), "c.first"),
            Some((first, others)) => {
                wheres.push(format!("p.actor = cast({} as integer)", value(first.to_string())));
                for other in others {
                    let other = value(other.to_string());
                    wheres.push(format!(
                        "exists (select 1 from party o where o.actor = cast({other} as integer) and o.first = p.first and o.contact = p.contact)"
                    ));
                }
                ("party p cross join contact c on c.id = p.contact".to_string(), "p.first")
            }
        };
        if let Some(since) = filter.since {
            // Who knows a day, a month or a year may begin a year before.
            let early = since.saturating_sub(jiff::Span::new().days(366));
            wheres.push(format!("{day} >= {}", value(early.to_string())));
            wheres.push(format!("c.last >= {}", value(since.to_string())));
        }
        if let Some(until) = filter.until {
            wheres.push(format!("{day} <= {} and {day} <> ''", value(until.to_string())));
        }
        let word = |value: serde_json::Result<serde_json::Value>| {
            value.ok().and_then(|value| value.as_str().map(str::to_string)).unwrap_or_default()
        };
        if let Some(medium) = filter.medium {
            wheres.push(format!("c.medium = {}", value(word(serde_json::to_value(medium)))));
        }
        if let Some(status) = filter.status {
            wheres.push(format!("c.status = {}", value(word(serde_json::to_value(status)))));
        }
        let limit = filter.limit.map_or(-1, |limit| limit as i64);
        let sql = format!(
            "select c.accounts from {from} where {} order by {day} desc, c.id desc limit {limit}",
            wheres.join(" and ")
        );
        let mut entries = self.entries(&sql, rusqlite::params_from_iter(&values))?;
        entries.sort_by(|a, b| (a.range, &a.id).cmp(&(b.range, &b.id)));
        Ok(entries)
    }

    /// In how many contacts somebody took part.
    pub(crate) fn count_of(&self, actor: i64) -> Result<i64, Error> {
        let sql = "select count(*) from party where actor = $1";
        Ok(self.ask(sql, [actor], |row| row.get(0))?.first().copied().unwrap_or(0))
    }

    /// The contacts whose ids begin with what is typed: one, where it is a whole id.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn contact(&self, id: &str) -> Result<Vec<Entry>, Error> {
        let exact = self.entries("select accounts from contact where name = $1", [id])?;
        if !exact.is_empty() {
            return Ok(exact);
        }
        let end = format!("{id}\u{10ffff}");
        self.entries(
            "select accounts from contact where name >= $1 and name < $2 order by name limit 20",
            [id, &end],
        )
    }

    /// Contacts with what their reports say.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn tell(&self, entries: &[Entry]) -> Result<Vec<ContactAnswer>, Error> {
        let mut shelf = Shelf::new(self);
        entries.iter().map(|entry| tell(&mut shelf, entry)).collect()
    }
}

fn tell(shelf: &mut Shelf, entry: &Entry) -> Result<ContactAnswer, Error> {
    let mut accounts = Vec::new();
    for account in &entry.accounts {
        let row = shelf.archive.ask(
            "select id from report where key = $1",
            [&account.report],
            |row| row.get(0),
        )?;
        let Some(&row) = row.first() else { continue };
        let taken = shelf.report(row)?;
        let Some(contact) = taken.reading.contacts.get(account.index) else { continue };
        accounts.push(AccountAnswer {
            citation: taken.cite(&contact.evidence),
            story: taken.story.clone(),
            source: taken.name(contact.reported_by.as_ref()),
            medium: contact.medium,
            status: contact.status,
            date: contact.date.clone(),
            date_precision: contact.date_precision,
            date_basis: contact.date_basis,
            duration: contact.duration.clone(),
            duration_mod: contact.duration_mod.clone(),
            place: contact.place.clone(),
            initiator: taken.name(contact.initiator.as_ref()),
            topics: contact.topics.clone(),
            described: contact.described.clone(),
        });
    }
    let first = |of: fn(&AccountAnswer) -> &Option<String>| {
        accounts.iter().find_map(|account| of(account).clone())
    };
    let mut known = BTreeSet::new();
    let topics = accounts
        .iter()
        .flat_map(|account| &account.topics)
        .filter(|topic| known.insert(topic.to_lowercase()))
        .cloned()
        .collect();
    let reports: BTreeSet<&str> =
        entry.accounts.iter().map(|account| account.report.as_str()).collect();
    Ok(ContactAnswer {
        id: entry.id.clone(),
        medium: entry.medium,
        participants: entry.participants.iter().map(Party::from).collect(),
        date: entry.date.clone(),
        date_precision: entry.precision,
        date_basis: entry.basis,
        status: entry.status,
        denied: entry.denied,
        several: entry.several,
        duration: first(|account| &account.duration),
        place: first(|account| &account.place),
        initiator: first(|account| &account.initiator),
        topics,
        carriers: reports.len() - entry.stories.len(),
        accounts,
    })
}
