//! 文书模板: those in use, and how each looks filled with made-up facts.

use documents::letter::{NoPreview, Templates, places::PLACES};
use law::letter::Kind;

use crate::{App, Error, FieldError, Result};

/// A template in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub kind: Kind,
    /// The county's own, and not the one that comes with Mingbai.
    pub own: bool,
    pub text: String,
}

/// Every template in use, in the order of law.md 10.1.
#[must_use]
pub fn templates(app: &App) -> Vec<Template> {
    let built_in = Templates::built_in();
    Kind::all()
        .map(|kind| Template {
            kind,
            own: app.letters.text(kind) != built_in.text(kind),
            text: app.letters.text(kind).to_string(),
        })
        .collect()
}

/// The names that may stand between braces: name, what it is in Chinese and English.
pub fn placeholders() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    PLACES.iter().map(|place| (place.name, place.zh, place.en))
}

/// A template as PDF, filled with made-up facts.
pub async fn preview(app: &App, kind: Kind) -> Result<Vec<u8>> {
    let (fonts, letters) = (app.fonts.clone(), app.letters.clone());
    let made = tokio::task::spawn_blocking(move || {
        documents::letter::preview(kind, &format!("{kind}.txt"), letters.text(kind), &fonts)
    });
    match made.await.map_err(Error::failed)? {
        Ok(bytes) => Ok(bytes),
        Err(NoPreview::Faults(faults)) => Err(Error::Invalid(
            faults
                .iter()
                .map(|fault| {
                    let (zh, en) = (law::Lang::Zh, law::Lang::En);
                    FieldError::new(
                        "template",
                        kind.rule().id(),
                        fault.message(zh),
                        fault.message(en),
                    )
                })
                .collect(),
        )),
        Err(NoPreview::Document(error)) => Err(Error::failed(error)),
    }
}
