//! The registry of actors: names and who bears them, offices and who held them when.
//!
//! It is made by `cargo xtask actors` from the tables under `data/actors/`, and read in place: a file
//! of named arrays ([`chancery_syntax::file`]) with an automaton of folded names, one of names in a
//! common spelling, and actors and offices as columns. A user's own file ([`UserActors`]) is looked
//! up before it.
//!
//! ```
//! use chancery_reading::registry::REGISTRY;
//! let day = jiff::civil::date(2025, 7, 4);
//! let putin = REGISTRY.named("Putin")[0].entity;
//! assert_eq!(REGISTRY.name(putin), "Vladimir Putin");
//! assert_eq!(REGISTRY.holders("head_of_state", "RUS", day), [putin]);
//! ```

mod csv;
mod day;
mod entry;
mod source;
mod spelling;
mod tables;
mod user;
mod walk;
mod write;

pub use csv::Fault;
pub use day::Precision;
pub use source::FILES;
pub use user::UserActors;
pub use walk::Walk;
pub use write::{compile, hash};

use chancery_syntax::Error;
use chancery_syntax::file::{Bytes, ModelFile};
use entry::key;
use jiff::civil::Date;
use spelling::Spelling;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use tables::Tables;

/// An actor of the registry, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// What sort of actor it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A human being.
    Person,
    /// A state or territory, one that ended, the EU, or what acts as a state.
    State,
    /// A party, company, armed group, international organisation and the like.
    Organisation,
    /// An institution of a state.
    Office,
    /// The adherents of a party or religion, a people.
    Group,
}

const KINDS: [Kind; 5] = [Kind::Person, Kind::State, Kind::Organisation, Kind::Office, Kind::Group];

impl Kind {
    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::State => "state",
            Kind::Organisation => "organisation",
            Kind::Office => "office",
            Kind::Group => "group",
        }
    }
}

/// How a name is one of an actor's, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Naming {
    /// The whole name of a person.
    Full,
    /// The name that a state or body goes by.
    Main,
    /// Letters that stand for the name. They are written in capitals: `US` is one, `us` is not.
    Acronym,
    /// What the people of a state are called.
    Demonym,
    /// What is of a state.
    Adjective,
    /// What stands alone for a person: mostly a surname.
    Short,
    /// Another name or spelling that is in use.
    Alias,
    /// A name of former days.
    Old,
    /// The capital of a state.
    Capital,
    /// A place or building that stands for the government.
    Metonym,
    /// Made by machine from another name: weak.
    Auto,
}

const NAMINGS: [Naming; 11] = [
    Naming::Full,
    Naming::Main,
    Naming::Acronym,
    Naming::Demonym,
    Naming::Adjective,
    Naming::Short,
    Naming::Alias,
    Naming::Old,
    Naming::Capital,
    Naming::Metonym,
    Naming::Auto,
];

impl Naming {
    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Naming::Full => "full",
            Naming::Main => "main",
            Naming::Acronym => "acronym",
            Naming::Demonym => "demonym",
            Naming::Adjective => "adjective",
            Naming::Short => "short",
            Naming::Alias => "alias",
            Naming::Old => "old",
            Naming::Capital => "capital",
            Naming::Metonym => "metonym",
            Naming::Auto => "auto",
        }
    }
}

/// An actor that bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The actor.
    pub entity: EntityId,
    /// How the name is one of the actor's.
    pub naming: Naming,
    /// Whether it is written as the actor's name is, but for case and accents; if not, it is
    /// another spelling of it, which is weaker.
    pub exact: bool,
}

/// Whether a person is *he* or *she* by their first name or title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// *She*.
    Female,
    /// *He*.
    Male,
}

/// An office that a person held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding<'r> {
    /// Who held it.
    pub holder: EntityId,
    /// The key of the office: `head_of_state`, `foreign_minister`.
    pub office: &'r str,
    /// What it is called.
    pub title: &'r str,
    /// ISO 3166-1 alpha-3, the id of another state of the registry (`GEO/ABK`, `EUR`), or the
    /// acronym of an international organisation (`UN`, `NATO`).
    pub country: &'r str,
    /// PLOVER sector.
    pub sector: &'r str,
    /// The first day, where known.
    pub start: Option<Date>,
    /// How well the first day is known.
    pub start_precision: Precision,
    /// The last day; none where no end was known on the day `as_of`.
    pub end: Option<Date>,
    /// How well the last day is known.
    pub end_precision: Precision,
    /// The day until which it is known that there was no end.
    pub as_of: Option<Date>,
    /// Where this is from.
    pub origin: &'r str,
}

