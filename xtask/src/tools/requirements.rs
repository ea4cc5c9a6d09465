//! The requirements of the tests, in one table: their purpose, how they are detected, and the packages that have them.

use std::env;
use std::path::Path;

use super::system::{Family, System};
use crate::run::{command, output};

/// Software that tests require.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Requirement {
    /// Chromium and its driver: nearly all browser tests.
    Chromium,
    /// The same scenarios in Firefox; its driver is a crate.
    Firefox,
    /// The same scenarios in WebKitGTK, with a display for its windows.
    WebKitGtk,
    /// The server that `publish/nginx.conf` is for.
    Nginx,
    /// The server that reads `.htaccess`.
    Apache,
    /// The server that `publish/Caddyfile` is for.
    Caddy,
    /// WordPress with PHP and a database, into which an author pastes the address of a page.
    WordPress,
    /// The fonts that the expected number of printed sheets depends on.
    Fonts,
}

impl Requirement {
    /// What is not tested without it.
    pub(crate) fn purpose(self) -> &'static str {
        match self {
            Self::Chromium => "all browser tests",
            Self::Firefox => "the browser tests in Firefox",
            Self::WebKitGtk => "the browser tests in WebKitGTK",
            Self::Nginx => "the configuration for nginx",
            Self::Apache => "the configuration for Apache",
            Self::Caddy => "the configuration for Caddy",
            Self::WordPress => "embedding in WordPress",
            Self::Fonts => "the number of printed sheets",
        }
    }
}

