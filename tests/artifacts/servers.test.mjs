// The built folder on servers: precompressed files, Netlify's parser of `_headers`, the script for S3, and the server
// configurations of publish/ on the real servers.
import assert from "node:assert/strict";
import { execFile, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { parseAllHeaders } from "netlify-headers-parser";
import { ADDRESS, ALL, DIST, TOP } from "../dist.mjs";
import { fetchEncoded, freePort, server } from "../server.mjs";
import { copyOfDist, filesIn, scratch, xtask } from "../xtask.mjs";

const FOR_RELEASES = { skip: ALL ? false : "runs with --all" };

test("files are precompressed with brotli and gzip if that makes them smaller", () => {
  const names = filesIn(DIST);
  const read = (name) => fs.readFileSync(path.join(DIST, name));
  const originals = names.filter((name) => !/\.(br|gz|png|jpg)$/.test(name));
  for (const [suffix, decompress] of [
    [".br", zlib.brotliDecompressSync],
    [".gz", zlib.gunzipSync],
  ]) {
    for (const name of originals) {
      const isPrecompressed = names.includes(name + suffix);
      assert.equal(isPrecompressed, read(name).length >= 1400, name + suffix);
      if (!isPrecompressed) continue;
      assert.ok(decompress(read(name + suffix)).equals(read(name)), name + suffix);
      assert.ok(read(name + suffix).length < read(name).length, name + suffix);
    }
    const orphans = names.filter((name) => name.endsWith(suffix) && !originals.includes(name.slice(0, -3)));
    assert.deepEqual(orphans, []);
  }
});

// Without a rule, Netlify compresses responses and has them revalidated at each visit.
test("Netlify's parser accepts the rules, and a site with them has no errors", FOR_RELEASES, async () => {
  const { headers: rules, errors } = await parseAllHeaders({
    headersFiles: [path.join(DIST, "_headers")],
    minimal: true,
    featureFlags: {},
  });
  assert.deepEqual(errors, []);
  const applies = ({ for: pattern }, name) =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  const netlify = server.production((reply, request) => {
    const { name, status } = reply;
    const headers = { "content-type": reply.headers["content-type"] };
    headers["cache-control"] = "public, max-age=0, must-revalidate";
    const applied = rules.filter((rule) => applies(rule, `/${name}`)).map(({ values }) => Object.entries(values));
    const set = applied.flat();
    for (const [header, value] of set) {
      assert.equal(set.filter(([other]) => other === header).length, 1, `${name}: ${header} is set twice`);
      headers[header.toLowerCase()] = value;
    }
    headers.etag = `"${name}"`;
    headers.vary = "Accept-Encoding";
    reply.headers = headers;
    if (request.headers["if-none-match"] === headers.etag) Object.assign(reply, { status: 304, body: "" });
    else if (status === 200 && /gzip/.test(request.headers["accept-encoding"])) {
      headers["content-encoding"] = "gzip";
      reply.body = zlib.gzipSync(reply.body);
    }
  });
  const { output, isSuccess } = await xtask("verify", netlify);
  assert.ok(isSuccess, output);
});

// A server configuration of publish/ with replacements, such as this folder and a port on loopback.
function configuration(name, ...changes) {
  let text = fs.readFileSync(path.join(TOP, "publish", name), "utf8");
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `publish/${name} no longer has: ${from}`);
    text = text.replace(from, to);
  }
  return text;
}

function write(name, text) {
  const file = path.join(scratch, name);
  fs.writeFileSync(file, text);
  return file;
}

// An optional module of nginx.
const BROTLI = ["/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"].find((file) => fs.existsSync(file));
const APACHE_MODULES = ["mpm_event", "authz_core", "dir", "mime", "headers", "filter", "rewrite", "brotli", "deflate"];

// The arguments that start each server on a port, by the name of its program.
const SERVERS = {
  nginx: (port) => {
    const site = write(
      "nginx-site.conf",
      configuration(
        "nginx.conf",
        ["listen 80;", `listen 127.0.0.1:${port};`],
        ["/var/www/june", copyOfDist("nginx")],
        ["#brotli_static on;", BROTLI ? "brotli_static on;" : ""],
      ),
    );
    const lines = [
      BROTLI ? `load_module ${BROTLI};` : "",
      `pid ${scratch}/nginx.pid;`,
      `error_log ${scratch}/nginx.log;`,
      "events {}",
      `http { access_log off; include ${site}; }`,
    ];
    return ["-c", write("nginx.conf", `${lines.join("\n")}\n`), "-g", "daemon off;"];
  },
  apache2: (port) => {
    const folder = copyOfDist("apache");
    fs.writeFileSync(path.join(folder, ".htaccess"), configuration(".htaccess"));
    const modules = APACHE_MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
    const lines = [
      ...modules,
      "ServerName localhost",
      "TypesConfig /dev/null",
      `Listen 127.0.0.1:${port}`,
      `PidFile ${scratch}/apache.pid`,
      `ErrorLog ${scratch}/apache.log`,
      "User www-data",
      "Group www-data",
      `DocumentRoot ${folder}`,
      `<Directory ${folder}>`,
      "  Require all granted",
      "  AllowOverride All",
      "</Directory>",
    ];
    return ["-X", "-f", write("apache.conf", `${lines.join("\n")}\n`)];
  },
  caddy: (port) => {
    const site = configuration(
      "Caddyfile",
      ["june.example.org", `http://127.0.0.1:${port}`],
      ["/var/www/june", copyOfDist("caddy")],
    );
    return ["run", "--adapter", "caddyfile", "--config", write("Caddyfile", `{\n\tadmin off\n}\n${site}`)];
  },
};

