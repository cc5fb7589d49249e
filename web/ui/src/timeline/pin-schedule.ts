import type { PinsState } from '../protocol/frames';

export interface PinFact {
  readonly offset: number;
  readonly showAt: number;
  readonly product: string;
  readonly on: boolean;
  readonly arrivedAt: number;
}

export interface PinnedCard {
  readonly product: string;
  readonly showAt: number;
  readonly arrivedAt: number;
}

/** So many facts are kept apart from the base; older ones are folded into it. */
const FACTS_MAX = 64;

/**
 * Which cards are on the picture at a media time: the pins of the last fresh welcome, each on from
 * its `s`, then the pin facts after that state's version whose time has come (PROTOCOL section 5).
 */
export class PinSchedule {
  private base: PinnedCard[] = [];
  private baseVersion = 0;
  private facts: PinFact[] = [];

  /** A fresh start: a welcome that did not resume. */
  restart(state: PinsState | null, arrivedAt: number): void {
    this.base = (state?.pins ?? []).map((pin) => ({ product: pin.p, showAt: pin.s, arrivedAt }));
    this.baseVersion = state?.sv ?? 0;
    this.facts = [];
  }

  add(fact: PinFact): void {
    if (fact.offset <= this.baseVersion) return;
    this.facts.push(fact);
    if (this.facts.length > FACTS_MAX) {
      const oldest = this.facts.shift();
      if (oldest) {
        this.base = applied(this.base, oldest);
        this.baseVersion = oldest.offset;
      }
    }
  }

  at(mediaTime: number): readonly PinnedCard[] {
    let cards = this.base.filter((card) => card.showAt <= mediaTime);
    for (const fact of this.facts) if (fact.showAt <= mediaTime) cards = applied(cards, fact);
    return cards;
  }
}

export function applied(cards: PinnedCard[], fact: PinFact): PinnedCard[] {
  const others = cards.filter((card) => card.product !== fact.product);
  if (!fact.on) return others;
  if (others.length < cards.length) return cards;
  return [...others, { product: fact.product, showAt: fact.showAt, arrivedAt: fact.arrivedAt }];
}
