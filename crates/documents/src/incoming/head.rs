//! What a document says of itself (GB/T 9704): the red head with the number, the title, whom it goes to, the day it was made, what
//! stands at its foot. It is read by shape and by the words that stand there; people look at each before anything is kept.

use jiff::civil::Date;

use super::{
    block::{Block, Paragraph},
    left::{Tally, What},
};

/// So far down the head reaches, in paragraphs.
const HEAD: usize = 16;
/// So far up from its end the foot reaches.
const FOOT: usize = 24;
/// Characters of a title; what is longer is a paragraph.
const LONGEST_TITLE: usize = 120;
/// Characters of a summary.
const LONGEST_SUMMARY: usize = 150;

/// What a title of a document ends with.
const KINDS: [&str; 34] = [
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复",
    "议案", "函", "纪要", "办法", "规定", "细则", "条例", "规则", "方案", "计划", "规划", "要点",
    "预案", "指南", "目录", "清单", "名单", "公示", "解读", "总结", "标准", "制度",
];

#[derive(Debug, Default)]
pub(super) struct Said {
    pub title: String,
    pub number: String,
    pub addressees: String,
    pub made_on: Option<Date>,
    pub summary: String,
}

/// Reads the head and takes it out of the text, with the imprint at the foot.
pub(super) fn of(blocks: &mut Vec<Block>, left: &mut Tally) -> Said {
    let mut said = Said::default();
    number(blocks, &mut said, left);
    title(blocks, &mut said, left);
    imprint(blocks, left);
    headings(blocks, left);
    let addressed = blocks.iter().take(4).position(|block| {
        let text = block.text();
        text.ends_with(['：', ':']) && text.chars().count() <= LONGEST_TITLE
    });
    if let Some(place) = addressed {
        let text = blocks[place].text();
        said.addressees = text.trim_end_matches(['：', ':']).to_string();
    }
    said.made_on = made_on(blocks);
    said.summary = summary(blocks, addressed.map_or(0, |place| place + 1));
    said
}

/// 发文字号 near the top; what stands above it is the red head, and beside it 签发人.
fn number(blocks: &mut Vec<Block>, said: &mut Said, left: &mut Tally) {
    let found = blocks
        .iter()
        .take(HEAD)
        .enumerate()
        .find_map(|(place, block)| {
            let text = block.text();
            let short = text.chars().count() <= LONGEST_TITLE;
            let lines = text.lines().find_map(document_number);
            lines.filter(|_| short).map(|number| (place, number))
        });
    let Some((place, number)) = found else {
        return;
    };
    let alone = {
        let text = blocks[place].text();
        let rest: String = text.replacen(&number, "", 1);
        let rest = rest.trim();
        rest.is_empty() || rest.starts_with("签发人")
    };
    // A number in a sentence is another document's.
    if !alone && matches!(blocks[place], Block::Text(_)) {
        return;
    }
    let signer = blocks[place].text().contains("签发人");
    said.number = number;
    let is_head = |block: &Block| {
        let text = block.text();
        text.chars().count() <= 60 && !text.ends_with(['。', '：', ':'])
    };
    let whole = blocks[..place].iter().all(is_head);
    // A title above its number stays where it is.
    let title_above = blocks[..place].iter().any(|block| is_title(&block.text()));
    let from = if whole && !title_above { 0 } else { place };
    left.add(What::Particulars, place + 1 - from);
    left.add(What::Imprint, usize::from(signer));
    blocks.drain(from..=place);
}

/// `青商〔2026〕3号` somewhere in a line, with whatever brackets it was typed.
fn document_number(line: &str) -> Option<String> {
    for (at, _) in line.match_indices(['〔', '[', '［', '【', '（', '(', '﹝']) {
        let bracket = line[at..].chars().next().map_or(1, char::len_utf8);
        let inside = &line[at + bracket..];
        let year: String = inside.chars().take_while(char::is_ascii_digit).collect();
        if year.len() != 4 || !(year.starts_with("19") || year.starts_with("20")) {
            continue;
        }
        let mut rest = inside[4..].chars();
        if !rest.next().is_some_and(|c| "〕]］】）)﹞".contains(c)) {
            continue;
        }
        let tail = rest.as_str();
        let Some((digits, _)) = tail.split_once('号') else {
            continue;
        };
        let plain = digits.trim_start_matches('第').trim();
        if plain.is_empty() || plain.len() > 6 || !plain.chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        let series = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c) || c.is_ascii_alphanumeric();
        let head: Vec<char> = line[..at].chars().rev().take_while(series).collect();
        if head.is_empty() || head.len() > 20 {
            continue;
        }
        let head: String = head.into_iter().rev().collect();
        let year = &line[at..line.len() - tail.len()];
        return Some(format!("{head}{year}{digits}号"));
    }
    None
}

fn is_title(text: &str) -> bool {
    let text = text.trim_end_matches(['》', '）', ')']);
    let bare = text.rsplit_once(['（', '(']).map_or(text, |(bare, _)| bare);
    KINDS
        .iter()
        .any(|kind| text.ends_with(kind) || bare.ends_with(kind))
}

