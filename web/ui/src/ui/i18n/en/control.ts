import type { Words } from './words';

export const control: Words = {};
