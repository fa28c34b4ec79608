//! Mentions of one contact are one contact with the evidence of each.

use super::mention::Mention;
use super::status::Told;
use super::when::When;
use crate::around::{last_day, written};
use crate::found::Found;
use crate::page::Page;
use crate::{Contact, DateBasis, Medium, MediumBasis, Precision, Status};
use jiff::civil::{Date, ISOWeekDate};

/// The contacts of a report, and where each is spoken of.
pub struct Joined {
    /// The contacts.
    pub contacts: Vec<Contact>,
    /// The places, each with the contact's number.
    pub mentions: Vec<(Mention, Option<usize>)>,
}

/// A contact as its mentions make it.
struct Draft {
    mentions: Vec<usize>,
    participants: Vec<String>,
    unnamed: bool,
    medium: Medium,
    open: bool,
    told: Told,
    when: Option<When>,
    several: bool,
    in_title: bool,
    place: Option<String>,
}

/// Joins the mentions of a report.
pub fn join(page: &Page, found: &Found, mut mentions: Vec<Mention>, explain: bool) -> Joined {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut of: Vec<Option<usize>> = Vec::new();
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
        rest[0].when = rest[0].when.or(when.filter(|when| !when.weak));
        fill(&mut mentions[number], last, &drafts, found);
        let mention = &mentions[number];
        // One in the same way before one that only may be.
        let like = |at: &usize| media_group(drafts[*at].medium) == media_group(mention.medium);
        let fits = |at: &usize| is_same(&drafts[*at], mention, found);
        let all = || (0..drafts.len()).rev();
        let same = all().filter(like).find(fits).or_else(|| all().find(fits));
        let at = same.or_else(|| stands_alone(mention, found).then_some(drafts.len()));
        let at = at.filter(|_| !mention.told.none_yet);
        if let Some(at) = at {
            if at == drafts.len() {
                drafts.push(Draft::of(mention));
            }
            drafts[at].add(number, mention);
        }
        of.push(at);
    }
    let main_end = main_part(page);
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

