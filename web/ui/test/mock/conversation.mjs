/**
 * The conversation of the mocks: what viewers send, what moderators ask for, and what both are told. Everything
 * lives in memory. `world` is the mock it is part of: `append(fields, by)`, `backstage(type, fields)`,
 * `state(key, value)`, `note(who, frame)`.
 */
const WORDS_HELD = ['電話', '口座'];
const MODE = { slow: 0, who: 'everyone', hold: false, links: false, raid: false };

export function conversation(world) {
  const comments = new Map();
  const sanctions = [];
  const lastSaid = new Map();
  let words = [{ word: '詐欺', verdict: 'block' }, { word: '転売', verdict: 'hold' }];
  let mode = { ...MODE };
  let before = mode;
  let pinned = null;
  let number = 0;
  let sv = 0;
  const setState = (key, value) => world.state(key, { sv: ++sv, ...value });
  const setMode = (change) => { mode = { ...mode, ...change }; setState('chat', mode); return mode; };
  const say = (code, ja, en, more = {}) => ({ f: 'err', code, retry: false, ja, en, ...more });

  function publish(c) {
    c.state = 'shown';
    const { eid, n, x, b, m, re, q } = c;
    world.append({ t: 'comment', eid, n, x, b, ...(m ? { m } : {}), ...(re ? { re } : {}), ...(q ? { q: true } : {}) }, { k: b === 'presenter' || b === 'staff' ? 'staff' : 'viewer', id: c.who });
    if (q) questionsChanged();
  }
  function add(who, n, x, more = {}) {
    const c = { eid: `c_${++number}`, who, n, x, b: 'none', at: Date.now(), state: 'new', reports: 0, ...more, q: more.q ? newQuestion() : null };
    comments.set(c.eid, c);
    if (comments.size > 2_000) comments.delete(comments.keys().next().value);
    return c;
  }
  const newQuestion = () => ({ votes: new Set(), status: 'new', into: null, answer: null, m: null });
  const heads = (status) => [...comments.values()].filter((c) => c.q && c.q.into === null && c.state === 'shown' && (status === 'all' || (status === 'open' ? c.q.status === 'new' : c.q.status === status)));
  const members = (eid) => [...comments.values()].filter((c) => c.q?.into === eid);
  const votes = (c) => c.q.votes.size + members(c.eid).reduce((sum, one) => sum + one.q.votes.size + 1, 0);
  const byVotes = (list) => list.sort((a, b) => votes(b) - votes(a) || a.at - b.at);
  function questionsChanged() {
    const open = byVotes(heads('open'));
    setState('questions', { open: open.length, top: open.slice(0, 10).map((c) => ({ eid: c.eid, n: c.n, x: c.x, votes: votes(c) })) });
  }
  function become(c, change) {
    Object.assign(c.q, change);
    const { status, into, m, answer } = c.q;
    world.note(c.who, { f: 'note', k: 'question', eid: c.eid, status, ...(into ? { into } : {}), ...(m ? { m } : {}), ...(answer ? { x: answer } : {}) });
    world.backstage('question_status', { eid: c.eid, status, who: c.who });
  }
  const restOf = (c) => ({ eid: c.eid, who: c.who, n: c.n, x: c.x, at: c.at, m: c.m ?? c.at - 2_000, votes: votes(c), status: c.q.status, into: c.q.into, members: members(c.eid).map(({ eid }) => eid), answer: c.q.answer });
  const sanctionOf = (who) => sanctions.find((s) => s.who === who && !s.lifted && (!s.until || s.until > Date.now()));

  /** The answer to a frame of a viewer; null when there is none. */
  function frame(viewer, f) {
    if (f.c === 'say') return said(viewer, f);
    const c = comments.get(f.eid);
    if (!c && f.eid) return { ...say('no_such', 'このコメントは見つかりません。', 'There is no such comment.'), id: f.id };
    const ack = { f: 'ack', id: f.id, eid: f.eid };
    switch (f.c) {
      case 'del':
        if (c.who !== viewer.id) return { ...say('not_yours', '他の方のコメントは削除できません。', 'This is not your comment.'), id: f.id };
        c.state = 'gone';
        world.append({ t: 'comment_deleted', eid: f.eid }, { k: 'viewer', id: viewer.id });
        return ack;
      case 'ask':
        c.q ??= newQuestion();
        world.append({ t: 'question', eid: f.eid }, { k: 'viewer', id: viewer.id });
        questionsChanged();
        return ack;
      case 'vote':
        c.q?.votes[f.on ? 'add' : 'delete'](viewer.id);
        questionsChanged();
        return ack;
      case 'report':
        world.backstage('comment_reported', { eid: f.eid, why: f.why, reports: ++c.reports });
        return ack;
      default:
        return null;
    }
  }
  function said(viewer, f) {
    const id = f.id;
    const staff = viewer.badge === 'staff' || viewer.badge === 'presenter';
    const kept = [...comments.values()].find((c) => c.k === f.k);
    if (kept) return { f: 'ack', id, eid: kept.eid };
    const sanction = sanctionOf(viewer.id);
    if (sanction?.kind === 'mute') return { ...say('muted', '現在コメントできません。', 'You cannot comment now.', sanction.until ? { after: sanction.until - Date.now() } : {}), id };
    if (!staff && mode.who === 'members' && viewer.badge !== 'member') return { ...say('members_only', '会員・常連の方がコメントできます。', 'Members and regulars may comment.'), id };
    if (!staff && mode.who === 'buyers' && viewer.badge !== 'buyer') return { ...say('buyers_only', 'ご購入の方がコメントできます。', 'Buyers may comment.'), id };
    const wait = (lastSaid.get(viewer.id) ?? 0) + mode.slow * 1000 - Date.now();
    if (!staff && wait > 0) return { ...say('slow_mode', `あと${Math.ceil(wait / 1000)}秒お待ちください。`, `Please wait ${Math.ceil(wait / 1000)} s.`), retry: true, after: wait, id };
    const found = words.find(({ word }) => f.x.includes(word));
    if (found?.verdict === 'block') return { ...say('blocked', '使えない言葉が含まれています。', 'It contains a word that cannot be used.'), id };
    lastSaid.set(viewer.id, Date.now());
    const c = add(viewer.id, viewer.name, f.x, { k: f.k, b: viewer.badge ?? 'none', m: f.m, re: f.re, q: f.q });
    const why = staff ? null : found?.verdict === 'hold' ? 'word' : WORDS_HELD.some((w) => f.x.includes(w)) ? 'phone' : mode.hold ? 'mode' : null;
    if (why) {
      hold(c, why);
      return { f: 'ack', id, eid: c.eid, held: true };
    }
    if (sanction?.kind === 'shadow') c.state = 'shadow';
    else publish(c);
    return { f: 'ack', id, eid: c.eid };
  }
  function hold(c, why) {
    c.state = 'held';
    c.why = why;
    world.backstage('comment_held', { eid: c.eid, n: c.n, x: c.x, why });
  }
  const mine = (who) => [...comments.values()].filter((c) => c.who === who && (c.state === 'held' || c.state === 'shadow')).map(({ eid, at, n, x, b, state }) => ({ eid, at, n, x, b, t: 'comment', ...(state === 'held' ? { held: true } : {}) }));
  const openOf = (who) => [...comments.values()].filter((c) => c.who === who && c.q).map((c) => ({ eid: c.eid, status: c.q.status, q: c.x, ...(c.q.into ? { into: c.q.into } : {}), ...(c.q.m ? { m: c.q.m } : {}), ...(c.q.answer ? { x: c.q.answer } : {}) }));

  const person = (who) => {
    const own = [...comments.values()].filter((c) => c.who === who);
    const count = (state) => own.filter((c) => c.state === state).length;
    return { who, name: own.at(-1)?.n ?? '', firstSeen: Date.now() - 86_400_000 * 12, comments: own.length, removed: count('removed'), held: count('held'), reports: own.reduce((sum, c) => sum + c.reports, 0), orders: 2, badge: own.at(-1)?.b ?? 'none', sanctions: sanctions.filter((s) => s.who === who), recent: own.slice(-12).reverse().map(({ eid, x, at, state }) => ({ eid, x, at, state })) };
  };

  /** Answers `METHOD path-after-the-show`; undefined when it is not of the conversation, null for 204. */
  function rest(method, path, body, viewer) {
    const at = (pattern) => new RegExp(`^${pattern}$`).exec(path)?.slice(1);
    const route = `${method} ${path}`;
    const of = (eid) => comments.get(eid) ?? world.missing();
    let m;
    if (route === 'GET /chat') return mode;
    if (route === 'PUT /chat') return setMode({ ...body, raid: false });
    if (route === 'POST /chat/raid') {
      if (body.on && !mode.raid) before = mode;
      return setMode(body.on ? { slow: 30, who: 'members', hold: true, links: false, raid: true } : { ...before, raid: false });
    }
    if (route === 'GET /held') return { held: [...comments.values()].filter((c) => c.state === 'held').map(({ eid, n, x, why, who, at }) => ({ eid, n, x, why, by: { k: 'viewer', id: who }, at })) };
    if (method === 'POST' && (m = at('/held/([^/]+)'))) {
      const c = of(m[0]);
      if (c.state !== 'held') return null;
      if (body.decision === 'show') publish(c); else c.state = 'rejected';
      world.note(c.who, { f: 'note', k: 'held', eid: c.eid, status: body.decision === 'show' ? 'shown' : 'rejected' });
      world.backstage('comment_decided', { eid: c.eid, decision: body.decision === 'show' ? 'shown' : 'rejected' });
      return null;
    }
    if (method === 'DELETE' && (m = at('/comments/([^/]+)'))) {
      const c = of(m[0]);
      c.state = 'removed';
      world.append({ t: 'comment_deleted', eid: c.eid }, { k: 'staff', id: 's_1' });
      if (c.q) questionsChanged();
      return null;
    }
    if (method === 'POST' && (m = at('/comments/([^/]+)/restore'))) {
      const c = of(m[0]);
      if (c.state !== 'removed') world.refuse(409, 'gone', '投稿者が削除したため戻せません。', 'The author deleted it.');
      c.state = 'shown';
      world.append({ t: 'comment_restored', eid: c.eid, n: c.n, x: c.x, b: c.b }, { k: 'staff', id: 's_1' });
      if (c.q) questionsChanged();
      return null;
    }
    if ((m = at('/comments/([^/]+)/pin'))) {
      const c = of(m[0]);
      pinned = method === 'PUT' ? c.eid : null;
      world.append({ t: pinned ? 'comment_pinned' : 'comment_unpinned', eid: c.eid }, { k: 'staff', id: 's_1' });
      setState('comment_pin', pinned ? { eid: c.eid, n: c.n, x: c.x, b: c.b } : {});
      return null;
    }
    if (route === 'GET /sanctions') return { sanctions };
    if (route === 'POST /sanctions') {
      const who = body.who ?? of(body.eid).who;
      const made = { sid: `x_${sanctions.length + 1}`, kind: body.kind, who, n: person(who).name, scope: body.scope, ...(body.seconds ? { until: Date.now() + body.seconds * 1000 } : {}), at: Date.now() };
      sanctions.push(made);
      world.backstage('sanctioned', made);
      if (body.kind === 'mute') world.note(who, { f: 'note', k: 'sanction', kind: 'mute', ...(made.until ? { until: made.until } : {}) });
      return made;
    }
    if (method === 'DELETE' && (m = at('/sanctions/([^/]+)'))) {
      const s = sanctions.find(({ sid }) => sid === m[0]) ?? world.missing();
      s.lifted = true;
      world.backstage('sanction_lifted', { sid: s.sid });
      world.note(s.who, { f: 'note', k: 'sanction', kind: 'none' });
      return null;
    }
    if ((m = at('/people/([^/]+)'))) return person(m[0]);
    if (route === 'GET /words') return { words };
    if (route === 'PUT /words') { words = body.words; return { words }; }
    if (route === 'GET /questions/mine') return { questions: openOf(viewer?.id) };
    if (route.startsWith('GET /questions')) return { questions: byVotes(heads(world.query?.status ?? 'open')).map(restOf) };
    if (method === 'POST' && (m = at('/questions/([^/]+)'))) {
      const c = of(m[0]);
      c.q ??= newQuestion();
      world.append({ t: 'question', eid: c.eid }, { k: 'staff', id: 's_1' });
      questionsChanged();
      return null;
    }
    if (method === 'POST' && (m = at('/questions/([^/]+)/group'))) {
      const c = of(m[0]);
      world.append({ t: 'question_grouped', eid: c.eid, ...(body.into ? { into: body.into } : {}) }, { k: 'staff', id: 's_1' });
      become(c, { into: body.into, status: body.into ? 'grouped' : 'new' });
      questionsChanged();
      return null;
    }
    if (method === 'POST' && (m = at('/questions/([^/]+)/answer'))) {
      const c = of(m[0]);
      const status = { live: 'answered', text: 'answered', private: 'private', close: 'closed' }[body.how];
      for (const one of [c, ...members(c.eid)]) {
        become(one, { status, m: body.m ?? null, answer: body.text ?? null });
        if (status === 'answered') world.append({ t: 'question_answered', eid: one.eid, ...(body.m ? { m: body.m } : {}), ...(body.text ? { x: body.text } : {}) }, { k: 'staff', id: 's_1' });
      }
      questionsChanged();
      return null;
    }
    return undefined;
  }

  /** A comment of the scene. */
  const scene = (who, n, x, more = {}) => { const c = add(who, n, x, more); publish(c); return c.eid; };
  const heldScene = (who, n, x, why = 'mode') => hold(add(who, n, x), why);
  return { frame, rest, scene, heldScene, setMode, mine, openOf, comments, vote: (eid, who) => { comments.get(eid)?.q?.votes.add(who); questionsChanged(); }, start: () => { setState('chat', mode); questionsChanged(); } };
}
