//! The layers that turn word types into vectors that know their neighbours (spaCy's *tok2vec*).
//!
//! A token's vector depends on the four tokens to either side. So texts are laid out as rows one
//! after another with four rows of nothing between them, and a long text can be cut into
//! stretches that see four tokens of what lies beyond the cut.

use crate::Error;
use crate::file::ModelFile;
use crate::hash::four_hashes;
use crate::lexicon::Lexeme;
use crate::matrix::{Rows, for_this_machine, product};
use crate::window::{self, PRODUCTS, TILE, WindowScratch};

/// The width of a vector.
pub const WIDTH: usize = 96;
/// A maxout takes the largest of three.
const PIECES: usize = 3;
/// The width of a layer before the maxout.
pub const WIDE: usize = WIDTH * PIECES;
/// How many tokens to either side a vector depends on: one for each window layer.
pub const REACH: usize = 4;
/// What the cache keeps of a word type: its embedding, and what it adds to the first window
/// layer as the left, middle and right of three tokens.
const KEPT: usize = WIDTH + 3 * WIDE;
/// How many rows are taken through a layer at once, so that what lies between a product and a
/// maxout stays in the cache of the processor.
const BLOCK: usize = 1024;
/// Rows are worked on in tiles: a text must begin at a multiple of this.
pub const ALIGN: usize = TILE;

/// A maxout layer and the normalisation after it.
struct Layer<'m> {
    /// Inputs × outputs, the pieces one after another.
    weights: &'m [f32],
    bias: &'m [f32],
    gain: &'m [f32],
    shift: &'m [f32],
}

impl<'m> Layer<'m> {
    fn load(file: &'m ModelFile, name: &str, inputs: usize) -> Result<Self, Error> {
        Ok(Layer {
            weights: file.sized(&format!("{name}.weights"), inputs * WIDE)?,
            bias: file.sized(&format!("{name}.bias"), WIDE)?,
            gain: file.sized(&format!("{name}.gain"), WIDTH)?,
            shift: file.sized(&format!("{name}.shift"), WIDTH)?,
        })
    }
}

/// A feature of a token that has an embedding table.
#[derive(Clone, Copy, PartialEq)]
enum Feature {
    /// One of [`Lexeme::features`].
    OfLexeme(usize),
    SpaceAfter,
    IsSpace,
}

/// An embedding table: the sum of four rows that the hashes of a feature pick.
struct Table<'m> {
    feature: Feature,
    seed: u64,
    rows: &'m [f32],
}

/// Static word vectors, already projected to [`WIDTH`].
struct Vectors<'m> {
    ids: &'m [u64],
    rows: &'m [u32],
    table: &'m [f32],
}

/// The weights of one encoder.
pub struct Encoder<'m> {
    tables: Vec<Table<'m>>,
    vectors: Option<Vectors<'m>>,
    mix: Layer<'m>,
    first: Layer<'m>,
    /// The other window layers, with their weights transformed.
    windows: Vec<(Layer<'m>, Vec<f32>)>,
    /// Whether the space after a token is among its features.
    pub sees_space: bool,
}

impl<'m> Encoder<'m> {
    /// The encoder of a model file whose sections begin with `part`.
    ///
    /// # Errors
    /// When the file lacks it or it has another shape.
    pub fn load(file: &'m ModelFile, part: &str) -> Result<Self, Error> {
        let section = format!("{part}.features");
        let features: Vec<(String, u64)> = file.json(&section)?;
        let mut tables = Vec::new();
        for (i, (name, seed)) in features.into_iter().enumerate() {
            let feature = match name.as_str() {
                "NORM" => Feature::OfLexeme(0),
                "PREFIX" => Feature::OfLexeme(1),
                "SUFFIX" => Feature::OfLexeme(2),
                "SHAPE" => Feature::OfLexeme(3),
                "SPACY" => Feature::SpaceAfter,
                "IS_SPACE" => Feature::IsSpace,
                _ => return Err(Error::Damaged(section)),
            };
            let name = format!("{part}.table.{i}");
            let rows: &[f32] = file.array(&name)?;
            if rows.is_empty() || !rows.len().is_multiple_of(WIDTH) {
                return Err(Error::Damaged(name));
            }
            tables.push(Table { feature, seed, rows });
        }
        let vectors = Vectors::load(file, part)?;
        let inputs = (tables.len() + usize::from(vectors.is_some())) * WIDTH;
        let window = |i: usize| Layer::load(file, &format!("{part}.{i}"), 3 * WIDTH);
        Ok(Encoder {
            sees_space: tables.iter().any(|table| table.feature == Feature::SpaceAfter),
            mix: Layer::load(file, &format!("{part}.0"), inputs)?,
            first: window(1)?,
            windows: (2..=REACH)
                .map(|i| {
                    let layer = window(i)?;
                    let transformed = window::transformed(layer.weights);
                    Ok((layer, transformed))
                })
                .collect::<Result<_, Error>>()?,
            tables,
            vectors,
        })
    }

