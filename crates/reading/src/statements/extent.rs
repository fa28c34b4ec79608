//! How far a cue reaches: "has said", "was confident", "raised concerns".

use super::pieces::Pieces;
use super::sheet::Sheet;

/// How many words may stand between a cue's head and its last word.
const FARTHEST: usize = 6;

/// The words of the cue with this head, none of them the content's or the source's.
pub fn extent(sheet: &Sheet, cue: usize, content: &Pieces, source: &Pieces) -> Pieces {
    let token = sheet.token(cue);
    let unit = sheet.unit(cue);
    let free = |at: usize| unit.contains(&at) && !content.has(at) && !source.has(at);
    let (mut start, mut end) = (cue, cue + 1);
    // The verb group before it.
    let mut head = token;
    let copula = matches!(token.dep(), "acomp" | "attr" | "oprd")
        && matches!(token.pos(), "ADJ" | "NOUN" | "ADV")
        && matches!(token.head().pos(), "AUX" | "VERB")
        && token.head().index() < cue;
    if copula {
        head = token.head();
        start = head.index();
    }
    let first = start;
    for child in head.children().filter(|child| child.index() < first) {
        if matches!(child.dep(), "aux" | "auxpass" | "neg") {
            start = start.min(child.index());
        }
    }
    let adverb = |at: usize| sheet.token(at).dep() == "advmod" && sheet.token(at).pos() == "ADV";
    while start > unit.start && free(start - 1) && adverb(start - 1) && start < cue {
        start -= 1;
    }
    // Only words that stand together.
    if let Some(gap) = (start..cue).rev().find(|&at| !free(at)) {
        start = gap + 1;
    }
    for child in token.children() {
        if child.dep() == "prt" && child.index() > cue && child.index() < cue + 4 {
            let reaches = (cue..child.index() + 1).all(|at| at == cue || free(at));
            end = if reaches { child.index() + 1 } else { end };
        }
    }
    // What leads from the cue to the content: "concerns that", "praise for".
    if content.start() > cue && sheet.words(&(cue..content.start())) <= FARTHEST {
        let between = end..content.start();
        let plain = between.clone().all(|at| {
            let token = sheet.token(at);
            free(at) && !matches!(token.pos(), "PUNCT" | "SPACE") && token.dep() != "dative"
        });
        let leads = between.clone().any(|at| {
            matches!(sheet.token(at).dep(), "dobj" | "prep" | "attr" | "acomp" | "xcomp" | "pobj")
        });
        let addressed = between.clone().any(|at| {
            let token = sheet.token(at);
            token.dep() == "dobj" && sheet.class(at).is_empty() && token.head().index() == cue
        });
        if plain && leads && !addressed {
            end = content.start();
        }
    }
    Pieces::from(start..end)
}
