//! Which words may say that something was said, and what speaks for it.

use super::sheet::Sheet;
use crate::weights::Features;
use chancery_syntax::Token;

/// Prepositions that lead to a source: "in a poll", "for many voters".
const SOURCE_PREPOSITIONS: [&str; 6] = ["in", "per", "for", "to", "under", "by"];

/// Whether a token may be a cue at all; the weights decide among those that may.
pub fn may_be_cue(sheet: &Sheet, index: usize) -> bool {
    let token = sheet.token(index);
    if is_dash(token.text()) {
        let paragraph = sheet.paragraph(index);
        let quoted = |at: usize| paragraph.contains(&at) && sheet.quoted(at);
        return index == paragraph.start || quoted(index - 1) || quoted(index + 1);
    }
    match token.pos() {
        "VERB" => !matches!(token.dep(), "aux" | "auxpass"),
        "AUX" => !matches!(token.dep(), "aux" | "auxpass"),
        "NOUN" | "PROPN" | "ADJ" | "ADV" => sheet.entry(index).is_some(),
        "ADP" | "SCONJ" => {
            sheet.class(index) == "according"
                || (SOURCE_PREPOSITIONS.contains(&token.lemma())
                    && token.child(&["pobj"]).is_some_and(|object| {
                        !sheet.class(object.index()).is_empty() || object.pos() == "PROPN"
                    }))
        }
        "PUNCT" => token.text() == ":",
        _ => false,
    }
}

/// Whether a mark is a dash between words.
pub fn is_dash(mark: &str) -> bool {
    matches!(mark, "—" | "–" | "--" | "―" | "-")
}

/// Whether a dash leads from a quotation to the name that signs it, at the end of a paragraph.
pub fn is_signature(sheet: &Sheet, dash: usize) -> bool {
    let paragraph = sheet.paragraph(dash);
    let name = dash + 1..paragraph.end;
    let capital = |at: usize| {
        let token = sheet.token(at);
        token.text().starts_with(char::is_uppercase) || token.lemma().len() < 4
    };
    let before = if dash > paragraph.start {
        Some(dash - 1)
    } else {
        sheet.paragraph_before(dash).filter(|before| !before.is_empty()).map(|p| p.end - 1)
    };
    is_dash(sheet.token(dash).text())
        && (1..=8).contains(&sheet.words(&name))
        && before.is_some_and(|at| sheet.quoted(at))
        && sheet.token(name.start).text().starts_with(char::is_uppercase)
        && name.filter(|&at| sheet.is_word(at)).take(4).all(capital)
}

/// Whether a colon at the beginning of a paragraph follows nothing but a name, as in the record
/// of a conversation; how the name is written.
pub fn speaker_label(sheet: &Sheet, colon: usize) -> Option<&'static str> {
    let name = sheet.paragraph(colon).start..colon;
    let fits = |at: usize| matches!(sheet.token(at).pos(), "PROPN" | "NOUN" | "PUNCT" | "X");
    if name.is_empty() || name.len() > 5 || !name.clone().all(fits) {
        return None;
    }
    let capitals = |at: usize| !sheet.token(at).text().contains(char::is_lowercase);
    Some(if name.clone().all(capitals) { "capitals" } else { "name" })
}

/// The subject of a verb, its own or one that it shares, with the way there.
pub fn subject<'p, 't>(token: Token<'p, 't>) -> Option<(Token<'p, 't>, &'static str)> {
    let own = |verb: Token<'p, 't>| verb.child(&["nsubj", "nsubjpass", "csubj"]);
    if let Some(subject) = own(token) {
        return Some((subject, "own"));
    }
    let mut verb = token;
    for _ in 0..5 {
        let head = verb.head();
        let way = match verb.dep() {
            "conj" => "conj",
            "xcomp" | "pcomp" | "prep" | "pobj" | "dobj" | "attr" | "acomp" | "oprd" => "under",
            "advcl" | "parataxis" | "dep" => "advcl",
            "acl" | "relcl" | "amod" => return Some((head, "modified")),
            "ccomp" => "ccomp",
            _ => return None,
        };
        if let Some(subject) = own(head) {
            return Some((subject, way));
        }
        verb = head;
    }
    None
}

