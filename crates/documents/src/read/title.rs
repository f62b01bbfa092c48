//! Organ and year, from the title and the statistical period. What is not said is left open.

use super::{flow::is_space, notes::Notes, prose::Prose};
use law::report::printed;

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub organ: String,
    pub year: Option<i16>,
}

pub(super) fn of(prose: &Prose, notes: &mut Notes) -> Title {
    let opening: Vec<&str> = prose.opening.iter().map(String::as_str).collect();
    let mut title = from_lines(&opening).unwrap_or_default();
    let titled = title.year;
    let text: String = opening.iter().copied().chain(prose.section(0)).collect();
    let text: String = text.chars().filter(|c| !is_space(*c)).collect();
    let period = Period::of(&text);
    if let Some(period) = &period {
        period.judge(title.year, notes);
    }
    if title.year.is_none() {
        title.year = period.and_then(|period| period.whole_year());
    }
    if title.year.is_none() {
        let overview: String = prose.section(0).collect();
        title.year = only_year(&overview);
    }
    if let Some(year) = titled {
        judge_overview(year, prose, notes);
    }
    if title.organ.is_empty()
        && let Some(announced) = opening.iter().find_map(|line| announced(line))
    {
        title.organ = announced.organ;
        title.year = title.year.or(announced.year);
    }
    if title.organ.is_empty() {
        title.organ = opening
            .iter()
            .find_map(|line| organ_line(line))
            .unwrap_or_default();
    }
    title
}

/// last year's report under this year's title. The overview speaks of another year and never of this one.
fn judge_overview(year: i16, prose: &Prose, notes: &mut Notes) {
    let overview: String = prose.section(0).map(without_titles).collect();
    let named = years(&overview);
    if named.iter().any(|(_, named)| *named == year) {
        return;
    }
    let other = named
        .iter()
        .map(|(_, named)| *named)
        .find(|other| named.iter().filter(|(_, it)| it == other).count() >= 2);
    if let Some(other) = other {
        notes.found(printed::year::of_another(year, other));
    }
}

