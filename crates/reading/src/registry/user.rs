//! A user's own actors: one table, checked row by row. Its format is described in `docs/actors.md`.

use super::csv::{Fault, Row, Table};
use super::day::Edge;
use super::entry::{Entry, dated, key};
use super::source::{holding, settle};
use super::spelling::Spelling;
use super::tables::Tables;
use super::write::compile_entries;
use super::{KINDS, Kind, Naming, Registry, is_wikidata};
use chancery_syntax::file::{Bytes, ModelFile};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The columns that a user's file may have; only `name` must be there.
const COLUMNS: [&str; 13] = [
    "kind", "id", "name", "short", "aliases", "acronym", "country", "sector", "office", "title",
    "start", "end", "note",
];

/// Offices that one person holds at a time.
const SINGLE: [&str; 8] = [
    "head_of_state_and_government",
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "interior_minister",
    "finance_minister",
    "national_security_adviser",
];

/// The actors of a user's file, without faults.
#[derive(Clone, Debug)]
pub struct UserActors {
    entries: Vec<Entry>,
}

impl UserActors {
    /// Those of an empty file.
    pub fn none() -> Self {
        UserActors { entries: Vec::new() }
    }

    /// Reads a file of which `file` is the name; `known` tells which countries, offices and sectors
    /// there are.
    ///
    /// # Errors
    /// Every fault, in the order of the lines.
    pub fn read(file: &str, text: &str, known: &Registry) -> Result<UserActors, Vec<Fault>> {
        let (table, mut faults) = Table::read(file, text);
        faults.extend(columns(&table, file));
        let mut entries: Vec<Entry> = Vec::new();
        let mut firsts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut terms: Vec<Term> = Vec::new();
        for row in table.rows() {
            let before = faults.len();
            row_faults(row, known, &mut faults);
            if faults.len() > before {
                continue;
            }
            let id = id(row);
            let kind = kind(row).unwrap_or(Kind::Person);
            let (at, line) = *firsts.entry(id.clone()).or_insert_with(|| {
                entries.push(Entry::new(kind, &id, row.get("name")));
                (entries.len() - 1, row.line)
            });
            let entry = &mut entries[at];
            if entry.kind != kind || key(&entry.names[0].0) != key(row.get("name")) {
                faults.push(row.fault(format!(
                    "{} of id {id} is {} in line {line}; give the two different ids",
                    row.get("name"),
                    entry.names[0].0
                )));
                continue;
            }
            take(entry, row);
            if let Ok(Some(held)) = holding(row) {
                terms.push(Term {
                    line: row.line,
                    at,
                    office: held.office.clone(),
                    country: held.country.clone(),
                    days: [held.start, held.end].map(|day| day.map(|(day, _)| day)),
                });
                entry.holdings.push(held);
            }
        }
        faults.extend(overlaps(&table, &terms, &entries));
        if !faults.is_empty() {
            faults.sort();
            return Err(faults);
        }
        entries.iter_mut().for_each(settle);
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(UserActors { entries })
    }

    /// How many actors there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The compiled tables. They stay until the program ends, as its own do: a program loads a
    /// user's file once.
    pub(super) fn tables(&self, spelling: &Spelling) -> Tables<'static> {
        let bytes = compile_entries(&self.entries, spelling);
        let opened = ModelFile::new(Bytes::Embedded(aligned(&bytes)));
        let file: &'static ModelFile = Box::leak(Box::new(opened.expect("a file just written")));
        Tables::open(file).expect("a file just written")
    }
}

/// The bytes where every column begins as its numbers must.
fn aligned(bytes: &[u8]) -> &'static [u8] {
    const ALIGN: usize = 64;
    let room: &'static mut [u8] = vec![0; bytes.len() + ALIGN].leak();
    let start = room.as_ptr().align_offset(ALIGN);
    let room = &mut room[start..start + bytes.len()];
    room.copy_from_slice(bytes);
    room
}

/// Adds what a row says of an actor apart from an office.
fn take(entry: &mut Entry, row: Row) {
    entry.prominence = 4;
    entry.origin = "your file".into();
    entry.call(row.list("short"), Naming::Short);
    entry.call(row.list("aliases"), Naming::Alias);
    entry.call(row.list("acronym"), Naming::Acronym);
    // Of a person, country and sector are those of the office begun last.
    if entry.kind != Kind::Person || row.get("office").is_empty() {
        entry.country = row.get("country").into();
        entry.sector = row.get("sector").into();
    }
}

fn kind(row: Row) -> Option<Kind> {
    match row.get("kind") {
        "" => Some(Kind::Person),
        name => KINDS.into_iter().find(|kind| kind.name() == name),
    }
}

