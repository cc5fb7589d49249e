import { startPage } from '../ui/page';
import '../ui/plain-page.css';
import './nw-cart-page';

void startPage('nw-cart-page');
