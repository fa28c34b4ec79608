//! What parties agreed to do, by patterns of an [`Ontology`](crate::patterns::Ontology), and how far
//! it has come.

use crate::around::{day_of, written};
use crate::contacts::Joined;
use crate::found::Found;
use crate::page::{Page, one_line, sentence, span, words};
use crate::patterns::Ontology;
use crate::patterns::frame::{Frame, joined};
use crate::patterns::meaning::{Meaning, Reader};
use crate::patterns::ontology::Form;
use crate::patterns::sides::Side;
use crate::positions::{Target, target};
use crate::who::{outermost, side_of};
use crate::words::COMMITMENT_WORDS;
use crate::{Commitment, CommitmentState, Span, Status};
use chancery_syntax::{Parsed, Token};

/// The commitments of a report, in the order of the text.
pub fn commitments(
    page: &Page,
    found: &Found,
    ontology: &Ontology,
    contacts: &Joined,
    explain: bool,
) -> Vec<Commitment> {
    let mut all: Vec<Commitment> = Vec::new();
    for passage in &page.passages {
        let reader = Reader::new(ontology, passage, found);
        for meaning in outermost(&reader) {
            let Some(commitment) = of_meaning(&reader, found, &meaning, contacts, explain) else {
                continue;
            };
            let known = all
                .iter_mut()
                .find(|other| other.what == commitment.what && other.parties == commitment.parties);
            match known {
                Some(known) => known.evidence.extend(commitment.evidence),
                None => all.push(commitment),
            }
        }
    }
    all
}

fn of_meaning<'r>(
    reader: &Reader<'r, '_>,
    found: &Found<'r>,
    meaning: &Meaning,
    contacts: &Joined,
    explain: bool,
) -> Option<Commitment> {
    let passage = reader.passage;
    let state = of_form(state(&reader.ontology.types[meaning.kind].name)?, meaning.form)?;
    if meaning.conditional {
        return None;
    }
    let token = passage.token(meaning.token);
    let what = target(reader, meaning)?;
    let mut parties = side_of(reader, found, meaning, Side::Source).ids;
    parties.extend(with(reader, found, meaning));
    parties.sort();
    parties.dedup();
    let told = found.told(span(token));
    // "The agreements reached during their talks": those who talked.
    let within = contacts
        .mentions
        .iter()
        .find(|(mention, contact)| contact.is_some() && what.spans[0].contains(mention.at));
    let within = within.and_then(|(_, contact)| *contact);
    let contact = within.or_else(|| contact(contacts, passage, token, &parties));
    // "It was agreed": by those who met; not where somebody else agreed whom the report does not name.
    let subject = Frame::of(passage, token).subject;
    let thing = |subject: &Token| subject.pos() == "NOUN" && !crate::who::names_people(*subject);
    let unsaid = subject.iter().all(|subject| subject.lemma() == "it" || thing(subject));
    if parties.is_empty() && (unsaid || within.is_some()) {
        parties = contact.map(|at| contacts.contacts[at].participants.clone()).unwrap_or_default();
    }
    if parties.is_empty() {
        return None;
    }
    let (channels, without) = channels(passage, &what);
    let text = without.iter().map(|span| span.of(passage.text())).collect::<Vec<_>>().join(" ");
    Some(Commitment {
        parties,
        what: one_line(&text),
        channels,
        by: by(passage, found, &what),
        state,
        contact,
        ritual: is_ritual(passage, &what),
        reported_by: told.and_then(|(_, who)| who).map(str::to_string),
        statement: told.map(|(index, _)| index),
        spans: without,
        evidence: vec![words(passage, sentence(passage, meaning.token))?],
        pattern: explain.then(|| meaning.explained(reader.ontology)),
    })
}

/// The state that a type stands for.
fn state(name: &str) -> Option<CommitmentState> {
    Some(match name {
        "AGREED" => CommitmentState::Agreed,
        "IMPLEMENTED" => CommitmentState::BeingImplemented,
        "DONE" => CommitmentState::Done,
        "BROKEN" => CommitmentState::Broken,
        "EXPIRED" => CommitmentState::Expired,
        _ => return None,
    })
}

