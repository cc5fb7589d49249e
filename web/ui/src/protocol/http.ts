/** What the HTTP API sends and takes, as types. Money is whole yen including tax, times are epoch milliseconds. */

export type StreamStatus = 'waiting' | 'live' | 'break' | 'ended';
export type SaleState = 'hidden' | 'coming' | 'on_sale' | 'paused' | 'ended';
export type TaxRate = 8 | 10;

export interface ShowListing {
  readonly id: string;
  readonly title: string;
  readonly titleEn?: string;
  readonly status: StreamStatus;
  readonly viewers?: number;
}

export interface Show {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  readonly presenter: string;
  readonly description: string;
  readonly pr: boolean;
  readonly status: StreamStatus;
  readonly hls: string;
  readonly now: number;
  readonly shop: { readonly name: string; readonly legalUrl: string };
  readonly startsAt?: number;
}

export interface ProductImage {
  readonly url: string;
  readonly alt: string;
  readonly altEn: string;
  readonly width: number;
  readonly height: number;
}

export interface Variant {
  readonly sku: string;
  readonly name: string;
  readonly nameEn: string;
  readonly price: number;
  readonly left: number;
  readonly of: number;
}

export interface Product<V extends Variant = Variant> {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly description: string;
  readonly descriptionEn: string;
  readonly images: readonly ProductImage[];
  readonly taxRate: TaxRate;
  readonly state: SaleState;
  readonly perBuyer: number;
  readonly variants: readonly V[];
}

export interface Address {
  readonly postal: string;
  readonly prefecture: string;
  readonly city: string;
  readonly line1: string;
  readonly line2: string;
}

export interface CardMark {
  readonly brand: string;
  readonly last4: string;
}

export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly named: boolean;
  readonly known: null | {
    readonly name: string;
    readonly email: string;
    readonly phone: string;
    readonly address: Address;
    readonly card: CardMark;
  };
}

export interface CheckoutLine {
  readonly sku: string;
  readonly product: string;
  readonly name: string;
  readonly nameEn: string;
  readonly variant: string;
  readonly variantEn: string;
  readonly image: string;
  readonly unitPrice: number;
  readonly quantity: number;
  readonly taxRate: TaxRate;
  readonly total: number;
}

export interface TaxLine {
  readonly rate: TaxRate;
  readonly taxable: number;
  readonly tax: number;
}

export interface BothLanguages {
  readonly ja: string;
  readonly en: string;
}

export interface Confirmation {
  readonly quantity: BothLanguages;
  readonly price: BothLanguages;
  readonly payment: BothLanguages;
  readonly delivery: BothLanguages;
  readonly cancellation: BothLanguages;
  readonly period: BothLanguages;
}

export interface Buyer {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly address: Address;
}

export interface OrderMark {
  readonly token: string;
  readonly number: string;
  readonly state: 'accepted' | 'pending';
}

export interface Checkout {
  readonly id: string;
  readonly show: string;
  readonly state: 'open' | 'ordered' | 'expired' | 'cancelled';
  readonly expiresAt: number;
  readonly now: number;
  readonly lines: readonly CheckoutLine[];
  readonly subtotal: number;
  readonly shipping: number;
  readonly total: number;
  readonly taxes: readonly TaxLine[];
  readonly buyer: Buyer | null;
  readonly payment: CardMark | null;
  readonly kept: boolean;
  readonly confirmation: Confirmation | null;
  readonly order: OrderMark | null;
}

/** What the checkout document tells the page that holds it, by postMessage on the same origin. */
export interface CheckoutMessage {
  readonly nigiwai: 'checkout';
  readonly type: 'ordered' | 'cancelled' | 'expired' | 'resize' | 'close';
  readonly number?: string;
  readonly token?: string;
  readonly height?: number;
}

/** What the crew type into their encoders. */
export interface StreamKeys {
  readonly url: string;
  /** The same over TLS, where the server has a certificate. */
  readonly secureUrl?: string;
  readonly key: string;
  /** For a second encoder that takes over when the first one breaks. */
  readonly backupKey: string;
}