/// Adds what the words leave to those before them: who met in "their meeting", on which day
/// "they met later".
fn fill(mention: &mut Mention, last: Option<&Draft>, drafts: &[Draft], found: &Found) {
    let country = |id: &str| found.cast.by_id(id).and_then(|actor| actor.country.as_deref());
    // "Sherman's Participation in a Dialogue with Ryabkov": the first whom the headline names.
    if let (true, true, [one]) = (mention.in_title, mention.noun, &mention.participants[..])
        && let Some(first) = found.title.and_then(|title| found.cast.mentioned(title))
        && first.kind == "person"
        && first.wikidata.is_some()
        && country(one) != first.country.as_deref()
    {
        mention.participants.push(first.id.clone());
        mention.participants.sort();
    }
    let Some(last) = last else { return };
    if mention.like_last && last.participants.len() > 1 {
        mention.participants.clone_from(&last.participants);
        (mention.medium, mention.open) = (last.medium, false);
    }
    // "The two leaders" of whom the report is about, not of the last two whom it names.
    let known = drafts.iter().any(|draft| draft.participants == mention.participants);
    if mention.jointly && mention.participants.len() == 2 && !known {
        let shares = |draft: &&Draft| {
            let two = draft.participants.len() == 2;
            two && mention.participants.iter().any(|id| draft.participants.contains(id))
        };
        if let Some(draft) = drafts.iter().rev().find(shares) {
            mention.participants.clone_from(&draft.participants);
        }
    }
    let silent = mention.participants.is_empty() && !mention.unnamed;
    let other_day = mention.when.is_some_and(|when| {
        last.when.is_some_and(|own| !own.weak && !when.weak && !days_fit(&own, &when))
    });
    let back = other_day && (mention.joint_owner || mention.definite)
        || (mention.other || mention.counted) && mention.noun;
    let travels = matches!(mention.medium, Medium::Visit | Medium::Summit) && !mention.joint_owner;
    let like = |draft: &&Draft| {
        draft.participants.len() > 1 && media_group(draft.medium) == media_group(mention.medium)
    };
    let like = drafts.iter().rev().find(like).or(Some(last));
    let like = like.filter(|draft| draft.participants.len() > 1);
    if let Some(like) = like.filter(|_| silent && back && !travels && !mention.several) {
        mention.participants.clone_from(&like.participants);
    }
    // "It is the first visit by a Chilean minister": of the one who is spoken of.
    if let ([one], Medium::Visit, true) =
        (&mention.participants[..], mention.medium, mention.counted_attr)
        && found.cast.by_id(one).is_some_and(|actor| actor.wikidata.is_none())
    {
        let own = country(one);
        let mut all = drafts.iter().rev().flat_map(|draft| &draft.participants);
        let same = all.find(|id| own.is_some() && country(id) == own && found.is_person(id));
        if let Some(same) = same {
            mention.participants = vec![same.clone()];
        }
    }
    // "A meeting with the king is planned": of whom the report is about.
    if let ([one], true, false) = (&mention.participants[..], mention.with, mention.unnamed)
        && mention.medium != Medium::Visit
        && mention.medium != Medium::Summit
        && !mention.in_title
    {
        let own = country(one);
        let person = |id: &&String| found.is_person(id) && country(id) != own;
        let known = last.participants.contains(one);
        // Who takes part in most is whom the report is about.
        let times =
            |id: &&String| drafts.iter().filter(|draft| draft.participants.contains(id)).count();
        let others = last.participants.iter().rev().filter(person);
        let other = others.max_by_key(times).filter(|_| !known && !mention.definite);
        mention.participants.extend(other.cloned());
        mention.participants.sort();
    }
    if mention.when.is_none() && mention.same_day && mention.told.status == Status::Held {
        let held = last.when.filter(|_| last.told.status == Status::Held);
        mention.when = held.filter(|when| when.precision == Precision::Day);
    }
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

impl Draft {
    fn of(mention: &Mention) -> Draft {
        Draft {
            mentions: Vec::new(),
            participants: mention.participants.clone(),
            unnamed: mention.unnamed,
            medium: mention.medium,
            open: mention.open,
            told: mention.told,
            when: mention.when,
            several: mention.several,
            in_title: mention.in_title,
            place: mention.place.clone(),
        }
    }

    fn add(&mut self, number: usize, mention: &Mention) {
        self.mentions.push(number);
        if self.open && !mention.open {
            (self.medium, self.open) = (mention.medium, false);
        } else if self.open && self.medium == Medium::Talks {
            self.medium = mention.medium;
        } else if self.medium == Medium::Call && mention.medium == Medium::Video {
            self.medium = Medium::Video;
        }
        let denied = mention.told.status == Status::Denied
            && mention.told.sure
            && self.told.status != Status::Cancelled;
        if mention.told.sure && !self.told.sure || denied {
            self.told = mention.told;
        }
        for id in &mention.participants {
            if !self.participants.contains(id) {
                self.participants.push(id.clone());
            }
        }
        self.participants.sort();
        self.several &= mention.several;
        let better = match (&self.when, &mention.when) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(own), Some(other)) => (other.weak, other.precision) < (own.weak, own.precision),
        };
        if better {
            self.when = mention.when;
        }
        self.place = self.place.take().or(mention.place.clone());
    }

    fn contact(
        &self,
        page: &Page,
        mentions: &[Mention],
        main_end: usize,
        explain: bool,
    ) -> Contact {
        let own = || self.mentions.iter().map(|&at| &mentions[at]);
        let report = page.report;
        let main = own().any(|mention| mention.in_title || mention.evidence.start < main_end);
        let mut status = self.told.status;
        let published = report.published;
        // The day of the saying is no day of what is still to come.
        let mut when = self.when.filter(|when| !when.weak || status == Status::Held);
        if let (Some(own), Some(published)) = (&mut when, published) {
            let week = jiff::Span::new().days(7);
            if own.day > published && status == Status::Held {
                // "were on the phone this Wednesday": the one that is past.
                let past = own_mentions_past(mentions, &self.mentions);
                let before = own.day.checked_sub(week).ok().filter(|day| *day <= published);
                match before.filter(|_| past && own.basis == DateBasis::Relative) {
                    Some(day) => own.day = day,
                    None => status = Status::Planned,
                }
            }
            // "They were to meet on Monday", said on Tuesday: they did not.
            if self.told.lapsed && status == Status::Planned && own.day < published {
                status = Status::Cancelled;
            }
            // "to meet on Monday" in a headline: the one to come.
            let passed = own.day < published && own.precision == Precision::Day;
            if status == Status::Planned && passed && own.basis == DateBasis::Relative {
                own.day = own
                    .day
                    .checked_add(week)
                    .ok()
                    .filter(|day| *day >= published)
                    .unwrap_or(own.day);
            }
        }
        // "their recent talks": of this month; what a report is about: of its own day.
        let held = status == Status::Held;
        let recent = own().any(|mention| mention.recent);
        let told_now = main && !self.several && own().any(|mention| !mention.background);
        if let (None, true, Some(day)) = (when, held && (recent || told_now), published) {
            let precision = if recent { Precision::Month } else { Precision::Day };
            let day = if recent { day.first_of_month() } else { day };
            when = Some(When { day, precision, basis: DateBasis::Release, weak: false });
        }
        let said = own().any(|mention| !mention.open && !mention.in_title);
        let mut durations: Vec<crate::Length> = Vec::new();
        for length in own().flat_map(|mention| &mention.lengths) {
            if !durations.iter().any(|known| known.spans == length.spans) {
                durations.push(length.clone());
            }
        }
        let mut evidence: Vec<crate::Span> = own().map(|mention| mention.evidence).collect();
        evidence.sort();
        evidence.dedup();
        let mut described: Vec<String> = Vec::new();
        for word in own().flat_map(|mention| &mention.described) {
            if !described.contains(word) {
                described.push(word.clone());
            }
        }
        let initiator = own().find_map(|mention| mention.initiator.clone());
        if self.told.lapsed && when.is_none() && status == Status::Planned {
            status = Status::Cancelled;
        }
        let mut participants = self.participants.clone();
        // Who invites to a visit is there.
        if let (Medium::Visit, Some(host)) = (self.medium, &initiator)
            && !participants.contains(host)
            && status != Status::Proposed
        {
            participants.push(host.clone());
            participants.sort();
        }
        // Who tells when and how long it was, rather than who only mentions it.
        let tells = |mention: &&Mention| mention.statement.is_some();
        let dated = |mention: &&Mention| {
            mention.when.is_some_and(|when| !when.weak) || !mention.lengths.is_empty()
        };
        let teller = own().filter(tells).find(dated).or_else(|| own().find(tells));
        Contact {
            medium: self.medium,
            medium_basis: match (self.open, said) {
                (true, _) => MediumBasis::Assumed,
                (false, true) => MediumBasis::Said,
                (false, false) => MediumBasis::Title,
            },
            kind: own().find_map(|mention| mention.kind.clone()),
            main,
            participants,
            several: self.several,
            date: when.map(|when| when.written()),
            date_range: when.map(|when| [when.day, last_day(when.day, when.precision)]),
            date_precision: when.map(|when| when.precision),
            date_basis: when.map(|when| when.basis),
            duration: durations.first().map(|length| length.value.clone()),
            duration_mod: durations.first().and_then(|length| length.modifier.clone()),
            durations,
            place: self.place.clone(),
            occasion: own().filter_map(|mention| mention.occasion).take(1).collect(),
            initiator,
            topics: Vec::new(),
            not_discussed: Vec::new(),
            described,
            status,
            reported_by: teller.and_then(|mention| mention.reported_by.clone()),
            statement: teller.and_then(|mention| mention.statement),
            evidence,
            pattern: explain.then(|| {
                own().map(|mention| mention.pattern.as_str()).collect::<Vec<_>>().join("; ")
            }),
        }
    }
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

