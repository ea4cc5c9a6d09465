// `cargo xtask verify` on a valid site, on a site with every error, and without a site.
import assert from "node:assert/strict";
import { test } from "node:test";
import zlib from "node:zlib";
import { CASE, EVENT, LATER_EVENT, OTHER_EVENT, SHORT_EVENT } from "../content.mjs";
import { ADDRESS, ALL } from "../dist.mjs";
import { server } from "../server.mjs";
import { xtask } from "../xtask.mjs";

const FOR_RELEASES = { skip: ALL ? false : "runs with --all" };

test("a site with the production headers has no errors", async () => {
  const { output, isSuccess } = await xtask("verify", ADDRESS);
  assert.ok(isSuccess, output);
  assert.match(output, /\d{3,} pages, \d{4,} links/);
  assert.match(
    output,
    new RegExp(`^Version: case-timeline [0-9.]+, content [0-9a-f]{8}, last checked ${CASE.as_of}$`, "m"),
  );
  assert.match(output, /No errors found/);
});

const CARD = `card-${EVENT}.html`;
const REDIRECTED = `card-${SHORT_EVENT}`;
const FOREIGN = `card-${OTHER_EVENT}.oembed.json`;
const DAMAGED = `card-${LATER_EVENT}.oembed.json`;
const setHeader = (name, value) => (reply) => {
  reply.headers[name] = value;
};
const edit = (change) => (reply) => {
  reply.body = change(reply.body.toString());
};
const replyWith = (values) => (reply) => Object.assign(reply, values);
// The errors of a server: the files that have it, the change of the reply, and the diagnostic.
const ERRORS = [
  [
    /_bg\.wasm$/,
    setHeader("content-type", "text/plain"),
    /its media type is "text\/plain" instead of application\/wasm\n.*application\/wasm.*\n.*_bg\.wasm/,
  ],
  [
    /_bg\.wasm$/,
    (reply) => {
      reply.body = reply.body.toString("latin1").replace(/\n/g, "\r\n").slice(1);
    },
    /it is not a WebAssembly module/,
  ],
  [
    /^app-[0-9a-f]+\.js$/,
    setHeader("cache-control", "public, max-age=60"),
    /its cache lifetime is shorter than a year \(Cache-Control: "public, max-age=60"\)\n.*immutable\n.*app-[0-9a-f]+\.js/,
  ],
  [/^index\.html$/, setHeader("x-frame-options", "SAMEORIGIN"), /X-Frame-Options forbids embedding/],
  [
    /^embed\.html$/,
    setHeader("cache-control", "public, max-age=86400"),
    /it is a page, but browsers may show it again without revalidation.*\n.*no-cache.*\n.*embed\.html/,
  ],
  [
    /^embed\.js$/,
    setHeader("cache-control", "public, max-age=86400"),
    /its cache lifetime is missing or longer than ten minutes[^]*?where: .*embed\.js/,
  ],
  [/^frame-check\.html$/, setHeader("set-cookie", "visit=1"), /it sets a cookie/],
  [
    /^take-away\.html$/,
    setHeader("content-security-policy", "default-src 'self'"),
    /the Content-Security-Policy of the server blocks the app/,
  ],
  [
    /^frame\.js$/,
    setHeader("access-control-allow-origin", undefined),
    /other origins cannot fetch it \(Access-Control-Allow-Origin: ""\)[^]*?where: frame\.js/,
  ],
  [
    /^print\.css$/,
    setHeader("referrer-policy", "unsafe-url"),
    /the header Referrer-Policy has another value: "unsafe-url"/,
  ],
  [
    /^icon\.svg$/,
    setHeader("permissions-policy", undefined),
    /the header Permissions-Policy is missing[^]*?where: icon\.svg/,
  ],
  [new RegExp(`^${CARD}$`), replyWith({ status: 404, body: "gone" }), new RegExp(`it returns 404[^]*?where: ${CARD}`)],
  [
    new RegExp(`^${REDIRECTED}\\.html$`),
    replyWith({ status: 308, body: "", headers: { location: REDIRECTED } }),
    /it redirects \(308\) to the same name without \.html/,
  ],
  [
    /^embed\.html$/,
    edit((html) => html.replace(/ href="#[a-z-]+"/, ' href="#nowhere"')),
    /a link to embed\.html#nowhere has no target on that page/,
  ],
  [
    /events\.\w+\.csv$/,
    setHeader("content-type", "text/csv"),
    /its media type lacks charset=utf-8[^]*?events\.\w+\.csv/,
  ],
  [/case\.\w+\.json$/, replyWith({ body: "{" }), /it is not valid JSON[^]*?case\.\w+\.json/],
  [
    /^embed\.oembed\.json$/,
    edit((json) => json.replace('"rich"', '"video"')),
    /the oEmbed response lacks a field[^]*?where: embed\.oembed\.json/,
  ],
  [
    new RegExp(`^${FOREIGN}$`),
    edit((json) => json.replaceAll(/(?<=src=..)https:.{2}example.org/g, "https://elsewhere.example")),
    new RegExp(`the oEmbed response embeds another site[^]*?where: ${FOREIGN}`),
  ],
  [
    new RegExp(`^${DAMAGED}$`),
    replyWith({ body: "{" }),
    new RegExp(`the oEmbed response is not valid JSON[^]*?where: ${DAMAGED}`),
  ],
  [
    /^sitemap\.xml$/,
    setHeader("content-type", "text/plain"),
    /its media type is "text\/plain" instead of application\/xml[^]*?where: sitemap\.xml/,
  ],
  [/^no-such-page/, replyWith({ status: 200, body: "<!doctype html>" }), /a missing page returns 200 instead of 404/],
  [
    /^app-0000/,
    setHeader("cache-control", "public, max-age=31536000, immutable"),
    /a missing hashed file has the cache lifetime of a hashed file/,
  ],
  [
    /./,
    (reply) => ["etag", "last-modified"].map((name) => delete reply.headers[name]),
    /neither ETag nor Last-Modified/,
  ],
  [
    /^bulletin\.html$/,
    (reply, encoding) => {
      if (encoding !== "gzip") return;
      reply.headers["content-encoding"] = "gzip";
      reply.body = zlib.gzipSync("of the previous release");
    },
    /compressed \(gzip\) and uncompressed response have different content[^]*?where: bulletin\.html/,
  ],
  [
    new RegExp(`^bulletin\\.${CASE.languages.at(-1)}\\.html$`),
    (reply, encoding) => {
      if (encoding !== "br") return;
      reply.headers["content-encoding"] = "br";
      reply.body = "damaged";
    },
    /the compressed response \(br\) cannot be decompressed[^]*?where: bulletin\.\w+\.html/,
  ],
  [/^$/, () => {}, /it is not compressed/],
];

