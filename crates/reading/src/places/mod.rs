//! Place names and the places that they stand for.
//!
//! Names that the gazetteer or the syntax model knows are weighed one by one (`recognise`); those
//! taken for places are resolved together, each by what the others are (`resolve`). What speaks for
//! a decision are named features, whose weights are data.
//!
//! ```
//! let model = chancery_syntax::Model::english()?;
//! let parsed = model.parse("They met in Paris, Texas.");
//! let found = chancery_reading::places::places(&parsed);
//! assert_eq!(found[0].geonameid, Some(4_717_560));
//! assert_eq!(found[0].region.as_deref(), Some("Texas"));
//! # Ok::<(), chancery_syntax::Error>(())
//! ```

mod context;
#[cfg(feature = "learn")]
pub mod learn;
mod names;
mod options;
mod recognise;
mod resolve;

use crate::gazetteer::{GAZETTEER, PlaceId};
use crate::page::Page;
use crate::weights::{Features, Weights};
use crate::{Dateline, Place, Span};
use chancery_syntax::Parsed;
use names::Name;
use std::sync::LazyLock;

/// `data/places/places.weights`.
static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/places/places.weights");
    Weights::parse(lines).unwrap_or_else(|line| panic!("in data/places/places.weights:{line}"))
});

/// Which names are taken for places.
fn taken(passages: &[Parsed], names: &[Name], weights: &Weights) -> Vec<bool> {
    let evidence = recognise::Evidence::of(passages, names);
    let mut features = Features::new(recognise::KIND, false);
    let is_place = |at: usize| {
        let name = &names[at];
        if recognise::is_other(passages, names, at) {
            return false;
        }
        if recognise::is_certain(passages, name)
            || recognise::is_destination(passages, name, &evidence)
        {
            return true;
        }
        features.clear(recognise::KIND);
        recognise::features(passages, names, at, &evidence, &mut features);
        weights.sum(&features) > 0.0
            && !recognise::is_surname(passages, name)
            && !recognise::is_government(passages, name)
    };
    (0..names.len()).map(is_place).collect()
}

/// The places of a parsed text, in order; spans are bytes of the text.
pub fn places(parsed: &Parsed) -> Vec<Place> {
    places_by(parsed.text(), std::slice::from_ref(parsed), None, &WEIGHTS)
}

/// The places of a report, in order.
pub(crate) fn of_page(page: &Page, dateline: Option<&Dateline>) -> Vec<Place> {
    places_by(&page.report.text, &page.passages, dateline, &WEIGHTS)
}

/// The places of a text, its passages and its dateline, by given weights.
fn places_by(
    text: &str,
    passages: &[Parsed],
    dateline: Option<&Dateline>,
    weights: &Weights,
) -> Vec<Place> {
    let names = names_of(text, passages, dateline);
    let taken = taken(passages, &names, weights);
    let mut groups = resolve::groups(&names, &taken);
    resolve::resolve(&mut groups, &names, weights);
    let mut found = Vec::new();
    for group in &groups {
        let place = group.choice.map(|choice| group.bearers[choice].place);
        found.extend(group.mentions.iter().map(|&at| item(text, names[at].span, place)));
    }
    found.sort_by_key(|place| place.span);
    found
}

/// All that may name a place, the dateline's first.
fn names_of(text: &str, passages: &[Parsed], dateline: Option<&Dateline>) -> Vec<Name> {
    let mut all: Vec<Name> = Vec::new();
    if let Some(dateline) = dateline
        && let Some(place) = &dateline.place
    {
        all = names::in_dateline(text, place, dateline.span);
    }
    for (number, passage) in passages.iter().enumerate() {
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
        let name = crate::page::one_line(span.of(text));
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
