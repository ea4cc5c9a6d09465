//! The glossary is sorted by the collation of each language.

use case_timeline::content::collation;
use case_timeline::model::markup;
use case_timeline::site::context::PageContext;
use case_timeline::site::exports::{data as export, text as plain};
use serde_json::Value;

use super::published;

fn sorted<'a>(language: &str, articles: &[&str], mut names: Vec<&'a str>) -> Vec<&'a str> {
    let articles: Vec<_> = articles.iter().map(|&article| article.to_owned()).collect();
    collation::sort(language, &articles, &mut names, |name| (*name).to_owned());
    names
}

#[test]
fn each_language_has_its_own_alphabet() {
    // Worked out by hand; each list is passed in reverse order.
    let expected = ["nación", "nube", "ñandú", "orden", "órgano"];
    assert_eq!(
        sorted("es", &[], expected.iter().rev().copied().collect()),
        expected
    );
    // The same letters sort differently in another language.
    assert_eq!(sorted("sv", &[], vec!["ö", "z", "o"]), ["o", "z", "ö"]);
    assert_eq!(sorted("de", &[], vec!["z", "ö", "p"]), ["ö", "p", "z"]);
    // A language without collation data is sorted by the root collation.
    assert_eq!(sorted("aii", &[], vec!["ܓ", "ܒ", "ܐ"]), ["ܐ", "ܒ", "ܓ"]);
}

#[test]
fn articles_and_quotation_marks_are_ignored() {
    let articles = ["the ", "a "];
    let expected = ["agency", "the article", "“bond”", "a case", "theft"];
    assert_eq!(
        sorted("en", &articles, expected.iter().rev().copied().collect()),
        expected
    );
}

#[test]
fn arabic_ignores_the_article_hamza_and_vowel_signs() {
    // By their letters: أبرشية, اضطهاد, إلغاء, أمر, برنامج, تعذيب, رأفة, ملف.
    let expected = [
        "أبرشية",
        "الاضطهاد",
        "إلغاء",
        "أَمر",
        "برنامج",
        "«التعذيب»",
        "الرأفة",
        "ملف",
    ];
    assert_eq!(
        sorted("ar", &["ال"], expected.iter().rev().copied().collect()),
        expected
    );
}

#[test]
fn the_glossary_is_sorted_in_every_output() {
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, None) {
        let name = |id: &String| markup::plain(&context.text.terms[id].name);
        let names: Vec<_> = context.terms().iter().map(name).collect();
        let json: Value = serde_json::from_str(&export::json(context)).expect("JSON");
        let exported = json["terms"].as_array().expect("terms").iter();
        let exported: Vec<_> = exported
            .map(|term| markup::plain(term["name"].as_str().expect("a name")))
            .collect();
        assert_eq!(exported, names, "{}", context.text.language);

        let text = plain::text(context).expect("written in memory");
        let positions: Vec<_> = names
            .iter()
            .map(|name| text.rfind(&format!("\n{name}: ")))
            .collect();
        assert!(
            positions.is_sorted() && !positions.contains(&None),
            "{positions:?}"
        );
    }
}
