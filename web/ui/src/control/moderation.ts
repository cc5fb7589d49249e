import type { ChatState, Entry } from '../protocol/frames';
import { ApiError, del, get, post, put } from '../ui/api';
import { msg, str } from '../ui/i18n';

/** So many comments that wait, and so many reported ones, are kept in view. */
const HELD_MAX = 200;
const REPORTED_MAX = 200;
const REFETCH_MILLIS = 700;

export interface HeldComment {
  readonly eid: string;
  readonly n: string;
  readonly x: string;
  readonly why: string;
  readonly who: string;
  readonly at: number;
}

export interface QueuedQuestion {
  readonly eid: string;
  readonly who: string;
  readonly n: string;
  readonly x: string;
  readonly at: number;
  readonly m?: number | null;
  readonly votes: number;
  readonly status: string;
  readonly into?: string | null;
  readonly members: readonly string[];
  readonly answer?: string | null;
}

export type SanctionKind = 'mute' | 'ban' | 'shadow';

export interface Sanction {
  readonly sid: string;
  readonly kind: SanctionKind;
  readonly scope: 'show' | 'company';
  readonly until?: number | null;
  readonly reason?: string | null;
  readonly lifted?: boolean;
}

/** What a moderator sees of a viewer. */
export interface Person {
  readonly who: string;
  readonly name: string;
  readonly firstSeen: number;
  readonly comments: number;
  readonly removed: number;
  readonly held: number;
  readonly reports: number;
  readonly orders: number;
  readonly badge: string;
  readonly sanctions: readonly Sanction[];
  readonly recent: readonly { readonly eid: string; readonly x: string; readonly at: number; readonly state: string }[];
}

export interface BlockedWord {
  readonly word: string;
  readonly verdict: 'block' | 'hold' | 'shadow';
}

export type ChatMode = Pick<ChatState, 'slow' | 'who' | 'hold' | 'links'>;
export type AnswerHow = 'live' | 'text' | 'private' | 'close';
export type QueueStatus = 'open' | 'answered' | 'private' | 'closed';

export interface Verdict {
  readonly kind: SanctionKind;
  readonly scope: 'show' | 'company';
  /** Without an end when absent. */
  readonly seconds?: number;
}

/** How acts are carried out: one per subject at a time, what they did is said, with the way back. */
export interface Acts {
  act(subject: string, deed: () => Promise<unknown>, done?: { readonly words: string; readonly undo?: () => Promise<void> }): Promise<boolean>;
  changed(): void;
}

interface HeldAnswer {
  readonly held: readonly (Omit<HeldComment, 'who'> & { readonly by?: string | { readonly id: string } | null })[];
}

/**
 * What moderators know and can do: the comments that wait for them, the queue of questions, a person's
 * history, the mode of the conversation, the blocked words. The server's log says what changes; this
 * reads again what it tells in short.
 */
