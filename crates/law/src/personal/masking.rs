//! Masked forms: the characters go, their number stays.

/// Keeps so many characters in front and behind; everything is masked where the two would meet.
pub fn keep(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let (head, tail) = if head + tail < length {
        (head, tail)
    } else {
        (0, 0)
    };
    text.chars()
        .enumerate()
        .map(|(at, c)| {
            if at < head || at >= length - tail {
                c
            } else {
                '*'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::keep;

    #[test]
    fn head_and_tail_stay() {
        for (text, head, tail, masked) in [
            ("13800000000", 3, 4, "138****0000"),
            ("张三丰", 1, 0, "张**"),
            ("1234", 0, 4, "****"),
            ("1234", 2, 2, "****"),
            ("12345", 2, 2, "12*45"),
            ("", 3, 4, ""),
        ] {
            assert_eq!(keep(text, head, tail), masked, "{text}");
        }
    }
}
