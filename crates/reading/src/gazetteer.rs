//! The gazetteer: names and the places that bear them, read in place.
//!
//! It is made by `cargo xtask places` from GeoNames data and from the lists under `data/places/`.
//! The file is one of named arrays, as a syntax model is ([`chancery_syntax::file`]): an automaton
//! of folded names (`fst`), the bearers of each name, and the places as columns.

use chancery_syntax::Error;
use chancery_syntax::file::{Bytes, ModelFile, Strings, Writer};
use fst::raw::{Fst, Node, Output};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The names of places and what they stand for.
pub struct Gazetteer<'d> {
    index: Fst<&'d [u8]>,
    bearers: &'d [u32],
    names: Strings<'d>,
    isos: Strings<'d>,
    ids: &'d [u32],
    lats: &'d [i32],
    lons: &'d [i32],
    regions: &'d [u16],
    districts: &'d [u16],
    countries: &'d [u8],
    kinds: &'d [u8],
    sizes: &'d [u8],
}

/// A place of the gazetteer, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u32);

/// What sort of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Kind {
    /// A state, or a territory with a country code of its own.
    Country,
    /// A first-level region: a state, province, oblast.
    Region,
    /// A second-level region: a county, district.
    District,
    /// The capital of a country.
    Capital,
    /// Any other city, town, village, or part of one.
    City,
    /// A continent or another named region of several countries or parts of them.
    Area,
    /// A sea, strait, river or lake; an island, mountain or desert.
    Feature,
    /// An airport, a base, a crossing.
    Site,
}

impl Kind {
    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Region => "region",
            Kind::District => "district",
            Kind::Capital => "capital",
            Kind::City => "city",
            Kind::Area => "area",
            Kind::Feature => "feature",
            Kind::Site => "site",
        }
    }
}

const KINDS: [Kind; 8] = [
    Kind::Country,
    Kind::Region,
    Kind::District,
    Kind::Capital,
    Kind::City,
    Kind::Area,
    Kind::Feature,
    Kind::Site,
];

/// A place that bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The place.
    pub place: PlaceId,
    /// How the name is one of its names.
    pub naming: Naming,
}

/// How a name is one of a place's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// The name it goes by.
    Main,
    /// Another: a spelling, an older name, one in another language.
    Other,
    /// A short form that is written with a full stop or in capitals: `Ky.`, `UK`.
    Short,
}

impl Naming {
    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Naming::Main => "main",
            Naming::Other => "other",
            Naming::Short => "short",
        }
    }
}

const LAST: u32 = 1 << 31;
const OTHER: u32 = 1 << 30;
const SHORT: u32 = 1 << 29;
const PLACE: u32 = SHORT - 1;
const NONE: u16 = u16::MAX;
const NOWHERE: i32 = i32::MIN;

#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../data/places/gazetteer.bin"));

/// The gazetteer that the program carries.
pub static GAZETTEER: LazyLock<Gazetteer<'static>> = LazyLock::new(|| {
    static FILE: LazyLock<Result<ModelFile, Error>> =
        LazyLock::new(|| ModelFile::new(Bytes::Embedded(&BYTES.0)));
    let opened = FILE.as_ref().map_err(ToString::to_string);
    let gazetteer = opened.and_then(|file| Gazetteer::open(file).map_err(|e| e.to_string()));
    gazetteer.unwrap_or_else(|fault| panic!("in data/places/gazetteer.bin: {fault}"))
});