test("each error of a server is reported with its remedy", async () => {
  const broken = server.production((reply, request) => {
    for (const [name, change] of ERRORS) {
      if (name.test(reply.name)) change(reply, request.headers["accept-encoding"]);
    }
  });
  const { output, isSuccess } = await xtask("verify", broken);
  assert.equal(isSuccess, false);
  for (const [, , diagnostic] of ERRORS) assert.match(output, diagnostic);
});

test("with --no-custom-headers only types, access and links are required", FOR_RELEASES, async () => {
  const plain = server.production(({ headers, name }) => {
    for (const header of Object.keys(headers)) {
      if (!["content-type", "access-control-allow-origin"].includes(header)) delete headers[header];
    }
    headers["cache-control"] = "max-age=600";
    headers.etag = `"${name}"`;
  });
  const { output } = await xtask("verify", plain, "--no-custom-headers");
  const found = output.match(/^- .*/gm);
  assert.deepEqual(found, ["- a conditional request returns 200 instead of 304", "- it is not compressed"], output);
});

test("an address without a server is reported, and an invalid address is rejected", async () => {
  // Port 9 on loopback: the discard service, which is not running.
  const { output, isSuccess } = await xtask("verify", "http://127.0.0.1:9/");
  assert.equal(isSuccess, false);
  assert.match(output, /no response: .*\n.*check the address/);
  assert.match((await xtask("verify", "example.org")).output, /must begin with https:\/\/ and end with a slash/);
});