/// Whether an office was held on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// It was not.
    No,
    /// As far as is known: no end is known, but the day is after the day of that knowledge; or no
    /// start is known.
    Perhaps,
    /// It was.
    Yes,
}

impl Holding<'_> {
    /// Whether it was held on a day, the first and the last included.
    pub fn on(&self, day: Date) -> Held {
        if self.start.is_some_and(|start| day < start) || self.end.is_some_and(|end| day > end) {
            return Held::No;
        }
        let known = match self.end {
            Some(_) => true,
            None => self.as_of.is_none_or(|as_of| day <= as_of),
        };
        if known && self.start.is_some() { Held::Yes } else { Held::Perhaps }
    }
}

/// What an institution is, and whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat<'r> {
    /// What it is: `presidency`, `foreign_ministry`, `parliament`.
    pub kind: &'r str,
    /// The key of the office whose holder leads it or is meant by it.
    pub office: Option<&'r str>,
    /// What it stands for, in words.
    pub words: &'r str,
}

/// A noun for an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role<'r> {
    /// In the singular.
    pub noun: &'r str,
    /// The PLOVER sector of whoever is called so; several, one after another: `GOVMIL`.
    pub sector: Option<&'r str>,
    /// Whether it is a person; none where that is not known.
    pub person: Option<bool>,
    /// Whether it was given in the plural.
    pub plural: bool,
    offices: &'r str,
}

impl<'r> Role<'r> {
    /// The keys of the offices that it may mean.
    pub fn offices(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        self.offices.split(';').filter(|office| !office.is_empty())
    }
}

/// Names and the actors that bear them.
pub struct Registry {
    base: &'static Tables<'static>,
    spelling: &'static Spelling,
    own: Option<Arc<Own>>,
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "Registry of {} actors", self.count())
    }
}

/// The actors of a user's file.
struct Own {
    tables: Tables<'static>,
    /// By number in the tables of the program, the user's row of the same id.
    own_of_base: BTreeMap<u32, u32>,
    /// The other way round.
    base_of_own: BTreeMap<u32, u32>,
}

#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../../data/actors/registry.bin"));

/// The registry that the program carries.
pub static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    static FILE: LazyLock<Result<ModelFile, Error>> =
        LazyLock::new(|| ModelFile::new(Bytes::Embedded(&BYTES.0)));
    static TABLES: LazyLock<Result<Tables, String>> = LazyLock::new(|| {
        let file = FILE.as_ref().map_err(ToString::to_string)?;
        Tables::open(file).map_err(|error| error.to_string())
    });
    static SPELLING: LazyLock<Spelling> = LazyLock::new(|| match &*TABLES {
        Ok(tables) => Spelling::new(tables.spelling),
        Err(_) => Spelling::from_lines([].into_iter()),
    });
    let tables = TABLES.as_ref();
    let base = tables.unwrap_or_else(|fault| {
        panic!("in data/actors/registry.bin: {fault}; run cargo xtask actors")
    });
    Registry { base, spelling: &SPELLING, own: None }
});

/// The office that comes with being both: whoever holds it holds the two.
const BOTH: &str = "head_of_state_and_government";

impl Registry {
    /// This registry with a user's own file before it: its names win, its offices count first, and
    /// a row with the id of an actor known here says more of that actor.
    pub fn with(&self, user: &UserActors) -> Registry {
        if user.count() == 0 {
            return self.bare();
        }
        let tables = user.tables(self.spelling);
        let mut own_of_base = BTreeMap::new();
        for own in 0..tables.count() {
            if let Some(base) = self.base.find(tables.ids.get(own as usize)) {
                own_of_base.insert(base, own);
            }
        }
        let base_of_own = own_of_base.iter().map(|(&base, &own)| (own, base)).collect();
        let own = Some(Arc::new(Own { tables, own_of_base, base_of_own }));
        Registry { base: self.base, spelling: self.spelling, own }
    }

    /// This registry again, without a user's file.
    fn bare(&self) -> Registry {
        Registry { base: self.base, spelling: self.spelling, own: None }
    }

    /// How many actors there are.
    pub fn count(&self) -> usize {
        self.base.ids.count() + self.own.as_ref().map_or(0, |own| own.tables.ids.count())
    }

    /// All actors.
    pub fn all(&self) -> impl Iterator<Item = EntityId> {
        let base = self.base.count();
        (0..self.count() as u32)
            .map(move |at| if at < base { self.of_base(at) } else { EntityId(at) })
    }

    /// What tells whether this was made from given tables: see [`hash`].
    pub fn sources(&self) -> u64 {
        self.base.sources
    }

