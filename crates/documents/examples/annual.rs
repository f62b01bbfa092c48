//! Writes a made-up report in every form: `cargo run -p documents --example annual -- DIR`.

use std::{env, error::Error, fs, path::PathBuf};

use documents::{fonts::Fonts, report};
use law::report::{Column, Report, Row, Track};

fn main() -> Result<(), Box<dyn Error>> {
    let dir = PathBuf::from(env::args().nth(1).unwrap_or_else(|| ".".into()));
    fs::create_dir_all(&dir)?;
    let fonts = Fonts::load(&[dir.join("fonts")]);
    let made = sample();
    fs::write(dir.join("annual.pdf"), report::pdf(&made, &fonts)?)?;
    fs::write(dir.join("annual.docx"), report::docx(&made, &fonts)?)?;
    fs::write(dir.join("annual.xlsx"), report::xlsx(&made)?)?;
    fs::write(dir.join("annual.html"), report::html(&made)?)?;
    fs::write(dir.join("annual.json"), report::json(&made)?)?;
    Ok(())
}

/// The worked example of the rules: 14 received, 2 carried in, 15 closed, 1 carried out.
fn sample() -> Report {
    let mut report = Report::empty("云河县商务局", 2026);
    report
        .table2
        .set_documents("行政规范性文件", [Some(3), Some(1), Some(27)]);
    report.table2.set_decisions("行政许可", Some(418));
    report.table2.set_decisions("行政处罚", Some(36));
    report.table2.set_fees(Some("4166.241619".into()));
    let counted: [(Row, Column, i64); 13] = [
        (Row::New, Column::Natural, 11),
        (Row::New, Column::Business, 2),
        (Row::New, Column::LegalService, 1),
        (Row::CarriedIn, Column::Natural, 1),
        (Row::CarriedIn, Column::Business, 1),
        (Row::Open, Column::Natural, 4),
        (Row::Open, Column::Business, 2),
        (Row::Part, Column::Natural, 2),
        (Row::Part, Column::LegalService, 1),
        (Row::NoThird, Column::Natural, 1),
        (Row::NoProcess, Column::Business, 1),
        (Row::NotHeld, Column::Natural, 2),
        (Row::LapseCorr, Column::Natural, 1),
    ];
    for (row, column, count) in counted {
        report.table3.set(row, column, Some(count));
    }
    report.table3.set(Row::Petition, Column::Natural, Some(1));
    for column in &Column::ALL[..6] {
        let sum = Row::LEAVES
            .iter()
            .filter_map(|row| report.table3.get(*row, *column))
            .sum();
        report.table3.set(Row::Total, *column, Some(sum));
    }
    report.table3.set(Row::CarriedOut, Column::Natural, Some(1));
    for row in Row::ALL {
        let sum = Column::ALL[..6]
            .iter()
            .filter_map(|column| report.table3.get(row, *column))
            .sum();
        report.table3.set(row, Column::Total, Some(sum));
    }
    report
        .table4
        .set(Track::Review, [Some(2), Some(1), Some(0), Some(0), Some(3)]);
    for (section, text) in [
        (report::OPENING, OPENING),
        ("一", OVERVIEW),
        ("五", PROBLEMS),
        (
            "六",
            "本年度未收取政府信息公开信息处理费。无其他需要报告的事项。",
        ),
    ] {
        report.sections.insert(section.into(), text.into());
    }
    report
}

const OPENING: &str = "根据《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求，编制本年度报告。本报告所列数据的统计期限自2026年1月1日起至2026年12月31日止。如对报告有疑问，请与云河县商务局办公室联系（地址：云河县滨河路18号，电话：0000-0000000）。";

const OVERVIEW: &str = "2026年，云河县商务局坚持以公开为常态、不公开为例外，全面落实政府信息公开各项要求。
（一）主动公开
全年在政府信息公开平台主动公开信息164条，其中行政规范性文件3件、政策解读5篇、行政许可和行政处罚决定信息按月更新。
（二）依申请公开。新收政府信息公开申请14件，上年结转2件；办结15件，结转下年度继续办理1件。所有申请均在法定期限内答复，全部答复载明救济途径。
（三）政府信息管理。信息录入、保密审查、发布、修订均有记录，可逐条核查；对27件现行有效的行政规范性文件完成清理并更新效力状态。
（四）政府信息公开平台建设。政府信息公开专栏提供检索、查阅、下载和在线申请，完成无障碍改造。
（五）监督保障。明确1名分管负责人和2名工作人员，组织培训2次；办理期限自动提示，逾期事项逐件督办。社会评议结果为“满意”，未发生责任追究情形。";

const PROBLEMS: &str = "（一）存在的主要问题
1.部分政策解读以文字为主，企业反映不易理解；2.个别股室报送信息不够及时，全年有3条信息晚于规定时限公开。
（二）改进情况
针对上年度报告指出的“答复文书不规范”问题，统一了25种答复文书并逐件审核，全年被行政复议纠正1件，已重新答复。下一步将制作图解和问答，逐月通报各股室公开时限。";
