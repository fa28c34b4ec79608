//! Whom "the two leaders" means: of those who were in touch by what was said before, or stood side
//! by side, the ones that the sentence before is about, or else those that the report is about.

use super::mention::Mention;
use crate::Medium;
use crate::found::Found;
use crate::page::{Page, is_verbal, sentence, sentence_number};
use crate::patterns::frame::Frame;
use crate::patterns::meaning::{Meaning, Reader};
use crate::who::people;
use crate::words::{ACTORS, CONTACTS};
use chancery_syntax::{Parsed, Token};

/// Words for those who take part together: "the two ministers", "they".
#[derive(Clone, Debug)]
pub struct Joint {
    /// How many, where the words say so.
    count: Option<usize>,
    /// What they are, where not everybody can be called so: "minister".
    office: Option<String>,
    /// Whether the word is a pronoun.
    pronoun: bool,
    /// Who stands beside the pronoun: "he and Erdogan".
    with: Option<String>,
}

/// The words for those who take part together, unless others do: "the leaders reviewed the talks
/// between the generals".
pub fn joint<'r>(
    reader: &Reader<'r, '_>,
    found: &Found<'r>,
    meaning: &Meaning,
    named: &[String],
) -> Option<Joint> {
    let frame = Frame::of(reader.passage, reader.passage.token(meaning.token));
    let together = |token: &Token| {
        let word = token.text().to_lowercase();
        ACTORS.joint.contains(&word) || ACTORS.they.contains(&word)
    };
    let counts = |token: &Token| CONTACTS.counts.get(&token.text().to_lowercase()).copied();
    let pronoun = |token: &Token| ACTORS.they.contains(&token.text().to_lowercase());
    let said = frame.slot("subject|between").into_iter().find(together);
    // "He and Erdogan last met": he is whoever was in touch with Erdogan.
    let beside = |head: Token<'r, '_>| {
        let one =
            ACTORS.he.iter().chain(&ACTORS.she).any(|word| word.eq_ignore_ascii_case(head.text()));
        let other = head.child(&["conj"]).filter(|_| one)?;
        people(reader, found, reader.passage.token(other.index())).pop()
    };
    if let Some(with) = frame.subject.first().and_then(|head| beside(*head)) {
        return Some(Joint { count: Some(2), office: None, pronoun: true, with: Some(with) });
    }
    // "Their third call", "the two men's meeting", not "push for a leaders' meeting".
    let noun = reader.passage.token(meaning.token);
    let verb = noun.head();
    // "Negotiators broke off their talks".
    let of_subject = noun.dep() == "dobj"
        && verb.child(&["nsubj"]).is_some_and(|subject| subject.pos() == "NOUN");
    let owner = || {
        let mut whose = frame.owner.iter().copied().filter(together);
        whose.find(|head| pronoun(head) || head.children().any(|child| counts(&child).is_some()))
    };
    let head = said.or_else(|| owner().filter(|_| !of_subject))?;
    // "The presidents of the two states" are those spoken of, "the presidents of Chile and Peru" not.
    let of = head.children().filter(|child| matches!(child.text(), "of" | "from"));
    let mut of = of.filter_map(|child| child.child(&["pobj"])).peekable();
    // Nor are "the Chilean and Peruvian presidents".
    let own = head.children().filter(|child| matches!(child.dep(), "amod" | "nmod" | "compound"));
    let own = own.flat_map(crate::patterns::frame::joined);
    let states =
        own.filter(|child| found.cast.all_named(*child).iter().any(|actor| actor.kind == "state"));
    let elsewhere = states.count() > 1
        || of.peek().is_some() && !of.any(|whose| whose.children().any(|c| counts(&c).is_some()));
    let meant = people(reader, found, head);
    let others = !named.is_empty() && !meant.iter().any(|id| named.contains(id));
    if elsewhere || others {
        return None;
    }
    let noun = head.lemma().to_lowercase();
    let office = matches!(noun.as_str(), "president" | "minister");
    Some(Joint {
        count: std::iter::once(head).chain(head.children()).find_map(|token| counts(&token)),
        office: office.then_some(noun),
        pronoun: pronoun(&head),
        with: None,
    })
}

