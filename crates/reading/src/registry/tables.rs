//! A compiled registry, its columns read in place.

use super::write::{ENTITY, LAST, NAMING};
use super::{KINDS, NAMINGS, Naming};
use chancery_syntax::Error;
use chancery_syntax::file::{ModelFile, Strings};
use fst::raw::{Fst, Node, Output};

pub(super) struct Tables<'d> {
    pub index: Names<'d>,
    pub spelt: Names<'d>,
    pub sources: u64,
    pub ids: Strings<'d>,
    pub by_id: &'d [u32],
    pub forms: Strings<'d>,
    pub form_namings: &'d [u8],
    pub form_ends: &'d [u32],
    pub kinds: &'d [u8],
    pub countries: Strings<'d>,
    pub sectors: Strings<'d>,
    pub origins: Strings<'d>,
    pub offices: Strings<'d>,
    pub titles: Strings<'d>,
    pub seat_kinds: Strings<'d>,
    pub entity_countries: &'d [u16],
    pub entity_sectors: &'d [u16],
    pub entity_origins: &'d [u16],
    pub prominences: &'d [u8],
    /// Entity, first day, last day.
    pub existed: &'d [[i32; 3]],
    pub followed: &'d [u32],
    pub successors: Strings<'d>,
    /// Entity, kind, office.
    pub seats: &'d [[u32; 3]],
    pub seat_words: Strings<'d>,
    pub hold_ends: &'d [u32],
    pub hold_offices: &'d [u16],
    pub hold_titles: &'d [u16],
    pub hold_countries: &'d [u16],
    pub hold_sectors: &'d [u16],
    pub hold_origins: &'d [u16],
    /// Start, end, as of.
    pub hold_days: &'d [[i32; 3]],
    pub hold_precisions: &'d [u8],
    pub hold_holders: &'d [u32],
    /// The holdings by country, office and start.
    pub by_office: &'d [u32],
    pub role_keys: Strings<'d>,
    /// The role, doubled, and one more for its plural.
    pub role_rows: &'d [u32],
    pub role_nouns: Strings<'d>,
    pub role_sectors: Strings<'d>,
    pub role_kinds: Strings<'d>,
    pub role_offices: Strings<'d>,
    pub spelling: Strings<'d>,
    pub first_names: Strings<'d>,
    pub sector_codes: Strings<'d>,
}

impl<'d> Tables<'d> {
    /// The tables that a file holds.
    ///
    /// # Errors
    /// When a part is missing or does not fit the others.
    pub fn open(file: &'d ModelFile) -> Result<Self, Error> {
        let ids = file.strings("ids")?;
        let (length, holders) = (ids.count(), file.array::<u32>("hold_holders")?);
        let tables = Tables {
            index: Names::open(file, "index", "bearers", length)?,
            spelt: Names::open(file, "spelt", "spelt_bearers", length)?,
            sources: *file.sized("sources", 1)?.first().unwrap_or(&0),
            ids,
            by_id: file.sized("by_id", length)?,
            forms: file.strings("forms")?,
            form_namings: file.array("form_namings")?,
            form_ends: file.sized("form_ends", length)?,
            kinds: file.sized("kinds", length)?,
            countries: file.strings("countries")?,
            sectors: file.strings("sectors")?,
            origins: file.strings("origins")?,
            offices: file.strings("offices")?,
            titles: file.strings("titles")?,
            seat_kinds: file.strings("seat_kinds")?,
            entity_countries: file.sized("entity_countries", length)?,
            entity_sectors: file.sized("entity_sectors", length)?,
            entity_origins: file.sized("entity_origins", length)?,
            prominences: file.sized("prominences", length)?,
            existed: rows(file.array("existed")?),
            followed: file.array("followed")?,
            successors: file.strings("successors")?,
            seats: rows(file.array("seats")?),
            seat_words: file.strings("seat_words")?,
            hold_ends: file.sized("hold_ends", length)?,
            hold_offices: file.sized("hold_offices", holders.len())?,
            hold_titles: file.sized("hold_titles", holders.len())?,
            hold_countries: file.sized("hold_countries", holders.len())?,
            hold_sectors: file.sized("hold_sectors", holders.len())?,
            hold_origins: file.sized("hold_origins", holders.len())?,
            hold_days: rows(file.sized("hold_days", holders.len() * 3)?),
            hold_precisions: file.sized("hold_precisions", holders.len())?,
            hold_holders: holders,
            by_office: file.sized("by_office", holders.len())?,
            role_keys: file.strings("role_keys")?,
            role_rows: file.array("role_rows")?,
            role_nouns: file.strings("role_nouns")?,
            role_sectors: file.strings("role_sectors")?,
            role_kinds: file.strings("role_kinds")?,
            role_offices: file.strings("role_offices")?,
            spelling: file.strings("spelling")?,
            first_names: file.strings("first_names")?,
            sector_codes: file.strings("sector_codes")?,
        };
        Ok(tables)
    }