    /// The actors that bear a name, the surest naming first and then the best known.
    ///
    /// Only a name that nobody bears as it is written is looked up by its spelling. An article before
    /// the name does not matter.
    pub fn named(&self, name: &str) -> Vec<Bearer> {
        let key = key(name);
        let of = |key: &str| {
            let mut walk = self.walk();
            if key.split(' ').all(|word| walk.step(word)) { walk.bearers() } else { Vec::new() }
        };
        let bare = key.strip_prefix("the ");
        let exact = |found: &Vec<Bearer>| found.iter().any(|bearer| bearer.exact);
        match (of(&key), bare) {
            (found, Some(bare)) if !exact(&found) => of(bare),
            (found, _) => found,
        }
    }

    /// A walk over the words of a text that may be a name.
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(self)
    }

    /// The actor of an id.
    pub fn find(&self, id: &str) -> Option<EntityId> {
        let own = self.own.as_ref().and_then(|own| own.tables.find(id));
        own.map(|at| self.of_own(at)).or_else(|| self.base.find(id).map(EntityId))
    }

    /// The id of an actor: a Wikidata id where known, else that of its row (`RUS`, `kremlin.rus`).
    pub fn id(&self, entity: EntityId) -> &str {
        let (tables, at) = self.row(entity);
        tables.ids.get(at as usize)
    }

    /// The name to show.
    pub fn name(&self, entity: EntityId) -> &str {
        let (tables, at) = self.row(entity);
        tables.forms(at).next().map_or("", |(name, _)| name)
    }

    /// Its names as they are written, the one to show first.
    pub fn names(&self, entity: EntityId) -> impl Iterator<Item = (&str, Naming)> {
        let (tables, at) = self.row(entity);
        let twin = self.twin(entity).into_iter().flat_map(|twin| self.base.forms(twin));
        tables.forms(at).chain(twin)
    }

    /// What sort of actor it is.
    pub fn kind(&self, entity: EntityId) -> Kind {
        let (tables, at) = self.row(entity);
        tables.kind(at)
    }

    /// ISO 3166-1 alpha-3, or what else stands for it in [`Holding::country`]; of a person, that of
    /// the office begun last.
    pub fn country(&self, entity: EntityId) -> Option<&str> {
        self.word(entity, |tables, at| tables.countries.get(tables.entity_countries[at].into()))
    }

    /// PLOVER sector; of a person, that of the office begun last.
    pub fn sector(&self, entity: EntityId) -> Option<&str> {
        self.word(entity, |tables, at| tables.sectors.get(tables.entity_sectors[at].into()))
    }

    /// Where what is known of it is from, by the words of `data/actors/`.
    pub fn origin(&self, entity: EntityId) -> Option<&str> {
        self.word(entity, |tables, at| tables.origins.get(tables.entity_origins[at].into()))
    }

    /// The Wikidata id.
    pub fn wikidata(&self, entity: EntityId) -> Option<&str> {
        Some(self.id(entity)).filter(|id| is_wikidata(id))
    }

    /// How well known it is, from 0 to 4.
    pub fn prominence(&self, entity: EntityId) -> u8 {
        let (tables, at) = self.row(entity);
        let twin = self.twin(entity).map_or(0, |twin| self.base.prominences[twin as usize]);
        tables.prominences[at as usize].max(twin)
    }

    /// Whether a person is *he* or *she*, where the first name or title of theirs tells.
    pub fn gender(&self, entity: EntityId) -> Option<Gender> {
        const SURNAME_FIRST: [&str; 6] = ["CHN", "KHM", "KOR", "PRK", "TWN", "VNM"];
        if self.kind(entity) != Kind::Person
            || self.country(entity).is_some_and(|country| SURNAME_FIRST.contains(&country))
        {
            return None;
        }
        self.gender_of(self.name(entity).split_whitespace().next()?)
    }

    /// Whether a first name or title is a man's or a woman's; none where it is both or not known.
    pub fn gender_of(&self, first_name: &str) -> Option<Gender> {
        let first = key(first_name);
        let known =
            |gender: char| self.base.first_names.find(&format!("{first} {gender}")).is_some();
        match (known('f'), known('m')) {
            (true, false) => Some(Gender::Female),
            (false, true) => Some(Gender::Male),
            _ => None,
        }
    }

    /// The offices of a person over time; those of a user's file first.
    pub fn holdings(&self, entity: EntityId) -> impl Iterator<Item = Holding<'_>> {
        let (tables, at) = self.row(entity);
        let own: Vec<Holding> = tables.holdings(at).map(|at| self.holding(tables, at)).collect();
        let twin = self.twin(entity).into_iter().flat_map(|twin| self.base.holdings(twin));
        let known: Vec<Holding> = twin
            .map(|at| self.holding(self.base, at))
            .filter(|held| {
                !own.iter().any(|own| (own.office, own.country) == (held.office, held.country))
            })
            .collect();
        own.into_iter().chain(known)
    }

    /// The offices that a person held on a day, those that are sure first.
    pub fn holdings_on(&self, entity: EntityId, day: Date) -> Vec<Holding<'_>> {
        let mut held: Vec<Holding> =
            self.holdings(entity).filter(|held| held.on(day) != Held::No).collect();
        held.sort_by_key(|held| std::cmp::Reverse(held.on(day)));
        held
    }

    /// Who held an office of a country on a day: both on the day of a hand-over.
    ///
    /// Who has no known end is there after the day of that knowledge too, unless somebody else is
    /// known to have followed. Who is head of state and of government in one is both.
    pub fn holders(&self, office: &str, country: &str, day: Date) -> Vec<EntityId> {
        let mut holders: Vec<EntityId> =
            self.tenures(office, country, day).iter().map(|held| held.holder).collect();
        let mut seen = Vec::new();
        holders.retain(|holder| {
            !seen.contains(holder) && {
                seen.push(*holder);
                true
            }
        });
        holders
    }

    /// As [`Registry::holders`], with what is known of each; [`Holding::on`] says how sure it is.
    pub fn tenures(&self, office: &str, country: &str, day: Date) -> Vec<Holding<'_>> {
        let own = self.own_tables().map(|own| self.tenures_in(own, office, country, day));
        let own = own.unwrap_or_default();
        if own.is_empty() { self.tenures_in(self.base, office, country, day) } else { own }
    }

    /// What an institution is and whose: of `the Kremlin`, the presidency and `head_of_state`.
    pub fn stands_for(&self, entity: EntityId) -> Option<Seat<'_>> {
        self.rows(entity).find_map(|(tables, at)| {
            let seat = tables.seats.binary_search_by_key(&at, |&[entity, ..]| entity).ok()?;
            let [_, kind, office] = tables.seats[seat];
            let office = tables.offices.get(office as usize);
            Some(Seat {
                kind: tables.seat_kinds.get(kind as usize),
                office: Some(office).filter(|office| !office.is_empty()),
                words: tables.seat_words.get(seat),
            })
        })
    }

    /// When a state existed under its id: from before 1990 where there is no first day, and still
    /// where there is no last.
    pub fn existed(&self, entity: EntityId) -> [Option<Date>; 2] {
        let days = self.rows(entity).find_map(|(tables, at)| {
            let of = |row: &[i32; 3]| row[0];
            let found = tables.existed.binary_search_by_key(&(at as i32), of).ok()?;
            Some(tables.existed[found])
        });
        days.map_or([None; 2], |[_, from, to]| [from, to].map(day::unpack))
    }

    /// The states that came after a state that ended.
    pub fn successors(&self, entity: EntityId) -> Vec<EntityId> {
        let ids = self.rows(entity).find_map(|(tables, at)| {
            let found = tables.followed.binary_search(&at).ok()?;
            Some(tables.successors.get(found))
        });
        let ids = ids.unwrap_or_default().split(';');
        ids.filter_map(|id| self.find(id)).collect()
    }

    /// What a noun, in either number, says of whoever is called so.
    pub fn role(&self, noun: &str) -> Option<Role<'_>> {
        let base = self.base;
        let row = base.role_rows[base.role_keys.find(&key(noun))?];
        let at = row as usize / 2;
        Some(Role {
            noun: base.role_nouns.get(at),
            sector: Some(base.role_sectors.get(at)).filter(|sector| !sector.is_empty()),
            person: match base.role_kinds.get(at) {
                "person" => Some(true),
                "group" => Some(false),
                _ => None,
            },
            plural: row % 2 == 1,
            offices: base.role_offices.get(at),
        })
    }

    /// The state of a name, an adjective or a demonym; not of a capital.
    pub fn state_of(&self, word: &str) -> Option<EntityId> {
        let states = self.named(word).into_iter().filter(|bearer| {
            bearer.exact
                && self.kind(bearer.entity) == Kind::State
                && !matches!(bearer.naming, Naming::Capital | Naming::Metonym)
        });
        states.map(|bearer| bearer.entity).next()
    }

    /// The keys of all offices.
    pub fn offices(&self) -> impl Iterator<Item = &str> {
        (0..self.base.offices.count())
            .map(|at| self.base.offices.get(at))
            .filter(|office| !office.is_empty())
    }

    /// The codes of all sectors.
    pub fn sectors(&self) -> impl Iterator<Item = &str> {
        (0..self.base.sector_codes.count()).map(|at| self.base.sector_codes.get(at))
    }

    /// Whether something is the country of an office: see [`Holding::country`].
    pub fn is_country(&self, country: &str) -> bool {
        let state = |at| self.base.kind(at) == Kind::State;
        self.base.find(country).is_some_and(state)
            || self
                .base
                .hold_countries
                .iter()
                .any(|&at| !country.is_empty() && self.base.countries.get(at.into()) == country)
    }
}

