//! What a row of the tables says, before it is put into columns.

use super::day::{self, Edge, Precision};
use super::{Kind, Naming};
use crate::gazetteer::{fold, is_break};
use jiff::civil::Date;

/// An actor as the tables tell of it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub id: String,
    pub kind: Kind,
    /// The name that is shown first.
    pub names: Vec<(String, Naming)>,
    pub country: String,
    pub sector: String,
    pub prominence: u8,
    pub origin: String,
    /// When a state existed under its id.
    pub existed: [Option<Date>; 2],
    /// The states that came after it.
    pub successors: String,
    pub seat: Option<SeatEntry>,
    pub holdings: Vec<HoldingEntry>,
}

/// What an institution is and whose it is.
#[derive(Clone, Debug)]
pub(super) struct SeatEntry {
    pub kind: String,
    pub office: String,
    pub words: String,
}

/// An office that a person held.
#[derive(Clone, Debug)]
pub(super) struct HoldingEntry {
    pub office: String,
    pub title: String,
    pub country: String,
    pub sector: String,
    pub start: Option<(Date, Precision)>,
    pub end: Option<(Date, Precision)>,
    pub as_of: Option<Date>,
    pub origin: String,
}

impl Entry {
    pub fn new(kind: Kind, id: &str, name: &str) -> Self {
        let naming = if kind == Kind::Person { Naming::Full } else { Naming::Main };
        Entry {
            id: id.into(),
            kind,
            names: vec![(name.into(), naming)],
            country: String::new(),
            sector: String::new(),
            prominence: 0,
            origin: String::new(),
            existed: [None; 2],
            successors: String::new(),
            seat: None,
            holdings: Vec::new(),
        }
    }

    /// Adds names of one sort; those in capitals alone are acronyms whatever column they stand in.
    pub fn call<'n>(&mut self, names: impl Iterator<Item = &'n str>, naming: Naming) {
        for name in names {
            let weak = matches!(naming, Naming::Alias | Naming::Old);
            let naming = if weak && is_acronym(name) { Naming::Acronym } else { naming };
            if !self.names.iter().any(|(known, how)| known == name && *how == naming) {
                self.names.push((name.into(), naming));
            }
        }
    }
}

/// Whether a name is written in a few capitals: `UAE`, `U.A.E.`, `AfD` is not.
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters)
        && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '&'))
}

/// A name as it is looked up: folded words, parted by single spaces.
pub(super) fn key(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    name.split(is_break).for_each(|word| fold(word, &mut folded));
    folded
}

/// The name with its possessives as words of their own, as tokens have them; none without any.
pub(super) fn parted(name: &str) -> Option<String> {
    let possessives = ["'s ", "’s "];
    possessives
        .iter()
        .any(|mark| name.contains(mark))
        .then(|| possessives.iter().fold(name.to_string(), |name, mark| name.replace(mark, " s ")))
}

/// The first or last day that a cell says; nothing for an empty one.
pub(super) fn dated(cell: &str, edge: Edge) -> Result<Option<(Date, Precision)>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    let wrong = || format!("no date {cell:?}; write 2017, 2017-11 or 2017-11-17");
    day::parse(cell, edge).map(Some).ok_or_else(wrong)
}
