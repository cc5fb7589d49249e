import { readEntries, type Entry } from '../protocol/frames';
import { applied, type PinFact, type PinnedCard } from './pin-schedule';

const PAGE = 1_000;
/** A show of 100,000 entries is read back, longer ones from there on by the live log only. */
const PAGES_MAX = 100;

/** Every pin of a show from its beginning, for a picture that is not the live one. */
export class PinHistory {
  private facts: readonly PinFact[] = [];

  add(entries: readonly Entry[], arrivedAt: number): void {
    const last = this.facts.at(-1)?.offset ?? 0;
    const more = entries.flatMap((entry): PinFact[] =>
      (entry.t === 'pinned' || entry.t === 'unpinned') && entry.o > last
        ? [{ offset: entry.o, showAt: entry.s, product: entry.p, on: entry.t === 'pinned', arrivedAt }]
        : [],
    );
    if (more.length > 0) this.facts = [...this.facts, ...more];
  }

  /** What was on the picture of this media time. */
  at(mediaTime: number): readonly PinnedCard[] {
    let cards: PinnedCard[] = [];
    for (const fact of this.facts) if (fact.showAt <= mediaTime) cards = applied(cards, fact);
    return cards;
  }
}

interface Page {
  readonly to: number;
  readonly more: boolean;
  readonly ev: readonly unknown[];
}

/** Reads it from the show's log, page by page. */
export async function readPinHistory(page: (after: number, limit: number) => Promise<Page>, now: () => number): Promise<PinHistory> {
  const history = new PinHistory();
  let after = 0;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const { to, more, ev } = await page(after, PAGE);
    history.add(readEntries(ev), now());
    if (!more || to <= after) break;
    after = to;
  }
  return history;
}
