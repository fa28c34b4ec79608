//! What was spoken about, and what was not, in the report's words.

use super::join::Joined;
use crate::around::time_at;
use crate::found::Found;
use crate::page::{Page, is_verbal, one_line, span, without_article, words};
use crate::patterns::form::form;
use crate::patterns::frame::{Frame, joined};
use crate::patterns::ontology::Form;
use crate::words::CONTACTS;
use crate::{Contact, Status};
use chancery_syntax::{Parsed, Token};

/// How many words a topic has at most.
const LONG: usize = 25;

/// Gives each contact its topics.
pub fn topics(page: &Page, found: &Found, of: &mut Joined) {
    for (number, passage) in page.passages.iter().enumerate() {
        for token in passage.tokens() {
            let Some(about) = about(passage, found, token) else { continue };
            if about.is_empty() {
                continue;
            }
            let Some(contact) = contact_of(found, of, number, passage, token) else { continue };
            let negative = is_verbal(token) && matches!(form(token), Form::Negated | Form::Refused);
            let contact = &mut of.contacts[contact];
            let list = if negative { &mut contact.not_discussed } else { &mut contact.topics };
            for topic in about {
                if !list.contains(&topic) {
                    list.push(topic);
                }
            }
        }
    }
}

/// What a verb of discussing or a contact's own noun is about.
fn about(passage: &Parsed, found: &Found, token: Token) -> Option<Vec<String>> {
    let slots = match token.pos() {
        "VERB" => CONTACTS.discussing.get(token.lemma())?,
        "NOUN" => CONTACTS.about.get(token.lemma())?,
        _ => return None,
    };
    let frame = Frame::of(passage, token);
    let mut heads: Vec<Token> = slots.iter().flat_map(|slot| frame.slot(slot)).collect();
    heads.retain(|head| head.index() > token.index() || frame.passive);
    heads.retain(|head| time_at(found.times, *head).is_none());
    let topics = heads.into_iter().flat_map(joined).filter_map(|head| topic(passage, head));
    Some(topics.collect())
}

/// The words of one of those joined by *and*, without the others.
fn topic(passage: &Parsed, head: Token) -> Option<String> {
    if matches!(head.pos(), "PRON" | "DET") || crate::patterns::kinds::is_personal(head) {
        return None;
    }
    let mut tokens = head.subtree();
    let next = head.children().find(|child| {
        child.index() > head.index() && matches!(child.dep(), "conj" | "cc" | "relcl" | "advcl")
    });
    if let Some(next) = next {
        tokens.end = next.subtree().start.max(head.index() + 1);
    }
    tokens.end = tokens.end.min(tokens.start + LONG);
    let words = words(passage, tokens)?;
    let text = without_article(words.of(passage.text()));
    Some(one_line(text))
}

/// The contact that is spoken of: the one of the same clause, or the last one before that those who
/// discuss took part in; else the first that was held.
fn contact_of(
    found: &Found,
    of: &Joined,
    number: usize,
    passage: &Parsed,
    token: Token,
) -> Option<usize> {
    let here = crate::page::sentence(passage, token.index());
    let chain = |index: usize| {
        of.mentions
            .iter()
            .find(|(mention, _)| mention.passage == number && mention.chain.contains(&index))
    };
    let own =
        std::iter::once(token).chain(token.ancestors()).find_map(|above| chain(above.index()));
    if let Some((_, Some(contact))) = own {
        return Some(*contact);
    }
    let same_sentence = of.mentions.iter().find(|(mention, contact)| {
        mention.passage == number && here.contains(&mention.token) && contact.is_some()
    });
    let frame = Frame::of(passage, token);
    let who: Vec<&str> = frame
        .subject
        .iter()
        .flat_map(|subject| joined(*subject))
        .flat_map(|subject| found.who(subject))
        .map(|actor| actor.id.as_str())
        .collect();
    let takes_part = |contact: &Contact| {
        contact.status == Status::Held
            && (who.is_empty() && contact.main
                || who.iter().any(|id| contact.participants.iter().any(|other| other == id)))
    };
    // Of a contact's noun as subject: "the talks focused on".
    let noun = frame.subject.iter().find_map(|subject| chain(subject.index()));
    if let Some((_, Some(contact))) = noun {
        return Some(*contact);
    }
    if let Some((_, Some(contact))) = same_sentence
        && (who.is_empty() || takes_part(&of.contacts[*contact]))
    {
        return Some(*contact);
    }
    let at = span(token).start;
    let before = of.mentions.iter().filter(|(mention, _)| mention.evidence.start <= at);
    let mut before: Vec<usize> = before.filter_map(|(_, contact)| *contact).collect();
    before.reverse();
    let main = before
        .iter()
        .copied()
        .find(|&contact| of.contacts[contact].main && takes_part(&of.contacts[contact]));
    main.or_else(|| before.into_iter().find(|&contact| takes_part(&of.contacts[contact])))
}
