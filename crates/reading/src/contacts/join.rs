//! Mentions of one contact are one contact with the evidence of each.

use super::draft::Draft;
use super::fill::fill;
use super::mention::Mention;
use super::same::{days_fit, is_before_news, is_same, media_group};
use super::since;
use super::together::together;
use crate::around::{last_day, written};
use crate::found::Found;
use crate::page::{Page, sentence};
use crate::words::CONTACTS;
use crate::{Actor, Contact, DateBasis, Medium, Precision, Status};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The contacts of a report, and where each is spoken of.
pub struct Joined {
    /// The contacts.
    pub contacts: Vec<Contact>,
    /// The places, each with the contact's number.
    pub mentions: Vec<(Mention, Option<usize>)>,
}

/// Joins the mentions of a report.
pub fn join(page: &Page, found: &Found, mut mentions: Vec<Mention>, explain: bool) -> Joined {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut of: Vec<Option<usize>> = Vec::new();
    let main_end = main_part(page);
    for number in 0..mentions.len() {
        let last = of.iter().rev().flatten().next().map(|&at| &drafts[at]);
        // "visited Rome in April, where she met": in April.
        let (before, rest) = mentions.split_at_mut(number);
        let within = before.iter().rev().find(|other| {
            other.passage == rest[0].passage
                && other.chain.iter().any(|at| rest[0].above.contains(at))
        });
        let behind = rest[1..].iter().map(|other| (other.passage, other.chain.clone(), other.when));
        let behind = behind.take(4).find(|(passage, chain, _)| {
            *passage == rest[0].passage && chain.iter().any(|at| rest[0].above.contains(at))
        });
        let when = within.and_then(|other| other.when).or(behind.and_then(|(.., when)| when));
        // "a day after she met": the day before. "The call came a day after she met" too.
        let told_last = before.last().filter(|other| {
            let here = sentence(&page.passages[other.passage], other.token);
            other.passage == rest[0].passage && here.contains(&rest[0].token)
        });
        let of_last = told_last.and(of.last().copied().flatten()).and_then(|at| drafts[at].day());
        let when = match rest[0].shift {
            Some(shift) => when.or(of_last).and_then(|when| shift.from(when)),
            None => when,
        };
        let again = rest[0].like_last;
        rest[0].when = rest[0].when.or(when.filter(|when| !when.weak && !again));
        if let Some(who) = together(page, found, before, &rest[0]) {
            rest[0].participants = who;
        }
        if let Some(at) = of.last().copied().flatten().filter(|_| rest[0].implied) {
            since::complete(&mut rest[0], &drafts[at]);
        }
        fill(&mut mentions[number], last, &drafts, found);
        let mention = &mentions[number];
        // One in the same way before one that only may be.
        let like = |at: &usize| media_group(drafts[*at].medium) == media_group(mention.medium);
        let aside = mention.background || !mention.is_main(main_end);
        let fits = |at: &usize| {
            !(aside && is_before_news(&drafts[*at], mention))
                && is_same(&drafts[*at], mention, found)
        };
        let all = || (0..drafts.len()).rev();
        let same = all().filter(like).find(fits).or_else(|| all().find(fits));
        // "agreed to meet again in a plenary session": the session is that meeting.
        let part = part_of(page, mention, &mentions[..number]).and_then(|other| of[other]);
        let same = part.filter(|at| like(at)).or(same);
        let at = same.or_else(|| stands_alone(mention, found).then_some(drafts.len()));
        let at = at.filter(|_| !mention.told.none_yet);
        if let Some(at) = at {
            if at == drafts.len() {
                drafts.push(Draft::of(mention));
            }
            drafts[at].add(number, mention);
            let held = mention.told.status == Status::Held && !mention.several;
            if held && !mention.background && mention.is_main(main_end) {
                drafts[at].news_of = page.report.published;
            }
        }
        of.push(at);
    }
    let mut kept: Vec<Option<usize>> = Vec::new();
    let mut contacts = Vec::new();
    for at in 0..drafts.len() {
        let keep = is_diplomacy(&drafts[at], found) && !is_sum(&drafts, at, found);
        kept.push(keep.then_some(contacts.len()));
        if keep {
            contacts.push(drafts[at].contact(page, &mentions, main_end, explain));
        }
    }
    during_visits(&mut contacts);
    let of = of.into_iter().map(|at| at.and_then(|at| kept[at]));
    Joined { contacts, mentions: mentions.into_iter().zip(of).collect() }
}

/// Whether a contact is only the sum of others: "calls with European leaders", each of whom is named.
fn is_sum(drafts: &[Draft], at: usize, found: &Found) -> bool {
    let whole = &drafts[at];
    let group = |id: &String| found.cast.by_id(id).is_none_or(|actor| actor.kind == "group");
    let named: Vec<&String> = whole.participants.iter().filter(|id| !group(id)).collect();
    if !whole.several || named.len() > 1 {
        return false;
    }
    let part = |other: &&Draft| {
        !other.several
            && media_group(other.medium) == media_group(whole.medium)
            && other.told.status == whole.told.status
            && named.iter().all(|id| other.participants.contains(id))
            && match (&other.when, &whole.when) {
                (Some(own), Some(other)) => days_fit(own, other),
                _ => true,
            }
    };
    drafts.iter().filter(part).count() > 1
}

