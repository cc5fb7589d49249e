import type { Checkout, Choices, PaymentMethod } from '../protocol/buying';

/** What `PUT …/choices` takes: what is absent stays as it is, an empty text takes the choice back. */
export type Wishes = Partial<Pick<Choices, 'gift' | 'together'>> & {
  readonly method?: PaymentMethod;
  readonly coupon?: string;
  readonly deliverySlot?: string;
  readonly deliveryDate?: string;
  readonly note?: string;
};

/** What of the wishes is new; undefined when nothing is. */
export function wishesBetween(now: Checkout | undefined, method: PaymentMethod, choices: Choices): Wishes | undefined {
  if (!now) return undefined;
  const before = now.choices;
  const wishes: Wishes = {
    ...(now.methods.length > 0 && method !== now.method ? { method } : {}),
    ...(choices.deliverySlot !== before.deliverySlot ? { deliverySlot: choices.deliverySlot ?? '' } : {}),
    ...(choices.deliveryDate !== before.deliveryDate ? { deliveryDate: choices.deliveryDate ?? '' } : {}),
    ...(choices.gift !== before.gift ? { gift: choices.gift } : {}),
    ...(choices.note !== before.note ? { note: choices.note } : {}),
    ...(choices.together !== before.together ? { together: choices.together } : {}),
  };
  return Object.keys(wishes).length === 0 ? undefined : wishes;
}
