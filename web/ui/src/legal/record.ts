import type { BothLanguages } from '../protocol/buying';
import demoShop from './demo-shop.json';

export interface LegalItem {
  readonly term: BothLanguages;
  readonly text: BothLanguages;
}

/** What a seller has to state about itself; `demo` while nobody has replaced `demo-shop.json`. */
export interface LegalRecord {
  readonly demo: boolean;
  readonly items: readonly LegalItem[];
  readonly privacy: readonly LegalItem[];
}

export const legalRecord: LegalRecord = demoShop;
