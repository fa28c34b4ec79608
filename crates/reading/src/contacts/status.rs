//! Whether a contact is told as held, planned, proposed, cancelled or denied.

use crate::Status;
use crate::page::{is_infinitive, is_verbal, sentence};
use crate::patterns::form::form;
use crate::patterns::meaning::{Meaning, Reader};
use crate::patterns::ontology::Form;
use crate::words::CONTACTS;
use chancery_syntax::Token;

/// How words put a contact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// Whether it took place.
    pub status: Status,
    /// Whether the words say so; if not, what was said before holds: "the call".
    pub sure: bool,
    /// Whether it was to be, so that it was not if its day has passed: "were to meet".
    pub lapsed: bool,
    /// Whether they say that there has been none so far: "have yet to meet".
    pub none_yet: bool,
}

impl Told {
    fn sure(status: Status) -> Told {
        Told { status, sure: true, none_yet: false, lapsed: false }
    }
}

/// How the words of a meaning put it.
pub fn status(reader: &Reader, meaning: &Meaning) -> Told {
    let token = reader.passage.token(meaning.token);
    if is_none_yet(reader, token) {
        return Told { none_yet: true, ..Told::sure(Status::Denied) };
    }
    if had_been(reader, meaning) {
        return Told { lapsed: true, ..Told::sure(Status::Planned) };
    }
    // "No date has been set for the trip": the trip is not denied.
    let pattern = &reader.ontology.patterns[meaning.pattern];
    let ahead = matches!(pattern.form, Some(Form::Planned | Form::Proposed));
    let idea = meaning.same && meaning.form == Form::Negated && (ahead || !is_verbal(token));
    if idea {
        // "No call is planned": there is to be none.
        let core = reader.passage.token(meaning.core().token);
        if !is_verbal(core) && core.children().any(|child| child.lemma() == "no") {
            return Told::sure(Status::Denied);
        }
        return Told { status: Status::Planned, sure: false, none_yet: false, lapsed: false };
    }
    let reported = || {
        let mut above = token.ancestors();
        let hearsay = |above: Token| CONTACTS.hearsay.iter().any(|word| word == above.lemma());
        meaning.chain().any(|meaning| is_reported(reader, meaning)) || above.any(hearsay)
    };
    if reported() && is_denied_nearby(reader, token) {
        return Told::sure(Status::Denied);
    }
    if let Some(status) = by_form(meaning.form) {
        // "asked for the call" does not say that it did not take place.
        let asked = meaning.same && meaning.form == Form::Proposed && {
            let core = reader.passage.token(meaning.core().token);
            core.children().any(|child| child.dep() == "det" && child.lemma() == "the")
        };
        return Told { sure: !asked, ..Told::sure(status) };
    }
    if meaning.conditional {
        return Told::sure(Status::Proposed);
    }
    if is_verbal(token) { of_verb(reader, token) } else { of_noun(token) }
}

/// "have not met since", "have yet to meet".
fn is_none_yet(reader: &Reader, verb: Token) -> bool {
    let has =
        |verb: Token| verb.children().any(|child| child.dep() == "aux" && child.lemma() == "have");
    let never = |verb: Token| {
        let word =
            |child: Token| child.dep() == "neg" || child.text().eq_ignore_ascii_case("never");
        verb.children().any(word)
    };
    let yet = |verb: Token| verb.children().any(|child| child.text().eq_ignore_ascii_case("yet"));
    let head = verb.head();
    let so_far = || {
        let mut words =
            sentence(reader.passage, verb.index()).map(|index| reader.passage.token(index));
        words.any(|word| CONTACTS.not_yet.iter().any(|w| w.eq_ignore_ascii_case(word.text())))
    };
    let waits = head.lemma() == "have" && (yet(head) || yet(verb));
    is_verbal(verb) && has(verb) && never(verb) && so_far()
        || is_infinitive(verb) && verb.dep() == "xcomp" && waits
}

/// "had been due to sit down", "were to meet": it was planned, and did not come about.
fn had_been(reader: &Reader, meaning: &Meaning) -> bool {
    if meaning.form != Form::Planned {
        return false;
    }
    let token = reader.passage.token(meaning.token);
    let verb = if is_verbal(token) { token } else { token.head() };
    let intended = CONTACTS.intended.iter().any(|word| word == token.lemma());
    let had = intended
        && verb
            .children()
            .any(|child| child.dep() == "aux" && child.text().eq_ignore_ascii_case("had"));
    let were = verb.lemma() == "be" && verb.tag() == "VBD" && token.index() == verb.index();
    had || were
}

/// Whether a pattern is of a report or claim that something was so.
fn is_reported(reader: &Reader, meaning: &Meaning) -> bool {
    reader.ontology.patterns[meaning.pattern].written.mode.as_deref() == Some("reported")
}

