import type { Product, SaleState, Variant } from '../protocol/http';

/** What the timeline knows beyond the catalogue: the newest state and stock. */
export interface LiveGoods {
  saleOf(product: string): SaleState | null;
  stockOf(sku: string): { readonly left: number; readonly of: number } | null;
}

/** A product as it can be bought at this moment. */
export interface Offer {
  readonly product: Product;
  readonly state: SaleState;
  readonly variants: readonly Variant[];
  readonly left: number;
  readonly of: number;
  readonly lowest: number;
  /** Variants differ in price: the lowest is shown with 「から」. */
  readonly from: boolean;
  readonly standing: Standing;
}

export type Standing = 'buyable' | 'sold_out' | 'coming' | 'paused' | 'ended';

export function offerOf(product: Product, live: LiveGoods): Offer {
  const state = live.saleOf(product.id) ?? product.state;
  const variants = product.variants.map((variant) => ({ ...variant, ...pick(live.stockOf(variant.sku)) }));
  const left = sum(variants.map((variant) => Math.max(0, variant.left)));
  const prices = variants.map((variant) => variant.price);
  return {
    product,
    state,
    variants,
    left,
    of: sum(variants.map((variant) => variant.of)),
    lowest: Math.min(...prices),
    from: Math.max(...prices) > Math.min(...prices),
    standing: standingOf(state, left),
  };
}

/** The catalogue in its order, without what is hidden now. */
export function offersOf(products: readonly Product[], live: LiveGoods): readonly Offer[] {
  return products.map((product) => offerOf(product, live)).filter((offer) => offer.state !== 'hidden');
}

function standingOf(state: SaleState, left: number): Standing {
  if (state === 'on_sale') return left > 0 ? 'buyable' : 'sold_out';
  return state === 'hidden' ? 'ended' : state;
}

function pick(stock: { readonly left: number; readonly of: number } | null): object {
  return stock === null ? {} : { left: stock.left, of: stock.of };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
