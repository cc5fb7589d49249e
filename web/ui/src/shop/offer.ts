import type { CompareAt, Product, SaleState, Variant } from '../protocol/http';

/** What the timeline knows beyond the catalogue: the newest state, stock and price for a time. */
export interface LiveGoods {
  saleOf(product: string): SaleState | null;
  stockOf(sku: string): { readonly left: number; readonly of: number; readonly own?: boolean } | null;
  timedOf?(product: string): Timed | null;
}

/** Prices for a time, by server time. */
export interface Timed {
  readonly prices: readonly { readonly sku: string; readonly yen: number }[];
  readonly from: number;
  readonly until: number;
}

/** A product as it can be bought at this moment. */
export interface Offer {
  readonly product: Product;
  readonly state: SaleState;
  readonly variants: readonly OfferedVariant[];
  readonly left: number;
  readonly of: number;
  /** The units are this show's alone. */
  readonly own: boolean;
  readonly lowest: number;
  /** What the lowest is compared with: the price before and after the sale, or what the shop may say. */
  readonly compared: Compared | null;
  /** Until when the timed price is, by server time; null without one. */
  readonly until: number | null;
  /** Variants differ in price: the lowest is shown with 「から」. */
  readonly from: boolean;
  readonly standing: Standing;
}

export interface OfferedVariant extends Variant {
  readonly compared: Compared | null;
}

export type Compared = CompareAt | { readonly kind: 'ordinary'; readonly price: number };

export type Standing = 'buyable' | 'sold_out' | 'coming' | 'paused' | 'ended';

export function offerOf(product: Product, live: LiveGoods, serverNow = 0): Offer {
  const state = live.saleOf(product.id) ?? product.state;
  const timed = runningAt(live.timedOf?.(product.id) ?? null, serverNow);
  const variants = product.variants.map((variant) => offered({ ...variant, ...pick(live.stockOf(variant.sku)) }, timed));
  const left = sum(variants.map((variant) => Math.max(0, variant.left)));
  const prices = variants.map((variant) => variant.price);
  const lowest = Math.min(...prices);
  return {
    product,
    state,
    variants,
    left,
    of: sum(variants.map((variant) => variant.of)),
    own: variants.some((variant) => variant.own === true),
    lowest,
    compared: variants.find((variant) => variant.price === lowest)?.compared ?? null,
    until: timed?.until ?? null,
    from: Math.max(...prices) > lowest,
    standing: standingOf(state, left),
  };
}

/** The catalogue in its order, without what is hidden now. */
export function offersOf(products: readonly Product[], live: LiveGoods, serverNow = 0): readonly Offer[] {
  return products.map((product) => offerOf(product, live, serverNow)).filter((offer) => offer.state !== 'hidden');
}

/** Which prices for a time run now; changes exactly when one begins or ends. */
export function runningKey(products: readonly Product[], live: LiveGoods, serverNow: number): string {
  return products.flatMap(({ id }) => (runningAt(live.timedOf?.(id) ?? null, serverNow) ? [id] : [])).join(' ');
}

function runningAt(timed: Timed | null, serverNow: number): Timed | null {
  return timed && timed.prices.length > 0 && timed.from <= serverNow && serverNow <= timed.until ? timed : null;
}

function offered(variant: Variant, timed: Timed | null): OfferedVariant {
  const price = timed?.prices.find((one) => one.sku === variant.sku)?.yen;
  return price === undefined
    ? { ...variant, compared: variant.compareAt ?? null }
    : { ...variant, price, compared: { kind: 'ordinary', price: variant.price } };
}

function standingOf(state: SaleState, left: number): Standing {
  if (state === 'on_sale') return left > 0 ? 'buyable' : 'sold_out';
  return state === 'hidden' ? 'ended' : state;
}

function pick(stock: { readonly left: number; readonly of: number; readonly own?: boolean } | null): object {
  return stock === null ? {} : { left: stock.left, of: stock.of, own: stock.own };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
