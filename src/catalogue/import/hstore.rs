//! The tags that QGIS and ogr2ogr put into one cell, `other_tags`: "fee"=>"no","dog"=>"leashed".

/// Returns the tags that `text` holds, up to where it goes wrong.
pub(super) fn tags(text: &str) -> Vec<(String, String)> {
    let mut letters = text.chars();
    let mut tags = Vec::new();
    while let Some(tag) = quoted(&mut letters).and_then(|key| {
        let arrow: String = letters.by_ref().take(2).collect();
        (arrow == "=>").then_some(())?;
        Some((key, quoted(&mut letters)?))
    }) {
        tags.push(tag);
        letters = letters.as_str().trim_start_matches([',', ' ']).chars();
    }
    tags
}

/// Takes a text between quotes, in which a backslash stands before a quote or another backslash.
fn quoted(letters: &mut std::str::Chars<'_>) -> Option<String> {
    (letters.next()? == '"').then_some(())?;
    let mut text = String::new();
    loop {
        match letters.next()? {
            '"' => return Some(text),
            '\\' => text.push(letters.next()?),
            letter => text.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::one(r#""fee"=>"no""#, &[("fee", "no")])]
    #[case::several(r#""fee"=>"no","dog"=>"yes", "a"=>"b""#, &[("fee", "no"), ("dog", "yes"), ("a", "b")])]
    #[case::quotes_inside(r#""name"=>"The \"Zoo\" \\ x""#, &[("name", r#"The "Zoo" \ x"#)])]
    #[case::cut_short(r#""fee"=>"no","dog"=>"ye"#, &[("fee", "no")])]
    #[case::something_else("fee=no", &[])]
    #[case::nothing("", &[])]
    fn the_tags_of_a_cell_are_read(#[case] text: &str, #[case] expected: &[(&str, &str)]) {
        let found = tags(text);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn any_text_comes_to_an_end(text in r#"[a"\\=>, é]{0,40}"#) {
            let _ = tags(&text);
        }
    }
}
