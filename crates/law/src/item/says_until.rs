//! 有效期 in a document's own words (P-8, N-26): it says how long it holds, and nobody entered it, so it would be shown as in force for ever.

use jiff::{ToSpan, civil::Date};

use super::Content;

/// Words by which a sentence speaks of the document itself, and not of a licence that it regulates.
const OWN: [&str; 5] = ["施行", "实施", "执行", "印发之日", "发布之日"];
/// 二十年 is the longest that is believed.
const MOST_YEARS: u32 = 20;

/// The last day of its force by its own words, of a document under the first head whose end is not entered (P-8). Years are counted from
/// the day of entry into force, or from 成文日期.
#[must_use]
pub fn says_until(content: &Content) -> Option<Date> {
    if content.head != 1 || content.in_force_until.is_some() {
        return None;
    }
    let text = plain(&content.body_html);
    let from = content.in_force_from.unwrap_or(content.made_on);
    text.split(['。', '；', '\n'])
        .filter(|sentence| sentence.contains('本') && OWN.iter().any(|own| sentence.contains(own)))
        .find_map(|sentence| {
            let (_, after) = sentence.split_once("有效期")?;
            let after = after.trim_start_matches(['为', '：', ':', '限', ' ']);
            match after
                .strip_prefix('至')
                .or_else(|| after.strip_prefix("截至"))
            {
                Some(day) => written_day(day),
                None => {
                    let years = number(after.split_once('年')?.0)?;
                    let years = i32::try_from(years).ok()?;
                    from.checked_add(years.years()).ok()
                }
            }
        })
}

/// Without tags and blanks; the end of a block ends a sentence.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut tag = false;
    for c in html.replace("</p>", "\n").chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            _ if tag || (c.is_whitespace() && c != '\n') => {}
            _ => text.push(c),
        }
    }
    text
}

/// `2026年12月31日`.
fn written_day(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `5`, `五`, `十`; at most twenty.
fn number(text: &str) -> Option<u32> {
    const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let text = if text == "两" { "二" } else { text };
    let found = text.parse().ok().or_else(|| {
        let at = DIGITS.iter().position(|digit| *digit == text)?;
        u32::try_from(at + 1).ok()
    })?;
    (1..=MOST_YEARS).contains(&found).then_some(found)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn content(body: &str) -> Content {
        let said = serde_json::json!({"head": 1, "made_on": "2021-03-01", "body_html": body});
        serde_json::from_value(said).unwrap()
    }

    #[test]
    fn a_document_says_its_end() {
        let of = |body: &str, from: Option<Date>| {
            let mut content = content(body);
            content.in_force_from = from;
            says_until(&content)
        };
        let cases = [
            (
                "<p>本办法自印发之日起施行，有效期五年。</p>",
                Some(date(2026, 3, 1)),
            ),
            (
                "<p>本办法自印发之日起施行，有效期为 2 年。</p>",
                Some(date(2023, 3, 1)),
            ),
            (
                "<p>本通知自发布之日起执行，有效期至2025年12月31日。</p>",
                Some(date(2025, 12, 31)),
            ),
            // Of a licence, and of nothing that can be counted.
            (
                "<p>许可证有效期五年。</p><p>本办法自印发之日起施行。</p>",
                None,
            ),
            ("<p>本办法自印发之日起施行，有效期长期。</p>", None),
            (
                "<p>本办法自印发之日起施行，有效期至另行通知之日。</p>",
                None,
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(of(body, None), expected, "{body}");
        }
        let later = Some(date(2021, 5, 1));
        assert_eq!(of(cases[0].0, later), Some(date(2026, 5, 1)));
        let mut entered = content(cases[0].0);
        entered.in_force_until = Some(date(2030, 1, 1));
        assert_eq!(says_until(&entered), None, "what is entered is shown");
    }
}
