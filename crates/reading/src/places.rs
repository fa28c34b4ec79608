//! Place names and the places that they stand for.

use crate::page::Page;
use crate::{Dateline, Place};

/// The places of a report, in order.
pub(crate) fn places(_page: &Page, _dateline: Option<&Dateline>) -> Vec<Place> {
    Vec::new()
}
