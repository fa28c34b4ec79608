//! Calls, meetings, visits, letters: who was in touch with whom, by patterns of an
//! [`Ontology`](crate::patterns::Ontology).
//!
//! Each place where a contact is spoken of is a mention (`mention`), with who takes
//! part (`parties`), one after the other (`each`), how it puts the contact (`status`) and when it was (`when`). What its words leave
//! to those before them is filled in (`fill`); mentions of one contact (`same`) are one (`join`, `draft`).
//! What was spoken about comes last (`topics`).

mod draft;
mod each;
mod fill;
mod join;
mod mention;
mod parties;
mod same;
mod since;
mod status;
mod together;
mod topics;
mod when;

pub use join::Joined;
pub use mention::Mention;

use crate::found::Found;
use crate::page::Page;
use crate::patterns::Ontology;
use crate::patterns::meaning::Reader;

/// The contacts of a report, and where each is spoken of.
pub fn contacts(page: &Page, found: &Found, ontology: &Ontology, explain: bool) -> Joined {
    let mut mentions = Vec::new();
    for (number, passage) in page.passages.iter().enumerate() {
        let reader = Reader::new(ontology, passage, found);
        mentions.extend(mention::mentions(&reader, found, number));
    }
    let mut joined = join::join(page, found, mentions, explain);
    topics::topics(page, found, &mut joined);
    joined
}