/// The id of a row, or one made of the name.
fn id(row: Row) -> String {
    match row.get("id") {
        "" => format!("own:{}", key(row.get("name")).replace(' ', "-")),
        id => id.into(),
    }
}

fn columns(table: &Table, file: &str) -> Vec<Fault> {
    let (line, names) = table.columns();
    let fault = |message| Fault { file: file.into(), line: line.max(1), message };
    let mut faults: Vec<Fault> = names
        .iter()
        .filter(|name| !COLUMNS.contains(&name.as_str()))
        .map(|name| fault(format!("no column {name:?}; the columns are {}", COLUMNS.join(", "))))
        .collect();
    if !names.iter().any(|name| name == "name") {
        faults.push(fault(
            "no column name; the first line names the columns, as name,country,office".into(),
        ));
    }
    faults
}

/// What is wrong in a row by itself.
fn row_faults(row: Row, known: &Registry, faults: &mut Vec<Fault>) {
    let mut fault = |message: String| faults.push(row.fault(message));
    if row.get("name").is_empty() {
        fault("no name; write the whole name in the column name".into());
    }
    if kind(row).is_none() {
        let kinds = KINDS.map(Kind::name).join(", ");
        fault(format!("no kind {:?}; it is one of {kinds}", row.get("kind")));
    }
    let (id, country) = (row.get("id"), row.get("country"));
    if id.starts_with('Q') && !is_wikidata(id) {
        fault(format!("no Wikidata id {id}; one is Q and digits, another id begins otherwise"));
    }
    if !country.is_empty() && !known.is_country(country) {
        let meant = known.state_of(country).map(|state| known.id(state));
        let mend = meant.map_or("write an ISO 3166-1 alpha-3 code such as RUS".into(), |code| {
            format!("write {code}")
        });
        fault(format!("no country {country}; {mend}"));
    }
    let sector = row.get("sector");
    let known_sector = |code: &[u8]| known.sectors().any(|known| known.as_bytes() == code);
    if !sector.as_bytes().chunks(3).all(known_sector) {
        let codes: Vec<&str> = known.sectors().collect();
        fault(format!("no sector {sector}; the sectors are {}", codes.join(", ")));
    }
    let office = row.get("office");
    if !office.is_empty() {
        if !known.offices().any(|known| known == office) {
            let offices: Vec<&str> = known.offices().collect();
            fault(format!("no office {office}; the offices are {}", offices.join(", ")));
        }
        if country.is_empty() {
            fault(format!("{office} of no country; fill the column country"));
        }
        if kind(row) != Some(Kind::Person) {
            fault(format!(
                "only a person holds an office; empty the column office of {}",
                row.get("name")
            ));
        }
    } else if !row.get("start").is_empty() || !row.get("end").is_empty() {
        fault("dates without an office; fill the column office".into());
    }
    let mut day = |column: &str, edge| match dated(row.get(column), edge) {
        Ok(day) => day.map(|(day, _)| day),
        Err(message) => {
            faults.push(row.fault(format!("{column}: {message}")));
            None
        }
    };
    if let (Some(start), Some(end)) = (day("start", Edge::First), day("end", Edge::Last))
        && end < start
    {
        let message = format!("ends on {end}, before it starts on {start}; swap or mend the dates");
        faults.push(row.fault(message));
    }
}

/// An office held, with its line.
struct Term {
    line: usize,
    at: usize,
    office: String,
    country: String,
    days: [Option<Date>; 2],
}

/// Rows that are there twice, and offices that two people hold at a time.
fn overlaps(table: &Table, terms: &[Term], entries: &[Entry]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (i, later) in terms.iter().enumerate() {
        let Some(row) = table.rows().find(|row| row.line == later.line) else { continue };
        for earlier in &terms[..i] {
            if (&earlier.office, &earlier.country) != (&later.office, &later.country) {
                continue;
            }
            let [a, b] = [earlier, later]
                .map(|term| (term.days[0].unwrap_or(Date::MIN), term.days[1].unwrap_or(Date::MAX)));
            let shared = a.0.max(b.0) < a.1.min(b.1);
            if earlier.at == later.at && (shared || earlier.days == later.days) {
                faults.push(row.fault(format!(
                    "the same office at the same time as in line {}; remove one",
                    earlier.line
                )));
            } else if shared && SINGLE.contains(&later.office.as_str()) {
                faults.push(row.fault(format!(
                    "{} holds {} of {} while {} does (line {}); mend start or end of one",
                    entries[later.at].names[0].0,
                    later.office,
                    later.country,
                    entries[earlier.at].names[0].0,
                    earlier.line
                )));
            }
        }
    }
    faults
}
