//! The places in a report where a contact is spoken of: its words, who takes part by them, and how
//! they put it.

use super::each;
use super::parties::{Parties, parties};
use super::since;
use super::status::{Told, status};
use super::together::{Joint, joint};
use super::when::{self, When};
use crate::around;
use crate::found::Found;
use crate::page::{is_infinitive, is_verbal, sentence, span, words};
use crate::patterns::form::form;
use crate::patterns::frame::Frame;
use crate::patterns::meaning::{Meaning, Reader};
use crate::patterns::ontology::Form;
use crate::patterns::sides::at;
use crate::who::{outermost, people};
use crate::words::{CONTACTS, DAYS};
use crate::{Length, Medium, Place, Precision, Span, Status};
use chancery_syntax::{Parsed, Token};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A place where a contact is spoken of.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The passage.
    pub passage: usize,
    /// The word for the contact.
    pub token: usize,
    /// Where it stands.
    pub at: Span,
    /// The words that say that it was held, planned and so on, down to the contact's own.
    pub chain: Vec<usize>,
    /// How they are in touch.
    pub medium: Medium,
    /// Whether the words leave open how: "talks", "spoke with".
    pub open: bool,
    /// Who, as the words here say; ids of actors.
    pub participants: Vec<String>,
    /// Whom the words name, those left out who cannot take part: "an Irish visit".
    pub named: Vec<String>,
    /// Words above it in the tree, up to the sentence's root.
    pub above: Vec<usize>,
    /// Whether somebody takes part whom the report does not name: "met with officials".
    pub unnamed: bool,
    /// Whether the words may point back to a contact spoken of before: "the call".
    pub definite: bool,
    /// Whether they speak of one among others: "a meeting".
    pub indefinite: bool,
    /// Whether they name more people at it: "was also attended by".
    pub joins: bool,
    /// Whether it is another than was spoken of last: "their last meeting".
    pub other: bool,
    /// Whether it is not told, but must have been: of "the first since May", the one in May.
    pub implied: bool,
    /// Whether it is one of a row: "a second round".
    pub counted: bool,
    /// Whether the verb is in the past tense.
    pub past: bool,
    /// How those who take part are named together: "the two leaders", "they".
    pub jointly: Option<Joint>,
    /// Whether it says which one the contact is: "was the third meeting".
    pub counted_attr: bool,
    /// Whether it is told as lying before what is reported: "after a call", "had met".
    pub background: bool,
    /// Whether it is that of those spoken of before: "their meeting".
    pub joint_owner: bool,
    /// Whether the verb tells of the same day as the sentence before: "later met".
    pub same_day: bool,
    /// Whether it names a part of the day that is spoken of: "met in the evening".
    pub day_part: bool,
    /// Whether it is of the kind that was spoken of last: "the previous ones".
    pub like_last: bool,
    /// Whether the words leave open how they were in touch: "the first contact".
    pub vague: bool,
    /// Whether its word is a noun.
    pub noun: bool,
    /// Whether the noun says with whom: "a meeting with".
    pub with: bool,
    /// Whether they stand for several: "calls with".
    pub several: bool,
    /// Whether it is one of several that the same words tell of.
    pub one_of: bool,
    /// How they put it.
    pub told: Told,
    /// Whether it was of late: "recent talks".
    pub recent: bool,
    /// When.
    pub when: Option<When>,
    /// How far it lies from the contact that it is told after or before.
    pub shift: Option<when::Shift>,
    /// How long.
    pub lengths: Vec<Length>,
    /// Where.
    pub place: Option<String>,
    /// On the sidelines of what.
    pub occasion: Option<Span>,
    /// Who asked for it.
    pub initiator: Option<String>,
    /// How it went.
    pub described: Vec<String>,
    /// What it is called.
    pub kind: Option<String>,
    /// The words, a clause at most.
    pub evidence: Span,
    /// Whether in the headline.
    pub in_title: bool,
    /// The statement that tells it and who makes it.
    pub statement: Option<usize>,
    /// Who makes that statement.
    pub reported_by: Option<String>,
    /// The patterns.
    pub pattern: String,
}

impl Mention {
    /// Whether it is in the headline or before the byte at which the first two sentences end.
    pub fn is_main(&self, main_end: usize) -> bool {
        self.in_title || self.evidence.start < main_end
    }
}

