import { msg } from '../ui/i18n';
import type { Standing } from './offer';

/** The words on the button for a product that stands so. */
export function buyWords(standing: Standing): string {
  switch (standing) {
    case 'buyable':
      return msg('買う', { id: 'shop.buy' });
    case 'sold_out':
      return msg('完売', { id: 'shop.sold-out' });
    case 'coming':
      return msg('近日', { id: 'shop.coming' });
    case 'paused':
      return msg('準備中', { id: 'shop.paused' });
    case 'ended':
      return msg('終了', { id: 'shop.ended' });
  }
}

/** The same as a sentence, for the product's own sheet; nothing where it can be bought. */
export function standingWords(standing: Standing): string {
  switch (standing) {
    case 'buyable':
      return '';
    case 'sold_out':
      return msg('ご用意した数はすべてお買い上げいただきました。取り置きが解けると、ふたたびお求めいただけることがあります。', { id: 'shop.sold-out-long' });
    case 'coming':
      return msg('まもなく販売を始めます。このままお待ちください。', { id: 'shop.coming-long' });
    case 'paused':
      return msg('ただいま販売を止めています。再開までお待ちください。', { id: 'shop.paused-long' });
    case 'ended':
      return msg('この品の販売は終わりました。', { id: 'shop.ended-long' });
  }
}
