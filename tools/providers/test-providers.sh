#!/usr/bin/env bash
# Proves the adapters for OpenAI-compatible endpoints against real servers: llama-cpp-python with the two small local models.
#
# The first run makes a Python virtual environment and compiles the server (about seven minutes on two cores); later runs reuse it.
#   ETCETERA_VENV_DIR       where the virtual environment lives   (default: .venv/providers in the repository)
#   ETCETERA_MODELS_DIR     where the model files are             (default: ~/.cache/etcetera/models, or under XDG_CACHE_HOME)
#   ETCETERA_PROVIDER_MODEL another GGUF chat model, by path
# Exit code: that of jest; 1 when the server cannot be made or started.
set -euo pipefail

readonly SERVER_VERSION='0.3.36'
# A portable build: native ones use matrix instructions that crash with 4-bit weights on some processors.
readonly BUILD_FLAGS='-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF'
readonly CHAT_FILE='SmolLM2-135M-Instruct.Q4_1.gguf'
readonly EMBEDDER_FILE='all-MiniLM-L6-v2.f16.gguf'

repo="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
venv="${ETCETERA_VENV_DIR:-$repo/.venv/providers}"
work="$(mktemp -d)"
server_pids=()

say() { printf 'test:providers: %s\n' "$*" >&2; }
fail() {
  say "$1"
  exit 1
}

stop_servers() {
  local pid
  for pid in "${server_pids[@]}"; do
    # The suite may have stopped it already: that is one of its tests.
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap stop_servers EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

make_venv() {
  local stamp="$venv/.etcetera-server" wanted="llama-cpp-python $SERVER_VERSION $BUILD_FLAGS"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$venv/bin/python" -c 'import llama_cpp.server' 2>/dev/null; then
    say "server $SERVER_VERSION is installed in $venv"
    return
  fi
  local log="$venv/install.log"
  mkdir -p "$venv"
  say "installing llama-cpp-python $SERVER_VERSION into $venv (compiles for some minutes; log: $log)"
  python3 -m venv "$venv" >"$log" 2>&1 || fail "no virtual environment can be made with python3; see $log"
  # No cache: a wheel that was built with other flags must not be taken.
  CMAKE_ARGS="$BUILD_FLAGS" "$venv/bin/pip" install --no-input --no-cache-dir --force-reinstall --no-binary llama-cpp-python \
    "llama-cpp-python[server]==$SERVER_VERSION" >>"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    fail "llama-cpp-python cannot be installed; a C++ compiler and CMake are needed. The whole log is $log"
  }
  printf '%s' "$wanted" >"$stamp"
}

require_model() {
  [ -f "$1" ] || fail "the model $1 is missing. Fetch it with \"npx etcetera models pull\", or set ETCETERA_MODELS_DIR."
}

# start_server NAME MODEL OPTION…: sets base_url and server_pid.
start_server() {
  local name="$1" model="$2" port log="$work/$1.log"
  shift 2
  require_model "$model"
  port="$("$venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
  base_url="http://127.0.0.1:$port/v1"
  # Threads that wait actively slow each other down when the machine has other work.
  OMP_WAIT_POLICY=passive "$venv/bin/python" -m llama_cpp.server --model "$model" --model_alias "$name" \
    --host 127.0.0.1 --port "$port" "$@" >"$log" 2>&1 &
  server_pid=$!
  server_pids+=("$server_pid")
  for _ in $(seq 120); do
    if "$venv/bin/python" -c "import urllib.request; urllib.request.urlopen('$base_url/models', timeout=2)" 2>/dev/null; then
      say "serving $(basename "$model") at $base_url (process $server_pid)"
      return
    fi
    kill -0 "$server_pid" 2>/dev/null || break
    sleep 0.5
  done
  tail -n 20 "$log" >&2
  fail "the server of $model did not start"
}

models="${ETCETERA_MODELS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/etcetera/models}"
make_venv
start_server smollm2 "${ETCETERA_PROVIDER_MODEL:-$models/$CHAT_FILE}" --n_ctx 2048
export ETCETERA_PROVIDER_URL="$base_url" ETCETERA_PROVIDER_PID="$server_pid"
start_server minilm "$models/$EMBEDDER_FILE" --n_ctx 512 --embedding true
export ETCETERA_PROVIDER_EMBEDDER_URL="$base_url"

code=0
cd "$repo"
node --experimental-vm-modules --no-warnings node_modules/jest/bin/jest.js --config tools/providers/jest.config.mjs --runInBand || code=$?
if [ "$code" -ne 0 ]; then
  say 'the end of the logs of the servers:'
  tail -n 20 "$work"/*.log >&2
fi
exit "$code"
