//! The column headings of 表三, and in which order the cells below them stand.

use law::report::Column;

use crate::read::value::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Column(Column),
    /// 法人或其他组织, which stands over five columns.
    Organisations,
}

#[derive(Debug, Default)]
pub(super) struct Heads {
    found: Vec<Head>,
}

impl Heads {
    /// Takes a heading by its words; whether it was a new one.
    pub fn add(&mut self, core: &str) -> bool {
        let two_characters = core.chars().count() == 2;
        let starts = |name: &str| core == name || (two_characters && name.starts_with(core));
        let head = if core.starts_with("法人") || core == "其他组织" {
            Some(Head::Organisations)
        } else if matches!(core, "总计" | "合计") {
            Some(Head::Column(Column::Total))
        } else if matches!(core, "自然人" | "公民") {
            Some(Head::Column(Column::Natural))
        } else {
            Column::KINDS[1..]
                .iter()
                .copied()
                .find(|column| starts(column.key()))
                .map(Head::Column)
        };
        match head {
            Some(head) if !self.found.contains(&head) => {
                self.found.push(head);
                true
            }
            _ => false,
        }
    }

    /// The seven columns as printed; `None` unless each was found once.
    fn order(&self) -> Option<[Column; 7]> {
        let is_kind = |head: &&Head| matches!(head, Head::Column(column) if !matches!(column, Column::Natural | Column::Total));
        let kinds: Vec<Head> = self.found.iter().filter(is_kind).copied().collect();
        if kinds.len() != 5 {
            return None;
        }
        let mut order = Vec::new();
        let grouped = self.found.contains(&Head::Organisations);
        // 自然人, 总计 and then the kinds, without what stands over these: two rows of headings whose middle is lost.
        let lost = !grouped
            && self
                .found
                .starts_with(&[Head::Column(Column::Natural), Head::Column(Column::Total)]);
        for head in &self.found {
            match head {
                Head::Organisations => order.extend(&kinds),
                head if grouped && is_kind(&head) => {}
                Head::Column(Column::Total) if lost => {}
                head => order.push(*head),
            }
        }
        let mut columns: Vec<Column> = order
            .into_iter()
            .filter_map(|head| match head {
                Head::Column(column) => Some(column),
                Head::Organisations => None,
            })
            .collect();
        // Where the text lost these two headings they stand where the form has them.
        if !columns.contains(&Column::Natural) {
            columns.insert(0, Column::Natural);
        }
        if !columns.contains(&Column::Total) {
            columns.push(Column::Total);
        }
        columns.try_into().ok()
    }

    pub fn in_another_order(&self) -> bool {
        self.order().is_some_and(|order| order != Column::ALL)
    }

    pub fn printed(&self) -> String {
        self.order()
            .map(|order| order.map(Column::key).join("、"))
            .unwrap_or_default()
    }

    /// Six headings and no 总计.
    pub fn lack_a_total(&self) -> bool {
        let has = |column| self.found.contains(&Head::Column(column));
        !has(Column::Total) && Column::KINDS.into_iter().all(has)
    }

    /// Seven cells in the order of the form.
    pub fn in_order(&self, cells: &[Value]) -> Vec<Value> {
        let mut ordered = cells.to_vec();
        if let Some(order) = self.order() {
            for (column, cell) in order.into_iter().zip(cells) {
                ordered[column as usize] = cell.clone();
            }
        }
        ordered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(text: &str) -> Heads {
        let mut heads = Heads::default();
        for word in text.split(' ') {
            heads.add(word);
        }
        heads
    }

    #[test]
    fn orders() {
        let form = "自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他";
        let table = [
            (
                form,
                "自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计",
                false,
            ),
            (
                "总计 自然人 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他",
                "总计、自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他",
                true,
            ),
            (
                "自然人 科研机构 商业企业 社会公益组织 法律服务机构 其他 总计",
                "自然人、科研机构、商业企业、社会公益组织、法律服务机构、其他、总计",
                true,
            ),
            (
                "自然人 总计 商业 科研 社会公益组织 法律服务机构 其他",
                "自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计",
                false,
            ),
            ("其他 本年", "", false),
        ];
        for (printed, order, another) in table {
            let heads = heads(printed);
            assert_eq!(
                (heads.printed().as_str(), heads.in_another_order()),
                (order, another),
                "{printed}"
            );
        }
        assert!(heads("自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他").lack_a_total());
        assert!(!heads(form).lack_a_total());
    }
}
