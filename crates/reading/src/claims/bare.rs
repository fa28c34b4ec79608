//! Ordinals that stand for what they count: "talked by phone, the *fourth* this month", "called it
//! their *second*".

use super::ordinal;
use crate::Time;
use crate::around::time_at;
use crate::contacts::Mention;
use crate::page::{sentence, sentence_number};
use crate::words::{ACTORS, CLAIMS};
use chancery_syntax::{Parsed, Token};

/// The ordinals of a passage that stand alone, each with the number of the mention that it counts.
pub fn bare(passage: &Parsed, times: &[Time], mentions: &[&Mention]) -> Vec<(usize, usize)> {
    let alone = passage.tokens().filter(|token| is_bare(passage, *token));
    let time = |token: Token| {
        time_at(times, token)
            .is_some_and(|time| time.span.end - time.span.start > token.text().len())
    };
    let alone = alone.filter(|token| !time(*token));
    let counted =
        alone.filter_map(|token| Some((token.index(), counted(passage, token, mentions)?)));
    counted.collect()
}

/// Whether an ordinal has no noun of its own: "their third since May", not "their third call".
fn is_bare(passage: &Parsed, token: Token) -> bool {
    if ordinal(token.text()).is_none() || token.index() == 0 || token.dep().starts_with("nsubj") {
        return false;
    }
    let article = passage.token(token.index() - 1);
    let whose = matches!(article.tag(), "PRP$" | "POS");
    if !whose && !article.text().eq_ignore_ascii_case("the") {
        return false;
    }
    let end = sentence(passage, token.index()).end;
    let rest = (token.index() + 1..end).map(|index| passage.token(index));
    // "the first ever between", "their first full-fledged one since"
    let one = rest.clone().take(5).position(|token| token.lemma() == "one");
    let narrowing = |token: Token| matches!(token.pos(), "ADJ" | "PUNCT" | "ADV" | "VERB");
    let one = one.filter(|&at| rest.clone().take(at).all(narrowing)).map_or(0, |at| at + 1);
    let ever = |token: &Token| CLAIMS.ever.contains(&token.text().to_lowercase());
    match rest.skip(one).find(|token| !ever(token)) {
        None => whose,
        Some(next) if next.pos() == "PUNCT" => whose && next.text() != "-",
        Some(next) => {
            let listed = |word: &String| word.eq_ignore_ascii_case(next.text());
            // "the second of its kind", not "the second of three sessions"
            let of = next.text() == "of" && (whose || next.child(&["pobj"]).is_some_and(is_whose));
            next.pos() != "PART" && (of || CLAIMS.behind_bare.iter().any(listed))
        }
    }
}

fn is_whose(noun: Token) -> bool {
    noun.child(&["poss"]).is_some()
}

/// The mention that an ordinal counts: that of which it is said, else the nearest before it in its
/// sentence, else, of "it was their third", what the sentence before tells.
fn counted(passage: &Parsed, token: Token, mentions: &[&Mention]) -> Option<usize> {
    let own = sentence_number(passage, token.index());
    // Mentions stand in the order of their words.
    let first = |at: usize| mentions.partition_point(|mention| mention.token < at);
    let of = |number: usize| {
        let tokens = &passage.sentences()[number];
        first(tokens.start)..first(tokens.end)
    };
    if of(own).any(|at| mentions[at].token == token.index()) {
        return None;
    }
    let said_of = match token.dep() {
        "appos" => Some(token.head().index()),
        "attr" => token.head().child(&["nsubj"]).map(Token::index),
        _ => None,
    };
    // "since her trip to Rome, which was the first"
    let subject = token.head().child(&["nsubj"]).filter(|_| token.dep() == "attr");
    let which = subject.is_some_and(|subject| subject.tag() == "WDT");
    let head = of(own).find(|&at| Some(mentions[at].token) == said_of);
    let news = |at: &usize| which || !mentions[*at].background;
    let before = of(own).start..first(token.index());
    let nearest = before.clone().rfind(news).or(before.last());
    let back = || {
        let mut here = sentence(passage, token.index()).take_while(|&index| index < token.index());
        let points_back = here.any(|index| {
            let word = passage.token(index).text().to_lowercase();
            CLAIMS.pointing.contains(&word) || ACTORS.joint.contains(&word)
        });
        let mut told = of(own.checked_sub(1)?).filter(news);
        told.next().filter(|_| points_back)
    };
    head.or(nearest).or_else(back)
}
