//! Whether a mention is of a contact that was spoken of before.

use super::draft::Draft;
use super::mention::Mention;
use super::when::When;
use crate::around::last_day;
use crate::found::Found;
use crate::{Medium, Precision, Status};
use jiff::civil::{Date, ISOWeekDate};

/// Whether a mention can be of the contact.
pub fn is_same(draft: &Draft, mention: &Mention, found: &Found) -> bool {
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
    let dated = |when: Option<When>| when.is_some_and(|when| !when.weak);
    if another && !(dated(draft.when) && dated(mention.when)) {
        return false;
    }
    let apart = draft.when.is_none() && mention.when.is_some() && mention.background;
    if draft.told.status == Status::Denied && apart {
        return false;
    }
    let titled = (mention.in_title || draft.in_title) && !mention.one_of;
    if draft.several != mention.several && !mention.definite && !titled {
        return false;
    }
    let equal = subset(own, other) && subset(other, own);
    let loose = mention.definite || draft.mentions.len() == 1 && mention.evidence.start < 600;
    let within = subset(other, own) || subset(own, other);
    let apart = mention.unnamed != draft.unnamed && other.len() < 2 && !mention.counted_attr;
    equal || within && loose && !apart
}

/// Whether a mention is of long before a contact that is a report's news and has no day of its own:
/// "They sat down for talks … They last met in May".
pub fn is_before_news(draft: &Draft, mention: &Mention) -> bool {
    const NEWS: i64 = 10;
    let dated = |when: &When| !when.weak;
    let (Some(news), None, Some(when)) =
        (draft.news_of, draft.when.filter(dated), mention.when.filter(dated))
    else {
        return false;
    };
    // "Earlier this year" is not today.
    if when.precision == Precision::Year {
        return true;
    }
    let last = last_day(when.day, when.precision);
    last.checked_add(jiff::Span::new().days(NEWS)).is_ok_and(|day| day < news)
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

pub fn media_group(medium: Medium) -> u8 {
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
    // "They met on Friday. A meeting of the four did not take place": another.
    if mention.indefinite && own.sure && own.status == Status::Held && other.status != Status::Held
    {
        return false;
    }
    // "was due to meet her, but the talks were called off"
    let undone = mention.definite && other.status == Status::Cancelled
        || own.status == Status::Cancelled && other.lapsed;
    own.status == other.status
        || undone && (own.status == Status::Planned || other.status == Status::Planned)
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
pub fn days_fit(own: &When, other: &When) -> bool {
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
