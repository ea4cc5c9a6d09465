//! Parses the inline markup of sentences.
//!
//! - `[[id|words]]` refers to a term, step, person, event or help record.
//! - `[[tel:+13125550100|312-555-0100]]` is a telephone number.
//! - `*words*` is the title of a case.

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span<'a> {
    /// Plain text.
    Text(&'a str),
    /// Text that another record explains.
    Reference {
        /// The id of the record.
        id: &'a str,
        /// The text in the sentence.
        text: &'a str,
    },
    /// A telephone number.
    Phone {
        /// The number to dial: `+`, then 8 to 15 digits (ITU-T E.164).
        number: &'a str,
        /// The number as it is written in the sentence.
        text: &'a str,
    },
    /// The title of a case, in its own language.
    Title(&'a str),
}

impl<'a> Span<'a> {
    /// Returns the text of the span without markup.
    pub fn text(self) -> &'a str {
        match self {
            Self::Text(text)
            | Self::Title(text)
            | Self::Reference { text, .. }
            | Self::Phone { text, .. } => text,
        }
    }
}

/// An error in inline markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkupError {
    /// `[[` and `]]` do not pair up.
    Brackets,
    /// A `[[…]]` does not have the form `id|words`.
    Reference,
    /// The number of a `[[tel:…]]` cannot be dialed.
    Phone,
    /// The number of `*` is odd.
    Star,
}

/// Splits a sentence into spans.
///
/// # Errors
/// Returns the first error in the markup.
pub fn spans(sentence: &str) -> Result<Vec<Span<'_>>, MarkupError> {
    let mut spans = Vec::new();
    let mut remaining = sentence;
    while let Some(open) = remaining.find("[[") {
        titles(&remaining[..open], &mut spans)?;
        let (marked, after) = remaining[open + 2..]
            .split_once("]]")
            .ok_or(MarkupError::Brackets)?;
        let (id, text) = marked.split_once('|').ok_or(MarkupError::Reference)?;
        if id.is_empty() || text.trim().is_empty() || marked.contains('[') {
            return Err(MarkupError::Reference);
        }
        spans.push(match id.strip_prefix("tel:") {
            Some(number) if is_phone(number) => Span::Phone { number, text },
            Some(_) => return Err(MarkupError::Phone),
            None => Span::Reference { id, text },
        });
        remaining = after;
    }
    titles(remaining, &mut spans)?;
    Ok(spans)
}

/// Returns a sentence without its markup. A sentence with invalid markup is returned unchanged.
pub fn plain(sentence: &str) -> String {
    spans(sentence).map_or_else(
        |_| sentence.to_owned(),
        |spans| spans.into_iter().map(Span::text).collect(),
    )
}

/// Returns whether a telephone number is `+` and 8 to 15 digits (ITU-T E.164).
fn is_phone(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Splits text without `[[…]]` into plain text and titles.
fn titles<'a>(text: &'a str, spans: &mut Vec<Span<'a>>) -> Result<(), MarkupError> {
    if text.contains("]]") {
        return Err(MarkupError::Brackets);
    }
    if text.matches('*').count() % 2 == 1 {
        return Err(MarkupError::Star);
    }
    for (index, piece) in text
        .split('*')
        .enumerate()
        .filter(|(_, piece)| !piece.is_empty())
    {
        spans.push(if index % 2 == 1 {
            Span::Title(piece)
        } else {
            Span::Text(piece)
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_titles_are_split_from_plain_text() {
        let found = spans("A [[stay|pause]] in *Hamama v. Adducci*.");

        assert_eq!(
            found,
            Ok(vec![
                Span::Text("A "),
                Span::Reference {
                    id: "stay",
                    text: "pause"
                },
                Span::Text(" in "),
                Span::Title("Hamama v. Adducci"),
                Span::Text("."),
            ])
        );
    }

    #[test]
    fn invalid_markup_is_rejected() {
        for invalid in [
            "a [[stay|pause",
            "a stay]] b",
            "[[stay]]",
            "[[|x]]",
            "[[stay| ]]",
            "[[a [[b|c]]",
            "[[tel:|call]]",
            "[[tel:800-898-7180|call]]",
            "one * star",
        ] {
            assert!(spans(invalid).is_err(), "{invalid}");
        }
    }

    #[test]
    fn a_telephone_number_can_be_dialed() {
        assert_eq!(
            spans("Call [[tel:+18008987180|800-898-7180]].").as_deref(),
            Ok(&[
                Span::Text("Call "),
                Span::Phone {
                    number: "+18008987180",
                    text: "800-898-7180"
                },
                Span::Text("."),
            ][..])
        );
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(plain("A [[stay|pause]] in *X v. Y*."), "A pause in X v. Y.");
    }
}
