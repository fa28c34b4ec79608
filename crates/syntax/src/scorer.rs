//! Scores the moves of a transition system from the tokens that a state shows.
//!
//! Each token's share in the score of a state is a product that does not depend on the state.
//! These shares are computed for blocks of tokens just ahead of where the work is, and dropped
//! behind it; the odd token that lies further back is computed alone.

use crate::Error;
use crate::encoder::WIDTH;
use crate::file::ModelFile;
use crate::matrix::{Rows, for_this_machine, product};

/// The width of a token's vector for scoring, and of the hidden layer.
pub const HIDDEN: usize = 64;
/// A maxout takes the larger of two.
const WIDE: usize = 2 * HIDDEN;
/// Scores are padded to a multiple of this.
const LANES: usize = 16;
/// How many classes there is room for.
pub const MOST_CLASSES: usize = 112;
/// How many tokens' shares are computed at once.
const BLOCK: usize = 256;

/// One score for each class; what is past the last class means nothing.
pub type Scores = [f32; MOST_CLASSES];

/// The weights that score states which show `FEATURES` tokens.
pub struct Scorer<'m, const FEATURES: usize> {
    linear: &'m [f32],
    linear_bias: &'m [f32],
    lower: &'m [f32],
    lower_bias: &'m [f32; WIDE],
    /// The shares of tokens that are not there.
    absent: &'m [f32],
    /// Hidden × classes, padded with zeros.
    upper: Vec<[f32; MOST_CLASSES]>,
    upper_bias: Scores,
}

impl<'m, const FEATURES: usize> Scorer<'m, FEATURES> {
    /// The scorer of a model file whose sections begin with `part`, for so many classes.
    ///
    /// # Errors
    /// When the file lacks it or it has another shape.
    pub fn load(file: &'m ModelFile, part: &str, classes: usize) -> Result<Self, Error> {
        let name = |what: &str| format!("{part}.{what}");
        if classes > MOST_CLASSES {
            return Err(Error::Damaged(name("moves")));
        }
        let weights: &[f32] = file.sized(&name("upper.weights"), HIDDEN * classes)?;
        let padded = |row: &[f32]| {
            let mut scores = [0.0; MOST_CLASSES];
            scores[..classes].copy_from_slice(row);
            scores
        };
        let lower_bias: &[f32] = file.sized(&name("lower.bias"), WIDE)?;
        Ok(Scorer {
            linear: file.sized(&name("linear.weights"), WIDTH * HIDDEN)?,
            linear_bias: file.sized(&name("linear.bias"), HIDDEN)?,
            lower: file.sized(&name("lower.weights"), HIDDEN * FEATURES * WIDE)?,
            lower_bias: lower_bias.first_chunk().ok_or_else(|| Error::Damaged(name("lower")))?,
            absent: file.sized(&name("lower.absent"), FEATURES * WIDE)?,
            upper: weights.chunks_exact(classes.max(1)).map(padded).collect(),
            upper_bias: padded(file.sized(&name("upper.bias"), classes)?),
        })
    }

    /// Appends the scoring vectors of encoded tokens to `out`.
    pub fn vectors(&self, encoded: &[f32], out: &mut Vec<f32>) {
        let start = out.len();
        out.resize(start + encoded.len() / WIDTH * HIDDEN, 0.0);
        let encoded = Rows { values: encoded, stride: WIDTH };
        let weights = Rows { values: self.linear, stride: HIDDEN };
        let rows = (out.len() - start) / HIDDEN;
        product(encoded, weights, &mut out[start..], HIDDEN, [rows, WIDTH, HIDDEN]);
        for row in out[start..].chunks_exact_mut(HIDDEN) {
            for (value, bias) in row.iter_mut().zip(self.linear_bias) {
                *value += bias;
            }
        }
    }
}

/// Scores states over the tokens of a batch, in order.
pub struct Scoring<'s, const FEATURES: usize> {
    scorer: &'s Scorer<'s, FEATURES>,
    /// The scoring vector of every token.
    vectors: &'s [f32],
    /// The shares of two blocks, even and odd.
    shares: [Vec<f32>; 2],
    /// The number of the block in each.
    blocks: [usize; 2],
}

impl<'s, const FEATURES: usize> Scoring<'s, FEATURES> {
    /// Over tokens with these scoring vectors.
    pub fn new(scorer: &'s Scorer<'s, FEATURES>, vectors: &'s [f32]) -> Self {
        Scoring { scorer, vectors, shares: [Vec::new(), Vec::new()], blocks: [usize::MAX; 2] }
    }

