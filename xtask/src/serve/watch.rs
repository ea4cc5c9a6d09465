//! Detects when the pages must be built again.
//!
//! It compares modification times at intervals instead of using a library for file notifications: the folders are
//! small, and this works the same on every system, also on network and container file systems.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The files and folders that the pages are built from.
const SOURCES: [&str; 5] = ["src", "static", "index.html", "Trunk.toml", "Cargo.toml"];

/// The length of each source file and the time of its last change.
type Snapshot = BTreeMap<PathBuf, (u64, SystemTime)>;

/// Watches the sources of a project.
pub(super) struct Watcher {
    sources: Vec<PathBuf>,
    seen: Snapshot,
}

impl Watcher {
    /// Starts watching the project, and the data folder of another case, if there is one.
    pub(super) fn new(root: PathBuf, data: Option<PathBuf>) -> Self {
        let sources = SOURCES.map(|source| root.join(source));
        let sources: Vec<_> = sources.into_iter().chain(data).collect();
        let seen = snapshot(&sources);
        Self { sources, seen }
    }

    /// Calls `rebuild` if a source was changed, added or removed since the last call. A change during `rebuild`
    /// is detected by the next call.
    pub(super) fn poll(&mut self, rebuild: impl FnOnce()) {
        let now = snapshot(&self.sources);
        if now != self.seen {
            self.seen = now;
            rebuild();
        }
    }
}

fn snapshot(sources: &[PathBuf]) -> Snapshot {
    let mut files = Snapshot::new();
    for source in sources {
        collect(source, &mut files);
    }
    files
}

/// Adds a file, or the files of a folder. A file that cannot be read counts as missing: an editor may be replacing it.
fn collect(path: &Path, files: &mut Snapshot) {
    if let Ok(entries) = fs::read_dir(path) {
        for entry in entries.flatten() {
            if !is_editor_file(&entry.file_name().to_string_lossy()) {
                collect(&entry.path(), files);
            }
        }
    } else if let Ok(metadata) = fs::metadata(path)
        && let Ok(modified) = metadata.modified()
    {
        files.insert(path.to_owned(), (metadata.len(), modified));
    }
}

/// Whether it is a swap or backup file, which editors write without a change of the source.
fn is_editor_file(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temp_folder::TempFolder;

    fn project() -> TempFolder {
        let folder = TempFolder::new();
        for name in [
            "src/main.rs",
            "static/data/case.json",
            "index.html",
            "Trunk.toml",
            "Cargo.toml",
        ] {
            folder.write(name, name);
        }
        folder
    }

    /// The number of rebuilds in two polls after a change of the project.
    fn rebuilds(change: impl FnOnce(&TempFolder)) -> usize {
        let project = project();
        let mut watcher = Watcher::new(project.path().to_owned(), None);
        let mut count = 0;

        change(&project);
        watcher.poll(|| count += 1);
        watcher.poll(|| count += 1);
        count
    }

    #[test]
    fn a_changed_source_causes_one_rebuild() {
        for name in [
            "src/main.rs",
            "static/data/case.json",
            "index.html",
            "Trunk.toml",
            "Cargo.toml",
        ] {
            assert_eq!(
                rebuilds(|project| project.write(name, "changed")),
                1,
                "{name}"
            );
        }
    }

    #[test]
    fn an_added_or_removed_source_causes_a_rebuild() {
        let remove = |project: &TempFolder| {
            fs::remove_file(project.path().join("static/data/case.json")).expect("the file exists");
        };

        assert_eq!(rebuilds(|project| project.write("src/views/new.rs", "")), 1);
        assert_eq!(rebuilds(remove), 1);
    }

    #[test]
    fn a_file_that_is_not_a_source_causes_no_rebuild() {
        for name in [
            "dist/index.html",
            "target/debug/app",
            "tests/native/main.rs",
            "xtask/src/main.rs",
            "README.md",
            "src/.main.rs.swp",
            "src/main.rs~",
        ] {
            assert_eq!(
                rebuilds(|project| project.write(name, "changed")),
                0,
                "{name}"
            );
        }
        assert_eq!(rebuilds(|_| ()), 0);
    }

    #[test]
    fn a_change_of_another_case_causes_a_rebuild() {
        let (project, data) = (project(), TempFolder::new());
        data.write("case.json", "{}");
        let mut watcher = Watcher::new(project.path().to_owned(), Some(data.path().to_owned()));
        let mut count = 0;

        data.write("case.json", "changed");
        watcher.poll(|| count += 1);
        watcher.poll(|| count += 1);

        assert_eq!(count, 1);
    }

    #[test]
    fn a_change_during_a_rebuild_causes_another() {
        let project = project();
        let mut watcher = Watcher::new(project.path().to_owned(), None);
        let mut count = 0;

        project.write("index.html", "changed");
        watcher.poll(|| project.write("index.html", "changed again"));
        watcher.poll(|| count += 1);

        assert_eq!(count, 1);
    }
}
