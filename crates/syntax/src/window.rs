//! A layer over windows of three tokens, with half the multiplications.
//!
//! A window layer is a convolution of length 3. Winograd's minimal filtering *F(4, 3)* (Lavin and
//! Gray, *Fast Algorithms for Convolutional Neural Networks*, 2015) takes four neighbouring
//! outputs from six products of transformed inputs with transformed weights, where the plain way
//! takes twelve. The weights are transformed once, when the model is loaded.

use crate::encoder::{WIDE, WIDTH};
use crate::matrix::{Rows, for_this_machine, product};

/// How many outputs are taken together: a tile.
pub const TILE: usize = 4;
/// How many products that takes.
pub const PRODUCTS: usize = 6;

/// How a token of the window goes into the weights of each product.
const WEIGHTS: [[f32; 3]; PRODUCTS] = [
    [1.0 / 4.0, 0.0, 0.0],
    [-1.0 / 6.0, -1.0 / 6.0, -1.0 / 6.0],
    [-1.0 / 6.0, 1.0 / 6.0, -1.0 / 6.0],
    [1.0 / 24.0, 1.0 / 12.0, 1.0 / 6.0],
    [1.0 / 24.0, -1.0 / 12.0, 1.0 / 6.0],
    [0.0, 0.0, 1.0],
];

/// The weights of a window layer (3 · [`WIDTH`] inputs × [`WIDE`] outputs), transformed: one
/// matrix of [`WIDTH`] × [`WIDE`] for each product.
pub fn transformed(weights: &[f32]) -> Vec<f32> {
    let (left, rest) = weights.split_at(WIDTH * WIDE);
    let (middle, right) = rest.split_at(WIDTH * WIDE);
    let mut out = Vec::with_capacity(PRODUCTS * WIDTH * WIDE);
    for [a, b, c] in WEIGHTS {
        let parts = left.iter().zip(middle).zip(right);
        out.extend(parts.map(|((left, middle), right)| a * left + b * middle + c * right));
    }
    out
}

/// Memory that is used again from block to block.
#[derive(Default)]
pub struct WindowScratch {
    inputs: Vec<f32>,
    products: Vec<f32>,
}

impl WindowScratch {
    /// The products of `tiles` tiles, [`PRODUCTS`] matrices of `tiles` rows of [`WIDE`] values,
    /// from which [`outputs`] makes the layer's outputs.
    ///
    /// `rows` begins with the row before the first of the tiles, and goes on for one row after
    /// the last.
    pub fn products(&mut self, rows: &[f32], tiles: usize, transformed: &[f32]) -> &[f32] {
        self.inputs.resize(PRODUCTS * tiles * WIDTH, 0.0);
        self.products.resize(PRODUCTS * tiles * WIDE, 0.0);
        transform_inputs(rows, tiles, &mut self.inputs);
        for ((inputs, weights), out) in self
            .inputs
            .chunks_exact(tiles * WIDTH)
            .zip(transformed.chunks_exact(WIDTH * WIDE))
            .zip(self.products.chunks_exact_mut(tiles * WIDE))
        {
            let inputs = Rows { values: inputs, stride: WIDTH };
            let weights = Rows { values: weights, stride: WIDE };
            product(inputs, weights, out, WIDE, [tiles, WIDTH, WIDE]);
        }
        &self.products
    }
}

for_this_machine! {
    fn transform_inputs(rows: &[f32], tiles: usize, out: &mut [f32]) {
        let (rows, _) = rows.as_chunks::<WIDTH>();
        let (out, _) = out.as_chunks_mut::<WIDTH>();
        for tile in 0..tiles {
            let d = &rows[tile * TILE..tile * TILE + PRODUCTS];
            for i in 0..WIDTH {
                let even = d[4][i] - 4.0 * d[2][i];
                let odd = d[3][i] - 4.0 * d[1][i];
                let slow_even = d[4][i] - d[2][i];
                let slow_odd = 2.0 * (d[3][i] - d[1][i]);
                out[tile][i] = 4.0 * d[0][i] - 5.0 * d[2][i] + d[4][i];
                out[tiles + tile][i] = even + odd;
                out[2 * tiles + tile][i] = even - odd;
                out[3 * tiles + tile][i] = slow_even + slow_odd;
                out[4 * tiles + tile][i] = slow_even - slow_odd;
                out[5 * tiles + tile][i] = 4.0 * d[1][i] - 5.0 * d[3][i] + d[5][i];
            }
        }
    }
}

/// The four outputs of a tile, from its row of each product.
#[inline(always)]
pub fn outputs(m: [&[f32; WIDE]; PRODUCTS], out: &mut [[f32; WIDE]; TILE]) {
    for i in 0..WIDE {
        let (sum, difference) = (m[1][i] + m[2][i], m[1][i] - m[2][i]);
        let (far_sum, far_difference) = (m[3][i] + m[4][i], m[3][i] - m[4][i]);
        out[0][i] = m[0][i] + sum + far_sum;
        out[1][i] = difference + 2.0 * far_difference;
        out[2][i] = sum + 4.0 * far_sum;
        out[3][i] = difference + 8.0 * far_difference + m[5][i];
    }
}
