/**
 * A stand-in for the server's staff and buying side, for looking at pages: `node test/mock/desk.mjs [port]`.
 * Everything lives in memory; the checkouts are those of `shop.mjs`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';
import { conversation } from './conversation.mjs';
import { drawing, picture as photograph, products } from './goods.mjs';
import { film } from './picture.mjs';
import { health } from './health.mjs';
import { shop } from './shop.mjs';

/** The third from last is coming, the one before the last paused, the last not yet shown. */
const stateAt = (index) => ['hidden', 'paused', 'coming'][products.length - 1 - index] ?? 'on_sale';
const goods = () =>
  products.map((p, index) => ({
    ...p,
    state: stateAt(index),
    variants: p.variants.map(({ left, ...v }) => ({ ...v, onHand: left, held: 0, sold: v.of - left })),
  }));
const NOTES = [
  ['手元を映しながら使い方を実演。手入れのしやすさも。', 'Show it in use, close up, then how to care for it.'],
  ['色とサイズを並べて比べる。', 'Compare colours and sizes side by side.'],
  ['お客様の声を一つ紹介。', 'Read out one customer’s words.'],
  ['贈り物の包みを見せる。', 'Show the gift wrapping.'],
  ['照明を落として見せる。', 'Dim the studio, then show it.'],
];
const rundown = () => products.slice(0, 5).map(({ id }, index) => ({ position: index + 1, product: id, note: NOTES[index][0], noteEn: NOTES[index][1] }));
const skus = products.flatMap((p) => p.variants.map((v) => v.sku));
const picture = film(process.env.SIZE ?? '540x960');

const port = Number(process.argv[2] ?? 8099);
const show = {
  id: 'demo', title: '秋の器と暮らしの市', titleEn: 'Autumn market of everyday craft', presenter: '森川はるか',
  description: '', pr: false, status: 'live', hls: '/hls/demo/index.m3u8', shop: { name: '賑わい商店', legalUrl: '/legal' },
};
let keyVersion = 1;
const streamKeys = () => ({ url: 'rtmp://127.0.0.1:1935/live', key: `demo_${keyVersion}c1f4be27a60d853e2b7`, backupKey: `demo_${keyVersion}b7e2d853a60be27c1f4`, version: keyVersion });
const state = { products: goods(), pins: [{ product: products[0].id, showAt: Date.now() - 60_000 }], orders: [], log: [], viewers: 1284, offset: 0, back: 0, version: 1, signedIn: false, keys: new Map() };
/** `POST /mock/scene {health, stream, roles, pins, quiet}` sets what is seen. */
const scene = { health: 'good', roles: ['owner', 'producer'], quiet: false, refuse: false };
const sockets = { stage: new Set(), backstage: new Set() };
const people = ['はな', 'みかん', 'tom', 'ゆきの', 'sora', '器好き', 'けんた', '', 'あおい'];
const says = ['かわいい！', '白もありますか？', '電子レンジは使えますか', '届くのが楽しみです', '音もきれいに聞こえています', '母へのプレゼントにします', 'サイズ感が知りたいです', '買えました、ありがとうございます', 'ふたの裏も見せてほしいです'];

const send = (log, frame) => { for (const socket of sockets[log]) socket.send(JSON.stringify(frame)); };
function stage(type, fields, by = { k: 'viewer', id: 'v_1' }) {
  const o = ++state.offset;
  const entry = { o, at: Date.now(), s: Date.now(), t: type, by, ...fields };
  state.log.push(entry);
  if (state.log.length > 400) state.log.shift();
  send('stage', { f: 'b', ep: 'mock', from: o, to: o, ev: [entry], now: Date.now() });
  return entry;
}
function backstage(type, fields, by = { k: 'viewer', id: fields.by ?? 'v_1' }) {
  const o = ++state.back;
  send('backstage', { f: 'b', ep: 'mockb', from: o, to: o, ev: [{ o, at: Date.now(), s: Date.now(), t: type, ...fields, by }], now: Date.now() });
}
const stateOf = () => {
  const st = { pins: { sv: state.version, pins: state.pins.map(({ product, showAt }) => ({ p: product, s: showAt })) }, stream: { sv: 1, status: show.status } };
  for (const product of state.products) {
    st[`sale:${product.id}`] = { sv: state.version, p: product.id, state: product.state };
    for (const v of product.variants) st[`stock:${v.sku}`] = { sv: state.version, sku: v.sku, p: product.id, left: v.onHand - v.held, of: v.of };
  }
  return st;
};
const newState = () => { state.version++; send('stage', { f: 'b', ep: 'mock', st: stateOf(), now: Date.now() }); };

