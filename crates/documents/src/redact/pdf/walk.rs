//! What a page draws, in its order: every code of every string with its text and place, and what hides it.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{
    Dictionary, Document, Object, ObjectId,
    content::{Content, Operation},
};

use super::{
    drawn::{Glyph, Paint, Place, State},
    font::{Font, number},
    matrix::{Area, Matrix},
    odd::Odd,
    page::{box_of, inherited, matrix_of},
};

/// A form may hold forms, so deep.
const DEPTH: usize = 12;
/// Codes of one document.
const MOST_GLYPHS: usize = 4_000_000;

/// All pages of a document, followed.
pub(super) struct Walk<'a> {
    doc: &'a Document,
    pub glyphs: Vec<Glyph>,
    /// The operations of every stream that was followed.
    pub streams: BTreeMap<Place, Vec<Operation>>,
    pub pictures: usize,
    pub layers: usize,
    /// Forms and pictures that are drawn where somebody sees them.
    pub drawn: BTreeSet<ObjectId>,
    /// Operations that stand in a layer which is off.
    pub off: BTreeMap<Place, Vec<usize>>,
    hidden_layers: Vec<ObjectId>,
    fonts: BTreeMap<ObjectId, Font>,
    paints: Vec<Paint>,
    turn: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(doc: &'a Document, hidden_layers: Vec<ObjectId>) -> Self {
        Self {
            doc,
            glyphs: Vec::new(),
            streams: BTreeMap::new(),
            pictures: 0,
            layers: 0,
            drawn: BTreeSet::new(),
            off: BTreeMap::new(),
            hidden_layers,
            fonts: BTreeMap::new(),
            paints: Vec::new(),
            turn: 0,
        }
    }

    /// Follows one page; returns the range of its codes.
    pub(super) fn page(&mut self, page: ObjectId) -> Result<std::ops::Range<usize>, Odd> {
        let from = self.glyphs.len();
        self.paints.clear();
        let content = self.doc.get_page_content_with_limit(page, super::MOST)?;
        let state = State {
            matrix: Matrix::ONE,
            clip: Some(box_of(self.doc, page)),
            font: None,
            size: 0.0,
            mode: 0,
            spacing: 0.0,
            word: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            white: false,
            clear: false,
        };
        let resources = inherited(self.doc, page, b"Resources");
        self.stream(page, &content, resources, state, 0)?;
        let page_box = box_of(self.doc, page);
        for at in from..self.glyphs.len() {
            if !page_box.holds(self.glyphs[at].centre) || self.covered(&self.glyphs[at]) {
                self.glyphs[at].seen = false;
            }
        }
        Ok(from..self.glyphs.len())
    }

    /// Painted over later, or white on what is white.
    fn covered(&self, glyph: &Glyph) -> bool {
        let over = |paint: &&Paint| paint.area.holds(glyph.centre);
        let later = self.paints.iter().filter(|paint| paint.turn > glyph.turn);
        if later.clone().any(|paint| over(&paint)) {
            return true;
        }
        let below = self
            .paints
            .iter()
            .rev()
            .filter(|paint| paint.turn < glyph.turn);
        glyph.white && below.clone().find(over).is_none_or(|paint| paint.white)
    }

    fn stream(
        &mut self,
        place: Place,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        start: State,
        depth: usize,
    ) -> Result<(), Odd> {
        if depth > DEPTH || self.glyphs.len() > MOST_GLYPHS {
            return Err(Odd::Structure);
        }
        let operations = Content::decode(content)?.operations;
        let mut state = start;
        let mut kept: Vec<State> = Vec::new();
        let (mut text, mut line) = (Matrix::ONE, Matrix::ONE);
        let mut path: Option<Vec<Area>> = Some(Vec::new());
        let mut clipping = false;
        // Marked contents that are open: whether each is a layer that is off.
        let mut marked: Vec<bool> = Vec::new();
        let mut off = Vec::new();
        for (at, operation) in operations.iter().enumerate() {
            let given = &operation.operands;
            let value = |place: usize| {
                given
                    .get(place)
                    .map_or(0.0, |object| number(self.doc, object))
            };
            self.turn += 1;
            let hidden = marked.contains(&true);
            if hidden {
                off.push(at);
            }
            match operation.operator.as_str() {
                "q" => kept.push(state.clone()),
                "Q" => {
                    if let Some(earlier) = kept.pop() {
                        state = earlier;
                    }
                }
                "cm" => state.matrix = matrix_of(self.doc, given).then(state.matrix),
                "BT" => (text, line) = (Matrix::ONE, Matrix::ONE),
                "Tf" => {
                    state.size = value(1);
                    state.font = match given.first().map(Object::as_name) {
                        Some(Ok(name)) => Some(self.font(resources, name)?),
                        _ => None,
                    };
                }
                "Tr" => state.mode = value(0) as i64,
                "Tc" => state.spacing = value(0),
                "Tw" => state.word = value(0),
                "Tz" => state.scale = value(0) / 100.0,
                "TL" => state.leading = value(0),
                "Ts" => state.rise = value(0),
                "Tm" => {
                    line = matrix_of(self.doc, given);
                    text = line;
                }
                "Td" | "TD" => {
                    if operation.operator == "TD" {
                        state.leading = -value(1);
                    }
                    line = Matrix::shift(value(0), value(1)).then(line);
                    text = line;
                }
                "T*" => {
                    line = Matrix::shift(0.0, -state.leading).then(line);
                    text = line;
                }
                "Tj" | "TJ" | "'" | "\"" => {
                    if operation.operator == "\"" {
                        (state.word, state.spacing) = (value(0), value(1));
                    }
                    if matches!(operation.operator.as_str(), "'" | "\"") {
                        line = Matrix::shift(0.0, -state.leading).then(line);
                        text = line;
                    }
                    self.show(place, at, given, &state, &mut text, hidden)?;
                }
                "g" => state.white = value(0) > 0.98,
                "rg" => state.white = (0..3).all(|part| value(part) > 0.98),
                "k" => state.white = (0..4).all(|part| value(part) < 0.02),
                "cs" => state.white = false,
                "sc" | "scn" => {
                    // One part may be ink of its own, of which one is full.
                    state.white = given.len() == 3 && (0..3).all(|part| value(part) > 0.98);
                }
                "gs" => {
                    if let Some(Ok(name)) = given.first().map(Object::as_name)
                        && let Some(found) = self.resource(resources, b"ExtGState", name)
                        && let Ok(alpha) = found.get_deref(b"ca", self.doc)
                    {
                        state.clear = number(self.doc, alpha) < 0.99;
                    }
                }
                "re" => {
                    if let Some(path) = &mut path {
                        let (x, y, wide, high) = (value(0), value(1), value(2), value(3));
                        let corners = [(x, y), (x + wide, y), (x, y + high), (x + wide, y + high)];
                        path.push(Area::around(&corners.map(|(x, y)| state.matrix.at(x, y))));
                    }
                }
                "m" | "l" | "c" | "v" | "y" => path = None,
                "W" | "W*" => clipping = true,
                "f" | "F" | "f*" | "b" | "B" | "b*" | "B*" | "s" | "S" | "n" => {
                    let fills = !matches!(operation.operator.as_str(), "s" | "S" | "n");
                    let areas = path.replace(Vec::new());
                    if fills && state.matrix.level() {
                        self.paint(&state, areas.as_deref().unwrap_or_default(), state.white);
                    }
                    if std::mem::take(&mut clipping) {
                        state.clip = match (state.clip, areas.as_deref()) {
                            (Some(clip), Some([area])) if state.matrix.level() => {
                                Some(clip.meet(*area))
                            }
                            _ => None,
                        };
                    }
                }
                "BMC" => marked.push(false),
                "BDC" => {
                    let layer = given.first().and_then(|tag| tag.as_name().ok()) == Some(b"OC")
                        && given
                            .get(1)
                            .and_then(|name| name.as_name().ok())
                            .is_some_and(|name| self.is_off(resources, name));
                    self.layers += usize::from(layer);
                    if layer && !hidden {
                        off.push(at);
                    }
                    marked.push(layer);
                }
                "EMC" => {
                    marked.pop();
                }
                "BI" => self.picture(&state, false),
                "Do" => {
                    if let Some(Ok(name)) = given.first().map(Object::as_name)
                        && self.draw(resources, name, &state, depth, hidden)?
                        && !hidden
                    {
                        off.push(at);
                    }
                }
                _ => {}
            }
        }
        if !off.is_empty() {
            self.off.insert(place, off);
        }
        self.streams.insert(place, operations);
        Ok(())
    }

    fn show(
        &mut self,
        place: Place,
        operation: usize,
        given: &[Object],
        state: &State,
        text: &mut Matrix,
        hidden: bool,
    ) -> Result<(), Odd> {
        let Some(font) = &state.font else {
            return Err(Odd::Font);
        };
        let pieces: Vec<&Object> = match given.last() {
            Some(Object::Array(pieces)) => pieces.iter().collect(),
            Some(string) => vec![string],
            None => return Ok(()),
        };
        let mut string = 0;
        for piece in pieces {
            let Object::String(bytes, _) = piece else {
                let by = -number(self.doc, piece) / 1000.0 * state.size * state.scale;
                *text = Matrix::shift(by, 0.0).then(*text);
                continue;
            };
            let mut byte = 0;
            while byte < bytes.len() {
                let code = font.next(&bytes[byte..]);
                let wide = code.width / 1000.0 * state.size;
                let moved = wide + state.spacing + if code.blank { state.word } else { 0.0 };
                let (low, high) = (
                    -0.22 * state.size + state.rise,
                    0.9 * state.size + state.rise,
                );
                let across = wide * state.scale;
                let corners = [(0.0, low), (across, low), (across, high), (0.0, high)]
                    .map(|(x, y)| text.at(x, y));
                let centre = text.at(across / 2.0, (low + high) / 2.0);
                self.glyphs.push(Glyph {
                    place,
                    operation,
                    string,
                    byte,
                    length: code.length,
                    text: code.text,
                    corners,
                    centre: state.matrix.at(centre.0, centre.1),
                    advance: if state.size == 0.0 {
                        0.0
                    } else {
                        -moved * 1000.0 / state.size
                    },
                    seen: !hidden && !matches!(state.mode, 3 | 7) && state.size != 0.0,
                    white: state.white && matches!(state.mode, 0 | 4),
                    turn: self.turn,
                });
                *text = Matrix::shift(moved * state.scale, 0.0).then(*text);
                byte += code.length;
            }
            string += 1;
        }
        Ok(())
    }

    fn draw(
        &mut self,
        resources: Option<&'a Dictionary>,
        name: &[u8],
        state: &State,
        depth: usize,
        hidden: bool,
    ) -> Result<bool, Odd> {
        let objects = resources
            .and_then(|resources| resources.get_deref(b"XObject", self.doc).ok())
            .and_then(|objects| objects.as_dict().ok());
        let Some(Object::Reference(id)) = objects.and_then(|objects| objects.get(name).ok()) else {
            return Err(Odd::Structure);
        };
        let form = self.doc.get_object(*id)?.as_stream()?;
        match form.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Form") => {}
            Ok(b"Image") => {
                if !hidden && !self.layer_off(&form.dict) {
                    self.drawn.insert(*id);
                    self.picture(state, form.dict.has(b"SMask") || form.dict.has(b"Mask"));
                    return Ok(false);
                }
                return Ok(true);
            }
            _ => return Err(Odd::Structure),
        }
        if hidden || self.layer_off(&form.dict) {
            // Drawn nowhere that is seen: what draws it goes.
            return Ok(true);
        }
        let own = form
            .dict
            .get_deref(b"Resources", self.doc)
            .and_then(Object::as_dict)
            .ok();
        let content = form.get_plain_content_with_limit(super::MOST)?;
        let matrix = form
            .dict
            .get_deref(b"Matrix", self.doc)
            .and_then(Object::as_array)
            .map_or(Matrix::ONE, |given| matrix_of(self.doc, given));
        let state = State {
            matrix: matrix.then(state.matrix),
            ..state.clone()
        };
        self.drawn.insert(*id);
        self.stream(*id, &content, own.or(resources), state, depth + 1)?;
        Ok(false)
    }

    /// Whether a form or a picture belongs to a layer that is off.
    fn layer_off(&mut self, dict: &Dictionary) -> bool {
        let off = dict
            .get(b"OC")
            .and_then(Object::as_reference)
            .is_ok_and(|layer| self.off_by(layer));
        self.layers += usize::from(off);
        off
    }

    fn picture(&mut self, state: &State, clear: bool) {
        self.pictures += 1;
        if !clear && state.matrix.level() {
            let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
            let area = Area::around(&corners.map(|(x, y)| state.matrix.at(x, y)));
            self.paint(state, &[area], false);
        }
    }

    fn paint(&mut self, state: &State, areas: &[Area], white: bool) {
        let Some(clip) = state.clip.filter(|_| !state.clear) else {
            return;
        };
        self.turn += 1;
        let turn = self.turn;
        self.paints.extend(areas.iter().map(|area| Paint {
            area: area.meet(clip),
            white,
            turn,
        }));
    }

    fn resource(
        &self,
        resources: Option<&'a Dictionary>,
        kind: &[u8],
        name: &[u8],
    ) -> Option<&'a Dictionary> {
        let kind = resources?.get_deref(kind, self.doc).ok()?.as_dict().ok()?;
        kind.get_deref(name, self.doc).ok()?.as_dict().ok()
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Result<Font, Odd> {
        let fonts = resources
            .and_then(|resources| resources.get_deref(b"Font", self.doc).ok())
            .and_then(|fonts| fonts.as_dict().ok())
            .ok_or(Odd::Font)?;
        let object = fonts.get(name).map_err(|_| Odd::Font)?;
        let (id, font) = self.doc.dereference(object)?;
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Ok(known.clone());
        }
        let made = Font::of(self.doc, font.as_dict()?)?;
        if let Some(id) = id {
            self.fonts.insert(id, made.clone());
        }
        Ok(made)
    }

    fn is_off(&self, resources: Option<&'a Dictionary>, name: &[u8]) -> bool {
        let properties =
            resources.and_then(|resources| resources.get_deref(b"Properties", self.doc).ok());
        let layer = properties
            .and_then(|properties| properties.as_dict().ok())
            .and_then(|properties| properties.get(name).and_then(Object::as_reference).ok());
        layer.is_some_and(|layer| self.off_by(layer))
    }

    fn off_by(&self, layer: ObjectId) -> bool {
        if self.hidden_layers.contains(&layer) {
            return true;
        }
        // A membership: off where all of its layers are.
        let members = self
            .doc
            .get_dictionary(layer)
            .and_then(|dict| dict.get_deref(b"OCGs", self.doc));
        match members {
            Ok(Object::Array(members)) => {
                !members.is_empty()
                    && members.iter().all(|member| {
                        member
                            .as_reference()
                            .is_ok_and(|member| self.hidden_layers.contains(&member))
                    })
            }
            _ => self
                .doc
                .get_dictionary(layer)
                .and_then(|dict| dict.get(b"OCGs"))
                .and_then(Object::as_reference)
                .is_ok_and(|member| self.hidden_layers.contains(&member)),
        }
    }
}