/// The mentions of one passage, in the order of the text.
pub fn mentions<'r>(reader: &Reader<'r, '_>, found: &Found<'r>, passage: usize) -> Vec<Mention> {
    // "A meeting that was planned for Friday was called off": one mention, by the word that weighs
    // most.
    let mut by_core: BTreeMap<usize, Vec<Rc<Meaning>>> = BTreeMap::new();
    for meaning in outermost(reader) {
        by_core.entry(meaning.core().token).or_default().push(meaning);
    }
    let of_core = |meanings: Vec<Rc<Meaning>>| {
        let mut all: Vec<Vec<Mention>> =
            meanings.iter().map(|meaning| of_meaning(reader, found, passage, meaning)).collect();
        all.retain(|mentions| !mentions.is_empty());
        all.sort_by_key(|mentions| std::cmp::Reverse(weight(&mentions[0].told)));
        let when = all.iter().find_map(|mentions| mentions[0].when);
        let people = all.iter().map(|mentions| mentions[0].participants.clone());
        let people = people.max_by_key(Vec::len);
        let mut best = all.into_iter().next().unwrap_or_default();
        for mention in &mut best {
            mention.when = mention.when.or(when);
            if mention.participants.len() < 2 {
                mention.participants.clone_from(people.as_ref().unwrap_or(&Vec::new()));
            }
        }
        best
    };
    let mut all: Vec<Mention> = by_core.into_values().flat_map(of_core).collect();
    for (at, before) in since::before(reader, found, &all).into_iter().rev() {
        all.insert(at + 1, before);
    }
    all
}

/// How much it says that a contact is told so.
fn weight(told: &Told) -> u8 {
    match (told.status, told.sure) {
        (_, false) => 0,
        (Status::Held, true) => 1,
        (Status::Planned, true) => 2,
        (Status::Proposed, true) => 3,
        (Status::Cancelled | Status::Denied, true) => 4,
    }
}

