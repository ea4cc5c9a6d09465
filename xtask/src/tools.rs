//! Finds what the work needs and installs what is missing: the wasm target, trunk and wasm-bindgen, and
//! for the tests the Node packages, Chromium with its driver, and where it may the two other engines.
//!
//! trunk and wasm-bindgen go into a per-user cache, in a folder named by version, so that a second clone
//! costs nothing and a tool the user has already is left alone.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::build::Purpose;
use crate::root;
use crate::run::{command, output, run, step};

const TARGET: &str = "wasm32-unknown-unknown";
/// Newer ones want a newer Rust.
const TRUNK: &str = "0.21.14";
/// Firefox's driver, which Debian does not have.
const GECKODRIVER: &str = "0.37.1";
const CARGO_DENY: &str = "0.20.2";
/// The folders with packages of npm.
pub(crate) const PACKAGES: [&str; 2] = ["tests", "bench"];

/// Makes sure that pages can be built, and puts the tools into the path.
///
/// # Errors
/// Says what is missing and how to get it.
pub(crate) fn for_building(purpose: Purpose) -> Result<(), String> {
    wasm_target()?;
    // Trunk is kept from the network, so that it takes no tools but ours; cargo below it is kept from it, too.
    run(&mut command("cargo", &["fetch", "--locked"]))?;
    if purpose == Purpose::Release && (has_std_source() || add_std_source()) {
        run(command("cargo", &["fetch", "--locked", "--target", TARGET]).envs(OWN_STD))?;
    }
    let bindgen = locked_version("wasm-bindgen")?;
    let folders = [
        cargo_tool(
            "trunk",
            "trunk",
            TRUNK,
            &["--locked", "--no-default-features"],
        )?,
        // Its own lock file is not used: a registry mirror may lag behind it.
        cargo_tool("wasm-bindgen-cli", "wasm-bindgen", &bindgen, &[])?,
    ];
    into_path(folders.into_iter().flatten())
}

/// Makes sure that dependencies can be audited.
///
/// # Errors
/// Says what is missing and how to get it.
pub(crate) fn cargo_deny() -> Result<(), String> {
    let folder = cargo_tool("cargo-deny", "cargo-deny", CARGO_DENY, &["--locked"])?;
    into_path(folder.into_iter())
}

/// Puts folders in front of the path.
fn into_path(folders: impl Iterator<Item = PathBuf>) -> Result<(), String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let joined = env::join_paths(folders.chain(env::split_paths(&path)))
        .map_err(|error| error.to_string())?;
    // SAFETY: no other thread runs yet.
    unsafe { env::set_var("PATH", joined) };
    Ok(())
}

/// What lets cargo compile the standard library with the program, and for it alone: without the texts of panics,
/// which no reader sees, and for size. A sixth of the program less to download. Cargo has this in its nightly
/// versions only, or where it is told so; what it does with one version of Rust does not change, and ours is pinned.
/// Where they cannot be had, as on a Rust without them, [`has_std_source`] and [`add_std_source`] need only say no.
pub(crate) const OWN_STD: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];
/// The flags for the compiler that belong to [`OWN_STD`].
pub(crate) const OWN_STD_FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// Whether the source of the standard library is here, so that the program can have one of its own. Never on
/// Windows: the hook of `Trunk.toml` could not take the settings away again for the prerenderer.
pub(crate) fn has_std_source() -> bool {
    let sysroot = output(&mut command("rustc", &["--print", "sysroot"]));
    let source = |sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock");
    !cfg!(windows) && sysroot.is_some_and(|sysroot| source(sysroot).exists())
}

/// Gets it, where it is of use. Where that fails everything works all the same.
fn add_std_source() -> bool {
    if cfg!(windows) {
        return false;
    }
    let added = step("adding the source of Rust's standard library", || {
        run(&mut command("rustup", &["component", "add", "rust-src"]))
    });
    if added.is_err() {
        println!(
            "   rustup could not add it: the program takes the library as it comes with Rust and is about 17 kB larger."
        );
    }
    added.is_ok() && has_std_source()
}

fn wasm_target() -> Result<(), String> {
    let has_target = |list: String| list.lines().any(|line| line == TARGET);
    if output(&mut command("rustup", &["target", "list", "--installed"])).is_some_and(has_target) {
        return Ok(());
    }
    step(
        "adding the WebAssembly target to the Rust toolchain",
        || run(&mut command("rustup", &["target", "add", TARGET])),
    )
    .map_err(|trouble| format!("{trouble}\nrustup is needed to add the target {TARGET}"))
}

