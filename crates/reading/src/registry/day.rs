//! Days that are known to the day, the month or the year.

use jiff::civil::Date;

/// How well a day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month: the day is the first of it for a start and the last for an end.
    Month,
    /// To the year: the day is the first of it for a start and the last for an end.
    Year,
    /// It was on that day or before: the next in office is known, not the end.
    AtLatest,
}

pub(super) const PRECISIONS: [Precision; 4] =
    [Precision::Day, Precision::Month, Precision::Year, Precision::AtLatest];

/// Which day of a month or year stands for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    First,
    Last,
}

/// The day that `2017`, `2017-11`, `2017-11-17` or `..2017-11-17` says; none for anything else.
pub(super) fn parse(text: &str, edge: Edge) -> Option<(Date, Precision)> {
    if let Some(latest) = text.strip_prefix("..") {
        let (day, _) = parse(latest, Edge::Last).filter(|_| !latest.starts_with('.'))?;
        return Some((day, Precision::AtLatest));
    }
    let parts: Vec<&str> = text.split('-').collect();
    let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let number = |i: usize| -> Option<i16> {
        parts[i].bytes().all(|b| b.is_ascii_digit()).then(|| parts[i].parse().ok())?
    };
    match widths[..] {
        [4] => {
            let (month, day) = if edge == Edge::First { (1, 1) } else { (12, 31) };
            Some((Date::new(number(0)?, month, day).ok()?, Precision::Year))
        }
        [4, 2] => {
            let first = Date::new(number(0)?, number(1)? as i8, 1).ok()?;
            let day = if edge == Edge::First { first } else { first.last_of_month() };
            Some((day, Precision::Month))
        }
        [4, 2, 2] => {
            let day = Date::new(number(0)?, number(1)? as i8, number(2)? as i8).ok()?;
            Some((day, Precision::Day))
        }
        _ => None,
    }
}

/// A day as one number, 20171117; 0 for none.
pub(super) fn pack(day: Option<Date>) -> i32 {
    day.map_or(0, |day| {
        i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
    })
}

/// The day of a number that [`pack`] made.
pub(super) fn unpack(packed: i32) -> Option<Date> {
    let part = |of: i32| (of % 100) as i8;
    Date::new((packed / 10_000) as i16, part(packed / 100), part(packed))
        .ok()
        .filter(|_| packed != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        let end = |text| parse(text, Edge::Last).map(|(day, how)| (day.to_string(), how));
        assert_eq!(end("2024-02"), Some(("2024-02-29".into(), Precision::Month)));
        assert_eq!(end("..2017-11-17"), Some(("2017-11-17".into(), Precision::AtLatest)));
        for not in ["", "17-11-2017", "2017-13", "2017-02-30", "2017/11/17", "....2017", "+017"] {
            assert_eq!(end(not), None, "{not}");
        }
    }

    #[test]
    fn days_survive_packing() {
        let day = parse("1991-12-26", Edge::First).map(|(day, _)| day);
        assert_eq!(unpack(pack(day)), day);
        assert_eq!(unpack(pack(None)), None);
    }
}
