use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Replaces every occurrence of a name of the same length.
fn renamed(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    while let Some(at) = bytes.windows(from.len()).position(|it| it == from) {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn an_honest_package_gives_its_parts() {
    let bytes = packed(&[("a.xml", b"<a/>"), ("b.txt", b"two")]);
    let mut packed = Packed::open(&bytes, 100).unwrap();
    assert_eq!(packed.names(), ["a.xml", "b.txt"]);
    assert_eq!(packed.part("A.xml").unwrap().as_deref(), Some(&b"<a/>"[..]));
    assert_eq!(packed.content(1).unwrap(), b"two");
    assert_eq!(packed.part("c").unwrap(), None);
}

#[test]
fn a_name_that_stands_twice_is_refused() {
    let bytes = renamed(
        packed(&[
            ("one.xml", b"seen by one"),
            ("two.xml", b"seen by the other"),
        ]),
        b"two.xml",
        b"one.xml",
    );
    assert_eq!(
        Packed::open(&bytes, 100).err(),
        Some(PackFault::Repeated),
        "the same name"
    );
    let bytes = packed(&[("one.xml", b"1"), ("ONE.xml", b"2")]);
    assert_eq!(Packed::open(&bytes, 100).err(), Some(PackFault::Repeated));
}

/// The kind of `overlap.zip`: a directory whose entries share one local entry.
#[test]
fn entries_that_share_their_bytes_are_refused() {
    let bytes = packed(&[("one.xml", b"12345678"), ("two.xml", b"12345678")]);
    // The directory entry of the second points to the first.
    let place = bytes.windows(7).rposition(|it| it == b"two.xml").unwrap();
    let mut lying = bytes.clone();
    lying[place - 4..place].copy_from_slice(&0u32.to_le_bytes());
    assert_eq!(
        Packed::open(&lying, 100).err(),
        Some(PackFault::Overlapping)
    );
}

#[test]
fn what_it_declares_is_bounded_before_it_is_unpacked() {
    let bytes = packed(&[("a", &[0; 600]), ("b", &[0; 600])]);
    assert_eq!(Packed::open(&bytes, 1_000).err(), Some(PackFault::TooLarge));
    assert!(Packed::open(&bytes, 1_200).is_ok());
}

#[test]
fn an_entry_gives_no_more_than_it_declares() {
    let bytes = packed(&[("a", &[0; 600])]);
    // The size in the directory, 20 bytes before the name's length and what follows.
    let place = bytes
        .windows(4)
        .rposition(|it| it == b"PK\x01\x02")
        .unwrap();
    let mut lying = bytes;
    lying[place + 24..place + 28].copy_from_slice(&10u32.to_le_bytes());
    let mut packed = Packed::open(&lying, 100).unwrap();
    assert!(packed.content(0).is_err());
}

#[test]
fn a_path_that_leads_out_is_refused() {
    let bytes = packed(&[("../up", b"x")]);
    assert_eq!(
        Packed::open(&bytes, 100).err(),
        Some(PackFault::Escapes("../up".into()))
    );
}
