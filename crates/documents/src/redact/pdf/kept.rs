//! A PDF as it is laid out, without what is withheld and without what nobody sees.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object, ObjectId, SaveOptions, Stream, content::Content};

use super::{
    super::{Hidden, Notice, Order, RedactError, notice::LeftOut},
    MOST, Page,
    drawn::Glyph,
    insert,
    odd::Odd,
    rewrite::{self, Gone},
    strip,
    walk::Walk,
};

/// Papers of our own: one page for each page that is withheld whole, in their order, and the reasons that stand at the end.
#[derive(Default)]
pub(super) struct Papers {
    pub whole: Option<Vec<u8>>,
    pub reasons: Option<Vec<u8>>,
}

/// What was made.
pub(super) struct Kept {
    pub bytes: Vec<u8>,
    pub counts: Vec<usize>,
    pub notices: Vec<Notice>,
}

/// Why it was not.
pub(super) enum Failure {
    /// It cannot be followed so far: another way may be left.
    Odd,
    Refused(RedactError),
}

impl<T: Into<Odd>> From<T> for Failure {
    fn from(odd: T) -> Self {
        let _: Odd = odd.into();
        Self::Odd
    }
}

/// `source` is what another reader found on the pages: a phrase that it finds must be found here too.
pub(super) fn redact(
    bytes: &[u8],
    order: &Order<'_>,
    source: &[Page],
    papers: &Papers,
) -> Result<Kept, Failure> {
    let mut doc = Document::load_mem(bytes).map_err(|_| Odd::Structure)?;
    if doc.is_encrypted() || doc.was_encrypted() {
        return Err(Odd::Structure.into());
    }
    let mut pages: Vec<ObjectId> = doc.get_pages().into_values().collect();
    if pages.len() != source.len() {
        return Err(Odd::Structure.into());
    }
    let mut walk = Walk::new(&doc, strip::hidden_layers(&doc));
    let mut ranges = Vec::new();
    for (number, page) in (1..).zip(&pages) {
        if order.whole(number).is_some() {
            ranges.push(walk.glyphs.len()..walk.glyphs.len());
            continue;
        }
        let unsure = |odd: Odd| odd.unsure(number).map_or(Failure::Odd, Failure::Refused);
        let range = walk.page(*page).map_err(unsure)?;
        let glyphs = &walk.glyphs[range.clone()];
        if glyphs
            .iter()
            .any(|glyph| glyph.seen && glyph.text.is_none())
        {
            return Err(unsure(Odd::Font));
        }
        let read = |glyph: &Glyph| {
            glyph.seen
                && glyph
                    .text
                    .as_ref()
                    .is_some_and(|text| !text.trim().is_empty())
        };
        if !glyphs.iter().any(read) {
            return Err(Failure::Refused(RedactError::Scan(number)));
        }
        ranges.push(range);
    }
    let mut counts = order.counts();
    let mut withheld = BTreeSet::new();
    for ((number, range), page) in (1..).zip(&ranges).zip(source) {
        let here: Vec<usize> = range.clone().collect();
        for (place, phrase) in order.phrases(Some(number)) {
            let mut found = 0;
            for line in orders(&walk.glyphs, &here) {
                let (characters, owners) = text_of(&walk.glyphs, &line);
                let hits = phrase.hits(&characters);
                found = found.max(hits.len());
                withheld.extend(hits.into_iter().flatten().map(|at| owners[at]));
            }
            let expected = phrase.hits(&page.text.chars().collect::<Vec<_>>()).len();
            if order.whole(number).is_none() && found < expected {
                return Err(Odd::Order.into());
            }
            counts[place] += found;
        }
    }
    // A phrase that runs over the end of a page.
    let all: Vec<usize> = (0..walk.glyphs.len())
        .filter(|at| walk.glyphs[*at].seen)
        .collect();
    let (characters, owners) = text_of(&walk.glyphs, &all);
    for (place, phrase) in order.phrases(None) {
        for hit in phrase.hits(&characters) {
            let fresh = hit.clone().any(|at| !withheld.contains(&owners[at]));
            counts[place] += usize::from(fresh);
            withheld.extend(hit.map(|at| owners[at]));
        }
    }
    let mut left_out = LeftOut::default();
    let pictures = walk.pictures;
    left_out.add(Hidden::Layers, walk.layers);
    left_out.add(Hidden::HiddenText, runs(&walk.glyphs));
    let drawn = std::mem::take(&mut walk.drawn);
    let streams = rewritten(&mut walk, &withheld)?;
    let places: BTreeSet<ObjectId> = streams.iter().map(|(place, _)| *place).collect();
    strip::undrawn(&mut doc, &drawn);
    for (place, content) in streams {
        if pages.contains(&place) {
            let id = doc.add_object(Stream::new(lopdf::Dictionary::new(), content));
            doc.get_dictionary_mut(place)?
                .set("Contents", Object::Reference(id));
        } else if let Object::Stream(form) = doc.get_object_mut(place)? {
            form.dict.remove(b"Filter");
            form.dict.remove(b"DecodeParms");
            form.set_plain_content(content);
        }
    }
    let whole: Vec<ObjectId> = (1..)
        .zip(&pages)
        .filter(|(number, _)| order.whole(*number).is_some())
        .map(|(_, page)| *page)
        .collect();
    for (number, _) in (1..).zip(&pages) {
        if let Some((place, _)) = order.whole(number) {
            counts[place] += 1;
        }
    }
    insert::in_place_of(&mut doc, &whole, papers.whole.as_deref())?;
    pages.extend(insert::at_the_end(&mut doc, papers.reasons.as_deref())?);
    strip::beside(&mut doc, &pages, &mut left_out);
    doc.prune_objects();
    followed(&doc, &places).map_err(|odd| odd.unsure(0).map_or(Failure::Odd, Failure::Refused))?;
    let notices = (pictures > 0)
        .then_some(Notice::Pictures(pictures))
        .into_iter()
        .chain(left_out.notices())
        .collect();
    Ok(Kept {
        bytes: written(doc)?,
        counts,
        notices,
    })
}

