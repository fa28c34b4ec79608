//! What may be the content of a statement with a given cue, and what speaks for each.

use super::cues::{frame, is_dash, is_signature, speaker};
use super::pieces::Pieces;
use super::sheet::Sheet;
use crate::page::is_verbal;
use crate::weights::Features;
use chancery_syntax::Token;
use std::ops::Range;

/// Words that may be what was said.
#[derive(Clone, Debug)]
pub struct Content {
    /// The words.
    pub pieces: Pieces,
    /// How the cue leads to them: labels of the tree (`dobj>acl`), or a place (`after`).
    pub way: String,
    /// Where they were cut short: before which word.
    pub cut: String,
    /// How the quotations beside were taken in.
    pub reach: &'static str,
    /// The token at their head; the cue where there is none.
    pub head: usize,
}

/// At most so many are weighed for a cue.
const MOST: usize = 120;

/// Labels of what belongs to a verb group or is no content.
const NO_CONTENT: [&str; 10] =
    ["aux", "auxpass", "neg", "punct", "prt", "cc", "det", "expl", "mark", "intj"];

struct Finder<'s, 'p, 't> {
    sheet: &'s Sheet<'p, 't>,
    cue: usize,
    unit: Range<usize>,
    /// The cue's own words and its subject's, which are no content.
    own: Vec<Range<usize>>,
    found: Vec<Content>,
}

/// The candidates for a cue.
pub fn candidates(sheet: &Sheet, cue: usize) -> Vec<Content> {
    let token = sheet.token(cue);
    let unit = sheet.unit(cue);
    let mut finder = Finder { sheet, cue, unit, own: own_words(sheet, token), found: Vec::new() };
    finder.paragraphs();
    finder.below(token);
    finder.together(token);
    finder.around(token);
    finder.above(token);
    finder.quoted();
    finder.with_quotations();
    finder.found
}

/// A cue's own words and its subject's.
fn own_words(sheet: &Sheet, cue: Token) -> Vec<Range<usize>> {
    let mut own: Vec<Range<usize>> = std::iter::once(cue.index()..cue.index() + 1).collect();
    for child in cue.children() {
        match child.dep() {
            "aux" | "auxpass" | "neg" | "prt" | "expl" => own.push(child.subtree()),
            "nsubj" | "nsubjpass" | "agent" | "poss" => {
                let mut range = child.subtree();
                // A subject that reaches over a quotation was parsed into it.
                if let Some(at) = range.clone().find(|&at| sheet.quoted(at)) {
                    if at <= child.index() {
                        range = child.index()..child.index() + 1;
                    } else {
                        range.end = at;
                    }
                }
                own.push(range);
            }
            _ => {}
        }
    }
    own
}

