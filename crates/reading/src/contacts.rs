//! Calls, meetings and talks between two people or states that the report names.
//!
//! A first step, small on purpose: a noun or verb of contact, two actors around it, and a day.

use crate::actors::Cast;
use crate::around::{date, place};
use crate::page::{Page, is_infinitive, is_verbal, sentence, span, words};
use crate::words::CONTACTS;
use crate::{Actor, Contact, Medium, Place, Precision, Span, Status, Time, TimeKind};
use chancery_syntax::{Parsed, Token};
use jiff::civil::{Date, ISOWeekDate};
use std::collections::BTreeMap;

/// What earlier steps found: who, when and where.
pub struct Found<'f> {
    /// Who.
    pub cast: &'f Cast,
    /// When, in order.
    pub times: &'f [Time],
    /// Where, in order.
    pub places: &'f [Place],
}

/// The contacts of a report; several mentions of one are one, with the evidence of each.
pub fn contacts(page: &Page, found: &Found) -> Vec<Contact> {
    let mut contacts: Vec<Contact> = Vec::new();
    for passage in &page.passages {
        for token in passage.tokens() {
            let Some(mention) = mention(passage, token, found) else { continue };
            match contacts.iter_mut().find(|contact| same(contact, &mention)) {
                Some(contact) => merge(contact, mention),
                None => contacts.push(mention),
            }
        }
    }
    contacts
}

/// Whether two mentions can be of one contact.
fn same(a: &Contact, b: &Contact) -> bool {
    let vague = |medium| medium == Medium::Talks;
    a.participants == b.participants
        && a.status == b.status
        && (a.medium == b.medium || vague(a.medium) || vague(b.medium))
        && same_day(a, b)
}

/// Whether the days of two mentions can be the same: a week, month or year is any day within it.
fn same_day(a: &Contact, b: &Contact) -> bool {
    let (Some(a_day), Some(b_day)) = (a.date, b.date) else { return true };
    let precision = a.date_precision.max(b.date_precision).unwrap_or(Precision::Day);
    first_day(a_day, precision) == first_day(b_day, precision)
}

/// The first day of the week, month or year that a day lies in.
fn first_day(day: Date, precision: Precision) -> Date {
    match precision {
        Precision::Day => day,
        Precision::Week => day.iso_week_date().first_of_week().map_or(day, ISOWeekDate::date),
        Precision::Month => day.first_of_month(),
        Precision::Year => day.first_of_year(),
    }
}

fn merge(contact: &mut Contact, mention: Contact) {
    if contact.medium == Medium::Talks {
        contact.medium = mention.medium;
    }
    let finer = mention.date_precision < contact.date_precision;
    if mention.date.is_some() && (contact.date.is_none() || finer) {
        (contact.date, contact.date_precision) = (mention.date, mention.date_precision);
    }
    if contact.duration.is_none() {
        (contact.duration, contact.duration_mod) = (mention.duration, mention.duration_mod);
    }
    contact.place = contact.place.take().or(mention.place);
    contact.evidence.extend(mention.evidence);
    contact.evidence.dedup();
}

/// The contact that a noun or verb mentions.
fn mention(passage: &Parsed, token: Token, found: &Found) -> Option<Contact> {
    let cast = found.cast;
    let (medium, participants) = match token.pos() {
        "NOUN" => (noun_medium(token)?, around_noun(token, cast)),
        "VERB" => (verb_medium(token)?, around_verb(token, cast)),
        _ => return None,
    };
    let [first, second] = &participants[..] else { return None };
    if first == second {
        return None;
    }
    let status = status(token)?;
    let sentence = sentence(passage, token.index());
    let (date, date_precision) = date(passage, token, found.times).unzip();
    let duration = duration(passage, token, found.times);
    let mut participants = participants;
    participants.sort();
    let evidence = words(passage, sentence)?;
    Some(Contact {
        medium,
        participants,
        date,
        date_precision,
        duration: duration.and_then(|time| time.value.clone()),
        duration_mod: duration.and_then(|time| time.modifier.clone()),
        place: place(passage, token, found.places).map(|place| place.name.clone()),
        initiator: None,
        topics: Vec::new(),
        status,
        reported_by: None,
        evidence: vec![evidence],
    })
}

/// The medium under which `lemma` is listed.
fn listed(lists: &BTreeMap<String, Vec<String>>, lemma: &str) -> Option<Medium> {
    let found = lists.iter().find(|(_, words)| words.iter().any(|word| word == lemma));
    found.and_then(|(medium, _)| match medium.as_str() {
        "call" => Some(Medium::Call),
        "video" => Some(Medium::Video),
        "meeting" => Some(Medium::Meeting),
        "talks" => Some(Medium::Talks),
        "visit" => Some(Medium::Visit),
        "summit" => Some(Medium::Summit),
        "letter" => Some(Medium::Letter),
        _ => None,
    })
}

fn noun_medium(noun: Token) -> Option<Medium> {
    let medium = listed(&CONTACTS.nouns, noun.lemma())?;
    let before = noun.children().filter(|child| child.index() < noun.index());
    let decided = before.filter_map(|word| listed(&CONTACTS.before_noun, word.lemma())).next();
    Some(decided.unwrap_or(medium))
}

