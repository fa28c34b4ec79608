//! Fits the weights of log-linear models: each shares one among the options of a choice.
//!
//! By gradient descent with a rate for each weight (Duchi, Hazan and Singer 2011, "Adaptive
//! Subgradient Methods") and few passes, so that weights stay small; they are averaged over the
//! later passes.

use crate::statements::exp;
use rustc_hash::FxHashMap;

/// How to fit.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over the examples.
    pub passes: usize,
    /// The size of the first step.
    pub rate: f32,
    /// A feature met less often is left out.
    pub least: usize,
    /// A weight smaller than this, either way, is left out.
    pub smallest: f32,
}

/// A choice that somebody made, by the features of each option.
pub struct Example {
    /// Features that count for every option but the first.
    pub shared: Vec<u64>,
    /// The features of each option.
    pub options: Vec<Vec<u64>>,
    /// The options that are right.
    pub right: Vec<usize>,
}

/// The same with features numbered through.
struct Choice {
    shared: Vec<u32>,
    options: Vec<Vec<u32>>,
    right: Vec<usize>,
}

/// Weights for the features that were met often enough.
pub fn fit(raw: Vec<Example>, settings: Settings) -> Vec<(u64, f32)> {
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    for choice in &raw {
        for id in choice.shared.iter().chain(choice.options.iter().flatten()) {
            *counts.entry(*id).or_default() += 1;
        }
    }
    let mut ids: Vec<u64> =
        counts.iter().filter(|(_, n)| **n >= settings.least).map(|(id, _)| *id).collect();
    ids.sort_unstable();
    let places: FxHashMap<u64, u32> = ids.iter().zip(0..).map(|(id, place)| (*id, place)).collect();
    let known = |features: &[u64]| -> Vec<u32> {
        features.iter().filter_map(|id| places.get(id).copied()).collect()
    };
    let choices: Vec<Choice> = raw
        .into_iter()
        .map(|raw| Choice {
            shared: known(&raw.shared),
            options: raw.options.iter().map(|option| known(option)).collect(),
            right: raw.right,
        })
        .collect();
    let mut weights = vec![0.0_f32; ids.len()];
    let mut squares = vec![1e-2_f32; ids.len()];
    let mut sums = vec![0.0_f32; ids.len()];
    let mut order: Vec<usize> = (0..choices.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut averaged = 0.0;
    for pass in 0..settings.passes {
        for i in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(i, (seed % (i as u64 + 1)) as usize);
        }
        let mut share = 0.0_f64;
        for &at in &order {
            share += f64::from(step(&choices[at], &mut weights, &mut squares, settings));
        }
        eprintln!("pass {pass}: {:.4} given to what is right", share / choices.len() as f64);
        if pass * 2 >= settings.passes {
            averaged += 1.0;
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    ids.into_iter().zip(sums).map(|(id, sum)| (id, sum / averaged)).collect()
}

/// Moves the weights towards what was chosen; the share that it was given before.
fn step(choice: &Choice, weights: &mut [f32], squares: &mut [f32], settings: Settings) -> f32 {
    let sum = |features: &[u32], weights: &[f32]| -> f32 {
        features.iter().map(|&at| weights[at as usize]).sum()
    };
    let base = sum(&choice.shared, weights);
    let scores: Vec<f32> = choice
        .options
        .iter()
        .enumerate()
        .map(|(i, option)| sum(option, weights) + if i > 0 { base } else { 0.0 })
        .collect();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| exp(score - most)).collect();
    let all: f32 = powers.iter().sum();
    let right: f32 = choice.right.iter().map(|&i| powers[i]).sum();
    let mut change = |features: &[u32], gradient: f32| {
        for &at in features {
            let at = at as usize;
            squares[at] += gradient * gradient;
            weights[at] -= settings.rate * gradient / squares[at].sqrt();
        }
    };
    let mut shared = 0.0;
    for (i, option) in choice.options.iter().enumerate() {
        let expected = powers[i] / all;
        let target = if choice.right.contains(&i) { powers[i] / right.max(1e-30) } else { 0.0 };
        let gradient = expected - target;
        if i > 0 {
            shared += gradient;
        }
        if gradient.abs() > 1e-4 {
            change(option, gradient);
        }
    }
    if shared.abs() > 1e-5 {
        change(&choice.shared, shared);
    }
    right / all
}
