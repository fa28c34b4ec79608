//! Regenerates what is generated under `data/`.

fn main() {}