/// The mention that a meaning is; several where one side is in touch with each of the others apart.
fn of_meaning<'r>(
    reader: &Reader<'r, '_>,
    found: &Found<'r>,
    passage: usize,
    meaning: &Rc<Meaning>,
) -> Vec<Mention> {
    let ontology = reader.ontology;
    let core = meaning.core();
    let token = reader.passage.token(core.token);
    let chain: Vec<usize> = meaning.chain().map(|meaning| meaning.token).collect();
    let name = ontology.types[core.kind].name.as_str();
    let Some((mut medium, open)) = medium(name) else { return Vec::new() };
    let (place, country) = place(reader, found, meaning, medium).unzip();
    let country = country.flatten();
    // "conversations in Seoul": nobody telephones in a place.
    if name == "CONVERSATION" && place.is_some() {
        medium = Medium::Meeting;
    }
    // "visits to constituencies".
    if medium == Medium::Visit && place.is_none() && goes_elsewhere(reader, found, meaning) {
        return Vec::new();
    }
    let Parties { first, second, named } =
        parties(reader, found, meaning, medium, country.as_deref());
    let mut told = status(reader, meaning);
    let lengths = when::lengths(reader, found, &chain);
    // "was planned for two hours": how long, not whether.
    if told.status == Status::Planned && !lengths.is_empty() {
        told.sure = false;
    }
    let in_title = found.title.is_some_and(|title| title.contains(span(token)));
    let joint_owner = token.child(&["poss"]).is_some_and(|owner| {
        CONTACTS.joint_owner.iter().any(|word| word.eq_ignore_ascii_case(owner.text()))
    });
    // "Remarks by Rossi and Berg Before Their Meeting": of the day.
    if in_title && joint_owner && !told.sure {
        told.status = Status::Held;
    }
    let outer = reader.passage.token(meaning.token);
    let Some(evidence) = evidence(reader.passage, &chain) else { return Vec::new() };
    // "saw him" may be on television, "saw him in Graz on Friday" is not.
    if name == "SEEN" && told.status == Status::Held {
        let when = when::when(reader, &chain, &[]);
        if token.tag() != "VBD" || place.is_none() && when.is_none_or(|when| when.weak) {
            return Vec::new();
        }
    }
    // "is pleased to welcome": a courtesy, no plan.
    let courtesy = || is_infinitive(token) && matches!(token.head().pos(), "ADJ" | "NOUN");
    if name == "SEEN" && chain.len() == 1 && courtesy() {
        return Vec::new();
    }
    // "on March 12th"; "it was their third" is of the one spoken of.
    let said_of = matches!(token.dep(), "attr" | "appos" | "oprd" | "npadvmod");
    let third = crate::claims::ordinal(token.text()).is_some();
    if name == "ANOTHER" && (reader.is_time(token) || said_of && third) {
        return Vec::new();
    }
    // "the interaction of trade and peace"
    if name == "TOUCH" && first.ids.len() + second.ids.len() < 2 && !is_counted(token) {
        return Vec::new();
    }
    // "the price of a phone"
    let by_phone = || CONTACTS.by.iter().any(|by| by.eq_ignore_ascii_case(token.head().text()));
    if name == "PHONE" && !(by_phone() && first.ids.len() + second.ids.len() > 1) {
        return Vec::new();
    }
    let told_by = found.told(span(token));
    // "calls with A and B" are two, "their conversations with A and B" four.
    let several = is_several(token) && !is_verbal(token) && medium != Medium::Talks;
    // "spoke with A and with B" too.
    let frame = Frame::of(reader.passage, token);
    let with_each = frame.prepositions.iter().filter(|(word, _)| *word == "with").count() > 1
        && is_verbal(token);
    // "phoned A and B".
    let phoned = name == "CALL" && is_verbal(token) && !frame.object.is_empty();
    // "calls with A and B" of somebody who is not named here: not of A with B.
    let nobodys = first.ids.is_empty() && several && !joint_owner;
    let theirs = first.ids.len() == 1 || joint_owner && several || nobodys;
    let apart =
        theirs && (several || with_each || phoned || is_apart(reader.passage, token, outer));
    let rows = match medium {
        Medium::Visit => Vec::new(),
        _ => each::each(reader, found, &chain, &second.ids, apart),
    };
    let ahead = matches!(told.status, Status::Planned | Status::Proposed);
    let mention = Mention {
        passage,
        token: core.token,
        at: span(token),
        medium,
        open,
        participants: Vec::new(),
        named,
        above: outer.ancestors().map(|above| above.index()).collect(),
        unnamed: first.unnamed || second.unnamed,
        definite: is_definite(token),
        indefinite: token
            .children()
            .any(|child| child.dep() == "det" && matches!(child.lemma(), "a" | "an")),
        joins: reader.ontology.patterns[meaning.pattern].written.mode.as_deref() == Some("joins"),
        several: is_several(token),
        one_of: false,
        told,
        recent: token
            .children()
            .any(|child| CONTACTS.recent.iter().any(|word| word == child.lemma())),
        when: rows
            .first()
            .and_then(|first| first.when)
            .or_else(|| when::when(reader, &chain, &each::later_times(&rows)))
            .or_else(|| when::deadline(reader, &chain).filter(|_| ahead)),
        shift: when::shift(reader, outer.index()),
        other: token.children().any(|child| {
            child.index() < token.index()
                && CONTACTS.other.iter().any(|word| word.eq_ignore_ascii_case(child.text()))
        }),
        implied: false,
        counted: is_counted_anew(token),
        past: is_past(outer),
        background: is_background(token, outer) || is_repeated(token) || is_repeated(outer),
        jointly: joint(reader, found, meaning, &first.ids)
            .filter(|_| second.ids.is_empty() && (medium != Medium::Visit || is_verbal(token))),
        counted_attr: token.dep() == "attr"
            && token.children().any(|child| crate::claims::ordinal(child.text()).is_some()),
        joint_owner,
        same_day: outer.children().any(|child| {
            let listed = |word: &String| word.eq_ignore_ascii_case(child.text());
            child.dep() == "advmod" && CONTACTS.same_day.iter().any(listed)
        }),
        day_part: when::in_day_part(reader, &chain),
        like_last: name == "ANOTHER",
        vague: name == "TOUCH",
        noun: !is_verbal(token),
        with: !is_verbal(token) && first.ids.is_empty() && !second.ids.is_empty(),
        lengths,
        place,
        occasion: occasion(reader.passage, &chain),
        initiator: initiator(reader, found, meaning),
        described: described(token),
        kind: kind(token),
        evidence,
        in_title,
        statement: told_by.map(|(index, _)| index),
        reported_by: told_by.and_then(|(_, who)| who).map(str::to_string),
        pattern: meaning.explained(ontology),
        chain,
    };
    // "Meetings with Wang and other officials" are those with Wang.
    let alone = |ids: &[String]| {
        let people: Vec<&String> = ids.iter().filter(|id| found.is_person(id)).collect();
        let all = if people.is_empty() { ids.iter().collect() } else { people };
        all.into_iter().map(|id| vec![id.clone()]).collect::<Vec<_>>()
    };
    let split = |first: &Vec<String>, second: &Vec<String>, whole: &Mention| {
        if second.len() < 2 || !apart {
            return vec![Mention { participants: all_of(&[first, second]), ..whole.clone() }];
        }
        let own = if nobodys { vec![Vec::new()] } else { alone(first) };
        let others = alone(second);
        let pairs = own.iter().flat_map(|one| others.iter().map(move |other| [one, other]));
        let pair = |pair: [&Vec<String>; 2]| Mention {
            participants: all_of(&pair),
            several: false,
            one_of: true,
            ..whole.clone()
        };
        pairs.map(pair).collect()
    };
    if !rows.is_empty() {
        let of_row = |row: each::Each| {
            let whole = Mention {
                several: false,
                one_of: true,
                when: row.when.or(mention.when),
                place: row.place.or(mention.place.clone()),
                lengths: row.lengths,
                ..mention.clone()
            };
            split(if row.by.is_empty() { &first.ids } else { &row.by }, &row.ids, &whole)
        };
        return rows.into_iter().flat_map(of_row).collect();
    }
    let all = split(&first.ids, &second.ids, &mention);
    if all.len() > 1 {
        return all;
    }
    let Some(one) = all.into_iter().next() else { return Vec::new() };
    let mut all = on_other_days(reader, found, &one);
    all.insert(0, one);
    all
}