/// "He will travel to Fiji on February 12. He will also meet the prime minister": in February.
fn during_visits(contacts: &mut [Contact]) {
    let visits: Vec<(Vec<String>, Date)> = contacts
        .iter()
        .filter(|contact| contact.medium == Medium::Visit && contact.status == Status::Planned)
        .filter_map(|contact| Some((contact.participants.clone(), contact.date_range?[0])))
        .collect();
    for contact in contacts.iter_mut() {
        let undated = contact.date.is_none() && contact.status == Status::Planned;
        let visit = visits.iter().find(|(travellers, _)| {
            undated && travellers.iter().any(|id| contact.participants.contains(id))
        });
        if let Some((_, day)) = visit {
            let first = day.first_of_month();
            contact.date = Some(written(first, Precision::Month));
            contact.date_range = Some([first, last_day(first, Precision::Month)]);
            contact.date_precision = Some(Precision::Month);
            contact.date_basis = Some(DateBasis::Relative);
        }
    }
}

/// Where what a report is mainly about ends: its second sentence, headlines not counted.
fn main_part(page: &Page) -> usize {
    let Some(body) = page.passages.last() else { return 0 };
    let sentences = body.sentences().iter().filter(|tokens| tokens.len() > 3).take(2);
    sentences.last().map_or(0, |tokens| body.bytes(tokens.clone()).end)
}

/// The mention before whose verb a noun fills in: of "met in a plenary session", the meeting.
fn part_of(page: &Page, mention: &Mention, before: &[Mention]) -> Option<usize> {
    let noun = page.passages[mention.passage].token(mention.token);
    let listed = |word: &String| word.eq_ignore_ascii_case(noun.head().text());
    if !mention.noun
        || mention.definite
        || noun.dep() != "pobj"
        || !CONTACTS.within_one.iter().any(listed)
    {
        return None;
    }
    let verb = noun.head().head().index();
    before.iter().rposition(|other| {
        other.passage == mention.passage
            && other.token != mention.token
            && other.chain.contains(&verb)
            && mention.participants.iter().all(|id| other.participants.contains(id))
    })
}

/// Whether a mention by itself says enough to be a contact.
fn stands_alone(mention: &Mention, found: &Found) -> bool {
    // "Turkey's talks with regional leaders" are of nobody in particular.
    if let ([one], Medium::Talks) = (&mention.participants[..], mention.medium)
        && found.cast.by_id(one).is_some_and(|actor| actor.kind != "person")
    {
        return false;
    }
    let sides = mention.participants.len() + usize::from(mention.unnamed);
    match mention.medium {
        Medium::Visit => mention.participants.iter().any(|id| !is_anybody(id, found)),
        _ if mention.vague || mention.like_last && mention.participants.len() < 2 => false,
        _ => sides >= 2 && !mention.participants.is_empty(),
    }
}

/// Whether somebody is known by neither name nor country: "that a secretary of state has gone there".
fn is_anybody(id: &str, found: &Found) -> bool {
    found.cast.by_id(id).is_some_and(|actor| {
        let last = actor.name.split(' ').next_back().unwrap_or_default();
        actor.kind == "person" && actor.country.is_none() && !last.contains(char::is_uppercase)
    })
}

/// Whether those who take part are not all of one country: party leaders, a cabinet.
fn is_diplomacy(draft: &Draft, found: &Found) -> bool {
    if draft.participants.is_empty() {
        return false;
    }
    let known = |id: &&String| {
        found.cast.by_id(id).is_some_and(|actor| actor.country.is_some() || actor.kind == "person")
    };
    let actors = || draft.participants.iter().filter_map(|id| found.cast.by_id(id));
    // "Berg met Senate leader Rossi", "party leader Huber": of the country of the others.
    let (at_home, others): (Vec<&Actor>, Vec<&Actor>) =
        actors().partition(|actor| is_of_home(actor, found));
    let sides: BTreeSet<Option<&String>> =
        others.iter().map(|actor| actor.country.as_ref()).collect();
    if !at_home.is_empty() && draft.medium != Medium::Visit && sides.len() == 1 {
        return draft.unnamed || sides.contains(&None);
    }
    let countries: Vec<Option<&String>> = draft
        .participants
        .iter()
        .filter(known)
        .map(|id| found.cast.by_id(id).and_then(|actor| actor.country.as_ref()))
        .collect();
    let Some(&first) = countries.first() else { return false };
    draft.unnamed
        || draft.medium == Medium::Visit
        || countries.len() < 2
        || first.is_none()
        || countries.iter().any(|country| *country != first)
}

/// Whether somebody holds an office within a country that the report does not name: a governor, a
/// party leader, whoever leads "the Senate", which is not the American one.
fn is_of_home(actor: &Actor, found: &Found) -> bool {
    let role = format!(" {} ", actor.role.as_deref().unwrap_or_default().to_lowercase());
    let known = actor.wikidata.is_some() || !matches!(actor.kind.as_str(), "person" | "group");
    let chamber = actor.sector.as_deref() == Some("LEG")
        && actor.country.as_ref().is_some_and(|country| found.cast.by_id(country).is_none());
    let within = || CONTACTS.at_home.iter().any(|word| role.contains(&format!(" {word} ")));
    !known && (actor.country.is_none() && within() || chamber)
}
