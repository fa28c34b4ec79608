//! Whether something is said to lie ahead.

use super::rules::TenseWords;
use chancery_syntax::Token;

/// Whether the verb that governs a word says that it lies ahead: *will meet*, *is to meet*, *plans
/// to meet*, *scheduled for*. A word of the future elsewhere in the sentence says nothing.
pub fn lies_ahead(token: Token, words: &TenseWords) -> bool {
    for above in token.ancestors() {
        let has = |list: &std::collections::BTreeSet<String>, token: Token| {
            list.contains(token.lemma()) || list.contains(token.text())
        };
        if has(&words.plans, above) && above.index() < token.index() {
            return true;
        }
        if !matches!(above.pos(), "VERB" | "AUX") {
            continue;
        }
        let mut auxiliaries = above.children().filter(|child| child.dep().starts_with("aux"));
        if auxiliaries.clone().any(|auxiliary| has(&words.will, auxiliary)) {
            return true;
        }
        let infinitive =
            above.tag() == "VB" && auxiliaries.any(|auxiliary| auxiliary.tag() == "TO");
        if infinitive {
            let governor = above.head();
            if has(&words.plans, governor) || governor.lemma() == "be" {
                return true;
            }
            continue;
        }
        // A participle has no tense of its own.
        let participle = matches!(above.tag(), "VBG" | "VBN")
            && !above.children().any(|child| child.dep().starts_with("aux"));
        let joined = above.dep() == "conj";
        if !participle && !joined {
            return false;
        }
    }
    false
}