    /// Looks a word type up in the embedding tables.
    fn embed(&self, lexeme: &Lexeme, space_after: bool, out: &mut Vec<f32>) {
        for table in &self.tables {
            let key = match table.feature {
                Feature::OfLexeme(i) => lexeme.features[i],
                Feature::SpaceAfter => u64::from(space_after),
                Feature::IsSpace => u64::from(lexeme.is_space),
            };
            let count = (table.rows.len() / WIDTH) as u32;
            let rows = four_hashes(key, table.seed).map(|hash| {
                let start = (hash % count) as usize * WIDTH;
                &table.rows[start..start + WIDTH]
            });
            out.extend((0..WIDTH).map(|i| ((rows[0][i] + rows[1][i]) + rows[2][i]) + rows[3][i]));
        }
        if let Some(vectors) = &self.vectors {
            match vectors.get(lexeme.id) {
                Some(row) => out.extend_from_slice(row),
                None => out.resize(out.len() + WIDTH, 0.0),
            }
        }
    }
}

impl<'m> Vectors<'m> {
    fn load(file: &'m ModelFile, part: &str) -> Result<Option<Self>, Error> {
        let name = format!("{part}.vectors");
        if file.bytes(&name).is_none() {
            return Ok(None);
        }
        let ids: &[u64] = file.array(&format!("{name}.ids"))?;
        let vectors = Vectors {
            ids,
            rows: file.sized(&format!("{name}.rows"), ids.len())?,
            table: file.array(&name)?,
        };
        let count = vectors.table.len() / WIDTH;
        if vectors.rows.iter().any(|&row| row as usize >= count) {
            return Err(Error::Damaged(name));
        }
        Ok(Some(vectors))
    }

    fn get(&self, id: u64) -> Option<&'m [f32]> {
        let start = self.rows[self.ids.binary_search(&id).ok()?] as usize * WIDTH;
        Some(&self.table[start..start + WIDTH])
    }
}

/// What was computed for word types, one slot each; slot 0 is nothing at all, the same as the
/// rows between texts.
pub struct TypeCache {
    kept: Vec<f32>,
}

impl TypeCache {
    /// With room for so many slots, and nothing in it but nothing. Room costs memory only as it
    /// is used.
    pub fn with_room(slots: usize) -> Self {
        let mut kept = Vec::with_capacity(slots * KEPT);
        kept.resize(KEPT, 0.0);
        TypeCache { kept }
    }

    /// Forgets all word types.
    pub fn clear(&mut self) {
        self.kept.truncate(KEPT);
    }

    /// How many slots there are.
    pub fn len(&self) -> usize {
        self.kept.len() / KEPT
    }

