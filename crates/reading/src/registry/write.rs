//! Makes the file of a registry: columns, and automata over the names.

use super::day::{Precision, pack};
use super::entry::{Entry, key, parted};
use super::source::{RoleEntry, Source};
use super::spelling::Spelling;
use super::{Fault, Naming};
use chancery_syntax::file::Writer;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::Xxh3;

pub(super) const LAST: u32 = 1 << 31;
pub(super) const NAMING: u32 = 27;
pub(super) const ENTITY: u32 = (1 << NAMING) - 1;

/// What tells whether a compiled registry was made from these tables, given in the order of their
/// names.
pub fn hash(files: &[(&str, &str)]) -> u64 {
    let mut hash = Xxh3::new();
    files.iter().for_each(|(_, text)| hash.update(text.as_bytes()));
    hash.digest()
}

/// The file of the registry that tables make, given with their names in the order of those.
///
/// # Errors
/// Every fault in them.
pub fn compile(files: &[(&str, &str)]) -> Result<Vec<u8>, Vec<Fault>> {
    let source = Source::read(files)?;
    let fault = |message: String| Fault { file: "data/actors".into(), line: 0, message };
    for pair in source.entries.windows(2) {
        if pair[0].id == pair[1].id {
            return Err(vec![fault(format!("two actors have the id {}", pair[0].id))]);
        }
    }
    let spelling = Spelling::from_lines(source.spelling.iter().map(String::as_str));
    let mut file = Writer::default();
    file.array("sources", &[hash(files)]);
    entries(&mut file, &source.entries, &spelling);
    roles(&mut file, &source.roles);
    file.strings("spelling", source.spelling.iter().map(String::as_str));
    file.strings("first_names", source.first_names.iter().map(String::as_str));
    file.strings("sector_codes", source.sectors.iter().map(|(code, _)| code.as_str()));
    file.strings("sector_words", source.sectors.iter().map(|(_, words)| words.as_str()));
    Ok(file.finish())
}

/// The file of these actors alone, without words.
pub(super) fn compile_entries(all: &[Entry], spelling: &Spelling) -> Vec<u8> {
    let mut file = Writer::default();
    file.array("sources", &[0u64]);
    entries(&mut file, all, spelling);
    roles(&mut file, &[]);
    for name in ["spelling", "first_names", "sector_codes", "sector_words"] {
        file.strings(name, [].into_iter());
    }
    file.finish()
}

/// Words that stand often, each once, sorted.
struct Pool<'w>(Vec<&'w str>);

impl<'w> Pool<'w> {
    fn new(words: impl Iterator<Item = &'w str>) -> Self {
        Pool(words.chain([""]).collect::<BTreeSet<&str>>().into_iter().collect())
    }

    fn at(&self, word: &str) -> u16 {
        self.0.binary_search(&word).unwrap_or(0) as u16
    }

    fn write(&self, file: &mut Writer, name: &str) {
        file.strings(name, self.0.iter().copied());
    }
}

