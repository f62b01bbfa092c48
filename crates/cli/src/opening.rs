//! From folders and URLs to an [`App`]: the wiring that everything else is handed.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use app::{App, Clock, Settings, reading::Reading};
use law::Lang;

use crate::{keys, privacy, synonyms};

/// Where an installation lives.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    /// Folder for the database, files, search index and keys.
    #[arg(
        long,
        env = "MINGBAI_DATA",
        default_value = "mingbai-data",
        global = true
    )]
    pub data: PathBuf,
    /// Database URL; SQLite inside the data folder unless a postgres:// URL is given.
    #[arg(long, env = "MINGBAI_DATABASE", global = true)]
    pub database: Option<String>,
    /// Configuration file (TOML) with the named settings.
    #[arg(long, env = "MINGBAI_CONFIG", global = true)]
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

/// Opens an installation that is there already: whoever mistypes its folder is told so, and no empty one is made.
pub async fn open_existing(place: &Place, lang: Lang) -> anyhow::Result<App> {
    exists(place, lang)?;
    open(place).await
}

/// Refuses a folder in which no installation was made.
pub fn exists(place: &Place, lang: Lang) -> anyhow::Result<()> {
    let there = if place.database.is_some() {
        // Elsewhere; the folder holds its files and its key.
        place.data.is_dir()
    } else {
        place.data.join("mingbai.db").is_file()
    };
    anyhow::ensure!(
        there,
        "{}: {}",
        place.data.display(),
        crate::say(
            lang,
            "这里没有明白的安装。请检查 --data；新安装请先运行 mingbai init",
            "there is no installation here. Check --data; a new one is made with mingbai init"
        )
    );
    Ok(())
}

/// Opens an installation, making what is missing. Nobody else on the machine may look into it.
pub async fn open(place: &Place) -> anyhow::Result<App> {
    folder(place)?;
    let mut settings = settings(place)?;
    settings.server.spool = spool(&place.data)?;
    web::front::Trust::of(&settings.server).map_err(|wrong| anyhow::anyhow!(wrong))?;
    app::witness::witnesses(&settings).map_err(|wrong| anyhow::anyhow!(wrong))?;
    app::witness::witnessed(&settings).map_err(|wrong| anyhow::anyhow!(wrong))?;
    let synonyms = synonyms::of(&place.data, &settings, Lang::Zh)?;
    let fonts_folder = place.data.join("fonts");
    let store = store::Store::open(&place.database_url()).await?;
    let keys = keys::of(&store, &place.data).await?;
    let calendar = app::calendar::of(&store).await?;
    let app = App {
        store,
        files: files(place)?,
        search: Arc::new(search::Index::open(&place.data.join("index"))?.knowing(synonyms)),
        keys,
        calendar: Arc::new(calendar),
        letters: Arc::new(letters(&place.data, &settings)?),
        subjects: Arc::default(),
        pools: Arc::new(app::pools::Pools::new(&settings.server)),
        unfound: Arc::default(),
        reading: Reading::new(
            crate::read_file::program()?,
            &settings.reading,
            vec![fonts_folder.clone()],
        ),
        settings: Arc::new(settings),
        fonts: Arc::new(documents::fonts::Fonts::load(&[fonts_folder])),
        clock: Clock::system(),
    };
    let app = with_calendar_file(app, &place.data).await?;
    app::calendar::renew(&app).await?;
    app::accounts::seal_older(&app).await?;
    app::accounts::part_older(&app).await?;
    Ok(app)
}

/// The data folder, made if it is missing, closed to others with all that will be made in it.
pub fn folder(place: &Place) -> anyhow::Result<()> {
    privacy::keep_to_ourselves();
    fs::create_dir_all(&place.data)
        .with_context(|| format!("data folder {}", place.data.display()))?;
    privacy::close(&place.data)
}

/// The folder in which large forms lie, without a name, while they come in.
fn spool(data: &Path) -> anyhow::Result<PathBuf> {
    let folder = data.join("spool");
    fs::create_dir_all(&folder).with_context(|| format!("{}", folder.display()))?;
    Ok(folder)
}

/// The templates of letters; a faulty one stops the program, with file and line, before a letter is drafted from it.
fn letters(data: &Path, settings: &Settings) -> anyhow::Result<documents::letter::Templates> {
    use documents::letter::Templates;
    let folder = settings.letters.templates.trim();
    if folder.is_empty() {
        return Ok(Templates::built_in());
    }
    let folder = data.join(folder);
    anyhow::ensure!(
        folder.is_dir(),
        "letters.templates: {} is not a folder",
        folder.display()
    );
    Templates::load(&folder).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(|fault| fault.message(Lang::Zh)).collect();
        anyhow::anyhow!("{}", lines.join("\n"))
    })
}

