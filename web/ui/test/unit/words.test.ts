import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { preferredLanguage } from '../../src/ui/i18n';
import { templates } from '../../src/ui/i18n/en';

const src = new URL('../../src/', import.meta.url);
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.includes('i18n') && !name.endsWith('.test.ts'),
);
const sources = files.map((name) => [name, readFileSync(new URL(name, src), 'utf8')] as const);

/** Files whose Japanese is data or the writing of numbers, in both languages by themselves. */
const DATA = ['checkout/prefectures.ts', 'ui/format.ts'];

describe('every word has its English', () => {
  const used = new Set<string>();
  for (const [name, text] of sources) {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
    const calls = code.match(/\bmsg\(/g)?.length ?? 0;
    const ids = [...code.matchAll(/\bid: '([a-z0-9.-]+)'/g)].map((match) => match[1] ?? '');
    ids.forEach((id) => used.add(id));
    if (calls > 0) it(`${name}: each msg() has an id`, () => expect(ids.length).toBeGreaterThanOrEqual(calls));

    if (DATA.includes(name)) continue;
    it(`${name}: no Japanese outside msg()`, () => {
      const bare = code
        .replace(/msg\(\s*(str|html)?(`[^`]*`|'[^']*')/g, '')
        .replace(/\/[^/\n]*[\u3040-\u30ff][^/\n]*\/[a-z]*/g, '');
      expect(bare.match(/[^\n]*[\u3040-\u30ff\u4e00-\u9fff][^\n]*/g) ?? []).toEqual([]);
    });
  }

  it('no id lacks English', () => expect([...used].filter((id) => !(id in templates))).toEqual([]));
  it('no English is left over', () => expect(Object.keys(templates).filter((id) => !used.has(id))).toEqual([]));
});

describe('the language of a page', () => {
  it('is asked for by ?lang, else remembered, else the browser’s', () => {
    expect(preferredLanguage('?lang=en', 'ja', ['ja'])).toBe('en');
    expect(preferredLanguage('', 'en', ['ja'])).toBe('en');
    expect(preferredLanguage('?lang=fr', null, ['ja-JP', 'en'])).toBe('ja');
    expect(preferredLanguage('', null, ['en-GB'])).toBe('en');
    expect(preferredLanguage('', null, ['fr', 'de'])).toBe('en');
    expect(preferredLanguage('', null, [])).toBe('ja');
  });
});