/// The title: by its style, by the largest letters in the middle, or by how it ends; over one or more lines.
fn title(blocks: &mut Vec<Block>, said: &mut Said, left: &mut Tally) {
    let seen = |block: &Block| match block {
        Block::Text(paragraph) if !paragraph.is_empty() => Some(paragraph.clone()),
        _ => None,
    };
    let head: Vec<Option<Paragraph>> = blocks.iter().take(HEAD).map(seen).collect();
    let fits = |paragraph: &Paragraph| {
        let text = paragraph.text();
        text.chars().count() <= LONGEST_TITLE
            && !text.ends_with(['。', '；', '：', ':', ';'])
            && date(&text).is_none()
            && paragraph.item.is_none()
    };
    let find = |wanted: &dyn Fn(&Paragraph) -> bool| {
        head.iter().position(|it| {
            it.as_ref()
                .is_some_and(|paragraph| fits(paragraph) && wanted(paragraph))
        })
    };
    let largest = head.iter().flatten().map(|it| it.size).max().unwrap_or(0);
    let first = find(&|it| it.title)
        .or_else(|| find(&|it| it.heading == Some(1) && it.centred))
        .or_else(|| find(&|it| largest > 0 && it.size == largest && it.centred))
        .or_else(|| find(&|it| it.centred))
        .or_else(|| find(&|it| is_title(&it.text())))
        .or_else(|| find(&|it| it.heading == Some(1)))
        .filter(|place| head[..*place].iter().flatten().count() <= 3);
    // Without any sign, a short first line.
    let first = first.or_else(|| {
        let place = head.iter().position(Option::is_some)?;
        let paragraph = head[place].as_ref()?;
        (fits(paragraph) && paragraph.text().chars().count() <= 60).then_some(place)
    });
    let Some(first) = first else {
        return;
    };
    let Some(model) = head[first].clone() else {
        return;
    };
    let mut last = first;
    let mut text = model.text().replace('\n', "");
    // A title that wraps: the next lines look the same.
    while !is_title(&text) {
        let Some(Some(next)) = head.get(last + 1) else {
            break;
        };
        let alike = (next.title, next.heading, next.centred, next.size)
            == (model.title, model.heading, model.centred, model.size);
        let marked = model.title || model.centred || model.heading.is_some();
        if !(alike && marked && fits(next)) || (text + &next.text()).chars().count() > LONGEST_TITLE
        {
            text = head[first..=last]
                .iter()
                .flatten()
                .map(|it| it.text().replace('\n', ""))
                .collect();
            break;
        }
        last += 1;
        text = head[first..=last]
            .iter()
            .flatten()
            .map(|it| it.text().replace('\n', ""))
            .collect();
    }
    said.title = text.split_whitespace().collect::<Vec<_>>().join("");
    if said.title.is_ascii() {
        said.title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    left.add(What::Particulars, last + 1 - first);
    blocks.drain(first..=last);
}

/// 版记 at the foot: 抄送, 印发; and 签发人 in the head.
fn imprint(blocks: &mut Vec<Block>, left: &mut Tally) {
    let from = blocks.len().saturating_sub(FOOT);
    let mut taken = 0;
    let mut place = 0;
    blocks.retain(|block| {
        let text: String = block.text().split_whitespace().collect();
        let foot = place >= from
            && text.chars().count() <= 200
            && (text.starts_with("抄送：")
                || text.starts_with("抄送:")
                || text.starts_with("主送：")
                || text.ends_with("印发")
                || text.ends_with("日印") && text.chars().count() < 60);
        let signer = place < HEAD && text.starts_with("签发人") && text.chars().count() <= 30;
        place += 1;
        taken += usize::from(foot || signer);
        !(foot || signer)
    });
    left.add(What::Imprint, taken);
}

/// Headings by 一、 and （一） where no style names any.
fn headings(blocks: &mut [Block], left: &mut Tally) {
    let named = |block: &Block| matches!(block, Block::Text(it) if it.heading.is_some());
    if blocks.iter().any(named) {
        return;
    }
    let mut found = 0;
    for block in blocks {
        let Block::Text(paragraph) = block else {
            continue;
        };
        if paragraph.item.is_some() {
            continue;
        }
        paragraph.heading = numbered_heading(&paragraph.text());
        found += usize::from(paragraph.heading.is_some());
    }
    left.add(What::GuessedHeadings, found);
}

fn numbered_heading(text: &str) -> Option<u8> {
    if text.chars().count() > 40 || text.ends_with(['。', '；', '，', '：', ';', ':', ',']) {
        return None;
    }
    let han = |c: char| "一二三四五六七八九十百".contains(c);
    let behind = text.trim_start_matches(han);
    if behind.len() < text.len() && behind.starts_with('、') && behind.chars().count() > 1 {
        return Some(1);
    }
    let inside = text.strip_prefix(['（', '('])?;
    let behind = inside.trim_start_matches(han);
    let closed = behind.strip_prefix(['）', ')'])?;
    (behind.len() < inside.len() && !closed.trim().is_empty()).then_some(2)
}

/// 成文日期: alone on a line near the end, or in brackets under the title.
fn made_on(blocks: &[Block]) -> Option<Date> {
    let alone = |block: &Block| match block {
        Block::Text(paragraph) => date(paragraph.text().trim_matches(['（', '）', '(', ')'])),
        _ => None,
    };
    let foot = blocks.iter().rev().take(FOOT).find_map(alone);
    foot.or_else(|| blocks.iter().take(HEAD).find_map(alone))
}

/// `2026年3月5日`, `2026-03-05`, `二〇二六年三月五日`: nothing else on the line.
fn date(text: &str) -> Option<Date> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect();
    if let Some((year, rest)) = text.split_once('年') {
        let (month, rest) = rest.split_once('月')?;
        let day = rest.strip_suffix('日')?;
        return Date::new(
            i16::try_from(figure(year, true)?).ok()?,
            i8::try_from(figure(month, false)?).ok()?,
            i8::try_from(figure(day, false)?).ok()?,
        )
        .ok();
    }
    let shaped = text.len() == 10 && text.is_ascii();
    shaped.then(|| text.replace(['/', '.'], "-").parse().ok())?
}

