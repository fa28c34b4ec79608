//! Time expressions and their TIMEX3 values.

use crate::page::Page;
use crate::{Dateline, Time};

/// The time expressions of a report, in order.
pub(crate) fn times(_page: &Page, _dateline: Option<&Dateline>) -> Vec<Time> {
    Vec::new()
}