/// Those on some sides, each once.
fn all_of(sides: &[&Vec<String>]) -> Vec<String> {
    let mut all: Vec<String> = sides.iter().flat_map(|side| side.iter().cloned()).collect();
    all.sort();
    all.dedup();
    all
}

/// The same on the other days that the words name.
fn on_other_days(reader: &Reader, found: &Found, one: &Mention) -> Vec<Mention> {
    let exact = |when: &When| !when.weak && when.precision <= Precision::Month;
    let Some(first) = one.when.filter(exact) else { return Vec::new() };
    let passage = reader.passage;
    let counts = |child: Token| {
        let listed = |word: &String| word.eq_ignore_ascii_case(child.text());
        child.dep() == "nummod" || CONTACTS.times.iter().any(listed)
    };
    let counted = one.chain.iter().any(|&at| passage.token(at).children().any(counts));
    let days = when::more(reader, &one.chain, &first, counted || one.several, found.places);
    let other = |(when, head): (When, usize)| Mention {
        when: Some(when),
        several: false,
        lengths: Vec::new(),
        place: around::place_before(passage, head, found.places).map(|place| place.name.clone()),
        ..one.clone()
    };
    days.into_iter().map(other).collect()
}

/// Whether a visit is to what is no place and nobody.
fn goes_elsewhere(reader: &Reader, found: &Found, meaning: &Meaning) -> bool {
    meaning.chain().any(|meaning| {
        let frame = Frame::of(reader.passage, reader.passage.token(meaning.token));
        let to = frame.slot("to");
        let land = |token: &Token| {
            CONTACTS.lands.iter().any(|word| word.eq_ignore_ascii_case(token.lemma()))
                || around::place_at(found.places, *token).is_some()
        };
        let nobody = |token: &Token| found.cast.all_named(*token).is_empty();
        !to.is_empty() && to.iter().all(|token| nobody(token) && !land(token))
    })
}

/// The medium that a type stands for, and whether it leaves others open.
fn medium(name: &str) -> Option<(Medium, bool)> {
    Some(match name {
        "CALL" | "PHONE" => (Medium::Call, false),
        "CONVERSATION" => (Medium::Call, true),
        "VIDEO" => (Medium::Video, false),
        "MEETING" | "SEEN" => (Medium::Meeting, false),
        "TALKS" | "TOUCH" | "ANOTHER" => (Medium::Talks, true),
        "VISIT" => (Medium::Visit, false),
        "SUMMIT" => (Medium::Summit, false),
        "LETTER" => (Medium::Letter, false),
        _ => return None,
    })
}

