//! Tiles as rows.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sqlx::AnyConnection;
use transparency::{Hash, Tiles, tile, tiles::Name};

use crate::{
    Error, Result, Tx,
    columns::{int, text},
};

/// How many tiles one statement asks for.
const AT_ONCE: usize = 8;

/// Takes tiles to hand; one that is not there is not at hand.
pub(crate) async fn load(
    connection: &mut AnyConnection,
    names: impl IntoIterator<Item = Name>,
) -> Result<Tiles> {
    let mut tiles = Tiles::default();
    let names: Vec<Name> = names.into_iter().collect();
    for some in names.chunks(AT_ONCE) {
        let mut query = sqlx::query(
            "SELECT level, number, hashes FROM tiles WHERE (\
             level = $1 AND number = $2 OR level = $3 AND number = $4 OR level = $5 AND number = $6 OR \
             level = $7 AND number = $8 OR level = $9 AND number = $10 OR level = $11 AND number = $12 OR \
             level = $13 AND number = $14 OR level = $15 AND number = $16)",
        );
        let places = some.iter().map(|(level, number)| {
            (
                i64::from(*level),
                i64::try_from(*number).unwrap_or(i64::MAX),
            )
        });
        for (level, number) in places.chain(std::iter::repeat((-1, -1))).take(AT_ONCE) {
            query = query.bind(level).bind(number);
        }
        for row in query.fetch_all(&mut *connection).await? {
            let (level, number) = (int(&row, "level")?, int(&row, "number")?);
            let hashes = hashes_of(&text(&row, "hashes")?)?;
            let name = (
                u8::try_from(level).unwrap_or(u8::MAX),
                u64::try_from(number).unwrap_or(u64::MAX),
            );
            tiles.take(name, hashes);
        }
    }
    Ok(tiles)
}

/// Writes what changed of the tiles.
pub(crate) async fn write(tx: &mut Tx, tiles: &mut Tiles) -> Result<()> {
    for ((level, number), hashes) in tiles.changed() {
        sqlx::query(
            "INSERT INTO tiles (level, number, hashes) VALUES ($1, $2, $3) \
             ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes",
        )
        .bind(i64::from(level))
        .bind(i64::try_from(number).unwrap_or(i64::MAX))
        .bind(STANDARD.encode(tile::of_hashes(&hashes)))
        .execute(tx.db())
        .await?;
    }
    Ok(())
}

/// The hashes of a row.
pub(crate) fn hashes_of(stored: &str) -> Result<Vec<Hash>> {
    let bytes = STANDARD
        .decode(stored)
        .map_err(|_| Error::Damaged("a tile of the public log is not base64".into()))?;
    Ok(tile::hashes(&bytes)?)
}
