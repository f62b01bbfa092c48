//! The application that the benchmarks measure: on a database, with nothing around it.

use std::{error::Error, fs, path::Path, sync::Arc};

use app::{App, Clock, Settings};
use store::Store;

/// The application with its clock held at `now`.
pub async fn open(url: &str, folder: &Path, now: &str) -> Result<App, Box<dyn Error>> {
    fs::create_dir_all(folder.join("files"))?;
    Ok(App {
        store: Store::open(url).await?,
        files: store::files::Files::local(&folder.join("files"))?,
        search: Arc::new(search::Index::in_memory()?),
        keys: store::people::Keys::new([7; 32]),
        calendar: Arc::new(law::calendar::Calendar::cn()),
        pools: Arc::new(app::pools::Pools::new(&Settings::default().server)),
        unfound: Arc::default(),
        // Nothing that is measured takes a file.
        reading: app::reading::Reading::new(
            documents::apart::Program::new("mingbai", ["read-file"]),
            &app::reading::Settings::default(),
            Vec::new(),
        ),
        settings: Arc::new(Settings::default()),
        fonts: Arc::new(documents::fonts::Fonts::load(&[])),
        letters: Arc::new(documents::letter::Templates::built_in()),
        subjects: Arc::default(),
        clock: Clock::fixed(now.parse()?),
    })
}

/// The address of a SQLite database in a folder, which is made.
pub fn sqlite(folder: &Path) -> Result<String, Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    Ok(format!("sqlite://{}", folder.join("mingbai.db").display()))
}