    pub fn count(&self) -> u32 {
        self.ids.count() as u32
    }

    /// The entity of an id.
    pub fn find(&self, id: &str) -> Option<u32> {
        let at = self.by_id.binary_search_by_key(&id, |&entity| self.ids.get(entity as usize));
        at.ok().map(|at| self.by_id[at])
    }

    /// The kind of an entity.
    pub fn kind(&self, entity: u32) -> super::Kind {
        KINDS[usize::from(self.kinds[entity as usize]) % KINDS.len()]
    }

    /// The names of an entity as they are written.
    pub fn forms(&self, entity: u32) -> impl Iterator<Item = (&'d str, Naming)> + use<'d> {
        let (forms, namings) = (self.forms, self.form_namings);
        slots(self.form_ends, entity).map(move |at| (forms.get(at), naming(namings[at].into())))
    }

    /// The numbers of a person's holdings.
    pub fn holdings(&self, entity: u32) -> std::ops::Range<usize> {
        slots(self.hold_ends, entity)
    }

    /// The numbers of the holdings of an office of a country, by start.
    pub fn held(&self, office: &str, country: &str) -> &'d [u32] {
        let (Some(office), Some(country)) =
            (self.offices.find(office), self.countries.find(country))
        else {
            return &[];
        };
        let of = |&at: &u32| {
            let at = at as usize;
            (usize::from(self.hold_countries[at]), usize::from(self.hold_offices[at]))
        };
        let from = self.by_office.partition_point(|at| of(at) < (country, office));
        let to = self.by_office.partition_point(|at| of(at) <= (country, office));
        &self.by_office[from..to]
    }
}

fn slots(ends: &[u32], entity: u32) -> std::ops::Range<usize> {
    let at = entity as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    start as usize..ends[at] as usize
}

fn rows<T>(flat: &[T]) -> &[[T; 3]] {
    flat.as_chunks().0
}

fn naming(number: u32) -> Naming {
    NAMINGS[number as usize % NAMINGS.len()]
}

/// An automaton of names and their bearers.
pub(super) struct Names<'d> {
    automaton: Fst<&'d [u8]>,
    bearers: &'d [u32],
    count: usize,
}

/// Where a walk stands in an automaton; nowhere once it has left it.
pub(super) type Standing<'r> = Option<(Node<'r>, Output)>;

impl<'d> Names<'d> {
    fn open(file: &'d ModelFile, name: &str, bearers: &str, count: usize) -> Result<Self, Error> {
        let damaged = || Error::Damaged(name.into());
        let automaton = Fst::new(file.bytes(name).ok_or_else(damaged)?).map_err(|_| damaged())?;
        Ok(Names { automaton, bearers: file.array(bearers)?, count })
    }

    pub fn begin(&self) -> Standing<'_> {
        Some((self.automaton.root(), Output::zero()))
    }

    pub fn go_on<'r>(
        &'r self,
        mut at: Standing<'r>,
        bytes: impl Iterator<Item = u8>,
    ) -> Standing<'r> {
        for byte in bytes {
            let (node, output) = at?;
            let transition = node.transition(node.find_input(byte)?);
            at = Some((self.automaton.node(transition.addr), output.cat(transition.out)));
        }
        at
    }

    /// The entities that bear the name at which a walk stands, and how.
    pub fn bearers(&self, at: &Standing) -> impl Iterator<Item = (u32, Naming)> + use<'d> {
        let from = at.as_ref().filter(|(node, _)| node.is_final());
        let from = from.map(|(node, output)| output.cat(node.final_output()).value() as usize);
        let all = from.and_then(|from| self.bearers.get(from..)).unwrap_or_default();
        let last = all.iter().position(|packed| packed & LAST != 0).map_or(0, |at| at + 1);
        let count = self.count;
        all[..last]
            .iter()
            .map(|packed| (packed & ENTITY, naming((packed & !LAST) >> NAMING)))
            .filter(move |(entity, _)| (*entity as usize) < count)
    }
}
