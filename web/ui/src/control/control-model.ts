import type { Product, SaleState, Show, StreamKeys, StreamStatus } from '../protocol/http';
import { connectLive, type LiveConnection } from '../timeline/connection';
import type { PinnedCard } from '../timeline/pin-schedule';
import { StageClock } from '../timeline/stage-clock';
import { ApiError, del, get, newKey, post, put } from '../ui/api';
import { inLanguage, msg, str } from '../ui/i18n';
import { may, type Account, type Act, type ControlView, type ListedOrder } from './control';
import { furthestCue, goodsOf, placeCues, type Good, type PlacedCue } from './goods';
import { changeOrder, mergeOrders } from './orders';
import { Moderation } from './moderation';
import { History, PerMinute } from './rates';
import { SellingApi } from './selling-api';
import { saleWords } from './words';

const TARGET_DELAY_MILLIS = 1_500;
const TICK_MILLIS = 500;
const REFETCH_MILLIS = 700;
const VIEWERS_EVERY_MILLIS = 5_000;
const VIEWERS_KEPT = 120;
/** A lost connection is said so after this long. */
const MENTION_MILLIS = 3_000;
export const TOAST_MILLIS = 10_000;

export type Phase = 'loading' | 'ready' | 'forbidden' | 'missing' | 'failed';

export interface Toast {
  readonly words: string;
  readonly bad: boolean;
  /** The reverse call, while it can still be made. */
  readonly undo: (() => Promise<void>) | undefined;
  readonly until: number;
}

/**
 * Everything the console knows and can do, without any element: two connections (stage and
 * backstage), the server's counts, the orders, and what is on its way. One act per subject at a time,
 * so a double press is one press.
 */
export class ControlModel {
  phase: Phase = 'loading';
  failure: ApiError | null = null;
  show: Show | null = null;
  view: ControlView | null = null;
  orders: readonly ListedOrder[] = [];
  olderOrders: string | null = null;
  toast: Toast | null = null;
  pinned: readonly PinnedCard[] = [];
  readonly stage: LiveConnection;
  readonly backstage: LiveConnection;
  readonly viewers = new History(VIEWERS_EVERY_MILLIS, VIEWERS_KEPT);
  readonly comments = new PerMinute();
  readonly moderation: Moderation;
  readonly selling: SellingApi;