/// Takes notices that lie in the data folder as `calendar.tsv`, and counts with them from now on.
async fn with_calendar_file(app: App, data: &Path) -> anyhow::Result<App> {
    let path = data.join("calendar.tsv");
    if !path.exists() {
        return Ok(app);
    }
    let text = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
    app::calendar::import(&app, &text, &crate::operator::who(), "calendar.tsv")
        .await
        .map_err(|error| crate::init::failure(&error, Lang::En))
        .with_context(|| format!("{}", path.display()))?;
    with_calendar(app).await
}

/// The same application with the calendar as it is in the database now.
pub async fn with_calendar(app: App) -> anyhow::Result<App> {
    let calendar = app::calendar::of(&app.store).await?;
    Ok(App {
        calendar: Arc::new(calendar),
        ..app
    })
}

/// The name under which this node leases jobs: kept in its data folder, so that after a crash it lets go of its own.
pub fn node(data: &Path) -> anyhow::Result<String> {
    let path = data.join("node.id");
    if !path.exists() {
        fs::write(&path, ulid::Ulid::generate().to_string())?;
    }
    Ok(fs::read_to_string(&path)?.trim().to_string())
}

pub fn files(place: &Place) -> anyhow::Result<store::files::Files> {
    let folder = place.data.join("files");
    fs::create_dir_all(&folder)?;
    Ok(store::files::Files::local(&folder)?)
}

/// The named settings of an installation.
pub fn settings(place: &Place) -> anyhow::Result<Settings> {
    let path = place
        .config
        .clone()
        .unwrap_or_else(|| place.data.join("mingbai.toml"));
    let mut settings = if place.config.is_none() && !path.exists() {
        Settings::default()
    } else {
        let text = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
        older_names(&text, &path);
        toml::from_str(&text).with_context(|| format!("{}", path.display()))?
    };
    mail_secrets(&mut settings.mail)?;
    if let Some(wrong) = settings.audit.wrong() {
        anyhow::bail!("{}: {} {} / {}", wrong.place, wrong.id, wrong.zh, wrong.en);
    }
    Ok(settings)
}

/// Settings that had another name: section, older name, name. Both are understood.
const OLDER: [(&str, &str, &str); 3] = [
    ("clock", "consultation_cap_days", "exclusion_cap_days"),
    ("publication", "correction_days", "rectification_days"),
    ("", "intake", "door"),
];

/// Says which names of a file are older ones, so that whoever keeps it can write the new ones.
fn older_names(text: &str, path: &Path) {
    for (older, name) in older_names_in(text) {
        tracing::warn!("{}: {older} is now called {name}", path.display());
    }
}

fn older_names_in(text: &str) -> Vec<(&'static str, &'static str)> {
    let table: toml::Table = text.parse().unwrap_or_default();
    let has = |section: &str, name: &str| match section {
        "" => table.contains_key(name),
        section => table
            .get(section)
            .and_then(toml::Value::as_table)
            .is_some_and(|section| section.contains_key(name)),
    };
    OLDER
        .iter()
        .filter(|(section, older, _)| has(section, older))
        .map(|(_, older, name)| (*older, *name))
        .collect()
}

/// Reads the password and the certificate authority that the mail settings point to.
fn mail_secrets(mail: &mut app::mail::Settings) -> anyhow::Result<()> {
    if !mail.on() {
        return Ok(());
    }
    if let Ok(password) = std::env::var("MINGBAI_SMTP_PASSWORD") {
        mail.password.0 = password;
    } else if !mail.password_file.is_empty() {
        let text = fs::read_to_string(&mail.password_file)
            .with_context(|| format!("mail.password_file {}", mail.password_file))?;
        mail.password.0 = text.trim_end_matches(['\r', '\n']).to_string();
    }
    if !mail.ca_file.is_empty() {
        mail.ca =
            fs::read(&mail.ca_file).with_context(|| format!("mail.ca_file {}", mail.ca_file))?;
    }
    match mail.wrong() {
        Some(wrong) => Err(anyhow::anyhow!(wrong)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::older_names_in;

    #[test]
    fn older_names_of_settings_are_understood_and_named() {
        let text = "[clock]\nconsultation_cap_days = 10\n[publication]\ncorrection_days = 5\n[intake]\nmost_files = 2\n";
        let settings: app::Settings = toml::from_str(text).unwrap();
        assert_eq!(settings.clock.exclusion_cap_days, 10);
        assert_eq!(settings.publication.rectification_days, 5);
        assert_eq!(settings.door.most_files, 2);
        assert_eq!(older_names_in(text).len(), 3);
        assert_eq!(older_names_in(crate::config_command::SAMPLE), []);
    }
}
