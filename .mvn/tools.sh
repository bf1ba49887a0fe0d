# What ./demo, ./bench and ./verify share; to be sourced by bash.
#
# What is missing is installed from Debian's packages where that is possible without sudo, that is, as root;
# NO_INSTALL=1 forbids it.

say() { printf '%s\n' "$*"; }
has() { command -v "$1" >/dev/null 2>&1; }

java_command() {
  if [ -n "${JAVA_HOME:-}" ]; then
    say "$JAVA_HOME/bin/java"
  else
    command -v java
  fi
}

# The major version of a java command, also of one that says "1.8.0"; nothing if it does not run.
java_major() {
  "$1" -version 2>&1 | sed -n 's/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1
}

# A JRE does not compile.
has_jdk() {
  local java javac
  java=$(java_command) || return 1
  javac=$(dirname "$(readlink -f "$java")")/javac
  [ -x "$java" ] && [ -x "$javac" ]
}

# A server is there if its variable names it, or if it is on PATH.
has_server() { [ -n "${!2:-}" ] || has "$1"; }

missing_build_tools() {
  has_jdk || say default-jdk-headless
  has mvn || say maven
}

missing_servers() {
  has_server beanstalkd BEANSTALKD_SERVER || say beanstalkd
  has_server redis-server REDIS_SERVER || say redis-server
}

# Installs these of Debian's packages where it may, and says so before; else says what to do.
install_packages() {
  local packages="$*"
  [ -n "$packages" ] || return 0
  if [ "${NO_INSTALL:-0}" = 1 ]; then
    say "Not installed (NO_INSTALL=1): $packages"
  elif ! has apt-get; then
    say "Not installed, and this is no Debian: $packages"
  elif [ "$(id -u)" != 0 ]; then
    say "Not installed, for want of root: $packages"
    say "To install: apt-get install --no-install-recommends $packages"
  else
    say "Installing Debian's packages: $packages (NO_INSTALL=1 forbids it)"
    # shellcheck disable=SC2086 # words
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null ||
      say "apt-get ended with an error; going on with what is there"
  fi
}

require_build_tools() {
  local java major
  if ! has_jdk; then
    say "No JDK found by JAVA_HOME or on PATH: install one of version 17 or newer (Debian: default-jdk-headless)." >&2
    exit 1
  fi
  java=$(java_command)
  major=$(java_major "$java")
  if [ "${major:-0}" -lt 17 ]; then
    say "The JDK is too old: $java is version ${major:-unknown}, and 17 or newer is needed." >&2
    exit 1
  fi
  if ! has mvn; then
    say "No mvn on PATH: install Maven 3.8.7 or newer (Debian: maven)." >&2
    exit 1
  fi
  say "JDK $major ($java), $(mvn -v 2>/dev/null | sed -n '1s/\x1b\[[0-9;]*m//gp')"
}