fn entries(file: &mut Writer, all: &[Entry], spelling: &Spelling) {
    index(file, all, "index", "bearers", |name| {
        [Some(key(name)), parted(name).map(|name| key(&name))].into_iter().flatten().collect()
    });
    index(file, all, "spelt", "spelt_bearers", |name| vec![spelling.name(&key(name))]);

    let held = || all.iter().flat_map(|entry| &entry.holdings);
    let seats = || all.iter().filter_map(|entry| entry.seat.as_ref());
    let countries = Pool::new(
        all.iter()
            .map(|entry| entry.country.as_str())
            .chain(held().map(|held| held.country.as_str())),
    );
    let sectors = Pool::new(
        all.iter()
            .map(|entry| entry.sector.as_str())
            .chain(held().map(|held| held.sector.as_str())),
    );
    let origins = Pool::new(
        all.iter()
            .map(|entry| entry.origin.as_str())
            .chain(held().map(|held| held.origin.as_str())),
    );
    let offices = Pool::new(
        held().map(|held| held.office.as_str()).chain(seats().map(|seat| seat.office.as_str())),
    );
    let titles = Pool::new(held().map(|held| held.title.as_str()));
    let seat_kinds = Pool::new(seats().map(|seat| seat.kind.as_str()));
    for (pool, name) in [
        (&countries, "countries"),
        (&sectors, "sectors"),
        (&origins, "origins"),
        (&offices, "offices"),
        (&titles, "titles"),
        (&seat_kinds, "seat_kinds"),
    ] {
        pool.write(file, name);
    }

    file.strings("ids", all.iter().map(|entry| entry.id.as_str()));
    let mut by_id: Vec<u32> = (0..all.len() as u32).collect();
    by_id.sort_by_key(|&entity| all[entity as usize].id.as_str());
    file.array("by_id", &by_id);
    let forms = || all.iter().flat_map(|entry| &entry.names);
    file.strings("forms", forms().map(|(name, _)| name.as_str()));
    file.array("form_namings", &forms().map(|(_, naming)| *naming as u8).collect::<Vec<_>>());
    file.array("form_ends", &ends(all.iter().map(|entry| entry.names.len())));
    file.array("kinds", &all.iter().map(|entry| entry.kind as u8).collect::<Vec<_>>());
    let column = |pool: &Pool, of: fn(&Entry) -> &str| -> Vec<u16> {
        all.iter().map(|entry| pool.at(of(entry))).collect()
    };
    file.array("entity_countries", &column(&countries, |entry| &entry.country));
    file.array("entity_sectors", &column(&sectors, |entry| &entry.sector));
    file.array("entity_origins", &column(&origins, |entry| &entry.origin));
    file.array("prominences", &all.iter().map(|entry| entry.prominence).collect::<Vec<_>>());

    // Of the few that have them: the entity, and what it has.
    let numbered = || (0u32..).zip(all);
    let existed: Vec<[i32; 3]> = numbered()
        .filter(|(_, entry)| entry.existed.iter().any(Option::is_some))
        .map(|(at, entry)| [at as i32, pack(entry.existed[0]), pack(entry.existed[1])])
        .collect();
    file.array("existed", existed.as_flattened());
    let followed = || numbered().filter(|(_, entry)| !entry.successors.is_empty());
    file.array("followed", &followed().map(|(at, _)| at).collect::<Vec<_>>());
    file.strings("successors", followed().map(|(_, entry)| entry.successors.as_str()));
    let seated = || numbered().filter_map(|(at, entry)| Some((at, entry.seat.as_ref()?)));
    let packed: Vec<[u32; 3]> = seated()
        .map(|(at, seat)| [at, seat_kinds.at(&seat.kind).into(), offices.at(&seat.office).into()])
        .collect();
    file.array("seats", packed.as_flattened());
    file.strings("seat_words", seated().map(|(_, seat)| seat.words.as_str()));

    file.array("hold_ends", &ends(all.iter().map(|entry| entry.holdings.len())));
    let column = |pool: &Pool, of: fn(&super::entry::HoldingEntry) -> &str| -> Vec<u16> {
        held().map(|held| pool.at(of(held))).collect()
    };
    file.array("hold_offices", &column(&offices, |held| &held.office));
    file.array("hold_titles", &column(&titles, |held| &held.title));
    file.array("hold_countries", &column(&countries, |held| &held.country));
    file.array("hold_sectors", &column(&sectors, |held| &held.sector));
    file.array("hold_origins", &column(&origins, |held| &held.origin));
    let days: Vec<[i32; 3]> = held()
        .map(|held| {
            [held.start.map(|(day, _)| day), held.end.map(|(day, _)| day), held.as_of].map(pack)
        })
        .collect();
    file.array("hold_days", days.as_flattened());
    let how: Vec<u8> = held()
        .map(|held| {
            let of = |day: Option<(_, Precision)>| day.map_or(0, |(_, how)| how as u8);
            of(held.start) | of(held.end) << 4
        })
        .collect();
    file.array("hold_precisions", &how);
    let holders: Vec<u32> =
        numbered().flat_map(|(at, entry)| std::iter::repeat_n(at, entry.holdings.len())).collect();
    file.array("hold_holders", &holders);
    let all_held: Vec<_> = held().collect();
    let mut by_office: Vec<u32> = (0..all_held.len() as u32).collect();
    by_office.sort_by_key(|&at| {
        let held = all_held[at as usize];
        (&held.country, &held.office, held.start.map(|(day, _)| day), at)
    });
    file.array("by_office", &by_office);
}

