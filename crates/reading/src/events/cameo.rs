//! PLOVER's types and the older CAMEO codes: `data/ontology/plover/cameo.csv`.

/// The PLOVER type that a CAMEO code belongs to; a code that is not listed goes by its first digits.
pub fn type_of_cameo(code: &str) -> Option<&'static str> {
    let listed = |code: &str| cameo().find(|(other, _)| *other == code).map(|(_, kind)| kind);
    (2..=code.len()).rev().filter_map(|length| code.get(..length)).find_map(listed)
}

/// The CAMEO codes of a PLOVER type.
pub fn cameo_of_type(name: &str) -> Vec<&'static str> {
    cameo().filter(|(_, kind)| *kind == name).map(|(code, _)| code).collect()
}

fn cameo() -> impl Iterator<Item = (&'static str, &'static str)> {
    let table = include_str!("../../../../data/ontology/plover/cameo.csv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split_once(','))
}
