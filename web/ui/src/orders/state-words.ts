import { msg } from '../ui/i18n';

/** An order's state as its buyer reads it. */
export function stateWords(state: string): string {
  switch (state) {
    case 'prepared':
    case 'placed':
    case 'pending':
      return msg('お支払い確認中', { id: 'orders.placed' });
    case 'awaiting_cash':
      return msg('お支払い待ち', { id: 'orders.awaiting-cash' });
    case 'paid':
      return msg('受付', { id: 'orders.paid' });
    case 'accepted':
      return msg('ご注文確定', { id: 'orders.accepted' });
    case 'shipped':
      return msg('発送済み', { id: 'orders.shipped' });
    case 'delivered':
      return msg('お届け済み', { id: 'orders.delivered' });
    case 'paid_short':
      return msg('品切れのためご返金', { id: 'orders.paid-short' });
    case 'cancelled':
      return msg('取り消し', { id: 'orders.cancelled' });
    case 'expired':
      return msg('期限切れ', { id: 'orders.expired' });
    default:
      return state;
  }
}
