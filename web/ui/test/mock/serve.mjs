/**
 * A stand-in for the server, for work on the pages: `npm run mock`, then `npm run dev`.
 * It keeps everything in memory. `POST /mock {stream?, slate?, close?, refuse?, deaf?, hls?, pins?, livePin?, stock?, sale?, state?, say?}` sets a scene.
 */
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';
import { conversation } from './conversation.mjs';
import { drawing, picture as photograph, products } from './goods.mjs';
import { film } from './picture.mjs';
import { shop } from './shop.mjs';

const port = Number(process.env.PORT ?? 8080);
const quiet = process.env.QUIET === '1';
const webroot = process.env.WEBROOT;
const picture = film(process.env.SIZE ?? '540x960');
const scene = { stream: 'live', hls: true, deaf: false, slowAck: 0 };
const EPOCH = 'mock1';
const entries = [];
const sockets = new Set();
const state = { stream: { sv: 1, status: 'live' }, pins: { sv: 0, pins: [] } };
let known = process.env.KNOWN === '1';
let viewerName = '';
let tick = { ev: [], st: {}, h: 0, rx: {} };

for (const p of products) {
  state[`sale:${p.id}`] = { sv: 1, p: p.id, state: p.state };
  for (const v of p.variants) state[`stock:${v.sku}`] = { sv: 1, sku: v.sku, p: p.id, left: v.left, of: v.of };
}

function append(fields) {
  const now = Date.now();
  const entry = { o: entries.length + 1, at: now, s: now, by: { k: 'staff', id: 's_1' }, ...fields };
  entries.push(entry);
  tick.ev.push(entry);
  return entry;
}
function setState(key, value) {
  state[key] = { ...value, sv: (state[key]?.sv ?? 0) + 1 };
  tick.st[key] = state[key];
}
const talk = conversation({
  append: (fields, by) => append({ ...fields, by }),
  backstage: () => undefined,
  state: (key, value) => setState(key, value),
  note: (who, frame) => { for (const socket of sockets) if (who === 'v_me') socket.send(JSON.stringify(frame)); },
  missing: () => { throw new Error('no such comment'); },
  refuse: () => undefined,
});
const comment = (name, x, by = 'v_other', b = 'none', more = {}) => talk.scene(by, name, x, { b, ...more });
function pin(p, on = true, s = Date.now()) {
  const entry = append({ t: on ? 'pinned' : 'unpinned', p, s });
  const others = state.pins.pins.filter((one) => one.p !== p);
  state.pins = { sv: entry.o, pins: on ? [...others, { p, s: entry.s }] : others };
  tick.st.pins = state.pins;
}

append({ t: 'show_opened', show: 'demo' });
talk.start();
comment('賑わい商店', '本日は19時までの配信です。気になる品があれば、お気軽にご質問ください。', 's_1', 'staff');
comment('はな', '急須、先月のものより少し小ぶりですか？', 'v_hana', 'buyer', { q: true });
comment('', 'はじめまして', 'v_new', 'first');
comment('みどり', '湯切れのよさがよく見えました', 'v_midori', 'member', { m: Date.now() - 8_000 });
comment('木村', '白磁と墨、迷います…', 'v_kimura');
comment('店長 佐藤', '墨は使うほどに艶が出ます。長くお使いになる方におすすめです。', 's_2', 'presenter', { re: 'c_5' });
pin(products[0].id);

setInterval(() => {
  if (tick.ev.length === 0 && Object.keys(tick.st).length === 0 && tick.h === 0 && Object.keys(tick.rx).length === 0) return;
  const frame = { f: 'b', ep: EPOCH, now: Date.now() };
  if (tick.ev.length > 0) Object.assign(frame, { from: tick.ev[0].o, to: tick.ev.at(-1).o, ev: tick.ev });
  if (Object.keys(tick.st).length > 0) frame.st = tick.st;
  if (tick.h > 0) frame.h = tick.h;
  if (Object.keys(tick.rx).length > 0) frame.rx = tick.rx;
  frame.v = 1200 + sockets.size;
  tick = { ev: [], st: {}, h: 0, rx: {} };
  const text = JSON.stringify(frame);
  for (const socket of sockets) if (!scene.deaf) socket.send(text);
}, 100);

if (!quiet) {
  const said = ['きれいな色ですね', '贈り物にもよさそう', '在庫はまだありますか？', '前回買いました、とてもよかったです', 'お手入れは簡単ですか？', '👏👏👏'];
  const names = ['そら', 'ゆき', '', 'たけし', 'まい', 'MIKA'];
  let n = 0;
  setInterval(() => comment(names[n % names.length], said[n++ % said.length]), 3500);
  let turn = 0;
  setInterval(() => {
    const pinned = products.slice(0, 4).map((p) => p.id);
    pin(pinned[turn++ % 4], false);
    pin(pinned[turn % 4]);
  }, 20_000);
}