const talkState = {};
const people_ = new Map();
class Problem extends Error { constructor(status, code, ja, en, more = {}) { super(code); Object.assign(this, { status, body: { type: 'about:blank', title: code, status, code, ja, en, retryable: false, ...more } }); } }
const world = {
  append: ({ t, ...fields }, by) => stage(t, fields, by),
  backstage: (type, fields) => backstage(type, fields, { k: 'viewer', id: fields.who ?? [...talk.comments.values()].find((c) => c.eid === fields.eid)?.who ?? 'v_1' }),
  state: (key, value) => { talkState[key] = value; send('stage', { f: 'b', ep: 'mock', st: { [key]: value }, now: Date.now() }); },
  note: (who, frame) => { for (const socket of sockets.stage) if (socket.viewer?.id === who) socket.send(JSON.stringify(frame)); },
  missing: () => { throw notFound(); },
  refuse: (...problem) => { throw new Problem(...problem); },
};
const talk = conversation(world);
talk.start();
const comment = (text, name, id, badge = 'none', more = {}) => talk.scene(id, name, text, { b: badge, ...more });
function order(sku, quantity, buyer) {
  const product = state.products.find((p) => p.variants.some((v) => v.sku === sku));
  const v = product.variants.find((x) => x.sku === sku);
  const number = `N-${String(1001 + state.orders.length)}`;
  const made = {
    id: `ord_${state.orders.length + 1}`, number, state: 'accepted', placedAt: Date.now(), buyer, total: v.price * quantity + 600,
    lines: [{ product: product.id, sku, name: product.name, nameEn: product.nameEn, variant: v.name, variantEn: v.nameEn, quantity, unitPrice: v.price, taxRate: product.taxRate, total: v.price * quantity }],
  };
  v.sold += quantity; v.onHand -= quantity;
  state.orders.unshift(made);
  backstage('order_placed', { order: made.id, number, lines: [{ p: product.id, sku, q: quantity }], total: made.total });
  newState();
  return made;
}

const notFound = () => new Problem(404, 'not_found', '見つかりませんでした。', 'Not found.');
const staff = () => { if (!state.signedIn) throw new Problem(401, 'unauthorized', 'ログインしてください。', 'Please log in.'); };
const productOf = (id) => state.products.find((p) => p.id === id) ?? (() => { throw notFound(); })();

