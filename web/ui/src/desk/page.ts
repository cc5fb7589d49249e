import { startPage } from '../ui/page';
import '../ui/plain-page.css';
import './desk.css';
import './nw-desk';

void startPage('nw-desk');
