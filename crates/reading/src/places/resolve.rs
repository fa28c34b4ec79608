//! Which of the places that bear a name is meant, by what else the report names.

use super::names::Name;
use crate::gazetteer::{Bearer, GAZETTEER, Kind, Naming, PlaceId};
use crate::weights::{Features, Weights, step};
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

/// The countries and regions that the names may be of, by name and not by size.
fn wholes(groups: &[Named]) -> Vec<PlaceId> {
    let of_group = |group: &Named| {
        let wholes = group.bearers.iter().filter(|bearer| {
            matches!(GAZETTEER.kind(bearer.place), Kind::Country | Kind::Region)
                && bearer.naming != Naming::Other
        });
        wholes.map(|bearer| bearer.place).collect::<Vec<_>>()
    };
    groups.iter().flat_map(of_group).collect()
}

/// What the report names, as far as it is known.
pub struct Context {
    /// The countries and regions that some name may be of.
    wholes: Vec<PlaceId>,
    /// What was chosen, with how often it is named.
    chosen: Vec<Option<(PlaceId, f32)>>,
    /// By country and by region, how often a place in it is named.
    countries: BTreeMap<u8, f32>,
    regions: BTreeMap<PlaceId, f32>,
    all: f32,
    /// What the dateline's name was resolved to.
    dateline: Option<usize>,
}

impl Context {
    /// Of groups with or without choices.
    pub fn of(groups: &[Named], names: &[Name]) -> Self {
        let weigh = |group: &Named| {
            let place = group.bearers.get(group.choice?)?.place;
            // A second mention says less than another name does.
            let times = (group.mentions.len() as f32).sqrt();
            Some((place, times))
        };
        let chosen: Vec<Option<(PlaceId, f32)>> = groups.iter().map(weigh).collect();
        let mut context = Context {
            wholes: wholes(groups),
            countries: BTreeMap::new(),
            regions: BTreeMap::new(),
            all: 0.0,
            dateline: groups
                .iter()
                .position(|group| group.mentions.iter().any(|&at| names[at].passage.is_none())),
            chosen: Vec::new(),
        };
        for &(place, times) in chosen.iter().flatten() {
            context.count(place, times);
        }
        context.chosen = chosen;
        context
    }

    fn count(&mut self, place: PlaceId, times: f32) {
        let country = GAZETTEER.country_number(place);
        if country != 0 {
            *self.countries.entry(country).or_default() += times;
        }
        if let Some(region) = GAZETTEER.region(place) {
            *self.regions.entry(region).or_default() += times;
        }
        self.all += times;
    }

    /// The share of the other groups' places that lie in a country or region.
    fn share(&self, own: Option<(PlaceId, f32)>, place: PlaceId) -> (usize, usize) {
        let own_times = own.map_or(0.0, |(_, times)| times);
        let others = self.all - own_times;
        let country = GAZETTEER.country_number(place);
        let without = |count: f32, same: bool| if same { count - own_times } else { count };
        let same_country = own.is_some_and(|(own, _)| GAZETTEER.country_number(own) == country);
        let in_country = self.countries.get(&country).copied().unwrap_or_default();
        let in_country = without(in_country, same_country);
        let region = GAZETTEER.region(place);
        let in_region = region.map_or(0.0, |region| {
            let same = own.is_some_and(|(own, _)| GAZETTEER.region(own) == Some(region));
            without(self.regions.get(&region).copied().unwrap_or_default(), same)
        });
        (part(in_country, others), part(in_region, others))
    }

    /// How near the nearest other place is that is named, in steps.
    fn nearest(&self, at: usize, place: PlaceId) -> usize {
        const STEPS: [f64; 8] = [5.0, 20.0, 50.0, 120.0, 250.0, 600.0, 1500.0, 4000.0];
        let Some(point) = GAZETTEER.point(place) else { return 10 };
        let nearest = self
            .chosen
            .iter()
            .enumerate()
            .filter(|&(other, _)| other != at)
            .filter_map(|(_, chosen)| chosen.map(|(place, _)| place))
            .filter(|&other| other != place)
            .filter(|&other| !matches!(GAZETTEER.kind(other), Kind::Country | Kind::Area))
            .filter_map(|other| GAZETTEER.point(other))
            .map(|other| kilometres(point, other))
            .fold(f64::MAX, f64::min);
        if nearest == f64::MAX {
            return 9;
        }
        STEPS.iter().position(|step| nearest < *step).unwrap_or(8)
    }
}

/// A share of all, in eight steps: 0 is none, 7 all, 8 where there is nothing to share.
fn part(some: f32, all: f32) -> usize {
    if all < 0.5 {
        return 8;
    }
    match some / all {
        share if share < 0.01 => 0,
        share if share < 0.1 => 1,
        share if share < 0.25 => 2,
        share if share < 0.4 => 3,
        share if share < 0.6 => 4,
        share if share < 0.8 => 5,
        share if share < 0.99 => 6,
        _ => 7,
    }
}

