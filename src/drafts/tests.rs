//! Drafts through forms, rows and workbooks.

use paiwei_protocol::rules::{Kind, OrderKey, Rules, Source, Tier, Vacancies};

use super::{
    Act, adopted, blank, done,
    edit::{Fault, Fields, filled},
    of_sample, workbook,
};
use crate::{language::Language, samples::Sample};

const ORIGIN: &str = "330199.admissions.example/rehearsal";

fn fields(pairs: &[(&str, &str)]) -> Fields {
    Fields::of(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

fn school() -> Rules {
    of_sample(Sample::School, ORIGIN, 1_800_000_000)
}

#[test]
fn workbooks_are_read_back_as_they_were_written() {
    for sample in Sample::ALL {
        let mut rules = of_sample(sample, ORIGIN, 1_800_000_000);
        rules.vacancies = Vacancies::Succession { dates: vec![1_820_000_000, 1_820_000_001] };
        rules.timeline.answers = Some(1_819_000_000);
        rules.follows = Some("earlier".to_owned());
        rules
            .randomness
            .sources
            .push(Source::Drand { chain: paiwei_protocol::digest::Digest([7; 32]) });
        let bytes = workbook::write(&rules).unwrap();
        assert_eq!(workbook::read(&bytes).unwrap(), rules, "{sample:?}");
    }
    let empty = blank(ORIGIN);
    assert_eq!(workbook::read(&workbook::write(&empty).unwrap()).unwrap(), empty);
}

#[test]
fn contradictory_rules_keep_their_contradictions_in_a_workbook() {
    let mut rules = school();
    rules.programs[0].pools[0].tiers = vec![
        Tier::Categories(Vec::new()),
        Tier::Categories(vec!["*".to_owned(), "nobody".to_owned()]),
    ];
    rules.bands[0].programs.clear();
    let bytes = workbook::write(&rules).unwrap();
    assert_eq!(workbook::read(&bytes).unwrap(), rules);
    assert_eq!(Rules::parse(&rules.to_json()).unwrap(), rules);
    assert!(!rules.contradictions().is_empty());
}

#[test]
fn a_wrong_cell_is_told_with_its_place() {
    let message = |bytes: &[u8]| {
        let message = workbook::read(bytes).unwrap_err().message();
        (message.text(Language::Zh).to_owned(), message.text(Language::En).to_owned())
    };
    let mut rules = school();
    rules.programs[0].pools[0].id = "另 一".to_owned();
    let bytes = workbook::write(&rules).unwrap();
    assert!(
        workbook::read(&bytes).is_ok(),
        "an id that is none is a contradiction, no matter of form"
    );
    let mut book = crate::spreadsheet::blank_workbook();
    book.add_worksheet().write_string(0, 0, "x").unwrap();
    let (zh, en) = message(&book.save_to_buffer().unwrap());
    assert!(zh.contains("轮次 round") && en.contains("轮次 round"), "{zh} {en}");
    let (zh, en) = message(b"PK\x03\x04");
    assert!(zh.contains("工作簿") && en.contains("workbook"), "{zh} {en}");
}

#[test]
fn a_form_sets_what_it_names() {
    let rules = filled(
        &school(),
        &fields(&[
            ("titles.zh", "  新 名称 "),
            ("round", "new-2028"),
            ("follows", ""),
            ("timeline.open", "2028-05-01T09:00"),
            ("timeline.answers", "2028-07-01T17:00"),
            ("posting.objection", "2"),
            ("posting.objection-unit", "d"),
            ("bundles.most", "3"),
            ("vacancies.type", "succession"),
            ("randomness.sources", "dice-and-quicknet"),
            ("randomness.dice-sides", "6"),
            ("randomness.dice-throws", "50"),
            ("randomness.fallback", "none"),
            ("programs[0].plan", ""),
            ("programs[0].pools[0].seats", "1,200"),
            ("programs[0].pools[0].order", "tier"),
            ("programs[0].pools[0].order", ""),
            ("programs[0].pools[0].order", "points"),
            ("programs[0].pools[0].tiers[0]", ""),
            ("programs[0].pools[0].tiers[0]", "*"),
            ("programs[9].id", "gone"),
            ("origin", "elsewhere/journal"),
            ("revision", "7"),
        ]),
    )
    .unwrap();
    assert_eq!((rules.titles.zh.as_str(), rules.round.as_str()), ("新 名称", "new-2028"));
    assert_eq!(rules.timeline.open, 1_840_755_600);
    assert_eq!((rules.posting.objection, rules.bundles), (172_800, Some(3)));
    assert_eq!(rules.timeline.answers, Some(1_846_054_800));
    assert_eq!(rules.vacancies, school().vacancies, "its dates are kept");
    assert_eq!((rules.randomness.sources.len(), rules.randomness.fallback), (2, None));
    let program = &rules.programs[0];
    assert_eq!((program.plan, program.pools[0].seats), (None, Some(1200)));
    assert_eq!(program.pools[0].order, [OrderKey::Tier, OrderKey::Points]);
    assert_eq!(program.pools[0].tiers[0], Tier::Everyone);
    assert_eq!(rules.origin, ORIGIN, "the origin is the office's");
}

#[test]
fn what_cannot_stand_there_is_refused_field_by_field() {
    let refused = filled(
        &school(),
        &fields(&[
            ("timeline.open", "tomorrow"),
            ("programs[0].plan", "many"),
            ("bands[0].most", "4294967296"),
            ("stage", "nursery"),
            ("posting.objection", "99999999999999999"),
            ("posting.objection-unit", "d"),
        ]),
    )
    .unwrap_err();
    let found: Vec<_> = refused.iter().map(|one| (one.field.as_str(), one.fault)).collect();
    assert_eq!(
        found,
        [
            ("bands[0].most", Fault::Number),
            ("posting.objection", Fault::Number),
            ("programs[0].plan", Fault::Number),
            ("stage", Fault::Word),
            ("timeline.open", Fault::Moment),
        ]
    );
}

#[test]
fn a_new_id_is_followed_wherever_it_was_named() {
    let before = of_sample(Sample::ZoneNumberFirst, ORIGIN, 1_800_000_000);
    let old = before.programs[0].id.clone();
    let rules = filled(&before, &fields(&[("programs[0].id", "Q1")])).unwrap();
    let named = |rules: &Rules, id: &str| {
        rules.bands.iter().flat_map(|band| &band.programs).filter(|other| *other == id).count()
    };
    assert_eq!((named(&rules, "Q1"), named(&rules, &old)), (named(&before, &old), 0));
    let before = of_sample(Sample::District, ORIGIN, 1_800_000_000);
    let category = before.categories[0].id.clone();
    let rules = filled(&before, &fields(&[("categories[0].id", "Q2")])).unwrap();
    assert!(!rules.contradictions().iter().any(|one| one.kind == Kind::UnknownCategory));
    assert_ne!(rules.categories[0].id, category);
}

#[test]
fn rows_come_and_go() {
    let act = |rules: &Rules, button: &str| done(rules, &Act::of(button, "")).unwrap();
    let rules = act(&blank(ORIGIN), "add:programs");
    assert_eq!(
        (rules.programs[0].id.as_str(), &*rules.bands[0].programs),
        ("P1", &["P1".to_owned()][..])
    );
    let rules = act(&rules, "add:programs");
    let rules = act(&rules, "up:programs[1]");
    assert_eq!(rules.programs[0].id, "P2");
    let rules = act(&rules, "add:programs[0].pools");
    assert_eq!(rules.programs[0].pools[1].id, "pool1");
    let rules = act(&rules, "add:programs[0].pools[1].tiers");
    assert_eq!(rules.programs[0].pools[1].tiers[1], Tier::Categories(Vec::new()));
    let rules = act(&rules, "remove:programs[0]");
    assert_eq!((rules.programs.len(), rules.bands[0].programs.len()), (1, 1));
    for button in ["remove:programs[7]", "add:nothing", "up:programs[0]", "remove:x", "save"] {
        assert_eq!(act(&rules, button), rules, "{button}");
    }
    let rules = act(&act(&rules, "add:categories"), "add:observers");
    assert_eq!(
        (rules.categories[0].id.as_str(), rules.observers[0].id.as_str()),
        ("C1", "observer1")
    );
}

#[test]
fn an_observer_is_taken_from_the_text_of_its_keys() {
    use paiwei_protocol::{
        ed25519::SigningKey,
        note::{KeyKind, VerifierKey},
    };
    let key = |kind| {
        let public = SigningKey::from_seed([7; 32]).public();
        VerifierKey::new("notary.example/key", kind, public).unwrap().to_string()
    };
    let (note, cosign) = (key(KeyKind::Note), key(KeyKind::Cosignature));
    let text = format!("Note key (note_key in the rules): {note}\n联署公钥：{cosign}\n");
    let rules = done(&blank(ORIGIN), &Act::of("paste", &text)).unwrap();
    let observer = &rules.observers[0];
    assert_eq!(
        (observer.id.as_str(), &observer.note_key, &observer.cosign_key),
        ("notary", &note, &cosign)
    );
    assert!(done(&rules, &Act::of("paste", &note)).is_none());
}

#[test]
fn samples_and_other_rules_become_this_offices() {
    for sample in Sample::ALL {
        let rules = of_sample(sample, ORIGIN, 1_800_000_000);
        assert_eq!(rules.contradictions(), [], "{sample:?}");
    }
    let rules = adopted(school(), "office.example/journal");
    assert!(!rules.rehearsal);
    let kinds: Vec<_> = rules.contradictions().iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [Kind::NoWitness, Kind::NoConfirmer]);
}
