//! Requests by what their makers are recognised by.

use jiff::civil::Date;

use super::{RequestRow, request_of};
use crate::{Result, Store, columns::text, people::Marks};

/// The newest requests of whoever has this name, proof of identity or telephone, as its mark says.
pub async fn of_applicant(
    store: &Store,
    organ: &str,
    marks: &Marks,
    limit: i64,
) -> Result<Vec<RequestRow>> {
    let rows = sqlx::query(
        "SELECT r.* FROM requests r JOIN people p ON p.organ = r.organ AND p.id = r.person \
         WHERE p.organ = $1 AND p.kind = 'applicant' AND ((p.id_mark = $2 AND p.id_mark <> '') \
         OR (p.phone_mark = $3 AND p.phone_mark <> '') OR (p.name_mark = $4 AND p.name_mark <> '')) \
         ORDER BY r.submitted_on DESC, r.number DESC LIMIT $5",
    )
    .bind(organ)
    .bind(&marks.id)
    .bind(&marks.phone)
    .bind(&marks.name)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(request_of).collect()
}

/// The requests of whoever carries one of these marks, submitted between two days, oldest first, each with the marks it carries.
pub async fn of_marks(
    store: &Store,
    organ: &str,
    marks: &Marks,
    first: Date,
    last: Date,
) -> Result<Vec<(RequestRow, Marks)>> {
    let rows = sqlx::query(
        "SELECT r.*, p.id_mark, p.phone_mark, p.name_mark FROM requests r JOIN people p ON p.organ = r.organ AND p.id = r.person \
         WHERE p.organ = $1 AND ((p.id_mark = $2 AND p.id_mark <> '') OR (p.phone_mark = $3 AND p.phone_mark <> '')) \
         AND r.submitted_on >= $4 AND r.submitted_on <= $5 ORDER BY r.submitted_on, r.number",
    )
    .bind(organ)
    .bind(&marks.id)
    .bind(&marks.phone)
    .bind(first.to_string())
    .bind(last.to_string())
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            let marks = Marks {
                id: text(row, "id_mark")?,
                phone: text(row, "phone_mark")?,
                name: text(row, "name_mark")?,
            };
            Ok((request_of(row)?, marks))
        })
        .collect()
}
