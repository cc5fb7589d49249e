import { str } from '@lit/localize';
import type { Words } from './words';

export const ui: Words = {
  'ui.tax-included': '(tax incl.)',
  'ui.stock.none': 'Sold out',
  'ui.stock.left': str`${0} left`,
  'ui.time-left': str`${0} left`,
  'ui.error.offline': 'You appear to be offline. Please check your connection and try again.',
  'ui.error.timeout': 'The server did not answer in time. Please try again.',
  'ui.error.unknown': 'Something went wrong. Please wait a moment and try again.',
  'ui.close': 'Close',
  'ui.product': 'Nigiwai',
  'ui.back': 'Back',
  'ui.language': 'Language',
};
