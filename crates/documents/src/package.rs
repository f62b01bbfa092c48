//! 一申请一卷: the papers of a request as one ZIP with its catalogue (law.md Z-6, Z-7, Z-11, Z-14).
//!
//! ```text
//! 目录.xml              every paper with its order, role, title, date, pages, size and SHA-256; described below
//! 卷内目录.docx          the catalogue for people, in the columns of Z-11
//! 文件/001_申请表_….pdf  the papers in the order of the file
//! manifest-sha256.txt   SHA-256 of every file of the package but itself, two blanks, its path: `sha256sum -c` reads it
//! ```
//!
//! The XML is Mingbai's own and plain; no conformity with DA/T 48 is claimed (Z-14):
//! `卷{格式, 全宗单位, 受理编号, 题名, 档号, 保管期限, 形成年度}` holds `件{序号, 类别, 题名, 文号, 责任者, 日期, 密级, 页数, 备注, 路径, 字节, sha256}`.
//! The same papers give the same bytes.

mod catalogue;
mod verify;
mod xml;

use std::io::{Cursor, Write};

use jiff::civil::Date;
use law::archive::{Keeping, Paper, Reference};
use sha2::{Digest, Sha256};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::{Error, fonts::Fonts};

pub use verify::{Fault, verify};

const XML: &str = "目录.xml";
const CATALOGUE: &str = "卷内目录.docx";
const MANIFEST: &str = "manifest-sha256.txt";
const FOLDER: &str = "文件";

/// One paper of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub paper: Paper,
    /// 题名.
    pub title: String,
    /// 文号.
    pub number: String,
    /// 责任者.
    pub author: String,
    pub date: Option<Date>,
    /// 密级; usually empty. What is marked secret does not belong here (trap 41).
    pub secrecy: String,
    /// 页数, where it is known.
    pub pages: Option<u32>,
    pub note: String,
    /// The ending of the file: pdf, docx.
    pub ending: String,
    pub bytes: Vec<u8>,
}

/// The file of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    pub organ: String,
    /// 受理编号.
    pub number: String,
    /// 题名 of the file.
    pub title: String,
    pub reference: Option<Reference>,
    pub keeping: Keeping,
    /// The year in which the file was closed.
    pub year: i16,
    /// In any order: they are put into that of Z-6 and Z-7, then by date.
    pub pieces: Vec<Piece>,
}

/// A paper with its place in the package.
struct Placed<'a> {
    piece: &'a Piece,
    order: usize,
    path: String,
    sha256: String,
}

/// The package of a file.
pub fn build(file: &CaseFile, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let placed = placed(file);
    let mut entries: Vec<(String, Vec<u8>)> = vec![
        (XML.into(), xml::write(file, &placed)?),
        (CATALOGUE.into(), catalogue::docx(file, &placed, fonts)?),
    ];
    entries.extend(
        placed
            .iter()
            .map(|paper| (paper.path.clone(), paper.piece.bytes.clone())),
    );
    let manifest: String = entries
        .iter()
        .map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes)))
        .collect();
    entries.push((MANIFEST.into(), manifest.into_bytes()));
    // The day of the file and not that of packing: packing twice gives the same bytes.
    let stamp = u16::try_from(file.year)
        .ok()
        .and_then(|year| DateTime::from_date_and_time(year, 12, 31, 0, 0, 0).ok())
        .unwrap_or_default();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(stamp);
    for (path, bytes) in entries {
        zip.start_file(path, options).map_err(Error::failed)?;
        zip.write_all(&bytes).map_err(Error::failed)?;
    }
    Ok(zip.finish().map_err(Error::failed)?.into_inner())
}

fn placed(file: &CaseFile) -> Vec<Placed<'_>> {
    let mut pieces: Vec<&Piece> = file.pieces.iter().collect();
    pieces.sort_by_key(|piece| (piece.paper, piece.date));
    pieces
        .into_iter()
        .enumerate()
        .map(|(index, piece)| {
            let order = index + 1;
            Placed {
                piece,
                order,
                path: format!(
                    "{FOLDER}/{order:03}_{}_{}.{}",
                    safe(piece.paper.zh()),
                    safe(&piece.title),
                    ending(&piece.ending)
                ),
                sha256: sha256(&piece.bytes),
            }
        })
        .collect()
}

/// What every system takes in a file name.
fn safe(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .take(40)
        .collect();
    let kept = kept.trim_matches('_');
    if kept.is_empty() {
        "无题".into()
    } else {
        kept.into()
    }
}

fn ending(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    if kept.is_empty() { "bin".into() } else { kept }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
