//! From arcs to a tree: edges, sentences, and the arcs that cross others.

use crate::labels::LabelId;
use rustc_hash::FxHashMap;

/// How a label that stands for a crossing arc comes apart: the arc's own label, and the label of
/// the token to which it belongs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lifted {
    /// The label that the arc gets.
    pub label: LabelId,
    /// The label of the head to look for, below the present one.
    pub below: LabelId,
}

/// A dependency tree over a text.
#[derive(Debug, Default)]
pub struct Tree {
    /// Every token's head; its own index for a root.
    pub heads: Vec<u32>,
    /// Every token's label.
    pub labels: Vec<LabelId>,
    /// The first and last token below each, itself among them.
    pub edges: Vec<(u32, u32)>,
    /// Whether a sentence begins at each.
    pub sentence_starts: Vec<bool>,
}

impl Tree {
    /// Completes a tree: `lifted` says which labels stand for crossing arcs, `is_space` which
    /// tokens are white space.
    pub fn new(
        heads: Vec<u32>,
        labels: Vec<LabelId>,
        lifted: impl Fn(LabelId) -> Option<Lifted>,
        is_space: impl Fn(usize) -> bool,
    ) -> Self {
        let edges = edges(&heads);
        let mut tree = Tree { sentence_starts: vec![false; heads.len()], heads, labels, edges };
        if tree.labels.iter().any(|&label| lifted(label).is_some()) {
            tree.lower(lifted, is_space);
            tree.edges = self::edges(&tree.heads);
        }
        for (i, &head) in tree.heads.iter().enumerate() {
            if head as usize == i {
                tree.sentence_starts[tree.edges[i].0 as usize] = true;
            }
        }
        tree
    }

    /// Gives crossing arcs their true heads: the first token of the right label below the
    /// present head, level by level.
    ///
    /// A head that changes is seen by the tokens after it, but edges stay what they were.
    fn lower(
        &mut self,
        lifted: impl Fn(LabelId) -> Option<Lifted>,
        is_space: impl Fn(usize) -> bool,
    ) {
        let mut dependents = Dependents::new(&self.heads);
        for i in 0..self.heads.len() {
            let Some(Lifted { label, below }) = lifted(self.labels[i]) else { continue };
            self.labels[i] = label;
            let mut level = vec![self.heads[i]];
            let mut found = None;
            'levels: while !level.is_empty() {
                let mut next = Vec::new();
                for head in level {
                    for dependent in dependents.of(head, &self.heads, self.edges[head as usize]) {
                        if dependent as usize == i || is_space(dependent as usize) {
                            continue;
                        }
                        if self.labels[dependent as usize] == below {
                            found = Some(dependent);
                            break 'levels;
                        }
                        next.push(dependent);
                    }
                }
                level = next;
            }
            if let Some(head) = found {
                self.heads[i] = head;
                dependents.moved.entry(head).or_default().push(i as u32);
            }
        }
    }
}

/// The dependents of every token, as they were and as they changed.
struct Dependents {
    /// The dependents of token `t` are `list[starts[t]..starts[t + 1]]`, ascending.
    starts: Vec<u32>,
    list: Vec<u32>,
    /// Dependents that came later.
    moved: FxHashMap<u32, Vec<u32>>,
}

impl Dependents {
    fn new(heads: &[u32]) -> Self {
        let mut starts = vec![0u32; heads.len() + 1];
        for (i, &head) in heads.iter().enumerate() {
            if head as usize != i {
                starts[head as usize + 1] += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut list = vec![0; starts[heads.len()] as usize];
        let mut filled = starts.clone();
        for (i, &head) in heads.iter().enumerate() {
            if head as usize != i {
                list[filled[head as usize] as usize] = i as u32;
                filled[head as usize] += 1;
            }
        }
        Dependents { starts, list, moved: FxHashMap::default() }
    }

    /// The present dependents of a token that lie within its edges, ascending.
    fn of(&self, token: u32, heads: &[u32], edges: (u32, u32)) -> Vec<u32> {
        let range = self.starts[token as usize] as usize..self.starts[token as usize + 1] as usize;
        let moved = self.moved.get(&token).map_or(&[][..], Vec::as_slice);
        let mut all: Vec<u32> = self.list[range].iter().chain(moved).copied().collect();
        all.retain(|&d| heads[d as usize] == token && edges.0 <= d && d <= edges.1);
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// How often edges are widened at most; crossing arcs may need more than once.
const ROUNDS: usize = 12;

/// The first and last token below each token.
fn edges(heads: &[u32]) -> Vec<(u32, u32)> {
    let mut edges: Vec<(u32, u32)> = (0..heads.len() as u32).map(|i| (i, i)).collect();
    for _ in 0..ROUNDS {
        let mut widen = |i: usize| {
            let (left, right) = edges[i];
            let head = &mut edges[heads[i] as usize];
            *head = (head.0.min(left), head.1.max(right));
        };
        (0..heads.len()).for_each(&mut widen);
        (0..heads.len()).rev().for_each(&mut widen);
        if are_settled(heads, &edges) {
            break;
        }
    }
    edges
}

/// Whether every head lies within its sentence, as the edges of the roots imply them.
fn are_settled(heads: &[u32], edges: &[(u32, u32)]) -> bool {
    let mut starts = vec![false; heads.len()];
    for (i, &head) in heads.iter().enumerate() {
        if head as usize == i {
            starts[edges[i].0 as usize] = true;
        }
    }
    let mut first = 0;
    for i in 0..heads.len() {
        if (i > 0 && starts[i]) || i + 1 == heads.len() {
            let within = first as u32..=i as u32;
            if heads[first..i].iter().any(|head| !within.contains(head)) {
                return false;
            }
            first = i;
        }
    }
    true
}