    /// Computes the shares of the block that token `at` is in, and forgets the block before the
    /// last; to be called as the work goes on to a later token.
    pub fn advance(&mut self, at: usize) {
        let block = at / BLOCK;
        if self.blocks[block % 2] == block {
            return;
        }
        let last = self.vectors.len().min((block + 1) * BLOCK * HIDDEN);
        let vectors = &self.vectors[block * BLOCK * HIDDEN..last];
        let shares = &mut self.shares[block % 2];
        let rows = vectors.len() / HIDDEN;
        shares.resize(rows * FEATURES * WIDE, 0.0);
        let vectors = Rows { values: vectors, stride: HIDDEN };
        let lower = Rows { values: self.scorer.lower, stride: FEATURES * WIDE };
        product(vectors, lower, shares, FEATURES * WIDE, [rows, HIDDEN, FEATURES * WIDE]);
        self.blocks[block % 2] = block;
    }

    /// The scores of a state that shows these tokens.
    pub fn scores(&self, tokens: &[Option<usize>; FEATURES], scores: &mut Scores) {
        let mut far = [[0.0; WIDE]; FEATURES];
        let mut is_far = [false; FEATURES];
        for (feature, token) in tokens.iter().enumerate() {
            if let Some(at) = *token
                && self.blocks[at / BLOCK % 2] != at / BLOCK
            {
                is_far[feature] = true;
                self.share_alone(at, feature, &mut far[feature]);
            }
        }
        let share = |feature: usize| -> &[f32; WIDE] {
            let row = match tokens[feature] {
                None => &self.scorer.absent[feature * WIDE..],
                Some(_) if is_far[feature] => &far[feature],
                Some(at) => {
                    let row = at % BLOCK * FEATURES + feature;
                    &self.shares[at / BLOCK % 2][row * WIDE..]
                }
            };
            row.first_chunk().expect("every row is as wide")
        };
        let shares: [&[f32; WIDE]; FEATURES] = std::array::from_fn(share);
        score::<FEATURES>(
            &shares,
            self.scorer.lower_bias,
            &self.scorer.upper,
            &self.scorer.upper_bias,
            scores,
        );
    }

    /// One token's share as one feature.
    fn share_alone(&self, at: usize, feature: usize, share: &mut [f32; WIDE]) {
        let vector = Rows { values: &self.vectors[at * HIDDEN..], stride: HIDDEN };
        let lower = &self.scorer.lower[feature * WIDE..];
        let lower = Rows { values: lower, stride: FEATURES * WIDE };
        product(vector, lower, share, WIDE, [1, HIDDEN, WIDE]);
    }
}

for_this_machine! {
    fn score<const FEATURES: usize>(
        shares: &[&[f32; WIDE]; FEATURES],
        bias: &[f32; WIDE],
        upper: &[[f32; MOST_CLASSES]],
        upper_bias: &Scores,
        scores: &mut Scores,
    ) {
        let mut wide = [0.0f32; WIDE];
        for share in shares {
            for i in 0..WIDE {
                wide[i] += share[i];
            }
        }
        let mut hidden = [0.0f32; HIDDEN];
        for i in 0..HIDDEN {
            let a = wide[i] + bias[i];
            let b = wide[HIDDEN + i] + bias[HIDDEN + i];
            hidden[i] = if a > b { a } else { b };
        }
        let mut sums = [[0.0f32; LANES]; MOST_CLASSES / LANES];
        for (value, weights) in hidden.iter().zip(upper) {
            let (weights, _) = weights.as_chunks::<LANES>();
            for (sum, weights) in sums.iter_mut().zip(weights) {
                for l in 0..LANES {
                    sum[l] = value.mul_add(weights[l], sum[l]);
                }
            }
        }
        for (i, score) in scores.iter_mut().enumerate() {
            *score = sums[i / LANES][i % LANES] + upper_bias[i];
        }
    }
}

/// The best class within a range, the first of equals.
pub fn best_of(scores: &Scores, classes: std::ops::Range<usize>) -> (usize, f32) {
    let mut best = (classes.start, f32::NEG_INFINITY);
    let found = &scores[classes.clone()];
    let highest = found.iter().fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    if let Some(at) = found.iter().position(|&score| score == highest) {
        best = (classes.start + at, highest);
    }
    best
}
