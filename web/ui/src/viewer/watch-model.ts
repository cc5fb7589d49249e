import type { DropOf } from '../protocol/frames';
import type { Product, Show, StreamStatus } from '../protocol/http';
import { offersOf, runningKey, type Offer } from '../shop/offer';
import { connectLive, type LiveConnection } from '../timeline/connection';
import { readPinHistory, type PinHistory } from '../timeline/pin-history';
import type { PinnedCard } from '../timeline/pin-schedule';
import { withCues, type DateRangeLike } from '../timeline/picture-cues';
import { StageClock } from '../timeline/stage-clock';
import { ApiError, get } from '../ui/api';
import { Purchase, tabMemory } from './purchase';
import { ShopDesk } from './shop-desk';
import { TalkModel } from './talk-model';

const TARGET_DELAY_MILLIS = 1_500;
const STAGE_EVERY_MILLIS = 200;
/** A lost connection is mentioned after so long; most come back before. */
const MENTION_MILLIS = 2_000;

export type Phase = 'loading' | 'watching' | 'not_found' | 'failed';
export type ConnectionNotice = 'none' | 'reconnecting' | 'offline' | 'stopped';

/** What an invited viewer's link carries, for the show that asks for it. */
function invitation(search: string): string {
  const pass = new URLSearchParams(search).get('pass');
  return pass === null ? '' : `?pass=${encodeURIComponent(pass)}`;
}

/**
 * Everything the watch page knows, without any element: the show and its goods, the live connection,
 * which cards are on the picture now, and the purchase. Elements read it and call its verbs.
 */
export class WatchModel {
  phase: Phase = 'loading';
  error: ApiError | null = null;
  show: Show | null = null;
  products: readonly Product[] = [];
  pinned: readonly PinnedCard[] = [];
  readonly live: LiveConnection;
  readonly purchase: Purchase;
  readonly desk: ShopDesk;
  readonly talk: TalkModel;
  /** Set by the picture: it stands because the viewer wants it so, or because it is over. */
  pausedByViewer = false;
  /** What the playlist says happens in the picture; asked only while the socket is away. */
  cues: () => readonly DateRangeLike[] = () => [];

  private readonly stage = new StageClock(() => Date.now(), TARGET_DELAY_MILLIS);
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly listeners = new Set<() => void>();
  private readonly pinListeners = new Set<(product: string, showAt: number) => void>();
  private epoch: string | null = null;
  /** The picture is not the live one. */
  private elsewhere = false;
  private history: PinHistory | 'asked' | null = null;
  private goods: { version: number; running: string; products: readonly Product[]; offers: readonly Offer[] } = { version: -1, running: '', products: [], offers: [] };
  private announcedNotice: ConnectionNotice = 'none';
  private announcedOffers: readonly Offer[] = [];

