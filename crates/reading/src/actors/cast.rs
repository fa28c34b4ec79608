//! The actors of a report and where each is mentioned.

use super::roles::Role;
use crate::page::{Page, span, tokens_of};
use crate::registry::{EntityId, Gender, Held, Kind, Registry};
use crate::words::ACTORS;
use crate::{Actor, Place, Span};
use chancery_syntax::Token;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The actors of a report and where each is mentioned.
#[derive(Default)]
pub struct Cast {
    actors: Vec<Actor>,
    /// In the order of the text.
    mentions: Vec<Mention>,
}

/// Words that stand for actors.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The token on which they hang.
    pub head: usize,
    /// Where that token stands.
    pub at: Span,
    /// The actors, by number; several for "the two leaders".
    pub actors: Vec<usize>,
    /// Whether it is a name.
    pub named: bool,
}

impl Cast {
    /// The one actor that the phrase under `head` stands for.
    pub fn named(&self, head: Token) -> Option<&Actor> {
        match self.all_named(head)[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The actors that the phrase under `head` stands for.
    pub fn all_named(&self, head: Token) -> Vec<&Actor> {
        // "Joseph R. Biden, Jr.": the name stands before what is only its end.
        let suffix = ACTORS.suffixes.iter().any(|end| end.eq_ignore_ascii_case(head.text()));
        if suffix && let Some(name) = self.right_before(span(head)) {
            return name.actors.iter().map(|&at| &self.actors[at]).collect();
        }
        // In "the Kremlin aide Yuri Ushakov" the name stands in apposition to the office.
        let apposed = head.child(&["appos"]).filter(|name| name.pos() == "PROPN");
        let of =
            |token: Token| self.starting_in(span(token)).find(|mention| mention.at == span(token));
        let own = of(head);
        let apposed = apposed.and_then(of).filter(|mention| mention.named);
        let mention = match own {
            Some(own) if own.named => Some(own),
            own => apposed.or(own),
        };
        let actors = mention.map(|mention| &mention.actors[..]).unwrap_or_default();
        actors.iter().map(|&at| &self.actors[at]).collect()
    }

    /// The person whose name hangs on a token.
    pub fn person_named(&self, token: Token) -> Option<&Actor> {
        let at = span(token);
        let here = self.starting_in(at).filter(|mention| mention.at == at && mention.named);
        let people = here.filter_map(|mention| self.only(mention)).next();
        people.filter(|actor| actor.kind == "person")
    }

    /// The person whose name begins at a byte.
    pub fn person_from(&self, start: usize) -> Option<&Actor> {
        let near = Span::new(start, start + 60);
        let people = self.starting_in(near).filter(|mention| mention.named);
        let mut people = people.filter_map(|mention| self.only(mention));
        people.find(|actor| {
            actor.kind == "person" && actor.mentions.iter().any(|mention| mention.start == start)
        })
    }

    /// The one whom a mention is of, unless it is of several.
    fn only(&self, mention: &Mention) -> Option<&Actor> {
        match mention.actors[..] {
            [one] => Some(&self.actors[one]),
            _ => None,
        }
    }

    /// Whether the words that hang on a token are a name.
    pub fn is_named(&self, head: Token) -> bool {
        let at = span(head);
        self.starting_in(at).any(|mention| mention.at == at && mention.named)
    }

    /// The name that ends right before a place, but for a comma.
    fn right_before(&self, place: Span) -> Option<&Mention> {
        const COMMA: usize = 2;
        let after = self.mentions.partition_point(|mention| mention.at.start < place.start);
        let last = self.mentions[..after].iter().rev().take(3);
        let mut last = last.filter(|mention| mention.named);
        last.find(|mention| mention.at.end <= place.start && place.start - mention.at.end <= COMMA)
    }

    /// An actor by its id.
    pub fn by_id(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == id)
    }

    /// The actor mentioned within a span.
    pub fn mentioned(&self, span: Span) -> Option<&Actor> {
        let mention = self.starting_in(span).find(|mention| span.contains(mention.at))?;
        mention.actors.first().map(|&at| &self.actors[at])
    }

    /// The mentions that start within a span.
    fn starting_in(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.at.start < span.start);
        self.mentions[first..].iter().take_while(move |mention| mention.at.start < span.end)
    }