fn own_mentions_past(mentions: &[Mention], own: &[usize]) -> bool {
    own.iter().any(|&at| mentions[at].past)
}

/// Where what a report is mainly about ends: its second sentence, headlines not counted.
fn main_part(page: &Page) -> usize {
    let Some(body) = page.passages.last() else { return 0 };
    let sentences = body.sentences().iter().filter(|tokens| tokens.len() > 3).take(2);
    sentences.last().map_or(0, |tokens| body.bytes(tokens.clone()).end)
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
        Medium::Visit => !mention.participants.is_empty(),
        _ if mention.vague || mention.like_last && mention.participants.len() < 2 => false,
        _ => sides >= 2 && !mention.participants.is_empty(),
    }
}

/// Whether a mention can be of the contact.
fn is_same(draft: &Draft, mention: &Mention, found: &Found) -> bool {
    if !same_medium(draft, mention) || !same_status(draft, mention) || !same_day(draft, mention) {
        return false;
    }
    let subset =
        |a: &[String], b: &[String]| a.iter().all(|id| b.contains(id) || is_whole(id, b, found));
    let (own, other) = (&draft.participants, &mention.participants);
    if other.is_empty() {
        // "There was no call."
        return mention.definite && !mention.other && !mention.counted
            || mention.told.status == Status::Denied;
    }
    // "the meeting was also attended by": more people at one spoken of before.
    if mention.joins && (mention.definite || !mention.noun) {
        return media_group(draft.medium) == media_group(mention.medium);
    }
    let another = mention.other && mention.noun && !mention.in_title;
    if another && !(draft.when.is_some() && mention.when.is_some()) {
        return false;
    }
    let apart = draft.when.is_none() && mention.when.is_some() && mention.background;
    if draft.told.status == Status::Denied && apart {
        return false;
    }
    let titled = mention.in_title || draft.in_title;
    if draft.several != mention.several && !mention.definite && !titled {
        return false;
    }
    let equal = subset(own, other) && subset(other, own);
    let loose = mention.definite || draft.mentions.len() == 1 && mention.evidence.start < 600;
    let within = subset(other, own) || subset(own, other);
    let apart = mention.unnamed != draft.unnamed && other.len() < 2 && !mention.counted_attr;
    equal || within && loose && !apart
}

