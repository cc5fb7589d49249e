import { beforeEach, describe, expect, it } from 'vitest';
import type { ClientFrame } from '../../src/protocol/client-frames';
import type { Note } from '../../src/protocol/frames';
import { COMMENTS_MAX } from '../../src/timeline/fold';
import type { Outcome } from '../../src/timeline/requests';
import { LiveSession } from '../../src/timeline/session';
import { FakeTime } from './fake-time';

let time: FakeTime;
let sent: ClientFrame[];
let session: LiveSession;
let offset: number;
const hear = (frame: object): void => session.received(JSON.stringify(frame));
const entry = (fields: object): object => ({ o: ++offset, at: 1_000 + offset, s: 1_000 + offset, by: { k: 'viewer', id: 'v_2' }, ...fields });
const tell = (...entries: object[]): void => hear({ f: 'b', ep: 'e', from: offset - entries.length + 1, to: offset, ev: entries, now: time.now() });
const comment = (eid: string, more: object = {}): object => entry({ t: 'comment', eid, n: 'はな', x: `${eid}の言葉`, b: 'none', ...more });
const chat = (fields: object): void => hear({ f: 'b', ep: 'e', st: { chat: { sv: ++offset + 1_000, ...fields } }, now: time.now() });
const lastId = (): number => Number((sent.at(-1) as { id?: number }).id);

beforeEach(() => {
  time = new FakeTime();
  sent = [];
  offset = 0;
  session = new LiveSession({ send: (frame) => sent.push(frame), close: () => undefined, now: time.now, serverNow: time.now, after: time.after });
  session.opened();
  hear({
    f: 'welcome', id: 1, show: 'demo', log: 'stage', you: { id: 'v_me', name: 'みどり', role: 'viewer', named: true },
    now: time.now(), ep: 'e', off: 0, rec: false, ev: [], st: {},
  });
});

describe('what is said in the log', () => {
  it('keeps replies, badges and questions, and how each question ends', () => {
    tell(comment('c_1', { q: true, b: 'buyer' }), comment('c_2', { re: 'c_1', b: 'first' }), comment('c_3'));
    tell(entry({ t: 'question', eid: 'c_3' }));
    tell(entry({ t: 'question_grouped', eid: 'c_3', into: 'c_1' }), entry({ t: 'question_answered', eid: 'c_1', m: 55, x: 'はい' }));
    expect(session.fold.comments.map(({ badge, question, re }) => [badge, question, re])).toEqual([
      ['buyer', 'answered', null],
      ['first', 'none', 'c_1'],
      ['none', 'grouped', null],
    ]);
    expect(session.fold.comment('c_1')?.answer).toEqual({ mediaAt: 55, text: 'はい' });
  });

  it('shows a restored comment in its place again', () => {
    tell(comment('c_1'), comment('c_2'));
    tell(entry({ t: 'comment_deleted', eid: 'c_1' }));
    expect(session.fold.comment('c_1')).toMatchObject({ text: '', deleted: true });
    tell(entry({ t: 'comment_restored', eid: 'c_1', n: 'はな', x: 'もどりました', b: 'none' }));
    expect(session.fold.comments.map(({ text }) => text)).toEqual(['もどりました', 'c_2の言葉']);
  });

  it('is judged by from and to, not by what was sampled away between them', () => {
    offset = 40;
    hear({ f: 'b', ep: 'e', from: 1, to: 41, skip: 40, ev: [comment('c_41')], now: time.now() });
    expect([session.fold.offset, session.fold.comments.length]).toEqual([41, 1]);
    tell(comment('c_42'));
    expect(session.fold.offset).toBe(42);
  });

  it('keeps the newest only, and still finds them', () => {
    for (let n = 1; n <= COMMENTS_MAX + 50; n++) tell(comment(`c_${n}`));
    expect(session.fold.comments).toHaveLength(COMMENTS_MAX);
    expect([session.fold.has('c_50'), session.fold.comment('c_51')?.text]).toEqual([false, 'c_51の言葉']);
    tell(entry({ t: 'comment_deleted', eid: 'c_60' }));
    expect(session.fold.comment('c_60')?.deleted).toBe(true);
  });

  it('takes a pinned comment down with its deletion', () => {
    tell(comment('c_1'));
    hear({ f: 'b', ep: 'e', st: { comment_pin: { sv: 1, eid: 'c_1', n: 'はな', x: '届きました', b: 'buyer' } }, now: 1 });
    expect(session.fold.pinnedComment()).toMatchObject({ x: '届きました', b: 'buyer' });
    tell(entry({ t: 'comment_deleted', eid: 'c_1' }));
    expect(session.fold.pinnedComment()).toBeNull();
  });

  it('adds reactions by their kind', () => {
    hear({ f: 'b', ep: 'e', h: 2, rx: { clap: 3 }, now: 1 });
    hear({ f: 'b', ep: 'e', rx: { clap: 1, wow: 5 }, now: 1 });
    expect([session.fold.hearts, session.fold.reactions]).toEqual([2, { clap: 4, wow: 5 }]);
  });
});