/// Kilometres between two points, by the plane that touches the globe between them: right to a few
/// per cent where it matters, and the same on every machine.
pub fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let mut across = (a.1 - b.1).abs();
    if across > 180.0 {
        across = 360.0 - across;
    }
    let middle = ((a.0 + b.0) / 2.0).to_radians();
    // The cosine's series up to 90 degrees.
    let square = middle * middle;
    let cosine =
        1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0 * (1.0 - square / 56.0)));
    let (north, east) = (a.0 - b.0, across * cosine);
    111.2 * (north * north + east * east).sqrt()
}

/// What is known of a group beside each of its places by itself.
pub struct Options<'g> {
    group: &'g Named,
    context: &'g Context,
    /// The group's number.
    at: usize,
    sizes: Vec<u8>,
    largest: u8,
    /// Which of the places lie in what stands behind a comma.
    fitting: Vec<bool>,
    /// Where the report was written, if that is another place.
    dateline: Option<PlaceId>,
    /// How many countries the report names.
    countries: &'static str,
}

impl<'g> Options<'g> {
    /// Of a group among others.
    pub fn of(groups: &'g [Named], names: &[Name], at: usize, context: &'g Context) -> Self {
        let group = &groups[at];
        let pairs = group.mentions.iter().filter_map(|&mention| names[mention].pair);
        let pairs: Vec<&Name> = pairs.map(|whole| &names[whole]).collect();
        let fits = |bearer: &Bearer| {
            let holds = |whole: &Bearer| lies_in(bearer.place, whole.place);
            pairs.iter().any(|whole| whole.bearers.iter().any(holds))
        };
        let sizes: Vec<u8> =
            group.bearers.iter().map(|bearer| GAZETTEER.size(bearer.place)).collect();
        let dateline = context.dateline.filter(|&dateline| dateline != at);
        Options {
            group,
            context,
            at,
            largest: sizes.iter().copied().max().unwrap_or_default(),
            sizes,
            fitting: group.bearers.iter().map(fits).collect(),
            dateline: dateline.and_then(|at| context.chosen[at]).map(|(place, _)| place),
            countries: match context.countries.len() {
                few @ 0..=2 => step(few),
                3 | 4 => "some",
                5..=7 => "many",
                _ => "very many",
            },
        }
    }

    /// The features of one of its places.
    pub fn features(&self, option: usize, features: &mut Features) {
        let bearer = &self.group.bearers[option];
        let place = bearer.place;
        let (kind, naming) = (GAZETTEER.kind(place).name(), bearer.naming.name());
        let size = self.sizes[option];
        let larger = self.sizes.iter().filter(|other| **other > size).count();
        let rank = step(if larger < 4 { larger } else { 4 + larger / 8 });
        let behind = self.largest - size;
        features.add(&["size", step(size / 8)]);
        features.add(&["rank", rank]);
        features.add(&["rank+countries", rank, self.countries]);
        features.add(&["behind", step(behind / 8)]);
        features.add(&["behind+countries", step(behind / 12), self.countries]);
        features.add(&["kind", kind]);
        features.add(&["kind+naming", kind, naming]);
        if self.group.bearers.len() == 1 {
            features.add(&["only"]);
        }
        features.add(&[
            "pair",
            match (self.fitting[option], self.fitting.contains(&true)) {
                (true, _) => "fits",
                (false, true) => "another fits",
                (false, false) => "none fits",
            },
        ]);
        for (of, in_named) in [(Kind::Country, "in country"), (Kind::Region, "in region")] {
            let named = if self.in_named(place, of) { "named" } else { "not named" };
            features.add(&[in_named, named, kind]);
        }
        let (country, region) = self.context.share(self.context.chosen[self.at], place);
        features.add(&["country", step(country)]);
        features.add(&["region", step(region)]);
        features.add(&["country+countries", step(country), self.countries]);
        let coarse = step(size / 24);
        features.add(&["country+size", step(country / 2), coarse]);
        let nearest = step(self.context.nearest(self.at, place));
        features.add(&["nearest", nearest]);
        features.add(&["nearest+size", nearest, coarse]);
        features.add(&["nearest+kind", nearest, kind]);
        if let Some(dateline) = self.dateline {
            let region = GAZETTEER.region(dateline);
            let same_region = region.is_some() && region == GAZETTEER.region(place);
            let same = GAZETTEER.country_number(dateline) == GAZETTEER.country_number(place);
            features.add(&[
                "dateline",
                match (same_region, same) {
                    (true, _) => "region",
                    (false, true) => "country",
                    (false, false) => "elsewhere",
                },
            ]);
        }
        let others = self.context.chosen.iter().enumerate().filter(|&(other, _)| other != self.at);
        let held = others.filter_map(|(_, chosen)| *chosen);
        let held = held.filter(|(part, _)| lies_in(*part, place)).count();
        features.add(&["holds", step(held.min(4)), kind]);
    }

    /// Whether a place lies in a country or region that some other name may be of.
    fn in_named(&self, place: PlaceId, of: Kind) -> bool {
        let own = |whole: &PlaceId| self.group.bearers.iter().any(|own| own.place == *whole);
        let mut wholes = self.context.wholes.iter().filter(|whole| GAZETTEER.kind(**whole) == of);
        wholes.any(|whole| !own(whole) && lies_in(place, *whole))
    }
}
