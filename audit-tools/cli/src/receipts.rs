//! Receipts as people keep them: mail programs and editors rewrite files (PROTOCOL.md, section 6.13).

/// A receipt without a byte order mark, with LF for CR LF. The signatures decide all the same.
pub(crate) fn mended(bytes: &[u8]) -> Vec<u8> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let foreign = |&(at, byte): &(usize, &u8)| *byte == b'\r' && text.get(at + 1) == Some(&b'\n');
    text.iter().enumerate().filter(|it| !foreign(it)).map(|(_, byte)| *byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_line_ends_are_undone_and_nothing_else() {
        let cases: [(&[u8], &[u8]); 5] = [
            (b"\xef\xbb\xbfa\r\nb\r\n", b"a\nb\n"),
            (b"a\rb\r", b"a\rb\r"),
            (b"a\r\r\n", b"a\r\n"),
            (b"\xef\xbb\xbf\xef\xbb\xbf", b"\xef\xbb\xbf"),
            (b"", b""),
        ];
        for (given, right) in cases {
            assert_eq!(mended(given), right);
        }
    }
}
