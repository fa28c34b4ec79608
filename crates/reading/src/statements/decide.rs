//! Which cues speak, and with which content and source: the candidates weighed.

use super::contents::{self, Content};
use super::cues;
use super::pieces::Pieces;
use super::sheet::Sheet;
use super::sources::{self, Source};
use crate::Reason;
use crate::weights::{Features, Weights};

/// A statement as tokens.
#[derive(Clone, Debug)]
pub struct Found {
    /// The token at the head of the cue.
    pub cue: usize,
    /// What was said.
    pub content: Content,
    /// Who said it.
    pub source: Source,
    /// How likely it is one, 0 to 1.
    pub likelihood: f32,
}

/// Weights and the bars that decisions must reach.
pub struct Scales {
    /// Of all features: those of cues, contents and sources each under a name of their own.
    pub weights: Weights,
    /// A cue whose own features sum to less is not looked at further.
    pub least: f32,
    /// A statement less likely is none.
    pub likely: f32,
}

/// How likely it must be that a cue speaks for its statement to stand whatever its extent.
const SURE: f32 = 0.95;

/// Shares of one that grow with the scores, the first of which is for none of the others.
fn shares(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().fold(0.0_f32, |a, &b| a.max(b));
    let powers: Vec<f32> = scores.iter().map(|score| exp(score - most)).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// e to the power of `x`, by the series of (1 + x / 1024) to the 1024th: the same on every
/// machine, as no library's function need be.
pub fn exp(x: f32) -> f32 {
    let mut power = (1.0 + f64::from(x.max(-500.0)) / 1024.0).max(0.0);
    for _ in 0..10 {
        power *= power;
    }
    power as f32
}

/// Whether two contents share half the words of each.
pub fn same(a: &Pieces, b: &Pieces, sheet: &Sheet) -> bool {
    let shared = a.shared(b, sheet);
    shared * 2 >= a.words(sheet) && shared * 2 >= b.words(sheet)
}

/// The statements of a passage, at the sheet's level, in the order of their cues; `among` says
/// which tokens may be cues.
pub fn decide(sheet: &Sheet, scales: &Scales, among: impl Fn(usize) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut features = Features::new("cue", false);
    for index in (0..sheet.parsed.len()).filter(|&index| among(index)) {
        if !cues::may_be_cue(sheet, index) {
            continue;
        }
        features.clear("cue");
        cues::features(sheet, index, &mut features);
        let base = scales.weights.sum(&features);
        if base < scales.least {
            continue;
        }
        found.extend(weigh(sheet, scales, index, base, &mut features));
    }
    settle(sheet, found)
}

/// The most likely statement of a cue whose own features sum to `base`.
fn weigh(
    sheet: &Sheet,
    scales: &Scales,
    cue: usize,
    base: f32,
    features: &mut Features,
) -> Option<Found> {
    let mut candidates = contents::candidates(sheet, cue);
    let frame = contents::frame_of(sheet, cue);
    let mut scores = vec![0.0];
    for content in &candidates {
        features.clear("content");
        contents::features(sheet, cue, content, &frame, features);
        scores.push(base + scales.weights.sum(features));
    }
    let shares = shares(&scores);
    // The candidate that most of the likelihood agrees with.
    let agreed = |i: usize| -> f32 {
        let agree =
            |j: &usize| *j == i || same(&candidates[i].pieces, &candidates[*j].pieces, sheet);
        (0..candidates.len()).filter(agree).map(|j| shares[j + 1]).sum()
    };
    let mut likely: Vec<usize> = (0..candidates.len()).collect();
    likely.sort_by(|&a, &b| shares[b + 1].total_cmp(&shares[a + 1]));
    likely.truncate(8);
    let (best, likelihood) = likely
        .into_iter()
        .map(|i| (i, agreed(i) + shares[i + 1] / 4.0))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(i, _)| (i, agreed(i)))?;
    // Where only the extent of what was said is open, the statement stands all the same.
    let surely = 1.0 - shares[0] >= SURE && shares.len() > 1;
    if likelihood < scales.likely && !surely {
        return None;
    }
    let content = candidates.swap_remove(best);
    let source = source(sheet, scales, cue, &content, features);
    Some(Found { cue, content, source, likelihood })
}

/// The most likely source.
fn source(
    sheet: &Sheet,
    scales: &Scales,
    cue: usize,
    content: &Content,
    features: &mut Features,
) -> Source {
    let mut candidates = sources::candidates(sheet, cue, &content.pieces);
    let mut score = |source: &Source| {
        features.clear("source");
        sources::features(sheet, cue, &content.pieces, source, &content.way, features);
        scales.weights.sum(features)
    };
    let scores: Vec<f32> = candidates.iter().map(&mut score).collect();
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
    candidates.swap_remove(best)
}

/// What of a statement's cue, content and source weighed most, heaviest first.
pub fn reasons(sheet: &Sheet, scales: &Scales, found: &Found) -> Vec<Reason> {
    /// So many are named.
    const MOST: usize = 12;
    let Found { cue, content, source, .. } = found;
    let mut features = Features::new("cue", true);
    let mut reasons = Vec::new();
    let mut collect = |features: &Features| {
        let reason = |&id: &u64| {
            let weight = scales.weights.of(id);
            let feature = features.name(id).filter(|_| weight != 0.0)?.to_string();
            Some(Reason { feature, weight })
        };
        reasons.extend(features.ids().iter().filter_map(reason));
    };
    cues::features(sheet, *cue, &mut features);
    collect(&features);
    features.clear("content");
    contents::features(sheet, *cue, content, &contents::frame_of(sheet, *cue), &mut features);
    collect(&features);
    features.clear("source");
    sources::features(sheet, *cue, &content.pieces, source, &content.way, &mut features);
    collect(&features);
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    reasons.truncate(MOST);
    reasons
}

/// Leaves out what is another statement's: the more likely keeps its words, unless one reports
/// the other.
fn settle(sheet: &Sheet, mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood).then(a.cue.cmp(&b.cue)));
    let mut kept: Vec<Found> = Vec::new();
    for new in found {
        let fits = kept.iter().all(|old| {
            let reports = old.content.pieces.has(new.cue) || new.content.pieces.has(old.cue);
            let names = old.source.pieces.has(new.cue) || new.source.pieces.has(old.cue);
            !names && (reports || !same(&old.content.pieces, &new.content.pieces, sheet))
        });
        if fits {
            kept.push(new);
        }
    }
    kept.sort_by_key(|found| found.cue);
    kept
}
