import { beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { NwComposer } from '../../src/viewer/nw-composer';
import '../../src/viewer/nw-composer';
import { expectAccessible, inside, put, settled } from './stage';

describe('the comment field', () => {
  let composer: NwComposer;
  let said: string[];
  let named: string[];
  const field = (): HTMLTextAreaElement => inside(composer, 'textarea');
  const press = (more: KeyboardEventInit = {}): void => {
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more }));
  };

  beforeEach(async () => {
    composer = await put<NwComposer>('nw-composer', { named: true });
    said = [];
    named = [];
    composer.addEventListener('nw-say', (event) => said.push((event as CustomEvent<{ text: string }>).detail.text));
    composer.addEventListener('nw-name', (event) => named.push((event as CustomEvent<{ name: string }>).detail.name));
  });

  it('sends with Enter, and empties', async () => {
    await userEvent.fill(field(), ' こんにちは ');
    await userEvent.keyboard('{Enter}');
    expect(said).toEqual(['こんにちは']);
    expect(field().value).toBe('');
  });

  it('never sends with the Enter that ends a conversion', async () => {
    await userEvent.fill(field(), 'かな');
    press({ isComposing: true });
    press({ keyCode: 229 });
    expect(said).toEqual([]);
    press();
    expect(said).toEqual(['かな']);
  });

  it('breaks the line with Shift and Enter', async () => {
    await userEvent.fill(field(), '一');
    press({ shiftKey: true });
    expect(said).toEqual([]);
  });

  it('takes 200 characters as a person counts them', async () => {
    await userEvent.fill(field(), '👨‍👩‍👧‍👦'.repeat(201));
    press();
    expect([...new Intl.Segmenter().segment(said[0] ?? '')]).toHaveLength(200);
  });

  it('asks for a name once, keeps the words, and lets a guest be a guest', async () => {
    composer.named = false;
    await userEvent.fill(field(), 'はじめまして');
    press();
    await settled(composer);
    expect(said).toEqual([]);
    await expectAccessible(composer);
    await userEvent.fill(inside<HTMLInputElement>(composer, '#name'), 'はな');
    await userEvent.click(inside(composer, '.named'));
    expect([named, said]).toEqual([['はな'], ['はじめまして']]);
    await userEvent.fill(field(), 'またあとで');
    press();
    expect(said).toHaveLength(2);
  });

  it('is accessible', () => expectAccessible(composer));
});
