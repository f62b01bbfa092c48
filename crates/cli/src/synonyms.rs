//! 同义词: the list that the program brings, and the county's own beside it.

use std::path::Path;

use anyhow::Context;
use app::Settings;
use law::Lang;
use search::{BadLine, BadWord, Synonyms};

use crate::say;

/// Reads both. A bad line stops the program, with file, line and rule, before anybody searches.
pub fn of(data: &Path, settings: &Settings, lang: Lang) -> anyhow::Result<Synonyms> {
    let told = |name: &str, bad: Vec<BadLine>| {
        let lines = bad.iter().map(|bad| told(name, bad, lang));
        anyhow::anyhow!("{}", lines.collect::<Vec<_>>().join("\n"))
    };
    let shipped = Synonyms::shipped().map_err(|bad| told("data/synonyms.txt", bad))?;
    let name = settings.search.synonyms.trim();
    if name.is_empty() {
        return Ok(shipped);
    }
    let file = data.join(name);
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("search.synonyms: {}", file.display()))?;
    shipped
        .with(&text)
        .map_err(|bad| told(&file.display().to_string(), bad))
}

fn told(name: &str, bad: &BadLine, lang: Lang) -> String {
    let rule = match &bad.rule {
        BadWord::Alone => say(
            lang,
            "每行至少两个词，用“/”隔开",
            "a line holds at least two words, separated by \"/\"",
        )
        .to_owned(),
        BadWord::Short(word) => format!(
            "{word:?}: {}",
            say(lang, "词至少两个字", "a word has two characters or more")
        ),
        BadWord::Long(word) => format!(
            "{word:?}…: {}",
            say(lang, "词最多30个字", "a word has at most 30 characters")
        ),
        BadWord::Sign(word) => format!(
            "{word:?}: {}",
            say(
                lang,
                "词只能由汉字、字母和数字组成",
                "a word consists of characters, letters and digits only"
            )
        ),
        BadWord::Twice(word) => format!(
            "{word:?}: {}",
            say(
                lang,
                "同一个词在文件中只能出现一次",
                "a word stands once in a file"
            )
        ),
        BadWord::Crowded => say(lang, "每行最多20个词", "a line holds at most 20 words").to_owned(),
        BadWord::TooMany => say(
            lang,
            "文件最多5000行词",
            "a file holds at most 5,000 lines of words",
        )
        .to_owned(),
    };
    format!("search.synonyms: {name}:{}: {rule}", bad.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_s_words_are_added_and_a_bad_line_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::default();
        let shipped = of(folder.path(), &settings, Lang::En).unwrap().len();
        settings.search.synonyms = "words.txt".into();
        let missing = of(folder.path(), &settings, Lang::En).unwrap_err();
        assert!(format!("{missing:#}").starts_with("search.synonyms: "));
        let file = folder.path().join("words.txt");
        std::fs::write(&file, "# 本县\n云巢/青禾云巢计划\n").unwrap();
        let ours = of(folder.path(), &settings, Lang::En).unwrap();
        assert_eq!(ours.len(), shipped + 1);
        std::fs::write(&file, "云巢/青禾云巢计划\n孤词\n").unwrap();
        let bad = of(folder.path(), &settings, Lang::Zh).unwrap_err();
        let said = bad.to_string();
        assert!(
            said.ends_with("words.txt:2: 每行至少两个词，用“/”隔开"),
            "{said}"
        );
    }
}
