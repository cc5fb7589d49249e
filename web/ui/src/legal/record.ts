import type { BothLanguages } from '../protocol/buying';

export interface LegalItem {
  readonly term: BothLanguages;
  readonly text: BothLanguages;
}

export interface LegalPage {
  /** Its place on the page: `transactions`, `terms`, `privacy`, `external`. */
  readonly id: string;
  readonly title: BothLanguages;
  readonly items: readonly LegalItem[];
}

/** `GET /api/legal`: what a seller has to state about itself; `demo` while nobody has set it. */
export interface Legal {
  readonly demo: boolean;
  readonly pages: readonly LegalPage[];
}