impl Finder<'_, '_, '_> {
    fn add(&mut self, pieces: Pieces, way: String, cut: String, head: usize) {
        let pieces = pieces.trimmed(self.sheet);
        let known = self.found.iter().any(|other| other.pieces == pieces);
        if !pieces.is_empty() && !known && self.found.len() < MOST {
            self.found.push(Content { pieces, way, cut, reach: "alone", head });
        }
    }

    /// The words of a range without the cue's own.
    fn free(&self, range: Range<usize>) -> Pieces {
        Pieces::from(range).within(&self.unit).without(&self.own)
    }

    /// A phrase, and the same cut short at its commas.
    fn phrase(&mut self, head: Token, way: String) {
        let range = head.subtree();
        self.stretch(range, way, head.index());
    }

    fn stretch(&mut self, range: Range<usize>, way: String, head: usize) {
        let sheet = self.sheet;
        let end = range.end.min(self.unit.end);
        self.add(self.free(range.clone()), way.clone(), String::new(), head);
        let mut cuts = 0;
        for at in range.start.max(head + 1)..end {
            let token = sheet.token(at);
            let text = token.text();
            let cuts_here = match text {
                "," | ";" | "—" | "–" | "--" | "-" | ":" => true,
                "and" | "but" | "while" | "after" | "before" | "when" | "as" | "because"
                | "since" | "during" | "although" | "though" => token.head().index() <= at,
                _ => false,
            };
            if !cuts_here || at <= range.start || sheet.quoted(at) {
                continue;
            }
            let after = if at + 1 < end && text == "," {
                format!(", {}", cut_word(sheet.token(at + 1)))
            } else {
                text.into()
            };
            self.add(self.free(range.start..at), way.clone(), after, head);
            cuts += 1;
            if cuts == 5 {
                break;
            }
        }
    }

    /// What hangs on the cue, and what hangs on that.
    fn below(&mut self, cue: Token) {
        for child in cue.children().filter(|child| !NO_CONTENT.contains(&child.dep())) {
            let side = if child.index() < cue.index() { "<" } else { "" };
            let way = match child.dep() {
                "prep" => format!("{}{side}", child.lemma()),
                dep => format!("{dep}{side}"),
            };
            if !matches!(child.dep(), "nsubj" | "poss") || cue.pos() == "AUX" {
                let subject = matches!(child.dep(), "nsubj" | "nsubjpass");
                if subject {
                    let whole = Pieces::from(child.subtree()).within(&self.unit);
                    self.add(whole, way.clone(), String::new(), child.index());
                } else {
                    self.phrase(child, way.clone());
                }
            }
            self.deeper(child, &way, 0);
        }
    }

    fn deeper(&mut self, token: Token, way: &str, depth: usize) {
        if depth == 3 || matches!(token.dep(), "ccomp" | "advcl" | "relcl") {
            return;
        }
        for child in token.children() {
            let side = if child.index() < token.index() { "<" } else { "" };
            let label = match child.dep() {
                "pobj" | "pcomp" | "acl" | "ccomp" | "xcomp" | "oprd" | "attr" | "acomp"
                | "relcl" | "advcl" => child.dep(),
                "dobj" if matches!(token.dep(), "xcomp" | "conj" | "pcomp" | "acl" | "advcl") => {
                    "dobj"
                }
                "conj" if token.dep() != "conj" && child.pos() == "VERB" => "conj",
                "prep" => child.lemma(),
                "amod" | "compound" | "poss" if token.dep() == "dobj" => continue,
                _ => continue,
            };
            let way = format!("{way}>{label}{side}");
            self.phrase(child, way.clone());
            self.deeper(child, &way, depth + 1);
        }
    }

    /// Several neighbours that hang on the cue, as one.
    fn together(&mut self, cue: Token) {
        let parts: Vec<Token> = cue
            .children()
            .filter(|child| child.index() > cue.index() && child.index() < self.unit.end)
            .filter(|child| !NO_CONTENT.contains(&child.dep()))
            .take(6)
            .collect();
        let label = |token: Token| match token.dep() {
            "prep" => token.lemma().to_string(),
            dep => dep.to_string(),
        };
        for (i, first) in parts.iter().enumerate() {
            for last in &parts[i + 1..] {
                let way = format!("{}..{}", label(*first), label(*last));
                let range = first.subtree().start..last.subtree().end;
                self.stretch(range, way, first.index());
            }
        }
        // "Many voters are expected to stay": the subject is part of what was said.
        let subject = cue.child(&["nsubjpass", "nsubj"]);
        if let Some(subject) = subject {
            for first in &parts {
                let rest = Pieces::from(first.subtree()).within(&self.unit);
                let both = Pieces::from(subject.subtree()).within(&self.unit).and(&rest);
                let way = format!("{}+{}", subject.dep(), label(*first));
                self.add(both, way, String::new(), first.index());
            }
            if let Some(first) = parts.first() {
                let end = cue.subtree().end.min(self.unit.end);
                let rest = Pieces::from(first.subtree().start..end);
                let both = Pieces::from(subject.subtree()).within(&self.unit).and(&rest);
                self.add(both, format!("{}+all", subject.dep()), String::new(), first.index());
            }
        }
    }

    /// What stands before and after the cue in its sentence.
    fn around(&mut self, cue: Token) {
        let unit = self.unit.clone();
        let head = self.cue;
        let group_end = self
            .own
            .iter()
            .filter(|own| own.start <= head + 3 && own.end > head)
            .map(|own| own.end)
            .max()
            .unwrap_or(head + 1);
        self.stretch(head + 1..unit.end, "after".into(), head);
        self.stretch(group_end..unit.end, "after own".into(), head);
        let start = self.own.iter().filter(|own| own.start < head).map(|own| own.start).min();
        let start = start.unwrap_or(head).min(head);
        self.add(
            Pieces::from(unit.start..start.max(unit.start)),
            "before".into(),
            String::new(),
            head,
        );
        if let Some(comma) = (unit.start..start).find(|&at| self.sheet.token(at).text() == ",") {
            self.add(Pieces::from(comma + 1..start), "before".into(), "from ,".into(), head);
        }
        let own_subtree = cue.subtree();
        self.add(self.free(unit.clone()), "all".into(), String::new(), head);
        let rest = Pieces::from(unit.clone()).without(std::slice::from_ref(&own_subtree));
        self.add(rest, "all but".into(), String::new(), head);
        self.add(
            Pieces::from(unit.start..own_subtree.start.max(unit.start)),
            "all before".into(),
            String::new(),
            head,
        );
        if own_subtree.end < unit.end {
            self.stretch(own_subtree.end..unit.end, "all after".into(), own_subtree.end);
        }
    }

    /// What the cue hangs on.
    fn above(&mut self, cue: Token) {
        let mut below = cue;
        let mut way = String::new();
        for _ in 0..3 {
            if below.is_root() {
                return;
            }
            let head = below.head();
            way.push('^');
            way.push_str(if below.dep() == "prep" { below.lemma() } else { below.dep() });
            let mut without = self.own.clone();
            without.push(below.subtree());
            let whole = Pieces::from(head.subtree()).within(&self.unit);
            self.add(whole.without(&without), way.clone(), String::new(), head.index());
            if matches!(cue.dep(), "parataxis" | "ccomp" | "advcl" | "dep") {
                self.add(
                    whole.without(&self.own),
                    format!("{way} whole"),
                    String::new(),
                    head.index(),
                );
            }
            if head.pos() == "NOUN" || head.pos() == "PROPN" {
                let range = head.subtree().start..head.index() + 1;
                let phrase = Pieces::from(range).within(&self.unit);
                self.add(phrase.without(&self.own), way.clone(), "noun".into(), head.index());
            }
            for child in head.children() {
                if matches!(child.dep(), "dobj" | "ccomp" | "pobj" | "acl")
                    && child.index() != below.index()
                {
                    let pieces = Pieces::from(child.subtree()).within(&self.unit);
                    let way = format!("{way}>{}", child.dep());
                    self.add(pieces.without(&without), way, String::new(), child.index());
                }
            }
            if matches!(below.dep(), "relcl" | "acl") {
                // "which he said": the pronoun stands for what was said.
                let pronoun = below.subtree().find(|&at| {
                    let token = self.sheet.token(at);
                    token.tag().starts_with('W') && at < self.cue
                });
                if let Some(at) = pronoun {
                    self.add(Pieces::from(at..at + 1), "pronoun".into(), String::new(), at);
                    if let Some(clause) = cue.child(&["ccomp", "xcomp"]) {
                        let clause = Pieces::from(clause.subtree()).within(&self.unit);
                        let both = clause.without(&self.own).and(&Pieces::from(at..at + 1));
                        self.add(both, "pronoun+clause".into(), String::new(), at);
                    }
                }
                return;
            }
            below = head;
        }
    }

    /// The quoted words of the sentence.
    fn quoted(&mut self) {
        let sheet = self.sheet;
        let quoted: Vec<Range<usize>> =
            self.unit.clone().filter(|&at| sheet.quoted(at)).map(|at| at..at + 1).collect();
        let all = Pieces::of(quoted);
        if all.ranges().len() > 1 {
            for range in all.ranges() {
                let way =
                    if range.end <= self.cue { "quotation before" } else { "quotation after" };
                self.add(Pieces::from(range.clone()), way.into(), String::new(), self.cue);
            }
        }
        self.add(all, "quotations".into(), String::new(), self.cue);
        // "…," he said, where the quotation ends the sentence before.
        let before = self.unit.start.checked_sub(1);
        if let Some(before) = before
            .filter(|&at| sheet.paragraph(at) == sheet.paragraph(self.cue) && sheet.quoted(at))
        {
            let pieces = Pieces::from(sheet.unit(before).start..self.unit.start);
            self.add(pieces, "sentence before".into(), String::new(), self.cue);
        }
    }

    /// Whole paragraphs: what follows "… continued:" at the end of one or a speaker's name at the
    /// beginning, and what stands before a name that signs it.
    fn paragraphs(&mut self) {
        let sheet = self.sheet;
        let paragraph = sheet.paragraph(self.cue);
        let mark = sheet.token(self.cue).text();
        if self.unit.end == paragraph.end && !paragraph.is_empty() {
            let last = sheet.token(paragraph.end - 1).text();
            let near = paragraph.end - self.cue < 8;
            if (last == ":" || near)
                && let Some(next) = sheet.next_paragraph(self.cue)
                && (last == ":" || sheet.all_quoted(&next))
            {
                self.add(Pieces::from(next), "next paragraph".into(), last.into(), self.cue);
            }
        }
        if mark == ":" && self.cue - paragraph.start < 8 {
            let first = self.cue + 1..paragraph.end;
            let mut said: Vec<Range<usize>> = std::iter::once(first).collect();
            self.add(Pieces::of(said.clone()), "paragraph".into(), String::new(), self.cue);
            let mut last = self.cue;
            while let Some(next) = sheet.next_paragraph(last).filter(|next| !next.is_empty()) {
                let names = next.clone().take(8).any(|at| sheet.token(at).text() == ":");
                if names || said.len() == 12 {
                    break;
                }
                last = next.start;
                said.push(next);
            }
            self.add(Pieces::of(said), "paragraphs".into(), String::new(), self.cue);
        }
        if is_dash(mark) {
            let signed = if is_signature(sheet, self.cue) { "signed" } else { "paragraph to here" };
            if self.cue == paragraph.start
                && let Some(before) = sheet.paragraph_before(self.cue)
            {
                self.add(Pieces::from(before), signed.into(), String::new(), self.cue);
            }
            let before = Pieces::from(paragraph.start..self.cue);
            self.add(before, signed.into(), String::new(), self.cue);
        }
    }

    /// The same with the quotations that they touch made whole, and with the sentences beside
    /// that are all quotation.
    fn with_quotations(&mut self) {
        let sheet = self.sheet;
        let paragraph = sheet.paragraph(self.cue);
        let touching: Vec<usize> = (0..self.found.len())
            .filter(|&i| self.found[i].pieces.tokens().any(|at| sheet.quoted(at)))
            .collect();
        // Quotations that stand right before and after the sentence.
        let part = |at: usize| sheet.quoted(at) || !sheet.is_word(at);
        let mut after = self.unit.end;
        while after < paragraph.end && part(after) {
            after += 1;
        }
        let mut before = self.unit.start;
        while before > paragraph.start && part(before - 1) {
            before -= 1;
        }
        let before = Pieces::from(before..self.unit.start).trimmed(sheet);
        let after = Pieces::from(self.unit.end..after).trimmed(sheet);
        if touching.is_empty() {
            return;
        }
        for i in touching {
            let Content { pieces, way, cut, head, .. } = self.found[i].clone();
            let mut whole = pieces.clone();
            for range in pieces.ranges() {
                for at in [range.start, range.end - 1] {
                    whole = whole.and(&self.quotation_at(at));
                }
            }
            let whole = whole.without(&self.own);
            let mut offer = |pieces: Pieces, reach: &'static str| {
                let pieces = pieces.trimmed(sheet);
                if !pieces.is_empty()
                    && self.found.len() < 2 * MOST
                    && !self.found.iter().any(|other| other.pieces == pieces)
                {
                    let (way, cut) = (way.clone(), cut.clone());
                    self.found.push(Content { pieces, way, cut, reach, head });
                }
            };
            offer(whole.clone(), "whole");
            if !after.is_empty() {
                offer(whole.and(&after), "after");
            }
            if !before.is_empty() {
                offer(whole.and(&before), "before");
                if !after.is_empty() {
                    offer(whole.and(&before).and(&after), "around");
                }
            }
        }
    }

    /// The tokens of the quotation that a token is in, in this paragraph and those it goes on in.
    fn quotation_at(&self, at: usize) -> Pieces {
        let Some(quote) = self.sheet.quote(at) else { return Pieces::default() };
        let same = |index: &usize| self.sheet.quote(*index) == Some(quote);
        let count = self.sheet.parsed.len();
        let mut ranges = Vec::new();
        let end = (at..count).find(|index| !same(index)).unwrap_or(count);
        let start = (0..at).rev().find(|index| !same(index)).map_or(0, |index| index + 1);
        ranges.push(start..end);
        // A quotation that goes on in the next paragraph.
        let mut last = end;
        while let Some(next) = (last > 0).then(|| self.sheet.next_paragraph(last - 1)).flatten() {
            if next.is_empty() || !same(&next.start) {
                break;
            }
            let end = next.clone().find(|index| !same(index)).unwrap_or(next.end);
            ranges.push(next.start..end);
            last = end;
        }
        Pieces::of(ranges)
    }
}

