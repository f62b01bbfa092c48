//! What stands behind publications of acts from before acts named the texts they are about.

use law::{
    item::{self, Cover, Entry, Event, Given, Publication, SourceClass, State, Submission},
    readings::{Digest, Opinion},
};

use crate::play::{by, content, publishes};

/// An item of before kinds.
fn older() -> item::Content {
    item::Content {
        kind: None,
        ..content("某通知", SourceClass::Proactive)
    }
}

fn drafted(content: item::Content) -> Entry {
    by("author", Event::Drafted(Box::new(content)))
}

fn submitted(read: Option<Digest>) -> Entry {
    by(
        "author",
        Event::SubmittedForReview(Submission {
            read,
            ..Submission::default()
        }),
    )
}

fn reviewed(read: Option<Digest>, opinion: Opinion) -> Entry {
    by(
        "reviewer",
        Event::Reviewed(Given {
            opinion,
            basis: "不涉密".into(),
            read,
            exception: String::new(),
            looked: String::new(),
        }),
    )
}

fn published(imported: bool) -> Entry {
    let Event::Published(publication) = publishes(&"00".into()) else {
        unreachable!()
    };
    let publication = Publication {
        read: None,
        imported,
        ..publication
    };
    by("publisher", Event::Published(publication))
}

fn cover(entries: &[Entry]) -> Option<Cover> {
    let state: State = item::fold(entries);
    state.cover
}

#[test]
fn what_one_reader_cleared_then_was_cleared() {
    let agreed = reviewed(None, Opinion::Agree);
    let way = [drafted(older()), submitted(None), agreed, published(false)];
    assert_eq!(cover(&way), Some(Cover::OlderForm));
    // Sent back, or read by nobody.
    let back = reviewed(None, Opinion::Return);
    let way = [drafted(older()), submitted(None), back, published(false)];
    assert_eq!(cover(&way), Some(Cover::Nothing));
    assert_eq!(
        cover(&[drafted(older()), published(false)]),
        Some(Cover::Nothing)
    );
}

/// One act that names its text, and no reading without one counts any more.
#[test]
fn no_act_calls_itself_older_once_texts_are_named() {
    let text = older().digest();
    let agreed = || reviewed(None, Opinion::Agree);
    for way in [
        vec![
            drafted(content("某通知", SourceClass::Proactive)),
            submitted(None),
            agreed(),
        ],
        vec![drafted(older()), submitted(Some(text.clone())), agreed()],
        vec![
            drafted(older()),
            submitted(None),
            reviewed(Some(text), Opinion::Agree),
            agreed(),
        ],
    ] {
        let whole: Vec<Entry> = way.into_iter().chain([published(false)]).collect();
        assert_eq!(cover(&whole), Some(Cover::Nothing));
    }
}

/// An import drafts and publishes; what was handled here does not become public by calling itself imported.
#[test]
fn an_import_drafts_and_publishes_and_nothing_between() {
    assert_eq!(
        cover(&[drafted(older()), published(true)]),
        Some(Cover::Imported)
    );
    let way = [drafted(older()), submitted(None), published(true)];
    assert_eq!(cover(&way), Some(Cover::Nothing));
}
