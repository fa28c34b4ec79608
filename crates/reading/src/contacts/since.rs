//! What "the first since" says of the contact before: "the first since November", "the first visit
//! by an Irish minister since Enda Kenny went in 2012".

use super::draft::Draft;
use super::mention::Mention;
use super::status::Told;
use super::when::When;
use crate::around::{day_of, place_at, time_since};
use crate::claims::bare::bare;
use crate::claims::ordinal;
use crate::found::Found;
use crate::page::{is_verbal, sentence, span};
use crate::patterns::meaning::Reader;
use crate::words::CONTACTS;
use crate::{DateBasis, Medium, Precision, Status, Time};
use chancery_syntax::{Parsed, Token};

/// The contacts that must have been before, each with the place in the row of the mention that
/// says so.
pub fn before(reader: &Reader, found: &Found, mentions: &[Mention]) -> Vec<(usize, Mention)> {
    let all: Vec<&Mention> = mentions.iter().collect();
    let bare = bare(reader.passage, reader.times, &all);
    let mut before = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let noun = reader.passage.token(mention.token);
        let own = noun.children().find(|child| ordinal(child.text()) == Some(1));
        let mut alone = bare.iter().filter(|(_, of)| *of == at).map(|(index, _)| *index);
        let alone = alone.find(|index| ordinal(reader.passage.token(*index).text()) == Some(1));
        // "They had not spoken since April": then they did.
        let none = mention.told.none_yet.then_some(mention.token);
        let from = own.map(Token::index).or(alone).or(none);
        let last = from.and_then(|from| last(reader, found, from));
        before.extend(last.map(|last| (at, last.of(mention, found))));
    }
    before
}

/// Adds to a contact before those of the one which is the first since.
pub fn complete(before: &mut Mention, first: &Draft) {
    if before.participants.iter().all(|id| first.participants.contains(id)) {
        before.participants.clone_from(&first.participants);
    }
    if before.vague {
        (before.medium, before.open, before.vague) = (first.medium, first.open, false);
    }
}

/// When somebody was in touch last, where, and who it was.
struct Last {
    when: When,
    who: Option<String>,
}

impl Last {
    /// The contact, as that of the mention which is the first since.
    fn of(self, first: &Mention, found: &Found) -> Mention {
        let country = |id: &String| found.cast.by_id(id).and_then(|actor| actor.country.clone());
        let mut participants = first.participants.clone();
        if let Some(who) = self.who {
            let own = country(&who);
            let other = |id: &String| first.medium != Medium::Visit && country(id) != own;
            participants.retain(other);
            participants.push(who);
            participants.sort();
        }
        Mention {
            when: Some(self.when),
            participants,
            told: Told { status: Status::Held, sure: true, none_yet: false, lapsed: false },
            place: first.place.clone().filter(|_| first.medium == Medium::Visit),
            lengths: Vec::new(),
            in_title: false,
            background: true,
            counted: false,
            implied: true,
            counted_attr: false,
            jointly: None,
            definite: false,
            initiator: None,
            described: Vec::new(),
            ..first.clone()
        }
    }
}

/// What stands behind the "since" that follows a word: a time, or somebody or some place and a time;
/// none where anything else was since then.
fn last(reader: &Reader, found: &Found, from: usize) -> Option<Last> {
    let passage = reader.passage;
    let end = sentence(passage, from).end;
    let mut behind = (from + 1..end).map(|index| passage.token(index));
    let since = behind.find(|token| is_since(*token) || ordinal(token.text()).is_some())?;
    let time = time_since(passage, reader.times, since)?;
    let (day, precision) = day_of(time.value.as_deref()?)?;
    let when = When { day, precision, basis: DateBasis::Explicit, weak: false };
    let between = (since.index() + 1..end).map(|index| passage.token(index));
    let between: Vec<Token> =
        between.take_while(|token| span(*token).end <= time.span.start).collect();
    let went = |token: &&Token| {
        let listed = CONTACTS.went.iter().any(|word| word == token.lemma());
        !is_verbal(**token) || token.tag() == "POS" || listed
    };
    if !between.iter().all(|token| went(&token)) {
        return None;
    }
    // "since Lee's inauguration in June" is about no visit.
    let who = between.iter().rposition(|token| found.cast.person_named(*token).is_some());
    let behind = &between[who.map_or(0, |at| at + 1)..];
    let place = |token: &Token| place_at(found.places, *token).is_some();
    let thing = |token: &&Token| matches!(token.pos(), "NOUN" | "PROPN" | "PRON") && !place(token);
    if behind.iter().any(|token| thing(&token)) {
        return None;
    }
    let who = who.and_then(|at| found.cast.person_named(between[at])).map(|who| who.id.clone());
    let verb = between.iter().any(|token| is_verbal(*token));
    let exact = who.is_some() || precision <= Precision::Month && !verb;
    exact.then_some(Last { when, who })
}

fn is_since(token: Token) -> bool {
    CONTACTS.since.iter().any(|word| word.eq_ignore_ascii_case(token.text()))
}

/// Whether a time is that since which something else is told: "the first since the war of 2020".
pub fn is_bound(passage: &Parsed, times: &[Time], time: &Time, told: usize) -> bool {
    let here = sentence(passage, told);
    let mut behind = (told + 1..here.end).map(|index| passage.token(index));
    let since = behind.find(|token| is_since(*token));
    let bounded = since.and_then(|since| time_since(passage, times, since));
    bounded.is_some_and(|bounded| bounded.span == time.span)
}
