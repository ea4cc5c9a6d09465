//! Installs packages of Debian and Ubuntu as root, without starting their services.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::run::{command, output, run, step};

/// Whether packages of the system may be installed; `--no-install` says no.
static MAY_INSTALL: AtomicBool = AtomicBool::new(true);

/// Disables installing: missing packages are reported, as for a user without root privileges.
pub(crate) fn disable_installing() {
    MAY_INSTALL.store(false, Ordering::Relaxed);
}

/// Whether packages can be installed: on Debian and Ubuntu, as root, unless disabled.
pub(crate) fn can_install() -> bool {
    MAY_INSTALL.load(Ordering::Relaxed)
        && output(&mut command("apt-get", &["--version"])).is_some()
        && output(&mut command("id", &["-u"])).as_deref() == Some("0")
}

/// Installs packages.
///
/// # Errors
/// apt-get failed.
pub(crate) fn install(packages: &[&str], purpose: &str) -> Result<(), String> {
    let title = format!("Installing system packages: {}", packages.join(" "));
    step(&title, purpose, || {
        run(&mut command("apt-get", &["-q", "update"]))?;
        let _policy = NoServices::begin()?;
        let mut install = command(
            "apt-get",
            &["-q", "install", "-y", "--no-install-recommends"],
        );
        let install = install.args(packages);
        run(install.env("DEBIAN_FRONTEND", "noninteractive"))
    })
}

/// Prevents packages from starting services while they are installed, under systemd too: tests start their own
/// servers, on loopback. Debian's `invoke-rc.d` runs this script first and starts nothing if it exits with 101.
struct NoServices {
    /// Whether the script was written here and must be removed.
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
