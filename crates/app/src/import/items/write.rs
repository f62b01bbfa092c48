//! Writing the items: files first, then every act in one transaction.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::item::{Event, Publication, Validity};

use super::Row;
use crate::{
    App,
    accounts::new_id,
    import::{ImportError, Imported, Options, Result, What, problems::Problems},
    items::{Place, content_of, index_number, line, series},
    pen::{Claim, Once, Page, Sheet},
    upload::{Upload, keep},
};

pub(super) async fn write(
    app: &App,
    rows: &[Row],
    options: &Options,
    actor: &str,
) -> Result<Imported> {
    let taken = index_numbers(app, rows).await?;
    let mut files = Vec::new();
    for row in rows {
        let find = |name: &String| {
            let bytes = options
                .attachment
                .as_ref()
                .and_then(|find| find(name))
                .unwrap_or_default();
            Upload {
                name: name.clone(),
                bytes,
            }
        };
        let uploads: Vec<Upload> = row.attachments.iter().map(find).collect();
        files.push(keep(app, "attachments", &uploads).await?);
    }
    let mut problems = Problems::default();
    let mut imported = Imported::default();
    let organs = rows.iter().map(|row| row.organ.as_str()).collect();
    let mut sheet = Sheet::begin(app, organs).await?;
    for (at, (row, files)) in rows.iter().zip(&files).enumerate() {
        options.step(at + 1, rows.len());
        let id = new_id(app.clock.now());
        let once = Once::row(&row.organ, row.key(), row.content());
        match sheet.claim(&once, &id).await? {
            Claim::Fresh => {}
            Claim::Same(_) => {
                imported.already += 1;
                continue;
            }
            Claim::Other => {
                problems.add(
                    &row.line,
                    "title",
                    "changed",
                    "此前已导入，但内容不同；请在信息页面修改",
                    "imported before with another content; change it on its page",
                );
                continue;
            }
        }
        if !row.index_number.is_empty()
            && taken.contains(&(row.organ.clone(), row.index_number.clone()))
        {
            problems.add(
                &row.line,
                "index_number",
                "duplicate",
                "索引号已被使用",
                "the index number is in use",
            );
            continue;
        }
        let mut place = Place {
            organ: &row.organ,
            id: &id,
            version: 0,
            actor,
        };
        let content = content_of(&row.form, files);
        let mut page = Page {
            lines: vec![line(app, place, &Event::Drafted(Box::new(content)))?],
            ..Page::default()
        };
        if let Some(day) = row.published_on {
            let event = Event::Published(Publication {
                index_number: number(&mut sheet, row, day).await?,
                published_on: day,
                channels: vec!["portal".into()],
                validity: validity(row.validity),
                imported: true,
                read: None,
                exception: String::new(),
                change: None,
            });
            place.version = 1;
            page.lines.push(line(app, place, &event)?);
        }
        sheet.write(&page).await?;
        imported.added += 1;
    }
    problems.finish()?;
    options
        .record(app, &mut sheet, What::Items, &imported)
        .await?;
    sheet.commit().await?;
    Ok(imported)
}

fn validity(code: &str) -> Option<Validity> {
    [
        Validity::Valid,
        Validity::Repealed,
        Validity::Expired,
        Validity::Amended,
    ]
    .into_iter()
    .find(|validity| validity.as_str() == code)
}

/// The number given, or the next of the organ's own. A given one of the same form is not given again.
async fn number(sheet: &mut Sheet<'_>, row: &Row, day: Date) -> Result<String> {
    let year = day.year();
    if row.index_number.is_empty() {
        let serial = sheet.number(&row.organ, &series(year)).await?;
        return Ok(index_number(&row.organ, year, serial));
    }
    let own = row
        .index_number
        .strip_prefix(&format!("{}/", row.organ))
        .and_then(|rest| rest.split_once('-'));
    if let Some((Ok(year), Ok(serial))) = own.map(|(year, serial)| (year.parse(), serial.parse())) {
        sheet.raise(&row.organ, &series(year), serial).await?;
    }
    Ok(row.index_number.clone())
}

/// Numbers in use, of the organs concerned.
async fn index_numbers(app: &App, rows: &[Row]) -> Result<BTreeSet<(String, String)>> {
    let organs: BTreeSet<&String> = rows
        .iter()
        .filter(|row| !row.index_number.is_empty())
        .map(|row| &row.organ)
        .collect();
    let mut taken = BTreeSet::new();
    for organ in organs {
        let mut after = String::new();
        loop {
            let some = store::items::index_numbers(&app.store, organ, &after, 5000)
                .await
                .map_err(ImportError::from)?;
            let Some((last, _)) = some.last() else { break };
            after.clone_from(last);
            taken.extend(some.into_iter().map(|(_, number)| (organ.clone(), number)));
        }
    }
    Ok(taken)
}
