import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { NwSheet } from '../../src/ui/nw-sheet';
import '../../src/ui/nw-sheet';
import type { ChatRow } from '../../src/viewer/chat-rows';
import type { NwChat } from '../../src/viewer/nw-chat';
import '../../src/viewer/nw-chat';
import type { NwHead } from '../../src/viewer/nw-head';
import '../../src/viewer/nw-head';
import type { NwMore } from '../../src/viewer/nw-more';
import '../../src/viewer/nw-more';
import type { NwRail } from '../../src/viewer/nw-rail';
import '../../src/viewer/nw-rail';
import { all, expectAccessible, inside, put, settled } from './stage';

const row = (n: number, more: Partial<ChatRow> = {}): ChatRow => ({
  key: `c${n}`, eid: `c${n}`, offset: n + 1, by: 'v_2', review: 'none', quote: null, toMe: false, question: 'none', answer: null, earlier: null, name: 'はな', text: `コメント${n}`, badge: 'none', mine: false, at: 1_781_000_000_000, state: 'shown', reason: null, ...more,
});
const rows = (count: number): ChatRow[] => Array.from({ length: count }, (_, n) => row(n));

async function chat(first: readonly ChatRow[]): Promise<NwChat> {
  const made = await put<NwChat>('nw-chat', { rows: first });
  made.style.setProperty('block-size', '300px');
  await settled(made);
  const list = inside(made, '.log');
  list.scrollTop = list.scrollHeight;
  return made;
}

describe('the conversation', () => {
  it('follows while the reader is at the end', async () => {
    const made = await chat(rows(50));
    made.rows = rows(60);
    await settled(made);
    const list = inside(made, '.log');
    expect(list.scrollHeight - list.clientHeight - list.scrollTop).toBeLessThan(2);
  });

  it('stays where the reader is, counts what is new, and returns on a tap', async () => {
    const made = await chat(rows(50));
    const list = inside(made, '.log');
    list.scrollTop = 0;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    made.rows = rows(53);
    await settled(made);
    expect(list.scrollTop).toBe(0);
    expect(inside(made, '.pill').textContent?.trim()).toBe('新着 3件');
    await userEvent.click(inside(made, '.pill'));
    expect(list.scrollHeight - list.clientHeight - list.scrollTop).toBeLessThan(2);
  });

  it('marks own words, those on their way, and those refused', async () => {
    const made = await chat([
      row(1, { mine: true }),
      row(2, { mine: true, state: 'sending', at: null }),
      row(3, { mine: true, state: 'failed', at: null, reason: { ja: '200文字までです。', en: 'At most 200.' } }),
      row(4, { badge: 'presenter' }),
    ]);
    const words = all(made, 'li').map((one) => one.textContent?.replace(/\s+/g, ''));
    expect(words).toEqual(['あなたコメント1', 'あなたコメント2送信中', 'あなたコメント3200文字までです。再送取り消し', '配信者はなコメント4']);
    await expectAccessible(made);
  });

  it('is walked through with the arrow keys', async () => {
    const made = await chat(rows(5));
    inside(made, '.log').focus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(made.shadowRoot?.activeElement?.textContent).toContain('コメント3');
  });

  it('shows text as text', async () => {
    const made = await chat([row(1, { text: '<img src=x onerror=alert(1)>' })]);
    expect(all(made, 'li img')).toHaveLength(0);
  });
});

describe('the sheet', () => {
  it('keeps the focus inside, closes with Escape, and gives the focus back', async () => {
    const button = document.createElement('button');
    button.textContent = 'open';
    const sheet = await put<NwSheet>('nw-sheet', { heading: '商品一覧' });
    document.querySelector('main')?.append(button);
    sheet.addEventListener('nw-back', () => (sheet.open = false));
    button.focus();
    sheet.open = true;
    await settled(sheet);
    await userEvent.keyboard('{Tab}{Tab}{Tab}{Tab}');
    expect(document.activeElement === button).toBe(false);
    await expectAccessible(sheet);
    await userEvent.keyboard('{Escape}');
    await settled(sheet);
    expect(document.activeElement).toBe(button);
  });

  it('leaves at least 15 % of a phone to the picture', async () => {
    const sheet = await put<NwSheet>('nw-sheet', { heading: 'x', open: true, height: 'full' });
    expect(inside(sheet, 'dialog').getBoundingClientRect().height).toBeLessThanOrEqual(innerHeight * 0.85 + 1);
  });
});

describe('head, rail and menu', () => {
  const show = { id: 'demo', title: '秋の手しごと市', titleEn: 'Autumn market', presenter: '賑わい商店', description: 'x', pr: true, status: 'live', hls: '/x', now: 0, shop: { name: 's', legalUrl: '/legal' } } as const;

  it('tell that it is live, sponsored, and how many watch', async () => {
    const head = await put<NwHead>('nw-head', { show, stream: 'live', viewers: 12_345 });
    const words = head.shadowRoot?.textContent ?? '';
    for (const part of ['LIVE', 'PR', '1.2万', '12,345人が視聴中', '秋の手しごと市']) expect(words).toContain(part);
  });

  it('have targets of at least 44 px', async () => {
    const rail = await put<NwRail>('nw-rail', { goods: 6 });
    for (const button of all(rail, 'button')) expect(button.getBoundingClientRect().width).toBeGreaterThanOrEqual(44);
    await expectAccessible(rail);
  });

  it('are accessible', async () => expectAccessible(await put<NwMore>('nw-more', { show, name: 'はな' })));
});
