//! Where a picture hides things.

use super::Case;

pub fn cases(s: &str) -> Vec<Case> {
    let segment = |marker: u8, content: &[u8]| {
        let mut out = vec![0xFF, marker];
        out.extend((content.len() as u16 + 2).to_be_bytes());
        out.extend(content);
        out
    };
    let jpeg = |place, extra: Vec<u8>, behind: &[u8]| Case {
        place,
        ending: "jpg",
        bytes: [
            vec![0xFF, 0xD8],
            extra,
            segment(0xDB, &[1; 65]),
            segment(0xDA, &[1, 1, 0, 0, 63, 0]),
            vec![0x12, 0x34, 0xFF, 0xD9],
            behind.to_vec(),
        ]
        .concat(),
    };
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut out = (content.len() as u32).to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(content);
        out.extend([0; 4]);
        out
    };
    let png = |place, kind: &[u8; 4], content: &[u8]| Case {
        place,
        ending: "png",
        bytes: [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"IHDR", &[0; 13]),
            chunk(kind, content),
            chunk(b"IDAT", b"x"),
            chunk(b"IEND", b""),
        ]
        .concat(),
    };
    let exif = [
        b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0".as_slice(),
        s.as_bytes(),
    ]
    .concat();
    vec![
        jpeg("exif of a JPEG", segment(0xE1, &exif), b""),
        jpeg(
            "xmp of a JPEG",
            segment(
                0xE1,
                &[b"http://ns.adobe.com/xap/1.0/\0", s.as_bytes()].concat(),
            ),
            b"",
        ),
        jpeg(
            "iptc of a JPEG",
            segment(0xED, &[b"Photoshop 3.0\0", s.as_bytes()].concat()),
            b"",
        ),
        jpeg("remark of a JPEG", segment(0xFE, s.as_bytes()), b""),
        jpeg("behind the end of a JPEG", Vec::new(), s.as_bytes()),
        png(
            "text of a PNG",
            b"tEXt",
            &[b"Author\0", s.as_bytes()].concat(),
        ),
        png("exif of a PNG", b"eXIf", &exif[6..]),
        png("own chunk of a PNG", b"prVt", s.as_bytes()),
    ]
}
