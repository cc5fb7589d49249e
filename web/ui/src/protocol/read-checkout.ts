import type { Cart, Checkout, Choices } from './buying';

const NO_CHOICES: Choices = { deliverySlot: null, deliveryDate: null, gift: false, note: '', together: false };

/** The checkout as it came, with what a server may leave out because there is none of it. */
export function readCheckout(raw: Partial<Checkout> & Pick<Checkout, 'id' | 'show' | 'state' | 'expiresAt' | 'now' | 'lines' | 'total'>): Checkout {
  return {
    subtotal: raw.total,
    discounts: [],
    coupon: null,
    shipping: 0,
    fee: 0,
    taxes: [],
    buyer: null,
    payment: null,
    methods: [],
    method: null,
    slots: [],
    earliestDelivery: '',
    latestDelivery: '',
    kept: false,
    keep: raw.kept ?? false,
    confirmation: null,
    termsHash: '',
    changed: [],
    needsAge: false,
    order: null,
    next: null,
    declined: false,
    ...raw,
    choices: { ...NO_CHOICES, ...raw.choices },
  };
}

export const EMPTY_CART: Cart = { lines: [], subtotal: 0 };
