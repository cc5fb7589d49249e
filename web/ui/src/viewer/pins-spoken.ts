import type { Offer } from '../shop/offer';
import type { PinnedCard } from '../timeline/pin-schedule';
import { announce } from '../ui/announce';
import { price } from '../ui/format';
import { inLanguage, msg, str } from '../ui/i18n';

/** Tells the screen reader, and whoever else listens, of each card that is in the page now; once each. */
export class PinsSpoken {
  private shown = new Set<string>();

  constructor(
    private readonly offerOf: (product: string) => Offer | undefined,
    private readonly told: (card: PinnedCard) => void,
  ) {}

  note(pinned: readonly PinnedCard[]): void {
    const now = new Set<string>();
    for (const card of pinned) {
      const key = `${card.product}@${card.showAt}`;
      const offer = this.offerOf(card.product);
      if (!offer && !this.shown.has(key)) continue;
      now.add(key);
      if (!offer || this.shown.has(key)) continue;
      this.told(card);
      const name = inLanguage(offer.product.name, offer.product.nameEn);
      announce(msg(str`ご紹介中：${name}、${price(offer.lowest)}`, { id: 'watch.pin-spoken' }));
    }
    this.shown = now;
  }
}
