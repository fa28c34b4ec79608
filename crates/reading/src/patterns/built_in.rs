//! The ontologies that the program has of itself: the folders under `data/ontology/`.

use super::ontology::Ontology;
use super::source::{File, Subject};
use std::sync::LazyLock;

/// Reads the files of an ontology, each with its name.
type Files = fn() -> Vec<(String, File)>;

/// Their names, by which others extend them, what they find, and their files.
pub const BUILT_IN: [(&str, Subject, Files); 4] = [
    ("plover", Subject::Events, plover),
    ("contacts", Subject::Contacts, contacts),
    ("positions", Subject::Positions, positions),
    ("commitments", Subject::Commitments, commitments),
];

/// Political events: `data/ontology/plover/`.
pub static PLOVER: LazyLock<Ontology> = LazyLock::new(|| ready(plover()));
/// Calls, meetings, talks: `data/ontology/contacts/`.
pub static CONTACTS: LazyLock<Ontology> = LazyLock::new(|| ready(contacts()));
/// Where actors stand: `data/ontology/positions/`.
pub static POSITIONS: LazyLock<Ontology> = LazyLock::new(|| ready(positions()));
/// What parties agreed to do: `data/ontology/commitments/`.
pub static COMMITMENTS: LazyLock<Ontology> = LazyLock::new(|| ready(commitments()));

macro_rules! files {
    ($folder:literal: $($name:literal),*) => {
        read($folder, &[$((
            $name,
            include_str!(concat!("../../../../data/ontology/", $folder, "/", $name)),
        )),*])
    };
}

fn plover() -> Vec<(String, File)> {
    files!(
        "plover":
        "accuse.toml",
        "agree.toml",
        "aid.toml",
        "assault.toml",
        "coerce.toml",
        "concede.toml",
        "consult.toml",
        "contexts.toml",
        "cooperate.toml",
        "details.toml",
        "mobilize.toml",
        "operators.toml",
        "protest.toml",
        "reject.toml",
        "request.toml",
        "retreat.toml",
        "sanction.toml",
        "support.toml",
        "threaten.toml",
        "types.toml"
    )
}

fn contacts() -> Vec<(String, File)> {
    files!(
        "contacts":
        "calls.toml",
        "letters.toml",
        "meetings.toml",
        "status.toml",
        "types.toml",
        "visits.toml"
    )
}

fn positions() -> Vec<(String, File)> {
    files!(
        "positions":
        "aims.toml",
        "around.toml",
        "demands.toml",
        "feelings.toml",
        "offers.toml",
        "opposition.toml",
        "refusals.toml",
        "support.toml",
        "types.toml"
    )
}

fn commitments() -> Vec<(String, File)> {
    files!(
        "commitments":
        "agreed.toml",
        "broken.toml",
        "kept.toml",
        "types.toml",
        "unsure.toml"
    )
}

fn read(folder: &str, files: &[(&str, &str)]) -> Vec<(String, File)> {
    let read = |(name, text): &(&str, &str)| match toml::from_str(text) {
        Ok(file) => (format!("{folder}/{name}"), file),
        Err(fault) => panic!("data/ontology/{folder}/{name}: {fault}"),
    };
    files.iter().map(read).collect()
}

fn ready(files: Vec<(String, File)>) -> Ontology {
    match Ontology::new(files) {
        Ok(ontology) => ontology,
        Err(fault) => panic!("data/ontology: {fault}"),
    }
}
