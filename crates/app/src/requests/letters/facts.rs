//! 文书所用的事实: what a letter may need, taken from the acts, the clock, the signed decision, the organ and the sealed form.
//! What nobody recorded stays empty, and the draft says so where it would stand.

mod gathered;

use std::collections::BTreeMap;

use documents::letter::facts::{
    Correction, Extension, Facts, Fee, Frequency, Outcome, Person, Request, Service,
};
use jiff::civil::Date;
use law::{
    case::{Assessment, Event, How},
    fee,
    handling::{self, Entry, What},
    letter::{Fit, Kind, course, date::written, rests_anew, tariff::Way},
    outcome::Code,
    remedy::Choices,
};
use serde_json::Value;
use store::{
    ledger::Act,
    requests::{Beside, RequestRow},
};

use super::{
    draft::{ADDRESS, NAME, NUMBER},
    lines::{lines, pages},
    sheet,
};
use crate::{
    App, Error, Result, Staff,
    organs::OrganForm,
    requests::{
        Month, enclosed::names, entries, handle::Handling, lacking::lacking, law_acts, open::month,
        stream_of, words,
    },
    upload::FileRef,
};

/// A case as its letters see it.
#[derive(Clone)]
pub(super) struct Case {
    pub row: RequestRow,
    pub acts: Vec<Act>,
    pub organ: OrganForm,
    pub entries: Vec<Entry>,
    assessment: Assessment,
    month: Month,
    /// What the files are called that go out with the answer on its way.
    pub given: Vec<String>,
    /// The draft of a letter that is prepared just now, and stands in no act yet.
    pub fresh: Option<FileRef>,
    /// The sealed form; `Null` once erased.
    person: Value,
}

/// The facts of one letter, the applicant named.
pub(super) struct Known {
    pub fit: Fit,
    pub facts: Facts,
}

impl Known {
    /// The same with marks where the applicant would be named and the number would stand.
    pub fn unnamed(mut self) -> Facts {
        self.facts.applicant.name = NAME.into();
        self.facts.number = NUMBER.into();
        if !self.facts.service.to.is_empty() {
            self.facts.service.to = ADDRESS.into();
        }
        self.facts
    }
}

impl Case {
    /// A case of the person's own organ.
    pub async fn load(app: &App, staff: &Staff, id: &str) -> Result<Self> {
        let organ = &staff.organ;
        let row = store::requests::get(&app.store, organ, id)
            .await?
            .ok_or(Error::NotFound)?;
        let acts = store::ledger::stream(&app.store, organ, &stream_of(id)?).await?;
        let today = app.clock.today();
        let person = store::people::open(&app.store, &app.keys, organ, &row.person).await?;
        let names = names(app, organ, &row.person, &acts).await?;
        let entries = entries(&acts)?;
        Ok(Self {
            assessment: law::case::assess(
                &law_acts(&acts)?,
                today,
                &app.calendar,
                &app.settings.clock,
            ),
            given: given(&entries, &names),
            fresh: None,
            entries,
            organ: crate::organs::get(app, organ).await?,
            month: month(app, &row).await?,
            person: person.unwrap_or(Value::Null),
            row,
            acts,
        })
    }

    /// Whether nobody knows any more who asks.
    pub fn unknown(&self) -> bool {
        self.person.is_null()
    }

    /// Something that is recorded in the same breath as the letter.
    pub fn happens(&mut self, staff: &Staff, new: &Handling) {
        self.entries.push(Entry {
            on: new.on,
            by: staff.id.clone(),
            what: What::Inner(new.event.clone()),
        });
    }

