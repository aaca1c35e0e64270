//! All that goes back to families after an import: one workbook of codes, files of slips, receipts.

use paiwei_protocol::{
    ident::Code,
    note::Note,
    receipt::{Receipt, ReceiptError},
    rules::Rules,
};

use super::{CodeRow, SLIPS_PER_FILE, Slip, SlipError, codes_workbook, slips_html};

/// What one family gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handout {
    /// The platform's registration number.
    pub registration: String,
    /// Name of the child.
    pub name: String,
    /// Code of the application.
    pub code: Code,
    /// The receipt.
    pub receipt: Note,
}

/// Names and contents of the files: `codes-<first>-<last>.xlsx` and `slips-<first>-<last>.html` with
/// the intake positions that they cover, and `receipts/<code>.txt`. A repeated import gives the same
/// names, another import others.
///
/// # Errors
///
/// [`SlipError`] for the first receipt that is none, or is too long for a QR code.
pub fn handouts(rules: &Rules, families: &[Handout]) -> Result<Vec<(String, Vec<u8>)>, SlipError> {
    let mut files = Vec::new();
    let positions = families.iter().map(position).collect::<Result<Vec<u64>, _>>()?;
    if let Some(range) = range(&positions) {
        files.push((format!("codes-{range}.xlsx"), codes(rules, families)?));
    }
    let parts = families.chunks(SLIPS_PER_FILE).zip(positions.chunks(SLIPS_PER_FILE));
    for (part, positions) in parts {
        let slips: Vec<Slip> = part.iter().map(slip).collect();
        let range = range(positions).unwrap_or_default();
        files.push((format!("slips-{range}.html"), slips_html(rules, &slips)?.into_bytes()));
    }
    files.extend(families.iter().map(receipt));
    Ok(files)
}

fn codes(rules: &Rules, families: &[Handout]) -> Result<Vec<u8>, SlipError> {
    let row = |family: &Handout| {
        Ok(CodeRow {
            registration: family.registration.clone(),
            name: family.name.clone(),
            code: family.code,
            receipt: read(family)?.hash(),
        })
    };
    let rows = families.iter().map(row).collect::<Result<Vec<_>, SlipError>>()?;
    codes_workbook(&rows, rules.rehearsal)
}

fn slip(family: &Handout) -> Slip {
    Slip {
        registration: family.registration.clone(),
        name: family.name.clone(),
        receipt: family.receipt.to_string(),
    }
}

fn receipt(family: &Handout) -> (String, Vec<u8>) {
    (format!("receipts/{}.txt", family.code), family.receipt.to_string().into_bytes())
}

/// The first and the last intake position.
fn range(positions: &[u64]) -> Option<String> {
    let (first, last) = (positions.iter().min()?, positions.iter().max()?);
    Some(format!("{first}-{last}"))
}

fn position(family: &Handout) -> Result<u64, SlipError> {
    Ok(read(family)?.index)
}

fn read(family: &Handout) -> Result<Receipt, SlipError> {
    let broken = |source: ReceiptError| SlipError::Receipt {
        registration: family.registration.clone(),
        source: Box::new(source),
    };
    Receipt::parse("receipt", family.receipt.text.as_bytes())
        .map_err(|error| broken(ReceiptError::from(error)))
}
