import { describe, expect, it } from 'vitest';
import type { Product } from '../../src/protocol/http';
import { offerOf, offersOf } from '../../src/shop/offer';
import type { Comment } from '../../src/timeline/fold';
import type { Pending } from '../../src/timeline/outbox';
import { ChatRows, names, type ChatRow } from '../../src/viewer/chat-rows';
import { Levels } from '../../src/viewer/levels';

const comment = (more: Partial<Comment>): Comment => ({ eid: 'c1', offset: 5, at: 1, by: 'v_me', name: '', text: '一', badge: 'none', deleted: false, re: null, mediaAt: null, question: 'none', answer: null, ...more });
const pending = (more: Partial<Pending>): Pending => ({ key: 'k1', text: '一', mediaTime: undefined, re: null, question: false, review: 'none', at: null, afterOffset: 4, state: 'sending', eid: null, reason: null, ...more });

const chatRows = (comments: Comment[], waiting: Pending[], id: string | null, more: { name?: string; hides?: (by: string) => boolean } = {}): readonly ChatRow[] =>
  new ChatRows().of(comments, waiting, { id, name: '', hides: () => false, delayMillis: 1_500, ...more });

describe('the rows of the conversation', () => {
  it('show an own comment once while its ack is on its way', () => {
    expect(chatRows([comment({})], [pending({})], 'v_me').map((row) => row.key)).toEqual(['c1']);
  });
  it('show it twice when it was said twice', () => {
    expect(chatRows([comment({ offset: 3 })], [pending({})], 'v_me').map((row) => row.key)).toEqual(['c1', 'k1']);
    expect(chatRows([comment({})], [pending({}), pending({ key: 'k2' })], 'v_me').map((row) => row.key)).toEqual(['c1', 'k2']);
  });
  it('never take another’s words for one’s own', () => {
    const rows = chatRows([comment({ by: 'v_other' })], [pending({})], 'v_me');
    expect(rows.map((row) => [row.key, row.mine])).toEqual([['c1', false], ['k1', true]]);
  });
  it('keep own words that only their author sees where they were said', () => {
    const own = pending({ key: 'c_9', eid: 'c_9', state: 'stored', at: 10 });
    const rows = chatRows([comment({ eid: 'c1', at: 9, by: 'v_2' }), comment({ eid: 'c2', at: 12, by: 'v_2' })], [own], 'v_me');
    expect(rows.map((row) => row.key)).toEqual(['c1', 'c_9', 'c2']);
  });
  it('quote what is answered, and call the reader by a reply or a name', () => {
    const mine = comment({ eid: 'c1', text: 'いくらですか' });
    const rows = chatRows([mine, comment({ eid: 'c2', by: 'v_2', re: 'c1' }), comment({ eid: 'c3', by: 'v_3', text: '@はな さん、そうですね' })], [], 'v_me', { name: 'はな' });
    expect(rows.map(({ toMe, quote }) => [toMe, quote?.text ?? null])).toEqual([[false, null], [true, 'いくらですか'], [true, null]]);
    expect([names('@はなこ', 'はな'), names('@はな！', 'はな'), names('x', '')]).toEqual([false, true, false]);
  });
  it('quote nothing of what is gone or hidden', () => {
    const reply = comment({ eid: 'c2', by: 'v_3', re: 'c1' });
    const quoted = (first: Partial<Comment>, hides = (_by: string): boolean => false) => chatRows([comment({ eid: 'c1', by: 'v_2', ...first }), reply], [], null, { hides }).at(-1)?.quote?.text;
    expect([quoted({ deleted: true, text: '' }), quoted({}, (by) => by === 'v_2'), quoted({})]).toEqual(['', '', '一']);
  });
  it('leave out people the reader hides, never oneself', () => {
    const rows = chatRows([comment({ eid: 'c1', by: 'v_2' }), comment({ eid: 'c2' })], [], 'v_me', { hides: () => true });
    expect(rows.map((row) => row.key)).toEqual(['c2']);
  });
  it('say that a comment is about an earlier picture', () => {
    const about = (mediaAt: number | null) => chatRows([comment({ at: 20_000, mediaAt })], [], null)[0]?.earlier;
    expect([about(12_500), about(17_000), about(null)]).toEqual([6, null, null]);
  });
  it('stay the same objects while nothing of them changes', () => {
    const rows = new ChatRows();
    const reader = { id: null, name: '', hides: () => false, delayMillis: 0 };
    const [one, two] = [comment({ eid: 'c1', by: 'v_2' }), comment({ eid: 'c2', by: 'v_2', re: 'c1' })];
    const before = rows.of([one, two], [], reader);
    const after = rows.of([{ ...one, text: '', deleted: true }, two], [], reader);
    expect(rows.of([one, two], [], reader)[0]).toBe(before[0]);
    expect(after[0]?.quote?.text).toBe('');
  });
  it('leave out what was deleted', () => {
    expect(chatRows([comment({ deleted: true })], [], null)).toEqual([]);
  });
});

describe('an offer', () => {
  const product = {
    id: 'p', state: 'on_sale',
    variants: [{ sku: 'a', price: 100, left: 2, of: 5 }, { sku: 'b', price: 200, left: 0, of: 5 }],
  } as unknown as Product;
  const live = (state: string | null, left: number | null) =>
    ({ saleOf: () => state, stockOf: (sku: string) => (left === null || sku === 'b' ? null : { left, of: 5 }) }) as Parameters<typeof offerOf>[1];

  it('takes the newest stock and state of the timeline', () => {
    expect(offerOf(product, live(null, null))).toMatchObject({ left: 2, of: 10, lowest: 100, from: true, standing: 'buyable' });
    expect(offerOf(product, live(null, 1))).toMatchObject({ left: 1, standing: 'buyable' });
    expect(offerOf(product, live(null, 0))).toMatchObject({ left: 0, standing: 'sold_out' });
    expect(offerOf(product, live('paused', 5)).standing).toBe('paused');
  });
  it('is not shown while it is hidden', () => {
    expect(offersOf([product], live('hidden', 1))).toEqual([]);
  });
});

describe('the sheets as pages of the history', () => {
  const make = () => {
    const stack: unknown[] = [null];
    let at = 0;
    const levels: Levels = new Levels(
      {
        get state() {
          return stack[at];
        },
        pushState: (state) => {
          stack.splice(++at, stack.length, state);
        },
        replaceState: (state) => {
          stack[at] = state;
        },
        go: (delta) => {
          at += delta;
          levels.moved(stack[at]);
        },
      },
      () => undefined,
    );
    return { levels, browserBack: () => ((at -= 1), levels.moved(stack[at])), depth: () => at };
  };

  it('close one by one with the back button', () => {
    const { levels, browserBack } = make();
    levels.push({ kind: 'shelf' });
    levels.push({ kind: 'product', product: 'p' });
    browserBack();
    expect(levels.top()).toEqual({ kind: 'shelf' });
    browserBack();
    expect(levels.top()).toBeNull();
  });
  it('close together, and leave the history as it was', () => {
    const { levels, depth } = make();
    levels.push({ kind: 'shelf' });
    levels.push({ kind: 'product', product: 'p' });
    levels.push({ kind: 'product', product: 'q' });
    expect(depth()).toBe(2);
    levels.clear();
    expect([levels.top(), depth()]).toEqual([null, 0]);
  });
});
