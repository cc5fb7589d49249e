import { describe, expect, it } from 'vitest';
import type { Ask, ClientFrame, LogName, Reaction } from '../../src/protocol/client-frames';
import type { ChatState } from '../../src/protocol/frames';
import { LiveSession } from '../../src/timeline/session';
import { FakeTime } from './fake-time';
import { golden } from './golden';

interface Step {
  readonly connect?: { readonly log?: LogName };
  readonly recv?: object;
  readonly say?: { readonly k: string; readonly x: string; readonly m?: number; readonly re?: string; readonly q?: boolean };
  readonly ask?: Ask;
  readonly react?: readonly Reaction[];
  readonly closed?: number;
  readonly wait?: number;
  readonly sends?: readonly object[];
  readonly closes?: number;
  readonly then?: string;
  readonly view?: Record<string, unknown> & { readonly pinsAt?: readonly { readonly t: number }[] };
}
interface Scenario {
  readonly name: string;
  readonly promise: string;
  readonly steps: readonly Step[];
}

function viewOf(session: LiveSession, times: readonly number[]): Record<string, unknown> {
  const { fold, outbox } = session;
  return {
    ep: fold.epoch,
    off: fold.offset,
    comments: fold.comments.map(({ eid, name, text, badge, deleted }) =>
      deleted ? { eid, deleted: true } : { eid, n: name, x: text, b: badge },
    ),
    pending: outbox.all().map(({ key, text, state }) => ({ k: key, x: text, state })),
    pins: fold.pins(),
    pinsAt: times.map((t) => ({ t, pins: fold.pinsAt(t).map((card) => card.product) })),
    stock: Object.fromEntries(fold.allStocks().map((stock) => [stock.sku, stock.left])),
    sale: Object.fromEntries(fold.allSales().map((sale) => [sale.p, sale.state])),
    stream: fold.stream(),
    viewers: fold.viewers,
    hearts: fold.hearts,
    reactions: fold.reactions,
    chat: chatOf(fold.chat()),
    commentPin: fold.pinnedComment()?.eid ?? null,
    openQuestions: fold.questions()?.top.map(({ eid, votes }) => ({ eid, votes })) ?? [],
    questions: fold.comments.flatMap(({ eid, question, re }) => (question === 'none' && re === null ? [] : [{ eid, question, re }])),
    mine: session.questions.all().map(({ eid, status }) => ({ eid, status })),
    held: outbox.all().flatMap(({ eid, review }) => (review === 'none' ? [] : [{ eid, review }])),
    standing: session.standing().kind === 'muted' ? 'mute' : 'none',
    me: fold.me,
  };
}

function chatOf(chat: ChatState | null): Record<string, unknown> | null {
  if (chat === null) return null;
  const { slow, who, hold, links, raid } = chat;
  return { slow, who, hold, links, raid };
}

describe('the golden scenarios of nigiwai.v1', () => {
  for (const { name, promise, steps } of golden<Scenario[]>('scenarios.json')) {
    it(`${name}: ${promise}`, () => {
      const time = new FakeTime();
      let sent: ClientFrame[] = [];
      let closedWith: number | null = null;
      const log = steps.find((step) => step.connect)?.connect?.log ?? 'stage';
      const session = new LiveSession(
        { send: (frame) => sent.push(frame), close: (code) => (closedWith = code), now: time.now, serverNow: time.now, after: time.after },
        log,
      );
      for (const [index, step] of steps.entries()) {
        const here = `step ${index + 1}`;
        sent = [];
        closedWith = null;
        let then: string | null = null;
        if (step.connect) session.opened();
        if (step.recv) session.received(JSON.stringify(step.recv));
        if (step.say) session.say(step.say.k, step.say.x, { mediaTime: step.say.m, re: step.say.re ?? null, question: step.say.q ?? false });
        if (step.ask) void session.ask(step.ask);
        for (const kind of step.react ?? []) session.react(kind);
        if (step.wait !== undefined) time.pass(step.wait);
        const closedNow = step.closed ?? (closedWith as number | null);
        if (closedNow !== null) then = session.closed(closedNow);
        if (step.sends) expect(sent, here).toEqual(step.sends);
        expect(closedWith, here).toBe(step.closes ?? null);
        if (step.then) expect(then, here).toBe(step.then);
        if (step.view) {
          const view = viewOf(session, (step.view.pinsAt ?? []).map(({ t }) => t));
          for (const [field, expected] of Object.entries(step.view)) expect(view[field], `${here}, ${field}`).toEqual(expected);
        }
      }
    });
  }
});
