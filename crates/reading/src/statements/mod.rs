//! Who said what.
//!
//! Every word that may be a cue is weighed together with every stretch of words that may be what
//! was said; what is likely enough is a statement, and the likeliest of the phrases around names
//! its source. What speaks for a candidate are named features of the syntax tree, the quotation
//! marks and the cue lexicon; their weights are data.

mod contents;
mod cues;
mod decide;
mod extent;
#[cfg(feature = "learn")]
pub mod learn;
mod lexicon;
mod pieces;
mod setting;
mod sheet;
mod sources;

#[cfg(feature = "learn")]
pub use decide::exp;

use crate::actors::Cast;
use crate::page::Page;
use crate::weights::Weights;
use crate::{Deciding, Options, Quote, Source, Span, Statement, StatementKind, Why, Words};
use decide::{Found, Scales, decide, reasons};
use pieces::Pieces;
use setting::Setting;
use sheet::Sheet;
use std::sync::LazyLock;

/// How likely a statement must be, and what a cue must weigh to be looked at: where the F1 over
/// development data is highest, and where nothing is lost by it.
const LIKELY: f32 = 0.45;
const LEAST: f32 = -1.0;
/// How likely a statement within a quotation must be: no development data tells, so few are taken.
const INNER: f32 = 0.7;

/// Weights learnt from annotated reports.
static LEARNT: LazyLock<Scales> = LazyLock::new(|| Scales {
    weights: weights(include_str!("../../../../data/words/statements.weights"), "weights"),
    least: LEAST,
    likely: LIKELY,
});

/// Weights set by hand.
static RULES: LazyLock<Scales> = LazyLock::new(|| Scales {
    weights: weights(include_str!("../../../../data/words/statements.rules"), "rules"),
    least: LEAST,
    likely: LIKELY,
});

/// Weights that are part of the program: a fault in them is found by the first test that reads.
fn weights(text: &str, name: &str) -> Weights {
    Weights::parse(text)
        .unwrap_or_else(|line| panic!("in data/words/statements.{name}, line {line}"))
}

/// The statements of a report, in the order of their cues.
pub fn statements(page: &Page, quotes: &[Quote], cast: &Cast, options: &Options) -> Vec<Statement> {
    let scales = match options.deciding {
        Deciding::Weights => &LEARNT,
        Deciding::Rules => &RULES,
    };
    by(scales, page, quotes, cast, options.explain)
}

fn by(
    scales: &Scales,
    page: &Page,
    quotes: &[Quote],
    cast: &Cast,
    explain: bool,
) -> Vec<Statement> {
    let mut all = Vec::new();
    for passage in &page.passages {
        let mut sheet = Sheet::new(passage, quotes);
        // The record of a conversation may stand in quotation marks that are not closed.
        let own = |index: usize| {
            let label = sheet.token(index).text() == ":";
            sheet.depth(index) == 0 || (label && cues::speaker_label(&sheet, index).is_some())
        };
        let found = decide(&sheet, scales, own);
        // What is said within a quotation is read as if there were no marks around it.
        let spoken: Vec<Pieces> = found.iter().map(|found| found.content.pieces.clone()).collect();
        sheet.level = 1;
        let within = |index: usize| {
            sheet.depth(index) == 1
                && found.iter().all(|found| found.cue != index)
                && spoken.iter().any(|content| content.has(index))
        };
        let mut inner = decide(&sheet, scales, within);
        inner.retain(|inner| {
            let all = |content: &Pieces| {
                content.has(inner.cue) && inner.content.pieces.tokens().all(|at| content.has(at))
            };
            inner.likelihood >= INNER && spoken.iter().any(all)
        });
        let mut tell = |sheet: &Sheet, found: &[Found]| {
            for found in found {
                let mut statement = statement(sheet, found, cast);
                if let Some(statement) = statement.as_mut().filter(|_| explain) {
                    let (likelihood, reasons) = (found.likelihood, reasons(sheet, scales, found));
                    statement.why = Some(Why { likelihood, reasons });
                }
                all.extend(statement);
            }
        };
        tell(&sheet, &inner);
        sheet.level = 0;
        tell(&sheet, &found);
    }
    // A verb within the words that name a speaker says who that is.
    let sources: Vec<Span> = all.iter().flat_map(|s: &Statement| s.source.spans.clone()).collect();
    let named = |cue: &Span| sources.iter().any(|source| source.contains(*cue));
    all.retain(|statement| !statement.cue.spans.iter().any(named));
    all.sort_by_key(|statement| statement.cue.spans.first().copied());
    link(&mut all);
    all
}

