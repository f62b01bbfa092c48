use super::*;

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![0xFF, marker];
    out.extend((content.len() as u16 + 2).to_be_bytes());
    out.extend(content);
    out
}

/// Exif with an orientation and a directory of a place, little-endian as telephones write it.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x03\0".to_vec();
    block.extend([0x0F, 0x01, 2, 0, 8, 0, 0, 0, 50, 0, 0, 0]);
    block.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    block.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 58, 0, 0, 0]);
    block.extend([0; 4]);
    block.extend(b"Acme-42\0");
    block.extend([1, 0, 1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 0, 0, 0, 0]);
    block
}

fn jpeg() -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    out.extend(segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc"));
    out.extend(segment(0xE1, &[b"Exif\0\0".as_slice(), &exif(6)].concat()));
    out.extend(segment(
        0xE1,
        b"http://ns.adobe.com/xap/1.0/\0<x:GPSLatitude>",
    ));
    out.extend(segment(0xE2, b"ICC_PROFILE\0\x01\x01profile"));
    out.extend(segment(0xED, b"Photoshop 3.0\08BIM author"));
    out.extend(segment(0xFE, b"remark"));
    out.extend(segment(0xDB, &[1; 65]));
    out.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
    out.extend([0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]);
    out.extend([0xFF, 0xD9]);
    out.extend(b"a second picture behind the end");
    out
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|it| it == text)
}

/// The kind of `t24-gps.jpg`.
#[test]
fn a_photograph_loses_its_place_and_keeps_its_colours_and_its_turn() {
    let made = cleaned(&jpeg()).unwrap().unwrap();
    assert!(made.found.place);
    for gone in [
        &b"Acme-42"[..],
        b"xap",
        b"8BIM",
        b"remark",
        b"second",
        b"abc",
    ] {
        assert!(
            !holds(&made.bytes, gone),
            "{}",
            String::from_utf8_lossy(gone)
        );
    }
    assert!(holds(&made.bytes, b"ICC_PROFILE\0\x01\x01profile"));
    assert!(holds(
        &made.bytes,
        &[0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9]
    ));
    let start = made
        .bytes
        .windows(6)
        .position(|it| it == b"Exif\0\0")
        .unwrap();
    let kept = exif::read(&made.bytes[start + 6..]);
    assert_eq!((kept.orientation, kept.place), (Some(6), false));
    // A second cleaning takes the orientation for data again and changes nothing.
    let again = cleaned(&made.bytes).unwrap().unwrap();
    assert_eq!(again.bytes, made.bytes);
    assert!(!again.found.place);
}

#[test]
fn a_png_loses_its_texts_and_times() {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut out = (content.len() as u32).to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(content);
        out.extend([0; 4]);
        out
    };
    let mut source = png::SIGNATURE.to_vec();
    source.extend(chunk(b"IHDR", &[0; 13]));
    source.extend(chunk(b"iCCP", b"profile"));
    source.extend(chunk(b"tEXt", b"Author\0Wang"));
    source.extend(chunk(b"iTXt", b"XML:com.adobe.xmp"));
    source.extend(chunk(b"eXIf", &exif(8)));
    source.extend(chunk(b"tIME", &[0; 7]));
    source.extend(chunk(b"IDAT", b"picture"));
    source.extend(chunk(b"IEND", b""));
    source.extend(b"behind");
    let made = cleaned(&source).unwrap().unwrap();
    assert!(made.found.place);
    assert_eq!(made.found.blocks, 5);
    for gone in [&b"Wang"[..], b"xmp", b"Acme", b"tIME", b"behind"] {
        assert!(
            !holds(&made.bytes, gone),
            "{}",
            String::from_utf8_lossy(gone)
        );
    }
    assert!(holds(&made.bytes, b"iCCPprofile") && holds(&made.bytes, b"IDATpicture"));
    assert!(holds(&made.bytes, &exif::turned(8)));
}

#[test]
fn a_gif_loses_its_remarks_and_still_repeats() {
    let mut source = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF".to_vec();
    source.extend(b"!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0");
    source.extend(b"!\xFE\x06remark\0");
    source.extend(b"!\xFF\x0BXMP DataXMP\x03<x>\0");
    source.extend(b"!\xF9\x04\0\0\0\0\0");
    source.extend(b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;behind");
    let made = cleaned(&source).unwrap().unwrap();
    assert_eq!(made.found.blocks, 3);
    assert!(holds(&made.bytes, b"NETSCAPE2.0") && made.bytes.ends_with(b"D\x01\0;"));
    assert!(!holds(&made.bytes, b"remark") && !holds(&made.bytes, b"XMP"));
}

#[test]
fn a_tiff_loses_what_its_page_does_not_need() {
    // Width, artist, orientation, GPS; then the texts and the inner directory.
    let mut source = b"II*\0\x08\0\0\0\x04\0".to_vec();
    source.extend([0, 1, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0]);
    source.extend([0x12, 1, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0]);
    source.extend([0x3B, 1, 2, 0, 12, 0, 0, 0, 62, 0, 0, 0]);
    source.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 74, 0, 0, 0]);
    source.extend([0; 4]);
    source.extend(b"Wang Xiaomi\0");
    source.extend([1, 0, 1, 0, 2, 0, 6, 0, 0, 0, 92, 0, 0, 0, 0, 0, 0, 0]);
    source.extend(b"North\0");
    let made = cleaned(&source).unwrap().unwrap();
    assert!(made.found.place && made.found.blocks == 2);
    assert!(!holds(&made.bytes, b"Wang") && !holds(&made.bytes, b"North"));
    assert_eq!(made.bytes.len(), source.len());
    assert_eq!(&made.bytes[8..10], &[2, 0]);
    assert_eq!(exif::read(&made.bytes).orientation, Some(3));
}

#[test]
fn a_webp_loses_its_exif_and_keeps_its_turn() {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut out = kind.to_vec();
        out.extend((content.len() as u32).to_le_bytes());
        out.extend(content);
        out.extend(vec![0; content.len() % 2]);
        out
    };
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        chunk(b"VP8 ", b"odd"),
        chunk(b"EXIF", &exif(6)),
        chunk(b"XMP ", b"<author>"),
    ]
    .concat();
    let source = [
        b"RIFF".as_slice(),
        &(body.len() as u32).to_le_bytes(),
        &body,
    ]
    .concat();
    let made = cleaned(&source).unwrap().unwrap();
    assert!(made.found.place && !holds(&made.bytes, b"Acme") && !holds(&made.bytes, b"author"));
    assert_eq!(made.bytes[20], 0x08, "the head says Exif and no XMP");
    assert!(holds(&made.bytes, &exif::turned(6)));
}

#[test]
fn what_is_cut_short_is_not_vouched_for() {
    let whole = jpeg();
    for length in [3, 10, 40, 200] {
        assert_eq!(cleaned(&whole[..length]), Err(Damaged), "{length} bytes");
    }
    assert_eq!(cleaned(b"II*\0\x08\0\0\0\xFF\xFF"), Err(Damaged));
    assert_eq!(cleaned(b"a text"), Ok(None));
    assert!(is_heic(b"\0\0\0\x18ftypheic\0\0\0\0"));
}
