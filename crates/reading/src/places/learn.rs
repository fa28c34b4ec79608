//! Learns the weights of the places step from annotated reports.
//!
//! Three log-linear models: whether a name is that of a place; which place it is, by its own
//! features and the names beside it; and which it is once the others are resolved.

use super::context::{Context, kilometres};
use super::names::Name;
use super::options::Options;
use super::recognise::{self, Evidence};
use super::resolve::{self, PASSES};
use super::{names_of, places_by, taken};
use crate::fit::{Example, Settings, fit};
use crate::gazetteer::{GAZETTEER, PlaceId};
use crate::page::Page;
use crate::weights::{Features, Weights};
use crate::{Opening, Place, Span};
use chancery_report::Report;
use chancery_syntax::Model;

/// A report with the place names that a person marked in it; spans in bytes.
pub struct Annotated {
    /// The report.
    pub report: Report,
    /// What was marked.
    pub places: Vec<Marked>,
}

/// A marked name.
pub struct Marked {
    /// Where it stands.
    pub span: Span,
    /// Whether it must be found; others may be.
    pub core: bool,
    /// The place's GeoNames id.
    pub geonameid: Option<u32>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
}

/// Annotated reports with their syntax.
pub struct Lessons<'r> {
    pages: Vec<(Page<'r>, Opening)>,
    annotated: &'r [Annotated],
}

/// Within this, a place is the one that was marked: 100 miles, the measure's own bound.
const NEAR: f64 = 161.0;

impl<'r> Lessons<'r> {
    /// Of these reports.
    pub fn new(annotated: &'r [Annotated], reports: &'r [Report], model: &Model) -> Self {
        Lessons { pages: crate::pages(reports, model), annotated }
    }

    /// The weights by the reports that `of` takes, by number, as the lines of their file.
    pub fn learn(&self, of: impl Fn(usize) -> bool, settings: Settings) -> String {
        let chosen: Vec<usize> = (0..self.pages.len()).filter(|&at| of(at)).collect();
        let mut features = Features::new(recognise::KIND, true);
        let mut examples = Vec::new();
        for &at in &chosen {
            self.recognition(at, &mut features, &mut examples);
        }
        let mut lines = written(examples, &features, settings);
        for pass in 0..PASSES.len() {
            let weights = Weights::parse(&lines).unwrap_or_default();
            let mut examples = Vec::new();
            for &at in &chosen {
                self.resolution(at, &weights, pass, &mut features, &mut examples);
            }
            lines += &written(examples, &features, settings);
        }
        lines
    }

    /// The places of a report by weights, as the lines of their file; spans in code points.
    ///
    /// # Errors
    /// The number of the first line that is none, counted from 1.
    pub fn places(&self, at: usize, lines: &str) -> Result<Vec<Place>, usize> {
        let (page, opening) = &self.pages[at];
        let (text, dateline) = (&page.report.text, opening.dateline.as_ref());
        let mut places = places_by(text, &page.passages, dateline, &Weights::parse(lines)?);
        let points = crate::CodePoints::new(text);
        places.iter_mut().for_each(|place| place.span = points.span(text, place.span));
        Ok(places)
    }

    fn names(&self, at: usize) -> Vec<Name> {
        let (page, opening) = &self.pages[at];
        names_of(&page.report.text, &page.passages, opening.dateline.as_ref())
    }

    /// The mark that a name has.
    fn mark(&self, at: usize, name: &Name) -> Option<&Marked> {
        let marked = self.annotated[at].places.iter();
        let mut over: Vec<&Marked> = marked.filter(|mark| mark.span.overlaps(name.span)).collect();
        over.sort_by_key(|mark| (!mark.core, mark.span != name.span));
        over.first().copied()
    }

    fn recognition(&self, at: usize, features: &mut Features, examples: &mut Vec<Example>) {
        let (page, names) = (&self.pages[at].0, self.names(at));
        let evidence = Evidence::of(&page.passages, &names);
        for (number, name) in names.iter().enumerate() {
            let mark = self.mark(at, name);
            if name.passage.is_none() || mark.is_some_and(|mark| !mark.core) {
                continue;
            }
            features.clear(recognise::KIND);
            recognise::features(&page.passages, &names, number, &evidence, features);
            examples.push(Example {
                shared: Vec::new(),
                options: vec![Vec::new(), features.ids().to_vec()],
                right: vec![usize::from(mark.is_some())],
            });
        }
    }

    fn resolution(
        &self,
        at: usize,
        weights: &Weights,
        pass: usize,
        features: &mut Features,
        examples: &mut Vec<Example>,
    ) {
        let (page, names) = (&self.pages[at].0, self.names(at));
        let mut groups = resolve::groups(&names, &taken(&page.passages, &names, weights));
        resolve::choose(&mut groups, &names, weights, &PASSES[..pass]);
        let context = Context::of(&groups, &names);
        for (number, group) in groups.iter().enumerate() {
            let marks = group.mentions.iter().filter_map(|&name| self.mark(at, &names[name]));
            let mut marks = marks.filter(|mark| mark.core && mark.point.is_some());
            let Some(mark) = marks.next() else { continue };
            let fits = |way: &dyn Fn(PlaceId) -> bool| -> Vec<usize> {
                let bearers = group.bearers.iter().enumerate();
                bearers.filter(|(_, bearer)| way(bearer.place)).map(|(at, _)| at).collect()
            };
            let mut right = fits(&|place| GAZETTEER.geonameid(place) == mark.geonameid);
            if right.is_empty() {
                right = fits(&|place| {
                    let points = GAZETTEER.point(place).zip(mark.point);
                    points.is_some_and(|(a, b)| kilometres(a, b) <= NEAR)
                });
            }
            if right.is_empty() || right.len() == group.bearers.len() {
                continue;
            }
            let options = Options::of(&groups, &names, number, &context);
            let of_option = |option| {
                features.clear(PASSES[pass]);
                options.features(option, features);
                features.ids().to_vec()
            };
            let options = (0..group.bearers.len()).map(of_option).collect();
            examples.push(Example { shared: Vec::new(), options, right });
        }
    }
}

/// Fitted weights as the lines of their file.
fn written(examples: Vec<Example>, features: &Features, settings: Settings) -> String {
    eprintln!("{} examples", examples.len());
    let named = |(id, weight): (u64, f32)| Some((features.name(id)?.to_string(), weight));
    let mut weights: Vec<(String, f32)> = fit(examples, settings)
        .into_iter()
        .filter(|(_, weight)| weight.abs() >= settings.smallest)
        .filter_map(named)
        .collect();
    weights.sort_by(|a, b| a.0.cmp(&b.0));
    weights.iter().map(|(name, weight)| format!("{weight:.2}\t{name}\n")).collect()
}