/// A page's codes as they are drawn, those that are seen alone, and those by where they stand.
fn orders(glyphs: &[Glyph], here: &[usize]) -> [Vec<usize>; 3] {
    let seen: Vec<usize> = here.iter().copied().filter(|at| glyphs[*at].seen).collect();
    let mut standing = seen.clone();
    // Lines of half a text's height, from the top; within one from the left.
    standing.sort_by(|one, other| {
        let (one, other) = (glyphs[*one].centre, glyphs[*other].centre);
        let line = |at: (f64, f64)| (-at.1 / 4.0).round();
        line(one)
            .total_cmp(&line(other))
            .then(one.0.total_cmp(&other.0))
    });
    [here.to_vec(), seen, standing]
}

/// The text of some codes, and which code each character is of.
fn text_of(glyphs: &[Glyph], line: &[usize]) -> (Vec<char>, Vec<usize>) {
    line.iter()
        .flat_map(|at| {
            let text = glyphs[*at].text.as_deref().unwrap_or_default();
            text.chars().map(move |c| (c, *at))
        })
        .unzip()
}

/// How many runs of text nobody sees.
fn runs(glyphs: &[Glyph]) -> usize {
    let hidden = |glyph: &&Glyph| {
        !glyph.seen
            && glyph
                .text
                .as_ref()
                .is_some_and(|text| !text.trim().is_empty())
    };
    let places: BTreeSet<_> = glyphs
        .iter()
        .filter(hidden)
        .map(|glyph| (glyph.place, glyph.operation))
        .collect();
    places.len()
}

/// The streams that were followed, each without what goes.
fn rewritten(
    walk: &mut Walk<'_>,
    withheld: &BTreeSet<usize>,
) -> Result<Vec<(ObjectId, Vec<u8>)>, Odd> {
    let spot = |glyph: &Glyph| (glyph.place, glyph.operation, glyph.string, glyph.byte);
    let seen: BTreeSet<_> = walk
        .glyphs
        .iter()
        .filter(|glyph| glyph.seen)
        .map(spot)
        .collect();
    let mut gone: BTreeMap<ObjectId, BTreeMap<usize, BTreeMap<(usize, usize), Gone<'_>>>> =
        BTreeMap::new();
    for (at, glyph) in walk.glyphs.iter().enumerate() {
        let boxed = withheld.contains(&at) && glyph.seen;
        if boxed || !(glyph.seen || seen.contains(&spot(glyph))) {
            let operation = gone
                .entry(glyph.place)
                .or_default()
                .entry(glyph.operation)
                .or_default();
            // A form that is drawn twice goes once; seen anywhere, it has a box.
            let place = operation
                .entry((glyph.string, glyph.byte))
                .or_insert(Gone { glyph, boxed });
            place.boxed |= boxed;
        }
    }
    let mut made = Vec::new();
    for (place, operations) in std::mem::take(&mut walk.streams) {
        let gone: BTreeMap<usize, Vec<Gone<'_>>> = gone
            .remove(&place)
            .unwrap_or_default()
            .into_iter()
            .map(|(operation, gone)| (operation, gone.into_values().collect()))
            .collect();
        let off = walk.off.get(&place).map_or(&[][..], Vec::as_slice);
        let operations = rewrite::without(operations, &gone, off);
        made.push((place, Content { operations }.encode()?));
    }
    Ok(made)
}

/// Text that a pattern or a mask paints is not followed: none may be left once nothing else leads to a form.
fn followed(doc: &Document, streams: &BTreeSet<ObjectId>) -> Result<(), Odd> {
    for (id, object) in &doc.objects {
        let Object::Stream(stream) = object else {
            continue;
        };
        let form = stream
            .dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|subtype| subtype == b"Form");
        if stream.dict.has(b"PatternType") || (form && !streams.contains(id)) {
            let content = stream.get_plain_content_with_limit(MOST)?;
            let operations = Content::decode(&content)?.operations;
            if operations
                .iter()
                .any(|operation| operation.operator == "BT")
            {
                return Err(Odd::Painted);
            }
        }
    }
    Ok(())
}

/// The file: what nothing leads to any more is gone.
fn written(mut doc: Document) -> Result<Vec<u8>, Odd> {
    doc.renumber_objects();
    doc.compress();
    let mut bytes = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    doc.save_with_options(&mut bytes, options)
        .map_err(|_| Odd::Structure)?;
    Ok(bytes)
}
