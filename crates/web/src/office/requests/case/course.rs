//! What goes on inside the house, as the page shows it: stages, the decision and its readings, letters, what belongs together.

use app::requests::CaseView;
use law::handling::{Opinion, Post, Reading, Stage};

use crate::office::{
    desk::Desk,
    letters,
    timeline::{Fact, FileLink, Names, files, outcome},
};

/// One of the five stages.
pub struct StageMark {
    pub name: String,
    /// `done`, `now` or `to_come`.
    pub state: &'static str,
    pub on: String,
    pub by: String,
}

pub struct Link {
    pub href: String,
    pub label: String,
}

/// A copy of the proof of identity, or the original of what was redacted.
pub struct Proof {
    pub name: String,
    pub href: String,
}

/// The decision on its way, with the readings so far.
pub struct DecisionCard {
    pub title: String,
    pub status: String,
    pub facts: Vec<Fact>,
    pub readings: Vec<ReadingLine>,
}

pub struct ReadingLine {
    pub title: String,
    pub opinion: String,
    /// `agree`, `return` or `waits`.
    pub state: &'static str,
    pub note: String,
    pub by: String,
}

/// A letter that the file has occasion for, or that is out.
pub struct Paper {
    pub name: String,
    /// Where it is drafted; empty once it is out, and for who drafts none.
    pub href: String,
    pub kept: bool,
    pub number: String,
    pub on: String,
    pub files: Vec<FileLink>,
    /// Taken back: its number stays used.
    pub voided: bool,
    /// What names it in the form that takes it back; empty where that is not possible.
    pub voids: Vec<(&'static str, String)>,
}

/// A consultation, with its answer and what it does to the clock.
pub struct Letter {
    pub kind: String,
    pub reference: String,
    pub asked: String,
    pub reached: String,
    pub until: String,
    pub answered: String,
}

pub struct RemedyLine {
    pub title: String,
    pub result: String,
    pub due: String,
}

pub fn stages(d: &Desk, case: &CaseView, names: &Names) -> Vec<StageMark> {
    let now = case.handling.stage;
    Stage::ALL
        .into_iter()
        .map(|stage| {
            let passed = case.handling.passed.iter().find(|one| one.stage == stage);
            StageMark {
                name: d.t(&format!("requests.stage.{}", stage.en())),
                state: if stage == now {
                    "now"
                } else if stage < now {
                    "done"
                } else {
                    "to_come"
                },
                on: passed.map(|one| one.on.to_string()).unwrap_or_default(),
                by: passed.map(|one| who(d, names, &one.by)).unwrap_or_default(),
            }
        })
        .collect()
}

fn who(d: &Desk, names: &Names, id: &str) -> String {
    match id {
        "applicant" => d.t("office.by.applicant"),
        "import" => d.t("office.by.import"),
        other => names.get(other).cloned().unwrap_or_default(),
    }
}

pub fn proofs(case: &CaseView, base: &str) -> Vec<Proof> {
    case.acts
        .iter()
        .flat_map(|act| act.told().files())
        .filter(|file| file.about == "proof" || file.about == "original")
        .map(|file| Proof {
            href: format!("{base}/proof/{}", file.hash),
            name: case
                .file_names
                .get(&file.hash)
                .cloned()
                .unwrap_or_else(|| file.shown_name()),
        })
        .collect()
}

/// How often the same applicant asked this month: shown, never acted upon (A-35, F-3).
pub fn month(d: &Desk, case: &CaseView) -> Vec<Fact> {
    let month = &case.month;
    let mut facts = vec![Fact::new(
        d.tn("requests.month.count", "month", &month.name),
        d.t("requests.month.of")
            .replace("{place}", &month.place.to_string())
            .replace("{count}", &month.count.to_string()),
    )];
    let fee = if month.fen == 0 {
        d.t("requests.month.free")
    } else {
        d.tn("office.yuan", "n", month.fen / 100)
    };
    facts.push(Fact::new(d.t("requests.month.fee"), fee));
    if let Some(many) = &month.many {
        facts.push(Fact::new(many.id.to_string(), many.message(d.lang)));
    }
    if let Some(shared) = &month.shared {
        let numbers: Vec<&str> = month
            .same_telephone
            .iter()
            .map(|(_, number)| number.as_str())
            .collect();
        let text = format!("{} {}", shared.message(d.lang), numbers.join(" "));
        facts.push(Fact::new(shared.id.to_string(), text));
    }
    facts
}

pub fn month_others(case: &CaseView) -> Vec<Link> {
    case.month
        .others
        .iter()
        .map(|(id, number)| Link {
            href: format!("/office/requests/{id}"),
            label: number.clone(),
        })
        .collect()
}

pub fn decision(d: &Desk, case: &CaseView, names: &Names) -> Option<DecisionCard> {
    let joined = case.lead.as_ref().and_then(|lead| lead.decision.as_ref());
    let standing = joined.or(case.handling.file.decision.as_ref())?;
    let decision = &standing.decision;
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: &str| {
        if !value.is_empty() {
            facts.push(Fact::new(d.t(&format!("requests.fact.{name}")), value));
        }
    };
    let grounds: Vec<String> = decision
        .grounds
        .iter()
        .map(|code| outcome(d, code.as_str()))
        .collect();
    fact("basis", decision.code.basis());
    fact("grounds", &grounds.join(d.lang.pick("、", ", ")));
    fact("reasons", &decision.reasons);
    fact("evidence", &decision.evidence);
    fact("withheld", &decision.withheld);
    fact("place", &decision.place);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    fact("tried", &day(decision.tried));
    fact("publish_on", &day(decision.publish_on));
    fact("other_organ", &decision.other_organ);
    fact("contact", &decision.contact);
    fact("undetermined", &decision.undetermined);
    fact("earlier", &decision.earlier);
    let word = |yes: bool| d.t(if yes { "office.yes" } else { "office.no" });
    fact(
        "disclosed_before",
        &decision
            .choices
            .disclosed_before
            .map(word)
            .unwrap_or_default(),
    );
    let class = decision.choices.remedy;
    fact(
        "remedy",
        &class.map_or_else(String::new, |class| {
            d.t(&format!("letters.remedy.{}", class.as_str()))
        }),
    );
    fact(
        "prepared",
        &format!("{} {}", who(d, names, &standing.by), standing.on),
    );
    let line = |post: &str, reading: Option<&Reading>| ReadingLine {
        title: d.t(&format!("requests.reading.{post}")),
        state: match reading.map(|one| one.opinion) {
            None => "waits",
            Some(Opinion::Agree) => "agree",
            Some(Opinion::Return) => "return",
        },
        opinion: d.t(match reading.map(|one| one.opinion) {
            None => "requests.reading.none",
            Some(Opinion::Agree) => "requests.opinion.agree",
            Some(Opinion::Return) => "requests.opinion.return",
        }),
        note: reading
            .map(|one| {
                [one.note.as_str(), one.exception.as_str()]
                    .iter()
                    .filter(|text| !text.is_empty())
                    .copied()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .unwrap_or_default(),
        by: reading
            .map(|one| {
                let on = one.on.map(|on| on.to_string()).unwrap_or_default();
                format!("{} {on}", who(d, names, &one.by))
            })
            .unwrap_or_default(),
    };
    let back = |post: Post| {
        let returned = standing.course.returned();
        returned.filter(|reading| reading.post == post)
    };
    let read = |post: Post| back(post).or(standing.course.of(post));
    let readings = vec![
        line("section", read(Post::SectionHead)),
        line("legal", read(Post::Legal)),
        line("leader", read(Post::Leader)),
    ];
    let status = if standing.course.returned().is_some() {
        "returned"
    } else if standing.course.of(Post::Leader).is_some() {
        "signed"
    } else {
        "under_way"
    };
    Some(DecisionCard {
        title: outcome(d, decision.code.as_str()),
        status: d.t(&format!("requests.decision.{status}")),
        facts,
        readings,
    })
}

/// What is out, then what could be drafted now.
pub fn papers(d: &Desk, case: &CaseView, base: &str) -> Vec<Paper> {
    let mut all: Vec<Paper> = case
        .letters
        .iter()
        .map(|letter| {
            let (fit, issued) = (letter.fit, letter.issued.as_ref());
            let open = issued.is_none() && d.works_cases();
            Paper {
                name: letters::name(d, fit.kind),
                href: if open {
                    format!("{base}/letters/{}/{}", fit.kind, fit.goes_with)
                } else {
                    String::new()
                },
                kept: fit.drafted.is_some(),
                voided: issued.is_some_and(|one| one.voided),
                voids: if d.works_cases() && issued.is_some_and(|one| one.voidable) {
                    vec![
                        ("letter", fit.kind.to_string()),
                        ("goes_with", fit.goes_with.to_string()),
                    ]
                } else {
                    Vec::new()
                },
                number: issued.map(|one| one.number.clone()).unwrap_or_default(),
                on: issued.map(|one| one.on.to_string()).unwrap_or_default(),
                files: issued
                    .map(|one| files(d, one.files.clone(), base))
                    .unwrap_or_default(),
            }
        })
        .filter(|paper| !paper.href.is_empty() || !paper.number.is_empty() || !paper.on.is_empty())
        .collect();
    all.sort_by_key(|paper| paper.on.is_empty());
    all
}

pub fn letters(d: &Desk, case: &CaseView) -> Vec<Letter> {
    let date = |on: Option<jiff::civil::Date>| {
        on.map_or_else(|| d.t("requests.letters.not_yet"), |on| on.to_string())
    };
    case.consultations
        .iter()
        .map(|letter| Letter {
            kind: d.t(if letter.organ {
                "requests.letters.organ"
            } else {
                "requests.letters.third"
            }),
            reference: letter.reference.clone(),
            asked: letter.asked.to_string(),
            reached: date(letter.reached),
            until: letter.until.map(|on| on.to_string()).unwrap_or_default(),
            answered: match (letter.answered, letter.consents) {
                (Some(on), Some(yes)) => format!(
                    "{on} {}",
                    d.t(if yes {
                        "requests.consents.yes"
                    } else {
                        "requests.consents.no"
                    })
                ),
                _ => d.t(if letter.organ {
                    "requests.letters.silent_organ"
                } else {
                    "requests.letters.silent_third"
                }),
            },
        })
        .collect()
}

/// What it was split from or into, and what it is answered together with.
pub fn related(d: &Desk, case: &CaseView) -> Vec<Link> {
    let mut links = Vec::new();
    let mut add = |key: &str, id: &str, number: &str| {
        links.push(Link {
            href: format!("/office/requests/{id}"),
            label: d.tn(key, "number", number),
        });
    };
    let file = &case.handling.file;
    if let Some((id, number)) = &file.lead {
        add("requests.related.lead", id, number);
    }
    for (id, number) in &file.followers {
        add("requests.related.follower", id, number);
    }
    for act in &case.acts {
        let told = act.told();
        if let Some(from) = told.text("split_from") {
            add("requests.related.split_from", from, "");
        }
        for part in told.parts() {
            if part.request != case.row.id {
                add("requests.related.part", &part.request, &part.number);
            }
        }
    }
    links
}

pub fn remedies(d: &Desk, case: &CaseView) -> Vec<RemedyLine> {
    case.remedies
        .iter()
        .map(|row| RemedyLine {
            title: format!(
                "{} {}",
                crate::office::remedies::track_name(d, &row.track),
                row.opened_on
            ),
            result: crate::office::remedies::result_name(d, row),
            due: crate::office::remedies::next_due(d, row),
        })
        .collect()
}
