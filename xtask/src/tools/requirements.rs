//! What the tests need of the system, in one table: what it is for, how it is recognized, and which packages have it.

use std::env;
use std::path::Path;

use super::system::{Family, System};
use crate::run::{command, output};

/// What tests need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
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
    /// How many sheets of paper the print edition takes.
    Fonts,
}

impl Need {
    /// What stays untested without it.
    pub(crate) fn purpose(self) -> &'static str {
        match self {
            Self::Chromium => "all browser tests",
            Self::Firefox => "the browser tests in Firefox",
            Self::WebKitGtk => "the browser tests in WebKitGTK",
            Self::Nginx => "the configuration for nginx",
            Self::Apache => "the configuration for Apache",
            Self::Caddy => "the configuration for Caddy",
            Self::Fonts => "the number of printed sheets",
        }
    }
}

/// How it is recognized that a part of a need is there.
#[derive(Debug)]
enum Sign {
    /// One of these programs is installed.
    Program(&'static [&'static str]),
    /// This program is installed, or there is a display already.
    Display(&'static str),
    /// This file exists. The tests use it where it does, and do without it otherwise.
    File(&'static str),
    /// `fc-list` knows this family of fonts.
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

/// A part of a need.
#[derive(Debug)]
struct Part {
    need: Need,
    sign: Sign,
    packages: Packages,
}

/// One row of [`PARTS`]; the packages are those of Debian, Ubuntu, Fedora, Homebrew and winget.
const fn part(need: Need, sign: Sign, packages: [&'static str; 5]) -> Part {
    let [debian, ubuntu, fedora, homebrew, winget] = packages;
    let packages = Packages {
        debian,
        ubuntu,
        fedora,
        homebrew,
        winget,
    };
    Part {
        need,
        sign,
        packages,
    }
}

// A row is read as a row.
#[rustfmt::skip]
const PARTS: [Part; 11] = [
    part(Need::Chromium, Sign::Program(&["chromium", "chromium-browser", "google-chrome"]),
        ["chromium", "chromium-browser", "chromium", "google-chrome", "Google.Chrome"]),
    part(Need::Chromium, Sign::Program(&["chromedriver"]),
        ["chromium-driver", "chromium-chromedriver", "chromedriver", "chromedriver", "Chromium.ChromeDriver"]),
    part(Need::Firefox, Sign::Program(&["firefox-esr", "firefox"]),
        ["firefox-esr", "firefox", "firefox", "firefox", "Mozilla.Firefox"]),
    part(Need::WebKitGtk, Sign::Program(&["WebKitWebDriver"]),
        ["webkit2gtk-driver", "webkit2gtk-driver", "webkit2gtk4.1-devel", "", ""]),
    part(Need::WebKitGtk, Sign::Display("Xvfb"),
        ["xvfb", "xvfb", "xorg-x11-server-Xvfb", "", ""]),
    part(Need::Nginx, Sign::Program(&["nginx"]),
        ["nginx", "nginx", "nginx", "nginx", ""]),
    // nginx sends files that are compressed with brotli only with this module.
    part(Need::Nginx, Sign::File("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
        ["libnginx-mod-http-brotli-static", "libnginx-mod-http-brotli-static", "", "", ""]),
    part(Need::Apache, Sign::Program(&["apache2", "httpd"]),
        ["apache2-bin", "apache2-bin", "httpd", "httpd", ""]),
    part(Need::Caddy, Sign::Program(&["caddy"]),
        ["caddy", "caddy", "caddy", "caddy", "CaddyServer.Caddy"]),
    part(Need::Fonts, Sign::Program(&["fc-list"]),
        ["fontconfig", "fontconfig", "fontconfig", "fontconfig", ""]),
    part(Need::Fonts, Sign::Font("Noto Naskh Arabic"),
        ["fonts-noto-core", "fonts-noto-core", "google-noto-naskh-arabic-fonts", "font-noto-naskh-arabic", ""]),
];

/// What is missing of some needs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Missing {
    /// Whether anything is missing that the tests cannot do without, be there a package or not.
    pub(crate) is_any: bool,
    /// The packages that have what is missing, each once.
    pub(crate) packages: Vec<&'static str>,
}

/// Finds out what is missing of some needs, or of all.
pub(crate) fn missing(system: &System, needs: impl Fn(Need) -> bool) -> Missing {
    missing_of(system.family, needs, |sign| is_there(system, sign))
}

fn missing_of(
    family: Family,
    needs: impl Fn(Need) -> bool,
    is_there: impl Fn(&Sign) -> bool,
) -> Missing {
    let mut missing = Missing::default();
    for part in PARTS.iter().filter(|part| needs(part.need)) {
        if is_there(&part.sign) {
            continue;
        }
        missing.is_any |= !matches!(part.sign, Sign::File(_));
        for package in part.packages.of(family).split_whitespace() {
            if !missing.packages.contains(&package) {
                missing.packages.push(package);
            }
        }
    }
    missing
}

fn is_there(system: &System, sign: &Sign) -> bool {
    match sign {
        Sign::Program(names) => system.find(names).is_some(),
        Sign::Display(program) => {
            env::var_os("DISPLAY").is_some() || system.find(&[program]).is_some()
        }
        Sign::File(path) => Path::new(path).exists(),
        Sign::Font(family) => {
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
            |need| matches!(need, Need::Fonts | Need::Chromium),
            |sign| matches!(sign, Sign::Program(names) if names.contains(&"chromium")),
        );

        let packages = ["chromium-driver", "fontconfig", "fonts-noto-core"];
        assert_eq!(missing.packages, packages);
    }

    #[test]
    fn nothing_is_missing_where_everything_is_there() {
        let missing = missing_of(Family::Debian, |_| true, |_| true);
        assert_eq!(missing, Missing::default());
    }

    #[test]
    fn httpd_counts_as_apache() {
        let is_there =
            |sign: &Sign| matches!(sign, Sign::Program(names) if names.contains(&"httpd"));
        let missing = missing_of(Family::Fedora, |need| need == Need::Apache, is_there);
        assert!(!missing.is_any);
    }

    #[test]
    fn what_has_no_package_is_missing_all_the_same() {
        let missing = missing_of(Family::MacOs, |need| need == Need::WebKitGtk, |_| false);
        assert!(missing.is_any);
        assert!(missing.packages.is_empty());
    }

    #[test]
    fn a_module_is_installed_with_its_server_but_not_required() {
        let missing = |programs: bool| {
            let is_there = |sign: &Sign| programs && matches!(sign, Sign::Program(_));
            missing_of(Family::Debian, |need| need == Need::Nginx, is_there)
        };

        let module = "libnginx-mod-http-brotli-static";
        assert_eq!(missing(false).packages, ["nginx", module]);
        assert_eq!(missing(true).packages, [module]);
        assert!(!missing(true).is_any);
    }
}