/// The folder of a tool that is not in the path already.
fn cargo_tool(
    package: &str,
    program: &str,
    version: &str,
    options: &[&str],
) -> Result<Option<PathBuf>, String> {
    if has_version(Path::new(program), version) {
        return Ok(None);
    }
    let folder = cache()?.join(format!("{package}-{version}"));
    let bin = folder.join("bin");
    if has_version(&bin.join(program), version) {
        return Ok(Some(bin));
    }
    let exact = format!("{package}@{version}");
    let into = folder.to_string_lossy().into_owned();
    if output(&mut command("cargo", &["binstall", "-V"])).is_some() {
        let ready = step(&format!("fetching {exact}, once for all clones"), || {
            run(&mut command(
                "cargo",
                &["binstall", "--no-confirm", "--root", &into, &exact],
            ))
        });
        if ready.is_ok() && has_version(&bin.join(program), version) {
            return Ok(Some(bin));
        }
    }
    step(
        &format!("compiling {exact}, once for all clones (1 to 3 minutes on two cores)"),
        || {
            let mut install = command("cargo", &["install", &exact, "--root", &into]);
            // A tool that runs for a second need not be optimised for minutes.
            install.args(options).envs([
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
                ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
                ("CARGO_PROFILE_RELEASE_LTO", "off"),
            ]);
            run(install.env_remove("CARGO_ENCODED_RUSTFLAGS"))
        },
    )?;
    Ok(Some(bin))
}

fn has_version(program: &Path, version: &str) -> bool {
    let said = output(&mut command(&program.to_string_lossy(), &["--version"]));
    said.is_some_and(|said| said.split_whitespace().any(|word| word == version))
}

fn cache() -> Result<PathBuf, String> {
    let under =
        |name: &str, below: &str| env::var_os(name).map(|home| PathBuf::from(home).join(below));
    under("XDG_CACHE_HOME", "case-timeline")
        .or_else(|| under("LOCALAPPDATA", "case-timeline"))
        .or_else(|| under("HOME", ".cache/case-timeline"))
        .ok_or_else(|| "no folder for tools: set XDG_CACHE_HOME".to_owned())
}

fn locked_version(package: &str) -> Result<String, String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines
        .next()
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock names no version of {package}"))
}

/// Makes sure that the browser tests can run.
///
/// # Errors
/// Says what is missing and how to get it.
pub(crate) fn for_browser_tests() -> Result<(), String> {
    let node = output(&mut command("node", &["--version"])).unwrap_or_default();
    let major: u32 = node
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok())
        .unwrap_or(0);
    if major < 20 {
        return Err(format!(
            "the browser tests need Node 20 or newer (found: {}); on Debian: package nodejs, with npm",
            if node.is_empty() { "none" } else { &node }
        ));
    }
    chromium()?;
    node_packages("tests")
}

fn chromium() -> Result<(), String> {
    let is_there = || {
        let browser = ["chromium", "chromium-browser", "google-chrome"];
        let has = |program: &str| output(&mut command(program, &["--version"])).is_some();
        has("chromedriver") && browser.into_iter().any(has)
    };
    if is_there() {
        return Ok(());
    }
    const ASK: &str = "the browser tests need Chromium and its driver; on Debian: packages chromium and chromium-driver";
    debian_packages(&["chromium", "chromium-driver"]).map_err(|_| ASK.to_owned())?;
    if is_there() {
        Ok(())
    } else {
        Err(ASK.to_owned())
    }
}

/// Makes the other two engines ready where that is possible, and returns what is missing otherwise: the
/// tests run without them, and say so.
pub(crate) fn other_engines() -> Vec<String> {
    let firefox = has_any(&["firefox-esr", "firefox"])
        .or_else(|_| debian_packages(&["firefox-esr"]))
        .and_then(|()| cargo_tool("geckodriver", "geckodriver", GECKODRIVER, &["--locked"]))
        .and_then(|folder| into_path(folder.into_iter()))
        .map_err(|trouble| {
            format!("Firefox (Debian: firefox-esr; crate: geckodriver {GECKODRIVER}): {trouble}")
        });
    let webkit = in_path("WebKitWebDriver")
        .and_then(|()| env::var("DISPLAY").map(|_| ()).or_else(|_| in_path("Xvfb")))
        .or_else(|_| debian_packages(&["webkit2gtk-driver", "xvfb"]))
        .map_err(|trouble| format!("WebKitGTK (Debian: webkit2gtk-driver, xvfb): {trouble}"));
    [firefox, webkit]
        .into_iter()
        .filter_map(Result::err)
        .collect()
}

