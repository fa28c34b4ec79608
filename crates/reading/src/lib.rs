//! A parsed report in; everything that the report says out, each item with its evidence.
//!
//! ```
//! use chancery_report::Report;
//! let text = "“We will talk,” said Anna Berg, the foreign minister.";
//! let report = Report::from_text("note", text.into())?;
//! let model = chancery_syntax::Model::english()?;
//! let reading = chancery_reading::read_batch(&[report], &model, Default::default()).remove(0);
//! let statement = &reading.statements[0];
//! assert_eq!(statement.content.spans[0].of(&reading.text), "“We will talk,”");
//! assert_eq!(statement.source.actor.as_deref(), Some("anna-berg"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod actors;
mod around;
mod claims;
mod commitments;
mod contacts;
mod dateline;
pub mod events;
#[cfg(feature = "learn")]
pub mod fit;
mod found;
pub mod gazetteer;
mod items;
mod page;
pub mod patterns;
pub mod places;
mod positions;
mod quotes;
pub mod registry;
mod span;
mod statements;
pub mod times;
mod weights;
mod who;
mod words;

pub use dateline::{Opening, opening};
pub use items::*;
pub use quotes::quotes;
pub use span::{CodePoints, Span};
#[cfg(feature = "learn")]
pub use statements::learn;

use actors::Cast;
use chancery_report::Report;
use chancery_syntax::{Model, Parsed};
use found::Found;
use page::Page;
use patterns::{COMMITMENTS, CONTACTS, Ontology, PLOVER, POSITIONS, Subject};
use registry::REGISTRY;

/// What to put into a Reading beyond what a report says.
#[derive(Clone, Copy, Default)]
pub struct Options<'r> {
    /// Keep the tokens with their syntax.
    pub syntax: bool,
    /// Say why each statement was found.
    pub explain: bool,
    /// How it is decided what is a statement.
    pub deciding: Deciding,
    /// Patterns in place of those built in.
    pub ontologies: Ontologies<'r>,
    /// Who actors are; none stands for [`registry::REGISTRY`].
    pub registry: Option<&'r registry::Registry>,
}

/// Patterns to read by, each in place of the one built in.
#[derive(Clone, Copy, Default)]
pub struct Ontologies<'r> {
    /// What counts as an event; none stands for [`patterns::PLOVER`].
    pub events: Option<&'r Ontology>,
    /// As a contact; none stands for [`patterns::CONTACTS`].
    pub contacts: Option<&'r Ontology>,
    /// As a position; none stands for [`patterns::POSITIONS`].
    pub positions: Option<&'r Ontology>,
    /// As a commitment; none stands for [`patterns::COMMITMENTS`].
    pub commitments: Option<&'r Ontology>,
}

impl<'r> Ontologies<'r> {
    /// The built-in ones but for the one given.
    pub fn with(ontology: &'r Ontology) -> Self {
        let mut all = Ontologies::default();
        let place = match ontology.of {
            Subject::Events => &mut all.events,
            Subject::Contacts => &mut all.contacts,
            Subject::Positions => &mut all.positions,
            Subject::Commitments => &mut all.commitments,
        };
        *place = Some(ontology);
        all
    }
}

/// What decides among readings that compete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deciding {
    /// Weights learnt from annotated reports.
    #[default]
    Weights,
    /// Weights set by hand: the lexicon and a few rules.
    Rules,
}

/// Reads reports: syntax once for all of them, then one step after another over each.
///
/// The answer for a report depends on that report alone, not on the others beside it or on the
/// number of threads. Spans are in bytes; [`Reading::in_code_points`] converts them.
pub fn read_batch(reports: &[Report], model: &Model, options: Options) -> Vec<Reading> {
    let pages = pages(reports, model);
    pages.into_iter().map(|(page, opening)| read(&page, opening, options)).collect()
}

