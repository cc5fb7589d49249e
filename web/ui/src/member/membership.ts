/** Logging in as a member, and what a member finds again. */
import type { Buyer } from '../protocol/buying';
import { ApiError, del, get, post, put } from '../ui/api';

export interface Member {
  readonly email: string;
  readonly hasPassword: boolean;
}

export interface SavedAddress {
  readonly id: string;
  readonly label: string;
  readonly buyer: Buyer;
}

export interface PastOrder {
  readonly token: string;
  readonly number: string;
  readonly state: string;
  readonly placedAt: number;
  readonly total: number;
  readonly lines: readonly { readonly name: string; readonly nameEn: string; readonly quantity: number; readonly image?: string | null }[];
}

/** The member of this browser; null for a guest. */
export async function whoAmI(): Promise<Member | null> {
  try {
    const { member } = await get<{ member?: Member }>('/api/me');
    return member ?? null;
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 401) return null;
    throw failure;
  }
}

/** A code goes to the mailbox, whether or not somebody has an account there. */
export const sendCode = (email: string): Promise<void> => post('/api/members/code', { body: { email } });

export const enterByCode = async (email: string, code: string): Promise<Member> =>
  (await post<{ member: Member }>('/api/members/session', { body: { email, code } })).member;

export const enterByPassword = async (email: string, password: string): Promise<Member> =>
  (await post<{ member: Member }>('/api/members/session', { body: { email, password } })).member;

export const leave = (): Promise<void> => del('/api/members/session');

export const setPassword = (password: string): Promise<void> => put('/api/members/password', { body: { password } });

/** A guest's own orders of this browser, or the member's of all. */
export const myOrders = async (): Promise<readonly PastOrder[]> => (await get<{ orders: readonly PastOrder[] }>('/api/my/orders')).orders;

export const myAddresses = async (): Promise<readonly SavedAddress[]> =>
  (await get<{ addresses: readonly SavedAddress[] }>('/api/my/addresses')).addresses;

export const forgetAddress = (id: string): Promise<void> => del(`/api/my/addresses/${encodeURIComponent(id)}`);