fn ends(counts: impl Iterator<Item = usize>) -> Vec<u32> {
    let sum = |end: &mut u32, count: usize| {
        *end += count as u32;
        Some(*end)
    };
    counts.scan(0, sum).collect()
}

/// An automaton over what `keys` makes of the names, and the bearers of each: the surest naming
/// first, then the best known.
fn index(
    file: &mut Writer,
    all: &[Entry],
    name: &str,
    bearers: &str,
    keys: impl Fn(&str) -> Vec<String>,
) {
    let mut names: BTreeMap<String, BTreeMap<u32, Naming>> = BTreeMap::new();
    let mut last = (String::new(), Vec::new());
    for (entity, entry) in (0..).zip(all) {
        for (form, naming) in &entry.names {
            if last.0 != *form {
                last = (form.clone(), keys(form));
            }
            // A name that only a machine made is no ground for guessing at its spelling.
            if name == "spelt" && !may_vary(*naming) {
                continue;
            }
            for key in last.1.iter().filter(|key| !key.is_empty()) {
                let known = names.entry(key.clone()).or_default().entry(entity).or_insert(*naming);
                *known = (*known).min(*naming);
            }
        }
    }
    let mut automaton = fst::raw::Builder::memory();
    let mut packed: Vec<u32> = Vec::new();
    for (key, of_name) in &names {
        let from = packed.len() as u64;
        let mut of_name: Vec<(Naming, u8, u32)> = of_name
            .iter()
            .map(|(&entity, &naming)| (naming, u8::MAX - all[entity as usize].prominence, entity))
            .collect();
        of_name.sort_unstable();
        packed
            .extend(of_name.iter().map(|&(naming, _, entity)| entity | (naming as u32) << NAMING));
        if let Some(end) = packed.last_mut() {
            *end |= LAST;
        }
        automaton.insert(key, from).expect("names come sorted");
    }
    file.array(name, &automaton.into_inner().expect("an automaton in memory"));
    file.array(bearers, &packed);
}

/// Whether a name may be written in another way and still be it.
fn may_vary(naming: Naming) -> bool {
    matches!(naming, Naming::Full | Naming::Main | Naming::Short | Naming::Alias | Naming::Capital)
}

/// Nouns in both numbers, sorted as they are looked up.
fn roles(file: &mut Writer, roles: &[RoleEntry]) {
    let mut keys: BTreeMap<String, u32> = BTreeMap::new();
    for (at, role) in (0u32..).zip(roles) {
        keys.entry(key(&role.noun)).or_insert(at << 1);
        for plural in &role.plurals {
            keys.entry(key(plural)).or_insert(at << 1 | 1);
        }
    }
    file.strings("role_keys", keys.keys().map(String::as_str));
    file.array("role_rows", &keys.values().copied().collect::<Vec<_>>());
    file.strings("role_nouns", roles.iter().map(|role| role.noun.as_str()));
    file.strings("role_sectors", roles.iter().map(|role| role.sector.as_str()));
    file.strings("role_kinds", roles.iter().map(|role| role.kind.as_str()));
    file.strings("role_offices", roles.iter().map(|role| role.offices.as_str()));
}
