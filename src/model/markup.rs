//! The marks that sentences may carry: `[[id|words]]` points to a term, step, person, event or help
//! record, `[[tel:+13125550100|312-555-0100]]` is a telephone number, and `*words*` is the title of a case.

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span<'a> {
    /// Plain words.
    Words(&'a str),
    /// Words that are explained elsewhere on the page.
    Marked {
        /// The record that explains them.
        id: &'a str,
        /// The words as they stand in the sentence.
        words: &'a str,
    },
    /// A telephone number.
    Phone {
        /// The number to dial: `+`, then 8 to 15 digits (ITU-T E.164).
        number: &'a str,
        /// The number as it stands in the sentence.
        words: &'a str,
    },
    /// The title of a case, in its own language.
    Title(&'a str),
}

impl<'a> Span<'a> {
    /// The words as they are read.
    pub fn words(self) -> &'a str {
        match self {
            Self::Words(words)
            | Self::Title(words)
            | Self::Marked { words, .. }
            | Self::Phone { words, .. } => words,
        }
    }
}

/// A mark that has no end, no words or no partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// `[[` and `]]` do not pair up.
    Brackets,
    /// A `[[…]]` without `id|words`.
    Empty,
    /// A `[[tel:…]]` that cannot be dialed.
    Phone,
    /// A single `*`.
    Star,
}

/// Splits a sentence into its spans.
///
/// # Errors
/// The first mark that is not well formed.
pub fn spans(sentence: &str) -> Result<Vec<Span<'_>>, Broken> {
    let mut spans = Vec::new();
    let mut rest = sentence;
    while let Some(open) = rest.find("[[") {
        titles(&rest[..open], &mut spans)?;
        let (marked, after) = rest[open + 2..].split_once("]]").ok_or(Broken::Brackets)?;
        let (id, words) = marked.split_once('|').ok_or(Broken::Empty)?;
        if id.is_empty() || words.trim().is_empty() || marked.contains('[') {
            return Err(Broken::Empty);
        }
        spans.push(match id.strip_prefix("tel:") {
            Some(number) if is_phone(number) => Span::Phone { number, words },
            Some(_) => return Err(Broken::Phone),
            None => Span::Marked { id, words },
        });
        rest = after;
    }
    titles(rest, &mut spans)?;
    Ok(spans)
}

/// The sentence as it is read, without its marks.
pub fn plain(sentence: &str) -> String {
    spans(sentence).map_or_else(
        |_| sentence.to_owned(),
        |spans| spans.into_iter().map(Span::words).collect(),
    )
}

fn is_phone(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn titles<'a>(text: &'a str, spans: &mut Vec<Span<'a>>) -> Result<(), Broken> {
    if text.contains("]]") {
        return Err(Broken::Brackets);
    }
    if text.matches('*').count() % 2 == 1 {
        return Err(Broken::Star);
    }
    for (place, piece) in text
        .split('*')
        .enumerate()
        .filter(|(_, piece)| !piece.is_empty())
    {
        spans.push(if place % 2 == 1 {
            Span::Title(piece)
        } else {
            Span::Words(piece)
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_titles_are_told_from_words() {
        let found = spans("A [[stay|pause]] in *Hamama v. Adducci*.");

        assert_eq!(
            found,
            Ok(vec![
                Span::Words("A "),
                Span::Marked {
                    id: "stay",
                    words: "pause"
                },
                Span::Words(" in "),
                Span::Title("Hamama v. Adducci"),
                Span::Words("."),
            ])
        );
    }

    #[test]
    fn broken_marks_are_refused() {
        for broken in [
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
            assert!(spans(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_telephone_number_can_be_dialed() {
        assert_eq!(
            spans("Call [[tel:+18008987180|800-898-7180]].").as_deref(),
            Ok(&[
                Span::Words("Call "),
                Span::Phone {
                    number: "+18008987180",
                    words: "800-898-7180"
                },
                Span::Words("."),
            ][..])
        );
    }

    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(plain("A [[stay|pause]] in *X v. Y*."), "A pause in X v. Y.");
    }
}
