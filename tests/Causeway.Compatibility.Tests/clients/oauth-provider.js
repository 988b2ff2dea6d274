// An authorization server for the tests: oidc-provider with rotation and reuse detection, the source behind it, and faults at the token endpoint.
// Its address is the first line that it prints; what tests ask of it is under /control.
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';

const settings = JSON.parse(process.env.OAUTH_PROVIDER ?? '{}');
const calm = { account: 'one', accessTtl: 3600, omit: [], grace: 0, faults: [], delay: 0, downtime: false, chaos: 0, told: 0 };
const state = { ...calm, faults: [] };
const everyFault = [
    'cut-before', 'cut-after', 'cut-during', '500', '502-after', '503', '429', 'malformed', 'html', 'invalid_client', 'hold',
];
const anyOf = list => list[Math.floor(Math.random() * list.length)];
const stats = { redemptions: 0, replays: 0, families: 0, tokenCalls: 0, revocations: 0, apiCalls: 0, refused: 0, attempts: 0 };
const answers = new Map(); // refresh token → the answer it got, for sources that let it be redeemed again for a while
const redeemed = new Map(); // refresh token → how often it was redeemed

// Its own store forgets after a thousand entries.
const stores = new Map();
const grants = new Map();
class Store {
    constructor(name) {
        this.name = name;
        if (!stores.has(name)) stores.set(name, new Map());
        this.map = stores.get(name);
    }
    async upsert(id, payload) {
        this.map.set(id, payload);
        if (payload.grantId) {
            if (!grants.has(payload.grantId)) grants.set(payload.grantId, []);
            grants.get(payload.grantId).push([this.map, id]);
        }
        if (payload.uid) this.map.set(`uid:${payload.uid}`, payload);
    }
    async find(id) { return this.map.get(id); }
    async findByUid(uid) { return this.map.get(`uid:${uid}`); }
    async findByUserCode() { return undefined; }
    async destroy(id) { this.map.delete(id); }
    async consume(id) { this.map.get(id).consumed = Math.floor(Date.now() / 1000); }
    async revokeByGrantId(grantId) {
        for (const [map, id] of grants.get(grantId) ?? []) map.delete(id);
        grants.delete(grantId);
    }
}

const organisations = {
    several: [{ id: 'north', name: 'North Ltd' }, { id: 'south', name: 'South Ltd' }],
    nobody: [],
};
const organisationsOf = account => organisations[account] ?? [{ id: account, name: `${account} & Sons` }];

const server = createServer();
await new Promise(resolve => server.listen(settings.port ?? 0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
    adapter: Store,
    clients: settings.clients ?? [],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    scopes: ['openid', 'offline_access', 'books'],
    ttl: {
        AccessToken: () => state.accessTtl,
        AuthorizationCode: 60,
        Grant: 14 * 86400,
        Interaction: 600,
        RefreshToken: 14 * 86400,
        Session: 600,
        IdToken: 3600,
        ClientCredentials: () => state.accessTtl,
    },
    features: {
        devInteractions: { enabled: false },
        revocation: { enabled: true },
        clientCredentials: { enabled: true },
    },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    pkce: { required: () => true },
    renderError: async (ctx, out) => { ctx.type = 'json'; ctx.body = JSON.stringify(out); },
});
// A refresh token that was redeemed before ends its family; so does whoever revokes it.
provider.on('grant.revoked', ctx => { if (ctx.path === '/token') stats.families++; });
const handler = provider.callback();

// The user: authorizes as whom the address names (login_hint), or who is signed in, or says no.
async function interact(req, res) {
    const details = await provider.interactionDetails(req, res);
    const account = details.params.login_hint ?? state.account;
    if (account === 'deny') {
        return provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'no' });
    }
    const grant = new provider.Grant({ accountId: account, clientId: details.params.client_id });
    grant.addOIDCScope('openid offline_access books');
    const grantId = await grant.save();
    return provider.interactionFinished(req, res, { login: { accountId: account, remember: false }, consent: { grantId } });
}

const text = async req => {
    const parts = [];
    for await (const part of req) parts.push(part);
    return Buffer.concat(parts).toString();
};
const json = (res, status, body, headers = {}) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(JSON.stringify(body));
};

// The token endpoint, with the fault whose turn it is.
async function token(req, res) {
    stats.tokenCalls++;
    const body = await text(req);
    const form = new URLSearchParams(body);
    const refresh = form.get('grant_type') === 'refresh_token' ? form.get('refresh_token') : null;
    const chaotic = Math.random() < state.chaos; // the part of the calls that fail, each in a way of its own
    const fault = state.downtime ? '503' : state.faults.shift() ?? (chaotic ? anyOf(everyFault) : undefined);
    if (fault === 'cut-before') return req.socket.destroy();
    if (fault === '503') return json(res, 503, { error: 'temporarily_unavailable' });
    if (fault === '500') { res.writeHead(500); return res.end('<html>down</html>'); }
    if (fault === '429') return json(res, 429, { error: 'slow_down' }, { 'retry-after': '3' });
    if (fault === 'malformed') { res.writeHead(200, { 'content-type': 'application/json' }); return res.end('{"access_token":'); }
    if (fault === 'html') { res.writeHead(200, { 'content-type': 'text/html' }); return res.end('<html>hello</html>'); }
    if (fault === 'invalid_client') return json(res, 401, { error: 'invalid_client' });
    if (fault === 'invalid_grant') return json(res, 400, { error: 'invalid_grant' });
    if (refresh) stats.attempts++;

    const known = refresh && answers.get(refresh);
    if (known && Date.now() - known.at < state.grace * 1000) {
        stats.replays++;
        return deliver(req, res, fault, known.status, known.body);
    }

    // What the library answers is held back, so that a fault can come between.
    req.body = body;
    const out = [];
    const end = res.end.bind(res);
    const writeHead = res.writeHead.bind(res);
    res.write = chunk => { out.push(Buffer.from(chunk)); return true; };
    res.writeHead = status => { res.statusCode = status ?? res.statusCode; return res; };
    await new Promise(resolve => {
        res.end = chunk => { if (chunk) out.push(Buffer.from(chunk)); resolve(); return res; };
        handler(req, res);
    });
    res.end = end;
    res.writeHead = writeHead;
    const answer = Buffer.concat(out).toString();
    const status = res.statusCode;
    if (refresh && status === 200) {
        stats.redemptions++;
        redeemed.set(refresh, (redeemed.get(refresh) ?? 0) + 1);
        answers.set(refresh, { at: Date.now(), status, body: answer });
    } else if (refresh) {
        stats.refused++;
    }
    for (const name of res.getHeaderNames()) res.removeHeader(name);
    if (state.delay > 0) await new Promise(resolve => setTimeout(resolve, state.delay));
    return deliver(req, res, fault, status, answer);
}

