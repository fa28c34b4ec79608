//! The embedded gazetteer holds what its lists say, and finds places by any spelling.

#![allow(clippy::unwrap_used)]

use chancery_reading::gazetteer::{Bearer, GAZETTEER, Kind, fold};
use proptest::prelude::*;
use std::path::Path;

fn list(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/places").join(name);
    std::fs::read_to_string(path).unwrap()
}

fn rows(list: &str) -> impl Iterator<Item = Vec<&str>> {
    list.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// The GeoNames id of the largest place that bears a name.
fn largest(name: &str) -> Option<u32> {
    let bearers = GAZETTEER.named(name);
    let largest = bearers.iter().max_by_key(|bearer| GAZETTEER.size(bearer.place))?;
    GAZETTEER.geonameid(largest.place)
}

#[test]
fn every_listed_name_is_there() {
    for row in rows(&list("names.tsv")) {
        let id: u32 = row[0].parse().unwrap();
        let bears = |bearer: &Bearer| GAZETTEER.geonameid(bearer.place) == Some(id);
        assert!(GAZETTEER.named(row[2]).iter().any(bears), "{row:?}: run cargo xtask places");
    }
}

#[test]
fn every_listed_region_is_there() {
    for row in rows(&list("regions.tsv")) {
        let point = (row[4].parse::<f64>().unwrap(), row[5].parse::<f64>().unwrap());
        let is_it = |bearer: &Bearer| {
            let there = GAZETTEER.point(bearer.place);
            there.is_some_and(|(lat, lon)| (lat - point.0).abs() + (lon - point.1).abs() < 1e-3)
        };
        let others = row[6].split(';').filter(|name| !name.is_empty());
        for name in std::iter::once(row[1]).chain(others) {
            assert!(GAZETTEER.named(name).iter().any(is_it), "{name}: run cargo xtask places");
        }
    }
}

#[test]
fn names_are_the_same_in_any_spelling() {
    for (name, other) in [
        ("São Paulo", "Sao Paulo"),
        ("Saint Petersburg", "St. Petersburg"),
        ("Port-au-Prince", "PORT AU PRINCE"),
        ("Sana'a", "Sana’a"),
        ("Łódź", "Lodz"),
        ("Malmö", "Malmo"),
    ] {
        assert_eq!(largest(name), largest(other), "{name}, {other}");
        assert!(largest(name).is_some(), "{name}");
    }
}

#[test]
fn places_lie_in_their_regions_and_countries() {
    let istanbul = GAZETTEER
        .named("Istanbul")
        .into_iter()
        .find(|bearer| GAZETTEER.geonameid(bearer.place) == Some(745_044));
    let istanbul = istanbul.unwrap().place;
    assert_eq!(GAZETTEER.country(istanbul), Some("TUR"));
    assert_eq!(GAZETTEER.region(istanbul).map(|region| GAZETTEER.name(region)), Some("Istanbul"));
    let (lat, lon) = GAZETTEER.point(istanbul).unwrap();
    assert!((lat - 41.0).abs() < 0.1 && (lon - 28.95).abs() < 0.1);
    let capitals = |name: &str| {
        let capital = |bearer: &&Bearer| GAZETTEER.kind(bearer.place) == Kind::Capital;
        GAZETTEER.named(name).iter().filter(capital).count()
    };
    assert_eq!((capitals("Ankara"), capitals("Washington"), capitals("Istanbul")), (1, 1, 0));
}

#[test]
fn what_is_no_name_has_no_bearers() {
    for words in ["", " ", "Xyzzyville", "Paris Texas Ohio", "\u{301}"] {
        assert!(GAZETTEER.named(words).is_empty(), "{words:?}");
    }
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(word in "\\PC{0,12}") {
        let mut once = String::new();
        fold(&word, &mut once);
        let mut twice = String::new();
        once.split(' ').for_each(|part| fold(part, &mut twice));
        let mut thrice = String::new();
        twice.split(' ').for_each(|part| fold(part, &mut thrice));
        prop_assert_eq!(twice, thrice);
        GAZETTEER.named(&word);
    }
}
