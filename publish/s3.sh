#!/usr/bin/env bash
# Amazon S3 behind CloudFront: uploads the release folder to a bucket, with the type and the cache lifetime of each file.
# The hashed files of earlier releases stay in the bucket.
# docs/publishing.md explains how to set up bucket and distribution. Generated from xtask/templates/s3.sh and
# xtask/src/headers.rs.
#   publish/s3.sh dist s3://BUCKET/june
set -euo pipefail
from=$1 to=$2

immutable="public, max-age=31536000, immutable"
short_lived="public, max-age=300"
revalidated="no-cache"

put_hashed() { # extension, type
  aws s3 cp "$from" "$to" --recursive --exclude "*" --include "app-*.$1" --content-type "$2" --cache-control "$immutable"
}
put() { # extension, type, cache lifetime: the files without a hash in their name
  aws s3 cp "$from" "$to" --recursive --exclude "*" --include "*.$1" --exclude "app-*" --content-type "$2" --cache-control "$3"
}

# The app first, the pages that request it last: at no moment does a page name a file that is missing.
put_hashed wasm "application/wasm"
put_hashed js "text/javascript; charset=utf-8"
put js "text/javascript; charset=utf-8" "$short_lived"
put css "text/css; charset=utf-8" "$short_lived"
put csv "text/csv; charset=utf-8" "$short_lived"
put txt "text/plain; charset=utf-8" "$short_lived"
put json "application/json" "$short_lived"
put xml "application/xml" "$short_lived"
put svg "image/svg+xml" "$short_lived"
put png "image/png" "$short_lived"
put jpg "image/jpeg" "$short_lived"
put html "text/html; charset=utf-8" "$revalidated"