  constructor(readonly showId: string) {
    this.live = connectLive(showId);
    this.purchase = new Purchase(showId, tabMemory(`nigiwai.checkout.${showId}`), () => this.changed(), () => this.latencyMillis());
    this.desk = new ShopDesk(showId, () => this.changed());
    this.talk = new TalkModel(showId, this.live.session, this, () => this.changed());
    this.live.onChange(() => this.liveChanged());
    this.live.session.pictureDelay = () => this.stage.knownDelay();
    this.live.session.fold.onEntry((entry) => {
      if (this.history !== null && this.history !== 'asked') this.history.add([entry], Date.now());
      if (entry.t === 'pinned') for (const listener of this.pinListeners) listener(entry.p, entry.s);
      if (entry.t === 'sale_state' && !this.products.some((product) => product.id === entry.p)) void this.loadProducts();
    });
    this.timer = setInterval(() => this.passed(), STAGE_EVERY_MILLIS);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onPinArrived(listener: (product: string, showAt: number) => void): () => void {
    this.pinListeners.add(listener);
    return () => this.pinListeners.delete(listener);
  }

  async load(): Promise<void> {
    this.phase = this.show === null ? 'loading' : this.phase;
    this.changed();
    try {
      const show = encodeURIComponent(this.showId);
      const [found] = await Promise.all([get<Show>(`/api/shows/${show}${invitation(location.search)}`), this.loadProducts()]);
      this.show = found;
      this.phase = 'watching';
      void this.desk.load();
    } catch (failure) {
      this.error = failure instanceof ApiError ? failure : null;
      this.phase = this.error?.status === 404 ? 'not_found' : 'failed';
    }
    this.changed();
  }

  stop(): void {
    clearInterval(this.timer);
    this.live.stop();
  }

  stream(): StreamStatus {
    const { fold } = this.live.session;
    return fold.stream() ?? (fold.phase === 'ended' ? 'ended' : (this.show?.status ?? 'waiting'));
  }

  /** The same array while nothing about the goods has changed. */
  offers(): readonly Offer[] {
    const { fold } = this.live.session;
    const now = this.live.clock.now();
    const running = runningKey(this.products, fold, now);
    if (this.goods.version !== fold.goodsVersion || this.goods.products !== this.products || this.goods.running !== running) {
      this.goods = { version: fold.goodsVersion, running, products: this.products, offers: offersOf(this.products, fold, now) };
    }
    return this.goods.offers;
  }

  /** The newest drop of a product, unless it was called off. */
  dropOf(product: string): DropOf | null {
    const drops = this.live.session.fold.allDrops().filter((drop) => drop.p === product && drop.phase !== 'cancelled');
    const newest = drops.reduce<DropOf | null>((last, drop) => (last === null || drop.from > last.from ? drop : last), null);
    if (newest && newest.phase !== 'planned') void this.desk.lookUpEntry(newest.did, newest.phase);
    return newest;
  }

  notice(): ConnectionNotice {
    const { state, lostAt } = this.live;
    if (state === 'stopped') return this.live.stoppedBy === null ? 'none' : 'stopped';
    if (state === 'offline') return 'offline';
    return lostAt !== null && Date.now() - lostAt >= MENTION_MILLIS ? 'reconnecting' : 'none';
  }

  /** A frame is on screen. */
  frameShown(mediaTime: number): void {
    this.stage.frame(mediaTime, this.live.clock.now());
    this.updatePinned();
  }

  /** The viewer has sent the picture to another moment; null to the live edge. */
  jumped(mediaTime: number | null): void {
    this.stage.jumped(mediaTime, this.live.clock.now());
    this.updatePinned();
  }

  /** Whether the picture is behind by the viewer's wish, or a recording: then the pins are those of its time. */
  showsThePast(past: boolean): void {
    if (past === this.elsewhere) return;
    this.elsewhere = past;
    if (past && this.history === null) void this.loadHistory();
    this.updatePinned();
  }

  mediaTime(): number | null {
    return this.stage.picture();
  }

  latencyMillis(): number | null {
    return this.stage.knownDelay();
  }

  private async loadHistory(): Promise<void> {
    this.history = 'asked';
    const show = encodeURIComponent(this.showId);
    const page = (after: number, limit: number) =>
      get<{ to: number; more: boolean; ev: readonly unknown[] }>(`/api/shows/${show}/timeline?log=stage&after=${after}&limit=${limit}`);
    try {
      this.history = await readPinHistory(page, () => Date.now());
    } catch {
      // Asked again when the viewer goes back the next time; until then the live pins are shown.
      this.history = null;
    }
    this.updatePinned();
  }

  private async loadProducts(): Promise<void> {
    const { products } = await get<{ products: readonly Product[] }>(`/api/shows/${encodeURIComponent(this.showId)}/products`);
    this.products = products;
    this.changed();
  }

  private liveChanged(): void {
    const { epoch } = this.live.session.fold;
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.stage.reset();
    }
    this.updatePinned();
    this.changed();
  }

  private passed(): void {
    this.updatePinned();
    this.desk.tick(Date.now());
    const notice = this.notice();
    const offers = this.offers();
    // A timed price begins and ends by the clock alone.
    if (notice !== this.announcedNotice || offers !== this.announcedOffers) {
      this.announcedNotice = notice;
      this.announcedOffers = offers;
      this.changed();
    }
  }

  private updatePinned(): void {
    const time = this.stage.time({
      serverNow: this.live.clock.now(),
      pausedByViewer: this.pausedByViewer,
      pictureExpected: this.stream() === 'live',
    });
    const cards = this.cardsAt(time);
    const same = cards.length === this.pinned.length && cards.every((card, i) => card.product === this.pinned[i]?.product && card.showAt === this.pinned[i].showAt);
    if (same) return;
    this.pinned = cards;
    this.changed();
  }

  private cardsAt(time: number): readonly PinnedCard[] {
    if (this.elsewhere && this.history !== null && this.history !== 'asked') return this.history.at(time);
    const told = this.live.session.fold.pinsAt(time);
    if (this.live.lostAt === null) return told;
    return withCues(told, this.cues(), time, Date.now());
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
