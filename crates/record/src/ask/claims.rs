//! Claims of a report, and of all reports, against the record.

use super::{Citation, Shelf, Taken};
use crate::account::Account;
use crate::archive::Archive;
use crate::check::{self, Check, Doubt, Evidence, Verdict, Way};
use crate::entry::Entry;
use crate::error::Error;
use crate::merge;
use crate::who::{Who, folded};
use chancery_reading::{Claim, Reading};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A claim with the verdict of the record.
#[derive(Clone, Debug, Serialize)]
pub struct CheckAnswer {
    /// The claim, as the report's reading has it.
    pub claim: Claim,
    /// Its words.
    pub text: String,
    /// What the record makes of it.
    pub verdict: Verdict,
    /// Why, in words.
    pub why: String,
    /// What was counted: the media.
    pub unit: check::Unit,
    /// When: first and last day.
    pub window: Days,
    /// The ids of the contacts counted.
    pub counted: Vec<String>,
    /// Those left out.
    pub left_out: Vec<LeftOut>,
    /// Every way to count that gives another number.
    pub ways: Vec<WayAnswer>,
    /// The report that makes it.
    pub citation: Citation,
    /// The check itself.
    #[serde(skip)]
    pub check: Check,
}

/// The window that was used.
#[derive(Clone, Debug, Serialize)]
pub struct Days {
    /// Its first day; none where it is open.
    pub first: Option<Date>,
    /// The first day where the words are taken loosely.
    pub loose: Option<Date>,
    /// Its last day.
    pub last: Option<Date>,
    /// How it was taken from the words.
    pub why: String,
}

/// A contact that was not counted.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOut {
    /// Its id.
    pub id: String,
    /// Why not.
    pub why: Doubt,
}

/// A way to count.
#[derive(Clone, Debug, Serialize)]
pub struct WayAnswer {
    /// The doubtful contacts that count.
    pub with: Vec<Doubt>,
    /// How many there are.
    pub count: usize,
}

