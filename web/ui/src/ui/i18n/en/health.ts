import type { Words } from './words';

export const health: Words = {
  'health.title': 'Stream health',
  'health.light.good': 'Good',
  'health.light.warn': 'Attention',
  'health.light.bad': 'Act now',
  'health.light.off': 'Not connected',
  'health.stale': 'Waiting for the server to answer.',
};