/// Who they are, by the mentions before and the names in the sentence and the one before it.
pub fn together(
    page: &Page,
    found: &Found,
    before: &[Mention],
    mention: &Mention,
) -> Option<Vec<String>> {
    let joint = mention.jointly.as_ref()?;
    let passage = &page.passages[mention.passage];
    if let Some(with) = &joint.with {
        // "She and her minister flew to Rome": two of one side.
        if mention.medium == Medium::Visit || is_told_of(passage, found, mention, with) {
            return None;
        }
    }
    let fits = |ids: &[String]| {
        ids.len() > 1
            && ids.iter().all(|id| found.is_person(id) && may_be_called(found, id, joint))
            && joint.count.is_none_or(|count| count == ids.len())
            && joint.with.as_ref().is_none_or(|with| ids.contains(with))
            && !of_one_country(found, ids)
    };
    let back = |at: usize| {
        sentence_number(passage, mention.token).checked_sub(sentence_number(passage, at))
    };
    let here = || before.iter().rev().filter(|other| other.passage == mention.passage);
    let contact = |distance: usize| {
        let near = here().filter(|other| {
            back(other.token) == Some(distance) && (distance == 0 || leads(passage, other))
        });
        near.map(|other| &other.participants).find(|ids| fits(ids)).cloned()
    };
    let beside = |distance: usize| {
        let sentence = sentence_number(passage, mention.token).checked_sub(distance)?;
        side_by_side(passage, found, sentence, mention.token).into_iter().rfind(|ids| fits(ids))
    };
    let same = contact(0).or_else(|| beside(0).filter(|_| joint.with.is_none()));
    if let Some(ids) = same.or_else(|| contact(1)) {
        return Some(ids);
    }
    // *They* are mostly those of the sentence before, of whatever it tells.
    if joint.pronoun && joint.with.is_none() && mention.participants.len() > 1 {
        return None;
    }
    let first = || {
        let mut all = before.iter().filter(|other| fits(&other.participants) && !other.several);
        let first = all.clone().find(|other| leads(&page.passages[other.passage], other));
        first.or_else(|| all.next()).map(|other| other.participants.clone())
    };
    // Of a pair not spoken of before, the other is whom the report is about.
    let about = || {
        let with = joint.with.as_ref()?;
        let mut all = before.iter().rev().flat_map(|other| &other.participants);
        if all.clone().any(|id| id != with && mention.participants.contains(id)) {
            return None;
        }
        let pair = |id: &String| {
            let mut pair = vec![id.clone(), with.clone()];
            pair.sort();
            fits(&pair).then_some(pair)
        };
        all.find_map(pair)
    };
    let beside = beside(1).filter(|_| joint.with.is_none());
    beside.or_else(first).or_else(about)
}

/// Whether the one beside "he" is told of in the same sentence: "Berg said she and Rossi talked".
fn is_told_of(passage: &Parsed, found: &Found, mention: &Mention, with: &str) -> bool {
    let sentence = sentence(passage, mention.token);
    let mut before = (sentence.start..mention.token).map(|index| passage.token(index));
    before.any(|token| {
        let person = found.cast.person_named(token);
        person.is_some_and(|who| who.id != with && mention.participants.contains(&who.id))
    })
}

/// Whether they are of one side, which would not be in touch with itself.
fn of_one_country(found: &Found, ids: &[String]) -> bool {
    let country = |id: &String| found.cast.by_id(id).and_then(|actor| actor.country.as_deref());
    let first = country(&ids[0]);
    first.is_some() && ids.iter().all(|id| country(id) == first)
}

/// Whether somebody may be called what the words say: no minister is meant by "the presidents".
fn may_be_called(found: &Found, id: &str, joint: &Joint) -> bool {
    let Some(office) = &joint.office else { return true };
    let role = found.cast.by_id(id).and_then(|actor| actor.role.as_deref());
    role.is_none_or(|role| role.to_lowercase().contains(office))
}

/// Whether a contact is what its sentence tells: not "after their talks", nor "X, who met Y".
fn leads(passage: &Parsed, mention: &Mention) -> bool {
    let outer = passage.token(mention.chain[0]);
    let told = |token: Token| {
        token.is_root() || matches!(token.dep(), "ccomp" | "conj" | "xcomp" | "advcl")
    };
    let part = matches!(outer.dep(), "nsubj" | "nsubjpass" | "attr");
    !mention.background && (is_verbal(outer) && told(outer) || part) && outer.ancestors().all(told)
}

/// Those whom a sentence joins by "and", up to a token: "Rossi and Berg signed the treaty".
fn side_by_side(passage: &Parsed, found: &Found, sentence: usize, end: usize) -> Vec<Vec<String>> {
    let tokens = passage.sentences()[sentence].clone();
    let named = |index: usize| {
        let actors = found.cast.all_named(passage.token(index));
        let [actor] = actors[..] else { return None };
        (actor.kind == "person").then_some(&actor.id)
    };
    let mut groups: Vec<(usize, Vec<String>)> = Vec::new();
    for index in tokens.start..tokens.end.min(end) {
        let token = passage.token(index);
        let head = token.head().index();
        let (true, Some(own), Some(first)) = (token.dep() == "conj", named(index), named(head))
        else {
            continue;
        };
        match groups.iter_mut().find(|(last, ids)| *last == head && !ids.contains(own)) {
            Some((last, ids)) => {
                ids.push(own.clone());
                *last = index;
            }
            None => groups.push((index, vec![first.clone(), own.clone()])),
        }
    }
    groups
        .into_iter()
        .map(|(_, mut ids)| {
            ids.sort();
            ids.dedup();
            ids
        })
        .collect()
}
