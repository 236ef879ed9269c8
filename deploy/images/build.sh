#!/usr/bin/env bash
# Builds the container image without a container engine: the native binary, the libraries that it loads, and nothing else. What deploy/Dockerfile says of
# user, ports, environment and start holds here too; a test compares the two.
#   deploy/images/build.sh OUT [PUBLISHED]
#     OUT        a folder that does not exist yet: OUT/oci is the image as an OCI layout, OUT/egnyte-scim-proxy.tar is for `docker load`
#     PUBLISHED  the folder of a native publish; without it this script publishes
# Needs umoci and skopeo (Debian packages of these names), OpenSSL's libraries and the CA certificates of this machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
name=egnyte-scim-proxy

fail() { echo "$1" >&2; exit 2; }

[ $# -ge 1 ] || fail "usage: deploy/images/build.sh OUT [PUBLISHED]"
[ ! -e "$1" ] || fail "$1 exists already. Name a folder that does not."
for tool in umoci skopeo ldd; do
  command -v "$tool" >/dev/null || fail "$tool is not installed. On Debian: apt-get install umoci skopeo libc-bin"
done
mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

published=${2:-}
if [ -z "$published" ]; then
  published=$work/published
  dotnet publish src/Egnyte.ScimProxy -c Release -p:PublishAot=true -o "$published" >&2
fi
[ -x "$published/$name" ] || fail "$published holds no program $name. Publish it with -p:PublishAot=true."

# One time for every file and the image: the same binary makes the same image.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
version=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)

root=$work/root
mkdir -p "$root"/{app,etc/ssl/certs,tmp}
cp -r "$published/." "$root/app"
find "$root/app" -type f \( -name '*.dbg' -o -name '*.pdb' -o -name '*.xml' \) -delete

# What the linker names, and what .NET loads by name when it first needs TLS: OpenSSL 3.
library() { ldconfig -p | awk -v name="$1" '$1 == name && /x86-64|aarch64/ { print $NF; exit }'; }
ssl=$(library libssl.so.3)
crypto=$(library libcrypto.so.3)
[ -n "$ssl" ] && [ -n "$crypto" ] || fail "libssl.so.3 or libcrypto.so.3 is missing. On Debian: apt-get install libssl3"
for file in $( { ldd "$published/$name"; ldd "$ssl"; ldd "$crypto"; echo "$ssl"; echo "$crypto"; } | grep -o '/[^ ]*' | sort -u); do
  mkdir -p "$root$(dirname "$file")"
  cp -L "$file" "$root$file"
done
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt" || fail "There are no CA certificates. On Debian: apt-get install ca-certificates"
echo "app:x:1654:1654::/app:/sbin/nologin" >"$root/etc/passwd"
echo "app:x:1654:" >"$root/etc/group"
echo "hosts: files dns" >"$root/etc/nsswitch.conf"
chmod -R u=rwX,go=rX "$root"
chmod 1777 "$root/tmp"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

rootless=
[ "$(id -u)" -eq 0 ] || rootless=--rootless
image=$out/oci:$name
umoci init --layout "$out/oci"
umoci new --image "$image"
umoci insert $rootless --image "$image" --history.created "$created" --history.created_by "deploy/images/build.sh" "$root" /
umoci config --image "$image" --no-history --created "$created" \
  --config.user 1654:1654 \
  --config.workingdir /app \
  --config.entrypoint "/app/$name" \
  --config.exposedports 8080 --config.exposedports 9090 \
  --config.env ASPNETCORE_URLS=http://+:8080 --config.env ScimProxy__Management__Url=http://+:9090 \
  --config.stopsignal SIGTERM \
  --config.label "org.opencontainers.image.title=$name" \
  --config.label "org.opencontainers.image.version=$version" \
  --config.label "org.opencontainers.image.revision=$revision"
umoci gc --layout "$out/oci"
skopeo copy --quiet "oci:$image" "docker-archive:$out/$name.tar:$name:$version"

digest=$(skopeo inspect --format '{{.Digest}}' "oci:$image")
echo "$out/oci: $name $version, $digest, $(du -sh --apparent-size "$root" | cut -f1) unpacked, $(du -sh --apparent-size "$out/oci" | cut -f1) packed"
