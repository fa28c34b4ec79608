//! Learns the weights of the statements step from annotated reports.
//!
//! Two log-linear models. The first shares one among the contents that a cue may have and none of
//! them; a cue's own features count for each of its contents. The second shares one among the
//! sources of a statement.

use super::contents;
use super::cues;
use super::lexicon::LEXICON;
use super::pieces::Pieces;
use super::sheet::Sheet;
use super::sources;
use crate::fit::{Example, Settings, fit};
use crate::page::Page;
use crate::weights::Features;
use crate::{Span, quotes};
use chancery_report::Report;
use chancery_syntax::Model;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A report with the statements that a person marked in it; spans in bytes.
pub struct Annotated {
    /// The report.
    pub report: Report,
    /// The outermost statements.
    pub statements: Vec<Marked>,
    /// What was left unmarked on purpose.
    pub ignore: Vec<Span>,
}

/// A statement as marked; spans in bytes.
pub struct Marked {
    /// Who said it.
    pub source: Vec<Span>,
    /// The words that say so.
    pub cue: Vec<Span>,
    /// What was said.
    pub content: Vec<Span>,
}

/// The weights as the lines of their file, fitted to these reports.
pub fn weights(annotated: &[Annotated], model: &Model, settings: Settings) -> String {
    let reports: Vec<Report> = annotated.iter().map(|one| one.report.clone()).collect();
    let pages = crate::pages(&reports, model);
    let mut names = Features::new("cue", true);
    let mut spoken = Vec::new();
    let mut named = Vec::new();
    for ((page, _), one) in pages.iter().zip(annotated) {
        examples(page, one, &mut names, &mut spoken, &mut named);
    }
    let chosen = spoken.iter().filter(|choice| choice.right != [0]).count();
    eprintln!("{} cues of {} candidates; {} sources", chosen, spoken.len(), named.len());
    let mut out = String::new();
    for (kind, choices) in [("statements", spoken), ("sources", named)] {
        let weights = fit(choices, settings);
        let mut lines: Vec<(String, f32)> = weights
            .into_iter()
            .filter(|(_, weight)| weight.abs() >= settings.smallest)
            .filter_map(|(id, weight)| Some((names.name(id)?.to_string(), weight)))
            .filter(|(name, _)| !name.contains(char::is_control))
            .collect();
        lines.sort_by(|a, b| a.0.cmp(&b.0));
        eprintln!("{kind}: {} weights", lines.len());
        for (name, weight) in lines {
            let _ = writeln!(out, "{weight:.2}\t{name}");
        }
    }
    out
}

