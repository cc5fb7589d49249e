import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { NwBuy } from '../../src/viewer/nw-buy';
import '../../src/viewer/nw-buy';
import type { NwPinned } from '../../src/viewer/nw-pinned';
import '../../src/viewer/nw-pinned';
import { FRESH_MILLIS } from '../../src/viewer/nw-pinned-card';
import type { NwProduct } from '../../src/viewer/nw-product';
import '../../src/viewer/nw-product';
import type { NwShelf } from '../../src/viewer/nw-shelf';
import '../../src/viewer/nw-shelf';
import { offer } from './goods';
import { all, expectAccessible, inside, put, settled } from './stage';

const aMoment = (millis: number): Promise<void> => new Promise((done) => setTimeout(done, millis));

describe('the pinned cards', () => {
  const two = [offer(), offer({ id: 'knife', name: '三徳包丁', variants: [{ sku: 'k', name: '', nameEn: '', price: 12_800, left: 9, of: 20 }] })];

  it('show name, price with tax, what is left, and a button of 48 px', async () => {
    const pinned = await put<NwPinned>('nw-pinned', { offers: [two[0]!] });
    const words = all(pinned, 'h3, .price, nw-stock').map((one) => (one.shadowRoot ?? one).textContent?.replace(/\s+/g, ''));
    expect(words.join(' ')).toContain('横手の急須360ml');
    expect(words.join(' ')).toContain('6,800円から(税込)');
    expect(words.join(' ')).toContain('残り3点');
    expect(inside(pinned, '.buy').getBoundingClientRect().height).toBeGreaterThanOrEqual(48);
    await aMoment(FRESH_MILLIS + 50);
    await expectAccessible(pinned);
  });

  it('keep their height with one card and with two, the newest in view', async () => {
    const pinned = await put<NwPinned>('nw-pinned', { offers: [two[0]!] });
    const before = inside(pinned, '.track').getBoundingClientRect().height;
    pinned.offers = two;
    await settled(pinned);
    expect(inside(pinned, '.track').getBoundingClientRect().height).toBe(before);
    const cards = all(pinned, 'nw-pinned-card');
    expect(cards[0]!.hasAttribute('inert')).toBe(false);
    expect(inside(cards[0] as never, 'h3').textContent).toBe('三徳包丁');
    await aMoment(FRESH_MILLIS + 50);
    await expectAccessible(pinned);
  });

  it('do not take the tap that was meant for the card before', async () => {
    const pinned = await put<NwPinned>('nw-pinned', { offers: [two[0]!] });
    const bought: string[] = [];
    pinned.addEventListener('nw-buy', (event) => bought.push((event as CustomEvent<{ product: string }>).detail.product));
    inside(pinned, '.buy').click();
    expect(bought).toEqual([]);
    await aMoment(FRESH_MILLIS + 50);
    inside(pinned, '.buy').click();
    expect(bought).toEqual(['kyusu']);
  });

  it('say when it is sold out', async () => {
    const pinned = await put<NwPinned>('nw-pinned', { offers: [offer({ variants: [{ sku: 'a', name: '', nameEn: '', price: 100, left: 0, of: 5 }] })] });
    expect(inside<HTMLButtonElement>(pinned, '.buy').disabled).toBe(true);
    expect(inside(pinned, '.buy').textContent?.trim()).toBe('完売');
    await expectAccessible(pinned);
  });

  it('fit a phone of 320 px', async () => {
    const pinned = await put<NwPinned>('nw-pinned', { offers: [two[0]!] });
    pinned.style.setProperty('display', 'block');
    pinned.style.setProperty('inline-size', '296px');
    await settled(pinned);
    const card = inside(pinned, 'article');
    expect(card.scrollWidth).toBeLessThanOrEqual(card.clientWidth);
  });
});

describe('a product in full', () => {
  it('makes choosing a variant and buying one tap', async () => {
    const sheet = await put<NwProduct>('nw-product', { offer: offer() });
    const chosen: string[] = [];
    sheet.addEventListener('nw-choose', (event) => chosen.push((event as CustomEvent<{ sku: string }>).detail.sku));
    const buttons = all<HTMLButtonElement>(sheet, '.variant .button');
    expect(buttons.map((button) => button.disabled)).toEqual([false, true]);
    await userEvent.click(buttons[0]!);
    expect(chosen).toEqual(['white']);
    await expectAccessible(sheet);
  });

  it('says why a tap did not reserve', async () => {
    const sheet = await put<NwProduct>('nw-product', { offer: offer({ state: 'paused' }), problem: 'この品は完売しました。' });
    expect(inside(sheet, '[role=alert]').textContent).toContain('完売');
    await expectAccessible(sheet);
  });
});

describe('the shelf', () => {
  it('lists all goods and opens one', async () => {
    const shelf = await put<NwShelf>('nw-shelf', { offers: [offer(), offer({ id: 'lamp', state: 'coming' })], pinned: ['kyusu'] });
    const opened: string[] = [];
    shelf.addEventListener('nw-open', (event) => opened.push((event as CustomEvent<{ product: string }>).detail.product));
    await userEvent.click(all(shelf, 'button')[1]!);
    expect(opened).toEqual(['lamp']);
    await expectAccessible(shelf);
  });
});

describe('the thanks', () => {
  it('name the order and lead back to the show', async () => {
    const buy = await put<NwBuy>('nw-buy', { purchase: { kind: 'ordered', product: 'kyusu', number: 'N-0001', token: 't' }, name: '急須' });
    expect(inside(buy, '.number').textContent).toBe('N-0001');
    let done = false;
    buy.addEventListener('nw-done', () => (done = true));
    await userEvent.click(inside(buy, '.button'));
    expect(done).toBe(true);
    await expectAccessible(buy);
  });
});
