//! Characters that look right and are others: radicals out of a PDF, and traditional forms.

use std::collections::BTreeMap;

use super::{
    flow::{Flow, Piece},
    variant::How,
};

/// U+2F00 to U+2FD5, the radicals of the Kangxi dictionary, as the characters they look like.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴\
    廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵\
    邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// U+2E80 to U+2EF3, their other shapes; those that are no character by themselves stay.
const SHAPES: &str = "\
    ⺀厂乛⺃乙亻冂⺇刀刂卜㔾小小兀尣尢⺑巳幺彑彐忄小扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒⺳⺴⺵\
    羊羊羊耂肀聿月臼艹艹艹虎衤覀西见角⻇讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉\
    齐歯齿竜龙龟亀龟";
/// Traditional and simplified, in pairs: the words of the form, of its headings and of titles.
const TRADITIONAL: &str = "\
    係系內内動动務务區区員员問问單单國国執执報报實实審审對对導导屬属幫帮廢废廳厅強强後后從从復复應应擇择據据數数\
    斷断於于時时書书會会東东條条業业構构標标機机檢检權权決决況况準准滿满為为無无獲获現现當当發发監监眾众確确種种\
    稱称競竞節节範范糾纠約约級级組组結结絕绝給给統统經经綜综維维網网線线縣县縮缩總总織织繫系續续罰罚聯联聲声聽听\
    與与舉举舊旧萬万處处號号補补製制複复見见規规視视覽览觀观訂订計计記记訟讼設设許许訴诉評评詢询話话該该認认說说\
    調调請请論论諮咨證证議议護护負负貨货責责買买費费賣卖質质贊赞車车軟软載载輸输轉转辦办進进過过達达違违遠远適适\
    選选還还鄉乡鄰邻錄录鎮镇鑒鉴長长門门開开間间關关階阶際际雙双離离難难電电頁页項项順顺須须領领題题額额類类顯显\
    風风驗验體体點点";
/// A line of prose stays as it is printed; labels, headings and titles are shorter.
const LONGEST_LABEL: usize = 90;

/// Radicals made characters everywhere; labels and headings in traditional characters made simplified, and said.
pub(super) fn plain(flow: &mut Flow) {
    for piece in &mut flow.pieces {
        if piece
            .text
            .contains(|c| matches!(c, '\u{2E80}'..='\u{2FD5}'))
        {
            piece.text = piece.text.chars().map(radical).collect();
        }
    }
    let told = [
        "信息公開",
        "資訊公開",
        "申請數量",
        "行政許可決定",
        "總體情況",
    ];
    let is_told = |piece: &Piece| told.iter().any(|word| piece.text.contains(word));
    if !flow.pieces.iter().any(is_told) {
        return;
    }
    let mut characters = TRADITIONAL.chars();
    let mut simplified = BTreeMap::new();
    while let (Some(from), Some(to)) = (characters.next(), characters.next()) {
        simplified.insert(from, to);
    }
    for piece in &mut flow.pieces {
        if piece.text.chars().count() <= LONGEST_LABEL {
            piece.text = piece
                .text
                .chars()
                .map(|c| simplified.get(&c).copied().unwrap_or(c))
                .collect();
        }
    }
    flow.note(How::Traditional, "");
}

fn radical(c: char) -> char {
    let of = |table: &str, start: char| {
        let place = (u32::from(c) - u32::from(start)) as usize;
        table.chars().nth(place).unwrap_or(c)
    };
    match c {
        '\u{2F00}'..='\u{2FD5}' => of(KANGXI, '\u{2F00}'),
        '\u{2E80}'..='\u{2EF3}' => of(SHAPES, '\u{2E80}'),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_the_characters_they_look_like() {
        let made: String = "⼀⼈⾏⽂⺠⻓⻔⻋⾒⽬".chars().map(radical).collect();
        assert_eq!(made, "一人行文民长门车見目");
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(SHAPES.chars().count(), 116);
    }

    #[test]
    fn each_traditional_character_has_its_simplified_one() {
        assert_eq!(TRADITIONAL.chars().count() % 2, 0);
        let mut flow = Flow::default();
        flow.line("三、收到和處理政府信息公開申請情況");
        flow.line("二、上年結轉政府信息公開申請數量");
        plain(&mut flow);
        assert_eq!(flow.pieces[0].text, "三、收到和处理政府信息公开申请情况");
        assert_eq!(flow.pieces[1].text, "二、上年结转政府信息公开申请数量");
    }
}
