//! The tables under `data/actors/` and what they say.

use super::csv::{Fault, Row, Table};
use super::day::Edge;
use super::entry::{Entry, HoldingEntry, SeatEntry, dated, key};
use super::{Kind, Naming};
use rustc_hash::FxHashMap;

/// The tables by their file names, in the order of those names.
pub const FILES: [&str; 9] = [
    "first_names.csv",
    "groups.csv",
    "holders.csv",
    "offices.csv",
    "organisations.csv",
    "roles.csv",
    "sectors.csv",
    "spelling.csv",
    "states.csv",
];

/// Everything that goes into a registry.
#[derive(Default)]
pub(super) struct Source {
    pub entries: Vec<Entry>,
    pub roles: Vec<RoleEntry>,
    /// `from,to,at`.
    pub spelling: Vec<String>,
    /// Folded, with `f` or `m` behind a space.
    pub first_names: Vec<String>,
    /// Code and meaning.
    pub sectors: Vec<(String, String)>,
}

/// A noun for actors.
pub(super) struct RoleEntry {
    pub noun: String,
    pub plurals: Vec<String>,
    pub sector: String,
    /// `person`, `group`, or nothing where it is not known.
    pub kind: String,
    pub offices: String,
}

impl Source {
    /// Reads the tables, given with their names.
    ///
    /// # Errors
    /// Every fault found.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, Vec<Fault>> {
        let mut source = Source::default();
        let mut faults = Vec::new();
        for &(file, text) in files {
            let (table, wrong) = Table::read(file, text);
            faults.extend(wrong);
            let taken = match file {
                "states.csv" => source.take(&table, |row| state(row).map(Some)),
                "organisations.csv" => source.take(&table, |row| Ok(Some(organisation(row)))),
                "offices.csv" => source.take(&table, |row| Ok(Some(office(row)))),
                "groups.csv" => source.take(&table, |row| Ok(Some(group(row)))),
                "holders.csv" => people(&table).map(|people| source.entries.extend(people)),
                _ => {
                    table.rows().for_each(|row| source.words(file, row));
                    Ok(())
                }
            };
            faults.extend(taken.err());
        }
        source.first_names.sort();
        source.entries.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
        if faults.is_empty() { Ok(source) } else { Err(faults) }
    }

    fn take(
        &mut self,
        table: &Table,
        entry: impl Fn(Row) -> Result<Option<Entry>, Fault>,
    ) -> Result<(), Fault> {
        for row in table.rows() {
            self.entries.extend(entry(row)?);
        }
        Ok(())
    }

    /// The rows of the tables that tell of words and not of actors.
    fn words(&mut self, file: &str, row: Row) {
        match file {
            "roles.csv" => self.roles.push(RoleEntry {
                noun: row.get("noun").into(),
                plurals: row.list("plural").map(Into::into).collect(),
                sector: row.get("sector").into(),
                kind: row.get("kind").into(),
                offices: row.get("offices").into(),
            }),
            "spelling.csv" => {
                let parts = ["from", "to", "at"].map(|column| row.get(column));
                self.spelling.push(parts.join(","));
            }
            "first_names.csv" => {
                let names =
                    row.list("names").map(|name| format!("{} {}", key(name), row.get("gender")));
                self.first_names.extend(names);
            }
            _ => self.sectors.push((row.get("code").into(), row.get("meaning").into())),
        }
    }
}

fn started(row: Row, kind: Kind) -> Entry {
    let mut entry = Entry::new(kind, row.get("id"), row.get("name"));
    entry.country = row.get("country").into();
    entry.sector = row.get("sector").into();
    entry.prominence = row.get("prominence").parse().unwrap_or(0);
    entry.origin = row.get("origin").into();
    entry.call(row.list("aliases"), Naming::Alias);
    entry
}

