//! Builds tools with cargo, in a cache of the user that all clones share.
//!
//! The programs that write shipped bytes come from the lock file in `xtask/tools`, for `serve` as for a release:
//! what an editor sees is what is published. One of the same version in the path is not used, since nobody knows
//! what it was built from.

use std::env;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::locked_version;
use crate::root;
use crate::run::{command, output, run, step};

/// Programs with the manifest and the lock file that they are built from.
struct Workspace<'a> {
    /// The name of the folder in the cache, before its key.
    name: &'a str,
    /// Where `Cargo.toml` and `Cargo.lock` are.
    folder: &'a Path,
    /// The packages that have the programs.
    packages: &'a [&'a str],
    programs: &'a [&'a str],
}

/// The folder with trunk and wasm-bindgen; builds them if it is not there.
///
/// # Errors
/// They could not be compiled.
pub(crate) fn build_tools() -> Result<PathBuf, String> {
    let folder = root().join("xtask/tools");
    let lock = folder.join("Cargo.lock");
    let trunk = locked_version(&lock, "trunk")?;
    let bindgen = locked_version(&lock, "wasm-bindgen-cli")?;
    let workspace = Workspace {
        name: "tools",
        folder: &folder,
        packages: &["trunk", "wasm-bindgen-cli"],
        programs: &["trunk", "wasm-bindgen", "wasm-bindgen-test-runner"],
    };
    let title = format!("Compiling trunk {trunk} and wasm-bindgen {bindgen}");
    let purpose = "they build the app; once for all clones, 2 to 4 minutes on two cores";
    workspace.built(&cache()?, &title, purpose)
}

impl Workspace<'_> {
    /// The folder in the cache that has the programs. If it is not there, builds it as a step with this title and
    /// purpose.
    ///
    /// # Errors
    /// They could not be compiled, or the cache cannot be written.
    fn built(&self, cache: &Path, title: &str, purpose: &str) -> Result<PathBuf, String> {
        let read = |name: &str| {
            let path = self.folder.join(name);
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let key = cache_key(&read("Cargo.toml")?, &read("Cargo.lock")?);
        let folder = cache.join(format!("{}-{key}", self.name));
        if folder.exists() {
            return Ok(folder);
        }
        let message = |error: std::io::Error| format!("{}: {error}", cache.display());
        fs::create_dir_all(cache).map_err(message)?;
        // A second process waits here until the first has built the tools.
        let lock = File::create(cache.join(format!("{}.lock", self.name))).map_err(message)?;
        if lock.try_lock().is_err() {
            println!("   waiting: another process is compiling the same tools");
            lock.lock().map_err(message)?;
        }
        if folder.exists() {
            return Ok(folder);
        }
        step(title, purpose, || self.build(&folder))?;
        Ok(folder)
    }

    /// Compiles the programs. The folder appears when it is complete; what an interrupted build has compiled is
    /// used by the next one.
    fn build(&self, folder: &Path) -> Result<(), String> {
        let message = |error: std::io::Error| format!("{}: {error}", folder.display());
        let target = folder.with_extension("target");
        let complete = folder.with_extension("complete");
        let mut cargo = command("cargo", &["build", "--release", "--locked"]);
        cargo
            .arg("--manifest-path")
            .arg(self.folder.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&target);
        for package in self.packages {
            cargo.args(["--package", package]);
        }
        for program in self.programs {
            cargo.args(["--bin", program]);
        }
        run(only_for_this_machine(&mut cargo))?;
        fs::create_dir_all(&complete).map_err(message)?;
        for program in self.programs {
            let name = format!("{program}{}", env::consts::EXE_SUFFIX);
            fs::copy(target.join("release").join(&name), complete.join(&name)).map_err(message)?;
        }
        fs::rename(&complete, folder).map_err(message)?;
        // A gigabyte that is no longer needed. An error while removing it is ignored.
        let _ = fs::remove_dir_all(&target);
        Ok(())
    }
}

