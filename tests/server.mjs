// The server of the tests, on a port that the system assigns; it ends with the test file. It serves pages that embed
// the widget, the libraries that embedding pages use, and the built folder with replies that a test changes.
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { after } from "node:test";
import { ADDRESS, DIST, TOP } from "./dist.mjs";

const TYPES = {
  cjs: "text/javascript",
  css: "text/css",
  csv: "text/csv",
  html: "text/html",
  js: "text/javascript",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain",
  wasm: "application/wasm",
  xml: "application/xml",
};
const typeOf = (name) => {
  const type = TYPES[name.split(".").pop()] ?? "application/octet-stream";
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
};

// The reply for a file, which a handler may change before it is sent; 404 if the file does not exist.
function fileReply(folder, name) {
  const file = path.join(folder, name);
  const exists = file.startsWith(folder) && fs.existsSync(file) && fs.statSync(file).isFile();
  return exists
    ? { status: 200, headers: { "Content-Type": typeOf(name) }, body: fs.readFileSync(file) }
    : { status: 404, headers: { "Content-Type": "text/plain" }, body: "Not found\n" };
}

// A response without compression: status, headers by their names in lower case, and body.
export const fetchIdentity = (address) => fetchEncoded(address, "identity");
export const fetchEncoded = (address, encoding) =>
  new Promise((resolve, reject) => {
    const request = http.get(address, { headers: { "Accept-Encoding": encoding } }, async (response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
    });
    request.on("error", reject);
  });

// A port on loopback that no server uses.
export const freePort = () =>
  new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

// Each server is an origin of its own. `mount` assigns a folder of the server to a handler and returns its address. The
// handler receives the name of the file, the request and the response. It returns the reply, or nothing if it responds
// itself, later or never.
export async function startServer() {
  const handlers = [];
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://server");
    const [, index, name] = pathname.match(/^\/(\d+)\/(.*)$/) ?? [];
    const reply = index in handlers ? await handlers[index](decodeURI(name), request, response) : fileReply(DIST, "\0");
    if (!reply) return;
    const headers = Object.entries(reply.headers).filter(([, value]) => value !== undefined);
    response.writeHead(reply.status, Object.fromEntries(headers));
    response.end(request.method === "HEAD" ? "" : reply.body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const mount = (handler) => {
    handlers.push(handler);
    return `http://127.0.0.1:${server.address().port}/${handlers.length - 1}/`;
  };
  return {
    mount,
    // A page with these elements in its body and its head.
    page: (body, { head = "", policy } = {}) =>
      mount(() => ({
        status: 200,
        headers: { "Content-Type": typeOf("html"), "Content-Security-Policy": policy },
        body: `<!doctype html><html lang="en"><head><title>Site</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`,
      })),
    // The files of a folder.
    files: (folder) => mount((name) => fileReply(folder, name)),
    // The built folder with the replies of the production server, uncompressed; `change` changes a reply.
    production: (change = () => {}) =>
      mount(async (name, request) => {
        const { status, headers, body } = await fetchIdentity(ADDRESS + name);
        delete headers["content-length"];
        const reply = { name: name || "index.html", status, headers, body };
        change(reply, request);
        return reply;
      }),
    // The built folder. `replies` has functions by file name, and under `*` for all other files, which change the reply,
    // or return `true` if they respond themselves. Nothing is cached, and each address is new.
    dist: (replies = {}, folder = DIST) =>
      mount(async (name, request, response) => {
        const file = name || "index.html";
        const reply = fileReply(folder, file);
        Object.assign(reply.headers, { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-store" });
        const change = replies[file] ?? replies["*"];
        const isHandled = await change?.(reply, { name: file, request, response });
        return isHandled === true ? undefined : reply;
      }),
  };
}

export const server = await startServer();
// The libraries that embedding pages and other users of our files load.
export const LIBRARIES = server.files(path.join(TOP, "tests/node_modules"));

// Changes of a reply.
export const missing = (reply) => {
  Object.assign(reply, { status: 404, headers: { "Content-Type": "text/plain" }, body: "Not found\n" });
};
export const withBody = (body, type) => (reply) => {
  reply.body = body;
  if (type) reply.headers["Content-Type"] = type;
};
export const changed = (change) => (reply) => {
  reply.body = change(reply.body.toString());
};
export const withPolicy = (policy) => (reply) => {
  reply.headers["Content-Security-Policy"] = policy;
};
