import { msg } from '../ui/i18n';
import type { GoodsKind } from './goods';

/** What a kind of goods is called in a list. */
export function kindWords(kind: GoodsKind): string {
  switch (kind) {
    case 'general':
      return msg('一般', { id: 'admin.kind.general' });
    case 'alcohol':
      return msg('酒類', { id: 'admin.kind.alcohol' });
    case 'second_hand':
      return msg('古物', { id: 'admin.kind.second-hand' });
    case 'medicine':
      return msg('医薬品', { id: 'admin.kind.medicine' });
  }
}
