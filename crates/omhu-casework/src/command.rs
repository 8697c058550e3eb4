//! What somebody wants written into a case, and whether it can be.
//!
//! Owns: commands, how they become events, refusals. Must not know: forms, tables, the time (it is told).
//!
//! A refusal is the rare answer: it is given for what cannot be a fact at all. Lawful but unusual work is
//! never blocked; what the law would have in another order is a warning ([`crate::warnings`]), shown with
//! its rule before the command is given, and noted in the event when it went unheeded.

use std::collections::BTreeMap;

use omhu_law::book::LawBook;
use omhu_law::calendar::Day;

use crate::case::CaseState;
use crate::event::{
    Amendment, Body, Document, Fact, Goal, Link, Note, Particulars, Score, Section,
};
use crate::fact::{FactCells, FactError};
use crate::ids::TextNo;
use crate::row_id;

/// One thing to write down. A new thing of the case is named by `+` and a letter, with a digit where
/// there are several (`+n`, `+d`, `+g2`): the same name in one command is the same new thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A fact, and what was written about it (empty: nothing).
    Fact {
        /// Its cells.
        cells: FactCells,
        /// Words about it.
        text: String,
    },
    /// Takes a fact back.
    Retract {
        /// The fact's row id.
        id: String,
        /// Why; must not be empty.
        reason: String,
    },
    /// Takes a fact back and registers another in its place.
    Correct {
        /// The row id of the fact that was wrong.
        id: String,
        /// The right cells.
        cells: FactCells,
        /// Words about it (empty: nothing); none: those of the old fact stand with it.
        text: Option<String>,
        /// Whether those words are others than before.
        rewords: bool,
        /// Why; must not be empty.
        reason: String,
    },
    /// A journal note.
    Note {
        /// When what it tells of happened.
        when: String,
        /// The words.
        text: String,
        /// The template it began as.
        template: String,
        /// The thing it is about.
        about: String,
        /// The seq of the note it takes the place of; 0: none.
        replaces: i64,
    },
    /// A part of a longer text.
    Section {
        /// The thing it belongs to.
        about: String,
        /// Which part.
        section: String,
        /// The words.
        text: String,
        /// Why what stood there was wrong; empty: it is written, and corrects nothing.
        reason: String,
    },
    /// A goal.
    Goal {
        /// Its id, or a new one (`+g`).
        goal: String,
        /// The plan.
        plan: String,
        /// The goal in the child's words.
        text: String,
        /// 0-10.
        now: u8,
        /// 0-10.
        wanted: u8,
    },
    /// A goal's movement, or its end.
    Score {
        /// The goal.
        goal: String,
        /// The day.
        when: String,
        /// 0-10.
        now: u8,
        /// Words about it; may be empty.
        text: String,
        /// The review at which it was said; may be empty.
        review: String,
        /// True: the goal ends here.
        ends: bool,
    },
    /// A person gets a part.
    Link(Link),
    /// A person has a part no more.
    Unlink(Link),
    /// A document.
    Document {
        /// The day of the document.
        when: String,
        /// Its sort.
        sort: String,
        /// Media type.
        media: String,
        /// SHA-256 in hexadecimal digits.
        sha256: String,
        /// The file name, as words: it may hold a name.
        name: String,
        /// The content.
        content: Vec<u8>,
        /// The day by which an answer is asked for; may be empty.
        answer_by: String,
        /// The thing for whose sake something is asked, or the notification that it came with or is about; may be empty.
        about: String,
    },
    /// Corrects a document, or takes it back.
    Amend {
        /// The document's seq.
        document: i64,
        /// What is right; none: it does not count any more.
        now: Option<Particulars>,
        /// Why; must not be empty.
        reason: String,
    },
}

/// What somebody wants written, all or nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Command {
    /// What to write, in order.
    pub entries: Vec<Entry>,
    /// The keys of the warnings that were shown and went unheeded.
    pub despite: Vec<String>,
    /// Why they went unheeded, or why it is registered late; may be empty.
    pub reason: String,
    /// The newest event that the writer saw: another one since then is a conflict. None: not asked.
    pub seen_seq: Option<i64>,
}

