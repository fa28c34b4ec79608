//! The day that a few words name, as seen from the day of publication.

use crate::words::DAYS;
use jiff::civil::Date;

/// The one day that `words` name; none where they name several, a longer time, or none.
///
/// A bare weekday is the last one up to the day of publication, or, where `ahead`, the next one
/// from it on; a day without a year is the one nearest to publication on that side.
pub fn day(words: &str, published: Option<Date>, ahead: bool) -> Option<Date> {
    let words: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut month = None;
    let (mut numbers, mut year) = (Vec::new(), None);
    let mut others = Vec::new();
    for word in &words {
        let named = DAYS.months.iter().position(|names| names.contains(word));
        match (named, word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i16>()) {
            (Some(at), _) => month = Some(at as i8 + 1),
            (None, Ok(number)) if (1900..2100).contains(&number) => year = Some(number),
            (None, Ok(number)) => numbers.push(number),
            (None, Err(_)) => others.push(word.as_str()),
        }
    }
    if let (Some(month), &[number]) = (month, &numbers[..]) {
        return of_month(number, month, year, published?, ahead);
    }
    if month.is_some() || !numbers.is_empty() || year.is_some() {
        return None;
    }
    let published = published?;
    let mut days = others.iter().filter_map(|word| {
        if let Some(&distance) = DAYS.relative.get(*word) {
            return published.checked_add(jiff::Span::new().days(distance)).ok();
        }
        let weekday = DAYS.weekdays.iter().position(|name| name == word)? as i64;
        let today = i64::from(published.weekday().to_monday_zero_offset());
        let distance =
            if ahead { (weekday - today).rem_euclid(7) } else { -(today - weekday).rem_euclid(7) };
        published.checked_add(jiff::Span::new().days(distance)).ok()
    });
    match (days.next(), days.next()) {
        (Some(day), None) => Some(day),
        _ => None,
    }
}

fn of_month(
    number: i16,
    month: i8,
    year: Option<i16>,
    published: Date,
    ahead: bool,
) -> Option<Date> {
    let number = i8::try_from(number).ok()?;
    let of_year = |year: i16| Date::new(year, month, number).ok();
    if let Some(year) = year {
        return of_year(year);
    }
    let this = of_year(published.year())?;
    match (ahead, this.cmp(&published)) {
        (false, std::cmp::Ordering::Greater) => of_year(published.year() - 1),
        (true, std::cmp::Ordering::Less) => of_year(published.year() + 1),
        _ => Some(this),
    }
}

#[cfg(test)]
mod tests {
    use super::day;
    use jiff::civil::date;

    #[test]
    fn looks_back_or_ahead_from_publication() {
        let friday = Some(date(2025, 7, 4));
        assert_eq!(day("Thursday", friday, false), Some(date(2025, 7, 3)));
        assert_eq!(day("on Thursday", friday, true), Some(date(2025, 7, 10)));
        assert_eq!(day("Friday", friday, false), friday);
        assert_eq!(day("yesterday", friday, false), Some(date(2025, 7, 3)));
        assert_eq!(day("December 30", friday, false), Some(date(2024, 12, 30)));
        assert_eq!(day("30 Dec.", friday, true), Some(date(2025, 12, 30)));
        assert_eq!(day("the 4th of June, 2024", friday, false), Some(date(2024, 6, 4)));
    }

    #[test]
    fn never_guesses() {
        let friday = Some(date(2025, 7, 4));
        for words in ["last month", "2025", "a month and a half", "July", "June 4 and 5", "31 June"]
        {
            assert_eq!(day(words, friday, false), None, "{words}");
        }
        assert_eq!(day("Thursday", None, false), None);
        assert_eq!(day("Monday and Tuesday", friday, false), None);
    }
}
