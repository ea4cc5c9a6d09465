// A server for one contender, on loopback and a port of its own. Every file is compressed with brotli at its highest
// quality before the first request.
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};
// Formats that are compressed already.
const COMPRESSED = [".woff2", ".png"];

// Serves files by name. `cache` is a folder for compressed files, which later runs reuse.
export async function serve(files, cache) {
  const entries = Object.entries(files).map(([name, content]) => [name, response(name, Buffer.from(content), cache)]);
  const responses = new Map(entries);
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(1);
    const found = responses.get(name || "index.html");
    if (found) response.writeHead(200, found.headers).end(found.body);
    else response.writeHead(404, { "Content-Length": 0 }).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  // An open connection of a browser must not keep the process alive.
  server.unref();
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    fileSizes: Object.fromEntries(entries.map(([name, { body }]) => [name, body.length])),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function response(name, content, cache) {
  const extension = path.extname(name);
  const isCompressed = COMPRESSED.includes(extension);
  const body = isCompressed ? content : brotli(content, cache);
  const headers = {
    "Content-Type": TYPES[extension] ?? "application/octet-stream",
    "Content-Length": body.length,
    "Cache-Control": "no-cache",
    ...(!isCompressed && { "Content-Encoding": "br" }),
  };
  return { body, headers };
}

function brotli(content, cache) {
  const file = path.join(cache, `${crypto.createHash("sha256").update(content).digest("hex")}.br`);
  if (fs.existsSync(file)) return fs.readFileSync(file);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: 11,
    [BROTLI_PARAM_LGWIN]: 22,
    [BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const body = zlib.brotliCompressSync(content, { params });
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(file, body);
  return body;
}
