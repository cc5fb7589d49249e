import type { BothLanguages } from '../protocol/buying';
import type { Legal } from '../legal/record';
import { get } from '../ui/api';

/** How the seller's page names that item. */
const RETURNS = 'Cancellation and returns';

/**
 * 返品特約, for beside 買う: without it there the law gives every buyer eight days (特定商取引法
 * 第15条の3). It is the very text of the seller's own page, so that the two cannot differ.
 */
export async function returnTerms(): Promise<BothLanguages | null> {
  const { pages } = await get<Legal>('/api/legal');
  return pages.flatMap((page) => page.items).find((item) => item.term.en === RETURNS)?.text ?? null;
}