/// The word after a comma as far as it tells why the phrase may end there.
fn cut_word(token: Token) -> String {
    match token.pos() {
        "CCONJ" | "SCONJ" | "ADP" | "PRON" | "DET" => token.text().to_lowercase(),
        _ => token.tag().to_string(),
    }
}

/// What speaks for a candidate and against it.
pub fn features(sheet: &Sheet, cue: usize, content: &Content, frame: &str, out: &mut Features) {
    let token = sheet.token(cue);
    let (lemma, pos, class) = (token.lemma(), token.pos(), sheet.class(cue));
    let unit = sheet.unit(cue);
    let Content { pieces, way, cut, reach, head } = content;
    let cut_mark = if cut.is_empty() { "whole" } else { "cut" };
    let entry = sheet.entry(cue);
    let tenths = entry.map_or("-", |entry| match entry.tenths {
        0..=2 => "low",
        3..=6 => "middle",
        _ => "high",
    });
    out.add(&["way", way, cut_mark]);
    out.add(&["way", way, pos]);
    out.add(&["way", way, tenths, cut_mark]);
    out.add(&["way lemma", way, lemma, cut_mark]);
    out.add(&["way class", way, class, cut_mark]);
    out.add(&["way frame", way, frame, pos, cut_mark]);
    out.add(&["way lemma frame", way, lemma, frame]);
    out.add(&["way dep", way, token.dep(), pos]);
    out.add(&["way tag", way, token.tag()]);
    let form = form(sheet, content);
    let listed = entry.map_or("unknown", |entry| {
        if entry.frames.is_empty() {
            "unknown"
        } else if entry.frames.iter().any(|frame| frame == form) {
            "yes"
        } else {
            "no"
        }
    });
    out.add(&["form", form, cut_mark]);
    out.add(&["form", form, class, cut_mark]);
    out.add(&["form", form, lemma]);
    out.add(&["form", form, way]);
    out.add(&["takes", listed, cut_mark]);
    out.add(&["takes", listed, form, tenths]);
    // Where it is cut.
    if !cut.is_empty() {
        out.add(&["cut", cut]);
        out.add(&["cut", cut, way]);
        out.add(&["cut lemma", cut, lemma]);
    }
    let (first, last) = (pieces.start(), pieces.end().saturating_sub(1));
    let text = |at: usize| sheet.token(at).text().to_lowercase();
    let head = sheet.token(*head);
    out.add(&["head", head.tag(), way]);
    out.add(&["head tag", head.tag(), pos, class]);
    let opening = match sheet.token(first).pos() {
        "VERB" | "NOUN" | "PROPN" | "ADJ" | "NUM" | "ADV" => sheet.token(first).tag().to_string(),
        _ => text(first),
    };
    out.add(&["opens", &opening]);
    out.add(&["opens", &opening, way]);
    out.add(&["opens lemma", &opening, lemma]);
    out.add(&["opens class", &opening, class]);
    let before = first.checked_sub(1).filter(|at| unit.contains(at)).map_or("START".into(), text);
    out.add(&["before", if first == cue + 1 { "CUE" } else { &before }]);
    out.add(&["before", if first == cue + 1 { "CUE" } else { &before }, way]);
    let in_unit = pieces.within(&unit);
    let next = in_unit.end();
    let next_text = if next < unit.end { text(next) } else { "END".into() };
    let next_pos = if next < unit.end { sheet.token(next).pos() } else { "END" };
    out.add(&["next", &next_text]);
    out.add(&["next", &next_text, way]);
    out.add(&["next pos", next_pos, way]);
    if next_text == "," && next + 1 < unit.end {
        out.add(&["next comma", &cut_word(sheet.token(next + 1))]);
        out.add(&["next comma", &cut_word(sheet.token(next + 1)), lemma]);
    }
    // How what follows hangs on what was taken, and how the last clause taken does.
    let mark = |at: usize| at < unit.end && sheet.token(at).pos() == "PUNCT" && !sheet.quoted(at);
    let rest = next + usize::from(mark(next));
    if rest < unit.end && next > cue {
        let (hinge, on) = hinge(sheet, rest, unit.end, pieces, head.index(), cue);
        let after = if mark(next) { "mark" } else { "word" };
        let saying = saying(sheet, hinge.index());
        out.add(&["rest", hinge.dep(), on, after]);
        out.add(&["rest", hinge.dep(), on, after, hinge.tag(), saying]);
        out.add(&["rest way", hinge.dep(), on, way]);
        out.add(&["rest lemma", hinge.dep(), on, lemma]);
    }
    let from = first.max(head.index()) + 2;
    let tail = (from..next.saturating_sub(1)).rev().find(|&at| mark(at) && pieces.has(at));
    if let Some(tail) = tail.filter(|_| next > cue) {
        let (hinge, on) = hinge(sheet, tail + 1, next, pieces, head.index(), cue);
        let saying = saying(sheet, hinge.index());
        let commas = (from..next).filter(|&at| mark(at) && pieces.has(at)).count();
        let commas = ["0", "1", "2", "3"][commas.min(3)];
        out.add(&["tail", hinge.dep(), on]);
        out.add(&["tail", hinge.dep(), on, hinge.tag(), saying]);
        out.add(&["tail way", hinge.dep(), on, way]);
        out.add(&["tail word", &sheet.token(tail + 1).text().to_lowercase(), on, commas]);
        out.add(&["tail lemma", hinge.dep(), on, lemma]);
    } else if next > cue {
        out.add(&["no tail"]);
        out.add(&["no tail", way]);
    }
    if last > first {
        out.add(&["ends", sheet.token(last).pos()]);
    }
    // How long, how far.
    let words = pieces.words(sheet);
    let length = match words {
        0..=1 => "1",
        2..=3 => "2",
        4..=6 => "4",
        7..=12 => "7",
        13..=25 => "13",
        _ => "26",
    };
    out.add(&["length", length]);
    out.add(&["length way", length, way]);
    out.add(&["length lemma", length, lemma]);
    out.add(&["length pos", length, pos, tenths]);
    out.add(&["pieces", ["0", "1", "2", "3"][pieces.ranges().len().min(3)], way]);
    let gap = if last < cue {
        sheet.words(&(last + 1..cue))
    } else if first > cue {
        sheet.words(&(cue + 1..first))
    } else {
        0
    };
    let gap = ["0", "1", "2", "3", "4", "5"][gap.min(5)];
    let side = if last < cue {
        "before"
    } else if first > cue {
        "after"
    } else {
        "around"
    };
    out.add(&["gap", gap, side, pos]);
    out.add(&["gap lemma", gap, side, lemma]);
    out.add(&["side", side, pos]);
    out.add(&["side lemma", side, lemma]);
    // What is left of the sentence.
    let left = sheet.words(&unit) - in_unit.words(sheet);
    let left = ["0", "1", "2", "3", "4", "5", "6", "7", "8"][left.min(8)];
    out.add(&["left", left]);
    out.add(&["left", left, lemma]);
    out.add(&["left", left, way]);
    let after = sheet.words(&(next.max(cue + 1).min(unit.end)..unit.end));
    out.add(&["left after", ["0", "1", "2", "3", "4", "5"][after.min(5)], side]);
    // Quotation marks.
    let quoted = pieces.tokens().filter(|&at| sheet.quoted(at) && sheet.is_word(at)).count();
    let share = if quoted == 0 {
        "none"
    } else if quoted == words {
        "all"
    } else {
        "part"
    };
    let in_sentence = unit.clone().filter(|&at| sheet.quoted(at) && sheet.is_word(at)).count();
    let taken = in_unit.tokens().filter(|&at| sheet.quoted(at) && sheet.is_word(at)).count();
    let missed = match (in_sentence, in_sentence - taken) {
        (0, _) => "no quotation",
        (_, 0) => "all taken",
        (all, missed) if missed == all => "none taken",
        _ => "some taken",
    };
    out.add(&["quoted", share]);
    out.add(&["quoted", share, missed]);
    out.add(&["quoted", share, missed, side]);
    out.add(&["quoted", share, missed, way]);
    out.add(&["quoted lemma", share, missed, lemma]);
    out.add(&["quoted class", share, missed, class]);
    if missed == "some taken" {
        let first =
            unit.clone().find(|&at| sheet.quoted(at) && sheet.is_word(at) && !pieces.has(at));
        if let Some(first) = first {
            let small = sheet.token(first).text().starts_with(char::is_lowercase);
            let begins = if small { "small" } else { "capital" };
            let place = if first > cue { "after cue" } else { "before cue" };
            out.add(&["missed begins", begins, place, side]);
            out.add(&["missed begins", begins, place, reach, share]);
        }
    }
    out.add(&["reach", reach, share]);
    out.add(&["reach", reach, share, side]);
    out.add(&["reach", reach, share, lemma]);
    let splits = pieces.ranges().iter().any(|range| {
        let within = |at: usize| sheet.quote(at).is_some();
        let starts_inside = range.start > 0
            && within(range.start)
            && sheet.quote(range.start - 1) == sheet.quote(range.start);
        let ends_inside = range.end < sheet.parsed.len()
            && within(range.end - 1)
            && sheet.quote(range.end) == sheet.quote(range.end - 1);
        starts_inside || ends_inside
    });
    if splits {
        out.add(&["splits a quotation"]);
        out.add(&["splits a quotation", reach]);
    }
    let paragraph = sheet.paragraph(cue);
    let beside = |at: Option<usize>| {
        at.filter(|at| paragraph.contains(at)).is_some_and(|at| sheet.all_quoted(&sheet.unit(at)))
    };
    if *reach != "alone" {
        // A quotation that goes on to a cue of its own is that cue's.
        let ends = pieces.end();
        let then = if ends >= paragraph.end || !paragraph.contains(&ends) {
            "end"
        } else if sheet.unit(ends).start == ends || sheet.unit(ends).start == ends - 1 {
            "sentence"
        } else {
            "middle"
        };
        out.add(&["reach", reach, "then", then]);
        out.add(&["reach", reach, "then", then, side]);
        let starts = pieces.start();
        let first = if sheet.unit(starts).start == starts { "start" } else { "middle" };
        out.add(&["reach", reach, "from", first, side]);
    }
    if quoted > 0 {
        let more =
            beside(Some(pieces.end())) || beside(Some(unit.end).filter(|&e| pieces.end() <= e));
        out.add(&["quoted sentence follows", if more { "yes" } else { "no" }, reach]);
        let earlier = beside(unit.start.checked_sub(1));
        out.add(&["quoted sentence before", if earlier { "yes" } else { "no" }, reach, side]);
    }
    // Another's voice within.
    let other = in_unit.tokens().find(|&at| {
        at != cue
            && sheet.token(at).pos() == "VERB"
            && sheet.entry(at).is_some_and(|entry| entry.tenths >= 7)
            && !sheet.quoted(at)
    });
    if let Some(other) = other {
        let verb = sheet.token(other);
        out.add(&["another cue", verb.dep(), if other < cue { "before" } else { "after" }]);
        out.add(&["another cue", verb.tag(), way]);
    }
    if let Some(subject) = token.child(&["nsubj", "nsubjpass"]) {
        let has = pieces.has(subject.index());
        out.add(&["subject", if has { "inside" } else { "outside" }, lemma]);
        out.add(&["subject", if has { "inside" } else { "outside" }, speaker(sheet, subject), pos]);
    }
    if side == "after" && head.index() != cue {
        out.add(&["head word", head.lemma(), way]);
        out.add(&["head speaker", speaker(sheet, head), class, way]);
        out.add(&["head class", sheet.class(head.index()), way]);
    }
}

