//! Readings of small tables under the sample rules.

use jiff::civil::date;
use paiwei_protocol::rules::Rules;
use proptest::prelude::*;

use super::*;
use crate::{
    documents::DocumentError,
    language::{Language, Speak as _},
    samples::Sample,
    spreadsheet::{self, Limits},
};

fn rules() -> Rules {
    Sample::District.rules(&crate::samples::tests::setting())
}

/// Two linked children and one by itself.
const GOOD: &str = "\
报名号,姓名,性别,生日,证件,号码,类别,积分,志愿一,志愿二,组,电话
R1,王甲子,男,2014/9/1,身份证,330199201409010011,一类,,文汇,G4,双1,12000000001
R2,王乙丑,女,2014-09-01,身份证,33019920140901002X,一类,,文汇,G4,双1,12000000001
R3,李丙寅,,,护照,zz1990003,二类、教工,88,J3,G4,,
";

const MAPPING: &str = r#"{
  "format": "paiwei mapping v1",
  "registration": {"column": "报名号"},
  "document_type": {"column": "证件", "values": {"身份证": "resident-id", "护照": "passport"}},
  "document_number": {"column": "号码"},
  "fields": {"name": {"column": "姓名"}, "sex": {"column": "性别"}, "birth": {"column": "生日"},
             "phone": {"column": "电话"}},
  "claims": [{"column": "类别", "separator": "、",
              "values": {"一类": "class-1", "二类": "class-2", "教工": "staff-J3", "无": ""}}],
  "points": {"column": "积分"},
  "choices": [{"bands": [1], "columns": ["志愿一"], "separator": ">"},
              {"bands": [2], "columns": ["志愿二"]}],
  "programs": {"文汇": "J1"},
  "bundle": {"column": "组"}
}"#;

fn reading(text: &str) -> Result<Reading, MappingError> {
    reading_with(text, MAPPING, &rules())
}

fn reading_with(text: &str, mapping: &str, rules: &Rules) -> Result<Reading, MappingError> {
    let table = spreadsheet::read(text.as_bytes(), None, &Limits::default()).unwrap();
    read(&table, &Mapping::read(mapping.as_bytes())?, rules, date(2027, 5, 1))
}

/// Row and problem of each finding.
fn problems(text: &str) -> Vec<(u64, Problem)> {
    let reading = reading(text).unwrap();
    reading.findings.into_iter().map(|finding| (finding.row, finding.problem)).collect()
}

/// The good table with its check digits computed and one text replaced.
fn good() -> String {
    let id = |sequence| {
        crate::documents::ResidentId::generate("330199", date(2014, 9, 1), sequence).unwrap()
    };
    GOOD.replace("330199201409010011", &id(1).to_string())
        .replace("33019920140901002X", &id(2).to_string())
}

fn with(from: &str, to: &str) -> String {
    let good = good();
    assert!(good.contains(from), "{from}");
    good.replacen(from, to, 1)
}

#[test]
fn a_good_table_is_read_whole() {
    let registrations = reading(&good()).unwrap().into_registrations().unwrap();
    assert_eq!(registrations.len(), 3);
    let first = &registrations[0];
    assert_eq!((first.row, first.number.as_str()), (2, "R1"));
    assert_eq!(first.linked, ["R1", "R2"]);
    assert_eq!(first.choices.to_string(), "J1|G4");
    assert_eq!((&first.claims[..], first.points), (&["class-1".to_owned()][..], None));
    let fields: Vec<_> = first.fields.iter().map(|(name, text)| format!("{name}={text}")).collect();
    assert_eq!(
        fields,
        [
            "birth=2014-09-01".to_owned(),
            format!("document-number={}", first.document.number()),
            "document-type=resident-id".to_owned(),
            "name=王甲子".to_owned(),
            "phone=12000000001".to_owned(),
            "sex=male".to_owned(),
        ]
    );
    let third = &registrations[2];
    assert_eq!(third.document.number(), "ZZ1990003");
    assert_eq!(third.claims, ["class-2", "staff-J3"]);
    assert_eq!((third.points, third.linked.len()), (Some(88), 0));
    assert!(!third.fields.contains_key("sex") && !third.fields.contains_key("phone"));
}

