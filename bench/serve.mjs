// A server for one contender, on loopback and a port of its own. Every file is compressed once, as hard as
// brotli can, before the first request: what a good host does.
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
// These are compressed already.
const PACKED = [".woff2", ".png"];

// Serves files by name; `kept` is a folder for what was compressed, so that a second run need not do it again.
export async function serve(files, kept) {
  const answers = new Map(Object.entries(files).map(([name, bytes]) => [`/${name}`, answer(name, Buffer.from(bytes), kept)]));
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname;
    const found = answers.get(name === "/" ? "/index.html" : name);
    if (!found) return response.writeHead(404, { "Content-Length": 0 }).end();
    response.writeHead(200, found.headers).end(found.body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  // The benchmark ends when it is done, whatever a browser still holds open.
  server.unref();
  return { address: `http://127.0.0.1:${server.address().port}/`, sizes: Object.fromEntries([...answers].map(([name, { body }]) => [name.slice(1), body.length])), stop: () => (server.closeAllConnections(), server.close()) };
}

function answer(name, plain, kept) {
  const type = path.extname(name);
  const isPacked = PACKED.includes(type);
  const body = isPacked ? plain : brotli(plain, kept);
  const headers = { "Content-Type": TYPES[type] ?? "application/octet-stream", "Content-Length": body.length, "Cache-Control": "no-cache", ...(!isPacked && { "Content-Encoding": "br" }) };
  return { body, headers };
}

function brotli(plain, kept) {
  const file = path.join(kept, `${crypto.createHash("sha256").update(plain).digest("hex")}.br`);
  if (fs.existsSync(file)) return fs.readFileSync(file);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  const body = zlib.brotliCompressSync(plain, { params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 22, [BROTLI_PARAM_SIZE_HINT]: plain.length } });
  fs.mkdirSync(kept, { recursive: true });
  fs.writeFileSync(file, body);
  return body;
}
