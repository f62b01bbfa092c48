//! The county's consolidated report of the year before this system came: the units' published reports were taken over
//! from their files, added up here, written, reviewed, signed off and published.

use std::collections::BTreeMap;

use app::{
    App, Result, consolidation,
    reports::{self, Key, Opinion, TO_FILL},
    rights,
};
use jiff::civil::Date;
use store::reports::Scope;

use crate::{
    Desk,
    play::{Action, Step, plain},
    turn::supervisor,
};

/// One turn in the life of the sum.
#[derive(Debug, Clone, Copy)]
pub enum Turn {
    Write,
    Review,
    Sign,
    Publish,
}

/// Where the sum is made: at the county office's desk.
const OFFICE: usize = 0;

/// What the office writes where no record of the system says anything, in the order of the places: 一（三）, 一（五）,
/// 五（一）, 五（二）, 六.
const WRITTEN: [(&str, &[&str]); 3] = [
    (
        "一",
        &[
            "落实公开属性源头认定和先审查、后公开制度，各单位拟公开信息均经保密审查后发布；对历年行政规范性文件清理一次，清理结果向社会公布。",
            "县政府办公室按季度检查各单位栏目更新和申请答复情况，检查结果计入年度考核；全年举办业务培训2次、参加120人次；没有发生责任追究情形。",
        ],
    ),
    (
        "五",
        &[
            "各单位工作水平不平衡，个别乡镇栏目更新不及时；申请答复文书的格式和用语不统一；政策解读的形式还不丰富。",
            "建立栏目更新月度提醒，对更新不及时的单位逐一督促；统一答复文书模板并组织专题培训；重要政策文件与解读材料同步组织、同步审核、同步发布。",
        ],
    ),
    ("六", &["全县各单位本年度均未收取。"]),
];

/// Between the taking over of the units' reports and the last day for a county's sum.
pub fn script(year: i16) -> Vec<Step> {
    [
        (12, Turn::Write),
        (14, Turn::Review),
        (17, Turn::Sign),
        (18, Turn::Publish),
    ]
    .into_iter()
    .map(|(day, turn)| {
        let on = Date::constant(year + 1, 2, day);
        plain(on, 10, OFFICE, "sum".into(), Action::Sum(year, turn))
    })
    .collect()
}

impl Turn {
    pub async fn take(self, app: &App, desks: &[Desk], year: i16) -> Result<()> {
        let desk = &desks[OFFICE];
        let organ = desk.organ.code.as_str();
        let row = store::reports::of(&app.store, organ, Scope::Consolidated, year).await?;
        let key = Key {
            scope: Scope::Consolidated,
            year,
            seen: row.map_or(0, |row| row.version),
        };
        match self {
            Self::Write => {
                let drafted = consolidation::build(app, organ, year).await?.sections;
                reports::save_sections(
                    app,
                    &rights::May::of(supervisor(desks)?, reports::Writing(key))?,
                    &finished(drafted),
                )
                .await?;
            }
            Self::Review => {
                let opinion = Opinion {
                    note: "各单位数据逐格核对，合计无误。".into(),
                    exception: String::new(),
                };
                reports::review(app, &rights::By::of(&desk.section)?, key, &opinion).await?;
            }
            Self::Sign => {
                reports::sign(
                    app,
                    &rights::By::of(&desk.leader)?,
                    key,
                    &Opinion::default(),
                )
                .await?;
            }
            Self::Publish => {
                consolidation::publish_together(
                    app,
                    &rights::By::of(supervisor(desks)?)?,
                    year,
                    key.seen,
                )
                .await?;
            }
        }
        Ok(())
    }
}

/// The draft with every open place filled, one after the other.
fn finished(mut sections: BTreeMap<String, String>) -> BTreeMap<String, String> {
    for (key, words) in WRITTEN {
        let Some(text) = sections.get_mut(key) else {
            continue;
        };
        for words in words {
            *text = text.replacen(TO_FILL, words, 1);
        }
    }
    sections
}
