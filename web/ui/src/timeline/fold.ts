import type { Batch, CommentEntry, Entry, PinsState, SaleOf, StateSet, StockOf, StreamState, Welcome } from '../protocol/frames';
import { PinSchedule, type PinnedCard } from './pin-schedule';

/** So many comments are kept; the oldest go first. */
export const COMMENTS_MAX = 200;

export interface Comment {
  readonly eid: string;
  readonly offset: number;
  readonly at: number;
  readonly by: string;
  readonly name: string;
  readonly text: string;
  readonly badge: CommentEntry['b'];
  readonly deleted: boolean;
}

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
  me: Me | null = null;
  phase: ShowPhase = 'unknown';
  comments: readonly Comment[] = [];
  /** Grows with every change of a sale state or a stock. */
  goodsVersion = 0;

  private pinsState: PinsState | null = null;
  private streamState: StreamState | null = null;
  private readonly sales = new Map<string, SaleOf>();
  private readonly stocks = new Map<string, StockOf>();
  private readonly schedule = new PinSchedule();
  private readonly entryListeners = new Set<(entry: Entry) => void>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes a welcome; a welcome that did not resume clears what was known before. */
  welcome(frame: Welcome): void {
    if (!frame.rec) {
      this.comments = [];
      this.phase = 'unknown';
      this.pinsState = null;
      this.streamState = null;
      this.sales.clear();
      this.stocks.clear();
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
    if (frame.v !== undefined) this.viewers = frame.v;
    return true;
  }

  named(name: string): void {
    if (this.me) this.me = { ...this.me, name, named: true };
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

  allSales(): readonly SaleOf[] {
    return [...this.sales.values()];
  }

  allStocks(): readonly StockOf[] {
    return [...this.stocks.values()];
  }

  has(eid: string): boolean {
    return this.comments.some((comment) => comment.eid === eid);
  }

  /** Each entry once, in order, as it is applied (also those resent on a resume). */
  onEntry(listener: (entry: Entry) => void): () => void {
    this.entryListeners.add(listener);
    return () => this.entryListeners.delete(listener);
  }

  private enter(entries: readonly Entry[]): void {
    const added: Comment[] = [];
    for (const entry of entries) {
      if (entry.o <= this.offset) continue;
      this.offset = entry.o;
      if (entry.t === 'comment') added.push(commentOf(entry));
      else if (entry.t === 'comment_deleted') this.erase(entry.eid, added);
      else this.turn(entry);
      for (const listener of this.entryListeners) listener(entry);
    }
    if (added.length > 0) this.comments = [...this.comments, ...added].slice(-COMMENTS_MAX);
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

  private erase(eid: string, added: Comment[]): void {
    const erased = (comment: Comment): Comment =>
      comment.eid === eid ? { ...comment, name: '', text: '', deleted: true } : comment;
    this.comments = this.comments.map(erased);
    added.forEach((comment, index) => (added[index] = erased(comment)));
  }

  private state(st: StateSet): void {
    if (st.pins && st.pins.sv > (this.pinsState?.sv ?? -1)) this.pinsState = st.pins;
    if (st.stream && st.stream.sv > (this.streamState?.sv ?? -1)) this.streamState = st.stream;
    if (st.sales.length + st.stocks.length > 0) this.goodsVersion++;
    for (const sale of st.sales) if (sale.sv > (this.sales.get(sale.p)?.sv ?? -1)) this.sales.set(sale.p, sale);
    for (const stock of st.stocks) if (stock.sv > (this.stocks.get(stock.sku)?.sv ?? -1)) this.stocks.set(stock.sku, stock);
  }
}

function commentOf(entry: CommentEntry): Comment {
  return {
    eid: entry.eid,
    offset: entry.o,
    at: entry.at,
    by: entry.by?.id ?? '',
    name: entry.n ?? '',
    text: entry.x ?? '',
    badge: entry.b,
    deleted: entry.x === undefined,
  };
}
