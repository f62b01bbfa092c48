//! A document's XML as events, with what is open around each. Nothing recurses: somebody else decides how deep it nests.

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};

use super::{IncomingError, damaged};

/// Elements inside elements: no honest document comes near.
const DEEPEST: usize = 512;

/// What walks through a document.
pub(super) trait Walker {
    /// The local names of the elements that are open, the outermost first.
    fn open(&mut self) -> &mut Vec<String>;
    /// An element begins; it is open already.
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), IncomingError>;
    /// An element ends; it is open still.
    fn end(&mut self, name: &str);
    /// Words, entities read.
    fn text(&mut self, words: &str);
}

/// Walks through a part to its end.
///
/// # Errors
/// It is no XML, has a DOCTYPE, ends early or nests too deep; whatever the walker refuses.
pub(super) fn walk(walker: &mut impl Walker, xml: &str) -> Result<(), IncomingError> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) => {
                walker.open().push(tag.local_name().as_ref().to_string());
                if walker.open().len() > DEEPEST {
                    return Err(IncomingError::Damaged("nested too deep".into()));
                }
                walker.start(&tag)?;
            }
            Event::Empty(tag) => {
                let name = tag.local_name().as_ref().to_string();
                walker.open().push(name.clone());
                walker.start(&tag)?;
                walker.end(&name);
                walker.open().pop();
            }
            Event::End(tag) => {
                walker.end(tag.local_name().as_ref());
                walker.open().pop();
            }
            Event::Text(text) => walker.text(&text),
            Event::CData(text) => walker.text(&text),
            Event::GeneralRef(entity) => {
                let plain = unescape(&format!("&{};", &*entity))
                    .map(std::borrow::Cow::into_owned)
                    .unwrap_or_default();
                walker.text(&plain);
            }
            Event::DocType(_) => return Err(IncomingError::Damaged("DOCTYPE".into())),
            Event::Eof if walker.open().is_empty() => return Ok(()),
            Event::Eof => return Err(IncomingError::Damaged("the text ends early".into())),
            _ => {}
        }
    }
}

/// An attribute by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes().flatten().find_map(|attribute| {
        let key = attribute.key.as_ref();
        let local = key.rsplit(':').next().unwrap_or(key);
        (local == name).then(|| {
            unescape(&attribute.value).map_or_else(
                |_| attribute.value.to_string(),
                std::borrow::Cow::into_owned,
            )
        })
    })
}
