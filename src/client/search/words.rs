//! The words of a language: light stemming and stop words.
//!
//! Stemming removes common prefixes and endings of words, so that a query finds other forms of a word, such as "deported"
//! and "deport". It uses no dictionary, so it misses some related words and matches some unrelated ones. Stop words are
//! ignored in queries that have other words.

/// The affixes of a language, the longest first; folded like the words.
struct Affixes {
    prefixes: &'static [&'static str],
    suffixes: &'static [&'static str],
    /// The minimum number of letters of a stem.
    min_stem_length: usize,
}

/// Inflection, and derivation of nouns from verbs.
const ENGLISH: Affixes = Affixes {
    prefixes: &[],
    suffixes: &[
        "ation", "ings", "ment", "ers", "ees", "ing", "ion", "al", "ed", "ee", "er", "es", "ly",
        "e", "s",
    ],
    min_stem_length: 4,
};

/// Gender, number, and the most common forms of verbs.
const SPANISH: Affixes = Affixes {
    prefixes: &[],
    suffixes: &[
        "aciones", "uciones", "amente", "adores", "acion", "ucion", "iendo", "iones", "arlos",
        "arlas", "erlos", "erlas", "irlos", "irlas", "ieron", "ador", "ados", "adas", "idos",
        "idas", "ando", "aron", "arlo", "arla", "erlo", "erla", "irlo", "irla", "ion", "ado",
        "ada", "ido", "ida", "an", "ar", "en", "er", "es", "ir", "os", "as", "a", "e", "o", "s",
    ],
    min_stem_length: 4,
};

/// The article, conjunctions and prepositions that are written together with a word, pronouns, and endings of gender
/// and number: those of the stemmer "light10" (Larkey, Ballesteros, Connell: Light Stemming for Arabic Information
/// Retrieval, 2007) in folded letters, and the pronoun هم. Every stem has at least three letters.
const ARABIC: Affixes = Affixes {
    prefixes: &["وال", "بال", "كال", "فال", "لل", "ال", "و"],
    suffixes: &["هم", "ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"],
    min_stem_length: 3,
};

/// Words that do not tell records apart, folded. A query that has other words, too, is searched for those.
const ENGLISH_STOP_WORDS: &str = " a about am an and any are as at be been by can could did do does for from had has have \
    he her his how i if in is it its may me my no not now of on or our she should so some than that the their them \
    then there they this to us was we were what when where which who whom why will with would you your ";
const SPANISH_STOP_WORDS: &str = " a al ahora como con cual cuando de del donde el ella ellos en es esta este esto fue \
    ha han hay la las le lo los me mi mis no nos o para pero por puede pueden que quien se ser si sin sobre son su sus \
    te tu un una y ya yo ";
const ARABIC_STOP_WORDS: &str = " ان او اي اين الان الذي التي الى الي انا ب ثم ذلك عن علي في قد كان كيف كل لا لم لماذا له \
    لها ليس ما ماذا متي مع من منذ نحن هذا هذه هل هم هو هي و يمكن ";

/// Returns whether a folded word is a stop word of the language.
pub(super) fn is_stop_word(language: &str, word: &str) -> bool {
    let words = match language.split('-').next() {
        Some("en") => ENGLISH_STOP_WORDS,
        Some("es") => SPANISH_STOP_WORDS,
        Some("ar") => ARABIC_STOP_WORDS,
        _ => return false,
    };
    words.contains(&format!(" {word} "))
}

/// Returns the stem of a folded word. In a language without rules it is the word itself.
pub(super) fn stem(language: &str, word: &str) -> String {
    let affixes = match language.split('-').next() {
        Some("en") => ENGLISH,
        Some("es") => SPANISH,
        Some("ar") => ARABIC,
        _ => return word.to_owned(),
    };
    let is_long_enough = |stem: &&str| stem.chars().count() >= affixes.min_stem_length;
    let mut stem = word;
    let without_prefix = affixes
        .prefixes
        .iter()
        .find_map(|prefix| stem.strip_prefix(prefix).filter(is_long_enough));
    stem = without_prefix.unwrap_or(stem);
    // Endings follow one another: "petitioners".
    while let Some(shorter) = affixes
        .suffixes
        .iter()
        .find_map(|suffix| stem.strip_suffix(suffix).filter(is_long_enough))
    {
        stem = shorter;
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_have_the_same_stem() {
        for (language, forms) in [
            (
                "en",
                &[
                    "deport",
                    "deported",
                    "deports",
                    "deporting",
                    "deportation",
                    "deportations",
                    "deportees",
                ][..],
            ),
            (
                "en",
                &["remove", "removed", "removal", "removals", "removing"],
            ),
            (
                "en",
                &["petition", "petitioner", "petitioners", "petitions"],
            ),
            ("en", &["lawyer", "lawyers"]),
            (
                "es",
                &[
                    "deportar",
                    "deportado",
                    "deportadas",
                    "deportarlos",
                    "deportacion",
                    "deportaciones",
                ],
            ),
            ("es", &["abogado", "abogada", "abogados"]),
            ("es", &["orden", "ordenes"]),
            ("ar", &["محكمه", "المحكمه", "والمحكمه", "محكم"]),
            ("ar", &["قاضي", "القاضي"]),
        ] {
            for form in forms {
                assert_eq!(stem(language, form), stem(language, forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn different_words_have_different_stems() {
        for (language, one, other) in [
            ("en", "state", "status"),
            ("en", "order", "ordain"),
            ("en", "court", "courage"),
            ("es", "corte", "cortesia"),
        ] {
            assert_ne!(stem(language, one), stem(language, other), "{one}, {other}");
        }
    }

    #[test]
    fn short_words_and_other_languages_are_not_changed() {
        assert_eq!(stem("en", "ice"), "ice");
        assert_eq!(stem("en", "used"), "used");
        assert_eq!(stem("fr", "ordonnances"), "ordonnances");
    }
}