/// The state of a commitment whose verb is negated or only possible; none where there is none.
fn of_form(state: CommitmentState, form: Form) -> Option<CommitmentState> {
    match form {
        Form::Plain | Form::Planned => Some(state),
        // "did not honour its pledge".
        Form::Negated => match state {
            CommitmentState::BeingImplemented | CommitmentState::Done => {
                Some(CommitmentState::Broken)
            }
            _ => None,
        },
        _ => None,
    }
}

/// "agreed with Turkey to": Turkey too.
fn with<'r>(reader: &Reader<'r, '_>, found: &Found<'r>, meaning: &Meaning) -> Vec<String> {
    let token = reader.passage.token(meaning.token);
    let frame = Frame::of(reader.passage, token);
    let with = frame.slot("with").into_iter().flat_map(joined);
    with.flat_map(|token| crate::who::people(reader, found, token)).collect()
}

/// "between the foreign services and ministries", "through their aides": through whom, and the
/// words of what is to be done without them.
fn channels(passage: &Parsed, what: &Target) -> (Vec<String>, Vec<Span>) {
    let head = passage.token(what.head);
    for index in head.subtree() {
        let token = passage.token(index);
        if !COMMITMENT_WORDS.through.iter().any(|word| word.eq_ignore_ascii_case(token.text())) {
            continue;
        }
        let Some(object) = token.child(&["pobj"]) else { continue };
        let all = joined(object);
        let listed =
            |token: &Token| COMMITMENT_WORDS.channels.iter().any(|word| word == token.lemma());
        if !all.iter().any(listed) {
            continue;
        }
        let names = all.iter().map(|one| phrase(*one));
        let channels: Vec<String> = names.collect();
        let phrase = token.subtree();
        let whole = what.spans[0];
        let parts = [
            Span::new(whole.start, passage.bytes(phrase.clone()).start.max(whole.start)),
            Span::new(passage.bytes(phrase).end.min(whole.end), whole.end),
        ];
        let parts = parts.into_iter().map(|span| span.trimmed(passage.text()));
        let parts: Vec<Span> = parts.filter(|span| span.start < span.end).collect();
        if parts.is_empty() {
            break;
        }
        return (channels, parts);
    }
    (Vec::new(), what.spans.clone())
}

/// A noun with the words before it, articles and "respective" left out.
fn phrase(noun: Token) -> String {
    let before = noun.children().filter(|child| {
        child.index() < noun.index() && matches!(child.dep(), "amod" | "compound" | "nmod")
    });
    let mut tokens: Vec<Token> = before
        .filter(|child| !COMMITMENT_WORDS.idle.iter().any(|word| word == child.lemma()))
        .collect();
    tokens.push(noun);
    let words: Vec<&str> = tokens.iter().map(|token| token.text()).collect();
    words.join(" ")
}

/// By when: a date behind "by", "before", "until".
fn by(passage: &Parsed, found: &Found, what: &Target) -> Option<String> {
    let time = found.times.iter().find(|time| what.spans[0].contains(time.span))?;
    let before = passage.text()[..time.span.start].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let bound = COMMITMENT_WORDS.by.iter().any(|listed| listed.eq_ignore_ascii_case(word));
    let (day, precision) = day_of(time.value.as_deref()?)?;
    bound.then(|| written(day, precision))
}

/// Whether it is to stay in touch, and no more.
fn is_ritual(passage: &Parsed, what: &Target) -> bool {
    let head = passage.token(what.head);
    let keep = COMMITMENT_WORDS.keep.iter().any(|word| word == head.lemma());
    let touch = head
        .subtree()
        .map(|index| passage.token(index))
        .any(|token| COMMITMENT_WORDS.touch.iter().any(|word| word == token.lemma()));
    keep && touch
}

/// The contact at which it was made: of the same sentence or the last held before, where the parties
/// took part in it.
fn contact(contacts: &Joined, passage: &Parsed, token: Token, parties: &[String]) -> Option<usize> {
    let at = passage.bytes(sentence(passage, token.index())).end;
    let before = contacts.mentions.iter().filter(|(mention, _)| mention.evidence.start < at);
    let mut held: Vec<usize> = before.filter_map(|(_, contact)| *contact).collect();
    held.retain(|&at| contacts.contacts[at].status == Status::Held);
    held.reverse();
    let took_part = |&at: &usize| {
        parties.iter().all(|party| contacts.contacts[at].participants.contains(party))
    };
    let main = held.iter().copied().filter(|at| contacts.contacts[*at].main).find(took_part);
    main.or_else(|| held.into_iter().find(took_part))
}
