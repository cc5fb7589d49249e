/**
 * What must survive a reload, an error and the back button: the buyer's words and the key of the
 * order being placed. In this tab only (sessionStorage); never a card.
 */
import { BUYER_FIELDS, EMPTY_BUYER, type BuyerDraft } from './rules';

const BUYER = 'nigiwai.buyer';
const orderKeyName = (checkout: string): string => `nigiwai.order-key.${checkout}`;

type Box = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class Drafts {
  /** Storage may be refused by the browser; then a draft lasts as long as the document. */
  private readonly memory = new Map<string, string>();

  constructor(private readonly box: () => Box) {}

  buyer(): BuyerDraft | undefined {
    const text = this.read(BUYER);
    if (text === null) return undefined;
    try {
      const kept = JSON.parse(text) as Record<string, unknown>;
      const draft = { ...EMPTY_BUYER };
      for (const field of BUYER_FIELDS) {
        const value = kept[field];
        if (typeof value === 'string') draft[field] = value;
      }
      return draft;
    } catch {
      return undefined;
    }
  }

  keepBuyer(draft: BuyerDraft): void {
    this.write(BUYER, JSON.stringify(Object.fromEntries(BUYER_FIELDS.map((field) => [field, draft[field]]))));
  }

  /** The same key until {@link settleOrder}: a double press, a reload and a retry are one intention. */
  orderKey(checkout: string, make: () => string): string {
    const kept = this.read(orderKeyName(checkout));
    if (kept !== null && kept !== '') return kept;
    const made = make();
    this.write(orderKeyName(checkout), made);
    return made;
  }

  settleOrder(checkout: string): void {
    const name = orderKeyName(checkout);
    this.memory.delete(name);
    try {
      this.box().removeItem(name);
    } catch {
      // kept in memory only
    }
  }

  private read(name: string): string | null {
    try {
      return this.box().getItem(name) ?? this.memory.get(name) ?? null;
    } catch {
      return this.memory.get(name) ?? null;
    }
  }

  private write(name: string, value: string): void {
    this.memory.set(name, value);
    try {
      this.box().setItem(name, value);
    } catch {
      // kept in memory only
    }
  }
}