// What it tells may be less than is so: nothing of its tokens, or that they end sooner.
function tell(answer) {
    const told = JSON.parse(answer);
    if (state.told > 0) told.expires_in = state.told;
    for (const name of state.omit) delete told[name];
    return JSON.stringify(told);
}

function deliver(req, res, fault, status, made) {
    const answer = status === 200 ? tell(made) : made;
    if (fault === 'cut-after') return req.socket.destroy();
    if (fault === 'hold') return undefined; // never answered: whoever waits is killed, or gives up
    if (fault === 'cut-during') {
        res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
        res.write(answer.slice(0, answer.length / 2));
        return setTimeout(() => req.socket.destroy(), 20);
    }
    if (fault === '502-after') { res.writeHead(502); return res.end('bad gateway'); }
    res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    return res.end(answer);
}

// The source that the tokens open.
async function api(req, res, path) {
    stats.apiCalls++;
    const value = (req.headers.authorization ?? '').replace(/^Bearer /, '');
    const found = value && (await provider.AccessToken.find(value) ?? await provider.ClientCredentials.find(value));
    if (!found) return json(res, 401, { error: 'invalid_token' });
    const account = found.accountId ?? 'machine';
    if (path === '/api/organisations') return json(res, 200, { organisations: organisationsOf(account) });
    if (path === '/api/customers') {
        return json(res, 200, { customers: [1, 2, 3].map(n => ({ id: `c${n}`, name: `Customer ${n} of ${account}` })) });
    }
    return json(res, 404, {});
}

async function control(req, res, path) {
    const body = JSON.parse((await text(req)) || '{}');
    if (path === '/control/set') { Object.assign(state, body); return json(res, 200, state); }
    if (path === '/control/stats') return json(res, 200, { ...stats, mostOften: Math.max(0, ...redeemed.values()), waiting: state.faults.length });
    if (path === '/control/reset') {
        for (const name of Object.keys(stats)) stats[name] = 0;
        redeemed.clear();
        answers.clear();
        Object.assign(state, calm, { faults: [] });
        return json(res, 200, {});
    }
    if (path === '/control/mint') {
        // Authorizations as if users had given them.
        const client = await provider.Client.find(body.clientId);
        const tokens = [];
        for (let i = 0; i < body.count; i++) {
            const accountId = body.account ?? `account${i}`;
            const grant = new provider.Grant({ accountId, clientId: client.clientId });
            grant.addOIDCScope('openid offline_access books');
            const grantId = await grant.save();
            const common = { accountId, client, grantId, scope: 'offline_access books', gty: 'authorization_code', iiat: Math.floor(Date.now() / 1000) };
            const refresh = await new provider.RefreshToken({ ...common, rotations: 0 }).save();
            const access = await new provider.AccessToken({ ...common }).save();
            tokens.push({ accountId, refreshToken: refresh, accessToken: access });
        }
        return json(res, 200, { tokens });
    }
    if (path === '/control/forget') {
        await (await provider.AccessToken.find(body.accessToken))?.destroy();
        return json(res, 200, {});
    }
    if (path === '/control/end') {
        // The user revokes the access at the source.
        for (const token of body.refreshTokens ?? []) {
            const found = await provider.RefreshToken.find(token);
            if (found) for (const name of ['RefreshToken', 'AccessToken', 'Grant']) await new Store(name).revokeByGrantId(found.grantId);
        }
        for (const [grantId] of body.all ? grants : []) await new Store('any').revokeByGrantId(grantId);
        return json(res, 200, {});
    }
    return json(res, 404, {});
}

server.on('request', (req, res) => {
    const path = new URL(req.url, issuer).pathname;
    if (path === '/token/revocation') stats.revocations++;
    const work = path === '/token' && req.method === 'POST' ? token(req, res)
        : path.startsWith('/interaction/') ? interact(req, res)
        : path.startsWith('/api/') ? api(req, res, path)
        : path.startsWith('/control/') ? control(req, res, path)
        : handler(req, res);
    Promise.resolve(work).catch(error => {
        console.error(error);
        if (!res.headersSent) json(res, 500, { error: 'server_error' });
    });
});

console.log(JSON.stringify({ issuer }));
// Whoever started it closes its input; it does not outlive the tests.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
