//! Validates the data of a case, and changes it for editors; `cargo xtask check`, `import` and `translations` run it.
//!
//! - `data check` validates the data.
//! - `data import FILE` adds the events of a TimelineJS timeline.
//! - `data export --language CODE FILE` writes the texts of a language as a spreadsheet.
//! - `data import --language CODE FILE` reads them back.
//!
//! The environment variable `CASE_TIMELINE_DATA` is the path of another data folder. Nothing is written if the input
//! has an error.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use case_timeline::content::edit::import::{self, Files};
use case_timeline::content::edit::timelinejs;
use case_timeline::content::edit::translations::{self, LanguageFiles};
use case_timeline::content::{self, data_folder};

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["check"] => check(),
        ["import", file] => import_timeline(Path::new(file)),
        ["export", "--language", code, file] => export_translations(code, Path::new(file)),
        ["import", "--language", code, file] => import_translations(code, Path::new(file)),
        _ => Err("run it by cargo xtask check, import or translations".to_owned()),
    };
    match result {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Validates the data, and returns a summary.
fn check() -> Result<String, String> {
    let library = content::load().map_err(|report| report + ".")?;
    let case = &library.case;
    Ok(format!(
        "{} is valid: {} events, {} legal steps, {} sources, {} language(s).",
        data_folder().display(),
        case.events.len(),
        case.steps.len(),
        case.sources.len(),
        library.languages.len()
    ))
}

/// Reads a data file by its name.
fn read(name: &str) -> Result<String, String> {
    let path = data_folder().join(name);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a data file, if its content differs.
fn write(name: &str, content: &str) -> Result<(), String> {
    let path = data_folder().join(name);
    if fs::read_to_string(&path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    fs::write(&path, content).map_err(|error| format!("{}: {error}", path.display()))
}

fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Puts the name of a file before each line of an error.
fn in_file(file: &Path, lines: &str) -> String {
    let name = file.file_name().unwrap_or_default().display();
    let lines: Vec<_> = lines
        .lines()
        .map(|line| format!("{name}: {line}"))
        .collect();
    lines.join("\n")
}

fn import_timeline(file: &Path) -> Result<String, String> {
    let timeline = timelinejs::read(&bytes(file)?).map_err(|errors| {
        let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
        in_file(file, &lines.join("\n"))
    })?;
    let case = read("case.json")?;
    let code = import::original_language(&case)?;
    let text_file = format!("text.{code}.json");
    let (text, strings) = (read(&text_file)?, read(&format!("ui.{code}.json"))?);
    let files = Files {
        code: &code,
        case: &case,
        text: &text,
        strings: &strings,
    };
    let result = import::import(files, &timeline)?;
    write("case.json", &result.case)?;
    write(&text_file, &result.text)?;
    let mut summary: Vec<_> = result
        .left_out
        .iter()
        .map(|part| format!("left out: {part}"))
        .collect();
    summary.extend(result.notes);
    summary.push(format!(
        "\n{} event(s) are added to case.json and {text_file}.",
        result.added.len()
    ));
    if !result.added.is_empty() {
        summary.push(
            "TimelineJS has no fields for who acted, the kind of claim and the sources of a sentence. Run cargo xtask check: it lists what each event needs."
                .to_owned(),
        );
    }
    Ok(summary.join("\n"))
}

/// The files of a language; `None` if it has none.
fn language_files(code: &str) -> Result<Option<LanguageFiles>, String> {
    let names = [format!("text.{code}.json"), format!("ui.{code}.json")];
    if names.iter().all(|name| !data_folder().join(name).exists()) {
        return Ok(None);
    }
    Ok(Some(LanguageFiles {
        text: read(&names[0])?,
        strings: read(&names[1])?,
    }))
}

/// Returns the code and the files of the original language, of which another is a translation.
fn original(translation: &str) -> Result<(String, LanguageFiles), String> {
    let code = import::original_language(&read("case.json")?)?;
    if code == translation {
        return Err(format!(
            "\"{code}\" is the original language of the case; name the language of a translation"
        ));
    }
    let is_code = translation
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_code || translation.len() < 2 {
        return Err(format!(
            "\"{translation}\" is not the code of a language; write a code such as \"es\" or \"pt-BR\""
        ));
    }
    let files =
        language_files(&code)?.ok_or_else(|| format!("text.{code}.json: there is no such file"))?;
    Ok((code, files))
}

fn export_translations(code: &str, file: &Path) -> Result<String, String> {
    let (original_code, original) = original(code)?;
    let translation = language_files(code)?;
    let earlier = file.exists().then(|| bytes(file)).transpose()?;
    let sheet = translations::export(
        [&original_code, code],
        &original,
        translation.as_ref(),
        earlier.as_deref(),
    )
    .map_err(|error| in_file(file, &error))?;
    fs::write(file, &sheet.csv).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(format!(
        "{}: {} texts, {} without a translation, {} whose original has changed since they were translated.",
        file.display(),
        sheet.texts,
        sheet.missing,
        sheet.changed
    ))
}

fn import_translations(code: &str, file: &Path) -> Result<String, String> {
    let (original_code, original) = original(code)?;
    let translation = language_files(code)?;
    let imported = translations::import(
        [&original_code, code],
        &original,
        translation.as_ref(),
        &bytes(file)?,
        read,
    )
    .map_err(|error| in_file(file, &error))?;
    write(&format!("text.{code}.json"), &imported.files.text)?;
    write(&format!("ui.{code}.json"), &imported.files.strings)?;
    write(
        "case.json",
        &translations::with_language(&read("case.json")?, code),
    )?;
    let mut summary = imported.notes;
    summary.extend(
        imported
            .changed
            .iter()
            .take(20)
            .map(|id| format!("changed: {id}")),
    );
    if imported.changed.len() > 20 {
        summary.push(format!("and {} more changed", imported.changed.len() - 20));
    }
    summary.push(format!(
        "text.{code}.json and ui.{code}.json: {} texts, {} of them changed.",
        imported.texts,
        imported.changed.len()
    ));
    Ok(summary.join("\n"))
}