/// How likely a word is a cue: `says`, `may`, or `-`.
fn saying(sheet: &Sheet, index: usize) -> &'static str {
    match sheet.entry(index).map_or(0, |entry| entry.tenths) {
        7.. => "says",
        4..=6 => "may",
        _ => "-",
    }
}

/// The head of the clause or phrase that begins at a token and what it hangs on: the cue, the
/// content's head, another word of the content, or none of them.
fn hinge<'p, 't>(
    sheet: &Sheet<'p, 't>,
    at: usize,
    end: usize,
    content: &Pieces,
    head: usize,
    cue: usize,
) -> (Token<'p, 't>, &'static str) {
    let mut token = sheet.token(at);
    if token.pos() == "CCONJ" && at + 1 < end {
        token = sheet.token(at + 1);
    }
    while !token.is_root() && token.head().index() >= at {
        token = token.head();
    }
    let on = token.head().index();
    let on = match on {
        _ if token.is_root() => "root",
        on if on == cue => "cue",
        on if on == head => "head",
        on if content.has(on) => "inside",
        _ => "outside",
    };
    (token, on)
}

/// The form of a content: `quote`, `that`, `bare`, `wh`, `inf`, `ing`, `np`, or the preposition
/// before a noun phrase.
pub fn form<'t>(sheet: &Sheet<'_, 't>, content: &Content) -> &'t str {
    let head = sheet.token(content.head);
    if content.pieces.ranges().iter().all(|range| sheet.all_quoted(range)) {
        return "quote";
    }
    let first = sheet.token(content.pieces.start());
    if first.text().eq_ignore_ascii_case("that") && first.dep() == "mark" {
        return "that";
    }
    if first.tag().starts_with('W') || first.text().eq_ignore_ascii_case("whether") {
        return "wh";
    }
    if is_verbal(head) {
        let to = |child: Token| child.tag() == "TO" && child.index() < head.index();
        return match head.tag() {
            _ if head.children().any(to) => "inf",
            "VBG" if !head.children().any(|child| child.dep() == "aux") => "ing",
            _ => "bare",
        };
    }
    match head.head() {
        above if head.dep() == "pobj" && above.pos() == "ADP" => above.text(),
        _ => "np",
    }
}

/// The frame of a cue as [`features`] wants it.
pub fn frame_of(sheet: &Sheet, cue: usize) -> String {
    frame(sheet.token(cue))
}
