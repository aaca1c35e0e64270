//! A program with its seat pools.

use paiwei_protocol::rules::{OrderKey, Ownership, Pool, Program, Tier};

use super::super::form::{Button, Field, Filling, Group};

/// A program and its pools; nothing where the rules have no program at that place.
pub(super) fn program(f: Filling<'_>, at: usize) -> Vec<Group> {
    let Some(program) = f.rules.programs.get(at) else { return Vec::new() };
    let path = format!("programs[{at}]");
    let mut groups = vec![heading(f, &path, program)];
    for (index, pool) in program.pools.iter().enumerate() {
        groups.push(seats(f, &format!("{path}.pools[{index}]"), index, pool));
    }
    groups
}

/// The button for another pool.
pub(super) fn adds(f: Filling<'_>, at: usize) -> Vec<Button> {
    let there = f.rules.programs.get(at);
    there.map(|_| f.button(format!("add:programs[{at}].pools"), "add-pool")).into_iter().collect()
}

fn heading(f: Filling<'_>, path: &str, program: &Program) -> Group {
    let name = |member: &str| format!("{path}.{member}");
    let hint = |id: &str| f.shell.t(format!("draft-{id}-hint"));
    let ownership = match program.ownership {
        Ownership::Public => "public",
        Ownership::Private => "private",
    };
    let mut fields: Vec<Field> =
        vec![f.text(&name("id"), "id", &program.id).hint(hint("program-id"))];
    fields.extend(f.titles(path, &program.titles));
    fields.extend([
        f.text(&name("school"), "school", &program.school).hint(hint("school")),
        f.select(&name("ownership"), "ownership", &["public", "private"], ownership),
        f.text(&name("jurisdiction"), "jurisdiction", &program.jurisdiction),
        f.number(&name("plan"), "plan", program.plan).hint(hint("plan")),
    ]);
    let title = f.named(&program.id, &program.titles);
    Group { id: path.to_owned(), title, fields, ..Group::default() }
}

fn seats(f: Filling<'_>, path: &str, index: usize, pool: &Pool) -> Group {
    let name = |member: &str| format!("{path}.{member}");
    let hint = |id: &str| f.shell.t(format!("draft-{id}-hint"));
    let keys: Vec<&str> = pool.order.iter().map(word).collect();
    let mut fields = vec![
        f.text(&name("id"), "pool-id", &pool.id),
        f.number(&name("seats"), "seats", pool.seats).hint(hint("seats")),
        f.ranked(&name("order"), "order", &["band", "tier", "points"], &keys).hint(hint("order")),
    ];
    fields.extend(pool.tiers.iter().enumerate().map(|(number, tier)| {
        let field = group(f, &format!("{path}.tiers[{number}]"), tier);
        Field { label: f.shell.t1("draft-tier", "number", number + 1), ..field }
    }));
    let mut buttons = vec![f.button(format!("add:{path}.tiers"), "add-tier")];
    if let Some(last) = pool.tiers.len().checked_sub(1) {
        buttons.push(f.button(format!("remove:{path}.tiers[{last}]"), "remove-tier"));
    }
    buttons.extend(f.moves(path, index));
    let title = f.shell.t1("draft-pool", "pool", &pool.id);
    Group { id: path.to_owned(), title, inner: true, fields, buttons, ..Group::default() }
}

/// Who belongs to a group: everybody, or holders of categories.
fn group(f: Filling<'_>, name: &str, tier: &Tier) -> Field {
    let everyone = ("*".to_owned(), f.shell.t("tier-everyone"));
    let categories = f.rules.categories.iter().map(|category| {
        let label = f.named(&category.id, &category.titles);
        (category.id.clone(), label)
    });
    let mut options: Vec<_> = std::iter::once(everyone).chain(categories).collect();
    let own = match tier {
        Tier::Everyone => vec!["*".to_owned()],
        Tier::Categories(ids) => ids.clone(),
    };
    // A category that the rules don't have stays visible, so that it can be taken out.
    let unknown = own.iter().filter(|id| !options.iter().any(|(known, _)| known == *id));
    let unknown: Vec<_> = unknown.map(|id| (id.clone(), id.clone())).collect();
    options.extend(unknown);
    f.checks(name, "tier-word", options, &own)
}

/// The word of a key of an order.
fn word(key: &OrderKey) -> &'static str {
    match key {
        OrderKey::Band => "band",
        OrderKey::Tier => "tier",
        OrderKey::Points => "points",
    }
}
