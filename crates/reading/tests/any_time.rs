//! Properties of time expressions: spans are sound in any text on any day, and what is counted from
//! the day of publication moves with it.

#![allow(clippy::unwrap_used)]

use chancery_reading::Time;
use chancery_reading::times::{Clock, times};
use chancery_syntax::{Model, Parsed};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::english().unwrap());

fn parsed(text: &str) -> Parsed<'_> {
    MODEL.parse_batch(&[text]).remove(0)
}

fn on(day: Date, parsed: &Parsed) -> Vec<Time> {
    times(parsed, &Clock { published: Some(day), ..Clock::default() })
}

fn any_day() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn spans_are_sound_on_any_day(
        parts in prop::collection::vec(
            "Thursday|on May 19|in May|2025|19 June|the day before|three days later|a year ago|\
             the third quarter|fiscal|early|late|last|next|this|week|month|year|decade|every|\
             two|twenty|-|five|and a half|hours|10:30 a\\.m\\.|EST|noon|now|Easter|Ramadan 2025|\
             winter|the 1990s|'80s|\\. |, |\n\n|will|met|é😀|9999999999 years ago|[a-z0-9/.:-]{1,6}",
            0..40,
        ),
        day in any_day(),
    ) {
        let text = parts.join(" ");
        let found = on(day, &parsed(&text));
        for (index, time) in found.iter().enumerate() {
            prop_assert!(!time.span.of(&text).trim().is_empty());
            prop_assert!(time.anchor.is_none_or(|anchor| anchor < index));
            prop_assert_eq!(time.anchor.is_some(), time.basis == Some(chancery_reading::Basis::Time));
        }
        prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }

    #[test]
    fn days_move_with_the_day_of_publication(
        parts in prop::collection::vec(
            "They met yesterday\\.|She will leave tomorrow\\.|He spoke today\\.|\
             They met three days ago\\.|They met a day ago\\.|They met ten days ago\\.",
            1..8,
        ),
        day in any_day(),
        by in -400i64..400,
    ) {
        let text = parts.join(" ");
        let parsed = parsed(&text);
        let Ok(moved) = day.checked_add(by.days()) else { return Ok(()) };
        // Near the ends of the calendar there is no day to count to.
        prop_assume!((2..9999).contains(&day.year()) && (2..9999).contains(&moved.year()));
        let values = |day| -> Vec<Date> {
            on(day, &parsed).iter().map(|t| t.value.as_deref().unwrap().parse().unwrap()).collect()
        };
        let shifted: Vec<Date> =
            values(day).iter().map(|day| day.checked_add(by.days()).unwrap()).collect();
        prop_assert_eq!(values(moved).len(), parts.len());
        prop_assert_eq!(values(moved), shifted);
    }

    #[test]
    fn a_weekday_is_the_last_or_the_next(day in any_day(), weekday in 0usize..7) {
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let text = format!("They met on {0}. They will meet on {0}.", names[weekday]);
        prop_assume!((2..9999).contains(&day.year()));
        let parsed = parsed(&text);
        let found = on(day, &parsed);
        let days: Vec<Date> =
            found.iter().map(|time| time.value.as_deref().unwrap().parse().unwrap()).collect();
        prop_assert_eq!(days.len(), 2);
        let named = |date: Date| date.weekday().to_monday_zero_offset() as usize == weekday;
        prop_assert!(days.iter().all(|date| named(*date)));
        prop_assert!(day.checked_sub(7.days()).unwrap() < days[0] && days[0] <= day);
        prop_assert!(day <= days[1] && days[1] < day.checked_add(7.days()).unwrap());
    }
}
