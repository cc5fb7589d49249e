import type { Product, Show, StreamStatus } from '../protocol/http';
import { may, type Account, type ControlView, type CountedVariant } from '../control/control';
import { furthestCue, goodsOf, placeCues, type PlacedCue } from '../control/goods';
import { FollowHealth } from '../health/follow-health';
import type { HealthReport } from '../health/health';
import { connectLive, type LiveConnection } from '../timeline/connection';
import type { QuestionsState } from '../protocol/frames';
import type { Comment } from '../timeline/fold';
import { ApiError, get, post, put } from '../ui/api';

const TICK_MILLIS = 1_000;
const REFETCH_MILLIS = 700;
/** A lost connection is said so after this long. */
const MENTION_MILLIS = 3_000;
const COMMENTS_SHOWN = 6;

export type Phase = 'loading' | 'ready' | 'forbidden' | 'missing' | 'failed';

/** What the studio shows: one of these at a time. */
export type Scene = 'connect' | 'show' | 'ended';

export interface Cues {
  readonly now: Product<CountedVariant> | null;
  readonly next: PlacedCue['cue'] | null;
  readonly nextProduct: Product<CountedVariant> | null;
  readonly left: number;
  /** There is a rundown, and it is through. */
  readonly done: boolean;
  readonly any: boolean;
}

/**
 * Everything the presenter's screen knows, without any element: the stage's timeline, the rundown,
 * and the stream's health.
 */
export class StudioModel {
  phase: Phase = 'loading';
  failure: ApiError | null = null;
  show: Show | null = null;
  /** Whether a publish is kept from viewers; null where that is not known. */
  rehearsal: boolean | null = null;
  readonly stage: LiveConnection;
  readonly health: FollowHealth;

  /** The question whose answer is on its way, and why the last one was not taken. */
  answering = '';
  refusal: ApiError | null = null;
  private view: ControlView | null = null;
  private furthest = -1;
  private refetch: ReturnType<typeof setTimeout> | undefined;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly showId: string,
    readonly account: Account,
    connect: typeof connectLive = connectLive,
  ) {
    this.stage = connect(showId);
    this.stage.onChange(() => this.stageChanged());
    this.stage.session.fold.onEntry((entry) => {
      if (entry.t === 'sale_state') this.refetchSoon();
    });
    this.health = new FollowHealth(showId, { events: true, onChange: () => this.changed() });
    this.timer = setInterval(() => this.changed(), TICK_MILLIS);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stop(): void {
    clearInterval(this.timer);
    clearTimeout(this.refetch);
    this.health.stop();
    this.stage.stop();
  }

  async load(): Promise<void> {
    try {
      if (!mayBeOnSet(this.account)) {
        this.phase = 'forbidden';
      } else {
        [this.show] = await Promise.all([get<Show>(`/api/shows/${this.path}`), this.reload(), this.readRehearsal()]);
        this.phase = 'ready';
      }
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure;
      this.phase = failure.status === 403 ? 'forbidden' : failure.status === 404 ? 'missing' : 'failed';
    }
    this.changed();
  }

  mayKey(): boolean {
    return may(this.account, 'key');
  }

  streamKey(): Promise<{ url: string; key: string }> {
    return get(`/api/shows/${this.path}/stream-key`);
  }

  /** From the next publish on. */
  async rehearse(on: boolean): Promise<void> {
    await put(`/api/shows/${this.path}/rehearsal`, { body: { on } });
    this.rehearsal = on;
    this.changed();
  }

  stream(): StreamStatus {
    const { fold } = this.stage.session;
    if (fold.phase === 'ended') return 'ended';
    return fold.stream() ?? this.show?.status ?? 'waiting';
  }

  report(): HealthReport | null {
    return this.health.report;
  }

  scene(): Scene {
    const stream = this.stream();
    if (stream === 'ended') return 'ended';
    return stream === 'waiting' && !this.report()?.connected ? 'connect' : 'show';
  }

  viewers(): number {
    return this.stage.session.fold.viewers;
  }

  /** The newest, oldest first. */
  comments(): readonly Comment[] {
    return this.stage.session.fold.comments.filter((comment) => !comment.deleted).slice(-COMMENTS_SHOWN);
  }

  questions(): QuestionsState | null {
    return this.stage.session.fold.questions();
  }

  /** The presenter has answered it, now: those who asked can find the moment again. */
  async answered(eid: string): Promise<void> {
    if (this.answering !== '') return;
    this.answering = eid;
    this.refusal = null;
    this.changed();
    try {
      const m = Math.round(this.stage.clock.now());
      await post(`/api/shows/${this.path}/questions/${encodeURIComponent(eid)}/answer`, { body: { how: 'live', m } });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.refusal = failure;
    }
    this.answering = '';
    this.changed();
  }

  cues(): Cues {
    const { view } = this;
    const placed = this.placed();
    const news = this.stage.session.fold;
    const goods = view ? goodsOf(view, news.epoch === null ? { pins: () => this.pins(), saleOf: () => null, stockOf: () => null } : news) : [];
    const goodOf = (id: string | null | undefined): (typeof goods)[number] | undefined => goods.find(({ product }) => product.id === id);
    const now = placed.find(({ standing }) => standing === 'now');
    const next = placed.find(({ standing }) => standing === 'next');
    const good = goodOf(next?.cue.product);
    return {
      now: goodOf(now?.cue.product)?.product ?? null,
      next: next?.cue ?? null,
      nextProduct: good?.product ?? null,
      left: good?.left ?? 0,
      done: placed.length > 0 && next === undefined,
      any: placed.length > 0,
    };
  }

  /** Since when the connection is lost, once that is worth a word. */
  lost(): boolean {
    const { lostAt } = this.stage;
    return lostAt !== null && Date.now() - lostAt >= MENTION_MILLIS;
  }

  tryNow(): void {
    this.stage.tryNow();
  }

  private pins(): readonly string[] {
    const { fold } = this.stage.session;
    return fold.epoch === null ? (this.view?.pins.map(({ product }) => product) ?? []) : fold.pins();
  }

  private placed(): readonly PlacedCue[] {
    return this.view ? placeCues(this.view.rundown, this.pins(), this.furthest) : [];
  }

  private async reload(): Promise<void> {
    this.view = await get<ControlView>(`/api/shows/${this.path}/control`);
    this.changed();
  }

  private async readRehearsal(): Promise<void> {
    try {
      this.rehearsal = (await get<{ on: boolean }>(`/api/shows/${this.path}/rehearsal`)).on;
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.rehearsal = null;
    }
  }

  /** Many changes in a row are read once. */
  private refetchSoon(): void {
    this.refetch ??= setTimeout(() => {
      this.refetch = undefined;
      this.reload().catch((failure: unknown) => {
        if (!(failure instanceof ApiError)) throw failure;
      });
    }, REFETCH_MILLIS);
  }

  private stageChanged(): void {
    this.furthest = furthestCue(this.placed(), this.furthest);
    this.changed();
  }

  private get path(): string {
    return encodeURIComponent(this.showId);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The server decides; this only spares people a screen without content. */
export function mayBeOnSet(account: Account): boolean {
  return account.roles.some((role) => ['owner', 'producer', 'presenter'].includes(role));
}
