import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { MenuAct, NwCommentMenu } from '../../src/viewer/nw-comment-menu';
import '../../src/viewer/nw-comment-menu';
import type { ChatRow } from '../../src/viewer/chat-rows';
import type { NwAboveChat } from '../../src/viewer/nw-above-chat';
import '../../src/viewer/nw-above-chat';
import type { NwChat } from '../../src/viewer/nw-chat';
import '../../src/viewer/nw-chat';
import type { NwComposer } from '../../src/viewer/nw-composer';
import '../../src/viewer/nw-composer';
import type { NwQuestions } from '../../src/viewer/nw-questions';
import '../../src/viewer/nw-questions';
import type { NwRail } from '../../src/viewer/nw-rail';
import '../../src/viewer/nw-rail';
import { all, expectAccessible, inside, put, settled } from './stage';

const row = (n: number, more: Partial<ChatRow> = {}): ChatRow => ({
  key: `c${n}`, eid: `c${n}`, offset: n + 1, by: 'v_2', name: 'はな', text: `コメント${n}`, badge: 'none', mine: false, at: 1_781_000_000_000, state: 'shown', reason: null,
  review: 'none', quote: null, toMe: false, question: 'none', answer: null, earlier: null, ...more,
});
const rows = (from: number, to: number): ChatRow[] => Array.from({ length: to - from }, (_, n) => row(from + n));
const frames = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
const heard = <T>(element: HTMLElement, name: string): T[] => {
  const details: T[] = [];
  element.addEventListener(name, (event) => details.push((event as CustomEvent<T>).detail));
  return details;
};

async function chat(first: readonly ChatRow[], more: Partial<NwChat> = {}): Promise<NwChat> {
  const made = await put<NwChat>('nw-chat', { rows: first, ...more });
  made.style.setProperty('block-size', '300px');
  await settled(made);
  await frames();
  return made;
}

describe('a row of the conversation', () => {
  it('shows who speaks, what it answers, what it asks, and about which picture', async () => {
    const made = await chat(
      [
        row(1, { badge: 'buyer', question: 'answered', answer: { mediaAt: 1, text: '使えます' } }),
        row(2, { badge: 'first', quote: { name: 'けん', text: 'いくらですか', mine: false }, earlier: 6 }),
        row(3, { text: '@みどり さん、ありがとう', toMe: true, quote: { name: '', text: '', mine: true } }),
        row(4, { mine: true, eid: 'c4', review: 'held', state: 'stored' }),
        row(5, { mine: true, eid: 'c5', review: 'rejected', state: 'stored' }),
      ],
      { me: 'みどり' },
    );
    expect(all(made, 'li').map((one) => one.textContent?.replace(/\s+/g, ''))).toEqual([
      '購入者回答済みはなコメント1使えます',
      'けんいくらですかはじめてはなコメント26秒前の映像について',
      '元のコメントは表示できませんはな@みどりさん、ありがとう',
      'あなたコメント4確認後に表示されます',
      'あなたコメント5表示されませんでした',
    ]);
    expect(inside(made, 'mark').textContent).toBe('@みどり');
    await expectAccessible(made);
  });

  it('asks for its menu by Enter, by the menu key, and by ⋯', async () => {
    const made = await chat(rows(0, 4));
    const asked = heard<{ row: ChatRow }>(made, 'nw-row');
    inside(made, '.log').focus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{Enter}');
    inside(made, 'li').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true }));
    await userEvent.hover(all(made, 'li')[1] as HTMLElement);
    expect(inside(made, '.more').getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    inside(made, '.more').click();
    expect(asked.map(({ row: { key } }) => key)).toEqual(['c2', 'c0', 'c1']);
  });
});

