import type { PinnedCard } from './pin-schedule';

const PIN_CLASS = 'live.nigiwai.pin';
const CARDS_MAX = 3;

/** A date range of the playlist, as the engine reads it. */
export interface DateRangeLike {
  readonly class: string;
  readonly startDate: Date;
  readonly endDate: Date | null;
  readonly attr: Readonly<Record<string, unknown>>;
}

/**
 * The cards with what the playlist itself tells of pins (EXT-X-DATERANGE), for while the socket is
 * away: `told` is what the socket had said before. The same pin is told twice with the same product.
 */
export function withCues(told: readonly PinnedCard[], ranges: readonly DateRangeLike[], mediaTime: number, arrivedAt: number): readonly PinnedCard[] {
  let cards = told;
  for (const { class: kind, startDate, endDate, attr } of ranges) {
    const product = attr['X-PRODUCT'];
    const showAt = startDate.getTime();
    if (kind !== PIN_CLASS || typeof product !== 'string' || showAt > mediaTime) continue;
    const over = endDate !== null && endDate.getTime() <= mediaTime;
    const shown = cards.find((card) => card.product === product);
    if (over && shown && shown.showAt < (endDate?.getTime() ?? 0)) cards = cards.filter((card) => card !== shown);
    if (!over && !shown) cards = [...cards, { product, showAt, arrivedAt }];
  }
  return cards.slice(-CARDS_MAX);
}
