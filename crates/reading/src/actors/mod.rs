//! Who a report is about: people, states, institutions, bodies and groups, and which words stand for
//! whom.
//!
//! Names come first (`names`): those that the registry knows, and those that the syntax model takes
//! for a person's or a body's. Then phrases (`phrases`): "the Russian President", "Ukrainian forces",
//! "the two leaders". Then pronouns (`pronouns`), each weighed among the people named before. What
//! cannot be told stays open.

mod cast;
mod joint;
mod names;
mod people;
mod phrases;
mod pronouns;
mod roles;

pub use cast::Cast;

use crate::page::Page;
use crate::registry::REGISTRY;
use crate::{Options, Place, Quote, Statement};
use cast::Casting;
use jiff::civil::Date;

/// The actors of a report.
pub fn cast(
    page: &Page,
    quotes: &[Quote],
    places: &[Place],
    dateline: Option<Date>,
    options: &Options,
) -> Cast {
    let registry = options.registry.unwrap_or(&REGISTRY);
    let day = page.report.published.or(dateline);
    let mut casting = Casting::new(page, registry, day, places);
    casting.explain = options.explain;
    names::find(&mut casting);
    phrases::find(&mut casting);
    pronouns::find(&mut casting, quotes);
    casting.finish()
}

/// Says of the statements within others' words who *I* and *we* are: whoever speaks there.
pub fn speakers(statements: &mut [Statement], cast: &mut Cast, text: &str) {
    use crate::words::ACTORS;
    for inner in 0..statements.len() {
        let statement = &statements[inner];
        let first_person = statement.source.spans.first().is_some_and(|span| {
            let word = span.of(text).to_lowercase();
            ACTORS.i.contains(&word) || ACTORS.we.contains(&word)
        });
        let outer = statement.via.filter(|_| first_person && statement.source.actor.is_none());
        let Some(speaker) = outer.and_then(|outer| statements[outer].source.actor.clone()) else {
            continue;
        };
        if let Some(span) = statement.source.spans.first() {
            cast.add_mention(&speaker, *span);
        }
        statements[inner].source.actor = Some(speaker);
    }
}