#[test]
fn every_kind_of_flaw_is_found_in_its_row() {
    let id = |error| Problem::Document(error);
    for (from, to, row, problem) in [
        ("R1,王甲子", "R1,", 2, Problem::Empty),
        ("R2,", ",", 3, Problem::Empty),
        ("R2,", "R1,", 3, Problem::RegistrationTwice(2)),
        ("zz1990003", "3.30199E+17", 4, Problem::DigitsLost),
        ("zz1990003", "z", 4, id(DocumentError::Shape(crate::documents::DocumentKind::Passport))),
        ("护照", "学生证", 4, Problem::UnknownDocumentKind("学生证".into())),
        ("3301992014", "3301992015", 2, id(DocumentError::CheckDigit)),
        ("2014/9/1", "01.09.2014", 2, Problem::NotADate),
        ("2014/9/1", "2014/9/2", 2, Problem::BirthDisagrees(date(2014, 9, 1))),
        ("李丙寅,,", "李丙寅,,2027-05-02", 4, Problem::BornAhead(date(2027, 5, 2))),
        ("男", "女", 2, Problem::SexDisagrees),
        ("男", "甲", 2, Problem::NotASex("甲".into())),
        ("李丙寅", "\"李\n丙寅\"", 4, Problem::ControlCharacters),
        ("二类、教工", "二类、军人", 4, Problem::UnknownCategory("军人".into())),
        (",88,", ",88.5,", 4, Problem::NotPoints("88.5".into())),
        (",88,", ",2147483648,", 4, Problem::NotPoints("2147483648".into())),
        (",J3,", ",J33,", 4, Problem::UnknownProgram("J33".into())),
        (",J3,", ",J3>J1,", 4, Problem::TooManyChoices { most: 1, found: 2 }),
        (",J3,G4", ",G4,J3", 4, Problem::NotOffered { band: 2, program: "J3".into() }),
        (",J3,G4", ",G4,G4", 4, Problem::ChosenTwice("G4".into())),
        ("双1", "双2", 2, Problem::BundleAlone),
        ("文汇,G4,双1", "文汇,G5,双1", 3, Problem::BundleChoicesDiffer(2)),
        (",J3,G4", ",,", 4, Problem::NothingChosen),
        ("二类、教工", "无", 4, Problem::NotEligible("J3".into())),
    ] {
        let found = problems(&with(from, to));
        assert!(found.contains(&(row, problem.clone())), "{from} -> {to}: {found:?}");
        let (what, remedy) = problem.explained();
        for text in [what.zh, what.en, remedy.zh, remedy.en] {
            assert!(!text.is_empty(), "{problem:?}");
        }
    }
}

#[test]
fn nothing_is_imported_while_anything_is_wrong() {
    let rejected = reading(&with("男", "女")).unwrap().into_registrations().unwrap_err();
    assert_eq!((rejected.rows, rejected.errors()), (3, 1));
    let noted = reading(&with("二类、教工", "无")).unwrap();
    assert_eq!((noted.findings.len(), noted.errors()), (2, 0));
    assert_eq!(noted.into_registrations().unwrap().len(), 3);
}

#[test]
fn a_child_registered_twice_is_found_by_the_document() {
    let passport = with("zz1990003", "ZZ-199 0004") + "R4,李丙寅,,,护照,zz1990004,二类,1,J1,G4,,\n";
    assert_eq!(problems(&passport), [(5, Problem::DocumentTwice(4))]);
}

#[test]
fn bundles_obey_the_rules() {
    let many: String =
        (0..2).map(|n| format!("B{n},赵丁卯,,,护照,zz19901{n:02},一类,,文汇,G4,双1,\n")).collect();
    let found = problems(&(good() + &many));
    let too_large = Problem::BundleTooLarge { most: 3, found: 4 };
    assert_eq!(found.iter().filter(|(_, problem)| *problem == too_large).count(), 4);
    let unlinked = Rules { bundles: None, ..rules() };
    let reading = reading_with(&good(), MAPPING, &unlinked).unwrap();
    assert_eq!(reading.errors(), 2);
    assert_eq!(reading.findings[0].problem, Problem::BundlesNotTaken);
}

