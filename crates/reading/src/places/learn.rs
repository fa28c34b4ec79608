//! Learns the weights of the places step from annotated reports.
//!
//! Three log-linear models: whether a name is that of a place; which place it is, by its own
//! features and the names beside it; and which it is once the others are resolved.

use super::features::{self, Weights};
use super::names::Name;
use super::recognise::{self, Evidence};
use super::resolve::{self, Context};
use super::{Scales, names_of, places_by};
use crate::fit::{Example, Settings, fit};
use crate::gazetteer::GAZETTEER;
use crate::page::Page;
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

/// What was learnt: the lines of the three files.
pub struct Learnt {
    /// `names.weights`.
    pub names: String,
    /// `alone.weights`.
    pub alone: String,
    /// `together.weights`.
    pub together: String,
}

/// Within this, a place is the one that was marked: 100 miles, the measure's own bound.
const NEAR: f64 = 161.0;

impl<'r> Lessons<'r> {
    /// Of these reports.
    pub fn new(annotated: &'r [Annotated], reports: &'r [Report], model: &Model) -> Self {
        Lessons { pages: crate::pages(reports, model), annotated }
    }

    /// The weights by the reports that `of` takes, by number.
    pub fn learn(&self, of: impl Fn(usize) -> bool, settings: [Settings; 3]) -> Learnt {
        let chosen: Vec<usize> = (0..self.pages.len()).filter(|&at| of(at)).collect();
        let mut examples = Vec::new();
        for &at in &chosen {
            self.recognition(at, &mut examples);
        }
        let names = lines(examples, settings[0]);
        let parse = |text: &str| Weights::parse(text).expect("lines as they are written");
        let empty = parse("");
        let mut scales = Scales { name: parse(&names), places: [empty.clone(), empty] };
        let mut of_pass = Vec::new();
        for pass in 0..2 {
            let mut examples = Vec::new();
            for &at in &chosen {
                self.resolution(at, &scales, pass, &mut examples);
            }
            let learnt = lines(examples, settings[1 + pass]);
            scales.places[pass] = parse(&learnt);
            of_pass.push(learnt);
        }
        let together = of_pass.pop().unwrap_or_default();
        Learnt { names, alone: of_pass.pop().unwrap_or_default(), together }
    }

    /// The places of a report by these weights; spans in code points.
    pub fn places(&self, at: usize, learnt: &Learnt) -> Vec<Place> {
        let (page, opening) = &self.pages[at];
        let (text, dateline) = (&page.report.text, opening.dateline.as_ref());
        let mut places = places_by(text, &page.passages, dateline, &learnt.scales());
        let points = crate::CodePoints::new(text);
        places.iter_mut().for_each(|place| place.span = points.span(text, place.span));
        places
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

    fn recognition(&self, at: usize, examples: &mut Vec<Example>) {
        let (page, names) = (&self.pages[at].0, self.names(at));
        let evidence = Evidence::of(&page.passages, &names);
        for (number, name) in names.iter().enumerate() {
            let mark = self.mark(at, name);
            if name.passage.is_none() || mark.is_some_and(|mark| !mark.core) {
                continue;
            }
            let features = recognise::features(&page.passages, &names, number, &evidence);
            examples.push(Example {
                shared: Vec::new(),
                options: vec![Vec::new(), features.into_iter().map(u64::from).collect()],
                right: vec![usize::from(mark.is_some())],
            });
        }
    }

    fn resolution(&self, at: usize, scales: &Scales, pass: usize, examples: &mut Vec<Example>) {
        let (page, names) = (&self.pages[at].0, self.names(at));
        let taken = scales.taken(&page.passages, &names);
        let mut groups = resolve::groups(&names, &taken);
        resolve::resolve(&mut groups, &names, &scales.places[..pass]);
        let context = Context::of(&groups, &names);
        for (number, group) in groups.iter().enumerate() {
            let marks = group.mentions.iter().filter_map(|&name| self.mark(at, &names[name]));
            let mut marks = marks.filter(|mark| mark.core && mark.point.is_some());
            let Some(mark) = marks.next() else { continue };
            let fits = |way: &dyn Fn(crate::gazetteer::PlaceId) -> bool| -> Vec<usize> {
                let bearers = group.bearers.iter().enumerate();
                bearers.filter(|(_, bearer)| way(bearer.place)).map(|(at, _)| at).collect()
            };
            let mut right = fits(&|place| GAZETTEER.geonameid(place) == mark.geonameid);
            if right.is_empty() {
                right = fits(&|place| {
                    let points = GAZETTEER.point(place).zip(mark.point);
                    points.is_some_and(|(a, b)| resolve::kilometres(a, b) <= NEAR)
                });
            }
            if right.is_empty() || right.len() == group.bearers.len() {
                continue;
            }
            let options = resolve::options(&groups, &names, number, &context);
            let options = options
                .into_iter()
                .map(|option| option.into_iter().map(u64::from).collect())
                .collect();
            examples.push(Example { shared: Vec::new(), options, right });
        }
    }
}

impl Learnt {
    fn scales(&self) -> Scales {
        let parse = |text: &str| Weights::parse(text).expect("lines as they are written");
        Scales { name: parse(&self.names), places: [parse(&self.alone), parse(&self.together)] }
    }
}

/// Fitted weights as the lines of their file.
fn lines(examples: Vec<Example>, settings: Settings) -> String {
    eprintln!("{} examples", examples.len());
    let weights = fit(examples, settings);
    let weighty = weights.into_iter().filter(|(_, weight)| weight.abs() >= settings.smallest);
    weighty.map(|(id, weight)| format!("{weight:.2}\t{}\n", features::name(id as u16))).collect()
}
