//! Who does what to whom around a verb, noun or adjective: its slots, whatever the voice.
//!
//! A slot is named for its part ("subject", "object", "clause") or by its preposition ("with").
//! What is filled are the heads of phrases; those joined to them by *and* hang below.

use crate::page::{is_infinitive, is_verbal, sentence};
use chancery_syntax::{Parsed, Token};

/// How far up a missing subject is looked for.
const REACH: usize = 6;

/// The slots of a word.
#[derive(Clone, Debug, Default)]
pub struct Frame<'p, 't> {
    /// Who does it.
    pub subject: Vec<Token<'p, 't>>,
    /// To whom or what it is done.
    pub object: Vec<Token<'p, 't>>,
    /// Who is given it.
    pub indirect: Vec<Token<'p, 't>>,
    /// What it is called or made: "called him a *friend*".
    pub complement: Vec<Token<'p, 't>>,
    /// Verbs that say what: "agreed to *lift*", "said that they *left*".
    pub clause: Vec<Token<'p, 't>>,
    /// Before a noun: "*Israel*'s", "*Israeli*".
    pub owner: Vec<Token<'p, 't>>,
    /// By prepositions.
    pub prepositions: Vec<(&'t str, Token<'p, 't>)>,
    /// Whether what it is done to stands first.
    pub passive: bool,
}

/// The names of slots that are no preposition.
pub const PARTS: [&str; 6] = ["subject", "object", "complement", "indirect", "clause", "owner"];

impl<'p, 't> Frame<'p, 't> {
    /// The slots around a word.
    pub fn of(passage: &'p Parsed<'t>, token: Token<'p, 't>) -> Self {
        match token.pos() {
            "VERB" | "AUX" => of_verb(passage, token, REACH),
            "ADJ" => of_adjective(passage, token),
            _ => of_noun(passage, token),
        }
    }