/// Without what stands in 《》: the years of documents are not the report's.
fn without_titles(text: &str) -> String {
    let mut depth = 0usize;
    text.chars()
        .filter(|c| {
            match c {
                '《' => depth += 1,
                '》' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// the file's name is of another year than the report. `某局2023年年报.docx`.
pub(super) fn judge_name(file_name: &str, year: Option<i16>, notes: &mut Notes) {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_named = name.contains("报告") || name.contains("年报");
    let Some((_, named)) = years(name).into_iter().next().filter(|_| is_named) else {
        return;
    };
    if let Some(year) = year.filter(|year| *year != named) {
        notes.found(printed::year::misnamed(named, year));
    }
}

/// A line that is the title of a report.
pub(super) fn is_title(line: &str) -> Option<String> {
    let title = from_line(line)?;
    Some(format!("{}{}年", title.organ, title.year?))
}

/// The report announces itself in a sentence: 现将柳溪镇2022年度政府信息公开工作报告如下. That is nearer to it than whose page it is on.
fn announced(line: &str) -> Option<Title> {
    let line: String = line.chars().filter(|c| !is_space(*c)).collect();
    let (_, rest) = line.split_once("现将")?;
    let end = rest.find("报告")? + "报告".len();
    let what = rest[..end].trim_start_matches(['“', '《', '"']);
    from_line(what).filter(|title| !title.organ.is_empty() && title.organ.chars().count() <= 30)
}

/// The title stands in one line, or runs over two or three.
fn from_lines(lines: &[&str]) -> Option<Title> {
    // A page begins with menus; the title is not hundreds of lines down.
    let lines = &lines[..lines.len().min(200)];
    (1..=3).find_map(|count| {
        lines
            .windows(count)
            .find_map(|lines| from_line(&lines.concat()))
    })
}

/// `某县某局2022年政府信息公开工作年度报告`, or with the year in front.
fn from_line(line: &str) -> Option<Title> {
    if line.chars().count() > 120 {
        return None;
    }
    let line: String = line.chars().filter(|c| !is_space(*c)).collect();
    let end = line.find("报告")? + "报告".len();
    let (title, rest) = line.split_at(end);
    let ends = rest.is_empty() || rest.starts_with(|c: char| "-_—|（(".contains(c));
    if !ends
        || !title.contains("信息公开") && !title.contains("政务公开")
        || title.contains(['，', '。', '《'])
    {
        return None;
    }
    let (at, year) = years(title).into_iter().next()?;
    let before = &title[..at];
    let after = title[at + 4..]
        .trim_start_matches('年')
        .trim_start_matches('度');
    let cut = after
        .find("政府信息公开")
        .or_else(|| after.find("政务公开"))
        .or_else(|| after.find("信息公开"))?;
    let organ = if before.is_empty() {
        &after[..cut]
    } else {
        before
    };
    let organ = organ
        .trim_start_matches("关于")
        .trim_matches(|c: char| !c.is_alphanumeric());
    Some(Title {
        organ: organ.to_string(),
        year: Some(year),
    })
}

/// A first line that is a name and nothing else.
fn organ_line(line: &str) -> Option<String> {
    let line = line.trim_matches(is_space);
    let ends = [
        "局",
        "委员会",
        "委",
        "办公室",
        "厅",
        "府",
        "处",
        "中心",
        "院",
        "镇",
        "乡",
        "街道",
        "会",
        "队",
        "站",
        "所",
    ];
    let is_name = (4..=25).contains(&line.chars().count())
        && line.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && ends.iter().any(|end| line.ends_with(end));
    is_name.then(|| line.to_string())
}

/// Four digits before 年 that are a year, with where they stand.
fn years(text: &str) -> Vec<(usize, i16)> {
    text.match_indices('年')
        .filter_map(|(at, _)| {
            let digits = text.get(at.checked_sub(4)?..at)?;
            let longer = text[..at - 4]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_ascii_digit());
            let year = digits
                .bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| digits.parse().ok())??;
            (!longer && (2008..=2100).contains(&year)).then_some((at - 4, year))
        })
        .collect()
}

/// The year that the overview names, if it names one only. Dates and document numbers do not count.
fn only_year(text: &str) -> Option<i16> {
    let mut found = None;
    for (at, year) in years(text) {
        let after = text[at + 4 + '年'.len_utf8()..].chars().next();
        if after.is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        if found.is_some_and(|known| known != year) {
            return None;
        }
        found = Some(year);
    }
    found
}

/// The statistical period as printed.
struct Period {
    printed: String,
    from: Option<(Option<i16>, u32, u32)>,
    to: Option<(Option<i16>, u32, u32)>,
}

impl Period {
    fn of(text: &str) -> Option<Self> {
        let start = ["统计期限", "统计周期", "统计时间", "统计时限"]
            .iter()
            .find_map(|word| Some(text.find(word)? + word.len()))?;
        let printed: String = text[start..]
            .trim_start_matches(['自', '为', '：', ':', '从', '是'])
            .chars()
            .take(60)
            .take_while(|c| !"。；".contains(*c))
            .collect();
        let printed = match printed.rfind(['日', '底']) {
            Some(end) => printed[..end].to_string() + "日",
            None => return None,
        };
        let (from, to) = printed.split_once(['至', '到', '—', '-', '～', '~'])?;
        let (from, to) = (date(from), date(to));
        Some(Self { printed, from, to })
    }

    /// The year, if the period is a whole one.
    fn whole_year(&self) -> Option<i16> {
        match (self.from, self.to) {
            (Some((Some(year), 1, 1)), Some((to, 12, 31))) if to.is_none_or(|to| to == year) => {
                Some(year)
            }
            _ => None,
        }
    }

    fn judge(&self, year: Option<i16>, notes: &mut Notes) {
        let whole = self.whole_year();
        if whole.is_some() && (year.is_none() || year == whole) {
            return;
        }
        notes.found(printed::year::period(&self.printed));
    }
}

/// `2022年1月1日`, `12月31日`; `None` for what is no date of the calendar.
fn date(text: &str) -> Option<(Option<i16>, u32, u32)> {
    let mut numbers: Vec<(u32, char)> = Vec::new();
    let mut digits = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if !digits.is_empty() {
                numbers.push((digits.parse().ok()?, c));
                digits.clear();
            }
        }
    }
    let of = |unit: &str| {
        numbers
            .iter()
            .find(|(_, c)| unit.contains(*c))
            .map(|(number, _)| *number)
    };
    let (month, day) = (of("月")?, of("日号")?);
    let year = match of("年") {
        Some(year) => Some(
            i16::try_from(year)
                .ok()
                .filter(|year| (1949..=2100).contains(year))?,
        ),
        None => None,
    };
    let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
    exists.then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let table: [(&[&str], &str, Option<i16>); 5] = [
            (
                &["甲县乙局2022年政府信息公开工作", "年度报告"],
                "甲县乙局",
                Some(2022),
            ),
            (
                &[
                    "首页 > 通知",
                    "丙镇 2020年政府信息公开年度报告",
                    "发布时间：2021-01-02",
                ],
                "丙镇",
                Some(2020),
            ),
            (
                &["2024 年丁市戊委政府信息公开工作", "年度报告"],
                "丁市戊委",
                Some(2024),
            ),
            (
                &["己县2023年政府信息公开工作年度报告_己县人民政府"],
                "己县",
                Some(2023),
            ),
            (
                &["根据《条例》编制2022年政府信息公开工作年度报告。"],
                "",
                None,
            ),
        ];
        for (lines, organ, year) in table {
            let title = from_lines(lines).unwrap_or_default();
            assert_eq!(
                (title.organ.as_str(), title.year),
                (organ, year),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn periods() {
        let table = [
            (
                "数据的统计期限自2022年1月1日起至2022年12月31日止。",
                Some(Some(2022)),
            ),
            ("统计期限为2025年1月1日至12月31日。", Some(Some(2025))),
            ("统计期限自20231月1日起至202312月31日止。", Some(None)),
            ("统计期限自2022年2月30日至2022年13月31日止。", Some(None)),
            ("本报告如下。", None),
        ];
        for (text, expected) in table {
            assert_eq!(
                Period::of(text).map(|period| period.whole_year()),
                expected,
                "{text}"
            );
        }
    }
}