    /// Computes the slots of new word types, given with whether a space follows.
    pub fn add<'l>(&mut self, encoder: &Encoder, types: impl Iterator<Item = (&'l Lexeme, bool)>) {
        let mut embedded = Vec::new();
        let mut count = 0;
        for (lexeme, space_after) in types {
            encoder.embed(lexeme, space_after, &mut embedded);
            count += 1;
        }
        if count == 0 {
            return;
        }
        let mut wide = vec![0.0; count * WIDE];
        let inputs = embedded.len() / count;
        let embedded = Rows { values: &embedded, stride: inputs };
        let weights = Rows { values: encoder.mix.weights, stride: WIDE };
        product(embedded, weights, &mut wide, WIDE, [count, inputs, WIDE]);
        let mut mixed = vec![0.0; count * WIDTH];
        maxout_and_normalise(&wide, &encoder.mix, &[], &mut mixed);
        let start = self.kept.len();
        self.kept.resize(start + count * KEPT, 0.0);
        let new = &mut self.kept[start..];
        for (slot, row) in new.chunks_exact_mut(KEPT).zip(mixed.chunks_exact(WIDTH)) {
            slot[..WIDTH].copy_from_slice(row);
        }
        for (i, weights) in encoder.first.weights.chunks_exact(WIDTH * WIDE).enumerate() {
            let out = &mut new[WIDTH + i * WIDE..];
            let weights = Rows { values: weights, stride: WIDE };
            let mixed = Rows { values: &mixed, stride: WIDTH };
            product(mixed, weights, out, KEPT, [count, WIDTH, WIDE]);
        }
    }

    fn embedding(&self, slot: u32) -> &[f32] {
        let start = slot as usize * KEPT;
        &self.kept[start..start + WIDTH]
    }

    /// What a slot adds to the first window layer: 0 as the left neighbour, 1 as the token
    /// itself, 2 as the right neighbour.
    fn share(&self, slot: u32, position: usize) -> &[f32] {
        let start = slot as usize * KEPT + WIDTH + position * WIDE;
        &self.kept[start..start + WIDE]
    }
}

/// Memory that is used again for every run of the encoder.
#[derive(Default)]
pub struct Scratch {
    wide: Vec<f32>,
    rows: Vec<f32>,
    next: Vec<f32>,
    window: WindowScratch,
}

impl Encoder<'_> {
    /// The vectors of rows of slots: `WIDTH` values for each. A text begins at a multiple of
    /// [`ALIGN`], so that its vectors do not depend on what else there is.
    ///
    /// The first and last [`REACH`] rows, and those around a cut, come out wrong and are not to
    /// be used.
    pub fn encode<'s>(
        &self,
        slots: &[u32],
        cache: &TypeCache,
        scratch: &'s mut Scratch,
    ) -> &'s [f32] {
        let Scratch { wide, rows, next, window } = scratch;
        // One row of nothing stands before the first and one after the last.
        let count = slots.len().next_multiple_of(TILE);
        let size = (count + 2) * WIDTH;
        for buffer in [&mut *rows, &mut *next] {
            buffer.resize(size, 0.0);
            buffer[..WIDTH].fill(0.0);
            buffer[(slots.len() + 1) * WIDTH..].fill(0.0);
        }
        wide.resize(BLOCK * WIDE, 0.0);
        let slot = |i: usize| slots.get(i).copied().unwrap_or(0);
        for start in (0..slots.len()).step_by(BLOCK) {
            let end = slots.len().min(start + BLOCK);
            for (at, wide) in (start..end).zip(wide.chunks_exact_mut(WIDE)) {
                let place = (at + 1) * WIDTH;
                next[place..place + WIDTH].copy_from_slice(cache.embedding(slots[at]));
                let left = cache.share(slot(at.wrapping_sub(1)), 0);
                add_three(left, cache.share(slots[at], 1), cache.share(slot(at + 1), 2), wide);
            }
            let place = (start + 1) * WIDTH..(end + 1) * WIDTH;
            let wide = &wide[..(end - start) * WIDE];
            maxout_and_normalise(wide, &self.first, &next[place.clone()], &mut rows[place]);
        }
        for (layer, transformed) in &self.windows {
            for start in (0..count).step_by(BLOCK) {
                let tiles = BLOCK.min(count - start) / TILE;
                let place = (start + 1) * WIDTH..(start + 1 + tiles * TILE) * WIDTH;
                let products = window.products(&rows[start * WIDTH..], tiles, transformed);
                let residual = &rows[place.clone()];
                finish_window(
                    products,
                    layer.bias,
                    layer.gain,
                    layer.shift,
                    residual,
                    &mut next[place],
                );
            }
            std::mem::swap(rows, next);
        }
        &rows[WIDTH..(slots.len() + 1) * WIDTH]
    }
}

for_this_machine! {
    /// `out = a + b + c`, all of the same length.
    fn add_three(a: &[f32], b: &[f32], c: &[f32], out: &mut [f32]) {
        for (((out, a), b), c) in out.iter_mut().zip(a).zip(b).zip(c) {
            *out = (a + b) + c;
        }
    }
}

