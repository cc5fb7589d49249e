import { startPage } from '../ui/page';
import '../ui/plain-page.css';
import './legal.css';
import './nw-legal';

void startPage('nw-legal');