/// What kind of speaker a word names.
pub fn speaker(sheet: &Sheet, token: Token) -> &'static str {
    let entity = sheet.entity(token.index());
    match (token.pos(), entity) {
        (_, "PERSON") => "person",
        (_, "ORG") => "organisation",
        (_, "GPE") => "state",
        (_, "NORP") => "group",
        ("PROPN", _) => "name",
        ("PRON" | "DET", _) => match token.tag() {
            "WP" | "WDT" | "WP$" => {
                if token.lemma().eq_ignore_ascii_case("who") {
                    "who"
                } else {
                    "which"
                }
            }
            "PRP" | "PRP$" => match token.text().to_ascii_lowercase().as_str() {
                "he" | "she" | "his" | "her" => "he",
                "they" | "their" => "they",
                "it" | "its" => "it",
                "i" | "we" | "my" | "our" => "we",
                "you" | "your" => "you",
                _ => "pronoun",
            },
            _ => "this",
        },
        ("NUM", _) => "number",
        ("NOUN", _) => {
            if token.tag() == "NNS" {
                "nouns"
            } else {
                "noun"
            }
        }
        _ => "other",
    }
}

/// The labels of what hangs on a token and matters for what it takes, joined.
pub fn frame(token: Token) -> String {
    let mut frame = String::new();
    for child in token.children() {
        let after = child.index() > token.index();
        let label = match child.dep() {
            "ccomp" if !after => "ccomp<",
            "dobj" | "ccomp" | "xcomp" | "attr" | "acomp" | "oprd" | "prt" | "agent" | "dative"
            | "acl" | "nsubjpass" | "expl" | "relcl" | "poss" | "neg" => child.dep(),
            "advcl" if after => "advcl",
            "prep" if after => child.lemma(),
            _ => continue,
        };
        if !frame.contains(label) {
            frame.push('+');
            frame.push_str(label);
        }
    }
    frame
}

/// The word in lower case, for the few that begin a sentence or shout.
fn lower(token: Token) -> String {
    token.text().to_lowercase()
}

