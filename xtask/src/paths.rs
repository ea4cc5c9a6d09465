//! Writes `.cargo/paths.toml`, which `.cargo/config.toml` includes: flags that remove the folders of this machine from
//! the app. They are in a file so that trunk and cargo called by hand use them, too.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::root;
use crate::run::{command, output};
use crate::tools::home_of;

/// Its path in the project. Git ignores it.
const FILE: &str = ".cargo/paths.toml";

/// A folder of this machine, and what replaces it in the app.
type Remapping = (PathBuf, String);

/// Writes the file if its content changes.
///
/// # Errors
/// A folder cannot be determined or named in the file, or the file cannot be written.
pub(crate) fn write() -> Result<(), String> {
    let path = root().join(FILE);
    let message = |error| format!("{}: {error}", path.display());
    write_if_changed(&path, &text(remappings()?)?).map_err(message)
}

/// The folders of this machine that the compiler knows.
///
/// # Errors
/// rustc cannot be run, or there is no home directory.
pub(crate) fn folders() -> Result<Vec<PathBuf>, String> {
    Ok(remappings()?
        .into_iter()
        .map(|(folder, _)| folder)
        .collect())
}

fn remappings() -> Result<Vec<Remapping>, String> {
    let sysroot = output(&mut command("rustc", &["--print", "sysroot"]))
        .ok_or("rustc --print sysroot failed; run it to see why")?;
    let version = output(&mut command("rustc", &["--version", "--verbose"]))
        .ok_or("rustc --version failed; run it to see why")?;
    let commit = commit(&version).ok_or("rustc --version --verbose names no commit")?;
    Ok(vec![
        (home_of("CARGO_HOME", ".cargo")?, "cargo".into()),
        (home_of("RUSTUP_HOME", ".rustup")?, "rust".into()),
        (root(), "case-timeline".into()),
        // Where the source of the standard library is installed, rustc replaces the path that the precompiled library
        // has for it with this one.
        (
            Path::new(&sysroot).join("lib/rustlib/src/rust"),
            format!("/rustc/{commit}"),
        ),
    ])
}

/// The commit in what `rustc --version --verbose` prints.
fn commit(version: &str) -> Option<&str> {
    version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
}

/// The content of the file.
///
/// # Errors
/// A folder's name is not Unicode.
fn text(mut remappings: Vec<Remapping>) -> Result<String, String> {
    // The last flag that matches wins: a folder comes after the one it is in.
    remappings.sort_by_key(|(folder, _)| folder.components().count());
    let flags: Vec<_> = remappings
        .iter()
        .map(|(folder, name)| {
            let folder = folder
                .to_str()
                .ok_or_else(|| format!("{}: the name is not Unicode", folder.display()))?;
            Ok(format!("--remap-path-prefix={folder}={name}"))
        })
        .collect::<Result<_, String>>()?;
    // An array of strings in JSON is one in TOML, too.
    let flags = serde_json::to_string_pretty(&flags).map_err(|error| error.to_string())?;
    Ok(format!(
        "# Written by cargo xtask; do not edit.\n[target.wasm32-unknown-unknown]\nrustflags = {flags}\n"
    ))
}

/// Writes a file if its content differs. Renames a temporary file, so that no other process reads an incomplete one.
fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|existing| existing == text) {
        return Ok(());
    }
    let temporary = path.with_extension(format!("toml.{}", std::process::id()));
    fs::write(&temporary, text)?;
    fs::rename(&temporary, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temp_folder::TempFolder;

    fn written(remappings: &[(&str, &str)]) -> String {
        let remapping = |(folder, name): &(&str, &str)| (folder.into(), (*name).to_owned());
        text(remappings.iter().map(remapping).collect()).expect("the names are Unicode")
    }

    #[test]
    fn each_folder_is_a_flag_for_the_compiler_of_the_app() {
        assert_eq!(
            written(&[
                ("/home/a/.cargo", "cargo"),
                ("/home/a/project", "case-timeline")
            ]),
            r#"# Written by cargo xtask; do not edit.
[target.wasm32-unknown-unknown]
rustflags = [
  "--remap-path-prefix=/home/a/.cargo=cargo",
  "--remap-path-prefix=/home/a/project=case-timeline"
]
"#
        );
    }

    #[test]
    fn spaces_quotes_and_backslashes_are_written_as_toml_strings() {
        for (folder, flag) in [
            ("/home/a b", r#""--remap-path-prefix=/home/a b=x""#),
            (r"C:\Users\new", r#""--remap-path-prefix=C:\\Users\\new=x""#),
            (r#"/a "b" 'c'"#, r#""--remap-path-prefix=/a \"b\" 'c'=x""#),
            ("/a\nb\u{1}", r#""--remap-path-prefix=/a\nb\u0001=x""#),
            ("/münchen", r#""--remap-path-prefix=/münchen=x""#),
        ] {
            let text = written(&[(folder, "x")]);
            assert_eq!(text.lines().nth(3), Some(&*format!("  {flag}")), "{text}");
        }
    }

    #[test]
    fn a_folder_comes_after_the_one_it_is_in() {
        let text = written(&[("/a/b/c", "inner"), ("/a", "outer"), ("/a/b", "middle")]);

        let names: Vec<_> = text
            .lines()
            .filter_map(|line| line.rsplit_once('='))
            .collect();
        let names: Vec<_> = names[1..]
            .iter()
            .map(|(_, name)| name.trim_end_matches([',', '"']))
            .collect();
        assert_eq!(names, ["outer", "middle", "inner"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_whose_name_is_not_unicode_is_an_error() {
        use std::os::unix::ffi::OsStrExt;

        let folder = std::ffi::OsStr::from_bytes(b"/a\xff");
        text(vec![(folder.into(), "x".into())]).expect_err("TOML is Unicode");
    }

    #[test]
    fn the_commit_is_read_from_what_rustc_prints() {
        let version =
            "rustc 1.95.0\nbinary: rustc\ncommit-hash: 59807616e\ncommit-date: 2026-04-14";

        assert_eq!(commit(version), Some("59807616e"));
        assert_eq!(commit("rustc 1.95.0"), None);
    }

    #[test]
    fn the_file_is_written_only_when_its_content_changes() {
        let folder = TempFolder::new();
        let path = folder.path().join("paths.toml");
        let modified = || {
            fs::metadata(&path)
                .and_then(|metadata| metadata.modified())
                .expect("written")
        };

        write_if_changed(&path, "1").expect("writable");
        let file = fs::File::options()
            .append(true)
            .open(&path)
            .expect("written");
        file.set_modified(std::time::SystemTime::UNIX_EPOCH)
            .expect("settable");
        write_if_changed(&path, "1").expect("writable");
        assert_eq!(modified(), std::time::SystemTime::UNIX_EPOCH);

        write_if_changed(&path, "2").expect("writable");
        assert_eq!(folder.read("paths.toml"), b"2");
        assert_eq!(folder.names(), ["paths.toml"]);
    }
}