const routes = [
  ['GET', '/api/shows', () => ({ shows: [{ id: 'demo', title: show.title, titleEn: show.titleEn, status: show.status, viewers: state.viewers }, { id: 'winter', title: '冬のあかりと湯気の市', titleEn: 'Winter light market', status: 'waiting' }, { id: 'summer', title: '夏の涼みの市', titleEn: 'Summer market', status: 'ended' }] })],
  ['GET', '/api/shows/:show', () => ({ ...show, now: Date.now() })],
  ['GET', '/api/shows/:show/products', () => ({ products: state.products.filter((p) => p.state !== 'hidden').map((p) => ({ ...p, variants: p.variants.map(({ onHand, held, sold, ...v }) => ({ ...v, left: onHand - held })) })) })],
  ['GET', '/api/viewer', () => ({ id: 'v_1', name: '', named: false, known: null })],
  ['POST', '/api/login', (_, b) => { if (b.password !== 'demo') throw new Problem(401, 'bad_credentials', 'メールアドレスまたはパスワードが違います。', 'The e-mail address or the password is wrong.'); state.signedIn = true; return { account: account() }; }],
  ['POST', '/api/logout', () => { state.signedIn = false; }],
  ['GET', '/api/me', () => { staff(); return { account: account() }; }],
  ['GET', '/api/shows/:show/control', () => { staff(); return { products: state.products.map((p) => ({ ...p, variants: p.variants.map((v) => ({ ...v, left: v.onHand - v.held })) })), pins: state.pins, rundown: rundown(), orders: { count: state.orders.length, total: state.orders.reduce((sum, o) => sum + o.total, 0) } }; }],
  ['PUT', '/api/shows/:show/pins/:product', ({ product }) => { staff(); productOf(product); if (!state.pins.some((p) => p.product === product)) { if (state.pins.length >= 3) throw new Problem(409, 'too_many_pins', 'ピン留めは3つまでです。どれかを外してください。', 'At most three pins. Unpin one first.'); state.pins.push({ product, showAt: Date.now() }); stage('pinned', { p: product }, { k: 'staff', id: 's_1' }); newState(); } return { pins: state.pins }; }],
  ['DELETE', '/api/shows/:show/pins/:product', ({ product }) => { staff(); if (state.pins.some((p) => p.product === product)) { state.pins = state.pins.filter((p) => p.product !== product); stage('unpinned', { p: product }, { k: 'staff', id: 's_1' }); newState(); } return { pins: state.pins }; }],
  ['PUT', '/api/shows/:show/products/:product/state', ({ product }, b) => { staff(); productOf(product).state = b.state; stage('sale_state', { p: product, state: b.state }, { k: 'staff', id: 's_1' }); newState(); return { product, state: b.state }; }],
  ['POST', '/api/shows/:show/stock/:sku', ({ sku }, b) => { staff(); const v = state.products.flatMap((p) => p.variants).find((x) => x.sku === sku); if (v.onHand + b.delta < v.held) throw new Problem(409, 'below_zero', '在庫が足りません。取り置き分より減らすことはできません。', 'Not enough stock: it cannot go below what is held.'); v.onHand += b.delta; v.of = Math.max(v.of, v.onHand); newState(); return { onHand: v.onHand, held: v.held, left: v.onHand - v.held }; }],
  ['GET', '/api/shows/:show/orders', () => { staff(); return { orders: state.orders.slice(0, 50), next: null }; }],
  ['GET', '/api/shows/:show/stream-key', () => { staff(); return streamKeys(); }],
  ['POST', '/api/shows/:show/stream-key/rotate', () => { staff(); keyVersion += 1; return streamKeys(); }],
  ['GET', '/api/shows/:show/rehearsal', () => ({ on: scene.rehearsal === true })],
  ['PUT', '/api/shows/:show/rehearsal', (_, b) => { scene.rehearsal = b.on; return b; }],
  ['GET', '/api/shows/:show/stream/health', () => { staff(); if (scene.refuse) throw new Problem(403, 'not_allowed', '', ''); return health(scene.health, beat); }],
];
const account = () => ({ id: 's_1', name: '高橋ディレクター', roles: scene.roles });

