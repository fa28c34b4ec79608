//! Who stands on either side of what a pattern finds, by the ids of actors.

use crate::Actor;
use crate::found::Found;
use crate::page::is_verbal;
use crate::patterns::frame::{Frame, joined};
use crate::patterns::kinds::{is_nominal, modifier};
use crate::patterns::meaning::{Meaning, Reader};
use crate::patterns::sides::{Side, at, paths};
use crate::words::{ACTORS, CONTACTS};
use chancery_syntax::Token;
use std::rc::Rc;

/// What the words of a passage mean, what is within others left out: "held talks" is one.
pub fn outermost(reader: &Reader) -> Vec<Rc<Meaning>> {
    let tokens = reader.passage.tokens();
    let all: Vec<Rc<Meaning>> = tokens.filter_map(|token| reader.meaning(token)).collect();
    let mut within = vec![false; reader.passage.len()];
    for meaning in &all {
        meaning.chain().skip(1).for_each(|inner| within[inner.token] = true);
    }
    all.into_iter().filter(|meaning| !within[meaning.token]).collect()
}

/// Those on one side.
#[derive(Default)]
pub struct OneSide {
    /// The ids of actors.
    pub ids: Vec<String>,
    /// Whether there is somebody whom the report does not name.
    pub unnamed: bool,
}

/// Those on one side: of the slots that pattern and type name, the first that names anybody.
pub fn side_of<'r>(
    reader: &Reader<'r, '_>,
    found: &Found<'r>,
    meaning: &Meaning,
    side: Side,
) -> OneSide {
    let frame = Frame::of(reader.passage, reader.passage.token(meaning.token));
    let mut unnamed = false;
    let verb = is_verbal(reader.passage.token(meaning.token));
    for path in paths(reader, meaning, side) {
        // "spoke with Kallas of Estonia": of whom something is, only a noun says.
        if verb && matches!(path.as_str(), "of" | "owner" | "among") {
            continue;
        }
        let inner =
            path.strip_prefix("inner.").filter(|inner| matches!(*inner, "source" | "target"));
        let tokens = if let Some(inner) = inner {
            let Some(within) = &meaning.inner else { continue };
            let side = if inner == "source" { Side::Source } else { Side::Target };
            let one = side_of(reader, found, within, side);
            if !one.ids.is_empty() {
                return one;
            }
            unnamed |= one.unnamed;
            continue;
        } else {
            at(reader, meaning, &frame, &path)
        };
        let mut tokens = tokens;
        // "A White House meeting" is not the House's, "Russian-Ukrainian talks" are theirs.
        if path == "owner" {
            let below = tokens.iter().flat_map(|token| token.children()).filter(|child| {
                matches!(child.dep(), "amod" | "compound" | "nmod" | "punct")
                    && !found.cast.all_named(*child).is_empty()
            });
            let below: Vec<Token> = below.collect();
            let several = tokens.len() + below.len() > 1;
            tokens.extend(below);
            let person = |token: &Token| found.cast.person_named(*token).is_some();
            tokens.retain(|token| token.dep() == "poss" || several || person(token));
        }
        let tokens =
            tokens.into_iter().filter(|token| is_nominal(*token) && !reader.is_time(*token));
        let tokens: Vec<Token> = tokens.collect();
        let mut ids: Vec<String> = Vec::new();
        for token in &tokens {
            let all = people(reader, found, *token);
            unnamed |= all.is_empty() && names_people(*token);
            ids.extend(all);
        }
        if !ids.is_empty() {
            return OneSide { ids, unnamed };
        }
    }
    OneSide { ids: Vec::new(), unnamed }
}

/// The ids of those who take part by a phrase.
pub fn people<'r>(reader: &Reader<'r, '_>, found: &Found<'r>, head: Token<'r, '_>) -> Vec<String> {
    let ids = |actors: Vec<&Actor>| {
        let part = actors.into_iter().filter(|actor| takes_part(actor) && !is_office(actor));
        part.map(|actor| actor.id.clone()).collect::<Vec<_>>()
    };
    const FEW: usize = 12;
    let own = found.who(head);
    // "General Secretary of the Party To Lam": the name may stand beside the tree.
    if let Some(next) = next_name(reader, found, head)
        && own.iter().all(|actor| actor.country.is_none() || actor.country == next.country)
        && !found.cast.is_named(head)
    {
        return vec![next.id.clone()];
    }
    // "The defence secretary John Healey and his counterpart", "both presidents, Berg and Huber".
    let apposed = head.children().filter(|child| child.dep() == "appos" && child.pos() == "PROPN");
    let apposed: Vec<Token> = apposed.flat_map(joined).collect();
    if apposed.len() > 1 && apposed.len() < FEW {
        let mut named: Vec<String> =
            apposed.into_iter().flat_map(|token| people(reader, found, token)).collect();
        named.retain(|id| found.is_person(id));
        named.sort();
        named.dedup();
        if named.len() > 1 {
            return named;
        }
    }
    let own_person = own.iter().any(|actor| actor.kind == "person");
    if !own_person || matches!(head.pos(), "PROPN") {
        let named = named_within(reader, found, head);
        if !named.is_empty() {
            return named;
        }
    }
    // "A Russian delegation led by Vladimir Medinsky": he takes part.
    if names_people(head) {
        let led = head.children().filter(|child| {
            child.dep() == "acl" && CONTACTS.leading.iter().any(|word| word == child.lemma())
        });
        let by = led.filter_map(|led| led.child(&["agent", "prep"])?.child(&["pobj"]));
        let mut leaders: Vec<String> =
            by.flat_map(joined).flat_map(|head| ids(found.who(head))).collect();
        leaders.dedup();
        if !leaders.is_empty() {
            return leaders;
        }
    }
    let group = own.iter().all(|actor| actor.kind == "group");
    let own = ids(own);
    // "envoys from Botswana and Namibia" are of both.
    let both = (group && names_people(head)).then(|| states_of(found, head, &ids));
    if let Some(both) = both.filter(|both| both.len() > 1) {
        return both;
    }
    if !own.is_empty() {
        return own;
    }
    if !names_people(head) {
        return Vec::new();
    }
    // "Russian officials", "the ministers of Spain and Chile".
    if let Some(owner) = modifier(reader, head) {
        let states = found.who(owner);
        let states: Vec<&Actor> =
            states.into_iter().filter(|actor| actor.kind != "person").collect();
        return ids(states);
    }
    states_of(found, head, &ids)
}

