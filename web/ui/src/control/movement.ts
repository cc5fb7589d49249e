/** A movement of stock before it is sent. Pure. */
import type { CountedVariant } from './control';

export const MOVEMENT_MAX = 10_000;

export interface Movement {
  readonly delta: number;
  /** What would be on hand afterwards. */
  readonly onHand: number;
}

/** What was typed, in any width; undefined when it is no movement that can be made. */
export function movementOf(variant: CountedVariant, direction: 'in' | 'out', typed: string): Movement | undefined {
  const text = typed.normalize('NFKC').trim();
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const pieces = Number(text);
  if (pieces < 1 || pieces > MOVEMENT_MAX) return undefined;
  const delta = direction === 'in' ? pieces : -pieces;
  const onHand = variant.onHand + delta;
  return onHand < variant.held ? undefined : { delta, onHand };
}
