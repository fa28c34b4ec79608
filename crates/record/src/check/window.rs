//! The days within which a claim counts.

use chancery_reading::{Claim, ClaimKind, WindowBasis};
use jiff::Span;
use jiff::civil::Date;

/// A window of days, both ends counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Days {
    /// Its first day; none where it is open.
    pub first: Option<Date>,
    /// The first day where the words are taken loosely.
    pub loose: Option<Date>,
    /// Its last day.
    pub last: Option<Date>,
    /// How it was taken from the words.
    pub why: String,
}

/// The window of a claim that was published on a day.
///
/// A length in days or weeks is exact and counts both ends: "nine days" up to the 21st begin on the
/// 13th. Months have no one length: they count back from the last day, and may begin some days
/// earlier (the claim's tolerance). "The first in three weeks" is a round figure: a contact near
/// the window's start does not refute it.
pub fn days(claim: &Claim, published: Option<Date>) -> Days {
    let window = &claim.window;
    let last = window.end.as_deref().and_then(last_day).or(published);
    let start = window.start.as_deref();
    let text = window.text.as_deref().unwrap_or("no words");
    let tolerance = i64::from(window.tolerance);
    let says =
        |words: &[&str]| words.iter().any(|word| text.split([' ', '-']).any(|own| own == *word));
    match (window.basis, start.and_then(first_day)) {
        (WindowBasis::Phrase, Some(first))
            if says(&["day", "days", "week", "weeks", "fortnight"]) =>
        {
            let exact = later(first, 1);
            let first = match claim.kind {
                ClaimKind::FirstSince => later(exact, tolerance),
                _ => exact,
            };
            let loose = (claim.kind == ClaimKind::FirstSince).then_some(exact);
            Days {
                first: Some(first), loose, last, why: format!("“{text}”, both ends counted")
            }
        }
        (WindowBasis::Phrase, Some(first)) => {
            let (sure, loose) = match claim.kind {
                ClaimKind::FirstSince => (later(first, tolerance), first),
                _ => (first, later(first, -tolerance)),
            };
            let why = format!("“{text}” back from the last day, give or take {tolerance} days");
            Days { first: Some(sure), loose: Some(loose), last, why }
        }
        (_, Some(first)) => {
            // "The first since September": one in September is the one that it names.
            let first = match claim.kind {
                ClaimKind::FirstSince | ClaimKind::LastBefore => {
                    start.and_then(last_day).map_or(first, |day| later(day, 1))
                }
                _ => first,
            };
            Days { first: Some(first), loose: None, last, why: format!("“{text}”") }
        }
        (WindowBasis::Event, None) => {
            Days {
                first: None, loose: None, last, why: format!("“{text}”: its day is not known")
            }
        }
        (_, None) => Days { first: None, loose: None, last, why: "no window is said".into() },
    }
}

/// The first day of a year, month or day.
pub fn first_day(date: &str) -> Option<Date> {
    let mut parts = date.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let mut number = || parts.next().map_or(Some(1), |part| part.parse::<i8>().ok());
    Date::new(year, number()?, number()?).ok()
}

/// The last day of a year, month or day.
pub fn last_day(date: &str) -> Option<Date> {
    let first = first_day(date)?;
    match date.matches('-').count() {
        0 => Some(first.last_of_year()),
        1 => Some(first.last_of_month()),
        _ => Some(first),
    }
}

/// A day some days later, at the ends of the calendar the same.
pub fn later(day: Date, days: i64) -> Date {
    Span::new().try_days(days).ok().and_then(|days| day.checked_add(days).ok()).unwrap_or(day)
}
