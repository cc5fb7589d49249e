import type { Words } from './words';

export const viewer: Words = {};
