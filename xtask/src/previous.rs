//! The app of the previous release. A page that is open, or stored by a browser or a CDN, requests the app that it was
//! built with, so each release retains the app of the release before it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::arguments::{Arguments, Usage};
use crate::compress::CODINGS;
use crate::headers::is_hashed;
use crate::verify::links::Page;

pub(crate) const USAGE: Usage = Usage {
    command: "retain",
    about: "copy the app of the release folder OLD into the release folder NEW (dist/)",
    required: &["OLD"],
    optional: &["NEW"],
    options: &[],
};

/// `cargo xtask retain OLD [NEW]`.
///
/// # Errors
/// A folder is missing or is not a release folder.
pub(crate) fn retain(arguments: &Arguments) -> Result<(), Failure> {
    let old = arguments.operand(0).unwrap_or_default();
    let new = arguments
        .operand(1)
        .map_or_else(crate::build::dist, PathBuf::from);
    let count = PreviousRelease::read(Path::new(old))?.write(&new)?;
    println!("{count} file(s) of {old} retained in {}", new.display());
    Ok(())
}

/// The hashed files that the pages of a release request, with their precompressed forms. Files that the release itself
/// retained from an earlier one are not among them.
pub(crate) struct PreviousRelease(Vec<(String, Vec<u8>)>);

