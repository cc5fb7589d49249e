/**
 * How goods are sold beside the plain tap, as the console sees and plans it: wire types and the pure
 * checks of what was typed.
 */
export type SaleMode = 'hold' | 'first_paid';

export interface TimedPrice {
  readonly id: string;
  readonly product: string;
  readonly prices: readonly { readonly sku: string; readonly yen: number }[];
  readonly from: number;
  readonly until: number;
  /** Why nobody has it any more. */
  readonly corrected: string | null;
}

export interface Drop {
  readonly id: string;
  readonly product: string;
  readonly sku: string;
  readonly kind: 'first_come' | 'fair';
  readonly phase: 'planned' | 'open' | 'drawn' | 'ended' | 'cancelled';
  readonly units: number;
  readonly perBuyer: number;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly entries: number | null;
}

export interface Allotment {
  readonly sku: string;
  readonly units: number;
  readonly taken: number;
  readonly left: number;
  readonly drop: boolean;
}

export interface SellingView {
  readonly modes: readonly { readonly product: string; readonly mode: SaleMode }[];
  readonly allotments: readonly Allotment[];
  readonly timedPrices: readonly TimedPrice[];
  readonly drops: readonly Drop[];
  readonly waiting: readonly { readonly sku: string; readonly waiting: number }[];
}

export interface DropPlan {
  readonly sku: string;
  readonly kind: Drop['kind'];
  readonly units: number;
  readonly perBuyer: number;
  readonly opensAt: number;
  readonly closesAt: number;
}

export const UNITS_MAX = 100_000;
export const PRICE_MAX = 100_000_000;
export const MINUTES_MAX = 24 * 60;
/** The server wants ten seconds of notice, and somebody has to press the button too. */
export const NOTICE_MILLIS = 15_000;
/** Those whose picture is half a minute behind have time too. */
export const WINDOW_MILLIS_MIN = 60_000;

/** A whole number in any width; undefined where it is none, or outside. */
export function wholeOf(typed: string, least: number, most: number): number | undefined {
  const text = typed.normalize('NFKC').replaceAll(',', '').trim();
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

/** The product's timed price that has not ended, if there is one. */
export function runningPrice(view: SellingView, product: string, now: number): TimedPrice | undefined {
  return view.timedPrices.find((price) => price.product === product && price.corrected === null && price.until > now);
}

/** Those of the product that are not over, and the last that was. */
export function shownDrops(view: SellingView, product: string): readonly Drop[] {
  const own = view.drops.filter((drop) => drop.product === product);
  const over = own.filter(({ phase }) => phase === 'ended' || phase === 'cancelled');
  return [...own.filter((drop) => !over.includes(drop)), ...over.slice(0, 1)];
}

export function mayCancel(drop: Drop): boolean {
  return drop.phase === 'planned' || drop.phase === 'open';
}

/** The plan in epoch milliseconds; undefined where something typed is no number it could be. */
export function planOf(
  typed: { readonly sku: string; readonly kind: Drop['kind']; readonly units: string; readonly perBuyer: string; readonly inMinutes: string; readonly minutes: string },
  now: number,
): DropPlan | undefined {
  const units = wholeOf(typed.units, 1, UNITS_MAX);
  const perBuyer = wholeOf(typed.perBuyer, 1, 100);
  const inMinutes = wholeOf(typed.inMinutes, 0, 60 * 24 * 60);
  const minutes = wholeOf(typed.minutes, 1, MINUTES_MAX);
  if (units === undefined || perBuyer === undefined || inMinutes === undefined || minutes === undefined) return undefined;
  const opensAt = now + Math.max(inMinutes * 60_000, NOTICE_MILLIS);
  return { sku: typed.sku, kind: typed.kind, units, perBuyer, opensAt, closesAt: opensAt + Math.max(minutes * 60_000, WINDOW_MILLIS_MIN) };
}

/** Timed prices by SKU; undefined where one is no lower than the ordinary price, or none is typed. */
export function pricesOf(
  variants: readonly { readonly sku: string; readonly price: number }[],
  typed: ReadonlyMap<string, string>,
): readonly { readonly sku: string; readonly yen: number }[] | undefined {
  const prices: { sku: string; yen: number }[] = [];
  for (const { sku, price } of variants) {
    const text = (typed.get(sku) ?? '').trim();
    if (text === '') continue;
    const yen = wholeOf(text, 1, Math.min(PRICE_MAX, price - 1));
    if (yen === undefined) return undefined;
    prices.push({ sku, yen });
  }
  return prices.length === 0 ? undefined : prices;
}
