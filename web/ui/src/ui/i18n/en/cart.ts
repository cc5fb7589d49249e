import { str } from '@lit/localize';
import type { Words } from './words';

export const cart: Words = {
  'cart.title': 'Cart',
  'cart.empty': 'Your cart is empty.',
  'cart.subtotal': str`Goods (${0})`,
  'cart.not-held':
    'Shipping is shown on the next screen. Nothing in the cart is held for you yet; it is when you go to checkout.',
  'cart.checkout': 'Go to checkout',
  'cart.stuck': 'Take out what cannot be bought to go on.',
  'cart.remove': str`Take ${0} out of the cart`,
  'cart.problem.few': str`Only ${0} left. Please take fewer.`,
  'cart.problem.sold-out': 'Sold out.',
  'cart.problem.not-on-sale': 'Not on sale at the moment.',
  'cart.problem.over-limit': 'More than one person may have. Please take fewer.',
  'cart.problem.price': str`The price is now ${0}. Go on if that is all right.`,
  'cart.to-shows': 'See the shows',
  'cart.loading': 'Loading',
  'cart.reload': 'Load again',
  'cart.added': 'Put in the cart.',
  'cart.open': str`See the cart (${0})`,
};
