/** Buying on the wire: cart, checkout, order. Money is whole yen including tax, times are epoch milliseconds. */
import type { TaxRate } from './http';

export interface BothLanguages {
  readonly ja: string;
  readonly en: string;
}

export interface Address {
  readonly postal: string;
  readonly prefecture: string;
  readonly city: string;
  readonly line1: string;
  readonly line2: string;
}

export interface Buyer {
  readonly familyName: string;
  readonly givenName: string;
  readonly familyKana: string;
  readonly givenKana: string;
  readonly email: string;
  readonly phone: string;
  readonly address: Address;
}

export interface CardMark {
  readonly brand: string;
  readonly last4: string;
}

export type PaymentMethod = 'card' | 'paypay' | 'konbini' | 'cash_on_delivery';

/** One way to pay, offered or not. */
export interface MethodChoice {
  readonly method: PaymentMethod;
  readonly available: boolean;
  readonly fee: number;
  /** Cards: typed into the provider's own form after the order is placed, not into ours before. */
  readonly later?: boolean;
  /** Why it is not offered here. */
  readonly why?: string | null;
  readonly whyEn?: string | null;
}

export interface CheckoutLine {
  readonly sku: string;
  readonly product: string;
  readonly name: string;
  readonly nameEn: string;
  readonly variant: string;
  readonly variantEn: string;
  readonly image: string | null;
  readonly unitPrice: number;
  /** What it was when the buyer last saw it, where it moved. */
  readonly unitWas?: number | null;
  readonly quantity: number;
  readonly taxRate: TaxRate;
  readonly total: number;
}

export interface TaxLine {
  readonly rate: TaxRate;
  readonly taxable: number;
  readonly tax: number;
}

export interface Discount {
  readonly label: string;
  readonly labelEn: string;
  /** How much less, above zero. */
  readonly yen: number;
}

/** A time of day at which the parcel may come. */
export interface Slot {
  readonly slot: string;
  readonly name: string;
  readonly nameEn: string;
}

export interface CouponMark {
  readonly code: string;
  /** Whether it takes something off. */
  readonly applied: boolean;
  /** Why it does not any more. */
  readonly why?: string | null;
  readonly whyEn?: string | null;
}

/** What the buyer wishes beyond who and where. */
export interface Choices {
  readonly deliverySlot: string | null;
  /** `2026-12-01` */
  readonly deliveryDate: string | null;
  readonly gift: boolean;
  readonly note: string;
  /** 同梱: in one parcel with what was ordered before. */
  readonly together: boolean;
}

export interface Confirmation {
  readonly quantity: BothLanguages;
  readonly price: BothLanguages;
  readonly payment: BothLanguages;
  readonly delivery: BothLanguages;
  readonly cancellation: BothLanguages;
  readonly period: BothLanguages;
}

export type OrderState =
  /** The payment is being decided, or waits for the buyer. */
  | 'pending'
  | 'prepared'
  | 'placed'
  | 'awaiting_cash'
  | 'paid'
  | 'accepted'
  | 'shipped'
  | 'delivered'
  | 'paid_short'
  | 'cancelled'
  | 'expired';

export interface OrderMark {
  readonly token: string;
  readonly number: string;
  readonly state: OrderState;
}

/** What is paid at a convenience store's till. */
export interface Slip {
  readonly number: string;
  readonly expiresAt: number;
  readonly url?: string | null;
  readonly stores: readonly SlipStore[];
}

export interface SlipStore {
  readonly store: string;
  readonly code: string;
}

/** What the buyer has to do before the payment is through. */
export type NextStep =
  | { readonly kind: 'redirect' | 'challenge'; readonly url: string }
  | { readonly kind: 'element'; readonly clientSecret: string; readonly publishableKey: string }
  | { readonly kind: 'slip'; readonly slip: Slip };

/** What is not as it was when the buyer opened the checkout. */
export type Change = 'price' | 'stock' | 'coupon' | 'terms';

export interface Checkout {
  readonly id: string;
  readonly show: string;
  readonly state: 'open' | 'ordered' | 'expired' | 'cancelled';
  readonly expiresAt: number;
  readonly now: number;
  readonly lines: readonly CheckoutLine[];
  readonly subtotal: number;
  readonly discounts: readonly Discount[];
  readonly coupon: CouponMark | null;
  readonly shipping: number;
  readonly fee: number;
  readonly total: number;
  readonly taxes: readonly TaxLine[];
  readonly buyer: Buyer | null;
  readonly payment: CardMark | null;
  readonly methods: readonly MethodChoice[];
  readonly method: PaymentMethod | null;
  readonly slots: readonly Slot[];
  /** The days among which the parcel may come, `2026-12-01`; empty where it is not asked. */
  readonly earliestDelivery: string;
  readonly latestDelivery: string;
  readonly choices: Choices;
  readonly kept: boolean;
  /** Whether the buyer wants to be remembered; as they last said. */
  readonly keep: boolean;
  readonly confirmation: Confirmation | null;
  /** Names the terms that are shown; travels with the order. */
  readonly termsHash: string;
  readonly changed: readonly Change[];
  /** 酒類: asked before the order. */
  readonly needsAge: boolean;
  readonly order: OrderMark | null;
  readonly next: NextStep | null;
  /** The last attempt to pay came to nothing, and another may be made. */
  readonly declined: boolean;
}

/** What the checkout document tells the page that holds it, by postMessage on the same origin. */
export interface CheckoutMessage {
  readonly nigiwai: 'checkout';
  readonly type: 'ordered' | 'cancelled' | 'expired' | 'resize' | 'close';
  readonly number?: string;
  readonly token?: string;
  readonly height?: number;
}

export interface Cart {
  readonly lines: readonly CartLine[];
  readonly subtotal: number;
}

export interface CartLine {
  readonly sku: string;
  readonly show: string;
  readonly product: string;
  readonly name: string;
  readonly nameEn: string;
  readonly variant: string;
  readonly variantEn: string;
  readonly image: string | null;
  readonly unitPrice: number;
  /** What it cost when it was put in, where that was another price. */
  readonly unitWas?: number | null;
  readonly quantity: number;
  readonly total: number;
  /** Why it cannot be bought as it stands. */
  readonly problem?: CartProblem | null;
  readonly left?: number | null;
}

export type CartProblem = 'sold_out' | 'not_on_sale' | 'over_limit' | 'price_changed';
