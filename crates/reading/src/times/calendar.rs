//! Days with a name of their own, and the rules that say when they are.

use jiff::civil::{Date, Weekday, date};

/// How a named day or time of the year is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feast {
    /// The same date each year: month, day.
    Fixed(i8, i8),
    /// The so-manieth weekday of a month, from its end where negative: month, number, weekday
    /// from Monday, 1. With days to add, as for the day after.
    Weekday(i8, i8, i8, i8),
    /// So many days from Easter Sunday of the western churches.
    Easter(i16),
    /// A day of a month of the Islamic calendar: month, day.
    Islamic(u8, u8),
    /// A month of the Islamic calendar.
    IslamicMonth(u8),
}

impl Feast {
    /// Reads `12-25`, `11 4 4` (fourth Thursday of November), `easter+1`, `islamic 10-1`,
    /// `islamic 9`.
    pub fn parse(text: &str) -> Option<Feast> {
        if let Some(days) = text.strip_prefix("easter") {
            return Some(Feast::Easter(if days.is_empty() { 0 } else { days.parse().ok()? }));
        }
        if let Some(rest) = text.strip_prefix("islamic ") {
            return Some(match rest.split_once('-') {
                Some((month, day)) => Feast::Islamic(month.parse().ok()?, day.parse().ok()?),
                None => Feast::IslamicMonth(rest.parse().ok()?),
            });
        }
        if let Some((month, day)) = text.split_once('-').filter(|_| !text.contains(' ')) {
            return Some(Feast::Fixed(month.parse().ok()?, day.parse().ok()?));
        }
        let numbers: Option<Vec<i8>> = text.split(' ').map(|part| part.parse().ok()).collect();
        match numbers?.as_slice() {
            &[month, nth, weekday] => Some(Feast::Weekday(month, nth, weekday, 0)),
            &[month, nth, weekday, days] => Some(Feast::Weekday(month, nth, weekday, days)),
            _ => None,
        }
    }

    /// When it is in a year: its first day. Feasts of the Islamic calendar wander through the
    /// year, and one that comes twice in a year is given by its first time.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Feast::Fixed(month, day) => Date::new(year, month, day).ok(),
            Feast::Weekday(month, nth, weekday, days) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                let first = Date::new(year, month, 1).ok()?;
                plus(first.nth_weekday_of_month(nth, weekday).ok()?, days.into())
            }
            Feast::Easter(days) => plus(easter(year)?, days.into()),
            Feast::Islamic(month, day) => islamic(year, month, day),
            Feast::IslamicMonth(month) => islamic(year, month, 1),
        }
    }

    /// Whether it is longer than a day.
    pub fn is_long(self) -> bool {
        matches!(self, Feast::IslamicMonth(_))
    }
}

/// A date so many days later; none beyond the years that can be counted.
pub fn plus(date: Date, days: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    date.checked_add(span).ok()
}

/// Easter Sunday by the Gregorian reckoning (Meeus, *Astronomical Algorithms*, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year32 = i32::from(year);
    let golden = year32 % 19;
    let (century, rest) = (year32 / 100, year32 % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

/// A day of the tabular Islamic calendar in a Gregorian year. Where the new moon is looked for
/// rather than computed, the day may differ by one.
fn islamic(year: i16, month: u8, day: u8) -> Option<Date> {
    /// The first day of the Islamic calendar, by its Gregorian date.
    const EPOCH: Date = date(622, 7, 19);
    let day_of = |islamic_year: i64| {
        let months = i64::from(month) - 1;
        let days = (islamic_year - 1) * 354
            + (3 + 11 * islamic_year).div_euclid(30)
            + 29 * months
            + (months + 1) / 2
            + i64::from(day)
            - 1;
        plus(EPOCH, days)
    };
    let near = (i64::from(year) - 622) * 33 / 32;
    let mut days = (near - 1..=near + 2).filter_map(day_of);
    days.find(|date| date.year() == year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_of_known_years() {
        let day = |text: &str, year| Feast::parse(text).and_then(|feast| feast.in_year(year));
        assert_eq!(day("easter", 2025), Some(date(2025, 4, 20)));
        assert_eq!(day("easter", 2024), Some(date(2024, 3, 31)));
        assert_eq!(day("easter-2", 2023), Some(date(2023, 4, 7)));
        assert_eq!(day("11 4 4", 2025), Some(date(2025, 11, 27)));
        assert_eq!(day("5 -1 1", 2025), Some(date(2025, 5, 26)));
        assert_eq!(day("11 1 1 1", 2024), Some(date(2024, 11, 5)));
        assert_eq!(day("12-25", 2025), Some(date(2025, 12, 25)));
        assert_eq!(day("islamic 9", 2025), Some(date(2025, 3, 1)));
        assert_eq!(day("islamic 10-1", 2024), Some(date(2024, 4, 10)));
    }

    #[test]
    fn no_year_is_too_far() {
        for year in -9999..=9999 {
            for text in ["easter+49", "islamic 12-10", "11 1 1 1", "2-29"] {
                let _ = Feast::parse(text).and_then(|feast| feast.in_year(year));
            }
        }
    }
}
