//! To whom and where something was said.

use super::pieces::Pieces;
use super::sheet::Sheet;
use crate::words::SETTINGS;
use chancery_syntax::Token;

/// To whom and where, as far as the words around the cue tell.
#[derive(Default)]
pub struct Setting {
    /// To whom, and the token at the head of the phrase.
    pub addressee: Option<(Pieces, usize)>,
    /// Where or through what.
    pub venue: Option<Pieces>,
}

/// The setting of a statement with this cue; no word of it is the content's or the source's.
pub fn setting(sheet: &Sheet, cue: usize, content: &Pieces, source: &Pieces) -> Setting {
    let mut setting = Setting::default();
    let token = sheet.token(cue);
    let free = |token: Token| {
        token.subtree().all(|at| !content.has(at) && !source.has(at))
            && !sheet.quoted(token.index())
    };
    if token.pos() == "VERB" {
        let addresses = sheet
            .class(cue)
            .split(',')
            .any(|class| SETTINGS.addressing_classes.iter().any(|addressing| addressing == class));
        let object = token.children().find(|child| {
            matches!(child.dep(), "dobj" | "dative") && child.index() > cue && child.pos() != "ADP"
        });
        if addresses && let Some(object) = object.filter(|object| free(*object)) {
            setting.addressee = Some((phrase(sheet, object), object.index()));
        }
    }
    around(sheet, token, &free, &mut setting);
    // "said Berg, speaking to reporters": the parser may hang it on the verb or on the name.
    let speaker = token.child(&["nsubj"]).into_iter().flat_map(|subject| subject.children());
    let beside = token.children().chain(speaker);
    for child in beside.filter(|child| matches!(child.dep(), "advcl" | "xcomp" | "acl")) {
        if SETTINGS.speaking.iter().any(|word| word == child.lemma()) && free(child) {
            around(sheet, child, &free, &mut setting);
        }
    }
    setting
}

/// What prepositions beside a verb tell.
fn around(sheet: &Sheet, verb: Token, free: &impl Fn(Token) -> bool, setting: &mut Setting) {
    let mut prepositions: Vec<Token> =
        verb.children().filter(|child| matches!(child.dep(), "prep" | "dative")).collect();
    // "speaking to reporters at the airport": the second may hang on the first's object.
    let below: Vec<Token> = prepositions
        .iter()
        .filter_map(|preposition| preposition.child(&["pobj"]))
        .flat_map(|object| object.children().filter(|child| child.dep() == "prep"))
        .collect();
    prepositions.extend(below);
    for preposition in prepositions {
        let Some(object) = preposition.child(&["pobj"]) else { continue };
        if !free(preposition) || preposition.pos() != "ADP" {
            continue;
        }
        let lemma = preposition.lemma();
        let person = matches!(sheet.entity(object.index()), "PERSON" | "ORG" | "NORP" | "GPE")
            || (object.tag() == "NNS" && object.pos() == "NOUN")
            || object.pos() == "PRON";
        let addressing = SETTINGS.addressing_prepositions.iter().any(|word| word == lemma);
        if addressing && preposition.head().index() == verb.index() && person {
            setting.addressee.get_or_insert_with(|| (phrase(sheet, object), object.index()));
            continue;
        }
        let place = matches!(sheet.entity(object.index()), "FAC" | "GPE" | "ORG" | "EVENT" | "LOC")
            && matches!(lemma, "at" | "in" | "on");
        let listed = SETTINGS.venues.iter().any(|word| *word == object.lemma().to_lowercase());
        let placing = SETTINGS.placing_prepositions.iter().any(|word| word == lemma);
        if placing && (place || listed) && setting.venue.is_none() {
            setting.venue = Some(phrase(sheet, object));
        }
    }
}

/// The phrase under a token, within its sentence and up to a comma or quotation.
fn phrase(sheet: &Sheet, head: Token) -> Pieces {
    let mut range = head.subtree();
    let ends = |at: &usize| sheet.token(*at).text() == "," || sheet.quoted(*at);
    range.end = (head.index() + 1..range.end).find(ends).unwrap_or(range.end);
    Pieces::from(range).within(&sheet.unit(head.index())).trimmed(sheet)
}
