//! What one report says of one contact, in the record's terms.

use crate::Who;
use chancery_reading::{Contact, DateBasis, Medium, Precision, Reading, Status};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use xxhash_rust::xxh3::xxh3_64;

/// A report's account of a contact, as far as merging and counting ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The key of the report.
    pub report: String,
    /// The index among the Reading's contacts.
    pub index: usize,
    /// The story that the report carries: the least key among its copies.
    #[serde(skip)]
    pub story: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// Who took part.
    pub participants: Vec<Who>,
    /// How.
    pub medium: Medium,
    /// Whether it took place.
    pub status: Status,
    /// When, as exactly as the report says.
    pub date: Option<String>,
    /// The first and the last day that it can have been on.
    pub range: Option<[Date; 2]>,
    /// How exactly.
    pub precision: Option<Precision>,
    /// What the date rests on.
    pub basis: Option<DateBasis>,
    /// Where.
    pub place: Option<String>,
    /// Whether it is what the report is about.
    pub main: bool,
    /// Whether it stands for several.
    pub several: bool,
}

impl Account {
    /// The accounts of a Reading.
    pub fn all(reading: &Reading, report: &str) -> Vec<Account> {
        let accounts = reading.contacts.iter().enumerate();
        accounts.map(|(index, contact)| Account::of(reading, report, index, contact)).collect()
    }

    fn of(reading: &Reading, report: &str, index: usize, contact: &Contact) -> Account {
        let actor = |id: &String| reading.actors.iter().find(|actor| actor.id == *id);
        let mut participants: Vec<Who> =
            contact.participants.iter().filter_map(actor).map(Who::of).collect();
        participants.sort();
        participants.dedup();
        Account {
            report: report.to_string(),
            index,
            story: report.to_string(),
            published: reading.published,
            participants,
            medium: contact.medium,
            status: contact.status,
            date: contact.date.clone(),
            range: contact.date_range,
            precision: contact.date_precision,
            basis: contact.date_basis,
            place: contact.place.clone(),
            main: contact.main,
            several: contact.several,
        }
    }

    /// The sides that took part.
    pub fn sides(&self) -> BTreeSet<&str> {
        self.participants.iter().map(Who::side).collect()
    }

    /// The day, where it is known to the day.
    pub fn day(&self) -> Option<Date> {
        self.range.filter(|_| self.precision == Some(Precision::Day)).map(|range| range[0])
    }

    /// Whether the day is no more than that of the report.
    pub fn day_is_weak(&self) -> bool {
        self.basis == Some(DateBasis::Release)
    }

    /// Accounts of one contact have one block: the two sides, or "more than two".
    pub fn block(&self) -> i64 {
        let sides = self.sides();
        let words: Vec<&str> =
            if sides.len() > 2 { vec!["many"] } else { sides.into_iter().collect() };
        xxh3_64(words.join("|").as_bytes()).cast_signed()
    }
}

/// Media between which accounts of one contact may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// By telephone or video.
    Remote,
    /// In one room, or talks whose form is left open.
    Person,
    /// One travels to the other.
    Visit,
    /// By letter.
    Letter,
}

/// The group of a medium.
pub fn group(medium: Medium) -> Group {
    match medium {
        Medium::Call | Medium::Video => Group::Remote,
        Medium::Meeting | Medium::Talks | Medium::Summit => Group::Person,
        Medium::Visit => Group::Visit,
        Medium::Letter => Group::Letter,
    }
}
