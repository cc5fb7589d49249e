import { startPage } from '../ui/page';
import '../ui/plain-page.css';
import './login.css';
import './nw-login';

void startPage('nw-login');
