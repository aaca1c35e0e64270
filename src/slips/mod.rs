//! What goes back to the families: a workbook of codes for the office's platform, and a printed slip
//! for each family with its receipt as a QR code.

mod admitted;
mod handouts;
mod ledger;
mod lists;
mod page;
mod picture;
mod qr;
mod words;
mod workbook;

use paiwei_protocol::receipt::ReceiptError;
use rust_xlsxwriter::XlsxError;

pub use admitted::admitted_workbook;
pub use handouts::{Handout, handouts};
pub use ledger::ledger_workbook;
pub use lists::{posting_workbook, seats_workbook, waiting_workbook};
pub use page::{Slip, slips_html};
pub(crate) use picture::Picture;
pub(crate) use qr::svg as qr;
pub use workbook::{CodeRow, codes_workbook};

/// Slips in one printed file: a browser lays out a thousand pages with drawings at ease.
pub const SLIPS_PER_FILE: usize = 500;

/// Why slips or codes could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SlipError {
    /// What was to be printed is no receipt.
    #[error("the receipt of registration {registration} cannot be read: {source}")]
    Receipt {
        /// Registration number.
        registration: String,
        /// What is wrong with it.
        source: Box<ReceiptError>,
    },
    /// The receipt is too long for a QR code: 2,331 bytes are the most.
    #[error("the receipt of registration {registration} has {bytes} bytes, too many for a QR code")]
    TooLong {
        /// Registration number.
        registration: String,
        /// Bytes of the receipt.
        bytes: usize,
    },
    /// The workbook.
    #[error("the workbook of codes could not be written: {0}")]
    Workbook(#[from] XlsxError),
}

#[cfg(test)]
mod tests;