impl<'d> Gazetteer<'d> {
    /// The gazetteer that a file holds.
    ///
    /// # Errors
    /// When a part is missing or does not fit the others.
    pub fn open(file: &'d ModelFile) -> Result<Self, Error> {
        let damaged = |part: &str| Error::Damaged(part.into());
        let index = file.bytes("index").ok_or_else(|| damaged("index"))?;
        let ids: &[u32] = file.array("ids")?;
        let length = ids.len();
        Ok(Gazetteer {
            index: Fst::new(index).map_err(|_| damaged("index"))?,
            bearers: file.array("bearers")?,
            names: file.strings("names")?,
            isos: file.strings("isos")?,
            ids,
            lats: file.sized("lats", length)?,
            lons: file.sized("lons", length)?,
            regions: file.sized("regions", length)?,
            districts: file.sized("districts", length)?,
            countries: file.sized("countries", length)?,
            kinds: file.sized("kinds", length)?,
            sizes: file.sized("sizes", length)?,
        })
    }

    /// How many places there are.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// The places that bear a name, those that go by it first.
    pub fn named(&self, name: &str) -> Vec<Bearer> {
        let mut walk = self.walk();
        let mut folded = String::new();
        for word in name.split(is_break) {
            fold(word, &mut folded);
        }
        walk.step(&folded);
        walk.bearers()
    }

    /// A walk over the words of a text that may be a name.
    pub fn walk(&self) -> Walk<'_, 'd> {
        Walk { gazetteer: self, at: Some((self.index.root(), Output::zero())), begun: false }
    }

    /// The name that a place goes by.
    pub fn name(&self, place: PlaceId) -> &'d str {
        self.names.get(place.0 as usize)
    }

    /// The GeoNames id; none for a place that only the lists of this project know.
    pub fn geonameid(&self, place: PlaceId) -> Option<u32> {
        Some(self.ids[place.0 as usize]).filter(|&id| id != 0)
    }

    /// What sort of place it is.
    pub fn kind(&self, place: PlaceId) -> Kind {
        KINDS[usize::from(self.kinds[place.0 as usize]) % KINDS.len()]
    }

    /// ISO 3166-1 alpha-3; none for what lies in several countries or in none.
    pub fn country(&self, place: PlaceId) -> Option<&'d str> {
        Some(self.isos.get(usize::from(self.country_number(place)))).filter(|iso| !iso.is_empty())
    }

    /// The number of its country in this gazetteer; 0 for none.
    pub(crate) fn country_number(&self, place: PlaceId) -> u8 {
        self.countries[place.0 as usize]
    }

    /// The first-level region that it lies in, or that it is.
    pub fn region(&self, place: PlaceId) -> Option<PlaceId> {
        Some(self.regions[place.0 as usize]).filter(|&at| at != NONE).map(|at| PlaceId(at.into()))
    }

    /// The second-level region that it lies in, or that it is.
    pub fn district(&self, place: PlaceId) -> Option<PlaceId> {
        Some(self.districts[place.0 as usize]).filter(|&at| at != NONE).map(|at| PlaceId(at.into()))
    }

    /// Degrees north and east.
    pub fn point(&self, place: PlaceId) -> Option<(f64, f64)> {
        let [lat, lon] = [self.lats, self.lons].map(|of| of[place.0 as usize]);
        let degrees = |units: i32| f64::from(units) / 1e5;
        (lat != NOWHERE && lon != NOWHERE).then(|| (degrees(lat), degrees(lon)))
    }

    /// How many people live there, as sixteen times the decimal logarithm; 0 where not known.
    pub fn size(&self, place: PlaceId) -> u8 {
        self.sizes[place.0 as usize]
    }
}

/// Where a walk over words stands: every word took it further, or it stands nowhere.
#[derive(Clone)]
pub struct Walk<'g, 'd> {
    gazetteer: &'g Gazetteer<'d>,
    at: Option<(Node<'g>, Output)>,
    begun: bool,
}

impl Walk<'_, '_> {
    /// Takes the next word, folded by [`fold`]; false where no name goes on so.
    pub fn step(&mut self, folded: &str) -> bool {
        let space = self.begun.then_some(b' ');
        for byte in space.into_iter().chain(folded.bytes()) {
            self.at = self.at.and_then(|(node, output)| {
                let transition = node.transition(node.find_input(byte)?);
                let next = self.gazetteer.index.node(transition.addr);
                Some((next, output.cat(transition.out)))
            });
            if self.at.is_none() {
                return false;
            }
        }
        self.begun = true;
        true
    }