describe('a busy conversation', () => {
  it('keeps few rows in the page and stays at its end', async () => {
    const made = await chat(rows(0, 300));
    made.rows = rows(100, 400);
    await frames();
    const log = inside(made, '.log');
    expect(all(made, 'li').length).toBeLessThanOrEqual(60);
    expect(all(made, 'li').at(-1)?.textContent).toContain('コメント399');
    expect(log.scrollHeight - log.clientHeight - log.scrollTop).toBeLessThan(2);
  });

  it('keeps what the reader has scrolled up to, though it has fallen off, and lets deleted ones go', async () => {
    const made = await chat(rows(0, 60));
    inside(made, '.log').scrollTop = 0;
    await frames();
    made.rows = rows(300, 600);
    await settled(made);
    expect(inside(made, 'li').textContent).toContain('コメント0');
    expect(inside(made, '.pill').textContent?.trim()).toBe('新着 300件以上');
    made.erase('c0');
    expect(inside(made, 'li').textContent).toContain('コメント1');
    await userEvent.click(inside(made, '.pill'));
    expect(all(made, 'li').at(-1)?.textContent).toContain('コメント599');
  });

  it('brings older ones when the reader comes to the top', async () => {
    const made = await chat(rows(0, 200));
    const log = inside(made, '.log');
    log.scrollTop = 0;
    await frames();
    expect(all(made, 'li').length).toBeGreaterThan(60);
    expect(log.scrollTop).toBeGreaterThan(0);
  });

  it('draws a row again only when it is another', async () => {
    const first = rows(0, 3);
    const made = await chat(first);
    const before = all(made, 'li');
    made.rows = [...first.slice(1), row(3)];
    await frames();
    expect(all(made, 'li').slice(0, 2)).toEqual(before.slice(1));
  });
});

describe('what can be done with a comment', () => {
  const menu = async (more: Partial<ChatRow>): Promise<[NwCommentMenu, MenuAct[], string[]]> => {
    const made = await put<NwCommentMenu>('nw-comment-menu', { row: row(1, more) });
    return [made, heard<MenuAct>(made, 'nw-act'), all(made, 'button').map((one) => one.textContent?.trim() ?? '')];
  };

  it('depends on whose it is', async () => {
    expect((await menu({}))[2]).toEqual(['返信する', 'この人のコメントを自分には表示しない', '運営に報告する']);
    expect((await menu({ question: 'open' }))[2]).toContain('自分も知りたい');
    expect((await menu({ mine: true }))[2]).toEqual(['返信する', '質問にする', '削除する']);
    expect((await menu({ badge: 'staff' }))[2]).toEqual(['返信する']);
  });

  it('deletes with the second press', async () => {
    const [made, acts] = await menu({ mine: true });
    inside(made, '.bad').click();
    await settled(made);
    expect(acts).toEqual([]);
    await expectAccessible(made);
    inside(made, '.sure').click();
    expect(acts).toEqual([{ kind: 'delete' }]);
  });

  it('asks why one reports', async () => {
    const [made, acts] = await menu({});
    inside(made, '.bad').click();
    await settled(made);
    await expectAccessible(made);
    (all(made, 'button')[2] as HTMLElement).click();
    expect(acts).toEqual([{ kind: 'report', why: 'privacy' }]);
  });
});

