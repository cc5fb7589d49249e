import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8');

function token(name: string, theme: 'light' | 'dark'): string {
  const value = new RegExp(`--${name}: (?:light-dark\\((#\\w+), (#\\w+)\\)|(#\\w+));`).exec(css);
  return value?.[3] ?? value?.[theme === 'light' ? 1 : 2] ?? '';
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const channel = parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['surface', 'surface-raised', 'surface-sunken', 'surface-hover'];
const TEXTS = ['text', 'text-2', 'link', 'good', 'warn', 'bad', 'action-text'];
const PAIRS: [string, string][] = [
  ...SURFACES.flatMap((surface) => TEXTS.map((text): [string, string] => [text, surface])),
  ['on-action', 'action'],
  ['on-action', 'action-hover'],
  ['good', 'good-surface'],
  ['warn', 'warn-surface'],
  ['bad', 'bad-surface'],
  ['action-text', 'action-surface'],
  ['link', 'link-surface'],
  ['text', 'action-surface'],
];

describe('every pair of text and surface is AA', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const [text, surface] of PAIRS) {
      it(`${theme}: ${text} on ${surface}`, () => expect(contrast(token(text, theme), token(surface, theme))).toBeGreaterThanOrEqual(4.5));
    }
    for (const surface of SURFACES) {
      it(`${theme}: the edge of a control on ${surface}`, () => expect(contrast(token('line-strong', theme), token(surface, theme))).toBeGreaterThanOrEqual(3));
    }
  }
});

describe('text over the picture', () => {
  it('is AA on the scrim even over white', () => {
    const alpha = 0.55;
    const grey = Math.round(255 * (1 - alpha)).toString(16).padStart(2, '0');
    expect(contrast('#ffffff', `#${grey.repeat(3)}`)).toBeGreaterThanOrEqual(4.5);
  });
});
