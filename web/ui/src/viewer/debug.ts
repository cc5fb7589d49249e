import type { LivePlayer } from '../player/live-player';
import type { PinnedCard } from '../timeline/pin-schedule';

/** How one card came onto the picture; local times are `Date.now()`. */
export interface ShownPin {
  readonly p: string;
  readonly showAt: number;
  /** Media time of the picture when the card was in the page; null without a picture. */
  readonly mediaTimeShown: number | null;
  /** Media time of the picture when the entry arrived. */
  readonly mediaTimeArrived: number | null;
  readonly arrivedAt: number;
  readonly shownAt: number;
}

const PINS_MAX = 100;

/**
 * What tests and curious people may read on `window.__nigiwai`: the last cards with their times, and
 * how far the picture is behind. Nothing in it can be written through, nothing in it is private.
 */
export class DebugView {
  private pins: readonly ShownPin[] = [];
  private arrivals = new Map<string, number | null>();

  constructor(
    private readonly mediaTime: () => number | null,
    private readonly latencyMillis: () => number | null,
    private readonly connection: () => string,
    private readonly player: () => string,
    private readonly playing: () => LivePlayer | null,
  ) {}

  install(): void {
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    const view = this;
    const surface = Object.freeze({
      get pins(): readonly ShownPin[] {
        return view.pins;
      },
      get mediaTime(): number | null {
        return view.mediaTime();
      },
      get latencyMillis(): number | null {
        return view.latencyMillis();
      },
      get connection(): string {
        return view.connection();
      },
      get player(): string {
        return view.player();
      },
      get where(): string | null {
        return view.playing()?.where ?? null;
      },
      get quality(): string | null {
        return view.playing()?.quality ?? null;
      },
      get rung(): string | null {
        return view.playing()?.rung()?.name ?? null;
      },
    });
    Object.defineProperty(window, '__nigiwai', { value: surface, configurable: true });
  }

  pinArrived(product: string, showAt: number): void {
    this.arrivals.set(`${product}@${showAt}`, this.mediaTime());
    if (this.arrivals.size > PINS_MAX) this.arrivals.delete(this.arrivals.keys().next().value ?? '');
  }

  pinShown(card: PinnedCard): void {
    const shown: ShownPin = Object.freeze({
      p: card.product,
      showAt: card.showAt,
      mediaTimeShown: this.mediaTime(),
      mediaTimeArrived: this.arrivals.get(`${card.product}@${card.showAt}`) ?? null,
      arrivedAt: card.arrivedAt,
      shownAt: Date.now(),
    });
    this.pins = Object.freeze([...this.pins, shown].slice(-PINS_MAX));
  }
}
