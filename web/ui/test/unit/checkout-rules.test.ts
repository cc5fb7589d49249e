import { describe, expect, it } from 'vitest';
import { filledIn } from '../../src/checkout/postcode';
import { Overheard } from '../../src/checkout/reading';
import { PREFECTURES, prefectureOf } from '../../src/checkout/prefectures';
import { buyerFault, buyerFaults, cardFault, cardFaults, EMPTY_BUYER, EMPTY_CARD, firstFault, tidy, type BuyerDraft, type Field } from '../../src/checkout/rules';

const NOW = new Date(2026, 10, 22);
const GOOD: BuyerDraft = {
  familyName: '髙橋',
  givenName: '花',
  familyKana: 'タカハシ',
  givenKana: 'ハナ',
  email: 'hana@example.jp',
  phone: '090-1234-5678',
  postal: '150-0001',
  prefecture: '東京都',
  city: '渋谷区',
  line1: '神宮前1-2-3',
  line2: '',
};

describe('what is typed is made uniform without a word', () => {
  it.each<[Field, string, string]>([
    ['postal', '１５０－０００１', '150-0001'],
    ['postal', '1500001', '150-0001'],
    ['postal', '〒150ー0001', '150-0001'],
    ['postal', '150', '150'],
    ['phone', '０９０ー１２３４ー５６７８', '090-1234-5678'],
    ['phone', '+81 90 1234 5678', '090-1234-5678'],
    ['phone', '(03) 1234 5678', '03-1234-5678'],
    ['email', ' Ｈａｎａ＠example.jp ', 'Hana@example.jp'],
    ['familyName', '　髙橋　 ', '髙橋'],
    ['familyKana', 'たかはし', 'タカハシ'],
    ['givenKana', 'ｼﾞｭﾝ', 'ジュン'],
    ['givenKana', 'ゆー-こ', 'ユーーコ'],
    ['line1', '神宮前１－２－３', '神宮前１－２－３'],
    ['number', '４２４２４２４２４２４２４２４２', '4242 4242 4242 4242'],
    ['number', '378282246310005', '3782 822463 10005'],
    ['expiry', '1230', '12/30'],
    ['expiry', '１２／２０３０', '12/30'],
    ['expiry', '1/30', '01/30'],
    ['cvc', '１２３', '123'],
  ])('%s: %s becomes %s', (field, typed, tidied) => expect(tidy(field, typed)).toBe(tidied));

  it('is uniform already the second time', () => {
    for (const [field, value] of Object.entries(GOOD)) {
      const once = tidy(field as Field, value);
      expect(tidy(field as Field, once)).toBe(once);
    }
  });
});

describe('a buyer', () => {
  it('is good with everything but the optional line', () => expect(buyerFaults(GOOD)).toEqual({}));

  it('misses everything that is not optional at first, the name before all', () => {
    const faults = buyerFaults(EMPTY_BUYER);
    expect(Object.keys(faults)).toHaveLength(10);
    expect(faults.line2).toBeUndefined();
    expect(firstFault(faults)).toBe('familyName');
  });

  it('keeps names outside the basic plane', () => expect(buyerFault('familyName', '𠮷田﨑')).toBeUndefined());

  it.each<[keyof BuyerDraft, string]>([
    ['familyKana', '山田'],
    ['givenKana', 'Hana'],
    ['email', 'hana@'],
    ['email', 'hana@example'],
    ['email', 'ha na@@example.jp'],
    ['phone', '12345'],
    ['phone', '190-1234-5678'],
    ['postal', '15-0001'],
    ['prefecture', '江戸'],
  ])('is asked again for %s %s', (field, value) => expect(buyerFault(field, value)).toBe('shape'));

  it('may not be endless', () => expect(buyerFault('city', 'あ'.repeat(51))).toBe('too_long'));
});

describe('a card', () => {
  it('is good until the last day of its month', () => {
    const card = { number: '4242 4242 4242 4242', expiry: '11/26', cvc: '123' };
    expect(cardFaults(card, NOW)).toEqual({});
    expect(cardFault('expiry', '10/26', NOW)).toBe('past');
    expect(cardFault('expiry', '13/30', NOW)).toBe('shape');
  });

  it('is found out by one wrong digit', () => expect(cardFault('number', '4242 4242 4242 4243', NOW)).toBe('check_digit'));

  it('is missing at first', () => expect(cardFaults(EMPTY_CARD, NOW)).toEqual({ number: 'missing', expiry: 'missing', cvc: 'missing' }));
});

describe('the postal code suggests the prefecture', () => {
  it.each([
    ['0600001', '北海道'],
    ['0100001', '秋田県'],
    ['1500001', '東京都'],
    ['2300001', '神奈川県'],
    ['4600001', '愛知県'],
    ['5300001', '大阪府'],
    ['6048101', '京都府'],
    ['7900001', '愛媛県'],
    ['9000001', '沖縄県'],
    ['9200001', '石川県'],
    ['9900001', '山形県'],
  ])('%s: %s', (postal, prefecture) => expect(prefectureOf(postal)).toBe(prefecture));

  it('says nothing for less than seven digits', () => expect(prefectureOf('150000')).toBeUndefined());

  it('reaches every prefecture', () => {
    const reached = new Set(Array.from({ length: 100 }, (_, head) => prefectureOf(`${String(head).padStart(2, '0')}00000`)));
    expect(reached.size).toBe(PREFECTURES.length);
  });
});

describe('the reading of a name', () => {
  it('is overheard from the input method', () => {
    const heard = new Overheard();
    for (const part of ['や', 'やm', 'やま', 'やまだ', '山田']) heard.update(part);
    expect(heard.isMine('')).toBe(true);
    expect(heard.end('山田')).toBe('ヤマダ');
    expect(heard.isMine('ヤマダ')).toBe(true);
    expect(heard.isMine('サンデン')).toBe(false);
  });
  it('forgets with the name', () => {
    const heard = new Overheard();
    heard.update('はな');
    heard.end('花');
    heard.forget();
    heard.update('ゆき');
    expect(heard.end('雪')).toBe('ユキ');
  });
});

describe('an address from its postal code', () => {
  const place = { prefecture: '東京都', city: '渋谷区', town: '神宮前' };
  it('fills what is empty, and never what was typed', () => {
    expect(filledIn({ ...EMPTY_BUYER }, place, undefined)).toMatchObject({ prefecture: '東京都', city: '渋谷区', line1: '神宮前' });
    expect(filledIn({ ...EMPTY_BUYER, line1: '神宮前1-2-3' }, place, undefined).line1).toBe('神宮前1-2-3');
    const other = { prefecture: '大阪府', city: '大阪市', town: '梅田' };
    expect(filledIn({ ...EMPTY_BUYER, prefecture: '東京都', city: '渋谷区', line1: '神宮前' }, other, place)).toMatchObject({ city: '大阪市', line1: '梅田' });
  });
});