describe('what this person sends', () => {
  it('carries reply, question and what was on the picture', () => {
    session.say('k1', 'いつ届きますか', { mediaTime: 99.6, re: 'c_1', question: true });
    expect(sent.at(-1)).toEqual({ c: 'say', id: 2, k: 'k1', x: 'いつ届きますか', m: 100, re: 'c_1', q: true });
    hear({ f: 'ack', id: 2, eid: 'c_9' });
    expect(session.questions.all()).toMatchObject([{ eid: 'c_9', asked: 'いつ届きますか', status: 'new' }]);
  });

  it('gathers reactions by kind, hearts in their own frame', () => {
    session.react('clap');
    session.heart();
    session.react('clap');
    time.pass(500);
    expect(sent.slice(1)).toEqual([{ c: 'react', t: 'clap', n: 2 }, { c: 'heart', n: 1 }]);
  });

  it('hears how a request about a comment ended', async () => {
    const ends: Outcome[] = [];
    void session.ask({ c: 'vote', eid: 'c_1', on: true }).then((end) => ends.push(end));
    hear({ f: 'ack', id: lastId() });
    void session.ask({ c: 'del', eid: 'c_1' }).then((end) => ends.push(end));
    hear({ f: 'err', id: lastId(), code: 'not_yours', ja: '他の方のコメントです。', en: 'Not yours.' });
    void session.ask({ c: 'report', eid: 'c_1', why: 'spam' }).then((end) => ends.push(end));
    session.closed(1006);
    await Promise.resolve();
    await new Promise((done) => setTimeout(done, 0));
    expect(ends.map((end) => (end.kind === 'refused' ? end.code : end.kind))).toEqual(['done', 'not_yours', 'lost']);
    expect(await session.ask({ c: 'del', eid: 'c_1' })).toEqual({ kind: 'lost' });
  });
});

describe('own words that others do not see', () => {
  it('stay after the ack, below what was there, and never fill the outbox', () => {
    tell(comment('c_1'));
    for (let n = 0; n < 60; n++) {
      expect(session.say(`k${n}`, 'だれにも届かない')).toBe(true);
      hear({ f: 'ack', id: lastId(), eid: `c_s${n}` });
    }
    expect(session.outbox.all()).toHaveLength(40);
    expect(session.outbox.all()[0]).toMatchObject({ state: 'stored', at: session.fold.newestAt, review: 'none' });
  });

  it('say that they wait for a moderator, and how it was decided', () => {
    const notes: Note[] = [];
    session.onNote((note) => notes.push(note));
    session.say('k1', '見てください');
    hear({ f: 'ack', id: 2, eid: 'c_5', held: true });
    expect(session.outbox.all()[0]?.review).toBe('held');
    hear({ f: 'note', k: 'held', eid: 'c_5', status: 'rejected' });
    expect(session.outbox.all()[0]?.review).toBe('rejected');
    expect(notes).toHaveLength(1);
  });

  it('are told again after a reconnect', () => {
    session.say('k1', 'まだ確認中');
    hear({ f: 'ack', id: 2, eid: 'c_5', held: true });
    session.closed(4200);
    session.opened();
    hear({ f: 'welcome', id: 1, show: 'demo', log: 'stage', you: { id: 'v_me', name: '', role: 'viewer', named: false }, now: 1, ep: 'e', off: 0, rec: true, ev: [], st: {} });
    expect(session.outbox.all()).toEqual([]);
    hear({ f: 'note', k: 'mine', ev: [{ eid: 'c_5', at: 7, x: 'まだ確認中', b: 'none', held: true }, { at: 1 }] });
    expect(session.outbox.all()).toMatchObject([{ eid: 'c_5', text: 'まだ確認中', review: 'held', state: 'stored', at: 7 }]);
  });
});

describe('whether I may comment', () => {
  it('waits out slow mode, after the refusal and after each own comment', () => {
    chat({ slow: 30, who: 'everyone' });
    session.say('k1', '一');
    hear({ f: 'err', id: 2, code: 'slow_mode', retry: true, after: 12_000 });
    expect(session.standing()).toEqual({ kind: 'slow', until: time.now() + 12_000 });
    time.pass(12_000);
    expect(session.standing().kind).toBe('free');
    hear({ f: 'ack', id: lastId(), eid: 'c_1' });
    expect(session.standing()).toEqual({ kind: 'slow', until: time.now() + 30_000 });
    chat({ slow: 0 });
    expect(session.standing().kind).toBe('free');
  });

  it('knows a mute, its end, and that it was lifted', () => {
    hear({ f: 'note', k: 'sanction', kind: 'mute', until: time.now() + 60_000 });
    expect(session.standing()).toEqual({ kind: 'muted', until: time.now() + 60_000 });
    time.pass(61_000);
    expect(session.standing().kind).toBe('free');
    hear({ f: 'note', k: 'sanction', kind: 'mute' });
    hear({ f: 'note', k: 'sanction', kind: 'none' });
    expect(session.standing().kind).toBe('free');
  });

  it('remembers that only members may, as long as that is so', () => {
    chat({ who: 'members' });
    session.say('k1', '一');
    hear({ f: 'err', id: 2, code: 'members_only' });
    expect(session.standing().kind).toBe('members');
    chat({ who: 'everyone' });
    expect(session.standing().kind).toBe('free');
  });
});

describe('own questions', () => {
  it('tell each change of their status once', () => {
    const notes: Note[] = [];
    session.onNote((note) => notes.push(note));
    hear({ f: 'note', k: 'question', eid: 'c_1', status: 'new' });
    hear({ f: 'note', k: 'question', eid: 'c_1', status: 'new' });
    hear({ f: 'note', k: 'question', eid: 'c_1', status: 'answered', m: 44, x: '使えます' });
    expect(notes).toHaveLength(2);
    expect(session.questions.all()).toMatchObject([{ eid: 'c_1', status: 'answered', mediaAt: 44, answer: '使えます' }]);
  });
});
