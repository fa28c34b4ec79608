//! Counts of contacts that can be checked: "the fourth conversation in a month and a half", "their
//! first meeting since 2019", "have spoken five times since January".

pub mod bare;
mod window;

use crate::contacts::{Joined, Mention};
use crate::found::Found;
use crate::page::{Page, is_infinitive, one_line, sentence, span, words};
use crate::patterns::frame::of;
use crate::registry::Registry;
use crate::words::{CLAIMS, CONTACTS};
use crate::{Claim, ClaimKind, Medium, Span, WindowBasis};
use chancery_syntax::{Parsed, Token};
use std::collections::BTreeMap;
use window::{Clock, Found as FoundWindow};

/// No contact is counted so high; what is, is an institution's summit or an anniversary.
const HIGHEST: u32 = 60;
/// Meetings of a body that has met so often are its routine.
const ROUTINE: u32 = 12;

/// The claims of a report.
pub fn claims(page: &Page, found: &Found, registry: &Registry, joined: &Joined) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut alone = alone(page, found, joined);
    for (at, (mention, contact)) in joined.mentions.iter().enumerate() {
        let passage = &page.passages[mention.passage];
        if mention.implied {
            continue;
        }
        let mut counts = counts(passage, mention);
        counts.extend(alone.remove(&at).into_iter().flatten());
        for count in counts {
            let Some(claim) = claim(page, found, registry, joined, mention, *contact, count) else {
                continue;
            };
            match claims.iter_mut().find(|known| is_same(known, &claim)) {
                Some(known) => known.add(claim),
                None => claims.push(claim),
            }
        }
    }
    claims
}

/// The counts of ordinals without a noun, by the mention that they are of.
fn alone(page: &Page, found: &Found, joined: &Joined) -> BTreeMap<usize, Vec<Count>> {
    let mut alone: BTreeMap<usize, Vec<Count>> = BTreeMap::new();
    for (number, passage) in page.passages.iter().enumerate() {
        let own = joined.mentions.iter().enumerate();
        let own = own.filter(|(_, (one, _))| one.passage == number && !one.implied);
        let own =
            own.filter(|(_, (one, contact))| contact.is_some() || !one.participants.is_empty());
        let (places, mentions): (Vec<usize>, Vec<&Mention>) =
            own.map(|(at, (mention, _))| (at, mention)).unzip();
        for (token, at) in bare::bare(passage, found.times, &mentions) {
            let count = by_itself(passage.token(token), mentions[at]);
            alone.entry(places[at]).or_default().extend(count);
        }
    }
    alone
}

/// Whether two places in a report make the same claim.
fn is_same(known: &Claim, claim: &Claim) -> bool {
    let within = |a: &[String], b: &[String]| a.iter().all(|id| b.contains(id));
    let same_people = known.contact.is_some() && known.contact == claim.contact
        || within(&known.participants, &claim.participants)
        || within(&claim.participants, &known.participants);
    // "since March 14" and "since last month".
    let starts = known.window.start.as_deref().zip(claim.window.start.as_deref());
    let near = |(a, b): (&str, &str)| a.starts_with(b) || b.starts_with(a);
    let same_window = starts.is_some_and(near)
        || known.window.start == claim.window.start
        || known.window.basis == WindowBasis::Implicit
        || claim.window.basis == WindowBasis::Implicit;
    let firsts = [ClaimKind::FirstEver, ClaimKind::FirstSince];
    let kinds =
        known.kind == claim.kind || firsts.contains(&known.kind) && firsts.contains(&claim.kind);
    let same_contact = known.contact == claim.contact || known.medium == claim.medium;
    kinds
        && (same_contact || known.contact.is_none() || claim.contact.is_none())
        && known.ordinal == claim.ordinal
        && known.count == claim.count
        && same_people
        && same_window
}

impl Claim {
    /// Adds another place that makes the claim.
    fn add(&mut self, mut other: Claim) {
        if self.window.basis == WindowBasis::Implicit {
            std::mem::swap(self, &mut other);
        }
        for span in other.evidence {
            if !self.evidence.contains(&span) {
                self.evidence.push(span);
            }
        }
        self.evidence.sort();
        self.contact = self.contact.or(other.contact);
    }
}