    /// Adds a mention of an actor by its id.
    pub fn add_mention(&mut self, id: &str, mention: Span) {
        if let Some(actor) = self.actors.iter_mut().find(|actor| actor.id == id)
            && !actor.mentions.contains(&mention)
        {
            actor.mentions.push(mention);
            actor.mentions.sort();
        }
    }

    /// All of them, in order of first mention.
    pub fn into_actors(mut self) -> Vec<Actor> {
        self.actors.retain(|actor| !actor.mentions.is_empty());
        self.actors.sort_by_key(|actor| actor.mentions.first().copied());
        self.actors
    }
}

/// What is known of an actor while they are found.
pub struct Known {
    pub actor: Actor,
    /// The actor in the registry.
    pub entity: Option<EntityId>,
    /// Whether it is a man or a woman.
    pub gender: Option<Gender>,
    /// Words of roles that the report gives: nouns in the singular, in lower case.
    pub roles: Vec<String>,
    /// Whether a name stands for them.
    pub named: bool,
}

/// A cast in the making.
pub struct Casting<'c, 'r> {
    pub page: &'c Page<'r>,
    pub registry: &'c Registry,
    /// The day of the report.
    pub day: Option<Date>,
    /// Its places.
    pub places: &'c [Place],
    /// Whether to keep whom else a name may stand for.
    pub explain: bool,
    pub known: Vec<Known>,
    pub mentions: Vec<Mention>,
    by_entity: BTreeMap<EntityId, usize>,
    by_name: BTreeMap<String, usize>,
    by_part: BTreeMap<String, Vec<usize>>,
    /// The words of bodies' names, in lower case.
    body_words: BTreeSet<String>,
    /// By passage and token, the mention that hangs on it.
    heads: BTreeMap<(usize, usize), usize>,
    /// By passage, the tokens that stand for somebody.
    taken: Vec<Vec<bool>>,
}

impl<'c, 'r> Casting<'c, 'r> {
    pub fn new(
        page: &'c Page<'r>,
        registry: &'c Registry,
        day: Option<Date>,
        places: &'c [Place],
    ) -> Self {
        Casting {
            page,
            registry,
            day,
            places,
            explain: false,
            known: Vec::new(),
            mentions: Vec::new(),
            by_entity: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_part: BTreeMap::new(),
            body_words: BTreeSet::new(),
            heads: BTreeMap::new(),
            taken: page.passages.iter().map(|passage| vec![false; passage.len()]).collect(),
        }
    }

    /// The number of an actor of the registry.
    pub fn entity(&mut self, entity: EntityId) -> usize {
        if let Some(&at) = self.by_entity.get(&entity) {
            return at;
        }
        let registry = self.registry;
        let mut country = registry.country(entity);
        let mut sector = registry.sector(entity);
        let mut role = None;
        if let (Kind::Person, Some(day)) = (registry.kind(entity), self.day)
            && let Some(held) = registry.holdings_on(entity, day).iter().min_by_key(|held| {
                (held.on(day) != Held::Yes, rank(held.office).unwrap_or(usize::MAX))
            })
        {
            (country, sector) = (Some(held.country), Some(held.sector));
            role = Some(held.title.to_string());
        }
        let kind = match registry.kind(entity) {
            Kind::Person => "person",
            Kind::State => "state",
            Kind::Organisation | Kind::Office => "organisation",
            Kind::Group => "group",
        };
        let actor = Actor {
            id: registry.id(entity).into(),
            name: registry.name(entity).into(),
            kind: kind.into(),
            country: country.filter(|code| is_iso(code)).map(Into::into),
            sector: sector.filter(|sector| !sector.is_empty()).map(Into::into),
            role,
            wikidata: registry.wikidata(entity).map(Into::into),
            mentions: Vec::new(),
            candidates: None,
        };
        let gender = registry.gender(entity);
        self.known.push(Known {
            actor,
            entity: Some(entity),
            gender,
            roles: Vec::new(),
            named: false,
        });
        self.by_entity.insert(entity, self.known.len() - 1);
        self.known.len() - 1
    }