#[test]
fn a_mapping_that_does_not_fit_says_everything_at_once() {
    let mapping = MAPPING
        .replace("\"报名号\"", "\"报名编号\"")
        .replace("\"staff-J3\"", "\"staff-J9\"")
        .replace("\"文汇\": \"J1\"", "\"文汇\": \"J0\"")
        .replace("[2]", "[3]")
        .replace("\"phone\"", "\"Phone\"")
        .replace("{\"column\": \"积分\"}", "{}");
    let refused = reading_with(&good(), &mapping, &rules()).unwrap_err();
    let MappingError::Unfit(flaws) = &refused else { panic!("{refused}") };
    let members: Vec<_> = flaws.iter().map(|flaw| flaw.member.as_str()).collect();
    assert_eq!(
        members,
        [
            "claims[0].values[教工]",
            "programs[文汇]",
            "choices[1].bands",
            "fields.Phone",
            "registration",
            "points"
        ]
    );
    assert!(refused.to_string().contains("there are: 报名号, 姓名"), "{refused}");
    assert!(refused.message().zh.contains("没有名为“报名编号”的列"));
}

#[test]
fn headings_may_stand_lower() {
    let mapping = MAPPING.replace("\"registration\"", "\"header_row\": 3, \"registration\"");
    let text = format!("清川区报名表,,\n\n{}", good());
    assert_eq!(reading_with(&text, &mapping, &rules()).unwrap().rows, 3);
    let missing = reading_with(&good(), &mapping.replace("3,", "9,"), &rules()).unwrap_err();
    assert!(missing.to_string().contains("row 9 holds no headings"), "{missing}");
    let twice = format!("{},电话\n", good().lines().next().unwrap());
    assert!(reading(&twice).unwrap_err().to_string().contains("several columns"));
}

#[test]
fn choices_in_bands_of_their_own_keep_their_slots() {
    let setting = crate::samples::tests::setting();
    let sample = Sample::ZoneChoiceFirst;
    let sheet = "报名号,学生姓名,性别,出生日期,证件类型,证件号码,监护人,联系电话,第一批志愿,\
                 第二批志愿1,第二批志愿2,第二批志愿3,第二批志愿4,第二批志愿5,第二批志愿6,\
                 第二批志愿7,第二批志愿8,第三批志愿,捆绑组\n\
                 1,甲,,,护照,ZZ0000001,,,,,南门中学,,北门中学,,,,,东湖片区一校、东湖片区二校,\n";
    let reading = reading_with(sheet, &sample.mapping(), &sample.rules(&setting)).unwrap();
    let registrations = reading.into_registrations().unwrap();
    assert_eq!(registrations[0].choices.to_string(), "||D1||D2|||||Z1|Z2|||||");
}

#[test]
fn the_report_says_row_column_and_remedy() {
    let reading = reading(&with("男", "女")).unwrap();
    let zh = report_text(&reading, Language::Zh);
    assert!(zh.starts_with("共读取 3 行，1 行有 1 个错误"), "{zh}");
    assert!(
        zh.contains("第 2 行，登记号 R1，“性别”列：性别与身份证号不符；请与证件核对\n"),
        "{zh}"
    );
    let en = report_text(&reading, Language::En);
    assert!(en.contains("row 2, registration R1, column \"性别\": the sex is not"), "{en}");
    let book = report_workbook(&reading, Language::En).unwrap();
    let table = spreadsheet::read(&book, None, &Limits::default()).unwrap();
    assert_eq!(table.rows.len(), 3);
    let shown: Vec<_> = table.rows[2].cells.iter().map(spreadsheet::Cell::shown).collect();
    assert_eq!(shown[..3], ["2", "R1", "性别"]);
    let clean = report_text(&super::tests::reading(&good()).unwrap(), Language::En);
    assert_eq!(clean, "3 rows read, no error, 0 notes: ready to import.\n");
}

proptest! {
    #[test]
    fn any_cells_are_answered(cells in prop::collection::vec("\\PC{0,12}|J1|G4|护照|一类|双1", 12..48)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(GOOD.lines().next().unwrap().split(',')).unwrap();
        for row in cells.chunks_exact(12) {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let reading = reading(&text).unwrap();
        for finding in &reading.findings {
            prop_assert!(finding.row > 1 && !finding.problem.explained().0.en.is_empty());
        }
        let errors = reading.errors();
        prop_assert_eq!(reading.into_registrations().is_err(), errors > 0);
    }

    #[test]
    fn any_mapping_is_answered(text in "\\PC{0,60}") {
        prop_assert!(Mapping::read(text.as_bytes()).is_err());
    }
}
