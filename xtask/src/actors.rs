//! The registry of actors, from the tables under `data/actors/`.

use anyhow::{Context, Result, bail};
use chancery_reading::registry::{FILES, compile};
use std::path::Path;

/// The bytes of the registry.
pub fn registry(data: &Path) -> Result<Vec<u8>> {
    let read = |name: &&'static str| {
        let path = data.join(name);
        let text = std::fs::read_to_string(&path);
        Ok((*name, text.with_context(|| format!("cannot read {}", path.display()))?))
    };
    let files: Vec<(&str, String)> = FILES.iter().map(read).collect::<Result<_>>()?;
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    match compile(&files) {
        Ok(bytes) => Ok(bytes),
        Err(faults) => {
            let lines: Vec<String> =
                faults.iter().map(|fault| format!("data/actors/{fault}")).collect();
            bail!("{}", lines.join("\n"))
        }
    }
}
