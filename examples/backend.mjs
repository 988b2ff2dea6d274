// The part of your own backend that the examples need: it serves a page, and gets an access token for the company of whoever is signed in.
// The API key stays here. Nothing to install; Node 20 or later.
//
//   CAUSEWAY_API_KEY=… node backend.mjs html        (or react, after its build)
//
// CAUSEWAY_URL names the server (http://localhost:5080), PORT the port of the page (3000).
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { extname, join, normalize } from 'node:path';

const causeway = process.env.CAUSEWAY_URL ?? 'http://localhost:5080';
const key = process.env.CAUSEWAY_API_KEY;
const port = Number(process.env.PORT ?? 3000);
const pages = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, process.argv[2] ?? 'html');
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };
if (!key) {
    console.error('CAUSEWAY_API_KEY is missing: the key that the server printed when it started first.');
    process.exit(1);
}

async function call(method, path, body) {
    const response = await fetch(new URL(path, causeway), {
        method,
        headers: { Authorization: `Basic ${Buffer.from(key).toString('base64')}`, 'Content-Type': 'application/json' },
        body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.error}`);
    return answer;
}

// Yours would take the company from the user's session. Here there is one, made at the first start.
const company = (await call('GET', '/companies?query=name%3DEmbedded%20example')).results[0]
    ?? await call('POST', '/companies', { name: 'Embedded example' });

// Once, when you deploy: which pages may embed the components.
const origin = `http://localhost:${port}`;
const { allowedOrigins } = await call('GET', '/corsSettings');
if (!allowedOrigins.includes(origin)) await call('POST', '/corsSettings', { allowedOrigins: [...allowedOrigins, origin] });

createServer(async (request, response) => {
    try {
        const path = new URL(request.url, origin).pathname;
        if (path === '/token') {
            const { accessToken } = await call('GET', `/companies/${company.id}/accessToken`);
            response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
            response.end(JSON.stringify({ companyId: company.id, accessToken, causeway }));
            return;
        }

        const file = path === '/' ? 'index.html' : normalize(path).replace(/^(\.\.[/\\])+/, '');
        let content = await readFile(join(pages, file));
        const headers = { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' };
        if (file === 'index.html') {
            // As strict as a page that embeds the components can be.
            const nonce = randomBytes(16).toString('base64');
            content = content.toString().replaceAll('NONCE', nonce).replaceAll('CAUSEWAY', causeway);
            headers['Content-Security-Policy'] = [
                "default-src 'none'", `script-src 'self' 'nonce-${nonce}' ${causeway}`, `style-src 'self' 'nonce-${nonce}'`,
                `connect-src 'self' ${causeway}`, `img-src 'self' data: ${causeway}`, `form-action 'self' ${causeway}`, "base-uri 'none'",
            ].join('; ');
        }
        response.writeHead(200, headers);
        response.end(content);
    } catch (error) {
        response.writeHead(error.code === 'ENOENT' ? 404 : 500).end();
        if (error.code !== 'ENOENT') console.error(error.message);
    }
}).listen(port, '127.0.0.1', () => console.log(`Open ${origin}`));
