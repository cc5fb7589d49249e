/**
 * The goods as the console shows them. Pure: the last answer of the server, and over it what the
 * timeline says since, which is always newer.
 */
import type { Product, SaleState } from '../protocol/http';
import type { ControlView, CountedVariant, Cue } from './control';

/** What the fold of the stage knows; null where it has said nothing yet. */
export interface StageNews {
  pins(): readonly string[];
  saleOf(product: string): SaleState | null;
  stockOf(sku: string): { readonly left: number; readonly of: number } | null;
}

export interface Good {
  readonly product: Product<CountedVariant>;
  readonly state: SaleState;
  readonly variants: readonly CountedVariant[];
  /** The shortcut, for the first eight. */
  readonly key: string | undefined;
  readonly pinned: boolean;
  readonly left: number;
}

export const KEYED_GOODS_MAX = 8;

export function goodsOf(view: ControlView, news: StageNews): readonly Good[] {
  const pinned = new Set(news.pins());
  return view.products.map((product, index) => {
    const variants = product.variants.map((variant) => {
      const stock = news.stockOf(variant.sku);
      return stock === null ? variant : { ...variant, left: stock.left, of: stock.of };
    });
    return {
      product,
      state: news.saleOf(product.id) ?? product.state,
      variants,
      key: index < KEYED_GOODS_MAX ? String(index + 1) : undefined,
      pinned: pinned.has(product.id),
      left: variants.reduce((sum, variant) => sum + Math.max(0, variant.left), 0),
    };
  });
}

export type CueStanding = 'done' | 'now' | 'next' | 'later';

export interface PlacedCue {
  readonly cue: Cue;
  readonly standing: CueStanding;
}

/**
 * Where the show is in its rundown: now is the last pinned product that has a cue, next the first
 * cue with another product after it, what lies before now is done. Nothing pinned: the furthest cue
 * that was on decides, so that unpinning does not rewind the show.
 */
export function placeCues(rundown: readonly Cue[], pins: readonly string[], furthest: number): readonly PlacedCue[] {
  const now = lastIndex(rundown, (cue) => cue.product !== null && cue.product === newest(rundown, pins));
  const reached = now >= 0 ? now : furthest;
  const next = rundown.findIndex((cue, index) => index > reached && cue.product !== null && !pins.includes(cue.product));
  return rundown.map((cue, index) => ({
    cue,
    standing: index === now ? 'now' : index === next ? 'next' : index <= reached ? 'done' : 'later',
  }));
}

/** The index that {@link placeCues} should remember as reached. */
export function furthestCue(placed: readonly PlacedCue[], before: number): number {
  const now = placed.findIndex(({ standing }) => standing === 'now');
  return now >= 0 ? now : before;
}

function newest(rundown: readonly Cue[], pins: readonly string[]): string | undefined {
  return [...pins].reverse().find((pin) => rundown.some((cue) => cue.product === pin));
}

function lastIndex<T>(list: readonly T[], is: (one: T) => boolean): number {
  for (let i = list.length - 1; i >= 0; i--) if (is(list[i]!)) return i;
  return -1;
}
