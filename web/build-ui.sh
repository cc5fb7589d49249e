#!/bin/sh
# Builds the browser code into target/classes/webroot, when it changed. Maven calls it; so may you.
set -eu

WEB=$(cd "$(dirname "$0")" && pwd)
UI=$WEB/ui
WEBROOT=$WEB/target/classes/webroot
export WEBROOT
INSTALLED=$UI/node_modules/.installed
BUILT=$WEB/target/webroot.built

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "The browser code needs Node 20.19 and npm; ./nigiwai finds them, -DskipWeb leaves it out." >&2
  exit 1
fi

lock=$(sha256sum <"$UI/package-lock.json" | cut -d ' ' -f 1)-$(node -v)
if [ "$(cat "$INSTALLED" 2>/dev/null || true)" != "$lock" ]; then
  echo "· npm packages" >&2
  (cd "$UI" && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error >/dev/null)
  printf '%s\n' "$lock" >"$INSTALLED"
fi

sources=$(
  cd "$UI"
  {
    find . \( -name node_modules -o -name test -o -name test-results -o -name playwright-report \) -prune -o \
      -type f -print0 | sort -z | xargs -0 sha256sum
    printf '%s\n' "$lock"
  } | sha256sum | cut -d ' ' -f 1
)
if [ "$(cat "$BUILT" 2>/dev/null || true)" != "$sources" ] || [ ! -f "$WEBROOT/index.html" ]; then
  echo "· browser code" >&2
  rm -f "$BUILT"
  mkdir -p "$WEBROOT"
  (cd "$UI" && npm run -s build -- --logLevel warn >&2)
  printf '%s\n' "$sources" >"$BUILT"
fi
