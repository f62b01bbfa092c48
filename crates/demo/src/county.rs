//! 青禾县: twelve organs that do not exist.

use app::{Role, organs::OrganForm};

pub const PASSWORD: &str = "mingbai-demo";
pub const OFFICE: &str = "QH01";

/// Code, name, short name, kind, duties.
const ORGANS: [(&str, &str, &str, &str, &str); 13] = [
    (
        "QH01",
        "青禾县人民政府办公室",
        "县政府办",
        "office",
        "负责县政府日常工作，主管全县政府信息公开工作。",
    ),
    (
        "QH02",
        "青禾县发展和改革局",
        "县发改局",
        "department",
        "拟订国民经济和社会发展规划，审批核准投资项目，管理价格和收费。",
    ),
    (
        "QH03",
        "青禾县商务局",
        "县商务局",
        "department",
        "负责招商引资、内外贸易、电子商务和商贸领域行政执法。",
    ),
    (
        "QH04",
        "青禾县教育体育局",
        "县教体局",
        "department",
        "主管全县教育和体育工作，管理学校布局、招生和教师资格。",
    ),
    (
        "QH05",
        "青禾县民政局",
        "县民政局",
        "department",
        "负责社会救助、养老服务、社会组织登记和区划地名。",
    ),
    (
        "QH06",
        "青禾县财政局",
        "县财政局",
        "department",
        "管理财政收支、政府采购、国有资产和会计事务。",
    ),
    (
        "QH07",
        "青禾县自然资源局",
        "县自然资源局",
        "department",
        "负责国土空间规划、土地征收、不动产登记和矿产资源管理。",
    ),
    (
        "QH08",
        "青禾县住房和城乡建设局",
        "县住建局",
        "department",
        "负责住房保障、房屋征收、建筑市场和市政公用事业。",
    ),
    (
        "QH09",
        "青禾县卫生健康委员会",
        "县卫健委",
        "department",
        "负责公共卫生、医疗服务和卫生监督执法。",
    ),
    (
        "QH10",
        "青禾县市场监督管理局",
        "县市场监管局",
        "department",
        "负责市场主体登记、食品药品和产品质量安全监管。",
    ),
    (
        "QH11",
        "青禾县生态环境局",
        "县生态环境局",
        "department",
        "负责污染防治、环境影响评价审批和生态环境执法。",
    ),
    (
        "QH12",
        "青禾县柳溪镇人民政府",
        "柳溪镇",
        "township",
        "贯彻农业农村政策，办理宅基地审核、社会救助和乡村建设。",
    ),
    (
        "QH13",
        "青禾县白塘乡人民政府",
        "白塘乡",
        "township",
        "贯彻农业农村政策，办理土地承包、水利和社会救助。",
    ),
];

/// Who leads them, in the order of the organs: people that do not exist.
const LEADERS: [&str; 13] = [
    "主任禾望川",
    "局长金河远",
    "局长柳禾生",
    "局长白塘月",
    "局长梅岭秋",
    "局长青云岳",
    "局长南山岭",
    "局长石桥安",
    "主任湖滨宁",
    "局长西坝明",
    "局长东门澄",
    "镇长桥头春",
    "乡长老城厢",
];

pub fn organs() -> Vec<OrganForm> {
    ORGANS
        .iter()
        .enumerate()
        .map(|(place, (code, name, short, kind, duties))| OrganForm {
            code: (*code).into(),
            name: (*name).into(),
            short_name: (*short).into(),
            kind: (*kind).into(),
            parent: if *code == OFFICE {
                String::new()
            } else {
                OFFICE.into()
            },
            address: format!("青禾县青云路{}号", 9 + place * 3),
            telephone: format!("0000-25068{:02}", 40 + place),
            fax: format!("0000-25069{:02}", 40 + place),
            hours: "工作日 8:30—12:00，14:30—17:30".into(),
            email: format!("xxgk-{}@qinghe.example", code.to_lowercase()),
            postcode: "000000".into(),
            leader: LEADERS[place].into(),
            duties: (*duties).into(),
            doc_prefix: format!(
                "青{}公开",
                short
                    .trim_start_matches('县')
                    .chars()
                    .next()
                    .unwrap_or('政')
            ),
            review_body: "青禾县人民政府".into(),
            court: "青禾县人民法院".into(),
            review_site: "fuyi.qinghe.example".into(),
            site: "qinghe.example".into(),
        })
        .collect()
}

/// One sign-in for each role; the county office also has the supervisor and the three powers over the house.
pub fn logins(code: &str) -> Vec<(Role, String)> {
    let mut roles = vec![
        (Role::Clerk, "clerk"),
        (Role::Head, "section"),
        (Role::Legal, "legal"),
        (Role::Reviewer, "reviewer"),
        (Role::Leader, "leader"),
        (Role::Publisher, "publisher"),
        (Role::DisclosureHead, "head"),
    ];
    if code == OFFICE {
        roles.push((Role::Supervisor, "supervisor"));
        roles.push((Role::Admin, "admin"));
        roles.push((Role::Security, "security"));
        roles.push((Role::Auditor, "auditor"));
    }
    roles
        .into_iter()
        .map(|(role, name)| (role, format!("{}-{name}", code.to_lowercase())))
        .collect()
}

pub fn staff_name(organ: &str, role: Role) -> String {
    format!("{organ}{}", role.zh())
}