    /// The facts of a letter dated `on`.
    pub fn facts(
        &self,
        app: &App,
        staff: &Staff,
        fit: Fit,
        on: Date,
        choices: Choices,
    ) -> Result<Known> {
        let then = self.seen(app, fit.goes_with)?;
        let note = self.note(fit.goes_with);
        let how = self.how();
        let mut facts = Facts {
            organ: sheet::organ(&self.organ),
            number: String::new(),
            date: Some(on),
            how,
            applicant: Person {
                name: self.sealed("name"),
                kind: self.submitted().and_then(|(_, applicant)| applicant),
            },
            request: self.request(
                app,
                if fit.kind.decides() {
                    &self.assessment
                } else {
                    &then
                },
            ),
            correction: Correction {
                items: if note.trim().is_empty() {
                    let lacks = lacking(&self.person, &self.acts).into_iter();
                    lacks.map(|one| one.zh).collect()
                } else {
                    lines(&note)
                },
                ..Correction::default()
            },
            extension: Extension {
                reason: note.clone(),
                ..Extension::default()
            },
            frequency: Frequency {
                span: self.month_name(),
                count: self.month.count,
                ..Frequency::default()
            },
            consultation: self.consultation(fit),
            fee: Fee::default(),
            outcome: self.outcome(fit, choices),
            service: self.service(staff, fit, how),
            rectification: documents::letter::facts::Rectification::default(),
            attachments: if fit.kind.decides() {
                self.given.iter().map(|name| stem(name).into()).collect()
            } else {
                Vec::new()
            },
            copies: String::new(),
        };
        for entry in &self.entries {
            if let What::Statutory(Event::CorrectionNoticed { days, .. }) = &entry.what {
                facts.correction.days = *days;
            }
        }
        match self.statutory(fit.goes_with) {
            Some(Event::CorrectionNoticed { days, .. }) => facts.correction.days = *days,
            Some(Event::Extended { days, .. }) => {
                facts.extension.days = *days;
                facts.extension.last_day = then.due;
                facts.request.last_day = self.seen(app, fit.goes_with - 1)?.due;
            }
            Some(Event::ReasonsAsked { days }) => facts.frequency.days = *days,
            Some(Event::ReasonsGiven { answer_by, .. }) => {
                facts.frequency.answer_by = *answer_by;
                facts.outcome.reasons = note;
            }
            Some(Event::FeeNoticed { fen, .. }) => facts.fee = self.fee(*fen),
            _ => {}
        }
        if let Kind::Decision(code) = fit.kind {
            facts.request.course = course(&self.entries, code);
        }
        if fit.kind == Kind::Decision(Code::Part) {
            let outcome = &mut facts.outcome;
            outcome.pages = pages(&outcome.withheld, &outcome.grounds, &outcome.reasons);
        }
        Ok(Known { fit, facts })
    }

    /// The clock as it stood when the act at `upto`, from 1, was the last one: what a notice of that act tells of.
    fn seen(&self, app: &App, upto: usize) -> Result<Assessment> {
        let acts = self.acts.get(..upto).unwrap_or(&self.acts);
        let on = acts
            .last()
            .map_or_else(|| app.clock.today(), |act| act.on_date);
        let events = law_acts(acts)?;
        Ok(law::case::assess(
            &events,
            on,
            &app.calendar,
            &app.settings.clock,
        ))
    }

    fn sealed(&self, name: &str) -> String {
        self.person[name].as_str().unwrap_or_default().to_string()
    }

    fn statutory(&self, at: usize) -> Option<&Event> {
        match &self.entries.get(at.checked_sub(1)?)?.what {
            What::Statutory(event) => Some(event),
            What::Inner(_) => None,
        }
    }