// Starts a server and waits until it replies or ends.
async function startReal(name, port, env) {
  const child = spawn(name, SERVERS[name](port), { env, stdio: ["ignore", "pipe", "pipe"] });
  after(() => child.kill());
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      log += chunk;
    });
  const address = `http://127.0.0.1:${port}/`;
  const replies = () =>
    fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await replies())) {
    assert.equal(child.exitCode, null, `${name} ended: ${log}`);
    await new Promise((next) => setTimeout(next, 20));
  }
  return { address, stop: () => child.kill() };
}

for (const name of Object.keys(SERVERS)) {
  const env = {
    ...process.env,
    PATH: [process.env.PATH, "/usr/sbin"].join(path.delimiter),
    XDG_DATA_HOME: scratch,
    XDG_CONFIG_HOME: scratch,
  };
  const isInstalled = spawnSync(name, [name === "caddy" ? "version" : "-v"], { env }).status === 0;
  const reason = ALL ? `${name} is not installed` : "runs with --all";
  test(`the configuration for ${name} works`, { skip: ALL && isInstalled ? false : reason }, async () => {
    const { address, stop } = await startReal(name, await freePort(), env);
    const { output, isSuccess } = await xtask("verify", address);
    assert.ok(isSuccess, output);
    const module = fs.readdirSync(DIST).find((file) => file.endsWith("_bg.wasm"));
    for (const [encoding, suffix] of [
      ["gzip", ".gz"],
      ["br", ".br"],
    ]) {
      if (name === "nginx" && encoding === "br" && !BROTLI) continue;
      for (const file of ["index.html", "embed.js", "data/case.en.json", module]) {
        const { headers, body } = await fetchEncoded(address + file, encoding);
        assert.equal(headers["content-encoding"], encoding, file);
        const precompressed = fs.readFileSync(path.join(DIST, file + suffix));
        assert.ok(body.equals(precompressed), `${file}: the precompressed file is sent`);
      }
    }
    stop();
  });
}

test("the script for S3 uploads each file once, with its type and cache lifetime, and pages last", async () => {
  const bin = path.join(scratch, "bin");
  fs.mkdirSync(bin);
  fs.copyFileSync(path.join(TOP, "tests/fixtures/aws.mjs"), path.join(bin, "aws.mjs"));
  fs.writeFileSync(path.join(bin, "aws"), `#!/bin/sh\nexec node "${bin}/aws.mjs" "$@"\n`, { mode: 0o755 });
  const list = path.join(bin, "uploaded");
  await promisify(execFile)("bash", [path.join(TOP, "publish/s3.sh"), DIST, "s3://bucket/june"], {
    env: { ...process.env, PATH: [bin, process.env.PATH].join(path.delimiter), UPLOADED: list },
  });
  const lines = fs.readFileSync(list, "utf8").trim().split("\n");
  const uploaded = lines.map((line) => JSON.parse(line));

  const published = filesIn(DIST).filter((name) => !/\.(br|gz)$/.test(name) && name !== "_headers");
  assert.deepEqual(uploaded.map(({ name }) => name).sort(), published.sort());
  for (const { service, verb, to, name, ...options } of uploaded) {
    const { headers } = await fetch(ADDRESS + name, { method: "HEAD" });
    assert.deepEqual([service, verb, to], ["s3", "cp", "s3://bucket/june"]);
    const [type, lifetime] = ["content-type", "cache-control"].map((header) => headers.get(header));
    assert.deepEqual(options, { "content-type": type, "cache-control": lifetime }, name);
  }
  const isPage = ({ name }) => name.endsWith(".html");
  const afterFirstPage = uploaded.slice(uploaded.findIndex(isPage));
  assert.ok(afterFirstPage.every(isPage), "pages that name the new app are uploaded after it");
});
