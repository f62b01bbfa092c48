//! text that is last year's, with its share and the passages.

use std::collections::HashMap;

use super::{ALIKE_PERCENT, Report, found, sides};
use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// Share of 总体情况, in hundredths, above which it is asked about; the rule speaks of section five only.
pub const OVERVIEW_ALIKE_PERCENT: usize = 80;
/// Characters that stand in both texts one after another before they are called a passage.
const PASSAGE: usize = 15;
/// Passages that are quoted.
const QUOTED: usize = 3;
/// Longer sections are compared up to here.
const LONGEST: usize = 4000;

/// section five is not the same every year.
pub(super) fn sections(report: &Report, previous: &Report, findings: &mut Vec<Finding>) {
    let parts = [
        (
            "五",
            "存在的主要问题及改进情况",
            ALIKE_PERCENT,
            Severity::Warning,
        ),
        ("一", "总体情况", OVERVIEW_ALIKE_PERCENT, Severity::Question),
    ];
    for (section, title, limit, severity) in parts {
        let (Some(now), Some(then)) =
            (report.sections.get(section), previous.sections.get(section))
        else {
            continue;
        };
        let Some(percent) = shared_percent(now, then).filter(|percent| *percent > limit) else {
            continue;
        };
        let quoted: Vec<String> = passages(now, then)
            .into_iter()
            .take(QUOTED)
            .map(|passage| format!("“{passage}”"))
            .collect();
        let (zh, en) = if quoted.is_empty() {
            (String::new(), String::new())
        } else {
            let list = quoted.join("、");
            (format!("，如{list}"), format!(", such as {list}"))
        };
        findings.push(sides(
            found(
                Rule::R_3,
                severity,
                format!("sections/{section}"),
                format!("“{title}”与上年相同的内容约{percent}%{zh}"),
                format!("About {percent} % of section {section} is the same as last year's{en}"),
            ),
            percent,
            limit,
        ));
    }
}

/// Share of a text's pairs of neighbouring characters that the other has too, in hundredths.
fn shared_percent(now: &str, then: &str) -> Option<usize> {
    let (mut mine, theirs) = (pairs(now), pairs(then));
    let all: usize = mine.values().sum();
    if all < 20 {
        return None;
    }
    for (pair, count) in &mut mine {
        *count = (*count).min(theirs.get(pair).copied().unwrap_or_default());
    }
    Some(mine.values().sum::<usize>() * 100 / all)
}

fn pairs(text: &str) -> HashMap<(char, char), usize> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut pairs = HashMap::new();
    for pair in chars.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    pairs
}

/// The passages that stand in both, the longest first.
fn passages(now: &str, then: &str) -> Vec<String> {
    let visible = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .take(LONGEST)
            .collect()
    };
    let (now, then) = (visible(now), visible(then));
    // longest[i]: how many characters up to and with i stand somewhere in the other text one after another.
    let mut longest = vec![0usize; now.len()];
    let mut before = vec![0usize; then.len() + 1];
    for (i, mine) in now.iter().enumerate() {
        let mut row = vec![0usize; then.len() + 1];
        for (j, theirs) in then.iter().enumerate() {
            if mine == theirs {
                row[j + 1] = before[j] + 1;
                longest[i] = longest[i].max(row[j + 1]);
            }
        }
        before = row;
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for end in 0..now.len() {
        let length = longest[end];
        let goes_on = longest.get(end + 1).is_some_and(|next| *next > length);
        if length >= PASSAGE && !goes_on {
            found.push((end + 1 - length, length));
        }
    }
    found.sort_by_key(|(start, length)| (std::cmp::Reverse(*length), *start));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (start, length) in found {
        let free = taken
            .iter()
            .all(|(other, size)| start + length <= *other || other + size <= start);
        if free {
            taken.push((start, length));
        }
    }
    taken
        .into_iter()
        .map(|(start, length)| {
            let shown: String = now[start..start + length].iter().take(60).collect();
            if length > 60 { shown + "……" } else { shown }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_in_both() {
        let then = "一是主动公开的内容不够丰富，公开的时效有待提高；二是队伍建设需要加强。";
        let now = "今年发现：一是主动公开的内容不够丰富，公开的时效有待提高；二是网站改版以后栏目没有对应。";
        assert_eq!(
            passages(now, then),
            ["一是主动公开的内容不够丰富，公开的时效有待提高；二是"]
        );
        assert_eq!(passages(now, "公开的时效"), Vec::<String>::new());
        assert_eq!(shared_percent(now, now), Some(100));
        assert_eq!(shared_percent("短", "短"), None);
    }
}
