//! Review, posting, freeze.

use std::collections::BTreeMap;

use paiwei_protocol::{
    choices::Choices,
    digest::Digest,
    ident::Code,
    merkle,
    note::Note,
    roll::{Line, ROLL_HEADER, Status},
};
use serde_json::{Value, json};

use super::Ceremony;
use crate::{people::Child, receipt::Receipt, secret::code};

/// Size, root and hash of a table, as entries name them.
#[must_use]
pub fn table(bytes: &[u8]) -> Value {
    let text = String::from_utf8_lossy(bytes);
    let records: Vec<&str> = text.lines().skip(1).collect();
    json!({
        "size": records.len(),
        "root": merkle::root(&records).to_string(),
        "sha256": Digest::of(bytes).to_string(),
    })
}

fn roll_file(lines: &[Line]) -> Vec<u8> {
    let records: String = lines.iter().map(|line| format!("{line}\n")).collect();
    format!("{ROLL_HEADER}\n{records}").into_bytes()
}

/// Choices as written; the script may write wrong ones.
fn choices(text: &str) -> Choices {
    let band = |band: &str| band.split('>').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    Choices {
        bands: if text.is_empty() { Vec::new() } else { text.split('|').map(band).collect() },
    }
}

fn line(child: &Child, receipt: &Receipt) -> Line {
    let entered = child.status == Status::Entered;
    let mut bundle: Vec<Code> = child.bundle.iter().map(|name| code(name)).collect();
    bundle.sort_unstable();
    let mut categories: Vec<String> = child.categories.iter().map(|&id| id.to_owned()).collect();
    categories.sort_unstable();
    Line {
        code: receipt.code,
        status: child.status,
        revision: receipt.revision,
        key: receipt.key,
        tag: child.tag(),
        bundle: if entered { bundle } else { Vec::new() },
        categories: if entered { categories } else { Vec::new() },
        points: child.points.filter(|_| entered),
        choices: choices(if entered { &child.choices } else { "" }),
        commitment: receipt.commitment,
    }
}

impl Ceremony {
    /// The roll as reviewed: one line for each code that has a receipt.
    pub fn review(&mut self) {
        let last = |child: &Child| {
            self.receipts.iter().rev().find(|r| r.code == code(child.name)).map(|r| line(child, r))
        };
        self.posted = self.children.iter().filter_map(last).collect();
        self.posted.sort_by_key(|line| line.code);
        self.roll = self.posted.clone();
    }

    /// A line of the roll by the child's name.
    ///
    /// # Panics
    /// If the script has no such child.
    pub fn line(&mut self, name: &str) -> &mut Line {
        let code = code(name);
        self.roll.iter_mut().find(|line| line.code == code).expect("a child of the script")
    }

    /// roll-posted; posted.csv goes out. Until the freeze the roll is as posted.
    pub fn post(&mut self) {
        let file = roll_file(&self.posted);
        self.append("roll-posted", table(&file));
        self.files.insert("posted.csv".to_owned(), file);
    }

    /// posting-witnessed by the witnesses, now.
    pub fn witness_posting(&mut self) {
        self.objections_end = self.office.clock + self.rules.posting.objection;
        self.witness("posting-witnessed");
    }

    /// roll-frozen after the time of objection; roll.csv and changes.csv go out.
    pub fn freeze(&mut self) {
        self.office.wait_until(self.objections_end);
        self.write_roll();
        self.append_freeze();
    }

    /// Writes roll.csv and changes.csv.
    pub fn write_roll(&mut self) {
        let (roll, changes) = (roll_file(&self.roll), self.changes());
        self.files.insert(self.path("roll.csv"), roll);
        self.files.insert(self.path("changes.csv"), changes.into_bytes());
    }

    /// roll-frozen over the files as they are.
    pub fn append_freeze(&mut self) {
        let mut members = table(&self.files[&self.path("roll.csv")]);
        let changes = Digest::of(&self.files[&self.path("changes.csv")]);
        members["changes"] = json!(changes.to_string());
        self.append("roll-frozen", members);
    }

    /// freeze-witnessed by the witnesses, now.
    pub fn witness_freeze(&mut self) {
        self.witness("freeze-witnessed");
    }

    /// A witnessed checkpoint over all entries so far.
    pub fn witness(&mut self, kind: &str) {
        let checkpoint = self.office.cosigned(&self.witnesses);
        self.append_checkpoint(kind, &checkpoint);
    }

    /// A step that holds this checkpoint.
    pub fn append_checkpoint(&mut self, kind: &str, checkpoint: &Note) {
        self.append(kind, json!({ "checkpoint": checkpoint.to_string() }));
    }

    fn changes(&self) -> String {
        let mut records = "code,field,old,new,reason\n".to_owned();
        let mut posted = BTreeMap::new();
        for old in &self.posted {
            posted.entry(old.code).or_insert(old);
        }
        for new in &self.roll {
            let Some(old) = posted.get(&new.code) else { continue };
            for (field, of) in FIELDS {
                let (old, now) = (of(old), of(new));
                if old != now {
                    records += &format!("{},{field},{old},{now},{}\n", new.code, self.reason);
                }
            }
        }
        records
    }
}

/// The bytes of a field.
type FieldOf = fn(&Line) -> String;

/// What review may change, in the order of section 7.5.
const FIELDS: [(&str, FieldOf); 5] = [
    ("status", |line| line.status.to_string()),
    ("bundle", Line::bundle_text),
    ("categories", |line| line.categories.join("+")),
    ("points", Line::points_text),
    ("choices", |line| line.choices.to_string()),
];
