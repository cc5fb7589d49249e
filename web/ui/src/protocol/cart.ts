import type { ApiError } from '../ui/api';
import type { Cart, CartLine, CartProblem } from './buying';

export type CartRefusals = Readonly<Record<string, CartProblem>>;

/** A line as it comes: `status` is `ok` or what is wrong with it. */
type RawLine = Omit<CartLine, 'problem'> & { readonly status?: string };

export interface RawCart {
  readonly lines: readonly RawLine[];
  readonly subtotal: number;
}

export function readCart(raw: RawCart): Cart {
  return { subtotal: raw.subtotal, lines: raw.lines.map(({ status, ...line }) => ({ ...line, problem: isProblem(status) ? status : null })) };
}

/** Which lines a refused checkout named, and why. */
export function refusalsOf(refusal: ApiError): CartRefusals {
  const { lines } = refusal.more;
  if (!Array.isArray(lines)) return {};
  const found: Record<string, CartProblem> = {};
  for (const line of lines as readonly Partial<Record<'sku' | 'reason', unknown>>[]) {
    if (typeof line.sku === 'string' && isProblem(line.reason)) found[line.sku] = line.reason;
  }
  return found;
}

function isProblem(word: unknown): word is CartProblem {
  return word === 'sold_out' || word === 'not_on_sale' || word === 'over_limit' || word === 'price_changed';
}
