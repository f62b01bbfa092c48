//! Which organ a row belongs to.

use std::collections::BTreeMap;

use crate::{
    App,
    import::{Options, Result, cell::Cells},
};

/// The organs on record, by code and by name.
pub(crate) struct Organs {
    by_name: BTreeMap<String, String>,
    /// For rows that name none.
    otherwise: Option<String>,
}

impl Organs {
    pub(crate) async fn load(app: &App, options: &Options) -> Result<Self> {
        let rows = store::organs::list(&app.store).await?;
        let only = match rows.as_slice() {
            [one] => Some(one.code.clone()),
            _ => None,
        };
        let mut by_name = BTreeMap::new();
        for row in rows {
            by_name.insert(row.short_name, row.code.clone());
            by_name.insert(row.name, row.code.clone());
            by_name.insert(row.code.clone(), row.code);
        }
        Ok(Self {
            by_name,
            otherwise: options.organ.clone().or(only),
        })
    }

    /// The code of the row's organ.
    pub(crate) fn of(&self, cells: &mut Cells<'_>) -> Option<String> {
        let named = cells.text("organ");
        let Some(name) = named.or_else(|| self.otherwise.clone()) else {
            if cells.line.get("organ").trim().is_empty() {
                cells.bad(
                    "organ",
                    "form",
                    "没有写明机关；请填写机构代码，或者在命令中指定",
                    "no organ is named; give its code here or with the command",
                );
            }
            return None;
        };
        let found = self.by_name.get(&name).cloned();
        if found.is_none() {
            cells.bad(
                "organ",
                "form",
                format!("没有登记代码或者名称为“{name}”的机关"),
                format!("no organ has the code or name “{name}”"),
            );
        }
        found
    }
}
