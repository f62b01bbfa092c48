//! The steps that bring a database of any age to today's tables, the same text for both engines.
//!
//! `build.rs` lists the folder: the macro of sqlx that reads it would compile both database drivers a second time, for itself.

use sqlx::{
    AnyPool, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

use crate::{Error, Result};

// `ALL`: name and text of each file of `migrations`, in order.
include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// All of them, in order.
pub(crate) fn all() -> Migrator {
    let steps = ALL.iter().map(|(name, sql)| {
        let version = number(name);
        let words = name.trim_end_matches(".sql").get(5..).unwrap_or_default();
        let description = words.replace('_', " ").into();
        let kind = MigrationType::Simple;
        Migration::new(version, description, kind, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(steps.collect())
}

/// Whether the tables are those of this program, without touching them.
///
/// # Errors
/// [`Error::Schema`] when they are older or newer.
pub(crate) async fn current(pool: &AnyPool) -> Result<()> {
    let row = sqlx::query("SELECT COALESCE(MAX(version), 0) AS version FROM _sqlx_migrations")
        .fetch_one(pool)
        .await?;
    let found = crate::columns::int(&row, "version")?;
    let known = ALL.last().map_or(0, |(name, _)| number(name));
    if found == known {
        Ok(())
    } else {
        Err(Error::Schema { found, known })
    }
}

/// The number that a file's name begins with; `build.rs` has looked that it does.
fn number(name: &str) -> i64 {
    name.get(..4).unwrap_or_default().parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_listed_under_its_number() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let listed: Vec<&str> = ALL.iter().map(|(name, _)| *name).collect();
        assert_eq!(files, listed);
        for (migration, (name, _)) in all().iter().zip(ALL) {
            assert!(
                name.starts_with(&format!("{:04}_", migration.version)),
                "{name}"
            );
        }
    }
}
