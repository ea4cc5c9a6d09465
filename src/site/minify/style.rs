//! Minifies styles: removes comments and needless white space.

/// Minifies CSS: removes comments, collapses white space, and removes it beside punctuation. Strings are not changed.
pub fn minify(styles: &str) -> String {
    const NO_SPACE_BEFORE: &str = "{};,)";
    // A space before a colon is significant: `.a :hover` is a descendant.
    const NO_SPACE_AFTER: &str = "{};,(:";
    let mut minified = String::with_capacity(styles.len());
    let mut has_space = false;
    let mut characters = styles.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '/' && characters.peek() == Some(&'*') {
            characters.next();
            while let Some(inside) = characters.next() {
                if inside == '*' && characters.next_if_eq(&'/').is_some() {
                    break;
                }
            }
            has_space = true;
        } else if character.is_whitespace() {
            has_space = true;
        } else {
            let is_needed = !minified.ends_with(|last| NO_SPACE_AFTER.contains(last))
                && !NO_SPACE_BEFORE.contains(character);
            if has_space && is_needed && !minified.is_empty() {
                minified.push(' ');
            }
            has_space = false;
            if character == '}' && minified.ends_with(';') {
                minified.pop();
            }
            minified.push(character);
            if matches!(character, '"' | '\'') {
                copy_string(character, &mut characters, &mut minified);
            }
        }
    }
    minified
}

/// Copies a string after its opening quotation mark, up to and including the closing one.
fn copy_string(quote: char, characters: &mut impl Iterator<Item = char>, into: &mut String) {
    while let Some(character) = characters.next() {
        into.push(character);
        if character == '\\' {
            into.extend(characters.next());
        } else if character == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn comments_and_white_space_are_removed() {
        let styles = "/* a comment */\n.a { color: red; }\n\n.b > .c {\n  margin: 0 auto;\n  padding: 0\n}\n";
        assert_eq!(
            minify(styles),
            ".a{color:red}.b > .c{margin:0 auto;padding:0}"
        );
    }

    #[test]
    fn line_breaks_are_spaces() {
        let styles = ".a,\n.b\n  :hover {\n  margin:\n    0\n    auto;\n}";
        assert_eq!(minify(styles), ".a,.b :hover{margin:0 auto}");
    }

    #[test]
    fn strings_are_not_changed() {
        let styles = r#".a::after { content: " /* ; } \" "; content: '{ }' / ""; }"#;
        assert_eq!(
            minify(styles),
            r#".a::after{content:" /* ; } \" ";content:'{ }' / ""}"#
        );
    }

    #[test]
    fn unclosed_comments_and_strings_end_with_the_file() {
        assert_eq!(minify("a { } /* no end"), "a{}");
        assert_eq!(minify("a { b: \"no end"), "a{b:\"no end");
    }
}
