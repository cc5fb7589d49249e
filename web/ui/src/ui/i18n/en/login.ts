import type { Words } from './words';

export const login: Words = {};