const problem = (status, code, ja, en, more = {}) => [status, { type: 'about:blank', title: code, status, code, ja, en, retryable: status >= 500, ...more }];
const buying = shop({
  get products() { return products.map((p) => ({ ...p, state: state[`sale:${p.id}`].state })); },
  left: (sku) => state[`stock:${sku}`].left,
  hold: (sku, quantity) => setState(`stock:${sku}`, { ...state[`stock:${sku}`], left: state[`stock:${sku}`].left - quantity }),
  known: () => known,
  problem: (...what) => new Refusal(problem(...what)),
});
class Refusal extends Error {
  constructor(answer) { super(answer[1].code); this.answer = answer; }
}

async function api(method, path, body, headers) {
  const at = (pattern) => new RegExp(`^${pattern}$`).exec(path);
  let m;
  if (path === '/api/shows') return [200, { shows: [{ id: 'demo', title: '秋の手しごと市', status: scene.stream, viewers: 1200 }] }];
  if ((m = at('/api/shows/([^/]+)'))) {
    if (m[1] !== 'demo') return problem(404, 'not_found', 'この番組は見つかりません。', 'There is no such show.');
    return [200, { id: 'demo', title: '秋の手しごと市', titleEn: 'Autumn craft market', presenter: '賑わい商店 佐藤', description: '全国の作り手から届いた秋の品を、実演を交えてご紹介します。', pr: process.env.PR === '1', status: scene.stream, hls: '/hls/demo/index.m3u8', now: Date.now(), shop: { name: '賑わい商店', legalUrl: '/legal' } }];
  }
  if (at('/api/shows/demo/products')) return [200, { products: products.map((p) => ({ ...p, state: state[`sale:${p.id}`].state, variants: p.variants.map((v) => ({ ...v, left: state[`stock:${v.sku}`].left })) })) }];
  const viewer = () => ({ id: 'v_me', name: viewerName, named: viewerName !== '', known: known ? { familyName: '山田', givenName: 'はな', familyKana: 'ヤマダ', givenKana: 'ハナ', email: 'hana@example.jp', phone: '09012345678', address: { postal: '1500001', prefecture: '東京都', city: '渋谷区', line1: '神宮前1-2-3', line2: '' }, card: { brand: 'visa', last4: '4242' } } : null });
  if (path === '/api/viewer') {
    if (method === 'PUT') viewerName = body.name;
    return [200, viewer()];
  }
  try {
    const bought = await buying(method, path, body);
    if (bought) return bought;
  } catch (failure) {
    if (failure instanceof Refusal) return failure.answer;
    throw failure;
  }
  if (path === '/api/me') return problem(401, 'login_needed', 'ログインしてください。', 'Please log in.');
  const own = /^\/api\/shows\/demo(\/(?:chat|held|comments|sanctions|people|questions).*)$/.exec(path);
  const answered = own ? talk.rest(method, own[1], body, { id: 'v_me' }) : undefined;
  if (answered !== undefined) return [answered === null ? 204 : 200, answered];
  if (at('/api/shows/demo/timeline')) return [200, { ep: EPOCH, to: entries.length, more: false, ev: entries }];
  return problem(404, 'not_found', '見つかりません。', 'Not found.');
}

/** So many comments per second, for as long as the scene lasts. */
let flowing;
const SAID = ['かわいい！', '急須の口の形がとてもきれいですね', 'おいくらですか？', '👏👏👏', '母への贈り物に迷っています。包装はお願いできますか', 'いいね', 'This looks lovely', '在庫まだありますか'];
function flow(rate) {
  clearInterval(flowing);
  let n = 0;
  let owed = 0;
  if (rate > 0) flowing = setInterval(() => {
    for (owed += rate / 20; owed >= 1; owed--) {
      n++;
      append({ t: 'comment', eid: `f_${n}_${Date.now()}`, n: `視聴者${n % 500}`, x: SAID[n % SAID.length], b: n % 9 === 0 ? 'buyer' : 'none', by: { k: 'viewer', id: `v_f${n % 500}` } });
    }
  }, 50);
}

