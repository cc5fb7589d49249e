import type {
  Batch,
  ChatState,
  CommentPinState,
  DropOf,
  Entry,
  PinsState,
  QuestionsState,
  SaleOf,
  StateSet,
  StockOf,
  StreamState,
  TimedOf,
  Welcome,
} from '../protocol/frames';
import { CommentRing, type Comment } from './comment-ring';
import { PinSchedule, type PinnedCard } from './pin-schedule';

export { COMMENTS_MAX, type Comment } from './comment-ring';

/** Kinds of reactions that are counted; a server that names more is not followed there. */
const REACTION_KINDS_MAX = 12;

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly named: boolean;
}

export type ShowPhase = 'unknown' | 'opened' | 'ended';

/**
 * The one fold of the timeline: entries in offset order and keyed state by version, as PROTOCOL
 * section 3 says. Live page and console read their views from here; nothing else interprets frames.
 * It owns no socket and no clock.
 */
export class TimelineFold {
  epoch: string | null = null;
  offset = 0;
  viewers = 0;
  hearts = 0;
  /** Reactions other than hearts since the page was opened, by type. */
  reactions: Readonly<Record<string, number>> = {};
  /** Stored at, of the newest entry applied. */
  newestAt = 0;
  me: Me | null = null;
  phase: ShowPhase = 'unknown';
  /** Grows with every change of a sale state, a stock, a timed price or a drop. */
  goodsVersion = 0;

  private pinsState: PinsState | null = null;
  private streamState: StreamState | null = null;
  private chatState: ChatState | null = null;
  private commentPinState: CommentPinState | null = null;
  private questionsState: QuestionsState | null = null;
  private readonly ring = new CommentRing();
  private readonly sales = new Map<string, SaleOf>();
  private readonly stocks = new Map<string, StockOf>();
  private readonly timed = new Map<string, TimedOf>();
  private readonly drops = new Map<string, DropOf>();
  private readonly schedule = new PinSchedule();
  private readonly entryListeners = new Set<(entry: Entry) => void>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes a welcome; a welcome that did not resume clears what was known before. */
  welcome(frame: Welcome): void {
    if (!frame.rec) {
      this.ring.clear();
      this.newestAt = 0;
      this.phase = 'unknown';
      this.pinsState = null;
      this.streamState = null;
      this.chatState = null;
      this.commentPinState = null;
      this.questionsState = null;
      this.sales.clear();
      this.stocks.clear();
      this.timed.clear();
      this.drops.clear();
      this.goodsVersion++;
      this.schedule.restart(frame.st.pins, this.now());
      this.offset = 0;
    }
    this.epoch = frame.ep;
    this.me = frame.you;
    if (frame.v !== undefined) this.viewers = frame.v;
    this.enter(frame.ev);
    this.offset = frame.off;
    this.state(frame.st);
  }

  /** Applies a batch; false when there is a hole before it, and then nothing of it was applied. */
  batch(frame: Batch): boolean {
    if (frame.ep !== this.epoch || (frame.from !== undefined && frame.from > this.offset + 1)) return false;
    this.enter(frame.ev);
    this.offset = Math.max(this.offset, frame.to ?? 0);
    this.state(frame.st);
    this.hearts += frame.h;
    this.react(frame.rx);
    if (frame.v !== undefined) this.viewers = frame.v;
    return true;
  }

  named(name: string): void {
    if (this.me) this.me = { ...this.me, name, named: true };
  }

  /** The newest, oldest first; the same array while nothing was said or changed. */
  get comments(): readonly Comment[] {
    return this.ring.all();
  }

  comment(eid: string): Comment | undefined {
    return this.ring.find(eid);
  }

  /** How the shop wants the conversation now; null until it says. */
  chat(): ChatState | null {
    return this.chatState;
  }

  /** The comment that stands above the others. */
  pinnedComment(): CommentPinState | null {
    return this.commentPinState?.eid === undefined ? null : this.commentPinState;
  }

  /** The open questions that most want answered. */
  questions(): QuestionsState | null {
    return this.questionsState;
  }

  /** What is pinned now, whatever the picture shows. */
  pins(): readonly string[] {
    return this.pinsState?.pins.map((pin) => pin.p) ?? [];
  }

