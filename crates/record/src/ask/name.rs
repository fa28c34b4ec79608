//! Whom a person means who types a name.

use crate::archive::Archive;
use crate::error::Error;
use crate::who::folded;
use chancery_reading::registry::{Kind, REGISTRY};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Somebody of the record whom a name may mean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choice {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// In how many contacts of the record.
    pub contacts: usize,
}

/// What a typed name stands for in the record.
#[derive(Clone, Debug, PartialEq)]
pub enum Named {
    /// One actor, with its row; that of a state stands for all who act for it.
    One(Choice, i64),
    /// Several, the one with the most contacts first.
    Several(Vec<Choice>),
    /// Nobody whom the record holds.
    Nobody,
}

impl Archive {
    /// Whom a name means: an id ("Q7747", "RUS"), a name in any usual spelling ("Zelenskiy"), or an
    /// office ("french president") on the day of the record's last report.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn named(&self, name: &str) -> Result<Named, Error> {
        let mut keys: BTreeSet<String> = BTreeSet::new();
        if let Some(entity) = REGISTRY.find(name).or_else(|| REGISTRY.find(&name.to_uppercase())) {
            keys.insert(REGISTRY.id(entity).to_string());
        } else {
            let bearers = REGISTRY.named(name);
            let states =
                bearers.iter().filter(|bearer| REGISTRY.kind(bearer.entity) == Kind::State);
            let states: Vec<String> =
                states.map(|bearer| REGISTRY.id(bearer.entity).to_string()).collect();
            let people = bearers.iter().map(|bearer| REGISTRY.id(bearer.entity).to_string());
            keys.extend(if states.len() == 1 { states } else { people.collect() });
        }
        keys.extend(self.in_office(name)?);
        let mut found: BTreeSet<i64> = BTreeSet::new();
        for key in &keys {
            found.extend(
                self.ask("select id from actor where key = $1", [key], |row| row.get::<_, i64>(0))?,
            );
        }
        if found.is_empty() {
            found = self.spelt(name)?;
        }
        self.choose(found)
    }

    /// Actors whose names hold every word.
    fn spelt(&self, name: &str) -> Result<BTreeSet<i64>, Error> {
        let mut found: Option<BTreeSet<i64>> = None;
        for word in folded(name).split(' ') {
            let rows = self.ask("select actor from name where word = $1", [word], |row| {
                row.get::<_, i64>(0)
            })?;
            let rows: BTreeSet<i64> = rows.into_iter().collect();
            found = Some(match found {
                Some(before) => before.intersection(&rows).copied().collect(),
                None => rows,
            });
        }
        Ok(found.unwrap_or_default())
    }

    /// Who holds an office that is named by its state: "french president".
    fn in_office(&self, name: &str) -> Result<Vec<String>, Error> {
        let words: Vec<String> = folded(name).split(' ').map(str::to_string).collect();
        let Some((first, role)) = words.split_first().filter(|(_, role)| !role.is_empty()) else {
            return Ok(vec![]);
        };
        let capital = first[..1].to_uppercase() + &first[1..];
        let (Some(state), Some(role)) = (
            REGISTRY.state_of(&capital).or_else(|| REGISTRY.state_of(first)),
            REGISTRY.role(&role.join(" ")),
        ) else {
            return Ok(vec![]);
        };
        let last = self
            .ask("select max(published) from report", [], |row| row.get::<_, Option<String>>(0))?;
        let Some(day) = last.into_iter().flatten().next().and_then(|day| day.parse::<Date>().ok())
        else {
            return Ok(vec![]);
        };
        let country = REGISTRY.country(state).unwrap_or(REGISTRY.id(state));
        let holders = role
            .offices()
            .map(|office| REGISTRY.holders(office, country, day))
            .find(|holders| !holders.is_empty());
        Ok(holders
            .unwrap_or_default()
            .into_iter()
            .map(|holder| REGISTRY.id(holder).to_string())
            .collect())
    }

    fn choose(&self, rows: BTreeSet<i64>) -> Result<Named, Error> {
        let mut choices = Vec::new();
        for row in rows {
            let sql = "select key, name, country, (select count(*) from party p where p.actor = a.id) from actor a where id = $1";
            let choice = self.ask(sql, [row], |row| {
                Ok(Choice {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    country: row.get(2)?,
                    contacts: row.get::<_, i64>(3)? as usize,
                })
            })?;
            choices.extend(choice.into_iter().map(|choice| (choice, row)));
        }
        choices.sort_by_key(|(choice, _)| (std::cmp::Reverse(choice.contacts), choice.id.clone()));
        Ok(match choices.as_slice() {
            [] => Named::Nobody,
            [(choice, row)] => Named::One(choice.clone(), *row),
            // Namesakes that take part in nothing are none to ask about.
            [(choice, row), rest @ ..]
                if rest.iter().all(|(other, _)| other.contacts == 0) && choice.contacts > 0 =>
            {
                Named::One(choice.clone(), *row)
            }
            several => Named::Several(several.iter().map(|(choice, _)| choice.clone()).collect()),
        })
    }
}