    fn inner(&self) -> impl DoubleEndedIterator<Item = (&Entry, &handling::Event)> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            What::Inner(event) => Some((entry, event)),
            What::Statutory(_) => None,
        })
    }

    /// The word to the applicant that went with an act.
    fn note(&self, at: usize) -> String {
        let act = at.checked_sub(1).and_then(|at| self.acts.get(at));
        act.map_or_else(String::new, |act| {
            act.body::<Beside>().unwrap_or_default().note
        })
    }

    fn submitted(&self) -> Option<(law::case::Channel, Option<law::case::Applicant>)> {
        self.entries.iter().find_map(|entry| match &entry.what {
            What::Statutory(Event::Submitted { channel, applicant }) => {
                Some((*channel, *applicant))
            }
            _ => None,
        })
    }

    /// How the letters reach the applicant: as the answer did, as was decided, as he asked for.
    fn how(&self) -> Option<How> {
        let answered = self.entries.iter().find_map(|entry| match &entry.what {
            What::Statutory(Event::Answered { how, .. }) => *how,
            _ => None,
        });
        let decided = self.inner().rev().find_map(|(_, event)| match event {
            handling::Event::DecisionPrepared(decision) => decision.how,
            _ => None,
        });
        let asked = match Beside::filed(&self.acts).delivery.as_str() {
            "post" => Some(How::Posted),
            "pickup" => Some(How::Handed),
            "email" | "online" => Some(How::Electronic),
            _ => None,
        };
        answered.or(decided).or(asked)
    }

    fn request(&self, app: &App, clock: &Assessment) -> Request {
        let filed = Beside::filed(&self.acts);
        let (shape, way) = (words::form(&filed.form), words::delivery(&filed.delivery));
        Request {
            number: self.row.number.clone(),
            submitted: Some(self.row.submitted_on),
            received: clock.receipt,
            received_why: String::new(),
            channel: self.submitted().map(|(channel, _)| channel),
            wanted: self.sealed("wanted"),
            form: [shape, way]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("，"),
            last_day: clock.due.or(self.row.due),
            follow: format!(
                "在“{}”网站“查询进度”栏目输入受理编号和查询码",
                app.settings.site_name
            ),
            course: String::new(),
        }
    }

    /// The calendar month as a span of days, which is what Art. 35 and the tariff count by.
    fn month_name(&self) -> String {
        let on = self.row.received_on.unwrap_or(self.row.submitted_on);
        let (first, last) = (on.first_of_month(), on.last_of_month());
        format!(
            "{}至{}日",
            written(first),
            format_args!("{}月{}", last.month(), last.day())
        )
    }

    /// By the item where the month's tariff is what is asked for, otherwise by the page, of which there are as many as the amount says.
    fn fee(&self, fen: i64) -> Fee {
        let by_items = fee::by_items(self.month.count).fen == fen;
        let (way, count, span) = if by_items {
            (Way::Items, self.month.count, self.month_name())
        } else {
            // Pages are of this request alone: no month is counted.
            (
                Way::Pages,
                fee::pages_for(fen).unwrap_or_default(),
                String::new(),
            )
        };
        Fee {
            way,
            count,
            span,
            fen,
            payment: String::new(),
        }
    }

    fn outcome(&self, fit: Fit, choices: Choices) -> Outcome {
        let decision = self.inner().rev().find_map(|(_, event)| match event {
            handling::Event::DecisionPrepared(decision)
                if fit.kind == Kind::Decision(decision.code) =>
            {
                Some(decision.clone())
            }
            _ => None,
        });
        let given = self.entries.iter().find_map(|entry| match &entry.what {
            What::Statutory(Event::Answered { grounds, .. }) => Some(grounds.clone()),
            _ => None,
        });
        // 重新作出答复: what carried the first decision does not carry this one.
        let (decision, given) = if rests_anew(&self.entries, fit) {
            (None, None)
        } else {
            (decision, given)
        };
        let mut outcome = Outcome {
            search: self.search(),
            disclosed_before: choices.disclosed_before,
            remedy: choices.remedy,
            ..Outcome::default()
        };
        let Some(decision) = decision else {
            outcome.grounds = given.unwrap_or_default();
            return outcome;
        };
        outcome.grounds = decision.grounds;
        outcome.reasons = decision.reasons;
        outcome.withheld = decision.withheld;
        outcome.place = decision.place;
        outcome.when = decision.publish_on.map(written).unwrap_or_default();
        match decision.code {
            Code::NoLaw => outcome.law = decision.evidence,
            Code::Query => outcome.special_rules = decision.evidence,
            _ => {}
        }
        outcome.right_organ = decision.other_organ;
        outcome.right_contact = decision.contact;
        outcome.unknown_why = decision.undetermined;
        outcome.earlier = decision.earlier;
        outcome.given = self.what_is_given(decision.code, &outcome.place);
        if decision.code.withheld() && outcome.withheld.trim().is_empty() {
            // If any page could be opened, it would be a partial disclosure.
            outcome.withheld = "申请公开的全部内容".into();
        }
        outcome
    }

    /// What the answer gives, by the names of its files or the place where it may be seen.
    fn what_is_given(&self, code: Code, place: &str) -> String {
        let files: Vec<String> = self
            .given
            .iter()
            .map(|name| format!("《{}》", stem(name).trim_matches(['《', '》'])))
            .collect();
        match code {
            Code::OpenGive | Code::Part if !files.is_empty() => files.join("、"),
            Code::OpenGive | Code::Part if !place.trim().is_empty() => {
                format!("申请公开的政府信息，查阅地点：{}", place.trim())
            }
            Code::Part => "经区分处理可以公开的部分，见附件".into(),
            _ => String::new(),
        }
    }

    /// 送达回证: the letter it is about, and how it went out.
    fn service(&self, staff: &Staff, fit: Fit, how: Option<How>) -> Service {
        let letter = match self.entries.get(fit.goes_with.saturating_sub(1)) {
            Some(Entry {
                what: What::Inner(handling::Event::LetterNumbered { letter, number, .. }),
                on,
                ..
            }) => letter.parse::<Kind>().ok().map(|kind| (kind, number, *on)),
            _ => None,
        };
        let Some((kind, number, on)) = letter else {
            return Service::default();
        };
        let served = self.inner().rev().find_map(|(entry, event)| match event {
            handling::Event::Served { .. } if kind.decides() => Some(entry.on),
            _ => None,
        });
        let to = match how {
            Some(How::Electronic) => self.sealed("email"),
            _ => self.sealed("address"),
        };
        Service {
            document: kind.zh().into(),
            document_number: number.clone(),
            to,
            on: served.or(Some(on)),
            by: staff.name.clone(),
            tracking: String::new(),
        }
    }
}

/// What the files of the answer on its way are called.
fn given(entries: &[Entry], names: &BTreeMap<String, String>) -> Vec<String> {
    let file = handling::read(entries);
    let paper = file.decision.and_then(|standing| standing.paper);
    let hashes = paper.map(|paper| paper.files).unwrap_or_default();
    hashes
        .iter()
        .filter_map(|hash| names.get(hash.as_str()).cloned())
        .collect()
}

/// The name of a file without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