impl Archive {
    /// Checks every claim of a report against the record and the report itself, which need not be
    /// in it.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn check(&self, reading: &Reading) -> Result<Vec<CheckAnswer>, Error> {
        let key = crate::archive::key(reading);
        let taken = Taken {
            key: key.clone(),
            path: reading.source.clone(),
            story: key,
            reading: reading.clone(),
        };
        (0..reading.claims.len()).map(|n| self.check_one(&taken, n)).collect()
    }

    /// Checks the claims of all reports, the latest reports first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn claims(&self, limit: Option<usize>) -> Result<Vec<CheckAnswer>, Error> {
        let limit = limit.map_or(-1, |limit| limit as i64);
        let sql = "select report, n from claim order by report desc, n limit $1";
        let places =
            self.ask(sql, [limit], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        let mut shelf = Shelf::new(self);
        let mut answers = Vec::new();
        for (report, n) in places {
            answers.push(self.check_one(&*shelf.report(report)?, n as usize)?);
        }
        answers.sort_by(|a, b| {
            (&b.citation.published, &a.citation.report)
                .cmp(&(&a.citation.published, &b.citation.report))
        });
        Ok(answers)
    }

    fn check_one(&self, taken: &Taken, n: usize) -> Result<CheckAnswer, Error> {
        let reading = &taken.reading;
        let claim = &reading.claims[n];
        let actor = |id: &String| reading.actors.iter().find(|actor| actor.id == *id);
        let participants: Vec<Who> =
            claim.participants.iter().filter_map(actor).map(Who::of).collect();
        let contacts = self.with_report(&participants, reading, &taken.key)?;
        let own = claim.contact.and_then(|index| {
            let tells = |account: &Account| account.report == taken.key && account.index == index;
            contacts.iter().find(|entry| entry.accounts.iter().any(tells))
        });
        let evidence = Evidence {
            participants,
            contacts: &contacts,
            own: own.map(|entry| entry.id.as_str()),
            published: reading.published,
            whole_since: self.whole_since()?,
        };
        let check = check::check(claim, &evidence);
        let way = |way: &Way| WayAnswer { with: way.with.clone(), count: way.count };
        Ok(CheckAnswer {
            claim: claim.clone(),
            text: claim.text.clone(),
            verdict: check.verdict,
            why: check.why.clone(),
            unit: check.unit.clone(),
            window: Days {
                first: check.days.first,
                loose: check.days.loose,
                last: check.days.last,
                why: check.days.why.clone(),
            },
            counted: check.counted.iter().map(|entry| entry.id.clone()).collect(),
            left_out: check
                .left_out
                .iter()
                .map(|(entry, why)| LeftOut { id: entry.id.clone(), why: *why })
                .collect(),
            ways: check.ways.iter().map(way).collect(),
            citation: taken.cite(&claim.evidence),
            check,
        })
    }

    /// The contacts in which all took part, as they are when a report is added.
    fn with_report(
        &self,
        participants: &[Who],
        reading: &Reading,
        key: &str,
    ) -> Result<Vec<Entry>, Error> {
        let takes_part = |entry: &Entry| {
            participants
                .iter()
                .all(|who| entry.participants.iter().any(|other| is_or_acts_for(other, who)))
        };
        let mut kept: BTreeMap<String, Entry> = BTreeMap::new();
        // Whoever takes part under several names is looked up by each.
        let mut lists: Vec<Vec<i64>> = vec![vec![]];
        for who in participants {
            let rows = self.rows_of(who)?;
            let longer = |list: &Vec<i64>| {
                rows.iter().map(|&row| [list.as_slice(), &[row]].concat()).collect::<Vec<_>>()
            };
            lists = lists.iter().flat_map(longer).collect();
        }
        for with in lists.into_iter().filter(|with| !with.is_empty()) {
            let found = self.contacts(&super::Filter { with, ..Default::default() })?;
            kept.extend(found.into_iter().map(|entry| (entry.id.clone(), entry)));
        }
        let mut accounts: Vec<Account> =
            kept.into_values().flat_map(|entry| entry.accounts).collect();
        let known: BTreeSet<(String, usize)> =
            accounts.iter().map(|one| (one.report.clone(), one.index)).collect();
        let own = Account::all(reading, key).into_iter();
        accounts.extend(own.filter(|one| !known.contains(&(one.report.clone(), one.index))));
        let groups = merge::contacts(&accounts);
        let entries = groups
            .into_iter()
            .map(|group| Entry::of(group.into_iter().map(|i| accounts[i].clone()).collect()));
        Ok(entries.filter(takes_part).collect())
    }

    /// The rows of actors who are somebody, or act for a state.
    fn rows_of(&self, who: &Who) -> Result<Vec<i64>, Error> {
        let row = |row: &rusqlite::Row| row.get::<_, i64>(0);
        match (&who.country, who.is_person()) {
            (Some(country), false) => {
                self.ask("select id from actor where key = $1", [country], row)
            }
            (_, false) => self.ask("select id from actor where key = $1", [&who.id], row),
            (_, true) => {
                let name = folded(&who.name);
                let last = name.rsplit(' ').next().unwrap_or_default();
                let sql = "select a.id, a.key, a.name, a.kind, a.country from name n join actor a on a.id = n.actor where n.word = $1";
                let named = self.ask(sql, [last], |row| {
                    Ok((
                        row.get::<_, i64>(0)?,
                        Who {
                            id: row.get(1)?,
                            name: row.get(2)?,
                            kind: row.get(3)?,
                            country: row.get(4)?,
                        },
                    ))
                })?;
                Ok(named
                    .into_iter()
                    .filter(|(_, other)| other.is(who))
                    .map(|(row, _)| row)
                    .collect())
            }
        }
    }

    /// The first day from which on the record is known to be whole, where somebody said so.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn whole_since(&self) -> Result<Option<Date>, Error> {
        let sql = "select value from setting where name = 'whole since'";
        let value = self.ask(sql, [], |row| row.get::<_, String>(0))?;
        Ok(value.first().and_then(|day| day.parse().ok()))
    }

    /// Says from which day on the record is whole: a window that begins before is never full.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub fn set_whole_since(&mut self, day: Date) -> Result<(), Error> {
        self.set("whole since", &day.to_string())
    }
}

fn is_or_acts_for(one: &Who, who: &Who) -> bool {
    one.is(who) || (!who.is_person() && who.country.is_some() && one.country == who.country)
}
