//! From folders and URLs to an [`App`]: the wiring that everything else is handed.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use app::{App, Clock, Settings};

/// Where an installation lives.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    /// Folder for the database, files, search index and keys.
    #[arg(long, env = "MINGBAI_DATA", default_value = "mingbai-data")]
    pub data: PathBuf,
    /// Database URL; SQLite inside the data folder unless a postgres:// URL is given.
    #[arg(long, env = "MINGBAI_DATABASE")]
    pub database: Option<String>,
    /// Configuration file (TOML) with the named settings.
    #[arg(long, env = "MINGBAI_CONFIG")]
    pub config: Option<PathBuf>,
}

impl Place {
    #[must_use]
    pub fn database_url(&self) -> String {
        self.database
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}", self.data.join("mingbai.db").display()))
    }
}

/// Opens an installation, making what is missing.
pub async fn open(place: &Place) -> anyhow::Result<App> {
    fs::create_dir_all(&place.data)
        .with_context(|| format!("data folder {}", place.data.display()))?;
    let settings = settings(place)?;
    let fonts_folder = place.data.join("fonts");
    let app = App {
        store: store::Store::open(&place.database_url()).await?,
        files: files(place)?,
        search: Arc::new(search::Index::open(&place.data.join("index"))?),
        keys: keys(&place.data)?,
        calendar: Arc::new(law::calendar::Calendar::cn()),
        settings: Arc::new(settings),
        fonts: Arc::new(documents::fonts::Fonts::load(&[fonts_folder])),
        clock: Clock::system(),
    };
    app::upkeep::renew(&app).await?;
    Ok(app)
}

pub fn files(place: &Place) -> anyhow::Result<store::files::Files> {
    let folder = place.data.join("files");
    fs::create_dir_all(&folder)?;
    Ok(store::files::Files::local(&folder)?)
}

fn settings(place: &Place) -> anyhow::Result<Settings> {
    let path = place
        .config
        .clone()
        .unwrap_or_else(|| place.data.join("mingbai.toml"));
    if place.config.is_none() && !path.exists() {
        return Ok(Settings::default());
    }
    let text = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{}", path.display()))
}

/// The key that seals people's data: 32 random bytes in a file only the owner can read, made on first start.
pub fn keys(data: &Path) -> anyhow::Result<store::people::Keys> {
    let path = data.join("master.key");
    if !path.exists() {
        write_private(&path, &rand::random::<[u8; 32]>())?;
    }
    let bytes = fs::read(&path).with_context(|| format!("{}", path.display()))?;
    let master: [u8; 32] = bytes
        .try_into()
        .map_err(|_| anyhow::anyhow!("{}: a key has 32 bytes", path.display()))?;
    Ok(store::people::Keys::new(master))
}

fn write_private(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}