/// Puts a statement together.
fn statement(sheet: &Sheet, found: &Found, cast: &Cast) -> Option<Statement> {
    let Found { cue, content, source, .. } = found;
    let Setting { addressee, venue } =
        setting::setting(sheet, *cue, &content.pieces, &source.pieces);
    let cue = extent::extent(sheet, *cue, &content.pieces, &source.pieces).spans(sheet);
    let spans = closed(sheet, &content.pieces).spans(sheet);
    if spans.is_empty() || cue.is_empty() {
        return None;
    }
    let who = |pieces: &Pieces, head: Option<usize>| Source {
        spans: pieces.spans(sheet),
        actor: head.and_then(|head| cast.named(sheet.token(head))).map(|actor| actor.id.clone()),
    };
    Some(Statement {
        source: who(&source.pieces, source.head),
        cue: Words { spans: cue },
        content: Words { spans },
        kind: kind(sheet, &content.pieces),
        addressee: addressee.map(|(pieces, head)| who(&pieces, Some(head))),
        venue: venue.map(|pieces| Words { spans: pieces.spans(sheet) }),
        via: None,
        why: None,
    })
}

/// The same with the marks at either end of a quotation whose words it has up to there.
fn closed(sheet: &Sheet, pieces: &Pieces) -> Pieces {
    let mut ranges = Vec::new();
    for range in pieces.ranges() {
        let mut range = range.clone();
        let same =
            |a: usize, b: usize| sheet.quote(a).is_some() && sheet.quote(a) == sheet.quote(b);
        let count = sheet.parsed.len();
        let mut end = range.end;
        while end < count && !sheet.is_word(end) && same(end - 1, end) {
            end += 1;
        }
        if end == count || !same(end - 1, end) {
            range.end = end;
        }
        let mut start = range.start;
        while start > 0 && !sheet.is_word(start - 1) && same(start, start - 1) {
            start -= 1;
        }
        if start == 0 || !same(start, start - 1) {
            range.start = start;
        }
        ranges.push(range);
    }
    Pieces::of(ranges)
}

/// Whether the words are quoted, none of them, all or some.
fn kind(sheet: &Sheet, content: &Pieces) -> StatementKind {
    let words = || content.tokens().filter(|&at| sheet.is_word(at));
    let quoted = words().filter(|&at| sheet.quoted(at)).count();
    match words().count() {
        _ if quoted == 0 => StatementKind::Indirect,
        all if all == quoted => StatementKind::Direct,
        _ => StatementKind::Mixed,
    }
}

/// Sets `via`: the statement whose content holds another's cue and content, the closest of
/// several.
fn link(statements: &mut [Statement]) {
    let holds = |outer: &Statement, inner: &Statement| {
        let parts = inner.cue.spans.iter().chain(&inner.content.spans);
        let within = |part: &Span| outer.content.spans.iter().any(|span| span.contains(*part));
        parts.into_iter().all(within)
    };
    let size = |statement: &Statement| {
        statement.content.spans.iter().map(|span| span.end - span.start).sum::<usize>()
    };
    for inner in 0..statements.len() {
        let outer = (0..statements.len())
            .filter(|&outer| outer != inner && holds(&statements[outer], &statements[inner]))
            .min_by_key(|&outer| size(&statements[outer]));
        statements[inner].via = outer;
    }
}
