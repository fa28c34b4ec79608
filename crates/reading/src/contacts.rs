//! Calls, meetings and talks between two people or states that the report names.
//!
//! A first step, small on purpose: a noun or verb of contact, two actors around it, and a day.

use crate::actors::Cast;
use crate::days::day;
use crate::page::{Page, sentence, span, words};
use crate::words::CONTACTS;
use crate::{Contact, Medium, Precision, Span, Status};
use chancery_syntax::{Parsed, Token};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The contacts of a report; several mentions of one are one, with the evidence of each.
pub fn contacts(page: &Page, cast: &Cast) -> Vec<Contact> {
    let mut found: Vec<Contact> = Vec::new();
    for passage in &page.passages {
        for token in passage.tokens() {
            let Some(mention) = mention(passage, token, cast, page.report.published) else {
                continue;
            };
            match found.iter_mut().find(|contact| same(contact, &mention)) {
                Some(contact) => merge(contact, mention),
                None => found.push(mention),
            }
        }
    }
    found
}

/// Whether two mentions can be of one contact.
fn same(a: &Contact, b: &Contact) -> bool {
    let vague = |medium| medium == Medium::Talks;
    a.participants == b.participants
        && a.status == b.status
        && (a.medium == b.medium || vague(a.medium) || vague(b.medium))
        && (a.date == b.date || a.date.is_none() || b.date.is_none())
}

fn merge(contact: &mut Contact, mention: Contact) {
    if contact.medium == Medium::Talks {
        contact.medium = mention.medium;
    }
    if contact.date.is_none() {
        (contact.date, contact.date_precision) = (mention.date, mention.date_precision);
    }
    contact.evidence.extend(mention.evidence);
    contact.evidence.dedup();
}

/// The contact that a noun or verb mentions.
fn mention(
    passage: &Parsed,
    token: Token,
    cast: &Cast,
    published: Option<Date>,
) -> Option<Contact> {
    let (medium, participants) = match token.pos() {
        "NOUN" => (noun_medium(token)?, around_noun(passage, token, cast)),
        "VERB" => (verb_medium(token)?, around_verb(passage, token, cast)),
        _ => return None,
    };
    let [first, second] = &participants[..] else { return None };
    if first == second {
        return None;
    }
    let status = status(token)?;
    let sentence = sentence(passage, token.index());
    let ahead = matches!(status, Status::Planned | Status::Proposed);
    let date = date(passage, token, published, ahead);
    let mut participants = participants;
    participants.sort();
    let evidence = words(passage, sentence)?;
    Some(Contact {
        medium,
        participants,
        date,
        date_precision: date.map(|_| Precision::Day),
        duration: None,
        place: None,
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
fn joined(passage: &Parsed, head: Token, cast: &Cast) -> Vec<String> {
    let mut heads = vec![head];
    while let Some(next) = heads.last().and_then(|last| last.child(&["conj"])) {
        heads.push(next);
    }
    let named = heads.into_iter().filter_map(|head| cast.named(passage, head));
    named.map(|actor| actor.id.clone()).collect()
}

/// The ids that the objects of a preposition among the children name.
fn under(passage: &Parsed, token: Token, prepositions: &[&str], cast: &Cast) -> Vec<String> {
    let mut found = Vec::new();
    for preposition in token.children().filter(|child| child.dep() == "prep") {
        if prepositions.contains(&preposition.lemma())
            && let Some(object) = preposition.child(&["pobj"])
        {
            found.extend(joined(passage, object, cast));
        }
    }
    found
}

/// "between A and B", or "with B" under a verb whose subject is A, or "A's call with B".
fn around_noun(passage: &Parsed, noun: Token, cast: &Cast) -> Vec<String> {
    let between = under(passage, noun, &["between"], cast);
    if !between.is_empty() {
        return between;
    }
    let mut other = under(passage, noun, &["with"], cast);
    let governors = noun.ancestors().take_while(|token| token.pos() != "NOUN" || !noun.is_root());
    let verbs = governors.filter(|token| matches!(token.pos(), "VERB" | "AUX"));
    let with_subject = verbs.filter_map(|verb| {
        if other.is_empty() {
            other = under(passage, verb, &["with"], cast);
        }
        verb.child(&["nsubj"])
    });
    let owner = noun.child(&["poss"]);
    let subjects = owner.into_iter().chain(with_subject.take(3));
    let first = subjects.map(|subject| joined(passage, subject, cast)).find(|ids| !ids.is_empty());
    let mut found = first.unwrap_or_default();
    if found.len() == 2 && other.is_empty() {
        return found;
    }
    found.extend(other);
    found
}

/// "A spoke with B", "A phoned B", "A and B met".
fn around_verb(passage: &Parsed, verb: Token, cast: &Cast) -> Vec<String> {
    let mut found =
        verb.child(&["nsubj"]).map(|subject| joined(passage, subject, cast)).unwrap_or_default();
    if found.len() < 2 {
        found.extend(under(passage, verb, &["with", "to"], cast));
        if let Some(object) = verb.child(&["dobj"]) {
            found.extend(joined(passage, object, cast));
        }
    }
    found
}

/// Whether it was held, by the verbs from the mention up; none where it is denied that there was
/// one at all ("did not meet").
fn status(token: Token) -> Option<Status> {
    let mut status = Status::Held;
    let above = std::iter::once(token).chain(token.ancestors());
    for verb in above.filter(|token| matches!(token.pos(), "VERB" | "AUX")).take(2) {
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

fn is_infinitive(verb: Token) -> bool {
    verb.children().any(|child| child.dep() == "aux" && child.tag() == "TO")
}

/// The day of the time expression nearest to the mention in its sentence.
fn date(passage: &Parsed, token: Token, published: Option<Date>, ahead: bool) -> Option<Date> {
    let sentence = sentence(passage, token.index());
    let dates = passage.entities().iter().filter(|entity| {
        passage.label(entity) == "DATE" && sentence.contains(&entity.tokens.start)
    });
    let days = dates.filter_map(|entity| {
        let words: Span = passage.bytes(entity.tokens.clone()).into();
        let distance = span(token).start.abs_diff(words.start);
        Some((distance, day(words.of(passage.text()), published, ahead)?))
    });
    days.min().map(|(_, day)| day)
}