/// Whether an id is one of Wikidata.
fn is_wikidata(id: &str) -> bool {
    let digits = id.strip_prefix('Q');
    digits.is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
}

/// Where the answers stand.
impl Registry {
    fn base_tables(&self) -> &'static Tables<'static> {
        self.base
    }

    fn own_tables(&self) -> Option<&Tables<'static>> {
        self.own.as_ref().map(|own| &own.tables)
    }

    fn spelling(&self) -> &Spelling {
        self.spelling
    }

    /// The entity of a number of the program's tables: the user's, where a row has its id.
    fn of_base(&self, number: u32) -> EntityId {
        let own = self.own.as_ref().and_then(|own| own.own_of_base.get(&number));
        own.map_or(EntityId(number), |&own| self.of_own(own))
    }

    /// The tables that an entity is of, and its number there.
    fn row(&self, entity: EntityId) -> (&Tables<'static>, u32) {
        let base = self.base.count();
        match self.own_tables() {
            Some(own) if entity.0 >= base => (own, entity.0 - base),
            _ => (self.base, entity.0),
        }
    }

    /// The number in the program's tables of an entity of the user's.
    fn twin(&self, entity: EntityId) -> Option<u32> {
        let own = entity.0.checked_sub(self.base.count())?;
        self.own.as_ref()?.base_of_own.get(&own).copied()
    }

    /// All rows of an entity: the user's before the program's.
    fn rows(&self, entity: EntityId) -> impl Iterator<Item = (&Tables<'static>, u32)> {
        let twin = self.twin(entity).map(|twin| (self.base, twin));
        [self.row(entity)].into_iter().chain(twin)
    }

    /// A word of an entity, the user's where there is one.
    fn word<'r>(
        &'r self,
        entity: EntityId,
        of: impl Fn(&'r Tables<'static>, usize) -> &'r str,
    ) -> Option<&'r str> {
        let (tables, at) = self.row(entity);
        let twin = || self.twin(entity).map(|twin| of(self.base, twin as usize));
        let own = Some(of(tables, at as usize)).filter(|word| !word.is_empty());
        own.or_else(twin).filter(|word| !word.is_empty())
    }

    fn tenures_in<'r>(
        &'r self,
        tables: &'r Tables<'static>,
        office: &str,
        country: &str,
        day: Date,
    ) -> Vec<Holding<'r>> {
        let both = matches!(office, "head_of_state" | "head_of_government").then_some(BOTH);
        let all: Vec<Holding> = [Some(office), both]
            .into_iter()
            .flatten()
            .flat_map(|office| tables.held(office, country))
            .map(|&at| self.holding(tables, at as usize))
            .filter(|held| held.start.is_none_or(|start| start <= day))
            .collect();
        let followed = |held: &Holding| {
            let later = |other: &Holding| other.start > held.start && other.holder != held.holder;
            held.on(day) == Held::Perhaps && all.iter().any(later)
        };
        let mut held: Vec<Holding> = all
            .iter()
            .filter(|held| held.on(day) != Held::No && !followed(held))
            .copied()
            .collect();
        held.sort_by_key(|held| (std::cmp::Reverse(held.on(day)), held.start));
        held
    }

    fn holding<'r>(&'r self, tables: &'r Tables<'static>, at: usize) -> Holding<'r> {
        let holder = tables.hold_holders[at];
        let own = !std::ptr::eq(tables, self.base);
        let [start, end, as_of] = tables.hold_days[at].map(day::unpack);
        let precision = |number: u8| day::PRECISIONS[usize::from(number & 3)];
        Holding {
            holder: if own { self.of_own(holder) } else { self.of_base(holder) },
            office: tables.offices.get(tables.hold_offices[at].into()),
            title: tables.titles.get(tables.hold_titles[at].into()),
            country: tables.countries.get(tables.hold_countries[at].into()),
            sector: tables.sectors.get(tables.hold_sectors[at].into()),
            start,
            start_precision: precision(tables.hold_precisions[at]),
            end,
            end_precision: precision(tables.hold_precisions[at] >> 4),
            as_of,
            origin: tables.origins.get(tables.hold_origins[at].into()),
        }
    }
}
