//! The index: opened, fed, emptied. It is a replica, so a damaged one is replaced by an empty one.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError, RwLock},
};

use tantivy::{
    IndexReader, IndexWriter, TantivyError,
    directory::{MmapDirectory, error::OpenReadError},
};

use crate::{
    Doc, Error, Result,
    cursor::{self, Cursors},
    fields::{Fields, VERSION, tokenizers},
    sounds::Sounds,
    synonyms::Synonyms,
    words::Words,
};

/// What one writing thread may hold in memory before it writes a segment.
const WRITER_MEMORY: usize = 64 << 20;

pub struct Index {
    index: tantivy::Index,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
    pub(crate) words: Words,
    pub(crate) synonyms: Synonyms,
    pub(crate) sounds: Sounds,
    feed: Mutex<Feed>,
    /// How far it has come with each organ, as far as it can be found. Apart from what writes, so that whoever searches waits for no
    /// disk.
    cursors: RwLock<Cursors>,
}

/// The writing side. The writer, and with it the lock on the folder, is taken when the first document comes.
#[derive(Default)]
struct Feed {
    writer: Option<IndexWriter>,
    /// Whether documents were put or removed since the last commit.
    pending: bool,
}

impl Index {
    /// Opens the index in a folder of its own, or makes an empty one there. A damaged index is thrown away: it holds nothing
    /// that the ledger does not.
    pub fn open(folder: &Path) -> Result<Self> {
        let place = folder.join(VERSION);
        std::fs::create_dir_all(&place)?;
        match Self::open_at(&place) {
            Err(Error::Engine(
                TantivyError::DataCorruption(_)
                | TantivyError::SchemaError(_)
                | TantivyError::IncompatibleIndex(_)
                | TantivyError::OpenReadError(
                    OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_),
                ),
            )) => {
                std::fs::remove_dir_all(&place)?;
                std::fs::create_dir_all(&place)?;
                Self::open_at(&place)
            }
            other => other,
        }
    }

    /// An index that is gone with the process, for tests.
    pub fn in_memory() -> Result<Self> {
        let words = Words::new();
        let (schema, fields) = Fields::new();
        let index = tantivy::Index::builder()
            .schema(schema)
            .tokenizers(tokenizers(&words))
            .create_in_ram()?;
        Self::with(index, fields, words)
    }

    fn open_at(place: &Path) -> Result<Self> {
        let words = Words::new();
        let (schema, fields) = Fields::new();
        let directory = MmapDirectory::open(place).map_err(TantivyError::from)?;
        let index = tantivy::Index::builder()
            .schema(schema)
            .tokenizers(tokenizers(&words))
            .open_or_create(directory)?;
        Self::with(index, fields, words)
    }

    fn with(index: tantivy::Index, fields: Fields, words: Words) -> Result<Self> {
        let reader = index.reader()?;
        let cursors = index
            .load_metas()?
            .payload
            .as_deref()
            .map(cursor::decode)
            .unwrap_or_default();
        Ok(Self {
            index,
            reader,
            fields,
            words,
            synonyms: Synonyms::default(),
            sounds: Sounds::new(),
            feed: Mutex::default(),
            cursors: RwLock::new(cursors),
        })
    }

    /// The same index, asked by somebody who knows that these words mean the same. What stands in it does not change.
    #[must_use]
    pub fn knowing(mut self, synonyms: Synonyms) -> Self {
        self.synonyms = synonyms;
        self
    }

    /// The words that it knows to mean the same.
    pub fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    /// Takes in documents; one with the same organ and id is replaced. Seen by nobody before [`Index::commit`].
    pub fn put(&self, docs: &[Doc]) -> Result<()> {
        self.write(|writer| {
            for doc in docs {
                writer.delete_term(self.fields.key_term(&doc.organ, &doc.id));
                writer.add_document(self.fields.document(doc))?;
            }
            Ok(())
        })
    }

    /// Takes a document out: withdrawn, or no longer public.
    pub fn remove(&self, organ: &str, id: &str) -> Result<()> {
        self.write(|writer| {
            writer.delete_term(self.fields.key_term(organ, id));
            Ok(())
        })
    }

    /// Makes what was put and removed visible and durable, together with the organ's cursor. Where nothing changed the cursor
    /// moves in memory only and becomes durable with the next change.
    pub fn commit(&self, organ: &str, seq: i64) -> Result<()> {
        let mut feed = self.feed();
        let mut cursors = self.cursors().clone();
        cursors.insert(organ.to_owned(), seq);
        if feed.pending {
            feed.commit(&cursors)?;
            self.reader.reload()?;
        }
        self.come_to(cursors);
        Ok(())
    }

    /// The seq of the organ's last act that is in the index; 0 before the first.
    pub fn cursor(&self, organ: &str) -> i64 {
        self.cursors().get(organ).copied().unwrap_or(0)
    }

    /// Empties the index, so that it is fed again from the beginning.
    pub fn clear(&self) -> Result<()> {
        self.write(|writer| writer.delete_all_documents().map(|_| ()))?;
        let mut feed = self.feed();
        feed.commit(&Cursors::new())?;
        self.reader.reload()?;
        self.come_to(Cursors::new());
        Ok(())
    }

    /// How many documents can be found.
    pub fn count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// One change. If it fails, everything since the last commit is dropped and, as the cursor did not move, fed again.
    fn write(&self, change: impl FnOnce(&mut IndexWriter) -> tantivy::Result<()>) -> Result<()> {
        let mut feed = self.feed();
        let mut writer = match feed.writer.take() {
            Some(writer) => writer,
            None => self
                .index
                .writer_with_num_threads(1, WRITER_MEMORY)
                .map_err(busy)?,
        };
        feed.pending = false;
        change(&mut writer)?;
        feed.writer = Some(writer);
        feed.pending = true;
        Ok(())
    }

    fn cursors(&self) -> std::sync::RwLockReadGuard<'_, Cursors> {
        self.cursors.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Told last: what the cursors say is in the index can be found there.
    fn come_to(&self, cursors: Cursors) {
        *self.cursors.write().unwrap_or_else(PoisonError::into_inner) = cursors;
    }

    fn feed(&self) -> MutexGuard<'_, Feed> {
        self.feed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Feed {
    fn commit(&mut self, cursors: &Cursors) -> Result<()> {
        let Some(mut writer) = self.writer.take() else {
            return Ok(());
        };
        self.pending = false;
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&cursor::encode(cursors));
        prepared.commit()?;
        self.writer = Some(writer);
        Ok(())
    }
}

fn busy(error: TantivyError) -> Error {
    match error {
        TantivyError::LockFailure(..) => Error::Busy,
        other => Error::Engine(other),
    }
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn whoever_searches_does_not_wait_for_what_is_being_written() {
        let index = Index::in_memory().unwrap();
        index.commit("QH03", 7).unwrap();
        let _writing = index.feed();
        assert_eq!(index.cursor("QH03"), 7);
        assert_eq!(index.count(), 0);
    }
}