/// A count that words make.
struct Count {
    kind: ClaimKind,
    ordinal: Option<u32>,
    count: Option<u32>,
    /// The word that counts.
    at: usize,
    /// The word for what is counted.
    unit: usize,
}

/// The number of "fourth" or "4th".
pub fn ordinal(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let ever = CLAIMS.ever.contains(&word) && word != "ever";
    if ever {
        return Some(1);
    }
    if let Some(at) = CLAIMS.ordinals.iter().position(|known| *known == word) {
        return u32::try_from(at + 1).ok();
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?;
    digits.parse().ok()
}

/// The number of "four" or "4".
fn cardinal(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let at = CLAIMS.cardinals.iter().position(|known| *known == word);
    at.and_then(|at| u32::try_from(at + 1).ok()).or_else(|| word.parse().ok())
}

/// The counts that the words of a mention make.
fn counts(passage: &Parsed, mention: &Mention) -> Vec<Count> {
    let mut found = Vec::new();
    let mut tokens: Vec<Token> = mention.chain.iter().map(|&at| passage.token(at)).collect();
    // "the second round of talks": the round is counted.
    let whole = passage.token(mention.token);
    if whole.dep() == "pobj"
        && whole.head().text() == "of"
        && matches!(whole.head().head().pos(), "NOUN")
    {
        tokens.push(whole.head().head());
    }
    for token in tokens {
        match token.pos() {
            "NOUN" | "PROPN" => of_noun(passage, mention, token, &mut found),
            "VERB" | "AUX" => of_verb(passage, mention, token, &mut found),
            _ => {}
        }
    }
    // "The eleventh will be held in June."
    let the = whole.children().any(|child| child.lemma() == "the");
    if the && ordinal(whole.text()).is_some_and(|number| number > 1) {
        found.extend(by_itself(whole, mention));
    }
    turns(passage, mention, &mut found);
    found
}

/// The count of an ordinal without a noun: "the call, the second in three days".
fn by_itself(ordinal: Token, mention: &Mention) -> Option<Count> {
    let number = self::ordinal(ordinal.text())?;
    if number > HIGHEST || number > ROUTINE && mention.medium == Medium::Summit {
        return None;
    }
    let kind = if number == 1 { ClaimKind::FirstEver } else { ClaimKind::Ordinal };
    let (at, unit) = (ordinal.index(), mention.token);
    Some(Count { kind, ordinal: Some(number), count: None, at, unit })
}

fn of_noun(passage: &Parsed, mention: &Mention, noun: Token, found: &mut Vec<Count>) {
    let mut before =
        noun.children().filter(|child| child.index() < noun.index()).collect::<Vec<_>>();
    // "Trump's third": of a compound the words before may hang on each other.
    before.extend(
        before.clone().iter().flat_map(|child| child.children()).filter(|c| c.dep() == "amod"),
    );
    for child in before {
        let one = |kind, ordinal| Count {
            kind,
            ordinal,
            count: None,
            at: child.index(),
            unit: noun.index(),
        };
        let text = child.text().to_lowercase();
        let other = (child.index() + 1..noun.index()).any(|index| {
            let word = passage.token(index).lemma().to_lowercase();
            CONTACTS.not_counted.contains(&word)
        });
        if let Some(number) = ordinal(&text) {
            if !other && !is_institution(noun, mention, number) {
                let kind = if number == 1 { ClaimKind::FirstEver } else { ClaimKind::Ordinal };
                found.push(one(kind, Some(number)));
            }
        } else if child.tag() == "JJS"
            && CLAIMS.superlatives.iter().any(|word| word == child.lemma())
        {
            found.push(one(ClaimKind::Superlative, None));
        } else if CLAIMS.last.contains(&text) && noun.tag() != "NNS" {
            found.push(one(ClaimKind::LastBefore, None));
        } else if CLAIMS.another.contains(&text) {
            found.push(one(ClaimKind::Another, None));
        } else if child.dep() == "nummod"
            && passage.token(child.index() + 1).text() != "-"
            && let Some(count) = cardinal(&text)
        {
            let count = Some(count);
            found.push(Count {
                kind: ClaimKind::Cardinal,
                ordinal: None,
                count,
                at: child.index(),
                unit: noun.index(),
            });
        }
    }
}

/// Whether what an ordinal counts is the meetings of a body: "the 25th summit of the".
fn is_institution(noun: Token, mention: &Mention, number: u32) -> bool {
    number > HIGHEST
        || number > ROUTINE && mention.participants.len() != 2
        || mention.medium == Medium::Summit && number > 3 && {
            let named = |child: &Token| child.dep() == "compound" && child.pos() == "PROPN";
            noun.children().any(|child| named(&child)) || of(noun).is_some()
        }
}

/// "The first Chilean president to visit Rome": the ordinal of whoever does it.
fn of_whom(passage: &Parsed, verb: Token, found: &mut Vec<Count>) {
    const NEAR: usize = 9;
    if !is_infinitive(verb) {
        return;
    }
    let start = sentence(passage, verb.index()).start.max(verb.index().saturating_sub(NEAR));
    let mut before = (start..verb.index()).map(|index| passage.token(index));
    let first = before.rfind(|token| ordinal(token.text()) == Some(1));
    let noun = first.map(Token::head).filter(|noun| matches!(noun.pos(), "NOUN" | "PROPN"));
    if let (Some(noun), Some(first)) = (noun, first)
        && (first.index()..verb.index()).contains(&noun.index())
    {
        found.push(Count {
            kind: ClaimKind::FirstEver,
            ordinal: Some(1),
            count: None,
            at: first.index(),
            unit: noun.index(),
        });
    }
}

fn of_verb(passage: &Parsed, mention: &Mention, verb: Token, found: &mut Vec<Count>) {
    of_whom(passage, verb, found);
    for child in verb.children() {
        let text = child.text().to_lowercase();
        let one = |kind, count| Count {
            kind,
            ordinal: None,
            count,
            at: child.index(),
            unit: verb.index(),
        };
        if let Some(at) = CLAIMS.times.iter().position(|word| *word == text) {
            found.push(one(ClaimKind::Cardinal, u32::try_from(at + 1).ok()));
        } else if CLAIMS.last.contains(&text) && child.dep() == "advmod" {
            found.push(one(ClaimKind::LastBefore, None));
        } else if CLAIMS.never.contains(&text) && mention.told.none_yet {
            found.push(one(ClaimKind::NoneYet, None));
        } else if text == "first" && child.dep() == "advmod" && child.index() < verb.index() {
            found.push(Count { ordinal: Some(1), ..one(ClaimKind::FirstEver, None) });
        }
    }
    if mention.told.none_yet && found.is_empty() {
        found.push(Count {
            kind: ClaimKind::NoneYet,
            ordinal: None,
            count: None,
            at: verb.index(),
            unit: verb.index(),
        });
    }
}

/// "for the third time", "five times", "on four occasions" below the words of a mention.
fn turns(passage: &Parsed, mention: &Mention, found: &mut Vec<Count>) {
    for index in sentence(passage, mention.token) {
        let turn = passage.token(index);
        if !CLAIMS.turns.iter().any(|word| word == turn.lemma()) {
            continue;
        }
        let outer = passage.token(mention.chain[0]);
        let mut above = turn.ancestors().take(4);
        let below = above.any(|above| {
            mention.chain.contains(&above.index())
                || !matches!(outer.dep(), "pobj" | "conj") && outer.head().index() == above.index()
        });
        // "the third time that they have met"
        let clause = outer.ancestors().take(2).any(|above| above.index() == turn.index());
        if !below && !clause {
            continue;
        }
        for child in turn.children().filter(|child| child.index() < turn.index()) {
            let one = |kind, ordinal, count| Count {
                kind,
                ordinal,
                count,
                at: child.index(),
                unit: turn.index(),
            };
            if let Some(number) = ordinal(child.text()) {
                let kind = if number == 1 { ClaimKind::FirstEver } else { ClaimKind::Ordinal };
                found.push(one(kind, Some(number), None));
            } else if let Some(count) = cardinal(child.text()) {
                found.push(one(ClaimKind::Cardinal, None, Some(count)));
            }
        }
    }
}

/// A count with its window, of whom it is said and its words.
fn claim(
    page: &Page,
    found: &Found,
    registry: &Registry,
    joined: &Joined,
    mention: &Mention,
    contact: Option<usize>,
    count: Count,
) -> Option<Claim> {
    let passage = &page.passages[mention.passage];
    let of = contact.map(|at| &joined.contacts[at]);
    let own = if mention.participants.is_empty() { &mention.named } else { &mention.participants };
    // "the sixth conversation between A and B", of a call that others joined: it is of the two.
    let of_two = own.len() == 2
        && of.is_some_and(|contact| own.iter().all(|id| contact.participants.contains(id)));
    let participants = of.filter(|_| !of_two).map_or(own, |contact| &contact.participants).clone();
    if participants.is_empty() {
        return None;
    }
    let day = of.and_then(|contact| contact.date.clone());
    let day = day.or(page.report.published.map(|day| day.to_string()));
    let clock =
        Clock { passage, found, registry, end: day.as_deref(), participants: &participants };
    let FoundWindow { window, spans } = window::window(&clock, count.at);
    let ever = ever(passage, &count);
    let kind = match count.kind {
        ClaimKind::FirstEver if window.basis != WindowBasis::Implicit && !ever => {
            ClaimKind::FirstSince
        }
        // Without a window, two of something are only told, not counted.
        ClaimKind::Cardinal | ClaimKind::Superlative if window.basis == WindowBasis::Implicit => {
            if !so_far(passage, count.at) {
                return None;
            }
            count.kind
        }
        ClaimKind::Another if of.is_none() => return None,
        other => other,
    };
    let mut all: Vec<Span> = vec![span(passage.token(count.at))];
    // "the fourth conversation … and the sixth since January": the words of the sixth are its own.
    if count.unit + 4 > count.at {
        all.push(span(passage.token(count.unit)));
    }
    all.extend(spans);
    let text =
        Span::new(all.iter().map(|span| span.start).min()?, all.iter().map(|span| span.end).max()?);
    let unit = passage.token(count.unit);
    let evidence = words(passage, sentence(passage, count.at))?;
    let told = found.told(text);
    Some(Claim {
        kind,
        participants,
        medium: of.map_or(mention.medium, |contact| contact.medium),
        unit: unit.lemma().to_lowercase(),
        ordinal: count.ordinal,
        count: count.count,
        window,
        qualifiers: qualifiers(passage, &count),
        place: of
            .and_then(|contact| contact.place.clone())
            .filter(|_| mention.medium == Medium::Visit),
        contact,
        text: one_line(text.of(passage.text())),
        reported_by: told.and_then(|(_, who)| who).map(str::to_string),
        statement: told.map(|(index, _)| index),
        evidence: vec![evidence],
    })
}

/// "the first ever".
fn ever(passage: &Parsed, count: &Count) -> bool {
    let near = count.at.saturating_sub(1)..(count.unit + 3).min(passage.len());
    near.into_iter().any(|index| {
        let word = passage.token(index).text().to_lowercase();
        CLAIMS.ever.contains(&word)
    })
}

/// "so far", "already".
fn so_far(passage: &Parsed, at: usize) -> bool {
    let here = sentence(passage, at);
    here.clone().any(|index| {
        let word = passage.token(index).text().to_lowercase();
        let next = (index + 1 < here.end).then(|| passage.token(index + 1).text().to_lowercase());
        word == "already" || word == "so" && next.as_deref() == Some("far")
    })
}

/// Words between the count and what is counted that narrow it.
fn qualifiers(passage: &Parsed, count: &Count) -> Vec<String> {
    let between = count.at + 1..count.unit.max(count.at + 1);
    let words = between.map(|index| passage.token(index).text().to_lowercase());
    words.filter(|word| CLAIMS.qualifiers.contains(word)).collect()
}
