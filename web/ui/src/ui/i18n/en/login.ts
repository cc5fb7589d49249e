import type { Words } from './words';

export const login: Words = {
  'login.brand': 'Nigiwai',
  'login.title': 'Staff log-in',
  'login.email': 'E-mail',
  'login.email-missing': 'Enter your e-mail address.',
  'login.password': 'Password',
  'login.password-missing': 'Enter your password.',
  'login.submit': 'Log in',
  'login.to-shows': 'Watch the shows',
};
