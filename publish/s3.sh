#!/usr/bin/env bash
# Amazon S3 behind CloudFront: copies the built folder into a bucket, each kind of file with its type and
# with how long it may be kept. The hashed files of earlier releases stay where they are.
# docs/publishing.md says how bucket and distribution are set up.
#   publish/s3.sh dist s3://BUCKET/june
set -euo pipefail
from=$1 to=$2

put() { # ending, type, how long it may be kept: what has a plain name
  aws s3 cp "$from" "$to" --recursive --exclude "*" --include "*.$1" --exclude "app-*" --content-type "$2" --cache-control "$3"
}
hashed() { # ending, type
  aws s3 cp "$from" "$to" --recursive --exclude "*" --include "app-*.$1" --content-type "$2" --cache-control "$year"
}
year="public, max-age=31536000, immutable"
minutes="public, max-age=300"
asked="no-cache"

# The new program first, the pages that ask for it last: at no moment does a page name what is not there.
hashed wasm "application/wasm"
hashed js "text/javascript; charset=utf-8"
put js "text/javascript; charset=utf-8" "$minutes"
put css "text/css; charset=utf-8" "$minutes"
put csv "text/csv; charset=utf-8" "$minutes"
put txt "text/plain; charset=utf-8" "$minutes"
put json "application/json" "$minutes"
put xml "application/xml" "$minutes"
put svg "image/svg+xml" "$minutes"
put png "image/png" "$minutes"
put jpg "image/jpeg" "$minutes"
put html "text/html; charset=utf-8" "$asked"