function setScene(body) {
  if (body.stream) {
    scene.stream = body.stream;
    picture.freeze(body.stream === 'break' && !body.slate);
    picture.end(body.stream === 'ended');
    setState('stream', { status: body.stream });
    if (body.stream === 'live') append({ t: 'stream_started', by: { k: 'system', id: 'ingest' } });
    if (body.stream === 'break') append({ t: 'stream_broken', reason: 'gone', by: { k: 'system', id: 'ingest' } });
    if (body.stream === 'ended') append({ t: 'show_ended', show: 'demo' });
  }
  for (const flag of ['hls', 'deaf', 'refuse', 'slowAck']) if (flag in body) scene[flag] = body[flag];
  if ('known' in body) known = body.known;
  if (body.livePin) pin(body.livePin);
  if (body.pins) {
    for (const { p } of state.pins.pins) if (!body.pins.includes(p)) pin(p, false, Date.now() - 20_000);
    for (const p of body.pins) if (!state.pins.pins.some((one) => one.p === p)) pin(p, true, Date.now() - 20_000);
  }
  for (const [sku, left] of Object.entries(body.stock ?? {})) setState(`stock:${sku}`, { ...state[`stock:${sku}`], left });
  for (const [key, value] of Object.entries(body.state ?? {})) setState(key, value);
  for (const [p, to] of Object.entries(body.sale ?? {})) setState(`sale:${p}`, { p, state: to });
  for (const [n, x, b, more] of body.say ?? []) comment(n, x, `v_${n}`, b ?? 'none', more ?? {});
  for (const [method, path, more] of body.rest ?? []) talk.rest(method, path, more ?? {}, { id: 'v_me' });
  for (const [eid, who] of body.votes ?? []) talk.vote(eid, who);
  if ('rate' in body) flow(body.rate);
  if (body.close) for (const socket of sockets) socket.close(body.close);
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const PAGES = [[/^\/$/, 'index'], [/^\/login$/, 'login'], [/^\/watch\//, 'watch'], [/^\/control\//, 'control'], [/^\/checkout\//, 'checkout'], [/^\/orders\//, 'order'], [/^\/legal$/, 'legal'], [/^\/cart$/, 'cart'], [/^\/my$/, 'my']];
const CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'none'";

const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  const send = (status, type, bytes, more = {}) => response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...more }).end(bytes);
  const photo = path.startsWith('/images/') ? photograph(path.slice(8)) : null;
  if (photo) return send(200, 'image/jpeg', photo);
  if (path.startsWith('/images/')) return send(200, 'image/svg+xml', drawing(path.slice(8)));
  if (path.startsWith('/hls/demo/')) {
    const kept = new URL(request.url, 'http://x').search === '?dvr';
    const name = path.slice(10);
    const list = (text) => send(200, 'application/vnd.apple.mpegurl', text);
    if (!scene.hls) return send(404, 'text/plain', '');
    if (name === 'index.m3u8') return list(picture.master(kept));
    if (name === 'audio.m3u8') return list(picture.sound());
    if (name === 'sound.m3u8') return list(picture.playlist(Date.now(), false).replaceAll('.ts', '.aac'));
    if (name.endsWith('.m3u8')) return list(picture.playlist(Date.now(), kept));
    if (name.endsWith('.ts')) return send(200, 'video/mp2t', picture.segment(Number.parseInt(name, 10)));
    if (name.endsWith('.aac')) return send(200, 'video/mp2t', picture.soundSegment(Number.parseInt(name, 10)));
    return send(404, 'text/plain', '');
  }
  let text = '';
  for await (const chunk of request) text += chunk;
  const body = text === '' ? {} : JSON.parse(text);
  if (path === '/mock') {
    setScene(body);
    return send(204, 'text/plain', null);
  }
  if (path.startsWith('/api/')) {
    const [status, answer] = await api(request.method, path, body, request.headers);
    return send(status, status >= 400 ? 'application/problem+json' : 'application/json', answer === null ? null : JSON.stringify(answer));
  }
  if (webroot) {
    const page = PAGES.find(([address]) => address.test(path));
    const file = join(webroot, normalize(page ? `/${page[1]}.html` : path));
    if (existsSync(file)) return send(200, TYPES[extname(file)] ?? 'application/octet-stream', readFileSync(file), page ? { 'Content-Security-Policy': CSP } : {});
  }
  send(404, 'text/plain', 'not found');
});

const live = new WebSocketServer({ server, handleProtocols: () => 'nigiwai.v1' });
live.on('connection', (socket) => {
  if (scene.refuse) return socket.close(4100);
  socket.on('close', () => sockets.delete(socket));
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data));
    const answer = (more) => socket.send(JSON.stringify(more));
    if (frame.c === 'join') {
      const rec = frame.ep === EPOCH && frame.off <= entries.length;
      answer({ f: 'welcome', id: frame.id, show: 'demo', log: 'stage', you: { id: 'v_me', name: viewerName, role: 'viewer', named: viewerName !== '' }, now: Date.now(), ep: EPOCH,
        off: entries.length - tick.ev.length, rec, ev: entries.slice(rec ? frame.off : Math.max(0, entries.length - 50), entries.length - tick.ev.length), st: state, v: 1200 + sockets.size, ping: 25000, wait: 10000,
        rc: { base: 500, cap: 20000 }, lim: { len: 200, frame: 4096, rate: 10 } });
      sockets.add(socket);
      answer({ f: 'note', k: 'mine', ev: talk.mine('v_me') });
      for (const { q, ...note } of talk.openOf('v_me')) answer({ f: 'note', k: 'question', ...note });
    } else if (frame.c === 'say') {
      const reply = talk.frame({ id: 'v_me', name: viewerName, badge: 'none' }, frame);
      setTimeout(() => answer({ ...reply, id: frame.id }), scene.slowAck);
    } else if (frame.c === 'name') {
      viewerName = frame.n;
      answer({ f: 'named', id: frame.id, name: frame.n });
    } else if (frame.c === 'heart') tick.h += frame.n;
    else if (frame.c === 'react') tick.rx[frame.t] = (tick.rx[frame.t] ?? 0) + frame.n;
    else {
      const reply = talk.frame({ id: 'v_me', name: viewerName }, frame);
      if (reply) answer({ ...reply, id: frame.id });
    }
  });
});
setInterval(() => sockets.forEach((socket) => socket.send('{"f":"ping"}')), 25_000);
server.listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}`));