/// Makes the web servers ready that the files in `publish/` are for, and returns what is missing.
pub(crate) fn web_servers() -> Vec<String> {
    // That of nginx sends brotli from the disk.
    const PACKAGES: [(&str, &[&str]); 3] = [
        ("nginx", &["nginx", "libnginx-mod-http-brotli-static"]),
        ("apache2", &["apache2-bin"]),
        ("caddy", &["caddy"]),
    ];
    let missing = |(program, packages): (&str, &[&str])| {
        let is_there = || {
            let folders = ["/usr/sbin", "/usr/bin"].map(Path::new);
            in_path(program).is_ok() || folders.iter().any(|folder| folder.join(program).is_file())
        };
        if is_there() {
            return None;
        }
        let trouble = debian_packages(packages).err()?;
        Some(format!(
            "publish/ with {program} (Debian: {}): {trouble}",
            packages.join(", ")
        ))
    };
    PACKAGES.into_iter().filter_map(missing).collect()
}

/// Makes the fonts ready that the sheets of the paper edition are counted with.
///
/// # Errors
/// They are missing and cannot be installed.
pub(crate) fn fonts() -> Result<(), String> {
    const FAMILY: &str = "Noto Naskh Arabic";
    let is_there =
        || output(&mut command("fc-list", &[FAMILY])).is_some_and(|found| found.contains(FAMILY));
    if is_there() {
        return Ok(());
    }
    debian_packages(&["fontconfig", "fonts-noto-core"])
        .and_then(|()| is_there().then_some(()).ok_or("not found".to_owned()))
        .map_err(|trouble| format!("paper (Debian: fonts-noto-core): {trouble}"))
}

fn has_any(programs: &[&str]) -> Result<(), String> {
    let has = |program: &&str| output(&mut command(program, &["--version"])).is_some();
    if programs.iter().any(has) {
        Ok(())
    } else {
        Err("not installed".to_owned())
    }
}

/// Whether a program that tells no version is there.
fn in_path(program: &str) -> Result<(), String> {
    let path = env::var_os("PATH").unwrap_or_default();
    if env::split_paths(&path).any(|folder| folder.join(program).is_file()) {
        Ok(())
    } else {
        Err("not installed".to_owned())
    }
}

/// Installs packages of Debian, where the user may and has not forbidden it.
fn debian_packages(packages: &[&str]) -> Result<(), String> {
    if !MAY_INSTALL.load(Ordering::Relaxed) {
        return Err("not installed, and --no-install was given".to_owned());
    }
    if output(&mut command("apt-get", &["--version"])).is_none()
        || output(&mut command("id", &["-u"])).as_deref() != Some("0")
    {
        return Err("not installed, and only root on Debian can be helped".to_owned());
    }
    let names = packages.join(", ");
    step(&format!("installing Debian packages: {names}"), || {
        run(&mut command("apt-get", &["-qq", "update"]))?;
        let _services = NoServices::begin()?;
        let mut install = command(
            "apt-get",
            &["-qq", "install", "-y", "--no-install-recommends"],
        );
        run(install
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    })
}

/// Whether packages of the system may be installed; `--no-install` says no.
static MAY_INSTALL: AtomicBool = AtomicBool::new(true);

/// Installs no packages of the system from now on: what is missing is reported, as for a user without the rights.
pub(crate) fn forbid_installing() {
    MAY_INSTALL.store(false, Ordering::Relaxed);
}

/// Keeps packages from starting services while they are installed, under systemd too: tests start their own
/// servers, on loopback. Debian's scripts ask this script first (`invoke-rc.d`, exit code 101: not allowed).
struct NoServices {
    /// Whether we wrote the script, and must remove it.
    is_ours: bool,
}

impl NoServices {
    const POLICY: &str = "/usr/sbin/policy-rc.d";

    fn begin() -> Result<Self, String> {
        let message = |error: std::io::Error| format!("{}: {error}", Self::POLICY);
        let is_ours = !Path::new(Self::POLICY).exists();
        if is_ours {
            fs::write(Self::POLICY, "#!/bin/sh\nexit 101\n").map_err(message)?;
            run(&mut command("chmod", &["755", Self::POLICY]))?;
        }
        Ok(Self { is_ours })
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.is_ours {
            let _ = fs::remove_file(Self::POLICY);
        }
    }
}

/// Installs the packages that a folder's lock file names.
///
/// # Errors
/// npm failed, or the lock file cannot be read.
pub(crate) fn node_packages(folder: &str) -> Result<(), String> {
    let name = folder;
    let folder = root().join(folder);
    let lock = fs::read_to_string(folder.join("package-lock.json"))
        .map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = folder.join("node_modules/.installed-from");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step(&format!("installing the packages of {name}"), || {
        run(command(
            "npm",
            &["ci", "--no-audit", "--no-fund", "--loglevel=error"],
        )
        .current_dir(&folder))?;
        fs::write(&stamp, &lock).map_err(|error| error.to_string())
    })
}
