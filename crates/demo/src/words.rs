//! The words of the demo's items: what a county's organs really publish, in our own sentences.

/// Head of Art. 20, title, summary, sentences of the text. `{y}` year, `{n}` serial, `{o}` organ, `{p}` place.
pub struct Kind {
    pub head: u8,
    pub column: &'static str,
    pub title: &'static str,
    pub summary: &'static str,
    pub text: &'static [&'static str],
    /// Whether it carries a 文号.
    pub numbered: bool,
}

pub const PLACES: [&str; 12] = [
    "柳溪镇",
    "白塘乡",
    "东门街道",
    "西坝片区",
    "工业园区",
    "青云路",
    "湖滨小区",
    "梅岭村",
    "桥头村",
    "南山林场",
    "金河灌区",
    "老城厢",
];

pub const KINDS: [Kind; 22] = [
    Kind {
        head: 1,
        column: "content",
        title: "关于印发《{p}{y}年度工作实施办法》的通知",
        summary: "规定工作目标、职责分工和保障措施。",
        numbered: true,
        text: &[
            "为做好{p}有关工作，根据有关法律法规和上级规定，结合本县实际，制定本办法。",
            "本办法所称实施主体，是指承担具体工作的股室和所属单位。",
            "各实施主体应当明确责任人，按季度报送进展，年底前完成总结。",
            "本办法自印发之日起施行，有效期五年。",
        ],
    },
    Kind {
        head: 1,
        column: "content",
        title: "关于废止和修改部分行政规范性文件的公告（{y}年第{n}号）",
        summary: "公布清理结果。",
        numbered: true,
        text: &[
            "经清理，决定对与现行法律法规不一致的文件予以废止或者修改。",
            "废止的文件自本公告发布之日起停止执行。",
        ],
    },
    Kind {
        head: 2,
        column: "content",
        title: "{o}机构职能和内设机构",
        summary: "机构职能、内设机构、办公地址、联系方式。",
        numbered: false,
        text: &[
            "{o}设办公室、法规股、业务一股、业务二股和财务股。",
            "办公地址、办公时间和联系电话见信息公开指南。",
        ],
    },
    Kind {
        head: 3,
        column: "content",
        title: "{o}{y}年至{y5}年发展规划",
        summary: "总体要求、主要目标、重点任务。",
        numbered: true,
        text: &[
            "规划期内坚持统筹协调、突出重点、注重实效。",
            "主要目标包括服务能力、基础设施和群众满意度三类十二项指标。",
            "年度任务分解到股室，执行情况每年公布一次。",
        ],
    },
    Kind {
        head: 4,
        column: "content",
        title: "{y}年第{q}季度统计信息",
        summary: "主要指标完成情况。",
        numbered: false,
        text: &[
            "本季度主要指标运行平稳，较上季度稳中有升。",
            "数据按国家统计制度取得，最终数以年报为准。",
        ],
    },
    Kind {
        head: 5,
        column: "content",
        title: "行政许可事项办事指南（{p}窗口，第{n}号）",
        summary: "设定依据、申请条件、办理材料、办理时限。",
        numbered: false,
        text: &[
            "申请人可以到窗口提交，也可以网上提交。",
            "材料齐全且符合法定形式的，当场受理；不齐全的，一次告知需要补正的全部内容。",
            "法定办理时限为二十个工作日，承诺时限为七个工作日。",
        ],
    },
    Kind {
        head: 5,
        column: "content",
        title: "{y}年第{n}批行政许可决定公告",
        summary: "公告准予许可的决定。",
        numbered: false,
        text: &[
            "本批共准予行政许可若干件，公众可以查阅。",
            "公告内容已依法去除个人信息和商业秘密。",
        ],
    },
    Kind {
        head: 6,
        column: "content",
        title: "行政处罚决定信息（{y}年第{n}号）",
        summary: "公布具有一定社会影响的行政处罚决定。",
        numbered: true,
        text: &[
            "当事人违反有关规定的事实清楚、证据确凿，依法作出行政处罚决定。",
            "当事人可以在六十日内申请行政复议，或者在六个月内提起行政诉讼。",
        ],
    },
    Kind {
        head: 6,
        column: "content",
        title: "{o}行政执法事项清单（{y}年版）",
        summary: "执法主体、依据、程序和救济渠道。",
        numbered: false,
        text: &[
            "清单列明执法事项的名称、类别、依据和实施主体。",
            "清单随法律法规和职能变化及时调整。",
        ],
    },
    Kind {
        head: 7,
        column: "content",
        title: "{o}{y}年部门预算",
        summary: "部门预算编制说明和预算表。",
        numbered: false,
        text: &[
            "部门预算由收入预算和支出预算组成。",
            "“三公”经费预算较上年压减，具体见附表。",
        ],
    },
    Kind {
        head: 7,
        column: "content",
        title: "{o}{yl}年度部门决算",
        summary: "部门决算说明和决算表。",
        numbered: false,
        text: &["决算数据已经批复，现予公布。", "预算绩效评价结果一并公开。"],
    },
    Kind {
        head: 8,
        column: "content",
        title: "行政事业性收费项目目录（{y}年第{n}期）",
        summary: "收费项目、依据和标准。",
        numbered: false,
        text: &["收费项目、依据、标准以目录为准，目录之外不得收费。"],
    },
    Kind {
        head: 9,
        column: "content",
        title: "{p}设施采购项目成交结果公告（第{n}号）",
        summary: "成交供应商、金额和评审情况。",
        numbered: false,
        text: &[
            "采购方式为竞争性磋商，成交结果经评审小组确认。",
            "对结果有异议的，可以在七个工作日内提出质疑。",
        ],
    },
    Kind {
        head: 10,
        column: "content",
        title: "{p}改造工程批准和实施情况（第{n}期）",
        summary: "重大建设项目的批准、进度和质量监督。",
        numbered: false,
        text: &[
            "项目已完成立项、用地和环评手续。",
            "目前完成投资过半，预计年底完工。",
            "施工期间采取降尘降噪措施，监督电话已在现场公布。",
        ],
    },
    Kind {
        head: 11,
        column: "content",
        title: "{p}社会救助对象审批结果公示（{y}年第{n}批）",
        summary: "救助类别、户数和金额。",
        numbered: false,
        text: &[
            "本批新增救助对象经村级评议、乡镇审核和县级抽查。",
            "公示期七天，群众可以向民政部门反映意见。",
        ],
    },
    Kind {
        head: 11,
        column: "content",
        title: "{y}年促进就业创业补贴申领办法",
        summary: "补贴对象、标准和申领程序。",
        numbered: true,
        text: &[
            "符合条件的个人和企业可以申领一次性补贴。",
            "申请、审核、公示和拨付四个环节共三十日。",
        ],
    },
    Kind {
        head: 12,
        column: "content",
        title: "{p}防汛应急预案（{y}年修订）",
        summary: "组织指挥、预警响应和应急保障。",
        numbered: true,
        text: &[
            "预案分四级响应，明确启动条件和责任单位。",
            "汛期实行二十四小时值班。",
        ],
    },
    Kind {
        head: 13,
        column: "content",
        title: "食品安全监督抽检结果公示（{y}年第{n}期）",
        summary: "抽检批次、合格率和不合格产品处置。",
        numbered: false,
        text: &[
            "本期抽检覆盖粮油、乳制品、蔬菜和餐饮食品。",
            "不合格产品已下架，并依法调查处理。",
        ],
    },
    Kind {
        head: 13,
        column: "content",
        title: "{p}空气和饮用水水源水质状况（{y}年第{n}期）",
        summary: "监测点位、指标和评价结果。",
        numbered: false,
        text: &["监测结果达到相应功能区标准。", "详细数据见附表。"],
    },
    Kind {
        head: 14,
        column: "content",
        title: "{o}{y}年公开招聘公告",
        summary: "岗位、人数、条件和报名办法。",
        numbered: false,
        text: &[
            "报名采取网上方式，资格审查贯穿全过程。",
            "笔试、面试、体检和考察结果在本栏目公布。",
        ],
    },
    Kind {
        head: 15,
        column: "content",
        title: "关于{p}工作建议的答复摘要（第{n}号）",
        summary: "建议提案办理结果。",
        numbered: true,
        text: &[
            "建议反映的问题属实，已列入年度计划。",
            "下一步将加强协调，按月跟踪。",
        ],
    },
    Kind {
        head: 0,
        column: "rules",
        title: "{o}政府信息公开工作制度（{y}年第{n}号）",
        summary: "审查、发布、更新和责任制度。",
        numbered: true,
        text: &[
            "信息发布实行先审查、后公开，一事一审。",
            "未经审查的信息不得发布。",
            "更新不及时的，予以督办。",
        ],
    },
];