/// The cue lexicon with frames and weights counted in these reports, as the lines of its file.
///
/// Classes stay as they are, and so do words that the reports have too seldom to tell. A weight is
/// the share of a word's uses outside others' statements that are cues, drawn towards that of all
/// listed words of its part of speech.
pub fn cues(annotated: &[Annotated], model: &Model) -> String {
    /// Uses that a word is taken to have had beside those that were counted.
    const PRIOR: f32 = 4.0;
    let reports: Vec<Report> = annotated.iter().map(|one| one.report.clone()).collect();
    let mut uses: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    let mut frames: BTreeMap<(String, String), BTreeMap<String, usize>> = BTreeMap::new();
    for ((page, _), one) in crate::pages(&reports, model).iter().zip(annotated) {
        let quotes = quotes(&page.report.text, page.report.body);
        for passage in &page.passages {
            let sheet = Sheet::new(passage, &quotes);
            let marked = marked(&sheet, one);
            for token in passage.tokens() {
                let index = token.index();
                let key = LEXICON.key(token.lemma(), token.pos());
                let key = (key.0.to_string(), key.1.to_string());
                let gold = marked.iter().find(|gold| gold.head == index);
                if gold.is_none() && marked.iter().any(|gold| gold.content.has(index)) {
                    continue;
                }
                let uses = uses.entry(key.clone()).or_default();
                uses.1 += 1;
                let Some(gold) = gold else { continue };
                uses.0 += 1;
                let candidates = contents::candidates(&sheet, index);
                let same = |content: &&contents::Content| {
                    dice(&sheet, &content.pieces, &gold.content) > 0.99
                };
                if let Some(content) = candidates.iter().find(same) {
                    let form = contents::form(&sheet, content).to_lowercase();
                    *frames.entry(key).or_default().entry(form).or_default() += 1;
                }
            }
        }
    }
    let mut all: BTreeMap<(String, String), (String, String)> = BTreeMap::new();
    for ((lemma, pos), entry) in LEXICON.entries() {
        let words = entry.frames.join(" ");
        all.insert((lemma.into(), pos.into()), (entry.class.clone(), words));
    }
    let open = ["VERB", "NOUN", "ADJ", "ADV"];
    for (key, (cues, _)) in &uses {
        let word = key.0.chars().all(|c| c.is_alphabetic() || c == '-');
        if *cues >= 3 && word && open.contains(&key.1.as_str()) {
            all.entry(key.clone()).or_default();
        }
    }
    let mut shares: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for key in all.keys() {
        let (cues, uses) = uses.get(key).copied().unwrap_or_default();
        let share = shares.entry(&key.1).or_default();
        *share = (share.0 + cues, share.1 + uses);
    }
    let mut out = String::new();
    for (key, (class, known)) in &all {
        let (cues, uses) = uses.get(key).copied().unwrap_or_default();
        let (most, of) = shares[key.1.as_str()];
        let share = most as f32 / of.max(1) as f32;
        let weight = (cues as f32 + PRIOR * share) / (uses as f32 + PRIOR);
        let mut counted: Vec<(&String, &usize)> =
            frames.get(key).into_iter().flatten().filter(|(_, n)| **n * 20 >= cues).collect();
        counted.sort_by_key(|(form, n)| (std::cmp::Reverse(**n), (*form).clone()));
        let counted: Vec<&str> =
            counted.into_iter().map(|(form, _)| form.as_str()).take(6).collect();
        let words = if cues >= 3 { counted.join(" ") } else { known.clone() };
        let _ = writeln!(out, "{}\t{}\t{class}\t{words}\t{weight:.2}", key.0, key.1);
    }
    out
}

/// What an annotation says in tokens.
struct Gold {
    source: Pieces,
    cue: Pieces,
    content: Pieces,
    head: usize,
}

fn tokens(sheet: &Sheet, spans: &[Span]) -> Pieces {
    Pieces::of(spans.iter().map(|span| sheet.tokens_of(*span)).collect())
}

/// The statements that were marked in a passage.
fn marked(sheet: &Sheet, one: &Annotated) -> Vec<Gold> {
    let in_tokens = |marked: &Marked| {
        let (cue, content) = (tokens(sheet, &marked.cue), tokens(sheet, &marked.content));
        let head = head(sheet, &cue)?;
        let source = tokens(sheet, &marked.source);
        (content.words(sheet) > 0).then_some(Gold { source, cue, content, head })
    };
    one.statements.iter().filter_map(in_tokens).collect()
}