/// What speaks for a token as a cue, and against it.
pub fn features(sheet: &Sheet, index: usize, out: &mut Features) {
    let parsed = sheet.parsed;
    let token = sheet.token(index);
    let (lemma, pos, dep, tag) = (token.lemma(), token.pos(), token.dep(), token.tag());
    let pos = if is_dash(token.text()) { "PUNCT" } else { pos };
    let (entry, class) = (sheet.entry(index), sheet.class(index));
    let frame = frame(token);
    let digit = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let tenths = entry.map_or("-", |entry| digit[usize::from(entry.tenths.min(9))]);
    out.add(&["cue"]);
    out.add(&["lemma", lemma, pos]);
    out.add(&["tag", tag]);
    out.add(&["lemma tag", lemma, tag]);
    out.add(&["dep", dep, pos]);
    out.add(&["lemma dep", lemma, dep]);
    out.add(&["tag dep", tag, dep]);
    out.add(&["weight", tenths, pos]);
    out.add(&["frame", &frame, pos]);
    out.add(&["lemma frame", lemma, &frame]);
    out.add(&["weight frame", tenths, &frame]);
    out.add(&["lemma dep frame", lemma, dep, &frame]);
    for class in class.split(',').filter(|class| !class.is_empty()) {
        out.add(&["class", class, pos]);
        out.add(&["class frame", class, &frame]);
        out.add(&["class dep", class, dep]);
        out.add(&["class tag", class, tag]);
    }
    if pos != "PUNCT" {
        let ending: Vec<char> = lemma.chars().rev().take(3).collect();
        out.add(&["ending", &ending.into_iter().rev().collect::<String>(), pos]);
    }
    // What stands beside it.
    let unit = sheet.unit(index);
    let beside = |at: Option<usize>| at.filter(|at| unit.contains(at)).map(|at| parsed.token(at));
    let next = beside(Some(index + 1));
    let before = beside(index.checked_sub(1));
    let next_text = next.map_or_else(|| "END".into(), lower);
    let before_text = before.map_or_else(|| "START".into(), lower);
    out.add(&["next", &next_text, pos]);
    out.add(&["before", &before_text, pos]);
    out.add(&["next pos", next.map_or("END", |t| t.tag()), pos]);
    out.add(&["before pos", before.map_or("START", |t| t.tag()), pos]);
    out.add(&["lemma next", lemma, &next_text]);
    out.add(&["lemma before", lemma, &before_text]);
    if let Some(second) = beside(Some(index + 2)) {
        out.add(&["second", &lower(second), pos]);
        out.add(&["second pos", second.tag(), pos]);
    }
    // Quotations.
    let quoted_unit = unit.clone().filter(|&at| sheet.quoted(at)).count();
    let share = match quoted_unit * 4 / unit.len().max(1) {
        _ if quoted_unit == 0 => "none",
        0 => "few",
        1..=2 => "half",
        _ => "most",
    };
    out.add(&["quoted", share, pos]);
    out.add(&["weight quoted", tenths, share]);
    out.add(&["class quoted", class, share]);
    out.add(&["lemma quoted", lemma, share]);
    let quote_near = |mut at: usize, step: isize| {
        for _ in 0..4 {
            let Some(to) = at.checked_add_signed(step).filter(|to| *to < parsed.len()) else {
                return "far";
            };
            at = to;
            if sheet.quoted(at) {
                return "near";
            }
        }
        "far"
    };
    out.add(&["quote after", quote_near(index, 1), pos]);
    out.add(&["quote before", quote_near(index, -1), pos]);
    if sheet.quoted(index) {
        out.add(&["in quotation", pos]);
        out.add(&["in quotation, class", class]);
        out.add(&["in quotation, all", if sheet.all_quoted(&unit) { "yes" } else { "no" }]);
    }
    // Who would speak.
    let subject = subject(token);
    let (who, way) = match subject {
        Some((subject, way)) => (speaker(sheet, subject), way),
        None => ("nobody", "-"),
    };
    out.add(&["subject", who, way]);
    out.add(&["subject", who, tag]);
    out.add(&["weight subject", tenths, who]);
    out.add(&["class subject", class, who]);
    out.add(&["lemma subject", lemma, who]);
    out.add(&["frame subject", &frame, who]);
    if let Some((subject, _)) = subject {
        out.add(&["subject word", subject.lemma()]);
        out.add(&["subject class", sheet.class(subject.index()), class]);
        out.add(&["subject class", sheet.class(subject.index()), tag]);
    }
    if let Some((subject, _)) = subject {
        let speaks = sheet.speaks(subject.lemma());
        out.add(&["subject speaks", speaks, pos]);
        out.add(&["subject speaks", speaks, who, tenths]);
        out.add(&["subject speaks", speaks, class]);
    }
    let mut path = String::from(dep);
    for above in token.ancestors().take(3) {
        path.push('>');
        path.push_str(above.dep());
    }
    out.add(&["path", &path, pos]);
    out.add(&["path", &path, tenths]);
    // How the verb stands.
    for child in token.children() {
        match child.dep() {
            "aux" | "auxpass" | "neg" | "prt" => {
                out.add(&[child.dep(), child.lemma(), pos]);
                out.add(&["lemma with", lemma, child.lemma()]);
                out.add(&["class with", class, child.lemma()]);
            }
            "mark" | "advmod" => out.add(&[child.dep(), &lower(child), pos]),
            "dobj" | "attr" | "acomp" | "oprd" | "pobj" => {
                let about = sheet.class(child.index());
                out.add(&["object class", about, child.dep(), pos]);
                out.add(&["lemma object class", lemma, about]);
                out.add(&["object word", child.lemma(), child.dep()]);
                out.add(&["lemma object", lemma, child.lemma()]);
                out.add(&["class object speaker", class, speaker(sheet, child)]);
            }
            "ccomp" | "xcomp" | "acl" | "advcl" => {
                let marks = child.children().filter(|mark| mark.index() < child.index());
                let mut mark = "-";
                for word in marks {
                    if matches!(word.dep(), "mark") || word.tag().starts_with('W') {
                        mark = word.lemma();
                        break;
                    }
                    if word.tag() == "TO" {
                        mark = "to";
                        break;
                    }
                }
                out.add(&["clause", child.dep(), mark, pos]);
                out.add(&["lemma clause", lemma, child.dep(), mark]);
                out.add(&["class clause", class, child.dep(), mark]);
                out.add(&["clause tag", child.dep(), child.tag(), pos]);
            }
            "prep" => {
                out.add(&["prep", child.lemma(), pos]);
                out.add(&["lemma prep", lemma, child.lemma()]);
                out.add(&["class prep", class, child.lemma()]);
                if let Some(object) = child.child(&["pobj", "pcomp"]) {
                    out.add(&["prep object", child.lemma(), speaker(sheet, object), pos]);
                    out.add(&["prep object class", child.lemma(), sheet.class(object.index())]);
                    if pos == "ADP" || pos == "AUX" {
                        out.add(&["lemma prep object", lemma, object.lemma()]);
                    }
                }
            }
            _ => {}
        }
    }
    // What it hangs on.
    let head = token.head();
    if !token.is_root() {
        out.add(&["head", head.lemma(), dep]);
        out.add(&["head pos", head.pos(), dep, pos]);
        out.add(&["head class", sheet.class(head.index()), dep, pos]);
        out.add(&["head class", sheet.class(head.index()), class, dep]);
        out.add(&["lemma head", lemma, head.lemma()]);
    } else {
        out.add(&["head pos", "ROOT", pos]);
    }
    let reporting = token.ancestors().take(6).find(|above| {
        above.pos() == "VERB" && sheet.entry(above.index()).is_some_and(|entry| entry.tenths >= 7)
    });
    if let Some(above) = reporting {
        let inside = above.index() < index;
        out.add(&["reported", if inside { "after" } else { "before" }, pos]);
        out.add(&["reported by", above.lemma(), if inside { "after" } else { "before" }]);
    } else {
        out.add(&["not reported", pos]);
    }
    // Where in the report.
    if sheet.in_first_paragraph(index) {
        out.add(&["headline", pos]);
        out.add(&["headline", tag, class]);
        out.add(&["headline", lemma]);
    }
    let at = match index - unit.start {
        0 => "0",
        1 => "1",
        2..=3 => "2",
        4..=7 => "4",
        _ => "8",
    };
    let left = match unit.end - index {
        0..=1 => "0",
        2..=3 => "2",
        4..=7 => "4",
        _ => "8",
    };
    out.add(&["place", at, pos]);
    out.add(&["place left", left, pos]);
    if pos == "PUNCT" {
        out.add(&["mark", token.text(), at, left]);
        let before = index.checked_sub(1).map(|at| parsed.token(at));
        let who = before.map_or("-", |before| speaker(sheet, before));
        out.add(&["mark after", token.text(), who]);
        let headline = if sheet.in_first_paragraph(index) { "headline" } else { "body" };
        out.add(&["mark after", token.text(), who, headline, at]);
        let verb = unit.start..index;
        let verb = verb.clone().any(|at| parsed.token(at).pos() == "VERB");
        out.add(&["mark", token.text(), if verb { "verb before" } else { "no verb" }, headline]);
        let before = before.map_or("", |before| sheet.class(before.index()));
        out.add(&["mark after class", before, headline]);
        let quote = next.is_some_and(|next| sheet.quoted(next.index()));
        out.add(&["mark", token.text(), if quote { "quotation" } else { "plain" }, headline]);
        if is_signature(sheet, index) {
            out.add(&["signature"]);
        }
        if let Some(label) = speaker_label(sheet, index) {
            out.add(&["speaker label", label, headline]);
        }
    }
}
