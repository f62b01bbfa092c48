//! 标准目录: the catalogues of four bureaus, brought in and cleared two months ago, with what is public linked by now.

use app::{
    App, Error, Result,
    import::ImportError,
    rights::By,
    standards::{self, Said},
    upload::Upload,
};
use jiff::{ToSpan, civil::Date};
use law::standard::{Proposed, digest, id_of};
use store::published::{self, At, PublicFilter};

use crate::{
    Desk, at,
    play::{Action, Step},
};

/// One act in the story of a catalogue.
pub enum Turn {
    /// The head of the disclosure unit brings in the table of this field.
    Bring(usize),
    /// The secrecy reviewer clears it.
    Clear(usize),
}

/// A catalogue: which desk has it, its field, its lines, and under which of them public items belong, by a word of their title.
struct Catalogue {
    desk: usize,
    field: &'static str,
    lines: &'static str,
    linked: &'static [(&'static str, &'static str)],
}

const HEADING: &str = "一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,全社会,特定群体,主动,依申请,县级,乡村级\n";

const ALL: [Catalogue; 4] = [
    Catalogue {
        desk: 2,
        field: "公共资源交易",
        lines: "政府采购,采购公告,项目、预算、条件、时间,政府采购法,形成之日起20个工作日内,县商务局,政府网站,1,,1,,1,\n\
            政府采购,合同公告,标的、金额、供应商,政府采购法实施条例,签订之日起2个工作日内,县商务局,政府网站,1,,1,,1,\n\
            项目管理,招商项目清单,名称、规模、用地,年度招商计划,形成之日起20个工作日内,县商务局,政府网站；公开查阅点,1,,1,,1,\n",
        linked: &[("采购公告", "采购")],
    },
    Catalogue {
        desk: 4,
        field: "社会救助",
        lines: "综合业务,政策文件,办法及配套文件,社会救助暂行办法,制定或者获取之日起10个工作日内,县民政局,政府网站；村（社区）公示栏,1,,1,,1,1\n\
            最低生活保障,审批结果,对象、户数、金额,城乡最低生活保障审核办法,作出决定之日起7个工作日内,县民政局、乡镇,政府网站；村（社区）公示栏,1,,1,,1,1\n\
            特困人员供养,供养机构名单,名称、地址、电话、床位,特困人员救助供养办法,形成或者变更之日起20个工作日内,县民政局,政府网站,1,,1,,1,\n\
            临时救助,个人审批材料,本人的审批材料,社会救助暂行办法,收到申请之日起20个工作日内,县民政局,当面,,申请人本人,,1,1,\n",
        linked: &[("审批结果", "社会救助")],
    },
    Catalogue {
        desk: 3,
        field: "义务教育",
        lines: "招生管理,招生方案,范围、条件、时间、材料,义务教育法,形成之日起20个工作日内,县教体局,政府网站；学校公示栏,1,,1,,1,\n\
            教师管理,公开招聘,岗位、条件、程序、结果,事业单位人事管理条例,形成之日起20个工作日内,县教体局,政府网站,1,,1,,1,\n\
            财务信息,部门预算,预算表和说明,预算法,批复之日起20日内,县教体局,政府网站,1,,1,,1,\n",
        linked: &[("公开招聘", "招聘"), ("部门预算", "预算")],
    },
    Catalogue {
        desk: 7,
        field: "保障性住房",
        lines: "配给管理,房源分配结果,房源、对象类别、数量,公共租赁住房管理办法,作出之日起20个工作日内,县住建局,政府网站；小区公示栏,1,,1,,1,\n\
            建设管理,年度计划,任务、项目、开工和竣工,保障性住房建设管理规定,形成之日起20个工作日内,县住建局,政府网站,1,,1,,1,\n",
        linked: &[("年度计划", "计划")],
    },
];

/// How many items are linked to a line.
const LINKED: i64 = 5;

pub fn script(desks: &[Desk], today: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    for (place, catalogue) in ALL.iter().enumerate() {
        if catalogue.desk >= desks.len() {
            continue;
        }
        let step = |hour, turn| Step {
            at: at(today - 60.days(), hour, 40),
            desk: catalogue.desk,
            name: catalogue.field.into(),
            action: Action::Catalogue(turn),
            by_head: false,
            gives: None,
        };
        steps.push(step(9, Turn::Bring(place)));
        steps.push(step(15, Turn::Clear(place)));
    }
    steps
}

impl Turn {
    /// Does it, as the person whose act it is.
    pub async fn take(self, app: &App, desk: &Desk) -> Result<()> {
        match self {
            Self::Bring(place) => {
                let Catalogue { field, lines, .. } = ALL[place];
                let file = Upload {
                    name: format!("{field}领域基层政务公开标准目录.csv"),
                    bytes: format!("{HEADING}{lines}").into_bytes(),
                };
                standards::bring_in(app, &By::of(&desk.head)?, file)
                    .await
                    .map_err(|error| match error {
                        ImportError::Failed(error) => error,
                        cells @ ImportError::Cells(_) => Error::failed(cells),
                    })?;
            }
            Self::Clear(place) => {
                let id = id_of(ALL[place].field);
                let seen = standards::open(app, &desk.reviewer, id.as_str()).await?;
                let read = digest(&Proposed {
                    field: seen.state.field.clone(),
                    rows: seen.state.proposed.clone(),
                });
                let said = (read.as_str(), "");
                let by = By::of(&desk.reviewer)?;
                standards::approve(app, &by, (id.as_str(), seen.version), said).await?;
            }
        }
        Ok(())
    }
}

/// What is public by now stands under its line.
pub async fn link(app: &App, desks: &[Desk]) -> Result<()> {
    for catalogue in &ALL {
        let Some(desk) = desks.get(catalogue.desk) else {
            continue;
        };
        let id = id_of(catalogue.field);
        let by = By::of(&desk.clerk)?;
        for (name, word) in catalogue.linked {
            let asked = PublicFilter {
                organ: Some(desk.organ.code.clone()),
                text: Some((*word).into()),
                limit: LINKED,
                ..PublicFilter::default()
            };
            let items = published::items(&app.store, &asked, &At::First).await?;
            for item in items {
                let seen = standards::open(app, &desk.clerk, id.as_str()).await?;
                let line = seen.lines.iter().find(|line| line.row.name() == *name);
                let line = line.ok_or(Error::NotFound)?.row.id();
                let said = Said {
                    id: id.as_str(),
                    version: seen.version,
                    row: line.as_str(),
                };
                standards::link(
                    app,
                    &by,
                    said,
                    &format!("/items/{}/{}", item.organ, item.id),
                )
                .await?;
            }
        }
    }
    Ok(())
}