    /// Whether the words so far are a name.
    pub fn is_name(&self) -> bool {
        self.at.as_ref().is_some_and(|(node, _)| node.is_final())
    }

    /// The places that bear the name, those that go by it first.
    pub fn bearers(&self) -> Vec<Bearer> {
        let Some((node, output)) = self.at.filter(|(node, _)| node.is_final()) else {
            return Vec::new();
        };
        let from = output.cat(node.final_output()).value() as usize;
        let mut bearers = Vec::new();
        for &packed in self.gazetteer.bearers.get(from..).unwrap_or_default() {
            let naming = match (packed & SHORT != 0, packed & OTHER != 0) {
                (true, _) => Naming::Short,
                (false, true) => Naming::Other,
                (false, false) => Naming::Main,
            };
            let place = PlaceId(packed & PLACE);
            if (place.0 as usize) < self.gazetteer.count() {
                bearers.push(Bearer { place, naming });
            }
            if packed & LAST != 0 {
                break;
            }
        }
        bearers
    }
}

/// Whether a character parts the words of a name.
pub fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '/')
}

/// Adds a word to `folded`, parted by a space: lower case, without accents, apostrophes and full
/// stops, and with one spelling for words that have two (`Saint`, `Fort`, `Mount`).
///
/// Names are the same if they fold to the same.
pub fn fold(word: &str, folded: &mut String) {
    let before = folded.len();
    if before > 0 {
        folded.push(' ');
    }
    let start = folded.len();
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() {
            unicode_normalization::char::decompose_compatible(c, |part| fold_letter(part, folded));
        } else if !matches!(c, '.' | '\'' | '`') {
            folded.push(c);
        }
    }
    match &folded[start..] {
        "saint" => folded.replace_range(start.., "st"),
        "ft" => folded.replace_range(start.., "fort"),
        "mount" => folded.replace_range(start.., "mt"),
        "" => folded.truncate(before),
        _ => {}
    }
}

fn fold_letter(c: char, folded: &mut String) {
    match c {
        'ø' | 'Ø' => folded.push('o'),
        'ł' | 'Ł' => folded.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        'ı' => folded.push('i'),
        'æ' | 'Æ' => folded.push_str("ae"),
        'œ' | 'Œ' => folded.push_str("oe"),
        'ß' => folded.push_str("ss"),
        'þ' | 'Þ' => folded.push_str("th"),
        'ə' | 'Ə' => folded.push('a'),
        '’' | '‘' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | '´' | '′' | '.' => {}
        c if unicode_normalization::char::is_combining_mark(c) => {}
        c => folded.extend(c.to_lowercase()),
    }
}

/// A place to put into a gazetteer.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The GeoNames id; 0 for none.
    pub id: u32,
    /// The name it goes by.
    pub name: String,
    /// More that it goes by.
    pub main: Vec<String>,
    /// Its other names.
    pub others: Vec<String>,
    /// Forms written with a full stop or in capitals.
    pub short: Vec<String>,
    /// What sort of place it is.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3, or nothing.
    pub country: String,
    /// The place among those given that is its first-level region, and the second-level one.
    pub region: Option<usize>,
    /// The place among those given that is its second-level region.
    pub district: Option<usize>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// How many people live there.
    pub people: u64,
}

