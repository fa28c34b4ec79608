//! A contact of the record: what all accounts of it make together.

use crate::account::{Account, Group, group};
use crate::who::Who;
use chancery_reading::{DateBasis, Medium, Precision, Status};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_64;

/// One contact, with the accounts that tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name in the record: date, medium, participants, and a mark that tells namesakes apart.
    pub id: String,
    /// How: what most stories say, of the more exact words where they say equally much.
    pub medium: Medium,
    /// Who took part, by any account.
    pub participants: Vec<Who>,
    /// When, as exactly as any account says: the day that most stories give.
    pub date: Option<String>,
    /// The first and the last day that it can have been on.
    pub range: Option<[Date; 2]>,
    /// How exactly.
    pub precision: Option<Precision>,
    /// What the date rests on, by the firmest account.
    pub basis: Option<DateBasis>,
    /// Held where any account says so; else what the latest says.
    pub status: Status,
    /// Whether an account says that it did not take place.
    pub denied: bool,
    /// Whether it stands for several: "five rounds of talks".
    pub several: bool,
    /// The stories that tell it: independent voices.
    pub stories: BTreeSet<String>,
    /// The accounts, by day of publication.
    pub accounts: Vec<Account>,
}

impl Entry {
    /// The contact that accounts tell together; there must be one at least.
    pub fn of(mut accounts: Vec<Account>) -> Entry {
        accounts.sort_by(|a, b| {
            (a.published, &a.report, a.index).cmp(&(b.published, &b.report, b.index))
        });
        let participants = together(&accounts);
        let medium = medium(&accounts);
        let when = when(&accounts);
        let stories: BTreeSet<String> = accounts.iter().map(|one| one.story.clone()).collect();
        let status = status(&accounts);
        let several = accounts.iter().all(|one| one.several);
        let mut entry = Entry {
            id: String::new(),
            medium,
            participants,
            date: when.and_then(|one| one.date.clone()),
            range: when.and_then(|one| one.range),
            precision: when.and_then(|one| one.precision),
            basis: when.and_then(|one| one.basis),
            status,
            denied: accounts.iter().any(|one| one.status == Status::Denied),
            several,
            stories,
            accounts,
        };
        entry.id = entry.name();
        entry
    }

    /// `2025-07-03-call-putin-trump-5e0c`.
    fn name(&self) -> String {
        let medium = match group(self.medium) {
            Group::Remote => "call",
            Group::Person => "meeting",
            Group::Visit => "visit",
            Group::Letter => "letter",
        };
        let mut names: Vec<String> = self.participants.iter().map(Who::short).collect();
        names.sort();
        names.truncate(4);
        let mut mark = String::new();
        for who in &self.participants {
            mark += &who.id;
            mark.push('|');
        }
        if self.accounts.iter().all(Account::is_vague) {
            let first = self.accounts.iter().map(|one| (&one.story, one.index)).min();
            mark += &format!("{first:?}{:?}{}", self.status, self.several);
        }
        let mark = xxh3_64(mark.as_bytes()) & 0xffff;
        let date = self.date.as_deref().unwrap_or("undated");
        format!("{date}-{medium}-{}-{mark:04x}", names.join("-"))
    }

    /// Whether somebody took part.
    pub fn has(&self, who: &Who) -> bool {
        self.participants.iter().any(|other| other.is(who))
    }

    /// The sides that took part.
    pub fn sides(&self) -> BTreeSet<&str> {
        self.participants.iter().map(Who::side).collect()
    }
}

/// Everybody whom an account names, once; a state only where nobody acts for it.
fn together(accounts: &[Account]) -> Vec<Who> {
    let mut all: BTreeSet<&Who> = accounts.iter().flat_map(|one| &one.participants).collect();
    let people: Vec<&Who> = all.iter().copied().filter(|who| who.is_person()).collect();
    all.retain(|who| who.is_person() || !people.iter().any(|person| who.may_be(person)));
    // Of two names of one person the fuller.
    let list: Vec<&Who> = all.iter().copied().collect();
    let fuller = |who: &Who, other: &Who| {
        *who != *other && who.is(other) && (other.name.len(), &other.id) > (who.name.len(), &who.id)
    };
    list.iter()
        .filter(|who| !list.iter().any(|other| fuller(who, other)))
        .map(|who| (*who).clone())
        .collect()
}

/// How many stories stand behind each value, the most first.
fn by_voices<'a, T: Ord + Copy>(values: impl Iterator<Item = (T, &'a str)>) -> Vec<(T, usize)> {
    let mut voices: BTreeMap<T, BTreeSet<&str>> = BTreeMap::new();
    for (value, story) in values {
        voices.entry(value).or_default().insert(story);
    }
    let mut all: Vec<(T, usize)> =
        voices.into_iter().map(|(value, by)| (value, by.len())).collect();
    all.sort_by_key(|&(_, voices)| std::cmp::Reverse(voices));
    all
}

fn medium(accounts: &[Account]) -> Medium {
    let said = accounts.iter().filter(|one| one.medium != Medium::Talks);
    by_voices(said.map(|one| (one.medium, one.story.as_str())))
        .first()
        .map_or(Medium::Talks, |&(medium, _)| medium)
}

/// The account whose date stands for all: of the exact ones that of the day with the most firm
/// voices, then with the most.
fn when(accounts: &[Account]) -> Option<&Account> {
    let exact = accounts.iter().filter(|one| one.day().is_some());
    let firm = exact.clone().filter(|one| !one.day_is_weak());
    let day_of = |one: &'_ Account| one.day();
    let days = by_voices(firm.map(|one| (day_of(one), one.story.as_str())));
    let days = if days.is_empty() {
        by_voices(exact.clone().map(|one| (day_of(one), one.story.as_str())))
    } else {
        days
    };
    match days.first() {
        Some(&(day, _)) => {
            exact.filter(|one| one.day() == day).min_by_key(|one| one.basis.map(firmness))
        }
        None => accounts.iter().filter(|one| one.range.is_some()).min_by_key(|one| one.precision),
    }
}

fn firmness(basis: DateBasis) -> u8 {
    match basis {
        DateBasis::Explicit => 0,
        DateBasis::Relative => 1,
        DateBasis::Release => 2,
    }
}

/// Held where any account says so; else what the account published last says, of several the
/// gravest.
fn status(accounts: &[Account]) -> Status {
    if accounts.iter().any(|one| one.status == Status::Held) {
        return Status::Held;
    }
    let gravity = |status: Status| match status {
        Status::Proposed => 0,
        Status::Planned => 1,
        Status::Denied => 2,
        Status::Cancelled => 3,
        Status::Held => 4,
    };
    let last = accounts.iter().max_by_key(|one| (one.published, gravity(one.status)));
    last.map_or(Status::Planned, |one| one.status)
}
