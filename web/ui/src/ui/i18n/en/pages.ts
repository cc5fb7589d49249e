import { str } from '@lit/localize';
import type { Words } from './words';

export const pages: Words = {
  'pages.house': 'Nigiwai',
  'pages.house.shows': 'Shows',
  'pages.house.legal': 'Legal notice of the seller',
  'pages.shows': 'Shows',
  'pages.loading': 'Loading',
  'pages.reload': 'Load again',
  'pages.no-shows': 'No shows are planned at the moment. The next one will appear here.',
  'pages.viewers': str`${0} watching`,
  'pages.live': 'LIVE',
  'pages.break': 'Back soon',
  'pages.waiting': 'Starting soon',
  'pages.ended': 'Ended',
  'pages.legal.note': 'This is the record of a demo shop. Whoever runs this installation replaces it with their own.',
  'pages.legal.loading': 'Loading',
  'pages.legal.failed': 'Could not load the page',
  'pages.legal.reload': 'Load again',
  'pages.legal.ways': 'On this page',
  'pages.house.terms': 'Terms of use',
  'pages.house.privacy': 'Privacy',
  'pages.house.my': 'My orders',
  'pages.house.cart': 'Cart',
};
