//! Pronouns: who *he* and *she* are, by a score over the people named before.

use super::cast::Casting;
use crate::page::{is_verbal, sentence_number, span, tokens_of};
use crate::registry::Gender;
use crate::words::ACTORS;
use crate::{Quote, Span};
use chancery_syntax::{Parsed, Token};

/// A person as mentioned before a pronoun.
struct Earlier {
    actor: usize,
    sentence: usize,
    head: usize,
    subject: bool,
    speaks: bool,
    quoted: bool,
    owns: bool,
}

/// How far back a pronoun reaches, in sentences.
const REACH: usize = 5;
/// By how much the likeliest must lead.
const LEAD: f32 = 0.35;

/// Finds pronouns and notes whom they stand for.
pub fn find(casting: &mut Casting, quotes: &[Quote]) {
    let page = casting.page;
    let mut speaker = None;
    for (number, passage) in page.passages.iter().enumerate() {
        let quoted = quoted_tokens(passage, quotes);
        // In the order of the text, so that a pronoun resolved counts for the next.
        for token in passage.tokens() {
            let word = token.text().to_lowercase();
            speaker = speaks_from_here(casting, number, token).or(speaker);
            let own = ACTORS.i.contains(&word) || ACTORS.we.contains(&word);
            if let Some(speaker) = speaker.filter(|_| own)
                && quoted[token.index()] == 0
            {
                casting.mention(number, token.index(), span(token), vec![speaker], false);
                continue;
            }
            if word == "it" && token.dep() == "nsubj" && says(token.head()) {
                if let Some(body) = body(casting, number, passage, token) {
                    casting.mention(number, token.index(), span(token), vec![body], false);
                }
                continue;
            }
            if word == "they" && quoted[token.index()] == 0 {
                let all = super::joint::they(casting, number, token);
                if all.len() > 1 && casting.at(number, token.index()).is_none() {
                    casting.mention(number, token.index(), span(token), all, false);
                }
                continue;
            }
            let gender = if ACTORS.he.contains(&word) {
                Gender::Male
            } else if ACTORS.she.contains(&word) {
                Gender::Female
            } else {
                continue;
            };
            if let Some(actor) = weigh(casting, number, passage, token, gender, &quoted) {
                let place = span(token);
                casting.known[actor].gender = Some(gender);
                casting.mention(number, token.index(), place, vec![actor], false);
            }
        }
    }
}

/// The line around some words, or as much of it as a label or a headline may take.
fn line(text: &str, words: Span) -> (usize, usize) {
    const LONGEST: usize = 300;
    let (before, behind) = (&text[..words.start], &text[words.end..]);
    let first = before.char_indices().rev().take(LONGEST).take_while(|(_, c)| *c != '\n').last();
    let last = behind.char_indices().take(LONGEST).take_while(|(_, c)| *c != '\n').last();
    let end = last.map_or(words.end, |(at, c)| words.end + at + c.len_utf8());
    (first.map_or(words.start, |(at, _)| at), end)
}

/// Who speaks in the first person from a token on: whoever a label names ("Anna Berg: I was …"), a
/// headline ("Statement by Anna Berg"), or a line of its own ("Anna Berg, foreign minister").
fn speaks_from_here(casting: &Casting, number: usize, token: Token) -> Option<usize> {
    let mention = casting.at(number, token.index()).filter(|mention| mention.named)?;
    let &[actor] = &mention.actors[..] else { return None };
    if !casting.is_person(actor) {
        return None;
    }
    let passage = &casting.page.passages[number];
    let text = passage.text();
    let (start, end) = line(text, mention.at);
    let (before, behind) = (&text[start..mention.at.start], &text[mention.at.end..end]);
    let words = before.split_whitespace().count();
    let label = behind.starts_with(':') && words <= 6 && !before.contains(['.', ',']);
    let first = text[..start].trim().is_empty() || number == 0 && start == 0;
    let headline = first && {
        // "Statement by President Anna Berg": the first name behind, with a title at most.
        let words: Vec<String> = before.split_whitespace().map(str::to_lowercase).collect();
        let from = words.iter().rposition(|word| matches!(word.as_str(), "by" | "from" | "of"));
        from.is_some_and(|from| {
            words.len() - from <= 4
                && words[..from].iter().any(|word| ACTORS.own_words.contains(word))
                && !words[..from].iter().any(|word| matches!(word.as_str(), "by" | "from" | "with"))
        })
    };
    let byline = words <= 2
        && behind.starts_with(", ")
        && behind.len() < 60
        && !behind.contains('.')
        && text[end..].starts_with('\n');
    (label || headline || byline).then_some(actor)
}

/// The number of the quotation that each token stands in, the innermost; 0 for none.
fn quoted_tokens(passage: &Parsed, quotes: &[Quote]) -> Vec<u32> {
    let mut tokens = vec![0; passage.len()];
    for (number, quote) in (1..).zip(quotes) {
        for &words in &quote.spans {
            tokens[tokens_of(passage, words)].fill(number);
        }
    }
    tokens
}