impl PreviousRelease {
    /// Reads the files into memory, because the build may empty the same folder.
    ///
    /// # Errors
    /// The folder is not a release folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let html = read("index.html")?;
        let page = Page::new("index.html", &String::from_utf8_lossy(&html));
        let names: BTreeSet<&str> = page
            .links
            .iter()
            .map(|link| link.trim_start_matches("./"))
            .filter(|name| is_hashed(name) && !name.contains(['/', '\\']))
            .collect();
        for extension in [".js", ".wasm"] {
            if !names.iter().any(|name| name.ends_with(extension)) {
                let page = folder.join("index.html");
                return Err(format!(
                    "{}: requests no hashed {extension} file; choose a folder that `cargo xtask build` wrote",
                    page.display()
                ));
            }
        }
        let mut files = Vec::new();
        for name in names {
            files.push((name.to_owned(), read(name)?));
            for (_, suffix) in CODINGS {
                let name = format!("{name}{suffix}");
                if folder.join(&name).exists() {
                    let bytes = read(&name)?;
                    files.push((name, bytes));
                }
            }
        }
        Ok(Self(files))
    }

    /// Writes the files that the new release folder lacks, and returns their number.
    ///
    /// # Errors
    /// A file cannot be written.
    pub(crate) fn write(&self, folder: &Path) -> Result<usize, String> {
        let mut count = 0;
        for (name, bytes) in &self.0 {
            let path = folder.join(name);
            if !path.exists() {
                fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
                count += 1;
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temp_folder::TempFolder;

    const OLDEST: &str = "0000000000000000";
    const OLD: &str = "1111111111111111";
    const NEW: &str = "2222222222222222";

    /// A release folder whose pages request the app with this hash.
    fn release(hash: &str) -> TempFolder {
        let folder = TempFolder::new();
        let js = format!("app-{hash}.js");
        let wasm = format!("app-{hash}_bg.wasm");
        folder.write(
            "index.html",
            format!(
                "<!doctype html><link rel=\"preload\" href=\"./{wasm}\">\
                 <link rel=\"modulepreload\" href=\"./{js}\"><script src=\"frame.js\"></script>"
            ),
        );
        folder.write("frame.js", "frame");
        for name in [&js, &wasm] {
            for suffix in ["", ".br", ".gz"] {
                folder.write(&format!("{name}{suffix}"), format!("{name}{suffix}"));
            }
        }
        folder
    }

    fn read(folder: &TempFolder) -> PreviousRelease {
        PreviousRelease::read(folder.path()).expect("it is a release folder")
    }

    /// The names of the app's files in a folder, for one hash.
    fn app_files(folder: &TempFolder, hash: &str) -> Vec<String> {
        let mut names = folder.names();
        names.retain(|name| name.contains(hash));
        names
    }

    #[test]
    fn the_app_of_the_previous_release_is_copied_with_its_precompressed_files() {
        let (old, new) = (release(OLD), release(NEW));

        let count = read(&old)
            .write(new.path())
            .expect("the folder is writable");

        assert_eq!(count, 6);
        assert_eq!(app_files(&new, OLD), app_files(&old, OLD));
        for name in app_files(&old, OLD) {
            assert_eq!(new.read(&name), old.read(&name), "{name}");
        }
    }

    #[test]
    fn nothing_that_the_new_release_has_is_overwritten() {
        let (old, new) = (release(OLD), release(NEW));
        let js = format!("app-{OLD}.js");
        new.write(&js, "as built");
        new.write("frame.js", "new frame");

        let count = read(&old)
            .write(new.path())
            .expect("the folder is writable");

        assert_eq!(count, 5);
        assert_eq!(new.read(&js), b"as built");
        assert_eq!(new.read("frame.js"), b"new frame");
    }

    #[test]
    fn the_release_before_the_previous_one_is_not_retained() {
        let (oldest, old, new) = (release(OLDEST), release(OLD), release(NEW));
        read(&oldest)
            .write(old.path())
            .expect("the folder is writable");
        assert_eq!(app_files(&old, OLDEST).len(), 6);

        read(&old)
            .write(new.path())
            .expect("the folder is writable");

        assert_eq!(app_files(&new, OLD).len(), 6);
        assert_eq!(app_files(&new, OLDEST), [""; 0]);
    }

    #[test]
    fn a_build_may_empty_the_folder_that_was_read() {
        let folder = release(OLD);
        let previous = read(&folder);
        for name in folder.names() {
            fs::remove_file(folder.path().join(name)).expect("the folder is writable");
        }

        let count = previous
            .write(folder.path())
            .expect("the folder is writable");

        assert_eq!(count, 6);
    }

    #[test]
    fn a_release_without_precompressed_files_is_copied() {
        let (old, new) = (release(OLD), release(NEW));
        for name in app_files(&old, OLD) {
            if name.ends_with(".br") || name.ends_with(".gz") {
                fs::remove_file(old.path().join(name)).expect("the folder is writable");
            }
        }

        assert_eq!(read(&old).write(new.path()), Ok(2));
    }

    #[test]
    fn the_build_does_not_start_with_a_wrong_previous_folder() {
        let empty = TempFolder::new();
        let arguments = ["--previous".into(), empty.path().into()];
        let arguments = crate::build::BUILD.parse(arguments.to_vec());
        let arguments = arguments.expect("the option is known").expect("no help");

        let Err(Failure::Work(error)) = crate::build::build(&arguments) else {
            panic!("the folder is accepted");
        };

        assert!(error.contains("index.html: "), "{error}");
    }

    #[test]
    fn a_folder_that_is_no_release_folder_is_refused() {
        let error = |folder: &TempFolder| {
            let read = PreviousRelease::read(folder.path());
            read.err().expect("it is refused")
        };
        let empty = TempFolder::new();
        let other = TempFolder::new();
        other.write(
            "index.html",
            "<!doctype html><script src=\"app.js\"></script>",
        );
        let outside = TempFolder::new();
        outside.write(
            "index.html",
            format!(
                "<script src=\"../app-{OLD}.js\"></script><link href=\"../app-{OLD}_bg.wasm\">"
            ),
        );
        let incomplete = release(OLD);
        let wasm = format!("app-{OLD}_bg.wasm");
        fs::remove_file(incomplete.path().join(&wasm)).expect("the folder is writable");

        assert!(error(&empty).contains("index.html: "), "{}", error(&empty));
        for folder in [&other, &outside] {
            let error = error(folder);
            assert!(error.contains("requests no hashed .js file"), "{error}");
        }
        assert!(error(&incomplete).contains(&wasm), "{}", error(&incomplete));
    }
}