/// Removes the variables that select another target, and the flags for the app.
fn only_for_this_machine(cargo: &mut Command) -> &mut Command {
    for name in ["CARGO_BUILD_TARGET", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"] {
        cargo.env_remove(name);
    }
    cargo
}

/// The key of programs in the cache: another manifest or lock file has another. The hash may change with a release
/// of Rust, after which everything is built once more.
fn cache_key(manifest: &str, lock: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (manifest, lock).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// How a tool becomes available in the required version.
#[derive(Debug, PartialEq, Eq)]
enum Action {
    /// It is in the path.
    UsePath,
    /// It is in the cache.
    UseCache,
    /// Neither has the required version.
    Install,
}

/// Chooses the action by the output of `--version` of the tools in the path and in the cache; `None` if there is no tool.
fn action(version: &str, in_path: Option<&str>, in_cache: Option<&str>) -> Action {
    let is_wanted = |printed: &str| printed.split_whitespace().any(|word| word == version);
    if in_path.is_some_and(is_wanted) {
        Action::UsePath
    } else if in_cache.is_some_and(is_wanted) {
        Action::UseCache
    } else {
        Action::Install
    }
}

/// The folder of a tool that writes no shipped bytes; `None` if the path has it. Compiled from
/// the lock file that its authors publish.
///
/// # Errors
/// It could not be compiled.
pub(crate) fn installed(
    tool: &str,
    version: &str,
    purpose: &str,
) -> Result<Option<PathBuf>, String> {
    let folder = cache()?.join(format!("{tool}-{version}"));
    let bin = folder.join("bin");
    let printed = |program: &Path| output(Command::new(program).arg("--version"));
    let in_cache = bin.join(format!("{tool}{}", env::consts::EXE_SUFFIX));
    match action(
        version,
        printed(Path::new(tool)).as_deref(),
        printed(&in_cache).as_deref(),
    ) {
        Action::UsePath => return Ok(None),
        Action::UseCache => return Ok(Some(bin)),
        Action::Install => {}
    }
    step(&format!("Compiling {tool} {version}"), purpose, || {
        let mut install = command("cargo", &["install", "--locked", "--root"]);
        install.arg(&folder).arg(format!("{tool}@{version}"));
        // It runs for seconds; optimizing it takes minutes.
        install.envs([
            ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
            ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            ("CARGO_PROFILE_RELEASE_LTO", "off"),
        ]);
        run(only_for_this_machine(&mut install))
    })?;
    Ok(Some(bin))
}

/// The folder for tools, shared by all clones of a user.
///
/// # Errors
/// The environment names no such folder.
pub(crate) fn cache() -> Result<PathBuf, String> {
    cache_in(|name| env::var_os(name).map(PathBuf::from))
        .ok_or_else(|| "no folder for tools: set XDG_CACHE_HOME".to_owned())
}

fn cache_in(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let parent = variable("XDG_CACHE_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .or_else(|| variable("HOME").map(|home| home.join(".cache")))?;
    Some(parent.join("case-timeline"))
}

/// The folder that a variable names, such as `CARGO_HOME`, or one in the home directory.
///
/// # Errors
/// There is neither.
pub(crate) fn home_of(variable: &str, below: &str) -> Result<PathBuf, String> {
    let folder = env::var_os(variable).map(PathBuf::from);
    folder
        .or_else(|| env::home_dir().map(|home| home.join(below)))
        .ok_or_else(|| format!("no home directory: set {variable}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_in_the_cache_folder_of_the_system() {
        let cache = |set: &'static [(&str, &str)]| {
            let value = move |name: &str| set.iter().find(|(set, _)| *set == name);
            cache_in(|name| value(name).map(|(_, value)| PathBuf::from(value)))
        };

        assert_eq!(cache(&[]), None);
        for (set, folder) in [
            (&[("HOME", "/home/a")][..], "/home/a/.cache/case-timeline"),
            (
                &[("HOME", "/home/a"), ("LOCALAPPDATA", "/local")],
                "/local/case-timeline",
            ),
            (
                &[("HOME", "/home/a"), ("XDG_CACHE_HOME", "/c")],
                "/c/case-timeline",
            ),
        ] {
            assert_eq!(cache(set), Some(PathBuf::from(folder)));
        }
    }

    #[test]
    fn a_changed_manifest_or_lock_file_has_another_key() {
        let key = cache_key("manifest", "lock");

        assert_eq!(key, cache_key("manifest", "lock"));
        assert_ne!(key, cache_key("manifest", "lock 2"));
        assert_ne!(key, cache_key("manifest 2", "lock"));
        assert_eq!(key.len(), 16);
    }

    #[test]
    fn a_tool_is_installed_if_its_version_is_missing() {
        let is = Some("geckodriver 0.37.1 (abc 2026-01-01)");
        let other = Some("geckodriver 0.37.10");

        assert_eq!(action("0.37.1", is, None), Action::UsePath);
        assert_eq!(action("0.37.1", is, other), Action::UsePath);
        assert_eq!(action("0.37.1", other, is), Action::UseCache);
        assert_eq!(action("0.37.1", None, is), Action::UseCache);
        assert_eq!(action("0.37.1", None, None), Action::Install);
        assert_eq!(action("0.37.1", other, other), Action::Install);
    }

    #[test]
    fn the_command_of_wasm_bindgen_has_the_version_of_its_library() {
        let tools = root().join("xtask/tools/Cargo.lock");
        assert_eq!(
            locked_version(&tools, "wasm-bindgen-cli"),
            locked_version(&root().join("Cargo.lock"), "wasm-bindgen")
        );
    }

    /// A folder that is removed with the value.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("xtask {name} {}", std::process::id()));
            fs::create_dir_all(folder.join("source")).expect("a writable folder");
            Self(folder)
        }

        /// Writes a package whose program prints its version.
        fn write_package(&self, version: &str) {
            let package = format!("name = \"hello\"\nversion = \"{version}\"\n");
            let manifest = format!(
                "[package]\n{package}edition = \"2024\"\n[workspace]\n[[bin]]\nname = \"hello\"\npath = \"hello.rs\"\n"
            );
            let lock = format!("version = 4\n\n[[package]]\n{package}");
            let program = "fn main() { println!(env!(\"CARGO_PKG_VERSION\")) }";
            for (name, content) in [
                ("Cargo.toml", manifest.as_str()),
                ("Cargo.lock", &lock),
                ("hello.rs", program),
            ] {
                fs::write(self.source().join(name), content).expect("writable");
            }
        }

        fn source(&self) -> PathBuf {
            self.0.join("source")
        }

        fn built(&self) -> Result<PathBuf, String> {
            let workspace = Workspace {
                name: "hello",
                folder: &self.source(),
                packages: &["hello"],
                programs: &["hello"],
            };
            workspace.built(&self.0.join("cache"), "Compiling hello", "a test calls it")
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn printed(folder: &Path) -> Option<String> {
        output(&mut Command::new(folder.join("hello")))
    }

    #[test]
    fn tools_are_built_once_for_each_lock_file() {
        let scratch = Scratch::new("tools");

        scratch.write_package("0.1.0");
        let first = scratch.built().expect("compiles");
        assert_eq!(printed(&first).as_deref(), Some("0.1.0"));

        fs::remove_file(scratch.source().join("hello.rs")).expect("the file exists");
        assert_eq!(scratch.built(), Ok(first.clone()));

        scratch.write_package("0.2.0");
        let second = scratch.built().expect("compiles");
        assert_eq!(printed(&second).as_deref(), Some("0.2.0"));
        assert_eq!(printed(&first).as_deref(), Some("0.1.0"));
    }

    #[test]
    fn a_failed_build_leaves_no_folder_in_the_cache() {
        let scratch = Scratch::new("failing tools");
        scratch.write_package("0.1.0");
        let program = scratch.source().join("hello.rs");

        fs::write(&program, "fn main() { nothing() }").expect("writable");
        scratch.built().expect_err("does not compile");
        fs::write(&program, "fn main() {}").expect("writable");

        scratch.built().expect("it is built again");
    }
}