/// The reports with their syntax, each with how it begins.
fn pages<'r>(reports: &'r [Report], model: &Model) -> Vec<(Page<'r>, Opening)> {
    let openings: Vec<Opening> =
        reports.iter().map(|report| opening(&report.text, report.body, report.published)).collect();
    let passages: Vec<(&Report, Span)> = reports
        .iter()
        .zip(&openings)
        .flat_map(|(report, opening)| opening.passages.iter().map(move |span| (report, *span)))
        .collect();
    let texts: Vec<&str> = passages.iter().map(|(report, span)| span.of(&report.text)).collect();
    let parsed = model.parse_batch(&texts);
    let mut parsed = parsed
        .into_iter()
        .zip(&passages)
        .map(|(parsed, (report, span))| parsed.within(&report.text, span.start));
    let page = |(report, opening): (&'r Report, Opening)| {
        let passages = parsed.by_ref().take(opening.passages.len()).collect();
        (Page { report, passages }, opening)
    };
    reports.iter().zip(openings).map(page).collect()
}

/// Takes one report through the steps.
fn read(page: &Page, opening: Opening, options: Options) -> Reading {
    let report = page.report;
    let quotes = quotes(&report.text, report.body);
    let times = times::of_page(page, opening.dateline.as_ref());
    let places = places::of_page(page, opening.dateline.as_ref());
    let day = opening.dateline.as_ref().and_then(|dateline| dateline.date);
    let mut cast = actors::cast(page, &quotes, &places, day, &options);
    let mut statements = statements::statements(page, &quotes, &cast, &options);
    actors::speakers(&mut statements, &mut cast, &report.text);
    let title = (page.passages.len() > 1)
        .then(|| page.passages[0].len())
        .filter(|&length| length > 0)
        .map(|length| Span::from(page.passages[0].bytes(0..length)));
    let found =
        Found { cast: &cast, times: &times, places: &places, statements: &statements, title };
    let registry = options.registry.unwrap_or(&REGISTRY);
    let by = options.ontologies;
    let explain = options.explain;
    let events = events::events(page, &found, by.events.unwrap_or(&PLOVER), explain);
    let contacts = contacts::contacts(page, &found, by.contacts.unwrap_or(&CONTACTS), explain);
    let claims = claims::claims(page, &found, registry, &contacts);
    let positions = positions::positions(page, &found, by.positions.unwrap_or(&POSITIONS), explain);
    let patterns = by.commitments.unwrap_or(&COMMITMENTS);
    let commitments = commitments::commitments(page, &found, patterns, &contacts, explain);
    Reading {
        schema: SCHEMA.into(),
        source: report.source.clone(),
        id: report.id(),
        text: report.text.clone(),
        title: report.title.clone(),
        outlet: report.outlet.clone(),
        agency: opening.dateline.as_ref().and_then(|dateline| dateline.agency.clone()),
        published: report.published,
        dateline: opening.dateline,
        sentences: page.sentences(),
        tokens: options.syntax.then(|| tokens(&page.passages)),
        entities: entities(&page.passages, &cast),
        quotes,
        times,
        places,
        actors: cast.into_actors(),
        statements,
        events,
        contacts: contacts.contacts,
        positions,
        commitments,
        claims,
    }
}

/// The tokens of all passages, heads counted through.
fn tokens(passages: &[Parsed]) -> Vec<Token> {
    let mut all = Vec::new();
    for passage in passages {
        let first = all.len();
        all.extend(passage.tokens().map(|token| {
            let bytes = token.bytes();
            let [tag, dep, lemma] = [token.tag(), token.dep(), token.lemma()].map(str::to_string);
            Token(bytes.start, bytes.end, tag, first + token.head().index(), dep, lemma)
        }));
    }
    all
}

fn entities(passages: &[Parsed], cast: &Cast) -> Vec<Entity> {
    let of_passage = |passage: &Parsed| {
        let entities = passage.entities().iter().map(|entity| {
            let span = Span::from(passage.bytes(entity.tokens.clone()));
            let label = passage.label(entity).to_string();
            Entity { span, label, actor: cast.mentioned(span).map(|actor| actor.id.clone()) }
        });
        entities.collect::<Vec<_>>()
    };
    passages.iter().flat_map(of_passage).collect()
}