    /// The number of an actor that the report alone knows, by kind and name.
    pub fn local(&mut self, kind: &str, name: &str, gender: Option<Gender>) -> usize {
        let key = format!("{kind} {}", slug(name));
        if let Some(&at) = self.by_name.get(&key) {
            return at;
        }
        let actor = Actor {
            id: slug(name),
            name: name.into(),
            kind: kind.into(),
            country: None,
            sector: None,
            role: None,
            wikidata: None,
            mentions: Vec::new(),
            candidates: None,
        };
        self.known.push(Known { actor, entity: None, gender, roles: Vec::new(), named: false });
        self.by_name.insert(key, self.known.len() - 1);
        self.known.len() - 1
    }

    /// Notes that words stand for actors.
    pub fn mention(
        &mut self,
        passage: usize,
        head: usize,
        words: Span,
        actors: Vec<usize>,
        named: bool,
    ) {
        let parsed = &self.page.passages[passage];
        let at = span(parsed.token(head));
        for &actor in &actors {
            self.known[actor].actor.mentions.push(words);
            if named && self.known[actor].actor.kind == "organisation" && !self.known[actor].named {
                let name = self.known[actor].actor.name.to_lowercase();
                self.body_words.extend(name.split([' ', '-']).map(str::to_string));
            }
            self.known[actor].named |= named;
        }
        self.taken[passage][tokens_of(parsed, words)].fill(true);
        self.heads.entry((passage, head)).or_insert(self.mentions.len());
        self.mentions.push(Mention { head, at, actors, named });
    }

    /// Whether a token is within words that already stand for somebody.
    pub fn is_taken(&self, passage: usize, token: usize) -> bool {
        self.taken[passage][token]
    }

    /// The mention that hangs on a token.
    pub fn at(&self, passage: usize, token: usize) -> Option<&Mention> {
        self.heads.get(&(passage, token)).map(|&at| &self.mentions[at])
    }

    /// The mentions of a stretch of a passage's tokens, the last first.
    pub fn between(&self, passage: usize, tokens: Range<usize>) -> impl Iterator<Item = &Mention> {
        let range = (passage, tokens.start)..(passage, tokens.end);
        self.heads.range(range).rev().map(|(_, &at)| &self.mentions[at])
    }

