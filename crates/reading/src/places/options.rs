//! What speaks for each of the places that a name may stand for.

use super::context::Context;
use super::names::Name;
use super::resolve::{Named, lies_in};
use crate::gazetteer::{Bearer, GAZETTEER, Kind, PlaceId};
use crate::weights::{Features, step};

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
        Options {
            group,
            context,
            at,
            largest: sizes.iter().copied().max().unwrap_or_default(),
            sizes,
            fitting: group.bearers.iter().map(fits).collect(),
            dateline: context.dateline(at),
            countries: match context.countries() {
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
            let named = self.context.is_named_around(place, of, &self.group.bearers);
            let named = if named { "named" } else { "not named" };
            features.add(&[in_named, named, kind]);
        }
        let (country, region) = self.context.shares(self.at, place);
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
        let held = self.context.held(self.at, place);
        features.add(&["holds", step(held.min(4)), kind]);
    }
}
