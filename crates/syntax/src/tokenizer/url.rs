//! Whether a chunk is a web or mail address, and so one token.
//!
//! spaCy's regular expression, by hand: `[scheme://][user[:password]@]host[:port][/path]`, where
//! the host is a public IPv4 address or labels before a top-level domain. It has to be linear in
//! the chunk's length, and the expression is not.

use crate::tables::Affixes;

/// Whether all of `chunk` is an address.
pub fn is_address(chunk: &str, affixes: &Affixes) -> bool {
    if !chunk.contains('.') {
        return false;
    }
    let after_scheme = chunk.find("://").filter(|&end| is_scheme(&chunk[..end]));
    let after_users = chunk.match_indices('@').map(|(at, _)| at).filter(|&at| at > 0);
    let starts = std::iter::once(0)
        .chain(after_scheme.map(|end| end + 3))
        .chain(after_users.map(|at| at + 1));
    starts.into_iter().any(|start| is_host_and_path(&chunk[start..], affixes))
}

fn is_scheme(word: &str) -> bool {
    word.chars().count() >= 2
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '+' | '-' | '.'))
}

fn is_host_and_path(rest: &str, affixes: &Affixes) -> bool {
    // An `@` after the host would make it a user's name, which is tried on its own.
    let end = rest.find([':', '/', '?', '#', '@']).unwrap_or(rest.len());
    let (host, tail) = rest.split_at(end);
    is_port_and_path(tail) && (is_public_ip(host) || is_domain(host, affixes))
}

fn is_port_and_path(tail: &str) -> bool {
    let path = match tail.strip_prefix(':') {
        None => tail,
        Some(rest) => {
            let path = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if !(2..=5).contains(&(rest.len() - path.len())) {
                return false;
            }
            path
        }
    };
    path.is_empty() || path.starts_with(['/', '?', '#'])
}

/// A dotted quad outside the private networks.
fn is_public_ip(host: &str) -> bool {
    if host.len() > 15 {
        return false;
    }
    let parts: Vec<&str> = host.split('.').collect();
    let octet = |part: &&str| {
        let digits = part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u8>().ok()).flatten()
    };
    let numbers: Option<Vec<u8>> = parts.iter().map(octet).collect();
    let Some([first, second, _, last]) = numbers.as_deref() else { return false };
    let plain = |part: &str| !part.starts_with('0');
    // The middle numbers may be written with a leading zero, but only below 100.
    let middle = |part: &str| part.len() < 3 || plain(part);
    let private = match first {
        10 | 127 => true,
        169 => *second == 254,
        192 => *second == 168,
        172 => (16..=31).contains(second),
        _ => false,
    };
    !private
        && (1..=223).contains(first)
        && plain(parts[0])
        && middle(parts[1])
        && middle(parts[2])
        && (1..=254).contains(last)
        && plain(parts[3])
}

/// Labels and a top-level domain of 2 to 63 letters.
fn is_domain(host: &str, affixes: &Affixes) -> bool {
    let Some((labels, top)) = host.rsplit_once('.') else { return false };
    (2..=63).contains(&top.chars().count())
        && top.chars().all(|c| affixes.top_level_domain.has(c))
        && labels.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&c);
    let inner = |c: char| letter(c) || c == '_' || c == '-';
    label.len() <= 64 * 4
        && (1..=64).contains(&label.chars().count())
        && label.starts_with(letter)
        && label.ends_with(letter)
        && label.chars().all(inner)
}