/// "their third interaction", "the only contact".
fn is_counted(token: Token) -> bool {
    token.children().any(|child| crate::claims::ordinal(child.text()).is_some())
}

/// "a second round": one more of those who met before, unless it is said of the one spoken of.
fn is_counted_anew(token: Token) -> bool {
    let counted = token
        .children()
        .any(|child| child.dep() == "amod" && crate::claims::ordinal(child.text()).is_some());
    counted && !matches!(token.dep(), "attr" | "oprd" | "appos" | "conj")
}

/// "after a call", "following the summit", "had met".
fn is_background(token: Token, outer: Token) -> bool {
    let listed =
        |word: &str| CONTACTS.background.iter().any(|listed| listed.eq_ignore_ascii_case(word));
    let had = outer
        .children()
        .any(|child| child.dep() == "aux" && child.text().eq_ignore_ascii_case("had"));
    // "They last met in May."
    let last = outer.children().any(|child| {
        let listed = |word: &String| word.eq_ignore_ascii_case(child.text());
        child.dep() == "advmod" && CONTACTS.long_before.iter().any(listed)
    });
    had || last || [token, outer].iter().any(|word| !word.is_root() && listed(word.head().text()))
}

/// Whether the nearest verb that has a tense is in the past tense.
fn is_past(outer: Token) -> bool {
    let mut above = std::iter::once(outer).chain(outer.ancestors());
    above
        .find(|word| matches!(word.tag(), "VBD" | "VBZ" | "VBP" | "MD"))
        .is_some_and(|word| word.tag() == "VBD")
}

/// "separate calls with", "spoke individually with".
fn is_apart(passage: &Parsed, token: Token, outer: Token) -> bool {
    let apart =
        |child: Token| CONTACTS.apart.iter().any(|apart| apart.eq_ignore_ascii_case(child.text()));
    // "spoke in separate calls with".
    let within = outer.children().filter(|child| child.dep() == "prep");
    let mut within = within.filter_map(|preposition| preposition.child(&["pobj"]));
    let each = |word: Token| apart(word) || word.children().any(apart);
    let clause = &passage.text()[passage.bytes(outer.subtree())];
    let in_turn = |phrase: &String| clause.contains(phrase.as_str());
    [token, outer].into_iter().any(|word| word.children().any(apart))
        || within.any(each)
        || CONTACTS.in_turn.iter().any(in_turn)
}

/// "the call", "their meeting", "this conversation"; a noun alone is so after "during".
fn is_definite(token: Token) -> bool {
    // "The African Union meetings" are a matter of their own.
    if token.children().any(|child| child.dep() == "compound" && child.pos() == "PROPN") {
        return false;
    }
    // "Wednesday's meeting", "the ministers' first call"; "a call would be the first".
    let day = |word: &str| DAYS.weekdays.iter().any(|day| day.eq_ignore_ascii_case(word));
    let whose = token.child(&["poss"]);
    if whose.is_some_and(|whose| whose.pos() == "NOUN" || day(whose.text())) {
        return true;
    }
    let verb = token.head();
    if token.dep() == "nsubj" && verb.lemma() == "be" && form(verb) == Form::Possible {
        return true;
    }
    let determiners = token
        .children()
        .filter(|child| matches!(child.dep(), "det" | "poss") || child.tag() == "DT");
    let mut determiners = determiners.map(|child| child.text().to_lowercase());
    determiners.any(|word| CONTACTS.definite.contains(&word))
}

/// A noun in the plural that is not so by habit ("talks").
fn is_several(token: Token) -> bool {
    let plural = token.tag() == "NNS" && !CONTACTS.plural.iter().any(|word| word == token.lemma());
    let counted = token.children().any(|child| child.dep() == "nummod");
    plural || counted && token.tag() == "NNS"
}

/// "have met five times": a perfect tense tells of all of them.
fn is_repeated(verb: Token) -> bool {
    let has = verb.children().any(|child| child.dep() == "aux" && child.lemma() == "have");
    let often = |child: Token| CONTACTS.times.iter().any(|word| word == child.text());
    has && verb.children().any(often)
}

