//! The form of a table: what parts its columns, and whether its quotes close.

/// Returns what parts the columns of a table: of the signs in use, the one that its first line has most of.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: u8| header.bytes().filter(|&byte| byte == sign).count();
    // Of equals the last wins: a comma.
    *[b'|', b'\t', b';', b',']
        .iter()
        .max_by_key(|&&sign| count(sign))
        .unwrap_or(&b',')
}

/// The most columns that a line may have.
pub(super) const MOST_COLUMNS: usize = 1_000;

/// What is wrong with the form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A quote that opens a field in this line never closes: the rest of the file would be one cell.
    OpenQuote(usize),
    /// This line has more columns than any table.
    TooWide(usize),
}

/// Returns what is wrong with the form of a table, if anything is.
pub(super) fn flaw(text: &str, delimiter: u8) -> Option<Flaw> {
    let mut line = 1;
    let mut opened = None;
    let mut field_begins = true;
    let mut columns = 0;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, opened) {
            (b'"', None) if field_begins => opened = Some(line),
            (b'"', Some(_)) if bytes.next_if_eq(&b'"').is_none() => opened = None,
            (b'\n' | b'\r', None) => columns = 0,
            (byte, None) if byte == delimiter => columns += 1,
            _ => {}
        }
        if columns >= MOST_COLUMNS {
            return Some(Flaw::TooWide(line));
        }
        if byte == b'\n' {
            line += 1;
        }
        field_begins = opened.is_none() && (byte == delimiter || byte == b'\n' || byte == b'\r');
    }
    opened.map(Flaw::OpenQuote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::commas("name,lat,lon", b',')]
    #[case::semicolons("name;lat;lon,x", b';')]
    #[case::tabs("name\tlat\tlon", b'\t')]
    #[case::bars("name|lat|lon", b'|')]
    #[case::one_column("name", b',')]
    fn the_columns_are_parted_by_what_there_is_most_of(#[case] text: &str, #[case] sign: u8) {
        assert_eq!(delimiter(text), sign);
    }

    #[rstest]
    #[case::none("a,b\nc,d\n", None)]
    #[case::closed("a,\"b\nc\",d\n", None)]
    #[case::doubled("a,\"b \"\"c\"\"\"\n", None)]
    #[case::empty("a,\"\",b\n", None)]
    #[case::inches("a,5\" pipe\n", None)]
    #[case::open("a,b\nc,\"d\ne,f\n", Some(2))]
    #[case::open_at_the_end("a,\"", Some(1))]
    #[case::doubled_at_the_end("a\n\"b\"\"", Some(2))]
    fn a_quote_that_never_closes_is_found(#[case] text: &str, #[case] line: Option<usize>) {
        assert_eq!(flaw(text, b','), line.map(Flaw::OpenQuote));
    }

    #[test]
    fn a_line_of_a_million_columns_is_none() {
        let wide = format!(
            "a,b
\"x,
\",{}",
            ",".repeat(1_000_000)
        );
        assert_eq!(flaw(&wide, b','), Some(Flaw::TooWide(3)));
        assert_eq!(
            flaw(
                &"a,b
"
                .repeat(1_000_000),
                b','
            ),
            None
        );
    }
}
