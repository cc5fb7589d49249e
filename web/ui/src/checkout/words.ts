/** What the checkout says about a field: its label, and each fault as what happened and what would do. */
import type { Change, Checkout } from '../protocol/buying';
import { price } from '../ui/format';
import { msg, str } from '../ui/i18n';
import type { Fault, Field } from './rules';

export function labelOf(field: Field): string {
  switch (field) {
    case 'familyName':
      return msg('姓', { id: 'checkout.label.family-name' });
    case 'givenName':
      return msg('名', { id: 'checkout.label.given-name' });
    case 'familyKana':
      return msg('セイ', { id: 'checkout.label.family-kana' });
    case 'givenKana':
      return msg('メイ', { id: 'checkout.label.given-kana' });
    case 'email':
      return msg('メールアドレス', { id: 'checkout.label.email' });
    case 'phone':
      return msg('電話番号', { id: 'checkout.label.phone' });
    case 'postal':
      return msg('郵便番号', { id: 'checkout.label.postal' });
    case 'prefecture':
      return msg('都道府県', { id: 'checkout.label.prefecture' });
    case 'city':
      return msg('市区町村', { id: 'checkout.label.city' });
    case 'line1':
      return msg('町名・番地', { id: 'checkout.label.line1' });
    case 'line2':
      return msg('建物名・部屋番号', { id: 'checkout.label.line2' });
    case 'number':
      return msg('カード番号', { id: 'checkout.label.number' });
    case 'expiry':
      return msg('有効期限（月/年）', { id: 'checkout.label.expiry' });
    case 'cvc':
      return msg('セキュリティコード', { id: 'checkout.label.cvc' });
  }
}

export function faultWords(field: Field, fault: Fault): string {
  if (fault === 'too_long') {
    return msg('文字数が多すぎます。短くしてください。', { id: 'checkout.fault.too-long' });
  }
  switch (field) {
    case 'familyName':
      return msg('姓を入力してください。', { id: 'checkout.fault.family-name' });
    case 'givenName':
      return msg('名を入力してください。', { id: 'checkout.fault.given-name' });
    case 'familyKana':
    case 'givenKana':
      return fault === 'missing'
        ? msg('フリガナを入力してください。', { id: 'checkout.fault.kana.missing' })
        : msg('ひらがなかカタカナで入力してください。', { id: 'checkout.fault.kana.shape' });
    case 'email':
      return fault === 'missing'
        ? msg('メールアドレスを入力してください。', { id: 'checkout.fault.email.missing' })
        : msg('メールアドレスの形をご確認ください（例：hana@example.jp）。', { id: 'checkout.fault.email.shape' });
    case 'phone':
      return fault === 'missing'
        ? msg('電話番号を入力してください。', { id: 'checkout.fault.phone.missing' })
        : msg('0から始まる10桁か11桁の番号を入力してください。', { id: 'checkout.fault.phone.shape' });
    case 'postal':
      return fault === 'missing'
        ? msg('郵便番号を入力してください。', { id: 'checkout.fault.postal.missing' })
        : msg('郵便番号は7桁の数字です（例：150-0001）。', { id: 'checkout.fault.postal.shape' });
    case 'prefecture':
      return msg('都道府県を選んでください。', { id: 'checkout.fault.prefecture' });
    case 'city':
      return msg('市区町村を入力してください。', { id: 'checkout.fault.city' });
    case 'line1':
      return msg('町名と番地を入力してください。', { id: 'checkout.fault.line1' });
    case 'line2':
      return msg('建物名をご確認ください。', { id: 'checkout.fault.line2' });
    case 'number':
      return fault === 'missing'
        ? msg('カード番号を入力してください。', { id: 'checkout.fault.number.missing' })
        : msg('カード番号をご確認ください。', { id: 'checkout.fault.number.shape' });
    case 'expiry':
      return fault === 'missing'
        ? msg('有効期限を入力してください。', { id: 'checkout.fault.expiry.missing' })
        : fault === 'past'
          ? msg('有効期限が過ぎています。', { id: 'checkout.fault.expiry.past' })
          : msg('月/年の順に入力してください（例：12/30）。', { id: 'checkout.fault.expiry.shape' });
    case 'cvc':
      return fault === 'missing'
        ? msg('セキュリティコードを入力してください。', { id: 'checkout.fault.cvc.missing' })
        : msg('カード裏面の3桁か4桁の数字です。', { id: 'checkout.fault.cvc.shape' });
  }
}

/** What is not as the buyer saw it. */
export function changeWords(change: Change, checkout: Checkout): string {
  switch (change) {
    case 'price':
      return msg(str`お支払い総額が ${price(checkout.total)} になりました。`, { id: 'checkout.change-price' });
    case 'stock':
      return msg('お取り置きできる数が変わりました。', { id: 'checkout.change-stock' });
    case 'coupon':
      return msg('クーポンの適用が変わりました。', { id: 'checkout.change-coupon' });
    case 'terms':
      return msg('販売の条件が変わりました。', { id: 'checkout.change-terms' });
  }
}
