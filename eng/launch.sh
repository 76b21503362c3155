# Sourced by ./ingot, ./cf, ./test and ./bench: finds or makes the build that belongs to the sources, and sets `build` to its folder.
# A build lives in a folder named by its content, so a running platform never has its files replaced. The freshness check asks
# only whether a source is newer than the last check's stamp.

root=${BASH_SOURCE[0]%/*}/..
sources=("$root/src" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" "$root/.editorconfig" "$root/eng")
stamp=$root/artifacts/run/current

if ! command -v dotnet >/dev/null && [ -x "$HOME/.dotnet/dotnet" ]; then
  export DOTNET_ROOT=$HOME/.dotnet PATH=$HOME/.dotnet:$PATH
fi

install_sdk() {
  echo "Ingot needs the .NET SDK of global.json and found no dotnet: installing it into ~/.dotnet" >&2
  local script
  script=$(mktemp)
  curl -fsSL https://dot.net/v1/dotnet-install.sh -o "$script" || { echo "The installer could not be downloaded; install the .NET 10 SDK by hand." >&2; exit 1; }
  bash "$script" --jsonfile "$root/global.json" --install-dir "$HOME/.dotnet" >&2
  rm -f "$script"
  export DOTNET_ROOT=$HOME/.dotnet PATH=$HOME/.dotnet:$PATH
}

# A build is 150 MB: keeps the newest three, and those that something runs from.
prune() {
  local old
  for old in $(ls -1dt "$root"/artifacts/run/*/ | tail -n +4); do
    old=$(readlink -f "$old")
    [ "${old##*/}" = "$1" ] || readlink /proc/[0-9]*/exe 2>/dev/null | grep -qF "$old/" || rm -rf "$old"
  done
}

publish() {
  command -v dotnet >/dev/null || install_sdk
  mkdir -p "$root/artifacts/run"
  exec {lock}>"$root/artifacts/run/lock"
  flock "$lock"
  # What is edited from here on is newer than this build.
  touch "$root/artifacts/run/lock"
  local hash folder fresh
  hash=$(find "${sources[@]}" -type f -not -path '*/obj/*' -print0 | LC_ALL=C sort -z | xargs -0 sha1sum | sed "s|$root/||" | sha1sum | cut -c1-12)
  folder=$root/artifacts/run/$hash
  if [ ! -x "$folder/ingot" ]; then
    echo "Building Ingot…" >&2
    rm -rf "$folder.partial"
    dotnet publish "$root/src/programs/Ingot/Ingot.csproj" -c Release -o "$folder.partial" -v quiet --nologo -p:DebugType=portable >&2 || exit 1
    mv "$folder.partial" "$folder"
  fi
  prune "$hash"
  fresh=$(mktemp -p "$root/artifacts/run")
  echo "$hash" > "$fresh"
  touch -r "$root/artifacts/run/lock" "$fresh"
  mv "$fresh" "$stamp"
  flock -u "$lock"
}

# A developer's own build, e.g. the output of `dotnet build src/programs/Ingot`, is taken as it is: it starts slower and is made faster.
if [ -n "${INGOT_BUILD-}" ]; then
  build=$INGOT_BUILD
  return
fi
if [ ! -f "$stamp" ] || [ -n "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]; then publish; fi
read -r hash < "$stamp"
[ -x "$root/artifacts/run/$hash/ingot" ] || { rm -f "$stamp"; publish; read -r hash < "$stamp"; }
build=$root/artifacts/run/$hash