    /// What fills a slot; several names joined by `|` are looked up one after the other.
    pub fn slot(&self, name: &str) -> Vec<Token<'p, 't>> {
        let mut found = Vec::new();
        for name in name.split('|') {
            match name {
                "subject" => found.extend(&self.subject),
                "object" => found.extend(&self.object),
                "complement" => found.extend(&self.complement),
                "indirect" => found.extend(&self.indirect),
                "clause" => found.extend(&self.clause),
                "owner" => found.extend(&self.owner),
                _ => {
                    let under = |(word, _): &&(&str, _)| word.eq_ignore_ascii_case(name);
                    found.extend(self.prepositions.iter().filter(under).map(|(_, object)| object));
                }
            }
        }
        found
    }
}

fn of_verb<'p, 't>(passage: &'p Parsed<'t>, verb: Token<'p, 't>, reach: usize) -> Frame<'p, 't> {
    let mut frame = Frame { passive: is_passive(verb, REACH), ..Frame::default() };
    let mut after_object = Vec::new();
    let mut relative = None;
    for child in verb.children() {
        match child.dep() {
            "nsubj" | "csubj" if is_relative(child) => relative = Some("subject"),
            "nsubjpass" | "csubjpass" if is_relative(child) => relative = Some("object"),
            "dobj" if is_relative(child) => relative = Some("object"),
            "nsubj" | "csubj" => frame.subject.push(child),
            "nsubjpass" | "csubjpass" => frame.indirect.push(child),
            // "called Macron on Monday, Merz on Tuesday": no name for him.
            "oprd" if child.pos() == "PROPN" && is_set_off(passage, child) => {}
            "oprd" => {
                after_object.push(child);
                frame.complement.push(child);
            }
            "dobj" | "attr" => after_object.push(child),
            "dative" if child.pos() != "ADP" => frame.indirect.push(child),
            // "It was the second time that they met" is no plan, "they are to meet" is.
            "ccomp" if is_remark(verb, child) => {}
            "xcomp" | "ccomp" => frame.clause.push(child),
            // "spoke with Lavrov to follow up" may be read as one clause of Lavrov's.
            "advcl" if with_marked(child).is_some() && child.index() > verb.index() => {
                let subject = child.child(&["nsubj"]);
                let mark = with_marked(child);
                frame.prepositions.extend(mark.map(Token::text).zip(subject));
            }
            // "gave them five days to leave"
            "advcl" if is_infinitive(child) && child.index() > verb.index() => {
                frame.clause.push(child);
            }
            "prep" | "agent" | "dative" => under(child, &mut frame.prepositions),
            // "spoke today with": the parser may hang the one on the other.
            "npadvmod" => {
                for below in child.children().filter(|below| below.dep() == "prep") {
                    under(below, &mut frame.prepositions);
                }
            }
            _ => {}
        }
    }
    // "spoke separately with: Berg; Huber; and Lind".
    let dangling = verb.children().find(|child| {
        child.dep() == "prep"
            && !child.children().any(|below| matches!(below.dep(), "pobj" | "pcomp"))
    });
    if let Some(preposition) = dangling.filter(|word| word.index() > verb.index()) {
        let listed = verb.children().filter(|child| {
            child.index() > preposition.index()
                && child.pos() == "PROPN"
                && matches!(child.dep(), "dobj" | "conj" | "appos" | "npadvmod" | "dep")
        });
        frame.prepositions.extend(listed.map(|child| (preposition.text(), child)));
    }
    // "spoke by phone with", not "spoke after talks with".
    let beside =
        |word: &str| !matches!(word.to_lowercase().as_str(), "after" | "before" | "following");
    for (_, object) in frame.prepositions.clone().into_iter().filter(|(word, _)| beside(word)) {
        for below in object.children().filter(|below| below.dep() == "prep") {
            if below.text() == "with" && !frame.prepositions.iter().any(|(word, _)| *word == "with")
            {
                under(below, &mut frame.prepositions);
            }
        }
    }
    // "Macron called Zelensky after the talks": no name that he gave somebody.
    let named = |token: &Token| token.pos() == "PROPN";
    let alone = after_object.len() == frame.complement.len();
    if !frame.passive && alone && frame.complement.iter().all(named) {
        frame.complement.clear();
    }
    if frame.passive && after_object.is_empty() {
        frame.object = std::mem::take(&mut frame.indirect);
    } else {
        frame.object = after_object;
    }
    let antecedent = (verb.dep() == "relcl").then(|| verb.head());
    match (relative, antecedent) {
        (Some("subject"), Some(noun)) => frame.subject.push(noun),
        (Some(_), Some(noun)) => frame.object.push(noun),
        _ => {}
    }
    if frame.passive {
        let agents = frame.prepositions.iter().filter(|(word, _)| word.eq_ignore_ascii_case("by"));
        let agents: Vec<Token> = agents.map(|(_, agent)| *agent).collect();
        frame.subject.extend(agents);
        if frame.object.is_empty() && relative.is_none() {
            frame.object = inherited(passage, verb, reach);
        }
    } else if frame.subject.is_empty() && relative.is_none() {
        frame.subject = inherited(passage, verb, reach);
        if frame.subject.is_empty() {
            frame.subject.extend(before_to(passage, verb));
        }
    }
    frame.subject.extend(named_beside(passage, &frame.subject));
    for object in frame.object.clone() {
        // "held talks with", "imposed sanctions on": what follows the object counts for the verb.
        if object.index() > verb.index() {
            for child in object.children().filter(|child| child.dep() == "prep") {
                under(child, &mut frame.prepositions);
            }
        }
    }
    frame
}

/// Of the headline "Rossi to meet Berg", which may be read otherwise: Rossi.
fn before_to<'p, 't>(passage: &'p Parsed<'t>, verb: Token<'p, 't>) -> Option<Token<'p, 't>> {
    const LONG: usize = 4;
    let to = verb.children().find(|child| child.tag() == "TO")?.index();
    let start = sentence(passage, to).start;
    let name = (start < to && to - start <= LONG).then(|| passage.token(to - 1))?;
    let named =
        (start..to).all(|index| passage.token(index).text().starts_with(char::is_uppercase));
    named.then_some(name)
}

/// Of the headline "Rossi, Berg discuss trade", which may be read otherwise: Rossi.
fn named_beside<'p, 't>(
    passage: &'p Parsed<'t>,
    subject: &[Token<'p, 't>],
) -> Option<Token<'p, 't>> {
    let first = subject.first()?.subtree().start;
    let start = sentence(passage, first).start;
    let comma = first.checked_sub(1).filter(|&at| at > start)?;
    let name = passage.token(comma - 1);
    let alone = comma - 1 == start && name.pos() == "PROPN" && name.dep() != "appos";
    let beside = !name.is_root() && subject[0].pos() == "PROPN";
    let listed = passage.token(comma).text() == "," && subject[0].dep() == "nsubj";
    (alone && beside && listed && name.head().index() == subject[0].head().index()).then_some(name)
}

/// Who does it where the verb itself does not say, by the words that it hangs on.
fn inherited<'p, 't>(
    passage: &'p Parsed<'t>,
    verb: Token<'p, 't>,
    reach: usize,
) -> Vec<Token<'p, 't>> {
    if reach == 0 || verb.is_root() {
        return Vec::new();
    }
    let head = verb.head();
    let main = |frame: Frame<'p, 't>| {
        if frame.passive && !frame.object.is_empty() { frame.object } else { frame.subject }
    };
    match verb.dep() {
        "conj" | "advcl" | "parataxis" | "dep" if is_verbal(head) => {
            main(of_verb(passage, head, reach - 1))
        }
        "xcomp" | "ccomp" if is_verbal(head) => {
            let frame = of_verb(passage, head, reach - 1);
            // "urged them to leave": they leave.
            // What somebody is or becomes does nothing: "became the first to visit".
            let copula = matches!(head.lemma(), "be" | "become");
            let controlled = frame.object.iter().chain(&frame.indirect).copied();
            let controlled: Vec<Token> =
                controlled.filter(|object| object.index() < verb.index() && !copula).collect();
            if controlled.is_empty() { main(frame) } else { controlled }
        }
        "xcomp" | "ccomp" if head.pos() == "ADJ" => of_adjective(passage, head).subject,
        "acl" if verb.tag() == "VBG" || verb.tag() == "VBN" => vec![head],
        // "She is the first minister to visit Rome": she visits.
        "acl" | "relcl"
            if head.dep() == "attr" && is_infinitive(verb) && is_verbal(head.head()) =>
        {
            main(of_verb(passage, head.head(), reach - 1))
        }
        "acl" => of_noun(passage, head).subject,
        "relcl" => vec![head],
        "pcomp" => {
            let above = head.ancestors().find(|above| is_verbal(*above) || above.pos() == "NOUN");
            match above {
                Some(above) if is_verbal(above) => {
                    let frame = of_verb(passage, above, reach - 1);
                    // "accused them of lying": they lied.
                    let own = head.head().index() == above.index();
                    let object = frame.object.iter().copied();
                    let told: Vec<Token> = object
                        .filter(|object| {
                            head.text().eq_ignore_ascii_case("of")
                                && own
                                && object.index() < verb.index()
                                || frame.passive
                        })
                        .collect();
                    if told.is_empty() { main(frame) } else { told }
                }
                Some(above) => of_noun(passage, above).subject,
                None => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn of_noun<'p, 't>(passage: &'p Parsed<'t>, noun: Token<'p, 't>) -> Frame<'p, 't> {
    let mut frame = Frame::default();
    for child in noun.children() {
        match child.dep() {
            "poss" => frame.owner.insert(0, child),
            "amod" | "compound" | "nmod" if child.index() < noun.index() => {
                frame.owner.push(child);
            }
            "acl" | "ccomp" | "relcl" if child.index() > noun.index() => frame.clause.push(child),
            "prep" => under(child, &mut frame.prepositions),
            _ => {}
        }
    }
    let by = frame.prepositions.iter().filter(|(word, _)| word.eq_ignore_ascii_case("by"));
    frame.subject = by.map(|(_, agent)| *agent).collect();
    // What belongs to the verb that governs it may say the rest: "made a visit *to Rome*".
    if let Some(verb) = governor(noun) {
        let governing = of_verb(passage, verb, REACH - 1);
        if noun.dep() != "nsubj" {
            if frame.subject.is_empty() {
                let own = |token: &Token| token.index() == noun.index();
                frame.subject = governing.subject.into_iter().filter(|token| !own(token)).collect();
            }
            frame.indirect = governing.indirect;
        }
        for child in
            verb.children().filter(|child| child.dep() == "prep" && child.index() > noun.index())
        {
            under(child, &mut frame.prepositions);
        }
    }
    frame
}

fn of_adjective<'p, 't>(passage: &'p Parsed<'t>, adjective: Token<'p, 't>) -> Frame<'p, 't> {
    let mut frame = Frame::default();
    let verb = adjective.head();
    if is_verbal(verb)
        && matches!(adjective.dep(), "acomp" | "oprd" | "attr" | "conj" | "ccomp" | "xcomp")
    {
        let of_verb = of_verb(passage, verb, REACH - 1);
        frame.subject = of_verb.subject;
        frame.clause = of_verb.clause;
        frame.clause.retain(|clause| clause.index() != adjective.index());
        frame.prepositions = of_verb.prepositions;
    }
    for child in adjective.children() {
        match child.dep() {
            "nsubj" => frame.subject.push(child),
            "xcomp" | "ccomp" => frame.clause.push(child),
            "prep" => under(child, &mut frame.prepositions),
            _ => {}
        }
    }
    frame
}

/// The verb of which a noun is the object, or whose preposition stands before it.
fn governor<'p, 't>(noun: Token<'p, 't>) -> Option<Token<'p, 't>> {
    let head = noun.head();
    match noun.dep() {
        "dobj" | "nsubjpass" | "attr" | "nsubj" | "oprd" if is_verbal(head) => Some(head),
        "pobj" => Some(head.head()).filter(|verb| head.dep() == "prep" && is_verbal(*verb)),
        "conj" if head.pos() == "NOUN" && head.dep() == "dobj" => {
            Some(head.head()).filter(|verb| is_verbal(*verb))
        }
        _ => None,
    }
}

/// Adds what stands under a preposition, and under one that follows it: "out of".
fn under<'p, 't>(preposition: Token<'p, 't>, found: &mut Vec<(&'t str, Token<'p, 't>)>) {
    // "according to the office": to nobody.
    if preposition.lemma() == "accord" {
        return;
    }
    for child in preposition.children() {
        match child.dep() {
            // "met with Lavrov to follow up" may be read as one clause of Lavrov's.
            "pcomp" if is_infinitive(child) && child.child(&["nsubj"]).is_some() => {
                found.extend(child.child(&["nsubj"]).map(|who| (preposition.text(), who)));
            }
            // "met with visiting Prime Minister Albanese": with him.
            "pcomp" if child.text() == "visiting" && child.child(&["dobj"]).is_some() => {
                found.extend(child.child(&["dobj"]).map(|who| (preposition.text(), who)));
            }
            "pobj" | "pcomp" => found.push((preposition.text(), child)),
            "prep" => under(child, found),
            _ => {}
        }
    }
}

/// Whether what it is done to stands first, or is the noun that the participle describes.
fn is_passive(verb: Token, reach: usize) -> bool {
    if verb.children().any(|child| matches!(child.dep(), "auxpass" | "nsubjpass" | "agent")) {
        return true;
    }
    if verb.tag() != "VBN" || verb.children().any(|child| child.dep() == "aux") {
        return false;
    }
    let subject = verb.children().any(|child| matches!(child.dep(), "nsubj" | "dobj"));
    match verb.dep() {
        "acl" | "advcl" => !subject,
        "conj" => reach > 0 && !subject && is_passive(verb.head(), reach - 1),
        _ => false,
    }
}

/// Whether a clause is what "it was the second time" is said of, or stands before ";" on its own.
fn is_remark(verb: Token, clause: Token) -> bool {
    let of_noun = verb.child(&["attr"]).is_some() || clause.index() < verb.index();
    verb.lemma() == "be" && of_noun && !is_infinitive(clause)
}

/// Whether a phrase stands behind a comma.
fn is_set_off(passage: &Parsed, token: Token) -> bool {
    let start = token.subtree().start;
    start > 0 && passage.token(start - 1).text() == ","
}

/// The "with" that marks an infinitive clause.
fn with_marked<'p, 't>(clause: Token<'p, 't>) -> Option<Token<'p, 't>> {
    let mark = clause.child(&["mark"]).filter(|mark| mark.text().eq_ignore_ascii_case("with"));
    mark.filter(|_| is_infinitive(clause) && clause.child(&["nsubj"]).is_some())
}

fn is_relative(token: Token) -> bool {
    matches!(token.tag(), "WDT" | "WP") && token.head().dep() == "relcl"
}

/// What stands behind *of*: the talks of "a series of talks".
pub fn of<'p, 't>(token: Token<'p, 't>) -> Option<Token<'p, 't>> {
    let of = token.children().find(|child| child.dep() == "prep" && child.text() == "of");
    of.and_then(|of| of.child(&["pobj"]))
}

/// A head and those joined to it: "France, Germany and Italy".
pub fn joined<'p, 't>(head: Token<'p, 't>) -> Vec<Token<'p, 't>> {
    let mut all = vec![head];
    let mut at = 0;
    while at < all.len() {
        let next = all[at].children().filter(|child| child.dep() == "conj");
        all.extend(next.collect::<Vec<_>>());
        at += 1;
    }
    all
}
