//! The operating system: its family, where its programs are, and how its packages are installed.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Systems that name packages and install them in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Debian and its derivatives.
    Debian,
    /// Ubuntu and its derivatives: Debian's package names, but other browsers.
    Ubuntu,
    /// Fedora, Red Hat and their derivatives.
    Fedora,
    MacOs,
    Windows,
    /// Any other.
    Other,
}

/// A system with its release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct System {
    pub(crate) family: Family,
    /// Its name with its release: "Debian GNU/Linux 12 (bookworm)".
    pub(crate) name: String,
    /// Year and month on Ubuntu, such as (24, 4); `None` if the release has no number (Debian's testing).
    pub(crate) release: Option<(u32, u32)>,
}

impl System {
    /// The system this runs on.
    pub(crate) fn current() -> Self {
        let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
        Self::detect(env::consts::OS, &text)
    }

    /// Recognizes a system by Rust's name for it (`std::env::consts::OS`) and, on Linux, by its `os-release` file
    /// (`os-release(5)`).
    fn detect(os: &str, os_release: &str) -> Self {
        let value = |key: &str| {
            let line = os_release
                .lines()
                .find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
            line.map(|value| value.trim().trim_matches(['"', '\'']).to_owned())
        };
        let family = match os {
            "macos" => Family::MacOs,
            "windows" => Family::Windows,
            _ => {
                let ids = [value("ID"), value("ID_LIKE")].map(Option::unwrap_or_default);
                ids.iter()
                    .flat_map(|ids| ids.split_whitespace())
                    .find_map(|id| match id {
                        "debian" => Some(Family::Debian),
                        "ubuntu" => Some(Family::Ubuntu),
                        "fedora" | "rhel" => Some(Family::Fedora),
                        _ => None,
                    })
                    .unwrap_or(Family::Other)
            }
        };
        let release = value("VERSION_ID").and_then(|version| {
            let (major, minor) = version.split_once('.').unwrap_or((&version, "0"));
            Some((major.parse().ok()?, minor.parse().ok()?))
        });
        let name = match family {
            Family::MacOs => "macOS".to_owned(),
            Family::Windows => "Windows".to_owned(),
            _ => value("PRETTY_NAME").unwrap_or_else(|| "this system".to_owned()),
        };
        Self {
            family,
            name,
            release,
        }
    }

    /// How packages are installed by hand.
    pub(crate) fn install_hint(&self, packages: &[&str]) -> String {
        let packages = packages.join(" ");
        match self.family {
            _ if packages.is_empty() => format!("not available for {}", self.name),
            Family::Debian | Family::Ubuntu => {
                format!("sudo apt-get install --no-install-recommends {packages}")
            }
            Family::Fedora => format!("sudo dnf install {packages}"),
            Family::MacOs => format!("brew install {packages}"),
            Family::Windows => format!("winget install {packages}"),
            Family::Other => format!("packages that Debian calls {packages}"),
        }
    }

    /// How to get Node 20 or newer.
    pub(crate) fn node_hint(&self) -> String {
        // Debian 12 and Ubuntu 24.04 have Node 18.
        let oldest = match self.family {
            Family::Debian => (13, 0),
            Family::Ubuntu => (25, 4),
            _ => (0, 0),
        };
        if self.release.is_some_and(|release| release < oldest) {
            return format!(
                "the Node of {} is too old; install it from https://nodejs.org/en/download or as a package from \
                 https://github.com/nodesource/distributions",
                self.name
            );
        }
        match self.family {
            Family::MacOs => self.install_hint(&["node"]),
            Family::Windows => self.install_hint(&["OpenJS.NodeJS.LTS"]),
            _ => self.install_hint(&["nodejs", "npm"]),
        }
    }

    /// Finds the first installed program of a list.
    pub(crate) fn find(&self, programs: &[&str]) -> Option<PathBuf> {
        let path = env::var_os("PATH").unwrap_or_default();
        let find = |program: &&str| find_in(self.family, &path, program, Path::is_file);
        programs.iter().find_map(find)
    }
}

/// Finds a program in the folders of a `PATH` variable, or where its installer puts it otherwise.
fn find_in(
    family: Family,
    path: &OsStr,
    program: &str,
    is_file: impl Fn(&Path) -> bool,
) -> Option<PathBuf> {
    // Windows starts only files with these extensions: `npm` is a script for other shells there.
    let endings: &[&str] = match family {
        Family::Windows => &[".exe", ".cmd", ".bat"],
        _ => &[""],
    };
    // The path of users other than root often lacks the folder of servers.
    let system_folders = ["/usr/local/sbin", "/usr/sbin"].map(PathBuf::from);
    let in_folders = env::split_paths(path)
        .chain(system_folders)
        .flat_map(|folder| {
            endings
                .iter()
                .map(move |ending| folder.join(format!("{program}{ending}")))
        });
    let elsewhere = installed_at(family, program).iter().map(PathBuf::from);
    in_folders.chain(elsewhere).find(|file| is_file(file))
}

