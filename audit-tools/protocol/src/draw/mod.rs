//! The draw: its text, the key which is the text's hash, and the numbers which the key gives
//! (PROTOCOL.md, Draw text and numbers).

mod key;
mod numbers;
mod text;
mod text_fields;
mod text_read;

pub use key::DrawKey;
pub use numbers::{
    LANE_OF_CHILD, NotANumber, Number, lane_of_program, number, numbers_of_lane, shell_lines,
};
pub use text::{DrawText, SeedLine, SourceLine};
pub use text_read::DrawTextError;
