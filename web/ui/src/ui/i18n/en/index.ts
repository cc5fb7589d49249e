import { admin } from './admin';
import { cart } from './cart';
import { checkout } from './checkout';
import { control } from './control';
import { desk } from './desk';
import { health } from './health';
import { login } from './login';
import { member } from './member';
import { moderate } from './moderate';
import { orders } from './orders';
import { pages } from './pages';
import { selling } from './selling';
import { shop } from './shop';
import { studio } from './studio';
import { talk } from './talk';
import { ui } from './ui';
import { viewer } from './viewer';

/** All English words, by message id; one file per surface. */
export const templates = { ...ui, ...shop, ...viewer, ...pages, ...login, ...control, ...moderate, ...studio, ...talk, ...health, ...checkout, ...cart, ...member, ...orders, ...selling, ...admin, ...desk };