/// A number in digits or in Han; a year in Han is said digit by digit.
fn figure(text: &str, year: bool) -> Option<u32> {
    if text.chars().all(|c| c.is_ascii_digit()) && !text.is_empty() && text.len() <= 4 {
        return text.parse().ok();
    }
    let digit = |c: char| {
        "〇一二三四五六七八九"
            .chars()
            .position(|it| it == c)
            .or_else(|| ['○', 'Ｏ', 'O', '零', '0'].contains(&c).then_some(0))
            .and_then(|digit| u32::try_from(digit).ok())
    };
    if year {
        let digits: Option<Vec<u32>> = text.chars().map(digit).collect();
        let digits = digits.filter(|digits| digits.len() == 4)?;
        return Some(digits.into_iter().fold(0, |sum, digit| sum * 10 + digit));
    }
    let (tens, ones) = match text.split_once('十') {
        Some((tens, ones)) => (
            if tens.is_empty() {
                1
            } else {
                one(tens, digit)?
            },
            ones,
        ),
        None => (0, text),
    };
    let ones = if ones.is_empty() {
        0
    } else {
        one(ones, digit)?
    };
    Some(tens * 10 + ones)
}

fn one(text: &str, digit: impl Fn(char) -> Option<u32>) -> Option<u32> {
    let mut chars = text.chars();
    let only = digit(chars.next()?)?;
    chars.next().is_none().then_some(only)
}

/// The first sentences of the text, whole.
fn summary(blocks: &[Block], from: usize) -> String {
    let paragraph = blocks.iter().skip(from).find_map(|block| match block {
        Block::Text(paragraph) if paragraph.heading.is_none() => {
            let text = paragraph.text().replace('\n', " ");
            (text.chars().count() >= 12 && date(&text).is_none()).then_some(text)
        }
        _ => None,
    });
    let Some(text) = paragraph else {
        return String::new();
    };
    let mut kept = String::new();
    for sentence in text.split_inclusive(['。', '！', '？']) {
        if kept.chars().count() + sentence.chars().count() > LONGEST_SUMMARY {
            break;
        }
        kept.push_str(sentence);
    }
    if kept.is_empty() {
        kept = text.chars().take(LONGEST_SUMMARY - 1).collect();
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_in_its_line() {
        for (line, number) in [
            ("青商〔2026〕3号", "青商〔2026〕3号"),
            ("青商办发[2026]12号   签发人：某某", "青商办发[2026]12号"),
            ("QH（2026）第5号", "QH（2026）第5号"),
            ("共3号", ""),
            ("〔2026〕3号", ""),
            ("青商〔26〕3号", ""),
        ] {
            assert_eq!(document_number(line).unwrap_or_default(), number, "{line}");
        }
    }

    #[test]
    fn dates_are_read_as_documents_write_them() {
        for (text, day) in [
            ("2026年3月5日", "2026-03-05"),
            ("２０２６年 11月20日", "2026-11-20"),
            ("二〇二六年十一月二十日", "2026-11-20"),
            ("二○二六年十月三日", "2026-10-03"),
            ("2026-03-05", "2026-03-05"),
            ("2026年2月30日", ""),
            ("自2026年3月5日起", ""),
            ("二月五日", ""),
        ] {
            let read = date(text).map(|day| day.to_string()).unwrap_or_default();
            assert_eq!(read, day, "{text}");
        }
    }

    #[test]
    fn headings_are_told_by_their_numbers() {
        for (text, level) in [
            ("一、总体要求", Some(1)),
            ("十一、附则", Some(1)),
            ("（二）工作目标", Some(2)),
            ("一、总体要求。做好工作。", None),
            ("一是加强领导", None),
            ("（一）", None),
            ("1.检查", None),
        ] {
            assert_eq!(numbered_heading(text), level, "{text}");
        }
    }
}
