import type { Words } from './words';

export const pages: Words = {};
