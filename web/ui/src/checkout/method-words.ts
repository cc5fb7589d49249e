/** The ways to pay in words. */
import type { PaymentMethod } from '../protocol/buying';
import { msg } from '../ui/i18n';
import type { IconName } from '../ui/icons';

export function methodName(method: PaymentMethod): string {
  switch (method) {
    case 'card':
      return msg('クレジットカード', { id: 'checkout.method.card' });
    case 'paypay':
      return msg('PayPay', { id: 'checkout.method.paypay' });
    case 'konbini':
      return msg('コンビニ払い', { id: 'checkout.method.konbini' });
    case 'cash_on_delivery':
      return msg('代金引換', { id: 'checkout.method.cash-on-delivery' });
  }
}

/** What happens after the order with this way to pay. */
export function methodHint(method: PaymentMethod): string {
  switch (method) {
    case 'card':
      return msg('ご本人確認（3Dセキュア）の画面が開くことがあります。', { id: 'checkout.method.card-hint' });
    case 'paypay':
      return msg('ご注文のあと、PayPayの画面でお支払いください。', { id: 'checkout.method.paypay-hint' });
    case 'konbini':
      return msg('ご注文のあとに番号をお知らせします。期限までにレジでお支払いください。', { id: 'checkout.method.konbini-hint' });
    case 'cash_on_delivery':
      return msg('お届けのときに配達員へ現金でお支払いください。', { id: 'checkout.method.cash-on-delivery-hint' });
  }
}

export const METHOD_ICONS: Readonly<Record<PaymentMethod, IconName>> = {
  card: 'card',
  paypay: 'wallet',
  konbini: 'shop',
  cash_on_delivery: 'truck',
};
