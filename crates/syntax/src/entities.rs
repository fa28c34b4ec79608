//! Named entities: begin, in, last, unit or out, token by token.

use crate::Error;
use crate::file::ModelFile;
use crate::labels::{LabelId, Labels};
use crate::scorer::{MOST_CLASSES, Scorer, Scoring, best_of};
use std::ops::Range;

/// The recogniser of a pipeline.
pub struct Recogniser<'m> {
    /// Its weights.
    pub scorer: Scorer<'m, 3>,
    begin: Range<usize>,
    inside: Range<usize>,
    last: Range<usize>,
    unit: Range<usize>,
    out: usize,
    /// The labels, in the order that each action has them.
    labels: Vec<LabelId>,
}

impl<'m> Recogniser<'m> {
    /// The recogniser of a model file; adds its labels to `labels`.
    ///
    /// # Errors
    /// When the file lacks it or it has another shape.
    pub fn load(file: &'m ModelFile, labels: &mut Labels) -> Result<Self, Error> {
        let damaged = || Error::Damaged("ner.moves".into());
        let moves: Vec<(u8, String)> = file.json("ner.moves")?;
        // A unit without a label is a class that is never used.
        let names = |action: u8| {
            let of_action = moves.iter().filter(move |(a, name)| *a == action && !name.is_empty());
            of_action.map(|(_, name)| name.as_str()).collect::<Vec<_>>()
        };
        let block = |action: u8| {
            let start = moves.iter().position(|(a, _)| *a == action).ok_or_else(damaged)?;
            let end = start + names(1).len();
            let labelled = moves.get(start..end).ok_or_else(damaged)?;
            let same = labelled.iter().map(|(_, name)| name.as_str()).eq(names(1));
            if same { Ok(start..end) } else { Err(damaged()) }
        };
        Ok(Recogniser {
            begin: block(1)?,
            inside: block(2)?,
            last: block(3)?,
            unit: block(4)?,
            out: moves.iter().position(|(action, _)| *action == 5).ok_or_else(damaged)?,
            labels: names(1).into_iter().map(|name| labels.entity.id(name)).collect(),
            scorer: Scorer::load(file, "ner", moves.len())?,
        })
    }

    /// The entities among the tokens `text` of the batch that `scoring` is over: token ranges
    /// from the start of the text, with their labels.
    pub fn entities(
        &self,
        scoring: &mut Scoring<3>,
        text: Range<usize>,
        sentence_starts: &[bool],
        is_space: impl Fn(usize) -> bool,
    ) -> Vec<(Range<usize>, LabelId)> {
        let mut entities = Vec::new();
        let mut scores = [0.0; MOST_CLASSES];
        let mut open: Option<(usize, usize)> = None;
        for i in 0..text.len() {
            scoring.advance(text.start + i);
            let at_end = i + 1 == text.len() || sentence_starts[i + 1];
            if let Some((start, label)) = open {
                let goes_on = !at_end && {
                    let shown = [i, start, i - 1].map(|token| Some(text.start + token));
                    scoring.scores(&shown, &mut scores);
                    scores[self.inside.start + label] >= scores[self.last.start + label]
                };
                if !goes_on {
                    entities.push((start..i + 1, self.labels[label]));
                    open = None;
                }
                continue;
            }
            if is_space(i) {
                continue;
            }
            scoring.scores(&[Some(text.start + i), None, None], &mut scores);
            let mut best = (self.begin.start, f32::NEG_INFINITY);
            if !at_end {
                best = best_of(&scores, self.begin.clone());
            }
            let unit = best_of(&scores, self.unit.clone());
            if unit.1 > best.1 {
                best = unit;
            }
            if scores[self.out] > best.1 {
                continue;
            }
            if self.unit.contains(&best.0) {
                entities.push((i..i + 1, self.labels[best.0 - self.unit.start]));
            } else {
                open = Some((i, best.0 - self.begin.start));
            }
        }
        entities
    }
}