/// How a part of a requirement is detected.
#[derive(Debug)]
enum Probe {
    /// One of these programs is installed.
    Program(&'static [&'static str]),
    /// This program is installed, or a display is available.
    Display(&'static str),
    /// This file exists.
    File(&'static str),
    /// This file exists. It is optional.
    OptionalFile(&'static str),
    /// `fc-list` lists this font family.
    Font(&'static str),
}

/// Package names by family of systems; empty where there is none. Several are separated by spaces.
#[derive(Debug)]
struct Packages {
    debian: &'static str,
    ubuntu: &'static str,
    fedora: &'static str,
    homebrew: &'static str,
    winget: &'static str,
}

impl Packages {
    fn of(&self, family: Family) -> &'static str {
        match family {
            Family::Debian | Family::Other => self.debian,
            Family::Ubuntu => self.ubuntu,
            Family::Fedora => self.fedora,
            Family::MacOs => self.homebrew,
            Family::Windows => self.winget,
        }
    }
}

/// A part of a requirement.
#[derive(Debug)]
struct Part {
    requirement: Requirement,
    probe: Probe,
    packages: Packages,
}

/// One row of [`PARTS`]; the packages are those of Debian, Ubuntu, Fedora, Homebrew and winget.
const fn part(requirement: Requirement, probe: Probe, packages: [&'static str; 5]) -> Part {
    let [debian, ubuntu, fedora, homebrew, winget] = packages;
    let packages = Packages {
        debian,
        ubuntu,
        fedora,
        homebrew,
        winget,
    };
    Part {
        requirement,
        probe,
        packages,
    }
}

// A row is read as a row.
#[rustfmt::skip]
const PARTS: [Part; 14] = [
    part(Requirement::Chromium, Probe::Program(&["chromium", "chromium-browser", "google-chrome"]),
        ["chromium", "chromium-browser", "chromium", "google-chrome", "Google.Chrome"]),
    part(Requirement::Chromium, Probe::Program(&["chromedriver"]),
        ["chromium-driver", "chromium-chromedriver", "chromedriver", "chromedriver", "Chromium.ChromeDriver"]),
    part(Requirement::Firefox, Probe::Program(&["firefox-esr", "firefox"]),
        ["firefox-esr", "firefox", "firefox", "firefox", "Mozilla.Firefox"]),
    part(Requirement::WebKitGtk, Probe::Program(&["WebKitWebDriver"]),
        ["webkit2gtk-driver", "webkit2gtk-driver", "webkit2gtk4.1-devel", "", ""]),
    part(Requirement::WebKitGtk, Probe::Display("Xvfb"),
        ["xvfb", "xvfb", "xorg-x11-server-Xvfb", "", ""]),
    part(Requirement::Nginx, Probe::Program(&["nginx"]),
        ["nginx", "nginx", "nginx", "nginx", ""]),
    // nginx sends files that are compressed with brotli only with this module.
    part(Requirement::Nginx, Probe::OptionalFile("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
        ["libnginx-mod-http-brotli-static", "libnginx-mod-http-brotli-static", "", "", ""]),
    part(Requirement::Apache, Probe::Program(&["apache2", "httpd"]),
        ["apache2-bin", "apache2-bin", "httpd", "httpd", ""]),
    part(Requirement::Caddy, Probe::Program(&["caddy"]),
        ["caddy", "caddy", "caddy", "caddy", "CaddyServer.Caddy"]),
    part(Requirement::WordPress, Probe::File("/usr/share/wordpress/wp-load.php"),
        ["wordpress", "wordpress", "wordpress", "", ""]),
    part(Requirement::WordPress, Probe::Program(&["php"]),
        ["php-cli", "php-cli", "php-cli", "php", ""]),
    part(Requirement::WordPress, Probe::Program(&["mariadbd"]),
        ["mariadb-server-core", "mariadb-server-core", "mariadb-server", "mariadb", ""]),
    part(Requirement::Fonts, Probe::Program(&["fc-list"]),
        ["fontconfig", "fontconfig", "fontconfig", "fontconfig", ""]),
    part(Requirement::Fonts, Probe::Font("Noto Naskh Arabic"),
        ["fonts-noto-core", "fonts-noto-core", "google-noto-naskh-arabic-fonts", "font-noto-naskh-arabic", ""]),
];

/// The missing parts of some requirements.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Missing {
    /// Whether anything is missing that the tests cannot do without, be there a package or not.
    pub(crate) is_any: bool,
    /// The packages that have what is missing, each once.
    pub(crate) packages: Vec<&'static str>,
}

/// Detects the missing parts of some requirements, or of all.
pub(crate) fn missing(system: &System, requirements: impl Fn(Requirement) -> bool) -> Missing {
    missing_of(system.family, requirements, |probe| {
        is_present(system, probe)
    })
}

fn missing_of(
    family: Family,
    requirements: impl Fn(Requirement) -> bool,
    is_present: impl Fn(&Probe) -> bool,
) -> Missing {
    let mut missing = Missing::default();
    for part in PARTS.iter().filter(|part| requirements(part.requirement)) {
        if is_present(&part.probe) {
            continue;
        }
        missing.is_any |= !matches!(part.probe, Probe::OptionalFile(_));
        for package in part.packages.of(family).split_whitespace() {
            if !missing.packages.contains(&package) {
                missing.packages.push(package);
            }
        }
    }
    missing
}

fn is_present(system: &System, probe: &Probe) -> bool {
    match probe {
        Probe::Program(names) => system.find(names).is_some(),
        Probe::Display(program) => {
            env::var_os("DISPLAY").is_some() || system.find(&[program]).is_some()
        }
        Probe::File(path) | Probe::OptionalFile(path) => Path::new(path).exists(),
        Probe::Font(family) => {
            output(&mut command("fc-list", &[family])).is_some_and(|fonts| fonts.contains(family))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packages_of_missing_parts_are_named_once_each() {
        let missing = missing_of(
            Family::Debian,
            |requirement| matches!(requirement, Requirement::Fonts | Requirement::Chromium),
            |probe| matches!(probe, Probe::Program(names) if names.contains(&"chromium")),
        );

        let packages = ["chromium-driver", "fontconfig", "fonts-noto-core"];
        assert_eq!(missing.packages, packages);
    }

    #[test]
    fn nothing_is_missing_if_every_part_is_present() {
        let missing = missing_of(Family::Debian, |_| true, |_| true);
        assert_eq!(missing, Missing::default());
    }

    #[test]
    fn httpd_counts_as_apache() {
        let is_present =
            |probe: &Probe| matches!(probe, Probe::Program(names) if names.contains(&"httpd"));
        let missing = missing_of(
            Family::Fedora,
            |requirement| requirement == Requirement::Apache,
            is_present,
        );
        assert!(!missing.is_any);
    }

    #[test]
    fn a_part_without_a_package_is_missing() {
        let missing = missing_of(
            Family::MacOs,
            |requirement| requirement == Requirement::WebKitGtk,
            |_| false,
        );
        assert!(missing.is_any);
        assert!(missing.packages.is_empty());
    }

    #[test]
    fn a_module_is_installed_with_its_server_but_not_required() {
        let missing = |programs: bool| {
            let is_present = |probe: &Probe| programs && matches!(probe, Probe::Program(_));
            missing_of(
                Family::Debian,
                |requirement| requirement == Requirement::Nginx,
                is_present,
            )
        };

        let module = "libnginx-mod-http-brotli-static";
        assert_eq!(missing(false).packages, ["nginx", module]);
        assert_eq!(missing(true).packages, [module]);
        assert!(!missing(true).is_any);
    }
}