/// Whether an actor is the state of somebody among others, or somebody of a state among them.
fn is_whole(id: &str, others: &[String], found: &Found) -> bool {
    let Some(actor) = found.cast.by_id(id) else { return false };
    let Some(country) = &actor.country else { return false };
    others.iter().any(|other| {
        let other = found.cast.by_id(other);
        other.is_some_and(|other| {
            (other.kind == "state") != (actor.kind == "state")
                && other.country.as_ref() == Some(country)
        })
    })
}

fn media_group(medium: Medium) -> u8 {
    match medium {
        Medium::Call | Medium::Video => 0,
        Medium::Meeting | Medium::Talks | Medium::Summit => 1,
        Medium::Visit => 2,
        Medium::Letter => 3,
    }
}

fn same_medium(draft: &Draft, mention: &Mention) -> bool {
    let (own, other) = (media_group(draft.medium), media_group(mention.medium));
    own == other || (draft.open || mention.open) && own < 2 && other < 2
}

fn same_status(draft: &Draft, mention: &Mention) -> bool {
    let (own, other) = (draft.told, mention.told);
    own.status == other.status
        || !own.sure
        || !other.sure
        || own.status == Status::Denied
        || other.status == Status::Denied
}

fn same_day(draft: &Draft, mention: &Mention) -> bool {
    match (&draft.when, &mention.when) {
        (Some(own), Some(other)) => days_fit(own, other),
        _ => true,
    }
}

/// Whether two days can be the same: a week, month or year is any day within it.
fn days_fit(own: &When, other: &When) -> bool {
    let precision = own.precision.max(other.precision);
    own.weak || other.weak || first_day(own.day, precision) == first_day(other.day, precision)
}

/// The first day of the week, month or year that a day lies in.
fn first_day(day: Date, precision: Precision) -> Date {
    match precision {
        Precision::Day => day,
        Precision::Week => day.iso_week_date().first_of_week().map_or(day, ISOWeekDate::date),
        Precision::Month => day.first_of_month(),
        Precision::Year => day.first_of_year(),
    }
}

/// Whether those who take part are not all of one country: party leaders, a cabinet.
fn is_diplomacy(draft: &Draft, found: &Found) -> bool {
    if draft.participants.is_empty() {
        return false;
    }
    let known = |id: &&String| {
        found.cast.by_id(id).is_some_and(|actor| actor.country.is_some() || actor.kind == "person")
    };
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