/// The body or state that *it* means where it speaks: the last subject that is one, in this sentence
/// or the two before.
fn body(casting: &Casting, number: usize, passage: &Parsed, pronoun: Token) -> Option<usize> {
    let sentence = sentence_number(passage, pronoun.index());
    let first = passage.sentences()[sentence.saturating_sub(2)].start;
    let mut subjects = casting.between(number, first..pronoun.index()).filter_map(|mention| {
        let [actor] = mention.actors[..] else { return None };
        let kind = casting.known[actor].actor.kind.as_str();
        let subject = matches!(passage.token(mention.head).dep(), "nsubj" | "nsubjpass");
        (subject && matches!(kind, "organisation" | "state")).then_some(actor)
    });
    subjects.next()
}

/// Verbs under whose subject a report's next pronoun often stands.
fn speaks(token: Token) -> bool {
    token.dep() == "nsubj" && says(token.head())
}

fn says(verb: Token) -> bool {
    const SPEAKING: [&str; 14] = [
        "say", "tell", "add", "note", "write", "argue", "claim", "warn", "announce", "explain",
        "insist", "call", "continue", "accuse",
    ];
    SPEAKING.contains(&verb.lemma())
}

fn weigh(
    casting: &Casting,
    number: usize,
    passage: &Parsed,
    pronoun: Token,
    gender: Gender,
    quoted: &[u32],
) -> Option<usize> {
    let sentence = sentence_number(passage, pronoun.index());
    let quote = quoted[pronoun.index()];
    let mut earlier: Vec<Earlier> = Vec::new();
    let first = passage.sentences()[sentence.saturating_sub(REACH)].start;
    for mention in casting.between(number, first..pronoun.index()) {
        let [actor] = mention.actors[..] else { continue };
        if !casting.is_person(actor) {
            continue;
        }
        let of_sentence = sentence_number(passage, mention.head);
        let head = passage.token(mention.head);
        earlier.push(Earlier {
            actor,
            sentence: of_sentence,
            head: mention.head,
            subject: matches!(head.dep(), "nsubj" | "nsubjpass"),
            speaks: speaks(head),
            quoted: quoted[mention.head] != 0 && quoted[mention.head] != quote,
            owns: head.dep() == "poss",
        });
    }
    let mut scores: Vec<(f32, usize)> = Vec::new();
    let mut actors: Vec<usize> = earlier.iter().map(|earlier| earlier.actor).collect();
    actors.sort_unstable();
    actors.dedup();
    for actor in actors {
        let known = &casting.known[actor];
        if known.gender.is_some_and(|known| known != gender) {
            continue;
        }
        let of_actor = earlier.iter().filter(|earlier| earlier.actor == actor);
        let count = of_actor.clone().count();
        let best = of_actor
            .filter(|earlier| !same_clause(passage, earlier, pronoun))
            .map(|earlier| {
                let distance = (sentence - earlier.sentence) as f32;
                let mut score = -0.7 * distance;
                score += if earlier.subject { 1.0 } else { 0.0 };
                score += if earlier.speaks { 0.6 } else { 0.0 };
                score -= if earlier.quoted && quote == 0 { 1.5 } else { 0.0 };
                score -= if earlier.owns { 0.3 } else { 0.0 };
                // Of several in a sentence the first is what it is about.
                score -= 0.004
                    * (earlier.head as f32 - passage.sentences()[earlier.sentence].start as f32);
                score
            })
            .fold(f32::MIN, f32::max);
        if best == f32::MIN {
            continue;
        }
        let often = [0.0, 0.0, 0.25, 0.4, 0.5, 0.55, 0.6][count.min(6)];
        let sure = if known.gender == Some(gender) { 0.5 } else { 0.0 };
        let sure = sure - if known.named { 0.0 } else { 1.5 };
        scores.push((best + often + sure, actor));
    }
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    match scores[..] {
        [(_, actor)] => Some(actor),
        [(first, actor), (second, _), ..] if first - second >= LEAD => Some(actor),
        _ => None,
    }
}

/// Whether a mention is the other argument of the pronoun's own verb: he is not whom he saw.
fn same_clause(passage: &Parsed, earlier: &Earlier, pronoun: Token) -> bool {
    let argument =
        |token: Token| matches!(token.dep(), "nsubj" | "nsubjpass" | "dobj" | "dative" | "pobj");
    let mention = passage.token(earlier.head);
    let verb =
        |token: Token| token.ancestors().find(|above| is_verbal(*above)).map(|verb| verb.index());
    argument(mention)
        && argument(pronoun)
        && verb(mention) == verb(pronoun)
        && earlier.sentence == sentence_number(passage, pronoun.index())
}
