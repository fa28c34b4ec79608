//! What somebody is: the role nouns beside a name or at the head of a phrase, and whose they are.

use super::cast::Casting;
use crate::page::{sentence, words};
use crate::registry::{Kind, Registry};
use crate::words::ACTORS;
use chancery_syntax::{Parsed, Token};
use std::ops::Range;

/// What is said of a person beside the name.
pub struct Role {
    /// The words: "US President", "the Kremlin aide".
    pub words: String,
    /// The noun in the singular.
    pub noun: Option<String>,
    /// The keys of the offices that it may mean.
    pub offices: Vec<String>,
    /// Whose: ISO 3166-1 alpha-3.
    pub country: Option<String>,
    pub sector: Option<String>,
    /// Whether the noun means an office.
    pub offices_meant: bool,
    /// Whether it is held no more.
    pub former: bool,
}

/// The role before a name ("US President"), or in apposition behind it.
pub fn role(casting: &Casting, passage: &Parsed, head: Token, name_starts: usize) -> Option<Role> {
    let mut before = sentence(passage, name_starts).start..name_starts;
    // Only the words that lead up to the name without a break.
    let titled = |index: &usize| {
        let token = passage.token(*index);
        matches!(token.pos(), "NOUN" | "PROPN" | "ADJ" | "PART")
            || matches!(token.text(), "of" | "-" | "for")
    };
    before.start = before.clone().rev().take_while(titled).last().unwrap_or(before.end);
    let noun = |index: usize| passage.token(index).pos() == "NOUN" || is_title(passage, index);
    if before.clone().any(noun) {
        return describe(casting, passage, before).filter(|role| role.noun.is_some());
    }
    let apposed = head.child(&["appos"]).filter(|token| token.pos() == "NOUN")?;
    describe(casting, passage, undetermined(apposed))
}

/// Whether a word written like a name is part of a title: it is no entity of its own.
fn is_title(passage: &Parsed, index: usize) -> bool {
    let token = passage.token(index);
    let entities = passage.entities();
    let at = entities.partition_point(|entity| entity.tokens.end <= index);
    let inside = entities.get(at).is_some_and(|entity| entity.tokens.contains(&index));
    token.pos() == "PROPN" && (!inside || ACTORS.titles.contains(&token.text().to_lowercase()))
}

/// A phrase without its article.
fn undetermined(head: Token) -> Range<usize> {
    let mut tokens = head.subtree();
    if head
        .children()
        .next()
        .is_some_and(|first| first.index() == tokens.start && first.pos() == "DET")
    {
        tokens.start += 1;
    }
    // Not what follows in a clause of its own.
    let clause = head.children().find(|child| {
        child.index() > head.index() && matches!(child.dep(), "relcl" | "acl" | "appos" | "punct")
    });
    tokens.end = clause.map_or(tokens.end, |clause| clause.subtree().start.max(head.index() + 1));
    tokens
}

/// What the words of a role say: the longest role noun in them, and the state that they name.
pub fn describe(casting: &Casting, passage: &Parsed, tokens: Range<usize>) -> Option<Role> {
    let place = words(passage, tokens.clone())?;
    let registry = casting.registry;
    let texts: Vec<&str> = tokens.clone().map(|index| passage.token(index).text()).collect();
    let mut noun = None;
    'longest: for length in (1..=texts.len().min(4)).rev() {
        for first in 0..=texts.len() - length {
            let joined = texts[first..first + length].join(" ");
            // A deputy governor is a governor, no member of parliament.
            let adjective = length == 1
                && ACTORS.former.contains(&joined.to_lowercase())
                && texts.get(first + 1).is_some_and(|next| registry.role(next).is_some());
            if adjective {
                continue;
            }
            // In the plural that no row gives, too.
            let last = passage.token(tokens.start + first + length - 1);
            let before = &texts[first..first + length - 1];
            let singular =
                before.iter().copied().chain([last.lemma()]).collect::<Vec<_>>().join(" ");
            if let Some(role) = registry.role(&joined).or_else(|| registry.role(&singular)) {
                noun = Some(role);
                break 'longest;
            }
        }
    }
    let mut country = None;
    'state: for length in (1..=texts.len().min(3)).rev() {
        for first in 0..=texts.len() - length {
            let joined = texts[first..first + length].join(" ");
            // "Pro-Iranian" is not of Iran.
            let against = first >= 2
                && matches!(texts[first - 1], "-" | "‑")
                && matches!(texts[first - 2].to_lowercase().as_str(), "pro" | "anti" | "non");
            if !joined.starts_with(char::is_uppercase) || against {
                continue;
            }
            let state = registry.state_of(&joined).or_else(|| {
                let office = registry
                    .named(&joined)
                    .into_iter()
                    .find(|bearer| bearer.exact && registry.kind(bearer.entity) == Kind::Office);
                office.map(|bearer| bearer.entity)
            });
            if let Some(state) = state {
                country = registry.country(state).map(str::to_string);
                if country.is_some() {
                    break 'state;
                }
            }
        }
    }
    // "The Taoiseach" is Ireland's.
    if country.is_none() {
        let own = |text: &&str| ACTORS.of_one_state.get(&text.to_lowercase());
        country = texts.iter().find_map(own).cloned();
    }
    let sector = sector(registry, noun.as_ref().and_then(|role| role.sector), &texts);
    Some(Role {
        words: place.of(passage.text()).to_string(),
        offices: noun.iter().flat_map(|role| role.offices()).map(str::to_string).collect(),
        noun: noun.as_ref().map(|role| role.noun.to_lowercase()),
        country,
        sector: sector.map(str::to_string),
        former: texts.iter().any(|word| ACTORS.former.contains(&word.to_lowercase())),
        offices_meant: noun.is_some_and(|role| role.offices().next().is_some()),
    })
}

/// The PLOVER sector of whoever some words call by a noun of a sector.
fn sector<'r>(registry: &'r Registry, of_noun: Option<&'r str>, words: &[&str]) -> Option<&'r str> {
    let of_noun = of_noun.and_then(|sector| sector.get(..3));
    let of_words = || words.iter().filter_map(|word| registry.role(word)?.sector?.get(..3));
    // "An opposition newspaper" reports.
    if of_words().next_back() == Some("JRN") {
        return Some("JRN");
    }
    // "Opposition leaders", "a rebel group": what they are against says more than what they are.
    let against = of_words().find(|sector| matches!(*sector, "OPP" | "REB"));
    // "A member of parliament": a member is nothing without it. "Jewish settlers": what they do says
    // more than what they believe, unless they lead believers.
    let says_more = |sector: &&str| match of_noun {
        Some("REL") => !matches!(*sector, "REL" | "GOV" | "UNK"),
        None | Some("UNK") => *sector != "UNK",
        Some(_) => false,
    };
    against.or_else(|| of_words().find(says_more)).or(of_noun)
}
