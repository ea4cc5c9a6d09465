// The built folder on hosts: the ready files in publish/ on those servers that are installed, `verify` on
// sound and on broken hosts, and an old page with a new folder.
import assert from "node:assert/strict";
import { execFile, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { parseAllHeaders } from "netlify-headers-parser";
import { ADDRESS, ask, browser, DIST, TOP } from "./browser.mjs";

const XTASK = process.env.CASE_TIMELINE_XTASK;
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "case-timeline-"));
// Apache and nginx give up the rights of root, and must read there.
fs.chmodSync(scratch, 0o755);
const started = [];
after(() => {
  for (const end of started) end();
  fs.rmSync(scratch, { recursive: true, force: true });
});

// Runs cargo xtask with some arguments: what it said, and whether it was content.
async function xtask(...given) {
  const [program, ...first] = XTASK ? [XTASK] : ["cargo", "xtask"];
  try {
    const { stdout, stderr } = await promisify(execFile)(program, [...first, ...given], { cwd: TOP });
    return { said: stdout + stderr, isContent: true };
  } catch ({ stdout, stderr }) {
    return { said: stdout + stderr, isContent: false };
  }
}

const freePort = () =>
  new Promise((found) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

// Serves files of a folder; `change` may change name, headers or body of an answer.
async function serve(folder, change = () => {}) {
  const good = (await fetch(ADDRESS)).headers;
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, "http://host/").pathname.slice(1) || "index.html";
    const file = path.join(folder, name);
    const answer = { name, status: 404, headers: {}, body: "Not found\n" };
    if (fs.existsSync(file) && fs.statSync(file).isFile())
      Object.assign(answer, { status: 200, body: fs.readFileSync(file) });
    const types = {
      html: "text/html",
      js: "text/javascript",
      css: "text/css",
      csv: "text/csv",
      txt: "text/plain",
      json: "application/json",
      xml: "application/xml",
      svg: "image/svg+xml",
      wasm: "application/wasm",
    };
    const type = types[name.split(".").pop()];
    answer.headers["Content-Type"] = /^text/.test(type)
      ? `${type}; charset=utf-8`
      : (type ?? "application/octet-stream");
    for (const header of [
      "access-control-allow-origin",
      "cross-origin-resource-policy",
      "permissions-policy",
      "referrer-policy",
      "x-content-type-options",
    ])
      answer.headers[header] = good.get(header);
    // What is missing now may be there in a moment.
    answer.headers["Cache-Control"] =
      answer.status === 404
        ? "no-store"
        : /-[0-9a-f]{16}/.test(name)
          ? "public, max-age=31536000, immutable"
          : name.endsWith(".html")
            ? "no-cache"
            : "public, max-age=300";
    change(answer, request);
    response.writeHead(
      answer.status,
      Object.fromEntries(Object.entries(answer.headers).filter(([, value]) => value !== undefined)),
    );
    response.end(request.method === "HEAD" ? "" : answer.body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  started.push(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

test("a copy served with the production headers has no fault", async () => {
  const { said, isContent } = await xtask("verify", ADDRESS);
  assert.ok(isContent, said);
  assert.match(said, /\d{3,} pages, \d{4,} links/);
  assert.match(said, /No errors found/);
});

test("each thing that a host does wrong is told, with what to do", async () => {
  const broken = await serve(DIST, (answer, request) => {
    const { name, headers } = answer;
    if (name.endsWith(".wasm")) headers["Content-Type"] = "text/plain";
    if (name.endsWith(".wasm")) answer.body = answer.body.toString("latin1").replace(/\n/g, "\r\n").slice(1);
    if (/-[0-9a-f]{16}\.js/.test(name)) headers["Cache-Control"] = "public, max-age=60";
    if (name === "index.html") headers["X-Frame-Options"] = "SAMEORIGIN";
    if (name === "embed.html") headers["Cache-Control"] = "public, max-age=86400";
    if (name === "embed.js") headers["Cache-Control"] = "public, max-age=86400";
    if (name === "check.html") headers["Set-Cookie"] = "visit=1";
    if (name === "take-away.html") headers["Content-Security-Policy"] = "default-src 'self'";
    if (name === "frame.js") delete headers["access-control-allow-origin"];
    if (name === "print.css") headers["referrer-policy"] = "unsafe-url";
    if (name === "icon.svg") delete headers["permissions-policy"];
    if (name === "card-first-stay.html") Object.assign(answer, { status: 404, body: "gone" });
    if (name === "card-hearing.html")
      Object.assign(answer, { status: 308, body: "", headers: { Location: "/card-hearing" } });
    if (name === "embed.html")
      answer.body = answer.body
        .toString()
        .replace(' href="#june"', ' href="#nowhere"')
        .replace(' href="#help"', ' href="#nowhere"');
    if (name.endsWith("events.en.csv")) headers["Content-Type"] = "text/csv";
    if (name.endsWith("case.en.json")) answer.body = "{";
    if (name === "embed.oembed.json") answer.body = answer.body.toString().replace('"rich"', '"video"');
    if (name === "card-arrests.oembed.json")
      answer.body = answer.body.toString().replaceAll(/(?<=src=..)https:.{2}example.org/g, "https://elsewhere.example");
    if (name === "card-reversal.oembed.json") answer.body = "{";
    if (name === "sitemap.xml") headers["Content-Type"] = "text/plain";
    if (name === "bulletin.html" && request.headers["accept-encoding"] === "gzip")
      Object.assign(answer, { body: zlib.gzipSync("of the release before") }).headers["Content-Encoding"] = "gzip";
    if (name === "bulletin.ar.html" && request.headers["accept-encoding"] === "br")
      Object.assign(answer, { body: "damaged" }).headers["Content-Encoding"] = "br";
    if (name.startsWith("app-0000")) headers["Cache-Control"] = "public, max-age=31536000, immutable";
    if (name.startsWith("no-such-page")) Object.assign(answer, { status: 200, body: "<!doctype html>" });
  });
  const { said, isContent } = await xtask("verify", broken);
  assert.equal(isContent, false);
  for (const told of [
    /its media type is "text\/plain" instead of application\/wasm\n.*application\/wasm.*\n.*_bg\.wasm/,
    /it is not a WebAssembly module/,
    /its cache lifetime is shorter than a year \(Cache-Control: "public, max-age=60"\)\n.*immutable\n.*app-[0-9a-f]{16}\.js/,
    /X-Frame-Options forbids embedding/,
    /it is a page, but browsers may show it again without revalidation.*\n.*no-cache.*\n.*embed\.html/,
    /its cache lifetime is missing or longer than ten minutes[^]*?where: .*embed\.js/,
    /it sets a cookie/,
    /the Content-Security-Policy of the server blocks the app/,
    /other origins cannot fetch it \(Access-Control-Allow-Origin: ""\)[^]*?where: frame\.js/,
    /the header Referrer-Policy has another value: "unsafe-url"/,
    /the header Permissions-Policy is missing[^]*?where: icon\.svg/,
    /it returns 404[^]*?where: card-first-stay\.html/,
    /it redirects \(308\) to the same name without \.html/,
    /a link to embed\.html#nowhere has no target on that page/,
    /its media type lacks charset=utf-8[^]*?events\.en\.csv/,
    /it is not valid JSON[^]*?case\.en\.json/,
    /the oEmbed response lacks a field[^]*?where: embed\.oembed\.json/,
    /the oEmbed response embeds another site[^]*?where: card-arrests\.oembed\.json/,
    /the oEmbed response is not valid JSON[^]*?where: card-reversal\.oembed\.json/,
    /its media type is "text\/plain" instead of application\/xml[^]*?where: sitemap\.xml/,
    /a missing page returns 200 instead of 404/,
    /a missing hashed file has the cache lifetime of a hashed file/,
    /neither ETag nor Last-Modified/,
    /it is not compressed/,
    /compressed \(gzip\) and uncompressed response have different content[^]*?where: bulletin\.html/,
    /the compressed response \(br\) cannot be decompressed[^]*?where: bulletin\.ar\.html/,
  ])
    assert.match(said, told);
});

test("a host that can be told nothing is asked for types, access and links only", async () => {
  const plain = await serve(DIST, ({ headers, name }) => {
    for (const header of [
      "cross-origin-resource-policy",
      "permissions-policy",
      "referrer-policy",
      "x-content-type-options",
    ])
      delete headers[header];
    headers["Cache-Control"] = "max-age=600";
    headers.ETag = `"${name}"`;
  });
  const { said } = await xtask("verify", plain, "--no-custom-headers");
  assert.deepEqual(
    said.match(/^- .*/gm),
    ["- a conditional request returns 200 instead of 304", "- it is not compressed"],
    said,
  );
});

test("where there is nothing, that is said", async () => {
  const { said, isContent } = await xtask("verify", `http://127.0.0.1:${await freePort()}/`);
  assert.equal(isContent, false);
  assert.match(said, /no response: .*\n.*check the address/);
  assert.match((await xtask("verify", "example.org")).said, /must begin with https:\/\/ and end with a slash/);
});

test("each file has a brotli and a gzip copy that hold what it holds, where they save anything", () => {
  const names = fs.readdirSync(DIST, { recursive: true }).filter((name) => fs.statSync(path.join(DIST, name)).isFile());
  const read = (name) => fs.readFileSync(path.join(DIST, name));
  let count = 0;
  for (const [ending, unpack] of [
    [".br", zlib.brotliDecompressSync],
    [".gz", zlib.gunzipSync],
  ]) {
    for (const name of names.filter((name) => !/\.(br|gz|png|jpg)$/.test(name))) {
      const isThere = names.includes(name + ending);
      assert.equal(isThere, read(name).length >= 1400, name + ending);
      if (!isThere) continue;
      count++;
      assert.ok(unpack(read(name + ending)).equals(read(name)), name + ending);
      assert.ok(read(name + ending).length < read(name).length, name + ending);
    }
    assert.deepEqual(
      names.filter((name) => name.endsWith(ending) && !names.includes(name.slice(0, -3))),
      [],
      "copies of nothing",
    );
  }
  assert.ok(count > 350, `${count} copies`);
});

// What Netlify makes of the rules, by its own reader of them; all else as Netlify answers it: compressed,
// and asked for at each visit.
test("Netlify reads the rules as they are meant", async () => {
  const { headers: rules, errors } = await parseAllHeaders({
    headersFiles: [path.join(DIST, "_headers")],
    minimal: true,
    featureFlags: {},
  });
  assert.deepEqual(errors, []);
  const fits = ({ for: pattern }, name) =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  const netlify = await serve(DIST, (answer, request) => {
    const { status, headers } = answer;
    for (const name of Object.keys(headers).filter((name) => name !== "Content-Type")) delete headers[name];
    headers["Cache-Control"] = "public, max-age=0, must-revalidate";
    const own = rules.filter((rule) => fits(rule, `/${answer.name}`));
    for (const { values } of own) {
      for (const [name, value] of Object.entries(values)) {
        assert.equal(own.filter(({ values }) => name in values).length, 1, `${answer.name}: ${name} is set twice`);
        headers[name] = value;
      }
    }
    headers.ETag = `"${answer.name}"`;
    if (request.headers["if-none-match"] === headers.ETag) Object.assign(answer, { status: 304, body: "" });
    if (status === 200 && /gzip/.test(request.headers["accept-encoding"]))
      Object.assign(answer, { body: zlib.gzipSync(answer.body) }).headers["Content-Encoding"] = "gzip";
    headers.Vary = "Accept-Encoding";
  });
  const { said, isContent } = await xtask("verify", netlify);
  assert.ok(isContent, said);
});

// A ready file as its server would read it, with this folder and a port of loopback in place of the reader's own.
const recipe = (name, ...changes) => {
  let text = fs.readFileSync(path.join(TOP, "publish", name), "utf8");
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `publish/${name} no longer has: ${from}`);
    text = text.replace(from, to);
  }
  return text;
};

// A folder that the server's own user may read.
const copied = (name) => {
  const folder = path.join(scratch, name);
  fs.cpSync(DIST, folder, { recursive: true });
  return folder;
};

const write = (name, text) => {
  fs.writeFileSync(path.join(scratch, name), text);
  return path.join(scratch, name);
};

// A module of its own, which not every nginx has.
const BROTLI = ["/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"].find((file) => fs.existsSync(file));

// An answer as it comes over the wire.
const packed = (address, coding) =>
  new Promise((done, failed) => {
    http
      .get(address, { headers: { "Accept-Encoding": coding } }, (response) => {
        const parts = [];
        response
          .on("data", (part) => parts.push(part))
          .on("end", () => done({ coding: response.headers["content-encoding"], body: Buffer.concat(parts) }));
      })
      .on("error", failed);
  });

const HOSTS = {
  nginx: (port) => {
    const site = write(
      "nginx-site.conf",
      recipe(
        "nginx.conf",
        ["listen 80;", `listen 127.0.0.1:${port};`],
        ["/var/www/june", copied("nginx")],
        ["#brotli_static on;", BROTLI ? "brotli_static on;" : ""],
      ),
    );
    const conf = write(
      "nginx.conf",
      `${BROTLI ? `load_module ${BROTLI};\n` : ""}pid ${scratch}/nginx.pid;\nerror_log ${scratch}/nginx.log;\nevents {}\nhttp {\n  access_log off;\n  include ${site};\n}\n`,
    );
    return ["nginx", ["-c", conf, "-g", "daemon off;"]];
  },
  apache2: (port) => {
    const folder = copied("apache");
    fs.writeFileSync(path.join(folder, ".htaccess"), recipe(".htaccess"));
    const modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "filter", "rewrite", "brotli", "deflate"].map(
      (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
    );
    const conf = write(
      "apache.conf",
      `${modules.join("\n")}
ServerName localhost
TypesConfig /dev/null
Listen 127.0.0.1:${port}
PidFile ${scratch}/apache.pid
ErrorLog ${scratch}/apache.log
User www-data
Group www-data
DocumentRoot ${folder}
<Directory ${folder}>
  Require all granted
  AllowOverride All
</Directory>
`,
    );
    return ["apache2", ["-X", "-f", conf]];
  },
  caddy: (port) => {
    const site = recipe(
      "Caddyfile",
      ["june.example.org", `http://127.0.0.1:${port}`],
      ["/var/www/june", copied("caddy")],
    );
    return ["caddy", ["run", "--adapter", "caddyfile", "--config", write("Caddyfile", `{\n\tadmin off\n}\n${site}`)]];
  },
};

for (const [name, start] of Object.entries(HOSTS)) {
  const env = {
    ...process.env,
    PATH: `${process.env.PATH}:/usr/sbin`,
    XDG_DATA_HOME: scratch,
    XDG_CONFIG_HOME: scratch,
  };
  const isThere = spawnSync(name, [name === "caddy" ? "version" : "-v"], { env }).status === 0;
  test(`the ready file for ${name} works`, { skip: isThere ? false : `${name} is not installed` }, async () => {
    const port = await freePort();
    const [program, given] = start(port);
    const server = spawn(program, given, { env, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    for (const stream of [server.stdout, server.stderr]) stream.on("data", (part) => (log += part));
    started.push(() => server.kill());
    const address = `http://127.0.0.1:${port}/`;
    for (let tries = 0; tries < 50; tries++) {
      if (
        await fetch(address).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        break;
      assert.equal(server.exitCode, null, `${name} ended: ${log}`);
      await new Promise((then) => setTimeout(then, 100));
    }
    const { said, isContent } = await xtask("verify", address);
    assert.ok(isContent, said + log);
    for (const [coding, ending] of [
      ["gzip", ".gz"],
      ["br", ".br"],
    ]) {
      if (name === "nginx" && coding === "br" && !BROTLI) continue;
      for (const file of [
        "index.html",
        "embed.js",
        "data/case.en.json",
        fs.readdirSync(DIST).find((file) => file.endsWith("_bg.wasm")),
      ]) {
        const answer = await packed(address + file, coding);
        assert.equal(answer.coding, coding, file);
        assert.ok(
          answer.body.equals(fs.readFileSync(path.join(DIST, file + ending))),
          `${file}: the copy on the disk is sent`,
        );
      }
    }
    server.kill();
  });
}

// Another release of the same pages: its program has another name.
function nextRelease() {
  const folder = copied("next");
  const html = fs.readFileSync(path.join(folder, "index.html"), "utf8");
  const [hash] = html.match(/(?<=data-js="\.\/app-)[0-9a-f]{16}/);
  const next = hash.replace(/./g, (digit) => (15 - parseInt(digit, 16)).toString(16));
  for (const ending of [".js", "_bg.wasm"].flatMap((ending) => [ending, `${ending}.br`, `${ending}.gz`]))
    fs.renameSync(path.join(folder, `app-${hash}${ending}`), path.join(folder, `app-${next}${ending}`));
  for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".html"))) {
    fs.writeFileSync(path.join(folder, name), fs.readFileSync(path.join(folder, name), "utf8").replaceAll(hash, next));
  }
  return folder;
}

test("an old page works with a new folder that retains its app, and stays readable with one that does not", async () => {
  const next = nextRelease();
  // A page that a browser or a CDN has stored: the old page, everything else from the new folder.
  const address = await serve(next, (answer) => {
    if (answer.name === "index.html") answer.body = fs.readFileSync(path.join(DIST, "index.html"));
  });
  const driver = await browser();
  const html = "document.documentElement";

  await driver.get(address);
  await driver.wait(() => ask(driver, `return ${html}.hasAttribute('data-still')`), 10_000);
  assert.equal(await ask(driver, `return ${html}.hasAttribute('data-live')`), false);
  assert.equal(await ask(driver, "return document.querySelectorAll('.event h4').length"), 37);

  const { said } = await xtask("retain", DIST, next);
  assert.match(said, /^6 file\(s\)/);
  await driver.get(`${address}?again`);
  await driver.wait(() => ask(driver, `return ${html}.hasAttribute('data-live')`), 20_000);

  // The release after that retains the app of this one, and no longer that of the one before it.
  assert.match((await xtask("retain", next, copied("third"))).said, /^6 file\(s\)/);
  assert.equal(fs.readdirSync(next).filter((name) => name.startsWith("app-")).length, 12);
  assert.match((await xtask("retain", scratch)).said, /index\.html/, "a folder that is no release folder is refused");
});

// What Amazon's tool would do, by its rules for filters: the last that fits counts, and a star stands for slashes, too.
const AWS = `#!/usr/bin/env node
const fs = require("node:fs"), path = require("node:path");
const [, , service, verb, from, to, ...given] = process.argv;
const options = {}, filters = [];
for (let place = 0; place < given.length; place++) {
  const name = given[place];
  if (name === "--recursive") continue;
  const value = given[++place];
  if (name === "--include" || name === "--exclude") filters.push([name === "--include", new RegExp("^" + value.split("*").map((part) => part.replace(/[.+?^$(){}|[\\]\\\\]/g, "\\\\$&")).join(".*") + "$")]);
  else options[name.slice(2)] = value;
}
for (const name of fs.readdirSync(from, { recursive: true })) {
  if (!fs.statSync(path.join(from, name)).isFile()) continue;
  if (filters.reduce((isTaken, [is, pattern]) => (pattern.test(name) ? is : isTaken), true)) fs.appendFileSync(process.env.UPLOADED, JSON.stringify({ service, verb, to, name, ...options }) + "\\n");
}
`;

test("the script for S3 uploads each file once, with its type and keeping, pages last", async () => {
  const bin = fs.mkdtempSync(path.join(scratch, "bin-"));
  fs.writeFileSync(path.join(bin, "aws"), AWS, { mode: 0o755 });
  const list = path.join(bin, "uploaded");
  await promisify(execFile)("bash", [path.join(TOP, "publish/s3.sh"), DIST, "s3://bucket/june"], {
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, UPLOADED: list },
  });
  const uploaded = fs
    .readFileSync(list, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

  const names = fs.readdirSync(DIST, { recursive: true }).filter((name) => fs.statSync(path.join(DIST, name)).isFile());
  const published = names.filter((name) => !/\.(br|gz)$/.test(name) && name !== "_headers");
  assert.deepEqual(uploaded.map(({ name }) => name).sort(), published.sort());
  for (const { service, verb, to, name, ...said } of uploaded) {
    const { headers } = await fetch(ADDRESS + name, { method: "HEAD" });
    assert.deepEqual([service, verb, to], ["s3", "cp", "s3://bucket/june"]);
    assert.deepEqual(
      said,
      { "content-type": headers.get("content-type"), "cache-control": headers.get("cache-control") },
      name,
    );
  }
  const first = uploaded.findIndex(({ name }) => name.endsWith(".html"));
  assert.ok(
    uploaded.slice(first).every(({ name }) => name.endsWith(".html")),
    "a page that names the new program comes after it",
  );
});
