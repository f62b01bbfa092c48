//! 字体: the faces a document is set in. Built-in subsets, a site's own fonts before them,
//! and the system's for characters that neither has.

mod disk;

use std::{borrow::Cow, collections::BTreeSet, path::PathBuf};

use serde::Serialize;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook, is_default_ignorable},
    utils::LazyHash,
};

const EMBEDDED: [&[u8]; 4] = [
    include_bytes!("../fonts/MingbaiSong-Regular.otf"),
    include_bytes!("../fonts/MingbaiSong-Bold.otf"),
    include_bytes!("../fonts/MingbaiHei-Regular.otf"),
    include_bytes!("../fonts/MingbaiHei-Bold.otf"),
];
const SONG: &str = "Mingbai Song";
const HEI: &str = "Mingbai Hei";

/// Names under which the faces that GB/T 9704 asks for are known, the best first.
const TITLE_NAMES: &[&str] = &[
    "方正小标宋简体",
    "方正小标宋_GBK",
    "FZXiaoBiaoSong-B05S",
    "FZXiaoBiaoSong-B05",
    "小标宋体",
    "华文中宋",
    "STZhongsong",
];
const BODY_NAMES: &[&str] = &[
    "仿宋_GB2312",
    "FangSong_GB2312",
    "仿宋",
    "FangSong",
    "方正仿宋_GBK",
    "方正仿宋简体",
    "FZFangSong-Z02S",
    "FZFangSong-Z02",
    "华文仿宋",
    "STFangsong",
    "FandolFang R",
];
const KAI_NAMES: &[&str] = &[
    "楷体_GB2312",
    "KaiTi_GB2312",
    "楷体",
    "KaiTi",
    "方正楷体_GBK",
    "方正楷体简体",
    "FZKai-Z03S",
    "FZKai-Z03",
    "华文楷体",
    "STKaiti",
    "霞鹜文楷",
    "LXGW WenKai",
];
const HEI_NAMES: &[&str] = &[
    "黑体",
    "SimHei",
    "方正黑体_GBK",
    "方正黑体简体",
    "FZHei-B01S",
    "FZHei-B01",
    "华文黑体",
    "STHeiti",
];
const SONG_NAMES: &[&str] = &[
    "宋体",
    "SimSun",
    "方正书宋_GBK",
    "方正书宋简体",
    "华文宋体",
    "STSong",
];

/// Families to try, in order, for each role in an official document. A role ends with a built-in family.
#[derive(Debug, Clone, Serialize)]
pub struct Families {
    /// 小标宋: the title.
    pub title: Vec<String>,
    /// 仿宋: the text.
    pub body: Vec<String>,
    /// 楷体: headings of the second level. The built-in stand-in is to be set bold.
    pub kai: Vec<String>,
    /// 黑体: headings of the first level.
    pub hei: Vec<String>,
    /// 宋体: page numbers and tables.
    pub song: Vec<String>,
}

/// Loaded faces, and where to look for characters that they lack.
#[derive(Debug, Clone)]
pub struct Fonts {
    faces: Vec<Font>,
    book: LazyHash<FontBook>,
    families: Families,
    /// Font files that are opened only when a character is missing.
    elsewhere: Vec<PathBuf>,
}

impl Fonts {
    /// Looks for the faces of GB/T 9704 in the given folders, then in the system's. Folders that are not there
    /// are passed over: an installation need not have a fonts folder.
    #[must_use]
    pub fn load(dirs: &[PathBuf]) -> Self {
        Self::within(&[dirs.to_vec(), disk::system_folders()].concat())
    }

    /// The built-in faces alone: the same document on every machine.
    #[must_use]
    pub fn embedded() -> Self {
        Self::within(&[])
    }

    /// Like [`Fonts::load`], from these folders only.
    #[must_use]
    pub fn within(dirs: &[PathBuf]) -> Self {
        let mut fonts = Self {
            faces: EMBEDDED
                .into_iter()
                .filter_map(|data| Font::new(Bytes::new(data), 0))
                .collect(),
            book: LazyHash::new(FontBook::new()),
            families: Families {
                title: vec![SONG.into()],
                body: vec![SONG.into()],
                kai: vec![SONG.into()],
                hei: vec![HEI.into()],
                song: vec![SONG.into()],
            },
            elsewhere: disk::font_files(dirs),
        };
        let found: Vec<disk::Named> = fonts
            .elsewhere
            .iter()
            .flat_map(|file| disk::named(file))
            .collect();
        let mut choose = |names: &[&str]| fonts_named(&found, names, &mut fonts.faces);
        let chosen = [TITLE_NAMES, BODY_NAMES, KAI_NAMES, HEI_NAMES, SONG_NAMES].map(&mut choose);
        let [title, body, kai, hei, song] = chosen;
        let families = &mut fonts.families;
        for (role, family) in [
            (&mut families.title, title),
            (&mut families.body, body),
            (&mut families.kai, kai),
            (&mut families.hei, hei),
            (&mut families.song, song),
        ] {
            role.splice(0..0, family);
        }
        fonts.book = LazyHash::new(FontBook::from_fonts(&fonts.faces));
        fonts
    }

