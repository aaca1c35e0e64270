//! Lists: categories, programs, bands, observers, reasons.

use paiwei_protocol::rules::{Numbers, Observer};

use super::super::{
    form::{Button, Field, Filling, Group},
    parts::{InPart, Part},
};

type Listed = (Vec<Group>, Vec<Button>);

/// The categories, each with the document that grants it.
pub(super) fn categories(f: Filling<'_>) -> Listed {
    let group = |(index, category): (usize, &paiwei_protocol::rules::Category)| {
        let path = format!("categories[{index}]");
        let name = |member: &str| format!("{path}.{member}");
        let mut fields = vec![f.text(&name("id"), "id", &category.id)];
        fields.extend(f.titles(&path, &category.titles));
        let hint = f.shell.t("draft-basis-hint");
        fields.push(f.text(&name("basis"), "basis", &category.basis).hint(hint));
        let title = f.named(&category.id, &category.titles);
        Group { title, fields, buttons: f.moves(&path, index), id: path, ..Group::default() }
    };
    let groups = f.rules.categories.iter().enumerate().map(group).collect();
    (groups, vec![f.button("add:categories".to_owned(), "add-category")])
}

/// The programs in their order, each with a link to its own page.
pub(super) fn programs(f: Filling<'_>) -> Listed {
    let group = |(index, program): (usize, &paiwei_protocol::rules::Program)| {
        let path = format!("programs[{index}]");
        let part = InPart { part: Part::Program, at: index, saved: false };
        Group {
            title: f.named(&program.id, &program.titles),
            link: Some((part.query(), f.shell.t("draft-do-open"))),
            buttons: f.moves(&path, index),
            id: path,
            ..Group::default()
        }
    };
    let groups = f.rules.programs.iter().enumerate().map(group).collect();
    (groups, vec![f.button("add:programs".to_owned(), "add-program")])
}

/// Numbers and linked children, then the bands with the programs that each offers.
pub(super) fn bands(f: Filling<'_>) -> Listed {
    let programs: Vec<(String, String)> = f
        .rules
        .programs
        .iter()
        .map(|program| (program.id.clone(), f.named(&program.id, &program.titles)))
        .collect();
    let group = |(index, band): (usize, &paiwei_protocol::rules::Band)| {
        let path = format!("bands[{index}]");
        let name = format!("{path}.programs");
        let unknown = band.programs.iter().filter(|id| f.rules.program(id).is_none());
        let unknown = unknown.map(|id| (id.clone(), id.clone()));
        let options = programs.iter().cloned().chain(unknown).collect();
        let fields = vec![
            f.number(&format!("{path}.most"), "most", Some(band.most.into())),
            f.checks(&name, "band-programs", options, &band.programs),
        ];
        let title = f.shell.t1("draft-band", "band", index + 1);
        Group { title, fields, buttons: f.moves(&path, index), id: path, ..Group::default() }
    };
    let mut groups = vec![Group { fields: form(f), ..Group::default() }];
    groups.extend(f.rules.bands.iter().enumerate().map(group));
    (groups, vec![f.button("add:bands".to_owned(), "add-band")])
}

/// Numbers and linked children.
fn form(f: Filling<'_>) -> Vec<Field> {
    let numbers = match f.rules.numbers {
        Numbers::PerChild => "per-child",
        Numbers::PerProgram => "per-program",
    };
    let hint = |id: &str| f.shell.t(format!("draft-{id}-hint"));
    vec![
        f.select("numbers", "numbers", &["per-child", "per-program"], numbers)
            .hint(hint("numbers")),
        f.number("bundles.most", "bundles", f.rules.bundles.map(u64::from)).hint(hint("bundles")),
    ]
}

/// The observers, with keys and duties.
pub(super) fn observers(f: Filling<'_>) -> Listed {
    let group = |(index, observer): (usize, &Observer)| {
        let path = format!("observers[{index}]");
        let name = |member: &str| format!("{path}.{member}");
        let mut fields = vec![f.text(&name("id"), "id", &observer.id)];
        fields.extend(f.titles(&path, &observer.titles));
        fields.extend([
            f.text(&name("note_key"), "note-key", &observer.note_key),
            f.text(&name("cosign_key"), "cosign-key", &observer.cosign_key),
            f.check(&name("seed"), "duty-seed", observer.seed),
            f.check(&name("witness"), "duty-witness", observer.witness),
            f.check(&name("confirm"), "duty-confirm", observer.confirm),
        ]);
        let title = f.named(&observer.id, &observer.titles);
        Group { title, fields, buttons: f.moves(&path, index), id: path, ..Group::default() }
    };
    let mut groups: Vec<Group> = f.rules.observers.iter().enumerate().map(group).collect();
    let hint = f.shell.t("draft-paste-hint");
    groups.push(Group {
        title: f.shell.t("draft-paste-title"),
        fields: vec![f.area("paste", "paste", "").hint(hint)],
        buttons: vec![f.button("paste".to_owned(), "paste")],
        ..Group::default()
    });
    (groups, vec![f.button("add:observers".to_owned(), "add-observer")])
}

/// The reasons for which a posted line may change.
pub(super) fn reasons(f: Filling<'_>) -> Listed {
    let group = |(index, reason): (usize, &paiwei_protocol::rules::Reason)| {
        let path = format!("reasons[{index}]");
        let mut fields = vec![f.text(&format!("{path}.id"), "id", &reason.id)];
        fields.extend(f.titles(&path, &reason.titles));
        let title = f.named(&reason.id, &reason.titles);
        Group { title, fields, buttons: f.moves(&path, index), id: path, ..Group::default() }
    };
    let groups = f.rules.reasons.iter().enumerate().map(group).collect();
    (groups, vec![f.button("add:reasons".to_owned(), "add-reason")])
}