/// The file of a gazetteer of these places. Regions and districts must be among the first 65,535.
///
/// # Panics
/// When they are not, or there are too many places: a mistake in what makes it.
pub fn write(places: &[Entry]) -> Vec<u8> {
    assert!(places.len() < PLACE as usize, "too many places");
    let mut isos: Vec<&str> = places.iter().map(|place| place.country.as_str()).collect();
    isos.push("");
    isos.sort_unstable();
    isos.dedup();
    let mut names: BTreeMap<String, BTreeMap<u32, Naming>> = BTreeMap::new();
    for (number, place) in places.iter().enumerate() {
        let with = |words: &Vec<String>, naming| {
            words.iter().map(|words| (words.clone(), naming)).collect::<Vec<_>>()
        };
        let of_place = [(place.name.clone(), Naming::Main)]
            .into_iter()
            .chain(with(&place.main, Naming::Main))
            .chain(with(&place.others, Naming::Other))
            .chain(with(&place.short, Naming::Short));
        for (name, naming) in of_place {
            let mut folded = String::new();
            name.split(is_break).for_each(|word| fold(word, &mut folded));
            if !folded.is_empty() {
                // A short form says more of how a name is written than that it is another.
                let rank = |naming| match naming {
                    Naming::Main => 0,
                    Naming::Short => 1,
                    Naming::Other => 2,
                };
                let known = names.entry(folded).or_default().entry(number as u32).or_insert(naming);
                if rank(naming) < rank(*known) {
                    *known = naming;
                }
            }
        }
    }
    let mut index = fst::raw::Builder::memory();
    let mut bearers: Vec<u32> = Vec::new();
    for (name, of_name) in &names {
        let from = bearers.len() as u64;
        let mut of_name: Vec<(Naming, u32)> = of_name.iter().map(|(&at, &by)| (by, at)).collect();
        of_name.sort_unstable();
        for (i, &(naming, place)) in of_name.iter().enumerate() {
            let flag = match naming {
                Naming::Main => 0,
                Naming::Other => OTHER,
                Naming::Short => SHORT,
            };
            let last = if i + 1 == of_name.len() { LAST } else { 0 };
            bearers.push(place | flag | last);
        }
        index.insert(name, from).expect("names come sorted");
    }
    let number = |at: Option<usize>| {
        at.map_or(NONE, |at| u16::try_from(at).ok().filter(|&at| at != NONE).expect("a region"))
    };
    let units = |of: fn((f64, f64)) -> f64| -> Vec<i32> {
        let unit = |place: &Entry| place.point.map_or(NOWHERE, |p| (of(p) * 1e5).round() as i32);
        places.iter().map(unit).collect()
    };
    let country = |place: &Entry| isos.binary_search(&place.country.as_str()).unwrap_or(0) as u8;
    let size = |place: &Entry| size(place.people);
    let mut file = Writer::default();
    file.array("index", &index.into_inner().expect("an automaton in memory"));
    file.array("bearers", &bearers);
    file.strings("names", places.iter().map(|place| place.name.as_str()));
    file.strings("isos", isos.iter().copied());
    file.array("ids", &places.iter().map(|place| place.id).collect::<Vec<_>>());
    file.array("lats", &units(|(lat, _)| lat));
    file.array("lons", &units(|(_, lon)| lon));
    file.array("regions", &places.iter().map(|place| number(place.region)).collect::<Vec<_>>());
    file.array("districts", &places.iter().map(|place| number(place.district)).collect::<Vec<_>>());
    file.array("countries", &places.iter().map(country).collect::<Vec<_>>());
    file.array("kinds", &places.iter().map(|place| place.kind as u8).collect::<Vec<_>>());
    file.array("sizes", &places.iter().map(size).collect::<Vec<_>>());
    file.finish()
}

/// Sixteen times the decimal logarithm, in whole numbers alone, so that it is the same everywhere.
fn size(people: u64) -> u8 {
    // 10^(1/16), a hundred thousand times.
    const STEP: u64 = 115_478;
    let (mut size, mut bound) = (0u8, 100_000u64);
    while people.saturating_mul(100_000) >= bound.saturating_mul(STEP) / 100_000 && size < u8::MAX {
        bound = bound.saturating_mul(STEP) / 100_000;
        size += 1;
    }
    size
}