    /// The actors of the mentions before a token, the last first, each once; only those of the last
    /// few hundred mentions.
    pub fn recent(&self, passage: usize, token: usize) -> Vec<usize> {
        const FEW: usize = 300;
        let mut found = Vec::new();
        for (_, &at) in self.heads.range(..(passage, token)).rev().take(FEW) {
            for &actor in &self.mentions[at].actors {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
        }
        found
    }

    /// The people whose names begin or end with a word, given as [`slug`] makes it, the last first.
    pub fn people_called(&self, word: &str) -> Vec<usize> {
        self.by_part.get(word).map(|all| all.iter().rev().copied().collect()).unwrap_or_default()
    }

    /// Notes what a phrase beside a name says that somebody is, where that is not known yet.
    pub fn describe(&mut self, at: usize, role: &Role) {
        let known = &mut self.known[at];
        known.roles.extend(role.noun.clone());
        let actor = &mut known.actor;
        if role.noun.is_some() {
            actor.role = actor.role.take().or(Some(role.words.clone()));
        }
        actor.country = actor.country.take().or(role.country.clone());
        actor.sector = actor.sector.take().or(role.sector.clone());
    }

    /// Takes one actor for another: who was named in part is now known.
    pub fn merge(&mut self, part: usize, whole: usize) {
        if part == whole {
            return;
        }
        let mentions = std::mem::take(&mut self.known[part].actor.mentions);
        self.known[whole].actor.mentions.extend(mentions);
        self.known[whole].named |= std::mem::take(&mut self.known[part].named);
        for mention in &mut self.mentions {
            for at in &mut mention.actors {
                if *at == part {
                    *at = whole;
                }
            }
        }
        for all in self.by_part.values_mut() {
            all.retain(|at| *at != part);
        }
    }

    /// Notes the parts of a person's name.
    pub fn call(&mut self, at: usize, name: &str) {
        let name = slug(name);
        for word in [name.split('-').next(), name.rsplit('-').next()].into_iter().flatten() {
            let all = self.by_part.entry(word.to_string()).or_default();
            if !all.contains(&at) {
                all.push(at);
            }
        }
    }

    /// The number of an actor that the report alone knows, if there is one of that kind and name.
    pub fn find_local(&self, kind: &str, name: &str) -> Option<usize> {
        self.by_name.get(&format!("{kind} {}", slug(name))).copied()
    }

    /// Whether some body's name has this word.
    pub fn is_body_word(&self, word: &str) -> bool {
        self.body_words.contains(word)
    }

    /// Whether an actor is a person.
    pub fn is_person(&self, at: usize) -> bool {
        self.known[at].actor.kind == "person"
    }

    /// Whether an actor is a person whom the report names or the registry knows.
    pub fn is_somebody(&self, at: usize) -> bool {
        self.is_person(at) && (self.known[at].named || self.known[at].entity.is_some())
    }

    /// The one country that all states, places, people and bodies of the report are or lie in.
    fn only_country(&self) -> Option<String> {
        let of_actors = self.known.iter().filter_map(|known| known.actor.country.as_deref());
        let of_places = self.places.iter().filter_map(|place| place.country.as_deref());
        let all: BTreeSet<&str> = of_actors.chain(of_places).collect();
        all.first().filter(|_| all.len() == 1).map(|only| only.to_string())
    }

    pub fn finish(mut self) -> Cast {
        // Where a report knows one country alone, its officials and those without a name are of it.
        let only = self.only_country();
        for known in &mut self.known {
            let body = known.actor.kind == "organisation";
            let of_it = match known.actor.sector.as_deref() {
                None | Some("IGO" | "NGO" | "MNC" | "BUS" | "JRN") => false,
                Some("GOV" | "MIL" | "LEG" | "JUD") if known.named => true,
                // "More than thirty governments" are others', "foreign diplomats" too.
                Some(_) => {
                    let mut words = known.actor.name.split(' ').map(str::to_lowercase);
                    (body || !known.named) && !words.any(|word| ACTORS.abroad.contains(&word))
                }
            };
            if known.entity.is_none() && of_it && known.actor.country.is_none() {
                known.actor.country.clone_from(&only);
            }
        }
        // One actor, one id.
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for known in &mut self.known {
            known.actor.mentions.sort();
            known.actor.mentions.dedup();
            let times = seen.entry(known.actor.id.clone()).or_default();
            *times += 1;
            if *times > 1 {
                known.actor.id = format!("{}-{times}", known.actor.id);
            }
        }
        self.mentions.sort_by_key(|mention| (mention.at, !mention.named));
        let actors = self.known.into_iter().map(|known| known.actor).collect();
        Cast { actors, mentions: self.mentions }
    }
}

/// How high an office is, from 0; none for those that rank nowhere, as "minister" of whatever does.
pub fn rank(office: &str) -> Option<usize> {
    ACTORS.offices.iter().position(|ranked| ranked == office)
}

/// The country that a part of it belongs to by ISO 3166: `IRQ` of `IRQ/KRG`.
pub fn whole(code: &str) -> Option<String> {
    iso(code.split('/').next().unwrap_or(code))
}

/// A country's code, if it is one of three letters.
pub fn iso(code: &str) -> Option<String> {
    is_iso(code).then(|| code.to_string())
}

/// Whether a code is one of three letters.
fn is_iso(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

/// A name as an id: lower case, words parted by hyphens.
pub fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