  /** What is pinned on the picture of this media time. */
  pinsAt(mediaTime: number): readonly PinnedCard[] {
    return this.schedule.at(mediaTime);
  }

  stream(): StreamState['status'] | null {
    return this.streamState?.status ?? null;
  }

  saleOf(product: string): SaleOf['state'] | null {
    return this.sales.get(product)?.state ?? null;
  }

  stockOf(sku: string): StockOf | null {
    return this.stocks.get(sku) ?? null;
  }

  /** The prices for a time of this product, begun or not, over or not. */
  timedOf(product: string): TimedOf | null {
    return this.timed.get(product) ?? null;
  }

  allDrops(): readonly DropOf[] {
    return [...this.drops.values()];
  }

  allSales(): readonly SaleOf[] {
    return [...this.sales.values()];
  }

  allStocks(): readonly StockOf[] {
    return [...this.stocks.values()];
  }

  has(eid: string): boolean {
    return this.ring.find(eid) !== undefined;
  }

  /** Each entry once, in order, as it is applied (also those resent on a resume). */
  onEntry(listener: (entry: Entry) => void): () => void {
    this.entryListeners.add(listener);
    return () => this.entryListeners.delete(listener);
  }

  private enter(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.o <= this.offset) continue;
      this.offset = entry.o;
      if (entry.at > this.newestAt) this.newestAt = entry.at;
      this.ring.enter(entry);
      if (entry.t === 'comment_deleted') this.unpinDeleted(entry.eid);
      else this.turn(entry);
      for (const listener of this.entryListeners) listener(entry);
    }
    this.ring.trim();
  }

  private turn(entry: Entry): void {
    if (entry.t === 'pinned' || entry.t === 'unpinned') {
      this.schedule.add({
        offset: entry.o,
        showAt: entry.s,
        product: entry.p,
        on: entry.t === 'pinned',
        arrivedAt: this.now(),
      });
    } else if (entry.t === 'show_opened') this.phase = 'opened';
    else if (entry.t === 'show_ended') this.phase = 'ended';
  }

  /** A deleted comment stands nowhere, whichever comes first, the entry or the state. */
  private unpinDeleted(eid: string): void {
    if (this.commentPinState?.eid === eid) this.commentPinState = { sv: this.commentPinState.sv, n: '', x: '', b: 'none' };
  }

  private react(came: Readonly<Record<string, number>>): void {
    const kinds = Object.entries(came);
    if (kinds.length === 0) return;
    const sums: Record<string, number> = { ...this.reactions };
    for (const [kind, count] of kinds) {
      if (kind in sums || Object.keys(sums).length < REACTION_KINDS_MAX) sums[kind] = (sums[kind] ?? 0) + count;
    }
    this.reactions = sums;
  }

  private state(st: StateSet): void {
    if (st.pins && st.pins.sv > (this.pinsState?.sv ?? -1)) this.pinsState = st.pins;
    if (st.stream && st.stream.sv > (this.streamState?.sv ?? -1)) this.streamState = st.stream;
    if (st.chat && st.chat.sv > (this.chatState?.sv ?? -1)) this.chatState = st.chat;
    if (st.commentPin && st.commentPin.sv > (this.commentPinState?.sv ?? -1)) this.commentPinState = st.commentPin;
    if (st.questions && st.questions.sv > (this.questionsState?.sv ?? -1)) this.questionsState = st.questions;
    if (st.sales.length + st.stocks.length + st.timed.length + st.drops.length > 0) this.goodsVersion++;
    for (const sale of st.sales) if (sale.sv > (this.sales.get(sale.p)?.sv ?? -1)) this.sales.set(sale.p, sale);
    for (const stock of st.stocks) if (stock.sv > (this.stocks.get(stock.sku)?.sv ?? -1)) this.stocks.set(stock.sku, stock);
    for (const timed of st.timed) if (timed.sv > (this.timed.get(timed.p)?.sv ?? -1)) this.timed.set(timed.p, timed);
    for (const drop of st.drops) if (drop.sv > (this.drops.get(drop.did)?.sv ?? -1)) this.drops.set(drop.did, drop);
  }
}
