/** What the console's requests answer, and who may press what. */
import type { CheckoutLine } from '../protocol/buying';
import type { Product, SaleState, Variant } from '../protocol/http';

export interface CountedVariant extends Variant {
  readonly onHand: number;
  readonly held: number;
  readonly sold: number;
}

export interface Cue {
  readonly position: number;
  readonly product: string | null;
  readonly note: string;
  readonly noteEn: string;
}

export interface ControlView {
  readonly products: readonly Product<CountedVariant>[];
  readonly pins: readonly { readonly product: string; readonly showAt: number }[];
  readonly rundown: readonly Cue[];
  readonly orders: { readonly count: number; readonly total: number };
}

export type OrderState = 'prepared' | 'placed' | 'accepted' | 'paid_short' | 'cancelled' | 'expired';

export interface ListedOrder {
  readonly id: string;
  readonly number: string;
  readonly state: OrderState;
  readonly placedAt: number;
  readonly buyer: string;
  readonly total: number;
  readonly lines: readonly CheckoutLine[];
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export type Act = 'pin' | 'sell' | 'moderate' | 'answer' | 'orders' | 'key';

const ALLOWED: Readonly<Record<Act, readonly string[]>> = {
  pin: ['producer', 'presenter'],
  sell: ['producer'],
  moderate: ['producer', 'moderator', 'cs'],
  answer: ['producer', 'moderator', 'cs', 'presenter'],
  orders: ['producer', 'cs'],
  key: ['presenter'],
};

/** The server decides; this only spares people buttons that would be refused. An owner may all. */
export function may(account: Account, act: Act): boolean {
  return account.roles.some((role) => role === 'owner' || ALLOWED[act].includes(role));
}

export const SALE_STATES: readonly SaleState[] = ['hidden', 'coming', 'on_sale', 'paused', 'ended'];
export const PINS_MAX = 3;
