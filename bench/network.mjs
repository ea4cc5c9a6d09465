// The requests of a visit: their number, their bytes, and when they finished.

// Returns a map of requests that grows as the page makes them. Times are milliseconds since the epoch.
export function trackRequests(devtools) {
  const requests = new Map();
  const update = (requestId, change) => {
    const request = requests.get(requestId);
    if (request) Object.assign(request, change(request));
  };
  devtools.on("Network.requestWillBeSent", ({ requestId, request, timestamp, wallTime }) => {
    // All other events have only the monotonic timestamp.
    const clockOffset = (wallTime - timestamp) * 1_000;
    if (/^https?:/.test(request.url)) requests.set(requestId, { url: request.url, clockOffset, bytes: 0 });
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength, timestamp }) =>
    update(requestId, ({ clockOffset }) => ({ bytes: encodedDataLength, done: timestamp * 1_000 + clockOffset })),
  );
  devtools.on("Network.loadingFailed", ({ requestId, errorText }) => update(requestId, () => ({ failed: errorText })));
  return requests;
}

// `readableAt` is when the text was readable, in milliseconds since the epoch; NaN if it never was. Throws if
// the page made a request to another server: contenders are compared with everything on one.
export function requestFigures(requests, address, readableAt) {
  const all = [...requests.values()];
  const { origin } = new URL(address);
  const foreign = all.filter(({ url }) => new URL(url).origin !== origin).map(({ url }) => url);
  if (foreign.length) throw new Error(`requests to another server: ${foreign.join(" ")}`);
  const bytes = (requests) => requests.reduce((total, { bytes }) => total + bytes, 0);
  // The document counts in full, even if a part of it was enough for the first screen.
  const untilReadable = all.filter(({ url, done }) => url === address || done <= readableAt);
  return {
    ...(!Number.isNaN(readableAt) && {
      bytesUntilReadable: bytes(untilReadable),
      requestsUntilReadable: untilReadable.length,
    }),
    bytes: bytes(all),
    requests: all.length,
    failed: all.filter(({ failed }) => failed).map(({ url, failed }) => `${url}: ${failed}`),
  };
}
