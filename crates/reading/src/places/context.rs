//! What else a report names, and how a place stands to it.

use super::names::Name;
use super::resolve::{Named, lies_in};
use crate::gazetteer::{Bearer, GAZETTEER, Kind, Naming, PlaceId};
use std::collections::{BTreeMap, BTreeSet};

/// The countries and regions that the names may be of, whatever their size.
pub fn wholes(groups: &[Named]) -> BTreeSet<PlaceId> {
    let whole = |bearer: &&Bearer| {
        matches!(GAZETTEER.kind(bearer.place), Kind::Country | Kind::Region)
            && bearer.naming != Naming::Other
    };
    let of_group = |group: &Named| {
        group.bearers.iter().filter(whole).map(|bearer| bearer.place).collect::<Vec<_>>()
    };
    groups.iter().flat_map(of_group).collect()
}

/// What a report names, as far as it is known.
pub struct Context {
    /// The countries, by number, and the regions that some name may be of.
    country_wholes: BTreeMap<u8, PlaceId>,
    region_wholes: BTreeSet<PlaceId>,
    /// What was chosen for each group, with how much it counts.
    chosen: Vec<Option<(PlaceId, f32)>>,
    /// The groups that count most, with what was chosen for them.
    foremost: Vec<(usize, PlaceId)>,
    /// How much the places in each country and region count, and all.
    countries: BTreeMap<u8, f32>,
    regions: BTreeMap<PlaceId, f32>,
    all: f32,
    /// The group of the dateline's name.
    dateline: Option<usize>,
}

/// The most groups that a place is compared with one by one, so that the time for a long text does
/// not grow with its square.
const FOREMOST: usize = 200;

impl Context {
    /// Of groups with or without choices.
    pub fn of(groups: &[Named], names: &[Name]) -> Self {
        let weigh = |group: &Named| {
            let place = group.bearers.get(group.choice?)?.place;
            // A second mention says less than another name does.
            Some((place, (group.mentions.len() as f32).sqrt()))
        };
        let chosen: Vec<Option<(PlaceId, f32)>> = groups.iter().map(weigh).collect();
        let mut foremost: Vec<usize> =
            (0..groups.len()).filter(|&at| chosen[at].is_some()).collect();
        foremost.sort_by_key(|&at| std::cmp::Reverse(groups[at].mentions.len()));
        foremost.truncate(FOREMOST);
        let named = |at: usize| chosen[at].map(|(place, _)| (at, place));
        let wholes = wholes(groups);
        let is_region = |place: &PlaceId| GAZETTEER.kind(*place) == Kind::Region;
        let countries = wholes.iter().filter(|place| !is_region(place));
        let of_dateline =
            |group: &Named| group.mentions.iter().any(|&at| names[at].passage.is_none());
        let mut context = Context {
            country_wholes: countries
                .map(|place| (GAZETTEER.country_number(*place), *place))
                .collect(),
            region_wholes: wholes.iter().copied().filter(is_region).collect(),
            foremost: foremost.into_iter().filter_map(named).collect(),
            countries: BTreeMap::new(),
            regions: BTreeMap::new(),
            all: 0.0,
            dateline: groups.iter().position(of_dateline),
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

    /// In how many countries the chosen places lie.
    pub fn countries(&self) -> usize {
        self.countries.len()
    }

    /// Where the report was written, as seen from a group: none where the dateline names it.
    pub fn dateline(&self, at: usize) -> Option<PlaceId> {
        let dateline = self.dateline.filter(|&dateline| dateline != at)?;
        self.chosen[dateline].map(|(place, _)| place)
    }

    /// Whether a place lies in a country, or in a region, that some name other than those of `own`
    /// may be of.
    pub fn is_named_around(&self, place: PlaceId, around: Kind, own: &[Bearer]) -> bool {
        let whole = match around {
            Kind::Country => self.country_wholes.get(&GAZETTEER.country_number(place)).copied(),
            _ => GAZETTEER.region(place).filter(|region| self.region_wholes.contains(region)),
        };
        whole.is_some_and(|whole| whole != place && !own.iter().any(|bearer| bearer.place == whole))
    }

    /// The shares of the other groups' places that lie in a place's country and region, in steps.
    pub fn shares(&self, at: usize, place: PlaceId) -> (usize, usize) {
        let own = self.chosen[at];
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

    /// What was chosen for the groups beside one.
    fn beside(&self, at: usize) -> impl Iterator<Item = PlaceId> {
        self.foremost.iter().filter(move |(other, _)| *other != at).map(|&(_, place)| place)
    }

    /// How many of the places beside a group lie in a place.
    pub fn held(&self, at: usize, place: PlaceId) -> usize {
        self.beside(at).filter(|part| lies_in(*part, place)).count()
    }

    /// How near the nearest other place is that is named, in steps.
    pub fn nearest(&self, at: usize, place: PlaceId) -> usize {
        const STEPS: [f64; 8] = [5.0, 20.0, 50.0, 120.0, 250.0, 600.0, 1500.0, 4000.0];
        let Some(point) = GAZETTEER.point(place) else { return 10 };
        let nearest = self
            .beside(at)
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
