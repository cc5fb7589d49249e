import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { BlockedWord, ChatMode, HeldComment, Person, QueuedQuestion, Verdict } from '../../src/control/moderation';
import type { NwChatMode } from '../../src/control/nw-chat-mode';
import '../../src/control/nw-chat-mode';
import type { NwHeld } from '../../src/control/nw-held';
import '../../src/control/nw-held';
import type { CardComment, NwPerson } from '../../src/control/nw-person';
import '../../src/control/nw-person';
import type { NwQuestionQueue } from '../../src/control/nw-question-queue';
import '../../src/control/nw-question-queue';
import type { NwTalkHead } from '../../src/control/nw-talk-head';
import '../../src/control/nw-talk-head';
import { all, expectAccessible, inside, put, settled } from './stage';

const heard = <T>(element: HTMLElement, name: string): T[] => {
  const details: T[] = [];
  element.addEventListener(name, (event) => details.push((event as CustomEvent<T>).detail));
  return details;
};
const button = (element: Parameters<typeof all>[0], words: string): HTMLButtonElement => {
  const found = all<HTMLButtonElement>(element, 'button').find((one) => one.textContent?.includes(words));
  if (!found) throw new Error(`no button ${words}`);
  return found;
};

beforeEach(() => page.viewport(1280, 800));

describe('the head of the conversation', () => {
  const chat = { sv: 1, slow: 0, who: 'everyone', hold: false, links: false, raid: false } as const;

  it('leads to the tabs, with what waits in each', async () => {
    const head = await put<NwTalkHead>('nw-talk-head', { open: 12, held: 3, mayModerate: true, mayAnswer: true, chat });
    const chosen = heard<string>(head, 'tab');
    inside(head, '[role=tab]').focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(chosen).toEqual(['questions']);
    expect(all(head, '[role=tab]').map((tab) => tab.textContent?.replace(/\s+/g, ''))).toEqual(['コメントC', '質問12Q', '確認待ち3H']);
    await expectAccessible(head);
  });

  it('tightens everything with the second press, says so while it lasts, and releases with one', async () => {
    const head = await put<NwTalkHead>('nw-talk-head', { mayModerate: true, mayAnswer: true, chat });
    const raid = heard<boolean>(head, 'raid');
    inside(head, '.raid').click();
    await settled(head);
    expect(raid).toEqual([]);
    inside(head, '.raid').click();
    head.chat = { ...chat, raid: true, slow: 30, who: 'members', hold: true, links: false };
    await settled(head);
    expect(inside(head, '.on').textContent).toContain('荒らし対策中');
    await expectAccessible(head);
    button(head, '解除').click();
    expect(raid).toEqual([true, false]);
  });

  it('shows a producer without the right no levers', async () => {
    const head = await put<NwTalkHead>('nw-talk-head', { chat: { ...chat, slow: 10 } });
    expect(all(head, '[role=tab]')).toHaveLength(1);
    expect(all(head, '.raid')).toHaveLength(0);
    expect(head.shadowRoot?.textContent).toContain('コメントは10秒に1回まで');
  });
});

describe('what waits for a moderator', () => {
  const held: HeldComment[] = [
    { eid: 'c1', n: 'けん', x: '090-0000-0000 まで', why: 'phone', who: 'v_1', at: 1_781_000_000_000 },
    { eid: 'c2', n: '', x: 'http://example.com', why: 'link', who: '', at: 1_781_000_001_000 },
  ];

  it('is shown at once, and turned away with the second press', async () => {
    const list = await put<NwHeld>('nw-held', { held });
    const decided = heard<object>(list, 'decide');
    button(list, '表示する').click();
    list.rejectFirst();
    await settled(list);
    await expectAccessible(list);
    list.rejectFirst();
    expect(decided).toEqual([{ eid: 'c1', decision: 'show' }, { eid: 'c1', decision: 'reject' }]);
    expect(list.shadowRoot?.textContent).toContain('連絡先');
  });

  it('is said to be nothing', async () => expect((await put<NwHeld>('nw-held')).shadowRoot?.textContent).toContain('ありません'));
});

