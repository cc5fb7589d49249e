/** What the HTTP API sends and takes, as types. Money is whole yen including tax, times are epoch milliseconds. */

import type { BothLanguages, Buyer, CardMark } from './buying';

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
  readonly shop: { readonly name: string; readonly legalUrl: string; readonly returns?: BothLanguages };
  readonly startsAt?: number;
}

export interface ProductImage {
  readonly url: string;
  readonly alt: string;
  readonly altEn: string;
  readonly width: number;
  readonly height: number;
  /** The same picture in several widths. */
  readonly srcset?: string;
}

export interface Variant {
  readonly sku: string;
  readonly name: string;
  readonly nameEn: string;
  readonly price: number;
  readonly left: number;
  readonly of: number;
  /** The units are this show's alone: この番組分. */
  readonly own?: boolean | null;
  /** What it is compared with, where the shop may say so. */
  readonly compareAt?: CompareAt | null;
}

/** A price beside the price: the shop's own usual one, or the maker's. */
export interface CompareAt {
  readonly kind: 'usual' | 'maker';
  readonly price: number;
  /** Where the maker says it. */
  readonly sourceUrl?: string | null;
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
  /** What the law asks more of: 酒類, 古物, 医薬品. */
  readonly licence?: 'alcohol' | 'second_hand' | 'medicine' | null;
  /** What must stand beside the price, as large as it. */
  readonly licenceText?: string | null;
  readonly licenceTextEn?: string | null;
  /** How it feels, tastes or smells. */
  readonly notes?: string;
  readonly notesEn?: string;
  /** Sold before it is there: the day it ships, `2026-12-01`. */
  readonly shipsOn?: string | null;
  /** Goods that go well with it, by id. */
  readonly goesWith?: readonly string[];
  /** What a set is made of. */
  readonly parts?: readonly SetPart[];
}

export interface SetPart {
  readonly name: string;
  readonly nameEn: string;
  readonly quantity: number;
}

export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly named: boolean;
  readonly known: null | (Buyer & { readonly card: CardMark | null });
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
