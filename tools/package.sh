#!/usr/bin/env bash
# Builds what is handed out, and tries it where nothing else is:
#
#   tools/package.sh [FOLDER]     (default target/packages)
#
# the release binary twice, which must be the same to the byte; a static binary for musl, where the toolchain and musl-gcc are there; a Debian
# package with manual pages and completions, unpacked and run in a bare directory tree.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(realpath -m "${1:-target/packages}")
mkdir -p "$out"
# Paths of the machine that builds are nobody's business, and would make two builds differ.
home=${CARGO_HOME:-$HOME/.cargo}
export RUSTFLAGS="--remap-path-prefix=$PWD=/kidtrip --remap-path-prefix=$home=/cargo"
export CARGO_INCREMENTAL=0

say() { printf '== %s\n' "$*"; }

say "twice the same"
for build in one two; do
  rm -rf "$out/build"
  cargo build --locked --release --bin kidtrip --target-dir "$out/build" --quiet
  cp "$out/build/release/kidtrip" "$out/kidtrip-$build"
done
rm -rf "$out/build"
sha256sum "$out/kidtrip-one" "$out/kidtrip-two"
cmp "$out/kidtrip-one" "$out/kidtrip-two"
mv "$out/kidtrip-one" "$out/kidtrip"
rm "$out/kidtrip-two"

say "without a library of the system (musl)"
musl=x86_64-unknown-linux-musl
if command -v musl-gcc >/dev/null && rustup target list --installed | grep -q "$musl"; then
  CC_x86_64_unknown_linux_musl=musl-gcc cargo build --locked --release --bin kidtrip --target "$musl" --target-dir "$out/musl" --quiet
  static=$out/musl/$musl/release/kidtrip
  if ldd "$static" 2>&1 | grep -q '=>'; then
    echo "it leans on a library" >&2
    exit 1
  fi
  cp "$static" "$out/kidtrip-musl"
  ls -l "$out/kidtrip-musl"
else
  echo "skipped: neither the target $musl nor musl-gcc is here"
fi

say "a Debian package"
if ! cargo deb --version >/dev/null 2>&1; then
  echo "skipped: cargo-deb is not installed (cargo install cargo-deb)"
  exit 0
fi
# cargo-deb takes the binary, the manual pages and the completions from below target/.
mkdir -p target/release
cp "$out/kidtrip" target/release/kidtrip
rm -rf target/extras
target/release/kidtrip install-extras --prefix target/extras >/dev/null
cargo deb --no-build --no-strip --output "$out/kidtrip.deb" >/dev/null
dpkg-deb --info "$out/kidtrip.deb" | sed -n 's/^ \(Package\|Version\|Depends\|Installed-Size\)/ \1/p'

say "in a bare directory tree"
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
dpkg-deb -x "$out/kidtrip.deb" "$tree"
(cd "$tree" && find . -type f | sort)
# Of the system it gets its C library and nothing else: no zones, no certificates, no locale.
ldd "$tree/usr/bin/kidtrip" | grep -oE '/[^ ]+' | while read -r library; do
  install -D "$library" "$tree$library"
done
chroot=$(PATH=$PATH:/usr/sbin command -v chroot)
inside() { (cd "$tree" && env -i HOME=/home KIDTRIP_NOW="2026-11-27T18:00:00+00:00[Europe/London]" "$chroot" "$tree" /usr/bin/kidtrip "$@"); }
inside --version
inside suggest --near "M20 2RN" --on sat --typical --top 3
inside visit chester-zoo
inside history
if [ -f "$out/kidtrip-musl" ]; then
  rm -rf "${tree:?}"/lib* "$tree/usr/bin/kidtrip"
  install -D "$out/kidtrip-musl" "$tree/usr/bin/kidtrip"
  inside where "M20 2RN"
fi
say "all done"
