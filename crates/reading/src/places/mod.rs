//! Place names and the places that they stand for.
//!
//! Names that the gazetteer or the syntax model knows are weighed one by one (`recognise`); those
//! taken for places are resolved together, each by what the others are (`resolve`). What speaks for
//! a decision are named features, whose weights are data (`features`).

mod features;
#[cfg(feature = "learn")]
pub mod learn;
mod names;
mod recognise;
mod resolve;

use crate::gazetteer::{GAZETTEER, PlaceId};
use crate::page::Page;
use crate::{Dateline, Place, Span};
use features::Weights;
use names::Name;
use std::sync::LazyLock;

/// `data/places/*.weights`.
struct Scales {
    name: Weights,
    places: [Weights; 2],
}

static SCALES: LazyLock<Scales> = LazyLock::new(|| {
    let weights = |text: &'static str| {
        Weights::parse(text).unwrap_or_else(|line| panic!("in data/places: {line}"))
    };
    Scales {
        name: weights(include_str!("../../../../data/places/names.weights")),
        places: [
            weights(include_str!("../../../../data/places/alone.weights")),
            weights(include_str!("../../../../data/places/together.weights")),
        ],
    }
});

impl Scales {
    /// Which names are taken for places.
    fn taken(&self, page: &Page, names: &[Name]) -> Vec<bool> {
        let evidence = recognise::Evidence::of(&page.passages, names);
        let is_place = |at: usize| {
            let (passages, name) = (&page.passages[..], &names[at]);
            if recognise::is_other(passages, names, at) {
                return false;
            }
            if recognise::is_certain(passages, name) {
                return true;
            }
            let features = recognise::features(passages, names, at, &evidence);
            self.name.sum(&features) > 0.0
                && !recognise::is_surname(passages, name)
                && !recognise::is_government(passages, name)
        };
        (0..names.len()).map(is_place).collect()
    }
}

/// The places of a report, in order.
pub(crate) fn places(page: &Page, dateline: Option<&Dateline>) -> Vec<Place> {
    places_by(page, dateline, &SCALES)
}

/// The same by given weights.
fn places_by(page: &Page, dateline: Option<&Dateline>, scales: &Scales) -> Vec<Place> {
    let names = names_of(page, dateline);
    let taken = scales.taken(page, &names);
    let mut groups = resolve::groups(&names, &taken);
    resolve::resolve(&mut groups, &names, &scales.places);
    let mut found = Vec::new();
    for group in &groups {
        let place = group.choice.map(|choice| group.bearers[choice].place);
        for &at in &group.mentions {
            found.push(item(&page.report.text, names[at].span, place));
        }
    }
    found.sort_by_key(|place| place.span);
    found
}

/// All that may name a place, the dateline's first.
fn names_of(page: &Page, dateline: Option<&Dateline>) -> Vec<Name> {
    let mut all: Vec<Name> = Vec::new();
    if let Some(dateline) = dateline
        && let Some(place) = &dateline.place
    {
        all = names::in_dateline(&page.report.text, place, dateline.span);
    }
    for (number, passage) in page.passages.iter().enumerate() {
        let first = all.len();
        let of_passage = names::names(passage, number).into_iter().map(|mut name| {
            name.pair = name.pair.map(|pair| pair + first);
            name
        });
        all.extend(of_passage);
    }
    all
}

fn item(text: &str, span: Span, place: Option<PlaceId>) -> Place {
    let Some(place) = place else {
        let name = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let (kind, geonameid, country) = (None, None, None);
        return Place { span, name, kind, geonameid, country, region: None, lat: None, lon: None };
    };
    let point = GAZETTEER.point(place);
    Place {
        span,
        name: GAZETTEER.name(place).into(),
        kind: Some(GAZETTEER.kind(place)),
        geonameid: GAZETTEER.geonameid(place),
        country: GAZETTEER.country(place).map(Into::into),
        region: GAZETTEER.region(place).map(|region| GAZETTEER.name(region).into()),
        lat: point.map(|point| point.0),
        lon: point.map(|point| point.1),
    }
}
