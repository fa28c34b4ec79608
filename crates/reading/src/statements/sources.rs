//! Who may be the source of a statement with a given cue and content, and what speaks for each.

use super::cues::{is_signature, speaker};
use super::pieces::Pieces;
use super::sheet::Sheet;
use crate::weights::Features;
use chancery_syntax::Token;
use std::ops::Range;

/// Words that may name the source; none of them where it is left unsaid.
#[derive(Clone, Debug)]
pub struct Source {
    /// The words.
    pub pieces: Pieces,
    /// How the cue leads to them.
    pub way: String,
    /// What of the phrase was kept.
    pub extent: &'static str,
    /// The token at its head.
    pub head: Option<usize>,
}

struct Finder<'s, 'p, 't> {
    sheet: &'s Sheet<'p, 't>,
    cue: usize,
    content: &'s Pieces,
    bounds: Range<usize>,
    found: Vec<Source>,
}

/// The candidates for a cue and its content; the first is that it is left unsaid.
pub fn candidates(sheet: &Sheet, cue: usize, content: &Pieces) -> Vec<Source> {
    let none = Source { pieces: Pieces::default(), way: "none".into(), extent: "-", head: None };
    let bounds = sheet.unit(cue);
    let mut finder = Finder { sheet, cue, content, bounds, found: vec![none] };
    let token = sheet.token(cue);
    finder.signed();
    finder.below(token);
    finder.up(token);
    finder.beside();
    finder.found
}

