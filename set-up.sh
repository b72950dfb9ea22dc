#!/bin/sh
# set-up.sh local|test|bench: gives the project an environment in .venv with requirements/local.txt, test.txt or bench.txt in it.
# Does nothing when it is there already. Needs nothing but a shell and Python; uv is brought along if it is not on PATH.
set -eu
cd "$(dirname "$0")"
name=${1:-local}

stop() { printf '%s\n' "$*" >&2; exit 1; }
sum_of() { cat "requirements/$1.txt" | cksum | tr -d ' '; }
# An environment does not survive being moved, so the stamp holds the place as well.
stamp_of() { printf '%s %s %s\n' "$1" "$(sum_of "$1")" "$PWD"; }

kept=$(cat .venv/set-up 2>/dev/null || true)
case $kept in "bench "*) name=bench ;; "test "*) [ "$name" = bench ] || name=test ;; esac
if [ "$kept" = "$(stamp_of "$name")" ] && [ -x .venv/bin/python ]; then exit 0; fi

# uv reads its own variables only: what the machine's owner told pip about indexes and certificates holds here too.
export UV_SYSTEM_CERTS=1
export UV_PYTHON_DOWNLOADS="${UV_PYTHON_DOWNLOADS:-never}"
if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ] && [ -n "${PIP_INDEX_URL:-}" ]; then export UV_DEFAULT_INDEX="$PIP_INDEX_URL"; fi
if [ -z "${UV_INDEX:-}${UV_EXTRA_INDEX_URL:-}" ] && [ -n "${PIP_EXTRA_INDEX_URL:-}" ]; then export UV_INDEX="$PIP_EXTRA_INDEX_URL"; fi
if [ -z "${UV_FIND_LINKS:-}" ] && [ -n "${PIP_FIND_LINKS:-}" ]; then
  UV_FIND_LINKS=$(printf '%s' "$PIP_FIND_LINKS" | tr ' ' ','); export UV_FIND_LINKS
fi
if [ -z "${UV_NO_INDEX:-}" ] && [ -n "${PIP_NO_INDEX:-}" ]; then export UV_NO_INDEX="$PIP_NO_INDEX"; fi
if [ -z "${SSL_CERT_FILE:-}" ] && [ -n "${PIP_CERT:-}" ]; then export SSL_CERT_FILE="$PIP_CERT"; fi
if [ ! -w "${HOME:-/}" ]; then export UV_CACHE_DIR="${UV_CACHE_DIR:-$PWD/.uv/cache}"; fi

[ -w . ] || stop "The project's folder $PWD cannot be written: make it writable for $(id -un), or clone it elsewhere."

if command -v uv >/dev/null 2>&1; then
  uv=uv
else
  uv=.uv/bin/uv
  if ! [ -x $uv ] || ! $uv --version >/dev/null 2>&1; then
    command -v python3 >/dev/null 2>&1 || stop "Python 3.12 or later is needed, and there is no python3 on the PATH."
    echo "Bringing the installer (uv) ..."
    rm -rf .uv; mkdir .uv
    python3 -m venv .uv >.uv/set-up.log 2>&1 ||
      stop "python3 cannot make an environment ($(tail -n 1 .uv/set-up.log)): install its venv module (Debian: apt-get install python3-venv) or uv."
    .uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt >.uv/set-up.log 2>&1 ||
      stop "The installer (uv) cannot be fetched: $(grep -i error .uv/set-up.log | tail -n 1)"
  fi
fi

usable() { case $kept in *" $PWD") .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null ;; *) false ;; esac; }
if ! usable; then
  # .venv itself is no answer to the question which Python to make it from, hence --system.
  python=$($uv python find --system --no-project '>=3.12' 2>/dev/null) ||
    stop "Python 3.12 or later is needed and was not found: install it (Debian 13: apt-get install python3), or put it on the PATH."
  $uv venv --quiet --no-project --clear --python "$python" .venv
fi
echo "Installing what the project needs ..."
rm -f .venv/set-up
$uv pip install --quiet --python .venv/bin/python --require-hashes -r "requirements/$name.txt" ||
  stop "The packages of requirements/$name.txt cannot be installed; the reason stands above."
stamp_of "$name" >.venv/set-up