/// What it is called, without articles, lengths and whose it is: "second round of talks".
fn kind(token: Token) -> Option<String> {
    if !matches!(token.pos(), "NOUN" | "PROPN") {
        return None;
    }
    let said = |child: &Token| {
        child.index() < token.index()
            && matches!(child.dep(), "amod" | "compound" | "nmod")
            && matches!(child.pos(), "NOUN" | "ADJ")
            && !child.text().starts_with(char::is_uppercase)
    };
    let mut words: Vec<&str> = token.children().filter(said).map(|child| child.text()).collect();
    words.push(token.text());
    Some(words.join(" ").to_lowercase()).filter(|words| words.contains(' '))
}

/// Adjectives that say how it went.
fn described(token: Token) -> Vec<String> {
    let own = token.children().filter(|child| child.dep() == "amod");
    let verb = token.head();
    let said = (token.dep() == "nsubj" && verb.lemma() == "be").then(|| verb.child(&["acomp"]));
    let said = said.flatten().into_iter().flat_map(crate::patterns::frame::joined);
    let listed = |word: &Token| CONTACTS.described.iter().any(|listed| listed == word.lemma());
    own.flat_map(crate::patterns::frame::joined)
        .chain(said)
        .filter(listed)
        .map(|word| word.text().to_lowercase())
        .collect()
}

/// Where, with its country: of a visit, where it goes.
fn place(
    reader: &Reader,
    found: &Found,
    meaning: &Meaning,
    medium: Medium,
) -> Option<(String, Option<String>)> {
    let named = |place: &Place| (place.name.clone(), place.country.clone());
    if medium == Medium::Visit {
        for meaning in meaning.chain() {
            let frame = Frame::of(reader.passage, reader.passage.token(meaning.token));
            for path in ["to", "for", "object", "in", "at", "inner.to"] {
                let tokens = at(reader, meaning, &frame, path);
                let places =
                    tokens.iter().filter_map(|token| around::place_at(found.places, *token));
                let mut places: Vec<&Place> = places.collect();
                places.dedup_by_key(|place| &place.name);
                if let Some(first) = places.first() {
                    let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
                    return Some((names.join(", "), first.country.clone()));
                }
            }
        }
    }
    let mut tokens = meaning.chain().map(|meaning| reader.passage.token(meaning.token));
    tokens.find_map(|token| around::place(reader.passage, token, found.places)).map(named)
}

/// "on the sidelines of the summit": the summit.
fn occasion(passage: &Parsed, chain: &[usize]) -> Option<Span> {
    let sentence = sentence(passage, chain[0]);
    let side = sentence.map(|index| passage.token(index)).find(|token| {
        let listed = CONTACTS.sidelines.iter().any(|word| word.eq_ignore_ascii_case(token.text()));
        listed && token.ancestors().any(|above| chain.contains(&above.index()))
    })?;
    let of = crate::patterns::frame::of(side)?;
    words(passage, of.subtree())
}

/// Who asked for it: by the pattern's slot, or "at the initiative of".
fn initiator<'r>(reader: &Reader<'r, '_>, found: &Found<'r>, meaning: &Meaning) -> Option<String> {
    for meaning in meaning.chain() {
        let token = reader.passage.token(meaning.token);
        let frame = Frame::of(reader.passage, token);
        let written = &reader.ontology.patterns[meaning.pattern].written;
        for path in written.initiator.iter().flatten() {
            let tokens = at(reader, meaning, &frame, path);
            let one =
                tokens.iter().find_map(|token| people(reader, found, *token).first().cloned());
            if one.is_some() {
                return one;
            }
        }
    }
    let sentence = sentence(reader.passage, meaning.token);
    let asked = sentence.map(|index| reader.passage.token(index)).find(|token| {
        CONTACTS.initiative.iter().any(|word| word == token.lemma())
            && token.dep() == "pobj"
            && token.ancestors().any(|above| meaning.chain().any(|m| m.token == above.index()))
    })?;
    let frame = Frame::of(reader.passage, asked);
    let whose = frame.slot("of").into_iter().chain(frame.owner.iter().copied());
    whose.into_iter().find_map(|token| people(reader, found, token).first().cloned())
}

/// The words of a mention: its clause, or all of a short sentence.
fn evidence(passage: &Parsed, chain: &[usize]) -> Option<Span> {
    words(passage, sentence(passage, chain[0]))
}
