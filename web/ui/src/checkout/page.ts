import { startPage } from '../ui/page';
import './checkout.css';
import './nw-checkout';

void startPage('nw-checkout');
