//! What looking names up costs: `cargo run --release -p chancery-reading --example registry_cost`.

use chancery_reading::gazetteer::fold;
use chancery_reading::registry::REGISTRY;
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let begun = Instant::now();
    let count = black_box(REGISTRY.count());
    println!("opening, {count} actors: {:?}", begun.elapsed());
    for name in ["Vladimir Putin", "Bush", "Kim", "Volodymyr Zelenskij", "nobody at all"] {
        let begun = Instant::now();
        (0..10_000).for_each(|_| drop(black_box(REGISTRY.named(black_box(name)))));
        let each = begun.elapsed() / 10_000;
        println!("named({name:?}), {} bearers: {each:?}", REGISTRY.named(name).len());
    }
    let text = include_str!("../../../examples/call.txt");
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            let mut folded = String::new();
            fold(word.trim_matches(|c: char| !c.is_alphanumeric()), &mut folded);
            folded
        })
        .collect();
    let begun = Instant::now();
    for _ in 0..1000 {
        for from in 0..words.len() {
            let mut walk = REGISTRY.walk();
            black_box(words[from..].iter().take_while(|word| walk.step(word)).count());
        }
    }
    println!("a walk from a word of a text: {:?}", begun.elapsed() / (1000 * words.len()) as u32);
}
