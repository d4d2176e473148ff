# Sourced by ./run, ./test and ./check: what the machine must have, put there if it can be.
# Needs a shell and Python 3.11-3.13. On Debian and Ubuntu missing system packages are installed (root or sudo);
# elsewhere this says exactly what is missing.

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 3; }

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    die "Python 3.11, 3.12 or 3.13 is missing. Debian 12+ and Ubuntu 24.04+: apt-get install python3 python3-venv.
macOS: brew install python@3.12. Then run this again."
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo "$@"
    else return 1
    fi
}

# missing_packages PYTHON WANTED-FOR-TESTS: Debian's names of what is not there
missing_packages() {
    "$1" -c 'import venv, ensurepip' 2>/dev/null || printf ' %s' "python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    command -v tesseract >/dev/null 2>&1 || printf ' tesseract-ocr'
    tesseract --list-langs 2>/dev/null | grep -qx vie || printf ' tesseract-ocr-vie'
    command -v cc >/dev/null 2>&1 || printf ' gcc libc6-dev'
    if [ "$2" = tests ]; then
        fonts=$(fc-list 2>/dev/null || ls -R /usr/share/fonts 2>/dev/null || true)
        # fonts-liberation of Debian 12 is an old one without Vietnamese; fonts-croscore has the same design with it
        case $fonts in *Tinos*) ;; *) printf ' fonts-croscore' ;; esac
        case $fonts in *FreeSerif*) ;; *) printf ' fonts-freefont-ttf' ;; esac
    fi
}

install_packages() {
    [ -z "$1" ] && return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        die "Missing:$1 (the names are Debian's).
macOS: brew install tesseract tesseract-lang; xcode-select --install gives cc; fonts: brew install --cask font-liberation.
Fedora: dnf install tesseract tesseract-langpack-vie gcc liberation-serif-fonts. Then run this again."
    fi
    say "Installing system packages:$1"
    # shellcheck disable=SC2086  # a list of names
    as_root env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends $1" >&2 ||
        die "These packages could not be installed:$1
Run as root, or have them installed, then run this again."
}

# set_up LOCK-FILE run|tests: system packages, .venv, locked versions; does nothing when nothing changed
set_up() {
    python=$(find_python) || exit 3
    install_packages "$(missing_packages "$python" "$2")"
    stamp=.venv/installed-$2
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(cat "$1" pyproject.toml setup.sh | cksum)" ]; then
        return 0
    fi
    say "Installing Python packages into .venv ..."
    [ -x .venv/bin/python ] || "$python" -m venv .venv || die "python -m venv .venv failed."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$1" ||
        die "The packages of $1 could not be installed (network? disk?)."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ||
        die "congvan itself could not be installed into .venv."
    # unpacked, converted and compiled on first use otherwise: some seconds that the first letter would wait for
    .venv/bin/python -c 'from pipeline.repair.native import ready; ready()' || say "The repair model is made ready on first use."
    .venv/bin/python -c 'from pipeline.read.ocr.engines import ready; ready()' || say "The reader of scans is made ready on first use."
    cat "$1" pyproject.toml setup.sh | cksum > "$stamp"
}