describe('writing', () => {
  const composer = (more: Partial<NwComposer>): Promise<NwComposer> => put<NwComposer>('nw-composer', { named: true, ...more });
  const chatMode = { sv: 1, slow: 30, who: 'members', hold: true, links: true, raid: false } as const;

  it('sends as a question when one says so, once', async () => {
    const made = await composer({});
    const said = heard<{ text: string; question: boolean }>(made, 'nw-say');
    await userEvent.fill(inside<HTMLTextAreaElement>(made, 'textarea'), '何色ありますか');
    await userEvent.click(inside(made, '.ask'));
    await expectAccessible(made);
    inside(made, 'textarea').focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.fill(inside<HTMLTextAreaElement>(made, 'textarea'), '赤も好き');
    await userEvent.keyboard('{Enter}');
    expect(said.map(({ question }) => question)).toEqual([true, false]);
  });

  it('shows what one replies to, with a way out', async () => {
    const made = await composer({ reply: row(1, { text: 'いくらですか' }) });
    expect(inside(made, '.reply').textContent).toContain('はなさんに返信：いくらですか');
    const left = heard(made, 'nw-no-reply');
    await expectAccessible(made);
    inside(made, '.reply button').click();
    expect(left).toHaveLength(1);
  });

  it('tells how the conversation is run, and waits out slow mode with the words kept', async () => {
    const until = Date.now() + 12_000;
    const made = await composer({ chat: chatMode });
    expect(inside(made, '.mode').textContent).toBe('会員・常連の方がコメントできます · コメントは30秒に1回まで · 確認後に表示されます');
    Object.assign(made, { standing: () => ({ kind: 'slow', until }), stamp: 1 });
    await settled(made);
    expect(inside(made, '.mode').textContent).toContain('次のコメントまであと12秒');
    const said = heard(made, 'nw-say');
    await userEvent.fill(inside<HTMLTextAreaElement>(made, 'textarea'), 'まだです');
    await userEvent.keyboard('{Enter}');
    expect(said).toEqual([]);
    expect(inside<HTMLTextAreaElement>(made, 'textarea').value).toBe('まだです');
    expect(inside<HTMLButtonElement>(made, '.send').disabled).toBe(true);
  });

  it('says until when one is muted', async () => {
    const made = await composer({ standing: () => ({ kind: 'muted', until: Date.now() + 272_000 }) });
    expect(inside(made, '.mode').textContent).toMatch(/現在コメントできません（あと 04:3[12]）/);
    await expectAccessible(made);
  });
});

describe('questions', () => {
  const open = { sv: 1, open: 12, top: [{ eid: 'c1', n: 'けん', x: '食洗機で洗えますか', votes: 4 }, { eid: 'c2', n: '', x: '白もありますか', votes: 1 }] };

  it('are voted for, and mine say how they stand', async () => {
    const made = await put<NwQuestions>('nw-questions', {
      questions: open, seekable: true, voted: (eid) => eid === 'c2',
      mine: [{ eid: 'c9', asked: '届くのはいつですか', status: 'answered', into: null, mediaAt: 1_781_000_000_000, answer: '3日ほどです' }],
    });
    const votes = heard<{ eid: string; on: boolean }>(made, 'nw-vote');
    const gone = heard<{ mediaTime: number }>(made, 'nw-goto');
    for (const vote of all(made, '.vote')) vote.click();
    inside(made, '.goto').click();
    expect(votes).toEqual([{ eid: 'c1', on: true }, { eid: 'c2', on: false }]);
    expect(gone).toEqual([{ mediaTime: 1_781_000_000_000 }]);
    for (const word of ['回答済み', '3日ほどです', 'の回答を見る', '12件']) expect(made.shadowRoot?.textContent).toContain(word);
    for (const vote of all(made, '.vote')) expect(vote.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    await expectAccessible(made);
  });

  it('and the pinned comment stand above the others, or nothing does', async () => {
    const made = await put<NwAboveChat>('nw-above-chat', { open: 3, pinned: { sv: 1, eid: 'c1', n: 'はな', x: '届きました', b: 'buyer' } });
    expect(made.shadowRoot?.textContent?.replace(/\s+/g, ' ')).toContain('購入者 はな届きました');
    await expectAccessible(made);
    Object.assign(made, { open: 0, pinned: null });
    await settled(made);
    expect(made.getBoundingClientRect().height).toBe(0);
  });
});

describe('reactions', () => {
  it('open with the arrow key, are walked through, and close with Escape', async () => {
    const made = await put<NwRail>('nw-rail', { goods: 3 });
    const sent = heard<{ kind: string }>(made, 'nw-react');
    inside(made, '.heart').focus();
    await userEvent.keyboard('{ArrowUp}');
    await settled(made);
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await expectAccessible(made);
    expect(sent).toEqual([{ kind: 'clap' }]);
    await userEvent.keyboard('{Escape}');
    await settled(made);
    expect(all(made, '.kinds')).toHaveLength(0);
  });
});
