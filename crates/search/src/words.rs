//! Chinese words, cut by jieba's dictionary with the terms of this field added. They help to rank and decide nothing else.

use std::sync::Arc;

use jieba_rs::Jieba;
use tantivy::tokenizer::{Token, Tokenizer};

use crate::{stream::Ready, units::fold};

/// Terms of the statute that the general dictionary cuts apart.
const TERMS: [&str; 41] = [
    "政府信息公开",
    "政府信息",
    "信息公开",
    "依申请公开",
    "主动公开",
    "不予公开",
    "部分公开",
    "予以公开",
    "政府信息公开条例",
    "政府信息公开指南",
    "政府信息公开目录",
    "政府信息公开年度报告",
    "公开指南",
    "公开目录",
    "年度报告",
    "行政规范性文件",
    "规范性文件",
    "政府规章",
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政征收",
    "行政检查",
    "行政复议",
    "行政诉讼",
    "行政事业性收费",
    "政务公开",
    "政策解读",
    "财政预算",
    "财政决算",
    "三公经费",
    "政府采购",
    "重大建设项目",
    "国有土地",
    "征地补偿",
    "应急预案",
    "公共企事业单位",
    "权责清单",
    "办事指南",
    "公开办",
    "县政府办公室",
];

/// Words that say nothing by themselves: the clothes of a question.
const EMPTY: [&str; 51] = [
    "的",
    "了",
    "和",
    "与",
    "及",
    "或",
    "在",
    "是",
    "有",
    "我",
    "我们",
    "你们",
    "您",
    "要",
    "想",
    "去",
    "到",
    "能",
    "能否",
    "能不能",
    "可否",
    "是否",
    "需要",
    "应该",
    "请问",
    "请",
    "怎么",
    "怎么样",
    "怎样",
    "怎么办",
    "如何",
    "什么",
    "什么时候",
    "什么样",
    "为什么",
    "多少",
    "多少钱",
    "几",
    "哪",
    "哪些",
    "哪个",
    "哪里",
    "哪儿",
    "谁",
    "吗",
    "呢",
    "吧",
    "关于",
    "对于",
    "可以",
    "一下",
];

/// Whether a word says nothing by itself.
pub(crate) fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// The dictionary, shared by all threads.
#[derive(Clone)]
pub(crate) struct Words(Arc<Jieba>);

impl Words {
    /// Reads the dictionary: about a tenth of a second, once for an index.
    pub(crate) fn new() -> Self {
        let mut jieba = Jieba::new();
        for term in TERMS {
            jieba.add_word(term, None, None);
        }
        Self(Arc::new(jieba))
    }

    /// The words of a text in order, folded, without punctuation.
    pub(crate) fn cut(&self, text: &str) -> Vec<String> {
        let folded: String = text.chars().map(fold).collect();
        self.0
            .cut(&folded, true)
            .into_iter()
            .filter(|token| token.word.chars().any(char::is_alphanumeric))
            .map(|token| token.word.to_owned())
            .collect()
    }

    /// The words of a folded text that carry its meaning; `None` where an empty word or a mark interrupts them.
    pub(crate) fn telling(&self, folded: &str) -> Vec<Option<String>> {
        let tells = |word: &str| word.chars().any(char::is_alphanumeric) && !is_empty(word);
        self.0
            .cut(folded, true)
            .into_iter()
            .map(|token| tells(token.word).then(|| token.word.to_owned()))
            .collect()
    }

    /// Where words of a folded text begin and end, in bytes.
    pub(crate) fn edges(&self, folded: &str) -> Vec<usize> {
        let mut edges = vec![0];
        let mut at = 0;
        for token in self.0.cut(folded, true) {
            at += token.word.len();
            edges.push(at);
        }
        edges
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = Ready;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Ready {
        let tokens = self
            .cut(text)
            .into_iter()
            .enumerate()
            .filter(|(_, word)| word.len() <= 200)
            .map(|(position, text)| Token {
                // Nobody reads offsets of this field: the highlighter works on units.
                offset_from: 0,
                offset_to: 0,
                position,
                text,
                position_length: 1,
            })
            .collect();
        Ready::new(tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn terms_of_the_field_stay_whole() {
        let words = Words::new();
        let cases = [
            ("依申请公开办理", "依申请公开 办理"),
            ("行政规范性文件，２０２２年", "行政规范性文件 2022 年"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(words.cut(text).join(" "), expected, "{text}");
        }
        let telling: Vec<String> = words
            .telling("怎么申请信息公开、收费多少")
            .into_iter()
            .map(|word| word.unwrap_or_else(|| "|".into()))
            .collect();
        assert_eq!(telling, ["|", "申请", "信息公开", "|", "收费", "|"]);
    }
}
