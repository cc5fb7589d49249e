/** An address from its postal code, asked of our own server. */
import { ApiError, type request } from '../ui/api';
import { digits } from './typed';

export interface Place {
  readonly prefecture: string;
  readonly city: string;
  /** 町域; empty where the code covers a whole city. */
  readonly town: string;
}

/**
 * The places of a code of seven digits, most codes having one; empty for an unknown code, and also
 * when the server does not answer: the buyer then types on, unhindered.
 */
export async function placesOf(postal: string, send: typeof request): Promise<readonly Place[]> {
  const code = digits(postal);
  if (code.length !== 7) return [];
  try {
    const { places } = await send<{ places: readonly Place[] }>('GET', `/api/postcodes/${code}`);
    return places;
  } catch (failure) {
    if (failure instanceof ApiError) return [];
    throw failure;
  }
}

/** What a place fills in: only what is empty, or what an earlier code filled in and nobody touched. */
export function filledIn<D extends { prefecture: string; city: string; line1: string }>(draft: D, place: Place, filledBefore: Place | undefined): D {
  const mine = (now: string, before: string | undefined): boolean => now === '' || now === before;
  return {
    ...draft,
    prefecture: mine(draft.prefecture, filledBefore?.prefecture) ? place.prefecture : draft.prefecture,
    city: mine(draft.city, filledBefore?.city) ? place.city : draft.city,
    line1: mine(draft.line1, filledBefore?.town) ? place.town : draft.line1,
  };
}
