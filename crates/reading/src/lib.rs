//! A parsed report in; everything that the report says out, each item with its evidence.

mod items;
mod span;

pub use items::*;
pub use span::{CodePoints, Span};

use chancery_report::Report;
use chancery_syntax::Model;

/// What to put into a Reading beyond what a report says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Keep the tokens with their syntax.
    pub syntax: bool,
}

/// Reads reports: syntax once for all of them, then one step after another over each.
///
/// The answer for a report depends on that report alone, not on the others beside it or on the
/// number of threads.
pub fn read_batch(reports: &[Report], _model: &Model, _options: Options) -> Vec<Reading> {
    reports.iter().map(blank).collect()
}

/// A Reading that says what the report's format says, and nothing of its words.
fn blank(report: &Report) -> Reading {
    Reading {
        schema: SCHEMA.into(),
        source: report.source.clone(),
        id: report.id(),
        text: report.text.clone(),
        title: report.title.clone(),
        outlet: report.outlet.clone(),
        agency: None,
        published: report.published,
        dateline: None,
        sentences: Vec::new(),
        tokens: None,
        entities: Vec::new(),
        quotes: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        actors: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        contacts: Vec::new(),
        positions: Vec::new(),
        commitments: Vec::new(),
        claims: Vec::new(),
    }
}