/// Of "the ministers of Spain and Chile", "envoys from both": those behind the preposition.
fn states_of<'r>(
    found: &Found<'r>,
    head: Token<'r, '_>,
    ids: &dyn Fn(Vec<&'r Actor>) -> Vec<String>,
) -> Vec<String> {
    let from = head.children().filter(|child| matches!(child.text(), "of" | "from"));
    let heads = from.filter_map(|from| from.child(&["pobj"])).flat_map(joined);
    let within = |token: Token<'r, '_>| {
        let before = token.children().filter(|child| child.index() < token.index());
        let named = std::iter::once(token).chain(before.flat_map(joined));
        named.flat_map(|token| ids(found.who(token))).collect::<Vec<_>>()
    };
    let mut all: Vec<String> = heads.flat_map(within).collect();
    all.dedup();
    all
}

/// The person whose name begins right behind a phrase.
fn next_name<'r>(
    reader: &Reader<'r, '_>,
    found: &Found<'r>,
    head: Token<'r, '_>,
) -> Option<&'r Actor> {
    let passage = reader.passage;
    let next = head.subtree().end;
    if head.pos() != "PROPN" || next >= passage.len() {
        return None;
    }
    found.cast.person_from(crate::page::span(passage.token(next)).start)
}

/// The people whom a phrase names somewhere in it, as offices stand around names in many ways:
/// "President of Russia Vladimir Putin and Prime Minister of Israel Benjamin Netanyahu".
fn named_within<'r>(
    reader: &Reader<'r, '_>,
    found: &Found<'r>,
    head: Token<'r, '_>,
) -> Vec<String> {
    const NEAR: usize = 60;
    let passage = reader.passage;
    let mut found_at: Vec<(usize, bool, &str)> = Vec::new();
    for index in head.subtree().take(NEAR) {
        let token = passage.token(index);
        if token.pos() != "PROPN" {
            continue;
        }
        let Some(actor) = found.cast.person_named(token).filter(|actor| !is_office(actor)) else {
            continue;
        };
        let path = std::iter::once(token).chain(token.ancestors());
        let path: Vec<Token> = path.take_while(|above| above.index() != head.index()).collect();
        let aside = path.iter().any(|above| {
            matches!(above.dep(), "relcl" | "acl" | "advcl" | "poss" | "parataxis")
                || is_verbal(*above)
                || above.dep() == "prep"
                    && !CONTACTS.of_office.iter().any(|word| word == above.lemma())
        });
        // "the envoy of Putin" is not Putin.
        let whose = path.len() == 2 && path[1].dep() == "prep" && names_people(head);
        if aside || whose {
            continue;
        }
        // Each of those joined by "and" has a name of its own.
        let branch = path.iter().find(|above| matches!(above.dep(), "conj" | "appos"));
        let below =
            path.iter().take_while(|above| branch.is_none_or(|b| b.index() != above.index()));
        let nested = below.into_iter().any(|above| above.dep() == "prep");
        let branch = branch.map_or(head.index(), |branch| branch.index());
        found_at.push((branch, nested, &actor.id));
    }
    let direct = |at: usize| found_at.iter().any(|(branch, nested, _)| *branch == at && !nested);
    let mut named: Vec<String> = Vec::new();
    for (branch, nested, id) in &found_at {
        let own = *branch == head.index();
        let others = own && found_at.iter().any(|(_, nested, _)| !nested);
        if (!nested || !direct(*branch) && !others) && !named.iter().any(|known| known == id) {
            named.push((*id).to_string());
        }
    }
    named
}

/// Whether an actor can be in touch with others: not "reporters".
fn takes_part(actor: &Actor) -> bool {
    let nobody = actor.kind == "group" && actor.country.is_none();
    let last = actor.name.rsplit(' ').next().unwrap_or_default();
    let occasion = actor.kind != "person"
        && CONTACTS.occasions.iter().any(|word| word.eq_ignore_ascii_case(last));
    // "the first leader" is somebody whom the report describes and does not name.
    let described = actor.kind == "person"
        && actor.name.starts_with(char::is_lowercase)
        && actor.wikidata.is_none()
        && actor.country.as_deref() == Some("EUR");
    let reporter = actor.sector.as_deref() == Some("JRN");
    !(nobody || occasion || described || reporter)
}

/// Whether an actor is only an office that the report gives nobody's name to: "the ambassador".
fn is_office(actor: &Actor) -> bool {
    let last = actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    actor.kind == "person"
        && (actor.country.is_none() || !actor.name.contains(' '))
        && (CONTACTS.people.contains(&last) || ACTORS.titles.contains(&last))
}

/// Whether a noun is one for people who speak for a state or body: "officials", "delegation".
pub fn names_people(token: Token) -> bool {
    CONTACTS.people.iter().any(|word| word == token.lemma())
}