impl Command {
    /// What somebody wrote, each text with its entry: words, the name of a file, and what is in a file of plain words.
    /// The common reason belongs to the first entry.
    #[must_use]
    pub fn written(&self) -> Vec<(usize, &str)> {
        let mut written = vec![(0, self.reason.as_str())];
        for (place, entry) in self.entries.iter().enumerate() {
            match entry {
                Entry::Fact { text, .. }
                | Entry::Note { text, .. }
                | Entry::Goal { text, .. }
                | Entry::Score { text, .. } => written.push((place, text)),
                Entry::Correct { text, reason, .. } => {
                    // Words that stay are nobody's new ones.
                    let text = text.as_deref().unwrap_or("");
                    written.extend([(place, text), (place, reason)]);
                }
                Entry::Section { text, reason, .. } => {
                    written.extend([(place, text.as_str()), (place, reason)]);
                }
                Entry::Retract { reason, .. } | Entry::Amend { reason, .. } => {
                    written.push((place, reason));
                }
                Entry::Document { name, content, .. } => {
                    written.push((place, name));
                    written.extend(std::str::from_utf8(content).ok().map(|text| (place, text)));
                }
                Entry::Link(_) | Entry::Unlink(_) => {}
            }
        }
        written.retain(|(_, text)| !text.trim().is_empty());
        written
    }
}

/// A text to be kept under the key of the case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Words {
    /// Words.
    Text(String),
    /// A file, with its name.
    File {
        /// Its name.
        name: String,
        /// Media type.
        media: String,
        /// Its content.
        content: Vec<u8>,
    },
}

/// What a command comes to: events whose texts still have no number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decided {
    /// The events, in order. A text is named by its place in `texts`: -1 is the first.
    pub bodies: Vec<Body>,
    /// The texts.
    pub texts: Vec<Words>,
    /// The ids that new things got, by the name they had in the command.
    pub things: BTreeMap<String, String>,
}

/// omhu says no, in a sentence that a page can show. Not an error of omhu.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// Cells that make no fact; `entry` counts from 0.
    #[error("entry {entry}: {error}")]
    NoFact {
        /// Which entry.
        entry: usize,
        /// What is wrong.
        error: FactError,
    },
    /// There is nothing to write.
    #[error("nothing to write")]
    Nothing,
    /// A needed text is empty.
    #[error("entry {entry}: {field} is empty")]
    Empty {
        /// Which entry.
        entry: usize,
        /// Which field.
        field: &'static str,
    },
    /// A fact, a note or a goal that the case does not have, or that was taken back before.
    #[error("entry {entry}: the case has no {what}")]
    Unknown {
        /// Which entry.
        entry: usize,
        /// Its id.
        what: String,
    },
    /// A number outside 0-10.
    #[error("entry {entry}: the scale goes from 0 to 10")]
    Scale {
        /// Which entry.
        entry: usize,
    },
    /// Somebody else wrote in the case since the writer looked.
    #[error("the case is at event {now}, the writer saw {seen}")]
    Changed {
        /// What the writer saw.
        seen: i64,
        /// What is.
        now: i64,
    },
}

/// What a command comes to in a case.
///
/// # Errors
/// What cannot be written at all.
pub fn decide(
    book: &LawBook,
    state: &CaseState,
    command: &Command,
    today: Day,
) -> Result<Decided, Refusal> {
    if command.entries.is_empty() {
        return Err(Refusal::Nothing);
    }
    if let Some(seen) = command.seen_seq
        && seen != state.seq
    {
        return Err(Refusal::Changed {
            seen,
            now: state.seq,
        });
    }
    let mut writing = Writing {
        book,
        state,
        today,
        command,
        decided: Decided::default(),
        reason: None,
    };
    for (place, entry) in command.entries.iter().enumerate() {
        writing.entry(place, entry)?;
    }
    Ok(writing.decided)
}

struct Writing<'a> {
    book: &'a LawBook,
    state: &'a CaseState,
    today: Day,
    command: &'a Command,
    decided: Decided,
    reason: Option<TextNo>,
}

