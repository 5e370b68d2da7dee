// Serves a built site as its host will, with HTTP/2 and compressed, and lets Lighthouse
// judge pages of it, one after another, in one browser in which every address leads here.
//
// node lighthouse.mjs JSON, which is {modules, chrome: {chromePath, chromeFlags}, folders,
// pages: [{url, skipAudits}]}, where folders are [path of an address, folder there], the
// last that fits first; prints a report as one line of JSON for each page.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const { modules, chrome, folders, pages } = JSON.parse(process.argv[2]);
const { resolve } = createRequire(join(modules, 'lighthouse', 'package.json'));
const { default: lighthouse } = await import(join(modules, 'lighthouse/core/index.js'));
const { launch } = await import(resolve('chrome-launcher'));

const CERTIFICATE = 'req -x509 -newkey rsa:2048 -nodes -keyout - -out - -subj /CN=localhost';
const TEXT = { // what hosts compress
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
};

async function answer(request, response) {
  const { pathname } = new URL(request.url, 'https://localhost');
  const [home, folder] = folders.findLast(([home]) => pathname.startsWith(home)) ?? folders[0];
  const path = decodeURIComponent(pathname).replace(home, '/').replace(/\/$/, '/index.html');
  const type = TEXT[extname(path)];
  try {
    const data = await readFile(join(folder, path));
    response.writeHead(200, type && { 'content-type': type, 'content-encoding': 'gzip' });
    response.end(type ? gzipSync(data) : data);
  } catch {
    response.writeHead(404).end();
  }
}

function summary({ requestedUrl, categories, audits, runtimeError }) {
  if (runtimeError) throw new Error(`${requestedUrl}: ${runtimeError.message}`);
  for (const audit of Object.values(audits)) {
    audit.place = audit.details?.items?.[0]?.node?.snippet;
    delete audit.details;
  }
  return { categories, audits };
}

const pem = execFileSync('openssl', CERTIFICATE.split(' '), { stdio: 'pipe' });
const server = createSecureServer({ key: pem, cert: pem }, answer);
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
chrome.chromeFlags.push(
  '--ignore-certificate-errors',
  `--host-resolver-rules=MAP * 127.0.0.1:${server.address().port}`,
);
const running = await launch(chrome);
try {
  for (const { url, skipAudits } of pages) {
    const options = { port: running.port, skipAudits, disableFullPageScreenshot: true };
    const { lhr } = await lighthouse(url, { ...options, logLevel: 'error' });
    console.log(JSON.stringify(summary(lhr)));
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  running.kill();
  server.close();
}
