//! Who takes part in a contact, by the words of one mention.

use crate::Medium;
use crate::found::Found;
use crate::page::is_verbal;
use crate::patterns::frame::{Frame, joined};
use crate::patterns::meaning::{Meaning, Reader};
use crate::patterns::sides::Side;
use crate::who::{OneSide, people, side_of};
use crate::words::CONTACTS;
use chancery_syntax::Token;

/// The two sides of a contact.
pub struct Parties {
    /// Who turns to the others, or all of them.
    pub first: OneSide,
    /// The others.
    pub second: OneSide,
    /// Whom the words name, those included who cannot take part: "an Irish visit".
    pub named: Vec<String>,
}

/// The two sides of the contact that a meaning is, which takes place in a country.
pub fn parties<'r>(
    reader: &Reader<'r, '_>,
    found: &Found<'r>,
    meaning: &Meaning,
    medium: Medium,
    country: Option<&str>,
) -> Parties {
    let [mut first, mut second] =
        [Side::Source, Side::Target].map(|side| side_of(reader, found, meaning, side));
    let noun = reader.passage.token(meaning.token);
    let mut named: Vec<String> = first.ids.iter().chain(&second.ids).cloned().collect();
    if named.is_empty() {
        let before = noun.children().filter(|child| matches!(child.dep(), "amod" | "compound"));
        let of = before.flat_map(|child| found.cast.all_named(child));
        named.extend(of.filter(|actor| actor.kind == "state").map(|actor| actor.id.clone()));
    }
    // Nobody visits their own country, and states do not travel.
    let travels = |id: &String| {
        medium != Medium::Visit
            || found.cast.by_id(id).is_none_or(|actor| {
                let at_home = country.is_some() && actor.country.as_deref() == country;
                matches!(actor.kind.as_str(), "person" | "group") && !at_home
            })
    };
    first.ids.retain(travels);
    second.ids.retain(travels);
    let aside = (!is_verbal(noun) && noun.dep() == "pobj").then(|| noun.head().text());
    let listed = |words: &[String]| {
        aside.is_some_and(|aside| words.iter().any(|word| word.eq_ignore_ascii_case(aside)))
    };
    let person = |ids: &[String]| ids.iter().any(|id| found.is_person(id));
    if !second.ids.is_empty() {
        // "urged Iran, in a call with its president, to": whoever urged.
        if !person(&first.ids) && listed(&CONTACTS.within) {
            let subject = around(reader, found, noun).subject;
            if first.ids.is_empty() || person(&subject) {
                first.ids = subject;
            }
            first.ids.retain(|id| !second.ids.contains(id));
        }
    } else if aside.is_some() {
        let own = own_side(reader, noun);
        if (listed(&CONTACTS.during) || listed(&CONTACTS.by)) && !own {
            let around = around(reader, found, noun);
            if first.ids.is_empty() || !person(&first.ids) && person(&around.subject) {
                first.ids = around.subject;
            }
            // "told Blinken in telephone talks that": those who told and were told.
            let told = around.told.into_iter().filter(|id| !first.ids.contains(id));
            second.ids =
                told.filter(|_| !first.ids.is_empty() && medium != Medium::Visit).collect();
        }
        // "Following the summit, the minister spoke": it was not the minister's.
        // "A and B agreed, in a call, to": it was theirs.
        let within = listed(&CONTACTS.during) || listed(&CONTACTS.by);
        let theirs = within && first.ids.len() > 1;
        // "During his visit to China, X said", "while on a visit": it was X's.
        let a = |child: Token| {
            child.dep() == "det" && matches!(child.lemma(), "a" | "an") || child.tag() == "PRP$"
        };
        let theirs = theirs || medium == Medium::Visit && noun.children().any(a);
        if theirs {
            first.ids.retain(travels);
        } else if second.ids.is_empty() && !second.unnamed && !own && !theirs {
            first = OneSide::default();
        }
    }
    if reader.ontology.types[meaning.kind].reciprocal
        && first.ids.len() == 1
        && second.ids.is_empty()
    {
        first.ids.extend(beside_subject(reader, found, meaning));
    }
    // "Berg, the prime minister and minister of defence": one.
    for side in [&mut first, &mut second] {
        let all = std::mem::take(&mut side.ids);
        all.into_iter().for_each(|id| {
            if !side.ids.contains(&id) {
                side.ids.push(id)
            }
        });
    }
    Parties { first, second, named }
}

/// Who does something during a contact, and to whom.
#[derive(Default)]
struct Around {
    subject: Vec<String>,
    told: Vec<String>,
}

/// What the verbs above a noun that stands aside say, up to the first whose subject is a person:
/// of "urged Iran to talk in a call", the one who urged.
fn around<'r>(reader: &Reader<'r, '_>, found: &Found<'r>, noun: Token<'r, '_>) -> Around {
    const HIGH: usize = 4;
    let mut all = Around::default();
    let named = |tokens: Vec<Token<'r, '_>>| {
        let heads = tokens.into_iter().flat_map(joined);
        heads.flat_map(|token| people(reader, found, token)).collect::<Vec<_>>()
    };
    for verb in noun.ancestors().filter(|above| is_verbal(*above)).take(HIGH) {
        let verb = reader.passage.token(verb.index());
        let frame = Frame::of(reader.passage, verb);
        // "Over the phone, Rossi told Berg" too.
        let by = CONTACTS.by.iter().any(|by| by.eq_ignore_ascii_case(noun.head().text()));
        let fronted = by && noun.index() < verb.index();
        let before = |token: &Token| fronted || token.index() < noun.index();
        let told = frame.slot("to|with|indirect|object").into_iter().filter(before).collect();
        all.told.extend(named(told).into_iter().filter(|id| found.is_person(id)));
        let subject = named(frame.subject);
        let person = subject.iter().any(|id| found.is_person(id));
        if all.subject.is_empty() || person {
            all.subject = subject;
        }
        if person {
            break;
        }
    }
    let subject = &all.subject;
    all.told.retain(|id| !subject.contains(id));
    all
}

/// Of "Rubio and Lavrov, who spoke on Monday": Rubio.
fn beside_subject<'r>(
    reader: &Reader<'r, '_>,
    found: &Found<'r>,
    meaning: &Meaning,
) -> Vec<String> {
    let frame = Frame::of(reader.passage, reader.passage.token(meaning.token));
    let subject = frame.subject.first().copied().filter(|subject| subject.dep() == "conj");
    let above = subject.into_iter().flat_map(|subject| subject.ancestors());
    let mut whole: Vec<String> = Vec::new();
    for head in above.take_while(|above| above.pos() == "PROPN" || above.pos() == "NOUN") {
        whole.extend(people(reader, found, reader.passage.token(head.index())));
        if head.dep() != "conj" {
            break;
        }
    }
    whole
}

/// Whether those on a noun's first side stand beside it, not only as the subject of its clause.
fn own_side(reader: &Reader, noun: Token) -> bool {
    let named = |child: Token| {
        let mut names = child.subtree().map(|index| reader.passage.token(index));
        names.any(|token| !reader.cast.all_named(token).is_empty())
    };
    let whose = noun.children().any(|child| {
        let of = matches!(child.text(), "between" | "of" | "among" | "by" | "with");
        (child.dep() == "poss" || child.dep() == "prep" && of) && named(child)
    });
    let before =
        noun.children().filter(|child| matches!(child.dep(), "compound" | "amod" | "nmod"));
    whose || before.filter(|child| named(*child)).count() > 1
}
