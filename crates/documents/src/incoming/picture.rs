//! Pictures of a document on their way to a page: without what they say beside themselves, of a size for a page, under their hash.

use std::{borrow::Cow, io::Cursor};

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    block::Block,
    left::{Tally, What},
};
use crate::picture;

/// The longest side on a page, in points.
const LONGEST_SIDE: u32 = 1_600;
/// What is wider or higher than this is not opened.
const MOST_POINTS: u32 = 20_000;
/// Memory for one picture while it is made smaller.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// Pictures of so few points show nothing and only report who looks.
const PIXEL: u32 = 3;
/// Of 100.
const QUALITY: u8 = 85;
/// Pictures of one document.
const MOST: usize = 200;

/// A picture as the document has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Raw {
    pub name: String,
    pub bytes: Vec<u8>,
    /// It stands on another machine.
    pub elsewhere: bool,
}

/// A picture as a page shows it.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub hash: String,
    pub width: u32,
    pub height: u32,
    media: &'static str,
    bytes: Vec<u8>,
}

/// A picture of the text, whose bytes travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 of its bytes: its name in the text is `files/HASH`.
    pub hash: String,
    pub media: Cow<'static, str>,
    /// To keep it under.
    pub name: String,
    /// Of its bytes.
    pub size: usize,
    /// What it shows, where the document says so.
    pub shows: String,
}

/// Each picture as a page shows it; `None` for what no page can show, which is counted.
pub(super) fn shown(raw: &[Raw], blocks: &[Block], left: &mut Tally) -> Vec<Option<Shown>> {
    let used: Vec<usize> = blocks
        .iter()
        .flat_map(Block::pictures)
        .map(|(number, _)| number)
        .collect();
    raw.iter()
        .enumerate()
        .map(|(number, raw)| {
            if !used.contains(&number) {
                return None;
            }
            if raw.elsewhere {
                left.add(What::TrackingPixels, 1);
                return None;
            }
            if number >= MOST {
                left.add(What::Pictures, 1);
                return None;
            }
            let made = made(&raw.bytes, left);
            if made.is_none() {
                left.add(What::Pictures, 1);
            }
            made.filter(|made| {
                let pixel = made.width <= PIXEL && made.height <= PIXEL;
                left.add(What::TrackingPixels, usize::from(pixel));
                !pixel
            })
        })
        .collect()
}

fn made(bytes: &[u8], left: &mut Tally) -> Option<Shown> {
    let cleaned = picture::cleaned(bytes).ok()??;
    let format = image::guess_format(&cleaned.bytes).ok()?;
    let media = match format {
        ImageFormat::Png => "image/png",
        ImageFormat::Jpeg => "image/jpeg",
        ImageFormat::Gif => "image/gif",
        ImageFormat::WebP => "image/webp",
        _ => return None,
    };
    let mut reader = ImageReader::with_format(Cursor::new(&cleaned.bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    left.add(What::PictureData, usize::from(cleaned.found.blocks > 0));
    if width.max(height) <= LONGEST_SIDE {
        drop(decoder);
        return Some(under_hash(cleaned.bytes, media, (width, height)));
    }
    let turned = decoder.orientation().ok()?;
    let mut whole = DynamicImage::from_decoder(decoder).ok()?;
    whole.apply_orientation(turned);
    let small = whole.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Triangle);
    let sides = (small.width(), small.height());
    let mut out = Vec::new();
    // A drawing stays sharp, a photograph small.
    let media = if format == ImageFormat::Jpeg {
        let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
        small.to_rgb8().write_with_encoder(encoder).ok()?;
        "image/jpeg"
    } else {
        small
            .write_to(&mut Cursor::new(&mut out), ImageFormat::Png)
            .ok()?;
        "image/png"
    };
    left.add(What::PicturesResized, 1);
    Some(under_hash(out, media, sides))
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_POINTS);
    limits.max_image_height = Some(MOST_POINTS);
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

fn under_hash(bytes: Vec<u8>, media: &'static str, (width, height): (u32, u32)) -> Shown {
    Shown {
        hash: hex::encode(Sha256::digest(&bytes)),
        width,
        height,
        media,
        bytes,
    }
}

/// The pictures of the text in its order, each once, and their bytes one behind the other.
pub(super) fn apart(shown: Vec<Option<Shown>>, blocks: &[Block]) -> (Vec<Picture>, Vec<u8>) {
    let (mut pictures, mut beside): (Vec<Picture>, Vec<u8>) = (Vec::new(), Vec::new());
    for (number, shows) in blocks.iter().flat_map(Block::pictures) {
        let Some(Some(one)) = shown.get(number) else {
            continue;
        };
        if pictures.iter().any(|picture| picture.hash == one.hash) {
            continue;
        }
        let ending = one.media.rsplit('/').next().unwrap_or_default();
        let ending = ending.replace("jpeg", "jpg");
        pictures.push(Picture {
            hash: one.hash.clone(),
            media: one.media.into(),
            name: format!("图{}.{ending}", pictures.len() + 1),
            size: one.bytes.len(),
            shows: shows.into(),
        });
        beside.extend(&one.bytes);
    }
    (pictures, beside)
}
