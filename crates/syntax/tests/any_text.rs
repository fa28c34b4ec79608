//! Any text will do: spans are sound, nothing is lost, and a text reads the same in any company.

#![allow(clippy::unwrap_used)]

use chancery_syntax::{Model, Parsed};
use proptest::prelude::*;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::english().unwrap());

/// Everything that was found, to compare.
fn everything(parsed: &Parsed) -> String {
    let tokens: Vec<_> = parsed
        .tokens()
        .map(|t| (t.bytes(), t.tag(), t.pos(), t.morph(), t.dep(), t.head().index(), t.lemma()))
        .collect();
    let entities: Vec<_> =
        parsed.entities().iter().map(|e| (e.tokens.clone(), parsed.label(e))).collect();
    format!("{tokens:?} {:?} {entities:?}", parsed.sentences())
}

fn check(text: &str) {
    let parsed = MODEL.parse(text);
    let mut end = 0;
    for token in parsed.tokens() {
        let bytes = token.bytes();
        assert_eq!(bytes.start, end, "only plain spaces lie between tokens");
        assert!(!token.text().is_empty());
        end = bytes.end + usize::from(token.space_after());
        assert!(token.head().index() < parsed.len());
        assert!(token.subtree().contains(&token.index()));
        assert!(token.ancestors().count() < parsed.len().max(1));
    }
    assert_eq!(end, text.len(), "every character is in a token or is the space after one");
    let mut next = 0;
    for sentence in parsed.sentences() {
        assert_eq!(sentence.start, next);
        assert!(!sentence.is_empty());
        next = sentence.end;
    }
    assert_eq!(next, parsed.len());
    let mut free = 0;
    for entity in parsed.entities() {
        assert!(free <= entity.tokens.start && !entity.tokens.is_empty());
        free = entity.tokens.end;
    }
    assert!(free <= parsed.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_characters(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_words(words in prop::collection::vec("[A-Za-z'.,“”$%()0-9-]{1,9}|  |\n\n|don't|U\\.S\\.|:\\)", 0..60)) {
        check(&words.join(" "));
    }

    #[test]
    fn the_same_in_any_company(
        texts in prop::collection::vec("([A-Z][a-z]{1,8} ){0,40}", 1..12),
        threads in 1usize..4,
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let together = pool.install(|| MODEL.parse_batch(&texts));
        prop_assert_eq!(together.len(), texts.len());
        for (text, parsed) in texts.iter().zip(&together) {
            prop_assert_eq!(everything(parsed), everything(&Model::english().unwrap().parse(text)));
        }
    }
}

#[test]
fn texts_longer_than_one_run_of_the_encoder() {
    // Far more tokens than are encoded at once, so that the cuts must not show: the same
    // paragraph parses the same on either side of one.
    let paragraph = "The ministers met in Vienna on Monday, and said that they would meet again. ";
    let long = paragraph.repeat(700);
    check(&long);
    let parsed = MODEL.parse(&long);
    let size = parsed.len() / 700;
    let tags = |n: usize| -> Vec<&str> {
        (n * size..(n + 1) * size).map(|i| parsed.token(i).tag()).collect()
    };
    for n in 2..698 {
        assert_eq!(tags(n), tags(1), "paragraph {n}");
    }
}

#[test]
fn odd_texts() {
    check("");
    check(" ");
    check("\n\t \u{a0}\u{1c}");
    for piece in ["a", "(", ".", "@", "a.b@", "'", "\u{10ffff}", "é", "𝄞", "-a", "://a."] {
        check(&piece.repeat(20_000));
    }
    let planes: String = (0..=16u32).filter_map(|p| char::from_u32(p << 16 | 0x61)).collect();
    check(&planes);
}

#[test]
fn one_token_of_two_megabytes() {
    let token = "x".repeat(2 * 1024 * 1024);
    let parsed = MODEL.parse(&token);
    assert_eq!(parsed.len(), 1);
    assert_eq!(parsed.token(0).text().len(), token.len());
}

#[test]
fn a_part_takes_its_place_in_a_longer_text() {
    let text = "VIENNA — The ministers met.";
    let start = "VIENNA — ".len();
    let parsed = MODEL.parse(&text[start..]).within(text, start);
    assert_eq!(parsed.token(1).text(), "ministers");
    assert_eq!(&text[parsed.token(1).bytes()], "ministers");
}