/// The location of a program whose installer does not change the path.
fn installed_at(family: Family, program: &str) -> &'static [&'static str] {
    match (family, program) {
        (Family::MacOs, "google-chrome") => {
            &["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]
        }
        (Family::MacOs, "firefox") => &["/Applications/Firefox.app/Contents/MacOS/firefox"],
        (Family::Windows, "google-chrome") => &[
            r"C:\Program Files\Google\Chrome\Application\chrome.exe",
            r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        ],
        (Family::Windows, "firefox") => &[r"C:\Program Files\Mozilla Firefox\firefox.exe"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEBIAN_12: &str =
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n";
    const UBUNTU: &str =
        "PRETTY_NAME=\"Ubuntu 25.04\"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"25.04\"\n";
    const MINT: &str =
        "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=\"22\"\n";
    const ROCKY: &str = "PRETTY_NAME=\"Rocky 9.4\"\nID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\"\n";

    fn family(os: &str, os_release: &str) -> Family {
        System::detect(os, os_release).family
    }

    #[test]
    fn families_are_detected_by_id_and_then_by_id_like() {
        assert_eq!(family("linux", DEBIAN_12), Family::Debian);
        assert_eq!(family("linux", UBUNTU), Family::Ubuntu);
        assert_eq!(family("linux", MINT), Family::Ubuntu);
        assert_eq!(family("linux", ROCKY), Family::Fedora);
        assert_eq!(family("linux", "ID=nixos\n"), Family::Other);
        assert_eq!(family("linux", ""), Family::Other);
        assert_eq!(family("macos", ""), Family::MacOs);
        assert_eq!(family("windows", ""), Family::Windows);
    }

    #[test]
    fn hints_name_the_package_manager_of_the_system() {
        for (system, hint) in [
            (System::detect("linux", ROCKY), "sudo dnf install httpd"),
            (System::detect("macos", ""), "brew install httpd"),
            (System::detect("windows", ""), "winget install httpd"),
            (
                System::detect("linux", UBUNTU),
                "sudo apt-get install --no-install-recommends httpd",
            ),
        ] {
            assert_eq!(system.install_hint(&["httpd"]), hint);
        }
        let nothing = System::detect("macos", "").install_hint(&[]);
        assert_eq!(nothing, "not available for macOS");
    }

    #[test]
    fn a_system_with_an_old_node_gets_a_hint_to_another_source() {
        let hint = |os_release| System::detect("linux", os_release).node_hint();

        assert!(
            hint(DEBIAN_12).contains("nodejs.org"),
            "{}",
            hint(DEBIAN_12)
        );
        assert!(hint(DEBIAN_12).contains("Debian GNU/Linux 12"));
        assert!(hint("ID=ubuntu\nVERSION_ID=\"24.04\"\n").contains("nodejs.org"));
        for newer in [UBUNTU, "ID=debian\nVERSION_ID=\"13\"\n", "ID=debian\n"] {
            assert!(hint(newer).ends_with("nodejs npm"), "{}", hint(newer));
        }
    }

    /// Finds a program where only `file` exists, in the second of two folders of the path.
    fn found(family: Family, program: &str, file: &str) -> Option<PathBuf> {
        let path = env::join_paths(["first folder", "second"]).expect("no separator inside");
        find_in(family, &path, program, |path| path == Path::new(file))
    }

    #[test]
    fn programs_are_found_in_any_folder_of_the_path() {
        let file = Path::new("second").join("caddy");
        let file = file.to_str().expect("UTF-8");

        assert_eq!(found(Family::Debian, "caddy", file), Some(file.into()));
        assert_eq!(found(Family::Debian, "cad", file), None);
        assert!(found(Family::Debian, "nginx", "/usr/sbin/nginx").is_some());
    }

    #[test]
    fn programs_have_extensions_on_windows() {
        let in_second = |name: &str| Path::new("second").join(name).display().to_string();

        for (program, file) in [
            ("npm", "npm.cmd"),
            ("chromedriver", "chromedriver.exe"),
            ("firefox", "firefox.exe"),
        ] {
            let file = in_second(file);
            assert_eq!(found(Family::Windows, program, &file), Some(file.into()));
        }
        let script_of_other_shells = in_second("npm");
        assert_eq!(found(Family::Windows, "npm", &script_of_other_shells), None);
    }

    #[test]
    fn browsers_are_found_in_the_folders_of_their_installers() {
        let chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
        assert!(found(Family::MacOs, "google-chrome", chrome).is_some());
        assert!(found(Family::Debian, "google-chrome", chrome).is_none());
        let chrome = r"C:\Program Files\Google\Chrome\Application\chrome.exe";
        assert!(found(Family::Windows, "google-chrome", chrome).is_some());
    }
}
