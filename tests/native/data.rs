//! The published data is valid and complete, and the schemas are current.

use std::collections::BTreeSet;
use std::fs;

use case_timeline::content::validate;
use sha2::{Digest, Sha256};

use super::{data_folder, published};

#[test]
fn the_published_case_is_valid() {
    published();
}

/// `SCHEMAS=overwrite cargo test --features release --test native schemas` writes them.
#[test]
fn schemas_are_current() {
    for name in ["case", "text", "ui"] {
        let path = format!("static/data/schema/{name}.schema.json");
        let current = validate::schema(name).expect("there is a type for each file");
        if std::env::var("SCHEMAS").is_ok_and(|value| value == "overwrite") {
            fs::write(&path, &current).expect("the folder exists");
        }
        assert_eq!(
            fs::read_to_string(&path).unwrap_or_default(),
            current,
            "{path} is not current; run with SCHEMAS=overwrite"
        );
    }
}

#[test]
fn every_step_has_all_parts_and_cites_a_law() {
    let library = published();
    let (text, _) = &library.languages[0];
    for step in text.steps.values() {
        for part in [
            &step.what,
            &step.here,
            &step.does_not,
            &step.decides,
            &step.next,
            &step.misunderstood,
        ] {
            assert!(!part.is_empty(), "{} lacks a part", step.title);
        }
    }
    for step in &library.case.steps {
        assert!(!step.law.is_empty(), "{} cites no law", step.id);
    }
}

/// Detained people are not named, except in the title of the case. This test does not name them either: each entry is
/// the first eight bytes of the SHA-256 digest of a word of a name, in lower case, as the sources spell it.
#[test]
fn no_detained_person_is_named() {
    const NAMES: [&str; 14] = [
        "20f4ca0b9f21797e",
        "544ad6179b013697",
        "d2bb5fa698930774",
        "7bbca1477baa7d1f",
        "3142b63db0282be6",
        "250133b6bf89351c",
        "44e8dd36c54ce8a4",
        "645052ead49f23eb",
        "af46aa07307a4733",
        "b7f02cfa70e2a510",
        "e03f772e2b755274",
        "4818f77e83a2f771",
        "3f06a02ab2240e40",
        "590b4e6257961713",
    ];
    let library = published();
    for code in &library.case.languages {
        let path = data_folder().join(format!("text.{code}.json"));
        let text = fs::read_to_string(&path).expect("the text exists");
        let path = path.display();
        let is_letter = |letter: char| letter.is_alphabetic() || letter == '-';
        let words = text.split(|letter| !is_letter(letter));
        let parts = words.flat_map(|word| std::iter::once(word).chain(word.split('-')));
        for word in parts.collect::<BTreeSet<_>>() {
            let digest = Sha256::digest(word.to_lowercase());
            let digest: String = digest[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert!(
                !NAMES.contains(&digest.as_str()),
                "{path}: a name in \"{word}\""
            );
        }
        let without_title = text
            .replace("Hamama v. Adducci", "")
            .replace("hamama-v-adducci", "");
        assert!(!without_title.contains("Hamama"), "{path}");
    }
}

/// Readers of an account of June 2017 may believe that removals are still paused.
#[test]
fn the_first_screen_says_that_the_protection_ended() {
    let library = published();
    let (text, _) = &library.languages[0];
    let outcome: String = text
        .outcome
        .sentences
        .iter()
        .map(|sentence| sentence.text.as_str())
        .collect();

    assert!(text.notice.text.contains("no longer protect"));
    assert!(outcome.contains("December 20, 2018"));
}