/// The largest of three pieces, normalised to mean 0 and variance 1, scaled and shifted, plus
/// `residual` where there is one.
fn maxout_and_normalise(wide: &[f32], layer: &Layer, residual: &[f32], out: &mut [f32]) {
    normalised_maxout(wide, layer.bias, layer.gain, layer.shift, residual, out);
}

/// Sums are taken in this many lanes, whatever the machine, so that their order is fixed.
const LANES: usize = 16;

for_this_machine! {
    fn normalised_maxout(
        wide: &[f32],
        bias: &[f32],
        gain: &[f32],
        shift: &[f32],
        residual: &[f32],
        out: &mut [f32],
    ) {
        let norm = Norm::new(bias, gain, shift);
        let (residual, _) = residual.as_chunks::<WIDTH>();
        let (wide, _) = wide.as_chunks::<WIDE>();
        for (i, (z, out)) in wide.iter().zip(out.as_chunks_mut().0).enumerate() {
            norm.row(z, residual.get(i).unwrap_or(&[0.0; WIDTH]), out);
        }
    }
}

for_this_machine! {
    /// The same from the products of a window layer.
    fn finish_window(
        products: &[f32],
        bias: &[f32],
        gain: &[f32],
        shift: &[f32],
        residual: &[f32],
        out: &mut [f32],
    ) {
        let norm = Norm::new(bias, gain, shift);
        let (products, _) = products.as_chunks::<WIDE>();
        let tiles = products.len() / PRODUCTS;
        let mut wide = [[0.0f32; WIDE]; TILE];
        let rows = residual.as_chunks::<WIDTH>().0.as_chunks::<TILE>().0;
        let out = out.as_chunks_mut::<WIDTH>().0.as_chunks_mut::<TILE>().0;
        for (tile, (residual, out)) in rows.iter().zip(out).enumerate() {
            window::outputs(std::array::from_fn(|p| &products[p * tiles + tile]), &mut wide);
            for ((z, residual), out) in wide.iter().zip(residual).zip(out) {
                norm.row(z, residual, out);
            }
        }
    }
}

/// What makes a row of a layer out of its products: the largest of three pieces, normalised to
/// mean 0 and variance 1, scaled and shifted.
struct Norm<'m> {
    bias: &'m [f32; WIDE],
    gain: &'m [f32; WIDTH],
    shift: &'m [f32; WIDTH],
}

impl<'m> Norm<'m> {
    #[inline(always)]
    fn new(bias: &'m [f32], gain: &'m [f32], shift: &'m [f32]) -> Self {
        let expected = "the width is checked at load";
        Norm {
            bias: bias.first_chunk().expect(expected),
            gain: gain.first_chunk().expect(expected),
            shift: shift.first_chunk().expect(expected),
        }
    }

    #[inline(always)]
    fn row(&self, z: &[f32; WIDE], residual: &[f32; WIDTH], out: &mut [f32; WIDTH]) {
        let mut y = [0.0f32; WIDTH];
        for o in 0..WIDTH {
            let a = z[o] + self.bias[o];
            let b = z[WIDTH + o] + self.bias[WIDTH + o];
            let c = z[2 * WIDTH + o] + self.bias[2 * WIDTH + o];
            let ab = if a > b { a } else { b };
            y[o] = if ab > c { ab } else { c };
        }
        let mut sums = [0.0f32; LANES];
        for part in y.as_chunks::<LANES>().0 {
            for l in 0..LANES {
                sums[l] += part[l];
            }
        }
        let mean = total(&sums) / WIDTH as f32;
        let mut squares = [0.0f32; LANES];
        for part in y.as_chunks_mut::<LANES>().0 {
            for l in 0..LANES {
                part[l] -= mean;
                squares[l] += part[l] * part[l];
            }
        }
        let scale = 1.0 / (total(&squares) / WIDTH as f32 + 1e-8).sqrt();
        for o in 0..WIDTH {
            out[o] = residual[o] + (y[o] * scale * self.gain[o] + self.shift[o]);
        }
    }
}

/// The sum of the lanes, halved again and again.
#[inline(always)]
fn total(lanes: &[f32; LANES]) -> f32 {
    let mut lanes = *lanes;
    let mut width = LANES / 2;
    while width > 0 {
        for l in 0..width {
            lanes[l] += lanes[l + width];
        }
        width /= 2;
    }
    lanes[0]
}
