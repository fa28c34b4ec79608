//! What the words of a mention leave to those before them: who met in "their meeting", on which day
//! "they met later".

use super::draft::Draft;
use super::mention::Mention;
use super::same::{days_fit, media_group};
use super::when::When;
use crate::found::Found;
use crate::{Medium, Precision, Status};

/// Adds what the words leave to those before them: who met in "their meeting", on which day
/// "they met later".
pub fn fill(mention: &mut Mention, last: Option<&Draft>, drafts: &[Draft], found: &Found) {
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
    let silent = mention.participants.is_empty() && !mention.unnamed;
    let other_day = mention.when.is_some_and(|when| {
        last.when.is_some_and(|own| !own.weak && !when.weak && !days_fit(&own, &when))
    });
    // "Today's meeting" is the one that was spoken of first.
    let known_day = |draft: &Draft| match (draft.when, mention.when) {
        (Some(own), Some(when)) => !own.weak && days_fit(&own, &when),
        (None, Some(when)) => draft.news_of == Some(when.day),
        (_, None) => false,
    };
    let other_day = other_day && !drafts.iter().any(known_day);
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
    if mention.when.is_none() && mention.shift.is_none() {
        mention.when = day_of_others(mention, last, drafts);
    }
}

/// The day that the contacts told before give: of "later met" and "met in the evening" that of the
/// one before, else of the report's news; of "it was her first visit" that on which she met somebody.
fn day_of_others(mention: &Mention, last: &Draft, drafts: &[Draft]) -> Option<When> {
    let has = |draft: &&Draft, id: &String| draft.participants.contains(id);
    let news = || drafts.iter().filter(|draft| draft.news_of.is_some());
    let apart = mention.same_day && !mention.background;
    let of_news = || {
        let mut news = news().filter(|draft| {
            mention.day_part || apart && mention.participants.iter().any(|id| has(draft, id))
        });
        news.find_map(Draft::day)
    };
    let held = mention.told.status == Status::Held && !mention.several;
    if mention.told.status == Status::Planned && mention.same_day && !mention.day_part {
        // "The minister will also meet": on the day of the meeting before.
        let ahead = last.told.status == Status::Planned && last.medium != Medium::Visit;
        let own = last.when.filter(|when| ahead && !when.weak);
        return own.filter(|when| when.precision == Precision::Day);
    }
    if mention.day_part || held && mention.same_day {
        return last.day().or_else(of_news);
    }
    if held && mention.medium == Medium::Visit && (mention.counted || mention.counted_attr) {
        let met = |draft: &&Draft| {
            media_group(draft.medium) == media_group(Medium::Meeting)
                && mention.participants.iter().all(|id| has(draft, id))
        };
        return news().chain(drafts.iter().rev()).filter(met).find_map(Draft::day);
    }
    None
}
