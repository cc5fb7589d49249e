import type { Ask, ReportReason } from '../protocol/client-frames';
import type { QuestionStatus } from '../protocol/frames';
import type { Comment } from '../timeline/comment-ring';
import type { Pending } from '../timeline/outbox';
import type { Outcome } from '../timeline/requests';
import type { LiveSession } from '../timeline/session';
import { get, newKey } from '../ui/api';
import { ChatRows, type ChatRow } from './chat-rows';
import { KeptList } from './kept-list';

const HIDDEN_MAX = 100;
const VOTES_MAX = 200;

interface Hidden {
  readonly id: string;
  readonly name: string;
}

/** What the conversation needs to know of the picture. */
export interface PictureClock {
  mediaTime(): number | null;
  latencyMillis(): number | null;
}

interface MineAnswer {
  readonly questions: readonly {
    readonly eid: string;
    readonly status: QuestionStatus;
    readonly into?: string;
    readonly m?: number;
    readonly x?: string;
    /** The words of the question, where the server tells them. */
    readonly q?: string;
  }[];
}

/** What one viewer does and sees in the conversation, without any element. */
export class TalkModel {
  /** What the next comment replies to. */
  replyTo: ChatRow | null = null;
  readonly hidden = new KeptList<Hidden>('nigiwai.hidden', HIDDEN_MAX);
  private readonly votes: KeptList<{ readonly id: string }>;
  private readonly builder = new ChatRows();
  private last: { comments: readonly Comment[]; pending: readonly Pending[]; me: unknown; hidden: unknown; rows: readonly ChatRow[] } | null = null;

  constructor(
    private readonly showId: string,
    readonly session: LiveSession,
    private readonly picture: PictureClock,
    private readonly changed: () => void,
  ) {
    this.votes = new KeptList(`nigiwai.votes.${showId}`, VOTES_MAX);
  }

  /** The name under which I can be called; empty for a guest. */
  me(): string {
    const { me } = this.session.fold;
    return me?.named ? me.name : '';
  }

  /** The same array while nothing was said. */
  rows(): readonly ChatRow[] {
    const { fold, outbox } = this.session;
    const { comments, me } = fold;
    const pending = outbox.all();
    const hidden = this.hidden.all();
    const { last } = this;
    if (last?.comments === comments && last.pending === pending && last.me === me && last.hidden === hidden) return last.rows;
    const hides = new Set(hidden.map(({ id }) => id));
    const delayMillis = this.picture.latencyMillis();
    const rows = this.builder.of(comments, pending, { id: me?.id ?? null, name: this.me(), hides: (by) => hides.has(by), delayMillis });
    this.last = { comments, pending, me, hidden, rows };
    return rows;
  }

  /** False when too many comments wait already. */
  say(text: string, question: boolean): boolean {
    const mediaTime = this.picture.mediaTime() ?? undefined;
    const taken = this.session.say(newKey(), text, { mediaTime, re: this.replyTo?.eid ?? null, question });
    if (taken) this.replyTo = null;
    return taken;
  }

  reply(row: ChatRow | null): void {
    this.replyTo = row;
    this.changed();
  }

  voted(eid: string): boolean {
    return this.votes.has(eid);
  }

  /** Another one after each vote of mine. */
  votesStamp(): unknown {
    return this.votes.all();
  }

  /** Mine stands at once and is taken back when the server refuses. */
  async vote(eid: string, on: boolean): Promise<Outcome> {
    const set = (to: boolean): void => (to ? this.votes.add({ id: eid }) : this.votes.remove(eid));
    set(on);
    this.changed();
    const outcome = await this.session.ask({ c: 'vote', eid, on });
    if (outcome.kind !== 'done') set(!on);
    this.changed();
    return outcome;
  }

  report(eid: string, why: ReportReason): Promise<Outcome> {
    return this.session.ask({ c: 'report', eid, why });
  }

  ask(request: Ask): Promise<Outcome> {
    return this.session.ask(request);
  }

  hide(row: ChatRow): void {
    if (row.by === '') return;
    this.hidden.add({ id: row.by, name: row.name });
    if (this.replyTo?.by === row.by) this.replyTo = null;
    this.changed();
  }

  unhide(id: string): void {
    this.hidden.remove(id);
    this.changed();
  }

  /** How my questions stand, from the server: also those of an earlier visit. */
  async readQuestions(): Promise<void> {
    const { questions } = await get<MineAnswer>(`/api/shows/${encodeURIComponent(this.showId)}/questions/mine`);
    for (const { q, ...note } of questions) this.session.questions.told(note, q);
    this.changed();
  }
}
