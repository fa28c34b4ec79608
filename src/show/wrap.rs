//! Words set to a width.

use unicode_width::UnicodeWidthStr;

/// Lines of words no wider than `width` columns (a longer word has a line of its own); every run
/// of white space is one place to break.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let size = word.width();
        match lines.last_mut() {
            Some(line) if used + 1 + size <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + size;
            }
            _ => {
                lines.push(word.into());
                used = size;
            }
        }
    }
    lines
}

/// The words with their middle left out where they are longer than `most` characters.
pub fn shortened(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.chars().count() <= most {
        return whole;
    }
    // The beginning says what it is about; a few last words show where it ends.
    let mut room = most * 3 / 4;
    let mut first = Vec::new();
    for word in &words {
        let size = word.chars().count() + 1;
        if size > room {
            break;
        }
        room -= size;
        first.push(*word);
    }
    let mut room = most / 4;
    let mut last = Vec::new();
    for word in words[first.len()..].iter().rev() {
        let size = word.chars().count() + 1;
        if size > room {
            break;
        }
        room -= size;
        last.push(*word);
    }
    last.reverse();
    if first.is_empty() {
        first.push("");
    }
    format!("{} … {}", first.join(" "), last.join(" ")).trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::{shortened, wrap};

    #[test]
    fn lines_are_no_wider_than_asked() {
        assert_eq!(wrap("the ministers  met\nin Vienna", 13), ["the ministers", "met in Vienna"]);
        assert_eq!(wrap("長い 言葉 です", 9), ["長い 言葉", "です"]);
        assert_eq!(wrap("incomprehensibilities", 5), ["incomprehensibilities"]);
        assert!(wrap(" \n", 5).is_empty());
    }

    #[test]
    fn the_middle_is_left_out() {
        assert_eq!(shortened("they met", 20), "they met");
        let short = shortened("one two three four five six seven eight nine ten", 24);
        assert_eq!(short, "one two three … ten");
        assert_eq!(shortened("incomprehensibilities", 5), "…");
    }
}
