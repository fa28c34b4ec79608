//! Who takes part, across reports.

use chancery_reading::Actor;
use chancery_reading::registry::REGISTRY;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A person, state, organisation or group, as the record knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Who {
    /// The registry's id, or the name in lower case with hyphens.
    pub id: String,
    /// The name: the registry's, or the report's fullest.
    pub name: String,
    /// person, state, organisation or group.
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

impl Who {
    /// Whom an actor of a Reading stands for.
    pub fn of(actor: &Actor) -> Self {
        let known = REGISTRY.find(&actor.id);
        let name = known.map_or(actor.name.as_str(), |entity| REGISTRY.name(entity));
        Who {
            id: actor.id.clone(),
            name: name.to_string(),
            kind: actor.kind.clone(),
            country: actor.country.clone(),
        }
    }

    /// Whether it is a person.
    pub fn is_person(&self) -> bool {
        self.kind == "person"
    }

    /// Whose side it is on: its country, or itself where that is not known.
    pub fn side(&self) -> &str {
        self.country.as_deref().unwrap_or(&self.id)
    }

    /// The state that it acts for, unless it is one.
    pub fn state(&self) -> Option<Who> {
        let country = self.country.as_ref().filter(|country| **country != self.id)?;
        let name = REGISTRY.find(country).map_or(country.as_str(), |entity| REGISTRY.name(entity));
        Some(Who {
            id: country.clone(),
            name: name.to_string(),
            kind: "state".into(),
            country: Some(country.clone()),
        })
    }

    /// Whether two are one: by id, or two people by names and countries that do not differ, of whom
    /// the registry knows one at most.
    pub fn is(&self, other: &Who) -> bool {
        if self.id == other.id {
            return true;
        }
        let apart =
            self.country.is_some() && other.country.is_some() && self.country != other.country;
        if !self.is_person() || !other.is_person() || apart {
            return false;
        }
        let (own, theirs) = (folded(&self.name), folded(&other.name));
        if own.rsplit(' ').next() != theirs.rsplit(' ').next() {
            return false;
        }
        let known = |who: &Who| REGISTRY.find(&who.id).is_some();
        let (own, theirs): (Vec<&str>, Vec<&str>) =
            (own.split(' ').collect(), theirs.split(' ').collect());
        let (short, long) = if own.len() <= theirs.len() { (own, theirs) } else { (theirs, own) };
        short.iter().all(|word| long.contains(word)) && !(known(self) && known(other))
    }

    /// Whether one is the other, or the state or office that the other acts for.
    pub fn may_be(&self, other: &Who) -> bool {
        let speaks_for =
            |a: &Who, b: &Who| !a.is_person() && b.country.is_some() && a.country == b.country;
        self.is(other) || speaks_for(self, other) || speaks_for(other, self)
    }

    /// Whether it has an id or acts for the state that has it.
    pub fn is_or_acts_for(&self, id: &str) -> bool {
        self.id == id || self.country.as_deref() == Some(id)
    }

    /// A short name for ids: the family name, or a country's code in lower case.
    pub fn short(&self) -> String {
        let name = folded(&self.name);
        match (&self.country, self.is_person()) {
            (Some(country), false) => country.to_lowercase(),
            (_, true) => name.rsplit(' ').next().unwrap_or_default().to_string(),
            (None, false) => name.replace(' ', "-"),
        }
    }
}

/// A name in lower case without accents, words parted by one space.
pub fn folded(name: &str) -> String {
    if name.is_ascii() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ') {
        return name.to_ascii_lowercase();
    }
    let letters: String = name.nfkd().filter(|c| !('\u{300}'..'\u{370}').contains(c)).collect();
    let words = letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