export class Moderation {
  /** Oldest first. */
  held: readonly HeldComment[] = [];
  questions: readonly QueuedQuestion[] = [];
  status: QueueStatus = 'open';
  person: Person | null = null;
  words: readonly BlockedWord[] | null = null;
  /** How often each reported comment was reported. */
  readonly reports = new Map<string, number>();
  /** Comments whose removal is on its way: gone from sight already. */
  readonly removing = new Set<string>();
  private refetch: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly show: string,
    private readonly acts: Acts,
  ) {}

  stop(): void {
    clearTimeout(this.refetch);
  }

  /** Both lists; what the account may not see stays empty. */
  async load(): Promise<void> {
    await Promise.all([this.tolerant(() => this.readHeld()), this.tolerant(() => this.readQuestions())]);
  }

  /** What a log says; `backstage` or `stage`. */
  heard(entry: Entry): void {
    switch (entry.t) {
      case 'comment_held':
        this.held = [
          ...this.held.filter(({ eid }) => eid !== entry.eid),
          { eid: entry.eid, n: entry.n, x: entry.x, why: entry.why, who: entry.by?.k === 'viewer' ? entry.by.id : '', at: entry.at },
        ].slice(-HELD_MAX);
        return;
      case 'comment_decided':
        this.held = this.held.filter(({ eid }) => eid !== entry.eid);
        return;
      case 'comment_reported':
        this.reports.delete(entry.eid);
        this.reports.set(entry.eid, entry.reports);
        if (this.reports.size > REPORTED_MAX) this.reports.delete(this.reports.keys().next().value ?? '');
        return;
      case 'comment':
        if (entry.q) this.readSoon();
        return;
      case 'comment_deleted':
      case 'comment_restored':
        this.removing.delete(entry.eid);
        if (this.questions.some(({ eid, members }) => eid === entry.eid || members.includes(entry.eid))) this.readSoon();
        return;
      case 'question':
      case 'question_grouped':
      case 'question_answered':
      case 'question_status':
        this.readSoon();
        return;
      case 'sanctioned':
      case 'sanction_lifted':
        if (this.person) void this.tolerant(() => this.openPerson(this.person?.who ?? ''));
        return;
      default:
    }
  }

  async remove(eid: string): Promise<void> {
    this.removing.add(eid);
    const done = await this.acts.act(`comment:${eid}`, () => del(this.path(`comments/${id(eid)}`)), {
      words: msg('コメントを削除しました', { id: 'control.did.remove' }),
      undo: async () => {
        await post(this.path(`comments/${id(eid)}/restore`));
        this.removing.delete(eid);
      },
    });
    if (!done) this.removing.delete(eid);
    this.acts.changed();
  }

  async pin(eid: string, on: boolean): Promise<void> {
    const send = (to: boolean): Promise<void> => (to ? put(this.path(`comments/${id(eid)}/pin`)) : del(this.path(`comments/${id(eid)}/pin`)));
    await this.acts.act(`comment-pin`, () => send(on), {
      words: on ? msg('コメントを固定しました', { id: 'moderate.did.pin' }) : msg('固定を外しました', { id: 'moderate.did.unpin' }),
      undo: () => send(!on),
    });
  }

  async makeQuestion(eid: string): Promise<void> {
    await this.acts.act(`question:${eid}`, () => post(this.path(`questions/${id(eid)}`)), {
      words: msg('質問の一覧に入れました', { id: 'moderate.did.question' }),
      undo: () => post(this.path(`questions/${id(eid)}/answer`), { body: { how: 'close' } }),
    });
  }

  /** Shown ones can be removed again by the way back; a rejection is final. */
  async decide(eid: string, decision: 'show' | 'reject'): Promise<void> {
    const shown = decision === 'show';
    const done = await this.acts.act(`held:${eid}`, () => post(this.path(`held/${id(eid)}`), { body: { decision } }), {
      words: shown ? msg('コメントを表示しました', { id: 'moderate.did.show' }) : msg('コメントを表示しないことにしました', { id: 'moderate.did.reject' }),
      ...(shown ? { undo: () => del(this.path(`comments/${id(eid)}`)) } : {}),
    });
    if (done) this.held = this.held.filter((one) => one.eid !== eid);
    this.acts.changed();
  }

  async sanction(who: string, name: string, verdict: Verdict): Promise<void> {
    let sid: string | undefined;
    const send = async (): Promise<void> => {
      ({ sid } = await post<{ sid: string }>(this.path('sanctions'), { body: { who, device: true, address: false, ...verdict } }));
    };
    await this.acts.act(`sanction:${who}`, send, {
      words: msg(str`${name}さんに「${kindWords(verdict.kind)}」を適用しました`, { id: 'moderate.did.sanction' }),
      undo: () => (sid === undefined ? Promise.resolve() : del(`/api/sanctions/${id(sid)}`)),
    });
    await this.tolerant(() => this.openPerson(who));
  }

  async lift(sid: string): Promise<void> {
    await this.acts.act(`lift:${sid}`, () => del(`/api/sanctions/${id(sid)}`), { words: msg('解除しました', { id: 'moderate.did.lift' }) });
    const { person } = this;
    if (person) await this.tolerant(() => this.openPerson(person.who));
  }

  async setMode(mode: ChatMode, before: ChatMode | null): Promise<boolean> {
    const send = (to: ChatMode): Promise<void> => put(this.path('chat'), { body: { slow: to.slow, who: to.who, hold: to.hold, links: to.links } });
    return this.acts.act('chat', () => send(mode), {
      words: msg('会話の設定を変えました', { id: 'moderate.did.mode' }),
      ...(before ? { undo: () => send(before) } : {}),
    });
  }

  async raid(on: boolean): Promise<void> {
    const send = (to: boolean): Promise<void> => post(this.path('chat/raid'), { body: { on: to } });
    await this.acts.act('raid', () => send(on), {
      words: on ? msg('荒らし対策を始めました', { id: 'moderate.did.raid' }) : msg('荒らし対策を解除しました', { id: 'moderate.did.raid-off' }),
      undo: () => send(!on),
    });
  }

  async openPerson(who: string): Promise<void> {
    this.person = await get<Person>(this.path(`people/${id(who)}`));
    this.acts.changed();
  }

  closePerson(): void {
    this.person = null;
  }

  async readWords(): Promise<void> {
    this.words = (await get<{ words: readonly BlockedWord[] }>('/api/moderation/words')).words;
    this.acts.changed();
  }

  async saveWords(words: readonly BlockedWord[]): Promise<boolean> {
    const done = await this.acts.act('words', () => put('/api/moderation/words', { body: { words } }), {
      words: msg('言葉の一覧を保存しました', { id: 'moderate.did.words' }),
    });
    if (done) this.words = words;
    return done;
  }

  async list(status: QueueStatus): Promise<void> {
    this.status = status;
    await this.tolerant(() => this.readQuestions());
  }

  /** The whole group is answered. `mediaTime` is what the answer can be seen at. */
  async answer(eid: string, how: AnswerHow, more: { readonly mediaTime?: number | null; readonly text?: string }): Promise<boolean> {
    const m = more.mediaTime;
    const body = { how, ...(m === null || m === undefined ? {} : { m: Math.round(m) }), ...(more.text ? { text: more.text } : {}) };
    const done = await this.acts.act(`question:${eid}`, () => post(this.path(`questions/${id(eid)}/answer`), { body }), {
      words: how === 'close' ? msg('質問を閉じました', { id: 'moderate.did.close' }) : msg('回答を質問者に知らせました', { id: 'moderate.did.answer' }),
    });
    if (done) this.questions = this.questions.filter((question) => question.eid !== eid);
    this.acts.changed();
    return done;
  }

  async group(eid: string, into: string | null): Promise<void> {
    const send = (to: string | null): Promise<void> => post(this.path(`questions/${id(eid)}/group`), { body: { into: to } });
    await this.acts.act(`question:${eid}`, () => send(into), {
      words: into === null ? msg('別の質問に戻しました', { id: 'moderate.did.ungroup' }) : msg('同じ質問にまとめました', { id: 'moderate.did.group' }),
      ...(into === null ? {} : { undo: () => send(null) }),
    });
    this.readSoon();
  }

  private async readHeld(): Promise<void> {
    const { held } = await get<HeldAnswer>(this.path('held'));
    this.held = held
      .map(({ eid, n, x, why, by, at }) => ({ eid, n, x, why, at, who: typeof by === 'string' ? by : (by?.id ?? '') }))
      .sort((a, b) => a.at - b.at)
      .slice(-HELD_MAX);
    this.acts.changed();
  }

  private async readQuestions(): Promise<void> {
    const asked = this.status;
    const { questions } = await get<{ questions: readonly QueuedQuestion[] }>(this.path(`questions?status=${asked}`));
    if (asked === this.status) this.questions = questions;
    this.acts.changed();
  }

  private readSoon(): void {
    this.refetch ??= setTimeout(() => {
      this.refetch = undefined;
      void this.tolerant(() => this.readQuestions());
    }, REFETCH_MILLIS);
  }

  /** A list that cannot be read now keeps its age; the next change asks again. */
  private async tolerant(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
    }
  }

  private path(rest: string): string {
    return `/api/shows/${id(this.show)}/${rest}`;
  }
}

function id(value: string): string {
  return encodeURIComponent(value);
}

export function kindWords(kind: SanctionKind): string {
  switch (kind) {
    case 'mute':
      return msg('発言停止', { id: 'moderate.kind.mute' });
    case 'ban':
      return msg('入場禁止', { id: 'moderate.kind.ban' });
    case 'shadow':
      return msg('本人だけに表示', { id: 'moderate.kind.shadow' });
  }
}

export function whyWords(why: string): string {
  switch (why) {
    case 'word':
      return msg('要注意の言葉', { id: 'moderate.why.word' });
    case 'link':
      return msg('リンク', { id: 'moderate.why.link' });
    case 'phone':
      return msg('連絡先', { id: 'moderate.why.phone' });
    case 'flood':
      return msg('連続投稿', { id: 'moderate.why.flood' });
    case 'duplicate':
      return msg('同じ文の繰り返し', { id: 'moderate.why.duplicate' });
    case 'shadow':
      return msg('本人だけに表示中の人', { id: 'moderate.why.shadow' });
    default:
      return msg('確認してから表示する設定', { id: 'moderate.why.mode' });
  }
}
