import { startPage } from '../ui/page';
import '../ui/plain-page.css';
import './orders.css';
import './nw-orders';

void startPage('nw-orders');
