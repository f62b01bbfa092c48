//! The two languages of messages.

/// Language of messages for people. Statutory documents are Chinese whatever this says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    #[must_use]
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

impl std::str::FromStr for Lang {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "zh" | "zh-CN" => Ok(Self::Zh),
            "en" => Ok(Self::En),
            other => Err(format!("unknown language {other}: zh or en")),
        }
    }
}