const buying = shop({
  get products() { return state.products; },
  left: (sku) => { const v = state.products.flatMap((p) => p.variants).find((x) => x.sku === sku); return v.onHand - v.held; },
  hold: (sku, quantity) => { state.products.flatMap((p) => p.variants).find((x) => x.sku === sku).held += quantity; newState(); },
  known: () => false,
  problem: (...what) => new Problem(...what),
});
const compiled = routes.map(([method, path, handler, status]) => ({ method, status, handler, pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) }));
/** With WEBROOT the built pages are served too, under the policy of the real server. */
const webroot = process.env.WEBROOT;
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const PAGES = [[/^\/$/, 'index'], [/^\/login$/, 'login'], [/^\/control\//, 'control'], [/^\/watch\//, 'watch'], [/^\/studio\//, 'studio'], [/^\/checkout\//, 'checkout'], [/^\/orders\//, 'order'], [/^\/legal$/, 'legal'], [/^\/cart$/, 'cart'], [/^\/my$/, 'my']];
const CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; connect-src 'self'; font-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'";
function built(path) {
  const page = PAGES.find(([address]) => address.test(path));
  const file = webroot && join(webroot, normalize(page ? `/${page[1]}.html` : path));
  return file && !path.startsWith('/api/') && existsSync(file) ? [file, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': CSP }] : undefined;
}

let visits = 0;
const viewerOf = (request) => {
  const id = /viewer=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  if (!id) return null;
  if (!people_.has(id)) people_.set(id, { id, name: '', badge: 'none' });
  return people_.get(id);
};

const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://x').pathname;
  const file = built(path);
  if (file) {
    // A watch page is opened by a viewer of its own, whatever else its browser is.
    const visit = path.startsWith('/watch/') && !/viewer=/.test(request.headers.cookie ?? '') ? { 'set-cookie': `viewer=v_w${++visits}; Path=/` } : {};
    response.writeHead(200, { ...file[1], ...visit }).end(readFileSync(file[0]));
    return;
  }
  if (path.startsWith('/images/')) {
    const key = path.slice('/images/'.length);
    const photo = photograph(key);
    response.writeHead(200, { 'content-type': photo ? `image/${extname(key).slice(1).replace('jpg', 'jpeg')}` : 'image/svg+xml' }).end(photo ?? drawing(key));
    return;
  }
  if (path === '/hls/demo/index.m3u8') {
    response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' }).end(picture.playlist(Date.now()));
    return;
  }
  if (path.startsWith('/hls/demo/') && !/^\/hls\/demo\/\d+\.ts$/.test(path)) {
    response.writeHead(404).end();
    return;
  }
  if (path.startsWith('/hls/demo/')) {
    response.writeHead(200, { 'content-type': 'video/mp2t' }).end(picture.segment(Number.parseInt(path.slice(10), 10)));
    return;
  }
  if (/^\/api\/shows\/[^/]+\/stream\/health\/events$/.test(path)) {
    if (!state.signedIn || scene.refuse) { response.writeHead(403).end(); return; }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const tell = () => response.write(`event: health\ndata: ${JSON.stringify(health(scene.health, beat))}\n\n`);
    const timer = setInterval(tell, 1000);
    response.on('close', () => clearInterval(timer));
    tell();
    return;
  }
  if (path === '/mock/sign-in') { state.signedIn = true; response.writeHead(204).end(); return; }
  let text = '';
  for await (const chunk of request) text += chunk;
  if (path === '/mock/scene') {
    const { stream, pins, close, ...more } = JSON.parse(text);
    Object.assign(scene, more);
    if (stream) { show.status = stream; if (stream === 'ended') stage('show_ended', { show: 'demo' }, { k: 'system', id: 'x' }); }
    if (pins) state.pins = pins.map((product) => ({ product, showAt: Date.now() - 60_000 }));
    newState();
    if (close) for (const socket of sockets.stage) socket.close(4100);
    response.writeHead(204).end();
    return;
  }
  try {
    const own = /^\/api(?:\/shows\/demo|\/moderation)?(\/(?:chat|held|comments|sanctions|people|questions|words).*)$/.exec(path);
    if (own) {
      world.query = Object.fromEntries(new URL(request.url, 'http://x').searchParams);
      const viewer = viewerOf(request);
      if (!viewer) staff();
      const answer = talk.rest(request.method, own[1], text ? JSON.parse(text) : {}, viewer);
      if (answer !== undefined) {
        response.writeHead(answer === null ? 204 : 200, { 'content-type': 'application/json' }).end(answer === null ? '' : JSON.stringify(answer));
        return;
      }
    }
    const bought = await buying(request.method, path, text ? JSON.parse(text) : {});
    if (bought) {
      response.writeHead(bought[0], { 'content-type': 'application/json' }).end(bought[1] === null ? '' : JSON.stringify(bought[1]));
      return;
    }
    for (const { method, pattern, handler, status } of compiled) {
      const found = method === request.method && pattern.exec(path);
      if (!found) continue;
      const params = Object.fromEntries(Object.entries(found.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)]));
      const answer = await handler(params, text ? JSON.parse(text) : {});
      response.writeHead(answer === undefined ? 204 : (status ?? 200), { 'content-type': 'application/json' }).end(answer === undefined ? '' : JSON.stringify(answer));
      return;
    }
    throw notFound();
  } catch (failure) {
    if (!(failure instanceof Problem)) console.error(failure);
    const problem = failure instanceof Problem ? failure : new Problem(500, 'unknown', '', '');
    response.writeHead(problem.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem.body));
  }
});
const wss = new WebSocketServer({ server, handleProtocols: () => 'nigiwai.v1' });
wss.on('connection', (socket, request) => {
  if (scene.deaf) return socket.close(4100);
  let log = 'stage';
  const viewer = viewerOf(request) ?? { id: 's_1', name: '運営', badge: 'staff' };
  socket.viewer = viewer;
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data));
    const answer = (more) => socket.send(JSON.stringify(more));
    if (frame.c === 'join') {
      log = frame.log ?? 'stage';
      sockets[log].add(socket);
      const st = log === 'stage' ? { ...stateOf(), ...talkState } : {};
      const you = { id: viewer.id, name: viewer.name, role: viewer.badge === 'staff' ? 'staff' : 'viewer', named: viewer.name !== '' };
      answer({ f: 'welcome', id: frame.id, show: 'demo', log, you, now: Date.now(), ep: log === 'stage' ? 'mock' : 'mockb', off: log === 'stage' ? state.offset : state.back, rec: false, ev: log === 'stage' ? state.log.slice(-50) : [], st, v: state.viewers, ping: 25000, wait: 10000, rc: { base: 500, cap: 20000 }, lim: { len: 200, frame: 4096, rate: 10 } });
      if (log === 'stage') answer({ f: 'note', k: 'mine', ev: talk.mine(viewer.id) });
    } else if (frame.c === 'name') {
      viewer.name = frame.n;
      answer({ f: 'named', id: frame.id, name: frame.n });
    } else if (frame.c !== 'heart' && frame.c !== 'react' && frame.c !== 'pong') {
      const reply = talk.frame(viewer, frame);
      if (reply) answer({ ...reply, id: frame.id });
    }
  });
  socket.on('close', () => sockets[log].delete(socket));
});
for (let i = 0; i < 14; i++) comment(says[i % says.length], people[i % people.length], `v_${i % 9}`, ['none', 'buyer', 'none', 'member', 'none', 'first'][i % 6], { q: i % 7 === 1 || i % 7 === 2 });
for (const [n, x, why] of [['', '詳しくは 090-xxxx までお電話ください', 'phone'], ['けんた', 'https://example.com で安く買えます', 'link']]) talk.heldScene('v_6', n, x, why);
talk.vote('c_2', 'v_7');
talk.vote('c_2', 'v_8');
for (let i = 0; i < 7; i++) order(skus[(i * 2) % skus.length], 1 + (i % 2), ['山本 花', '佐々木 健', '李 美玲', '田中 葵', '鈴木 亮', '高木 結', '小川 翔'][i]);
state.orders.forEach((o, i) => (o.placedAt = Date.now() - i * 47_000));
state.orders[1].state = 'placed';
let beat = 0;
setInterval(() => {
  beat++;
  state.viewers += Math.round(Math.sin(beat / 3) * 9 + Math.random() * 6 - 2);
  send('stage', { f: 'b', ep: 'mock', v: state.viewers, h: Math.floor(Math.random() * 9), now: Date.now() });
  if (beat % 2 === 0 && !scene.quiet) comment(says[beat % says.length], people[beat % people.length], `v_${beat % 9}`);
  if (beat % 23 === 0 && beat < 400) order(skus[1], 1, people[beat % 7] || '林 直子');
}, 1000);
server.listen(port, '127.0.0.1', () => console.log(`desk mock on ${port}`));
