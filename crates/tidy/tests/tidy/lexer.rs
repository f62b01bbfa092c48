//! Rust read as names: paths (`a::b::c`), methods (`.name`), and the marks between. Comments, strings, characters and lifetimes are
//! left out, so that nothing said in words counts as a call.

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// `a::b::c`, its parts.
    Path(Vec<String>),
    /// `.name`, of a call or a field.
    Method(String),
    Mark(char),
}

pub fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    // A path goes on after `::`.
    let mut joined = false;
    while at < chars.len() {
        let here = chars[at];
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        if here.is_whitespace() {
            at += 1;
        } else if here == '/' && next == '/' {
            at = until(&chars, at, |chars, at| chars[at] == '\n');
        } else if here == '/' && next == '*' {
            at = until(&chars, at, |chars, at| {
                chars[at - 1] == '*' && chars[at] == '/'
            }) + 1;
        } else if let Some(end) = raw_string(&chars, at) {
            at = end;
            joined = false;
        } else if here == '"' {
            at = string(&chars, at);
            joined = false;
        } else if here == '\'' {
            at = quoted(&chars, at);
            joined = false;
        } else if here.is_alphanumeric() || here == '_' {
            let end = until(&chars, at, |chars, at| {
                !(chars[at].is_alphanumeric() || chars[at] == '_')
            });
            let name: String = chars[at..end].iter().collect();
            at = end;
            match found.last_mut() {
                Some(Token::Path(parts)) if joined => parts.push(name),
                Some(Token::Mark('.')) if !name.starts_with(|c: char| c.is_ascii_digit()) => {
                    found.pop();
                    found.push(Token::Method(name));
                }
                _ => found.push(Token::Path(vec![name])),
            }
            joined = false;
        } else if here == ':' && next == ':' {
            joined = matches!(found.last(), Some(Token::Path(_)));
            at += 2;
        } else {
            found.push(Token::Mark(here));
            joined = false;
            at += 1;
        }
    }
    found
}

fn until(chars: &[char], from: usize, ends: impl Fn(&[char], usize) -> bool) -> usize {
    (from + 1..chars.len())
        .find(|at| ends(chars, *at))
        .unwrap_or(chars.len())
}

fn string(chars: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// `r"…"`, `r#"…"#`: the place behind it.
fn raw_string(chars: &[char], from: usize) -> Option<usize> {
    if chars[from] != 'r'
        || (from > 0 && (chars[from - 1].is_alphanumeric() || chars[from - 1] == '_'))
    {
        return None;
    }
    let hashes = chars[from + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(from + 1 + hashes) != Some(&'"') {
        return None;
    }
    let closing =
        |at: usize| chars[at] == '"' && (1..=hashes).all(|more| chars.get(at + more) == Some(&'#'));
    let end = (from + 2 + hashes..chars.len()).find(|at| closing(*at))?;
    Some(end + 1 + hashes)
}

/// A character, or a lifetime, whose name is left out with it.
fn quoted(chars: &[char], from: usize) -> usize {
    match (chars.get(from + 1), chars.get(from + 2)) {
        (Some('\\'), _) => until(chars, from + 2, |chars, at| chars[at] == '\'') + 1,
        (Some(_), Some('\'')) => from + 3,
        _ => until(chars, from, |chars, at| {
            !(chars[at].is_alphanumeric() || chars[at] == '_')
        }),
    }
}

#[test]
fn words_are_not_calls() {
    let path = |parts: &[&str]| Token::Path(parts.iter().map(ToString::to_string).collect());
    assert_eq!(
        tokens("a::b(\"c::d\", 'e', x.f::<'g>(1.5)); // h::i\nr#\"j\"#; /* k */ l"),
        [
            path(&["a", "b"]),
            Token::Mark('('),
            Token::Mark(','),
            Token::Mark(','),
            path(&["x"]),
            Token::Method("f".into()),
            Token::Mark('<'),
            Token::Mark('>'),
            Token::Mark('('),
            path(&["1"]),
            Token::Mark('.'),
            path(&["5"]),
            Token::Mark(')'),
            Token::Mark(')'),
            Token::Mark(';'),
            Token::Mark(';'),
            path(&["l"]),
        ]
    );
}
