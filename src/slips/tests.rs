//! Slips and codes of one family.

use paiwei_protocol::{
    choices::Choices, digest::Digest, ed25519::SigningKey, ident::Code, receipt::Receipt,
    request::Request, rules::Rules,
};

use super::*;
use crate::{
    samples::Sample,
    spreadsheet::{self, Cell, Limits},
};

fn rules() -> Rules {
    Sample::District.rules(&crate::samples::tests::setting())
}

fn receipt(claims: &[&str], choices: &str) -> Receipt {
    let codes = [Code::from_bits(1 << 40), Code::from_bits(1 << 50)];
    let request = Request {
        origin: "330199.admissions.example/rehearsal".to_owned(),
        round: "junior-2027".to_owned(),
        code: codes[0],
        revision: 1,
        withdrawn: false,
        bundle: codes.to_vec(),
        claims: claims.iter().map(|&id| id.to_owned()).collect(),
        choices: Choices::parse(choices, 2).unwrap(),
        commitment: Digest::of(b"identity"),
    };
    Receipt { request, family: None, time: 1_808_000_000, index: 4711 }
}

fn slip(name: &str, receipt: &Receipt) -> Slip {
    let note = receipt.to_note(&SigningKey::from_seed([7; 32])).unwrap();
    let (registration, receipt) = ("2027J004711".to_owned(), note.to_string());
    Slip { registration, name: name.to_owned(), receipt }
}

#[test]
fn a_slip_tells_the_family_everything() {
    let receipt = receipt(&["class-1", "district"], "J3|G3");
    let html = slips_html(&rules(), &[slip("王甲子", &receipt)]).unwrap();
    for text in [
        "王甲子",
        "2027J004711",
        &receipt.request.code.to_string(),
        &receipt.hash().to_string(),
        "<li>金山学校 Jinshan School（批次 1）</li><li>城南中学教育集团 Chengnan School Group（批次 2）</li>",
        "第一类：户籍与房产一致",
        "2027-04-18 06:13（北京时间）",
        "4711 · 1",
        "REHEARSAL",
        "paiwei-audit check",
    ] {
        assert!(html.contains(text), "{text}");
    }
    assert!(html.contains(&qr::svg(&slip("", &receipt).receipt).unwrap()));
}

#[test]
fn each_family_has_a_page_and_nobodys_name_is_markup() {
    let receipt = receipt(&[], "J1|");
    let hostile = "<script>alert('&\"')</script>";
    let slips = [slip(hostile, &receipt), slip("李乙丑", &receipt)];
    let html = slips_html(&rules(), &slips).unwrap();
    assert_eq!(html.matches("<section>").count(), 2);
    assert!(!html.contains("<script"));
    assert!(html.contains("&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;"));
    assert!(!html.contains("http"), "nothing is fetched");
}

#[test]
fn official_slips_carry_no_banner() {
    let official = Rules { rehearsal: false, ..rules() };
    let html = slips_html(&official, &[slip("王甲子", &receipt(&[], "|"))]).unwrap();
    assert!(!html.contains("REHEARSAL"));
}

#[test]
fn what_is_no_receipt_is_refused_by_registration() {
    let broken = Slip { receipt: "paiwei request v1\n".to_owned(), ..slip("", &receipt(&[], "|")) };
    let refused = slips_html(&rules(), &[broken]).unwrap_err().to_string();
    assert!(refused.starts_with("the receipt of registration 2027J004711"), "{refused}");
}

#[test]
fn the_codes_can_be_read_back() {
    let receipt = receipt(&[], "|");
    let row = CodeRow {
        registration: "2027J004711".to_owned(),
        name: "=王甲子".to_owned(),
        code: receipt.request.code,
        receipt: receipt.hash(),
    };
    for rehearsal in [false, true] {
        let book = codes_workbook(std::slice::from_ref(&row), rehearsal).unwrap();
        let table = spreadsheet::read(&book, None, &Limits::default()).unwrap();
        let shown: Vec<_> = table.rows.last().unwrap().cells.iter().map(Cell::shown).collect();
        let (code, hash) = (row.code.to_string(), row.receipt.to_string());
        assert_eq!(shown, ["2027J004711", "=王甲子", &code, &hash]);
        assert_eq!(table.rows.len(), 2 + usize::from(rehearsal));
        assert_eq!(book, codes_workbook(std::slice::from_ref(&row), rehearsal).unwrap());
    }
}