fn state(row: Row) -> Result<Entry, Fault> {
    let mut entry = started(row, Kind::State);
    entry.country = entry.id.clone();
    entry.sector = if row.get("kind") == "igo" { "IGO" } else { "GOV" }.into();
    entry.prominence = match row.get("kind") {
        "state" | "observer" | "igo" => 4,
        "partial" | "region" => 3,
        "dissolved" => 2,
        _ => 1,
    };
    for (column, naming) in [
        ("old", Naming::Old),
        ("demonyms", Naming::Demonym),
        ("adjectives", Naming::Adjective),
        ("capitals", Naming::Capital),
        ("metonyms", Naming::Metonym),
    ] {
        entry.call(row.list(column), naming);
    }
    for (i, (column, edge)) in [("from", Edge::First), ("to", Edge::Last)].into_iter().enumerate() {
        let day = dated(row.get(column), edge).map_err(|message| row.fault(message))?;
        entry.existed[i] = day.map(|(day, _)| day);
    }
    entry.successors = row.get("successors").into();
    Ok(entry)
}

fn organisation(row: Row) -> Entry {
    let mut entry = started(row, Kind::Organisation);
    entry.call(row.list("acronym"), Naming::Acronym);
    entry
}

fn office(row: Row) -> Entry {
    let mut entry = started(row, Kind::Office);
    let [kind, office, words] = ["kind", "office", "stands_for"].map(|at| row.get(at).to_string());
    entry.seat = Some(SeatEntry { kind, office, words });
    entry
}

fn group(row: Row) -> Entry {
    started(row, Kind::Group)
}

/// The people of a table with a row for each office that somebody held.
pub(super) fn people(table: &Table) -> Result<Vec<Entry>, Fault> {
    let mut people: Vec<Entry> = Vec::new();
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    for row in table.rows() {
        let number = *numbers.entry(row.get("id")).or_insert_with(|| {
            people.push(Entry::new(Kind::Person, row.get("id"), row.get("name")));
            people.len() - 1
        });
        let person = &mut people[number];
        person.call([row.get("name")].into_iter(), Naming::Full);
        person.call(row.list("short"), Naming::Short);
        person.call(row.list("aliases"), Naming::Alias);
        person.call(row.list("auto"), Naming::Auto);
        let prominence = row.get("prominence").parse().unwrap_or(0);
        person.prominence = person.prominence.max(prominence);
        person.holdings.extend(holding(row)?);
    }
    people.iter_mut().for_each(settle);
    Ok(people)
}

/// The office that a row tells of.
pub(super) fn holding(row: Row) -> Result<Option<HoldingEntry>, Fault> {
    let day = |column, edge| dated(row.get(column), edge).map_err(|message| row.fault(message));
    if row.get("office").is_empty() {
        return Ok(None);
    }
    Ok(Some(HoldingEntry {
        office: row.get("office").into(),
        title: row.get("title").into(),
        country: row.get("country").into(),
        sector: row.get("sector").into(),
        start: day("start", Edge::First)?,
        end: day("end", Edge::Last)?,
        as_of: day("as_of", Edge::Last)?.map(|(day, _)| day),
        origin: row.get("origin").into(),
    }))
}

/// Offices by which a person is known rather than by what comes with them.
const FIRST: [&str; 4] =
    ["head_of_state_and_government", "head_of_state", "head_of_government", "foreign_minister"];

/// Puts the offices of a person in order, and gives the person the country and sector of the last.
pub(super) fn settle(person: &mut Entry) {
    person.holdings.sort_by_key(|held| {
        let first = FIRST.iter().position(|office| *office == held.office);
        (held.start.map(|(day, _)| day), first.map_or(0, |at| FIRST.len() - at))
    });
    if let Some(last) = person.holdings.last() {
        let keep = |own: &mut String, of: &String| {
            if own.is_empty() {
                own.clone_from(of);
            }
        };
        keep(&mut person.country, &last.country);
        keep(&mut person.sector, &last.sector);
        keep(&mut person.origin, &last.origin);
    }
}