impl<'p, 't> Finder<'_, 'p, 't> {
    fn add(&mut self, range: Range<usize>, way: &str, extent: &'static str, head: usize) {
        let pieces = Pieces::from(range)
            .within(&self.bounds)
            .without(std::slice::from_ref(&(self.cue..self.cue + 1)))
            .without(self.content.ranges());
        // What is left of a phrase must still hold its head.
        let Some(range) = pieces.ranges().iter().find(|range| range.contains(&head)) else {
            return;
        };
        let pieces = Pieces::from(range.clone()).trimmed(self.sheet);
        if !pieces.is_empty() && !self.found.iter().any(|other| other.pieces == pieces) {
            self.found.push(Source { pieces, way: way.into(), extent, head: Some(head) });
        }
    }

    /// A phrase whole, and without what follows its head.
    fn phrase(&mut self, head: Token<'p, 't>, way: &str) {
        let sheet = self.sheet;
        let mut range = head.subtree();
        let at = head.index();
        if let Some(quoted) = (at + 1..range.end).find(|&i| sheet.quoted(i) && !sheet.quoted(at)) {
            // A nickname in quotation marks is part of a name, a quotation is not.
            if sheet.quote(quoted).is_none_or(|quote| {
                (quoted..range.end).filter(|&i| sheet.quote(i) == Some(quote)).count() > 5
            }) {
                range.end = quoted;
            }
        }
        if self.cue > at && self.cue < range.end {
            range.end = self.cue;
        }
        self.add(range.clone(), way, "whole", at);
        let first = |deps: &[&str]| {
            head.children()
                .filter(|child| child.index() > at && deps.contains(&child.dep()))
                .map(|child| child.subtree().start)
                .min()
        };
        if let Some(clause) = first(&["relcl", "acl", "advcl", "ccomp", "parataxis"]) {
            self.add(range.start..clause, way, "no clause", at);
        }
        if let Some(apposed) = first(&["appos"]) {
            self.add(range.start..apposed, way, "no apposition", at);
        }
        if let Some(comma) = (at + 1..range.end)
            .find(|&i| matches!(sheet.token(i).text(), "," | "(" | "—" | "–" | "--" | "-" | ":"))
        {
            self.add(range.start..comma, way, "to comma", at);
        }
        if let Some(conj) = first(&["cc"]) {
            self.add(range.start..conj, way, "no conjunct", at);
        }
        if let Some(prep) = first(&["prep"]) {
            self.add(range.start..prep, way, "no prep", at);
        }
        self.add(range.start..at + 1, way, "to head", at);
    }

    /// The name after a dash that signs a quotation.
    fn signed(&mut self) {
        if is_signature(self.sheet, self.cue) {
            let end = self.sheet.paragraph(self.cue).end;
            self.bounds.end = end;
            self.add(self.cue + 1..end, "signed", "whole", self.cue + 1);
        }
    }

    fn below(&mut self, cue: Token<'p, 't>) {
        for child in cue.children() {
            match child.dep() {
                "nsubj" | "nsubjpass" | "poss" | "dobj" | "attr" | "oprd" | "npadvmod"
                | "appos" | "dative" | "dep" | "amod" | "compound" | "pobj" | "nmod" | "advmod"
                | "csubj" | "conj" => {
                    let side = if child.index() < cue.index() { "<" } else { ">" };
                    self.phrase(child, &format!("{}{side}", child.dep()));
                }
                "agent" | "prep" => {
                    if let Some(object) = child.child(&["pobj", "pcomp"]) {
                        self.phrase(object, &format!("{}>", child.lemma()));
                    }
                }
                _ => {}
            }
            if matches!(child.dep(), "dobj" | "attr" | "nsubjpass" | "nsubj" | "pobj" | "acomp") {
                for below in child.children() {
                    match below.dep() {
                        "poss" | "compound" | "amod" => {
                            self.phrase(below, &format!("{}>{}", child.dep(), below.dep()));
                        }
                        "prep" => {
                            if let Some(object) = below.child(&["pobj"]) {
                                let way = format!("{}>{}", child.dep(), below.lemma());
                                self.phrase(object, &way);
                            }
                        }
                        "acl" => {
                            if let Some(by) = below.child(&["agent"])
                                && let Some(object) = by.child(&["pobj"])
                            {
                                self.phrase(object, &format!("{}>acl>by", child.dep()));
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn up(&mut self, cue: Token<'p, 't>) {
        let mut below = cue;
        let mut way = String::new();
        for _ in 0..5 {
            if below.is_root() {
                return;
            }
            let head = below.head();
            way.push('^');
            way.push_str(below.dep());
            if matches!(head.pos(), "NOUN" | "PROPN" | "PRON" | "NUM" | "DET" | "ADJ") {
                self.phrase(head, &format!("{way}!"));
            }
            for child in head.children().filter(|child| child.index() != below.index()) {
                match child.dep() {
                    "nsubj" | "nsubjpass" | "poss" | "csubj" => {
                        self.phrase(child, &format!("{way}>{}", child.dep()));
                    }
                    "agent" => {
                        if let Some(object) = child.child(&["pobj"]) {
                            self.phrase(object, &format!("{way}>by"));
                        }
                    }
                    "prep" if matches!(child.lemma(), "of" | "by" | "from" | "among") => {
                        if let Some(object) = child.child(&["pobj"]) {
                            self.phrase(object, &format!("{way}>{}", child.lemma()));
                        }
                    }
                    "dobj" => {
                        if matches!(below.dep(), "xcomp" | "advcl" | "ccomp" | "prep") {
                            self.phrase(child, &format!("{way}>dobj"));
                        }
                    }
                    _ => {}
                }
            }
            below = head;
        }
    }

    /// Phrases that stand just before or after the cue, whatever the tree says.
    fn beside(&mut self) {
        let sheet = self.sheet;
        let unit = self.bounds.clone();
        let passes = |at: usize| {
            matches!(sheet.token(at).pos(), "AUX" | "ADV" | "PART")
                || sheet.token(at).dep() == "aux"
        };
        let mut left = self.cue;
        while left > unit.start && passes(left - 1) {
            left -= 1;
        }
        if left > unit.start && sheet.is_word(left - 1) && !sheet.quoted(left - 1) {
            let mut top = sheet.token(left - 1);
            while !top.is_root()
                && top.head().index() < self.cue
                && top.head().subtree().end <= self.cue
                && matches!(top.head().pos(), "NOUN" | "PROPN" | "PRON" | "NUM" | "ADP")
                && top.head().index() >= unit.start
            {
                top = top.head();
            }
            self.phrase(top, "left");
        }
        let right = self.cue + 1;
        if right < unit.end && sheet.is_word(right) && !sheet.quoted(right) {
            let mut top = sheet.token(right);
            while !top.is_root() && top.head().index() > self.cue && top.head().index() < unit.end {
                if !matches!(top.head().pos(), "NOUN" | "PROPN" | "PRON" | "NUM") {
                    break;
                }
                top = top.head();
            }
            let end = top.subtree().end.min(unit.end);
            if top.index() >= right {
                self.add(right..end, "right", "whole", top.index());
                self.phrase(top, "right");
            }
        }
        if sheet.token(self.cue).pos() == "PUNCT" && self.cue > unit.start {
            let at = sheet.token(unit.start);
            let mut head = at;
            while !head.is_root() && head.head().index() < self.cue {
                head = head.head();
            }
            let head = head.index().clamp(unit.start, self.cue - 1);
            self.add(unit.start..self.cue, "all before", "whole", head);
        }
    }
}

/// What speaks for a candidate and against it.
pub fn features(
    sheet: &Sheet,
    cue: usize,
    content: &Pieces,
    source: &Source,
    content_way: &str,
    out: &mut Features,
) {
    let token = sheet.token(cue);
    let (lemma, pos, class) = (token.lemma(), token.pos(), sheet.class(cue));
    let Source { pieces, way, extent, head } = source;
    let passive = token.children().any(|child| child.dep() == "auxpass");
    let voice = if passive { "passive" } else { "active" };
    out.add(&["way", way]);
    out.add(&["way", way, pos]);
    out.add(&["way", way, voice]);
    out.add(&["way lemma", way, lemma]);
    out.add(&["way class", way, class, voice]);
    out.add(&["way tag", way, token.tag()]);
    out.add(&["way dep", way, token.dep()]);
    out.add(&["way content", way, content_way]);
    out.add(&["way content", way, content_way, voice]);
    let Some(head) = *head else {
        out.add(&["none", lemma, token.tag()]);
        out.add(&["none", lemma, content_way]);
        let subject = super::cues::subject(token);
        let who = subject.map_or("nobody", |(subject, _)| speaker(sheet, subject));
        out.add(&["none", who, voice]);
        out.add(&["none", who, pos]);
        out.add(&["none", who, class]);
        return;
    };
    let head = sheet.token(head);
    let who = speaker(sheet, head);
    out.add(&["who", who]);
    out.add(&["who", who, way]);
    out.add(&["who", who, pos]);
    out.add(&["who class", who, class]);
    out.add(&["word", head.lemma()]);
    out.add(&["word class", sheet.class(head.index()), class]);
    out.add(&["extent", extent]);
    out.add(&["extent", extent, way]);
    out.add(&["extent", extent, who]);
    let side = if pieces.end() <= cue { "before" } else { "after" };
    let distance = if side == "before" {
        sheet.words(&(pieces.end()..cue))
    } else {
        sheet.words(&(cue + 1..pieces.start().max(cue + 1)))
    };
    let distance = match distance {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=5 => "3",
        6..=12 => "6",
        _ => "13",
    };
    out.add(&["distance", side, distance]);
    out.add(&["distance", side, distance, way]);
    out.add(&["distance", side, distance, pos]);
    let place = if content.has(pieces.start().saturating_sub(1)) && content.has(pieces.end()) {
        "inside"
    } else if pieces.end() <= content.start() {
        "before"
    } else if pieces.start() >= content.end() {
        "after"
    } else {
        "between"
    };
    out.add(&["content", place, side]);
    out.add(&["content", place, way]);
    let words = pieces.words(sheet);
    let length = match words {
        0..=1 => "1",
        2..=3 => "2",
        4..=7 => "4",
        8..=15 => "8",
        _ => "16",
    };
    out.add(&["length", length]);
    out.add(&["length", length, extent]);
    let next = pieces.end();
    let next = if next < sheet.parsed.len() { sheet.token(next).text() } else { "END" };
    out.add(&["next", &next.to_lowercase()]);
    out.add(&["next", &next.to_lowercase(), extent]);
    let first = pieces.start().checked_sub(1).map_or("START", |at| sheet.token(at).text());
    out.add(&["before", &first.to_lowercase()]);
    // What of the phrase was left off.
    let full = head.subtree();
    if pieces.end() < full.end {
        let off = sheet.token(pieces.end()).text();
        let after = (pieces.end() + 1).min(full.end - 1);
        out.add(&["left off", &off.to_lowercase(), sheet.token(after).pos()]);
    }
    if sheet.quoted(head.index()) {
        out.add(&["quoted"]);
    }
}