fn verb_medium(verb: Token) -> Option<Medium> {
    let medium = listed(&CONTACTS.verbs, verb.lemma())?;
    let by_phone = verb.children().filter(|child| child.dep() == "prep").any(|preposition| {
        let object = preposition.child(&["pobj"]);
        object.is_some_and(|object| CONTACTS.by_phone.iter().any(|word| word == object.lemma()))
    });
    Some(if by_phone { Medium::Call } else { medium })
}

/// The ids of the actors that a phrase and those joined to it name.
fn joined(head: Token, cast: &Cast) -> Vec<String> {
    let mut heads = vec![head];
    while let Some(next) = heads.last().and_then(|last| last.child(&["conj"])) {
        heads.push(next);
    }
    let named = heads.into_iter().flat_map(|head| cast.all_named(head));
    // A group of no country ("reporters") is an audience.
    let takes_part = |actor: &&Actor| actor.kind != "group" || actor.country.is_some();
    named.filter(takes_part).map(|actor| actor.id.clone()).collect()
}

/// The ids that the objects of a preposition among the children name.
fn under(token: Token, prepositions: &[&str], cast: &Cast) -> Vec<String> {
    let mut found = Vec::new();
    for preposition in token.children().filter(|child| child.dep() == "prep") {
        if prepositions.contains(&preposition.lemma())
            && let Some(object) = preposition.child(&["pobj"])
        {
            found.extend(joined(object, cast));
        }
    }
    found
}

/// "between A and B", or "with B" under a verb whose subject is A, or "A's call with B".
fn around_noun(noun: Token, cast: &Cast) -> Vec<String> {
    let between = under(noun, &["between"], cast);
    if !between.is_empty() {
        return between;
    }
    let mut other = under(noun, &["with"], cast);
    let governors = noun.ancestors().take_while(|token| token.pos() != "NOUN" || !noun.is_root());
    let verbs = governors.filter(|token| is_verbal(*token));
    let with_subject = verbs.filter_map(|verb| {
        if other.is_empty() {
            other = under(verb, &["with"], cast);
        }
        verb.child(&["nsubj"])
    });
    let owner = noun.child(&["poss"]);
    let subjects = owner.into_iter().chain(with_subject.take(3));
    let first = subjects.map(|subject| joined(subject, cast)).find(|ids| !ids.is_empty());
    let mut found = first.unwrap_or_default();
    if found.len() == 2 && other.is_empty() {
        return found;
    }
    found.extend(other);
    found
}

/// "A spoke with B", "A phoned B", "A and B met".
fn around_verb(verb: Token, cast: &Cast) -> Vec<String> {
    let mut found = verb.child(&["nsubj"]).map(|subject| joined(subject, cast)).unwrap_or_default();
    if found.len() < 2 {
        found.extend(under(verb, &["with", "to"], cast));
        if let Some(object) = verb.child(&["dobj"]) {
            found.extend(joined(object, cast));
        }
    }
    found
}

/// Whether it was held, by the verbs from the mention up; none where it is denied that there was
/// one at all ("did not meet").
fn status(token: Token) -> Option<Status> {
    let mut status = Status::Held;
    let above = std::iter::once(token).chain(token.ancestors());
    for verb in above.filter(|token| is_verbal(*token)).take(2) {
        let modal = |child: &Token| child.dep() == "aux" && child.tag() == "MD";
        if verb.children().any(|child| child.dep() == "neg") {
            return None;
        }
        if verb.children().any(|child| modal(&child)) || is_infinitive(verb) {
            status = Status::Planned;
        }
        let listed =
            CONTACTS.status.iter().find(|(_, verbs)| verbs.iter().any(|v| v == verb.lemma()));
        match listed.map(|(name, _)| name.as_str()) {
            Some("planned") => return Some(Status::Planned),
            Some("proposed") => return Some(Status::Proposed),
            Some("cancelled") => return Some(Status::Cancelled),
            Some("denied") => return Some(Status::Denied),
            _ => {}
        }
    }
    Some(status)
}

/// How long it went on: "lasted almost an hour", "spoke for 90 minutes", "an hour-long call".
fn duration<'t>(passage: &Parsed, token: Token, times: &'t [Time]) -> Option<&'t Time> {
    let lasts = |verb: &Token| CONTACTS.lasting.iter().any(|lemma| lemma == verb.lemma());
    let above = token.ancestors().find(|above| is_verbal(*above));
    let own = if token.pos() == "NOUN" { above.filter(lasts) } else { Some(token) };
    let reach = |token: Token| Span::from(passage.bytes(token.subtree()));
    let reaches = [Some(reach(token)), own.map(reach)];
    let within = |time: &&Time| reaches.iter().flatten().any(|reach| reach.contains(time.span));
    let durations = times.iter().filter(|time| {
        // Not a length up to it or from it on: "after three hours", "in a month and a half".
        let before = passage.text()[..time.span.start].trim_end();
        let apart = CONTACTS.not_lasting.iter().any(|word| {
            before
                .strip_suffix(word.as_str())
                .is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
        });
        time.kind == TimeKind::Duration && time.value.is_some() && !apart
    });
    durations.filter(within).min_by_key(|time| span(token).start.abs_diff(time.span.start))
}
