//! Counts of contacts that can be checked: "the fourth conversation in a month and a half", "their
//! first meeting since 2019", "have spoken five times since January".

mod window;

use crate::contacts::{Joined, Mention};
use crate::found::Found;
use crate::page::{Page, one_line, sentence, span, words};
use crate::patterns::frame::of;
use crate::registry::Registry;
use crate::words::{CLAIMS, CONTACTS};
use crate::{Claim, ClaimKind, Medium, Span, WindowBasis};
use chancery_syntax::{Parsed, Token};
use window::{Clock, Found as FoundWindow};

/// No contact is counted so high; what is, is an institution's summit or an anniversary.
const HIGHEST: u32 = 60;
/// Meetings of a body that has met so often are its routine.
const ROUTINE: u32 = 12;

/// The claims of a report.
pub fn claims(page: &Page, found: &Found, registry: &Registry, joined: &Joined) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for (mention, contact) in &joined.mentions {
        let passage = &page.passages[mention.passage];
        let counts = counts(passage, mention);
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

/// Whether two places in a report make the same claim.
fn is_same(known: &Claim, claim: &Claim) -> bool {
    let within = |a: &[String], b: &[String]| a.iter().all(|id| b.contains(id));
    let same_people = known.contact.is_some() && known.contact == claim.contact
        || within(&known.participants, &claim.participants)
        || within(&claim.participants, &known.participants);
    let same_window = known.window.start == claim.window.start
        || known.window.basis == WindowBasis::Implicit
        || claim.window.basis == WindowBasis::Implicit;
    let firsts = [ClaimKind::FirstEver, ClaimKind::FirstSince];
    let kinds =
        known.kind == claim.kind || firsts.contains(&known.kind) && firsts.contains(&claim.kind);
    kinds
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
            "VERB" | "AUX" => of_verb(mention, token, &mut found),
            _ => {}
        }
    }
    turns(passage, mention, &mut found);
    found
}

/// "The call was the eighth between the two", "the call, the second in three days": an ordinal
/// without a noun of its own.
fn without_noun(noun: Token, found: &mut Vec<Count>) {
    let verb = noun.head();
    let said = (matches!(noun.dep(), "nsubj" | "nsubjpass")
        && matches!(verb.pos(), "VERB" | "AUX"))
    .then(|| verb.children().filter(|child| matches!(child.dep(), "attr" | "acomp" | "oprd")));
    let beside = noun.children().filter(|child| child.dep() == "appos");
    let relative = noun.children().filter(|child| child.dep() == "relcl");
    let relative = relative.flat_map(|clause| clause.children().chain([clause]));
    let relative = relative.flat_map(|token| token.children().chain([token]));
    let relative = relative.filter(|token| matches!(token.dep(), "attr" | "acomp"));
    for token in said.into_iter().flatten().chain(beside).chain(relative) {
        if let Some(number) = ordinal(token.text()) {
            let kind = if number == 1 { ClaimKind::FirstEver } else { ClaimKind::Ordinal };
            let (at, unit) = (token.index(), noun.index());
            found.push(Count { kind, ordinal: Some(number), count: None, at, unit });
        }
    }
}

fn of_noun(passage: &Parsed, mention: &Mention, noun: Token, found: &mut Vec<Count>) {
    without_noun(noun, found);
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

fn of_verb(mention: &Mention, verb: Token, found: &mut Vec<Count>) {
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
                || outer.dep() != "pobj" && outer.head().index() == above.index()
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
    let participants = of.map_or(own, |contact| &contact.participants).clone();
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
    let mut all: Vec<Span> = vec![span(passage.token(count.at)), span(passage.token(count.unit))];
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
