import { startPage } from '../ui/page';
import '../ui/plain-page.css';
import './admin.css';
import './nw-admin';

void startPage('nw-admin');
