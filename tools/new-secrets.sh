#!/bin/sh
# Makes secrets/ with random passwords for docker-compose.yml, once: an existing folder is left alone.
# The files are readable to all because the programs inside the containers run under other users;
# the folder is not, so that on this machine only its owner reaches them.
set -eu
cd "$(dirname "$0")/.."
if ! mkdir -m 700 secrets 2>/dev/null; then
    echo "Thư mục secrets/ đã có, không ghi đè (secrets/ exists, nothing changed)." >&2
    exit 1
fi
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
umask 022
postgres=$(random)
redis=$(random)
printf %s "$(random)$(random)" > secrets/secret_key
printf %s "$postgres" > secrets/postgres_password
printf %s "postgres://tiendo:$postgres@postgres:5432/tiendo" > secrets/database_url
printf %s "$redis" > secrets/redis_password
printf %s "redis://:$redis@redis:6379/0" > secrets/redis_url
touch secrets/s3_access_key secrets/s3_secret_key # to be filled where files go to an S3-compatible store
echo "Đã tạo secrets/. Hãy cất một bản sao ở nơi an toàn (keep a copy in a safe place)."