/// Whether somebody in the sentence calls it untrue.
fn is_denied_nearby(reader: &Reader, token: Token) -> bool {
    let mut words =
        sentence(reader.passage, token.index()).map(|index| reader.passage.token(index));
    words.any(|word| CONTACTS.denying.iter().any(|listed| listed == word.lemma()))
}

fn by_form(form: Form) -> Option<Status> {
    match form {
        Form::Plain => None,
        Form::Planned => Some(Status::Planned),
        Form::Proposed | Form::Possible | Form::Demanded => Some(Status::Proposed),
        Form::Cancelled | Form::Refused => Some(Status::Cancelled),
        Form::Negated | Form::Denied => Some(Status::Denied),
    }
}

/// "to meet" lies ahead, so does "before meeting".
fn of_verb(reader: &Reader, verb: Token) -> Told {
    // "travelled to Rome to meet the Pope".
    let head = verb.head();
    let went = verb.dep() == "advcl"
        && head.tag() == "VBD"
        && reader.meaning(reader.passage.token(head.index())).is_some_and(|above| {
            above.form == Form::Plain && reader.ontology.types[above.kind].name == "VISIT"
        });
    if went && is_infinitive(verb) {
        return Told::sure(Status::Held);
    }
    // "rode together before sitting down in Tianjin" tells of what is past.
    let above = verb.head().head();
    let before = verb.dep() == "pcomp" && is_ahead(verb.head()) && above.tag() != "VBD";
    let ahead = is_infinitive(verb) || before || has_mark(verb);
    Told::sure(if ahead { Status::Planned } else { Status::Held })
}

/// "before they meet".
fn has_mark(verb: Token) -> bool {
    verb.dep() == "advcl"
        && verb.tag() != "VBD"
        && verb.children().any(|child| child.dep() == "mark" && is_ahead(child))
}

/// What the verb above a noun says of it, or the preposition before it.
fn of_noun(noun: Token) -> Told {
    for (listed, status) in [
        (&CONTACTS.to_come, Status::Planned),
        (&CONTACTS.thought_of, Status::Proposed),
        (&CONTACTS.fallen_through, Status::Cancelled),
    ] {
        let said =
            |child: &Token| listed.iter().any(|word| word.eq_ignore_ascii_case(child.text()));
        if noun.children().filter(|child| child.index() < noun.index()).any(|child| said(&child)) {
            return Told::sure(status);
        }
    }
    let open = Told { status: Status::Held, sure: false, none_yet: false, lapsed: false };
    let head = noun.head();
    match noun.dep() {
        "nsubj" | "nsubjpass" | "attr" if is_verbal(head) => {
            let occurs = CONTACTS.occur.iter().any(|word| word == head.lemma());
            match form(head) {
                Form::Planned => Told::sure(Status::Planned),
                // "would have been the first".
                Form::Possible if head.children().any(|child| child.lemma() == "have") => {
                    Told { status: Status::Cancelled, sure: false, none_yet: false, lapsed: false }
                }
                Form::Possible if noun.dep() == "attr" || head.lemma() == "be" => {
                    Told::sure(Status::Planned)
                }
                Form::Possible | Form::Demanded if occurs => Told::sure(Status::Proposed),
                // "No call took place" denies it; "the call did not take place" says it fell through.
                Form::Negated | Form::Refused if occurs => {
                    let none = noun.children().any(|child| child.lemma() == "no");
                    Told::sure(if none { Status::Denied } else { Status::Cancelled })
                }
                _ if is_infinitive(head) && occurs => Told::sure(Status::Planned),
                Form::Plain if occurs => Told::sure(Status::Held),
                _ => open,
            }
        }
        // "will not travel to the summit".
        "pobj" if is_destination(head) && form(head.head()) != Form::Plain => {
            let status = by_form(form(head.head())).unwrap_or(Status::Planned);
            Told { status, sure: false, none_yet: false, lapsed: false }
        }
        "pobj" if is_ahead(head) => {
            Told { status: Status::Planned, sure: false, none_yet: false, lapsed: false }
        }
        "pobj" if is_behind(head) => Told::sure(Status::Held),
        _ => open,
    }
}

/// "to", "for" behind a verb of going.
fn is_destination(preposition: Token) -> bool {
    let listed = |word: &String| word.eq_ignore_ascii_case(preposition.text());
    is_verbal(preposition.head()) && CONTACTS.destination.iter().any(listed)
}

/// "before", "ahead of".
fn is_ahead(preposition: Token) -> bool {
    let word = preposition.text().to_lowercase();
    let above = preposition.head().text().to_lowercase();
    let two = format!("{above} {word}");
    CONTACTS.ahead.iter().any(|listed| *listed == word || *listed == two)
}

/// "after", "during", "following".
fn is_behind(preposition: Token) -> bool {
    CONTACTS.behind.iter().any(|listed| listed.eq_ignore_ascii_case(preposition.text()))
}