describe('the queue of questions', () => {
  const question = (eid: string, more: Partial<QueuedQuestion> = {}): QueuedQuestion => ({ eid, who: 'v_1', n: 'はな', x: `${eid}ですか`, at: 1_781_000_000_000, votes: 3, status: 'new', members: [], ...more });
  let queue: NwQuestionQueue;
  let answers: object[];
  let groups: object[];

  beforeEach(async () => {
    queue = await put<NwQuestionQueue>('nw-question-queue', {
      questions: [question('c1', { members: ['c7'] }), question('c2')], mayModerate: true, wordsOf: (eid) => (eid === 'c7' ? '同じことが知りたい' : ''),
    });
    answers = heard(queue, 'answer');
    groups = heard(queue, 'group');
  });

  it('marks the first as answered by its key, asked twice', async () => {
    queue.answeredFirst();
    await settled(queue);
    expect(answers).toEqual([]);
    await expectAccessible(queue);
    queue.answeredFirst();
    expect(answers).toEqual([{ eid: 'c1', how: 'live' }]);
  });

  it('takes an answer in words, to all or to the asker', async () => {
    button(queue, '文章で').click();
    await settled(queue);
    await expectAccessible(queue);
    inside<HTMLTextAreaElement>(queue, 'textarea').value = ' 使えます ';
    button(queue, '質問した人だけに').click();
    expect(answers).toEqual([{ eid: 'c1', how: 'private', text: '使えます' }]);
  });

  it('joins by hand and takes out again', async () => {
    (all(queue, 'button').filter((one) => one.textContent?.includes('まとめる'))[1] as HTMLElement).click();
    await settled(queue);
    button(queue, 'この質問にまとめる').click();
    inside<HTMLDetailsElement>(queue, 'details').open = true;
    expect(inside(queue, '.members').textContent).toContain('同じことが知りたい');
    button(queue, '外す').click();
    expect(groups).toEqual([{ eid: 'c2', into: 'c1' }, { eid: 'c7', into: null }]);
  });
});

describe('the card of a person', () => {
  const person: Person = {
    who: 'v_1', name: 'けん', firstSeen: 1_780_000_000_000, comments: 14, removed: 2, held: 1, reports: 3, orders: 0, badge: 'none',
    sanctions: [{ sid: 'x1', kind: 'mute', scope: 'show', until: Date.now() + 600_000 }, { sid: 'x0', kind: 'shadow', scope: 'show', lifted: true }],
    recent: [{ eid: 'c1', x: '安く買えます', at: 1_781_000_000_000, state: 'removed' }],
  };
  const comment: CardComment = { eid: 'c1', text: 'とてもよかったです', badge: 'buyer', pinned: false, question: false, gone: false };
  let card: NwPerson;

  beforeEach(async () => {
    card = await put<NwPerson>('nw-person', { person, comment, may: true });
    card.open();
    await settled(card);
  });

  it('shows numbers, history and what is in force, with its way back', async () => {
    const lifted = heard<string>(card, 'lift');
    for (const words of ['14', '発言停止', '安く買えます', 'この番組']) expect(card.shadowRoot?.textContent).toContain(words);
    await expectAccessible(card);
    button(card, '解除').click();
    expect(lifted).toEqual(['x1']);
  });

  it('imposes with the second press', async () => {
    const imposed = heard<Verdict>(card, 'sanction');
    const mute = inside(card, '[data-verdict=mute10]');
    mute.click();
    await settled(card);
    expect(imposed).toEqual([]);
    mute.click();
    expect(imposed).toEqual([{ kind: 'mute', scope: 'show', seconds: 600 }]);
  });

  it('warns before a customer’s words become the shop’s advertising', async () => {
    const pinned = heard<object>(card, 'pin');
    inside(card, '.pin').click();
    await settled(card);
    expect(inside(card, '.notice-warn').textContent).toContain('景品表示法');
    expect(pinned).toEqual([]);
    await expectAccessible(card);
    inside(card, '.pin').click();
    expect(pinned).toEqual([{ eid: 'c1', on: true }]);
  });
});

describe('how the conversation is run', () => {
  it('is chosen and sent as a whole; words are added and taken off', async () => {
    const settings = await put<NwChatMode>('nw-chat-mode', {
      chat: { sv: 1, slow: 10, who: 'everyone', hold: false, links: true, raid: false }, words: [{ word: '転売', verdict: 'hold' }],
    });
    settings.open();
    await settled(settings);
    const modes = heard<ChatMode>(settings, 'mode');
    const lists = heard<readonly BlockedWord[]>(settings, 'words');
    await expectAccessible(settings);
    await userEvent.fill(inside<HTMLInputElement>(settings, '#word'), '詐欺');
    button(settings, '追加').click();
    inside(settings, 'li .icon-button').click();
    (all<HTMLInputElement>(settings, '[name=who]')[1] as HTMLInputElement).click();
    button(settings, 'この設定にする').click();
    expect(modes).toEqual([{ slow: 10, who: 'members', hold: false, links: true }]);
    expect(lists).toEqual([[{ word: '転売', verdict: 'hold' }, { word: '詐欺', verdict: 'block' }], []]);
  });
});
