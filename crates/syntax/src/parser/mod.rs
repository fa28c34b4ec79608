//! The dependency parser: moves of a transition system, the best-scored allowed one each time.

mod state;
mod tree;

pub use tree::{Lifted, Tree};

use crate::Error;
use crate::file::ModelFile;
use crate::labels::{LabelId, Labels};
use crate::scorer::{MOST_CLASSES, Scorer, Scoring, best_of};
use state::{Action, State};
use std::ops::Range;

const ACTIONS: [Action; 5] =
    [Action::Shift, Action::Reduce, Action::Left, Action::Right, Action::Break];

/// The parser of a pipeline.
pub struct Parser<'m> {
    /// Its weights.
    pub scorer: Scorer<'m, 8>,
    /// The classes of each action: they stand together.
    classes: [Range<usize>; 5],
    /// The label of each class.
    labels: Vec<LabelId>,
    root: LabelId,
    /// For each label, how it comes apart if it stands for a crossing arc.
    lifted: Vec<Option<Lifted>>,
}

impl<'m> Parser<'m> {
    /// The parser of a model file; adds its labels to `labels`.
    ///
    /// # Errors
    /// When the file lacks it or it has another shape.
    pub fn load(file: &'m ModelFile, labels: &mut Labels) -> Result<Self, Error> {
        let moves: Vec<(u8, String)> = file.json("parser.moves")?;
        let mut classes = [const { 0..0 }; 5];
        for (class, (action, _)) in moves.iter().enumerate() {
            let range = classes
                .get_mut(*action as usize)
                .filter(|range| range.end == 0 || range.end == class)
                .ok_or_else(|| Error::Damaged("parser.moves".into()))?;
            *range = if range.end == 0 { class..class + 1 } else { range.start..class + 1 };
        }
        if classes[..2].iter().any(Range::is_empty) {
            return Err(Error::Damaged("parser.moves".into()));
        }
        let root = labels.dep.id("ROOT");
        let of_classes: Vec<LabelId> = moves.iter().map(|(_, name)| labels.dep.id(name)).collect();
        for (_, name) in &moves {
            name.split("||").for_each(|part| {
                labels.dep.id(part);
            });
        }
        let names = labels.dep.names().to_vec();
        let lifted = names.iter().map(|name| {
            let (label, below) = name.split_once("||")?;
            Some(Lifted { label: labels.dep.id(label), below: labels.dep.id(below) })
        });
        Ok(Parser {
            scorer: Scorer::load(file, "parser", moves.len())?,
            classes,
            lifted: lifted.collect(),
            labels: of_classes,
            root,
        })
    }

    /// The tree over the tokens `text` of the batch that `scoring` is over.
    pub fn parse(
        &self,
        scoring: &mut Scoring<8>,
        text: Range<usize>,
        is_space: impl Fn(usize) -> bool,
    ) -> Tree {
        let mut state = State::new(text.len());
        let mut scores = [0.0; MOST_CLASSES];
        if text.is_empty() {
            return Tree::default();
        }
        scoring.advance(text.start);
        while !state.is_final() {
            let ahead = (state.next() + 1).min(text.len().saturating_sub(1));
            scoring.advance(text.start + ahead);
            let allowed = state.allowed();
            let mut best = (0, f32::NEG_INFINITY);
            let only = ACTIONS[..2].iter().zip(allowed).find(|(_, allowed)| *allowed);
            if let (Some((&action, _)), 1) = (only, allowed.iter().filter(|a| **a).count()) {
                state.take(action, 0);
                continue;
            }
            let features = state.features().map(|token| token.map(|at| text.start + at));
            scoring.scores(&features, &mut scores);
            for (classes, allowed) in self.classes.iter().zip(allowed) {
                if allowed {
                    let found = best_of(&scores, classes.clone());
                    if found.1 > best.1 {
                        best = found;
                    }
                }
            }
            let holds = |classes: &Range<usize>| classes.contains(&best.0);
            let action = self.classes.iter().position(holds).unwrap_or(1);
            state.take(ACTIONS[action], self.labels[best.0]);
        }
        let (mut heads, mut labels) = (Vec::new(), Vec::new());
        for (i, arc) in state.arcs().enumerate() {
            let (head, label) = arc.unwrap_or((i as u32, self.root));
            heads.push(head);
            labels.push(label);
        }
        Tree::new(heads, labels, |label| self.lifted.get(label as usize).copied()?, is_space)
    }
}
