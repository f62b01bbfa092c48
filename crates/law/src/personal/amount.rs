//! Money is no telephone (Q-20, trap 39): digits that a unit follows, or that a sign of currency stands before, are an amount.

use super::glyph::{Line, separates};

/// What is counted or paid, as it stands behind a number.
const UNITS: [&str; 36] = [
    "元", "圆", "万", "亿", "千", "百", "吨", "人", "亩", "户", "件", "公斤", "千克", "斤", "平方",
    "立方", "米", "公里", "公顷", "度", "千瓦", "升", "株", "棵", "头", "只", "羽", "台", "辆",
    "套", "次", "份", "美元", "港元", "欧元", "%",
];
const CURRENCIES: &str = "¥￥$＄€£";

/// Whether the glyphs `start..end` are an amount.
pub fn is_amount(line: &Line, start: usize, end: usize) -> bool {
    let rest = line.text(end, end + 6);
    let rest = rest.trim_start_matches([' ', '(', '（']);
    if UNITS.iter().any(|unit| rest.starts_with(unit)) {
        return true;
    }
    // Places behind a point, or a group behind a comma.
    let mut behind = rest.chars();
    if matches!(behind.next(), Some('.' | ',')) && behind.next().is_some_and(|c| c.is_ascii_digit())
    {
        return true;
    }
    let before = line.glyphs[..start.min(line.glyphs.len())]
        .iter()
        .rev()
        .find(|glyph| !separates(glyph.c));
    before.is_some_and(|glyph| CURRENCIES.contains(glyph.c))
        || line.text(start.saturating_sub(3), start) == "人民币"
}