  private readonly pending = new Set<string>();
  private readonly clock = new StageClock(() => Date.now(), TARGET_DELAY_MILLIS);
  private readonly timer: ReturnType<typeof setInterval>;
  private refetch: ReturnType<typeof setTimeout> | undefined;
  private furthest = -1;
  private epoch: string | null = null;
  /** What was left of each sku; a change means that on hand, held or sold changed too. */
  private stocks = '';
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly showId: string,
    readonly account: Account,
    connect: typeof connectLive = connectLive,
  ) {
    this.moderation = new Moderation(showId, { act: (subject, deed, done) => this.act(subject, deed, done), changed: () => this.changed() });
    this.selling = new SellingApi(showId);
    this.stage = connect(showId);
    this.backstage = connect(showId, 'backstage');
    this.stage.onChange(() => this.stageChanged());
    this.backstage.onChange(() => this.changed());
    this.stage.session.fold.onEntry((entry) => {
      if (entry.t === 'comment') this.comments.add(entry.at);
      if (entry.t === 'sale_state') this.refetchSoon();
      this.moderation.heard(entry);
    });
    this.backstage.session.fold.onEntry((entry) => {
      if (entry.t === 'order_changed') this.orders = changeOrder(this.orders, entry.order, entry.state);
      if (entry.t === 'order_placed' || entry.t === 'order_changed') this.refetchSoon();
      this.moderation.heard(entry);
    });
    this.timer = setInterval(() => this.passed(), TICK_MILLIS);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stop(): void {
    clearInterval(this.timer);
    clearTimeout(this.refetch);
    this.moderation.stop();
    this.stage.stop();
    this.backstage.stop();
  }

  async load(): Promise<void> {
    try {
      [this.show] = await Promise.all([get<Show>(`/api/shows/${this.path}`), this.reload()]);
      this.phase = 'ready';
      if (this.may('moderate')) void this.moderation.load();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure;
      this.phase = failure.status === 403 ? 'forbidden' : failure.status === 404 ? 'missing' : 'failed';
    }
    this.changed();
  }

  may(act: Act): boolean {
    return may(this.account, act);
  }

  isPending(subject: string): boolean {
    return this.pending.has(subject);
  }

  goods(): readonly Good[] {
    return this.view ? goodsOf(this.view, this.news()) : [];
  }

  cues(): readonly PlacedCue[] {
    return this.view ? placeCues(this.view.rundown, this.pins(), this.furthest) : [];
  }

  pins(): readonly string[] {
    return this.news().pins();
  }

  product(id: string): Product | undefined {
    return this.view?.products.find((product) => product.id === id);
  }

  stream(): StreamStatus {
    if (this.stage.session.fold.phase === 'ended') return 'ended';
    return this.stage.session.fold.stream() ?? this.show?.status ?? 'waiting';
  }

  /** Since when a connection is lost, once that is worth a word. */
  lostSince(connection: LiveConnection): number | null {
    const { lostAt } = connection;
    return lostAt !== null && Date.now() - lostAt >= MENTION_MILLIS ? lostAt : null;
  }

  serverNow(): number {
    return this.stage.clock.now();
  }

  latencyMillis(): number | null {
    return this.clock.knownDelay();
  }

  /** What is on the programme now. */
  mediaTime(): number | null {
    return this.clock.picture();
  }

  frameShown(mediaTime: number): void {
    this.clock.frame(mediaTime, this.stage.clock.now());
  }

  async togglePin(product: string): Promise<void> {
    const on = !this.pins().includes(product);
    await this.act(`pin:${product}`, () => this.setPin(product, on), {
      words: on
        ? msg(str`${this.named(product)}をピン留めしました`, { id: 'control.did.pin' })
        : msg(str`${this.named(product)}のピンを外しました`, { id: 'control.did.unpin' }),
      undo: () => this.setPin(product, !on),
    });
  }

  /** From what is on now to the next cue: one press, one undo. */
  async next(): Promise<void> {
    const cues = this.cues();
    const from = cues.find(({ standing }) => standing === 'now')?.cue.product ?? null;
    const to = cues.find(({ standing }) => standing === 'next')?.cue.product ?? null;
    if (to === null) return;
    await this.act('pin:next', () => this.swap(from, to), {
      words: msg(str`次の品、${this.named(to)}に進みました`, { id: 'control.did.next' }),
      undo: () => this.swap(to, from),
    });
  }

  async setSale(product: string, state: SaleState): Promise<void> {
    const before = this.goods().find((good) => good.product.id === product)?.state;
    if (before === undefined || before === state) return;
    const send = (to: SaleState): Promise<void> =>
      put(`/api/shows/${this.path}/products/${encodeURIComponent(product)}/state`, { body: { state: to } });
    await this.act(`sale:${product}`, () => send(state), {
      words: msg(str`${this.named(product)}を「${saleWords(state)}」にしました`, { id: 'control.did.sale' }),
      undo: () => send(before),
    });
    this.refetchSoon();
  }

  /** The key belongs to the opened dialog: pressing twice moves the stock once. */
  async moveStock(sku: string, delta: number, reason: string, key: string): Promise<void> {
    await post(`/api/shows/${this.path}/stock/${encodeURIComponent(sku)}`, { body: { delta, reason }, key });
    const signed = delta > 0 ? `+${delta}` : String(delta);
    this.say(msg(str`在庫を ${signed} しました`, { id: 'control.did.stock' }));
    await this.reload();
  }

  comment(text: string): boolean {
    return this.stage.session.say(newKey(), text, { mediaTime: this.clock.picture() ?? undefined });
  }

  async moreOrders(): Promise<void> {
    if (this.olderOrders === null) return;
    await this.act('orders', () => this.readOrders(this.olderOrders));
  }

  async undo(): Promise<void> {
    const undo = this.toast?.undo;
    if (!undo) return;
    this.toast = null;
    await this.act('undo', undo, { words: msg('元に戻しました', { id: 'control.did.undo' }) });
  }

  dismiss(): void {
    this.toast = null;
    this.changed();
  }

  say(words: string, bad = false, undo?: () => Promise<void>): void {
    this.toast = { words, bad, undo, until: Date.now() + TOAST_MILLIS };
    this.changed();
  }

  async streamKey(): Promise<StreamKeys> {
    return get(`/api/shows/${this.path}/stream-key`);
  }

  /** Makes the keys worthless and gives new ones. */
  async rotateStreamKey(): Promise<StreamKeys> {
    return post(`/api/shows/${this.path}/stream-key/rotate`);
  }

  /** One act per subject at a time; refusals are said in words. */
  private async act(
    subject: string,
    deed: () => Promise<unknown>,
    done?: { readonly words: string; readonly undo?: () => Promise<void> },
  ): Promise<boolean> {
    if (this.pending.has(subject)) return false;
    this.pending.add(subject);
    this.changed();
    try {
      await deed();
      if (done) this.say(done.words, false, done.undo);
      return true;
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
      this.say(failure.words, true);
      return false;
    } finally {
      this.pending.delete(subject);
      this.changed();
    }
  }

  private async setPin(product: string, on: boolean): Promise<void> {
    const path = `/api/shows/${this.path}/pins/${encodeURIComponent(product)}`;
    const media = this.clock.picture();
    const mediaAt = media === null ? undefined : Math.round(media);
    if (on) await put(path, { body: mediaAt === undefined ? {} : { mediaAt } });
    else await del(mediaAt === undefined ? path : `${path}?mediaAt=${mediaAt}`);
  }

  private async swap(off: string | null, on: string | null): Promise<void> {
    if (off !== null) await this.setPin(off, false);
    if (on !== null) await this.setPin(on, true);
  }

  private named(product: string): string {
    const found = this.product(product);
    return found ? inLanguage(found.name, found.nameEn) : product;
  }

  /** What the timeline says; before its first word, what the server answered. */
  private news(): { pins(): readonly string[]; saleOf(product: string): SaleState | null; stockOf(sku: string): { left: number; of: number } | null } {
    const { fold } = this.stage.session;
    if (fold.epoch !== null) return fold;
    return { pins: () => this.view?.pins.map((pin) => pin.product) ?? [], saleOf: () => null, stockOf: () => null };
  }

  private async reload(): Promise<void> {
    const orders = this.may('orders') ? this.readOrders(null) : Promise.resolve();
    const [view] = await Promise.all([get<ControlView>(`/api/shows/${this.path}/control`), orders]);
    this.view = view;
    this.changed();
  }

  private async readOrders(after: string | null): Promise<void> {
    const query = after === null ? 'limit=50' : `limit=50&after=${encodeURIComponent(after)}`;
    const page = await get<{ orders: readonly ListedOrder[]; next: string | null }>(`/api/shows/${this.path}/orders?${query}`);
    if (after !== null || this.orders.length === 0) this.olderOrders = page.next;
    this.orders = mergeOrders(this.orders, page.orders);
    this.changed();
  }

  /** Many changes in a row are read once. */
  private refetchSoon(): void {
    this.refetch ??= setTimeout(() => {
      this.refetch = undefined;
      this.reload().catch((failure: unknown) => {
        // The next change, or the person, asks again; what is shown keeps its age.
        if (!(failure instanceof ApiError)) throw failure;
      });
    }, REFETCH_MILLIS);
  }

  private stageChanged(): void {
    const { fold } = this.stage.session;
    if (fold.epoch !== this.epoch) {
      this.epoch = fold.epoch;
      this.clock.reset();
    }
    const stocks = fold
      .allStocks()
      .map(({ sku, left }) => `${sku}:${left}`)
      .join();
    if (stocks !== this.stocks && this.stocks !== '') this.refetchSoon();
    this.stocks = stocks;
    if (fold.epoch !== null) this.viewers.sample(fold.viewers, Date.now());
    this.furthest = furthestCue(this.cues(), this.furthest);
    this.changed();
  }

  private passed(): void {
    if (this.stage.state === 'open') this.viewers.sample(this.stage.session.fold.viewers, Date.now());
    const time = this.clock.time({
      serverNow: this.stage.clock.now(),
      pausedByViewer: false,
      pictureExpected: this.stream() === 'live',
    });
    this.pinned = this.stage.session.fold.pinsAt(time);
    if (this.toast && Date.now() >= this.toast.until) this.toast = null;
    this.changed();
  }

  private get path(): string {
    return encodeURIComponent(this.showId);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