impl Writing<'_> {
    fn entry(&mut self, place: usize, entry: &Entry) -> Result<(), Refusal> {
        let body = match entry {
            Entry::Fact { cells, text } => {
                let fact = self.fact(place, cells, text)?;
                Body::Fact(fact)
            }
            Entry::Retract { id, reason } => Body::Fact(self.retraction(place, id, reason)?),
            Entry::Correct {
                id,
                cells,
                text,
                reason,
                ..
            } => {
                let retraction = self.retraction(place, id, reason)?;
                let why = retraction.reason;
                self.decided.bodies.push(Body::Fact(retraction));
                let mut fact = self.fact(place, cells, text.as_deref().unwrap_or(""))?;
                if text.is_none() {
                    let old = self.state.fact_with_id(id);
                    fact.text = old.and_then(|old| old.fact.text);
                }
                fact.corrects.clone_from(id);
                // Why it goes against a warning is said of the fact that stands, why the old one was wrong of that.
                fact.reason = fact.reason.or(why);
                Body::Fact(fact)
            }
            Entry::Note {
                when,
                text,
                template,
                about,
                replaces,
            } => {
                let notes = &self.state.notes;
                let stands = notes.iter().any(|note| note.seq == *replaces)
                    && notes.iter().all(|note| note.what.replaces != *replaces);
                // Two that take the place of one would leave nobody to say which counts.
                if *replaces != 0 && !stands {
                    return Err(Refusal::Unknown {
                        entry: place,
                        what: replaces.to_string(),
                    });
                }
                self.day(place, when)?;
                Body::NoteWritten(Note {
                    when: when.clone(),
                    text: self.words(place, "text", text)?,
                    template: template.clone(),
                    about: self.thing(about),
                    replaces: *replaces,
                })
            }
            Entry::Section {
                about,
                section,
                text,
                reason,
            } => Body::SectionWritten(Section {
                about: self.thing(about),
                section: section.clone(),
                text: self.keep(Words::Text(text.clone())),
                reason: self.optional(reason),
                emptied: text.trim().is_empty(),
            }),
            Entry::Goal {
                goal,
                plan,
                text,
                now,
                wanted,
            } => {
                scale(place, *now)?;
                scale(place, *wanted)?;
                Body::GoalSet(Goal {
                    goal: self.thing(goal),
                    plan: self.thing(plan),
                    text: self.words(place, "goal", text)?,
                    now: *now,
                    wanted: *wanted,
                })
            }
            Entry::Score {
                goal,
                when,
                now,
                text,
                review,
                ends,
            } => {
                scale(place, *now)?;
                self.day(place, when)?;
                if !self.state.goals.contains_key(goal) && !goal.starts_with('+') {
                    return Err(Refusal::Unknown {
                        entry: place,
                        what: goal.clone(),
                    });
                }
                let score = Score {
                    goal: self.thing(goal),
                    when: when.clone(),
                    now: *now,
                    text: self.optional(text),
                    review: self.thing(review),
                };
                if *ends {
                    Body::GoalEnded(score)
                } else {
                    Body::GoalScored(score)
                }
            }
            Entry::Link(link) => Body::PersonLinked(link.clone()),
            Entry::Unlink(link) => Body::PersonUnlinked(link.clone()),
            Entry::Document {
                when,
                sort,
                media,
                sha256,
                name,
                content,
                answer_by,
                about,
            } => {
                self.day(place, when)?;
                if !answer_by.is_empty() {
                    self.day(place, answer_by)?;
                }
                let bytes = content.len() as i64;
                Body::DocumentFiled(Document {
                    text: self.keep(Words::File {
                        name: name.clone(),
                        media: media.clone(),
                        content: content.clone(),
                    }),
                    when: when.clone(),
                    sort: sort.clone(),
                    media: media.clone(),
                    bytes,
                    sha256: sha256.clone(),
                    answer_by: answer_by.clone(),
                    about: self.thing(about),
                })
            }
            Entry::Amend {
                document,
                now,
                reason,
            } => {
                if self.state.document(*document).is_none() {
                    return Err(Refusal::Unknown {
                        entry: place,
                        what: document.to_string(),
                    });
                }
                if let Some(now) = now {
                    self.day(place, &now.when)?;
                    if !now.answer_by.is_empty() {
                        self.day(place, &now.answer_by)?;
                    }
                }
                Body::DocumentAmended(Amendment {
                    document: *document,
                    reason: self.words(place, "reason", reason)?,
                    now: now.clone(),
                })
            }
        };
        self.decided.bodies.push(body);
        Ok(())
    }

    fn fact(&mut self, place: usize, cells: &FactCells, text: &str) -> Result<Fact, Refusal> {
        let mut cells = cells.clone();
        cells.about = self.thing(cells.about.trim());
        cells.reference = self.thing(cells.reference.trim());
        if let Some(kind) = self.book.vocabulary.find(&cells.kind) {
            cells = cells.tidied(self.book.vocabulary.kind(kind));
        }
        cells.row(self.book).map_err(|error| Refusal::NoFact {
            entry: place,
            error,
        })?;
        cells.id = self.row_id();
        // When it was registered is the store's to say, not the writer's.
        cells.recorded_at.clear();
        Ok(Fact {
            cells,
            text: self.optional(text),
            corrects: String::new(),
            despite: self.command.despite.clone(),
            reason: self.common_reason(),
            imported: false,
        })
    }

    fn retraction(&mut self, place: usize, id: &str, reason: &str) -> Result<Fact, Refusal> {
        let id = row_id::told(&self.state.reference, id.to_owned());
        let stands = self
            .state
            .standing(Day::MAX)
            .any(|held| !id.is_empty() && held.fact.cells.id == id);
        if !stands {
            return Err(Refusal::Unknown {
                entry: place,
                what: id,
            });
        }
        let reason = self.words(place, "reason", reason)?;
        let cells = FactCells {
            kind: "fact_retracted".to_owned(),
            when: self.today.to_string(),
            reference: id,
            id: self.row_id(),
            ..FactCells::default()
        };
        Ok(Fact {
            cells,
            reason: Some(reason),
            ..Fact::default()
        })
    }

    /// A row id that no row has: the case, and the place that the event will have in its log.
    fn row_id(&self) -> String {
        let seq = self.state.seq + self.decided.bodies.len() as i64 + 1;
        let mut id = row_id::made(&self.state.reference, seq);
        while self.state.fact_with_id(&id).is_some() {
            id.push('x');
        }
        id
    }

    fn thing(&mut self, name: &str) -> String {
        let Some(new) = name.strip_prefix('+') else {
            return name.to_owned();
        };
        if let Some(id) = self.decided.things.get(name) {
            return id.clone();
        }
        let letter = new.chars().next().unwrap_or('x');
        let first = self.state.new_thing(letter);
        // Two new things of one sort in one command follow each other.
        let number: usize = first[letter.len_utf8()..].parse().unwrap_or(1);
        let same = self.decided.things.keys();
        let same = same.filter(|key| key[1..].starts_with(letter)).count();
        let id = format!("{letter}{}", number + same);
        self.decided.things.insert(name.to_owned(), id.clone());
        id
    }

    fn keep(&mut self, words: Words) -> TextNo {
        self.decided.texts.push(words);
        TextNo(-(self.decided.texts.len() as i64))
    }

    fn optional(&mut self, text: &str) -> Option<TextNo> {
        (!text.trim().is_empty()).then(|| self.keep(Words::Text(text.to_owned())))
    }

    fn words(&mut self, entry: usize, field: &'static str, text: &str) -> Result<TextNo, Refusal> {
        self.optional(text).ok_or(Refusal::Empty { entry, field })
    }

    fn common_reason(&mut self) -> Option<TextNo> {
        if self.reason.is_none() {
            let reason = self.command.reason.clone();
            self.reason = self.optional(&reason);
        }
        self.reason
    }

    fn day(&self, entry: usize, when: &str) -> Result<(), Refusal> {
        use crate::fact::{Cell, Why};
        omhu_law::calendar::When::parse(when.as_bytes())
            .map(|_| ())
            .map_err(|_| Refusal::NoFact {
                entry,
                error: FactError {
                    cell: Cell::When,
                    why: Why::NotADay,
                },
            })
    }
}

fn scale(entry: usize, number: u8) -> Result<(), Refusal> {
    if number > 10 {
        return Err(Refusal::Scale { entry });
    }
    Ok(())
}

impl Body {
    /// The same body with other numbers for its new texts: the store puts real ones for places. What has its number already
    /// keeps it.
    #[must_use]
    pub fn renumbered(mut self, number: impl Fn(TextNo) -> TextNo) -> Body {
        let number = |text: TextNo| if text.0 < 0 { number(text) } else { text };
        match &mut self {
            Body::Fact(fact) => {
                fact.text = fact.text.map(&number);
                fact.reason = fact.reason.map(&number);
            }
            Body::NoteWritten(note) => note.text = number(note.text),
            Body::SectionWritten(section) => {
                section.text = number(section.text);
                section.reason = section.reason.map(&number);
            }
            Body::GoalSet(goal) => goal.text = number(goal.text),
            Body::GoalScored(score) | Body::GoalEnded(score) => {
                score.text = score.text.map(&number)
            }
            Body::PersonLinked(_) | Body::PersonUnlinked(_) => {}
            Body::DocumentFiled(document) => document.text = number(document.text),
            Body::DocumentAmended(amendment) => amendment.reason = number(amendment.reason),
        }
        self
    }
}