    #[must_use]
    pub fn families(&self) -> &Families {
        &self.families
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn face(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    /// Characters of the text that no loaded face draws, in order of code. Spaces and invisible marks need no face.
    #[must_use]
    pub fn missing(&self, text: &str) -> Vec<char> {
        let wanted: BTreeSet<char> = text.chars().filter(|c| needs_glyph(*c)).collect();
        wanted
            .into_iter()
            .filter(|c| {
                !self
                    .faces
                    .iter()
                    .any(|face| face.info().coverage.contains(u32::from(*c)))
            })
            .collect()
    }

    /// These fonts, joined by whatever the disk has for the characters they lack, and the characters that are nowhere.
    #[must_use]
    pub fn covering(&self, text: &str) -> (Cow<'_, Self>, Vec<char>) {
        let mut missing = self.missing(text);
        if missing.is_empty() {
            return (Cow::Borrowed(self), missing);
        }
        let mut fonts = self.clone();
        for place in disk::drawing(&self.elsewhere, &missing) {
            let Some(face) = disk::load(&place) else {
                continue;
            };
            let family = face.info().family.as_str().to_string();
            let families = &mut fonts.families;
            for role in [
                &mut families.title,
                &mut families.body,
                &mut families.kai,
                &mut families.hei,
                &mut families.song,
            ] {
                role.push(family.clone());
            }
            fonts.faces.push(face);
            missing = fonts.missing(text);
            if missing.is_empty() {
                break;
            }
        }
        fonts.book = LazyHash::new(FontBook::from_fonts(&fonts.faces));
        (Cow::Owned(fonts), missing)
    }
}

/// Loads every face of the first name that the disk has; gives back its family as Typst calls it.
fn fonts_named(found: &[disk::Named], names: &[&str], faces: &mut Vec<Font>) -> Option<String> {
    for name in names {
        let mut family = None;
        for named in found
            .iter()
            .filter(|named| named.families.iter().any(|family| family == name))
        {
            if let Some(face) = disk::load(&named.place) {
                family.get_or_insert_with(|| face.info().family.as_str().to_string());
                faces.push(face);
            }
        }
        if family.is_some() {
            return family;
        }
    }
    None
}

fn needs_glyph(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_default_ignorable(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn the_built_in_faces_draw_official_text() {
        let text = "〔2026〕第１号　“三安全一稳定”①⑳㈠℃—…·二〇二六年《条例》（七）总计：0.000001万元；堃喆昇珺";
        assert_eq!(Fonts::embedded().missing(text), Vec::<char>::new());
        assert_eq!(Fonts::embedded().families().body, ["Mingbai Song"]);
    }

    #[test]
    fn a_character_nobody_has_is_named() {
        // The first is private use, the second an unassigned code, the space and the joiner need no face.
        let text = "甲\u{E123}乙\u{5_0123}\u{200D}\u{3000}";
        let fonts = Fonts::embedded();
        let (_, missing) = fonts.covering(text);
        assert_eq!(missing, ['\u{E123}', '\u{5_0123}']);
        let error = Error::MissingGlyphs(missing);
        assert!(error.message(law::Lang::Zh).contains("U+E123"));
        assert!(error.message(law::Lang::En).contains("U+50123"));
    }

    #[test]
    fn a_font_in_the_folder_supplies_what_the_subset_lacks() {
        // A folder of its own with the embedded bold face stands for a site's font: it is found by its cmap.
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("own.otf"), EMBEDDED[3]).unwrap();
        let mut fonts = Fonts::within(&[dir.path().to_path_buf()]);
        fonts.faces.clear();
        assert_eq!(fonts.missing("明白"), vec!['明', '白']);
        let (joined, _) = fonts.covering("明白");
        assert_eq!(joined.missing("明白"), Vec::<char>::new());
        assert_eq!(
            joined.families().body.last().map(String::as_str),
            Some("Mingbai Hei")
        );
    }
}