fn examples(
    page: &Page,
    one: &Annotated,
    features: &mut Features,
    spoken: &mut Vec<Example>,
    named: &mut Vec<Example>,
) {
    let quotes = quotes(&page.report.text, page.report.body);
    for passage in &page.passages {
        let sheet = Sheet::new(passage, &quotes);
        let ignore = tokens(&sheet, &one.ignore);
        let marked = marked(&sheet, one);
        for index in 0..passage.len() {
            let gold = marked.iter().find(|gold| gold.head == index);
            if !cues::may_be_cue(&sheet, index) || ignore.has(index) {
                continue;
            }
            let inside = |gold: &Gold| gold.content.has(index) || gold.cue.has(index);
            if gold.is_none() && (sheet.depth(index) > 0 || marked.iter().any(inside)) {
                continue;
            }
            features.clear("cue");
            cues::features(&sheet, index, features);
            let shared = features.ids().to_vec();
            let candidates = contents::candidates(&sheet, index);
            let frame = contents::frame_of(&sheet, index);
            let mut options = vec![Vec::new()];
            for content in &candidates {
                features.clear("content");
                contents::features(&sheet, index, content, &frame, features);
                options.push(features.ids().to_vec());
            }
            let Some(gold) = gold else {
                spoken.push(Example { shared, options, right: vec![0] });
                continue;
            };
            let likeness: Vec<f32> =
                candidates.iter().map(|c| dice(&sheet, &c.pieces, &gold.content)).collect();
            let best = likeness.iter().copied().fold(0.0, f32::max);
            let fits = |i: &usize| {
                likeness[*i] >= best - 0.01
                    && super::decide::same(&candidates[*i].pieces, &gold.content, &sheet)
            };
            let right: Vec<usize> = (0..candidates.len()).filter(fits).collect();
            let Some(&first) = right.first() else { continue };
            let right = right.iter().map(|i| i + 1).collect();
            spoken.push(Example { shared, options, right });
            let content = &candidates[first];
            let sources = sources::candidates(&sheet, index, &content.pieces);
            let mut options = Vec::new();
            let mut likeness = Vec::new();
            for source in &sources {
                features.clear("source");
                let (pieces, way) = (&content.pieces, &content.way);
                sources::features(&sheet, index, pieces, source, way, features);
                options.push(features.ids().to_vec());
                likeness.push(match (gold.source.is_empty(), source.pieces.is_empty()) {
                    (true, true) => 1.0,
                    (false, false) => dice(&sheet, &source.pieces, &gold.source),
                    _ => 0.0,
                });
            }
            let best = likeness.iter().copied().fold(0.0, f32::max);
            let right: Vec<usize> =
                (0..options.len()).filter(|&i| best > 0.0 && likeness[i] >= best - 0.01).collect();
            if !right.is_empty() {
                named.push(Example { shared: Vec::new(), options, right });
            }
        }
    }
}

/// Twice the shared words by the words of both.
fn dice(sheet: &Sheet, a: &Pieces, b: &Pieces) -> f32 {
    let both = a.words(sheet) + b.words(sheet);
    if both == 0 { 0.0 } else { 2.0 * a.shared(b, sheet) as f32 / both as f32 }
}

/// The token at the head of a marked cue: that which hangs on none of the others, a verb first.
fn head(sheet: &Sheet, cue: &Pieces) -> Option<usize> {
    let may = |at: &usize| cues::may_be_cue(sheet, *at);
    let outer = |at: &usize| {
        let token = sheet.token(*at);
        token.is_root() || !cue.has(token.head().index())
    };
    let outermost: Vec<usize> = cue.tokens().filter(outer).collect();
    let first = |tokens: &[usize], pos: &[&str]| {
        tokens.iter().copied().find(|&at| may(&at) && pos.contains(&sheet.token(at).pos()))
    };
    let all: Vec<usize> = cue.tokens().collect();
    first(&outermost, &["VERB"])
        .or_else(|| first(&outermost, &["ADP", "SCONJ"]))
        .or_else(|| {
            // "was confident": the adjective, not the verb that it shares with all others.
            let below = |at: &usize| {
                let token = sheet.token(*at);
                matches!(token.dep(), "acomp" | "attr" | "oprd" | "dobj" | "pobj")
            };
            outermost
                .iter()
                .any(|&at| sheet.token(at).pos() == "AUX")
                .then(|| all.iter().copied().find(|at| below(at) && may(at)))?
        })
        .or_else(|| first(&outermost, &["NOUN", "ADJ", "ADV", "PROPN", "AUX"]))
        .or_else(|| first(&all, &["VERB"]))
        .or_else(|| first(&all, &["NOUN", "ADJ", "ADV", "PROPN", "AUX", "ADP", "PUNCT"]))
}
