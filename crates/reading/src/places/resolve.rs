//! Which of the places that bear a name is meant, by what else the report names.

use super::context::{Context, wholes};
use super::names::Name;
use super::options::Options;
use crate::gazetteer::{Bearer, GAZETTEER, Kind, Naming, PlaceId};
use crate::weights::{Features, Weights};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A name with all its mentions in a report: one name means one place there.
pub struct Named {
    /// The mentions, by number.
    pub mentions: Vec<usize>,
    /// The places that may be meant, at most [`MOST`], the largest of them.
    pub bearers: Vec<Bearer>,
    /// Which of the bearers is taken.
    pub choice: Option<usize>,
}

/// The most places of one name that are weighed.
const MOST: usize = 40;

/// The names that were taken for places, by folded name; those that stand in pairs with different
/// wholes ("Portland, ME", "Portland, OR") each on their own.
pub fn groups(names: &[Name], taken: &[bool]) -> Vec<Named> {
    let whole = |name: &Name| -> Option<&str> {
        let whole = &names[name.pair?];
        let holds =
            |part: &Bearer| whole.bearers.iter().any(|whole| lies_in(part.place, whole.place));
        name.bearers.iter().any(holds).then_some(&whole.folded)
    };
    let mut first_whole: BTreeMap<&str, &str> = BTreeMap::new();
    for name in names {
        if let Some(whole) = whole(name) {
            first_whole.entry(&name.folded).or_insert(whole);
        }
    }
    let mut numbers: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    let mut groups: Vec<Named> = Vec::new();
    for (at, name) in names.iter().enumerate().filter(|&(at, _)| taken[at]) {
        let of = whole(name).or(first_whole.get(name.folded.as_str()).copied());
        let number = *numbers.entry((&name.folded, of)).or_insert_with(|| {
            let (mentions, bearers) = (Vec::new(), name.bearers.clone());
            groups.push(Named { mentions, bearers, choice: None });
            groups.len() - 1
        });
        groups[number].mentions.push(at);
    }
    groups
}

/// Whether one place lies in another: a city in its county, region or country.
pub fn lies_in(part: PlaceId, whole: PlaceId) -> bool {
    part != whole
        && match GAZETTEER.kind(whole) {
            Kind::Country => GAZETTEER.country_number(part) == GAZETTEER.country_number(whole),
            Kind::Region => GAZETTEER.region(part) == Some(whole),
            Kind::District => GAZETTEER.district(part) == Some(whole),
            _ => false,
        }
}

/// The kinds of features by which is chosen: before other names are resolved, and after.
pub const PASSES: [&str; 2] = ["alone", "together"];

/// Chooses for each group, once by the names alone and once more by what was chosen then.
pub fn resolve(groups: &mut [Named], names: &[Name], weights: &Weights) {
    choose(groups, names, weights, &PASSES);
    settle(groups, names);
}

/// The passes of [`resolve`] that are named.
pub fn choose(groups: &mut [Named], names: &[Name], weights: &Weights, passes: &[&'static str]) {
    narrow(groups);
    let known = groups.iter().filter(|group| !group.bearers.is_empty()).count();
    if known == 1 {
        // Nothing speaks for another than the one that everybody knows.
        groups.iter_mut().for_each(|group| group.choice = best_known(&group.bearers));
        return;
    }
    for pass in passes {
        let context = Context::of(groups, names);
        let mut features = Features::new(pass, false);
        let choices: Vec<Option<usize>> = (0..groups.len())
            .map(|at| {
                let options = Options::of(groups, names, at, &context);
                let scores = (0..groups[at].bearers.len()).map(|option| {
                    features.clear(pass);
                    options.features(option, &mut features);
                    weights.sum(&features)
                });
                let scores = scores.enumerate();
                scores.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(at, _)| at)
            })
            .collect();
        groups.iter_mut().zip(choices).for_each(|(group, choice)| group.choice = choice);
    }
}

/// Decides between cities and the regions of their name by the words beside them.
fn settle(groups: &mut [Named], names: &[Name]) {
    let wholes: Vec<usize> = names.iter().filter_map(|name| name.pair).collect();
    for group in groups {
        let of_region = |at: &usize| names[*at].designated || wholes.contains(at);
        let region = group.mentions.iter().any(of_region);
        let choose = if region { around } else { seat };
        group.choice = group.choice.map(|choice| choose(&group.bearers, choice));
    }
}

/// The largest of the places that go by the name, or else of all; a country or its capital counts
/// as if ten times as many people lived there.
fn best_known(bearers: &[Bearer]) -> Option<usize> {
    const TENFOLD: u8 = 18;
    let known = |(_, bearer): &(usize, &Bearer)| {
        let state = matches!(GAZETTEER.kind(bearer.place), Kind::Country | Kind::Capital);
        let size = GAZETTEER.size(bearer.place) + if state { TENFOLD } else { 0 };
        (bearer.naming != Naming::Other, size, Reverse(bearer.place))
    };
    bearers.iter().enumerate().max_by_key(known).map(|(at, _)| at)
}

/// In place of a city, the region around it that bears its name.
fn around(bearers: &[Bearer], choice: usize) -> usize {
    let city = bearers[choice].place;
    let is_region = |bearer: &Bearer| {
        GAZETTEER.kind(bearer.place) == Kind::Region && lies_in(city, bearer.place)
    };
    bearers.iter().position(is_region).unwrap_or(choice)
}

/// In place of a region, the city in it that bears its name, where much of its people live there:
/// "Geneva" is the city, "Quebec" the province.
fn seat(bearers: &[Bearer], choice: usize) -> usize {
    /// A seventh of the people.
    const MUCH: u8 = 14;
    let region = bearers[choice].place;
    if !matches!(GAZETTEER.kind(region), Kind::Region | Kind::District) {
        return choice;
    }
    let is_seat = |bearer: &&Bearer| {
        bearer.naming == Naming::Main
            && matches!(GAZETTEER.kind(bearer.place), Kind::City | Kind::Capital)
            && lies_in(bearer.place, region)
            && GAZETTEER.size(bearer.place) + MUCH >= GAZETTEER.size(region)
    };
    let seats = bearers.iter().enumerate().filter(|(_, bearer)| is_seat(bearer));
    seats.max_by_key(|(_, bearer)| GAZETTEER.size(bearer.place)).map_or(choice, |(at, _)| at)
}

/// Leaves the largest places of each name, and those that lie in a region that is named.
fn narrow(groups: &mut [Named]) {
    let wholes = wholes(groups);
    for group in groups.iter_mut().filter(|group| group.bearers.len() > MOST) {
        group.bearers.sort_by_key(|bearer| {
            let region = GAZETTEER.region(bearer.place);
            let named = region.is_some_and(|region| wholes.contains(&region));
            let size = GAZETTEER.size(bearer.place);
            (!named, bearer.naming, Reverse(size), bearer.place)
        });
        group.bearers.truncate(MOST);
    }
}
