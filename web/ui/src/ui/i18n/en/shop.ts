import type { Words } from './words';

export const shop: Words = {
  'shop.from': ' and up ',
  'shop.buy': 'Buy',
  'shop.sold-out': 'Sold out',
  'shop.coming': 'Soon',
  'shop.paused': 'Paused',
  'shop.ended': 'Ended',
  'shop.sold-out-long': 'Everything we had has been bought. An item may return when someone’s hold ends.',
  'shop.coming-long': 'Sales begin shortly. Please stay with us.',
  'shop.paused-long': 'Sales are paused at the moment. Please wait until they resume.',
  'shop.ended-long': 'This item is no longer on sale.',
};
